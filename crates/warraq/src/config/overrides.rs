//! What the command line changes: each flag is a small text of its own, so that findings can point into it.

use std::path::PathBuf;

use warraq_core::FieldValue;

use crate::config::merge::{self, Merged};
use crate::config::tree::{self, Data, Entry, Node, Table};
use crate::diagnostics::{Place, Report, Source, SourceKind, codes};

/// What the command line changes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Overrides {
    /// Files, directories, globs, `-`: in place of the paths of `[[input]]`.
    pub inputs: Vec<String>,
    /// `-o`: a file or directory, in place of `[[output]]`.
    pub output: Option<String>,
    /// `--format`.
    pub format: Option<String>,
    /// `--threads`.
    pub threads: Option<u64>,
    /// `--batch`.
    pub batch: Option<u64>,
    /// `--limit`.
    pub limit: Option<u64>,
    /// `--offsets`.
    pub offsets: Option<String>,
    /// `--layers`, as written: names with commas, or `all`.
    pub layers: Option<String>,
    /// `--field NAME=VALUE`.
    pub fields: Vec<String>,
    /// `--profile`.
    pub profile: Option<String>,
    /// `--set KEY=VALUE`.
    pub set: Vec<String>,
    /// `--no-plugins`.
    pub no_plugins: bool,
}

/// A flag as a source; gives the place of its value.
pub(crate) fn flag(flag: &str, value: &str, report: &mut Report) -> Place {
    let text = if flag.is_empty() { value.to_owned() } else { format!("{flag} {value}") };
    let range = text.len() - value.len()..text.len();
    let kind = SourceKind::Flag;
    let source =
        report.sources.add(Source { name: "command line".into(), text, directory: PathBuf::new(), kind });
    Place::new(source, range)
}

impl Overrides {
    /// `--set`: before variables are filled in.
    pub(crate) fn apply_set(&self, merged: &mut Merged, report: &mut Report) {
        for argument in &self.set {
            let whole = flag("--set", argument, report);
            let Some((path, value)) = argument.split_once('=') else {
                report.error(codes::BAD_SET, whole, format!("found \"{argument}\", allowed is KEY=VALUE"));
                continue;
            };
            let key_end = whole.start + u32::try_from(path.len()).unwrap_or(0);
            let key = Place { end: key_end, ..whole };
            let path: Vec<&str> = path.trim().split('.').collect();
            let value = value_of(value, Place { start: key_end + 1, ..whole }, report);
            merge::set(merged, &path, key, value, report);
        }
    }

    /// The other flags that stand for keys: behind the filling in of variables, since they are taken as they are.
    pub(crate) fn apply_rest(&self, merged: &mut Merged, report: &mut Report) {
        for (key, value) in [("threads", self.threads), ("batch", self.batch), ("limit", self.limit)] {
            if let Some(value) = value {
                let place = flag(&format!("--{key}"), &value.to_string(), report);
                let data = Data::Int(i64::try_from(value).unwrap_or(i64::MAX));
                merged.run.set(entry(key, Node { data, place }));
            }
        }
        self.apply_inputs(merged, report);
        self.apply_outputs(merged, report);
    }

    /// INPUT takes the place of the inputs' paths. Where the pipeline has exactly one input, its reader and options
    /// stay.
    fn apply_inputs(&self, merged: &mut Merged, report: &mut Report) {
        if self.inputs.is_empty() {
            return;
        }
        let paths: Vec<Node> = self.inputs.iter().map(|path| text("", path, report)).collect();
        let place = paths.first().map(|node| node.place).unwrap_or_default();
        if merged.inputs.len() != 1 {
            merged.inputs = vec![Node { data: Data::Table(Table::default()), place }];
        }
        if let Some(Node { data: Data::Table(table), .. }) = merged.inputs.first_mut() {
            table.set(entry("path", Node { data: Data::List(paths), place }));
        }
    }

