//! Logistic regression on the features that `extract.event` shows, with weights in thousandths.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

use warraq_extractors::event::WHOLE;
use warraq_model::Shuffle;

use super::gold::{Records, Score, Sentence};

/// How many rows must have a feature that gets a weight.
const SEEN: usize = 3;
/// Steps of the descent.
const STEPS: usize = 600;
/// How strongly weights are drawn to zero.
const RIDGE: f64 = 4.0;
/// How much more than its rarity a class of words counts.
const CLASS: f64 = 1.5;
const FOLDS: usize = 5;
/// How often the rows are dealt into folds anew.
const DEALS: u64 = 5;
/// What every sentence has.
const BIAS: &str = "bias";

/// The features of one sentence that the segmenter found.
struct Candidate {
    features: Vec<String>,
    /// It has an event that is neither denied nor only possible; one with both actor and recipient.
    real: bool,
    whole: bool,
}

/// One gold sentence.
pub(super) struct Row {
    candidates: Vec<Candidate>,
    /// All features of its candidates.
    features: BTreeSet<String>,
    yes: bool,
    open: bool,
    share: f64,
}

impl Row {
    /// Whether any event of violence was found in it.
    pub(super) fn is_candidate(&self) -> bool {
        !self.candidates.is_empty()
    }
}

/// Weights in thousandths.
pub(super) type Weights = BTreeMap<String, i64>;

/// The row of a gold sentence.
pub(super) fn row(sentence: &Sentence, records: &Records) -> Row {
    let events = records.get(&sentence.id).map(|record| record.events.as_slice()).unwrap_or_default();
    let mut candidates: Vec<Candidate> = Vec::new();
    for event in events.iter().filter(|event| event.features.len() > 1) {
        let (real, whole) = (event.real, event.real && event.is_whole());
        match candidates.iter_mut().find(|candidate| candidate.features == event.features) {
            Some(known) => (known.real, known.whole) = (known.real || real, known.whole || whole),
            None => candidates.push(Candidate { features: event.features.clone(), real, whole }),
        }
    }
    let features = candidates.iter().flat_map(|candidate| candidate.features.iter().cloned()).collect();
    Row { candidates, features, yes: sentence.yes, open: sentence.open, share: sentence.share }
}

/// One row as numbers: the columns that it has, what each of them counts, and the share of yes.
struct Example {
    columns: Vec<usize>,
    scale: f64,
    share: f64,
}

/// Learns weights from the shares of annotators. A feature counts by its rarity, and the less the more of them a row has.
pub(super) fn train(rows: &[&Row]) -> Weights {
    let rows: Vec<&&Row> = rows.iter().filter(|row| row.is_candidate()).collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in rows.iter().flat_map(|row| row.features.iter()).filter(|feature| *feature != BIAS) {
        *seen.entry(feature).or_default() += 1;
    }
    seen.retain(|_, count| *count >= SEEN);
    let names: Vec<&str> = seen.keys().copied().collect();
    let counts = |feature: &str| if feature.starts_with("class=") { CLASS } else { 1.0 };
    let rarity: Vec<f64> = seen
        .iter()
        .map(|(name, count)| counts(name) * (1.0 + (rows.len() as f64 / *count as f64).ln()) / 4.0)
        .collect();
    let examples: Vec<Example> = rows
        .iter()
        .map(|row| Example {
            columns: row.features.iter().filter_map(|f| names.binary_search(&f.as_str()).ok()).collect(),
            scale: 1.0 / ((row.features.len() - 1).max(1) as f64).sqrt(),
            share: row.share,
        })
        .collect();
    let (bias, weights) = descend(&examples, &rarity);
    let thousandths = |weight: f64| (weight * 1000.0).round() as i64;
    let weighted = names.iter().zip(weights.iter().zip(&rarity));
    weighted
        .map(|(name, (weight, rarity))| ((*name).to_owned(), thousandths(weight * rarity)))
        .chain([(BIAS.to_owned(), thousandths(bias))])
        .filter(|(_, weight)| *weight != 0)
        .collect()
}

