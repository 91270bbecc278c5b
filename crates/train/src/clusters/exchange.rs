//! The exchange algorithm: words move between classes as long as that makes the text likelier.

/// Words whose class never changes: the edge of sentences, numbers, rare words.
const FIXED: usize = 3;

pub(crate) struct Exchange {
    classes: usize,
    /// The class of each word.
    of: Vec<u32>,
    counts: Vec<u32>,
    /// The words before and behind each word, with how often.
    before: Vec<Vec<(u32, u32)>>,
    behind: Vec<Vec<(u32, u32)>>,
    /// How often a class stands before another.
    pairs: Vec<u32>,
    /// How often a class occurs.
    totals: Vec<u32>,
    logs: Vec<f64>,
}

fn neighbours(pairs: &mut [(u32, u32)], words: usize) -> Vec<Vec<(u32, u32)>> {
    pairs.sort_unstable();
    let mut out: Vec<Vec<(u32, u32)>> = vec![Vec::new(); words];
    for &(word, other) in pairs.iter() {
        match out[word as usize].last_mut() {
            Some((last, count)) if *last == other => *count += 1,
            _ => out[word as usize].push((other, 1)),
        }
    }
    out
}

impl Exchange {
    /// The words of a text, each in one of some classes to begin with.
    pub(crate) fn new(text: &[u32], words: usize, classes: usize) -> Exchange {
        let classes = classes.max(FIXED + 1);
        let of: Vec<u32> = (0..words)
            .map(|n| if n < FIXED { n } else { FIXED + (n - FIXED) % (classes - FIXED) } as u32)
            .collect();
        let mut pairs: Vec<(u32, u32)> = text.windows(2).map(|two| (two[0], two[1])).collect();
        let behind = neighbours(&mut pairs, words);
        pairs.iter_mut().for_each(|pair| *pair = (pair.1, pair.0));
        let before = neighbours(&mut pairs, words);
        let logs = (0..1 << 16).map(|n| if n > 0 { f64::from(n) * f64::from(n).ln() } else { 0.0 }).collect();
        let mut made = Exchange {
            classes,
            counts: vec![0; words],
            before,
            behind,
            pairs: vec![0; classes * classes],
            totals: vec![0; classes],
            logs,
            of,
        };
        for word in text {
            made.counts[*word as usize] += 1;
            made.totals[made.of[*word as usize] as usize] += 1;
        }
        for (word, list) in made.behind.iter().enumerate() {
            for (other, count) in list {
                made.pairs[made.of[word] as usize * classes + made.of[*other as usize] as usize] += count;
            }
        }
        made
    }

    /// The class of each word.
    pub(crate) fn classes(&self) -> &[u32] {
        &self.of
    }

    /// n ln n.
    fn log(&self, n: u32) -> f64 {
        self.logs.get(n as usize).copied().unwrap_or_else(|| f64::from(n) * f64::from(n).ln())
    }

    /// The part of the text's log-likelihood that depends on classes.
    pub(crate) fn likelihood(&self) -> f64 {
        let pairs: f64 = self.pairs.iter().map(|n| self.log(*n)).sum();
        pairs - 2.0 * self.totals.iter().map(|n| self.log(*n)).sum::<f64>()
    }

    /// Moves each word once to its best class; how many moved.
    pub(crate) fn pass(&mut self) -> usize {
        (FIXED..self.of.len()).filter(|word| self.word(*word)).count()
    }

    /// The classes beside a word with how often, without the word itself; and how often it stands beside itself.
    fn beside(&self, word: usize, list: &[(u32, u32)]) -> (Vec<(usize, u32)>, u32) {
        let (mut out, mut own) = (vec![0u32; self.classes], 0);
        for (other, count) in list {
            if *other as usize == word {
                own = *count;
            } else {
                out[self.of[*other as usize] as usize] += count;
            }
        }
        (out.into_iter().enumerate().filter(|(_, n)| *n > 0).collect(), own)
    }

    fn word(&mut self, word: usize) -> bool {
        let (left, own) = self.beside(word, &self.before[word]);
        let (right, _) = self.beside(word, &self.behind[word]);
        let from = self.of[word] as usize;
        self.shift(from, &left, &right, own, self.counts[word], false);
        let (mut best, mut top) = (from, f64::MIN);
        for to in FIXED..self.classes {
            let gain = self.gain(to, &left, &right, own, self.counts[word]);
            // The old class wins where nothing is gained.
            if gain > top + 1e-9 || to == from && gain > top - 1e-9 {
                (best, top) = (to, gain);
            }
        }
        self.shift(best, &left, &right, own, self.counts[word], true);
        self.of[word] = best as u32;
        best != from
    }

    /// What the likelihood gains when the word joins a class.
    fn gain(&self, to: usize, left: &[(usize, u32)], right: &[(usize, u32)], own: u32, count: u32) -> f64 {
        let more = |n: u32, plus: u32| self.log(n + plus) - self.log(n);
        let mut sum = -2.0 * more(self.totals[to], count);
        let mut inside = own;
        for (class, n) in left {
            if *class == to {
                inside += n;
            } else {
                sum += more(self.pairs[class * self.classes + to], *n);
            }
        }
        for (class, n) in right {
            if *class == to {
                inside += n;
            } else {
                sum += more(self.pairs[to * self.classes + class], *n);
            }
        }
        sum + more(self.pairs[to * self.classes + to], inside)
    }

    /// Puts the word's counts into a class, or takes them out.
    fn shift(
        &mut self,
        class: usize,
        left: &[(usize, u32)],
        right: &[(usize, u32)],
        own: u32,
        count: u32,
        into: bool,
    ) {
        let change = |slot: &mut u32, n: u32| *slot = if into { *slot + n } else { *slot - n };
        change(&mut self.totals[class], count);
        for (other, n) in left {
            change(&mut self.pairs[other * self.classes + class], *n);
        }
        for (other, n) in right {
            change(&mut self.pairs[class * self.classes + other], *n);
        }
        change(&mut self.pairs[class * self.classes + class], own);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_the_same_words_come_together() {
        // 3 and 4 stand between 5 and 6; 7 and 8 between 6 and 5.
        let mut text = Vec::new();
        for n in 0..40u32 {
            text.extend([0, 5, 3 + n % 2, 6, 7 + n / 2 % 2, 5]);
        }
        let mut exchange = Exchange::new(&text, 9, 7);
        let first = exchange.likelihood();
        while exchange.pass() > 0 {}
        let of = exchange.classes();
        assert_eq!((of[3], of[7]), (of[4], of[8]));
        assert_ne!(of[3], of[7]);
        assert!(exchange.likelihood() > first);
    }
}
