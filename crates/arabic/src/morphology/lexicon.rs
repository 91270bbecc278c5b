//! The compiled lexicon: inflected forms without marks, each with its possible tags and lemmas.
//!
//! A form is looked up by a hash of its letters; the file keeps 16 bits of that hash inside buckets of eight to sixteen forms, so that a
//! form that is not in the lexicon is taken for another one in about one of five thousand look-ups. Forms of the lexicon are never taken
//! for one another: where two share bucket and bits, both stand elsewhere, under the next hash.
//!
//! Layout, numbers little-endian: `WRQLEXIC`, version `u32` (2), log2 of buckets `u32`, lengths `u32` of: about text, tag lines, lemma
//! text, lemmas (a count), bucket bytes; then the about text, the tag lines, the lemma text (marked lemmas, one a line), one byte a
//! lemma for its cost, one `u32` a bucket for its end, and the buckets: for each form 2 bytes of hash, how many analyses it has (0: forms share
//! this place, and each is found under its next hash), and 3 bytes for each (tag, lemma).

mod builder;

use std::fmt;

pub use builder::LexiconBuilder;

const MAGIC: &[u8; 8] = b"WRQLEXIC";
const VERSION: u32 = 2;
/// In how many places, one after the other, a form can stand.
const PLACES: usize = 4;
const HEADER: usize = 36;

/// Whether a form stands before a pronoun suffix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attach {
    /// With or without one: «كتاب».
    Any,
    /// Only before one: «مدرست» in «مدرسته».
    Only,
    /// Never: «مدرسة», «كتبوا».
    Never,
}

/// What a form can be: its part of speech and features.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag {
    /// The UD part of speech.
    pub upos: String,
    /// UD features, sorted, joined by `|`; empty if none.
    pub feats: String,
    /// Pronoun suffixes.
    pub attach: Attach,
    /// How the form was made: `lemma`, `inflected`, `plural` (broken, listed), `guessed` (broken, made by pattern and found in text).
    pub origin: String,
    /// How unlikely the tag is in plain text, in eighths of a negative natural logarithm; 0 where that was not measured.
    pub cost: u8,
}

impl Tag {
    fn to_line(&self) -> String {
        let attach = match self.attach {
            Attach::Any => "any",
            Attach::Only => "only",
            Attach::Never => "never",
        };
        format!("{}\t{}\t{}\t{}\t{}", self.upos, self.feats, attach, self.origin, self.cost)
    }

    fn parse(line: &str) -> Option<Tag> {
        let mut parts = line.split('\t');
        let (upos, feats, attach, origin) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let attach = match attach {
            "any" => Attach::Any,
            "only" => Attach::Only,
            "never" => Attach::Never,
            _ => return None,
        };
        let cost = parts.next()?.parse().ok()?;
        Some(Tag { upos: upos.into(), feats: feats.into(), attach, origin: origin.into(), cost })
    }
}

/// Why bytes are no lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadLexicon(&'static str);

impl fmt::Display for BadLexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no lexicon of version {VERSION}: {}", self.0)
    }
}

impl std::error::Error for BadLexicon {}

/// One analysis of a form: numbers into [`Lexicon::tag`] and [`Lexicon::lemma`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Analysis {
    /// The tag's number.
    pub tag: u8,
    /// The lemma's number.
    pub lemma: u16,
}

/// A lexicon read in place.
#[derive(Debug, Clone)]
pub struct Lexicon<'a> {
    about: &'a str,
    tags: Vec<Tag>,
    lemma_ends: Vec<u32>,
    costs: &'a [u8],
    lemmas: &'a str,
    bits: u32,
    ends: &'a [u8],
    buckets: &'a [u8],
}

