//! Real-valued weights while they are learned: additive updates and their average over time.

use crate::hash;

/// A hashed table of 2^`bits` rows of `width` weights with the average of each weight over all steps.
///
/// The average (Freund and Schapire 1999, Collins 2002) is what makes a perceptron's last updates weigh no more than its first.
#[derive(Debug, Clone)]
pub struct Learner {
    bits: u32,
    width: usize,
    weights: Vec<f32>,
    /// Each update times the step it was made at; the average is `weights - weighted / steps`.
    weighted: Vec<f64>,
    step: f64,
}

impl Learner {
    /// All weights zero.
    pub fn new(bits: u32, width: usize) -> Self {
        let bits = bits.clamp(1, 28);
        let cells = width.max(1) << bits;
        Learner {
            bits,
            width: width.max(1),
            weights: vec![0.0; cells],
            weighted: vec![0.0; cells],
            step: 1.0,
        }
    }

    /// log2 of the rows.
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// Weights a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Adds the row of a feature to `scores`.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut [f32]) {
        let at = hash::row(feature, self.bits) * self.width;
        if let Some(row) = self.weights.get(at..at + self.width) {
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += weight;
            }
        }
    }

    /// The first weight of a feature's row.
    #[inline]
    pub fn get(&self, feature: u64) -> f32 {
        self.weights.get(hash::row(feature, self.bits) * self.width).copied().unwrap_or(0.0)
    }

    /// Adds `delta` to the weight of `feature` and `label`.
    #[inline]
    pub fn update(&mut self, feature: u64, label: usize, delta: f32) {
        if label >= self.width {
            return;
        }
        let at = hash::row(feature, self.bits) * self.width + label;
        if let (Some(weight), Some(weighted)) = (self.weights.get_mut(at), self.weighted.get_mut(at)) {
            *weight += delta;
            *weighted += self.step * f64::from(delta);
        }
    }

    /// Ends a step: call it after each training sequence, changed or not.
    pub fn tick(&mut self) {
        self.step += 1.0;
    }

    /// The averages, row by row.
    pub fn averaged(&self) -> Vec<f32> {
        self.weights
            .iter()
            .zip(&self.weighted)
            .map(|(&w, &u)| (f64::from(w) - u / self.step) as f32)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_average_is_over_steps() {
        let mut learner = Learner::new(4, 1);
        learner.tick();
        learner.update(5, 0, 4.0);
        learner.tick();
        learner.tick();
        // Zero in the first of four steps … 4 from the second step on: an average of (4 - 2) to the step count 4.
        assert_eq!(learner.get(5), 4.0);
        let row = hash::row(5, 4);
        assert_eq!(learner.averaged()[row], 4.0 - 2.0 * 4.0 / 4.0);
        learner.update(5, 7, 1.0);
        assert_eq!(learner.averaged().iter().filter(|&&w| w != 0.0).count(), 1);
    }
}
