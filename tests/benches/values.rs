//! Throughput of `extract.time`, `extract.number` and `extract.quantity`, each by itself and all three, in processor time:
//! `cargo bench -p warraq-tests --bench values -- TEXT_FILE`. Ends with an error where the three together are slower than [`FLOOR`].

use serde_json::json;
use warraq_conformance::Chain;
use warraq_conformance::chain::Ready;
use warraq_extractors::{number::ExtractNumber, quantity::ExtractQuantity, time::ExtractTime};
use warraq_tests::bench;

/// Megabytes a second that the three together reach on one core.
const FLOOR: f64 = 25.0;

fn main() {
    let text = bench::text("values");
    let megabytes = bench::megabytes(&text);
    let documents = bench::documents(&text);
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
    let speed = megabytes / before;
    println!("{speed:8.1} MB/s  all three");
    if speed < FLOOR {
        eprintln!("slower than {FLOOR} MB/s");
        std::process::exit(1);
    }
}

/// The seconds that the steps of a chain take on all documents.
fn pass(chain: &mut Ready, documents: &[&str]) -> f64 {
    let fields = [("published", "2017-03-25")];
    documents.chunks(bench::BATCH).map(|batch| bench::timed(chain, batch, &fields).0).sum()
}
