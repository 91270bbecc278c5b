//! The parts of speech, as numbers and sets.

/// The UD parts of speech; the last one is not predicted but given by the token's class.
pub const UPOS: [&str; 17] = [
    "NOUN", "PROPN", "ADJ", "VERB", "ADP", "ADV", "PRON", "DET", "NUM", "PART", "CCONJ", "SCONJ", "AUX",
    "INTJ", "X", "SYM", "PUNCT",
];

/// Predicted parts of speech: the width of the weight table.
pub const PREDICTED: usize = 16;

pub(crate) const NOUN: u8 = 0;
pub(crate) const PROPN: u8 = 1;
pub(crate) const ADJ: u8 = 2;
pub(crate) const VERB: u8 = 3;
pub(crate) const ADP: u8 = 4;
pub(crate) const ADV: u8 = 5;
pub(crate) const PRON: u8 = 6;
pub(crate) const DET: u8 = 7;
pub(crate) const NUM: u8 = 8;
pub(crate) const PART: u8 = 9;
pub(crate) const CCONJ: u8 = 10;
pub(crate) const SCONJ: u8 = 11;
pub(crate) const AUX: u8 = 12;
pub(crate) const INTJ: u8 = 13;
pub(crate) const X: u8 = 14;
pub(crate) const SYM: u8 = 15;
pub(crate) const PUNCT: u8 = 16;

/// The number of a part of speech.
pub fn number(upos: &str) -> Option<u8> {
    UPOS.iter().position(|&u| u == upos).map(|n| n as u8)
}

/// A set of parts of speech.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct TagSet(pub u32);

impl TagSet {
    /// The set of the given tags.
    pub const fn of(tags: &[u8]) -> TagSet {
        let mut bits = 0;
        let mut n = 0;
        while n < tags.len() {
            bits |= 1 << tags[n];
            n += 1;
        }
        TagSet(bits)
    }

    /// Whether a tag is in it.
    pub fn has(self, tag: u8) -> bool {
        self.0 >> tag & 1 == 1
    }

    /// Adds a tag.
    pub fn insert(&mut self, tag: u8) {
        self.0 |= 1 << tag;
    }

    /// Both sets together.
    pub fn with(self, other: TagSet) -> TagSet {
        TagSet(self.0 | other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The tags in order.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        (0..UPOS.len() as u8).filter(move |&t| self.has(t))
    }
}
