//! A sequence tagger over a fixed label set: training by the averaged structured perceptron, and use.

use crate::{Card, Cell, Learner, Shuffle, Transitions, Weights, viterbi};

/// A training sequence.
#[derive(Debug, Clone, Default)]
pub struct Sequence {
    /// The features of each position.
    pub features: Vec<Vec<u64>>,
    /// The right label of each position.
    pub gold: Vec<u8>,
    /// The labels that each position may have, one bit a label; empty: all.
    pub masks: Vec<u64>,
}

/// How to train.
#[derive(Debug, Clone)]
pub struct TrainOptions {
    /// Passes over the data.
    pub epochs: usize,
    /// log2 of the rows of the table.
    pub bits: u32,
    /// The size of a stored weight.
    pub cell: Cell,
    /// What a wrong label is given on top of its score while training, so that right labels win by a margin; 0: none.
    pub margin: f32,
    /// What a given wrong label's margin becomes: (gold, wrong, margin), over `margin`. Makes a label dearer to miss.
    pub costs: Vec<(u8, u8, f32)>,
    /// Order of the sequences.
    pub seed: u64,
}

impl Default for TrainOptions {
    fn default() -> Self {
        TrainOptions { epochs: 10, bits: 18, cell: Cell::I8, margin: 1.0, costs: Vec::new(), seed: 1 }
    }
}

/// A trained tagger: weights and transitions, read from one weight file.
#[derive(Debug, Clone)]
pub struct Tagger<'a> {
    weights: Weights<'a>,
    transitions: Transitions<i32>,
}

impl<'a> Tagger<'a> {
    /// Takes the transitions from the dense numbers of a weight file: (labels + 1) rows of `labels`, the start last.
    pub fn new(weights: Weights<'a>) -> Tagger<'a> {
        let mut transitions = Transitions::new(weights.width());
        let labels = transitions.labels().max(1);
        for (at, &score) in weights.dense().iter().enumerate() {
            let previous = (at / labels < labels).then_some(at / labels);
            transitions.set(previous, at % labels, i32::from(score));
        }
        Tagger { weights, transitions }
    }

    /// The weights.
    pub fn weights(&self) -> &Weights<'a> {
        &self.weights
    }

    /// The transitions, to forbid what a labelling scheme forbids (`I` after `O`).
    pub fn transitions_mut(&mut self) -> &mut Transitions<i32> {
        &mut self.transitions
    }

    /// The number of labels.
    pub fn labels(&self) -> usize {
        self.transitions.labels()
    }

    /// Appends to `emissions` one position: the sum of its features' rows.
    pub fn emit(&self, features: &[u64], emissions: &mut Vec<i32>) {
        let at = emissions.len();
        emissions.resize(at + self.labels(), 0);
        let Some(scores) = emissions.get_mut(at..) else { return };
        for &feature in features {
            self.weights.add(feature, scores);
        }
    }

    /// The best labels for the positions in `emissions`; `masks` as in [`viterbi`].
    pub fn decode(&self, emissions: &[i32], masks: &[u64], path: &mut Vec<u8>) {
        viterbi(emissions, &self.transitions, masks, path);
    }
}

/// Trains a tagger and gives its weights; `grammar` says which labels may follow which. Depends on its arguments alone.
///
/// `progress` is told, after each pass, its number and the share of training positions it labelled right as it went.
pub fn train_tagger(
    card: Card,
    sequences: &[Sequence],
    grammar: &Transitions<f32>,
    options: &TrainOptions,
    mut progress: impl FnMut(usize, f64),
) -> Weights<'static> {
    let labels = grammar.labels();
    let mut learner = Learner::new(options.bits, labels);
    // Transitions are learned in a table of their own: a row for each label before, and one for the start.
    let mut pairs = Learner::new(usize::BITS - labels.max(1).leading_zeros() + 2, labels);
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut shuffle = Shuffle::new(options.seed);
    let mut trellis = Trellis::default();
    for epoch in 0..options.epochs {
        shuffle.shuffle(&mut order);
        let (mut right, mut all) = (0usize, 0usize);
        for &n in &order {
            let Some(sequence) = sequences.get(n) else { continue };
            right += trellis.learn(sequence, &mut learner, &mut pairs, grammar, options);
            all += sequence.gold.len();
        }
        progress(epoch + 1, right as f64 / all.max(1) as f64);
    }
    let values = learner.averaged();
    let pairs = averaged_pairs(&pairs, labels);
    let top = values.iter().chain(&pairs).fold(0f32, |max, w| max.max(w.abs()));
    // One in a thousand of the used weights may be cut: the largest are few, and finer steps serve the many.
    let mut used: Vec<f32> = values.iter().map(|w| w.abs()).filter(|&w| w > 0.0).collect();
    used.sort_by(f32::total_cmp);
    let cut = used.get(used.len().saturating_sub(1 + used.len() / 1000)).copied().unwrap_or(1.0);
    let limit = match options.cell {
        Cell::I8 => cut.max(top / 4.0),
        Cell::I16 => top,
    };
    let scale = options.cell.max() as f32 / limit.max(f32::MIN_POSITIVE);
    Weights::quantise(card, options.cell, options.bits, labels, scale, &values, &pairs)
}

fn averaged_pairs(pairs: &Learner, labels: usize) -> Vec<f32> {
    let rows = pairs.averaged();
    (0..=labels)
        .flat_map(|previous| {
            let at = crate::hash::row(pair_feature(previous), pairs.bits()) * labels;
            (0..labels).map(move |next| at + next)
        })
        .map(|at| rows.get(at).copied().unwrap_or(0.0))
        .collect()
}

