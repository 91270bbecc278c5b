//! The command line.

use clap::{Args, Parser, Subcommand};

use crate::progress::Mode;
use crate::style::When;

/// Documents in, structured data out.
///
/// Warraq takes documents through a pipeline of components (readers, tokenizers, extractors, output formats) that one
/// TOML file composes. Without a file it runs `preset:news-ar`: Arabic news to sentences, tokens, words, entities, dates,
/// numbers, quantities and statements, each pointing at the right letters of the original.
#[derive(Parser, Debug)]
#[command(name = "warraq", version, max_term_width = 100, after_help = AFTER)]
pub struct Cli {
    /// When to colour.
    #[arg(long, global = true, value_enum, default_value = "auto")]
    pub color: When,
    /// How mistakes in a pipeline are shown.
    #[arg(long, global = true, value_enum, default_value = "text")]
    pub error_format: ErrorFormat,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const AFTER: &str = "Exit status: 0 finished; 1 failed; 2 wrong config or arguments; 3 more documents died than \
run.max_errors allows; 130 interrupted.";

/// How mistakes are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum ErrorFormat {
    /// With the source line and carets.
    Text,
    /// One JSON object for each.
    Json,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Run a pipeline over files, directories, patterns or standard input.
    #[command(after_help = "Examples:\n  warraq run article.txt --field published=2024-03-03\n  \
        warraq run crawl/ -o out/records.jsonl.zst\n  cat docs.jsonl | warraq run - --layers entity,time\n  \
        warraq run -p my.toml --set step.number.vague=false")]
    Run(Run),
    /// Check a pipeline: everything that can be known without reading data.
    Check(Check),
    /// Show one document step by step: what each step added, its time, its status.
    Inspect(Inspect),
    /// Show the plan of a pipeline (steps, layers, options with their origin), or explain an error code.
    Explain(Explain),
    /// List components, layers, formats or presets.
    List(List),
    /// Show one component, layer or preset, or `all` of the reference.
    Show(Show),
    /// Make a project: a pipeline, documents, tests that hold, a schema for editors.
    #[command(after_help = "Example:\n  warraq new demo && cd demo && warraq test && warraq run")]
    New(New),
    /// Run the tests of a pipeline: its `[[test]]`s.
    #[command(after_help = "A test in a pipeline file:\n  [[test]]\n  name = \"a weekday is a date\"\n  \
        text = \"وصل الوفد يوم الاثنين.\"\n  fields = { published = \"2025-02-04\" }\n  \
        expect.time = [{ text = \"يوم الاثنين\", value = \"2025-02-03\" }]")]
    Test(Test),
    /// Score a pipeline, or records that are there, against gold records: precision, recall, F1.
    #[command(after_help = "Examples:\n  warraq eval gold/ --show 20\n  \
        warraq eval -p my.toml gold.jsonl --layer time --min time.f1=0.8\n  \
        warraq eval gold/ --records out/records.jsonl --errors mistakes.html")]
    Eval(Eval),
    /// Compile lists for `extract.gazetteer` into one file that is used as it lies there.
    #[command(after_help = "Example:\n  warraq compile-list places.tsv people.csv -o names.list")]
    CompileList(crate::lists::CompileList),
    /// Print the JSON Schema of pipeline files, for editors.
    Schema,
    /// Make, look at, check, list and lock plugins.
    Plugin(crate::plugin::Plugin),
}

/// Which pipeline, and what the command line changes in it.
#[derive(Args, Debug, Default)]
pub struct Pipeline {
    /// A pipeline file or `preset:NAME` [default: warraq.toml if it is there, else preset:news-ar].
    #[arg(short, long, value_name = "PIPELINE")]
    pub pipeline: Option<String>,
    /// Lay a profile of the file over it.
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Set one value, as in `--set step.number.vague=false` or `--set run.memory=128MiB`.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Set a field of every document, as in `--field published=2020-12-30`.
    #[arg(long, value_name = "NAME=VALUE")]
    pub field: Vec<String>,
    /// Run without third-party code.
    #[arg(long)]
    pub no_plugins: bool,
}

