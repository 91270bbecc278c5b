//! Every date of 1900 to 2100 and every Hijri day of 1356 to 1500 AH, written in the forms that news uses, is read back.
//!
//! Each date is written in three forms that never change and in two that rotate, so that over the two centuries every
//! day of the year stands in every form in several years; the ignored test writes every date in all of them.

use warraq_arabic::calendar::{Date, HijriDate};
use warraq_arabic::lexed::Lexed;
use warraq_arabic::time::{Finder, Settings};

/// Month names by tradition; pairs are written with a slash.
const MONTHS: [[&str; 12]; 6] = [
    [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    [
        "كانون الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين الأول",
        "تشرين الثاني",
        "كانون الأول",
    ],
    [
        "جانفي",
        "فيفري",
        "مارس",
        "أفريل",
        "ماي",
        "جوان",
        "جويلية",
        "أوت",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "ماي",
        "يونيو",
        "يوليوز",
        "غشت",
        "شتنبر",
        "أكتوبر",
        "نونبر",
        "دجنبر",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
];

const ORDINALS: [&str; 31] = [
    "الأول",
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
    "الحادي عشر",
    "الثاني عشر",
    "الثالث عشر",
    "الرابع عشر",
    "الخامس عشر",
    "السادس عشر",
    "السابع عشر",
    "الثامن عشر",
    "التاسع عشر",
    "العشرين",
    "الحادي والعشرين",
    "الثاني والعشرين",
    "الثالث والعشرين",
    "الرابع والعشرين",
    "الخامس والعشرين",
    "السادس والعشرين",
    "السابع والعشرين",
    "الثامن والعشرين",
    "التاسع والعشرين",
    "الثلاثين",
    "الحادي والثلاثين",
];

const WEEKDAYS: [&str; 7] = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"];

const HIJRI: [&str; 12] = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذي الحجة",
];

fn digits(text: &str, zero: char) -> String {
    let shifted = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(zero as u32 + digit)).unwrap_or(c);
    text.chars().map(shifted).collect()
}

/// The forms that rotate, `FORMS` of them.
fn written(date: Date, form: usize) -> String {
    let (year, month, day) = (date.year(), usize::from(date.month()), usize::from(date.day()));
    let name = |tradition: usize| MONTHS[tradition][month - 1];
    let weekday = WEEKDAYS[usize::from(date.weekday()) - 1];
    match form {
        0 => format!("{day} {} {year}", name(1)),
        1 => format!("{day} {} {year}", name(2)),
        2 => format!("{day} {} {year}", name(3)),
        3 => format!("{day:02} {}/{} {year}", name(1), name(0)),
        4 => format!("{day} {}/{} {year}", name(0), name(1)),
        5 => format!("{day} {} ({}) {year}", name(0), name(1)),
        6 => format!("{} من {} {year}", ORDINALS[day - 1], name(0)),
        7 => format!("{} من شهر {} عام {year}", ORDINALS[day - 1], name(1)),
        8 => format!("يوم {weekday} {day} {} {year}", name(0)),
        9 => format!("{weekday} {} من {} لسنة {year}", ORDINALS[day - 1], name(2)),
        10 => digits(&format!("{day} {} {year}", name(0)), '٠'),
        11 => digits(&format!("{day:02}/{month:02}/{year}"), '٠'),
        12 => digits(&format!("{year}-{month:02}-{day:02}"), '۰'),
        13 => format!("{day}-{month}-{year}"),
        14 => format!("{day:02}.{month:02}.{year}"),
        15 => format!("{year}/{month}/{day}"),
        16 => format!("{} {day}, {year}", name(4)),
        17 => format!("{day} {} {year}", name(4)),
        18 => format!("{day} {} {year}", name(5)),
        _ => format!("{weekday} الموافق {day} {} {year}م", name(0)),
    }
}

const FORMS: usize = 20;

