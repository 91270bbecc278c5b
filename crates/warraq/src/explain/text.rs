//! An explanation for people.

use std::fmt::Write;

use super::{Explained, ExplainedOption, Explanation, Origin};

pub(super) fn render(explanation: &Explanation) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = all(explanation, &mut out);
    out
}

fn all(explanation: &Explanation, out: &mut String) -> std::fmt::Result {
    writeln!(out, "pipeline {}", explanation.name)?;
    if let Some(language) = &explanation.language {
        writeln!(out, "language {language}, where a document does not say")?;
    }
    if let Some(fingerprint) = &explanation.fingerprint {
        writeln!(out, "fingerprint {fingerprint}")?;
    }
    if !explanation.run.is_empty() {
        writeln!(out, "\nrun")?;
        options(&explanation.run, out)?;
    }
    writeln!(out, "\ninputs")?;
    if explanation.inputs.is_empty() {
        writeln!(out, "  none: name them on the command line")?;
    }
    for paths in &explanation.paths {
        writeln!(out, "  from {}", paths.join(", "))?;
    }
    for part in &explanation.inputs {
        component(part, "writes", out)?;
    }
    writeln!(out, "\nsteps")?;
    for part in &explanation.steps {
        component(part, "writes", out)?;
    }
    writeln!(out, "\noutputs")?;
    for (part, destination) in explanation.outputs.iter().zip(&explanation.destinations) {
        writeln!(out, "  to {destination}")?;
        component(part, "shows", out)?;
    }
    if !explanation.plugins.is_empty() {
        writeln!(out, "\nplugins")?;
    }
    for plugin in &explanation.plugins {
        writeln!(out, "  {} {} ({}) from {}", plugin.name, plugin.version, plugin.licence, plugin.path)?;
        writeln!(out, "    sha256 {}", plugin.sha256)?;
    }
    data(explanation, out)
}

fn component(part: &Explained, verb: &str, out: &mut String) -> std::fmt::Result {
    let plugin = part.plugin.as_ref().map(|plugin| format!(" from plugin {plugin}")).unwrap_or_default();
    let named = if part.id == part.component { String::new() } else { format!(" = {}", part.component) };
    writeln!(out, "  {}{named}, version {}{plugin}, {}", part.id, part.version, part.origin)?;
    if !part.summary.is_empty() {
        writeln!(out, "    {}", part.summary)?;
    }
    let lists = [
        ("reads", &part.reads),
        (verb, &part.writes),
        ("writes the view", &part.views),
        ("sets the field", &part.fields),
    ];
    for (verb, names) in lists.into_iter().filter(|(_, names)| !names.is_empty()) {
        writeln!(out, "    {verb} {}", names.join(", "))?;
    }
    if let Some(view) = &part.on {
        writeln!(out, "    works on the view {view}")?;
    }
    if let Some(condition) = &part.condition {
        writeln!(out, "    runs {condition}")?;
    }
    options(&part.options, out)
}

fn options(options: &[ExplainedOption], out: &mut String) -> std::fmt::Result {
    for option in options {
        let origin = match &option.origin {
            Origin::Default => "default",
            Origin::Given(place) => place,
        };
        writeln!(out, "    {} = {}  ({origin})", option.name, option.value)?;
    }
    Ok(())
}

/// The models and data of all components, each once.
fn data(explanation: &Explanation, out: &mut String) -> std::fmt::Result {
    let parts = explanation.inputs.iter().chain(&explanation.steps).chain(&explanation.outputs);
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        for line in &part.data {
            let line = format!("  {}: {line}", part.component);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    if !lines.is_empty() {
        writeln!(out, "\nmodels and data")?;
    }
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}
