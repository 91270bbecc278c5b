//! Tests of where names begin and end, and of what they are by the words beside them.

use super::{has, run};

/// A text must not have such rows.
pub(super) fn lacks(marked: &str, rows: &[&str]) {
    let found = run(marked);
    for row in rows {
        assert!(found.iter().all(|f| !f.contains(row)), "{row} in {found:#?}");
    }
}

#[test]
fn a_family_name_that_looks_like_an_adjective_belongs_to_the_name() {
    has("قال/VERB النائب عن/ADP الكتلة أحمد/PROPN الصديق/NOUN إن/SCONJ", &["PER «أحمد الصديق»"]);
    has("أطاح/VERB الجيش ب+نظام معمر/ADJ القذافي/NOUN أمس/ADV", &["PER «معمر القذافي»"]);
    has(
        "قال/VERB رئيس الحكومة السابق/ADJ ،/PUNCT المنصف/NOUN المرزوقي/ADJ أمس/ADV",
        &["PER «المنصف المرزوقي»"],
    );
    lacks("سيطر/VERB على/ADP العدوى/NOUN أمس/ADV", &["«على العدوى»"]);
}

#[test]
fn persons_end_before_what_they_are_and_how_they_came() {
    has("وصل/VERB كريم/PROPN الزهراني/PROPN ممثلا/ADJ=ممثل عن/ADP الوزير", &["PER «كريم الزهراني»"]);
    has("قال/VERB النائب كريم/PROPN الزهراني/PROPN ضيف/NOUN البرنامج إن/SCONJ", &["PER «كريم الزهراني»"]);
    lacks("قال/VERB بابا/NOUN الفاتيكان/PROPN إن/SCONJ", &["PER"]);
    has("قال/VERB بابا/NOUN الفاتيكان/PROPN إن/SCONJ", &["LOC «الفاتيكان»"]);
}

#[test]
fn a_person_behind_a_listed_body_is_no_part_of_it() {
    has(
        "قال/VERB النائب عن/ADP الجبهة الشعبية/ADJ المنجي/NOUN الرحوي/ADJ إن/SCONJ",
        &["ORG «الجبهة الشعبية» "],
    );
    has(
        "قالت/VERB النائبة عن/ADP حزب نداء تونس/PROPN هالة/NOUN عمران/NOUN إن/SCONJ أعضاء النداء/NOUN",
        &["ORG «حزب نداء تونس»", "PER «هالة عمران»", "ORG «النداء»"],
    );
}

#[test]
fn shortly_after_is_no_day_of_feast() {
    lacks("و+ب+عيد الهجوم/NOUN وصل/VERB الوفد", &["MISC"]);
    has("احتفلت/VERB المدينة ب+عيد الاستقلال/NOUN أمس/ADV", &["MISC «عيد الاستقلال»"]);
    has("زاره/VERB في/ADP عيد العمال/NOUN أمس/ADV", &["MISC «عيد العمال»"]);
}

#[test]
fn facilities_go_on_with_what_they_are_for() {
    has("قصف/VERB قاعدة حميميم/PROPN الجوية/ADJ أمس/ADV", &["LOC «قاعدة حميميم الجوية»"]);
    lacks("قصف/VERB قاعدة حميميم/PROPN الدولي/ADJ أمس/ADV", &["الدولي"]);
}

#[test]
fn bodies_go_as_far_as_they_are_named() {
    has("قال/VERB المجلس البلدي/ADJ ل+مدينة صفاقس/PROPN إن/SCONJ", &["ORG «المجلس البلدي لمدينة صفاقس»"]);
    has("أطلقت/VERB وزارة الدفاع/NOUN ب+حكومة الوفاق/NOUN عملية", &["ORG «وزارة الدفاع بحكومة الوفاق»"]);
    has(
        "أدانت/VERB اللجنة الرباعية/ADJ العربية/ADJ المكونة/ADJ من/ADP السعودية/PROPN",
        &["ORG «اللجنة الرباعية العربية»"],
    );
    has(
        "أعلن/VERB تنظيم الدولة الإسلامية/ADJ في/ADP العراق/PROPN و+الشام/PROPN أمس/ADV",
        &["ORG «تنظيم الدولة الإسلامية في العراق والشام»"],
    );
    lacks("عمل/VERB في/ADP منظمة دولية/ADJ كبيرة/ADJ", &["ORG"]);
    has("نقلت/VERB وكالة أنباء شينخوا/PROPN أمس/ADV", &["ORG «شينخوا»"]);
}

#[test]
fn bodies_are_at_a_place_or_inside_another_and_end_before_who_leads_them() {
    has("احتجت/VERB السفارة الأردنية/ADJ لدى/ADP فرنسا/PROPN أمس/ADV", &["ORG «السفارة الأردنية لدى فرنسا»"]);
    has(
        "نظرت/VERB لجنة المالية/NOUN صلب/NOUN مجلس النواب/NOUN أمس/ADV",
        &["ORG «لجنة المالية صلب مجلس النواب»"],
    );
    // Steel is no preposition.
    has("صوتت/VERB نقابة عمال/NOUN الصلب/NOUN أمس/ADV", &["ORG «نقابة عمال الصلب»"]);
    lacks("أغلقت/VERB وزارة الصناعة/NOUN الصلب/NOUN مصانع/NOUN تونس/PROPN أمس/ADV", &["الصلب مصانع"]);
    lacks("أعلنت/VERB شركة عمومية/ADJ ل+الصلب/NOUN تونس/PROPN أمس/ADV", &["الصلب تونس"]);
    has(
        "قالت/VERB الهيئة الوقتية/ADJ ل+لإشراف=الإشراف على/ADP القضاء/NOUN العدلي/ADJ إن/SCONJ",
        &["ORG «الهيئة الوقتية للإشراف على القضاء العدلي»"],
    );
    lacks("تأسس/VERB حزب الأرض/NOUN ب+رئاسة/NOUN كريم/PROPN الزهراني/PROPN أمس/ADV", &["برئاسة", "رئاسة"]);
    has("غادر/VERB البلاد التونسية/ADJ أمس/ADV", &["LOC «البلاد التونسية»"]);
    has("هجوم على/ADP مسلمين/NOUN أمس/ADV", &["MISC «مسلمين»"]);
}

#[test]
fn words_that_name_something_say_what_it_is() {
    has("أطلق/VERB عليها/ADP اسم/NOUN \" ريح/NOUN الشمال \"", &["MISC «ريح الشمال»"]);
    has("سميت/VERB العملية ب+ـ/PUNCT \" ريح/NOUN الشمال \"", &["MISC «ريح الشمال»"]);
    has("من/ADP مجموعة/NOUN تسمى/VERB \" ريح/NOUN الشمال \"", &["ORG «ريح الشمال»"]);
}
