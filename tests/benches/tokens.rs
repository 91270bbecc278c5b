//! Throughput of tokenizers and segmenters beside their peers:
//! `cargo bench -p warraq-tests --bench tokens -- TEXT_FILE`.

// A benchmark may stop with a message.
#![allow(clippy::expect_used)]

use serde_json::json;
use std::hint::black_box;
use unicode_segmentation::UnicodeSegmentation;
use warraq_conformance::Chain;
use warraq_core::Process;
use warraq_tests::bench::{self, measure};
use warraq_tokenizers::arabic::TokenizeArabic;
use warraq_tokenizers::paragraph::SegmentParagraph;
use warraq_tokenizers::regex::TokenizeRegex;
use warraq_tokenizers::scan::{self, Choices, Class, Sink};
use warraq_tokenizers::sentence::SegmentSentence;
use warraq_tokenizers::unicode::TokenizeUnicode;
use warraq_tokenizers::whitespace::TokenizeWhitespace;

/// Measures a component with its defaults.
fn component<C: Process>(text: &str, documents: &[&str]) {
    bench::component(C::SPEC.name, text, documents, Chain::new().step::<C>(json!({})));
}

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
    let text = bench::text("tokens");
    // Documents as a run sees them, rather than one text of 100 MB.
    let documents = bench::documents(&text);
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
