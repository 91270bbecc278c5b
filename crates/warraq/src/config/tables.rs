//! The tables that may stand several times: inputs, steps, outputs.

use warraq_core::OffsetUnit;
use warraq_core::suggest::suggest;

use crate::config::tree::{Data, Node, Table};
use crate::config::{
    InputConfig, OutputConfig, Rename, Shown, StepConfig, StepIn, StepOut, Word, keys, merge, read, units,
};
use crate::diagnostics::{Diagnostic, Place, Report, codes};
use crate::plan::Compression;

/// The keys of a step that belong to the engine; all others belong to the component.
pub(crate) const STEP_KEYS: &[&str] =
    &["use", "id", "on", "in", "out", "when", "timeout", "on_error", "before", "after", "enabled"];
/// The keys of an input that belong to the engine.
pub(crate) const INPUT_KEYS: &[&str] = &["use", "read", "path"];
/// The keys of an output that belong to the engine.
pub(crate) const OUTPUT_KEYS: &[&str] =
    &["use", "path", "layers", "offsets", "provenance", "rows", "compression"];

/// What a table says beyond the engine's keys.
fn rest(table: &Table, reserved: &[&str]) -> Table {
    let entries = table.entries.iter().filter(|entry| !reserved.contains(&entry.key.as_str()));
    Table { entries: entries.cloned().collect() }
}

fn word(table: &Table, key: &str, report: &mut Report) -> Option<Word> {
    keys::text(table, key, report).map(|(text, place)| Word { text: text.to_owned(), place })
}

fn own((text, place): (&str, Place)) -> Word {
    Word { text: text.to_owned(), place }
}

/// Reads a `[[step]]`.
pub(crate) fn step(node: &Node, report: &mut Report) -> Option<StepConfig> {
    let table = node.table()?;
    let component = word(table, "use", report);
    if table.get("use").is_none() {
        missing_use(table, STEP_KEYS, node.place, "step", report);
    }
    let given_id = word(table, "id", report);
    if let Some(id) = &given_id {
        keys::name(&id.text, false, id.place, report);
    }
    let timeout = table
        .get("timeout")
        .and_then(|node| keys::parsed(node, units::duration, "a duration like \"10s\"", report));
    let on_error = keys::word(table, "on_error", read::ON_ERROR, report);
    let enabled = keys::boolean(table, "enabled", report).unwrap_or(true);
    let (before, after) = (word(table, "before", report), word(table, "after", report));
    let inputs = step_in(table, report);
    let outputs = step_out(table, report);
    let on = word(table, "on", report);
    let when = table.get("when").filter(|node| match node.text() {
        Some(_) => true,
        None => {
            keys::wrong(node, "a condition in a string, like 'language == \"ar\"'", report);
            false
        }
    });
    let component = component?;
    let id = given_id.or_else(|| merge::step_id(node).map(|(text, place)| Word { text, place }))?;
    Some(StepConfig {
        id,
        component,
        options: rest(table, STEP_KEYS),
        inputs,
        outputs,
        on,
        when: when.cloned(),
        timeout,
        on_error,
        before,
        after,
        enabled,
        node: node.clone(),
    })
}

/// Reports a table without `use`, which may have it under a misspelt key.
fn missing_use(table: &Table, known: &[&str], place: Place, what: &str, report: &mut Report) {
    let message = format!("this {what} has no key use, which names its component");
    let close = |key: &str| !known.contains(&key) && suggest(key, ["use", "uses"]).is_some();
    let near = table.entries.iter().find(|entry| close(&entry.key));
    let place = near.map_or(place, |entry| entry.place);
    let suggestion = near.map(|_| "use");
    report.push(Diagnostic::error(codes::MISSING_KEY, place, message).suggest(suggestion));
}

fn step_in(table: &Table, report: &mut Report) -> StepIn {
    match table.get("in").map(|node| &node.data) {
        None => StepIn::Same,
        Some(Data::Table(renames)) => StepIn::Renamed(renamed(renames, report)),
        Some(_) => {
            let names = keys::texts(table, "in", report).unwrap_or_default();
            StepIn::Names(names.into_iter().map(own).collect())
        }
    }
}

fn step_out(table: &Table, report: &mut Report) -> StepOut {
    let Some(node) = table.get("out") else { return StepOut::Same };
    match &node.data {
        Data::Text(text) => {
            keys::name(text, true, node.place, report);
            StepOut::Name(Word { text: text.clone(), place: node.place })
        }
        Data::Table(renames) => {
            let renames = renamed(renames, report);
            for rename in &renames {
                keys::name(&rename.name.text, true, rename.name.place, report);
            }
            StepOut::Renamed(renames)
        }
        _ => {
            keys::wrong(node, "a name, or a table of names", report);
            StepOut::Same
        }
    }
}

fn renamed(table: &Table, report: &mut Report) -> Vec<Rename> {
    let mut renames = Vec::new();
    for entry in &table.entries {
        match entry.value.text() {
            Some(name) => renames.push(Rename {
                role: Word { text: entry.key.clone(), place: entry.place },
                name: Word { text: name.to_owned(), place: entry.value.place },
            }),
            None => keys::wrong(&entry.value, "the name of a layer", report),
        }
    }
    renames
}

/// Reads an `[[input]]`.
pub(crate) fn input(node: &Node, report: &mut Report) -> Option<InputConfig> {
    let table = node.table()?;
    let paths = keys::texts(table, "path", report).unwrap_or_default().into_iter().map(own).collect();
    if table.get("path").is_none() {
        report.error(codes::MISSING_KEY, node.place, "this input has no path");
    }
    Some(InputConfig {
        node: node.clone(),
        component: word(table, "use", report),
        read: word(table, "read", report),
        paths,
        options: rest(table, INPUT_KEYS),
    })
}

/// Reads an `[[output]]`.
pub(crate) fn output(node: &Node, report: &mut Report) -> Option<OutputConfig> {
    let table = node.table()?;
    let units = [("byte", OffsetUnit::Byte), ("char", OffsetUnit::Char), ("utf16", OffsetUnit::Utf16)];
    let rows = [("objects", false), ("columns", true)];
    let compressions =
        [("none", Compression::None), ("gzip", Compression::Gzip), ("zstd", Compression::Zstd)];
    Some(OutputConfig {
        node: node.clone(),
        component: word(table, "use", report),
        path: word(table, "path", report).filter(|path| path.text != "-"),
        layers: shown(table, report),
        offsets: keys::word(table, "offsets", &units, report).unwrap_or_default(),
        provenance: keys::boolean(table, "provenance", report).unwrap_or(false),
        columns: keys::word(table, "rows", &rows, report).unwrap_or(false),
        compression: keys::word(table, "compression", &compressions, report),
        options: rest(table, OUTPUT_KEYS),
    })
}

fn shown(table: &Table, report: &mut Report) -> Shown {
    match keys::texts(table, "layers", report) {
        None => Shown::Default,
        Some(names) if names.iter().any(|(name, _)| *name == "all") => Shown::All,
        Some(names) => Shown::Named(names.into_iter().map(own).collect()),
    }
}
