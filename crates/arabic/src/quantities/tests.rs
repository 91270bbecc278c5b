//! Quantities as they are written, and what they are worth.

mod commas;

use super::scan::{Label, Quantity, RULES, Settings, Unit, scan};
use crate::lexed::Lexed;
use crate::numerals;

fn quantities(text: &str) -> Vec<Quantity> {
    let mut lexed = Lexed::new();
    lexed.read(text);
    let (mut numbers, mut out) = (Vec::new(), Vec::new());
    numerals::scan::scan(&lexed, &[], &mut numbers);
    let settings = Settings { home: None, tag: &|_| None, taken: &[], duals: true };
    scan(&lexed, &numbers, &settings, &mut out);
    assert!(numbers.iter().all(|n| numerals::scan::RULES.contains(&n.parsed.rule)), "{text}: {numbers:?}");
    assert!(out.iter().all(|q| RULES.contains(&q.rule)), "{text}: {out:?}");
    out
}

/// One line for each quantity: span | label | value | unit | bound.
fn written(text: &str) -> Vec<String> {
    let line = |q: &Quantity| {
        let span = &text[q.start as usize..q.end as usize];
        let label = match q.label {
            Label::Count => "COUNT",
            Label::Money => "MONEY",
            Label::Percent => "PERCENT",
            Label::Measure => "MEASURE",
        };
        let value = match (q.value, q.value_max) {
            (Some(low), Some(high)) => format!("{low}..{high}"),
            (Some(value), None) => value.to_string(),
            _ => format!("~{}", q.magnitude.unwrap_or(0)),
        };
        let unit = match q.unit {
            Unit::Code(code) => code,
            Unit::Noun(start, end) => &text[start as usize..end as usize],
            Unit::Unknown => "?",
        };
        let bound = q.bound.map_or(String::new(), |b| format!(" | {}", b.name()));
        format!("{span} | {label} | {value} | {unit}{bound}")
    };
    quantities(text).iter().map(line).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(written(text), expected, "{text}");
}

#[test]
fn counted_nouns_after_the_number() {
    check("صادرت الشرطة 30 سيارة \"مدرعة\"", &["30 سيارة | COUNT | 30 | سيارة"]);
    check("وصل مئة وخمسون طبيبا وممرضا", &["مئة وخمسون طبيبا | COUNT | 150 | طبيبا"]);
    check("أطلقت عشرات الصواريخ", &["عشرات الصواريخ | COUNT | ~10 | الصواريخ"]);
    check("توفير 700 فرصة عمل جديدة", &["700 فرصة عمل | COUNT | 700 | فرصة عمل"]);
    check("أسعف 9 آخرين", &["9 آخرين | COUNT | 9 | آخرين"]);
    check("بعد ثلاث سنوات وفي 5 أيام", &[]);
    check("ثلاثة كتب وخمس لوحات", &["ثلاثة كتب | COUNT | 3 | كتب", "خمس لوحات | COUNT | 5 | لوحات"]);
}

#[test]
fn english_and_french_money_and_units() {
    check("Il coûte 5 millions d'euros", &["5 millions d'euros | MONEY | 5000000 | EUR"]);
    check("soit 3 milliards de dollars", &["3 milliards de dollars | MONEY | 3000000000 | USD"]);
    check(
        "worth USD 5m or 5m euros",
        &["USD 5m | MONEY | 5000000 | USD", "5m euros | MONEY | 5000000 | EUR"],
    );
    check("une piste de 5m de long", &["5m | MEASURE | 5 | meter"]);
    check("plus de 1 million de tonnes", &["1 million de tonnes | MEASURE | 1000000 | tonne | min"]);
    check("selon 5 millions de personnes", &["5 millions de personnes | COUNT | 5000000 | personnes"]);
    check("vendu 2 millions d’euros", &["2 millions d’euros | MONEY | 2000000 | EUR"]);
    check("at 20 degrees Celsius", &["20 degrees Celsius | MEASURE | 20 | celsius"]);
    check(
        "some 3 square kilometers and 2 cubic meters",
        &[
            "3 square kilometers | MEASURE | 3 | square-kilometer | about",
            "2 cubic meters | MEASURE | 2 | cubic-meter",
        ],
    );
    check(
        "up 12 per cent, soit 12 pour cent",
        &["12 per cent | PERCENT | 12 | %", "12 pour cent | PERCENT | 12 | %"],
    );
}

