//! A stream of small tokens with folded forms, made in one pass and shared by numerals, quantities and time.

mod filter;
pub mod fold;
pub mod lexicon;
mod read;

use fold::Class;
pub use lexicon::{Clitics, Hit, Lexicon};

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A run of letters of the Arabic script, with its marks and tatweel.
    Word,
    /// A run of letters of another script.
    Latin,
    /// A run of decimal digits of one or several sets; signs and separators are tokens of their own.
    Number,
    /// One punctuation sign.
    Punct,
    /// One other sign (currency, percent, degree, plus …).
    Symbol,
}

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing: the two touch.
    None,
    /// White space within a line.
    Space,
    /// One line end.
    Line,
    /// An empty line, the start of the text, or the border of a span that was read by itself.
    Break,
}

/// One token: a byte span of the text and a folded form in the stream's arena.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Byte offset of the first character.
    pub start: u32,
    /// Byte offset after the last character and its marks.
    pub end: u32,
    /// The kind.
    pub kind: Kind,
    /// What stands before it.
    pub gap: Gap,
    /// Spelling that the folded form no longer shows.
    pub notes: Notes,
    form_start: u32,
    form_end: u32,
    shift_start: u32,
    shift_end: u32,
    key: u32,
}

/// What folding takes away and some readings need: a few marks and letter shapes of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// The last letter is ى («أولى», the first, against «أولي», initial).
    pub maqsura: bool,
    /// There is a tanwin fath («ألفاً» is a thousand, «ألفا» before a noun two thousand).
    pub tanwin: bool,
    /// The first letter carries a damma («خُمس» is a fifth, «خمس» five).
    pub damma: bool,
    /// The first letter is upper case.
    pub capital: bool,
}

/// The token stream of a text. One value serves any number of texts and keeps its storage between them.
///
/// The folded form of a token has no marks and no tatweel, one form of alef, hamza carriers as bare letters,
/// ه for ة, ي for ى, ASCII digits, lower-case Latin without accents (see [`fold::push`]).
#[derive(Debug, Default)]
pub struct Lexed {
    tokens: Vec<Token>,
    forms: String,
    /// (offset in the form, offset in the text), both from the token's start, wherever the two part.
    shifts: Vec<(u32, u32)>,
}

impl Lexed {
    /// An empty stream.
    pub fn new() -> Self {
        Self::default()
    }

    /// Replaces the stream with that of `text`. Texts of 4 GiB and more leave an empty stream.
    pub fn read(&mut self, text: &str) {
        self.read_spans(text, [(0, u32::try_from(text.len()).unwrap_or(0))]);
    }

    /// Replaces the stream with that of the parts `spans` of `text`: byte spans in ascending order, such as the
    /// paragraphs to look at, or the tokens of another tokenizer, whose borders then always part tokens.
    /// Where one span touches the next there is no gap. Spans that are not on character borders are passed over.
    pub fn read_spans(&mut self, text: &str, spans: impl IntoIterator<Item = (u32, u32)>) {
        self.tokens.clear();
        self.forms.clear();
        self.shifts.clear();
        let mut before = None;
        for (start, end) in spans {
            let Some(part) = text.get(start as usize..end as usize) else { continue };
            let gap = match before.and_then(|b| text.get(b as usize..start as usize)) {
                None => Gap::Break,
                Some(between) => between.chars().fold(Gap::None, |gap, c| widen(gap, fold::class(c))),
            };
            self.read_part(part, start, gap);
            before = Some(end);
        }
    }

