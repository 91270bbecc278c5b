//! The best label sequence under emission scores and first-order transitions.

use std::ops::Add;

/// Scores and permissions of label pairs. `T` is `i32` when decoding and `f32` when training.
#[derive(Debug, Clone, PartialEq)]
pub struct Transitions<T> {
    labels: usize,
    scores: Vec<T>,
    allowed: Vec<u64>,
}

impl<T: Copy + Default> Transitions<T> {
    /// All transitions allowed, all scores zero. At most 64 labels are kept apart by masks.
    pub fn new(labels: usize) -> Self {
        let labels = labels.min(64);
        Transitions {
            labels,
            scores: vec![T::default(); (labels + 1) * labels],
            allowed: vec![u64::MAX; labels + 1],
        }
    }

    /// The number of labels.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// The row of `previous`; the row after the last label's is the start of a sequence.
    fn row_of(&self, previous: Option<usize>) -> usize {
        previous.map_or(self.labels, |p| p.min(self.labels))
    }

    /// Sets which labels may follow `previous` (None: may begin a sequence), one bit a label.
    pub fn allow(&mut self, previous: Option<usize>, next: u64) {
        let row = self.row_of(previous);
        if let Some(mask) = self.allowed.get_mut(row) {
            *mask = next;
        }
    }

    /// The labels that may follow `previous`.
    pub fn mask(&self, previous: Option<usize>) -> u64 {
        self.allowed.get(self.row_of(previous)).copied().unwrap_or(0)
    }

    /// The score of `next` after `previous` (None: at the start).
    pub fn score(&self, previous: Option<usize>, next: usize) -> T {
        self.scores.get(self.row_of(previous) * self.labels + next).copied().unwrap_or_default()
    }

    /// Sets the score of `next` after `previous`.
    pub fn set(&mut self, previous: Option<usize>, next: usize, score: T) {
        let at = self.row_of(previous) * self.labels + next;
        if next < self.labels
            && let Some(cell) = self.scores.get_mut(at)
        {
            *cell = score;
        }
    }
}

/// Writes into `path` the labels with the highest sum of scores.
///
/// `emissions` holds `labels` scores for each position, one after the other. `masks`, if not empty, says for each position which
/// labels it may have; a position whose mask and transitions leave nothing keeps all labels, so that every input has a path.
/// Of equal sums the path with the lower labels wins.
pub fn viterbi<T>(emissions: &[T], transitions: &Transitions<T>, masks: &[u64], path: &mut Vec<u8>)
where
    T: Copy + Default + PartialOrd + Add<Output = T>,
{
    path.clear();
    let labels = transitions.labels();
    if labels == 0 {
        return;
    }
    let all = if labels == 64 { u64::MAX } else { (1 << labels) - 1 };
    let mut back: Vec<u8> = Vec::with_capacity(emissions.len());
    let mut before: Vec<Option<T>> = Vec::new();
    let mut now: Vec<Option<T>> = Vec::new();
    for (at, scores) in emissions.chunks_exact(labels).enumerate() {
        let mask = masks.get(at).copied().unwrap_or(all) & all;
        step(transitions, scores, mask, true, &before, &mut now, &mut back, at == 0);
        if now.iter().all(Option::is_none) {
            // The mask and the transitions contradict each other: better a path against the grammar than none.
            back.truncate(at * labels);
            let mask = if mask == 0 { all } else { mask };
            step(transitions, scores, mask, false, &before, &mut now, &mut back, at == 0);
        }
        std::mem::swap(&mut before, &mut now);
    }
    let Some(mut label) = best(&before) else { return };
    for column in back.chunks_exact(labels).rev() {
        path.push(label);
        label = column.get(usize::from(label)).copied().unwrap_or(0);
    }
    path.reverse();
}

