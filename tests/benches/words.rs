//! Throughput of `words.arabic` without the steps it reads: `cargo bench -p warraq-tests --bench words -- TEXT_FILE`.

use std::hint::black_box;
use std::time::Instant;

/// Seconds that this thread has run, where the system tells; else seconds since `since`. Other work on the machine does not count.
fn seconds(since: Instant) -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split(' ').next()?.parse::<f64>().ok())
        .map_or_else(|| since.elapsed().as_secs_f64(), |ns| ns / 1e9)
}

use serde_json::json;
use warraq_conformance::{Chain, GivenLayer};
use warraq_core::Span;
use warraq_tokenizers::scan::{self, Choices, Class, Sink};
use warraq_tokenizers::words::Words;

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
    let Some(path) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) else {
        println!(
            "skipped: give the path of a text file: cargo bench -p warraq-tests --bench words -- TEXT_FILE"
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
    let megabytes = text.len() as f64 / 1e6;
    println!("{path}: {megabytes:.1} MB; documents of about 4 KiB");
    let since = Instant::now();
    let started = seconds(since);
    black_box(warraq_tokenizers::words::component::built_in().expect("the compiled-in models"));
    println!("{:8.1} ms to load the models", (seconds(since) - started) * 1e3);

    let documents = documents(&text);
    let mut chain = Chain::new().given("token").step::<Words>(json!({})).ready().expect("a chain");
    // Times are those of this thread. The first pass meets every word form for the first time; the others find the frequent ones remembered.
    for pass in 1..=3 {
        let (mut elapsed, mut tokens) = (0.0, 0);
        for batch in documents.chunks(64) {
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
            let started = seconds(since);
            black_box(chain.steps_on(&mut batch));
            elapsed += seconds(since) - started;
        }
        println!("{:8.1} MB/s  words.arabic, pass {pass} ({tokens} tokens)", megabytes / elapsed);
    }
}

/// Cuts the text at line ends into documents of about 4 KiB.
fn documents(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('\n') {
        if at - start >= 4096 {
            out.extend(text.get(start..at));
            start = at;
        }
    }
    out.extend(text.get(start..));
    out
}
