//! One step: its component, options, names, condition.

use warraq_core::signature::Context;
use warraq_core::{Factory, Kind, Renames, Signature};

use crate::config::{Config, Rename, StepConfig, StepIn, StepOut};
use crate::diagnostics::{Diagnostic, Place, Report, codes};

use super::lookup::{Found, Lookup};
use super::options::{self, Given};
use super::wire::{Ground, Writer};
use super::{CheckedStep, Chosen, assets, condition};

/// Checks a step and adds what it writes to the ground. `None` when it is wrong.
pub(super) fn check<'p>(
    step: &StepConfig,
    config: &Config,
    find: &Lookup<'p>,
    ground: &mut Ground,
    report: &mut Report,
) -> Option<CheckedStep<'p>> {
    let when = step.when.as_ref().map(|node| condition::check(node, config, ground, report));
    if let Some(on) = &step.on {
        ground.view(on, &step.id.text, report);
    }
    let (factory, meant) = component(step, find, ground, report)?;
    if meant {
        ghosts(step, ground);
    }
    let given =
        Given { table: &step.options, at: step.component.place, engine: crate::config::tables::STEP_KEYS };
    // Of a component that was only meant, the options are not judged, but what it writes is.
    let mut unsaid = Report::default();
    let judged = if meant { &mut unsaid } else { &mut *report };
    let (options, good) = options::check(factory, given, judged);
    assets::check(factory, given.table, judged);
    let combines = match &step.inputs {
        StepIn::Names(names) => names.iter().map(|name| name.text.clone()).collect(),
        _ => Vec::new(),
    };
    let layers = ground.schema.layers.iter().map(|layer| layer.schema.clone()).collect();
    let context = Context { inputs: combines, layers };
    let combines = context.inputs.clone();
    let signature = match factory.signature(&options, context) {
        Ok(signature) => signature,
        Err(errors) => {
            if good && !meant {
                errors.iter().for_each(|error| options::refused(factory.spec().name, given, error, report));
            }
            opaque(step, ground);
            return None;
        }
    };
    let names = names(step, factory, &signature, report);
    reads(step, config, &signature, &names, find, ground, report);
    ground.extend(&signature, &names, &step.id.text, (Writer::Step, step.id.place), report);
    if !good || meant {
        return None;
    }
    let when = match when {
        Some(None) => return None,
        Some(Some(expr)) => Some(expr),
        None => None,
    };
    let spec = factory.spec();
    let languages =
        if when.is_some() { Vec::new() } else { spec.languages.iter().map(|&tag| tag.to_owned()).collect() };
    let chosen = Chosen { factory, options, table: step.options.clone() };
    Some(CheckedStep { config: step.clone(), chosen, signature, names, combines, when, languages })
}

/// The component of a step, and whether it is only the one that was probably meant.
fn component<'p>(
    step: &StepConfig,
    find: &Lookup<'p>,
    ground: &mut Ground,
    report: &mut Report,
) -> Option<(&'p dyn Factory, bool)> {
    match find.find(&step.component, &[Kind::Processor], report) {
        Found::Component(factory) => Some((factory, false)),
        Found::Meant(factory) => Some((factory, true)),
        Found::Nothing => {
            let plugin = step.component.text.split('.').next().unwrap_or_default();
            if find.missing.iter().any(|name| name == plugin) {
                // What a component of a plugin that is not there would write is not known.
                opaque(step, ground);
            } else {
                ghosts(step, ground);
            }
            None
        }
    }
}

/// Remembers the names that a wrong step would have written.
fn ghosts(step: &StepConfig, ground: &mut Ground) -> bool {
    match &step.outputs {
        StepOut::Same => return false,
        StepOut::Name(name) => {
            ground.ghosts.insert(name.text.clone());
        }
        StepOut::Renamed(renames) => {
            ground.ghosts.extend(renames.iter().map(|rename| rename.name.text.clone()));
        }
    }
    true
}

fn opaque(step: &StepConfig, ground: &mut Ground) {
    if !ghosts(step, ground) {
        ground.opaque = true;
    }
}

