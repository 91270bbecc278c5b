//! Views and lists beside their peers: `cargo bench -p warraq-tests --bench lists -- TEXT_FILE`.

// A benchmark may stop with a message.
#![allow(clippy::expect_used)]

use std::collections::BTreeSet;

use serde_json::json;
use warraq_conformance::Chain;
use warraq_extractors::gazetteer::{Gazetteer, Spelling, compile_lists};
use warraq_tests::bench::{self, component, measure, processor_time};
use warraq_tokenizers::normalize::arabic::NormalizeArabic;
use warraq_tokenizers::normalize::unicode::NormalizeUnicode;

/// The phrases of the comparison.
const PHRASES: usize = 50_000;

fn main() {
    let text = bench::text("lists");
    let documents = bench::documents(&text);
    component("normalize.arabic", &text, &documents, Chain::new().step::<NormalizeArabic>(json!({})));
    component("normalize.unicode", &text, &documents, Chain::new().step::<NormalizeUnicode>(json!({})));
    let nfc = json!({"form": "nfc", "fold_case": false});
    component("normalize.unicode, nfc alone", &text, &documents, Chain::new().step::<NormalizeUnicode>(nfc));

    for least in [2, 1] {
        compare(&text, &documents, least);
    }
    million();
}

/// Finds many phrases beside an automaton, which only counts, while the component writes its rows.
fn compare(text: &str, documents: &[&str], least: usize) {
    let phrases = phrases(text, least);
    println!("{} phrases of {least} to {} words from the text itself:", phrases.len(), least + 2);
    let automaton = aho_corasick::AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(&phrases)
        .expect("an automaton");
    measure("aho-corasick, plain, anywhere in words", text, || {
        documents.iter().map(|document| automaton.find_iter(document).count()).sum()
    });
    let list = phrases.join("\n").into_bytes();
    for (name, options) in [
        ("extract.gazetteer", json!({"files": ["list"]})),
        ("extract.gazetteer, without particles", json!({"files": ["list"], "particles": false})),
    ] {
        let chain = Chain::new().asset("list", &list).step::<Gazetteer>(options);
        component(name, text, documents, chain);
    }
}

/// A million entries: compiled, opened, and the memory that the program has taken by then.
fn million() {
    let list: String = (0..1_000_000u64).map(|n| format!("{}\tLOC\tQ{n}\n", made_up(n))).collect();
    let started = processor_time();
    let compiled = compile_lists(&[("made-up.tsv".into(), list.into_bytes())], "MISC", Spelling::Loose, true);
    let compiled = compiled.expect("a list");
    println!(
        "1,000,000 entries: compiled in {:.2} s to {:.1} MB",
        processor_time() - started,
        compiled.len() as f64 / 1e6
    );
    let started = processor_time();
    let chain = Chain::new().asset("list", &compiled).step::<Gazetteer>(json!({"files": ["list"]}));
    let mut chain = chain.ready().expect("a component");
    println!("  opened in {:.1} ms, a copy of the file included", (processor_time() - started) * 1e3);
    let text = format!("من {} إلى {}", made_up(123_456), made_up(999_999));
    let document = chain.run(&text).expect("a document");
    let found = document.layer(warraq_core::LayerId(0)).map_or(0, warraq_core::Layer::len);
    println!("  {found} of two phrases found");
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or("VmRSS unknown");
    println!("  {peak}, the list twice in it");
}

/// Two words without meaning.
fn made_up(n: u64) -> String {
    const SYLLABLES: [&str; 16] =
        ["با", "تي", "جو", "حر", "خا", "دي", "رو", "سم", "شا", "صي", "طو", "عل", "فا", "قي", "كو", "مد"];
    let syllable = |at: u32| SYLLABLES[(n >> (4 * at)) as usize % 16];
    format!("{}{}{} {}{}{}", syllable(0), syllable(3), syllable(2), syllable(1), syllable(4), syllable(0))
}

/// Phrases of some words, spread over the text.
fn phrases(text: &str, least: usize) -> Vec<String> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 3).collect();
    let mut phrases = BTreeSet::new();
    let step = (words.len() / PHRASES / 2).max(1);
    for at in (0..words.len().saturating_sub(least + 2)).step_by(step) {
        if phrases.len() == PHRASES {
            break;
        }
        phrases.insert(words[at..at + least + at / step % 3].join(" "));
    }
    phrases.into_iter().collect()
}
