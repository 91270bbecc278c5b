//! The letters of a token, and where each of them stands in it.

/// The letters of a token without marks, tatweel, joiners and bidi controls, presentation forms folded to letters.
#[derive(Debug, Default, Clone)]
pub struct Surface {
    /// The letters.
    pub letters: String,
    /// For each byte of `letters` that begins a letter, and for its end: the byte of the token where that letter begins.
    starts: Vec<u32>,
    /// The length of a token that is its letters, where each stands in its own place; else none.
    plain: Option<u32>,
    /// Whether the token has a tanwin fath («ًا»): an accusative noun, adjective or adverb.
    pub tanwin: bool,
    /// Whether its last letter is written with a shadda.
    pub doubled: bool,
    /// Whether a kasra is written.
    pub kasra: bool,
    /// Whether all letters are Arabic.
    pub arabic: bool,
}

impl Surface {
    /// Reads a token.
    pub fn read(&mut self, token: &str) {
        self.letters.clear();
        self.starts.clear();
        (self.tanwin, self.doubled, self.kasra) = (false, false, false);
        self.arabic = true;
        let plain = !token.is_empty() && token.as_bytes().chunks(2).all(is_plain);
        self.plain = plain.then_some(token.len() as u32);
        if plain {
            self.letters.push_str(token);
            return;
        }
        for (at, c) in token.char_indices() {
            match c {
                '\u{64b}' => self.tanwin = true,
                '\u{650}' => self.kasra = true,
                '\u{651}' => self.doubled = true,
                _ => {}
            }
            if is_ignored(c) {
                continue;
            }
            self.doubled = false;
            // What is ignored before the first letter belongs to it.
            let at = if self.letters.is_empty() { 0 } else { at as u32 };
            let before = self.letters.len();
            match presentation(c) {
                Some(letters) => self.letters.push_str(letters),
                None => self.letters.push(letter(c)),
            }
            self.starts.resize(self.letters.len(), at);
            self.arabic &= self.letters.get(before..).is_some_and(|l| l.chars().all(is_arabic));
        }
        self.arabic &= !self.letters.is_empty();
        self.starts.push(token.len() as u32);
    }

    /// The byte of the token where the letter at byte `at` of `letters` begins.
    pub fn start(&self, at: usize) -> u32 {
        if let Some(length) = self.plain {
            return length.min(at as u32);
        }
        self.starts.get(at).or(self.starts.last()).copied().unwrap_or(0)
    }
}

/// Whether two bytes are one of the 36 letters of Arabic, which stand for themselves.
fn is_plain(letter: &[u8]) -> bool {
    matches!(letter, [0xd8, 0xa1..=0xba] | [0xd9, 0x81..=0x8a])
}

/// Marks, tatweel, joiners, bidi controls.
fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{610}'..='\u{61a}' | '\u{61c}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{8d3}'..='\u{8ff}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        | '\u{fe70}'..='\u{fe7f}')
}

/// Whether a character is an Arabic letter.
pub(super) fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{63f}' | '\u{641}'..='\u{64a}' | '\u{66e}'..='\u{66f}' | '\u{671}'..='\u{6d3}')
}

/// Letters of other keyboards that stand for Arabic ones.
fn letter(c: char) -> char {
    match c {
        '\u{671}' => 'ا',
        '\u{6cc}' => 'ي',
        '\u{6a9}' => 'ك',
        '\u{6c1}' => 'ه',
        c => c,
    }
}

/// The letters of a presentation form.
fn presentation(c: char) -> Option<&'static str> {
    /// One entry a letter, with the number of its forms, from U+FE80 on.
    const LETTERS: [(&str, u32); 40] = [
        ("ء", 1),
        ("آ", 2),
        ("أ", 2),
        ("ؤ", 2),
        ("إ", 2),
        ("ئ", 4),
        ("ا", 2),
        ("ب", 4),
        ("ة", 2),
        ("ت", 4),
        ("ث", 4),
        ("ج", 4),
        ("ح", 4),
        ("خ", 4),
        ("د", 2),
        ("ذ", 2),
        ("ر", 2),
        ("ز", 2),
        ("س", 4),
        ("ش", 4),
        ("ص", 4),
        ("ض", 4),
        ("ط", 4),
        ("ظ", 4),
        ("ع", 4),
        ("غ", 4),
        ("ف", 4),
        ("ق", 4),
        ("ك", 4),
        ("ل", 4),
        ("م", 4),
        ("ن", 4),
        ("ه", 4),
        ("و", 2),
        ("ى", 2),
        ("ي", 4),
        ("لآ", 2),
        ("لأ", 2),
        ("لإ", 2),
        ("لا", 2),
    ];
    let mut place = (c as u32).checked_sub(0xfe80)?;
    for (letters, forms) in LETTERS {
        if place < forms {
            return Some(letters);
        }
        place -= forms;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(token: &str) -> Surface {
        let mut surface = Surface::default();
        surface.read(token);
        surface
    }

    #[test]
    fn only_letters_are_left() {
        for (token, letters) in [
            ("كِتَابٌ", "كتاب"),
            ("الـمـديـنة", "المدينة"),
            ("\u{202b}نعم\u{202c}", "نعم"),
            ("\u{fedf}\u{fe8e}", "لا"),
            ("\u{fefb}", "لا"),
            ("\u{fef2}", "ي"),
            ("\u{64b}\u{64c}", ""),
        ] {
            let surface = read(token);
            assert_eq!(surface.letters, letters, "{token}");
            assert_eq!(surface.start(0), if letters.is_empty() { token.len() as u32 } else { 0 });
            assert_eq!(surface.start(surface.letters.len()), token.len() as u32);
        }
        assert!(read("كتاباً").tanwin && !read("كتاب").tanwin);
        assert!(read("قال").arabic && !read("قالABC").arabic && !read("ABC").arabic && !read("ً").arabic);
    }

    #[test]
    fn letters_know_their_place() {
        let token = "وَلِلعِراق";
        let surface = read(token);
        assert_eq!(surface.letters, "وللعراق");
        assert_eq!(&token[..surface.start(2) as usize], "وَ");
        assert_eq!(&token[surface.start(4) as usize..], "لعِراق");
    }
}
