//! Learning the weights of the word analysis: an averaged structured perceptron over lattices of candidates.

use warraq_arabic::morphology::clitics::{Cut, SUFFIXES, restored};
use warraq_arabic::morphology::lexicon::Lexicon;
use warraq_model::{Card, Cell, Lattice, Learner, Shuffle, Weights};
use warraq_tokenizers::words::chain;
use warraq_tokenizers::words::engine;
use warraq_tokenizers::words::features::{self, Counts, Neighbour, Whole};
use warraq_tokenizers::words::known::Known;
use warraq_tokenizers::words::readings::Readings;
use warraq_tokenizers::words::surface::Surface;
use warraq_tokenizers::words::tags::{self, PREDICTED};

use super::class_of_other;
use crate::conllu::{Sentence, Token};

/// How to learn.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    pub(crate) epochs: usize,
    pub(crate) bits: u32,
    pub(crate) seed: u64,
    /// Models that are learned, each in an order of its own; their weights are averaged.
    pub(crate) runs: usize,
}

struct Candidate {
    /// The reading's features.
    reading: usize,
    tag: usize,
    class: u16,
    kind: u64,
}

/// A token made ready: its candidates, their features, and which of them is right.
struct Prepared {
    readings: Vec<Vec<u64>>,
    candidates: Vec<Candidate>,
    neighbour: Neighbour,
    gold: Option<usize>,
}

/// Whether a cut gives the words of a gold token.
fn same_words(cut: &Cut, word: &str, gold: &Token) -> bool {
    let suffix = SUFFIXES.get(usize::from(cut.suffix)).copied().unwrap_or("");
    [true, false].iter().any(|&feminine| {
        let stem = restored(cut, word, feminine).unwrap_or_else(|| cut.stem_of(word).to_owned());
        let mut forms: Vec<String> = cut.proclitics().map(String::from).collect();
        forms.push(stem);
        forms.extend(Some(suffix.to_owned()).filter(|f| !f.is_empty()));
        forms.len() == gold.words.len()
            && forms.iter().zip(&gold.words).all(|(form, word)| {
                let mut surface = Surface::default();
                surface.read(&word.form);
                *form == surface.letters
            })
    })
}

/// The part of speech of a gold token's stem under a cut.
fn stem_tag(cut: &Cut, gold: &Token) -> Option<u8> {
    tags::number(&gold.words.get(cut.proclitics().count())?.upos)
}

fn prepare(token: &Token, lexicon: &Known<'_>, seen: &Known<'_>, counts: &Counts<'_>) -> Prepared {
    let mut surface = Surface::default();
    surface.read(&token.text);
    if !surface.arabic {
        let (tag, class) = class_of_other(&token.text);
        let mut candidates = Vec::new();
        let kind = engine::other(tag, &token.text, class, &mut candidates);
        let candidates = candidates.iter().map(|c| Candidate {
            reading: 0,
            tag: usize::from(tag),
            class: c.class,
            kind: 0,
        });
        return Prepared {
            readings: vec![Vec::new()],
            candidates: candidates.collect(),
            neighbour: kind.neighbour,
            gold: Some(0),
        };
    }
    let mut readings = Readings::default();
    readings.read(&surface, lexicon, seen);
    let whole = Whole::of(&surface, &readings, counts);
    let mut out =
        Prepared { readings: Vec::new(), candidates: Vec::new(), neighbour: whole.neighbour(), gold: None };
    for reading in &readings.list {
        let mut list = Vec::new();
        whole.of_word(|f| list.push(f));
        whole.of_reading(reading, |f| list.push(f));
        let right = same_words(&reading.cut, &surface.letters, token);
        for tag in reading.tags.iter().filter(|&t| usize::from(t) < PREDICTED) {
            if right && out.gold.is_none() && stem_tag(&reading.cut, token) == Some(tag) {
                out.gold = Some(out.candidates.len());
            }
            out.candidates.push(Candidate {
                reading: out.readings.len(),
                tag: usize::from(tag),
                class: chain::class(&reading.cut, &surface.letters, tag),
                kind: reading.cut.kind(),
            });
        }
        out.readings.push(list);
    }
    out
}

/// log2 of the rows of pairs of classes.
const PAIRS: u32 = 16;

/// Weights under way.
struct Model {
    rows: Learner,
    pairs: Learner,
}

/// Learns from sentences; tells after each pass the share of tokens that were right as it went, and first the share that has a right
/// candidate at all.
pub(crate) fn learn(
    sentences: &[Sentence],
    lexicon: &Lexicon<'_>,
    seen: &Lexicon<'_>,
    counts: &Counts<'_>,
    card: Card,
    options: &Options,
    mut progress: impl FnMut(usize, f64),
) -> Weights<'static> {
    let (lexicon, seen) = (&Known::new(lexicon.clone()), &Known::new(seen.clone()));
    let prepared: Vec<Vec<Prepared>> =
        sentences.iter().map(|s| s.iter().map(|t| prepare(t, lexicon, seen, counts)).collect()).collect();
    let all: usize = prepared.iter().map(Vec::len).sum();
    let possible = prepared.iter().flatten().filter(|t| t.gold.is_some()).count();
    progress(0, possible as f64 / all.max(1) as f64);
    let mut shuffle = Shuffle::new(options.seed);
    let mut sums = (Vec::new(), Vec::new());
    for _ in 0..options.runs.max(1) {
        let mut model = Model { rows: Learner::new(options.bits, PREDICTED), pairs: Learner::new(PAIRS, 1) };
        let mut order: Vec<usize> = (0..prepared.len()).collect();
        for epoch in 1..=options.epochs {
            shuffle.shuffle(&mut order);
            let right: usize =
                order.iter().filter_map(|&n| prepared.get(n)).map(|s| step(s, &mut model)).sum();
            progress(epoch, right as f64 / all.max(1) as f64);
        }
        add(&mut sums.0, model.rows.averaged());
        add(&mut sums.1, model.pairs.averaged());
    }
    finish(&sums.0, &sums.1, card, options.bits)
}

