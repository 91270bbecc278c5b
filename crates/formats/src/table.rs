//! Tables with a row for every annotation, which the formats `csv` and `tsv` share.

use std::sync::Arc;

use warraq_core::component::Encoder;
use warraq_core::layer::{Column, Values};
use warraq_core::{ColumnType, Error, FieldValue, Head, Labels, Layer, LayerSchema, Record, RunLayer};

use crate::write::score;

warraq_core::options! {
    /// What the table holds.
    pub struct TableOptions {
        /// The layer whose rows become rows. Without it, all layers of the output do, and a column names the layer.
        pub layer: Option<String>,
        /// The fields of the document that stand before every row.
        pub fields: Vec<String> = ["id", "title", "published"],
        /// Whether the file begins with a byte order mark, without which Excel does not read UTF-8.
        pub bom: bool = false,
    }
}

/// The reference text of both formats.
pub(crate) const DOC: &str = "The columns are the document's `fields`, then `layer` (where the table holds several), `start`, \
    `end`, `text` and `label`, then the layer's own columns in their order; with several layers, all their columns, \
    empty where a layer has none. An attribute that is a span has three columns: the text that it covers under its \
    name, and `NAME_start` and `NAME_end`. References are row numbers of their layer. Cells with the separator, a \
    quote or a line break are quoted, and quotes doubled, as spreadsheets, pandas and DuckDB read it. A document \
    without rows leaves no trace in the table.";

/// A worker of both formats.
pub struct TableEncoder {
    options: Arc<TableOptions>,
    separator: u8,
}

impl TableEncoder {
    pub(crate) fn new(options: &Arc<TableOptions>, separator: u8) -> Self {
        Self { options: Arc::clone(options), separator }
    }

    /// The layers of the table.
    fn layers<'r>(&self, record: &Record<'r>) -> Vec<(&'r RunLayer, &'r Layer)> {
        match &self.options.layer {
            Some(name) => {
                let id = record.head.schema.find(name);
                let found =
                    id.and_then(|id| Some((record.head.schema.layer(id)?, record.document.layer(id)?)));
                found.into_iter().collect()
            }
            None => record.layers().collect(),
        }
    }

    /// The columns behind `label`, in order, each once, with whether it is a span somewhere.
    fn columns(&self, head: &Head<'_>) -> Vec<(String, bool)> {
        let named = self.options.layer.as_ref().and_then(|name| head.schema.find(name));
        let ids = match &self.options.layer {
            Some(_) => named.into_iter().collect(),
            None => head.layers.to_vec(),
        };
        let mut columns: Vec<(String, bool)> = Vec::new();
        for layer in ids.iter().filter_map(|&id| head.schema.layer(id)) {
            for column in &layer.schema.columns {
                if column.name == "rule" && !head.settings.provenance {
                    continue;
                }
                let span = column.ty == ColumnType::Span;
                match columns.iter_mut().find(|(name, _)| *name == column.name) {
                    Some(known) => known.1 |= span,
                    None => columns.push((column.name.clone(), span)),
                }
            }
        }
        columns
    }
}

impl Encoder for TableEncoder {
    fn begin(&mut self, head: &Head<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        if self.options.bom {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        let mut line = Line { out, separator: self.separator, first: true };
        for field in &self.options.fields {
            line.cell(field);
        }
        if self.options.layer.is_none() {
            line.cell("layer");
        }
        for name in ["start", "end", "text", "label"] {
            line.cell(name);
        }
        for (name, span) in self.columns(head) {
            line.cell(&name);
            if span {
                line.cell(&format!("{name}_start"));
                line.cell(&format!("{name}_end"));
            }
        }
        if head.settings.provenance {
            line.cell("step");
        }
        out.push(b'\n');
        Ok(())
    }

    fn encode(&mut self, record: &Record<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        let fields = self.options.fields.iter().map(|name| field(record, name)).collect::<Vec<_>>();
        let columns = self.columns(&record.head);
        for (run, layer) in self.layers(record) {
            for row in 0..layer.len() {
                let mut line = Line { out, separator: self.separator, first: true };
                fields.iter().for_each(|field| line.cell(field));
                if self.options.layer.is_none() {
                    line.cell(&run.schema.name);
                }
                line.row(record, &run.schema, layer, row, &columns);
                if record.head.settings.provenance {
                    line.cell(&run.step);
                }
                out.push(b'\n');
            }
        }
        Ok(())
    }
}

fn field(record: &Record<'_>, name: &str) -> String {
    match record.document.fields.get(name) {
        None => String::new(),
        Some(FieldValue::Text(text)) => text.clone(),
        Some(other) => other.to_json().to_string(),
    }
}

/// A line of the table on its way out.
struct Line<'o> {
    out: &'o mut Vec<u8>,
    separator: u8,
    first: bool,
}

impl Line<'_> {
    fn cell(&mut self, text: &str) {
        if !std::mem::take(&mut self.first) {
            self.out.push(self.separator);
        }
        let special = |byte: u8| byte == self.separator || matches!(byte, b'"' | b'\n' | b'\r');
        if !text.bytes().any(special) {
            return self.out.extend_from_slice(text.as_bytes());
        }
        self.out.push(b'"');
        for byte in text.bytes() {
            if byte == b'"' {
                self.out.push(b'"');
            }
            self.out.push(byte);
        }
        self.out.push(b'"');
    }

    fn row(
        &mut self,
        record: &Record<'_>,
        schema: &LayerSchema,
        layer: &Layer,
        row: usize,
        columns: &[(String, bool)],
    ) {
        let span = layer.span(row).unwrap_or(warraq_core::Span::new(0, 0));
        self.cell(&record.offset(span.start).to_string());
        self.cell(&record.offset(span.end).to_string());
        self.cell(record.covered(span));
        let label = if schema.labels == Labels::None { "" } else { record.symbol(layer.label(row)) };
        self.cell(label);
        for (name, has_span) in columns {
            let column = schema.column(name).and_then(|at| layer.columns.get(at));
            let column = column.filter(|column| column.is_valid(row));
            self.cell(&column.map(|column| value(record, column, row, name)).unwrap_or_default());
            if *has_span {
                let span = column.and_then(|column| column.span(row));
                let offset =
                    |byte: Option<u32>| byte.map(|byte| record.offset(byte).to_string()).unwrap_or_default();
                self.cell(&offset(span.map(|span| span.start)));
                self.cell(&offset(span.map(|span| span.end)));
            }
        }
    }
}

/// The value in a row of a column, as text.
pub(crate) fn value(record: &Record<'_>, column: &Column, row: usize, name: &str) -> String {
    match &column.values {
        Values::Sym(_) => record.symbol(column.sym(row).unwrap_or_default()).to_owned(),
        Values::Bool(_) => column.bool(row).unwrap_or_default().to_string(),
        Values::I64(_) => column.i64(row).unwrap_or_default().to_string(),
        Values::F64(_) => {
            let value = column.f64(row).unwrap_or_default();
            if name == "score" { score(value).to_string() } else { value.to_string() }
        }
        Values::Text { .. } => column.text(row).unwrap_or_default().to_owned(),
        Values::Row(_) => column.row(row).unwrap_or_default().to_string(),
        Values::Span(_) => column.span(row).map(|span| record.covered(span)).unwrap_or_default().to_owned(),
    }
}
