//! The static check: which step writes which layer, and whether those who read it find what they need.

use std::collections::BTreeSet;

use warraq_core::wiring::output_schema;
use warraq_core::{ColumnSchema, ColumnType, LayerSchema, Renames, RunLayer, Schema, Signature, layers};

use crate::config::{Config, Word};
use crate::diagnostics::{Diagnostic, Place, Report, codes};

use super::lookup::Lookup;
use super::plugins::LoadedPlugin;
use super::{Checked, expect, inputs, outputs, steps};

/// Who writes a layer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Writer {
    /// A reader: a step may write the layer, too, for documents that do not bring it.
    Reader,
    /// A step.
    Step,
}

/// The layers met so far.
#[derive(Default)]
pub(super) struct Ground {
    pub(super) schema: Schema,
    /// For each layer, its writer and where it is named in the config.
    writers: Vec<(Writer, Place)>,
    /// For each view, where its writer is named.
    views: Vec<Place>,
    /// Layers that a step would write whose component is wrong: nothing is known of their columns.
    pub(super) ghosts: BTreeSet<String>,
    /// A step is wrong in a way that hides what it writes, so a missing layer proves nothing.
    pub(super) opaque: bool,
    /// The fields that readers and steps set.
    pub(super) fields: Vec<String>,
}

/// Checks a whole pipeline.
pub(super) fn check<'p>(
    config: Config,
    find: &Lookup<'p>,
    plugins: &[LoadedPlugin],
    report: &mut Report,
) -> Checked<'p> {
    let mut ground = Ground::default();
    let inputs: Vec<_> =
        config.inputs.iter().filter_map(|input| inputs::check(input, find, report)).collect();
    for (input, node) in inputs.iter().zip(&config.inputs) {
        ground.extend(
            &input.signature,
            &Renames::default(),
            input.reader.factory.spec().name,
            (Writer::Reader, node.node.place),
            report,
        );
    }
    let checked: Vec<_> = config
        .steps
        .iter()
        .filter_map(|step| steps::check(step, &config, find, &mut ground, report))
        .collect();
    let outputs = outputs::check(&config, find, &ground, report);
    expect::check(&config.tests, find, &ground, report);
    let plugins = plugins
        .iter()
        .filter(|loaded| config.plugins.iter().any(|plugin| plugin.name.text == loaded.name))
        .map(|loaded| (loaded.config.clone(), loaded.info.clone()))
        .collect();
    Checked { config, inputs, steps: checked, outputs, schema: ground.schema, plugins }
}

impl Ground {
    /// Whether a layer is there, or would be if a step were right.
    pub(super) fn has(&self, layer: &str) -> bool {
        self.schema.find(layer).is_some() || self.ghosts.contains(layer)
    }

    /// Whether nothing can be said about a layer that is not there.
    pub(super) fn excused(&self, layer: &str, find: &Lookup<'_>) -> bool {
        let plugin = layer.split_once('.').map(|(plugin, _)| plugin);
        self.opaque || plugin.is_some_and(|plugin| find.missing.iter().any(|name| name == plugin))
    }

    /// Adds what a component writes, and reports what collides.
    pub(super) fn extend(
        &mut self,
        signature: &Signature,
        names: &Renames,
        step: &str,
        (writer, place): (Writer, Place),
        report: &mut Report,
    ) {
        let there = |reads: &warraq_core::signature::Reads| {
            !reads.required || self.schema.find(names.input(&reads.layer)).is_some()
        };
        let complete = signature.reads.iter().all(there);
        for writes in &signature.writes {
            let schema = output_schema(writes, names);
            // What is made out of layers that are not there has nobody's columns.
            if complete {
                catalogue(&schema, step, place, report);
            }
            self.add_layer(schema, step, (writer, place), report);
        }
        for view in &signature.views {
            let name = names.output(view).to_owned();
            match self.schema.views.iter().position(|known| *known == name) {
                Some(at) => {
                    let message = format!(
                        "step {step} writes the view {name}, which an earlier step writes; rename one of them with out"
                    );
                    let first = self.views.get(at).copied();
                    report.push(
                        Diagnostic::error(codes::VIEW_TWICE, place, message)
                            .note("the first one is here", first),
                    );
                }
                None => {
                    self.schema.views.push(name);
                    self.views.push(place);
                }
            }
        }
        for field in &signature.fields_out {
            if !self.fields.contains(&field.name) {
                self.fields.push(field.name.clone());
            }
        }
    }

    fn add_layer(
        &mut self,
        schema: LayerSchema,
        step: &str,
        (writer, place): (Writer, Place),
        report: &mut Report,
    ) {
        let Some(id) = self.schema.find(&schema.name) else {
            self.schema.layers.push(RunLayer { schema, step: step.to_owned() });
            self.writers.push((writer, place));
            return;
        };
        let (Some(known), Some(owner)) =
            (self.schema.layers.get_mut(id.index()), self.writers.get_mut(id.index()))
        else {
            return;
        };
        if writer == Writer::Step && owner.0 == Writer::Step {
            let message = format!(
                "step {step} writes the layer {}, which step {} writes already; rename one of them with out",
                schema.name, known.step
            );
            report.push(
                Diagnostic::error(codes::LAYER_TWICE, place, message).note("the first one is here", owner.1),
            );
            return;
        }
        match unify(&known.schema, &schema) {
            Ok(both) => known.schema = both,
            Err(column) => {
                let message = format!(
                    "{step} writes the column {column} of the layer {} with another type than {}",
                    schema.name, known.step
                );
                report.push(
                    Diagnostic::error(codes::COLUMN_TYPE, place, message)
                        .note("the other one is here", owner.1),
                );
            }
        }
        if writer == Writer::Step {
            // Documents that do not bring the layer get it from the step.
            known.step = step.to_owned();
            *owner = (writer, place);
        }
    }

