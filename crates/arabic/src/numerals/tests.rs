//! Numerals as they are written, and what they are worth.

use super::*;

/// The text that `parse_at` covers from the first token at which it reads something, and what it read.
fn first(text: &str) -> Option<(&str, Parsed)> {
    let mut lexed = Lexed::new();
    lexed.read(text);
    let parsed = (0..lexed.len()).find_map(|i| parse_at(&lexed, i))?;
    Some((text.get(parsed.start as usize..parsed.end as usize)?, parsed))
}

#[track_caller]
fn check(text: &str, span: &str, value: &str) {
    let (found, parsed) = first(text).unwrap_or_else(|| panic!("nothing in {text}"));
    let written = parsed.value.map(|v| v.to_string()).unwrap_or_default();
    assert_eq!((found, written.as_str()), (span, value), "{text}: {parsed:?}");
}

#[track_caller]
fn whole(cases: &[(&str, &str)]) {
    for (text, value) in cases {
        check(text, text, value);
    }
}

#[test]
fn cardinals_in_words() {
    whole(&[
        ("صفر", "0"),
        ("واحد", "1"),
        ("ثماني", "8"),
        ("إحدى عشرة", "11"),
        ("اثنتا عشرة", "12"),
        ("ثلاثة عشر", "13"),
        ("واحدة وعشرون", "21"),
        ("ثلاثة و ثلاثين", "33"),
        ("مائة", "100"),
        ("ميه", "100"),
        ("مئتين وخمسين", "250"),
        ("ثلاثمئة", "300"),
        ("ثلاث مئة", "300"),
        ("ثمانمائة وتسعة", "809"),
        ("أَلْفٌ وَمِئَةٌ", "1100"),
        ("ألفان", "2000"),
        ("خمسة اَلاف وخمس مئة وعشرون", "5520"),
        ("مئة وخمسة وعشرين ألفاً", "125000"),
        ("مئتا ألف", "200000"),
        ("أربعة ملايين وثلاثمئة وخمسة وستين ألفا واثنين", "4365002"),
        ("مليونان ومئتا ألف", "2200000"),
        ("ثلاثة مليارات", "3000000000"),
        ("بليون ومليون وألف وواحد", "1001001001"),
        ("تريليوني", "2000000000000"),
        ("ألف مليار", "1000000000000"),
        ("خمسمية خمسة و عشرين", "525"),
        ("اربعتاشر", "14"),
    ]);
}

#[test]
fn mixed_writing() {
    whole(&[
        ("3 آلاف و200", "3200"),
        ("1.5 مليون", "1500000"),
        ("نصف مليون", "500000"),
        ("مليون ونصف المليون", "1500000"),
        ("مليونين ونصف", "2500000"),
        ("ثلاثة ونصف مليون", "3500000"),
        ("12 مليونا و500 ألف", "12500000"),
        ("ألفاً و200", "1200"),
        ("الـ 800", "800"),
        ("الـ25 ألفاً", "25000"),
        ("ثلاثة آلاف و200", "3200"),
    ]);
}

#[test]
fn fractions_and_decimals() {
    whole(&[
        ("نصف", "0.5"),
        ("ثلاثة أرباع", "0.75"),
        ("مئة وثلاثة أرباع", "100.75"),
        ("ثلاثة أرباع المليون", "750000"),
        ("ثلثا", "0.6666666666666666"),
        ("خُمس", "0.2"),
        ("خمسة وربع", "5.25"),
        ("واحد فاصلة واحد", "1.1"),
        ("1 فاصلة صفر خمسة", "1.05"),
        ("اثنان فاصلة خمسة مليون", "2500000"),
        ("ستة وثمانية وثمانون من مئة", "6.88"),
        ("ثلاث مئة وأربعون من مئة", "300.4"),
        ("ستة عشر وثلاثة على أربعة", "16.75"),
        ("سالب خمسة", "-5"),
        ("-1,200.50", "-1200.5"),
    ]);
    check("خمسة وعشرون على مئة دولة", "خمسة وعشرون", "25");
}

