//! `warraq-train entities`: trains the model of `extract.entity` and scores it.

pub(crate) mod conll;
mod learn;
mod score;
pub(crate) mod text;

use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use warraq_extractors::entity::features::{REACH, feature, of_place, of_token, row};
use warraq_extractors::entity::reading::Reading;
use warraq_extractors::entity::tagger::{LABELS, Model, NAMED};
use warraq_model::{Card, Sparse};

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
    #[arg(long, default_value_t = 20)]
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
    /// How many features are kept: those with the largest weights
    #[arg(long, default_value_t = 100_000)]
    keep: usize,
    /// A folder of plain texts as a third source: a model of the first two labels them
    #[arg(long)]
    texts: Option<PathBuf>,
    /// Of the texts, in the order of their names, every how many-th is taken
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// A model that labels the texts instead of one trained first
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
        return score(options, &steps, Model::new(&file)?, &dev);
    }
    let mut labelled = vec![anercorp];
    if let Some(path) = &options.wikifane {
        labelled.push(conll::read(path, true)?);
    }
    let mut silver = Vec::new();
    if let Some(folder) = &options.texts {
        let teacher = match &options.teacher {
            Some(path) => std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?,
            None => train(options, &TEACHER, &steps, &labelled, &[], &dev)?,
        };
        silver = label(&steps, folder, options.every, Model::new(&teacher)?)?;
    }
    let settings = Settings { dropout: options.dropout, eager: options.eager };
    let file = train(options, &settings, &steps, &labelled, &silver, &dev)?;
    if let Some(path) = &options.out {
        std::fs::write(path, &file).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{} {} bytes", path.display(), file.len());
    }
    score(options, &steps, Model::new(&file)?, &dev)
}

/// What differs between the model that labels texts and the one that learns from them.
struct Settings {
    dropout: f32,
    eager: f32,
}

/// Those of the model that labels.
const TEACHER: Settings = Settings { dropout: 0.4, eager: 0.95 };

/// A model learned from labelled sentences by source, and from texts that another model labelled.
fn train(
    options: &Options,
    settings: &Settings,
    steps: &Steps,
    labelled: &[Vec<conll::Sentence>],
    silver: &[Text],
    dev: &[conll::Sentence],
) -> Result<Vec<u8>> {
    let mut index = Index::default();
    let mut sequences = Vec::new();
    for (source, sentences) in labelled.iter().enumerate() {
        sequences.extend(prepare(steps, sentences, source, &mut index));
    }
    let mut reading = Reading::default();
    for text in silver {
        steps.document(&text.text, &mut reading);
        let sentences = reading.sentences.iter();
        sequences.extend(sentences.map(|s| sequence(&reading, s, &text.labels, 2, &mut index)));
    }
    let units: usize = sequences.iter().map(|s| s.gold.len()).sum();
    prune(&mut sequences, &index, options.least);
    println!("{} sentences, {units} tokens, {} features", sequences.len(), index.hashes.len());
    let plan = learn::Options {
        epochs: options.epochs,
        rate: options.rate,
        decay: options.decay,
        dropout: settings.dropout,
        seed: 11,
    };
    let last = options.epochs;
    let learned =
        learn::learn(&sequences, index.hashes.len(), 3, options.target, &plan, |epoch, loss, learned| {
            println!("pass {epoch}: loss {loss:.3}");
            if epoch % 2 == 0 && epoch < last {
                let weights = weights(options, settings.eager, &index, learned);
                if let Ok(model) = Model::of(weights) {
                    Scorer::of(steps, model).labelled("so far", dev);
                }
            }
        });
    Ok(weights(options, settings.eager, &index, &learned).to_bytes())
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
    let units = sentence.len();
    let mut features = vec![Vec::new(); units];
    for at in 0..units {
        let number = reading.units[sentence.start + at].kind as usize;
        let (kind, detail) = (&reading.kinds.list()[number], &reading.kinds.details()[number]);
        of_token(kind, detail, |reach, value| {
            for place in REACH - reach..=REACH + reach {
                if let Some(list) = (at + place).checked_sub(REACH).and_then(|n| features.get_mut(n)) {
                    list.push(index.number(feature(value, place)));
                }
            }
        });
        of_place(reading, sentence, sentence.start + at, |unit, feature| {
            features[unit - sentence.start].push(index.number(feature));
        });
    }
    Sequence { features, gold: labels[sentence.clone()].to_vec(), source }
}

/// A text with the labels that a model gave its units.
struct Text {
    text: String,
    labels: Vec<u8>,
}

/// Labels every so many-th text of a folder by a model and the rules.
fn label(steps: &Steps, folder: &Path, every: usize, teacher: Model) -> Result<Vec<Text>> {
    let mut scorer = Scorer::of(steps, teacher);
    let mut out = Vec::new();
    for path in corpus::files(folder)?.iter().step_by(every.max(1)) {
        let file =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let text = corpus::body(&file).to_owned();
        let found = scorer.text(&text);
        let mut labels = vec![0; scorer.reading().units.len()];
        for name in &found {
            let begin = 1 + 2 * name.label as u8;
            for (n, label) in labels[name.units.clone()].iter_mut().enumerate() {
                *label = begin + u8::from(n > 0);
            }
        }
        out.push(Text { text, labels });
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

/// The weight file: the features with the largest weights, all beside those of «outside».
fn weights(options: &Options, eager: f32, index: &Index, learned: &Learned) -> Sparse {
    let beside = |row: &[f32; N]| -> [f32; NAMED] { std::array::from_fn(|n| row[n + 1] - row[0]) };
    let top = |row: &[f32; NAMED]| row.iter().fold(0f32, |max, w| max.max(w.abs()));
    let mut used: Vec<(f32, usize)> =
        learned.weights.iter().map(|row| top(&beside(row))).enumerate().map(|(n, top)| (top, n)).collect();
    used.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    used.truncate(options.keep);
    let cut = used.get(used.len() / 500).map_or(1.0, |one| one.0);
    let range = used.first().zip(used.last()).map_or((0.0, 0.0), |(first, last)| (first.0, last.0));
    println!("{} features are kept, the largest {:.2}, the smallest {:.2}", used.len(), range.0, range.1);
    let values: Vec<(usize, [f32; NAMED])> = used
        .iter()
        .map(|(_, n)| (row(index.hashes[*n], options.bits), beside(&learned.weights[*n])))
        .collect();
    let card = Card {
        name: "entities of Arabic news".into(),
        data: if options.texts.is_some() {
            "ANERcorp (training part), WikiFANE Gold, and texts that a model of these labelled".into()
        } else {
            "ANERcorp (training part) and WikiFANE Gold".into()
        },
        licence: "CC BY-SA 4.0".into(),
        labels: LABELS[1..].iter().map(|l| (*l).to_owned()).collect(),
    };
    // Each token is entered by one transition: what those into «outside» lose, it loses.
    let less = |n: usize| if n == 0 { eager } else { 0.0 };
    let dense: Vec<f32> =
        learned.pairs.iter().flat_map(|row| row.iter().enumerate().map(|(n, w)| w - less(n))).collect();
    Sparse::quantise(card, options.bits, 127.0 / cut, &values, &dense)
}
