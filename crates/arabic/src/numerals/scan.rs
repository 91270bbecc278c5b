//! All the numbers of a text, with their surroundings taken into account.

use std::cell::OnceCell;

use super::brackets;
use super::context::{self, Cue};
use super::{Exact, Form, Parsed, parse_at, roman, runs, scores, words};
use crate::lexed::{Gap, Kind, Lexed};
use crate::quantities::{self, Lands, nouns};

/// Every name that the rule of a number can have.
pub const RULES: [&str; 11] = [
    "digits",
    "words",
    "mixed",
    "ordinal",
    "vague",
    "fraction",
    "decimal-words",
    "negative",
    "range",
    "roman",
    "latin-words",
];

/// A number in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// The token that its reading began at.
    pub token: usize,
    /// What was read.
    pub parsed: Parsed,
}

impl Number {
    /// The token after it.
    pub fn next(&self) -> usize {
        self.token + self.parsed.tokens
    }
}

/// Replaces `out` with the numbers of the text, in text order and without overlaps.
///
/// `taken` are byte spans, ascending, that numbers keep out of: times, names, addresses. Scores, telephone numbers,
/// versions and verse references are left out by themselves. A range written with a hyphen is one number with `value_max`.
pub fn scan(lexed: &Lexed, taken: &[(u32, u32)], out: &mut Vec<Number>) {
    scan_in(lexed, taken, None, out);
}

/// The same for a text from the country `home` (ISO 3166), whose currency says what a comma before three digits parts, where
/// the text does not.
pub fn scan_in(lexed: &Lexed, taken: &[(u32, u32)], home: Option<&str>, out: &mut Vec<Number>) {
    out.clear();
    let mut taken = taken;
    let lands = Place { lands: OnceCell::new(), home };
    let mut i = 0;
    while let Some(token) = lexed.get(i) {
        while let [(_, end), rest @ ..] = taken
            && *end <= token.start
        {
            taken = rest;
        }
        if taken.first().is_some_and(|t| t.0 < token.end) {
            // «و» before a taken span is passed over as well: what follows it is not ours.
            i += 1;
            continue;
        }
        let limit = taken.first().map_or(u32::MAX, |t| t.0);
        i = step(lexed, i, token.kind, limit, &lands, out);
    }
}

/// Where a text is from, as far as that is known or its words tell.
struct Place<'a> {
    lands: OnceCell<Lands>,
    home: Option<&'a str>,
}

/// Reads what begins at token `i`, and gives the token to go on with.
fn step(lexed: &Lexed, i: usize, kind: Kind, limit: u32, lands: &Place<'_>, out: &mut Vec<Number>) -> usize {
    if matches!(kind, Kind::Punct | Kind::Symbol) && !matches!(lexed.form(i), "-" | "+" | "." | "٫" | "(") {
        return i + 1;
    }
    if (kind == Kind::Number || kind == Kind::Symbol || lexed.form(i) == "(")
        && let Some(end) = runs::skip_run(lexed, i)
    {
        return end;
    }
    if kind == Kind::Word && (!words::begins(lexed, i) || hundredths(lexed, i, out)) {
        return i + 1;
    }
    if kind == Kind::Latin
        && let Some(roman) = roman::parse(lexed, i)
    {
        out.push(Number { token: i, parsed: roman });
        return i + 1;
    }
    let Some(mut parsed) = parse_at(lexed, i).filter(|p| p.end <= limit) else { return i + 1 };
    let next = i + parsed.tokens;
    decimal_comma(lexed, i, &mut parsed, lands);
    dotted_thousands(lexed, i, &mut parsed);
    if let Some(pair) = pair(lexed, i, &parsed) {
        if let Some(range) = pair.range.filter(|r| r.end <= limit) {
            out.push(Number { token: i, parsed: range });
        }
        return pair.next;
    }
    if context::keeps_out(lexed, i, &parsed) {
        return next;
    }
    if let Some(longer) = mixed_fraction(lexed, i, &parsed).filter(|p| p.end <= limit) {
        parsed = longer;
    }
    if let Some(longer) = brackets::scaled(lexed, i, &parsed).filter(|p| p.end <= limit) {
        parsed = longer;
    }
    let next = i + parsed.tokens;
    tens_as_ordinal(lexed, i, &mut parsed);
    out.push(Number { token: i, parsed });
    next
}