    /// Reports a layer that is read and not there.
    pub(super) fn missing(
        &self,
        step: &str,
        layer: &str,
        place: Place,
        later: Option<&str>,
        find: &Lookup<'_>,
        report: &mut Report,
    ) {
        if self.excused(layer, find) {
            return;
        }
        let writers = find.writers(layer);
        let help = match (later, writers.as_slice()) {
            (Some(later), _) => {
                format!("step {later} writes it later: move one of them with before or after")
            }
            (None, []) => {
                let names: Vec<&str> =
                    self.schema.layers.iter().map(|layer| layer.schema.name.as_str()).collect();
                match names.as_slice() {
                    [] => "no component writes it, and there are no layers so far".into(),
                    names => format!("no component writes it by default; there are {}", names.join(", ")),
                }
            }
            (None, writers) => format!("it could be written by {}", writers.join(", ")),
        };
        let names = self.schema.layers.iter().map(|layer| layer.schema.name.as_str());
        let suggestion = if later.is_none() && writers.is_empty() {
            warraq_core::suggest::suggest(layer, names)
        } else {
            None
        };
        let message = format!("step {step} reads the layer {layer}, which no earlier step writes; {help}");
        report.push(Diagnostic::error(codes::MISSING_LAYER, place, message).suggest(suggestion));
    }

    /// Checks the columns that a step reads of a layer that is there.
    pub(super) fn columns(
        &self,
        step: &str,
        layer: &str,
        columns: &[ColumnSchema],
        names: &Renames,
        place: Place,
        report: &mut Report,
    ) {
        let Some(found) = self.schema.find(layer).and_then(|id| self.schema.layer(id)) else { return };
        for column in columns {
            let wanted = match &column.ty {
                ColumnType::Row(to) => ColumnType::Row(names.input(to).to_owned()),
                other => other.clone(),
            };
            let there = found.schema.columns.iter().find(|there| there.name == column.name);
            match there {
                None if column.nullable => {}
                None => {
                    let message = format!(
                        "step {step} reads the column {} of the layer {layer}, which step {} does not write; it has {}",
                        column.name,
                        found.step,
                        column_names(&found.schema)
                    );
                    report.error(codes::MISSING_COLUMN, place, message);
                }
                Some(there) if there.ty != wanted => {
                    let message = format!(
                        "step {step} reads the column {} of the layer {layer} as {}, but step {} writes it as {}",
                        column.name,
                        wanted.describe(),
                        found.step,
                        there.ty.describe()
                    );
                    report.error(codes::COLUMN_TYPE, place, message);
                }
                Some(_) => {}
            }
        }
    }

    /// Reports a view that is not there.
    pub(super) fn view(&self, word: &Word, step: &str, report: &mut Report) {
        if self.schema.views.contains(&word.text) || self.opaque || self.ghosts.contains(&word.text) {
            return;
        }
        let views: Vec<&str> = self.schema.views.iter().map(String::as_str).collect();
        let allowed = if views.is_empty() {
            "there are none; a step such as normalize.arabic writes one under the name in out".to_owned()
        } else {
            format!("there are {}", views.join(", "))
        };
        let message = format!(
            "step {step} works on the view \"{}\", which no earlier step writes; {allowed}",
            word.text
        );
        let suggestion = warraq_core::suggest::suggest(&word.text, views);
        report.push(Diagnostic::error(codes::MISSING_VIEW, word.place, message).suggest(suggestion));
    }
}

fn column_names(schema: &LayerSchema) -> String {
    let names: Vec<&str> = schema.columns.iter().map(|column| column.name.as_str()).collect();
    if names.is_empty() { "no columns".into() } else { names.join(", ") }
}

/// A layer of the catalogue has the catalogue's columns, whoever writes it.
fn catalogue(schema: &LayerSchema, step: &str, place: Place, report: &mut Report) {
    let Some(standard) = layers::get(&schema.name) else { return };
    for column in &standard.columns {
        let found = schema.columns.iter().find(|found| found.name == column.name);
        let same =
            |found: &&ColumnSchema| std::mem::discriminant(&found.ty) == std::mem::discriminant(&column.ty);
        let problem = match found {
            Some(found) if same(&found) => continue,
            Some(found) => format!("is {}", found.ty.describe()),
            None => "is missing".to_owned(),
        };
        let message = format!(
            "step {step} writes a layer under the name {}, whose column {} {problem}; the catalogue's is {}",
            schema.name,
            column.name,
            column.ty.describe()
        );
        report.error(codes::COLUMN_TYPE, place, message);
    }
}

/// The layer that holds what both writers give; the name of a column about which they disagree is the error.
pub(super) fn unify(one: &LayerSchema, other: &LayerSchema) -> Result<LayerSchema, String> {
    let mut both = LayerSchema::new(&one.name, one.labels.union(&other.labels));
    for column in &one.columns {
        let nullable = match other.columns.iter().find(|known| known.name == column.name) {
            Some(known) if known.ty != column.ty => return Err(column.name.clone()),
            Some(known) => known.nullable || column.nullable,
            None => true,
        };
        both.columns.push(ColumnSchema { nullable, ..column.clone() });
    }
    for column in &other.columns {
        if one.column(&column.name).is_none() {
            both.columns.push(ColumnSchema { nullable: true, ..column.clone() });
        }
    }
    Ok(both)
}
