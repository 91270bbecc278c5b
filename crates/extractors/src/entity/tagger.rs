//! The sequence model in use: weights by feature, summed up once for each kind of token, and the best path of labels.

use std::ops::Range;

use warraq_core::Error;
use warraq_model::Sparse;

use super::features::{self, REACH};
use super::reading::Reading;
use super::sums::{self, Growth, PLACES, Sums};

/// The labels: outside, then beginning and inside of each.
pub const LABELS: [&str; 9] = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"];

/// All labels.
pub const ALL: usize = LABELS.len();
/// All labels but «outside», which has no weights: those of the others are beside its own.
pub const NAMED: usize = ALL - 1;
/// Numbers of a weight file beside the table: a row of scores for each label before and for the start.
pub const DENSE: usize = (ALL + 1) * ALL;
/// The labels that may follow any.
const OPEN: [usize; 5] = [0, 1, 3, 5, 7];
/// What a forbidden pair of labels costs.
const NEVER: i16 = i16::MIN / 2;

/// The labels that may follow each label: the inside of a name only that name's beginning or inside.
#[must_use]
pub fn may_follow(previous: Option<usize>) -> u64 {
    let begins = LABELS.iter().enumerate().filter(|(n, _)| *n == 0 || n % 2 == 1);
    let all = begins.fold(0, |mask, (n, _)| mask | 1 << n);
    match previous {
        Some(n) if n > 0 => all | 1 << (n + n % 2),
        _ => all,
    }
}

/// Scores of the labels beside «outside».
pub(super) type Row = [i16; NAMED];

/// Adds two rows. A plain loop of known length over copies, which no other memory can be: it becomes one instruction whatever else
/// is inlined.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
pub(super) fn plus(mut sums: Row, row: &Row) -> Row {
    let row = *row;
    for n in 0..NAMED {
        sums[n] = sums[n].saturating_add(row[n]);
    }
    sums
}

/// The model.
#[derive(Debug)]
pub struct Model {
    weights: Sparse,
    steps: Steps,
}

impl Model {
    /// Takes a weight file.
    ///
    /// # Errors
    /// It is no weight file with these labels.
    pub fn new(file: &[u8]) -> Result<Model, Error> {
        let weights =
            Sparse::from_bytes(file).map_err(|e| Error::config(format!("the weights of entities: {e}")))?;
        Model::of(weights)
    }

    /// Takes weights.
    ///
    /// # Errors
    /// They are for other labels.
    pub fn of(weights: Sparse) -> Result<Model, Error> {
        let (labels, allowed) = (&weights.card().labels, LABELS.get(1..).unwrap_or_default());
        if labels != allowed || weights.dense().len() != DENSE {
            return Err(Error::config(format!(
                "the weights of entities have the labels {} and {} other numbers, not {} and {DENSE}",
                labels.join(" "),
                weights.dense().len(),
                allowed.join(" ")
            )));
        }
        let mut pairs = [[NEVER; ALL]; ALL + 1];
        for (previous, (row, given)) in pairs.iter_mut().zip(weights.dense().chunks_exact(ALL)).enumerate() {
            let allowed = may_follow((previous < ALL).then_some(previous));
            for (next, (pair, score)) in row.iter_mut().zip(given).enumerate() {
                *pair = if allowed >> next & 1 == 1 { *score } else { NEVER };
            }
        }
        Ok(Model { weights, steps: Steps::new(&pairs) })
    }

    /// The row of a feature, and whether it has weights.
    #[inline]
    fn find(&self, feature: u64) -> (u32, bool) {
        let row = features::row(feature, self.weights.bits());
        (row as u32, self.weights.has(row))
    }
}

/// The most features that one place gives.
const FEATURES: usize = 64;
/// How many features are found before their rows are read.
const ROOM: usize = 64 * FEATURES;

/// One worker's sums and scratch.
#[derive(Debug, Default)]
pub struct Scratch {
    sums: Vec<Sums>,
    growth: Growth,
    emissions: Vec<Row>,
    /// Units with rows of the table that they get.
    found: Vec<(u32, u32)>,
    back: Vec<Back>,
}

impl Scratch {
    /// Forgets the sums of kinds that are no longer known.
    pub fn clear(&mut self) {
        self.sums.clear();
    }

    /// Labels the units of all sentences; `labels` gets one number of [`LABELS`] for each unit.
    pub fn label(&mut self, model: &Model, reading: &Reading, labels: &mut Vec<u8>) {
        self.growth.grow(&model.weights, &reading.kinds, &mut self.sums);
        labels.clear();
        labels.resize(reading.units.len(), 0);
        for sentence in &reading.sentences {
            if let Some(path) = labels.get_mut(sentence.clone()) {
                self.sentence(model, reading, sentence, path);
            }
        }
    }

    /// Labels a sentence.
    fn sentence(&mut self, model: &Model, reading: &Reading, sentence: &Range<usize>, path: &mut [u8]) {
        self.windows(reading, sentence);
        let Self { found, emissions, .. } = self;
        found.resize(ROOM, (0, 0));
        let mut len = 0;
        for at in sentence.clone() {
            features::of_place(reading, sentence, at, |unit, feature| {
                let (row, used) = model.find(feature);
                if let Some(slot) = found.get_mut(len) {
                    *slot = ((unit - sentence.start) as u32, row);
                }
                len += usize::from(used);
            });
            if len + FEATURES > ROOM || at + 1 == sentence.end {
                let found = found.get_mut(..len).unwrap_or_default();
                // First where they all are: one row is fetched while another is awaited.
                found.iter_mut().for_each(|(_, row)| *row = model.weights.number(*row as usize));
                for &(unit, number) in found.iter() {
                    if let Some(scores) = emissions.get_mut(unit as usize) {
                        sums::add(&model.weights, number, scores);
                    }
                }
                len = 0;
            }
        }
        self.best(model, path);
    }

