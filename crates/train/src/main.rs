//! The trainer of the models.

mod clusters;
mod conllu;
mod corpus;
mod entities;
mod events;
mod lexicon;
mod statements;
mod words;

use anyhow::Result;
use clap::Parser;

/// Trains Warraq's models and compiles its lexicon
#[derive(Parser, Debug)]
#[command(version)]
enum Command {
    /// Compile the lexicon of inflected forms
    Lexicon(lexicon::Options),
    /// Learn classes of words from plain texts, for the entity model
    Clusters(clusters::Options),
    /// Train the entity model and score it
    Entities(entities::Options),
    /// Learn how sure events are, and measure them on gold data
    Events(events::Options),
    /// Learn which words report speech
    Statements(statements::Options),
    /// Train the word analysis and score it by cross-validation
    Words(words::Options),
    /// Compare the words of a pipeline with a treebank, both CoNLL-U
    Score(words::Score),
}

fn main() -> Result<()> {
    match Command::parse() {
        Command::Lexicon(options) => lexicon::run(&options),
        Command::Clusters(options) => clusters::run(&options),
        Command::Entities(options) => entities::run(&options),
        Command::Events(options) => events::run(&options),
        Command::Statements(options) => statements::run(&options),
        Command::Words(options) => words::run(&options),
        Command::Score(options) => words::score(&options),
    }
}
