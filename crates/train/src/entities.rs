//! `warraq-train entities`: trains the model of `extract.entity` and scores it.

mod conll;
mod learn;
mod score;
mod text;

use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use warraq_extractors::entity::features::{REACH, of_place, of_token};
use warraq_extractors::entity::reading::Reading;
use warraq_extractors::entity::tagger::{LABELS, Model};
use warraq_model::{Card, Cell, Weights, hash};

use crate::corpus;
use learn::{Index, Learned, N, Sequence};
use score::Scorer;
use text::Steps;

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// ANERcorp's training part: a token and its label a line
    #[arg(long)]
    anercorp: PathBuf,
    /// WikiFANE Gold in the same form, clitics split off
    #[arg(long)]
    wikifane: Option<PathBuf>,
    /// How many sentences at the end of ANERcorp's training part are left out and scored
    #[arg(long, default_value_t = 600)]
    dev: usize,
    /// A folder of gold records, to score the finished entities on
    #[arg(long)]
    gold: Vec<PathBuf>,
    /// Show what is wrong there
    #[arg(long)]
    errors: bool,
    /// Passes over the data
    #[arg(long, default_value_t = 8)]
    epochs: usize,
    /// log2 of the rows of the weight table
    #[arg(long, default_value_t = 19)]
    bits: u32,
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    #[arg(long, default_value_t = 1e-5)]
    decay: f32,
    #[arg(long, default_value_t = 0.2)]
    dropout: f32,
    /// Features seen less often are left out
    #[arg(long, default_value_t = 2)]
    least: u32,
    /// Weights that are smaller are left out
    #[arg(long, default_value_t = 0.02)]
    small: f32,
    /// A folder of plain texts that `teacher` labels, as a third source
    #[arg(long)]
    silver: Option<PathBuf>,
    /// The model that labels them
    #[arg(long)]
    teacher: Option<PathBuf>,
    /// The source whose weights count beside the common ones: 0 ANERcorp, 1 WikiFANE, 2 the texts that were labelled
    #[arg(long, default_value_t = 0)]
    target: usize,
    /// What is taken off from «outside», so that names are found more eagerly
    #[arg(long, default_value_t = 1.0)]
    eager: f32,
    /// A model to score instead of training one
    #[arg(long)]
    model: Option<PathBuf>,
    /// Where to write the model
    #[arg(long)]
    out: Option<PathBuf>,
}

/// How many sentences are taken for one document: the files do not say where documents end.
const DOCUMENT: usize = 12;

pub(crate) fn run(options: &Options) -> Result<()> {
    let steps = Steps::new()?;
    let mut anercorp = conll::read(&options.anercorp, false)?;
    let dev = anercorp.split_off(anercorp.len().saturating_sub(options.dev));
    if let Some(path) = &options.model {
        let file = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        return score(options, &steps, Model::owned(&file)?, &dev);
    }
    let mut index = Index::default();
    let mut sequences = prepare(&steps, &anercorp, 0, &mut index);
    if let Some(path) = &options.wikifane {
        sequences.extend(prepare(&steps, &conll::read(path, true)?, 1, &mut index));
    }
    if let (Some(folder), Some(teacher)) = (&options.silver, &options.teacher) {
        let file = std::fs::read(teacher).with_context(|| format!("cannot read {}", teacher.display()))?;
        sequences.extend(silver(&steps, folder, Model::owned(&file)?, &mut index)?);
    }
    let units: usize = sequences.iter().map(|s| s.gold.len()).sum();
    prune(&mut sequences, &index, options.least);
    println!("{} sentences, {units} tokens, {} features", sequences.len(), index.hashes.len());
    let settings = learn::Options {
        epochs: options.epochs,
        rate: options.rate,
        decay: options.decay,
        dropout: options.dropout,
        seed: 11,
    };
    let last = options.epochs;
    let learned =
        learn::learn(&sequences, index.hashes.len(), 3, options.target, &settings, |epoch, loss, learned| {
            println!("pass {epoch}: loss {loss:.3}");
            if epoch % 4 == 0 && epoch < last {
                let weights = weights(options, &index, learned);
                if let Ok(model) = Model::of(weights) {
                    Scorer::of(&steps, model).labelled("so far", &dev);
                }
            }
        });
    let weights = weights(options, &index, &learned);
    let file = weights.to_bytes();
    if let Some(path) = &options.out {
        std::fs::write(path, &file).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{} {} bytes", path.display(), file.len());
    }
    score(options, &steps, Model::of(weights)?, &dev)
}

fn score(options: &Options, steps: &Steps, model: Model, dev: &[conll::Sentence]) -> Result<()> {
    let mut scorer = Scorer::of(steps, model);
    scorer.labelled("the last sentences of ANERcorp's training part", dev);
    for folder in &options.gold {
        scorer.records(folder, options.errors)?;
    }
    Ok(())
}

/// The features and labels of sentences.
fn prepare(steps: &Steps, sentences: &[conll::Sentence], source: usize, index: &mut Index) -> Vec<Sequence> {
    let mut out = Vec::new();
    let mut reading = Reading::default();
    for document in sentences.chunks(DOCUMENT) {
        let labels = read(steps, document, &mut reading);
        for sentence in &reading.sentences {
            out.push(sequence(&reading, sentence, &labels, source, index));
        }
    }
    out
}

