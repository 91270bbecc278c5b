//! Logistic regression on the features that `extract.event` shows, with weights in thousandths.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

use super::gold::{Records, Score, Sentence};

/// How many rows must have a feature that gets a weight.
const SEEN: usize = 4;
/// Steps of the descent.
const STEPS: usize = 300;
/// How strongly weights are drawn to zero.
const RIDGE: f64 = 5.0;
const FOLDS: usize = 5;

/// One gold sentence: the features of its events, once for each sentence that the segmenter found in it.
pub(super) struct Row {
    pub(super) candidates: Vec<Vec<String>>,
    yes: bool,
}

/// Weights in thousandths.
pub(super) type Weights = BTreeMap<String, i64>;

/// The row of a gold sentence.
pub(super) fn row(sentence: &Sentence, records: &Records) -> Row {
    let events = records.get(&sentence.id).map(|record| record.events.as_slice()).unwrap_or_default();
    let mut candidates: Vec<Vec<String>> =
        events.iter().filter(|event| event.features.len() > 1).map(|event| event.features.clone()).collect();
    candidates.dedup();
    Row { candidates, yes: sentence.yes }
}

/// Learns weights. A row with several candidates gives the richest of them.
pub(super) fn train(rows: &[Row]) -> Weights {
    let examples: Vec<(&Vec<String>, f64)> = rows
        .iter()
        .filter_map(|row| {
            Some((row.candidates.iter().max_by_key(|c| c.len())?, f64::from(u8::from(row.yes))))
        })
        .collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in examples.iter().flat_map(|(features, _)| features.iter()) {
        *seen.entry(feature).or_default() += 1;
    }
    let names: Vec<&str> = seen.iter().filter(|(_, count)| **count >= SEEN).map(|(name, _)| *name).collect();
    let dense: Vec<(Vec<usize>, f64)> = examples
        .iter()
        .map(|(features, yes)| {
            (features.iter().filter_map(|f| names.binary_search(&f.as_str()).ok()).collect(), *yes)
        })
        .collect();
    let weights = descend(&dense, names.len());
    let thousandths = |weight: f64| (weight * 1000.0).round() as i64;
    names
        .iter()
        .zip(weights)
        .map(|(name, w)| ((*name).to_owned(), thousandths(w)))
        .filter(|(_, w)| *w != 0)
        .collect()
}

/// Gradient descent with momentum.
fn descend(examples: &[(Vec<usize>, f64)], size: usize) -> Vec<f64> {
    let (mut weights, mut velocity) = (vec![0.0; size], vec![0.0; size]);
    let count = examples.len().max(1) as f64;
    for _ in 0..STEPS {
        let mut gradient: Vec<f64> = weights.iter().map(|w| RIDGE * w / count).collect();
        for (features, yes) in examples {
            let sum: f64 = features.iter().filter_map(|f| weights.get(*f)).sum();
            let wrong = 1.0 / (1.0 + (-sum).exp()) - yes;
            for feature in features {
                if let Some(slot) = gradient.get_mut(*feature) {
                    *slot += wrong / count;
                }
            }
        }
        for ((weight, velocity), gradient) in weights.iter_mut().zip(&mut velocity).zip(&gradient) {
            *velocity = 0.9 * *velocity - 0.3 * gradient;
            *weight += *velocity;
        }
    }
    weights
}

fn score(weights: &Weights, row: &Row) -> f64 {
    let one = |features: &Vec<String>| {
        let sum: i64 = features.iter().filter_map(|feature| weights.get(feature)).sum();
        1.0 / (1.0 + (-(sum as f64) / 1000.0).exp())
    };
    row.candidates.iter().map(one).fold(0.0, f64::max)
}

/// Learns from four fifths, scores the fifth, all around; prints other thresholds too.
pub(super) fn cross_validate(rows: &[Row], min_score: f64) -> Score {
    let mut scored: Vec<(f64, bool)> = Vec::new();
    for fold in 0..FOLDS {
        let part = |held: bool| {
            rows.iter().enumerate().filter(move |(k, _)| (k % FOLDS == fold) == held).map(|(_, row)| row)
        };
        let rest: Vec<Row> =
            part(false).map(|row| Row { candidates: row.candidates.clone(), yes: row.yes }).collect();
        let weights = train(&rest);
        scored.extend(part(true).map(|row| (score(&weights, row), row.yes)));
    }
    let at = |least: f64| {
        let mut score = Score::default();
        scored.iter().for_each(|(value, yes)| score.add(*value >= least, *yes));
        score
    };
    for least in [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5] {
        println!("  from a score of {least:.2}  {}", at(least));
    }
    at(min_score)
}

/// Writes the weight file.
pub(super) fn write(weights: &Weights, path: &Path) -> Result<()> {
    let mut text = String::from(
        "# How sure a sentence tells of violence: a feature and its weight in thousandths.\n\
# Learned by `warraq-train events` from the first half of the PLOVER ASSAULT annotations of Arabic news (MIT licence).\n",
    );
    for (feature, weight) in weights {
        let _ = writeln!(text, "{feature}\t{weight}");
    }
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
