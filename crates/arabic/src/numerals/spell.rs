//! Numbers as Arabic words, in every gender, case and definiteness that the grammar has.

use super::Gender;

/// The case of a number word. Genitive and accusative differ only where a singular scale takes an alef («ألفا»).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// مرفوع
    Nominative,
    /// منصوب
    Accusative,
    /// مجرور
    Genitive,
}

/// How a number is to stand in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The gender of what is counted; numbers from three to ten then have the other form.
    pub gender: Gender,
    /// The case.
    pub case: Case,
    /// Whether it has the article, on every part that و joins.
    pub definite: bool,
}

const UNITS_M: [&str; 10] =
    ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"];
const UNITS_F: [&str; 10] = ["صفر", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع"];
const TENS: [&str; 10] = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"];
const HUNDREDS: [&str; 10] =
    ["", "مئة", "مئت", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"];
/// Singular, accusative, stem of the dual, plural.
const SCALES: [[&str; 4]; 5] = [
    ["ألف", "ألفا", "ألف", "آلاف"],
    ["مليون", "مليونا", "مليون", "ملايين"],
    ["مليار", "مليارا", "مليار", "مليارات"],
    ["تريليون", "تريليونا", "تريليون", "تريليونات"],
    ["كوادريليون", "كوادريليونا", "كوادريليون", "كوادريليونات"],
];

/// `number` in words: «مئة وخمسة وعشرون ألفا وثلاثمئة». `None` from 10^18 on.
pub fn cardinal(number: u64, style: Style) -> Option<String> {
    let mut parts = Vec::new();
    for (power, scale) in SCALES.iter().enumerate().rev() {
        let group = number / 1_000u64.pow(power as u32 + 1) % 1_000;
        scaled(group, scale, style, &mut parts);
    }
    if number >= 1_000_000_000_000_000_000 {
        return None;
    }
    let last = number % 1_000;
    if last > 0 || number == 0 {
        below_thousand(last, style.gender, style.case, &mut parts);
    }
    let article = if style.definite { "ال" } else { "" };
    let words: Vec<String> = parts.iter().map(|part| format!("{article}{part}")).collect();
    Some(words.join(" و"))
}

/// `number` in words from the lowest part up, as older usage and years have it: «خمسة وتسعون وتسعمئة وألف». `None` from 11 000
/// on, and where a reader would take it for another number («مئة وخمسة آلاف»).
pub fn ascending(number: u64, style: Style) -> Option<String> {
    let (thousands, below) = (number / 1_000, number % 1_000);
    if thousands > 10 || thousands > 2 && below > 0 && below % 100 == 0 {
        return None;
    }
    let mut parts = Vec::new();
    if below % 100 > 0 || number == 0 {
        below_hundred(below % 100, style.gender, style.case, &mut parts);
    }
    if below >= 100 {
        below_thousand(below - below % 100, style.gender, style.case, &mut parts);
    }
    if let Some(scale) = SCALES.first() {
        scaled(thousands, scale, style, &mut parts);
    }
    let article = if style.definite { "ال" } else { "" };
    let words: Vec<String> = parts.iter().map(|part| format!("{article}{part}")).collect();
    Some(words.join(" و"))
}

/// A group of thousands, millions …, the scale word on its last part.
fn scaled(group: u64, scale: &[&str; 4], style: Style, parts: &mut Vec<String>) {
    let [singular, accusative, dual, plural] = *scale;
    match group {
        0 => return,
        1 => {
            let word = if style.case == Case::Accusative && !style.definite { accusative } else { singular };
            parts.push(word.to_owned());
            return;
        }
        2 => {
            parts.push(format!("{dual}{}", dual_ending(style.case)));
            return;
        }
        _ => below_thousand(group, Gender::Masculine, style.case, parts),
    }
    let word = match group % 100 {
        0..=2 => singular,
        3..=10 => plural,
        _ => accusative,
    };
    if let Some(last) = parts.last_mut() {
        last.push(' ');
        last.push_str(word);
    }
}

fn below_thousand(number: u64, gender: Gender, case: Case, parts: &mut Vec<String>) {
    let hundreds = number / 100;
    if hundreds == 2 {
        parts.push(format!("مئت{}", dual_ending(case)));
    } else if let Some(word) = HUNDREDS.get(hundreds as usize).filter(|_| hundreds > 0) {
        parts.push((*word).to_owned());
    }
    let rest = number % 100;
    if rest > 0 || number == 0 {
        below_hundred(rest, gender, case, parts);
    }
}

fn below_hundred(number: u64, gender: Gender, case: Case, parts: &mut Vec<String>) {
    let ones = number % 10;
    match number {
        0..=9 => parts.push(unit(ones, gender, case)),
        10 => parts.push(by(gender, "عشرة", "عشر").to_owned()),
        11..=19 => parts.push(format!("{} {}", teen(ones, gender, case), by(gender, "عشر", "عشرة"))),
        _ => {
            if ones > 0 {
                parts.push(if ones == 1 {
                    by(gender, "واحد", "إحدى").to_owned()
                } else {
                    unit(ones, gender, case)
                });
            }
            let ending = if case == Case::Nominative { "ون" } else { "ين" };
            parts.extend(TENS.get(number as usize / 10).map(|stem| format!("{stem}{ending}")));
        }
    }
}

fn unit(number: u64, gender: Gender, case: Case) -> String {
    let table = if gender == Gender::Masculine { UNITS_M } else { UNITS_F };
    let word = table.get(number as usize).copied().unwrap_or("");
    match word.strip_suffix("ان") {
        Some(stem) if number == 2 => format!("{stem}{}", dual_ending(case)),
        _ => word.to_owned(),
    }
}

/// The first word of eleven to nineteen.
fn teen(ones: u64, gender: Gender, case: Case) -> String {
    match ones {
        1 => by(gender, "أحد", "إحدى").to_owned(),
        2 => by(gender, "اثن", "اثنت").to_owned() + if case == Case::Nominative { "ا" } else { "ي" },
        _ => unit(ones, gender, case),
    }
}

fn dual_ending(case: Case) -> &'static str {
    if case == Case::Nominative { "ان" } else { "ين" }
}

fn by(gender: Gender, masculine: &'static str, feminine: &'static str) -> &'static str {
    if gender == Gender::Masculine { masculine } else { feminine }
}

