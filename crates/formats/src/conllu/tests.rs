//! Documents and the CoNLL-U that they become.

use serde_json::{Value, json};
use warraq_conformance::GivenLayer;
use warraq_core::{OutputSettings, Span, serde_json};

use super::Conllu;
use crate::testing::{Shown, at};

fn columns(values: &Value) -> Vec<(String, Value)> {
    values.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Two sentences in two paragraphs, with words in tokens and two names.
fn article() -> Shown {
    let text = "سافر عمر إلى لندن.\n\nوسيعود للعراق\tغدا";
    let token = GivenLayer::tokens(text);
    let index = |word: &str| token.rows.iter().position(|(span, ..)| *span == at(text, word)).unwrap();
    let word = |token: &str, part: &str, form: &str, upos: &str, feats: &str, restored: bool| {
        let outer = at(text, token);
        let inner = at(outer.get(text).unwrap(), part);
        let span = Span::new(outer.start + inner.start, outer.start + inner.end);
        let values = json!({"token": index(token), "form": form, "lemma": form, "upos": upos, "feats": feats, "restored": restored});
        (span, String::new(), columns(&values))
    };
    let rows = vec![
        word("سافر", "سافر", "سافر", "VERB", "_", false),
        word("وسيعود", "و", "و", "CCONJ", "_", false),
        word("وسيعود", "س", "س", "AUX", "_", false),
        word("وسيعود", "يعود", "يعود", "VERB", "Aspect=Imp|Voice=Act", false),
        word("للعراق", "ل", "ل", "ADP", "_", false),
        word("للعراق", "لعراق", "العراق", "PROPN", "_", true),
    ];
    let words = GivenLayer { schema: warraq_core::layers::get("word").unwrap(), rows };
    let first = at(text, "سافر عمر إلى لندن.");
    let second = at(text, "وسيعود للعراق\tغدا");
    let entity = vec![(at(text, "عمر"), "PER"), (at(text, "لندن"), "LOC"), (at(text, "لعراق"), "LOC")];
    let layers = vec![
        GivenLayer::new("paragraph", vec![(first, "body"), (second, "body")]),
        GivenLayer::new("sentence", vec![(first, ""), (second, "")]),
        token,
        words,
        GivenLayer::new("entity", entity),
    ];
    Shown::new(text, &[], layers)
}

#[test]
fn sentences_tokens_words_and_names() {
    let expected = "\
# newdoc id = test
# newpar
# sent_id = test-1
# text = سافر عمر إلى لندن.
1|سافر|سافر|VERB|_|_|_|_|_|_
2|عمر|_|_|_|_|_|_|_|NER=B-PER
3|إلى|_|_|_|_|_|_|_|_
4|لندن|_|_|_|_|_|_|_|NER=B-LOC+SpaceAfter=No
5|.|_|PUNCT|_|_|_|_|_|_

# newpar
# sent_id = test-2
# text = وسيعود للعراق غدا
1-3|وسيعود|_|_|_|_|_|_|_|_
1|و|و|CCONJ|_|_|_|_|_|_
2|س|س|AUX|_|_|_|_|_|_
3|يعود|يعود|VERB|_|Aspect=Imp+Voice=Act|_|_|_|_
4-5|للعراق|_|_|_|_|_|_|_|_
4|ل|ل|ADP|_|_|_|_|_|_
5|العراق|العراق|PROPN|_|_|_|_|_|NER=B-LOC
6|غدا|_|_|_|_|_|_|_|_

";
    let expected = expected.replace('|', "\t").replace('+', "|");
    assert_eq!(article().encode::<Conllu>(OutputSettings::default()), expected);
}

/// The forms of the surface, joined.
fn surface(conllu: &str) -> String {
    let mut until = 0;
    let mut surface = String::new();
    for line in conllu.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() != 10 {
            assert!(line.is_empty() || line.starts_with('#'), "{line}");
            until = 0;
            continue;
        }
        let end = columns[0].split_once('-').map(|(_, end)| end.parse::<usize>().unwrap());
        if end.is_some() || columns[0].parse::<usize>().unwrap() > until {
            surface.extend(columns[1].split_whitespace());
        }
        until = end.unwrap_or(until);
    }
    surface
}

fn visible(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')).collect()
}

#[test]
fn the_forms_joined_are_the_text_without_white_space() {
    for (name, text) in warraq_conformance::hostile::texts() {
        let tokens = GivenLayer::tokens(&text);
        let sentence = tokens.rows.first().map(|(span, ..)| (*span, ""));
        let sentences = GivenLayer::new("sentence", sentence.into_iter().collect());
        let found =
            Shown::new(&text, &[], vec![sentences, tokens]).encode::<Conllu>(OutputSettings::default());
        assert_eq!(surface(&found), visible(&text), "{name}");
    }
    let shown = article();
    assert_eq!(surface(&shown.encode::<Conllu>(OutputSettings::default())), visible(shown.document.text()));
}

#[test]
fn tokens_that_cross_a_sentence_are_taken_apart() {
    let text = "أول ثان";
    let layers = vec![
        GivenLayer::new("sentence", vec![(at(text, "أول"), "")]),
        GivenLayer::new("token", vec![(Span::new(0, text.len() as u32), "word")]),
    ];
    let found = Shown::new(text, &[], layers).encode::<Conllu>(OutputSettings::default());
    assert_eq!(surface(&found), visible(text));
    assert_eq!(found.matches("# sent_id").count(), 2);
}

/// Marks of direction, a byte order mark and NUL are in the text, so that they have lines, but they are no words.
#[test]
fn what_no_token_covers_is_of_no_part_of_speech() {
    for mark in ['\u{202b}', '\u{2069}', '\u{feff}', '\0'] {
        let text = format!("{mark}نص {mark} آخر");
        let rows = vec![(at(&text, "نص"), "word"), (at(&text, "آخر"), "word")];
        let whole = Span::new(0, text.len() as u32);
        let layers = vec![GivenLayer::new("sentence", vec![(whole, "")]), GivenLayer::new("token", rows)];
        let found = Shown::new(&text, &[], layers).encode::<Conllu>(OutputSettings::default());
        let expected = format!(
            "# newdoc id = test\n# sent_id = test-1\n# text = {text}\n1|{mark}|_|X|_|_|_|_|_|SpaceAfter=No\n\
             2|نص|_|_|_|_|_|_|_|_\n3|{mark}|_|X|_|_|_|_|_|_\n4|آخر|_|_|_|_|_|_|_|_\n\n"
        );
        assert_eq!(found, expected.replace('|', "\t"));
    }
}

#[test]
fn a_run_without_tokens_is_refused() {
    let shown = Shown::plain("نص");
    let settings = OutputSettings::default();
    let head = warraq_core::Head {
        schema: &shown.schema,
        layers: &[],
        pipeline: "p",
        fingerprint: "f",
        settings: &settings,
        symbols: &shown.symbols,
    };
    let options =
        warraq_core::Options::from_json(json!({"token": "acme.token"}).as_object().unwrap()).unwrap();
    let mut encoder = super::ConlluEncoder(std::sync::Arc::new(Conllu { options }));
    let error = warraq_core::Encoder::begin(&mut encoder, &head, &mut Vec::new()).unwrap_err();
    assert_eq!(error.to_string(), "option token: no step writes the layer acme.token, which conllu needs");
}
