//! The same components built in and loaded, over documents of 20 and 2,000 tokens, rows validated on both sides:
//! `cargo bench -p warraq-tests --bench plugins`. Arguments `NAME TOKENS BATCH` choose one line of the table.

// A benchmark may stop with a message.
#![allow(clippy::expect_used)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;
use warraq_conformance::Chain;
use warraq_conformance::chain::Ready;
use warraq_core::{Document, Entry, Renames, processor};
use warraq_extractors::number::ExtractNumber;
use warraq_host::{Settings, load};
use warraq_tests::bench::processor_time;
use warraq_tokenizers::whitespace::TokenizeWhitespace;

/// The largest share of the built-in's time that the loaded form may take.
const BAR: f64 = 1.15;

/// Rounds, of which the best on each side counts.
const ROUNDS: usize = 40;

/// Words of news, with the numbers that an extractor looks for.
const TEXT: &str = "أعلنت وزارة النقل يوم الأحد أن 12 قطاراً جديداً ستصل إلى المدينة خلال ثلاثة أشهر بكلفة \
3 ملايين دولار وقال الوزير";

fn main() {
    let library = build();
    println!("best of {ROUNDS}, time of the thread on the processor; rows validated on both sides");
    println!(
        "component            tokens  batch  built in, ns/document  loaded  ratio   ns/row: built in  loaded"
    );
    let mut worst: f64 = 0.0;
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    for name in ["tokenize.whitespace", "extract.number"] {
        for tokens in [20, 2_000] {
            for batch in [1, 64] {
                let line = [name.to_owned(), tokens.to_string(), batch.to_string()];
                if wanted.is_empty() || wanted == line {
                    worst = worst.max(compare(&library, name, tokens, batch));
                }
            }
        }
    }
    assert!(
        worst > 0.0,
        "no line of the table is {wanted:?}: give NAME TOKENS BATCH as one of its lines has them"
    );
    println!("worst ratio {worst:.2}, the bar is {BAR}");
    if worst > BAR {
        std::process::exit(1);
    }
}

/// Measures a component both ways and gives the ratio of loaded to built in.
fn compare(library: &Path, name: &str, tokens: usize, batch: usize) -> f64 {
    let (mut built, mut loaded) = (chain(built_in(name)), chain(from(library, name)));
    // About as many tokens in each round, whatever the size of documents.
    let count = (40_000 / tokens).next_multiple_of(batch);
    let text: Vec<&str> = TEXT.split(' ').cycle().take(tokens).collect();
    let text = text.join(" ");
    let (mut best, mut rows) = ([f64::INFINITY; 2], [0; 2]);
    for round in 0..ROUNDS {
        for (side, chain) in [&mut built, &mut loaded].into_iter().enumerate() {
            let (seconds, found) = run(chain, &text, count, batch);
            // The first round warms up.
            if round > 0 {
                best[side] = best[side].min(seconds);
            }
            rows[side] = found;
        }
    }
    assert!(rows[0] == rows[1] && rows[0] > 0, "{name}: {} rows built in, {} loaded", rows[0], rows[1]);
    let [built, loaded] = best.map(|seconds| seconds * 1e9 / count as f64);
    let (ratio, per_row) = (loaded / built, count as f64 / rows[0] as f64);
    println!(
        "{name:20} {tokens:6} {batch:6} {built:22.0} {loaded:7.0} {ratio:6.2} {:18.1} {:7.1}",
        built * per_row,
        loaded * per_row
    );
    ratio
}

/// Runs the step over documents that are made before the clock starts: seconds and rows.
fn run(chain: &mut Ready, text: &str, count: usize, batch: usize) -> (f64, usize) {
    let made: Result<Vec<Document>, _> = (0..count).map(|_| chain.document(text, &[], &[])).collect();
    let mut made = made.expect("documents");
    let mut all: Vec<&mut Document> = made.iter_mut().collect();
    let started = processor_time();
    let mut rows = 0;
    for batch in all.chunks_mut(batch) {
        rows += black_box(chain.steps_on(batch));
    }
    (processor_time() - started, rows)
}

fn chain(entry: Entry) -> Ready {
    Chain::new().step_of(entry, json!({}), Renames::default()).ready().expect("a component that can be made")
}

fn built_in(name: &str) -> Entry {
    match name {
        "extract.number" => processor::<ExtractNumber>(),
        _ => processor::<TokenizeWhitespace>(),
    }
}

fn from(library: &Path, name: &str) -> Entry {
    let settings = Settings { name: "loaded".into(), path: library.to_owned(), sha256: None };
    let plugin = load(&settings, |_| {}).expect("a plugin that loads");
    let wanted = format!("loaded.{name}");
    plugin.components().into_iter().find(|entry| entry.spec().name == wanted).expect("the component")
}

/// Builds the plugin with the profile of this benchmark.
fn build() -> PathBuf {
    let exe = std::env::current_exe().expect("a benchmark has a path");
    let profile = exe.parent().and_then(Path::parent).expect("benchmarks lie in target/PROFILE/deps");
    let name = profile.file_name().and_then(|name| name.to_str()).expect("a profile has a name");
    let target = profile.with_file_name("plugins");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--profile", name, "--target-dir"])
        .arg(&target)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/plugin"))
        .status();
    assert!(status.expect("cargo runs").success(), "the plugin does not build");
    let (before, after) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    target.join(name).join(format!("{before}built_ins{after}"))
}
