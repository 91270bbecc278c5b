//! What a worker remembers of the tokens it has seen, so that a frequent token is analysed once.
//!
//! Everything remembered is a function of the token alone; forgetting it changes no output.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use warraq_core::Sym;
use warraq_model::{Lattice, hash};

use super::component::Symbols;
use super::engine::{self, Engine, Kind, Scratch};
use super::parts::parts;
use super::surface::Surface;

/// Tokens remembered before all are forgotten.
const LIMIT: usize = 1 << 17;

/// The longest token that is remembered, in bytes.
const LONGEST: usize = 64;

/// A word ready to be written.
#[derive(Debug, Clone)]
pub struct Word {
    /// Where it ends in the token.
    pub end: u32,
    /// Its form where it is not the covered text.
    pub form: Option<Box<str>>,
    /// Its lemma without marks.
    pub lemma: Box<str>,
    /// Its lemma with marks.
    pub marked: Option<Box<str>>,
    /// Its part of speech.
    pub upos: Sym,
    /// Its features.
    pub feats: Sym,
}

/// A token's analysis.
#[derive(Debug)]
pub struct Entry {
    kind: Kind,
    /// The part of speech that its class gives a token that is no word.
    given: Option<u8>,
    /// The words of each candidate, once it has been chosen.
    words: Vec<Option<Box<[Word]>>>,
}

impl Entry {
    fn new(kind: Kind, given: Option<u8>) -> Entry {
        let words = vec![None; kind.candidates.len()];
        Entry { kind, given, words }
    }

    /// The words of the chosen candidate.
    pub fn words(&mut self, chosen: usize, token: &str, engine: &Engine<'_>, symbols: &Symbols) -> &[Word] {
        let (Some(place), Some(candidate)) = (self.words.get_mut(chosen), self.kind.candidates.get(chosen))
        else {
            return &[];
        };
        let tanwin = self.kind.tanwin;
        place.get_or_insert_with(|| {
            parts(engine, candidate, token, tanwin, &mut Surface::default())
                .into_iter()
                .map(|part| Word {
                    end: part.end,
                    form: part.form.map(String::into_boxed_str),
                    lemma: part.lemma.into_boxed_str(),
                    marked: part.marked.map(String::into_boxed_str),
                    upos: symbols.upos(part.tag),
                    feats: symbols.feats(&part.feats),
                })
                .collect()
        })
    }
}

/// The key of a token: its hash; the token itself is compared as well.
#[derive(Default)]
struct Given(u64);

impl Hasher for Given {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash::pair(self.0, hash::bytes(bytes));
    }

    fn write_u8(&mut self, byte: u8) {
        self.0 = hash::pair(self.0, byte.into());
    }
}

/// Remembered tokens.
#[derive(Default)]
pub struct Cache {
    known: HashMap<Box<str>, u32, BuildHasherDefault<Given>>,
    entries: Vec<Entry>,
    scratch: Scratch,
}

impl Cache {
    /// Forgets everything if there is too much of it. Numbers of entries are good until then.
    pub fn make_room(&mut self) {
        if self.entries.len() >= LIMIT {
            self.known.clear();
            self.entries.clear();
        }
    }

    /// The number of a token's entry; `given` is the part of speech of a token that is no word.
    pub fn find(&mut self, token: &str, given: Option<u8>, engine: &Engine<'_>) -> u32 {
        if let Some(&known) = self.known.get(token)
            && self.entries.get(known as usize).is_some_and(|e| e.given == given)
        {
            return known;
        }
        let number = self.entries.len() as u32;
        let kind = match given {
            Some(tag) => engine::other(tag, token, u64::from(tag)),
            None => engine.word(token, &mut self.scratch),
        };
        self.entries.push(Entry::new(kind, given));
        if token.len() <= LONGEST && !self.known.contains_key(token) {
            self.known.insert(token.into(), number);
        }
        number
    }

    /// An entry.
    pub fn entry(&mut self, number: u32) -> Option<&mut Entry> {
        self.entries.get_mut(number as usize)
    }

    /// The chosen candidate of each token of a sentence.
    pub fn choose(
        &self,
        sentence: &[u32],
        engine: &Engine<'_>,
        lattice: &mut Lattice<i32, u16>,
        path: &mut Vec<u16>,
    ) {
        let kinds: Vec<&Kind> =
            sentence.iter().filter_map(|&n| self.entries.get(n as usize)).map(|e| &e.kind).collect();
        engine.choose(&kinds, lattice, path);
    }
}
