//! What a worker remembers of the tokens it has seen, so that a frequent token is analysed once.
//!
//! Everything remembered is a function of the token alone; forgetting it changes no output. Entries, candidates, words and strings
//! lie in a few long vectors, so that a remembered token costs no allocation and few lines of the processor's cache.

use warraq_core::Sym;
use warraq_model::Lattice;

use super::component::Symbols;
use super::engine::{self, Candidate, Choices, Engine, Scratch};
use super::features::Neighbour;
use super::parts::{Part, parts};
use super::surface::Surface;

/// Tokens remembered before all are forgotten.
const LIMIT: usize = 1 << 17;

/// Bytes of strings remembered before all is forgotten.
const TEXT_LIMIT: usize = 1 << 24;

/// The longest token that is remembered, in bytes.
const LONGEST: usize = 32;

/// The fewest places of the table.
const FEWEST: usize = 1 << 10;

/// What stands for a string that a word does not have.
const NONE: u32 = u32::MAX;

/// What stands for no given part of speech.
const NOT_GIVEN: u8 = u8::MAX;

/// A word ready to be written: part of speech, features, and the lengths of its strings.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Where it ends in the token.
    pub end: u32,
    form: u32,
    lemma: u32,
    marked: u32,
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

/// The words of a chosen candidate: the first one, how many they are, and where their strings begin. None yet if there are none.
#[derive(Debug, Clone, Copy, Default)]
pub struct Chosen {
    /// The number of the first word.
    pub first: u32,
    /// Where the strings begin, one word's behind the other's.
    pub text: u32,
    /// How many words there are.
    pub count: u8,
}

/// A token's analysis, in one line of the processor's cache.
#[derive(Debug)]
#[repr(align(64))]
struct Entry {
    key: [u8; LONGEST],
    length: u8,
    given: u8,
    /// How many candidates there are, and which is the first.
    count: u8,
    tanwin: bool,
    first: u32,
    neighbour: Neighbour,
    /// The class of an only candidate.
    class: u16,
    /// The words of an only candidate.
    chosen: Chosen,
}

/// Where a token's entry may be.
#[derive(Debug, Clone, Copy)]
struct Sought {
    hash: u64,
    number: u32,
}

/// Remembered tokens.
#[derive(Default)]
pub struct Cache {
    /// Part of a hash, and the number of an entry plus one, at the place that the hash names or behind it; as many places as a power of
    /// two, at most half of them taken.
    places: Vec<(u32, u32)>,
    taken: usize,
    entries: Vec<Entry>,
    candidates: Vec<Candidate>,
    /// The words of candidates that are not the only ones.
    chosen: Vec<Chosen>,
    words: Vec<Word>,
    text: String,
    sought: Vec<Sought>,
    scratch: Scratch,
    surface: Surface,
}

impl Cache {
    /// Forgets everything if there is too much of it. Numbers of entries are good until then.
    pub fn make_room(&mut self) {
        if self.entries.len() >= LIMIT || self.text.len() >= TEXT_LIMIT {
            self.places.fill((0, 0));
            self.taken = 0;
            self.entries.clear();
            self.candidates.clear();
            self.chosen.clear();
            self.words.clear();
            self.text.clear();
            self.text.shrink_to(TEXT_LIMIT);
        }
    }

    /// The numbers of the entries of tokens, each with the part of speech that its class gives a token that is no word.
    ///
    /// All tokens take each step together: so the processor waits for many lines of memory at a time, and not for one after another.
    pub fn find<'t>(
        &mut self,
        tokens: impl Iterator<Item = (&'t str, Option<u8>)> + Clone,
        engine: &Engine<'_>,
        numbers: &mut Vec<u32>,
    ) {
        numbers.clear();
        self.sought.clear();
        self.sought
            .extend(tokens.clone().map(|(token, _)| Sought { hash: key(token.as_bytes()), number: 0 }));
        let mask = self.places.len().wrapping_sub(1);
        for sought in &mut self.sought {
            let place = self.places.get(sought.hash as usize & mask).copied().unwrap_or_default();
            sought.number = if place.0 == (sought.hash >> 32) as u32 { place.1 } else { 0 };
        }
        for (sought, (token, given)) in self.sought.iter_mut().zip(tokens.clone()) {
            let entry = self.entries.get((sought.number as usize).wrapping_sub(1));
            let same =
                |e: &Entry| usize::from(e.length) == token.len() && e.given == given.unwrap_or(NOT_GIVEN);
            if !entry.is_some_and(same) {
                sought.number = 0;
            }
        }
        let sought = std::mem::take(&mut self.sought);
        for (sought, (token, given)) in sought.iter().zip(tokens) {
            let entry = sought.number.checked_sub(1);
            let found = entry.filter(|&n| self.entries.get(n as usize).is_some_and(|e| e.is(token, given)));
            numbers.push(found.unwrap_or_else(|| self.search(token, given, sought.hash, engine)));
        }
        self.sought = sought;
    }

    /// The number of a token's entry, which is made if it is not there.
    fn search(&mut self, token: &str, given: Option<u8>, hash: u64, engine: &Engine<'_>) -> u32 {
        let mask = self.places.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(&(part, number)) = self.places.get(at).filter(|place| place.1 != 0) {
            let entry = self.entries.get(number as usize - 1);
            if part == (hash >> 32) as u32 && entry.is_some_and(|e| e.is(token, given)) {
                return number - 1;
            }
            at = (at + 1) & mask;
        }
        self.add(token, given, hash, engine)
    }

