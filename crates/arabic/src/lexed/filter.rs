//! Keys of folded forms, and filters that turn most forms away by their keys.

/// The key of an empty form.
pub(super) const START: u32 = 0x9e37_79b9;

/// The key of a form that has one more letter.
#[inline]
pub(super) const fn mix(key: u32, letter: u32) -> u32 {
    (key ^ letter).wrapping_mul(0x85eb_ca6b).rotate_left(13)
}

/// The key of a folded form: equal forms have equal keys.
pub(super) fn key(form: &str) -> u32 {
    form.chars().fold(START, |key, c| mix(key, c as u32))
}

/// A set of keys that may also hold others: one bit a key, eight or more bits for each that was added.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    keys: Vec<u32>,
    bits: Vec<u64>,
}

impl Filter {
    pub(super) fn add(&mut self, key: u32) {
        self.keys.push(key);
        if self.keys.len() * 8 > self.bits.len() * 64 {
            let words = (self.bits.len() * 2).max(16);
            self.bits = vec![0; words];
            for at in 0..self.keys.len() {
                self.set(self.keys.get(at).copied().unwrap_or_default());
            }
        } else {
            self.set(key);
        }
    }

    fn set(&mut self, key: u32) {
        let (word, bit) = self.place(key);
        if let Some(word) = self.bits.get_mut(word) {
            *word |= bit;
        }
    }

    /// The number of words is a power of two.
    #[inline]
    fn place(&self, key: u32) -> (usize, u64) {
        let word = (key >> 6) as usize & self.bits.len().wrapping_sub(1);
        (word, 1 << (key & 63))
    }

    /// Whether the key may have been added; surely not where this is false.
    #[inline]
    pub(super) fn may_have(&self, key: u32) -> bool {
        let (word, bit) = self.place(key);
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_there_and_most_else_is_not() {
        let mut filter = Filter::default();
        assert!(!filter.may_have(key("ثلاثة")));
        let numbers = |from: u32| (from..from + 5_000).map(|n| key(&n.to_string()));
        numbers(0).for_each(|key| filter.add(key));
        assert!(numbers(0).all(|key| filter.may_have(key)));
        assert!(numbers(10_000).filter(|key| filter.may_have(*key)).count() < 1_000);
    }
}
