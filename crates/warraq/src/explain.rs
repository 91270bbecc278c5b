//! What a pipeline does, for people: steps, reads, writes, options with their origins, plugins, models.

mod text;
mod toml;

use serde_json::Value;
use warraq_core::{Factory, Kind, Schema};

use crate::config::{Node, StepConfig};
use crate::diagnostics::Report;
use crate::planner::{Checked, CheckedStep, Chosen};

/// Where a value comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The component's default.
    Default,
    /// A preset, a file or a flag, with its line.
    Given(String),
}

/// An option with its value and origin.
#[derive(Clone, PartialEq, Debug)]
pub struct ExplainedOption {
    /// The key.
    pub name: String,
    /// The value.
    pub value: Value,
    /// Where it comes from.
    pub origin: Origin,
}

/// One component of the plan.
#[derive(Clone, PartialEq, Debug)]
pub struct Explained {
    /// The step's id, or the component's name at the two ends.
    pub id: String,
    /// The component.
    pub component: String,
    /// The component's version.
    pub version: String,
    /// The component's kind.
    pub kind: Kind,
    /// What it does, in one line.
    pub summary: String,
    /// The plugin that it comes from.
    pub plugin: Option<String>,
    /// Where the config names it.
    pub origin: String,
    /// The layers that it reads, by the run's names; `?` behind one that is read only if present and is not there.
    pub reads: Vec<String>,
    /// The layers that it writes, or shows.
    pub writes: Vec<String>,
    /// The views that it writes.
    pub views: Vec<String>,
    /// The fields that it sets.
    pub fields: Vec<String>,
    /// The view that it works on.
    pub on: Option<String>,
    /// When it runs, in words.
    pub condition: Option<String>,
    /// The options.
    pub options: Vec<ExplainedOption>,
    /// The models and data that it carries, each with its licence.
    pub data: Vec<String>,
}

/// A plugin of the plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExplainedPlugin {
    /// The name in the config.
    pub name: String,
    /// The file as given.
    pub path: String,
    /// The version.
    pub version: String,
    /// The licence.
    pub licence: String,
    /// The hash of the file.
    pub sha256: String,
}

/// What a pipeline does.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// The pipeline's name.
    pub name: String,
    /// Its default language.
    pub language: Option<String>,
    /// Its fingerprint, where the plan was made.
    pub fingerprint: Option<String>,
    /// Unpackers and readers.
    pub inputs: Vec<Explained>,
    /// The paths of each input.
    pub paths: Vec<Vec<String>>,
    /// The steps.
    pub steps: Vec<Explained>,
    /// The formats.
    pub outputs: Vec<Explained>,
    /// Where each output goes.
    pub destinations: Vec<String>,
    /// The settings of `[run]`.
    pub run: Vec<ExplainedOption>,
    /// The plugins.
    pub plugins: Vec<ExplainedPlugin>,
    /// The whole pipeline as one file that runs.
    pub toml: String,
}

impl Explanation {
    /// Explains a checked pipeline.
    #[must_use]
    pub fn new(checked: &Checked<'_>, report: &Report, fingerprint: Option<&str>) -> Self {
        let config = &checked.config;
        let inputs = checked.inputs.iter().zip(&config.inputs).flat_map(|(input, given)| {
            let origin = report.sources.describe(given.node.place);
            let parts = input.unpackers.iter().take(1).chain([&input.reader]);
            parts
                .map(move |chosen| base(chosen, chosen.factory.spec().name, origin.clone(), report))
                .collect::<Vec<_>>()
        });
        let mut inputs: Vec<Explained> = inputs.collect();
        let readers = inputs.iter_mut().filter(|part| part.kind == Kind::Reader);
        for (part, input) in readers.zip(&checked.inputs) {
            part.writes = input.signature.writes.iter().map(|layer| layer.name.clone()).collect();
            part.fields = input.signature.fields_out.iter().map(|field| field.name.clone()).collect();
        }
        Self {
            name: config.name.clone(),
            language: config.language.clone(),
            fingerprint: fingerprint.map(str::to_owned),
            inputs,
            paths: checked
                .inputs
                .iter()
                .map(|input| input.paths.iter().map(|path| path.given.clone()).collect())
                .collect(),
            steps: checked.steps.iter().map(|step| explain_step(step, &checked.schema, report)).collect(),
            outputs: outputs(checked, report),
            destinations: config
                .outputs
                .iter()
                .map(|output| output.path.as_ref().map_or("standard output", |path| &path.text).to_owned())
                .collect(),
            run: given_options(&config.merged.run, report),
            plugins: plugins(checked),
            toml: toml::write(checked, report),
        }
    }

