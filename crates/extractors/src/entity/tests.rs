//! Tests of the component on words that the tests give: rules, mentions, names and countries.

use serde_json::json;
use warraq_conformance::chain::GivenRow;
use warraq_conformance::{Chain, GivenLayer, check_processor, rows};
use warraq_core::Span;

use super::ExtractEntity;

mod edges;
mod kinds;

/// The rows for a text whose words are its tokens, but for particles: `+` in the text parts them from what follows.
/// A part of speech may follow a word after `/`; without one it is NOUN.
fn run(marked: &str) -> Vec<String> {
    let mut text = String::new();
    let mut tokens: Vec<GivenRow> = Vec::new();
    let mut words = Vec::new();
    for token in marked.split(' ') {
        text.push_str(if text.is_empty() { "" } else { " " });
        let start = text.len() as u32;
        let (token, upos) = token.split_once('/').unwrap_or((token, "NOUN"));
        let parts: Vec<&str> = token.split('+').collect();
        let mut at = start;
        for (n, part) in parts.iter().enumerate() {
            let covered = part.split('=').next().unwrap_or(part);
            let form = part.split('=').next_back().unwrap_or(part);
            text.push_str(covered);
            let end = text.len() as u32;
            let upos = if n + 1 < parts.len() { "ADP" } else { upos };
            let columns = [
                ("token", json!(tokens.len())),
                ("form", json!(form)),
                ("lemma", json!(form)),
                ("upos", json!(upos)),
                ("feats", json!("_")),
                ("restored", json!(covered != form)),
            ];
            words.push((Span::new(at, end), String::new(), columns.map(|(k, v)| (k.to_owned(), v)).to_vec()));
            at = end;
        }
        let label = if parts.len() == 1 && !token.chars().any(char::is_alphanumeric) {
            "punct"
        } else if token.chars().all(|c| c.is_ascii_digit()) {
            "number"
        } else {
            "word"
        };
        tokens.push((Span::new(start, at), label.to_owned(), Vec::new()));
    }
    let mut token = GivenLayer::new("token", Vec::new());
    token.rows = tokens;
    let mut word = GivenLayer::new("word", Vec::new());
    word.rows = words;
    let mut chain =
        Chain::new().given("token").given("word").step::<ExtractEntity>(json!({})).ready().unwrap();
    let document = chain.run_with(&text, &[], &[token, word]).unwrap();
    let found = rows(&document, &chain.schema, &chain.symbols, "entity");
    for row in &found {
        assert!(bare(row), "a mark at an end of {row}");
    }
    found
}

/// Whether the name of a row begins and ends with a letter or number, or ends with a mark that closes one inside of it.
fn bare(row: &str) -> bool {
    let Some(name) = row.split_once('«').and_then(|(_, rest)| rest.rsplit_once("» ")) else { return false };
    // What the row says of it comes behind the name.
    let name = name.0.split("» ").next().unwrap_or("");
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let closed = name.ends_with(['"', ')']) && name.matches(['"', '(']).count() > 0;
    letter(name.chars().next()) && (letter(name.chars().next_back()) || closed)
}

fn has(marked: &str, expected: &[&str]) {
    let found = run(marked);
    for row in expected {
        assert!(found.iter().any(|f| f.contains(row)), "{row} in {found:#?}");
    }
}

#[test]
fn an_embassy_is_one_body_with_its_nationality_and_city() {
    has(
        "أغلقت/VERB السفارة الأميركية/ADJ في/ADP بغداد/PROPN أبوابها",
        &["ORG «السفارة الأميركية في بغداد»", "country=US"],
    );
    has("احتجت/VERB سفارة الأردن/PROPN ب+القاهرة/PROPN", &["ORG «سفارة الأردن بالقاهرة»", "country=JO"]);
}

#[test]
fn state_bodies_need_a_nationality_that_agrees() {
    has("رحبت/VERB الحكومة العراقية/ADJ ب+القرار", &["ORG «الحكومة العراقية»", "country=IQ"]);
    let found = run("قال/VERB وزير الخارجية الأردني/ADJ إن/SCONJ الوفد وصل/VERB");
    assert!(!found.iter().any(|f| f.contains("الخارجية الأردني")), "{found:#?}");
}

#[test]
fn ministries_take_their_noun_phrase() {
    has(
        "أعلنت/VERB وزارة التربية و+التعليم العمانية/ADJ الاثنين",
        &["ORG «وزارة التربية والتعليم العمانية»", "country=OM"],
    );
}

#[test]
fn particles_stay_outside_and_the_alif_comes_back_in_the_name() {
    has("سافر/VERB ل+لعراق=العراق/PROPN", &["LOC «لعراق» name=العراق", "country=IQ"]);
    has("وصل/VERB إلى/ADP لبنان/PROPN", &["LOC «لبنان»", "country=LB"]);
}

