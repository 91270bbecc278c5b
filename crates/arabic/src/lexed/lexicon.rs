//! Tables keyed by folded forms, and the look-up that knows the particles which Arabic writes onto a word.

use std::hash::Hasher;

use super::filter::{Filter, key, mix};
use super::{Kind, Lexed, fold};

/// A table from folded words to values. Look-ups of tokens cost one glance at a filter where the table does not have them.
#[derive(Clone, Debug)]
pub struct Lexicon<T> {
    entries: Vec<(u32, Box<str>, T)>,
    /// By the low bits of the key, and the places after: one more than the index of an entry; 0 ends the search.
    slots: Vec<u32>,
    /// The endings that occur, to turn most words away by a glance at their last letters: particles stand at the front.
    endings: Endings,
    /// The keys of the words, and of the words with all particles.
    whole: Filter,
    attached: Filter,
}

/// A filter over the last three letters of long words and the last letters of short ones.
#[derive(Clone, Debug)]
struct Endings(Box<[u64; 256]>);

impl Default for Endings {
    fn default() -> Self {
        Self(Box::new([0; 256]))
    }
}

impl Endings {
    const LONG: usize = 6;
    const SHORT: usize = 2;

    /// The bit for the last `length` bytes.
    fn bit(form: &str, length: usize) -> (usize, u64) {
        let bytes = form.as_bytes();
        let tail = bytes.get(bytes.len().saturating_sub(length)..).unwrap_or(bytes);
        let packed = tail.iter().fold(length as u64, |sum, b| sum << 8 | u64::from(*b));
        let hash = packed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 50;
        (hash as usize >> 6, 1 << (hash & 63))
    }

    fn add(&mut self, form: &str) {
        let (word, bit) = Self::bit(form, if form.len() >= Self::LONG { Self::LONG } else { Self::SHORT });
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    fn may_have(&self, form: &str) -> bool {
        let has = |(word, bit): (usize, u64)| self.0.get(word).is_some_and(|w| w & bit != 0);
        form.len() >= Self::LONG && has(Self::bit(form, Self::LONG)) || has(Self::bit(form, Self::SHORT))
    }
}

/// What was found for a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<T> {
    /// The table's value.
    pub value: T,
    /// Bytes of the folded form that are attached particles: the span starts at `Lexed::offset(i, skip)`.
    pub skip: usize,
    /// Which particles.
    pub clitics: Clitics,
}

/// The particles written onto the front of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clitics {
    /// و
    pub wa: bool,
    /// ف
    pub fa: bool,
    /// ب, ل or ك
    pub preposition: Option<char>,
    /// The article ال, also where ل swallowed its alef.
    pub article: bool,
}

impl Clitics {
    /// Whether nothing but the article is attached.
    pub fn is_bare(self) -> bool {
        !self.wa && !self.fa && self.preposition.is_none()
    }
}

impl<T> Default for Lexicon<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            slots: Vec::new(),
            endings: Endings::default(),
            whole: Filter::default(),
            attached: Filter::default(),
        }
    }
}

impl<T: Copy> Lexicon<T> {
    /// A table of `entries`, whose words are folded here. Of equal words the first one stays.
    pub fn new<'a>(entries: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut lexicon = Self::default();
        for (word, value) in entries {
            lexicon.add(word, value);
        }
        lexicon
    }

    /// Adds one word, unless it is there already.
    pub fn add(&mut self, word: &str, value: T) {
        let word = fold::folded(word);
        if self.entry(key(&word), &word).is_none() {
            particles(|prefix| self.attached.add(word.chars().fold(prefix, |key, c| mix(key, c as u32))));
        }
        self.add_folded(word, value);
    }

    /// Adds one word that [`Self::find`] need not find behind particles.
    pub fn add_whole(&mut self, word: &str, value: T) {
        self.add_folded(fold::folded(word), value);
    }

    fn add_folded(&mut self, word: String, value: T) {
        let key = key(&word);
        if self.entry(key, &word).is_some() {
            return;
        }
        self.endings.add(&word);
        self.whole.add(key);
        self.entries.push((key, word.into_boxed_str(), value));
        if self.entries.len() * 4 > self.slots.len() {
            self.slots = vec![0; (self.slots.len() * 2).max(16)];
            (1..=self.entries.len()).for_each(|number| self.place(number));
        } else {
            self.place(self.entries.len());
        }
    }

    /// Enters the entry with this number into the slots.
    fn place(&mut self, number: usize) {
        let Some(key) = self.entries.get(number - 1).map(|entry| entry.0) else { return };
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while self.slots.get(at).is_some_and(|slot| *slot != 0) {
            at = (at + 1) & mask;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = number as u32;
        }
    }

    /// The value of the folded `word`, whose key is `key`.
    fn entry(&self, key: u32, word: &str) -> Option<T> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = key as usize & mask;
        loop {
            let number = *self.slots.get(at)? as usize;
            let (found, text, value) = self.entries.get(number.checked_sub(1)?)?;
            if *found == key && **text == *word {
                return Some(*value);
            }
            at = (at + 1) & mask;
        }
    }

    /// The value of exactly the form of token `i`.
    #[inline]
    pub fn whole(&self, lexed: &Lexed, i: usize) -> Option<T> {
        let key = lexed.key(i);
        if self.whole.may_have(key) { self.entry(key, lexed.form(i)) } else { None }
    }

    /// The value of exactly the folded `form`.
    pub fn get(&self, form: &str) -> Option<T> {
        if self.endings.may_have(form) { self.entry(key(form), form) } else { None }
    }

    /// The value of token `i`: of the whole form if the table has it, else without attached particles,
    /// the fewest first: و/ف, then ب/ل/ك (and للـ), then the article.
    #[inline]
    pub fn find(&self, lexed: &Lexed, i: usize) -> Option<Hit<T>> {
        if self.attached.may_have(lexed.key(i)) { self.look_up(lexed, i) } else { None }
    }

    /// The values of token `i` in every way to take particles off it.
    pub fn all<'a>(&'a self, lexed: &'a Lexed, i: usize) -> impl Iterator<Item = T> + 'a {
        let may = self.attached.may_have(lexed.key(i));
        let form = if may { lexed.form(i) } else { "" };
        let word = may && lexed.kind(i) == Some(Kind::Word);
        let bare = readings(if word { form } else { "" }).into_iter().flatten();
        let forms = bare.filter_map(move |r| form.get(r.word..)).chain(may.then_some(form));
        forms.filter_map(|form| self.entry(key(form), form))
    }

    fn look_up(&self, lexed: &Lexed, i: usize) -> Option<Hit<T>> {
        let form = lexed.form(i);
        if let Some(value) = self.entry(lexed.key(i), form) {
            return Some(Hit { value, skip: 0, clitics: Clitics::default() });
        }
        // The ending is that of the bare word too, unless particles alone are left of it.
        if lexed.kind(i) != Some(Kind::Word) || !self.endings.may_have(form) {
            return None;
        }
        readings(form).into_iter().flatten().find_map(|r| {
            let bare = form.get(r.word..)?;
            let value = self.entry(key(bare), bare)?;
            Some(Hit { value, skip: r.skip, clitics: r.clitics })
        })
    }
}

