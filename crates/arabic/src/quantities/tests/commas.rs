//! Commas of decimals and of thousands, bare numbers behind a sum, words before a unit.

use super::{check, quantities, written};
use crate::lexed::Lexed;
use crate::numerals;
use crate::quantities::scan::Label;

#[test]
fn percent_commas_of_thousands() {
    let cases = [
        ("ارتفع بنسبة 1,000% في عام", "1,000%", "1000"),
        ("زاد 1,200 في المئة", "1,200 في المئة", "1200"),
        ("زاد 2,500 بالمائة", "2,500 بالمائة", "2500"),
        ("تضخم بنسبة %1,500", "%1,500", "1500"),
        ("up 1,500 percent", "1,500 percent", "1500"),
        ("up 1,250%", "1,250%", "1250"),
        ("بنسبة 60,200 %", "60,200 %", "60200"),
        ("زاد 0,125 %", "0,125 %", "0.125"),
        ("زاد في تونس 3,125 %", "3,125 %", "3.125"),
        ("زاد في الجزائر 3,125 %", "3,125 %", "3.125"),
        ("زاد في المغرب 3,125 %", "3,125 %", "3.125"),
        ("زاد في الإمارات 3,125 %", "3,125 %", "3125"),
    ];
    for (text, span, value) in cases {
        check(text, &[&format!("{span} | PERCENT | {value} | %")]);
    }
}

#[test]
fn a_number_behind_a_sum_is_no_cents() {
    check("دفع للأول 20 دولارا و30 للثاني", &["20 دولارا | MONEY | 20 | USD"]);
    check("سعره 20 دولارا و30 للطفل", &["20 دولارا | MONEY | 20 | USD"]);
    check("في تونس 5 دنانير و10 للعائلة", &["5 دنانير | MONEY | 5 | TND"]);
    check("في تونس 5 دنانير و50 للعائلة", &["5 دنانير | MONEY | 5 | TND"]);
    check("بيع في تونس بـ5 دنانير و500 للكيلو", &["5 دنانير و500 | MONEY | 5.5 | TND"]);
    check("12 ريالا سعوديا وعشرين", &["12 ريالا سعوديا | MONEY | 12 | SAR"]);
    check("بلغ سعر الأول 50 دولارا و60.", &["50 دولارا | MONEY | 50 | USD"]);
    check("40 يورو و30؛ والثاني لا", &["40 يورو | MONEY | 40 | EUR"]);
}

#[test]
fn one_word_before_a_unit() {
    check("5 square square meters", &["5 square | COUNT | 5 | square"]);
    let rows = quantities(&format!("طول الجدار 5 {}", "square ".repeat(20_000)));
    assert!(rows.iter().all(|row| row.label == Label::Count), "{rows:?}");
}

#[test]
fn bare_subdivisions_and_percent_commas() {
    check("بيع الكتاب في تونس بـ3 دنانير و500.", &["3 دنانير و500 | MONEY | 3.5 | TND"]);
    check("دفع 20 دولارا و30 منها لأخيه", &["20 دولارا | MONEY | 20 | USD"]);
    check(
        "تطور بنسبة 12,345 % ثم 12,345 كتابا",
        &["12,345 % | PERCENT | 12.345 | %", "12,345 كتابا | COUNT | 12345 | كتابا"],
    );
}

#[test]
fn cents_are_those_of_the_sum_before_them() {
    check("بعشرين يورو و50 سنتا", &["عشرين يورو و50 سنتا | MONEY | 20.5 | EUR"]);
    check("سعره 20 دولارا كنديا و50 سنتا", &["20 دولارا كنديا و50 سنتا | MONEY | 20.5 | CAD"]);
    check("سعره 20 دولارا و50 سنتا", &["20 دولارا و50 سنتا | MONEY | 20.5 | USD"]);
    check("سعره 20 ينا و50 سنتا", &["20 ينا | COUNT | 20 | ينا", "50 سنتا | MONEY | 0.5 | USD"]);
}

#[test]
fn scores_and_telephones_near_amounts() {
    check("فاز الفريق 30-25 على ضيفه. وحضر 10-20 شخصا", &["10-20 شخصا | COUNT | 10..20 | شخصا"]);
    let warm = written("ارتفعت الحرارة 10-8 درجات وحضر 10-20 شخصا");
    assert!(warm.iter().any(|row| row == "10-20 شخصا | COUNT | 10..20 | شخصا"), "{warm:?}");
    let count = |text: &str| {
        let mut lexed = Lexed::new();
        lexed.read(text);
        let mut out = Vec::new();
        numerals::scan::scan(&lexed, &[], &mut out);
        out.len()
    };
    assert_eq!(count("درجات الحرارة: 20 25 30 35"), 4);
    assert_eq!(count("اتصلوا على الرقم 81 10 77 77"), 0);
    assert_eq!(count("مشروع القانون عدد 2015/003"), 0);
    assert_eq!(count("قطع 3/4 الطريق"), 1);
}

#[test]
fn invisible_signs_behind_an_amount_are_outside() {
    check("تصل إلى 94٪\u{200f} منهم", &["94٪ | PERCENT | 94 | %"]);
    check("وصل 30 سيارة\u{200f}\u{202c} أمس", &["30 سيارة | COUNT | 30 | سيارة"]);
}

#[test]
fn one_for_each_of_two() {
    check("العلاقات بين شعبي البلدين", &["شعبي | COUNT | 2 | شعبي", "البلدين | COUNT | 2 | البلدين"]);
    check("التقى رئيسي الفريقين", &["رئيسي | COUNT | 2 | رئيسي", "الفريقين | COUNT | 2 | الفريقين"]);
    check("دعوة مواطني البلدين", &["البلدين | COUNT | 2 | البلدين"]);
}