/// One column of the trellis: `now` from `before`, and for each label the one it comes from.
#[allow(clippy::too_many_arguments)]
fn step<T>(
    transitions: &Transitions<T>,
    scores: &[T],
    mask: u64,
    strict: bool,
    before: &[Option<T>],
    now: &mut Vec<Option<T>>,
    back: &mut Vec<u8>,
    first: bool,
) where
    T: Copy + Default + PartialOrd + Add<Output = T>,
{
    now.clear();
    for (label, &score) in scores.iter().enumerate() {
        let mut found: Option<(T, u8)> = None;
        if mask >> label & 1 == 1 {
            if first {
                if !strict || transitions.mask(None) >> label & 1 == 1 {
                    found = Some((transitions.score(None, label), 0));
                }
            } else {
                for (previous, sum) in before.iter().enumerate() {
                    let Some(sum) = *sum else { continue };
                    if strict && transitions.mask(Some(previous)) >> label & 1 == 0 {
                        continue;
                    }
                    let sum = sum + transitions.score(Some(previous), label);
                    if found.is_none_or(|(best, _)| sum > best) {
                        found = Some((sum, previous as u8));
                    }
                }
            }
        }
        now.push(found.map(|(sum, _)| sum + score));
        back.push(found.map_or(0, |(_, from)| from));
    }
}

fn best<T: Copy + PartialOrd>(column: &[Option<T>]) -> Option<u8> {
    let mut found: Option<(T, u8)> = None;
    for (label, sum) in column.iter().enumerate() {
        if let Some(sum) = *sum
            && found.is_none_or(|(best, _)| sum > best)
        {
            found = Some((sum, label as u8));
        }
    }
    found.map(|(_, label)| label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(emissions: &[i32], transitions: &Transitions<i32>, masks: &[u64]) -> Vec<u8> {
        let mut path = Vec::new();
        viterbi(emissions, transitions, masks, &mut path);
        path
    }

    #[test]
    fn transitions_outweigh_a_local_best() {
        let mut t = Transitions::new(2);
        t.set(Some(0), 1, -10);
        assert_eq!(decode(&[5, 0, 0, 3], &t, &[]), [0, 0]);
        t.set(Some(0), 1, 0);
        assert_eq!(decode(&[5, 0, 0, 3], &t, &[]), [0, 1]);
    }

    #[test]
    fn masks_and_grammar_hold() {
        // O, B, I: I only after B or I.
        let mut t = Transitions::new(3);
        t.allow(None, 0b011);
        t.allow(Some(0), 0b011);
        assert_eq!(decode(&[1, 0, 9, 0, 0, 9], &t, &[]), [1, 2]);
        assert_eq!(decode(&[1, 0, 9, 0, 0, 9], &t, &[0b001, 0b111]), [0, 0]);
        // A contradiction keeps the mask and gives up the grammar.
        assert_eq!(decode(&[1, 0, 9, 0, 0, 9], &t, &[0b001, 0b100]), [0, 2]);
        // An empty mask means no knowledge.
        assert_eq!(decode(&[0, 1, 0], &t, &[0]), [1]);
    }

    #[test]
    fn best_path_agrees_with_trying_all() {
        let mut state = 7u64;
        let mut next = || {
            state = crate::hash::mix(state.wrapping_add(1));
            (state % 41) as i32 - 20
        };
        for _ in 0..200 {
            let mut t = Transitions::new(3);
            for p in [None, Some(0), Some(1), Some(2)] {
                (0..3).for_each(|n| t.set(p, n, next()));
            }
            let emissions: Vec<i32> = (0..12).map(|_| next()).collect();
            let sum = |path: &[u8]| {
                let mut before = None;
                let mut sum = 0;
                for (at, &label) in path.iter().enumerate() {
                    sum += emissions[at * 3 + usize::from(label)] + t.score(before, usize::from(label));
                    before = Some(usize::from(label));
                }
                sum
            };
            let best = (0..81u8).map(|n| sum(&[n / 27, n / 9 % 3, n / 3 % 3, n % 3])).max();
            assert_eq!(Some(sum(&decode(&emissions, &t, &[]))), best);
        }
    }

    #[test]
    fn empty_input_has_an_empty_path() {
        assert!(decode(&[], &Transitions::new(3), &[]).is_empty());
        assert!(decode(&[], &Transitions::new(0), &[]).is_empty());
    }
}
