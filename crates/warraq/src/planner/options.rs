//! A component's options: checked against what it declares, and errors of components turned into places.

use serde_json::{Map, Value};
use warraq_core::options::{OptionSpec, validate};
use warraq_core::suggest::suggest;
use warraq_core::{Error, Factory};

use crate::config::Table;
use crate::config::tree::Node;
use crate::diagnostics::{Diagnostic, Place, Report, codes};

/// The table of options that stands somewhere.
#[derive(Clone, Copy)]
pub(super) struct Given<'t> {
    /// The options.
    pub(super) table: &'t Table,
    /// The component's name in the config, for what has no place of its own.
    pub(super) at: Place,
    /// Keys of the engine at this place, which may have been meant.
    pub(super) engine: &'static [&'static str],
}

/// Checks options and reports every mistake. Gives the options without those that are wrong.
pub(super) fn check(
    factory: &dyn Factory,
    given: Given<'_>,
    report: &mut Report,
) -> (Map<String, Value>, bool) {
    let mut options = given.table.to_json();
    let errors = validate(factory.options(), &options);
    let good = errors.is_empty();
    for error in errors {
        if let Some(wrong) = error.option.first() {
            options.remove(wrong);
        }
        wrong(factory, given, &error, report);
    }
    (options, good)
}

fn wrong(factory: &dyn Factory, given: Given<'_>, error: &Error, report: &mut Report) {
    let name = factory.spec().name;
    let known = |key: &String| factory.options().iter().any(|option| option.name == key);
    let (code, place) = match error.option.first() {
        None => (codes::MISSING_OPTION, given.at),
        Some(key) if known(key) => (codes::BAD_OPTION, place(given, &error.option)),
        Some(key) => {
            let place = given.table.entry(key).map_or(given.at, |entry| entry.place);
            (codes::UNKNOWN_OPTION, place)
        }
    };
    let engine = || match (code == codes::UNKNOWN_OPTION, error.option.first()) {
        (true, Some(key)) => suggest(key, given.engine.iter().copied()).map(str::to_owned),
        _ => None,
    };
    let suggestion = error.suggestion.clone().or_else(engine);
    report.push(Diagnostic::error(code, place, format!("{name}: {}", error.message)).suggest(suggestion));
}

/// Reports what a component says about its set-up, with the caret on the option that it names.
pub(super) fn refused(name: &str, given: Given<'_>, error: &Error, report: &mut Report) {
    let place = if error.option.is_empty() { given.at } else { place(given, &error.option) };
    let finding = Diagnostic::error(codes::REFUSED, place, format!("{name}: {}", error.message));
    report.push(finding.suggest(error.suggestion.clone()));
}

/// The place of an option, as far as its path can be followed.
fn place(given: Given<'_>, path: &[String]) -> Place {
    let Some((first, rest)) = path.split_first() else { return given.at };
    given.table.get(first).map_or(given.at, |node: &Node| node.follow(rest).place)
}

/// All options with their defaults, as one table: what the component sees.
pub(super) fn with_defaults(specs: &[OptionSpec], given: &Map<String, Value>) -> Map<String, Value> {
    let mut all = Map::new();
    for option in specs {
        let default = || serde_json::from_str(option.default).ok();
        if let Some(value) = given.get(option.name).cloned().or_else(default) {
            all.insert(option.name.to_owned(), value);
        }
    }
    all
}
