//! The component as a whole: words of sentences of our own, hostile tokens, conformance.

use serde_json::json;
use warraq_arabic::morphology::lexicon::{Lexicon, Tag};
use warraq_arabic::morphology::{FUNCTION_WORDS, PLURALS};
use warraq_conformance::{Chain, GivenLayer, check_processor, rows};
use warraq_core::{Component, Document};

use super::Words;
use super::component::LEXICON;
use crate::arabic::TokenizeArabic;

fn run(text: &str) -> Vec<String> {
    let mut chain = Chain::new()
        .step::<TokenizeArabic>(json!({}))
        .step::<Words>(json!({}))
        .ready()
        .expect("a chain that can be made");
    let document = chain.run(text).expect("a text that can be processed");
    rows(&document, &chain.schema, &chain.symbols, "word")
}

#[test]
fn the_examples_hold() {
    for example in Words::SPEC.examples {
        assert_eq!(run(example.text).join("\n"), example.expect, "{}", example.title);
    }
}

#[test]
fn conforms() {
    let mut chain = Chain::new().given("token").step::<Words>(json!({})).ready().expect("a chain");
    assert_eq!(check_processor(&mut chain, true), []);
}

/// The words of a text, a line a word: covered text, form, lemma, part of speech.
fn words(text: &str) -> String {
    let lines: Vec<String> = run(text)
        .iter()
        .map(|row| {
            let value = |key: &str| {
                let from = row.find(&format!(" {key}=")).map_or(row.len(), |at| at + key.len() + 2);
                row[from..].split(' ').next().unwrap_or("").to_owned()
            };
            format!("{}/{}/{}", value("form"), value("lemma"), value("upos"))
        })
        .collect();
    lines.join(" ")
}