/// Calls `put` with the key of everything that [`readings`] takes off, and with that of nothing.
fn particles(mut put: impl FnMut(u32)) {
    for conjunction in ["", "و", "ف"] {
        for rest in ["", "ال", "ب", "ل", "ك", "بال", "لال", "كال", "لل"] {
            put(rest.chars().fold(key(conjunction), |key, c| mix(key, c as u32)));
        }
    }
}

/// One way to take the particles off a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Where the bare word begins in the form.
    pub word: usize,
    /// Where the span begins in the form: at the article if there is one (in للـ at the second lam), else at the word.
    pub skip: usize,
    /// The particles.
    pub clitics: Clitics,
}

/// The ways to take particles off the folded `form`, the fewest particles first; the whole form is not among them.
pub fn readings(form: &str) -> [Option<Reading>; 5] {
    const LETTER: usize = 2;
    let mut out = [None; 5];
    let mut n = 0;
    let mut push = |reading| {
        if let Some(slot) = out.get_mut(n) {
            *slot = Some(reading);
            n += 1;
        }
    };
    let mut clitics = Clitics::default();
    let mut at = 0;
    if form.starts_with("ال") {
        push(Reading { word: 2 * LETTER, skip: 0, clitics: Clitics { article: true, ..clitics } });
    }
    if form.starts_with('و') || form.starts_with('ف') {
        clitics.wa = form.starts_with('و');
        clitics.fa = !clitics.wa;
        at = LETTER;
        push(Reading { word: at, skip: at, clitics });
        if form.get(at..).is_some_and(|rest| rest.starts_with("ال")) {
            push(Reading { word: at + 2 * LETTER, skip: at, clitics: Clitics { article: true, ..clitics } });
        }
    }
    let rest = form.get(at..).unwrap_or("");
    let preposition = rest.chars().next().filter(|c| matches!(c, 'ب' | 'ل' | 'ك'));
    if preposition.is_some() {
        clitics.preposition = preposition;
        at += LETTER;
        let rest = form.get(at..).unwrap_or("");
        push(Reading { word: at, skip: at, clitics });
        let with_article = Clitics { article: true, ..clitics };
        if preposition == Some('ل') && rest.starts_with('ل') {
            push(Reading { word: at + LETTER, skip: at, clitics: with_article });
        } else if rest.starts_with("ال") {
            push(Reading { word: at + 2 * LETTER, skip: at, clitics: with_article });
        }
    }
    out
}

/// A multiplicative hash; keys come from the compiled-in tables, so there is nothing to defend against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0u8; 8];
            for (to, from) in word.iter_mut().zip(chunk) {
                *to = *from;
            }
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_are_taken_off() {
        let table = Lexicon::new([("ثلاثون", 30), ("عراق", 1), ("واحد", 2), ("مليون", 3)]);
        let text = "وثلاثون للعراق واحد وواحد فبالمليون والعراق كالعراق";
        let mut lexed = Lexed::new();
        lexed.read(text);
        let found: Vec<_> = (0..lexed.len())
            .map(|i| {
                let hit = table.find(&lexed, i).unwrap();
                (hit.value, &text[lexed.offset(i, hit.skip) as usize..lexed.end(i) as usize])
            })
            .collect();
        let expected = [
            (30, "ثلاثون"),
            (1, "لعراق"),
            (2, "واحد"),
            (2, "واحد"),
            (3, "المليون"),
            (1, "العراق"),
            (1, "العراق"),
        ];
        assert_eq!(found, expected);
    }
}
