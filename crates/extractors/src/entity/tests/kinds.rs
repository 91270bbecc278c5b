//! Tests of kinds of names: countries and peoples, roads and facilities, parts of bodies, persons with parts that no list has.

use super::edges::lacks;
use super::has;

#[test]
fn marks_stay_outside_of_names() {
    has("وقع/VERB في/ADP ولاية قابس/PROPN ،/PUNCT أمس/ADV", &["LOC «قابس»"]);
    lacks("أفلام وثائقية/ADJ و+\" الأفلام القصيرة/ADJ \" ،/PUNCT و+كذلك منح \" المساعدة \" أمس/ADV", &["كذلك"]);
    has("قال/VERB ل+لجوهرة=الجوهرة \" أف/X أم/X \" أمس/ADV", &["ORG «لجوهرة \" أف أم \"»"]);
}

#[test]
fn particles_that_the_words_left_on_a_place_stay_outside() {
    has("قال/VERB مراسلنا بالقيروان/PROPN إن/SCONJ", &["LOC «القيروان»"]);
    has("اجتمعوا/VERB بواشنطن/PROPN أمس/ADV", &["LOC «واشنطن»"]);
    has("سافر/VERB إلى/ADP باكستان/PROPN أمس/ADV", &["LOC «باكستان»"]);
}

#[test]
fn a_country_that_looks_like_an_adjective_is_none_behind_a_noun_without_article() {
    has("عملية عسكرية/ADJ ب+قيادة السعودية/ADJ أمس/ADV", &["LOC «السعودية»"]);
    lacks("اجتمعت/VERB الوزارة السعودية/ADJ أمس/ADV", &["LOC"]);
    has("زار/VERB دولة قطر/PROPN أمس/ADV", &["LOC «قطر»"]);
}

#[test]
fn one_of_a_nation_or_creed_is_a_name_where_it_is_a_noun() {
    has("أفرج/VERB عن/ADP الأردني/ADJ الموقوف/ADJ في/ADP الميناء", &["MISC «الأردني»"]);
    lacks("قال/VERB السفير الأردني/ADJ إن/SCONJ", &["MISC"]);
    has("أدى/VERB فريضة الحج/NOUN أمس/ADV", &["MISC «الحج»"]);
}

#[test]
fn armed_sides_are_named_by_their_leader_or_nation() {
    has("سلاح ل+ميليشيا الحوثي/NOUN الانقلابية/ADJ", &["ORG «ميليشيا الحوثي»"]);
    has("هدمت/VERB سلطات الاحتلال/NOUN الإسرائيلي/ADJ بيتا", &["ORG «سلطات الاحتلال الإسرائيلي»"]);
    lacks("حضرت/VERB ميليشيات مسلحة/ADJ أمس/ADV", &["ORG"]);
}

#[test]
fn roads_are_named_by_their_end_or_number() {
    has("أغلق/VERB طريق سكرة/PROPN و+طريق المطار/NOUN أمس/ADV", &["LOC «طريق سكرة»", "LOC «طريق المطار»"]);
    has("حادث على/ADP الطريق الوطنية/ADJ رقم/NOUN 3/NUM أمس/ADV", &["LOC «الطريق الوطنية رقم 3»"]);
    lacks("تم/VERB عن/ADP طريق البحر/NOUN أمس/ADV", &["طريق"]);
}

#[test]
fn facilities_are_named_by_an_adjective_and_their_city() {
    has("نقل/VERB إلى/ADP المستشفى الجامعي/ADJ ب+سوسة/PROPN أمس/ADV", &["LOC «المستشفى الجامعي بسوسة»"]);
}

#[test]
fn parts_of_bodies_are_named_by_what_they_are_for() {
    has("رئيس جهاز مكافحة/NOUN الفساد/NOUN قال/VERB", &["ORG «جهاز مكافحة الفساد»"]);
    has(
        "مدير إدارة الشرق/NOUN الأوسط/ADJ ب+صندوق النقد/NOUN الدولي/ADJ قال/VERB",
        &["ORG «إدارة الشرق الأوسط بصندوق النقد الدولي»"],
    );
    has("أعلنت/VERB شركة النقل/NOUN الحضري/ADJ ب+صفاقس/PROPN أمس/ADV", &["ORG «شركة النقل الحضري بصفاقس»"]);
    has("اعتبر/VERB الحزب الدستوري/ADJ الحر/ADJ أن/SCONJ", &["ORG «الحزب الدستوري الحر»"]);
    lacks("اعتبر/VERB الحزب الحاكم/ADJ أن/SCONJ", &["ORG"]);
    has("قال/VERB رئيس كتلة حركة النهر/NOUN إن/SCONJ", &["ORG «كتلة حركة النهر»"]);
    lacks("في/ADP بلاغ ل+لإدارة=الإدارة العامة/ADJ ،/PUNCT أمس/ADV", &["ORG"]);
}

#[test]
fn security_is_a_body_or_a_thing() {
    lacks("حماية الأمن الوطني/ADJ أمس/ADV", &["ORG"]);
    lacks("خطر على/ADP الأمن الوطني/ADJ الأردني/ADJ أمس/ADV", &["ORG"]);
    has("أوقف/VERB أعوان الأمن الوطني/ADJ لصا", &["ORG «الأمن الوطني»"]);
}

#[test]
fn persons_have_parts_that_no_list_has() {
    has(
        "قالت/VERB منى/PROPN الزهراني/PROPN قرنبوعة/NOUN المديرة العامة/ADJ إن/SCONJ",
        &["PER «منى الزهراني قرنبوعة»"],
    );
}
