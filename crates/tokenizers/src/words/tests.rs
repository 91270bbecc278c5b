//! The component as a whole: words of sentences of our own, hostile tokens, conformance.

use serde_json::json;
use warraq_conformance::{Chain, GivenLayer, check_processor, rows};
use warraq_core::{Component, Document};

use super::Words;
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
    let mut wrong = Vec::new();
    for line in include_str!("cases.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let (text, expected) = line.split_once('\t').expect("a text and its words");
        let found = words(text);
        if found != expected {
            wrong.push(format!("{text}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
