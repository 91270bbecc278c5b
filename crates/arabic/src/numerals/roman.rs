//! Roman numerals after a noun that is counted with them.

use super::context::{self, Cue};
use super::{Exact, Form, Parsed};
use crate::lexed::Lexed;

/// «الفصل IV»: Roman numerals in capitals after a noun that is counted with them.
pub(super) fn parse(lexed: &Lexed, i: usize) -> Option<Parsed> {
    let token = lexed.get(i).filter(|t| t.notes.capital)?;
    let form = lexed.form(i);
    if form.len() > 8 || !context::before(lexed, i, 1, Cue::Roman) {
        return None;
    }
    let worth = |c: char| {
        Some(match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        })
    };
    let digits: Option<Vec<i64>> = form.chars().map(worth).collect();
    let digits = digits?;
    let after = digits.iter().skip(1).chain([&0]);
    let value = digits.iter().zip(after).map(|(d, next)| if d < next { -d } else { *d }).sum();
    if written(value) != form {
        return None;
    }
    Some(Parsed {
        tokens: 1,
        start: token.start,
        end: token.end,
        value: Some(Exact::int(value)),
        value_max: None,
        magnitude: None,
        ordinal: false,
        gender: None,
        clitics: Default::default(),
        definite: false,
        form: Form::Words,
        rule: "roman",
    })
}

/// The Roman numeral of `value` in small letters, as it is written today: `iv`, not `iiii`.
fn written(value: i64) -> String {
    const SIGNS: [(i64, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let (mut rest, mut text) = (value, String::new());
    for (worth, sign) in SIGNS {
        while rest >= worth {
            text.push_str(sign);
            rest -= worth;
        }
    }
    text
}