    fn add(&mut self, token: &str, given: Option<u8>, hash: u64, engine: &Engine<'_>) -> u32 {
        let kind = match given {
            Some(tag) => engine::other(tag, token, u64::from(tag), &mut self.scratch.candidates),
            None => engine.word(token, &mut self.scratch),
        };
        let mut entry = Entry {
            key: [0; LONGEST],
            length: 0,
            given: given.unwrap_or(NOT_GIVEN),
            count: self.scratch.candidates.len() as u8,
            tanwin: kind.tanwin,
            first: self.candidates.len() as u32,
            neighbour: kind.neighbour,
            class: self.scratch.candidates.first().map_or(0, |c| c.class),
            chosen: Chosen::default(),
        };
        let remembered = entry.key.get_mut(..token.len());
        if let Some(key) = remembered {
            key.copy_from_slice(token.as_bytes());
            entry.length = token.len() as u8;
        }
        self.candidates.extend_from_slice(&self.scratch.candidates);
        self.chosen.resize(self.candidates.len(), Chosen::default());
        let number = self.entries.len() as u32;
        let remember = entry.length > 0;
        self.entries.push(entry);
        if remember {
            self.place(hash, number);
        }
        number
    }

    /// Puts an entry into the table.
    fn place(&mut self, hash: u64, number: u32) {
        self.taken += 1;
        if self.places.len() < self.taken * 2 {
            let places = (self.places.len() * 2).max(FEWEST);
            self.places.clear();
            self.places.resize(places, (0, 0));
            for at in 0..number {
                let again = self.entries.get(at as usize).filter(|e| e.length > 0).map(|e| key(e.text()));
                again.into_iter().for_each(|hash| self.put(hash, at));
            }
        }
        self.put(hash, number);
    }

    fn put(&mut self, hash: u64, number: u32) {
        let mask = self.places.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while self.places.get(at).is_some_and(|&(_, n)| n != 0) {
            at = (at + 1) & mask;
        }
        if let Some(place) = self.places.get_mut(at) {
            *place = ((hash >> 32) as u32, number + 1);
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
            let first = entry.first as usize;
            Some((
                &entry.neighbour,
                match entry.count {
                    1 => Choices::Only(entry.class),
                    n => Choices::Several(self.candidates.get(first..first + usize::from(n))?),
                },
            ))
        };
        engine.choose(token, lattice, path);
    }

    /// The words of the chosen candidate of an entry.
    #[inline]
    pub fn words(
        &mut self,
        number: u32,
        chosen: u16,
        token: &str,
        engine: &Engine<'_>,
        symbols: &Symbols,
    ) -> Chosen {
        let Some(entry) = self.entries.get(number as usize) else { return Chosen::default() };
        let at = entry.first as usize + usize::from(chosen);
        let known = if entry.count == 1 { Some(&entry.chosen) } else { self.chosen.get(at) };
        match known {
            Some(known) if known.count > 0 => *known,
            _ => self.make(number, at, token, engine, symbols),
        }
    }

    #[cold]
    fn make(
        &mut self,
        number: u32,
        at: usize,
        token: &str,
        engine: &Engine<'_>,
        symbols: &Symbols,
    ) -> Chosen {
        let (Some(entry), Some(candidate)) = (self.entries.get_mut(number as usize), self.candidates.get(at))
        else {
            return Chosen::default();
        };
        let (first, text) = (self.words.len(), self.text.len());
        for part in parts(engine, candidate, token, entry.tanwin, &mut self.surface) {
            let word = keep(&part, &mut self.text, symbols);
            self.words.push(word);
        }
        let count = (self.words.len() - first) as u8;
        let made = Chosen { first: first as u32, text: text as u32, count };
        if entry.count == 1 {
            entry.chosen = made;
        } else if let Some(place) = self.chosen.get_mut(at) {
            *place = made;
        }
        made
    }

    /// Looks at words that are going to be written, and at nothing in particular: so that the processor fetches them all together.
    pub fn fetch(&self, chosen: &[Chosen]) -> usize {
        let word = |c: &Chosen| self.words.get(c.first as usize).map_or(0, |w| w.end as usize);
        let text = |c: &Chosen| self.text.as_bytes().get(c.text as usize).map_or(0, |&b| usize::from(b));
        chosen.iter().map(|c| word(c) ^ text(c)).fold(0, |a, b| a ^ b)
    }

    /// A word and its strings, which begin at `text`; that is where the next word's begin afterwards.
    #[inline]
    pub fn word(&self, number: usize, text: &mut usize) -> Option<(Word, Strings<'_>)> {
        let word = *self.words.get(number)?;
        let mut next = |length: u32| {
            if length == NONE {
                return None;
            }
            let from = *text;
            *text += length as usize;
            self.text.get(from..*text)
        };
        let form = next(word.form);
        let lemma = next(word.lemma)?;
        let marked = next(word.marked);
        Some((word, Strings { form, lemma, marked }))
    }
}

impl Entry {
    fn text(&self) -> &[u8] {
        self.key.get(..usize::from(self.length)).unwrap_or(&[])
    }

    #[inline]
    fn is(&self, token: &str, given: Option<u8>) -> bool {
        self.given == given.unwrap_or(NOT_GIVEN) && self.length > 0 && self.text() == token.as_bytes()
    }
}

/// Puts the strings of a part behind those that are there.
fn keep(part: &Part<'_>, text: &mut String, symbols: &Symbols) -> Word {
    let mut add = |string: &str| {
        text.push_str(string);
        string.len() as u32
    };
    let form = part.form.as_deref().map_or(NONE, &mut add);
    let lemma = add(&part.lemma);
    let marked = part.marked.map_or(NONE, &mut add);
    let (upos, feats) = (symbols.upos(part.tag), symbols.feats(part.feats));
    Word { end: part.end, form, lemma, marked, upos, feats }
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
