//! F1 of tokens and sentences against a CoNLL-U file, with that of ICU4X and a regular expression for sentences beside it:
//! `cargo run --release -p warraq-tests --example segments -- FILE.conllu [ERRORS]`.
//!
//! Ten sentences each are put together to a paragraph, and once more with a third of the final full stops removed and
//! each such sentence on a line of its own. Spans match as in the CoNLL 2018 shared task, white space left out.

// A measuring command may stop with a message.
#![allow(clippy::expect_used)]

use std::collections::HashSet;

use icu_segmenter::SentenceSegmenter;
use regex::Regex;
use serde_json::json;
use warraq_conformance::Chain;
use warraq_core::Document;
use warraq_tokenizers::arabic::TokenizeArabic;
use warraq_tokenizers::paragraph::SegmentParagraph;
use warraq_tokenizers::sentence::SegmentSentence;

/// A sentence of the gold file: its tokens, and whether a space follows each.
type Gold = Vec<(String, bool)>;

fn main() {
    let mut args = std::env::args().skip(1);
    let Some(path) = args.next() else {
        println!("skipped: give the path of a CoNLL-U file");
        return;
    };
    let errors = args.next().and_then(|n| n.parse().ok()).unwrap_or(0);
    let file = match std::fs::read_to_string(&path) {
        Ok(file) => file,
        Err(error) => {
            eprintln!("cannot read {path}: {error}");
            std::process::exit(2);
        }
    };
    let sentences = read(&file);
    let documents: Vec<&[Gold]> = sentences.chunks(10).collect();
    println!("{path}: {} sentences in {} paragraphs", sentences.len(), documents.len());
    measure("in paragraphs", &documents, false, errors);
    measure("a third without full stop", &documents, true, errors);
}

/// The sentences of a CoNLL-U file.
fn read(file: &str) -> Vec<Gold> {
    let (mut sentences, mut sentence, mut until) = (Vec::new(), Gold::new(), 0);
    for line in file.lines() {
        if line.is_empty() && !sentence.is_empty() {
            sentences.push(std::mem::take(&mut sentence));
            until = 0;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, .., misc] = columns[..] else { continue };
        let space = !misc.contains("SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            until = last.parse().expect("a number");
        } else if id.parse::<usize>().expect("a number") <= until {
            continue;
        }
        sentence.push((form.to_owned(), space));
    }
    sentences
}

fn measure(name: &str, documents: &[&[Gold]], unstopped: bool, errors: usize) {
    let (mut tokens, mut sentences) = (Counts::default(), Counts::default());
    let (mut icu_sentences, mut regex_sentences) = (Counts::default(), Counts::default());
    let icu = SentenceSegmenter::new(Default::default());
    let regex = Regex::new(r#"[.!?؟…]+["'»”)\]]*\s|\n"#).expect("a valid pattern");
    let chain = Chain::new().step::<SegmentParagraph>(json!({})).step::<SegmentSentence>(json!({}));
    let mut chain = chain.step::<TokenizeArabic>(json!({})).ready().expect("made");
    let mut number = 0;
    for gold in documents {
        let (mut text, mut gold_tokens, mut gold_sentences) = (String::new(), Vec::new(), Vec::new());
        for sentence in *gold {
            number += 1;
            let mut sentence = sentence.clone();
            let cut = unstopped && number % 3 == 0 && sentence.last().is_some_and(|(form, _)| form == ".");
            if cut {
                sentence.pop();
                if !text.is_empty() {
                    text.push('\n');
                }
            }
            let start = text.len();
            for (at, (form, space)) in sentence.iter().enumerate() {
                gold_tokens.push((text.len(), text.len() + form.len()));
                text.push_str(form);
                if *space && at + 1 < sentence.len() {
                    text.push(' ');
                }
            }
            gold_sentences.push((start, text.len()));
            text.push(if cut { '\n' } else { ' ' });
        }
        let document = chain.run(&text).expect("processed");
        tokens.add(&text, &gold_tokens, &spans(&document, &chain.schema, "token"), errors);
        sentences.add(&text, &gold_sentences, &spans(&document, &chain.schema, "sentence"), errors);
        icu_sentences.add(&text, &gold_sentences, &pieces(&text, icu.segment_str(&text)), 0);
        let ends = regex.find_iter(&text).map(|found| found.end()).chain([text.len()]);
        regex_sentences.add(&text, &gold_sentences, &pieces(&text, ends), 0);
    }
    println!("{name}: tokens F1 {:.2}, sentences F1 {:.2}", tokens.f1(), sentences.f1());
    println!(
        "  sentences of ICU4X {:.2}, of a regular expression {:.2}",
        icu_sentences.f1(),
        regex_sentences.f1()
    );
}

/// The pieces of a text between breaks, without white space around them.
fn pieces(text: &str, breaks: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut from = 0;
    let mut out = Vec::new();
    for to in breaks.filter(|to| *to > 0) {
        let piece = text.get(from..to).unwrap_or_default();
        let start = from + piece.len() - piece.trim_start().len();
        let end = start + piece.trim().len();
        if start < end {
            out.push((start, end));
        }
        from = to;
    }
    out
}

fn spans(document: &Document, schema: &warraq_core::Schema, layer: &str) -> Vec<(usize, usize)> {
    let layer = schema.find(layer).and_then(|id| document.layer(id)).expect("a written layer");
    layer.start.iter().zip(&layer.end).map(|(s, e)| (*s as usize, *e as usize)).collect()
}

#[derive(Default)]
struct Counts {
    right: usize,
    gold: usize,
    system: usize,
    shown: usize,
}

impl Counts {
    fn add(&mut self, text: &str, gold: &[(usize, usize)], system: &[(usize, usize)], errors: usize) {
        let known: HashSet<_> = gold.iter().collect();
        let found: HashSet<_> = system.iter().collect();
        self.right += system.iter().filter(|span| known.contains(span)).count();
        self.gold += gold.len();
        self.system += system.len();
        let wrong = system.iter().filter(|s| !known.contains(s)).map(|s| ("+", s));
        let missed = gold.iter().filter(|s| !found.contains(s)).map(|s| ("-", s));
        for (sign, (start, end)) in wrong.chain(missed) {
            if self.shown < errors {
                self.shown += 1;
                println!("  {sign} {}", &text[*start..*end]);
            }
        }
    }

    fn f1(&self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.system).max(1) as f64
    }
}