/// `warraq run`.
#[derive(Args, Debug)]
pub struct Run {
    /// Files, directories, patterns, or `-` for standard input; in place of `[[input]]`.
    pub inputs: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub pipeline: Pipeline,
    /// A file or a directory; in place of `[[output]]` [default: standard output].
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<String>,
    /// The output format [default: by OUT's ending, else jsonl].
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Worker threads [default: one for each core].
    #[arg(long, value_name = "N")]
    pub threads: Option<u64>,
    /// Documents in a batch [default: about 256 KiB].
    #[arg(long, value_name = "N")]
    pub batch: Option<u64>,
    /// Stop after so many input items.
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,
    /// The unit of offsets: byte, char or utf16.
    #[arg(long, value_name = "UNIT")]
    pub offsets: Option<String>,
    /// The layers that are written, with commas between them, or `all`.
    #[arg(long, value_name = "LAYERS")]
    pub layers: Option<String>,
    /// How progress is shown.
    #[arg(long, value_enum, default_value = "auto")]
    pub progress: Mode,
    /// Show nothing but errors that end the run.
    #[arg(long)]
    pub quiet: bool,
    /// Write the account and the steps' times as JSON.
    #[arg(long, value_name = "FILE")]
    pub metrics: Option<std::path::PathBuf>,
}

/// `warraq check`.
#[derive(Args, Debug)]
pub struct Check {
    /// The pipeline file [default: as for run].
    pub file: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub pipeline: Pipeline,
}

/// `warraq inspect`.
#[derive(Args, Debug)]
pub struct Inspect {
    /// The document, or `-` for standard input.
    pub file: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub pipeline: Pipeline,
}

/// `warraq explain`.
#[derive(Args, Debug)]
pub struct Explain {
    /// An error code such as E0102; without one, the pipeline is explained.
    pub code: Option<String>,
    /// Print the whole pipeline, presets and flags included, as one file that runs.
    #[arg(long)]
    pub toml: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub pipeline: Pipeline,
}

/// `warraq list`.
#[derive(Args, Debug)]
pub struct List {
    /// What to list.
    #[arg(value_enum, default_value = "components")]
    pub what: What,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub of: OfPlugins,
}

/// Whose plugins count among what is listed and shown.
#[derive(Args, Debug, Default)]
pub struct OfPlugins {
    /// The pipeline whose plugins' components are there too [default: warraq.toml if it is there].
    #[arg(short, long, value_name = "PIPELINE")]
    pub pipeline: Option<String>,
    /// Without third-party code.
    #[arg(long)]
    pub no_plugins: bool,
}

/// What can be listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum What {
    /// All components by kind.
    Components,
    /// The layer catalogue.
    Layers,
    /// The output formats.
    Formats,
    /// The pipelines that are built in.
    Presets,
}

/// `warraq show`.
#[derive(Args, Debug)]
pub struct Show {
    /// A component, a layer, `preset:NAME`, or `all`.
    pub name: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub of: OfPlugins,
}

/// `warraq test`.
#[derive(Args, Debug)]
pub struct Test {
    /// The pipeline file [default: as for run].
    pub file: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub pipeline: Pipeline,
    /// Only tests whose name has this in it.
    #[arg(long, value_name = "WORDS")]
    pub only: Option<String>,
    /// Print the results as JSON.
    #[arg(long)]
    pub json: bool,
    /// Write the results as JUnit XML, for CI.
    #[arg(long, value_name = "FILE")]
    pub junit: Option<std::path::PathBuf>,
}

/// `warraq new`.
#[derive(Args, Debug)]
pub struct New {
    /// The folder, which is made where it is not there.
    #[arg(value_name = "DIR")]
    pub folder: std::path::PathBuf,
}

/// `warraq eval`.
#[derive(Args, Debug)]
pub struct Eval {
    /// Gold records: files (.json, .jsonl) or directories of them.
    #[arg(required = true, value_name = "GOLD")]
    pub gold: Vec<std::path::PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub pipeline: Pipeline,
    /// Score these records (jsonl or json); no pipeline runs.
    #[arg(long, value_name = "FILE")]
    pub records: Option<std::path::PathBuf>,
    /// Score this layer, several times for several [default: entity, time, number, quantity, statement].
    #[arg(long, value_name = "LAYER")]
    pub layer: Vec<String>,
    /// The least that a score must be, as in `--min entity.f1=0.8`; exit status 1 below.
    #[arg(long, value_name = "SCORE=SHARE")]
    pub min: Vec<String>,
    /// Show so many mistakes.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub show: usize,
    /// Write a page with all mistakes.
    #[arg(long, value_name = "FILE.html")]
    pub errors: Option<std::path::PathBuf>,
    /// Print the scores as JSON, unrounded.
    #[arg(long)]
    pub json: bool,
    /// Worker threads [default: one for each core].
    #[arg(long, value_name = "N")]
    pub threads: Option<u64>,
}
