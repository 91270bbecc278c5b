//! Reading a text into tokens: words of plain letters at once, all else character by character.

use super::filter;
use super::fold::{self, Class};
use super::{Gap, Kind, Lexed, Notes, Token, widen};

impl Lexed {
    pub(super) fn read_part(&mut self, part: &str, base: u32, mut gap: Gap) {
        let bytes = part.as_bytes();
        let mut at = 0;
        loop {
            match bytes.get(at) {
                Some(b' ') => {
                    gap = gap.max(Gap::Space);
                    at += 1;
                    continue;
                }
                Some(0xd8 | 0xd9) => {
                    if let Some(next) = self.plain_word(part, at, base, gap) {
                        at = next;
                        gap = Gap::None;
                        continue;
                    }
                }
                Some(_) => {}
                None => break,
            }
            let Some((c, len)) = char_at(part, at) else { break };
            let class = fold::class(c);
            let kind = match class {
                Class::Space | Class::Line => {
                    gap = widen(gap, class);
                    at += len;
                    continue;
                }
                // A silent character without a letter before it belongs to no token.
                Class::Silent => {
                    at += len;
                    continue;
                }
                Class::Arabic => Kind::Word,
                Class::Other => Kind::Latin,
                Class::Digit => Kind::Number,
                Class::Punct => Kind::Punct,
                Class::Symbol => Kind::Symbol,
            };
            let first = at;
            let mut token = self.token(base + at as u32, kind, gap);
            token.notes.capital = kind == Kind::Latin && c.is_uppercase();
            at = self.fold_token(part, at, class, &mut token);
            let seen = part.get(first..at).unwrap_or("").trim_end_matches(fold::is_invisible);
            token.end = token.start + seen.len() as u32;
            token.form_end = self.forms.len() as u32;
            token.shift_end = self.shifts.len() as u32;
            token.key = self.forms.get(token.form_start as usize..).map_or(0, filter::key);
            self.tokens.push(token);
            gap = Gap::None;
        }
    }

    /// A token that begins at the byte `start` of the text and has no form yet.
    fn token(&self, start: u32, kind: Kind, gap: Gap) -> Token {
        let (form, shift) = (self.forms.len() as u32, self.shifts.len() as u32);
        Token {
            start,
            end: start,
            kind,
            gap,
            notes: Notes::default(),
            form_start: form,
            form_end: form,
            shift_start: shift,
            shift_end: shift,
            key: filter::START,
        }
    }

    /// Reads a word that has nothing but plain letters, as nearly all have, and gives the byte after it; nothing is
    /// read of other words.
    #[inline]
    fn plain_word(&mut self, part: &str, first: usize, base: u32, gap: Gap) -> Option<usize> {
        let bytes = part.as_bytes();
        let mut token = self.token(base + first as u32, Kind::Word, gap);
        let (mut at, mut run, mut last) = (first, first, ' ');
        while let (Some(lead @ (0xd8 | 0xd9)), Some(next)) = (bytes.get(at), bytes.get(at + 1)) {
            let code = (lead & 1) << 6 | (next & 0x3f);
            let Some(letter) = fold::plain(code) else { break };
            if letter.changes {
                self.forms.push_str(part.get(run..at).unwrap_or(""));
                self.forms.push(letter.folded);
                run = at + 2;
            }
            token.key = filter::mix(token.key, letter.folded as u32);
            last = letter.written;
            at += 2;
        }
        // What follows is no letter of the Arabic script and no mark: most often a blank.
        let ends = match bytes.get(at) {
            None | Some(..=0x7f | 0xc2 | 0xc3) => true,
            Some(0xd8) => matches!(bytes.get(at + 1), Some(0x8c | 0x9b | 0x9f)),
            Some(_) => false,
        };
        if !ends || at == first || bytes.get(at) == Some(&0xc2) && bytes.get(at + 1) == Some(&0xad) {
            self.forms.truncate(token.form_start as usize);
            return None;
        }
        self.forms.push_str(part.get(run..at).unwrap_or(""));
        token.end = base + at as u32;
        token.form_end = self.forms.len() as u32;
        token.notes.maqsura = last == 'ى';
        self.tokens.push(token);
        Some(at)
    }

    /// Appends the form of the token that begins at byte `first`, and gives the byte after it. Letters that stand for
    /// themselves are copied in runs.
    fn fold_token(&mut self, part: &str, first: usize, class: Class, token: &mut Token) -> usize {
        let single = matches!(token.kind, Kind::Punct | Kind::Symbol);
        let (mut at, mut run, mut letters) = (first, first, 0);
        while let Some((c, len)) = char_at(part, at) {
            let found = fold::class(c);
            let letter = found == class && (letters == 0 || !single);
            if letter && fold::is_itself(c) {
                letters += 1;
                at += len;
                continue;
            }
            if !letter && found != Class::Silent {
                break;
            }
            let copied = part.get(run..at).unwrap_or("");
            self.forms.push_str(copied);
            if letter {
                letters += 1;
                fold::push(c, &mut self.forms);
                token.notes.maqsura = c == 'ى';
            } else {
                token.notes.maqsura &= copied.is_empty();
                token.notes.tanwin |= c == '\u{64b}';
                token.notes.damma |= c == '\u{64f}' && letters == 1;
            }
            at += len;
            run = at;
            self.note_shift(token, at - first);
        }
        let copied = part.get(run..at).unwrap_or("");
        token.notes.maqsura &= copied.is_empty();
        self.forms.push_str(copied);
        at
    }

    /// Notes where the text and the form of the growing `token` part, once `raw` bytes of it are read.
    fn note_shift(&mut self, token: &Token, raw: usize) {
        if token.kind == Kind::Number {
            return;
        }
        let (form, raw) = (self.forms.len() as u32 - token.form_start, raw as u32);
        let own = self.shifts.get_mut(token.shift_start as usize..).and_then(|own| own.last_mut());
        let (last_form, last_raw) = own.as_ref().map_or((0, 0), |last| **last);
        if last_raw + form == raw + last_form {
            return;
        }
        match own {
            Some(last) if last.0 == form => last.1 = raw,
            _ => self.shifts.push((form, raw)),
        }
    }
}

/// The character at byte `at` of `part` and its length; the ASCII and Arabic blocks are read without ado.
#[inline]
fn char_at(part: &str, at: usize) -> Option<(char, usize)> {
    let bytes = part.as_bytes();
    let lead = *bytes.get(at)?;
    if lead < 0x80 {
        return Some((char::from(lead), 1));
    }
    if lead & 0xe0 == 0xc0
        && let Some(next) = bytes.get(at + 1)
    {
        let code = u32::from(lead & 0x1f) << 6 | u32::from(next & 0x3f);
        return char::from_u32(code).map(|c| (c, 2));
    }
    part.get(at..)?.chars().next().map(|c| (c, c.len_utf8()))
}