#[test]
fn ordinals_with_gender() {
    for (text, value, gender) in [
        ("الثالث", "3", Gender::Masculine),
        ("الحادية عشرة", "11", Gender::Feminine),
        ("ثانية", "2", Gender::Feminine),
        ("الأولى", "1", Gender::Feminine),
        ("الخامس والعشرين", "25", Gender::Masculine),
        ("الثاني عشر", "12", Gender::Masculine),
        ("السابعة بعد المئة", "107", Gender::Feminine),
        ("الثالثة والثلاثون بعد المائة", "133", Gender::Feminine),
    ] {
        check(text, text, value);
        let (_, parsed) = first(text).unwrap();
        assert!(parsed.ordinal && parsed.gender == Some(gender), "{text}: {parsed:?}");
    }
    assert!(first("حصيلة أولية").is_none());
    assert!(first("تقرير أولي").is_none());
}

#[test]
fn vague_amounts_have_an_order() {
    for (text, span, magnitude) in [
        ("وعشرات الصواريخ", "عشرات", 10),
        ("بمئات الآلاف من", "مئات الآلاف", 100_000),
        ("الملايين", "الملايين", 1_000_000),
        ("آلاف المدنيين", "آلاف", 1_000),
        ("للمليارات", "لمليارات", 1_000_000_000),
    ] {
        let (found, parsed) = first(text).unwrap();
        assert_eq!((found, parsed.value, parsed.magnitude), (span, None, Some(magnitude)), "{text}");
    }
}

#[test]
fn particles_stay_outside() {
    check("وثلاثين يوما", "ثلاثين", "30");
    check("لخمس منظمات", "خمس", "5");
    check("ب23.7 بالمائة", "23.7", "23.7");
    check("فبمئة", "مئة", "100");
    check("للأربعين", "لأربعين", "40");
    check("بالـ 15 دولة", "الـ 15", "15");
}

#[test]
fn what_only_looks_like_a_sum_stays_apart() {
    check("أربعة وخمسة", "أربعة", "4");
    check("20 ألف و30 ألف", "20 ألف", "20000");
    check("5 و6", "5", "5");
    check("ثلاثة\nآلاف", "ثلاثة", "3");
    assert!(first("أحد المسؤولين").is_none());
}

#[test]
fn latin_words_and_scales() {
    whole(&[
        ("two hundred and five thousand", "205000"),
        ("twenty-one", "21"),
        ("vingt-cinq", "25"),
        ("quatre-vingt-dix", "90"),
        ("trois cents", "300"),
        ("5 million", "5000000"),
        ("2.5bn", "2500000000"),
        ("21st", "21"),
    ]);
}

#[test]
fn latin_letters_that_are_no_numbers() {
    for text in ["زار IV المكان", "Louis XIV", "Sept. 11"] {
        let mut lexed = Lexed::new();
        lexed.read(text);
        let found: Vec<_> =
            (0..lexed.len()).filter_map(|i| parse_at(&lexed, i)).filter(|n| n.form == Form::Words).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn dozens_and_thousands_of_thousands() {
    whole(&[
        ("دزينة", "12"),
        ("دزينتين", "24"),
        ("نصف دزينة", "6"),
        ("ثلاث دزينات", "36"),
        ("مئة ألف ألف", "100000000"),
    ]);
}

#[test]
fn roman_numerals_are_written_in_one_way() {
    let values = |text: &str| {
        let mut lexed = Lexed::new();
        lexed.read(text);
        let mut found = Vec::new();
        scan::scan(&lexed, &[], &mut found);
        found.iter().filter_map(|n| Some(n.parsed.value?.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(values("الفصل IV من القانون"), ["4"]);
    assert_eq!(values("الفصل XXIX"), ["29"]);
    for text in ["الفصل IIX", "الفصل VX", "الفصل IC", "الفصل IIII"] {
        assert!(values(text).is_empty(), "{text}");
    }
}