fn neighbours(sentence: &[Prepared], at: usize) -> (Neighbour, Neighbour) {
    let see = |n: Option<usize>| n.and_then(|n| sentence.get(n)).map_or(Neighbour::NONE, |t| t.neighbour);
    (see(at.checked_sub(1)), see(Some(at + 1)))
}

fn step(sentence: &[Prepared], model: &mut Model) -> usize {
    let mut lattice = Lattice::<f32, u16>::default();
    for (at, token) in sentence.iter().enumerate() {
        let (before, after) = neighbours(sentence, at);
        let mut place = [0f32; PREDICTED];
        features::of_place(&before, &token.neighbour, &after, |f| model.rows.add(f, &mut place));
        let mut scores: Vec<[f32; PREDICTED]> = vec![place; token.readings.len()];
        for (n, (list, sums)) in token.readings.iter().zip(&mut scores).enumerate() {
            list.iter().for_each(|&f| model.rows.add(f, sums));
            if let Some(kind) = token.candidates.iter().find(|c| c.reading == n).map(|c| c.kind) {
                model.rows.add(features::of_kind(kind, &before), sums);
            }
        }
        let gold = token.gold.and_then(|g| token.candidates.get(g));
        for candidate in &token.candidates {
            let own =
                scores.get(candidate.reading).and_then(|s| s.get(candidate.tag)).copied().unwrap_or(0.0);
            let margin = gold.map_or(0.0, |g| {
                2.0 * f32::from(g.reading != candidate.reading) + f32::from(g.tag != candidate.tag)
            });
            lattice.candidate(own + margin, candidate.class);
        }
        lattice.close();
    }
    let mut path = Vec::new();
    let pairs = &model.pairs;
    let after = |before: u16, class: u16| {
        let mut sum = 0.0;
        chain::of_pair(before, class, |f| sum += pairs.get(f));
        sum
    };
    lattice.best(after, chain::START, &mut path);
    let found: Vec<usize> = path.iter().map(|&n| usize::from(n)).collect();
    // Where no candidate is right, what was found counts as right, so that its neighbours learn undisturbed.
    let gold: Vec<usize> = sentence.iter().zip(&found).map(|(t, &f)| t.gold.unwrap_or(f)).collect();
    update(sentence, &gold, &found, model);
    model.rows.tick();
    model.pairs.tick();
    sentence.iter().zip(&found).filter(|(t, f)| t.gold == Some(**f)).count()
}

fn update(sentence: &[Prepared], gold: &[usize], found: &[usize], model: &mut Model) {
    let (mut gold_class, mut found_class) = (chain::START, chain::START);
    for (at, token) in sentence.iter().enumerate() {
        let pick = |list: &[usize]| list.get(at).and_then(|&n| token.candidates.get(n));
        let (Some(right), Some(wrong)) = (pick(gold), pick(found)) else { continue };
        if gold.get(at) != found.get(at) {
            let (before, after) = neighbours(sentence, at);
            for (candidate, delta) in [(right, 1.0), (wrong, -1.0)] {
                let rows = &mut model.rows;
                features::of_place(&before, &token.neighbour, &after, |f| {
                    rows.update(f, candidate.tag, delta)
                });
                rows.update(features::of_kind(candidate.kind, &before), candidate.tag, delta);
                for &f in token.readings.get(candidate.reading).map_or(&[][..], Vec::as_slice) {
                    rows.update(f, candidate.tag, delta);
                }
            }
        }
        if (gold_class, right.class) != (found_class, wrong.class) {
            chain::of_pair(gold_class, right.class, |f| model.pairs.update(f, 0, 1.0));
            chain::of_pair(found_class, wrong.class, |f| model.pairs.update(f, 0, -1.0));
        }
        (gold_class, found_class) = (right.class, wrong.class);
    }
}

/// Adds numbers to sums.
fn add(sums: &mut Vec<f32>, values: Vec<f32>) {
    sums.resize(values.len(), 0.0);
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

fn finish(values: &[f32], pairs: &[f32], card: Card, bits: u32) -> Weights<'static> {
    let mut dense = vec![0f32; chain::ROWS * chain::CLASSES];
    for row in 0..chain::ROWS {
        for class in 0..chain::CLASSES {
            let mut sum = 0.0;
            chain::of_pair(row as u16 * 4, class as u16, |f| {
                sum += pairs.get(warraq_model::hash::row(f, PAIRS)).copied().unwrap_or(0.0);
            });
            if let Some(cell) = dense.get_mut(row * chain::CLASSES + class) {
                *cell = sum;
            }
        }
    }
    let mut sizes: Vec<f32> = values.iter().map(|w| w.abs()).filter(|&w| w > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let limit = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 5000)).copied().unwrap_or(1.0);
    Weights::quantise(card, Cell::I8, bits, PREDICTED, 127.0 / limit, values, &dense)
}
