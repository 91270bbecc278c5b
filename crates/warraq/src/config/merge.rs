//! Laying one config over another: what `extends` brings, then the file, then the profile.

use warraq_core::suggest::suggest;

use crate::config::keys;
use crate::config::tree::{Data, Entry, Node, Table};
use crate::diagnostics::{Diagnostic, Place, Report, codes};

/// The keys of a file.
pub(crate) const TOP: &[&str] = &[
    "version",
    "pipeline",
    "vars",
    "run",
    "dead_letter",
    "plugins",
    "input",
    "patch",
    "step",
    "output",
    "test",
    "profile",
];

/// The keys of a profile.
const PROFILE: &[&str] = &["vars", "run", "dead_letter", "plugins", "input", "patch", "step", "output"];

/// A pipeline without `extends`, `patch` and `profile`: these are done.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Merged {
    /// `[pipeline]`.
    pub pipeline: Table,
    /// `[vars]`.
    pub vars: Table,
    /// `[run]`.
    pub run: Table,
    /// `[dead_letter]`.
    pub dead_letter: Table,
    /// `[plugins]`.
    pub plugins: Table,
    /// The `[[input]]`s.
    pub inputs: Vec<Node>,
    /// The `[[step]]`s in the order in which they were met, those switched off included.
    pub steps: Vec<Node>,
    /// The `[[output]]`s.
    pub outputs: Vec<Node>,
    /// The `[[test]]`s.
    pub tests: Vec<Node>,
}

/// What a text is to the pipeline.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// What the file extends: brings all but inputs, outputs and tests.
    Base,
    /// The file.
    File,
    /// The profile.
    Profile,
}

/// Lays a parsed text over what is there.
pub(crate) fn lay(merged: &mut Merged, table: &Table, role: Role, report: &mut Report) {
    match role {
        Role::Profile => keys::only(table, PROFILE, "a profile", report),
        Role::Base | Role::File => keys::only(table, TOP, "a pipeline", report),
    }
    let sections = [
        ("pipeline", &mut merged.pipeline),
        ("vars", &mut merged.vars),
        ("run", &mut merged.run),
        ("dead_letter", &mut merged.dead_letter),
    ];
    for (key, section) in sections {
        let others = match role {
            Role::Base => key == "dead_letter",
            Role::File => false,
            Role::Profile => key == "pipeline",
        };
        if others {
            continue;
        }
        if let Some(over) = keys::table(table, key, report) {
            section.overlay(over);
        }
    }
    if let Some(plugins) = keys::table(table, "plugins", report) {
        overlay_tables(&mut merged.plugins, plugins, report);
    }
    for (key, list) in
        [("input", &mut merged.inputs), ("output", &mut merged.outputs), ("test", &mut merged.tests)]
    {
        if table.get(key).is_none() || (role == Role::Profile && key == "test") {
            continue;
        }
        let found = keys::tables(table, key, report);
        if role != Role::Base {
            *list = found;
        }
    }
    merged.steps.extend(keys::tables(table, "step", report));
    if let Some(patches) = keys::table(table, "patch", report) {
        patch(&mut merged.steps, patches, report);
    }
}

/// Lays tables of tables over each other.
fn overlay_tables(below: &mut Table, over: &Table, report: &mut Report) {
    for entry in &over.entries {
        let Some(table) = entry.value.table() else {
            keys::wrong(&entry.value, "a table", report);
            continue;
        };
        match below.get_mut(&entry.key) {
            Some(Node { data: Data::Table(known), .. }) => known.overlay(table),
            _ => below.set(entry.clone()),
        }
    }
}

/// The id of a step as far as its table tells it.
pub(crate) fn step_id(step: &Node) -> Option<(String, Place)> {
    let table = step.table()?;
    if let Some(id) = table.get("id") {
        return id.text().map(|text| (text.to_owned(), id.place));
    }
    let name = table.get("use")?;
    name.text().map(|text| (text.replace('.', "-"), name.place))
}

/// The ids of all steps.
pub(crate) fn ids(steps: &[Node]) -> Vec<String> {
    steps.iter().filter_map(step_id).map(|(id, _)| id).collect()
}