    /// OUT and `--format` take the place of the outputs. Where the pipeline has exactly one output, what it says
    /// about layers and offsets stays, and its options do where the format stays.
    fn apply_outputs(&self, merged: &mut Merged, report: &mut Report) {
        let path = self.output.as_ref().map(|path| text("-o", path, report));
        let format = self.format.as_ref().map(|format| text("--format", format, report));
        if merged.outputs.is_empty() || ((path.is_some() || format.is_some()) && merged.outputs.len() > 1) {
            let place = path.as_ref().or(format.as_ref()).map(|node| node.place).unwrap_or_default();
            merged.outputs = vec![Node { data: Data::Table(Table::default()), place }];
        }
        let offsets = self.offsets.as_ref().map(|unit| text("--offsets", unit, report));
        let layers = self.layers.as_ref().map(|layers| layer_list(layers, report));
        for output in &mut merged.outputs {
            let Data::Table(table) = &mut output.data else { continue };
            let old = table.get("use").and_then(Node::text).map(str::to_owned);
            let new = format.as_ref().and_then(Node::text);
            if new.is_some() && new != old.as_deref() {
                table.entries.retain(|entry| super::tables::OUTPUT_KEYS.contains(&entry.key.as_str()));
            }
            if let Some(path) = &path {
                // The ending of the new path chooses format and compression anew.
                if format.is_none() && !same_ending(path, table.get("path")) {
                    table.entries.retain(|entry| KEPT.contains(&entry.key.as_str()));
                }
                table.remove("compression");
            }
            for (key, value) in
                [("path", &path), ("use", &format), ("offsets", &offsets), ("layers", &layers)]
            {
                if let Some(value) = value {
                    table.set(entry(key, value.clone()));
                }
            }
        }
    }

    /// `--field`.
    pub(crate) fn read_fields(&self, report: &mut Report) -> Vec<(String, FieldValue)> {
        let mut fields = Vec::new();
        for argument in &self.fields {
            let place = flag("--field", argument, report);
            match argument.split_once('=') {
                Some((name, value)) if !name.trim().is_empty() => {
                    fields.extend(super::fields::from_flag(name.trim(), value));
                }
                _ => report.error(
                    codes::BAD_SET,
                    place,
                    format!("found \"{argument}\", allowed is NAME=VALUE"),
                ),
            }
        }
        fields
    }
}

/// What stays of an output whose format changes with its path.
const KEPT: &[&str] = &["layers", "offsets", "provenance", "rows"];

fn same_ending(path: &Node, old: Option<&Node>) -> bool {
    let ending = |node: &Node| {
        let name = node.text().unwrap_or_default();
        let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
        name.rsplit_once('.').map(|(_, ending)| ending.to_owned())
    };
    // A directory has no ending, and takes the format that there is.
    ending(path).is_none_or(|new| old.and_then(ending).is_some_and(|old| old == new))
}

fn entry(key: &str, value: Node) -> Entry {
    Entry { key: key.to_owned(), place: value.place, value }
}

fn text(name: &str, value: &str, report: &mut Report) -> Node {
    Node { data: Data::Text(value.to_owned()), place: flag(name, value, report) }
}

fn layer_list(layers: &str, report: &mut Report) -> Node {
    let place = flag("--layers", layers, report);
    let mut items = Vec::new();
    let mut at = place.start;
    for name in layers.split(',') {
        let end = at + u32::try_from(name.len()).unwrap_or(0);
        if !name.trim().is_empty() {
            let place = Place { start: at, end, ..place };
            items.push(Node { data: Data::Text(name.trim().to_owned()), place });
        }
        at = end + 1;
    }
    Node { data: Data::List(items), place }
}

/// The value of `--set`: TOML, or else a bare string.
fn value_of(value: &str, place: Place, report: &mut Report) -> Node {
    let bare = Node { data: Data::Text(value.to_owned()), place };
    match tree::parse_value(value, place.source, place.start as usize, report) {
        Ok(node) => node,
        Err(()) if value.trim_start().starts_with(['[', '{', '"', '\'']) => {
            report.error(
                codes::BAD_SET,
                place,
                format!("found {value}, allowed is a TOML value or a bare string"),
            );
            bare
        }
        Err(()) => bare,
    }
}
