//! Learning the weights of the entity model: a conditional random field, trained by AdaGrad with features left out at random,
//! and with weights of its own for each source beside the common ones (Daumé 2007).

use std::collections::HashMap;

use warraq_extractors::entity::tagger::{LABELS, may_follow};
use warraq_model::Shuffle;

pub(crate) const N: usize = LABELS.len();
type Row = [f32; N];

/// A sentence made ready: the numbers of its features, unit by unit, and the right labels.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sequence {
    pub(crate) features: Vec<Vec<u32>>,
    pub(crate) gold: Vec<u8>,
    /// The source that it is from.
    pub(crate) source: usize,
}

/// The numbers of features by their hashes.
#[derive(Debug, Default)]
pub(crate) struct Index {
    numbers: HashMap<u64, u32>,
    pub(crate) hashes: Vec<u64>,
    pub(crate) counts: Vec<u32>,
}

impl Index {
    pub(crate) fn number(&mut self, hash: u64) -> u32 {
        let next = self.hashes.len() as u32;
        let number = *self.numbers.entry(hash).or_insert(next);
        if number == next {
            self.hashes.push(hash);
            self.counts.push(0);
        }
        self.counts[number as usize] += 1;
        number
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Options {
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    pub(crate) decay: f32,
    pub(crate) dropout: f32,
    pub(crate) seed: u64,
}

/// Weights with their squared gradients.
#[derive(Debug, Clone)]
struct Table {
    weights: Vec<Row>,
    squares: Vec<Row>,
}

impl Table {
    fn new(rows: usize) -> Table {
        Table { weights: vec![[0.0; N]; rows], squares: vec![[1.0; N]; rows] }
    }

    fn step(&mut self, row: usize, gradient: &Row, options: &Options) {
        let (weights, squares) = (&mut self.weights[row], &mut self.squares[row]);
        for n in 0..N {
            let g = gradient[n] - options.decay * weights[n];
            squares[n] += g * g;
            weights[n] += options.rate * g / squares[n].sqrt();
        }
    }
}

/// What was learned: a row of weights a feature, and a row for each label before (the start last).
#[derive(Debug, Clone)]
pub(crate) struct Learned {
    pub(crate) weights: Vec<Row>,
    pub(crate) pairs: Vec<Row>,
}

/// The common weights and those of each source.
struct Model {
    tables: Vec<Table>,
    pairs: Vec<Table>,
    options: Options,
    random: u64,
}

/// Learns from the sequences; the weights are those for the source `target`.
pub(crate) fn learn(
    sequences: &[Sequence],
    features: usize,
    sources: usize,
    target: usize,
    options: &Options,
    mut progress: impl FnMut(usize, f64, &Learned),
) -> Learned {
    let mut model = Model {
        tables: vec![Table::new(features); sources + 1],
        pairs: vec![Table::new(N + 1); sources + 1],
        options: options.clone(),
        random: options.seed | 1,
    };
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut shuffle = Shuffle::new(options.seed);
    let mut out = Learned { weights: Vec::new(), pairs: Vec::new() };
    for epoch in 0..options.epochs {
        shuffle.shuffle(&mut order);
        model.options.rate = options.rate * (1.0 - epoch as f32 / options.epochs as f32 * 0.8);
        let mut loss = 0.0;
        for &n in &order {
            loss += f64::from(model.sequence(&sequences[n]));
        }
        out = model.joined(target);
        progress(epoch + 1, loss / sequences.len().max(1) as f64, &out);
    }
    out
}

impl Model {
    /// The common weights and those of a source in one.
    fn joined(&self, source: usize) -> Learned {
        let keep = 1.0 - self.options.dropout;
        let sum = |tables: &[Table], keep: f32| {
            let (common, own) = (&tables[0].weights, &tables[source + 1].weights);
            common.iter().zip(own).map(|(a, b)| std::array::from_fn(|n| (a[n] + b[n]) * keep)).collect()
        };
        Learned { weights: sum(&self.tables, keep), pairs: sum(&self.pairs, 1.0) }
    }

    fn chance(&mut self) -> f32 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 40) as f32 / (1u64 << 24) as f32
    }

