//! The units that a name is made of: tokens with their attached particles known, and all that a token says by itself.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use warraq_arabic::lexed::fold::folded;
use warraq_model::hash;

use super::gazetteer::{Classes, Gazetteer, core};
use super::words::Asked;

/// The UD parts of speech in the order of their numbers here.
pub const UPOS: [&str; 17] = [
    "NOUN", "PROPN", "ADJ", "VERB", "ADP", "ADV", "PRON", "DET", "NUM", "PART", "CCONJ", "SCONJ", "AUX",
    "INTJ", "X", "SYM", "PUNCT",
];

pub(crate) const NOUN: u8 = 0;
pub(crate) const PROPN: u8 = 1;
pub(crate) const ADJ: u8 = 2;
pub(crate) const VERB: u8 = 3;
pub(crate) const ADP: u8 = 4;
pub(crate) const NUM: u8 = 8;
pub(crate) const CCONJ: u8 = 10;
pub(crate) const SCONJ: u8 = 11;
pub(crate) const ADV: u8 = 5;
pub(crate) const AUX: u8 = 12;
pub(crate) const PRON: u8 = 6;
pub(crate) const DET: u8 = 7;
pub(crate) const PART: u8 = 9;
pub(crate) const X: u8 = 14;

/// What kind of token a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Shape {
    /// A word in Arabic letters.
    Word,
    /// A word in other letters.
    Latin,
    /// A number, date or time.
    Number,
    /// Punctuation.
    Punct,
    /// Anything else.
    Other,
}

/// A word of a token: where it lies in the token, its form, lemma and part of speech.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    /// First byte in the token.
    pub start: u32,
    /// One past its last byte in the token.
    pub end: u32,
    /// The form, restored.
    pub form: &'a str,
    /// The lemma.
    pub lemma: &'a str,
    /// The part of speech, a number of [`UPOS`].
    pub upos: u8,
}

/// Attached particles and pronouns of a token.
pub(crate) mod clitics {
    pub(crate) const CONJUNCTION: u8 = 1;
    pub(crate) const B: u8 = 2;
    pub(crate) const L: u8 = 4;
    pub(crate) const K: u8 = 8;
    pub(crate) const OTHER: u8 = 16;
    pub(crate) const PRONOUN: u8 = 32;
    pub(crate) const PREPOSITION: u8 = B | L | K;
}

/// What a token says by itself, as far as it is asked for wherever the token stands.
#[derive(Debug, Clone)]
pub struct Kind {
    /// Hash of the folded stem.
    pub form: u64,
    /// Hash of the folded stem without article.
    pub core: u64,
    /// Classes and part of speech in one number.
    pub class: u64,
    /// Hash of the last three letters of the core.
    pub tail: u64,
    /// What the rules ask of the stem.
    pub asked: Asked,
    /// What they ask of its last letters.
    pub ending: Asked,
    /// The classes of the stem.
    pub classes: Classes,
    /// The class of words that stand between the same words; 0 where the word is rare.
    pub cluster: u16,
    /// The number of the core among those seen so far.
    pub root: u32,
    /// Where its stem begins in the token.
    pub stem: u32,
    /// Where its stem ends in the token.
    pub stem_end: u32,
    /// Letters of the core.
    pub letters: u32,
    /// Part of speech of the stem.
    pub upos: u8,
    /// Attached particles.
    pub clitics: u8,
    /// What it looks like.
    pub shape: Shape,
    /// Whether the stem has the article.
    pub article: bool,
    /// Whether the article is there but for its alif («للعراق»).
    pub restored: bool,
}

/// What else a token says by itself: asked for once.
#[derive(Debug, Clone)]
pub struct Detail {
    /// Hash of the folded lemma.
    pub lemma: u64,
    /// Hashes of the first one to four letters of the core, and of the last ones.
    pub affixes: [u64; 8],
}

impl Kind {
    fn new(text: &str, shape: Shape, words: &[Word<'_>], lists: &Gazetteer) -> (Kind, Detail) {
        let (mut stem, mut clitics) = stem_of(words, text);
        let mut form = folded(stem.form);
        if stem.start > 0 && shape == Shape::Word {
            // «لبنان» is no «بنان» behind a particle.
            let whole = folded(text);
            if lists.sureness(&whole) > lists.sureness(&form) {
                (stem, clitics) = (Word { start: 0, end: text.len() as u32, form: text, ..stem }, 0);
                form = whole;
            }
        }
        let bare = core(&form);
        let core = hash::text(bare);
        let asked = lists.special.asked(core);
        // Folding makes the name and the preposition alike; the name does not end in ى.
        let asked = if stem.form.ends_with('ى') { asked.without_ali() } else { asked };
        let mut classes = if shape == Shape::Punct { Classes::default() } else { lists.classes(bare) };
        if asked.caid() && !stem.form.contains('ئ') {
            // Folding makes the name and the office alike.
            classes = Classes(classes.0 & !Classes::ROLE.0).with(Classes::GIVEN.with(Classes::SURNAME));
        }
        let shape = match shape {
            Shape::Word if form.starts_with(|c: char| c.is_ascii_alphabetic()) => Shape::Latin,
            other => other,
        };
        let lexical = classes.0 & !Classes::OPENS.with(Classes::TOWN).with(Classes::CALLED).0;
        let affixes = affixes(bare);
        let [.., last, two, three, _] = affixes;
        let form_hash = hash::text(&form);
        let cluster = lists.cluster(form_hash);
        classes = classes.with(lists.around(cluster));
        let kind = Kind {
            form: form_hash,
            cluster,
            core,
            class: hash::pair(u64::from(lexical), u64::from(stem.upos) | (shape as u64) << 8),
            tail: three,
            asked,
            ending: lists.special.asked(last).or(lists.special.asked(two)),
            classes,
            root: 0,
            stem: stem.start,
            stem_end: stem.end,
            letters: bare.chars().count() as u32,
            upos: stem.upos,
            clitics,
            shape,
            article: bare.len() < form.len(),
            restored: stem.form.starts_with("ال")
                && text.get(stem.start as usize..).is_some_and(|t| t.starts_with('ل')),
        };
        (kind, Detail { lemma: hash::text(&folded(stem.lemma)), affixes })
    }

    /// Whether the token could be part of a name at all.
    #[inline]
    #[must_use]
    pub fn is_nominal(&self) -> bool {
        matches!(self.shape, Shape::Word | Shape::Latin) && !matches!(self.upos, 4 | 6 | 7 | 9..=12)
    }
}

/// The stem of a token's words: the first that is no attached particle; and what is attached.
fn stem_of<'a>(words: &[Word<'a>], text: &'a str) -> (Word<'a>, u8) {
    let mut clitics = 0;
    for (at, word) in words.iter().enumerate() {
        let last = at + 1 == words.len();
        let particle = match word.form {
            "و" | "ف" => clitics::CONJUNCTION,
            "ب" => clitics::B,
            "ل" => clitics::L,
            "ك" => clitics::K,
            "س" | "أ" => clitics::OTHER,
            _ => 0,
        };
        if last || particle == 0 {
            return (*word, if last { clitics } else { clitics | clitics::PRONOUN });
        }
        clitics |= particle;
    }
    (Word { start: 0, end: text.len() as u32, form: text, lemma: text, upos: X }, 0)
}

