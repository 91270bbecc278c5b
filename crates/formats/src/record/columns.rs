//! A layer as an object of arrays, one a column.

use warraq_core::{Labels, Layer, Record, RunLayer};

use super::WITHOUT_TEXT;
use super::rows::{SpanKeys, value};
use crate::write::{Style, key, number, string};

/// Writes the columns. Those without any value are left out.
pub(super) fn write(record: &Record<'_>, run: &RunLayer, layer: &Layer, style: Style, out: &mut Vec<u8>) {
    let (schema, provenance) = (&run.schema, record.head.settings.provenance);
    let rows = layer.len();
    let mut table = Arrays { style, out, first: true };
    table.array("start", rows, |row, out| number(out, record.offset(offset(&layer.start, row))));
    table.array("end", rows, |row, out| number(out, record.offset(offset(&layer.end, row))));
    if !WITHOUT_TEXT.contains(&schema.name.as_str()) {
        table.array("text", rows, |row, out| {
            string(out, layer.span(row).map(|span| record.covered(span)).unwrap_or_default());
        });
    }
    if schema.labels != Labels::None {
        table.array("label", rows, |row, out| string(out, record.symbol(layer.label(row))));
    }
    let keys = SpanKeys::new(style);
    for (column, values) in schema.columns.iter().zip(&layer.columns) {
        let hidden = column.name == "rule" && !provenance;
        if hidden || !(0..rows).any(|row| values.is_valid(row)) {
            continue;
        }
        table.array(&column.name, rows, |row, out| match values.is_valid(row) {
            true => value(record, values, row, column.name == "score", &keys, out),
            false => out.extend_from_slice(b"null"),
        });
    }
    if provenance {
        table.array("step", rows, |_, out| string(out, &run.step));
    }
    style.line(table.out, 2);
    table.out.push(b'}');
}

fn offset(offsets: &[u32], row: usize) -> u32 {
    offsets.get(row).copied().unwrap_or_default()
}

/// An object of arrays on its way out.
struct Arrays<'o> {
    style: Style,
    out: &'o mut Vec<u8>,
    first: bool,
}

impl Arrays<'_> {
    fn array(&mut self, name: &str, rows: usize, mut value: impl FnMut(usize, &mut Vec<u8>)) {
        self.out.push(if std::mem::take(&mut self.first) { b'{' } else { b',' });
        self.style.line(self.out, 3);
        self.out.extend(key(self.style, name, true));
        self.out.push(b'[');
        for row in 0..rows {
            if row > 0 {
                self.out.extend_from_slice(self.style.comma().as_bytes());
            }
            value(row, self.out);
        }
        self.out.push(b']');
    }
}