    /// The explanation for people.
    #[must_use]
    pub fn to_text(&self) -> String {
        text::render(self)
    }
}

fn outputs(checked: &Checked<'_>, report: &Report) -> Vec<Explained> {
    let explain = |output: &crate::planner::CheckedOutput<'_>| {
        let origin = report.sources.describe(output.config.node.place);
        let mut part = base(&output.chosen, output.chosen.factory.spec().name, origin, report);
        let name = |id: &_| checked.schema.layer(*id).map(|layer| layer.schema.name.clone());
        part.writes = output.layers.iter().filter_map(name).collect();
        part
    };
    checked.outputs.iter().map(explain).collect()
}

fn plugins(checked: &Checked<'_>) -> Vec<ExplainedPlugin> {
    let plugin =
        |(config, info): &(crate::config::PluginConfig, crate::planner::LoadedPluginInfo)| ExplainedPlugin {
            name: config.name.text.clone(),
            path: config.path.text.clone(),
            version: info.version.clone(),
            licence: info.licence.clone(),
            sha256: info.sha256.clone(),
        };
    checked.plugins.iter().map(plugin).collect()
}

fn given_options(table: &crate::config::Table, report: &Report) -> Vec<ExplainedOption> {
    let option = |entry: &crate::config::tree::Entry| ExplainedOption {
        name: entry.key.clone(),
        value: entry.value.to_json(),
        origin: Origin::Given(report.sources.describe(entry.value.place)),
    };
    table.entries.iter().map(option).collect()
}

fn base(chosen: &Chosen<'_>, id: &str, origin: String, report: &Report) -> Explained {
    let factory: &dyn Factory = chosen.factory;
    let spec = factory.spec();
    let options = factory.options().iter().filter_map(|option| {
        let given: Option<&Node> = chosen.table.get(option.name);
        let (value, origin) = match given {
            Some(node) => (node.to_json(), Origin::Given(report.sources.describe(node.place))),
            None => (serde_json::from_str(option.default).ok()?, Origin::Default),
        };
        Some(ExplainedOption { name: option.name.to_owned(), value, origin })
    });
    Explained {
        id: id.to_owned(),
        component: spec.name.to_owned(),
        version: spec.version.to_owned(),
        kind: factory.kind(),
        summary: spec.summary.to_owned(),
        plugin: factory.plugin().map(str::to_owned),
        origin,
        reads: Vec::new(),
        writes: Vec::new(),
        views: Vec::new(),
        fields: Vec::new(),
        on: None,
        condition: None,
        options: options.collect(),
        data: spec.data.iter().map(|&line| line.to_owned()).collect(),
    }
}

fn explain_step(step: &CheckedStep<'_>, schema: &Schema, report: &Report) -> Explained {
    let config: &StepConfig = &step.config;
    let origin = report.sources.describe(config.node.place);
    let mut part = base(&step.chosen, &config.id.text, origin, report);
    let names = &step.names;
    let read = |layer: &str| {
        let name = names.input(layer);
        if schema.find(name).is_some() { name.to_owned() } else { format!("{name}?") }
    };
    part.reads = step.signature.reads.iter().map(|reads| read(&reads.layer)).collect();
    part.writes = step.signature.writes.iter().map(|layer| names.output(&layer.name).to_owned()).collect();
    part.views = step.signature.views.iter().map(|view| names.output(view).to_owned()).collect();
    part.fields = step.signature.fields_out.iter().map(|field| field.name.clone()).collect();
    part.on.clone_from(&names.on);
    part.condition = match &config.when {
        Some(when) => when.text().map(|when| format!("when {when}")),
        None if step.languages.is_empty() => None,
        None => Some(format!("where language is {} or und", step.languages.join(", "))),
    };
    part
}
