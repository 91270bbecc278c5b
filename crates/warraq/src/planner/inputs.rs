//! One input: its unpackers, its reader, and which option belongs to which.

use serde_json::Map;
use warraq_core::signature::Context;
use warraq_core::suggest::suggest;
use warraq_core::{Factory, Kind};

use crate::config::tables::INPUT_KEYS;
use crate::config::{InputConfig, Table, Word};
use crate::diagnostics::{Diagnostic, Report, codes};

use super::lookup::{Found, Lookup};
use super::options::{self, Given};
use super::{CheckedInput, Chosen, assets, input_path};

/// The unpacker of whole files, and the reader that chooses by type and name.
const FILE: &str = "file";
const AUTO: &str = "auto";

/// Checks an input; `None` when it is wrong.
pub(super) fn check<'p>(
    input: &InputConfig,
    find: &Lookup<'p>,
    report: &mut Report,
) -> Option<CheckedInput<'p>> {
    let unpackers = unpackers(input, find, report);
    let reader = reader(input, find, report);
    let (unpackers, reader) = (unpackers?, reader?);
    let at = input.component.as_ref().map_or(input.node.place, |word| word.place);
    let parts: Vec<&dyn Factory> = unpackers.iter().copied().chain([reader]).collect();
    unknown(input, &parts, report);
    let mut good = true;
    let mut chosen = Vec::new();
    for factory in parts {
        let own = own_options(factory, &input.options);
        let (options, fits) = options::check(factory, Given { table: &own, at, engine: INPUT_KEYS }, report);
        assets::check(factory, &own, report);
        good &= fits;
        chosen.push(Chosen { factory, options, table: own });
    }
    let reader = chosen.pop()?;
    let mut signature = None;
    let parts: Vec<&Chosen<'_>> = if good { chosen.iter().chain([&reader]).collect() } else { Vec::new() };
    for part in parts {
        let given = Given { table: &part.table, at, engine: INPUT_KEYS };
        match part.factory.signature(&part.options, Context::default()) {
            Ok(found) => signature = Some(found),
            Err(errors) => {
                errors
                    .iter()
                    .for_each(|error| options::refused(part.factory.spec().name, given, error, report));
                good = false;
            }
        }
    }
    let paths = input.paths.iter().map(|path| input_path(path, report)).collect();
    Some(CheckedInput { paths, unpackers: chosen, reader, signature: signature.filter(|_| good)? })
}

/// What a config that names neither unpacker nor reader gets: whole files, and by their endings all others.
fn unpackers<'p>(
    input: &InputConfig,
    find: &Lookup<'p>,
    report: &mut Report,
) -> Option<Vec<&'p dyn Factory>> {
    let Some(word) = &input.component else {
        let file = built_in(FILE, Kind::Unpacker, input, find, report)?;
        let by_ending = |factory: &&dyn Factory| {
            factory.kind() == Kind::Unpacker
                && factory.spec().name != FILE
                && !factory.accepts().endings.is_empty()
                // One that must be told something cannot be chosen by an ending.
                && factory.options().iter().all(|option| !option.required)
        };
        let others: Vec<&dyn Factory> =
            if named_reader(input) { Vec::new() } else { find.registry.iter().filter(by_ending).collect() };
        return Some([file].into_iter().chain(others).collect());
    };
    if let Some(found) = find.registry.find(&word.text, Kind::Unpacker) {
        return Some(vec![found]);
    }
    match find.find(word, &[Kind::Unpacker, Kind::Reader], report) {
        Found::Component(_) => built_in(FILE, Kind::Unpacker, input, find, report).map(|file| vec![file]),
        Found::Meant(_) | Found::Nothing => None,
    }
}

fn named_reader(input: &InputConfig) -> bool {
    input.read.as_ref().is_some_and(|read| read.text != AUTO)
}

fn reader<'p>(input: &InputConfig, find: &Lookup<'p>, report: &mut Report) -> Option<&'p dyn Factory> {
    if let Some(word) = &input.read {
        return match find.find(word, &[Kind::Reader], report) {
            Found::Component(factory) => Some(factory),
            Found::Meant(_) | Found::Nothing => None,
        };
    }
    // An unpacker that has a reader of its own name goes with it: the lines of jsonl are JSON.
    let named = input.component.as_ref().and_then(|word: &Word| find.registry.find(&word.text, Kind::Reader));
    match named {
        Some(factory) => Some(factory),
        None => built_in(AUTO, Kind::Reader, input, find, report),
    }
}

fn built_in<'p>(
    name: &str,
    kind: Kind,
    input: &InputConfig,
    find: &Lookup<'p>,
    report: &mut Report,
) -> Option<&'p dyn Factory> {
    let found = find.registry.find(name, kind);
    if found.is_none() {
        let message = format!("the {} \"{name}\", which this input needs, is not there", kind.name());
        report.error(codes::UNKNOWN_COMPONENT, input.node.place, message);
    }
    found
}

fn own_options(factory: &dyn Factory, table: &Table) -> Table {
    let known = |key: &str| factory.options().iter().any(|option| option.name == key);
    Table { entries: table.entries.iter().filter(|entry| known(&entry.key)).cloned().collect() }
}

/// Reports options that neither the unpacker nor the reader has.
fn unknown(input: &InputConfig, parts: &[&dyn Factory], report: &mut Report) {
    let mut options: Vec<&str> =
        parts.iter().flat_map(|factory| factory.options().iter().map(|option| option.name)).collect();
    options.sort_unstable();
    options.dedup();
    let known: Map<_, _> = options.iter().map(|&name| (name.to_owned(), true.into())).collect();
    for entry in input.options.entries.iter().filter(|entry| !known.contains_key(&entry.key)) {
        let mut names: Vec<&str> = parts.iter().map(|factory| factory.spec().name).collect();
        names.dedup();
        let allowed = if options.is_empty() {
            "there are none".into()
        } else {
            format!("there are {}", options.join(", "))
        };
        let message = format!("unknown option {} of this input ({}); {allowed}", entry.key, names.join(", "));
        let candidates = options.iter().copied().chain(INPUT_KEYS.iter().copied());
        let suggestion = suggest(&entry.key, candidates);
        report.push(Diagnostic::error(codes::UNKNOWN_OPTION, entry.place, message).suggest(suggestion));
    }
}
