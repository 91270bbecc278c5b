//! The whole pipeline as one TOML file that runs: nothing extended, patched, or left to the environment.

use std::fmt::Write;
use std::path::Path;

use warraq_core::options::OptionKind;

use crate::config::merge::Merged;
use crate::config::tree::{Data, Node, Table};
use crate::config::{StepConfig, resolve};
use crate::diagnostics::{Place, Report};
use crate::planner::{Checked, Chosen};

pub(super) fn write(checked: &Checked<'_>, report: &Report) -> String {
    let mut out = String::from("version = 1\n");
    // Writing to a string cannot fail.
    let _ = all(checked, report, &mut out);
    out
}

fn all(checked: &Checked<'_>, report: &Report, out: &mut String) -> std::fmt::Result {
    let config = &checked.config;
    let merged: &Merged = &config.merged;
    writeln!(out, "\n[pipeline]")?;
    writeln!(out, "name = {}", quoted(&config.name))?;
    if let Some(language) = &config.language {
        writeln!(out, "language = {}", quoted(language))?;
    }
    section("run", &merged.run, &["state"], report, out)?;
    section("dead_letter", &merged.dead_letter, &["path"], report, out)?;
    for entry in &merged.plugins.entries {
        if let Some(plugin) = entry.value.table() {
            section(&format!("plugins.{}", key(&entry.key)), plugin, &["path"], report, out)?;
        }
    }
    for (input, given) in checked.inputs.iter().zip(&config.inputs) {
        writeln!(out, "\n[[input]]")?;
        let parts: Vec<&Chosen<'_>> = input.unpackers.iter().chain([&input.reader]).collect();
        entries(given.node.table(), &["path"], &parts, &[], report, out)?;
    }
    for step in &checked.steps {
        writeln!(out, "\n[[step]]")?;
        one_step(&step.config, &step.chosen, report, out)?;
    }
    for output in &checked.outputs {
        writeln!(out, "\n[[output]]")?;
        let table = output.config.node.table();
        if output.config.component.is_none() {
            writeln!(out, "use = {}", quoted(output.chosen.factory.spec().name))?;
        }
        entries(table, &["path"], &[&output.chosen], &[], report, out)?;
    }
    for test in &config.tests {
        writeln!(out, "\n[[test]]")?;
        entries(test.node.table(), &[], &[], &[], report, out)?;
    }
    Ok(())
}

fn one_step(step: &StepConfig, chosen: &Chosen<'_>, report: &Report, out: &mut String) -> std::fmt::Result {
    writeln!(out, "id = {}", quoted(&step.id.text))?;
    // The order of the file is the final one.
    entries(step.node.table(), &[], &[chosen], &["id", "before", "after", "enabled"], report, out)
}

fn section(name: &str, table: &Table, paths: &[&str], report: &Report, out: &mut String) -> std::fmt::Result {
    if table.entries.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n[{name}]")?;
    entries(Some(table), paths, &[], &[], report, out)
}

/// The keys of a table. Paths are written in full, since the file may be put anywhere.
fn entries(
    table: Option<&Table>,
    paths: &[&str],
    chosen: &[&Chosen<'_>],
    without: &[&str],
    report: &Report,
    out: &mut String,
) -> std::fmt::Result {
    let Some(table) = table else { return Ok(()) };
    for entry in table.entries.iter().filter(|entry| !without.contains(&entry.key.as_str())) {
        let mut node = entry.value.clone();
        let option =
            chosen.iter().flat_map(|chosen| chosen.factory.options()).find(|option| option.name == entry.key);
        match option {
            Some(option) => absolute(&option.kind, &mut node, report),
            None if paths.contains(&entry.key.as_str()) => absolute_all(&mut node, report),
            None => {}
        }
        writeln!(out, "{} = {}", key(&entry.key), value(&node))?;
    }
    Ok(())
}

fn absolute(kind: &OptionKind, node: &mut Node, report: &Report) {
    match (kind, &mut node.data) {
        (OptionKind::Path, _) => absolute_all(node, report),
        (OptionKind::List(of), Data::List(items)) => {
            items.iter_mut().for_each(|item| absolute(of, item, report));
        }
        (OptionKind::Table(of), Data::Table(table)) => {
            table.entries.iter_mut().for_each(|entry| absolute(of, &mut entry.value, report));
        }
        _ => {}
    }
}

fn absolute_all(node: &mut Node, report: &Report) {
    let place = node.place;
    match &mut node.data {
        Data::Text(text) if text != "-" => *text = full(text, place, report),
        Data::List(items) => items.iter_mut().for_each(|item| absolute_all(item, report)),
        _ => {}
    }
}

/// The final slash of a directory stays.
fn full(path: &str, place: Place, report: &Report) -> String {
    let resolved = resolve(path, place, report);
    let full = std::path::absolute(&resolved).unwrap_or_else(|_| Path::new(path).to_owned());
    let slash =
        if path.ends_with('/') && !full.as_os_str().to_string_lossy().ends_with('/') { "/" } else { "" };
    format!("{}{slash}", full.display())
}

fn key(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(bare) { key.to_owned() } else { quoted(key) }
}

/// A string in quotes; `${` is doubled, so that it is not filled in again.
fn quoted(text: &str) -> String {
    let text = text.replace("${", "$${");
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn value(node: &Node) -> String {
    match &node.data {
        Data::Bool(bool) => bool.to_string(),
        Data::Int(int) => int.to_string(),
        Data::Float(float) => format!("{float:?}"),
        Data::Text(text) => quoted(text),
        Data::Date(date) => date.clone(),
        Data::List(items) => {
            format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(", "))
        }
        Data::Table(table) if table.entries.is_empty() => "{}".into(),
        Data::Table(table) => {
            let pairs: Vec<String> = table
                .entries
                .iter()
                .map(|entry| format!("{} = {}", key(&entry.key), value(&entry.value)))
                .collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    }
}
