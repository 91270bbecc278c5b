//! Throughput of tokenizers and segmenters beside their peers:
//! `cargo bench -p warraq-tests --bench tokens -- TEXT_FILE`.

// A benchmark may stop with a message.
#![allow(clippy::expect_used)]

use serde_json::json;
use std::hint::black_box;
use unicode_segmentation::UnicodeSegmentation;
use warraq_conformance::Chain;
use warraq_core::Process;
use warraq_tokenizers::arabic::TokenizeArabic;
use warraq_tokenizers::paragraph::SegmentParagraph;
use warraq_tokenizers::regex::TokenizeRegex;
use warraq_tokenizers::scan::{self, Choices, Class, Sink};
use warraq_tokenizers::sentence::SegmentSentence;
use warraq_tokenizers::unicode::TokenizeUnicode;
use warraq_tokenizers::whitespace::TokenizeWhitespace;

/// Columns as a layer has them.
#[derive(Default)]
struct Columns {
    starts: Vec<u32>,
    ends: Vec<u32>,
    classes: Vec<u8>,
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

fn main() {
    let Some(path) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) else {
        println!(
            "skipped: give the path of a text file: cargo bench -p warraq-tests --bench tokens -- TEXT_FILE"
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
    // Documents as a run sees them, rather than one text of 100 MB.
    let documents = documents(&text);
    let all = |count: &dyn Fn(&str) -> usize| documents.iter().map(|d| count(d)).sum::<usize>();

    measure("white space (str::split_whitespace)", &text, || all(&|d| d.split_whitespace().count()));
    let regex = regex::Regex::new(r"\w+|[^\w\s]").expect("a valid pattern");
    measure(r"regex \w+|[^\w\s]", &text, || all(&|d| regex.find_iter(d).count()));
    measure("unicode-segmentation, unicode_words", &text, || all(&|d| d.unicode_word_indices().count()));
    measure("unicode-segmentation, word bounds", &text, || all(&|d| d.split_word_bound_indices().count()));
    let icu = icu_segmenter::WordSegmenter::new_for_non_complex_scripts(Default::default());
    measure("icu_segmenter WordSegmenter, breaks", &text, || all(&|d| icu.segment_str(d).count()));
    measure("icu_segmenter WordSegmenter, with type", &text, || {
        all(&|d| icu.segment_str(d).iter_with_word_type().filter(|(_, t)| t.is_word_like()).count())
    });
    let mut columns = Columns::default();
    measure("tokenize.arabic scanner, into columns", &text, || {
        let mut tokens = 0;
        for document in &documents {
            columns.starts.clear();
            columns.ends.clear();
            columns.classes.clear();
            scan::arabic(document, Choices::default(), &mut columns);
            tokens += black_box(&columns).starts.len();
        }
        tokens
    });
    measure("tokenize.arabic scanner, counted", &text, || {
        let mut count = Count::default();
        for document in &documents {
            scan::arabic(document, Choices::default(), &mut count);
        }
        count.0
    });
    let sentences = icu_segmenter::SentenceSegmenter::new(Default::default());
    measure("icu_segmenter SentenceSegmenter", &text, || all(&|d| sentences.segment_str(d).count()));

    println!("components through the engine, rows validated and kept as layers:");
    component::<TokenizeArabic>(&text, &documents);
    component::<TokenizeUnicode>(&text, &documents);
    component::<TokenizeWhitespace>(&text, &documents);
    component::<TokenizeRegex>(&text, &documents);
    component::<SegmentParagraph>(&text, &documents);
    component::<SegmentSentence>(&text, &documents);
}

/// Measures a component's step alone: documents are made before the clock starts, and the layers are kept until it stops.
fn component<C: Process>(text: &str, documents: &[&str]) {
    let mut best = f64::INFINITY;
    let mut count = 0;
    for _ in 0..3 {
        let mut chain = Chain::new().step::<C>(json!({})).ready().expect("a component that can be made");
        let mut elapsed = 0.0;
        count = 0;
        // Batches of a few hundred documents, as in a run.
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
    println!("{:8.0} MB/s  {} ({count} rows)", text.len() as f64 / 1e6 / best, C::SPEC.name);
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