#[test]
fn sentences_of_our_own() {
    let (mut wrong, mut features) = (Vec::new(), 0);
    for line in include_str!("cases.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let mut columns = line.split('\t');
        let (Some(text), Some(expected)) = (columns.next(), columns.next()) else {
            panic!("no words: {line}")
        };
        let found = words(text);
        if found != expected {
            wrong.push(format!("{text}\n  expected {expected}\n  found    {found}"));
        }
        let rows = run(text);
        for asked in columns.next().unwrap_or("").split(' ').filter(|asked| !asked.is_empty()) {
            let (form, feats) = asked.split_once('=').expect("a form and its features");
            features += 1;
            let (form, feats) = (format!(" form={form} "), format!(" feats={feats}"));
            let same =
                |row: &&String| row.contains(&form) && row.trim_end_matches(" restored").ends_with(&feats);
            if !rows.iter().any(|row| same(&row)) {
                wrong.push(format!("{text}\n  expected {asked}\n  found    {}", rows.join("\n           ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(features > 50, "features of {features} words");
}

/// No form of the lists of the repository is hidden by another form of the lexicon.
#[test]
fn listed_words_are_in_the_lexicon() {
    let lexicon = Lexicon::from_bytes(LEXICON).expect("a lexicon");
    let has = |form: &str, fits: &dyn Fn(&Tag, &str) -> bool| {
        let mut analyses = lexicon.lookup(form);
        analyses.any(|a| {
            lexicon.tag(a.tag).zip(lexicon.lemma(a.lemma)).is_some_and(|(tag, lemma)| fits(tag, lemma))
        })
    };
    let mut wrong = Vec::new();
    for line in FUNCTION_WORDS.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [form, lemma, upos, ..] = columns.as_slice() else { panic!("no function word: {line}") };
        let all = upos.split(',').all(|upos| has(form, &|tag, own| tag.upos == upos && own == *lemma));
        wrong.extend((!all).then_some(*form));
    }
    for line in PLURALS.lines().filter(|l| !l.starts_with('#')) {
        let (_, plural) = line.split_once('\t').expect("singular and plural");
        wrong.extend((!has(plural, &|tag, _| tag.feats.contains("Number=Plur"))).then_some(plural));
    }
    // It shares its place with another form.
    wrong.extend((!has("نشرت", &|_, lemma| lemma == "نَشَر")).then_some("نشرت"));
    assert!(wrong.is_empty(), "not in the lexicon: {wrong:?}");
}

#[test]
fn prepositions_and_particles_with_every_pronoun() {
    // Stem and suffixes; ني is what إن and its sisters take, and ي what prepositions take.
    const SUFFIXES: [&str; 11] = ["ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كما", "ي", "نا"];
    let prepositions = [
        ("ب", "ب", "ب"),
        ("ل", "ل", "ل"),
        ("من", "من", "من"),
        ("عن", "عن", "عن"),
        ("في", "في", "في"),
        ("مع", "مع", "مع"),
        ("علي", "على", "على"),
        ("إلي", "إلى", "إلى"),
        ("لدي", "لدي", "لدى"),
        ("عند", "عند", "عند"),
    ];
    let particles = ["إن", "أن", "لكن", "كأن", "لعل"].map(|word| (word, word, word));
    let mut wrong = Vec::new();
    for (written, form, lemma) in prepositions.into_iter().chain(particles) {
        for suffix in SUFFIXES {
            let token = match (written, suffix) {
                ("في", "ي") => "فيّ".to_owned(),
                ("علي" | "إلي" | "لدي", "ي") => format!("{written}\u{651}"),
                ("ل", "كن") => continue,
                ("من" | "عن" | "إن", "نا") => format!("{}ا", written),
                _ => format!("{written}{suffix}"),
            };
            let form = if (written, suffix) == ("لدي", "ي") { "لدى" } else { form };
            let text = format!("تكلم الوزير {token} أمس");
            let pronoun = format!("{}/هو/PRON أمس/", suffix);
            let found = words(&text);
            let right = found.contains(&format!(" {form}/{lemma}/"))
                && found.replace("ي\u{651}/", "ي/").contains(&pronoun);
            if !right {
                wrong.push(format!("{text}: {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn closed_words_in_their_places() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("زار عبد الله بيت الله", "الله/الله/PROPN بيت"),
        ("أعلن حزب الله موقفه", "الله/الله/PROPN"),
        ("ولله الحمد", "و/و/CCONJ ل/ل/ADP الله/الله/PROPN"),
        ("آمن بالله", "ب/ب/ADP الله/الله/PROPN"),
        ("والله لا أعرف", "و/و/CCONJ الله/الله/PROPN"),
        ("قال علي إن الوقت ضيق", "علي/علي/PROPN"),
        ("استقبل الأمير علي بن الحسين الوفد", "علي/علي/PROPN بن/"),
        ("حضر علي، ثم خرج", "علي/علي/PROPN"),
        ("زار الأمير علي المدينة", "علي/علي/PROPN المدينة/"),
        ("يجب عليّ السفر", "على/على/ADP يّ/هو/PRON"),
        ("هذا كتاب لعلي بن سالم", "ل/ل/ADP علي/علي/PROPN"),
        ("مر بي ثم مضى", "ب/ب/ADP ي/هو/PRON"),
        ("وبي شوق إلى القرية", "و/و/CCONJ ب/ب/ADP ي/هو/PRON"),
        ("ولي في القرية بيت", "و/و/CCONJ ل/ل/ADP ي/هو/PRON في/"),
        ("وصل ولي العهد", "ولي/ولي/NOUN"),
        ("قال علي أن الوقت ضيق", "علي/علي/PROPN أن/"),
        ("صرح علي للصحيفة أمس", "علي/علي/PROPN"),
        ("أكد علي أن الطريق مفتوح", "علي/علي/PROPN أن/"),
        ("كتب علي هذا الجدار", "علي/على/ADP هذا/"),
        ("عثر علي ثلاثة صناديق", "علي/على/ADP ثلاثة/"),
        ("فاز علي 5 فرق", "علي/على/ADP 5/"),
        ("الهجوم علي المدينة", "علي/على/ADP"),
        ("حصل علي جائزة كبيرة", "علي/على/ADP"),
        ("الحرب علي لبنان", "علي/على/ADP"),
        ("وقع علي اتفاق جديد", "علي/على/ADP"),
        ("أعتمد علي نفسي", "علي/على/ADP"),
        ("قتل علي يد مسلحين", "علي/على/ADP"),
        ("رأيت صديقي علي", "علي/علي/PROPN"),
        ("لدي الرغبة في السفر", "لدى/لدى/ADP ي/هو/PRON"),
        ("هل لدي الحق؟", "لدى/لدى/ADP ي/هو/PRON"),
        ("كان لدي الوقت", "لدى/لدى/ADP ي/هو/PRON"),
        ("الثقة لدي المواطنين", "لدي/لدى/ADP المواطنين/"),
        ("أنت هنا.", "أنت/هو/PRON"),
        ("وأنتم هنا.", "و/و/CCONJ أنتم/هو/PRON"),
        ("فأنت صديقي", "ف/ف/CCONJ أنت/هو/PRON"),
        ("في عام 2010 كم كان عددهم؟", "2010/2010/NUM كم/كم/ADV"),
        ("هل تبعد القرية 40 كم؟", "40/40/NUM كم/كم/NOUN"),
        ("إنا نعرف الطريق", "إن/إن/PART نا/هو/PRON"),
        ("خرج واحد منّا", "من/من/ADP نّا/هو/PRON"),
        ("وللذين غابوا", "و/و/CCONJ ل/ل/ADP الذين/الذي/PRON"),
    ] {
        let found = words(text);
        if !found.contains(expected) {
            wrong.push(format!("{text}: {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(words("قالت بي بي سي").contains(" بي/بي/"));
    assert!(words("هبطت طائرة بي-20 أمس").contains(" بي/بي/PROPN"));
}

#[test]
fn restored_forms_and_marked_lemmas_are_told() {
    let row = |text: &str, form: &str| {
        let form = format!(" form={form} ");
        run(text).into_iter().find(|row| row.contains(&form)).unwrap_or_else(|| panic!("{form} in {text}"))
    };
    for (text, form) in
        [("زار مدرسته", "مدرسة"), ("اعتمد عليه", "على"), ("نظر إليهم", "إلى"), ("سافر للعراق", "العراق")]
    {
        assert!(row(text, form).ends_with(" restored"), "{text}: {}", row(text, form));
    }
    for (text, form) in [("قرأ كتابه", "كتاب"), ("باعت بيتها", "بيت")] {
        assert!(!row(text, form).contains(" restored"), "{text}: {}", row(text, form));
    }
    for (text, form, marked) in [
        ("قابل زشكبوط أمس", "زشكبوط", false),
        ("وصل الوزير أمس", "الوزير", true),
        ("درّس المعلم اللغة", "درّس", true),
    ] {
        let row = row(text, form);
        assert_eq!(row.contains(" lemma_marked="), marked, "{row}");
    }
}

#[test]
fn written_vowels_decide_the_voice() {
    for (text, voice) in [
        ("كُتبت الرسالة أمس", "Pass"),
        ("كَتبت الرسالة أمس", "Act"),
        ("كُتِبَتِ الرسالة أمس", "Pass"),
        ("وانتُخب رئيس جديد", "Pass"),
        ("أُعلنت النتائج", "Pass"),
        ("وَيُنتظر وصول الوفد", "Pass"),
        ("يُعلِن الوزير النتائج", "Act"),
        ("كتبت الرسالة أمس", "Act"),
        ("تُوُفِّيَ الرئيس أمس", "Pass"),
        ("تُوُفِّي الرئيس أمس", "Pass"),
        ("تُوفّي الرئيس أمس", "Pass"),
        ("تُوفي الرئيس أمس", "Pass"),
        ("توفي الرئيس أمس", "Pass"),
    ] {
        let rows = run(text);
        let verb = rows.iter().find(|row| row.contains("upos=VERB")).expect("a verb");
        assert!(verb.contains(&format!("Voice={voice}")), "{text}: {verb}");
        let died = verb.contains(" lemma=توفى ") && verb.contains("Aspect=Perf|Gender=Masc|");
        assert!(died || !text.starts_with('ت'), "{text}: {verb}");
    }
}

/// The share of the words of the news that must be right.
const NEWS: f64 = 0.94;

#[test]
fn frequent_words_of_news() {
    let (mut all, mut wrong) = (0, Vec::new());
    for line in include_str!("news.tsv").lines().filter(|l| !l.starts_with('#')) {
        let (text, expected) = line.split_once('\t').expect("a sentence and its words");
        let found = words(text);
        for word in expected.split(' ') {
            let word = word.replacen('=', "/", 1);
            all += 1;
            if !found.split(' ').any(|w| w == word) {
                wrong.push(format!("{word} in «{text}»: {found}"));
            }
        }
    }
    let share = 1.0 - wrong.len() as f64 / f64::from(all);
    println!("{:.1} % of {all} words right", share * 100.0);
    assert!(share >= NEWS, "{share}\n{}", wrong.join("\n"));
}

#[test]
fn marks_and_forms_of_letters_change_nothing() {
    let plain = "وصل الوزير إلى بغداد وقال للصحافة";
    let lemmas = |text: &str| {
        let found = words(text);
        let lemmas: Vec<String> =
            found.split(' ').map(|w| w.split('/').skip(1).collect::<Vec<_>>().join("/")).collect();
        lemmas.join(" ")
    };
    for text in [
        "وَصَلَ الوَزِيرُ إلى بَغدادَ وَقالَ لِلصَّحافةِ",
        "وصـل الـوزيـر إلى بغـداد وقـال للصحافـة",
        "و\u{200d}صل الوزير إلى بغ\u{200d}داد وقا\u{200d}ل للصحا\u{200d}فة",
        "\u{202b}وصل\u{202c} الوزير إلى بغداد\u{200f} وقال للصحافة",
        "\u{feed}\u{febb}\u{fede} الوزير إلى \u{fe91}\u{fed0}\u{fea9}\u{fe8d}\u{fea9} وقال للصحافة",
    ] {
        assert_eq!(lemmas(text), lemmas(plain), "{text:?}");
    }
}

#[test]
fn dialect_text_is_taken_apart_like_any_other() {
    for (text, expected) in [
        ("شو رأيكم بهالموضوع", "رأي/رأي/NOUN كم/هو/PRON"),
        ("مش عايز اروح البيت", "البيت/بيت/"),
        ("هسه يجون علينا", "على/على/ADP نا/هو/PRON"),
    ] {
        assert!(words(text).contains(expected), "{text}: {}", words(text));
    }
}

#[test]
fn words_partition_every_token() {
    let hostile = [
        "\u{64b}\u{64c}",
        "ـــ",
        "وـــ",
        "\u{202b}\u{202c}",
        "و\u{200f}\u{202b}للـعِرَاقِ\u{202c}",
        "\u{fe8f}\u{fe8e}\u{fedf}\u{fe90}\u{fef4}\u{fe96}",
        "\u{fefb}\u{fefb}",
        "ﷲﷺ",
        "والABC",
        "بـ15",
        "لل",
        "وَ",
        "ولل",
        "ا\u{301}\u{300}",
        "كتابهماهماهما",
    ];
    for text in hostile {
        let end = text.len() as u32;
        let mut chain = Chain::new().given("token").step::<Words>(json!({})).ready().expect("a chain");
        let tokens = GivenLayer::new("token", vec![(warraq_core::Span::new(0, end), "word")]);
        let document: Document = chain.run_with(text, &[], &[tokens]).expect("a text that can be processed");
        let layer = chain.schema.find("word").and_then(|id| document.layer(id)).expect("the layer word");
        let mut at = 0;
        for row in 0..layer.len() {
            let span = layer.span(row).expect("a row");
            assert_eq!(span.start, at, "{text:?}");
            assert!(
                text.get(span.start as usize..span.end as usize).is_some_and(|t| !t.is_empty()),
                "{text:?}"
            );
            at = span.end;
        }
        assert_eq!(at, end, "{text:?}");
    }
}

#[test]
fn lists_beside_closed_words_have_known_names() {
    let lines = include_str!("closed.tsv").lines().filter(|line| !line.starts_with('#'));
    let names: Vec<&str> = lines.filter_map(|line| Some(line.split_once('\t')?.0)).collect();
    assert_eq!(names.len(), super::closed::NAMES.len());
    for name in names {
        assert!(super::closed::NAMES.contains(&name), "{name}");
    }
}
