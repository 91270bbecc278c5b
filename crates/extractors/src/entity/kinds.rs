//! The kinds of the tokens that a worker has seen, each made once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use warraq_model::hash;

use super::gazetteer::Gazetteer;
use super::unit::{Detail, Kind, Token, Word, stem_of};

/// Hashes are their own hashes.
#[derive(Default)]
pub(crate) struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash::pair(self.0, hash::bytes(bytes));
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// A table by hashes.
pub(crate) type ByHash<V> = HashMap<u64, V, BuildHasherDefault<Itself>>;

/// Kinds remembered before all are forgotten: as many as ten million bytes of news have, 40 MB of a worker's memory.
const LIMIT: usize = 1 << 17;
/// log2 of the slots at first.
const SLOTS: u32 = 12;
/// The number of no kind.
const NONE: u32 = u32::MAX;

/// The kinds of the tokens seen so far. A kind depends on its token alone, so that forgetting changes no output.
#[derive(Debug, Default)]
pub struct Kinds {
    /// Keys with the numbers of their kinds, each at the first free place from the one that the key names: a power of two, at
    /// least twice as many as there are kinds. A plain array, so that a search waits for one line of memory only.
    slots: Vec<(u64, u32)>,
    list: Vec<Kind>,
    details: Vec<Detail>,
    roots: ByHash<u32>,
    found: Vec<(u64, u32)>,
}

impl Kinds {
    /// Forgets everything if there is too much of it, and says so. Numbers are good until then.
    pub fn make_room(&mut self) -> bool {
        let full = self.list.len() >= LIMIT;
        if full {
            self.slots.clear();
            self.list.clear();
            self.details.clear();
            self.roots.clear();
        }
        full
    }

    /// The numbers of the kinds of the tokens of a sentence, in order. All are searched for before any is needed, so that one
    /// line of memory is fetched while another is awaited.
    pub fn find<'a>(
        &mut self,
        tokens: &[Token<'_>],
        word: impl Fn(u32, usize) -> Word<'a>,
        lists: &Gazetteer,
        mut give: impl FnMut(&Token<'_>, u32, &Kind),
    ) {
        let mut found = std::mem::take(&mut self.found);
        found.clear();
        found.extend(tokens.iter().map(|token| (key(token, &word), NONE)));
        let mask = self.slots.len().wrapping_sub(1);
        for (key, number) in &mut found {
            // Most keys are at their first place. Nothing here waits for memory, and nothing is guessed.
            let (known, first) = self.slots.get(*key as usize & mask).copied().unwrap_or((0, NONE));
            *number = first | u32::from(known == *key).wrapping_sub(1);
        }
        for (token, (key, number)) in tokens.iter().zip(&mut found) {
            if *number == NONE {
                *number = self.search(*key);
            }
            if *number == NONE {
                let words: Vec<_> = token.words.clone().map(|n| word(token.start, n)).collect();
                let (mut kind, detail) = Kind::new(token.text, token.shape, &words, lists);
                let next = self.roots.len() as u32;
                kind.root = *self.roots.entry(kind.core).or_insert(next);
                *number = self.list.len() as u32;
                self.list.push(kind);
                self.details.push(detail);
                self.keep(*key, *number);
            }
        }
        for (token, (_, number)) in tokens.iter().zip(&found) {
            if let Some(kind) = self.list.get(*number as usize) {
                give(token, *number, kind);
            }
        }
        self.found = found;
    }

    /// The number that a key has.
    #[inline]
    fn search(&self, key: u64) -> u32 {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = key as usize & mask;
        while let Some(&(known, number)) = self.slots.get(at) {
            if known == key || number == NONE {
                return number;
            }
            at = (at + 1) & mask;
        }
        NONE
    }

    fn keep(&mut self, key: u64, number: u32) {
        if self.slots.len() < self.list.len() * 2 {
            let more = (self.slots.len() * 2).max(1 << SLOTS);
            let old = std::mem::replace(&mut self.slots, vec![(0, NONE); more]);
            old.into_iter().filter(|slot| slot.1 != NONE).for_each(|slot| self.put(slot));
        }
        self.put((key, number));
    }

    fn put(&mut self, slot: (u64, u32)) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = slot.0 as usize & mask;
        while self.slots.get(at).is_some_and(|slot| slot.1 != NONE) {
            at = (at + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(at) {
            *free = slot;
        }
    }

    /// All kinds, by their numbers.
    #[inline]
    #[must_use]
    pub fn list(&self) -> &[Kind] {
        &self.list
    }

    /// What else they say, by the same numbers.
    #[must_use]
    pub fn details(&self) -> &[Detail] {
        &self.details
    }

    /// How many different cores they have.
    #[must_use]
    pub fn roots(&self) -> usize {
        self.roots.len()
    }
}

/// All that a kind is made of: the same letters may be read with another form or lemma elsewhere.
#[inline(always)]
fn key<'a>(token: &Token<'_>, word: impl Fn(u32, usize) -> Word<'a>) -> u64 {
    let Token { text, start, shape, ref words } = *token;
    let (stem, clitics) = stem_of(words.clone().map(|n| word(start, n)), text);
    let place = u64::from(stem.start) << 32 | u64::from(stem.end);
    let tags = u64::from(stem.upos) << 16 | u64::from(clitics) << 8 | shape as u64;
    // Three strings at once: none waits for another.
    let strings = [text, stem.form, stem.lemma].map(quick);
    folded(folded(strings[0] ^ place, strings[1] ^ FIRST), strings[2] ^ SECOND ^ tags)
}

const FIRST: u64 = 0xa076_1d64_78bd_642f;
const SECOND: u64 = 0xe703_7ed1_a0b4_28db;

/// Both halves of a product in one.
#[inline]
fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

/// A hash that no file keeps: one multiplication for eight bytes.
#[inline]
fn quick(text: &str) -> u64 {
    let mut rest = text.as_bytes();
    let mut sum = FIRST ^ rest.len() as u64;
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        sum = folded(sum ^ u64::from_le_bytes(*eight), SECOND);
        rest = after;
    }
    folded(sum ^ hash::number(rest), SECOND)
}

#[cfg(test)]
mod tests {
    use super::super::unit::{CCONJ, NOUN, Shape, VERB};
    use super::*;

    #[test]
    fn the_same_letters_read_otherwise_are_another_kind() {
        let (mut kinds, lists) = (Kinds::default(), Gazetteer::new());
        let whole = Word { start: 0, end: 8, form: "وصلت", lemma: "وصل", upos: VERB };
        let other = Word { lemma: "صلة", ..whole };
        let noun = Word { upos: NOUN, ..whole };
        let and = Word { start: 0, end: 2, form: "و", lemma: "و", upos: CCONJ };
        let rest = Word { start: 2, form: "صلت", ..whole };
        let words = [whole, other, noun, and, rest, whole];
        let token = |words| Token { text: "وصلت", start: 0, shape: Shape::Word, words };
        let tokens = [0..1, 1..2, 2..3, 3..5, 5..6].map(token);
        let mut found = Vec::new();
        kinds.find(&tokens, |_, n| words[n], &lists, |_, number, _| found.push(number));
        assert_eq!(found, [0, 1, 2, 3, 0]);
        let lemmas: Vec<u64> = kinds.details().iter().map(|detail| detail.lemma).collect();
        assert_ne!(lemmas[0], lemmas[1], "a kind has the lemma of its own reading");
    }
}
