//! Reading typed values out of a table, with a finding for each that does not fit.

use warraq_core::suggest::suggest;

use crate::config::tree::{Data, Node, Table};
use crate::diagnostics::{Code, Diagnostic, Place, Report, codes};

/// Reports every key that is not allowed.
pub(crate) fn only(table: &Table, allowed: &[&str], what: &str, report: &mut Report) {
    for entry in table.entries.iter().filter(|entry| !allowed.contains(&entry.key.as_str())) {
        let message = format!("unknown key \"{}\" in {what}; allowed are {}", entry.key, allowed.join(", "));
        let suggestion = suggest(&entry.key, allowed.iter().copied());
        report.push(Diagnostic::error(codes::UNKNOWN_KEY, entry.place, message).suggest(suggestion));
    }
}

/// Reports a value of the wrong type.
pub(crate) fn wrong(node: &Node, allowed: &str, report: &mut Report) {
    report.error(codes::WRONG_TYPE, node.place, format!("found {}, allowed is {allowed}", node.describe()));
}

/// A string.
pub(crate) fn text<'t>(table: &'t Table, key: &str, report: &mut Report) -> Option<(&'t str, Place)> {
    let node = table.get(key)?;
    match node.text() {
        Some(text) => Some((text, node.place)),
        None => {
            wrong(node, "a string", report);
            None
        }
    }
}

/// True or false.
pub(crate) fn boolean(table: &Table, key: &str, report: &mut Report) -> Option<bool> {
    let node = table.get(key)?;
    match node.data {
        Data::Bool(bool) => Some(bool),
        _ => {
            wrong(node, "true or false", report);
            None
        }
    }
}

/// A count.
pub(crate) fn count(table: &Table, key: &str, min: u64, report: &mut Report) -> Option<u64> {
    let node = table.get(key)?;
    let found = match node.data {
        Data::Int(int) => u64::try_from(int).ok().filter(|&int| int >= min),
        _ => {
            wrong(node, &format!("an integer of at least {min}"), report);
            return None;
        }
    };
    if found.is_none() {
        let message = format!("found {}, allowed is an integer of at least {min}", node.describe());
        report.error(codes::BAD_VALUE, node.place, message);
    }
    found
}

/// One of several words.
pub(crate) fn word<T: Copy>(table: &Table, key: &str, words: &[(&str, T)], report: &mut Report) -> Option<T> {
    let (found, place) = text(table, key, report)?;
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == found) {
        return Some(*value);
    }
    let allowed: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    let message = format!("found \"{found}\", allowed is one of {}", allowed.join(", "));
    let suggestion = suggest(found, words.iter().map(|(word, _)| *word)).map(|word| format!("\"{word}\""));
    report.push(Diagnostic::error(codes::BAD_VALUE, place, message).suggest(suggestion));
    None
}

/// A string, or a list of strings.
pub(crate) fn texts<'t>(table: &'t Table, key: &str, report: &mut Report) -> Option<Vec<(&'t str, Place)>> {
    let node = table.get(key)?;
    let items = match &node.data {
        Data::Text(text) => return Some(vec![(text, node.place)]),
        Data::List(items) => items,
        _ => {
            wrong(node, "a string or a list of strings", report);
            return None;
        }
    };
    let mut found = Vec::new();
    for item in items {
        match item.text() {
            Some(text) => found.push((text, item.place)),
            None => wrong(item, "a string", report),
        }
    }
    Some(found)
}

/// A table.
pub(crate) fn table<'t>(table: &'t Table, key: &str, report: &mut Report) -> Option<&'t Table> {
    let node = table.get(key)?;
    if node.table().is_none() {
        wrong(node, "a table", report);
    }
    node.table()
}

/// Tables written as `[[key]]`; one that is written `[key]` is reported, and taken all the same.
pub(crate) fn tables(table: &Table, key: &str, report: &mut Report) -> Vec<Node> {
    let Some(node) = table.get(key) else { return Vec::new() };
    match &node.data {
        Data::List(items) => {
            let mut found = Vec::new();
            for item in items {
                match item.table() {
                    Some(_) => found.push(item.clone()),
                    None => wrong(item, "a table", report),
                }
            }
            found
        }
        Data::Table(_) => {
            let message = format!("[{key}] is one of several: write it [[{key}]]");
            report.error(codes::WRONG_TYPE, node.place, message);
            vec![node.clone()]
        }
        _ => {
            wrong(node, &format!("a list of tables, written [[{key}]]"), report);
            Vec::new()
        }
    }
}

/// Whether a name is made of letters, digits, `-` and `_`, and dots where these are allowed; reports it if not.
pub(crate) fn name(name: &str, dots: bool, place: Place, report: &mut Report) -> bool {
    let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || (dots && c == '.');
    let good = !name.is_empty() && name.chars().all(fits);
    if !good {
        let dots = if dots { "dots, " } else { "" };
        let message = format!("found \"{name}\", allowed is a name of letters, digits, {dots}- and _");
        report.error(codes::BAD_NAME, place, message);
    }
    good
}

/// A value that was parsed from a string, with a finding where it could not.
pub(crate) fn parsed<T>(
    node: &Node,
    parse: impl Fn(&str) -> Option<T>,
    allowed: &str,
    report: &mut Report,
) -> Option<T> {
    let Some(text) = node.text() else {
        wrong(node, allowed, report);
        return None;
    };
    let value = parse(text);
    if value.is_none() {
        bad(node, allowed, codes::BAD_VALUE, report);
    }
    value
}

/// Reports a value that is not allowed.
pub(crate) fn bad(node: &Node, allowed: &str, code: Code, report: &mut Report) {
    report.error(code, node.place, format!("found {}, allowed is {allowed}", node.describe()));
}