/// Consecutive multiples of the golden ratio fall into different rows (Fibonacci hashing), so that no two labels share one.
fn pair_feature(previous: usize) -> u64 {
    previous as u64
}

#[derive(Default)]
struct Trellis {
    emissions: Vec<f32>,
    path: Vec<u8>,
}

impl Trellis {
    /// One step of learning; the number of positions that were right before it.
    fn learn(
        &mut self,
        sequence: &Sequence,
        learner: &mut Learner,
        pairs: &mut Learner,
        grammar: &Transitions<f32>,
        options: &TrainOptions,
    ) -> usize {
        let labels = grammar.labels();
        let mut transitions = grammar.clone();
        for previous in 0..=labels {
            let mut row = vec![0.0; labels];
            pairs.add(pair_feature(previous), &mut row);
            for (next, &score) in row.iter().enumerate() {
                transitions.set((previous < labels).then_some(previous), next, score);
            }
        }
        self.emissions.clear();
        for (features, &gold) in sequence.features.iter().zip(&sequence.gold) {
            let at = self.emissions.len();
            let margin = |label: usize| {
                let dear = options.costs.iter().find(|c| (c.0, usize::from(c.1)) == (gold, label));
                dear.map_or(options.margin, |c| c.2)
            };
            self.emissions.extend((0..labels).map(|l| if l == usize::from(gold) { 0.0 } else { margin(l) }));
            let Some(scores) = self.emissions.get_mut(at..) else { continue };
            features.iter().for_each(|&f| learner.add(f, scores));
        }
        viterbi(&self.emissions, &transitions, &sequence.masks, &mut self.path);
        let right = self.path.iter().zip(&sequence.gold).filter(|(a, b)| a == b).count();
        if right < sequence.gold.len() {
            self.update(sequence, learner, pairs, labels);
        }
        learner.tick();
        pairs.tick();
        right
    }

    fn update(&self, sequence: &Sequence, learner: &mut Learner, pairs: &mut Learner, labels: usize) {
        let (mut gold_before, mut path_before) = (labels, labels);
        for ((features, &gold), &found) in sequence.features.iter().zip(&sequence.gold).zip(&self.path) {
            let (gold, found) = (usize::from(gold), usize::from(found));
            if gold != found {
                for &feature in features {
                    learner.update(feature, gold, 1.0);
                    learner.update(feature, found, -1.0);
                }
            }
            if (gold_before, gold) != (path_before, found) {
                pairs.update(pair_feature(gold_before), gold, 1.0);
                pairs.update(pair_feature(path_before), found, -1.0);
            }
            (gold_before, path_before) = (gold, found);
        }
    }
}

/// The share of positions of `sequences` that a tagger labels right.
pub fn accuracy(tagger: &Tagger<'_>, sequences: &[Sequence]) -> f64 {
    let (mut right, mut all) = (0usize, 0usize);
    let (mut emissions, mut path) = (Vec::new(), Vec::new());
    for sequence in sequences {
        emissions.clear();
        sequence.features.iter().for_each(|f| tagger.emit(f, &mut emissions));
        tagger.decode(&emissions, &sequence.masks, &mut path);
        right += path.iter().zip(&sequence.gold).filter(|(a, b)| a == b).count();
        all += sequence.gold.len();
    }
    right as f64 / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::{feature, text};

    /// Titles are tagged 1 and the name after a title 2: only the context tells names from other words.
    fn sequences(range: std::ops::Range<u64>) -> Vec<Sequence> {
        range
            .map(|n| {
                let words: Vec<String> = (0..6)
                    .map(|i| if (n + i) % 4 == 0 { "وزير".into() } else { format!("كلمة{}", n * i % 7) })
                    .collect();
                let mut sequence = Sequence::default();
                for (i, word) in words.iter().enumerate() {
                    let before = if i == 0 { "" } else { words[i - 1].as_str() };
                    sequence.features.push(vec![feature(0, text(word)), feature(1, text(before))]);
                    sequence.gold.push(if word == "وزير" {
                        1
                    } else if before == "وزير" {
                        2
                    } else {
                        0
                    });
                }
                sequence
            })
            .collect()
    }

    #[test]
    fn a_tagger_learns_and_survives_its_file() {
        let grammar = Transitions::new(3);
        for cell in [Cell::I8, Cell::I16] {
            let options = TrainOptions { epochs: 5, bits: 10, cell, ..TrainOptions::default() };
            let mut shares = Vec::new();
            let card = Card { labels: ["O", "T", "N"].map(String::from).to_vec(), ..Card::default() };
            let train = sequences(0..40);
            let file =
                train_tagger(card, &train, &grammar, &options, |_, share| shares.push(share)).to_bytes();
            assert!(shares.last() > shares.first());
            let again = train_tagger(
                Card { labels: ["O", "T", "N"].map(String::from).to_vec(), ..Card::default() },
                &train,
                &grammar,
                &options,
                |_, _| (),
            );
            assert_eq!(again.to_bytes(), file, "training depends on its arguments alone");
            let tagger = Tagger::new(Weights::from_bytes(&file).unwrap());
            assert_eq!(accuracy(&tagger, &sequences(100..120)), 1.0);
        }
    }

    #[test]
    fn rows_of_transitions_do_not_collide() {
        for labels in 1..=64usize {
            let bits = usize::BITS - labels.leading_zeros() + 2;
            let mut rows: Vec<usize> =
                (0..=labels).map(|p| crate::hash::row(pair_feature(p), bits)).collect();
            rows.sort_unstable();
            rows.dedup();
            assert_eq!(rows.len(), labels + 1, "{labels} labels");
        }
    }
}
