//! What tests expect, against the layers that there are: names of layers and columns, labels, types.

use warraq_core::suggest::suggest;
use warraq_core::{ColumnType, Labels, LayerSchema};

use crate::config::TestConfig;
use crate::config::expect::{LayerExpect, RowExpect};
use crate::config::tree::{Data, Entry};
use crate::diagnostics::{Diagnostic, Report, codes};

use super::lookup::Lookup;
use super::outputs::no_layer;
use super::wire::Ground;

/// The keys that every row has.
const OWN: &[&str] = &["text", "label", "start", "end"];

/// Checks all tests.
pub(super) fn check(tests: &[TestConfig], find: &Lookup<'_>, ground: &Ground, report: &mut Report) {
    for expect in tests.iter().flat_map(|test| &test.expect) {
        let LayerExpect { layer, rows, has, none, .. } = expect;
        let schema = ground.schema.find(&layer.text).and_then(|id| ground.schema.layer(id));
        let Some(found) = schema else {
            if !ground.has(&layer.text) && !ground.excused(&layer.text, find) {
                no_layer(&layer.text, layer.place, find, ground, report);
            }
            continue;
        };
        for RowExpect { cells, .. } in rows.iter().flatten().chain(has).chain(none) {
            cells.iter().for_each(|entry| cell(entry, &found.schema, report));
        }
    }
}

fn cell(entry: &Entry, schema: &LayerSchema, report: &mut Report) {
    let key = entry.key.as_str();
    let allowed = match key {
        "text" => "a string, the text that the row covers",
        "label" => return label(entry, schema, report),
        "start" | "end" => "an offset in bytes",
        _ => match schema.columns.iter().find(|column| column.name == key).map(|column| &column.ty) {
            None => return unknown(entry, schema, report),
            Some(ColumnType::Bool) => "true or false",
            Some(ColumnType::I64) => "an integer",
            Some(ColumnType::F64) => "a number",
            Some(ColumnType::Sym | ColumnType::Text) => "a string, empty for no value",
            Some(ColumnType::Span) => "a string, the text that the span covers, empty for none",
            Some(ColumnType::Row(_)) => "a string, the text of the row that is meant, empty for none",
        },
    };
    let fits = match &entry.value.data {
        Data::Text(text) => allowed.starts_with("a string") && (key != "text" || !text.is_empty()),
        Data::Bool(_) => allowed == "true or false",
        Data::Int(value) => match allowed {
            "an offset in bytes" => *value >= 0,
            _ => matches!(allowed, "an integer" | "a number"),
        },
        Data::Float(_) => allowed == "a number",
        _ => false,
    };
    if !fits {
        let message =
            format!("{key} of {}: found {}, allowed is {allowed}", schema.name, entry.value.describe());
        report.error(codes::BAD_TEST, entry.value.place, message);
    }
}

fn unknown(entry: &Entry, schema: &LayerSchema, report: &mut Report) {
    let own = OWN.iter().copied().filter(|&key| key != "label" || schema.labels != Labels::None);
    let known: Vec<&str> = own.chain(schema.columns.iter().map(|column| column.name.as_str())).collect();
    let message =
        format!("the layer {} has no column \"{}\"; a row has {}", schema.name, entry.key, known.join(", "));
    let near = suggest(&entry.key, known);
    report.push(Diagnostic::error(codes::BAD_TEST, entry.place, message).suggest(near));
}

fn label(entry: &Entry, schema: &LayerSchema, report: &mut Report) {
    let place = entry.value.place;
    let Some(found) = entry.value.text() else {
        let message =
            format!("label of {}: found {}, allowed is a string", schema.name, entry.value.describe());
        return report.error(codes::BAD_TEST, place, message);
    };
    match &schema.labels {
        Labels::None => report.error(
            codes::BAD_TEST,
            entry.place,
            format!("the rows of the layer {} have no labels", schema.name),
        ),
        Labels::Closed(labels) if !labels.iter().any(|known| known == found) => {
            let message = format!(
                "the layer {} has no label \"{found}\"; there are {}",
                schema.name,
                labels.join(", ")
            );
            let near = suggest(found, labels.iter().map(String::as_str)).map(|near| format!("\"{near}\""));
            report.push(Diagnostic::error(codes::BAD_TEST, place, message).suggest(near));
        }
        _ => {}
    }
}
