//! Throughput of `words.arabic` without the steps it reads: `cargo bench -p warraq-tests --bench words -- TEXT_FILE`.
//!
//! Ends with status 1 where its first pass is slower, or loading the models takes longer, than they may.

use std::hint::black_box;

use serde_json::json;
use warraq_conformance::{Chain, GivenLayer};
use warraq_core::Span;
use warraq_tests::bench::{self, processor_time};
use warraq_tokenizers::scan::{self, Choices, Class, Sink};
use warraq_tokenizers::words::Words;

/// MB/s that the first pass has to reach.
const SPEED: f64 = 22.0;
/// Milliseconds that loading the models may take.
const LOAD: f64 = 30.0;

/// Tokens with the names of their classes.
#[derive(Default)]
struct Tokens(Vec<(Span, &'static str)>);

impl Sink for Tokens {
    fn token(&mut self, start: usize, end: usize, class: Class) {
        let label = if class == Class::Word { "word" } else { "punct" };
        self.0.push((Span { start: start as u32, end: end as u32 }, label));
    }
}

fn main() {
    let text = bench::text("words");
    let started = processor_time();
    black_box(warraq_tokenizers::words::component::built_in().expect("the compiled-in models"));
    let load = (processor_time() - started) * 1e3;
    println!("{load:8.1} ms to load the models");

    let documents = bench::documents(&text);
    let mut chain = Chain::new().given("token").step::<Words>(json!({})).ready().expect("a chain");
    // Times are those of this thread. The first pass meets every word form for the first time; the others find the frequent ones remembered.
    let mut first = f64::INFINITY;
    for pass in 1..=3 {
        let (mut elapsed, mut tokens) = (0.0, 0);
        for batch in documents.chunks(bench::BATCH) {
            let mut made: Vec<_> = batch
                .iter()
                .map(|document| {
                    let mut sink = Tokens::default();
                    scan::arabic(document, Choices::default(), &mut sink);
                    tokens += sink.0.len();
                    let given = GivenLayer::new("token", sink.0);
                    chain.document(document, &[], &[given]).expect("a document")
                })
                .collect();
            let mut batch: Vec<_> = made.iter_mut().collect();
            let started = processor_time();
            black_box(chain.steps_on(&mut batch));
            elapsed += processor_time() - started;
        }
        let speed = bench::megabytes(&text) / elapsed;
        println!("{speed:8.1} MB/s  words.arabic, pass {pass} ({tokens} tokens)");
        if pass == 1 {
            first = speed;
        }
    }
    if first < SPEED || load > LOAD {
        eprintln!("{first:.1} MB/s, {load:.1} ms: {SPEED} MB/s is the least, {LOAD} ms the most");
        std::process::exit(1);
    }
}
