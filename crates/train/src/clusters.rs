//! `warraq-train clusters`: classes of words that stand between the same words, from plain texts, for `extract.entity`.
//!
//! The exchange algorithm (Kneser and Ney 1993): each word moves to the class that makes a bigram model of classes most likely,
//! over and over. It is deterministic: words are taken in the order of their counts.

mod exchange;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use warraq_arabic::lexed::fold::folded;
use warraq_extractors::entity::reading::Reading;
use warraq_extractors::entity::unit::Shape;
use warraq_model::hash;

use crate::corpus;
use crate::entities::conll;
use crate::entities::text::Steps;
use exchange::Exchange;

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// A folder of plain texts
    #[arg(long)]
    texts: PathBuf,
    /// ANERcorp's training part, for its text
    #[arg(long)]
    anercorp: Option<PathBuf>,
    /// WikiFANE Gold, for its text
    #[arg(long)]
    wikifane: Option<PathBuf>,
    /// Words seen less often have no class
    #[arg(long, default_value_t = 5)]
    least: u32,
    /// How many classes
    #[arg(long, default_value_t = 256)]
    classes: usize,
    /// Passes over the words
    #[arg(long, default_value_t = 12)]
    passes: usize,
    /// Where to write the classes: a line each, its words parted by spaces, the most frequent first
    #[arg(long)]
    out: PathBuf,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let mut words = Words::default();
    let steps = Steps::new()?;
    let mut reading = Reading::default();
    for path in corpus::files(&options.texts)? {
        let file =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let text = corpus::body(&file);
        steps.document(text, &mut reading);
        words.add(text, &reading);
    }
    for (path, split) in [(&options.anercorp, false), (&options.wikifane, true)] {
        for sentence in path.as_ref().map_or(Ok(Vec::new()), |path| conll::read(path, split))? {
            reading.begin();
            steps.sentence(&sentence.text, 0, &mut reading);
            words.add(&sentence.text, &reading);
        }
    }
    let (names, text) = words.frequent(options.least);
    println!("{} words of {} in a text of {}", names.len(), words.forms.len(), text.len());
    let mut exchange = Exchange::new(&text, names.len(), options.classes);
    for pass in 1..=options.passes {
        println!("pass {pass}: {} words moved, likelihood {:.0}", exchange.pass(), exchange.likelihood());
    }
    write(&options.out, &names, exchange.classes(), options.classes)
}

fn write(path: &Path, names: &[String], of: &[u32], classes: usize) -> Result<()> {
    let mut out = String::from(
        "# Classes of folded words that stand between the same words, one a line; made by `warraq-train clusters`.\n\
         # Learned from the ANT corpus (Apache-2.0), ANERcorp's training part and WikiFANE Gold (CC BY-SA); CC BY-SA 4.0.\n",
    );
    for class in 0..classes as u32 {
        let words: Vec<&str> =
            names.iter().zip(of).filter(|(_, c)| **c == class).map(|(name, _)| name.as_str()).collect();
        let _ = writeln!(out, "{}", words.join(" "));
    }
    std::fs::write(path, out).with_context(|| format!("cannot write {}", path.display()))
}

/// The number of what stands between sentences.
const EDGE: u32 = 0;
/// The number of all numbers.
const NUMBER: u32 = 1;

/// Texts as numbers of forms.
#[derive(Default)]
struct Words {
    numbers: HashMap<u64, u32>,
    /// The folded form of each number; empty where none was seen whole.
    forms: Vec<String>,
    counts: Vec<u32>,
    text: Vec<u32>,
}

impl Words {
    fn add(&mut self, text: &str, reading: &Reading) {
        if self.forms.is_empty() {
            self.forms = vec![String::new(), String::new()];
            self.counts = vec![0, 0];
        }
        for sentence in &reading.sentences {
            self.text.push(EDGE);
            for at in sentence.clone() {
                let (Some(kind), Some(unit)) = (reading.kind(at), reading.units.get(at)) else { continue };
                let next = self.forms.len() as u32;
                let number = match kind.shape {
                    Shape::Number => NUMBER,
                    _ => *self.numbers.entry(kind.form).or_insert(next),
                };
                if number == next {
                    self.forms.push(String::new());
                    self.counts.push(0);
                }
                let form = &mut self.forms[number as usize];
                if form.is_empty() && kind.shape != Shape::Number {
                    let stem = folded(&text[unit.stem.start as usize..unit.stem.end as usize]);
                    if hash::text(&stem) == kind.form && !stem.contains(char::is_whitespace) {
                        *form = stem;
                    }
                }
                self.counts[number as usize] += 1;
                self.text.push(number);
            }
        }
    }

    /// The words that are frequent enough, the most frequent first, and the text in their numbers; the first is the edge
    /// of sentences, the second all numbers, the third all rare words.
    fn frequent(&self, least: u32) -> (Vec<String>, Vec<u32>) {
        let mut order: Vec<usize> =
            (2..self.forms.len()).filter(|&n| self.counts[n] >= least && !self.forms[n].is_empty()).collect();
        order.sort_by(|a, b| {
            self.counts[*b].cmp(&self.counts[*a]).then_with(|| self.forms[*a].cmp(&self.forms[*b]))
        });
        let mut number = vec![2u32; self.forms.len()];
        number[EDGE as usize] = 0;
        number[NUMBER as usize] = 1;
        let mut names = vec!["<edge>".to_owned(), "<number>".to_owned(), "<rare>".to_owned()];
        for n in order {
            number[n] = names.len() as u32;
            names.push(self.forms[n].clone());
        }
        (names, self.text.iter().map(|n| number[*n as usize]).collect())
    }
}
