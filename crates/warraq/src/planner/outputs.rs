//! The outputs: their formats, and the layers that they show.

use warraq_core::signature::Context;
use warraq_core::suggest::suggest;
use warraq_core::{Factory, Kind, LayerId, Signature};

use crate::config::tables::OUTPUT_KEYS;
use crate::config::{Config, OutputConfig, Shown};
use crate::diagnostics::{Diagnostic, Place, Report, codes};

use super::lookup::{Found, Lookup};
use super::options::{self, Given};
use super::wire::Ground;
use super::{CheckedOutput, Chosen, assets, destination};

/// The format of an output that does not say.
const DEFAULT: &str = "jsonl";

/// The layer that outputs leave out by default: its rows are twenty times the text.
const LEFT_OUT: &str = "word";

/// Checks all outputs.
pub(super) fn check<'p>(
    config: &Config,
    find: &Lookup<'p>,
    ground: &Ground,
    report: &mut Report,
) -> Vec<CheckedOutput<'p>> {
    destination::check_all(&config.outputs, report);
    config.outputs.iter().filter_map(|output| one(output, find, ground, report)).collect()
}

fn one<'p>(
    output: &OutputConfig,
    find: &Lookup<'p>,
    ground: &Ground,
    report: &mut Report,
) -> Option<CheckedOutput<'p>> {
    let Some(factory) = format(output, find, report) else {
        // Its layers are checked all the same.
        let _ = shown(output, &Signature::default(), find, ground, report);
        return None;
    };
    let at = output.component.as_ref().map_or(output.node.place, |word| word.place);
    let given = Given { table: &output.options, at, engine: OUTPUT_KEYS };
    let (options, good) = options::check(factory, given, report);
    assets::check(factory, &output.options, report);
    let layers = ground.schema.layers.iter().map(|layer| layer.schema.clone()).collect();
    let signature = match factory.signature(&options, Context { inputs: Vec::new(), layers }) {
        Ok(signature) => signature,
        Err(errors) if good => {
            errors.iter().for_each(|error| options::refused(factory.spec().name, given, error, report));
            return None;
        }
        Err(_) => return None,
    };
    for reads in signature.reads.iter() {
        if ground.has(&reads.layer) {
            ground.columns(
                factory.spec().name,
                &reads.layer,
                &reads.columns,
                &Default::default(),
                at,
                report,
            );
        } else if reads.required {
            ground.missing(factory.spec().name, &reads.layer, at, None, find, report);
        }
    }
    let layers = shown(output, &signature, find, ground, report);
    let chosen = Chosen { factory, options, table: output.options.clone() };
    good.then(|| CheckedOutput { config: output.clone(), chosen, signature, layers })
}

/// The format: the one named, else by the ending of the path, else the default.
fn format<'p>(output: &OutputConfig, find: &Lookup<'p>, report: &mut Report) -> Option<&'p dyn Factory> {
    if let Some(word) = &output.component {
        return match find.find(word, &[Kind::Encoder], report) {
            Found::Component(factory) => Some(factory),
            Found::Meant(_) | Found::Nothing => None,
        };
    }
    let ending = output.path.as_ref().and_then(|path| destination::ending(&path.text));
    let by_ending = ending.and_then(|ending| {
        let accepts = |factory: &&dyn Factory| {
            factory.kind() == Kind::Encoder && factory.accepts().endings.contains(&ending.as_str())
        };
        find.registry.iter().find(accepts)
    });
    let found = by_ending.or_else(|| find.registry.find(DEFAULT, Kind::Encoder));
    if found.is_none() {
        let message = format!("the format \"{DEFAULT}\", which this output needs, is not there");
        report.error(codes::UNKNOWN_COMPONENT, output.node.place, message);
    }
    found
}

/// The layers of an output in the order of records.
fn shown(
    output: &OutputConfig,
    signature: &Signature,
    find: &Lookup<'_>,
    ground: &Ground,
    report: &mut Report,
) -> Vec<LayerId> {
    let schema = &ground.schema;
    let name = |id: &LayerId| schema.layer(*id).map_or("", |layer| layer.schema.name.as_str());
    let wanted: Vec<&str> = match &output.layers {
        Shown::All => return schema.record_order(),
        Shown::Default => {
            let asked = |layer: &str| signature.reads.iter().any(|reads| reads.layer == layer);
            let shown = |id: &LayerId| name(id) != LEFT_OUT || asked(LEFT_OUT);
            return schema.record_order().into_iter().filter(shown).collect();
        }
        Shown::Named(names) => {
            for word in names {
                if !ground.has(&word.text) && !ground.excused(&word.text, find) {
                    no_layer(&word.text, word.place, find, ground, report);
                }
            }
            names.iter().map(|word| word.text.as_str()).collect()
        }
    };
    schema.record_order().into_iter().filter(|id| wanted.contains(&name(id))).collect()
}

/// Reports a layer that the pipeline does not have.
pub(super) fn no_layer(layer: &str, place: Place, find: &Lookup<'_>, ground: &Ground, report: &mut Report) {
    let schema = &ground.schema;
    let order = schema.record_order();
    let known: Vec<&str> =
        order.iter().filter_map(|&id| schema.layer(id)).map(|layer| layer.schema.name.as_str()).collect();
    let writers = find.writers(layer);
    let help = match (writers.as_slice(), known.as_slice()) {
        ([], []) => "it has none".to_owned(),
        ([], known) => format!("there are {}", known.join(", ")),
        (writers, _) => format!("it could be written by {}", writers.join(", ")),
    };
    let message = format!("the pipeline has no layer \"{layer}\"; {help}");
    let suggestion = suggest(layer, known.iter().copied());
    report.push(Diagnostic::error(codes::NO_LAYER, place, message).suggest(suggestion));
}