    /// What the words of the windows give to each unit of a sentence.
    fn windows(&mut self, reading: &Reading, sentence: &Range<usize>) {
        self.emissions.clear();
        let units = reading.units.get(sentence.clone()).unwrap_or_default();
        let all = &self.sums;
        let none = &Sums::NONE;
        let sums = |at: usize| units.get(at).and_then(|unit| all.get(unit.kind as usize)).unwrap_or(none);
        // That of the unit before the first, which has only the first two units in it.
        let mut window: [&Sums; PLACES] =
            std::array::from_fn(|n| n.checked_sub(REACH + 1).map_or(none, sums));
        self.emissions.extend((0..units.len()).map(|at| {
            let [_, rest @ ..] = window;
            let [a, b, c, d] = rest;
            window = [a, b, c, d, sums(at + REACH)];
            sums::of_middle(&window)
        }));
    }

    /// The best path of labels.
    fn best(&mut self, model: &Model, path: &mut [u8]) {
        self.back.clear();
        // Only differences count: all sums are those beside «outside».
        let mut now = model.steps.start;
        for (n, row) in self.emissions.iter().enumerate() {
            let mut from = Back { named: [0; NAMED], outside: 0 };
            if n > 0 {
                now = model.steps.next(&now, &mut from);
            }
            now = plus(now, row);
            self.back.push(from);
        }
        let (mut label, mut top) = (0u8, 0);
        for (&sum, n) in now.iter().zip(1..) {
            if sum > top {
                (label, top) = (n, sum);
            }
        }
        for (slot, from) in path.iter_mut().zip(&self.back).rev() {
            *slot = label;
            label = from.of(label);
        }
    }
}

/// Where the best path to each label comes from.
#[derive(Debug, Clone, Copy)]
struct Back {
    named: [u8; NAMED],
    outside: u8,
}

impl Back {
    fn of(&self, label: u8) -> u8 {
        let named = usize::from(label).checked_sub(1).and_then(|n| self.named.get(n));
        named.copied().unwrap_or(self.outside)
    }
}

/// The scores of pairs, made ready for sums of eight labels at once.
#[derive(Debug)]
struct Steps {
    /// Of each label at the start of a sentence, beside «outside» there.
    start: Row,
    /// Of each label behind «outside».
    begin: Row,
    /// Of each label behind each.
    pairs: [Row; NAMED],
    /// Of «outside» behind each.
    end: Row,
    /// Of «outside» behind itself.
    outside: i16,
    /// Of the inside of a name behind its beginning, at its place.
    begun: Row,
    /// Of the inside of a name behind itself.
    inside: Row,
    /// How far all other labels must be below «outside» for it to come before whatever may follow anything.
    lead: i16,
}

impl Steps {
    /// Takes a row of scores for each label before, and for the start.
    fn new(pairs: &[[i16; ALL]; ALL + 1]) -> Steps {
        let [outside, named @ .., start] = pairs;
        let rest = |row: &[i16; ALL]| -> Row { std::array::from_fn(|n| row[n + 1]) };
        let rows: [Row; NAMED] = std::array::from_fn(|n| rest(&named[n]));
        let lead = OPEN.map(|n| {
            let most = named.iter().map(|row| row[n]).max().unwrap_or(0);
            most.saturating_sub(outside[n])
        });
        let inside = |n: usize, before: usize| if n % 2 == 1 { rows[before][n] } else { NEVER };
        Steps {
            start: rest(start).map(|score| score.saturating_sub(start[0])),
            begin: rest(outside),
            end: std::array::from_fn(|n| named[n][0]),
            outside: outside[0],
            begun: std::array::from_fn(|n| inside(n, n.saturating_sub(1))),
            inside: std::array::from_fn(|n| inside(n, n)),
            pairs: rows,
            lead: lead.into_iter().max().unwrap_or(0),
        }
    }

    /// The sums at a unit, without its own scores, from those at the one before it, and where they come from.
    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    fn next(&self, before: &Row, from: &mut Back) -> Row {
        let mut now = self.begin;
        let mut origin = [0i16; NAMED];
        let mut outside = self.outside;
        if before.iter().fold(i16::MIN, |top, sum| top.max(*sum)).saturating_add(self.lead) <= 0 {
            // In most of a text no name is near: only the inside of a name comes after another label than «outside».
            for n in 0..NAMED {
                let begun = before[n & !1].saturating_add(self.begun[n]);
                let inside = before[n].saturating_add(self.inside[n]);
                let best = begun.max(inside);
                let goes_on = best > now[n];
                origin[n] = if goes_on { n as i16 + i16::from(inside > begun) } else { 0 };
                now[n] = best.max(now[n]);
            }
        } else {
            for (label, (sum, pairs)) in before.iter().zip(&self.pairs).enumerate() {
                for n in 0..NAMED {
                    let sum = sum.saturating_add(pairs[n]);
                    origin[n] = if sum > now[n] { label as i16 + 1 } else { origin[n] };
                    now[n] = now[n].max(sum);
                }
                let sum = sum.saturating_add(self.end[label]);
                if sum > outside {
                    (outside, from.outside) = (sum, label as u8 + 1);
                }
            }
        }
        for n in 0..NAMED {
            from.named[n] = origin[n] as u8;
            now[n] = now[n].saturating_sub(outside);
        }
        now
    }
}
