//! Rows in one line each, as tests and examples state them: `entity PER «covered text» column=value …`.

use std::fmt::Write;

use warraq_core::{ColumnType, Document, Layer, LayerSchema, Schema, Symbols, ViewId};

/// The rows of a layer of a document, one line each. Columns without a value are left out; spans are shown by the text
/// that they cover; truth values only where true.
#[must_use]
pub fn rows(document: &Document, schema: &Schema, symbols: &Symbols, layer: &str) -> Vec<String> {
    let Some(id) = schema.find(layer) else { return Vec::new() };
    let (Some(rows), Some(run)) = (document.layer(id), schema.layer(id)) else { return Vec::new() };
    (0..rows.len()).map(|row| line(document, &run.schema, symbols, rows, row)).collect()
}

/// The views of a document, one line each: `view norm «text»`.
#[must_use]
pub fn views(document: &Document, schema: &Schema) -> Vec<String> {
    let named = (0..).map(ViewId).zip(&schema.views);
    let line = |(id, name): (ViewId, &String)| Some(format!("view {name} «{}»", document.view(id)?.text));
    named.filter_map(line).collect()
}

fn line(document: &Document, schema: &LayerSchema, symbols: &Symbols, rows: &Layer, row: usize) -> String {
    let mut line = schema.name.clone();
    let text = document.text();
    let symbol = |sym| document.local.name(symbols, sym).unwrap_or_default();
    let covered = |span: warraq_core::Span| span.get(text).unwrap_or_default();
    let label = symbol(rows.label(row));
    if !label.is_empty() {
        let _ = write!(line, " {label}");
    }
    let _ = write!(line, " «{}»", rows.span(row).map(covered).unwrap_or_default());
    for (column, values) in schema.columns.iter().zip(&rows.columns) {
        let name = &column.name;
        let _ = match &column.ty {
            ColumnType::Sym => values.sym(row).map_or(Ok(()), |sym| write!(line, " {name}={}", symbol(sym))),
            ColumnType::Bool => {
                values.bool(row).filter(|&set| set).map_or(Ok(()), |_| write!(line, " {name}"))
            }
            ColumnType::I64 => values.i64(row).map_or(Ok(()), |value| write!(line, " {name}={value}")),
            ColumnType::F64 => values.f64(row).map_or(Ok(()), |value| write!(line, " {name}={value}")),
            ColumnType::Text => values.text(row).map_or(Ok(()), |value| write!(line, " {name}={value}")),
            ColumnType::Row(_) => values.row(row).map_or(Ok(()), |value| write!(line, " {name}={value}")),
            ColumnType::Span => {
                values.span(row).map_or(Ok(()), |span| write!(line, " {name}=«{}»", covered(span)))
            }
        };
    }
    line
}