const ORDINALS: [&str; 11] =
    ["", "أول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"];

/// The ordinal of 1 to 99 with the article: «الحادي والعشرون», «الثانية عشرة». `None` for other numbers.
pub fn ordinal(number: u64, style: Style) -> Option<String> {
    let ones = number % 10;
    let feminine = style.gender == Gender::Feminine;
    let compound = |n: u64| match (n, feminine) {
        (1, false) => "الحادي".to_owned(),
        (1, true) => "الحادية".to_owned(),
        _ => format!(
            "ال{}{}",
            ORDINALS.get(n as usize).copied().unwrap_or(""),
            if feminine { "ة" } else { "" }
        ),
    };
    let ending = if style.case == Case::Nominative { "ون" } else { "ين" };
    match number {
        1 => Some(by(style.gender, "الأول", "الأولى").to_owned()),
        2..=10 => Some(compound(number)),
        11..=19 => Some(format!("{} {}", compound(ones), by(style.gender, "عشر", "عشرة"))),
        20..=99 => {
            let tens = format!("ال{}{ending}", TENS.get(number as usize / 10)?);
            Some(if ones == 0 { tens } else { format!("{} و{tens}", compound(ones)) })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexed::Lexed;
    use crate::numerals::{Exact, parse_at};
    use proptest::prelude::*;

    const CASES: [Case; 3] = [Case::Nominative, Case::Accusative, Case::Genitive];
    const GENDERS: [Gender; 2] = [Gender::Masculine, Gender::Feminine];

    fn styles() -> impl Iterator<Item = Style> {
        GENDERS.into_iter().flat_map(|gender| {
            CASES
                .into_iter()
                .flat_map(move |case| [false, true].map(|definite| Style { gender, case, definite }))
        })
    }

    /// Spellings that mean the same: without hamzas, with the old alef in مائة, with the و apart, with marks.
    fn variants(words: &str) -> [String; 5] {
        [
            words.to_owned(),
            words.replace(['أ', 'إ', 'آ'], "ا").replace('ة', "ه"),
            words.replace("مئ", "مائ"),
            words.replace(" و", " و "),
            words.replace('ل', "لْ").replace('م', "مِ"),
        ]
    }

    #[track_caller]
    fn reads_back(words: &str, value: u64, ordinal: bool) {
        for text in variants(words) {
            let mut lexed = Lexed::new();
            lexed.read(&text);
            let read = parse_at(&lexed, 0);
            let right = read.as_ref().is_some_and(|r| {
                r.value == i64::try_from(value).ok().map(Exact::int)
                    && (r.start, r.end) == (0, text.len() as u32)
            });
            assert!(
                right && (!ordinal || read.is_some_and(|r| r.ordinal)),
                "{value} as «{text}» reads {read:?}"
            );
        }
    }

    #[test]
    fn words_as_grammar_has_them() {
        let style = |gender, case, definite| Style { gender, case, definite };
        use {Case::*, Gender::*};
        for (number, style, words) in [
            (3, style(Masculine, Nominative, false), "ثلاثة"),
            (3, style(Feminine, Genitive, true), "الثلاث"),
            (12, style(Feminine, Accusative, false), "اثنتي عشرة"),
            (21, style(Feminine, Nominative, false), "إحدى وعشرون"),
            (125_300, style(Masculine, Accusative, false), "مئة وخمسة وعشرين ألفا وثلاثمئة"),
            (2_000_011, style(Masculine, Nominative, false), "مليونان وأحد عشر"),
            (1_200, style(Masculine, Nominative, true), "الألف والمئتان"),
        ] {
            assert_eq!(cardinal(number, style).as_deref(), Some(words));
        }
    }

    #[test]
    fn numbers_below_ten_thousand_are_read_back() {
        for number in (0..=1_200).chain((1_200..10_000).step_by(37)) {
            for style in styles() {
                reads_back(&cardinal(number, style).unwrap(), number, false);
            }
        }
    }

    #[test]
    fn ascending_numbers_are_read_back() {
        let style = Style { gender: Gender::Feminine, case: Case::Genitive, definite: false };
        assert_eq!(ascending(1995, style).as_deref(), Some("خمس وتسعين وتسعمئة وألف"));
        for number in (0..=1_200).chain((1_200..11_000).step_by(37)) {
            for style in styles() {
                if let Some(words) = ascending(number, style) {
                    reads_back(&words, number, false);
                }
            }
        }
    }

    #[test]
    fn every_ordinal_is_read_back() {
        for number in (1..=99).filter(|n| n % 10 != 0 || *n == 10) {
            for style in styles() {
                reads_back(&ordinal(number, style).unwrap(), number, true);
            }
        }
    }

    #[test]
    fn ordinals_above_ninety_nine_are_read_back() {
        for base in (100..=1_000).step_by(100) {
            let after = Style { gender: Gender::Masculine, case: Case::Genitive, definite: true };
            let after = cardinal(base, after).unwrap();
            for number in (1..=99).filter(|n| n % 10 != 0 || *n == 10) {
                for style in styles() {
                    let words = format!("{} بعد {after}", ordinal(number, style).unwrap());
                    reads_back(&words, base + number, true);
                }
            }
        }
    }

    #[test]
    fn the_quadrillion_itself_is_read_back() {
        for style in styles() {
            reads_back(&cardinal(1_000_000_000_000_000, style).unwrap(), 1_000_000_000_000_000, false);
        }
    }

    #[test]
    fn negative_numbers_are_read_back() {
        for number in (1..=1_200).chain([20_000, 3_000_000, 999_999_999_999_999]) {
            for style in styles().filter(|style| !style.definite) {
                let words = cardinal(number, style).unwrap();
                let signs = [format!("سالب {words}"), format!("ناقص {words}"), format!("-{number}")];
                for text in signs {
                    let mut lexed = Lexed::new();
                    lexed.read(&text);
                    let read = parse_at(&lexed, 0).map(|r| (r.value, r.start, r.end, r.rule));
                    let value = Some(Exact::int(-i64::try_from(number).unwrap()));
                    assert_eq!(read, Some((value, 0, text.len() as u32, "negative")), "{text}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]
        #[test]
        fn numbers_to_a_quadrillion_are_read_back(mantissa in 0u64..1_000_000_000_000_000, shift in 0u32..15, round in 0u32..15) {
            // Few digits and many, round numbers and others.
            let number = mantissa / 10u64.pow(shift) / 10u64.pow(round.min(14 - shift.min(14))) * 10u64.pow(round.min(14 - shift.min(14)));
            for style in styles() {
                reads_back(&cardinal(number, style).unwrap(), number, false);
            }
            for style in styles() {
                reads_back(&cardinal(1_000_000_000_000_000 - number, style).unwrap(), 1_000_000_000_000_000 - number, false);
            }
        }
    }
}