/// The hash of a form (FNV-1a over the bytes, then mixed): what [`Lexicon::lookup_key`] takes, the same for all lexicons.
#[must_use]
pub fn key(form: &str) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325u64;
    for &byte in form.as_bytes() {
        h = (h ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
    h ^= h >> 32;
    h = h.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h ^ (h >> 29)
}

/// The hash that says where a form stands if it shares the place of this one.
fn next(key: u64) -> u64 {
    let h = key.rotate_left(32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h ^ (h >> 29)
}

/// The bucket of a hash, and its bits inside.
fn split(key: u64, bits: u32) -> (usize, u16) {
    ((key >> (64 - bits)) as usize, key as u16)
}

impl<'a> Lexicon<'a> {
    /// Reads a lexicon; forms and lemmas stay where they are.
    ///
    /// # Errors
    /// If the bytes are not one lexicon of this version.
    pub fn from_bytes(file: &'a [u8]) -> Result<Lexicon<'a>, BadLexicon> {
        if file.get(..8) != Some(MAGIC.as_slice()) {
            return Err(BadLexicon("it does not start with WRQLEXIC"));
        }
        let four = |at: usize| four(file, at).ok_or(BadLexicon("it ends inside the header"));
        if four(8)? != VERSION {
            return Err(BadLexicon("it has another version"));
        }
        let bits = four(12)?;
        if !(1..=24).contains(&bits) {
            return Err(BadLexicon("the number of buckets is out of range"));
        }
        let mut at = HEADER;
        let mut take = |length: usize| {
            let end = at.saturating_add(length);
            let part = file.get(at..end).ok_or(BadLexicon("it ends early"))?;
            at = end;
            Ok(part)
        };
        let text =
            |part: &'a [u8]| std::str::from_utf8(part).map_err(|_| BadLexicon("its text is not UTF-8"));
        let about = text(take(four(16)? as usize)?)?;
        let tags = text(take(four(20)? as usize)?)?;
        let lemmas = text(take(four(24)? as usize)?)?;
        let costs = take(four(28)? as usize)?;
        let ends = take(4 << bits)?;
        let buckets = take(four(32)? as usize)?;
        if at != file.len() {
            return Err(BadLexicon("it goes on after its end"));
        }
        let tags = tags.lines().map(Tag::parse).collect::<Option<Vec<Tag>>>();
        let tags = tags.ok_or(BadLexicon("a tag line is broken"))?;
        let lemma_ends: Vec<u32> =
            lemmas.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(n, _)| n as u32).collect();
        if lemma_ends.len() != four(28)? as usize {
            return Err(BadLexicon("the lemmas are not as many as announced"));
        }
        Ok(Lexicon { about, tags, lemma_ends, costs, lemmas, bits, ends, buckets })
    }

    /// Where it comes from and under what licence.
    pub fn about(&self) -> &'a str {
        self.about
    }

    /// All tags, by number.
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// The tag with a number.
    pub fn tag(&self, number: u8) -> Option<&Tag> {
        self.tags.get(usize::from(number))
    }

    /// The lemma with a number, with its marks.
    pub fn lemma(&self, number: u16) -> Option<&'a str> {
        let n = usize::from(number);
        let start = match n.checked_sub(1) {
            None => 0,
            Some(before) => *self.lemma_ends.get(before)? as usize + 1,
        };
        self.lemmas.get(start..*self.lemma_ends.get(n)? as usize)
    }

    /// How unlikely an analysis is in plain text: the cost of its tag and of its lemma, in eighths of a negative natural logarithm.
    pub fn cost(&self, analysis: Analysis) -> u16 {
        let lemma = self.costs.get(usize::from(analysis.lemma)).copied().unwrap_or(0);
        u16::from(lemma) + self.tag(analysis.tag).map_or(0, |t| t.cost.into())
    }

    /// The analyses of a form without marks; none if it is not known.
    pub fn lookup(&self, form: &str) -> impl Iterator<Item = Analysis> + use<'a> {
        self.lookup_key(key(form))
    }

    /// The analyses of the form with this [`key`].
    #[inline]
    pub fn lookup_key(&self, key: u64) -> impl Iterator<Item = Analysis> + use<'a> {
        let (mut key, mut found) = (key, self.at(key));
        for _ in 1..PLACES {
            if found != Some(&[]) {
                break;
            }
            key = next(key);
            found = self.at(key);
        }
        found.unwrap_or(&[]).chunks_exact(3).filter_map(|chunk| match chunk {
            [tag, low, high] => Some(Analysis { tag: *tag, lemma: u16::from_le_bytes([*low, *high]) }),
            _ => None,
        })
    }

    /// What stands at the place of a hash: analyses; nothing if forms share it; none if no form stands there.
    #[inline]
    fn at(&self, key: u64) -> Option<&'a [u8]> {
        let (bucket, part) = split(key, self.bits);
        let start = bucket.checked_sub(1).map_or(Some(0), |before| four(self.ends, before * 4));
        let end = four(self.ends, bucket * 4);
        let mut rest = self.buckets.get(start? as usize..end? as usize)?;
        while let [low, high, count, tail @ ..] = rest {
            let size = usize::from(*count) * 3;
            if u16::from_le_bytes([*low, *high]) == part {
                return tail.get(..size);
            }
            rest = tail.get(size..)?;
        }
        None
    }
}

fn four(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|&four| u32::from_le_bytes(four))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(upos: &str, attach: Attach) -> Tag {
        Tag { upos: upos.into(), feats: "Number=Sing".into(), attach, origin: "lemma".into(), cost: 0 }
    }

    fn sample() -> Vec<u8> {
        let mut builder = LexiconBuilder::default();
        for n in 0..500 {
            assert!(builder.add(&format!("كلمة{n}"), &tag("NOUN", Attach::Never), &format!("كَلِمَة{n}")));
        }
        assert!(builder.add("كتب", &tag("NOUN", Attach::Any), "كِتَاب"));
        assert!(builder.add("كتب", &tag("VERB", Attach::Any), "كَتَب"));
        assert!(!builder.add("كتب", &tag("VERB", Attach::Any), "كَتَب"));
        assert_eq!(builder.size(), (501, 502));
        builder.to_bytes("two words, MIT")
    }

    #[test]
    fn what_was_added_is_found() {
        let file = sample();
        let lexicon = Lexicon::from_bytes(&file).unwrap();
        assert_eq!(lexicon.about(), "two words, MIT");
        let found: Vec<_> = lexicon
            .lookup("كتب")
            .map(|a| (lexicon.tag(a.tag).unwrap().upos.as_str(), lexicon.lemma(a.lemma).unwrap()))
            .collect();
        assert_eq!(found, [("NOUN", "كِتَاب"), ("VERB", "كَتَب")]);
        for n in 0..500 {
            let lemma = lexicon.lookup(&format!("كلمة{n}")).next().and_then(|a| lexicon.lemma(a.lemma));
            assert_eq!(lemma, Some(format!("كَلِمَة{n}").as_str()));
        }
        assert_eq!(lexicon.lookup("").count() + lexicon.lookup("قلم").count(), 0);
    }

    #[test]
    fn broken_files_are_refused() {
        let file = sample();
        for end in (0..file.len()).step_by(7) {
            assert!(Lexicon::from_bytes(&file[..end]).is_err(), "{end}");
        }
        for at in 0..HEADER {
            let mut other = file.clone();
            other[at] ^= 0x55;
            assert!(Lexicon::from_bytes(&other).is_err(), "{at}");
        }
    }
}
