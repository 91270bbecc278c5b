//! Decoding where every position has candidates of its own.

use std::ops::Add;

/// A sequence of positions, each with its candidates; reused from sentence to sentence without new allocations.
///
/// `T` is the score, `i32` when decoding and `f32` when training; `C` is what transitions see of a candidate.
#[derive(Debug, Default, Clone)]
pub struct Lattice<T, C> {
    ends: Vec<usize>,
    scores: Vec<T>,
    classes: Vec<C>,
    sums: Vec<T>,
    back: Vec<u16>,
}

impl<T: Copy + Default + PartialOrd + Add<Output = T>, C: Copy + Default> Lattice<T, C> {
    /// Forgets all positions.
    pub fn clear(&mut self) {
        self.ends.clear();
        self.scores.clear();
        self.classes.clear();
    }

    /// Adds a candidate to the position that is open.
    pub fn candidate(&mut self, score: T, class: C) {
        self.scores.push(score);
        self.classes.push(class);
    }

    /// Closes the position; it must have at least one candidate, else it is not counted.
    pub fn close(&mut self) {
        if self.scores.len() > self.ends.last().copied().unwrap_or(0) {
            self.ends.push(self.scores.len());
        }
    }

    /// Writes into `path` the candidate chosen at each position (its number there).
    ///
    /// `after` is the score of a class after another one; `start` is the class before the first position. Of equal sums the earlier
    /// candidate wins.
    pub fn best(&mut self, after: impl Fn(C, C) -> T, start: C, path: &mut Vec<u16>) {
        path.clear();
        self.sums.clear();
        self.back.clear();
        let (mut from, mut to) = (0, 0);
        for &end in &self.ends {
            if end == to + 1 && to - from <= 1 {
                // Nothing to choose: the sums behind it need not tell what came before.
                self.sums.push(T::default());
                self.back.push(0);
                (from, to) = (to, end);
                continue;
            }
            for at in to..end {
                let class = self.classes.get(at).copied().unwrap_or_default();
                let own = self.scores.get(at).copied().unwrap_or_default();
                let mut found: Option<(T, u16)> = None;
                if from == to {
                    found = Some((after(start, class), 0));
                }
                let before = self.sums.get(from..to).unwrap_or(&[]);
                let classes = self.classes.get(from..to).unwrap_or(&[]);
                for (n, (&sum, &previous)) in before.iter().zip(classes).enumerate() {
                    let sum = sum + after(previous, class);
                    if found.is_none_or(|(best, _)| sum > best) {
                        found = Some((sum, n as u16));
                    }
                }
                let (sum, origin) = found.unwrap_or_default();
                self.sums.push(sum + own);
                self.back.push(origin);
            }
            (from, to) = (to, end);
        }
        self.trace(from, to, path);
    }

    fn trace(&self, from: usize, to: usize, path: &mut Vec<u16>) {
        let mut found: Option<(T, u16)> = None;
        for (n, &sum) in self.sums.get(from..to).unwrap_or(&[]).iter().enumerate() {
            if found.is_none_or(|(best, _)| sum > best) {
                found = Some((sum, n as u16));
            }
        }
        let Some((_, mut chosen)) = found else { return };
        for at in (0..self.ends.len()).rev() {
            path.push(chosen);
            let begin = if at == 0 { 0 } else { self.ends.get(at - 1).copied().unwrap_or(0) };
            chosen = self.back.get(begin + usize::from(chosen)).copied().unwrap_or(0);
        }
        path.reverse();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_sum_wins() {
        let mut lattice = Lattice::default();
        let mut path = Vec::new();
        // Class 0 after class 1 costs 9; the start is class 0.
        let after = |before: u8, class: u8| if (before, class) == (1, 0) { -9 } else { 0 };
        for (score, class) in [(3, 0), (5, 1)] {
            lattice.candidate(score, class);
        }
        lattice.close();
        lattice.candidate(4, 0);
        lattice.close();
        lattice.best(after, 0, &mut path);
        assert_eq!(path, [0, 0]);
        lattice.candidate(50, 1);
        lattice.close();
        lattice.close();
        lattice.best(after, 0, &mut path);
        assert_eq!(path, [0, 0, 0]);
        lattice.clear();
        lattice.best(after, 0, &mut path);
        assert!(path.is_empty());
    }
}
