//! From a TOML file to a checked description of a pipeline: every mistake is found in one pass.

use std::path::{Path, PathBuf};

use warraq_core::{FieldValue, OffsetUnit};

use crate::diagnostics::{Place, Report};
use crate::plan::{Compression, OnError, RunSettings};

pub mod expect;
mod fields;
mod json_schema;
mod keys;
mod load;
pub(crate) mod merge;
pub(crate) mod order;
pub mod overrides;
mod presets;
mod read;
pub(crate) mod strings;
pub(crate) mod tables;
pub mod tree;
pub(crate) mod units;
pub mod vars;

pub use json_schema::json_schema;
pub use merge::Merged;
pub use overrides::Overrides;
pub use presets::{PRESETS, Preset, preset};
pub use tree::{Node, Table};
pub use vars::Environment;

pub use load::load;

/// The name of a pipeline that has none.
const NAME: &str = "pipeline";

/// Where a pipeline is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PipelineSource {
    /// In a file.
    File(PathBuf),
    /// In a preset that is compiled in: `news-ar`.
    Preset(String),
    /// In memory.
    Text {
        /// What it is called in messages.
        name: String,
        /// The TOML.
        text: String,
        /// What its relative paths are relative to.
        directory: PathBuf,
    },
}

impl PipelineSource {
    /// From a word of the command line: `preset:NAME` or a path.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match word.strip_prefix("preset:") {
            Some(name) => Self::Preset(name.to_owned()),
            None => Self::File(Path::new(word).to_owned()),
        }
    }
}

/// A string with its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Word {
    /// The string.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// A new name for a layer or view.
#[derive(Clone, PartialEq, Debug)]
pub struct Rename {
    /// The component's name for it.
    pub role: Word,
    /// The run's name for it.
    pub name: Word,
}

/// The key `in`.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum StepIn {
    /// Not given.
    #[default]
    Same,
    /// A name or a list of names.
    Names(Vec<Word>),
    /// A table.
    Renamed(Vec<Rename>),
}

/// The key `out`.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum StepOut {
    /// Not given.
    #[default]
    Same,
    /// A name.
    Name(Word),
    /// A table.
    Renamed(Vec<Rename>),
}

/// A `[[step]]`.
#[derive(Clone, PartialEq, Debug)]
pub struct StepConfig {
    /// The id.
    pub id: Word,
    /// The component.
    pub component: Word,
    /// The step's table.
    pub node: Node,
    /// The component's options.
    pub options: Table,
    /// What it reads under other names.
    pub inputs: StepIn,
    /// What it writes under other names.
    pub outputs: StepOut,
    /// The view that it works on.
    pub on: Option<Word>,
    /// The condition.
    pub when: Option<Node>,
    /// A document's time.
    pub timeout: Option<std::time::Duration>,
    /// What becomes of a document on which it fails.
    pub on_error: Option<OnError>,
    /// The step that it goes before.
    pub before: Option<Word>,
    /// The step that it goes behind.
    pub after: Option<Word>,
    /// Whether it runs at all.
    pub enabled: bool,
}

/// An `[[input]]`.
#[derive(Clone, PartialEq, Debug)]
pub struct InputConfig {
    /// The input's table.
    pub node: Node,
    /// The unpacker or reader.
    pub component: Option<Word>,
    /// The reader.
    pub read: Option<Word>,
    /// Where to look.
    pub paths: Vec<Word>,
    /// The options of unpacker and reader.
    pub options: Table,
}

/// The layers of an output.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Shown {
    /// All but `word`.
    #[default]
    Default,
    /// All.
    All,
    /// These.
    Named(Vec<Word>),
}

/// An `[[output]]`.
#[derive(Clone, PartialEq, Debug)]
pub struct OutputConfig {
    /// The output's table.
    pub node: Node,
    /// The format.
    pub component: Option<Word>,
    /// Where it goes; `None` is standard output.
    pub path: Option<Word>,
    /// The layers shown.
    pub layers: Shown,
    /// The unit of offsets.
    pub offsets: OffsetUnit,
    /// Whether rows carry `rule` and `step`.
    pub provenance: bool,
    /// Whether layers are written as column arrays.
    pub columns: bool,
    /// The compression, where it is given.
    pub compression: Option<Compression>,
    /// The format's options.
    pub options: Table,
}

/// How a plugin is run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Isolation {
    /// In this process.
    #[default]
    None,
    /// In a worker process.
    Process,
}

/// A `[plugins.NAME]`.
#[derive(Clone, PartialEq, Debug)]
pub struct PluginConfig {
    /// The name, which stands before the names of its components.
    pub name: Word,
    /// The file as given.
    pub path: Word,
    /// The file.
    pub resolved: PathBuf,
    /// The hash that the file must have, in lower case.
    pub sha256: Option<Word>,
    /// How it is run.
    pub isolation: Isolation,
    /// How often its workers may be opened anew in a run.
    pub max_restarts: u64,
}

/// A `[[test]]`.
#[derive(Clone, PartialEq, Debug)]
pub struct TestConfig {
    /// What it shows.
    pub name: Word,
    /// The text that is processed.
    pub text: Word,
    /// The document's fields.
    pub fields: Vec<(String, FieldValue)>,
    /// The rows expected of layers.
    pub expect: Vec<expect::LayerExpect>,
    /// Whether a step is expected to drop the document.
    pub drops: bool,
    /// The test's table.
    pub node: Node,
}

/// A pipeline as its file, preset, profile and flags describe it.
#[derive(Clone, PartialEq, Debug)]
pub struct Config {
    /// The name.
    pub name: String,
    /// The default language.
    pub language: Option<String>,
    /// How the run goes.
    pub run: RunSettings,
    /// Where the journal is kept that `--resume` reads.
    pub state: Option<PathBuf>,
    /// Where failed documents are kept.
    pub dead_letter: Option<PathBuf>,
    /// The plugins.
    pub plugins: Vec<PluginConfig>,
    /// The inputs.
    pub inputs: Vec<InputConfig>,
    /// The steps in their final order, without those switched off.
    pub steps: Vec<StepConfig>,
    /// The outputs.
    pub outputs: Vec<OutputConfig>,
    /// The tests.
    pub tests: Vec<TestConfig>,
    /// Fields that the command line sets.
    pub fields: Vec<(String, FieldValue)>,
    /// Everything that the text says, with places.
    pub merged: Merged,
}

/// A path as its source means it: relative to the file that it is written in, or to the working directory.
#[must_use]
pub fn resolve(path: &str, place: Place, report: &Report) -> PathBuf {
    match report.sources.get(place.source) {
        Some(source) => source.directory.join(path),
        None => PathBuf::from(path),
    }
}
