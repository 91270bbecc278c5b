//! What a worker remembers of the tokens it has seen, so that a frequent token is analysed once.
//!
//! Everything remembered is a function of the token alone; forgetting it changes no output. Entries, candidates, words and strings
//! lie in a few long vectors, so that a remembered token costs no allocation and few lines of the processor's cache.

use std::ops::Range;

use warraq_core::Sym;
use warraq_model::Lattice;

use super::component::Symbols;
use super::engine::{self, Candidate, Engine, Kind, Scratch};
use super::parts::{Part, parts};
use super::surface::Surface;

/// Tokens remembered before all are forgotten.
const LIMIT: usize = 1 << 17;

/// Bytes of strings remembered before all is forgotten.
const TEXT_LIMIT: usize = 1 << 24;

/// The longest token that is remembered, in bytes.
const LONGEST: usize = 64;

/// The fewest places of the table.
const FEWEST: usize = 1 << 10;

/// A word ready to be written; its strings lie one behind the other in [`Cache::text`].
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Where it ends in the token.
    pub end: u32,
    /// Where its strings begin.
    at: usize,
    /// Bytes of its form; none where it is the covered text.
    form: Option<u32>,
    /// Bytes of its lemma without marks.
    lemma: u32,
    /// Bytes of its lemma with marks.
    marked: Option<u32>,
    /// Its part of speech.
    pub upos: Sym,
    /// Its features.
    pub feats: Sym,
}

/// The strings of a word.
#[derive(Debug, Clone, Copy)]
pub struct Strings<'c> {
    /// Its form where it is not the covered text.
    pub form: Option<&'c str>,
    /// Its lemma without marks.
    pub lemma: &'c str,
    /// Its lemma with marks.
    pub marked: Option<&'c str>,
}

/// The words of a candidate once it was chosen: where they begin, and how many they are.
type Chosen = Option<(u32, u8)>;

/// A token's analysis.
#[derive(Debug)]
struct Entry {
    hash: u64,
    /// Where its letters lie, for those that are remembered.
    key: Range<usize>,
    /// The part of speech that its class gives a token that is no word.
    given: Option<u8>,
    kind: Kind,
    candidates: Range<usize>,
}

/// Remembered tokens.
#[derive(Default)]
pub struct Cache {
    /// Numbers of entries plus one, at the place that their hash names or behind it; as many places as a power of two.
    places: Vec<u32>,
    entries: Vec<Entry>,
    keys: String,
    candidates: Vec<Candidate>,
    chosen: Vec<Chosen>,
    words: Vec<Word>,
    text: String,
    scratch: Scratch,
    surface: Surface,
}

impl Cache {
    /// Forgets everything if there is too much of it. Numbers of entries are good until then.
    pub fn make_room(&mut self) {
        if self.entries.len() >= LIMIT || self.text.len() >= TEXT_LIMIT {
            self.places.fill(0);
            self.entries.clear();
            self.keys.clear();
            self.candidates.clear();
            self.chosen.clear();
            self.words.clear();
            self.text.clear();
            self.text.shrink_to(TEXT_LIMIT);
        }
    }

    /// The number of a token's entry; `given` is the part of speech of a token that is no word.
    #[inline]
    pub fn find(&mut self, token: &str, given: Option<u8>, engine: &Engine<'_>) -> u32 {
        let hash = key(token.as_bytes());
        let mask = self.places.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(number) = self.places.get(at).and_then(|n| n.checked_sub(1)) {
            if let Some(entry) = self.entries.get(number as usize)
                && entry.hash == hash
                && entry.given == given
                && self.keys.get(entry.key.clone()) == Some(token)
            {
                return number;
            }
            at = (at + 1) & mask;
        }
        self.add(token, given, hash, engine)
    }

    #[cold]
    fn add(&mut self, token: &str, given: Option<u8>, hash: u64, engine: &Engine<'_>) -> u32 {
        let kind = match given {
            Some(tag) => engine::other(tag, token, u64::from(tag), &mut self.scratch.candidates),
            None => engine.word(token, &mut self.scratch),
        };
        let from = self.candidates.len();
        self.candidates.extend_from_slice(&self.scratch.candidates);
        let candidates = from..self.candidates.len();
        self.chosen.resize(candidates.end, None);
        let key = self.keys.len();
        let remembered = token.len() <= LONGEST;
        if remembered {
            self.keys.push_str(token);
        }
        let number = self.entries.len() as u32;
        self.entries.push(Entry { hash, key: key..self.keys.len(), given, kind, candidates });
        if remembered {
            self.place(number);
        }
        number
    }