#[test]
fn energy_data_and_land() {
    check(
        "تحتوي على 250 سعرة حرارية أو 3 آلاف سعرة",
        &["250 سعرة حرارية | MEASURE | 250 | foodcalorie", "3 آلاف سعرة | MEASURE | 3000 | foodcalorie"],
    );
    check(
        "سرعة 100 ميغابت في الثانية وسعة 2 جيجابت",
        &["100 ميغابت في الثانية | MEASURE | 100 | megabit-per-second", "2 جيجابت | MEASURE | 2 | gigabit"],
    );
    check("زرع 50 فدانا وخمسة أفدنة", &["50 فدانا | COUNT | 50 | فدانا", "خمسة أفدنة | COUNT | 5 | أفدنة"]);
    check("بيع بـ 20 باوند", &["20 باوند | MONEY | 20 | GBP"]);
}

#[test]
fn ascending_compounds_count_whole() {
    check("الجواب ألف ومئتان، أو ثلاثة وعشرون ومئتان", &[]);
    check("باع خمسة وعشرين ومئة كتاب", &["خمسة وعشرين ومئة كتاب | COUNT | 125 | كتاب"]);
    check("بين خمسة وعشرين ومئة كتاب", &["خمسة وعشرين ومئة كتاب | COUNT | 25..100 | كتاب"]);
}

#[test]
fn counted_nouns_before_the_number() {
    check("زار الوزراء الأربعة المصنع", &["الوزراء الأربعة | COUNT | 4 | الوزراء"]);
    check("عودة اللاجئين الـ300 إلى بيوتهم", &["اللاجئين الـ300 | COUNT | 300 | اللاجئين"]);
    check("أصوات أعضاء اللجنة الخمسة عشر", &["أعضاء اللجنة الخمسة عشر | COUNT | 15 | أعضاء"]);
    check("نجا شخص واحد", &["شخص واحد | COUNT | 1 | شخص"]);
    check("رجلان اثنان", &["رجلان اثنان | COUNT | 2 | رجلان"]);
    check("صدمت سيارتين", &["سيارتين | COUNT | 2 | سيارتين"]);
}

#[test]
fn money_in_signs_codes_and_names() {
    check("كلف 12 مليون دولار أميركي", &["12 مليون دولار أميركي | MONEY | 12000000 | USD"]);
    check("غرامة 500 دينار عراقي", &["500 دينار عراقي | MONEY | 500 | IQD"]);
    check("خمسون ليرة لبنانية", &["خمسون ليرة لبنانية | MONEY | 50 | LBP"]);
    check("$5bn ثم 20€", &["$5bn | MONEY | 5000000000 | USD", "20€ | MONEY | 20 | EUR"]);
    check("KWD 42 و42 د.ك", &["KWD 42 | MONEY | 42 | KWD", "42 د.ك | MONEY | 42 | KWD"]);
    check("20 دولارا و43 سنتا", &["20 دولارا و43 سنتا | MONEY | 20.43 | USD"]);
    check("في تونس سعره 3 دنانير و500 مليم", &["3 دنانير و500 مليم | MONEY | 3.5 | TND"]);
    check("دفع 100 دينار", &["100 دينار | MONEY | 100 | ?"]);
    check("ملايين الدولارات", &["ملايين الدولارات | MONEY | ~1000000 | USD"]);
    check("ثمنه دولاران", &["دولاران | MONEY | 2 | USD"]);
    check("مئتا ألف جنيه إسترليني", &["مئتا ألف جنيه إسترليني | MONEY | 200000 | GBP"]);
}