/// The run's names for what the component reads and writes.
fn names(step: &StepConfig, factory: &dyn Factory, signature: &Signature, report: &mut Report) -> Renames {
    let mut names = Renames { on: step.on.as_ref().map(|on| on.text.clone()), ..Renames::default() };
    let component = factory.spec().name;
    match &step.inputs {
        StepIn::Same => {}
        StepIn::Names(given) => {
            // A component that combines layers reads just these; another one is fed from the one named.
            let combines =
                given.iter().all(|name| signature.reads.iter().any(|reads| reads.layer == name.text));
            match (combines, given.as_slice(), signature.reads.as_slice()) {
                (true, ..) => {}
                (false, [name], [only]) => {
                    names.inputs.insert(only.layer.clone(), name.text.clone());
                }
                (false, given, reads) => {
                    let roles: Vec<&str> = reads.iter().map(|reads| reads.layer.as_str()).collect();
                    let place = given.first().map_or(step.id.place, |name| name.place);
                    report.error(codes::BAD_RENAME, place, in_message(component, &roles));
                }
            }
        }
        StepIn::Renamed(renames) => {
            let roles: Vec<&str> = signature.reads.iter().map(|reads| reads.layer.as_str()).collect();
            for rename in known_roles(renames, &roles, component, "reads", report) {
                names.inputs.insert(rename.role.text.clone(), rename.name.text.clone());
            }
        }
    }
    let roles: Vec<&str> = signature
        .writes
        .iter()
        .map(|layer| layer.name.as_str())
        .chain(signature.views.iter().map(String::as_str))
        .collect();
    match &step.outputs {
        StepOut::Same => {}
        StepOut::Name(name) => match roles.as_slice() {
            [only] => {
                names.outputs.insert((*only).to_owned(), name.text.clone());
            }
            roles => report.error(codes::BAD_RENAME, name.place, out_message(component, roles)),
        },
        StepOut::Renamed(renames) => {
            for rename in known_roles(renames, &roles, component, "writes", report) {
                names.outputs.insert(rename.role.text.clone(), rename.name.text.clone());
            }
        }
    }
    names
}

fn in_message(component: &str, roles: &[&str]) -> String {
    match roles {
        [] => format!("{component} reads no layers"),
        roles => format!(
            "{component} reads {}: write in = {{ {} = \"…\" }}",
            roles.join(", "),
            roles.first().copied().unwrap_or_default()
        ),
    }
}

fn out_message(component: &str, roles: &[&str]) -> String {
    match roles {
        [] => format!("{component} writes no layer or view that could be renamed"),
        roles => format!(
            "{component} writes {}: say which one, out = {{ {} = \"…\" }}",
            roles.join(", "),
            roles.first().copied().unwrap_or_default()
        ),
    }
}

fn known_roles<'r>(
    renames: &'r [Rename],
    roles: &[&str],
    component: &str,
    verb: &str,
    report: &mut Report,
) -> Vec<&'r Rename> {
    let mut known = Vec::new();
    for rename in renames {
        if roles.contains(&rename.role.text.as_str()) {
            known.push(rename);
            continue;
        }
        let allowed = if roles.is_empty() { "none".into() } else { roles.join(", ") };
        let message = format!("{component} {verb} no layer \"{}\"; it {verb} {allowed}", rename.role.text);
        let suggestion = warraq_core::suggest::suggest(&rename.role.text, roles.iter().copied());
        report.push(Diagnostic::error(codes::BAD_RENAME, rename.role.place, message).suggest(suggestion));
    }
    known
}

/// Checks that the layers and columns that the step reads are there.
fn reads(
    step: &StepConfig,
    config: &Config,
    signature: &Signature,
    names: &Renames,
    find: &Lookup<'_>,
    ground: &Ground,
    report: &mut Report,
) {
    for reads in &signature.reads {
        let layer = names.input(&reads.layer);
        let place = named_at(step, layer);
        if ground.has(layer) {
            ground.columns(&step.id.text, layer, &reads.columns, names, place, report);
        } else if reads.required || place != step.component.place {
            ground.missing(&step.id.text, layer, place, later(step, layer, config, find), find, report);
        }
    }
}

/// Where the config names a layer that the step reads; else where it names the component.
fn named_at(step: &StepConfig, layer: &str) -> Place {
    let found = match &step.inputs {
        StepIn::Same => None,
        StepIn::Names(names) => names.iter().find(|name| name.text == layer),
        StepIn::Renamed(renames) => renames.iter().map(|rename| &rename.name).find(|name| name.text == layer),
    };
    found.map_or(step.component.place, |name| name.place)
}

/// The id of a later step that writes a layer under its options or through `out`.
fn later<'c>(step: &StepConfig, layer: &str, config: &'c Config, find: &Lookup<'_>) -> Option<&'c str> {
    let at = config.steps.iter().position(|known| known.id == step.id)?;
    let writes = |later: &&StepConfig| {
        let renamed = match &later.outputs {
            StepOut::Same => None,
            StepOut::Name(name) => Some(name.text == layer),
            StepOut::Renamed(renames) => {
                let here = renames.iter().any(|rename| rename.name.text == layer);
                let away = renames.iter().any(|rename| rename.role.text == layer);
                if here || away { Some(here) } else { None }
            }
        };
        renamed.unwrap_or_else(|| {
            let factory = find.registry.find(&later.component.text, Kind::Processor);
            let signature = factory
                .and_then(|factory| factory.signature(&later.options.to_json(), Context::default()).ok());
            signature.is_some_and(|signature| signature.writes.iter().any(|schema| schema.name == layer))
        })
    };
    config.steps.iter().skip(at + 1).find(writes).map(|later| later.id.text.as_str())
}