    /// The number of tokens.
    #[inline]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there are no tokens.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// All tokens.
    #[inline]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The token `i`, if there is one.
    #[inline]
    pub fn get(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    /// The kind of token `i`; `None` past the end.
    #[inline]
    pub fn kind(&self, i: usize) -> Option<Kind> {
        self.tokens.get(i).map(|t| t.kind)
    }

    /// The folded form of token `i`; empty past the end.
    #[inline]
    pub fn form(&self, i: usize) -> &str {
        match self.tokens.get(i) {
            Some(t) => self.forms.get(t.form_start as usize..t.form_end as usize).unwrap_or(""),
            None => "",
        }
    }

    /// The key of the folded form of token `i`: forms with different keys are different.
    #[inline]
    fn key(&self, i: usize) -> u32 {
        self.tokens.get(i).map_or(filter::START, |t| t.key)
    }

    /// What stands before token `i`; `Gap::Break` past the end.
    #[inline]
    pub fn gap(&self, i: usize) -> Gap {
        self.tokens.get(i).map_or(Gap::Break, |t| t.gap)
    }

    /// The byte offset in the text at which the part of token `i` begins that its form has from `form_offset` on.
    /// Marks and tatweel belong to the letter before them, so a span that starts here starts with a letter.
    pub fn offset(&self, i: usize, form_offset: usize) -> u32 {
        let Some(t) = self.tokens.get(i) else { return self.tokens.last().map_or(0, |t| t.end) };
        let shifts = self.shifts.get(t.shift_start as usize..t.shift_end as usize).unwrap_or(&[]);
        let at = form_offset as u32;
        let (form, raw) = shifts.iter().rev().find(|s| s.0 <= at).copied().unwrap_or((0, 0));
        (t.start + raw + (at - form)).min(t.end)
    }

    /// The byte offset of the start of token `i`; the end of the last token past the end.
    #[inline]
    pub fn start(&self, i: usize) -> u32 {
        self.offset(i, 0)
    }

    /// The byte offset of the end of token `i`; the end of the last token past the end.
    #[inline]
    pub fn end(&self, i: usize) -> u32 {
        self.tokens.get(i).or(self.tokens.last()).map_or(0, |t| t.end)
    }
}

fn widen(gap: Gap, class: Class) -> Gap {
    match (class, gap) {
        (Class::Line, Gap::Line | Gap::Break) => Gap::Break,
        (Class::Line, _) => Gap::Line,
        (_, gap) => gap.max(Gap::Space),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(text: &str) -> Vec<(String, Kind, Gap)> {
        let mut lexed = Lexed::new();
        lexed.read(text);
        (0..lexed.len()).map(|i| (lexed.form(i).to_owned(), lexed.kind(i).unwrap(), lexed.gap(i))).collect()
    }

    #[test]
    fn letters_digits_and_signs_part() {
        use {Gap::*, Kind::*};
        let expected = [
            ("ب", Word, Break),
            ("23", Number, None),
            (".", Punct, None),
            ("7", Number, None),
            ("بالمايه", Word, Space),
            ("$", Symbol, Line),
            ("5", Number, None),
            ("bn", Latin, None),
        ];
        let expected: Vec<_> = expected.iter().map(|&(f, k, g)| (f.to_owned(), k, g)).collect();
        assert_eq!(stream("ب23.7 بالمائة\n$5bn"), expected);
    }

    #[test]
    fn offsets_pass_over_marks_and_tatweel() {
        let text = "قال وَعِشْرِينَ الـ٨٠٠";
        let mut lexed = Lexed::new();
        lexed.read(text);
        assert_eq!(lexed.form(1), "وعشرين");
        let from = lexed.offset(1, "و".len()) as usize;
        assert_eq!(&text[from..lexed.end(1) as usize], "عِشْرِينَ");
        assert_eq!(lexed.form(2), "ال");
        assert_eq!(lexed.form(3), "800");
        assert_eq!(lexed.gap(3), Gap::None);
    }

    #[test]
    fn given_spans_part_tokens_and_storage_is_reused() {
        let text = "والعراق ثم بغداد";
        let mut lexed = Lexed::new();
        lexed.read("شيء آخر");
        let cut = "و".len() as u32;
        lexed.read_spans(text, [(0, cut), (cut, text.len() as u32)]);
        let forms: Vec<_> = (0..lexed.len()).map(|i| lexed.form(i)).collect();
        assert_eq!(forms, ["و", "العراق", "ثم", "بغداد"]);
        assert_eq!(lexed.gap(1), Gap::None);
        assert_eq!(lexed.gap(2), Gap::Space);
    }
}
