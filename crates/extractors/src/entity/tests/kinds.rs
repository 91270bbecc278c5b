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

#[test]
fn bodies_that_and_joins_are_several() {
    has(
        "اتفق/VERB البنك الزراعي/ADJ ل+لتنمية=التنمية و+الوكالة اليابانية/ADJ ل+لتعاون=التعاون أمس/ADV",
        &["ORG «البنك الزراعي للتنمية»", "ORG «الوكالة اليابانية للتعاون»"],
    );
    has(
        "أعلنت/VERB الهيئة المستقلة/ADJ ل+لاتصال=الاتصال السمعي/ADJ و+البصري/ADJ أمس/ADV",
        &["السمعي والبصري»"],
    );
    has("أعلنت/VERB الهيئة الوطنية/ADJ ل+لوقاية=الوقاية من/ADP الفساد أمس/ADV", &["لوقاية من الفساد»"]);
    has("بين/ADP حزبي حركة النور/NOUN أمس/ADV", &["ORG «حركة النور»"]);
}

#[test]
fn media_have_names_of_one_word() {
    has("قال/VERB في/ADP حوار مع/ADP قناة سنبلة أمس/ADV", &["ORG «سنبلة»"]);
    lacks("تم/VERB حفر قناة جلب المياه أمس/ADV", &["ORG"]);
    has("استمع/VERB إلى/ADP إذاعة نسيم أف/X . أم/X أمس/ADV", &["ORG «نسيم أف . أم»"]);
    has("قال/VERB المراسل ( وات ) أمس/ADV", &["ORG «وات»"]);
}

#[test]
fn families_with_bin_are_persons() {
    has("رد/VERB على/ADP بن زكري/PROPN أمس/ADV", &["PER «بن زكري»"]);
    lacks("وقع/VERB في/ADP بن عروس/PROPN أمس/ADV", &["PER"]);
}

#[test]
fn one_of_a_nation_behind_a_number_or_what_befell_him_is_a_name() {
    has("إيقاف تونسي/ADJ في/ADP الميناء", &["MISC «تونسي»"]);
    has("عاد/VERB 200/NUM مصري/ADJ أمس/ADV", &["MISC «مصري»"]);
    lacks("دفع/VERB 200/NUM دينار تونسي/ADJ أمس/ADV", &["MISC"]);
}

#[test]
fn police_and_prosecutors_are_named_by_their_place() {
    has("قالت/VERB شرطة لندن/PROPN أمس/ADV", &["ORG «شرطة لندن»"]);
    has("قالت/VERB شرطة مدينة لندن/PROPN أمس/ADV", &["ORG «شرطة مدينة لندن»"]);
}

#[test]
fn months_are_dates_and_units_are_no_names() {
    lacks("بعد/ADP شهر رمضان/PROPN المبارك/ADJ", &["رمضان"]);
    lacks("طاقة 20/NUM ميغاوات/PROPN أمس/ADV", &["ميغاوات"]);
}

#[test]
fn facilities_are_named_for_someone() {
    has("نقل/VERB إلى/ADP مستشفى الهادي حسن/PROPN أمس/ADV", &["LOC «مستشفى الهادي حسن»"]);
    has("نقل/VERB إلى/ADP المستشفى الجهوي/ADJ ب+قفصة/PROPN أمس/ADV", &["LOC «المستشفى الجهوي بقفصة»"]);
    has("شاب أصيل صفاقس/PROPN أمس/ADV", &["LOC «صفاقس»"]);
}

#[test]
fn what_looks_like_a_part_of_a_name_is_none() {
    lacks("قال/VERB أصيل/PROPN الحمادي/PROPN إن/SCONJ", &["LOC"]);
    lacks("تسربت/VERB المياه من/ADP قناة الصرف أمس/ADV", &["ORG"]);
    lacks("توفي/VERB أسير في/ADP سجن إسرائيلي/ADJ أمس/ADV", &["LOC", "MISC"]);
    has("دخل/VERB الجيش حلب/PROPN الشرقية/ADJ أمس/ADV", &["LOC «حلب الشرقية»"]);
}

#[test]
fn given_names_keep_letters_that_look_like_particles_or_pronouns() {
    has("وأكد/VERB ك+مال/NOUN المرزوقي/NOUN أن/SCONJ الوضع/NOUN صعب/ADJ", &["PER «كمال المرزوقي»"]);
    has("وأكد/VERB فتح+ي/NOUN المرزوقي/NOUN أن/SCONJ الوضع/NOUN صعب/ADJ", &["PER «فتحي المرزوقي»"]);
}
