//! Throughput of tokenizers and segmenters beside their peers, in turns:
//! `cargo bench -p warraq-tests --bench tokens -- TEXT_FILE`.
//!
//! Ends with status 1 where `tokenize.arabic` is not twice as fast as the word segmenter of ICU4X. Peers that bring many
//! packages with them are measured by `tests/peers/rust`.

// A benchmark may stop with a message.
#![allow(clippy::expect_used)]

#[path = "tokens/peers.rs"]
mod peers;

use serde_json::json;
use warraq_arabic::normalise::{Normaliser, Switches};
use warraq_conformance::Chain;
use warraq_core::Process;
use warraq_tests::bench::{self, Race};
use warraq_tokenizers::paragraph::SegmentParagraph;
use warraq_tokenizers::regex::TokenizeRegex;
use warraq_tokenizers::scan::{self, Choices, Class, Sink};
use warraq_tokenizers::unicode::TokenizeUnicode;
use warraq_tokenizers::whitespace::TokenizeWhitespace;

/// So many times as fast as ICU4X `tokenize.arabic` has to be.
const GOAL: f64 = 2.0;
/// The scanner with each token in a normal form, as extractors look it up.
const NORMALISED: [(&str, Switches); 2] = [
    ("its scanner, each token without marks", Switches::BARE),
    ("its scanner, each token as lists want it", Switches::LOOSE),
];
/// Turns of each peer.
const ROUNDS: usize = 5;

/// Columns as a layer has them.
#[derive(Default)]
struct Columns {
    starts: Vec<u32>,
    ends: Vec<u32>,
    classes: Vec<u8>,
}

impl Columns {
    fn clear(&mut self) {
        self.starts.clear();
        self.ends.clear();
        self.classes.clear();
    }
}

impl Sink for Columns {
    fn token(&mut self, start: usize, end: usize, class: Class) {
        self.starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        self.ends.push(u32::try_from(end).unwrap_or(u32::MAX));
        self.classes.push(class as u8);
    }
}

/// Only counts.
#[derive(Default)]
struct Count(usize);

impl Sink for Count {
    fn token(&mut self, start: usize, end: usize, _: Class) {
        self.0 += usize::from(end > start);
    }
}

/// Adds a component with its defaults.
fn component<C: Process>(race: &mut Race<'_>) {
    race.add_component(C::SPEC.name, Chain::new().step::<C>(json!({})));
}

fn main() {
    let text = bench::text("tokens");
    // Documents as a run sees them, rather than one text of 100 MB.
    let documents = bench::documents(&text);

    let mut words = Race::new(&text, &documents);
    peers::tokens(&mut words);
    let mut columns = Columns::default();
    words.add("its scanner alone, into columns", move |document| {
        columns.clear();
        scan::arabic(document, Choices::default(), &mut columns);
        columns.starts.len()
    });
    words.add("its scanner alone, counted", |document| {
        let mut count = Count::default();
        scan::arabic(document, Choices::default(), &mut count);
        count.0
    });
    for (name, switches) in NORMALISED {
        let normaliser = Normaliser::new(switches);
        let (mut columns, mut form) = (Columns::default(), String::new());
        words.add(name, move |document| {
            columns.clear();
            scan::arabic(document, Choices::default(), &mut columns);
            let ranges = columns.starts.iter().zip(&columns.ends);
            ranges.filter_map(|(start, end)| document.get(*start as usize..*end as usize)).fold(
                0,
                |all, token| {
                    form.clear();
                    normaliser.write(token, &mut form);
                    all + form.len()
                },
            )
        });
    }
    component::<TokenizeUnicode>(&mut words);
    component::<TokenizeWhitespace>(&mut words);
    component::<TokenizeRegex>(&mut words);
    words.run(ROUNDS);
    println!("tokens; those of components are rows, validated and kept as a layer");
    words.print(peers::TOKENS);

    let mut sentences = Race::new(&text, &documents);
    peers::sentences(&mut sentences);
    component::<SegmentParagraph>(&mut sentences);
    sentences.run(ROUNDS);
    println!("sentences");
    sentences.print(peers::SENTENCES);

    let ours = words.speed(peers::TOKENS).expect("measured");
    let ratio = ours / words.speed(peers::ICU_WORDS).expect("measured");
    if ratio < GOAL {
        eprintln!("tokenize.arabic is {ratio:.2} times as fast as ICU4X; {GOAL} is the least");
        std::process::exit(1);
    }
}