/// Whether «بالمئة» or the «المئة» of «في المئة» at `i` says what the number before it counts, and begins no other number.
fn hundredths(lexed: &Lexed, i: usize, out: &[Number]) -> bool {
    let after = |at: usize| out.last().is_some_and(|n| n.next() == at);
    let form = lexed.form(i);
    quantities::by_hundred(form) && after(i)
        || quantities::the_hundred(form) && i > 0 && lexed.form(i - 1) == "في" && after(i - 1)
}

/// «26,112 دينارا», «3,650 ملايين»: the comma that looks like one of thousands parts decimals.
fn decimal_comma(lexed: &Lexed, i: usize, number: &mut Parsed, lands: &Place<'_>) {
    let next = i + number.tokens;
    if number.form == Form::Words || number.tokens < 3 {
        return;
    }
    let digits = (i..i + 3).find(|at| lexed.kind(*at) == Some(Kind::Number)).unwrap_or(i);
    if quantities::thousandths(lexed, digits, next, &lands.lands, lands.home) {
        number.value = number.value.and_then(|value| value.over(Exact::int(1_000)));
    }
}

/// «1 3/4»: a whole number and a fraction below one.
fn mixed_fraction(lexed: &Lexed, i: usize, whole: &Parsed) -> Option<Parsed> {
    let at = i + whole.tokens;
    let plain = whole.form == Form::Digits && whole.value?.is_integer() && lexed.gap(at) == Gap::Space;
    let first = parse_at(lexed, at).filter(|n| plain && n.form == Form::Digits && n.tokens == 1)?;
    let part = pair(lexed, at, &first)?;
    let range = part.range.filter(|r| r.rule == "fraction" && r.value.is_some_and(|v| v < Exact::int(1)))?;
    Some(Parsed {
        value: whole.value?.plus(range.value?),
        tokens: part.next - i,
        end: range.end,
        rule: "fraction",
        ..*whole
    })
}

/// «50.000 دينار», «12.500 شخص»: the point that looks like one of decimals parts thousands, where three zeros follow it
/// or persons and things are counted, which have no thousandths.
fn dotted_thousands(lexed: &Lexed, i: usize, number: &mut Parsed) {
    let next = i + number.tokens;
    let first = next.saturating_sub(3);
    let digits = number.form == Form::Digits
        && first >= i
        && (i..first).all(|at| lexed.kind(at) != Some(Kind::Number))
        && lexed.form(first + 1) == "."
        && lexed.form(first + 2).len() == 3
        && lexed.form(first).len() <= 3
        && !lexed.form(first).starts_with('0');
    let counts = || {
        nouns::counts(lexed, next)
            && !quantities::measured(lexed, next)
            && !matches!(lexed.form(next), "نقطه" | "نقاط" | "مره" | "مرات" | "ضعف" | "اضعاف")
    };
    if digits && (lexed.form(first + 2) == "000" || counts()) {
        number.value = number.value.and_then(|value| value.times(Exact::int(1_000)));
    }
}

/// Two numbers with a sign between them.
struct Pair {
    /// The range, or nothing where they are a score or a date.
    range: Option<Parsed>,
    next: usize,
}

/// «10-20», «5 - 6 آلاف», «3/4»: one number, or a score or date to pass over.
fn pair(lexed: &Lexed, i: usize, first: &Parsed) -> Option<Pair> {
    let at = i + first.tokens;
    let sign = lexed.form(at);
    if first.form == Form::Words
        || !matches!(sign, "-" | "/")
        || lexed.gap(at) > Gap::Space
        || lexed.gap(at) != lexed.gap(at + 1)
    {
        return None;
    }
    let second = parse_at(lexed, at + 1)
        .filter(|s| s.form != Form::Words && lexed.kind(at + 1) == Some(Kind::Number))?;
    let next = at + 1 + second.tokens;
    let whole = Parsed { tokens: next - i, ..*first };
    let goes_on = matches!(lexed.form(next), "/" | "-") && lexed.gap(next) == Gap::None;
    if goes_on || context::keeps_out(lexed, i, &whole) {
        return Some(Pair { range: None, next });
    }
    let range =
        if sign == "/" { slash(lexed, at, first, &second) } else { hyphen(lexed, i, next, first, &second) };
    let range = range.map(|r| Parsed { tokens: next - i, end: second.end, ..r });
    Some(Pair { range, next })
}

