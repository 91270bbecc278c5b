//! `warraq-train words`: trains the word analysis on a treebank and scores it by cross-validation.

mod errors;
mod held_out;
mod learn;
mod score;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use warraq_arabic::morphology::lexicon::{Attach, Lexicon, LexiconBuilder, Tag};
use warraq_model::{Card, Cell, Weights};
use warraq_tokenizers::words::engine::{Beam, Engine};
use warraq_tokenizers::words::features::Counts;
use warraq_tokenizers::words::lemma::bare;
use warraq_tokenizers::words::tags::{self, UPOS};

use crate::conllu::{self, Sentence};
use crate::corpus;

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// The treebank, CoNLL-U with multi-word tokens
    #[arg(long)]
    treebank: PathBuf,
    /// The lexicon that `lexicon` compiled
    #[arg(long)]
    lexicon: PathBuf,
    /// A folder of plain texts to count word forms in
    #[arg(long)]
    corpus: PathBuf,
    /// Parts of the cross-validation; 0 leaves it out
    #[arg(long, default_value_t = 5)]
    folds: usize,
    /// Start from the text, ten sentences a paragraph, instead of the treebank's sentences and tokens
    #[arg(long)]
    raw: bool,
    /// With `raw`: every third sentence loses its final full stop, and what ends without one stands on a line of its own
    #[arg(long, requires = "raw")]
    unstopped: bool,
    /// Where to write the treebank as it was scored, CoNLL-U
    #[arg(long)]
    gold: Option<PathBuf>,
    /// Where to write what the cross-validation predicts, CoNLL-U
    #[arg(long)]
    predictions: Option<PathBuf>,
    /// Passes over the treebank
    #[arg(long, default_value_t = 8)]
    epochs: usize,
    /// Models whose weights are averaged, each learned in an order of its own
    #[arg(long, default_value_t = 15)]
    runs: usize,
    /// Where the orders begin
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// log2 of the rows of the weight table
    #[arg(long, default_value_t = 16)]
    bits: u32,
    /// Candidates kept of each token when the cross-validation is decoded
    #[arg(long, default_value_t = Beam::default().kept)]
    kept: usize,
    /// How far below the best one a kept candidate may be
    #[arg(long, default_value_t = Beam::default().margin)]
    margin: i32,
    /// Print the most frequent errors of the cross-validation by class, so many
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// A folder for the model files, trained on the whole treebank
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Score {
    /// The treebank, CoNLL-U with multi-word tokens
    #[arg(long)]
    gold: PathBuf,
    /// What a pipeline made of the same text, CoNLL-U
    #[arg(long)]
    predicted: Option<PathBuf>,
    /// Where to write the text of the treebank, ten sentences a paragraph
    #[arg(long)]
    text: Option<PathBuf>,
    /// Compare across annotation schemes: nouns and names alike, particles alike, hamza carriers alike
    #[arg(long)]
    fold: bool,
    /// Print the most frequent errors by class, so many
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

/// `warraq-train score`: compares CoNLL-U files.
pub(crate) fn score(options: &Score) -> Result<()> {
    let gold = conllu::read(&options.gold)?;
    if let Some(path) = &options.text {
        let paragraphs = gold.chunks(held_out::PARAGRAPH).map(|p| held_out::text(p, false));
        let text: Vec<String> = paragraphs.collect();
        std::fs::write(path, text.join("\n\n"))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    if let Some(path) = &options.predicted {
        let predicted = conllu::read(path)?;
        score::report(&gold, &predicted, options.fold)?;
        if options.errors > 0 {
            errors::report(&gold, &predicted, options.errors)?;
        }
    }
    Ok(())
}

impl Options {
    fn learning(&self) -> learn::Options {
        learn::Options { epochs: self.epochs, bits: self.bits, seed: self.seed, runs: self.runs }
    }
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let mut sentences = conllu::read(&options.treebank)?;
    if options.unstopped {
        for sentence in sentences.iter_mut().step_by(3) {
            sentence.pop_if(|token| token.text == ".");
        }
    }
    let lexicon = std::fs::read(&options.lexicon)
        .with_context(|| format!("cannot read {}", options.lexicon.display()))?;
    let counts = count(&corpus::Counts::read(&options.corpus)?);
    if options.folds > 1 {
        cross_validate(options, &sentences, &lexicon, &counts)?;
    }
    if let Some(folder) = &options.out {
        let (seen, weights) = train(&options.learning(), &sentences, &lexicon, &counts, true)?;
        for (name, bytes) in [
            ("words.seen", &seen),
            ("words.weights", &weights.to_bytes()),
            ("words.counts", &counts.to_bytes()),
        ] {
            let path = folder.join(name);
            std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
            println!("{} {} bytes", path.display(), bytes.len());
        }
    }
    Ok(())
}

/// The logarithms of counts in a hashed table.
fn count(counts: &corpus::Counts) -> Weights<'static> {
    let bits = 18;
    let mut values = vec![0f32; 1 << bits];
    for (word, n) in counts.sorted() {
        let row = warraq_model::hash::row(warraq_model::hash::text(word), bits);
        let log = (n + 1).ilog2() as f32;
        if let Some(value) = values.get_mut(row).filter(|v| **v < log && n > 1) {
            *value = log;
        }
    }
    let card = Card {
        name: "logarithms of counts of Arabic word forms".into(),
        data: "ANT corpus".into(),
        licence: "Apache-2.0".into(),
        labels: vec!["log2".into()],
    };
    Weights::quantise(card, Cell::I8, bits, 1, 1.0, &values, &[])
}

/// The stems and the weights that sentences teach.
fn train(
    settings: &learn::Options,
    sentences: &[Sentence],
    lexicon: &[u8],
    counts: &Weights<'static>,
    loud: bool,
) -> Result<(Vec<u8>, Weights<'static>)> {
    let seen = seen(sentences);
    let card = Card {
        name: "words of Modern Standard Arabic".into(),
        data: "Universal Dependencies Arabic-PUD".into(),
        licence: "CC BY-SA 3.0".into(),
        labels: UPOS.iter().take(tags::PREDICTED).map(|u| (*u).to_owned()).collect(),
    };
    let read_lexicon = Lexicon::from_bytes(lexicon)?;
    let read_seen = Lexicon::from_bytes(&seen)?;
    let counts = Counts(Some(counts.clone()));
    let weights =
        learn::learn(sentences, &read_lexicon, &read_seen, &counts, card, settings, |epoch, share| {
            if loud && epoch == 0 {
                println!("a right candidate has {:.2} % of the tokens", share * 100.0);
            } else if loud {
                println!("pass {epoch}: {:.2} % right while learning", share * 100.0);
            }
        });
    Ok((seen, weights))
}

/// The stems of a treebank with their parts of speech and lemmas, the more frequent first; the cost of a tag is how often it was seen, up to 9.
fn seen(sentences: &[Sentence]) -> Vec<u8> {
    let mut counts = std::collections::BTreeMap::<(String, String, String), u32>::new();
    for token in sentences.iter().flatten() {
        for word in &token.words {
            let form = bare(&word.form);
            let core = form.strip_prefix("ال").filter(|c| c.chars().count() >= 2 && !is_function(&word.upos));
            let core = core.unwrap_or(&form).to_owned();
            let lemma = if core == form {
                &word.lemma
            } else {
                word.lemma.strip_prefix("ال").unwrap_or(&word.lemma)
            };
            let lemma = lemma.replace('`', "\u{670}").replace('\u{671}', "ا");
            *counts.entry((core, word.upos.clone(), lemma)).or_default() += 1;
        }
    }
    let mut list: Vec<_> = counts.into_iter().collect();
    list.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let mut builder = LexiconBuilder::default();
    for ((core, upos, lemma), n) in list {
        let tag = Tag {
            upos,
            feats: String::new(),
            attach: Attach::Any,
            origin: "seen".into(),
            cost: n.min(9) as u8,
        };
        builder.add(&core, &tag, &lemma);
    }
    builder.to_bytes(
        "Stems with parts of speech and lemmas of Universal Dependencies Arabic-PUD. Licence: CC BY-SA 3.0\n",
    )
}

fn is_function(upos: &str) -> bool {
    !matches!(upos, "NOUN" | "ADJ" | "PROPN" | "NUM" | "VERB")
}

fn cross_validate(
    options: &Options,
    sentences: &[Sentence],
    lexicon: &[u8],
    counts: &Weights<'static>,
) -> Result<()> {
    // Raw text is taken by paragraphs, and so are the folds.
    let together = if options.raw { held_out::PARAGRAPH } else { 1 };
    let paragraphs: Vec<&[Sentence]> = sentences.chunks(together).collect();
    let mut predicted: Vec<Vec<Sentence>> = vec![Vec::new(); paragraphs.len()];
    for fold in 0..options.folds {
        let of_fold = |n: usize| n % options.folds == fold;
        let training = paragraphs.iter().enumerate().filter(|(n, _)| !of_fold(*n));
        let training: Vec<Sentence> = training.flat_map(|(_, p)| p.iter().cloned()).collect();
        let (seen, weights) = train(&options.learning(), &training, lexicon, counts, fold == 0)?;
        let file = weights.to_bytes();
        let (read_lexicon, read_seen) = (Lexicon::from_bytes(lexicon)?, Lexicon::from_bytes(&seen)?);
        let counts = Counts(Some(counts.clone()));
        let mut engine = Engine::new(read_lexicon, read_seen, &Weights::from_bytes(&file)?, counts)
            .map_err(|error| anyhow::anyhow!("{error}"))?;
        engine.beam = Beam { kept: options.kept, margin: options.margin };
        for (n, (paragraph, place)) in paragraphs.iter().zip(&mut predicted).enumerate() {
            if of_fold(n) {
                *place = match options.raw {
                    true => held_out::raw(&engine, paragraph, options.unstopped),
                    false => paragraph.iter().map(|s| held_out::analyse(&engine, s)).collect(),
                };
            }
        }
    }
    let predicted: Vec<Sentence> = predicted.into_iter().flatten().collect();
    score::report(sentences, &predicted, false)?;
    if options.errors > 0 {
        errors::report(sentences, &predicted, options.errors)?;
    }
    for (path, sentences) in [(&options.gold, sentences), (&options.predictions, &predicted)] {
        if let Some(path) = path {
            std::fs::write(path, conllu::write(sentences))
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(())
}

/// Part of speech and class of a token without Arabic letters.
pub(crate) fn class_of_other(token: &str) -> (u8, u64) {
    let upos = if token.chars().any(char::is_numeric) {
        "NUM"
    } else if token.chars().any(char::is_alphabetic) {
        "X"
    } else if token.chars().any(|c| "%$€£+=<>°٪".contains(c)) {
        "SYM"
    } else {
        "PUNCT"
    };
    let tag = tags::number(upos).unwrap_or(0);
    (tag, u64::from(tag))
}
