//! Texts as words of letters made alike: what lists are made of, and what they are looked for in.

use warraq_arabic::normalise::{Normaliser, Switches};
use warraq_arabic::script;

/// Bit of a code that is no letter: a sign that is a word by itself.
const SIGN: u32 = 1 << 30;
/// The character is left out; it belongs to the letter before it.
const MARK: u32 = 1 << 31;
/// The character is left out and belongs to no letter.
const CONTROL: u32 = MARK | 1;
const SPACE: u32 = MARK | 2;
const LINE: u32 = MARK | 3;
/// The character becomes several, or needs a closer look.
const SLOW: u32 = MARK | 4;
/// The one letter of the word that stands for the end of a paragraph: no entry has it.
const BREAK: u32 = SIGN | 0x1F_FFFF;
/// The first letter of a script whose letters are words by themselves.
const LONE: u32 = 0xE00;
/// How many characters have their code in a table.
const TABLE: u32 = 0x800;

/// What is made alike before lists and texts are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Alike {
    /// 0 nothing, 1 marks, tatweel and old encodings, 2 also letters that writers confuse.
    pub(crate) spelling: u8,
    pub(crate) fold_case: bool,
}

/// The code of every character.
pub(crate) struct Alphabet {
    normaliser: Normaliser,
    fold_case: bool,
    table: Vec<u32>,
}

/// The words of a text. The fields are parallel but for `letters`.
#[derive(Default)]
pub(crate) struct Words {
    /// Byte offsets into the text.
    pub(crate) starts: Vec<u32>,
    pub(crate) ends: Vec<u32>,
    pub(crate) hashes: Vec<u64>,
    /// Where each word's letters begin in `letters`; one more at the end.
    firsts: Vec<u32>,
    letters: Vec<u32>,
    open: bool,
    lines: u32,
    hash: u64,
    /// Where the open word ends so far.
    end: u32,
}

impl Alphabet {
    pub(crate) fn new(alike: Alike) -> Self {
        let switches = match alike.spelling {
            0 => Switches::NONE,
            1 => Switches::BARE,
            _ => Switches::LOOSE,
        };
        let normaliser = Normaliser::new(switches);
        let mut alphabet = Self { normaliser, fold_case: alike.fold_case, table: Vec::new() };
        let mut codes = Vec::new();
        let code = |code: u32| {
            alphabet.spell(char::from_u32(code).unwrap_or(' '), &mut codes);
            match codes.as_slice() {
                [one] => *one,
                _ => SLOW,
            }
        };
        let table: Vec<u32> = (0..TABLE).map(code).collect();
        alphabet.table = table;
        alphabet
    }

    /// The codes of a character.
    fn spell(&self, c: char, codes: &mut Vec<u32>) {
        codes.clear();
        let mut own = [0; 4];
        let normal = self.normaliser.string(c.encode_utf8(&mut own));
        if normal.is_empty() {
            let control = script::is_bidi_control(c) || matches!(c, '\u{ad}' | '\u{feff}');
            return codes.push(if control { CONTROL } else { MARK });
        }
        for c in normal.chars() {
            let code = u32::from(c);
            match c {
                '\n' => codes.push(LINE),
                _ if c.is_whitespace() || c.is_control() => codes.push(SPACE),
                _ if self.fold_case && c.is_uppercase() => codes.extend(c.to_lowercase().map(u32::from)),
                _ if c.is_alphanumeric() || script::is_mark(c) => codes.push(code),
                '\u{300}'..='\u{36f}' | script::TATWEEL | '\u{200c}' | '\u{200d}' => codes.push(code),
                _ => codes.push(SIGN | code),
            }
        }
    }

    /// Reads the words of a text.
    pub(crate) fn read(&self, text: &str, words: &mut Words) {
        words.clear();
        let mut codes = Vec::new();
        for (at, c) in text.char_indices() {
            let (start, end) = (at as u32, (at + c.len_utf8()) as u32);
            match self.table.get(c as usize) {
                // Most characters are letters within a word.
                Some(&code) if code < SIGN && words.open && code < LONE => words.add(code, end),
                Some(&code) if code != SLOW => words.push(code, start, end),
                _ => {
                    self.spell(c, &mut codes);
                    for &code in &codes {
                        words.push(code, start, end);
                    }
                }
            }
        }
        words.close();
        words.firsts.push(words.letters.len() as u32);
    }

    /// Where the letter `nth` of a word begins in the text, if the word begins at `start`.
    pub(crate) fn letter(&self, text: &str, start: u32, nth: usize) -> u32 {
        let rest = text.get(start as usize..).unwrap_or_default();
        let mut codes = Vec::new();
        let mut before = 0;
        for (at, c) in rest.char_indices() {
            self.spell(c, &mut codes);
            let letters = codes.iter().filter(|code| **code < MARK).count();
            if before + letters > nth {
                return start + at as u32;
            }
            before += letters;
        }
        start
    }
}

