//! The files that options of kind path name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use warraq_core::Factory;
use warraq_core::create::Asset;
use warraq_core::options::OptionKind;

use crate::config::tree::{Data, Node};
use crate::config::{Table, resolve};
use crate::diagnostics::{Place, Report, codes};

/// A path in an option.
pub(super) struct PathOption {
    /// As given.
    pub(super) given: String,
    /// The file.
    pub(super) file: PathBuf,
    /// Where it is named.
    pub(super) place: Place,
}

/// The paths in a component's options.
pub(super) fn paths(factory: &dyn Factory, table: &Table, report: &Report) -> Vec<PathOption> {
    let mut found = Vec::new();
    for option in factory.options() {
        if let Some(node) = table.get(option.name) {
            collect(&option.kind, node, report, &mut found);
        }
    }
    found
}

fn collect(kind: &OptionKind, node: &Node, report: &Report, found: &mut Vec<PathOption>) {
    match (kind, &node.data) {
        (OptionKind::Path, Data::Text(text)) => found.push(PathOption {
            given: text.clone(),
            file: resolve(text, node.place, report),
            place: node.place,
        }),
        (OptionKind::List(of), Data::List(items)) => {
            items.iter().for_each(|item| collect(of, item, report, found));
        }
        (OptionKind::Table(of), Data::Table(table)) => {
            table.entries.iter().for_each(|entry| collect(of, &entry.value, report, found));
        }
        _ => {}
    }
}

/// Reports files that are not there.
pub(super) fn check(factory: &dyn Factory, table: &Table, report: &mut Report) {
    for path in paths(factory, table, report) {
        if let Some(problem) = problem(&path.file) {
            let message =
                format!("the file \"{}\" {problem} (looked for at {})", path.given, path.file.display());
            report.error(codes::NO_ASSET, path.place, message);
        }
    }
}

fn problem(file: &Path) -> Option<String> {
    match std::fs::metadata(file) {
        Ok(found) if found.is_file() => None,
        Ok(_) => Some("is not a file".into()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some("does not exist".into()),
        Err(error) => Some(format!("cannot be read: {error}")),
    }
}

/// Reads them; one that cannot be read is reported.
pub(super) fn read(factory: &dyn Factory, table: &Table, report: &mut Report) -> Vec<Asset> {
    let mut assets: Vec<Asset> = Vec::new();
    for path in paths(factory, table, report) {
        if assets.iter().any(|asset| asset.path == path.given) {
            continue;
        }
        match std::fs::read(&path.file) {
            Ok(bytes) => assets.push(Asset { path: path.given, bytes: Arc::from(bytes) }),
            Err(error) => {
                let message = format!("the file {} cannot be read: {error}", path.file.display());
                report.error(codes::NO_ASSET, path.place, message);
            }
        }
    }
    assets
}