/// The features and labels of one sentence.
fn sequence(
    reading: &Reading,
    sentence: &Range<usize>,
    labels: &[u8],
    source: usize,
    index: &mut Index,
) -> Sequence {
    let mut sequence = Sequence { source, ..Sequence::default() };
    for at in sentence.clone() {
        let mut list = Vec::new();
        for offset in -REACH..=REACH {
            let n = at.checked_add_signed(offset).filter(|n| sentence.contains(n));
            if let Some(kind) = n.and_then(|n| reading.kind(n)) {
                of_token(kind, offset, |f| list.push(index.number(f)));
            }
        }
        of_place(reading, sentence, at, |f| list.push(index.number(f)));
        sequence.features.push(list);
        sequence.gold.push(labels[at]);
    }
    sequence
}

/// The features of plain texts with the labels that a model and the rules give them.
fn silver(steps: &Steps, folder: &Path, teacher: Model, index: &mut Index) -> Result<Vec<Sequence>> {
    let mut scorer = Scorer::of(steps, teacher);
    let mut out = Vec::new();
    for path in corpus::files(folder)? {
        let file =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let found = scorer.text(corpus::body(&file));
        let reading = scorer.reading();
        let mut labels = vec![0; reading.units.len()];
        for name in &found {
            let begin = 1 + 2 * name.label as u8;
            for (n, label) in labels[name.units.clone()].iter_mut().enumerate() {
                *label = begin + u8::from(n > 0);
            }
        }
        let sentences = reading.sentences.iter();
        out.extend(sentences.map(|sentence| sequence(reading, sentence, &labels, 2, index)));
    }
    Ok(out)
}

/// Reads some sentences as one document, and gives the label of each unit.
pub(crate) fn read(steps: &Steps, document: &[conll::Sentence], reading: &mut Reading) -> Vec<u8> {
    reading.begin();
    let mut labels = Vec::new();
    let mut offset = 0;
    for sentence in document {
        let from = reading.units.len();
        steps.sentence(&sentence.text, offset, reading);
        let mut before = "O";
        for unit in &reading.units[from..] {
            let start = unit.token.start as usize - offset;
            let token = sentence.tokens.iter().rfind(|t| t.start <= start && start < t.end);
            let mark = unit.token.end - unit.token.start <= 2
                && !sentence.text[start..].starts_with(char::is_alphanumeric);
            let label = token.map_or("O", |t| t.label);
            let edge = mark && token.is_some_and(|t| t.end - t.start > 2);
            // Brackets and quotation marks that a name's token brings along are outside.
            let label = if edge { "O" } else { label };
            let begins = token.is_some_and(|t| t.start == start) || before == "O";
            let label = match label.split_once('-') {
                Some(("B", kind)) => format!("{}-{kind}", if begins { "B" } else { "I" }),
                Some((_, kind)) => format!("{}-{kind}", if before.ends_with(kind) { "I" } else { "B" }),
                None => "O".to_owned(),
            };
            let number = LABELS.iter().position(|l| *l == label).unwrap_or(0);
            before = LABELS[number];
            labels.push(number as u8);
        }
        offset += sentence.text.len() + 1;
    }
    reading.finish(&steps.lists);
    labels
}

fn prune(sequences: &mut [Sequence], index: &Index, least: u32) {
    for list in sequences.iter_mut().flat_map(|s| &mut s.features) {
        list.retain(|f| index.counts[*f as usize] >= least);
        list.shrink_to_fit();
    }
}

/// The weight file.
fn weights(options: &Options, index: &Index, learned: &Learned) -> Weights<'static> {
    let mut values = vec![0f32; N << options.bits];
    let mut used = Vec::new();
    for (feature, row) in index.hashes.iter().zip(&learned.weights) {
        let top = row.iter().fold(0f32, |max, w| max.max(w.abs()));
        if top < options.small {
            continue;
        }
        used.push(top);
        let at = hash::row(*feature, options.bits) * N;
        for (value, weight) in values[at..at + N].iter_mut().zip(row) {
            *value += weight;
        }
    }
    used.sort_by(f32::total_cmp);
    let cut = used.get(used.len().saturating_sub(1 + used.len() / 500)).copied().unwrap_or(1.0);
    println!("{} features with weights, the largest {:.2}", used.len(), used.last().copied().unwrap_or(0.0));
    let card = Card {
        name: "entities of Arabic news".into(),
        data: "ANERcorp (training part) and WikiFANE Gold".into(),
        licence: "CC BY-SA 4.0".into(),
        labels: LABELS.map(String::from).to_vec(),
    };
    // Each token is entered by one transition: what those into «outside» lose, it loses.
    let less = |n: usize| if n == 0 { options.eager } else { 0.0 };
    let pairs: Vec<f32> =
        learned.pairs.iter().flat_map(|row| row.iter().enumerate().map(|(n, w)| w - less(n))).collect();
    Weights::quantise(card, Cell::I8, options.bits, N, 127.0 / cut, &values, &pairs)
}
