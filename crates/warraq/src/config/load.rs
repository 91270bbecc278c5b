//! Reading the texts that make up a pipeline, and laying them over each other.

use std::path::{Path, PathBuf};

use warraq_core::suggest::suggest;

use crate::config::merge::{self, Merged, Role};
use crate::config::tree::{self, Data, Node, Table};
use crate::config::vars::{self, Environment};
use crate::config::{Config, Overrides, PRESETS, PipelineSource, keys, preset, read};
use crate::diagnostics::{Diagnostic, Place, Report, Source, SourceId, SourceKind, codes};

/// The version of the config format.
const VERSION: i64 = 1;

/// Reads a pipeline. What could be understood is given even when there are errors; `None` when there is no text.
pub fn load(
    pipeline: &PipelineSource,
    overrides: &Overrides,
    environment: Environment<'_>,
    report: &mut Report,
) -> Option<Config> {
    let (table, source) = open(pipeline, None, report)?;
    version(&table, source, report);
    let mut merged = Merged::default();
    extend(&mut merged, &table, source, report);
    merge::lay(&mut merged, &table, Role::File, report);
    let profiles = profiles(&table, report);
    for (name, profile) in &profiles {
        if overrides.profile.as_deref() != Some(name) {
            // A profile that is not chosen is checked like one that is.
            let mut other = merged.clone();
            merge::lay(&mut other, profile, Role::Profile, report);
            let vars = vars::read(&mut other, environment, report);
            vars.fill(&mut other, report);
            read::config(other, Vec::new(), report);
        }
    }
    if let Some(name) = &overrides.profile {
        match profiles.iter().find(|(known, _)| known == name) {
            Some((_, profile)) => merge::lay(&mut merged, profile, Role::Profile, report),
            None => unknown_profile(name, &profiles, report),
        }
    }
    overrides.apply_set(&mut merged, report);
    let vars = vars::read(&mut merged, environment, report);
    vars.fill(&mut merged, report);
    overrides.apply_rest(&mut merged, report);
    let fields = overrides.read_fields(report);
    Some(read::config(merged, fields, report))
}

/// Reads and parses one text. `place` is where it is named, if in another text.
fn open(pipeline: &PipelineSource, place: Option<Place>, report: &mut Report) -> Option<(Table, SourceId)> {
    let source = match pipeline {
        PipelineSource::Text { name, text, directory } => Source {
            name: name.clone(),
            text: text.clone(),
            directory: directory.clone(),
            kind: SourceKind::File,
        },
        PipelineSource::File(path) => Source {
            text: read_file(path, place, report)?,
            name: path.display().to_string(),
            directory: path.parent().map(Path::to_owned).unwrap_or_default(),
            kind: SourceKind::File,
        },
        PipelineSource::Preset(name) => {
            let Some(found) = preset(name) else {
                unknown_preset(name, place, report);
                return None;
            };
            Source {
                name: format!("preset:{}", found.name),
                text: found.text.to_owned(),
                directory: PathBuf::new(),
                kind: SourceKind::Preset,
            }
        }
    };
    let id = report.sources.add(source);
    let text = report.sources.get(id)?.text.clone();
    Some((tree::parse(&text, id, report), id))
}

fn read_file(path: &Path, place: Option<Place>, report: &mut Report) -> Option<String> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            report.error(codes::NO_FILE, place, format!("cannot read {}: {error}", path.display()));
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("{} is not UTF-8 at byte {at}", path.display());
            report.error(codes::NO_FILE, place, message);
            None
        }
    }
}

fn unknown_preset(name: &str, place: Option<Place>, report: &mut Report) {
    let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
    let message = format!("no preset is called \"{name}\"; there are {}", names.join(", "));
    let suggestion = suggest(name, names.iter().copied()).map(|name| format!("preset:{name}"));
    let code = if place.is_some() { codes::EXTENDS } else { codes::NO_FILE };
    report.push(Diagnostic::error(code, place, message).suggest(suggestion));
}

fn version(table: &Table, source: SourceId, report: &mut Report) {
    let Some(node) = table.get("version") else {
        let start = Place::new(source, 0..0);
        let message =
            format!("the key version is missing: the first line of a pipeline is version = {VERSION}");
        report.error(codes::VERSION, start, message);
        return;
    };
    if node.data != Data::Int(VERSION) {
        let message = format!("found version {}, allowed is {VERSION}", node.describe());
        report.error(codes::VERSION, node.place, message);
    }
}

/// Lays what the pipeline extends below it.
fn extend(merged: &mut Merged, table: &Table, source: SourceId, report: &mut Report) {
    let node = table.get("pipeline").and_then(Node::table).and_then(|table| table.get("extends"));
    let Some(node) = node else { return };
    let Some(name) = node.text() else { return };
    let base = match PipelineSource::from_word(name) {
        PipelineSource::File(path) => {
            let directory = report.sources.get(source).map(|source| source.directory.clone());
            PipelineSource::File(directory.unwrap_or_default().join(path))
        }
        preset => preset,
    };
    let Some((base, base_source)) = open(&base, Some(node.place), report) else { return };
    version(&base, base_source, report);
    let nested = base.get("pipeline").and_then(Node::table).and_then(|table| table.entry("extends"));
    if let Some(nested) = nested {
        let message = "a pipeline that is extended cannot extend another one";
        report.push(
            Diagnostic::error(codes::EXTENDS, node.place, message).note("it does so here", nested.place),
        );
    }
    merge::lay(merged, &base, Role::Base, report);
}

fn profiles(table: &Table, report: &mut Report) -> Vec<(String, Table)> {
    let mut found = Vec::new();
    for entry in keys::table(table, "profile", report).map_or(&[][..], |table| &table.entries) {
        match entry.value.table() {
            Some(profile) => found.push((entry.key.clone(), profile.clone())),
            None => keys::wrong(&entry.value, "a table", report),
        }
    }
    found
}

fn unknown_profile(name: &str, profiles: &[(String, Table)], report: &mut Report) {
    let place = super::overrides::flag("--profile", name, report);
    let names: Vec<&str> = profiles.iter().map(|(name, _)| name.as_str()).collect();
    let allowed =
        if names.is_empty() { "the file has none".into() } else { format!("there are {}", names.join(", ")) };
    let message = format!("no profile is called \"{name}\"; {allowed}");
    let suggestion = suggest(name, names.iter().copied());
    report.push(Diagnostic::error(codes::UNKNOWN_PROFILE, place, message).suggest(suggestion));
}