impl Words {
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The letters of a word.
    pub(crate) fn letters(&self, word: usize) -> &[u32] {
        let border = |at: usize| self.firsts.get(at).map_or(self.letters.len(), |at| *at as usize);
        self.letters.get(border(word)..border(word + 1)).unwrap_or_default()
    }

    /// The words as lists keep them: with one space between them.
    pub(crate) fn phrase(&self) -> String {
        let mut phrase = String::new();
        for word in 0..self.len() {
            if word > 0 {
                phrase.push(' ');
            }
            phrase.extend(self.letters(word).iter().filter_map(|code| letter(*code)));
        }
        phrase
    }

    fn clear(&mut self) {
        self.starts.clear();
        self.ends.clear();
        self.hashes.clear();
        self.firsts.clear();
        self.letters.clear();
        (self.open, self.lines, self.hash) = (false, 0, 0);
    }

    fn push(&mut self, code: u32, start: u32, end: u32) {
        if code < SIGN {
            if self.open && alone(code) {
                self.close();
            }
            if !self.open {
                self.begin(start);
            }
            self.add(code, end);
            if alone(code) {
                self.close();
            }
            return;
        }
        match code {
            MARK if self.open => self.end = end,
            MARK => {}
            CONTROL => {}
            SPACE => self.close(),
            LINE => {
                self.close();
                self.lines += 1;
                if self.lines == 2 {
                    self.sign(BREAK, start, end);
                    self.lines = 2;
                }
            }
            sign => self.sign(sign, start, end),
        }
    }

    fn begin(&mut self, start: u32) {
        self.open = true;
        self.lines = 0;
        self.hash = 0;
        self.starts.push(start);
        self.firsts.push(self.letters.len() as u32);
    }

    #[inline]
    fn add(&mut self, code: u32, end: u32) {
        self.letters.push(code);
        self.hash = step(self.hash, code);
        self.end = end;
    }

    /// A word of one sign.
    fn sign(&mut self, sign: u32, start: u32, end: u32) {
        self.close();
        self.begin(start);
        self.add(sign, end);
        self.close();
    }

    fn close(&mut self) {
        if self.open {
            self.hashes.push(finish(self.hash));
            self.ends.push(self.end);
        }
        self.open = false;
    }
}

/// The character of a code.
pub(crate) fn letter(code: u32) -> Option<char> {
    char::from_u32(code & !SIGN)
}

/// Whether a letter is of a script without spaces between words: each is taken for a word.
fn alone(code: u32) -> bool {
    matches!(code, 0xE00..=0xEFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

fn step(hash: u64, code: u32) -> u64 {
    (hash.rotate_left(5) ^ u64::from(code)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
}

/// The hash of a word by its letters.
pub(crate) fn hash(letters: impl Iterator<Item = u32>) -> u64 {
    finish(letters.fold(0, step))
}

/// The hash of some words and one more.
pub(crate) fn chain(before: u64, word: u64) -> u64 {
    finish(before.rotate_left(23) ^ word.wrapping_mul(0xd6e8_feb8_6659_fd93))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(spelling: u8, text: &str) -> Vec<String> {
        let mut words = Words::default();
        Alphabet::new(Alike { spelling, fold_case: true }).read(text, &mut words);
        let shown = |word| text[words.starts[word] as usize..words.ends[word] as usize].replace('\n', "⏎");
        (0..words.len()).map(shown).collect()
    }

    #[test]
    fn texts_are_cut_into_words() {
        let cases: [(&str, &[&str]); 7] = [
            ("قالَ «مُحَمَّد»: نعم", &["قالَ", "«", "مُحَمَّد", "»", ":", "نعم"]),
            ("S-300 و RPG7", &["S", "-", "300", "و", "RPG7"]),
            ("كتـــاب\u{200f} جديد", &["كتـــاب", "جديد"]),
            ("سطر\nسطر\n\n\nفقرة", &["سطر", "سطر", "⏎", "فقرة"]),
            ("السﻼم ﷲ", &["السﻼم", "ﷲ"]),
            ("東京は", &["東", "京", "は"]),
            ("\u{64e} !", &["!"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(2, text), expected, "{text}");
        }
    }

    #[test]
    fn spellings_that_are_alike_have_the_same_phrase() {
        let phrase = |spelling: u8, text: &str| {
            let mut words = Words::default();
            Alphabet::new(Alike { spelling, fold_case: true }).read(text, &mut words);
            words.phrase()
        };
        assert_eq!(phrase(2, "إِلى  المدرسة، RPG-7"), "الي المدرسه ، rpg - 7");
        assert_eq!(phrase(1, "إِلى المدرســة ﻻ"), "إلى المدرسة لا");
        assert_eq!(phrase(0, "إِلى"), "إِلى");
    }
}
