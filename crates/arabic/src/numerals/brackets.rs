//! Numbers that brackets repeat or go on with: «أربعمائة (400) ألف», «15 (مليون)».

use super::{Exact, Form, Parsed, parse_at};
use crate::lexed::{Gap, Lexed};

/// The token after the brackets behind `number` at token `i` that repeat its value: «خمسة (5)».
pub(crate) fn repeated(lexed: &Lexed, i: usize, number: &Parsed) -> Option<usize> {
    let (inner, after) = inside(lexed, i + number.tokens)?;
    (inner.value.is_some() && inner.value == number.value).then_some(after)
}

/// `number` at token `i` with the scale that follows the brackets («أربعمائة (400) ألف») or stands in them («15 (مليون)»).
pub(super) fn scaled(lexed: &Lexed, i: usize, number: &Parsed) -> Option<Parsed> {
    let value = number.value.filter(|_| !number.ordinal && number.value_max.is_none())?;
    let (inner, after) = inside(lexed, i + number.tokens)?;
    let (scale, next) = if inner.value == number.value {
        let scale = scale(&parse_at(lexed, after).filter(|s| s.clitics.is_bare() && s.form == Form::Words)?)?;
        (lexed.gap(after) == Gap::Space).then_some((scale, after + 1))?
    } else {
        (scale(&inner)?, after)
    };
    Some(Parsed {
        value: Some(value.times(Exact::int(scale))?),
        tokens: next - i,
        end: lexed.end(next.saturating_sub(1)),
        form: Form::Mixed,
        rule: "mixed",
        ..*number
    })
}

/// The number in the brackets or quotes at token `open`, if it fills them, and the token after them.
fn inside(lexed: &Lexed, open: usize) -> Option<(Parsed, usize)> {
    let close = match lexed.form(open) {
        "(" => ")",
        "\"" => "\"",
        "«" => "»",
        _ => return None,
    };
    let near = |at: usize| lexed.gap(at) <= Gap::Space;
    let inner = parse_at(lexed, open + 1).filter(|n| near(open) && near(open + 1) && n.clitics.is_bare())?;
    let end = open + 1 + inner.tokens;
    (lexed.form(end) == close && near(end)).then_some((inner, end + 1))
}

/// The power of a thousand that a lone scale word is: «ألف», «ملايين».
fn scale(number: &Parsed) -> Option<i64> {
    let value = number.value.and_then(Exact::to_i64).or(number.magnitude).filter(|_| number.tokens == 1)?;
    let scales = [1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000];
    (number.form == Form::Words && scales.contains(&value)).then_some(value)
}
