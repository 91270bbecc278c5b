//! A layer as a list of rows.

use warraq_core::layer::{Column, Values};
use warraq_core::{Labels, Layer, Record, RunLayer, Span};

use super::WITHOUT_TEXT;
use crate::write::{Style, float, integer, key, number, score, string};

/// The keys of a layer's rows, written once for all rows.
struct Keys {
    start: Vec<u8>,
    end: Vec<u8>,
    text: Option<Vec<u8>>,
    label: Vec<u8>,
    /// The columns that are written: the key, the position, and whether it is a score.
    columns: Vec<(Vec<u8>, usize, bool)>,
    /// The step's key and value, where it is shown.
    step: Vec<u8>,
}

impl Keys {
    fn new(record: &Record<'_>, run: &RunLayer, style: Style) -> Self {
        let (schema, provenance) = (&run.schema, record.head.settings.provenance);
        let shown =
            schema.columns.iter().enumerate().filter(|(_, column)| provenance || column.name != "rule");
        let columns =
            shown.map(|(at, column)| (key(style, &column.name, false), at, column.name == "score")).collect();
        let mut step = Vec::new();
        if provenance {
            step = key(style, "step", false);
            string(&mut step, &run.step);
        }
        Self {
            start: key(style, "start", true),
            end: key(style, "end", false),
            text: (!WITHOUT_TEXT.contains(&schema.name.as_str())).then(|| key(style, "text", false)),
            label: key(style, "label", false),
            columns,
            step,
        }
    }
}

/// Writes the rows.
pub(super) fn write(record: &Record<'_>, run: &RunLayer, layer: &Layer, style: Style, out: &mut Vec<u8>) {
    let keys = Keys::new(record, run, style);
    let labelled = run.schema.labels != Labels::None;
    let span_keys = SpanKeys::new(style);
    out.push(b'[');
    for (row, (&start, &end)) in layer.start.iter().zip(&layer.end).enumerate() {
        if row > 0 {
            out.push(b',');
        }
        style.line(out, 3);
        out.push(b'{');
        let span = Span { start, end };
        ends(record, span, &keys.start, &keys.end, out);
        if let Some(key) = &keys.text {
            out.extend_from_slice(key);
            string(out, record.covered(span));
        }
        if labelled {
            out.extend_from_slice(&keys.label);
            string(out, record.symbol(layer.label(row)));
        }
        for (key, at, is_score) in &keys.columns {
            if let Some(column) = layer.columns.get(*at).filter(|column| column.is_valid(row)) {
                out.extend_from_slice(key);
                value(record, column, row, *is_score, &span_keys, out);
            }
        }
        out.extend_from_slice(&keys.step);
        out.push(b'}');
    }
    if !layer.is_empty() {
        style.line(out, 2);
    }
    out.push(b']');
}

fn ends(record: &Record<'_>, span: Span, start: &[u8], end: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(start);
    number(out, record.offset(span.start));
    out.extend_from_slice(end);
    number(out, record.offset(span.end));
}

/// The keys of span attributes.
pub(super) struct SpanKeys {
    start: Vec<u8>,
    end: Vec<u8>,
    text: Vec<u8>,
}

impl SpanKeys {
    pub(super) fn new(style: Style) -> Self {
        Self {
            start: key(style, "start", true),
            end: key(style, "end", false),
            text: key(style, "text", false),
        }
    }
}

/// The value in a row of a column.
pub(super) fn value(
    record: &Record<'_>,
    column: &Column,
    row: usize,
    is_score: bool,
    keys: &SpanKeys,
    out: &mut Vec<u8>,
) {
    match &column.values {
        Values::Sym(_) => string(out, record.symbol(column.sym(row).unwrap_or_default())),
        Values::Bool(_) => {
            out.extend_from_slice(if column.bool(row).unwrap_or_default() { b"true" } else { b"false" })
        }
        Values::I64(_) => integer(out, column.i64(row).unwrap_or_default()),
        Values::F64(_) => {
            let value = column.f64(row).unwrap_or_default();
            float(out, if is_score { score(value) } else { value });
        }
        Values::Text { .. } => string(out, column.text(row).unwrap_or_default()),
        Values::Row(_) => number(out, column.row(row).unwrap_or_default()),
        Values::Span(_) => {
            let span = column.span(row).unwrap_or(Span { start: 0, end: 0 });
            out.push(b'{');
            ends(record, span, &keys.start, &keys.end, out);
            out.extend_from_slice(&keys.text);
            string(out, record.covered(span));
            out.push(b'}');
        }
    }
}