#[test]
fn percent_in_signs_and_words() {
    for text in ["5%", "٥٪", "5 في المئة", "خمسة بالمائة", "5 %", "%5", "5 بالمئة", "خمسة في الميه"]
    {
        check(text, &[&format!("{text} | PERCENT | 5 | %")]);
    }
    check("بين 3 و4.5 في المئة", &["3 و4.5 في المئة | PERCENT | 3..4.5 | %"]);
}

#[test]
fn measures_have_cldr_ids() {
    check("على بعد 80 كيلومتراً", &["80 كيلومتراً | MEASURE | 80 | kilometer"]);
    check("بسرعة 120 كم/س", &["120 كم/س | MEASURE | 120 | kilometer-per-hour"]);
    check("90 كيلومترا في الساعة", &["90 كيلومترا في الساعة | MEASURE | 90 | kilometer-per-hour"]);
    check("قطعة من 250 م2", &["250 م2 | MEASURE | 250 | square-meter"]);
    check("12 كيلومترا مربعا", &["12 كيلومترا مربعا | MEASURE | 12 | square-kilometer"]);
    check("37° سلزيوس", &["37° سلزيوس | MEASURE | 37 | celsius"]);
    check("بلغت الحرارة 41 درجة", &["41 درجة | MEASURE | 41 | celsius"]);
    check("درجتين تحت الصفر", &["درجتين تحت الصفر | MEASURE | -2 | degree"]);
    check("نصف لتر ثم لتر ونصف", &["نصف لتر | MEASURE | 0.5 | liter", "لتر ونصف | MEASURE | 1.5 | liter"]);
    check(
        "طنان من القمح و5 أطنان ونصف",
        &["طنان | MEASURE | 2 | tonne", "5 أطنان ونصف | MEASURE | 5.5 | tonne"],
    );
    check("250مل", &["250مل | MEASURE | 250 | milliliter"]);
    check(
        "ذاكرة 16 غيغابايت و5kg",
        &["16 غيغابايت | MEASURE | 16 | gigabyte", "5kg | MEASURE | 5 | kilogram"],
    );
}

#[test]
fn what_is_no_quantity() {
    for text in [
        "نصبوا كمينا في كمين",
        "حركة جولان المترو",
        "عادت حركة الجولان",
        "الفصل 60 رابعا",
        "20 الجاري",
        "في 12 يناير",
    ] {
        check(text, &[]);
    }
}

#[test]
fn bounds_and_ranges() {
    check("أكثر من 20 جريحا", &["20 جريحا | COUNT | 20 | جريحا | min"]);
    check("ما لا يقل عن 200 ألف هدف", &["200 ألف هدف | COUNT | 200000 | هدف | min"]);
    check("لا يتجاوز سعره الـ 8 دولارات", &["الـ 8 دولارات | MONEY | 8 | USD | max"]);
    check("بنحو 40 طنا", &["40 طنا | MEASURE | 40 | tonne | about"]);
    check("7 دول على الأقل", &["7 دول | COUNT | 7 | دول | min"]);
    check("من 10 إلى 20 دولارا", &["10 إلى 20 دولارا | MONEY | 10..20 | USD"]);
    check("ما بين عشرة وعشرين كتابا", &["عشرة وعشرين كتابا | COUNT | 10..20 | كتابا"]);
    check("من عشرة لعشرين دولار", &["عشرة لعشرين دولار | MONEY | 10..20 | USD"]);
    check("5 إلى 6 آلاف متفرج", &["5 إلى 6 آلاف متفرج | COUNT | 5000..6000 | متفرج"]);
    check("10-20 دولار", &["10-20 دولار | MONEY | 10..20 | USD"]);
    check("10$-20$", &["10$-20$ | MONEY | 10..20 | USD"]);
}

