//! Ordinals: «الثالث», «الحادية عشرة», «الخامس والعشرون بعد المئة».

use super::words::{self, Class};
use super::{Exact, Gender};
use crate::lexed::{Clitics, Lexed};

/// An ordinal in words.
pub(super) struct Ordinal {
    pub(super) value: Exact,
    pub(super) start: u32,
    pub(super) next: usize,
    pub(super) clitics: Clitics,
    pub(super) gender: Option<Gender>,
}

/// The ordinal that begins at token `i`.
pub(super) fn parse(lexed: &Lexed, i: usize) -> Option<Ordinal> {
    let atom = words::atom(lexed, i)?;
    let bound = match atom.word.class {
        Class::Ordinal => false,
        Class::OrdinalBound => true,
        _ => return None,
    };
    let mut value = atom.word.value;
    let mut next = atom.next;
    match words::next(lexed, next) {
        Some(ten) if ten.word.class == Class::Ten && !ten.wa && !ten.clitics.article => {
            value += 10;
            next = ten.next;
        }
        Some(tens) if tens.word.class == Class::Tens && tens.wa && atom.clitics.article => {
            value += tens.word.value;
            next = tens.next;
        }
        _ if bound => return None,
        _ => {}
    }
    if lexed.form(next) == "بعد"
        && let Some(base) =
            words::next(lexed, next + 1).filter(|base| base.clitics.article && counted_on(base.word))
    {
        value += base.word.value;
        next = base.next;
    }
    let gender = atom.word.gender;
    Some(Ordinal { value: Exact::int(value), start: atom.start, next, clitics: atom.clitics, gender })
}

/// Whether ordinals are counted on from a word behind «بعد»: the hundreds and the thousand.
fn counted_on(word: words::Word) -> bool {
    matches!(word.class, Class::Hundred | Class::HundredDual | Class::Hundreds)
        || word.class == Class::Scale && word.value == 1_000
}
