//! Views and lists beside their peers: `cargo bench -p warraq-tests --bench lists -- TEXT_FILE`.

// A benchmark may stop with a message.
#![allow(clippy::expect_used)]

use std::collections::BTreeSet;
use std::hint::black_box;

use serde_json::{Value, json};
use warraq_conformance::Chain;
use warraq_core::Process;
use warraq_extractors::gazetteer::{Gazetteer, Spelling, compile_lists};
use warraq_tokenizers::normalize::arabic::NormalizeArabic;
use warraq_tokenizers::normalize::unicode::NormalizeUnicode;

/// The phrases of the comparison.
const PHRASES: usize = 50_000;

fn main() {
    let Some(path) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) else {
        println!(
            "skipped: give the path of a text file: cargo bench -p warraq-tests --bench lists -- TEXT_FILE"
        );
        return;
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("cannot read {path}: {error}");
            std::process::exit(2);
        }
    };
    println!("{path}: {:.1} MB; processor time, best of three", text.len() as f64 / 1e6);
    let documents = documents(&text);
    component::<NormalizeArabic>("normalize.arabic", &text, &documents, json!({}), &[]);
    component::<NormalizeUnicode>("normalize.unicode", &text, &documents, json!({}), &[]);
    component::<NormalizeUnicode>(
        "normalize.unicode, nfc alone",
        &text,
        &documents,
        json!({"form": "nfc", "fold_case": false}),
        &[],
    );

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
        component::<Gazetteer>(name, text, documents, options, &list);
    }
}

/// A million entries: compiled, opened, and the memory that the program has taken by then.
fn million() {
    let list: String = (0..1_000_000u64).map(|n| format!("{}\tLOC\tQ{n}\n", made_up(n))).collect();
    let clock = Clock::start();
    let compiled = compile_lists(&[("made-up.tsv".into(), list.into_bytes())], "MISC", Spelling::Loose, true);
    let compiled = compiled.expect("a list");
    println!(
        "1,000,000 entries: compiled in {:.2} s to {:.1} MB",
        clock.seconds(),
        compiled.len() as f64 / 1e6
    );
    let clock = Clock::start();
    let chain = Chain::new().asset("list", &compiled).step::<Gazetteer>(json!({"files": ["list"]}));
    let mut chain = chain.ready().expect("a component");
    println!("  opened in {:.1} ms, a copy of the file included", clock.seconds() * 1e3);
    let text = format!("من {} إلى {}", made_up(123_456), made_up(999_999));
    let document = chain.run(&text).expect("a document");
    let found = document.layer(warraq_core::LayerId(0)).map_or(0, warraq_core::Layer::len);
    println!("  {found} of two phrases found");
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or("VmRSS unknown");
    println!("  {peak}, the list twice in it");
}

/// Three words without meaning.
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

/// Measures a component's step alone: documents are made before the clock starts.
fn component<C: Process>(name: &str, text: &str, documents: &[&str], options: Value, list: &[u8]) {
    let mut best = f64::INFINITY;
    let mut count = 0;
    let mut chain =
        Chain::new().asset("list", list).step::<C>(options).ready().expect("a component that can be made");
    for _ in 0..3 {
        let mut elapsed = 0.0;
        count = 0;
        for batch in documents.chunks(64) {
            let mut made: Vec<_> =
                batch.iter().map(|d| chain.document(d, &[], &[]).expect("a document")).collect();
            let mut batch: Vec<_> = made.iter_mut().collect();
            let started = Clock::start();
            let outcomes = chain.steps_on(&mut batch);
            elapsed += started.seconds();
            count += black_box(outcomes);
        }
        best = best.min(elapsed);
    }
    println!("{:8.0} MB/s  {name} ({count} rows)", text.len() as f64 / 1e6 / best);
}

/// Time that this thread had the processor, where the system tells it (so that a busy machine does not count), else time.
struct Clock(Option<u64>, std::time::Instant);

impl Clock {
    fn start() -> Self {
        Clock(Self::scheduled(), std::time::Instant::now())
    }

    fn seconds(&self) -> f64 {
        match (self.0, Self::scheduled()) {
            (Some(from), Some(to)) => to.saturating_sub(from) as f64 / 1e9,
            _ => self.1.elapsed().as_secs_f64(),
        }
    }

    fn scheduled() -> Option<u64> {
        std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
    }
}

/// Cuts the text at blank lines into documents of about 4 KiB.
fn documents(text: &str) -> Vec<&str> {
    let (mut rest, mut out) = (text, Vec::new());
    while !rest.is_empty() {
        let mut from = rest.len().min(4096);
        while !rest.is_char_boundary(from) {
            from += 1;
        }
        let end = rest[from..].find("\n\n").map_or(rest.len(), |at| from + at + 2);
        let (document, after) = rest.split_at(end);
        out.push(document);
        rest = after;
    }
    out
}

/// Runs `work` three times and prints the best throughput.
fn measure(name: &str, text: &str, mut work: impl FnMut() -> usize) {
    let mut best = f64::INFINITY;
    let mut count = 0;
    for _ in 0..3 {
        let started = Clock::start();
        count = black_box(work());
        best = best.min(started.seconds());
    }
    println!("{:8.0} MB/s  {name} ({count})", text.len() as f64 / 1e6 / best);
}