#[test]
fn duals_before_a_genitive() {
    check("في ولايتي سوسة وصفاقس", &["ولايتي | COUNT | 2 | ولايتي"]);
    check("تنقل بين معتمديتي مكثر والروحية", &["معتمديتي | COUNT | 2 | معتمديتي"]);
    check("مروا بمدينتي صفاقس وسوسة", &["مدينتي | COUNT | 2 | مدينتي"]);
    check("في إطار حوار وطني اجتماعي جدي والمرور إلى الحلول", &[]);
    check("نقلتهم سيارتا إسعاف", &["سيارتا إسعاف | COUNT | 2 | سيارتا إسعاف"]);
    check("جمعت المباراة بين منتخبي الأرجنتين والأوروغواي", &["منتخبي | COUNT | 2 | منتخبي"]);
    check("قالت إن سيارتي الجديدة سريعة", &[]);
    check("لقي نجاحا ورواجا كبيرين", &[]);
}

#[test]
fn commas_before_thousandths() {
    check("ارتفع الأجر في تونس إلى 26,112 دينارا", &["26,112 دينارا | MONEY | 26.112 | TND"]);
    check("باع البيت بـ 150,000 دينار تونسي", &["150,000 دينار تونسي | MONEY | 150000 | TND"]);
    check("كلفة قدرها 4,058 مليون دينار تونسي", &["4,058 مليون دينار تونسي | MONEY | 4058000 | TND"]);
    check("منح قيمتها 3,650 ملايين دولار", &["3,650 ملايين دولار | MONEY | 3650000 | USD"]);
    check("دفع 26,112 دولارا", &["26,112 دولارا | MONEY | 26112 | USD"]);
}

#[test]
fn particles_before_units_and_signs() {
    check("اشترى طنين ولترين", &["طنين | MEASURE | 2 | tonne", "لترين | MEASURE | 2 | liter"]);
    check("دفع 200 د.ت و3 د.ج", &["200 د.ت | MONEY | 200 | TND", "3 د.ج | MONEY | 3 | DZD"]);
    check("دفع ليرة لبنانية واحدة", &["ليرة لبنانية واحدة | MONEY | 1 | LBP"]);
    check("زاد 3 بالمئة وخمسة في المئة", &["3 بالمئة | PERCENT | 3 | %", "خمسة في المئة | PERCENT | 5 | %"]);
    check(
        "بين 3 درجات مئوية و-5 درجات مئوية",
        &["3 درجات مئوية | MEASURE | 3 | celsius", "-5 درجات مئوية | MEASURE | -5 | celsius"],
    );
    check("كما في الآية (البقرة: 255)", &[]);
}

#[test]
fn large_masses() {
    check("قنبلة قوتها 10 كيلوطن", &["10 كيلوطن | MEASURE | 10 | kilotonne"]);
    check("أنتج 12 كيلو طن", &["12 كيلو طن | MEASURE | 12 | kilotonne"]);
}

#[test]
fn abbreviated_money() {
    check("اعتمادات بقيمة 7 م د في تونس", &["7 م د | MONEY | 7000000 | TND"]);
    check("بلغت 996 م.د في تونس", &["996 م.د | MONEY | 996000000 | TND"]);
    check("بكلفة 687 أ.د. بولاية باجة", &["687 أ.د | MONEY | 687000 | TND"]);
    check("بكلفة 1021 أد في جندوبة", &["1021 أد | MONEY | 1021000 | TND"]);
    check("بين 50د و200د بسوق نابل", &["50د و200د | MONEY | 50..200 | TND"]);
    check("حجز 84500 دج", &["84500 دج | MONEY | 84500 | DZD"]);
    check("بـ1،865 م د بتونس", &["1،865 م د | MONEY | 1865000 | TND"]);
    check("قطع المسافة بوقت 9د و28ث", &[]);
    check("طوابع بقيمة 25 مليارا من المليمات", &["25 مليارا من المليمات | MONEY | 25000000 | TND"]);
    check("خسرت ملايين من الدولارات", &["ملايين من الدولارات | MONEY | ~1000000 | USD"]);
}