/// `3/4` and `77/100`: fractions with a denominator that people use; `21/09` is a date, `2015/003` the number of a file.
fn slash(lexed: &Lexed, sign: usize, first: &Parsed, second: &Parsed) -> Option<Parsed> {
    if lexed.form(sign + 1).starts_with('0') {
        return None;
    }
    let den = second.value?.to_i64()?;
    let usual = matches!(den, 2..=10 | 16 | 20 | 100 | 1_000 | 10_000);
    let plain = first.form == Form::Digits && first.value?.is_integer();
    (usual && plain).then_some(Parsed { value: first.value?.over(second.value?), rule: "fraction", ..*first })
}

fn hyphen(lexed: &Lexed, i: usize, next: usize, first: &Parsed, second: &Parsed) -> Option<Parsed> {
    let (low, high) = (first.value?, second.value?);
    // «5-6 آلاف»: the scale is that of both.
    let scaled = first.form == Form::Digits && second.form == Form::Mixed;
    let low = if scaled { low.times(scale_of(lexed, next, second)?)? } else { low };
    let year = |v: Exact| v >= Exact::int(1900) && v < Exact::int(2100);
    if low >= high || year(low) && year(high) || context::before(lexed, i, 4, Cue::Score) {
        return None;
    }
    let announced = context::before(lexed, i, 1, Cue::Range);
    let touching = lexed.gap(i + first.tokens) == Gap::None;
    if scores::table(lexed, i) {
        return None;
    }
    let counts = nouns::counts(lexed, next) || matches!(lexed.form(next), "%" | "$" | "€" | "£");
    (announced || scaled || touching && counts).then_some(Parsed {
        value: Some(low),
        value_max: Some(high),
        rule: "range",
        ..*first
    })
}

/// The product of the scale words at the end of a mixed number that has digits first.
fn scale_of(lexed: &Lexed, next: usize, number: &Parsed) -> Option<Exact> {
    let digits = super::digits::parse(lexed, next - number.tokens)?;
    number.value?.over(digits.value)
}

