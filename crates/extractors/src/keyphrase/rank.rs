//! Ranks phrases by their words' features in one document, after YAKE.

use std::collections::{BTreeMap, BTreeSet};

use warraq_core::Span;

/// A content word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) span: Span,
    pub(super) lemma: u32,
    pub(super) sentence: u32,
    pub(super) noun: bool,
    /// Whether it is a unit of time, of which alone no phrase is made.
    pub(super) time: bool,
    /// Whether only white space stands between this word and the content word before it.
    pub(super) run_on: bool,
    /// The name of several words that it is part of.
    pub(super) name: Option<Span>,
}

impl Unit {
    /// Whether a phrase may begin here: not within a name.
    fn begins(&self) -> bool {
        self.noun && self.name.is_none_or(|name| name.start >= self.span.start)
    }

    /// Whether a phrase may end here.
    fn ends(&self) -> bool {
        self.name.is_none_or(|name| name.end <= self.span.end)
    }
}

/// Which phrases are given.
pub(super) struct Settings {
    pub(super) most: usize,
    pub(super) words: usize,
}

/// A phrase that was chosen.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) lemmas: Vec<u32>,
    /// From 1, the best, to 0.
    pub(super) score: f64,
    /// First and last unit of each place, in order.
    pub(super) places: Vec<(usize, usize)>,
}

/// What is counted of a word.
#[derive(Clone, Default)]
struct Counts {
    sentences: Vec<u32>,
    left: BTreeSet<u32>,
    right: BTreeSet<u32>,
    left_total: usize,
    right_total: usize,
}

/// The best phrases, best first.
pub(super) fn rank(units: &[Unit], lemmas: usize, sentences: usize, settings: &Settings) -> Vec<Phrase> {
    let weights = weights(units, lemmas, sentences);
    let mut candidates: BTreeMap<Vec<u32>, Vec<(usize, usize)>> = BTreeMap::new();
    for (first, unit) in units.iter().enumerate().filter(|(_, unit)| unit.begins()) {
        let mut key = vec![unit.lemma];
        let mut tells = !unit.time;
        if tells && unit.ends() {
            candidates.entry(key.clone()).or_default().push((first, first));
        }
        let more = units.iter().enumerate().skip(first + 1).take(settings.words.saturating_sub(1));
        for (last, unit) in more.take_while(|(_, unit)| unit.run_on) {
            key.push(unit.lemma);
            tells |= !unit.time;
            if tells && unit.ends() {
                candidates.entry(key.clone()).or_default().push((first, last));
            }
        }
    }
    let score = |key: &[u32], places: usize| {
        let words = || key.iter().map(|lemma| weights.get(*lemma as usize).copied().unwrap_or(1.0));
        words().product::<f64>() / (places as f64 * (1.0 + words().sum::<f64>()))
    };
    let made = |(lemmas, places): (Vec<u32>, Vec<(usize, usize)>)| Phrase {
        score: 1.0 / (1.0 + score(&lemmas, places.len())),
        lemmas,
        places,
    };
    let mut ranked: Vec<Phrase> = candidates.into_iter().map(made).collect();
    // Equal scores: the phrase that stands first.
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.places.first().cmp(&b.places.first())));
    let part = |of: &[u32], what: &[u32]| of.windows(what.len()).any(|window| window == what);
    let mut chosen: Vec<Phrase> = Vec::new();
    for phrase in ranked {
        if chosen.len() == settings.most {
            break;
        }
        let apart =
            |other: &Phrase| !part(&other.lemmas, &phrase.lemmas) && !part(&phrase.lemmas, &other.lemmas);
        if chosen.iter().all(apart) {
            chosen.push(phrase);
        }
    }
    chosen
}

/// The weight of every lemma: the smaller, the more the document is about it.
fn weights(units: &[Unit], lemmas: usize, sentences: usize) -> Vec<f64> {
    let mut counts = vec![Counts::default(); lemmas];
    for (at, unit) in units.iter().enumerate() {
        let left = units.get(at.wrapping_sub(1)).filter(|_| unit.run_on);
        let right = units.get(at + 1).filter(|right| right.run_on);
        if let Some(count) = counts.get_mut(unit.lemma as usize) {
            count.sentences.push(unit.sentence);
            count.left.extend(left.map(|left| left.lemma));
            count.left_total += usize::from(left.is_some());
            count.right.extend(right.map(|right| right.lemma));
            count.right_total += usize::from(right.is_some());
        }
    }
    let number = |count: &Counts| count.sentences.len() as f64;
    let mean = counts.iter().map(number).sum::<f64>() / lemmas.max(1) as f64;
    let variance = counts.iter().map(|count| (number(count) - mean).powi(2)).sum::<f64>();
    let deviation = (variance / lemmas.max(1) as f64).sqrt();
    let highest = counts.iter().map(number).fold(1.0, f64::max);
    let weight = |count: &Counts| {
        let middle = count.sentences.get(count.sentences.len() / 2).copied().unwrap_or_default();
        let position = (3.0 + f64::from(middle)).ln().ln();
        let share = |different: usize, total: usize| different as f64 / total.max(1) as f64;
        let neighbours =
            share(count.left.len(), count.left_total) + share(count.right.len(), count.right_total);
        let related = 1.0 + neighbours * number(count) / highest;
        let frequency = number(count) / (mean + deviation);
        let mut different = count.sentences.clone();
        different.dedup();
        let spread = different.len() as f64 / sentences.max(1) as f64;
        position * related / (frequency / related + spread / related)
    };
    counts.iter().map(weight).collect()
}