/// Gradient descent with momentum; the bias is drawn nowhere.
fn descend(examples: &[Example], rarity: &[f64]) -> (f64, Vec<f64>) {
    let (mut weights, mut velocity) = (vec![0.0; rarity.len()], vec![0.0; rarity.len()]);
    let (mut bias, mut bias_velocity) = (0.0, 0.0);
    let count = examples.len().max(1) as f64;
    for _ in 0..STEPS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| weight / (RIDGE * count)).collect();
        let mut bias_gradient = 0.0;
        for example in examples {
            let told = example.columns.iter().filter_map(|k| Some(weights.get(*k)? * rarity.get(*k)?));
            let sum = bias + example.scale * told.sum::<f64>();
            let wrong = (1.0 / (1.0 + (-sum).exp()) - example.share) / count;
            bias_gradient += wrong;
            for k in &example.columns {
                if let (Some(slot), Some(rarity)) = (gradient.get_mut(*k), rarity.get(*k)) {
                    *slot += wrong * example.scale * rarity;
                }
            }
        }
        for ((weight, velocity), gradient) in weights.iter_mut().zip(&mut velocity).zip(&gradient) {
            *velocity = 0.95 * *velocity - gradient;
            *weight += *velocity;
        }
        bias_velocity = 0.95 * bias_velocity - bias_gradient;
        bias += bias_velocity;
    }
    (bias, weights)
}

/// How sure a row is, so that the least score alone decides about it.
fn score(weights: &Weights, row: &Row) -> f64 {
    let weight = |feature: &str| weights.get(feature).copied().unwrap_or(0) as f64 / 1000.0;
    let one = |candidate: &Candidate| {
        let told = candidate.features.iter().filter(|feature| *feature != BIAS);
        let sum: f64 = told.clone().map(|feature| weight(feature)).sum();
        let sum = weight(BIAS) + sum / (told.count().max(1) as f64).sqrt();
        let score = 1.0 / (1.0 + (-sum).exp());
        if candidate.whole { score / WHOLE } else { score }
    };
    row.candidates.iter().filter(|candidate| candidate.real).map(one).fold(0.0, f64::max)
}

/// Learns from four fifths, scores the fifth, all around, with the rows dealt anew several times; prints other thresholds, and what
/// less to learn from gives.
pub(super) fn cross_validate(rows: &[Row], min_score: f64) -> Score {
    let at = |scored: &[(f64, bool)], least: f64| {
        let mut score = Score::default();
        scored.iter().for_each(|(value, yes)| score.add(*value >= least, *yes));
        score
    };
    for quarters in 1..4 {
        let scored = folds(rows, quarters);
        println!("  learned from {quarters} quarters of them  {}", at(&scored, min_score));
    }
    let scored = folds(rows, 4);
    for step in 4..16 {
        let least = f64::from(step) * 0.05;
        println!("  from a score of {least:.2}  {}", at(&scored, least));
    }
    at(&scored, min_score)
}

/// The scores of the held fifths, learned from so many quarters of the other four.
fn folds(rows: &[Row], quarters: usize) -> Vec<(f64, bool)> {
    let mut scored: Vec<(f64, bool)> = Vec::new();
    for deal in 0..DEALS {
        let mut order: Vec<&Row> = rows.iter().collect();
        Shuffle::new(deal).shuffle(&mut order);
        for fold in 0..FOLDS {
            let part = |held: bool| {
                order
                    .iter()
                    .enumerate()
                    .filter(move |(k, _)| (k % FOLDS == fold) == held)
                    .map(|(_, row)| *row)
            };
            let mut others: Vec<&Row> = part(false).collect();
            others.truncate(others.len() * quarters / 4);
            let weights = train(&others);
            scored.extend(part(true).filter(|row| !row.open).map(|row| (score(&weights, row), row.yes)));
        }
    }
    scored
}

/// Writes the weight file.
pub(super) fn write(weights: &Weights, path: &Path) -> Result<()> {
    let mut text = String::from(
        "# How sure a sentence tells of violence: a feature and its weight in thousandths.\n\
# Learned by `warraq-train events` from the first half of the PLOVER ASSAULT annotations of Arabic news (MIT licence).\n\
# class=N is the N-th class of entity.clusters.\n",
    );
    for (feature, weight) in weights {
        let _ = writeln!(text, "{feature}\t{weight}");
    }
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