/// Sets keys of steps by their ids.
fn patch(steps: &mut [Node], patches: &Table, report: &mut Report) {
    for entry in &patches.entries {
        let Some(over) = entry.value.table() else {
            keys::wrong(&entry.value, "a table", report);
            continue;
        };
        if let Some(id) = over.entry("id") {
            report.error(codes::UNKNOWN_KEY, id.place, "a patch cannot change the id of a step");
        }
        let known = ids(steps);
        let found = steps.iter_mut().find(|step| step_id(step).is_some_and(|(id, _)| id == entry.key));
        match found {
            Some(Node { data: Data::Table(step), .. }) => {
                over.entries
                    .iter()
                    .filter(|entry| entry.key != "id")
                    .for_each(|entry| step.set(entry.clone()));
            }
            _ => unknown_step(&entry.key, entry.place, &known, report),
        }
    }
}

/// Reports an id that no step has.
pub(crate) fn unknown_step(id: &str, place: Place, known: &[String], report: &mut Report) {
    let allowed = if known.is_empty() {
        "the pipeline has none".into()
    } else {
        format!("there are {}", known.join(", "))
    };
    let message = format!("no step has the id \"{id}\"; {allowed}");
    let suggestion = suggest(id, known.iter().map(String::as_str));
    report.push(Diagnostic::error(codes::UNKNOWN_STEP, place, message).suggest(suggestion));
}

/// Sets a value at a path of keys: `--set`, and the flags that stand for a key.
pub(crate) fn set(merged: &mut Merged, path: &[&str], key: Place, value: Node, report: &mut Report) {
    const SECTIONS: &[&str] =
        &["pipeline", "vars", "run", "dead_letter", "plugins", "input", "step", "output"];
    let Some((&section, rest)) = path.split_first() else { return };
    let table = match section {
        "pipeline" => &mut merged.pipeline,
        "vars" => &mut merged.vars,
        "run" => &mut merged.run,
        "dead_letter" => &mut merged.dead_letter,
        "plugins" => &mut merged.plugins,
        "step" => return set_step(merged, rest, key, value, report),
        "input" => return set_in_list(&mut merged.inputs, section, rest, key, value, report),
        "output" => return set_in_list(&mut merged.outputs, section, rest, key, value, report),
        _ => {
            let message = format!("\"{section}\" cannot be set; allowed are {}", SECTIONS.join(", "));
            let suggestion = suggest(section, SECTIONS.iter().copied());
            report.push(Diagnostic::error(codes::BAD_SET, key, message).suggest(suggestion));
            return;
        }
    };
    set_in(table, rest, key, value, report);
}

fn set_step(merged: &mut Merged, path: &[&str], key: Place, value: Node, report: &mut Report) {
    let Some((&id, rest)) = path.split_first() else {
        report.error(codes::BAD_SET, key, "allowed is step.ID.KEY");
        return;
    };
    let known = ids(&merged.steps);
    let found = merged.steps.iter_mut().find(|step| step_id(step).is_some_and(|(known, _)| known == id));
    match found {
        Some(Node { data: Data::Table(step), .. }) => set_in(step, rest, key, value, report),
        _ => unknown_step(id, key, &known, report),
    }
}

fn set_in_list(
    list: &mut Vec<Node>,
    section: &str,
    path: &[&str],
    key: Place,
    value: Node,
    report: &mut Report,
) {
    let position = path.first().and_then(|first| first.parse::<usize>().ok());
    let rest = if position.is_some() { path.get(1..).unwrap_or_default() } else { path };
    if list.is_empty() && position.is_none_or(|at| at == 0) {
        list.push(Node { data: Data::Table(Table::default()), place: key });
    }
    if position.is_none() && list.len() > 1 {
        let message =
            format!("the pipeline has {} of [[{section}]]: say which, from {section}.0 on", list.len());
        report.error(codes::BAD_SET, key, message);
        return;
    }
    match list.get_mut(position.unwrap_or(0)) {
        Some(Node { data: Data::Table(table), .. }) => set_in(table, rest, key, value, report),
        _ => report.error(codes::BAD_SET, key, format!("the pipeline has {} of [[{section}]]", list.len())),
    }
}

fn set_in(table: &mut Table, path: &[&str], place: Place, value: Node, report: &mut Report) {
    let Some((&first, rest)) = path.split_first() else {
        report.error(codes::BAD_SET, place, "the path ends before a key");
        return;
    };
    if rest.is_empty() {
        table.set(Entry { key: first.to_owned(), place, value });
        return;
    }
    if table.get(first).is_none() {
        let value = Node { data: Data::Table(Table::default()), place };
        table.set(Entry { key: first.to_owned(), place, value });
    }
    match table.get_mut(first) {
        Some(Node { data: Data::Table(inner), .. }) => set_in(inner, rest, place, value, report),
        _ => report.error(codes::BAD_SET, place, format!("\"{first}\" is not a table")),
    }
}