#[test]
fn numbers_that_brackets_repeat() {
    check(
        "منحة قدرها أربعمائة (400) ألف دينار تونسي",
        &["أربعمائة (400) ألف دينار تونسي | MONEY | 400000 | TND"],
    );
    check("وصل خمسة (5) أشخاص", &["خمسة (5) أشخاص | COUNT | 5 | أشخاص"]);
    check("خسائر بـ15 (مليون) دولار", &["15 (مليون) دولار | MONEY | 15000000 | USD"]);
}

#[test]
fn points_that_part_thousands() {
    check("غرامة بـ50.000 دينار تونسي", &["50.000 دينار تونسي | MONEY | 50000 | TND"]);
    check("وصل 2.743.653 مسافرا", &["2.743.653 مسافرا | COUNT | 2743653 | مسافرا"]);
    check("حضر 12.500 متفرج", &["12.500 متفرج | COUNT | 12500 | متفرج"]);
    check("طول الطريق 12.500 كيلومتر", &["12.500 كيلومتر | MEASURE | 12.5 | kilometer"]);
}

#[test]
fn numbers_after_their_nouns() {
    check("قضى الجيش على إرهابيين اثنين", &["إرهابيين اثنين | COUNT | 2 | إرهابيين"]);
    check("قال مؤسسو الموقع الثلاثة فلان وفلان", &["مؤسسو الموقع الثلاثة | COUNT | 3 | مؤسسو"]);
    check("وهي بلدة تابعة لهوتان في الشمال", &[]);
    check("تراجع المنتخب بمرتبة واحدة", &["مرتبة واحدة | COUNT | 1 | مرتبة"]);
    check("أراد الاتصال بالرؤساء الثلاثة", &["الرؤساء الثلاثة | COUNT | 3 | الرؤساء"]);
}

#[test]
fn nouns_in_latin_letters() {
    check(
        "He bought 30 cars and deux maisons",
        &["30 cars | COUNT | 30 | cars", "deux maisons | COUNT | 2 | maisons"],
    );
    check("5 years ago, 3 of them", &[]);
}

#[test]
fn whole_numbers_with_fractions() {
    check("1 3/4 كيلومتر", &["1 3/4 كيلومتر | MEASURE | 1.75 | kilometer"]);
    check(
        "بيع المتر المربع الواحد ثم الكيلوغرام الواحد",
        &["المتر المربع الواحد | MEASURE | 1 | square-meter", "الكيلوغرام الواحد | MEASURE | 1 | kilogram"],
    );
    check("بقوة 6.4 درجة على مقياس ريختر", &["6.4 درجة | COUNT | 6.4 | درجة"]);
    check("الطقس: 30 درجة بالجنوب", &["30 درجة | MEASURE | 30 | celsius"]);
}

#[test]
fn a_doctor_in_a_list_is_no_dinar() {
    check("1 د. سلمى 2 د. كريم", &[]);
    check("بسعر 2 د", &["2 د | MONEY | 2 | ?"]);
}