    /// One step on one sequence; its loss before it.
    fn sequence(&mut self, sequence: &Sequence) -> f32 {
        let own = sequence.source + 1;
        let dropout = self.options.dropout;
        let kept: Vec<Vec<u32>> = sequence
            .features
            .iter()
            .map(|list| list.iter().copied().filter(|_| self.chance() >= dropout).collect())
            .collect();
        let emissions: Vec<Row> = kept
            .iter()
            .map(|list| {
                let mut row = [0.0; N];
                for &f in list {
                    let (a, b) = (&self.tables[0].weights[f as usize], &self.tables[own].weights[f as usize]);
                    (0..N).for_each(|n| row[n] += a[n] + b[n]);
                }
                row
            })
            .collect();
        let pairs: Vec<Row> = (0..=N)
            .map(|p| {
                let allowed = may_follow((p < N).then_some(p));
                let (a, b) = (&self.pairs[0].weights[p], &self.pairs[own].weights[p]);
                std::array::from_fn(|n| if allowed >> n & 1 == 1 { a[n] + b[n] } else { -1e4 })
            })
            .collect();
        let (unary, binary, loss) = gradients(&emissions, &pairs, &sequence.gold);
        for (list, gradient) in kept.iter().zip(&unary) {
            for &f in list {
                self.tables[0].step(f as usize, gradient, &self.options);
                self.tables[own].step(f as usize, gradient, &self.options);
            }
        }
        for (p, gradient) in binary.iter().enumerate() {
            self.pairs[0].step(p, gradient, &self.options);
            self.pairs[own].step(p, gradient, &self.options);
        }
        loss
    }
}

fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let top = values.clone().fold(f32::MIN, f32::max);
    top + values.map(|v| (v - top).exp()).sum::<f32>().ln()
}

/// The gradients of the log-likelihood: a row for each position, a row for each label before, and the loss.
fn gradients(emissions: &[Row], pairs: &[Row], gold: &[u8]) -> (Vec<Row>, Vec<Row>, f32) {
    let length = emissions.len();
    let mut forward: Vec<Row> = Vec::with_capacity(length);
    for (t, row) in emissions.iter().enumerate() {
        let next = match forward.last() {
            None => std::array::from_fn(|n| pairs[N][n] + row[n]),
            Some(before) => {
                let before: Row = *before;
                std::array::from_fn(|n| log_sum((0..N).map(|p| before[p] + pairs[p][n])) + row[n])
            }
        };
        debug_assert_eq!(forward.len(), t);
        forward.push(next);
    }
    let mut backward: Vec<Row> = vec![[0.0; N]; length];
    for t in (0..length.saturating_sub(1)).rev() {
        let (after, row) = (backward[t + 1], emissions[t + 1]);
        backward[t] = std::array::from_fn(|p| log_sum((0..N).map(|n| pairs[p][n] + row[n] + after[n])));
    }
    let total = forward.last().map_or(0.0, |row| log_sum(row.iter().copied()));
    let mut unary = vec![[0.0; N]; length];
    let mut binary = vec![[0.0; N]; N + 1];
    let mut score = 0.0;
    for t in 0..length {
        let right = usize::from(gold[t]);
        for n in 0..N {
            unary[t][n] = -(forward[t][n] + backward[t][n] - total).exp();
        }
        unary[t][right] += 1.0;
        if t == 0 {
            (0..N).for_each(|n| binary[N][n] -= (forward[0][n] + backward[0][n] - total).exp());
            binary[N][right] += 1.0;
            score += pairs[N][right];
        } else {
            for p in 0..N {
                for n in 0..N {
                    let edge = forward[t - 1][p] + pairs[p][n] + emissions[t][n] + backward[t][n] - total;
                    binary[p][n] -= edge.exp();
                }
            }
            let before = usize::from(gold[t - 1]);
            binary[before][right] += 1.0;
            score += pairs[before][right];
        }
        score += emissions[t][right];
    }
    (unary, binary, total - score)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feature 0 marks names, feature 1 what goes on with them, feature 2 all else.
    fn sequences() -> Vec<Sequence> {
        let one = |list: &[u32], gold: &[u8]| Sequence {
            features: list.iter().map(|f| vec![*f]).collect(),
            gold: gold.to_vec(),
            source: 0,
        };
        vec![one(&[2, 0, 1, 2], &[0, 1, 2, 0]), one(&[0, 2], &[1, 0]), one(&[2, 2], &[0, 0])]
    }

    #[test]
    fn the_loss_falls_and_the_weights_are_right() {
        let options = Options { epochs: 20, rate: 0.3, decay: 0.0, dropout: 0.0, seed: 3 };
        let mut losses = Vec::new();
        let learned = learn(&sequences(), 3, 1, 0, &options, |_, loss, _| losses.push(loss));
        assert!(losses.last() < losses.first());
        assert!(learned.weights[0][1] > learned.weights[0][0]);
        assert!(learned.weights[2][0] > learned.weights[2][1]);
        assert!(learned.pairs[1][2] > learned.pairs[1][0] - 1.0);
    }
}
