//! Throughput of `extract.entity` without the steps it reads: `cargo bench -p warraq-tests --bench entities -- TEXT_FILE`.
//!
//! Ends with status 1 where its later passes, which find most words remembered as a long run does, are slower than they may be.

use std::hint::black_box;

use serde_json::json;
use warraq_conformance::Chain;
use warraq_core::Document;
use warraq_extractors::entity::ExtractEntity;
use warraq_tests::bench::{self, processor_time};
use warraq_tokenizers::{
    arabic::TokenizeArabic, paragraph::SegmentParagraph, sentence::SegmentSentence, words::Words,
};

/// MB/s that the later passes have to reach.
const SPEED: f64 = 22.0;

fn main() {
    let text = bench::text("entities");
    let documents = bench::documents(&text);
    let chain = Chain::new()
        .step::<SegmentParagraph>(json!({}))
        .step::<TokenizeArabic>(json!({}))
        .step::<SegmentSentence>(json!({}))
        .step::<Words>(json!({}))
        .step::<ExtractEntity>(json!({}));
    let mut chain = chain.ready().expect("a chain");
    // Times are those of this thread. The first pass meets every word for the first time, the others find most of them remembered.
    let mut best = 0f64;
    for pass in 1..=3 {
        let (mut elapsed, mut rows) = (0.0, 0);
        for batch in documents.chunks(bench::BATCH) {
            let made: Result<Vec<Document>, _> =
                batch.iter().map(|text| chain.document(text, &[], &[])).collect();
            let mut made = made.expect("documents");
            let mut batch: Vec<&mut Document> = made.iter_mut().collect();
            chain.steps_before_last(&mut batch);
            let started = processor_time();
            rows += black_box(chain.outcomes(&mut batch)).into_iter().filter(Result::is_ok).count();
            elapsed += processor_time() - started;
        }
        let speed = bench::megabytes(&text) / elapsed;
        println!("{speed:8.1} MB/s  extract.entity, pass {pass} ({rows} documents)");
        if pass > 1 {
            best = best.max(speed);
        }
    }
    if best < SPEED {
        eprintln!("{best:.1} MB/s: {SPEED} MB/s is the least");
        std::process::exit(1);
    }
}
