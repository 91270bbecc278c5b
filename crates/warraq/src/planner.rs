//! From a config to a plan: components found, options checked, layers wired, and only then anything loaded.

use std::path::PathBuf;

use serde_json::{Map, Value};
use warraq_core::expr::Expr;
use warraq_core::{Entry, Factory, LayerId, Renames, Schema, Signature};

use crate::Registry;
use crate::config::{
    self, Config, Environment, OutputConfig, Overrides, PipelineSource, PluginConfig, StepConfig,
};
use crate::diagnostics::Report;
use crate::explain::Explanation;
use crate::plan::{InputPath, Plan};

mod assets;
mod condition;
mod create;
mod destination;
mod expect;
mod fingerprint;
mod inputs;
mod lookup;
mod options;
mod outputs;
mod plugins;
mod steps;
mod wire;

pub use plugins::{LoadedPlugin, NoPlugins, PluginLoader};

/// Makes plans out of configs.
pub struct Planner<'e> {
    registry: Registry,
    loader: &'e dyn PluginLoader,
    environment: Environment<'e>,
    plugins: Vec<LoadedPlugin>,
}

/// An input whose components are found and whose options are right.
pub struct CheckedInput<'p> {
    /// Where to look.
    pub paths: Vec<InputPath>,
    /// The unpackers with their options; the first one serves all names that none of the others is for.
    pub unpackers: Vec<Chosen<'p>>,
    /// The reader.
    pub reader: Chosen<'p>,
    /// What the reader writes.
    pub signature: Signature,
}

/// A component with its options as given.
pub struct Chosen<'p> {
    /// The component.
    pub factory: &'p dyn Factory,
    /// Its options as given.
    pub options: Map<String, Value>,
    /// The table that they stand in.
    pub table: config::Table,
}

/// A step whose component is found, whose options are right, and whose layers are wired.
pub struct CheckedStep<'p> {
    /// What the config says.
    pub config: StepConfig,
    /// The component and its options.
    pub chosen: Chosen<'p>,
    /// What it reads and writes, by its own names.
    pub signature: Signature,
    /// The run's names for them.
    pub names: Renames,
    /// Names of the key `in` where the component combines layers.
    pub combines: Vec<String>,
    /// The condition.
    pub when: Option<Expr>,
    /// The languages in which it runs when there is no condition; empty for all.
    pub languages: Vec<String>,
}

/// An output whose format is found and whose options are right.
pub struct CheckedOutput<'p> {
    /// What the config says.
    pub config: OutputConfig,
    /// The format and its options.
    pub chosen: Chosen<'p>,
    /// What the format reads.
    pub signature: Signature,
    /// The layers shown, in the order of records.
    pub layers: Vec<LayerId>,
}

/// A pipeline that passed every check that needs no data.
pub struct Checked<'p> {
    /// What the config says.
    pub config: Config,
    /// The inputs.
    pub inputs: Vec<CheckedInput<'p>>,
    /// The steps in their order.
    pub steps: Vec<CheckedStep<'p>>,
    /// The outputs.
    pub outputs: Vec<CheckedOutput<'p>>,
    /// All layers and views.
    pub schema: Schema,
    /// The plugins in use.
    pub plugins: Vec<(PluginConfig, LoadedPluginInfo)>,
}

/// What is known of a loaded plugin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoadedPluginInfo {
    /// Its version.
    pub version: String,
    /// The hash of its file.
    pub sha256: String,
    /// Its licence.
    pub licence: String,
}

/// A plan with what is said about it.
pub struct Planned {
    /// What a run needs.
    pub plan: Plan,
    /// What the plan does, for people.
    pub explanation: Explanation,
    /// What the config says.
    pub config: Config,
    /// Warnings.
    pub report: Report,
}

impl<'e> Planner<'e> {
    /// Plans with these components, without plugins and without an environment.
    #[must_use]
    pub fn new(registry: Registry) -> Self {
        Self { registry, loader: &NoPlugins, environment: &|_| None, plugins: Vec::new() }
    }

    /// Plans with plugins.
    #[must_use]
    pub fn with_loader(mut self, loader: &'e dyn PluginLoader) -> Self {
        self.loader = loader;
        self
    }

    /// Plans with variables of the environment for `[vars]`.
    #[must_use]
    pub fn with_environment(mut self, environment: Environment<'e>) -> Self {
        self.environment = environment;
        self
    }

    /// The components that pipelines can name, those of plugins loaded so far included.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Loads the plugins that a pipeline lists, and looks at nothing else of it; one that is broken does not keep the
    /// others away. The findings are those of the text and of the plugins; `None` when there is no text.
    pub fn load_plugins(
        &mut self,
        pipeline: &PipelineSource,
        overrides: &Overrides,
    ) -> (Option<&Registry>, Report) {
        let mut report = Report::default();
        let Some(config) = config::load(pipeline, overrides, self.environment, &mut report) else {
            return (None, report);
        };
        plugins::load(self, &config, overrides.no_plugins, &mut report);
        (Some(&self.registry), report)
    }

    /// Checks everything that can be known without reading data. The first value is `None` when there are errors.
    pub fn check(
        &mut self,
        pipeline: &PipelineSource,
        overrides: &Overrides,
    ) -> (Option<Checked<'_>>, Report) {
        let mut report = Report::default();
        let checked = self.checked(pipeline, overrides, &mut report);
        (checked.filter(|_| !report.has_errors()), report)
    }

    fn checked(
        &mut self,
        pipeline: &PipelineSource,
        overrides: &Overrides,
        report: &mut Report,
    ) -> Option<Checked<'_>> {
        let config = config::load(pipeline, overrides, self.environment, report)?;
        let missing = plugins::load(self, &config, overrides.no_plugins, report);
        let find = lookup::Lookup { registry: &self.registry, missing };
        Some(wire::check(config, &find, &self.plugins, report))
    }

    /// Makes a plan: checks, reads the files that options name, and makes every component.
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    pub fn plan(&mut self, pipeline: &PipelineSource, overrides: &Overrides) -> Result<Planned, Report> {
        let (checked, mut report) = self.check(pipeline, overrides);
        let Some(checked) = checked else { return Err(report) };
        let made = create::create(&checked, &mut report);
        let explanation =
            Explanation::new(&checked, &report, made.as_ref().map(|made| made.fingerprint.as_str()));
        match made {
            Some(plan) => Ok(Planned { plan, explanation, config: checked.config, report }),
            None => Err(report),
        }
    }
}

impl Registry {
    /// These components only.
    #[must_use]
    pub fn of(entries: Vec<Entry>) -> Self {
        let mut registry = Self::empty();
        registry.add(entries);
        registry
    }
}

/// A path with what it is relative to.
fn input_path(word: &config::Word, report: &Report) -> InputPath {
    let resolved = match word.text.as_str() {
        "-" => PathBuf::from("-"),
        path => config::resolve(path, word.place, report),
    };
    InputPath { given: word.text.clone(), resolved }
}
