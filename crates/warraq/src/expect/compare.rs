//! Holding rows against expectations: which row stands for which, and what is wrong with the rest.

use warraq_core::suggest::suggest;

use super::Failure;
use super::rows::{Row, quoted, wanted};
use crate::config::expect::{LayerExpect, RowExpect};
use crate::diagnostics::Place;

/// Adds what is wrong with a layer.
pub(super) fn compare(expect: &LayerExpect, rows: &[Row], text: &str, failures: &mut Vec<Failure>) {
    let mut found = Vec::new();
    if let Some(expected) = &expect.rows {
        all(expect.layer.place, expected, rows, text, &mut found);
    }
    some(&expect.has, rows, text, &mut found);
    for row in &expect.none {
        for there in rows.iter().filter(|there| there.is(row)) {
            let message = "a row that must not be there";
            let expected = Some(format!("no {}", wanted(row)));
            found.push(Failure { found: Some(there.clone()), expected, ..Failure::new(row.place, message) });
        }
    }
    if let Some((count, place)) = expect.count.filter(|(count, _)| *count != rows.len() as u64) {
        let message = format!("the number of rows is {}, and {count} is expected", rows.len());
        let listed: Vec<String> = rows.iter().take(6).map(|row| row.describe(&[])).collect();
        let more = if rows.len() > listed.len() { ", …" } else { "" };
        let help = (!rows.is_empty()).then(|| format!("it has {}{more}", listed.join(", ")));
        found.push(Failure { help, ..Failure::new(place, message) });
    }
    let layer = Some(expect.layer.text.clone());
    failures.extend(found.into_iter().map(|failure| Failure { layer: layer.clone(), ..failure }));
}

/// The rows are these and no others.
fn all(place: Place, expected: &[RowExpect], rows: &[Row], text: &str, failures: &mut Vec<Failure>) {
    let matched = assign(expected, rows);
    let mut free: Vec<bool> = (0..rows.len()).map(|row| !matched.contains(&Some(row))).collect();
    for (row, _) in expected.iter().zip(&matched).filter(|(_, matched)| matched.is_none()) {
        let near = nearest(row, rows, &free, text);
        if let Some(slot) = near.and_then(|near| free.get_mut(near)) {
            *slot = false;
        }
        failures.push(missing(row, near.and_then(|near| rows.get(near)), text));
    }
    for (row, _) in rows.iter().zip(&free).filter(|(_, free)| **free) {
        let help = if expected.is_empty() {
            "an empty list expects no row at all".to_owned()
        } else {
            "a list names all rows of the layer; has = [ … ] expects some of them".to_owned()
        };
        let message = "a row that is not expected";
        failures.push(Failure { found: Some(row.clone()), help: Some(help), ..Failure::new(place, message) });
    }
}

/// These rows are there, each of them once.
fn some(expected: &[RowExpect], rows: &[Row], text: &str, failures: &mut Vec<Failure>) {
    let matched = assign(expected, rows);
    let free: Vec<bool> = (0..rows.len()).map(|row| !matched.contains(&Some(row))).collect();
    for (row, _) in expected.iter().zip(&matched).filter(|(_, matched)| matched.is_none()) {
        let near = nearest(row, rows, &free, text).and_then(|near| rows.get(near));
        failures.push(missing(row, near, text));
    }
}

fn missing(expected: &RowExpect, near: Option<&Row>, text: &str) -> Failure {
    let quoted_text = expected.cells.iter().find(|entry| entry.key == "text");
    let quote = quoted_text.and_then(|entry| entry.value.text());
    let message = match (quote, near) {
        (Some(quote), _) if !text.contains(quote) => {
            "the quoted text does not stand in the test's text".to_owned()
        }
        (Some(quote), Some(near)) if near.text == quote => {
            let differs = near.differs(expected);
            if differs.is_empty() {
                "the row is there only once".into()
            } else {
                format!("another {}", differs.join(", "))
            }
        }
        (Some(_), Some(_)) => "a row with other borders".to_owned(),
        (_, Some(near)) => format!("another {}", near.differs(expected).join(", ")),
        (Some(_), None) => "the text stands there, but no row covers it".to_owned(),
        (None, None) => "no such row".to_owned(),
    };
    let help = match quote.filter(|quote| !text.contains(quote)) {
        Some(quote) => {
            let words = windows(text, quote.split_whitespace().count());
            suggest(quote, words.iter().copied()).map(|near| format!("did you mean {}?", quoted(near)))
        }
        None => near
            .and_then(|near| near.amend(expected))
            .map(|toml| format!("if what was found is right, write {toml}")),
    };
    Failure {
        expected: Some(wanted(expected)),
        found: near.cloned(),
        help,
        ..Failure::new(expected.place, message)
    }
}

