//! The hash that says whether two runs would give the same output for the same input.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use warraq_core::create::Asset;
use warraq_core::options::OptionKind;

use crate::config::{Isolation, StepConfig};
use crate::plan::OnError;

use super::options::with_defaults;
use super::{Checked, CheckedOutput, CheckedStep, Chosen};

/// A SHA-256 over the resolved config, component versions, files and plugins. Where documents come from and go to,
/// threads and batches are left out: they do not change what is written.
pub(super) struct Fingerprint {
    hash: Sha256,
}

impl Fingerprint {
    pub(super) fn new(checked: &Checked<'_>) -> Self {
        let mut hash = Sha256::new();
        hash.update(describe(checked).to_string());
        Self { hash }
    }

    /// Adds files, in the order in which their components are made.
    pub(super) fn assets(&mut self, assets: &[Asset]) {
        for asset in assets {
            self.hash.update((asset.bytes.len() as u64).to_le_bytes());
            self.hash.update(&asset.bytes);
        }
    }

    pub(super) fn finish(self) -> String {
        self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn describe(checked: &Checked<'_>) -> Value {
    let config = &checked.config;
    let inputs: Vec<Value> = checked
        .inputs
        .iter()
        .map(|input| {
            let unpackers: Vec<Value> = input.unpackers.iter().map(component).collect();
            json!({"unpackers": unpackers, "reader": component(&input.reader)})
        })
        .collect();
    let plugins: Vec<Value> = checked
        .plugins
        .iter()
        .map(|(config, info)| {
            let isolated = config.isolation == Isolation::Process;
            json!({"name": config.name.text, "version": info.version, "sha256": info.sha256, "isolated": isolated})
        })
        .collect();
    let fields: Vec<Value> =
        config.fields.iter().map(|(name, value)| json!([name, value.to_json()])).collect();
    json!({
        "config": 1,
        "name": config.name,
        "language": config.language,
        "max_document": config.run.max_document,
        "inputs": inputs,
        "steps": checked.steps.iter().map(|step| one_step(step, checked)).collect::<Vec<_>>(),
        "outputs": checked.outputs.iter().map(|output| one_output(output, checked)).collect::<Vec<_>>(),
        "plugins": plugins,
        "fields": fields,
    })
}

/// A component with its version and all options, defaults included; of a file the bytes count, not its name.
fn component(chosen: &Chosen<'_>) -> Value {
    let spec = chosen.factory.spec();
    let mut options = with_defaults(chosen.factory.options(), &chosen.options);
    for option in chosen.factory.options() {
        if let Some(value) = options.get_mut(option.name) {
            canonical(&option.kind, value);
        }
    }
    json!({"name": spec.name, "version": spec.version, "options": options})
}

fn canonical(kind: &OptionKind, value: &mut Value) {
    match (kind, value) {
        (OptionKind::Path, value) => *value = Value::from("file"),
        (OptionKind::Float, value) => {
            if let Some(float) = value.as_f64() {
                *value = Value::from(float);
            }
        }
        (OptionKind::List(of), Value::Array(items)) => items.iter_mut().for_each(|item| canonical(of, item)),
        (OptionKind::Table(of), Value::Object(table)) => {
            let mut sorted: Vec<(String, Value)> = std::mem::take(table).into_iter().collect();
            sorted.sort_by(|a, b| a.0.cmp(&b.0));
            for (key, mut value) in sorted {
                canonical(of, &mut value);
                table.insert(key, value);
            }
        }
        _ => {}
    }
}

fn one_step(step: &CheckedStep<'_>, checked: &Checked<'_>) -> Value {
    let config: &StepConfig = &step.config;
    let run = &checked.config.run;
    let renames = |map: &std::collections::HashMap<String, String>| {
        let mut pairs: Vec<(&String, &String)> = map.iter().filter(|(from, to)| from != to).collect();
        pairs.sort_unstable();
        pairs.into_iter().map(|(from, to)| (from.clone(), Value::from(to.as_str()))).collect::<Map<_, _>>()
    };
    let on_error = match config.on_error.unwrap_or(run.on_error) {
        OnError::DeadLetter => "dead_letter",
        OnError::SkipStep => "skip_step",
        OnError::Fail => "fail",
    };
    json!({
        "id": config.id.text,
        "component": component(&step.chosen),
        "combines": step.combines,
        "in": renames(&step.names.inputs),
        "out": renames(&step.names.outputs),
        "on": step.names.on,
        "when": config.when.as_ref().and_then(|node| node.text()),
        "languages": step.languages,
        "on_error": on_error,
    })
}

fn one_output(output: &CheckedOutput<'_>, checked: &Checked<'_>) -> Value {
    let config = &output.config;
    let name = |id| checked.schema.layer(id).map(|layer| layer.schema.name.clone());
    json!({
        "component": component(&output.chosen),
        "layers": output.layers.iter().map(|&id| name(id)).collect::<Vec<_>>(),
        "offsets": format!("{:?}", config.offsets),
        "provenance": config.provenance,
        "columns": config.columns,
    })
}