/// A definite ten or definite digits after a singular noun are an ordinal: «القرن العشرون», «الدورة الـ30», «دورتها الـ27».
fn tens_as_ordinal(lexed: &Lexed, i: usize, number: &mut Parsed) {
    let value = number.value.and_then(Exact::to_i64).unwrap_or(0);
    let words = number.form == Form::Words && number.tokens == 1 && (20..=100).contains(&value);
    let digits = number.form == Form::Digits && number.tokens == 2 && value > 0;
    let alone = number.definite && (words || digits) && number.clitics.is_bare();
    if alone && i > 0 && lexed.gap(i) == Gap::Space && context::singular(lexed, i - 1) {
        number.ordinal = true;
        number.rule = "ordinal";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<(&str, String)> {
        let mut lexed = Lexed::new();
        lexed.read(text);
        let mut out = Vec::new();
        scan(&lexed, &[], &mut out);
        assert!(out.iter().all(|number| RULES.contains(&number.parsed.rule)), "{text}: {out:?}");
        let written = |p: &Parsed| match (p.value, p.value_max, p.ordinal) {
            (Some(low), Some(high), _) => format!("{low}..{high}"),
            (Some(value), _, true) => format!("{value}th"),
            (Some(value), ..) => value.to_string(),
            _ => format!("~{}", p.magnitude.unwrap_or(0)),
        };
        out.iter()
            .map(|n| (&text[n.parsed.start as usize..n.parsed.end as usize], written(&n.parsed)))
            .collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(s, v)| (*s, (*v).to_owned())).collect();
        assert_eq!(numbers(text), expected, "{text}");
    }

    #[test]
    fn numbers_in_running_text() {
        check(
            "جُرح 12 شخصاً وقُتل ثلاثة وخسر مئات الآلاف منازلهم",
            &[("12", "12"), ("ثلاثة", "3"), ("مئات الآلاف", "~100000")],
        );
        check("بين 15 و16 وحدة", &[("15", "15"), ("16", "16")]);
        check("المادة 7 من القانون عدد 41", &[("7", "7"), ("41", "41")]);
        check("في القرن العشرين زار العشرين بيتا", &[("العشرين", "20th"), ("العشرين", "20")]);
        check("انخفضت الحرارة إلى -7 ليلا", &[("-7", "-7")]);
        check("في دورتها الـ27 ولاجئي المدينة الـ27", &[("الـ27", "27th"), ("الـ27", "27th")]);
        check("وصل الرجال الـ27", &[("الـ27", "27")]);
        check("صفر", &[("صفر", "0")]);
        check("نقل إلى مستشفى الطاهر صفر أمس", &[]);
        check("1. عنوان أول", &[("أول", "1th")]);
        check("هاتف غالاكسي نوت 7 وهاتف نوكيا 3310 يعودان", &[]);
        check("لعبتا \"سنيك 2\" و\"بيرز 3\"", &[]);
        check("بحثوا الأمور من الألف إلى الياء", &[]);
        check("وزن 1 3/4 طن", &[("1 3/4", "1.75")]);
        check("كمية وكميات وبمئة", &[("مئة", "100")]);
        check("نسبة 8ر4 بالمائة و162 ألف 548 سيارة", &[("8ر4", "4.8"), ("162 ألف 548", "162548")]);
        check("على حدود 1967 ثم 1967 كتابا", &[("1967", "1967")]);
        check("الفصل IV من الكتاب", &[("IV", "4")]);
        check("تراجع بأكثر من الخمس.", &[("الخمس", "0.2")]);
        check("أداء الصلوات الخمس. وصلت خمس حافلات", &[("الخمس", "5"), ("خمس", "5")]);
        check("ثلاثة أرباع السكان و3/4 الكمية", &[("ثلاثة أرباع", "0.75"), ("3/4", "0.75")]);
    }

    #[test]
    fn ranges_with_a_hyphen_and_scores() {
        check("نحو 10-20 كتابا", &[("10-20", "10..20")]);
        check("بين 5-6 آلاف متفرج", &[("5-6 آلاف", "5000..6000")]);
        check("فاز الفريق 2-1 على ضيفه", &[]);
        check("انتهت المباراة (3-0) أمس", &[]);
        check("بنتيجة 1 - 2 هدفا", &[]);
    }

    #[test]
    fn other_things_made_of_digits() {
        for text in [
            "لقاح كوفيد-19 وطائرة إف 16",
            "هاتف 71 555 444",
            "اتصلوا على +216 71 555 444",
            "الإصدار 2.4.1",
            "عنوانه 192.168.0.1",
            "سورة البقرة 255",
            "إنجيل متى 5:12",
            "نظام Windows 10",
            "example.com/2016/5/text",
            "كانون الثاني وربيع الأول",
            "يوم الاثنين",
            "دور نصف النهائي وربع نهائي الكأس",
            "مجموعة العشرين",
            "عام 2015",
            "طائرة A320",
            "أفلام 3D",
            "الأمير محمد آل ثاني",
            "بنتيجة 79 مقابل 78",
            "ملازم أول",
            "بطولة الرابطة المحترفة الأولى",
            "الرابطة الثانية",
            "إذاعة الاف ام",
            "الرقم الأخضر المجاني 80100200",
            "على رقمها الأخضر: 80100200",
            "يسكن في نهج 105",
            "قرب شارع 20",
        ] {
            check(text, &[]);
        }
        check("بعد 20 ثانية", &[("20", "20")]);
        check("غرس الحزام الأخضر 25000 شجرة", &[("25000", "25000")]);
        check("قطعوا مسافة طريق 13 كيلومترا", &[("13", "13")]);
    }

    #[test]
    fn long_runs_of_model_words_end() {
        let run = "برو ".repeat(200_000);
        check(&format!("{run}5"), &[("5", "5")]);
        check(&format!("هاتف سامسونغ {run}5"), &[]);
    }

    #[test]
    fn taken_spans_are_kept_out_of() {
        let text = "في 15 مارس 2016 وصل 40 لاجئا";
        let mut lexed = Lexed::new();
        lexed.read(text);
        let end = text.find(" وصل").unwrap() as u32;
        let start = text.find("15").unwrap() as u32;
        let mut out = Vec::new();
        scan(&lexed, &[(start, end)], &mut out);
        assert_eq!(out.len(), 1);
        assert_eq!(out[0].parsed.value, Some(Exact::int(40)));
    }
}