fn read(finder: &mut Finder, lexed: &mut Lexed, text: &str) -> Option<(String, String)> {
    lexed.read(text);
    let mut rows = Vec::new();
    finder.find(lexed, None, &mut rows);
    let [row] = rows.as_slice() else { return None };
    Some((text.get(row.start as usize..row.end as usize)?.to_owned(), row.value.clone()?))
}

/// The three forms in which every run writes every date.
fn fixed(date: Date) -> [String; 3] {
    [
        format!("{} {} {}", date.day(), MONTHS[0][usize::from(date.month()) - 1], date.year()),
        date.to_string(),
        format!("{:02}/{:02}/{}", date.day(), date.month(), date.year()),
    ]
}

/// The forms of a Hijri day, `HIJRI_FORMS` of them.
fn written_hijri(date: HijriDate, form: usize) -> String {
    let (year, month, day) = (date.year(), usize::from(date.month()), usize::from(date.day()));
    match form {
        0 => format!("{day} {} {year}هـ", HIJRI[month - 1]),
        1 => format!("{} من {} عام {year} هجرية", ORDINALS[day - 1], HIJRI[month - 1]),
        2 => digits(&format!("{day}/{month}/{year}هـ"), '٠'),
        _ => format!("{day} {} {year}", HIJRI[month - 1]),
    }
}

const HIJRI_FORMS: usize = 4;

/// Reads every Gregorian date of the two centuries back from the forms that `forms` gives it.
fn gregorian(forms: impl Fn(Date) -> Vec<String>) {
    let day = |date: Option<Date>| date.map(Date::to_days);
    read_back(day(Date::new(1900, 1, 1)), day(Date::new(2101, 1, 1)), forms);
}

/// The same for every Hijri day; `forms` is given its number, too.
fn hijri(forms: impl Fn(i64, HijriDate) -> Vec<String>) {
    let day = |year| Some(HijriDate::new(year, 1, 1)?.to_gregorian()?.to_days());
    // A day that does not convert has no text, and is told of.
    read_back(day(1356), day(1501), |date| {
        HijriDate::from_gregorian(date).map_or_else(Vec::new, |hijri| forms(date.to_days(), hijri))
    });
}

/// Reads the texts of the days from `first` to before `end` back.
fn read_back(first: Option<i64>, end: Option<i64>, forms: impl Fn(Date) -> Vec<String>) {
    let (mut finder, mut lexed) = (Finder::new(Settings::default()), Lexed::new());
    let (mut wrong, mut read_texts) = (Vec::new(), 0);
    let (first, end) = (first.unwrap_or(0), end.unwrap_or(0));
    let dates: Vec<Date> = (first..end).filter_map(Date::from_days).collect();
    assert!(dates.len() > 50_000 && dates.len() as i64 == end - first, "every day is a date");
    for date in dates {
        let texts = forms(date);
        assert!(!texts.is_empty(), "{date} can be written");
        for text in texts {
            read_texts += 1;
            let found = read(&mut finder, &mut lexed, &text);
            if found != Some((text.clone(), date.to_string())) {
                wrong.push(format!("{text} = {date}: {found:?}"));
            }
        }
    }
    println!("{read_texts} dates in words and digits, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{} wrong, the first: {:#?}", wrong.len(), wrong.get(..20.min(wrong.len())));
}

#[test]
fn gregorian_dates() {
    gregorian(|date| {
        let turn = (date.year() as usize * 2) % FORMS;
        fixed(date).into_iter().chain([written(date, turn), written(date, turn + 1)]).collect()
    });
}

#[test]
fn hijri_dates() {
    hijri(|day, date| vec![written_hijri(date, day.rem_euclid(HIJRI_FORMS as i64) as usize)]);
}

#[test]
#[ignore = "nearly two million texts: cargo test -p warraq-arabic --test time_forms -- --ignored"]
fn every_date_in_every_form() {
    gregorian(|date| fixed(date).into_iter().chain((0..FORMS).map(|form| written(date, form))).collect());
    hijri(|_, date| (0..HIJRI_FORMS).map(|form| written_hijri(date, form)).collect());
}
