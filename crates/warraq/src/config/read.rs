//! From the merged tables to a [`Config`].

use std::path::PathBuf;

use warraq_core::FieldValue;

use crate::config::merge::Merged;
use crate::config::tree::{Data, Node, Table};
use crate::config::{
    Config, Isolation, NAME, PluginConfig, Word, expect, keys, order, resolve, tables, units,
};
use crate::diagnostics::{Report, codes};
use crate::plan::{MaxErrors, OnError, RunSettings};

/// What becomes of a document on which a step fails.
pub(super) const ON_ERROR: &[(&str, OnError)] =
    &[("dead_letter", OnError::DeadLetter), ("skip_step", OnError::SkipStep), ("fail", OnError::Fail)];

/// The keys of `[run]`.
const RUN: &[&str] =
    &["threads", "memory", "max_document", "batch", "timeout", "on_error", "max_errors", "limit", "state"];

/// Reads all tables; what is wrong is reported and left at its default.
pub(crate) fn config(merged: Merged, fields: Vec<(String, FieldValue)>, report: &mut Report) -> Config {
    keys::only(&merged.pipeline, &["name", "language", "extends"], "[pipeline]", report);
    let name = keys::text(&merged.pipeline, "name", report).map_or(NAME, |(name, _)| name).to_owned();
    let language = keys::text(&merged.pipeline, "language", report).map(|(text, _)| text.to_owned());
    let _ = keys::text(&merged.pipeline, "extends", report);
    let (run, state) = run(&merged.run, report);
    keys::only(&merged.dead_letter, &["path"], "[dead_letter]", report);
    let dead_letter =
        keys::text(&merged.dead_letter, "path", report).map(|(path, place)| resolve(path, place, report));
    let plugins = plugins(&merged.plugins, report);
    let inputs = merged.inputs.iter().filter_map(|node| tables::input(node, report)).collect();
    let steps: Vec<_> = merged.steps.iter().filter_map(|node| tables::step(node, report)).collect();
    let steps = order::order(steps, report);
    let outputs = merged.outputs.iter().filter_map(|node| tables::output(node, report)).collect();
    let tests = merged.tests.iter().filter_map(|node| expect::test(node, report)).collect();
    Config { name, language, run, state, dead_letter, plugins, inputs, steps, outputs, tests, fields, merged }
}

fn run(table: &Table, report: &mut Report) -> (RunSettings, Option<PathBuf>) {
    keys::only(table, RUN, "[run]", report);
    let mut run = RunSettings::default();
    match table.get("threads").map(|node| (&node.data, node)) {
        Some((Data::Text(text), _)) if text == "auto" => {}
        Some((Data::Int(1..=1024), node)) => {
            if let Data::Int(threads) = node.data {
                run.threads = usize::try_from(threads).unwrap_or(1);
            }
        }
        Some((_, node)) => keys::bad(node, "\"auto\" or an integer from 1 to 1024", codes::BAD_VALUE, report),
        None => {}
    }
    let size = |key: &str, report: &mut Report| {
        let node = table.get(key)?;
        keys::parsed(node, units::size, "a size like \"64MiB\"", report)
    };
    run.memory = size("memory", report).unwrap_or(run.memory);
    run.max_document = size("max_document", report).unwrap_or(run.max_document);
    run.batch = keys::count(table, "batch", 1, report).and_then(|batch| usize::try_from(batch).ok());
    run.limit = keys::count(table, "limit", 0, report);
    run.timeout = table
        .get("timeout")
        .and_then(|node| keys::parsed(node, units::duration, "a duration like \"10s\"", report));
    run.on_error = keys::word(table, "on_error", ON_ERROR, report).unwrap_or(run.on_error);
    if let Some(node) = table.get("max_errors") {
        run.max_errors = max_errors(node, report).unwrap_or(run.max_errors);
    }
    let state = keys::text(table, "state", report).map(|(path, place)| resolve(path, place, report));
    (run, state)
}

fn max_errors(node: &Node, report: &mut Report) -> Option<MaxErrors> {
    const ALLOWED: &str = "a count like 10, or a share like \"1%\"";
    match node.data {
        Data::Int(count) if count >= 0 => u64::try_from(count).ok().map(MaxErrors::Count),
        Data::Int(_) | Data::Float(_) => {
            keys::bad(node, ALLOWED, codes::BAD_VALUE, report);
            None
        }
        _ => keys::parsed(node, units::share, ALLOWED, report),
    }
}

fn plugins(table: &Table, report: &mut Report) -> Vec<PluginConfig> {
    let mut plugins = Vec::new();
    for entry in &table.entries {
        let Some(plugin) = entry.value.table() else {
            keys::wrong(&entry.value, "a table", report);
            continue;
        };
        let what = format!("[plugins.{}]", entry.key);
        keys::only(plugin, &["path", "sha256", "isolation", "max_restarts"], &what, report);
        let isolations = [("none", Isolation::None), ("process", Isolation::Process)];
        let isolation = keys::word(plugin, "isolation", &isolations, report).unwrap_or_default();
        let max_restarts = keys::count(plugin, "max_restarts", 0, report).unwrap_or(1000);
        let sha256 = sha256(plugin, report);
        let named = keys::name(&entry.key, false, entry.place, report);
        let Some((path, place)) = keys::text(plugin, "path", report) else {
            if plugin.get("path").is_none() {
                report.error(codes::MISSING_KEY, entry.place, format!("{what} has no path"));
            }
            continue;
        };
        if named {
            plugins.push(PluginConfig {
                name: Word { text: entry.key.clone(), place: entry.place },
                path: Word { text: path.to_owned(), place },
                resolved: resolve(path, place, report),
                sha256,
                isolation,
                max_restarts,
            });
        }
    }
    plugins
}

fn sha256(plugin: &Table, report: &mut Report) -> Option<Word> {
    let (hash, place) = keys::text(plugin, "sha256", report)?;
    if hash.len() != 64 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let message = format!("found \"{hash}\", allowed is a hash of 64 hexadecimal digits");
        report.error(codes::BAD_VALUE, place, message);
        return None;
    }
    Some(Word { text: hash.to_ascii_lowercase(), place })
}