/// All runs of so many words, without the punctuation at their ends.
fn windows(text: &str, words: usize) -> Vec<&str> {
    let mut bounds: Vec<(usize, usize)> = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (open, c.is_whitespace()) {
            (None, false) => open = Some(at),
            (Some(start), true) => {
                bounds.push((start, at));
                open = None;
            }
            _ => {}
        }
    }
    let run = |run: &[(usize, usize)]| text.get(run.first()?.0..run.last()?.1);
    let bare = |run: &str| run.trim_end_matches(['.', '،', ':', '؛', ',']).len();
    bounds.windows(words.max(1)).filter_map(run).map(|run| run.get(..bare(run)).unwrap_or_default()).collect()
}

/// The row that was probably meant: of the same text, else one that overlaps it, else one that differs in one key.
fn nearest(expected: &RowExpect, rows: &[Row], free: &[bool], text: &str) -> Option<usize> {
    let get =
        |key: &str| expected.cells.iter().find(|entry| entry.key == key).and_then(|entry| entry.value.text());
    let open = || rows.iter().enumerate().filter(|(at, _)| free.get(*at).copied().unwrap_or(false));
    match get("text").filter(|quote| text.contains(quote)) {
        Some(text) => {
            let same =
                open().filter(|(_, row)| row.text == text).min_by_key(|(_, row)| row.differs(expected).len());
            let over = || open().find(|(_, row)| row.text.contains(text) || text.contains(&row.text));
            same.or_else(over).map(|(at, _)| at)
        }
        None => open()
            .map(|(at, row)| (at, row.differs(expected).len()))
            .filter(|(_, differs)| *differs < expected.cells.len())
            .min_by_key(|(_, differs)| *differs)
            .map(|(at, _)| at),
    }
}

/// For each expected row a row of its own that is as expected: as many as can be had (augmenting paths).
fn assign(expected: &[RowExpect], rows: &[Row]) -> Vec<Option<usize>> {
    let fits: Vec<Vec<usize>> = expected
        .iter()
        .map(|want| rows.iter().enumerate().filter(|(_, row)| row.is(want)).map(|(at, _)| at).collect())
        .collect();
    let mut owner: Vec<Option<usize>> = vec![None; rows.len()];
    for start in 0..expected.len() {
        augment(start, &fits, &mut owner);
    }
    let mut matched = vec![None; expected.len()];
    for (row, owner) in owner.iter().enumerate() {
        if let Some(slot) = owner.and_then(|owner| matched.get_mut(owner)) {
            *slot = Some(row);
        }
    }
    matched
}

/// Looks breadth first for a free row that `start` can have, others moving on to rows that fit them, too.
fn augment(start: usize, fits: &[Vec<usize>], owner: &mut [Option<usize>]) {
    let mut reached: Vec<Option<usize>> = vec![None; owner.len()];
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(want) = queue.pop_front() {
        for &row in fits.get(want).map_or(&[][..], Vec::as_slice) {
            if reached.get(row).copied().flatten().is_some() {
                continue;
            }
            if let Some(slot) = reached.get_mut(row) {
                *slot = Some(want);
            }
            match owner.get(row).copied().flatten() {
                Some(other) => queue.push_back(other),
                None => return take(row, start, &reached, owner),
            }
        }
    }
}

fn take(row: usize, start: usize, reached: &[Option<usize>], owner: &mut [Option<usize>]) {
    let mut row = row;
    while let Some(want) = reached.get(row).copied().flatten() {
        let before = owner.iter().position(|owner| *owner == Some(want));
        if let Some(slot) = owner.get_mut(row) {
            *slot = Some(want);
        }
        match before {
            Some(before) if want != start => row = before,
            _ => break,
        }
    }
}
