//! Offsets of one text in bytes, characters and UTF-16 units.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What an offset counts. In configs and records: `byte`, `char`, `utf16`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OffsetUnit {
    /// Bytes of UTF-8.
    #[default]
    Byte,
    /// Unicode scalar values, as Python counts.
    Char,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
}

impl OffsetUnit {
    /// All units, in the order of their documentation.
    pub const ALL: [OffsetUnit; 3] = [OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16];

    /// Its name in configs and records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            OffsetUnit::Byte => "byte",
            OffsetUnit::Char => "char",
            OffsetUnit::Utf16 => "utf16",
        }
    }
}

impl fmt::Display for OffsetUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no [`OffsetUnit`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownUnit(String);

impl fmt::Display for UnknownUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no unit of offsets; there are byte, char and utf16", self.0)
    }
}

impl std::error::Error for UnknownUnit {}

impl FromStr for OffsetUnit {
    type Err = UnknownUnit;

    fn from_str(name: &str) -> Result<Self, UnknownUnit> {
        Self::ALL.into_iter().find(|unit| unit.name() == name).ok_or_else(|| UnknownUnit(name.to_owned()))
    }
}

/// Converts offsets into one text between units.
///
/// Building reads the text once, at the speed of memory, and takes 4 bytes for every 128 of a text that is not
/// all ASCII (8 where it has characters outside of the Basic Multilingual Plane). A conversion counts within one
/// block of 128 bytes and allocates nothing. It is cheap enough that sorted queries gain nothing by a cursor.
#[derive(Clone, Debug)]
pub struct OffsetIndex<'t> {
    text: &'t str,
    /// The characters that begin before each block; empty where the text is ASCII, and all units are the same.
    chars: Vec<u32>,
    /// The characters of two UTF-16 units that begin before each block; empty where there are none.
    pairs: Vec<u32>,
    /// The length of the text in each unit.
    lengths: [u32; 3],
}

const BLOCK: usize = 128;

