//! Variables: `[vars]`, and `${…}` in string values.

use warraq_core::suggest::suggest;

use crate::config::keys;
use crate::config::merge::Merged;
use crate::config::tree::{Data, Node, Table};
use crate::diagnostics::{Diagnostic, Place, Report, codes};

/// Looks up a variable of the environment.
pub type Environment<'e> = &'e dyn Fn(&str) -> Option<String>;

/// The values that `${…}` can stand for.
pub(crate) struct Vars {
    known: Vec<(String, Option<String>)>,
}

/// The values of `[vars]`, and `pipeline.name` and `pipeline.language`. They replace the tables in `merged.vars`.
pub(crate) fn read(merged: &mut Merged, environment: Environment<'_>, report: &mut Report) -> Vars {
    let mut known = Vec::new();
    for entry in &mut merged.vars.entries {
        keys::name(&entry.key, false, entry.place, report);
        let value = variable(&entry.value, environment, report);
        if let Some(value) = &value {
            // From here on the variable is what it stands for, so that the resolved pipeline needs no environment.
            entry.value.data = Data::Text(value.clone());
        }
        known.push((format!("vars.{}", entry.key), value));
    }
    for key in ["name", "language"] {
        let value = merged.pipeline.get(key).and_then(Node::text).map(str::to_owned);
        if value.is_some() {
            known.push((format!("pipeline.{key}"), value));
        }
    }
    if !known.iter().any(|(name, _)| name == "pipeline.name") {
        known.push(("pipeline.name".into(), Some(super::NAME.into())));
    }
    Vars { known }
}

fn variable(node: &Node, environment: Environment<'_>, report: &mut Report) -> Option<String> {
    let table = match &node.data {
        Data::Table(table) => table,
        _ => return scalar(node, report),
    };
    keys::only(table, &["env", "default"], "a variable", report);
    let default = table.get("default").and_then(|node| scalar(node, report));
    let Some((name, place)) = keys::text(table, "env", report) else {
        if table.get("env").is_none() {
            report.error(
                codes::MISSING_KEY,
                node.place,
                "a variable is a string, or a table with env and default",
            );
        }
        return default;
    };
    let value = environment(name).or(default);
    if value.is_none() && table.get("default").is_none() {
        let message = format!("the environment does not set {name}, and there is no default");
        report.error(codes::UNKNOWN_VARIABLE, place, message);
    }
    value
}

fn scalar(node: &Node, report: &mut Report) -> Option<String> {
    match &node.data {
        Data::Text(text) | Data::Date(text) => Some(text.clone()),
        Data::Int(int) => Some(int.to_string()),
        Data::Float(float) => Some(float.to_string()),
        Data::Bool(bool) => Some(bool.to_string()),
        Data::List(_) | Data::Table(_) => {
            keys::wrong(node, "a string, a number, true or false, or { env, default }", report);
            None
        }
    }
}

impl Vars {
    /// Fills in all strings of a pipeline.
    pub(crate) fn fill(&self, merged: &mut Merged, report: &mut Report) {
        for table in [&mut merged.pipeline, &mut merged.run, &mut merged.dead_letter, &mut merged.plugins] {
            self.fill_table(table, report);
        }
        let lists = [&mut merged.inputs, &mut merged.steps, &mut merged.outputs, &mut merged.tests];
        lists.into_iter().flatten().for_each(|node| self.fill_node(node, report));
    }

    fn fill_table(&self, table: &mut Table, report: &mut Report) {
        table.entries.iter_mut().for_each(|entry| self.fill_node(&mut entry.value, report));
    }

    fn fill_node(&self, node: &mut Node, report: &mut Report) {
        let place = node.place;
        match &mut node.data {
            Data::Text(text) if text.contains("${") => *text = self.filled(text, place, report),
            Data::List(items) => items.iter_mut().for_each(|item| self.fill_node(item, report)),
            Data::Table(table) => self.fill_table(table, report),
            _ => {}
        }
    }

    fn filled(&self, text: &str, place: Place, report: &mut Report) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find("${") {
            let (before, from) = rest.split_at(at);
            let behind = from.get(2..).unwrap_or_default();
            if let Some(kept) = before.strip_suffix('$') {
                out.push_str(kept);
                out.push_str("${");
                rest = behind;
                continue;
            }
            out.push_str(before);
            let Some((name, after)) = behind.split_once('}') else {
                report.error(codes::UNKNOWN_VARIABLE, place, format!("${{ is not closed in \"{text}\""));
                return out;
            };
            out.push_str(&self.value(name.trim(), place, report));
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn value(&self, name: &str, place: Place, report: &mut Report) -> String {
        if let Some((_, value)) = self.known.iter().find(|(known, _)| known == name) {
            return value.clone().unwrap_or_default();
        }
        let names: Vec<&str> = self.known.iter().map(|(name, _)| name.as_str()).collect();
        let message = format!("no variable is called \"{name}\"; there are {}", names.join(", "));
        let suggestion = suggest(name, names.iter().copied());
        report.push(Diagnostic::error(codes::UNKNOWN_VARIABLE, place, message).suggest(suggestion));
        String::new()
    }
}