fn affixes(core: &str) -> [u64; 8] {
    let mut out = [0; 8];
    let starts = core.char_indices().skip(1).map(|(at, _)| at).chain([core.len()]);
    for (slot, at) in out.iter_mut().take(4).zip(starts) {
        *slot = hash::text(core.get(..at).unwrap_or(""));
    }
    for (slot, (at, _)) in out.iter_mut().skip(4).zip(core.char_indices().rev()) {
        *slot = hash::text(core.get(at..).unwrap_or(""));
    }
    out
}

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

/// Kinds that stay near.
const NEAR: usize = 1 << 12;
/// Kinds remembered before all are forgotten.
const LIMIT: usize = 1 << 16;

/// The kinds of the tokens seen so far. A kind depends on its token alone, so that forgetting changes no output.
#[derive(Debug, Default)]
pub struct Kinds {
    index: ByHash<u32>,
    /// What was asked for last, by some bits of its key: the few words that most of a text is made of stay in a near cache.
    near: Vec<(u64, u32)>,
    list: Vec<Kind>,
    details: Vec<Detail>,
    roots: ByHash<u32>,
}

impl Kinds {
    /// Forgets everything if there is too much of it, and says so. Numbers are good until then.
    pub fn make_room(&mut self) -> bool {
        let full = self.list.len() >= LIMIT;
        if full {
            self.index.clear();
            self.near.clear();
            self.list.clear();
            self.details.clear();
            self.roots.clear();
        }
        full
    }

    /// The number of a token's kind.
    pub fn find(&mut self, text: &str, shape: Shape, words: &[Word<'_>], lists: &Gazetteer) -> u32 {
        let (stem, clitics) = stem_of(words, text);
        // All that a kind is made of: the same letters may be read with another form or lemma elsewhere.
        let place = u64::from(stem.start) << 32 | u64::from(stem.end);
        let tags = u64::from(stem.upos) << 16 | u64::from(clitics) << 8 | shape as u64;
        let reading = hash::pair(hash::text(stem.form), hash::text(stem.lemma));
        let key = hash::pair(hash::pair(hash::text(text), place), hash::pair(reading, tags));
        let Self { index, near, list, details, roots } = self;
        if near.is_empty() {
            near.resize(NEAR, (0, u32::MAX));
        }
        let slot = near.get_mut(key as usize % NEAR);
        if let Some((_, number)) =
            slot.as_deref().filter(|(known, number)| *known == key && *number < u32::MAX)
        {
            return *number;
        }
        let number = match index.get(&key) {
            Some(number) => *number,
            None => {
                let (mut kind, detail) = Kind::new(text, shape, words, lists);
                let next = roots.len() as u32;
                kind.root = *roots.entry(kind.core).or_insert(next);
                list.push(kind);
                details.push(detail);
                let number = (list.len() - 1) as u32;
                index.insert(key, number);
                number
            }
        };
        if let Some(slot) = slot {
            *slot = (key, number);
        }
        number
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_letters_read_otherwise_are_another_kind() {
        let (mut kinds, lists) = (Kinds::default(), Gazetteer::new());
        let whole = Word { start: 0, end: 8, form: "وصلت", lemma: "وصل", upos: VERB };
        let other = Word { lemma: "صلة", ..whole };
        let noun = Word { upos: NOUN, ..whole };
        let and = Word { start: 0, end: 2, form: "و", lemma: "و", upos: CCONJ };
        let rest = Word { start: 2, form: "صلت", ..whole };
        let readings: [&[Word<'_>]; 5] = [&[whole], &[other], &[noun], &[and, rest], &[whole]];
        let found = readings.map(|words| kinds.find("وصلت", Shape::Word, words, &lists));
        assert_eq!(found, [0, 1, 2, 3, 0]);
        let lemmas: Vec<u64> = kinds.details().iter().map(|detail| detail.lemma).collect();
        assert_ne!(lemmas[0], lemmas[1], "a kind has the lemma of its own reading");
    }
}
