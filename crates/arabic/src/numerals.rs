//! Numerals: numbers in digits and in words, read from a token stream with exact values and spans.

pub mod digits;
pub mod exact;

use crate::lexed::{Clitics, Lexed};
pub use exact::Exact;

/// Grammatical gender of a numeral's form. For cardinals from three to ten it is the gender of the *form* («ثلاثة» is
/// masculine, as in «ثلاثة رجال»: said of masculine nouns).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Said of masculine nouns.
    Masculine,
    /// Said of feminine nouns.
    Feminine,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Digits only.
    Digits,
    /// Words only.
    Words,
    /// Both: «3 آلاف», «1.5 مليون».
    Mixed,
}

/// A number as read from the stream.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parsed {
    /// Tokens consumed from the one that the parse began at.
    pub tokens: usize,
    /// Byte offset of the first character: attached particles are left out, the article stays.
    pub start: u32,
    /// Byte offset after the last character.
    pub end: u32,
    /// The value; the lower one of a range; `None` for vague amounts.
    pub value: Option<Exact>,
    /// The upper value of a range.
    pub value_max: Option<Exact>,
    /// The order of a vague amount («عشرات» is 10, «ملايين» 1000000).
    pub magnitude: Option<i64>,
    /// Whether it is an ordinal («الثالث»).
    pub ordinal: bool,
    /// The gender where the form shows one.
    pub gender: Option<Gender>,
    /// Particles of the first word that are outside the span.
    pub clitics: Clitics,
    /// Whether the first word carries the article.
    pub definite: bool,
    /// How it is written.
    pub form: Form,
    /// The rule that read it, for provenance.
    pub rule: &'static str,
}

/// The number that begins at token `i`, the longest one; `None` where none begins.
///
/// It judges the tokens by themselves: whether the place is a date, a score or a name is for the caller to say.
/// A range («من 10 إلى 20») is read by the caller from two numbers.
pub fn parse_at(lexed: &Lexed, i: usize) -> Option<Parsed> {
    let digits = digits::parse(lexed, i)?;
    Some(Parsed {
        tokens: digits.tokens,
        start: lexed.start(i),
        end: lexed.end(i + digits.tokens - 1),
        value: Some(digits.value),
        value_max: None,
        magnitude: None,
        ordinal: false,
        gender: None,
        clitics: Clitics::default(),
        definite: false,
        form: Form::Digits,
        rule: "digits",
    })
}
