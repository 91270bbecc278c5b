//! Numerals: numbers in digits and in words, read from a token stream with exact values and spans.

pub(crate) mod brackets;
mod cardinal;
pub(crate) mod context;
pub mod digits;
pub mod exact;
mod fraction;
mod latin;
mod ordinal;
mod roman;
mod runs;
pub mod scan;
mod scores;
pub mod spell;
#[cfg(test)]
mod tests;
mod words;

use crate::lexed::{Clitics, Gap, Kind, Lexed};
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
    match lexed.kind(i)? {
        Kind::Punct | Kind::Symbol => signed(lexed, i).or_else(|| counted(lexed, i)),
        Kind::Number => digit_ordinal(lexed, i).or_else(|| counted(lexed, i)),
        Kind::Word if !words::begins(lexed, i) => None,
        Kind::Word => ordinal_at(lexed, i)
            .or_else(|| minus_word(lexed, i))
            .or_else(|| counted(lexed, i))
            .or_else(|| vague(lexed, i)),
        Kind::Latin => latin::parse(lexed, i),
    }
}

fn counted(lexed: &Lexed, i: usize) -> Option<Parsed> {
    if let Some(part) = fraction::parse(lexed, i) {
        return Some(parsed(lexed, i, &part, "fraction"));
    }
    let number = cardinal::parse(lexed, i, true)?;
    let (number, tail) = fraction::with_tail(lexed, number);
    if number.bound {
        return None;
    }
    let rule = tail.unwrap_or(match number.form {
        Form::Digits => "digits",
        Form::Words => "words",
        Form::Mixed => "mixed",
    });
    let mut out = parsed(lexed, i, &number, rule);
    // «القرن الواحد والعشرون» stands in speech and in news for «الحادي والعشرون».
    let one = out.value.and_then(Exact::to_i64).is_some_and(|v| v > 20 && v < 100 && v % 10 == 1);
    out.ordinal = one && out.definite && out.form == Form::Words;
    Some(out)
}

fn parsed(lexed: &Lexed, i: usize, number: &cardinal::Cardinal, rule: &'static str) -> Parsed {
    Parsed {
        tokens: number.next - i,
        start: number.start,
        end: lexed.end(number.next.saturating_sub(1)),
        value: Some(number.value),
        value_max: None,
        magnitude: None,
        ordinal: false,
        gender: number.gender,
        clitics: number.clitics,
        definite: number.clitics.article,
        form: number.form,
        rule,
    }
}

/// A sign that touches the digits and nothing before it: `-5`, `−1,200`, `+3.5`.
fn signed(lexed: &Lexed, i: usize) -> Option<Parsed> {
    let sign = lexed.form(i);
    // «و-5» and «(-5)»: و and a bracket may touch the sign, other things make a dash of it.
    let open = i == 0 || lexed.gap(i) != Gap::None || matches!(lexed.form(i - 1), "و" | "(" | "[");
    if !matches!(sign, "-" | "+") || !open || lexed.gap(i + 1) != Gap::None {
        return None;
    }
    let mut out = counted(lexed, i + 1).filter(|n| n.form != Form::Words)?;
    out.tokens += 1;
    out.start = lexed.start(i);
    if sign == "-" {
        out.value = out.value.map(Exact::negated);
        out.rule = "negative";
    }
    Some(out)
}

/// «سالب خمسة», «ناقص 5».
fn minus_word(lexed: &Lexed, i: usize) -> Option<Parsed> {
    let atom = words::atom(lexed, i).filter(|a| a.word.class == words::Class::Minus)?;
    let number = counted(lexed, atom.next)
        .filter(|n| n.clitics == Clitics::default() && lexed.gap(atom.next) == Gap::Space)?;
    Some(Parsed {
        tokens: atom.next - i + number.tokens,
        start: atom.start,
        value: number.value.map(Exact::negated),
        clitics: atom.clitics,
        rule: "negative",
        ..number
    })
}

fn ordinal_at(lexed: &Lexed, i: usize) -> Option<Parsed> {
    let ordinal = ordinal::parse(lexed, i)?;
    Some(Parsed {
        tokens: ordinal.next - i,
        start: ordinal.start,
        end: lexed.end(ordinal.next.saturating_sub(1)),
        value: Some(ordinal.value),
        value_max: None,
        magnitude: None,
        ordinal: true,
        gender: ordinal.gender,
        clitics: ordinal.clitics,
        definite: ordinal.clitics.article,
        form: Form::Words,
        rule: "ordinal",
    })
}

/// `21st`, `3e`, `1er`: digits with an ordinal ending in Latin letters.
fn digit_ordinal(lexed: &Lexed, i: usize) -> Option<Parsed> {
    let ending =
        matches!(lexed.form(i + 1), "st" | "nd" | "rd" | "th" | "er" | "ere" | "e" | "eme" | "emes" | "nde");
    if !ending
        || lexed.gap(i + 1) != Gap::None
        || lexed.kind(i + 2) == Some(Kind::Number) && lexed.gap(i + 2) == Gap::None
    {
        return None;
    }
    let digits = counted(lexed, i).filter(|n| n.tokens == 1)?;
    Some(Parsed { tokens: 2, end: lexed.end(i + 1), ordinal: true, rule: "ordinal", ..digits })
}

/// «عشرات», «مئات الآلاف», «الملايين»: an order of magnitude without a value.
fn vague(lexed: &Lexed, i: usize) -> Option<Parsed> {
    use words::Class;
    let first = words::atom(lexed, i)?;
    if !matches!(first.word.class, Class::Vague | Class::HundredPlural | Class::ScalePlural) {
        return None;
    }
    let mut magnitude = first.word.value;
    let mut next = first.next;
    while let Some(more) = words::next(lexed, next).filter(|m| !m.wa) {
        let scale = matches!(more.word.class, Class::ScalePlural | Class::Scale | Class::ScaleAlef);
        let Some(product) = magnitude.checked_mul(more.word.value).filter(|_| scale) else { break };
        magnitude = product;
        next = more.next;
    }
    Some(Parsed {
        tokens: next - i,
        start: first.start,
        end: lexed.end(next.saturating_sub(1)),
        value: None,
        value_max: None,
        magnitude: Some(magnitude),
        ordinal: false,
        gender: None,
        clitics: first.clitics,
        definite: first.clitics.article,
        form: Form::Words,
        rule: "vague",
    })
}
