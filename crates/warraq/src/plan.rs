//! A plan: every component made, every layer wired, nothing read yet.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use warraq_core::expr::Expr;
use warraq_core::{
    FieldValue, LayerId, OpenEncoder, OpenProcessor, OpenReader, OpenStream, OutputSettings, Schema, Symbols,
    Wiring,
};

/// Everything that a run needs.
pub struct Plan {
    /// The pipeline's name.
    pub name: String,
    /// The pipeline's default language.
    pub language: Option<String>,
    /// The hash of config, component versions, plugins and models.
    pub fingerprint: String,
    /// All layers and views.
    pub schema: Arc<Schema>,
    /// The frozen symbols.
    pub symbols: Arc<Symbols>,
    /// How the run goes.
    pub settings: RunSettings,
    /// Where documents come from, in order.
    pub inputs: Vec<PlanInput>,
    /// What is done to them, in order.
    pub steps: Vec<PlanStep>,
    /// Where they go.
    pub outputs: Vec<PlanOutput>,
    /// Where failed documents are kept; `None` counts and names them only.
    pub dead_letter: Option<PathBuf>,
    /// Fields that the command line sets on every document.
    pub fields: Vec<(String, FieldValue)>,
}

/// How a run goes: `[run]`.
#[derive(Clone, PartialEq, Debug)]
pub struct RunSettings {
    /// Worker threads.
    pub threads: usize,
    /// Bytes in flight; readers block above.
    pub memory: u64,
    /// The largest item, decompressed, and the largest text.
    pub max_document: u64,
    /// The number of documents in a batch; `None` for batches of about 256 KiB.
    pub batch: Option<usize>,
    /// A document's time in one step.
    pub timeout: Option<Duration>,
    /// What becomes of a document on which a step fails.
    pub on_error: OnError,
    /// How many documents may die before the run counts as failed.
    pub max_errors: MaxErrors,
    /// Stop after so many items.
    pub limit: Option<u64>,
}

impl Default for RunSettings {
    fn default() -> Self {
        Self {
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            memory: 1 << 30,
            max_document: 8 << 20,
            batch: None,
            timeout: None,
            on_error: OnError::DeadLetter,
            max_errors: MaxErrors::Share(0.01),
            limit: None,
        }
    }
}

/// What becomes of a document on which a step fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OnError {
    /// It goes to the dead letters.
    DeadLetter,
    /// It goes on without what the step would have given, as `partial`.
    SkipStep,
    /// The run ends.
    Fail,
}

/// How many documents may die.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum MaxErrors {
    /// So many.
    Count(u64),
    /// This share of those read, judged after 1,000 documents and at the end.
    Share(f64),
}

/// Where documents come from.
pub struct PlanInput {
    /// Files, directories, globs; `-` is standard input.
    pub paths: Vec<InputPath>,
    /// The unpackers that may be chosen by the ending of a name; the first one serves all other names.
    pub unpackers: Vec<PlanUnpacker>,
    /// The reader's name.
    pub reader_name: String,
    /// The reader.
    pub reader: Arc<dyn OpenReader>,
    /// What the reader writes.
    pub wiring: Arc<Wiring>,
    /// How often the reader may break.
    pub patience: Patience,
}

/// A path of an input: as written, and resolved against the config file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InputPath {
    /// As the config or the command line gives it; `-` is standard input.
    pub given: String,
    /// The pattern or path to look for.
    pub resolved: PathBuf,
}

/// An unpacker of an input.
pub struct PlanUnpacker {
    /// The component's name.
    pub name: String,
    /// The endings of names that choose it, without the dot, compression left out.
    pub endings: Vec<String>,
    /// The component.
    pub unpacker: Arc<dyn OpenStream>,
}

/// What is done to documents.
pub struct PlanStep {
    /// The step's id.
    pub id: String,
    /// The component's name.
    pub component: String,
    /// The component.
    pub processor: Arc<dyn OpenProcessor>,
    /// What it reads and writes.
    pub wiring: Arc<Wiring>,
    /// The condition under which it runs.
    pub when: Option<Expr>,
    /// The languages in which it runs when there is no condition; empty for all.
    pub languages: Vec<String>,
    /// A document's time in it.
    pub timeout: Option<Duration>,
    /// What becomes of a document on which it fails.
    pub on_error: OnError,
    /// How often it may break.
    pub patience: Patience,
}

/// How often workers that panicked are opened anew before the run ends: for each plugin, or for each built-in component.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Patience {
    /// The plugin that the component comes from.
    pub plugin: Option<String>,
    /// How often workers may be opened anew in a run, all together.
    pub max_restarts: u64,
}

/// Where documents go.
pub struct PlanOutput {
    /// The component's name.
    pub component: String,
    /// The format.
    pub encoder: Arc<dyn OpenEncoder>,
    /// The place.
    pub destination: Destination,
    /// How the bytes are compressed.
    pub compression: Compression,
    /// The layers shown, in the order of records.
    pub layers: Vec<LayerId>,
    /// How documents are shown.
    pub settings: OutputSettings,
    /// How often the format may break.
    pub patience: Patience,
}

/// The place of an output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Destination {
    /// Standard output.
    Stdout,
    /// One file for all documents.
    File(PathBuf),
    /// A file for each document: the directory, and the template of the rest of the path (`{doc.id}.html`).
    Each {
        /// The literal prefix, which no document's path can leave.
        directory: PathBuf,
        /// The rest, with `{doc.FIELD}` in it.
        template: String,
    },
}

/// How an output's bytes are compressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Compression {
    /// Not at all.
    None,
    /// As independent gzip members.
    Gzip,
    /// As independent zstd frames.
    Zstd,
}