    /// Puts an entry into the table, which is never more than half full.
    fn place(&mut self, number: u32) {
        if self.places.len() < self.entries.len() * 2 {
            let places = (self.places.len() * 2).max(FEWEST);
            self.places.clear();
            self.places.resize(places, 0);
            (0..number).filter(|&n| self.is_remembered(n)).collect::<Vec<u32>>().into_iter().for_each(|n| {
                self.put(n);
            });
        }
        self.put(number);
    }

    fn is_remembered(&self, number: u32) -> bool {
        self.entries.get(number as usize).is_some_and(|entry| !entry.key.is_empty())
    }

    fn put(&mut self, number: u32) {
        let Some(entry) = self.entries.get(number as usize) else { return };
        let mask = self.places.len().wrapping_sub(1);
        let mut at = entry.hash as usize & mask;
        while self.places.get(at).is_some_and(|&n| n != 0) {
            at = (at + 1) & mask;
        }
        if let Some(place) = self.places.get_mut(at) {
            *place = number + 1;
        }
    }

    /// The chosen candidate of each token of a sentence.
    pub fn choose(
        &self,
        sentence: &[u32],
        engine: &Engine<'_>,
        lattice: &mut Lattice<i32, u16>,
        path: &mut Vec<u16>,
    ) {
        let token = |at: usize| {
            let entry = self.entries.get(*sentence.get(at)? as usize)?;
            Some((&entry.kind.neighbour, self.candidates.get(entry.candidates.clone())?))
        };
        engine.choose(token, lattice, path);
    }

    /// The words of the chosen candidate of an entry, as numbers for [`Cache::word`].
    #[inline]
    pub fn words(
        &mut self,
        number: u32,
        chosen: usize,
        token: &str,
        engine: &Engine<'_>,
        symbols: &Symbols,
    ) -> Range<usize> {
        let Some(entry) = self.entries.get(number as usize) else { return 0..0 };
        let at = entry.candidates.start + chosen;
        match self.chosen.get(at) {
            Some(Some((start, count))) => *start as usize..*start as usize + usize::from(*count),
            _ => self.make(at, entry.kind.tanwin, token, engine, symbols),
        }
    }

    #[cold]
    fn make(
        &mut self,
        at: usize,
        tanwin: bool,
        token: &str,
        engine: &Engine<'_>,
        symbols: &Symbols,
    ) -> Range<usize> {
        let start = self.words.len();
        let Some(candidate) = self.candidates.get(at) else { return 0..0 };
        for part in parts(engine, candidate, token, tanwin, &mut self.surface) {
            let word = keep(&part, &mut self.text, symbols);
            self.words.push(word);
        }
        let range = start..self.words.len();
        if let Some(place) = self.chosen.get_mut(at) {
            *place = Some((start as u32, range.len() as u8));
        }
        range
    }

    /// A word and its strings.
    #[inline]
    pub fn word(&self, number: usize) -> Option<(Word, Strings<'_>)> {
        let word = *self.words.get(number)?;
        let mut at = word.at;
        let mut next = |length: u32| {
            let from = at;
            at += length as usize;
            self.text.get(from..at)
        };
        let form = word.form.and_then(&mut next);
        let lemma = next(word.lemma)?;
        let marked = word.marked.and_then(&mut next);
        Some((word, Strings { form, lemma, marked }))
    }
}

/// Puts the strings of a part behind those that are there.
fn keep(part: &Part, text: &mut String, symbols: &Symbols) -> Word {
    let at = text.len();
    let mut add = |string: &str| {
        text.push_str(string);
        string.len() as u32
    };
    let form = part.form.as_deref().map(&mut add);
    let lemma = add(&part.lemma);
    let marked = part.marked.as_deref().map(&mut add);
    let (upos, feats) = (symbols.upos(part.tag), symbols.feats(part.feats));
    Word { end: part.end, at, form, lemma, marked, upos, feats }
}

/// The hash of a token. It decides where an entry lies and nothing else.
#[inline]
fn key(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |h: u64, eight: u64| {
        let x = (h ^ eight).wrapping_mul(ODD);
        x ^ (x >> 32)
    };
    let mut hash = bytes.len() as u64;
    let mut rest = bytes;
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        hash = mix(hash, u64::from_le_bytes(*eight));
        rest = after;
    }
    let tail = if let Some((four, after)) = rest.split_first_chunk::<4>() {
        u64::from(u32::from_le_bytes(*four)) | few(after) << 32
    } else {
        few(rest)
    };
    mix(mix(hash, tail), 0)
}

/// Up to three bytes as a number.
#[inline]
fn few(bytes: &[u8]) -> u64 {
    match *bytes {
        [a, b, c, ..] => u64::from(a) | u64::from(b) << 8 | u64::from(c) << 16,
        [a, b] => u64::from(a) | u64::from(b) << 8,
        [a] => u64::from(a),
        [] => 0,
    }
}
