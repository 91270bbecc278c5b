//! Where an output goes, and how it is compressed.

use std::path::{Component, Path, PathBuf};

use warraq_core::{Accepts, Target};

use crate::config::{OutputConfig, Word, resolve};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::plan::{Compression, Destination};

/// The compression that an ending stands for, with the name without it.
fn compressed(name: &str) -> (Compression, &str) {
    if let Some(name) = name.strip_suffix(".gz") {
        return (Compression::Gzip, name);
    }
    match name.strip_suffix(".zst") {
        Some(name) => (Compression::Zstd, name),
        None => (Compression::None, name),
    }
}

/// The ending of a path, compression left out, in lower case.
pub(super) fn ending(path: &str) -> Option<String> {
    let (_, name) = compressed(path);
    let file = name.rsplit(['/', '\\']).next()?;
    let (_, ending) = file.rsplit_once('.')?;
    (!ending.contains('}')).then(|| ending.to_lowercase())
}

/// The compression of an output: stated, or by its path's ending.
pub(super) fn compression(output: &OutputConfig) -> Compression {
    let by_ending = || output.path.as_ref().map_or(Compression::None, |path| compressed(&path.text).0);
    output.compression.unwrap_or_else(by_ending)
}

/// Checks the templates in paths, and that no two outputs share a place.
pub(super) fn check_all(outputs: &[OutputConfig], report: &mut Report) {
    let mut seen: Vec<(Option<PathBuf>, Option<crate::diagnostics::Place>)> = Vec::new();
    for output in outputs {
        let resolved = output.path.as_ref().map(|path| resolve(&path.text, path.place, report));
        let place = output.path.as_ref().map_or(output.node.place, |path| path.place);
        if let Some(path) = &output.path {
            template(path, report);
        }
        if let Some((_, first)) = seen.iter().find(|(known, _)| *known == resolved) {
            let what = output.path.as_ref().map_or("standard output", |path| path.text.as_str());
            let message = format!("two outputs write to {what}");
            report.push(
                Diagnostic::error(codes::BAD_PATH, place, message).note("the first one is here", *first),
            );
        }
        seen.push((resolved, Some(place)));
    }
}

/// Checks that a path that is filled from a document's fields is well formed and cannot leave its directory.
fn template(path: &Word, report: &mut Report) {
    let Some((_, rest)) = split(&path.text) else {
        if path.text.contains(['{', '}']) {
            let message = format!("found \"{}\", allowed in braces is doc.FIELD", path.text);
            report.error(codes::BAD_PATH, path.place, message);
        }
        return;
    };
    let mut behind = rest;
    while let Some(at) = behind.find('{') {
        let inner = behind.get(at + 1..).unwrap_or_default();
        let name = inner.split('}').next().unwrap_or_default();
        let field = name.strip_prefix("doc.").unwrap_or_default();
        let named = !field.is_empty() && field.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        let message = match (named, name.len() == inner.len()) {
            (true, false) => None,
            (_, true) => Some(format!("{{{name} is not closed by a brace")),
            (false, false) => Some(format!("found {{{name}}}, allowed in braces is doc.FIELD")),
        };
        if let Some(message) = message {
            report.error(codes::BAD_PATH, path.place, message);
            return;
        }
        behind = inner.get(name.len() + 1..).unwrap_or_default();
    }
    if Path::new(rest).components().any(|part| part == Component::ParentDir) {
        let message = format!(
            "found .. behind the first {{…}} of \"{}\"; a document's path cannot leave its directory",
            path.text
        );
        report.error(codes::BAD_PATH, path.place, message);
    }
}

/// Splits a template into the directory that is written out and the rest.
fn split(path: &str) -> Option<(&str, &str)> {
    let brace = path.find("{doc.")?;
    let cut = path.get(..brace)?.rfind('/').map_or(0, |at| at + 1);
    path.split_at_checked(cut)
}

/// The place of an output, once its format is made.
pub(super) fn destination(
    output: &OutputConfig,
    target: Target,
    accepts: Accepts,
    report: &Report,
) -> Destination {
    let Some(path) = &output.path else { return Destination::Stdout };
    let ending = accepts.endings.first().copied().unwrap_or("out");
    if let Some((directory, template)) = split(&path.text) {
        return Destination::Each {
            directory: resolve(directory, path.place, report),
            template: template.to_owned(),
        };
    }
    let resolved = resolve(&path.text, path.place, report);
    let is_directory = path.text.ends_with('/') || resolved.is_dir();
    match (is_directory, target) {
        (true, Target::Documents) => {
            Destination::Each { directory: resolved, template: format!("{{doc.id}}.{ending}") }
        }
        (true, _) => {
            let compressed = match compression(output) {
                Compression::None => "",
                Compression::Gzip => ".gz",
                Compression::Zstd => ".zst",
            };
            Destination::File(resolved.join(format!("documents.{ending}{compressed}")))
        }
        (false, _) => Destination::File(resolved),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_templates() {
        assert_eq!(ending("out/x.JSONL.zst").as_deref(), Some("jsonl"));
        assert_eq!(ending("out.d/x"), None);
        assert_eq!(split("out/a-{doc.id}.html"), Some(("out/", "a-{doc.id}.html")));
        assert_eq!(split("{doc.id}.html"), Some(("", "{doc.id}.html")));
        assert_eq!(split("out/x.html"), None);
        assert_eq!(compressed("x.json.gz"), (Compression::Gzip, "x.json"));
    }
}
