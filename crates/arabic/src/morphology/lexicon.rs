//! The compiled lexicon: inflected forms without marks, each with its possible tags and lemmas.
//!
//! A form is looked up by a hash of its letters; the file keeps 16 bits of that hash inside buckets of about eight forms, so that a
//! form that is not in the lexicon is taken for another one in about one of ten thousand look-ups.
//!
//! Layout, numbers little-endian: `WRQLEXIC`, version `u32` (1), log2 of buckets `u32`, lengths `u32` of: about text, tag lines, lemma
//! text, lemmas (a count), bucket bytes; then the about text, the tag lines, the lemma text (marked lemmas, one a line), one byte a
//! lemma for its cost, one `u32` a bucket for its end, and the buckets: for each form 2 bytes of hash, how many analyses it has, and
//! 3 bytes for each (tag, lemma).

use std::collections::BTreeMap;
use std::fmt;

const MAGIC: &[u8; 8] = b"WRQLEXIC";
const VERSION: u32 = 1;
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
        let (bucket, part) = split(key, self.bits);
        let start = bucket.checked_sub(1).map_or(Some(0), |before| four(self.ends, before * 4));
        let end = four(self.ends, bucket * 4);
        let bytes = start.zip(end).and_then(|(a, b)| self.buckets.get(a as usize..b as usize)).unwrap_or(&[]);
        let mut rest = bytes;
        let mut found: &[u8] = &[];
        while let [low, high, count, tail @ ..] = rest {
            let size = usize::from(*count) * 3;
            if u16::from_le_bytes([*low, *high]) == part {
                found = tail.get(..size).unwrap_or(&[]);
                break;
            }
            rest = tail.get(size..).unwrap_or(&[]);
        }
        found.chunks_exact(3).filter_map(|chunk| match chunk {
            [tag, low, high] => Some(Analysis { tag: *tag, lemma: u16::from_le_bytes([*low, *high]) }),
            _ => None,
        })
    }
}

fn four(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|&four| u32::from_le_bytes(four))
}

/// Collects forms and writes the file that [`Lexicon::from_bytes`] reads.
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    tags: Vec<Tag>,
    lemmas: Vec<String>,
    lemma_numbers: BTreeMap<String, u16>,
    forms: BTreeMap<String, Vec<Analysis>>,
    costs: Vec<u8>,
}

impl LexiconBuilder {
    /// Adds an analysis of a form; one that is there already, or that would go beyond 256 tags, 65,536 lemmas or 255 analyses, is
    /// left out, which the result tells.
    pub fn add(&mut self, form: &str, tag: &Tag, lemma: &str) -> bool {
        let Some(tag) = self.tag_number(tag) else { return false };
        let Some(lemma) = self.lemma_number(lemma) else { return false };
        let analyses = self.forms.entry(form.to_owned()).or_default();
        let analysis = Analysis { tag, lemma };
        let new = analyses.len() < 255 && !analyses.contains(&analysis);
        if new {
            analyses.push(analysis);
        }
        new
    }

    fn tag_number(&mut self, tag: &Tag) -> Option<u8> {
        let n = self.tags.iter().position(|t| t == tag).unwrap_or_else(|| {
            self.tags.push(tag.clone());
            self.tags.len() - 1
        });
        u8::try_from(n).ok()
    }

    fn lemma_number(&mut self, lemma: &str) -> Option<u16> {
        if let Some(&n) = self.lemma_numbers.get(lemma) {
            return Some(n);
        }
        let n = u16::try_from(self.lemmas.len()).ok()?;
        self.lemmas.push(lemma.replace('\n', " "));
        self.lemma_numbers.insert(lemma.to_owned(), n);
        Some(n)
    }

    /// Whether a form has an analysis.
    pub fn contains(&self, form: &str) -> bool {
        self.forms.contains_key(form)
    }

    /// The lemmas of a form.
    pub fn lemmas_of(&self, form: &str) -> impl Iterator<Item = &str> {
        let analyses = self.forms.get(form).into_iter().flatten();
        analyses.filter_map(|a| self.lemmas.get(usize::from(a.lemma)).map(String::as_str))
    }

    /// The analyses of a form so far.
    pub fn analyses(&self, form: &str) -> &[Analysis] {
        self.forms.get(form).map_or(&[], Vec::as_slice)
    }

    /// The tags so far, by number.
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// The number of lemmas so far.
    pub fn lemma_count(&self) -> usize {
        self.lemmas.len()
    }

    /// Sets what lemmas and tags cost (see [`Lexicon::cost`]), by number. Call it when all forms are added.
    pub fn set_costs(&mut self, lemmas: Vec<u8>, tags: &[u8]) {
        self.costs = lemmas;
        for (tag, &cost) in self.tags.iter_mut().zip(tags) {
            tag.cost = cost;
        }
    }

    /// The number of forms, and of analyses.
    pub fn size(&self) -> (usize, usize) {
        (self.forms.len(), self.forms.values().map(Vec::len).sum())
    }

    /// The file. `about` names the sources and the licence.
    pub fn to_bytes(&self, about: &str) -> Vec<u8> {
        let bits = (self.forms.len() / 8).max(1).ilog2().clamp(1, 24);
        let mut buckets: Vec<Vec<u8>> = vec![Vec::new(); 1 << bits];
        let mut seen: Vec<Vec<u16>> = vec![Vec::new(); 1 << bits];
        for (form, analyses) in &self.forms {
            let (bucket, part) = split(key(form), bits);
            let (Some(bytes), Some(parts)) = (buckets.get_mut(bucket), seen.get_mut(bucket)) else {
                continue;
            };
            if parts.contains(&part) {
                continue;
            }
            parts.push(part);
            bytes.extend_from_slice(&part.to_le_bytes());
            bytes.push(analyses.len() as u8);
            for analysis in analyses {
                bytes.push(analysis.tag);
                bytes.extend_from_slice(&analysis.lemma.to_le_bytes());
            }
        }
        let lines = |lines: &mut dyn Iterator<Item = String>| lines.map(|l| l + "\n").collect::<String>();
        let tags = lines(&mut self.tags.iter().take(256).map(Tag::to_line));
        let lemmas = lines(&mut self.lemmas.iter().cloned());
        let total: usize = buckets.iter().map(Vec::len).sum();
        let mut out = MAGIC.to_vec();
        let numbers = [about.len(), tags.len(), lemmas.len(), self.lemmas.len(), total];
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&bits.to_le_bytes());
        numbers.iter().for_each(|&n| out.extend_from_slice(&(n as u32).to_le_bytes()));
        [about, &tags, &lemmas].iter().for_each(|t| out.extend_from_slice(t.as_bytes()));
        out.extend((0..self.lemmas.len()).map(|n| self.costs.get(n).copied().unwrap_or(0)));
        let mut end = 0u32;
        for bucket in &buckets {
            end += bucket.len() as u32;
            out.extend_from_slice(&end.to_le_bytes());
        }
        buckets.iter().for_each(|b| out.extend_from_slice(b));
        out
    }
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
