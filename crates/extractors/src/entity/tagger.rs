//! The sequence model in use: weights by feature, summed up once for each kind of token, and the best path of labels.

use std::ops::Range;

use warraq_core::Error;
use warraq_model::{Tagger, Weights, hash};

use super::features::{self, REACH};
use super::reading::Reading;

/// The labels: outside, then beginning and inside of each.
pub const LABELS: [&str; 9] = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"];

const WIDTH: usize = LABELS.len();
/// Places of the window.
const PLACES: usize = 2 * REACH as usize + 1;

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

/// The sums of the weights that a token gives to each place of its window.
type Sums = [[i16; WIDTH]; PLACES];

/// The model.
#[derive(Debug)]
pub struct Model {
    tagger: Tagger<'static>,
    /// The rows of the table that are not all zero, one bit each: most features of unseen words have none.
    occupied: Vec<u64>,
}

impl Model {
    /// Takes a weight file.
    ///
    /// # Errors
    /// It is no weight file with these labels.
    pub fn new(file: &'static [u8]) -> Result<Model, Error> {
        let weights =
            Weights::from_bytes(file).map_err(|e| Error::config(format!("the weights of entities: {e}")))?;
        Model::of(weights)
    }

    /// Takes the bytes of a weight file that are not compiled in.
    ///
    /// # Errors
    /// It is no weight file with these labels.
    pub fn owned(file: &[u8]) -> Result<Model, Error> {
        let weights =
            Weights::from_bytes(file).map_err(|e| Error::config(format!("the weights of entities: {e}")))?;
        Model::of(weights.into_owned())
    }

    /// Takes weights.
    ///
    /// # Errors
    /// They are for other labels.
    pub fn of(weights: Weights<'static>) -> Result<Model, Error> {
        if weights.card().labels != LABELS {
            return Err(Error::config(format!(
                "the weights of entities have the labels {}, not {}",
                weights.card().labels.join(" "),
                LABELS.join(" ")
            )));
        }
        let occupied = weights.occupied();
        let mut tagger = Tagger::new(weights);
        for previous in std::iter::once(None).chain((0..WIDTH).map(Some)) {
            tagger.transitions_mut().allow(previous, may_follow(previous));
        }
        Ok(Model { tagger, occupied })
    }

    /// Adds the weights of a feature.
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32; WIDTH]) {
        let row = hash::row(feature, self.tagger.weights().bits());
        if self.occupied.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1) {
            self.tagger.weights().add(feature, scores);
        }
    }
}

/// One worker's sums and scratch.
#[derive(Debug, Default)]
pub struct Scratch {
    sums: Vec<Sums>,
    emissions: Vec<i32>,
    path: Vec<u8>,
}

impl Scratch {
    /// Forgets the sums of kinds that are no longer known.
    pub fn clear(&mut self) {
        self.sums.clear();
    }

    /// The sums of the kinds that came since the last call.
    fn grow(&mut self, model: &Model, reading: &Reading) {
        for kind in reading.kinds.list().iter().skip(self.sums.len()) {
            let mut sums: Sums = [[0; WIDTH]; PLACES];
            for (sum, offset) in sums.iter_mut().zip(-REACH..) {
                let mut scores = [0i32; WIDTH];
                features::of_token(kind, offset, |f| model.add(f, &mut scores));
                for (sum, score) in sum.iter_mut().zip(scores) {
                    *sum = score.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
                }
            }
            self.sums.push(sums);
        }
    }

    /// Labels the units of all sentences; `labels` gets one number of [`LABELS`] for each unit, and `margins` how far the
    /// best label alone is above «outside».
    pub fn label(&mut self, model: &Model, reading: &Reading, labels: &mut Vec<u8>, margins: &mut Vec<i32>) {
        self.grow(model, reading);
        labels.clear();
        margins.clear();
        for sentence in &reading.sentences {
            self.sentence(model, reading, sentence);
            labels.extend_from_slice(&self.path);
            margins.extend(self.emissions.chunks_exact(WIDTH).map(|scores| {
                let (outside, names) = scores.split_first().unwrap_or((&0, &[]));
                names.iter().max().map_or(0, |best| best - outside)
            }));
        }
    }

    fn sentence(&mut self, model: &Model, reading: &Reading, sentence: &Range<usize>) {
        self.emissions.clear();
        for at in sentence.clone() {
            let mut scores = [0i32; WIDTH];
            for (offset, place) in (-REACH..=REACH).zip(0..) {
                // The token `offset` places on gives to the place before it by as much.
                let n = at.checked_add_signed(offset).filter(|n| sentence.contains(n));
                let sums = n.and_then(|n| self.sums.get(reading.units.get(n)?.kind as usize)?.get(place));
                if let Some(sums) = sums {
                    for (score, sum) in scores.iter_mut().zip(sums) {
                        *score += i32::from(*sum);
                    }
                }
            }
            features::of_place(reading, sentence, at, |f| model.add(f, &mut scores));
            self.emissions.extend_from_slice(&scores);
        }
        model.tagger.decode(&self.emissions, &[], &mut self.path);
    }
}