#[test]
fn the_given_country_comes_before_hints() {
    let unit = |home: Option<&str>, text: &str| {
        let mut lexed = Lexed::new();
        lexed.read(text);
        let (mut numbers, mut out) = (Vec::new(), Vec::new());
        numerals::scan::scan(&lexed, &[], &mut numbers);
        scan(&lexed, &numbers, &Settings { home, tag: &|_| None, taken: &[], duals: true }, &mut out);
        out.first().map(|q| q.unit)
    };
    assert_eq!(unit(Some("DZ"), "حجزت الديوانة 40 دينارا"), Some(Unit::Code("DZD")));
    assert_eq!(unit(None, "حجزت الديوانة 40 دينارا"), Some(Unit::Code("TND")));
    assert_eq!(unit(None, "دفع في جانفي 40 دينارا"), Some(Unit::Unknown));
    let value = |home: Option<&str>| {
        let (mut lexed, mut numbers) = (Lexed::new(), Vec::new());
        lexed.read("دفع 26,112 دينارا");
        numerals::scan::scan_in(&lexed, &[], home, &mut numbers);
        numbers.first().and_then(|n| n.parsed.value).map(|v| v.to_string())
    };
    assert_eq!(value(Some("TN")).as_deref(), Some("26.112"));
    assert_eq!(value(None).as_deref(), Some("26112"));
}

#[test]
fn many_sums_of_money_count_the_countries_once() {
    let mut lexed = Lexed::new();
    lexed.read("في تونس 12,345 دينارا");
    let lands = std::cell::OnceCell::new();
    assert!(super::thousandths(&lexed, 2, 5, &lands, None) && lands.get().is_some());
    // What was counted once is what is asked.
    assert!(!super::thousandths(&lexed, 2, 5, &std::cell::OnceCell::from(super::Lands::default()), None));
}

#[test]
fn duals_of_nouns_before_one_genitive() {
    check("أعلنت شركتا النقل برنامجهما", &["شركتا | COUNT | 2 | شركتا"]);
    check("أعلنت وزارتا النقل والصحة الخطة", &["وزارتا | COUNT | 2 | وزارتا"]);
    check("خطة وزارتي النقل والصحة", &["وزارتي | COUNT | 2 | وزارتي"]);
    check("اجتمع وزيرا الفلاحة والصناعة", &["وزيرا | COUNT | 2 | وزيرا"]);
    check("تنقلت كاميرا البرنامج والتقت المدير", &[]);
    check("في قريتي \"بشني\" من الجهة و\"الجرسين\"", &["قريتي | COUNT | 2 | قريتي"]);
    check("قال فلورنتين بوجبا", &[]);
    check("غلى الماء مرتين وفاز بنقطتين", &["مرتين | COUNT | 2 | مرتين", "نقطتين | COUNT | 2 | نقطتين"]);
}

#[test]
fn one_of_a_definite_noun() {
    check(
        "بلغ سعر التذكرة الواحدة 20 دولارا للشخص الواحد",
        &[
            "التذكرة الواحدة | COUNT | 1 | التذكرة",
            "20 دولارا | MONEY | 20 | USD",
            "لشخص الواحد | COUNT | 1 | لشخص",
        ],
    );
    check("سعر اللتر وللتر الواحد", &["لتر الواحد | MEASURE | 1 | liter"]);
    check("تراجع سعر الصرف لليورو الواحد", &["ليورو الواحد | MONEY | 1 | EUR"]);
    check("في البيت الخليجي الواحد", &[]);
}

#[test]
fn vague_amounts_of_something() {
    check("شارك المئات من العمال", &["المئات من العمال | COUNT | ~100 | العمال"]);
    check("أكبر بمرة ونصف", &["مرة ونصف | COUNT | 1.5 | مرة"]);
    check("اجتمع رؤساء الدول الثلاث", &["الدول الثلاث | COUNT | 3 | الدول"]);
}

#[test]
fn results_in_a_table() {
    check("الأمل 24-30 نجم الجنوب ثم الوفاق 31-28 اتحاد الساحل", &[]);
    check("حضر 24-30 ضيفا", &["24-30 ضيفا | COUNT | 24..30 | ضيفا"]);
}

#[test]
fn amounts_between_two_units() {
    check("في تونس بين 250 د و350 دينارا", &["250 د و350 دينارا | MONEY | 250..350 | TND"]);
    check("سعة القارورة 18 صل ووجده القرصان ميتا", &["18 صل | MEASURE | 18 | centiliter"]);
}
