//! `warraq compile-list`: lists of phrases into one file that needs no reading.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use warraq::run::write_file;
use warraq::{Spelling, compile_lists};

use crate::commands::Ended;

/// `warraq compile-list`.
#[derive(clap::Args, Debug)]
pub struct CompileList {
    /// The lists: .tsv, .csv or .toml.
    #[arg(required = true)]
    pub lists: Vec<PathBuf>,
    /// The file that is written; the option `files` of `extract.gazetteer` names it like any other.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// The label of phrases that have none.
    #[arg(long, default_value = "MISC")]
    pub label: String,
    /// What is made alike, as in the option `spelling`.
    #[arg(long, value_enum, default_value = "loose")]
    pub spelling: Alike,
    /// Keep capital and small letters apart.
    #[arg(long)]
    pub case: bool,
}

/// What is made alike.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Alike {
    /// Marks, tatweel, presentation forms, and letters that writers confuse.
    Loose,
    /// Marks, tatweel and presentation forms.
    Bare,
    /// Nothing.
    Exact,
}

/// Compiles and writes.
///
/// # Errors
/// A list cannot be read or has a mistake, or the file cannot be written.
pub fn run(arguments: &CompileList) -> Result<Ended> {
    let read = |path: &PathBuf| {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok((path.display().to_string(), bytes))
    };
    let lists = arguments.lists.iter().map(read).collect::<Result<Vec<_>>>()?;
    let spelling = match arguments.spelling {
        Alike::Loose => Spelling::Loose,
        Alike::Bare => Spelling::Bare,
        Alike::Exact => Spelling::Exact,
    };
    let compiled =
        compile_lists(&lists, &arguments.label, spelling, !arguments.case).map_err(|e| anyhow!(e))?;
    // Whole or not there, so that a run never sees half of it.
    write_file(&arguments.output, &compiled).map_err(|e| anyhow!("cannot write {e}"))?;
    Ok(Ended::Printed(format!("{}: {} bytes\n", arguments.output.display(), compiled.len())))
}