#[test]
fn nationality_nouns_are_names_and_adjectives_are_not() {
    has("أصيب/VERB ثلاثة/NUM أردنيين/NOUN في/ADP الحادث", &["MISC «أردنيين»", "country=JO"]);
    let found = run("التقى/VERB المسؤولين الأردنيين/ADJ");
    assert!(!found.iter().any(|f| f.contains("MISC")), "{found:#?}");
}

#[test]
fn institutes_contests_teams_and_works_are_named_by_what_follows() {
    has("زار/VERB المعهد الوطني/ADJ ل+لصحة=الصحة أمس/ADV", &["ORG «المعهد الوطني للصحة»"]);
    has("فاز/VERB ب+كأس قطر/PROPN أمس/ADV", &["MISC «كأس قطر»"]);
    has("خسر/VERB منتخب الأردن/PROPN أمس/ADV", &["ORG «منتخب الأردن»", "rule=pattern"]);
    has("شاهد/VERB فيلم \" طريق/NOUN النهر \" أمس/ADV", &["MISC «طريق النهر»"]);
}

#[test]
fn bodies_go_as_far_as_their_noun_phrase_and_purpose() {
    has(
        "أوقفت/VERB فرقة مكافحة الجريمة/NOUN ب+الكاف/PROPN شخصا",
        &["ORG «فرقة مكافحة الجريمة بالكاف» name=فرقة مكافحة الجريمة بالكاف"],
    );
    has(
        "قالت/VERB وكالة النهر/PROPN العربي/ADJ ل+لأنباء=الأنباء إن/SCONJ الأمر انتهى/VERB",
        &["ORG «وكالة النهر العربي للأنباء»"],
    );
    has(
        "أصدر/VERB الاتحاد التونسي/ADJ ل+لصناعة=الصناعة و+التجارة بيانا",
        &["ORG «الاتحاد التونسي للصناعة والتجارة»"],
    );
    has(
        "حزب العمل/NOUN من/ADP أجل/NOUN الكرامة/NOUN و+الحرية/NOUN يقاطع/VERB الجلسة",
        &["ORG «حزب العمل من أجل الكرامة والحرية»"],
    );
    has(
        "تدخلت/VERB الشرطة الاتحادية/ADJ الألمانية/ADJ أمس/ADV",
        &["ORG «الشرطة الاتحادية الألمانية»", "country=DE"],
    );
    has("قال/VERB ل+إذاعة القمر/NOUN أف/X أم/X إن/SCONJ", &["ORG «القمر أف أم»"]);
    has("نقلت/VERB شبكة بي/X ./PUNCT جي/X ./PUNCT تي/X عن/ADP شاهد", &["ORG «بي . جي . تي»"]);
}

#[test]
fn what_is_for_others_stays_outside_of_bodies_that_act() {
    let found = run("منح/VERB الاتحاد الأوروبي/ADJ ل+لمزارعين=المزارعين مهلة");
    assert!(found.iter().any(|f| f.starts_with("entity ORG «الاتحاد الأوروبي» ")), "{found:#?}");
    let found = run("دعت/VERB وزارة الداخلية/NOUN المواطنين/NOUN إلى/ADP الهدوء");
    assert!(found.iter().any(|f| f.starts_with("entity ORG «وزارة الداخلية» ")), "{found:#?}");
}

#[test]
fn places_stand_behind_their_kind_and_before_a_colon() {
    has("وصل/VERB إلى/ADP معتمدية الزيتونة/NOUN أمس/ADV", &["LOC «الزيتونة»"]);
    has(
        "قصف/VERB الجيش جبلي/NOUN الصنوبر/NOUN و+السنديان/NOUN أمس/ADV",
        &["LOC «الصنوبر»", "LOC «السنديان»"],
    );
    has("سوسة/NOUN :/PUNCT القبض على/ADP لصين", &["LOC «سوسة»"]);
    has("احتفل/VERB العالم ب+عيد العمال/NOUN أمس/ADV", &["MISC «عيد العمال»"]);
    has("منذ/ADP هجمات 3/NUM مارس/NOUN 2009/NUM في/ADP المدينة", &["MISC «هجمات 3 مارس 2009»"]);
}