impl<'t> OffsetIndex<'t> {
    /// Reads the text, whose length is at most 4 GiB.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let len = text.len() as u32;
        if text.is_ascii() {
            return Self { text, chars: Vec::new(), pairs: Vec::new(), lengths: [len; 3] };
        }
        let (chars, char_len) = prefix_counts(text, begins_char);
        let (pairs, pair_len) = if text.as_bytes().iter().any(|&byte| begins_pair(byte)) {
            prefix_counts(text, begins_pair)
        } else {
            (Vec::new(), 0)
        };
        Self { text, chars, pairs, lengths: [len, char_len, char_len + pair_len] }
    }

    /// The text.
    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// The length of the text in a unit.
    #[must_use]
    pub fn len(&self, unit: OffsetUnit) -> u32 {
        let [byte, char, utf16] = self.lengths;
        match unit {
            OffsetUnit::Byte => byte,
            OffsetUnit::Char => char,
            OffsetUnit::Utf16 => utf16,
        }
    }

    /// The offset in `unit` of a byte offset. One inside a character counts as the character's end, one past the
    /// end of the text as its end.
    #[must_use]
    pub fn unit_of(&self, unit: OffsetUnit, byte: u32) -> u32 {
        if unit == OffsetUnit::Byte || self.chars.is_empty() {
            return byte.min(self.len(OffsetUnit::Byte));
        }
        let end = (byte as usize).min(self.text.len());
        let block = end / BLOCK;
        let part = self.text.as_bytes().get(block * BLOCK..end).unwrap_or_default();
        let before = |counts: &[u32], counted: fn(u8) -> bool| {
            counts.get(block).copied().unwrap_or(0) + u32::from(count(part, counted))
        };
        let chars = before(&self.chars, begins_char);
        if unit == OffsetUnit::Char || self.pairs.is_empty() {
            return chars;
        }
        chars + before(&self.pairs, begins_pair)
    }

    /// The byte offset of an offset in `unit`; `None` past the end of the text and inside a character.
    #[must_use]
    pub fn byte_of(&self, unit: OffsetUnit, offset: u32) -> Option<u32> {
        if offset >= self.len(unit) {
            return (offset == self.len(unit)).then(|| self.len(OffsetUnit::Byte));
        }
        if unit == OffsetUnit::Byte || self.chars.is_empty() {
            return self.text.is_char_boundary(offset as usize).then_some(offset);
        }
        let pairs: &[u32] = if unit == OffsetUnit::Utf16 { &self.pairs } else { &[] };
        let before = |block: usize| {
            self.chars.get(block).copied().unwrap_or(0) + pairs.get(block).copied().unwrap_or(0)
        };
        let block = self.block_of(offset, before);
        let mut reached = before(block);
        let start = block * BLOCK;
        for (i, &byte) in self.text.as_bytes().get(start..).unwrap_or_default().iter().enumerate() {
            if !begins_char(byte) {
                continue;
            }
            if reached >= offset {
                return (reached == offset).then_some((start + i) as u32);
            }
            reached += 1 + u32::from(!pairs.is_empty() && begins_pair(byte));
        }
        None
    }

    /// The last block before which at most `offset` units begin.
    fn block_of(&self, offset: u32, before: impl Fn(usize) -> u32) -> usize {
        let (mut low, mut high) = (0, self.chars.len());
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if before(middle) <= offset {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// Whether a byte of UTF-8 is the first of its character.
fn begins_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Whether a byte of UTF-8 is the first of a character that takes two units of UTF-16.
fn begins_pair(byte: u8) -> bool {
    byte >= 0xF0
}

/// How many bytes of at most one block are `counted`; a `u8` holds it and keeps the loop in vector registers.
#[inline(always)]
fn count(block: &[u8], counted: impl Fn(u8) -> bool) -> u8 {
    block.iter().fold(0u8, |n, &byte| n.wrapping_add(u8::from(counted(byte))))
}

/// The number of `counted` bytes before each block, and in all.
#[inline(always)]
fn prefix_counts(text: &str, counted: impl Fn(u8) -> bool) -> (Vec<u32>, u32) {
    let mut counts = Vec::with_capacity(text.len() / BLOCK + 1);
    let mut total = 0u32;
    for block in text.as_bytes().chunks(BLOCK) {
        counts.push(total);
        total += u32::from(count(block, &counted));
    }
    // The end of a text of whole blocks is a place like any other.
    counts.push(total);
    (counts, total)
}

#[cfg(test)]
mod tests {
    use super::{OffsetIndex, OffsetUnit};
    use proptest::prelude::*;
    use proptest::sample::select;

    /// Counts as the definitions say.
    fn naive(text: &str, unit: OffsetUnit, byte: usize) -> u32 {
        match unit {
            OffsetUnit::Byte => byte as u32,
            OffsetUnit::Char => text[..byte].chars().count() as u32,
            OffsetUnit::Utf16 => text[..byte].encode_utf16().count() as u32,
        }
    }

    fn check(text: &str) {
        let index = OffsetIndex::new(text);
        for unit in OffsetUnit::ALL {
            let mut known = std::collections::BTreeMap::new();
            for byte in (0..=text.len()).filter(|&byte| text.is_char_boundary(byte)) {
                let offset = naive(text, unit, byte);
                assert_eq!(index.unit_of(unit, byte as u32), offset, "{unit} of byte {byte} in {text:?}");
                known.insert(offset, byte as u32);
            }
            for offset in 0..=text.len() as u32 + 2 {
                let expected = known.get(&offset).copied();
                assert_eq!(index.byte_of(unit, offset), expected, "byte of {unit} {offset} in {text:?}");
            }
            assert_eq!(index.len(unit), naive(text, unit, text.len()));
        }
    }

    #[test]
    fn lengths_around_a_block() {
        for piece in ["a", "é", "ب", "€", "😀", "a😀", "ب😀"] {
            for n in [0, 1, 31, 32, 33, 63, 64, 65, 127, 128, 129, 200, 256, 257] {
                check(&piece.repeat(n));
            }
        }
    }

    #[test]
    fn the_same_place_in_three_units() {
        let text = "قال 😀 نعم";
        let index = OffsetIndex::new(text);
        let byte = text.find("نعم").unwrap() as u32;
        assert_eq!(OffsetUnit::ALL.map(|unit| index.unit_of(unit, byte)), [12, 6, 7]);
        // Half of a surrogate pair is no place, nor is half a character or what lies past the end.
        assert_eq!(index.byte_of(OffsetUnit::Utf16, 5), None);
        assert_eq!(index.byte_of(OffsetUnit::Byte, 1), None);
        assert_eq!(index.byte_of(OffsetUnit::Char, 10), None);
        assert_eq!(index.unit_of(OffsetUnit::Char, 999), 9);
    }

    #[test]
    fn names() {
        for unit in OffsetUnit::ALL {
            assert_eq!(unit.to_string().parse(), Ok(unit));
            assert_eq!(serde_json::to_value(unit).unwrap(), unit.name());
        }
        let error = "utf8".parse::<OffsetUnit>().unwrap_err().to_string();
        assert_eq!(error, "\"utf8\" is no unit of offsets; there are byte, char and utf16");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn agrees_with_counting(parts in prop::collection::vec(
            select(&["a", "news ", "خبر", "َ", "ـ", "\u{200f}", "é", "€", "😀", "👩\u{200d}🔬", "\0"][..]), 0..150,
        )) {
            check(&parts.concat());
        }
    }
}
