//! Throughput of `extract.time`, `extract.number` and `extract.quantity`, each by itself and all three, in processor time:
//! `cargo bench -p warraq-tests --bench values -- TEXT_FILE`.

use std::hint::black_box;
use std::time::Instant;

use serde_json::json;
use warraq_conformance::Chain;
use warraq_conformance::chain::Ready;
use warraq_extractors::{number::ExtractNumber, quantity::ExtractQuantity, time::ExtractTime};

/// Seconds that this thread has run, where the system tells; else seconds since `since`. Other work on the machine does not count.
fn seconds(since: Instant) -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split(' ').next()?.parse::<f64>().ok())
        .map_or_else(|| since.elapsed().as_secs_f64(), |ns| ns / 1e9)
}

fn main() {
    let Some(path) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) else {
        println!(
            "skipped: give the path of a text file: cargo bench -p warraq-tests --bench values -- TEXT_FILE"
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
    let documents = documents(&text);
    println!("{path}: {megabytes:.1} MB; {} documents of about 4 KiB; best of five passes", documents.len());
    let time = || Chain::new().step::<ExtractTime>(json!({}));
    let number = || time().step::<ExtractNumber>(json!({}));
    let chains = [
        ("extract.time", time().ready()),
        ("extract.number", number().ready()),
        ("extract.quantity", number().step::<ExtractQuantity>(json!({})).ready()),
    ];
    let mut chains = chains.map(|(name, chain)| (name, chain.expect("a chain"), f64::MAX));
    // Short turns: what slows the machine down for a while falls on all three.
    for _ in 0..5 {
        for (_, chain, best) in &mut chains {
            *best = best.min(pass(chain, &documents));
        }
    }
    let mut before = 0.0;
    for (name, _, spent) in &chains {
        println!("{:8.1} MB/s  {name}, without the steps before it", megabytes / (spent - before));
        before = *spent;
    }
    println!("{:8.1} MB/s  all three", megabytes / before);
}

/// The seconds that the steps of a chain take on all documents.
fn pass(chain: &mut Ready, documents: &[&str]) -> f64 {
    let since = Instant::now();
    let mut elapsed = 0.0;
    for batch in documents.chunks(64) {
        let fields = [("published", "2017-03-25")];
        let made = batch.iter().map(|text| chain.document(text, &fields, &[]).expect("a document"));
        let mut made: Vec<_> = made.collect();
        let mut batch: Vec<_> = made.iter_mut().collect();
        let started = seconds(since);
        black_box(chain.steps_on(&mut batch));
        elapsed += seconds(since) - started;
    }
    elapsed
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
