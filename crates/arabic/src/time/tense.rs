//! The tense around an expression, which says whether an unmarked day is past or to come.

use std::sync::LazyLock;

use super::stream::Stream;
use super::words::{Lex, Tense, forms, rows};
use crate::lexed::fold::folded;
use crate::lexed::{Gap, Kind};

/// How many tokens before an expression are looked at.
const REACH: usize = 14;

/// The nearest sign of tense before the expression `i..next`, in its sentence, else right after it.
pub(crate) fn around(s: &Stream, i: usize, next: usize) -> Option<Tense> {
    for at in (i.saturating_sub(REACH)..i).rev() {
        if let Some(found) = sign(s, at) {
            return Some(found);
        }
        if ends_sentence(s, at) || s.lexed.gap(at) >= Gap::Break {
            break;
        }
    }
    let after = next + usize::from(s.comma(next));
    (s.near(after) && coming_verb(s.form(after))).then_some(Tense::Future)
}

/// Whether the sentence before `i` tells of the past, or holds any other words that an event could stand in.
pub(crate) fn told_before(s: &Stream, i: usize) -> bool {
    let mut words = 0;
    for at in (i.saturating_sub(REACH)..i).rev() {
        if ends_sentence(s, at) || s.lexed.gap(at + 1) >= Gap::Line {
            break;
        }
        words += 1;
    }
    words > 1
}

pub(crate) fn ends_sentence(s: &Stream, i: usize) -> bool {
    s.lexed.kind(i) == Some(Kind::Punct) && matches!(s.form(i), "." | "?" | "!" | ";" | "…")
}

/// Whether token `i` shows a tense.
fn sign(s: &Stream, i: usize) -> Option<Tense> {
    match s.lex(i) {
        // «كان من المقرر أن يصل» did not lie ahead of the text.
        Lex::Tense(Tense::Future)
            if i > 1 && s.form(i - 1) == "من" && s.lex(i - 2) == Lex::Tense(Tense::Past) =>
        {
            Some(Tense::Past)
        }
        Lex::Tense(tense) => Some(tense),
        Lex::None if coming_verb(s.form(i)) => Some(Tense::Future),
        _ => None,
    }
}

/// How nouns and perfects begin that look like a verb with the future س.
static NO_VERBS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/no-verbs.tsv"));
    rows.flat_map(|row| row.first().copied().into_iter().flat_map(forms).map(folded).collect::<Vec<_>>())
        .collect()
});

/// Whether the folded form is an imperfect with the future س («سيجري», «وستجري»).
pub(crate) fn coming_verb(form: &str) -> bool {
    let form = form.strip_prefix('و').or_else(|| form.strip_prefix('ف')).unwrap_or(form);
    let letters = form.len() / 2;
    let imperfect = ["سي", "ست", "سن", "سا"].iter().any(|prefix| form.starts_with(prefix));
    let noun_ending = form.ends_with('ه') && !form.starts_with("سي")
        || form.ends_with("ات")
        || form.starts_with("سا") && letters < 6;
    imperfect && letters >= 4 && !noun_ending && !NO_VERBS.iter().any(|noun| form.starts_with(noun.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_and_nouns_that_begin_alike() {
        for verb in ["سيجري", "ستعقد", "وسيزور", "سنعلن", "ستجرى"] {
            assert!(coming_verb(&folded(verb)), "{verb}");
        }
        for noun in ["سيارة", "سياسي", "سنوات", "ستين", "سيطر", "ساعات", "سابق", "ستة", "سنة"]
        {
            assert!(!coming_verb(&folded(noun)), "{noun}");
        }
    }
}