#[test]
fn places_that_are_joined_need_less_the_more_there_are() {
    has(
        "قطع/VERB الماء عن/ADP معتمدية الزهور/NOUN و+الشنغولية/PROPN و+الدردارية/NOUN و+بئر/NOUN النعام/NOUN .",
        &["LOC «الزهور»", "LOC «الشنغولية»", "LOC «الدردارية»", "LOC «بئر النعام»"],
    );
    let found = run("زار/VERB سوسة/PROPN و+المواطنين/NOUN .");
    assert!(found.iter().all(|row| !row.contains("المواطنين")), "{found:#?}");
    for (sentence, word) in [
        ("زار/VERB الوفد تونس/PROPN و+ليبيا/PROPN و+مصر/PROPN و+الأصدقاء .", "الأصدقاء"),
        ("زار/VERB الوفد تونس/PROPN و+ليبيا/PROPN و+مصر/PROPN و+الشركات .", "الشركات"),
        ("زار/VERB باريس/PROPN و+لندن/PROPN و+برلين/PROPN و+المتاحف .", "المتاحف"),
        ("سافر/VERB إلى/ADP تونس/PROPN و+ليبيا/PROPN و+مزركشات .", "مزركشات"),
    ] {
        let found = run(sentence);
        assert!(found.iter().all(|row| !row.contains(word)), "{found:#?}");
        assert!(found.iter().filter(|row| row.contains("LOC")).count() > 1, "{found:#?}");
    }
    has("وقف/VERB في/ADP شارع 12/NUM أمس/ADV", &["LOC «شارع 12»"]);
    has("سكن/VERB منطقة عين/NOUN الغزال/NOUN .", &["LOC «عين الغزال»"]);
}

#[test]
fn bodies_of_regions_and_companies_take_in_their_place() {
    has(
        "قال/VERB رئيس الاتحاد الجهوي/ADJ ل+لفلاحين=الفلاحين/NOUN ب+سوسة/PROPN أمس/ADV",
        &["ORG «الاتحاد الجهوي للفلاحين بسوسة»"],
    );
    has("أعلنت/VERB شركة فولاذ/NOUN القاهرة/PROPN أرباحها", &["ORG «شركة فولاذ القاهرة»"]);
    has("اشترى/VERB هواتف \" نجمة/NOUN \" أمس/ADV", &["MISC «نجمة»"]);
    let found = run("دفع/VERB ضمان مالي/ADJ أمس/ADV");
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn quoted_names_of_bodies_and_two_names_in_a_row() {
    has("أعلنت/VERB منظمة \" عين/NOUN ساهرة/ADJ \" أمس/ADV", &["ORG «عين ساهرة»"]);
    has(
        "قال/VERB رئيس حزب المزارعين/NOUN كريم/PROPN الزهراني/PROPN إن/SCONJ",
        &["ORG «حزب المزارعين»", "PER «كريم الزهراني»"],
    );
    has(
        "أعلن/VERB المكتب السياسي/ADJ ل+حركة النهر/NOUN بيانا ثم/CCONJ قال/VERB رئيس النهر/NOUN إن/SCONJ",
        &["ORG «المكتب السياسي لحركة النهر»"],
    );
}

#[test]
fn short_names_point_to_the_full_one_and_rows_of_people_are_several() {
    let found = run(
        "قال/VERB الوزير كريم/PROPN الزهراني/PROPN و+سعاد/PROPN المنصوري/PROPN إن/SCONJ الزهراني/PROPN غاب/VERB",
    );
    let of = |name: &str| found.iter().position(|f| f.starts_with(&format!("entity PER «{name}»")));
    assert_eq!(of("كريم الزهراني"), Some(0), "{found:#?}");
    assert_eq!(of("سعاد المنصوري"), Some(1), "{found:#?}");
    let short = of("الزهراني").map(|at| &found[at]);
    assert!(short.is_some_and(|row| row.contains("mention=0")), "{found:#?}");
}

#[test]
fn a_newspapers_nationality_and_a_title_stay_outside() {
    let found = run(
        "نقلت/VERB صحيفة \" الفجر \" العمانية/ADJ عن/ADP الرئيس الأردني/ADJ كريم/PROPN الزهراني/PROPN قوله",
    );
    assert!(found.iter().any(|f| f.starts_with("entity ORG «الفجر»")), "{found:#?}");
    assert!(found.iter().any(|f| f.starts_with("entity PER «كريم الزهراني»")), "{found:#?}");
}

#[test]
fn a_long_text_of_names_takes_linear_time() {
    let marked = vec!["و+سعاد/PROPN المنصوري/PROPN من/ADP الأردن/PROPN"; 800].join(" ");
    assert!(run(&marked).len() > 800);
    // Bodies of bodies, and letters without end.
    for (part, least) in [("لجنة المالية/NOUN ل+لجنة المالية/NOUN ب+مجلس النواب/NOUN", 100), ("بي/X سي/X", 0)]
    {
        assert!(run(&vec![part; 1500].join(" ")).len() >= least, "{part}");
    }
}

#[test]
fn conforms() {
    let chain = Chain::new().given("token").given("word").step::<ExtractEntity>(json!({}));
    assert_eq!(check_processor(&mut chain.ready().unwrap(), false), []);
}
