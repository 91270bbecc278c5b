//! Numbers in English and French words: «two hundred and five thousand», «trois cents», «vingt-cinq».

use std::sync::LazyLock;

use super::{Exact, Form, Parsed};
use crate::lexed::{Clitics, Gap, Kind, Lexed, Lexicon};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Unit,
    Teen,
    Tens,
    /// quatre-vingt, soixante: tens that take ten to nineteen too.
    Score,
    Hundred,
    Scale,
    Ordinal,
}

static WORDS: LazyLock<Lexicon<(Class, i64)>> =
    LazyLock::new(|| load(include_str!("../../data/numerals-latin.tsv")));

fn load(table: &str) -> Lexicon<(Class, i64)> {
    let mut lexicon = Lexicon::new([]);
    for row in table.lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<_> = row.split('\t').collect();
        let [class, value, forms] = cells.as_slice() else { continue };
        let class = match *class {
            "unit" => Class::Unit,
            "teen" => Class::Teen,
            "tens" => Class::Tens,
            "score" => Class::Score,
            "hundred" => Class::Hundred,
            "scale" => Class::Scale,
            _ => Class::Ordinal,
        };
        let Ok(value) = value.parse() else { continue };
        forms.split(' ').for_each(|form| lexicon.add(form, (class, value)));
    }
    lexicon
}

/// The word at `i`, one hyphen or «and»/«et» before it read along if it `continues`; the token after it.
fn word(lexed: &Lexed, i: usize, continues: bool) -> Option<(Class, i64, usize)> {
    let mut at = i;
    if continues {
        if lexed.gap(i) > Gap::Space {
            return None;
        }
        let hyphen = lexed.form(i) == "-" && lexed.gap(i) == Gap::None && lexed.gap(i + 1) == Gap::None;
        if hyphen || matches!(lexed.form(i), "and" | "et") && lexed.gap(i + 1) == Gap::Space {
            at = i + 1;
        }
    }
    if lexed.kind(at) != Some(Kind::Latin) {
        return None;
    }
    let (class, value) = WORDS.whole(lexed, at)?;
    Some((class, value, at + 1))
}

/// The number in English or French words that begins at token `i`. «one» and «un» alone are none: they are mostly not meant to count.
pub(super) fn parse(lexed: &Lexed, i: usize) -> Option<Parsed> {
    let (class, value, mut next) = word(lexed, i, false)?;
    if of_something_else(lexed, i) {
        return None;
    }
    if class == Class::Ordinal {
        return Some(parsed(lexed, i, next, value, true));
    }
    let (mut total, mut group) = match class {
        Class::Scale => (value, 0),
        _ => (0, value),
    };
    let mut last = class;
    let mut lowest = if class == Class::Scale { value } else { i64::MAX };
    while let Some((class, value, after)) = word(lexed, next, true) {
        let below = match class {
            Class::Unit => matches!(last, Class::Tens | Class::Score | Class::Hundred | Class::Scale),
            Class::Teen => matches!(last, Class::Score | Class::Hundred | Class::Scale),
            Class::Tens | Class::Score => matches!(last, Class::Hundred | Class::Scale),
            _ => false,
        };
        let scored = value == 20 && last == Class::Unit && group % 100 == 4;
        if below {
            group += value;
        } else if scored {
            group += 76;
        } else if class == Class::Hundred && group > 0 && group < 10 {
            group *= 100;
        } else if class == Class::Scale && group > 0 && value < lowest {
            let Some(sum) = group.checked_mul(value).and_then(|t| total.checked_add(t)) else { break };
            (total, group, lowest) = (sum, 0, value);
        } else {
            break;
        }
        last = if scored { Class::Score } else { class };
        next = after;
    }
    let value = total + group;
    (value > 1 || value == 0 && class == Class::Unit).then(|| parsed(lexed, i, next, value, false))
}

/// Whether the word at `i` is no number: the hundred of «12 per cent», and «Sept. 11», the month.
fn of_something_else(lexed: &Lexed, i: usize) -> bool {
    let hundredth = i > 0
        && lexed.form(i) == "cent"
        && matches!(lexed.form(i - 1), "per" | "pour")
        && lexed.gap(i) == Gap::Space;
    let dot = usize::from(lexed.form(i + 1) == "." && lexed.gap(i + 1) == Gap::None);
    let month = lexed.form(i) == "sept"
        && lexed.get(i).is_some_and(|t| t.notes.capital)
        && lexed.kind(i + 1 + dot) == Some(Kind::Number)
        && lexed.gap(i + 1 + dot) == Gap::Space;
    hundredth || month
}

fn parsed(lexed: &Lexed, i: usize, next: usize, value: i64, ordinal: bool) -> Parsed {
    Parsed {
        tokens: next - i,
        start: lexed.start(i),
        end: lexed.end(next.saturating_sub(1)),
        value: Some(Exact::int(value)),
        value_max: None,
        magnitude: None,
        ordinal,
        gender: None,
        clitics: Clitics::default(),
        definite: false,
        form: Form::Words,
        rule: "latin-words",
    }
}
