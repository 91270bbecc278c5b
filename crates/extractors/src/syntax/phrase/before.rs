//! Noun phrases read from their end.

use warraq_arabic::lexed::Gap;

use super::{Asked, LONGEST, Limits, Phrase};
use crate::syntax::Syntax;

impl Syntax {
    /// The noun phrase that ends with token `i`, not reaching before token `from`: as [`Syntax::phrase`] reads it from its start.
    pub(crate) fn phrase_before(&self, i: usize, from: usize, limits: &Limits) -> Option<Phrase> {
        let last = self.opening(i).filter(|open| *open > from).map_or(i, |_| i);
        let mut first = self.opening(i).unwrap_or(i);
        let nominal = |k: usize| self.fact(k).is_nominal() && !limits.adverbs.contains(self.stem(k));
        if first == i && !nominal(i) {
            return None;
        }
        let mut start = None;
        while first + LONGEST > last {
            start = Some(first);
            let Some(before) = first.checked_sub(1).filter(|before| *before >= from) else { break };
            if self.lexed.gap(first) >= Gap::Line {
                break;
            }
            if let Some(open) = self.opening(before) {
                first = open;
            } else if nominal(before) {
                first = before;
            } else if self.shows(before) && first == before + 1 {
                // «أفراد هذه الخلية»
                first = before;
            } else if matches!(self.stem(before), "في" | "مع")
                && before > from
                && nominal(before - 1)
                && self.fact(before - 1).stem == 0
            {
                first = before - 1;
            } else {
                break;
            }
        }
        // The last phrase of the run is the one that reaches `i` when read forward.
        let mut first = start?;
        loop {
            let phrase = self.phrase(first, limits, Asked { limit: last + 1, ..Asked::default() })?;
            if phrase.last >= last {
                return Some(phrase);
            }
            first = phrase.last + 1;
            while first < last && !self.starts_phrase(first, limits) {
                first += 1;
            }
        }
    }
}
