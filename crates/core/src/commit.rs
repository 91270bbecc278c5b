//! The end of a component's call: its rows are validated, sorted, and become layers, or all of them are refused.

use std::fmt;

use crate::Span;
use crate::layer::{Column, Layer, Validity, Values};
use crate::rows::Rows;
use crate::symbol::{Sym, Symbols};
use crate::wiring::{LabelSet, Output, Target};

/// The most rows that one call may push into one layer of one document.
pub const MAX_ROWS: usize = 1 << 24;

/// How many refused rows a message names one by one.
const NAMED: usize = 20;

/// A row that was refused, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// The layer's name in the run.
    pub layer: String,
    /// The row's emission number.
    pub row: usize,
    /// What is wrong with it, with the text around it where that helps.
    pub reason: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "layer {}, row {}: {}", self.layer, self.row, self.reason)
    }
}

/// All refused rows in one line, the first twenty by name.
#[must_use]
pub fn describe(refused: &[Refused]) -> String {
    let named: Vec<String> = refused.iter().take(NAMED).map(Refused::to_string).collect();
    let more = match refused.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    format!("{} rows refused: {}{more}", refused.len(), named.join("; "))
}

/// What rows are checked against.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The text that the spans point into.
    pub text: &'a str,
    /// The run's symbols.
    pub symbols: &'a Symbols,
    /// How many symbols the document has of its own: those that its reader brought, which steps may copy.
    pub local: usize,
    /// The number of rows of each layer that the document has already, by layer id.
    pub lengths: &'a [usize],
}

/// Checks the rows of all outputs of a call; rows are levelled. The result is empty when all are in order.
pub fn validate(outputs: &[Output], rows: &mut [Rows], ground: Ground<'_>) -> Vec<Refused> {
    let counts: Vec<usize> = rows.iter().map(Rows::len).collect();
    let mut refused = Vec::new();
    for (output, rows) in outputs.iter().zip(rows.iter_mut()) {
        rows.level();
        let mut check = Check { output, ground, counts: &counts, refused: &mut refused };
        if rows.len() > MAX_ROWS {
            check.refuse(MAX_ROWS, format!("more than {MAX_ROWS} rows in one call"));
            continue;
        }
        check.spans(&rows.start, &rows.end);
        if rows.labelled {
            check.labels(&rows.label);
        }
        for (at, column) in rows.columns.iter().enumerate() {
            check.column(at, column, &rows.start, &rows.end);
        }
    }
    refused
}

struct Check<'c> {
    output: &'c Output,
    ground: Ground<'c>,
    counts: &'c [usize],
    refused: &'c mut Vec<Refused>,
}

impl Check<'_> {
    fn refuse(&mut self, row: usize, reason: String) {
        let layer = self.output.schema.name.clone();
        self.refused.push(Refused { layer, row, reason });
    }

    fn spans(&mut self, start: &[u32], end: &[u32]) {
        let bytes = self.ground.text.as_bytes();
        for (row, (&start, &end)) in start.iter().zip(end).enumerate() {
            if !is_span(bytes, start, end) {
                self.refuse(row, fault(self.ground.text, Span { start, end }));
            }
        }
    }

    fn labels(&mut self, labels: &[Sym]) {
        for (row, &label) in labels.iter().enumerate() {
            if !self.output.labels.allows(label) && !self.known_open(label) {
                let allowed = self.output.labels.describe(self.ground.symbols);
                let found = self.ground.symbols.name(label).unwrap_or_default();
                let found =
                    if label.is_none() { "no label".into() } else { format!("the label «{found}»") };
                self.refuse(row, format!("{found}, where {allowed} is allowed"));
            }
        }
    }

    fn known_open(&self, label: Sym) -> bool {
        matches!(self.output.labels, LabelSet::Open) && self.known(label)
    }

    fn known(&self, sym: Sym) -> bool {
        !sym.is_none()
            && ((sym.0 as usize) < self.ground.symbols.len()
                || (sym.0 & Symbols::LOCAL != 0 && ((sym.0 & !Symbols::LOCAL) as usize) < self.ground.local))
    }

    fn column(&mut self, at: usize, column: &Column, start: &[u32], end: &[u32]) {
        let Some(schema) = self.output.schema.columns.get(at) else { return };
        if (schema.nullable || column.validity.is_none()) && self.sound(at, &column.values) {
            return;
        }
        let snippet = |row: usize| {
            let span = Span { start: start[row.min(start.len() - 1)], end: end[row.min(end.len() - 1)] };
            shorten(span.get(self.ground.text).unwrap_or_default())
        };
        let mut found = Vec::new();
        for row in 0..column.values.len() {
            if !column.is_valid(row) {
                if !schema.nullable {
                    found.push((
                        row,
                        format!("column {} is empty but required (at «{}»)", schema.name, snippet(row)),
                    ));
                }
                continue;
            }
            if let Some(reason) = self.value(at, column, row) {
                found.push((row, format!("column {}: {reason} (at «{}»)", schema.name, snippet(row))));
            }
        }
        for (row, reason) in found {
            self.refuse(row, reason);
        }
    }

    /// Whether all values of a column are right, those of rows without a value too. Most columns are, and are done with in one pass;
    /// of the others each row is looked at.
    fn sound(&self, at: usize, values: &Values) -> bool {
        match values {
            Values::Sym(v) => v.iter().all(|&sym| self.known(sym)),
            Values::F64(v) => v.iter().all(|number| number.is_finite()),
            Values::Bool(v) => v.iter().all(|&value| value <= 1),
            Values::Row(v) => {
                let rows = self.rows_of_target(at);
                v.iter().all(|&target| (target as usize) < rows)
            }
            Values::Span(v) => {
                let bytes = self.ground.text.as_bytes();
                v.iter().all(|span| is_span(bytes, span.start, span.end))
            }
            Values::I64(_) | Values::Text { .. } => true,
        }
    }

    /// The rows of the layer that a column refers to.
    fn rows_of_target(&self, at: usize) -> usize {
        match self.output.targets.get(at) {
            Some(Target::Own(output)) => self.counts.get(*output).copied().unwrap_or(0),
            Some(Target::Layer(id)) => self.ground.lengths.get(id.index()).copied().unwrap_or(0),
            Some(Target::None) | None => 0,
        }
    }

    /// What is wrong with one value.
    fn value(&self, at: usize, column: &Column, row: usize) -> Option<String> {
        match &column.values {
            Values::Sym(v) => {
                let sym = v.get(row)?;
                (!self.known(*sym)).then(|| format!("{} is no symbol of this run", sym.0))
            }
            Values::F64(v) => {
                let number = v.get(row)?;
                (!number.is_finite()).then(|| format!("{number} is not a finite number"))
            }
            Values::Bool(v) => {
                let value = v.get(row)?;
                (*value > 1).then(|| format!("{value} is neither 0 nor 1"))
            }
            Values::Row(v) => {
                let target = v.get(row)?;
                let rows = self.rows_of_target(at);
                (*target as usize >= rows)
                    .then(|| format!("row {target} does not exist, the layer has {rows}"))
            }
            Values::Span(v) => {
                let span = v.get(row)?;
                (!is_span(self.ground.text.as_bytes(), span.start, span.end))
                    .then(|| fault(self.ground.text, *span))
            }
            Values::I64(_) | Values::Text { .. } => None,
        }
    }
}

#[inline]
fn is_span(bytes: &[u8], start: u32, end: u32) -> bool {
    start < end && on_border(bytes, start) && (end as usize == bytes.len() || on_border(bytes, end))
}

/// Whether a character starts at this byte (false at and past the end).
#[inline]
fn on_border(bytes: &[u8], at: u32) -> bool {
    bytes.get(at as usize).is_some_and(|byte| byte & 0xC0 != 0x80)
}

/// What is wrong with a span, in words.
fn fault(text: &str, span: Span) -> String {
    let Span { start, end } = span;
    if start > end {
        return format!("span {start}..{end} is reversed");
    }
    if end as usize > text.len() {
        return format!("span {start}..{end} is out of range, the text has {} bytes", text.len());
    }
    let inside = [start, end].into_iter().find(|&at| !text.is_char_boundary(at as usize));
    if let Some(at) = inside {
        let from = (0..=at as usize).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let near: String = text.get(from..).unwrap_or_default().chars().take(12).collect();
        return format!("span {start}..{end} cuts a character at byte {at}, in «{}»", shorten(&near));
    }
    format!("span {start}..{end} is empty")
}

/// A covered text that fits into a message.
fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(24).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Sorts valid rows by (start, -end, order of emission) and rewrites references within the call. The rows are taken
/// out; their columns are left empty.
pub fn seal(outputs: &[Output], rows: &mut [Rows]) -> Vec<Layer> {
    let orders: Vec<Option<Vec<u32>>> = rows.iter().map(|rows| order(&rows.start, &rows.end)).collect();
    let finals: Vec<Option<Vec<u32>>> = orders.iter().map(|order| order.as_deref().map(invert)).collect();
    outputs
        .iter()
        .zip(rows.iter_mut())
        .zip(&orders)
        .map(|((output, rows), order)| {
            let mut layer = take(rows);
            if let Some(order) = order {
                sort(&mut layer, order);
            }
            for (column, target) in layer.columns.iter_mut().zip(&output.targets) {
                if let (Values::Row(values), Target::Own(own)) = (&mut column.values, target)
                    && let Some(Some(finals)) = finals.get(*own)
                {
                    let to =
                        |value: &mut u32| *value = finals.get(*value as usize).copied().unwrap_or(*value);
                    values.iter_mut().for_each(to);
                }
            }
            layer
        })
        .collect()
}

fn take(rows: &mut Rows) -> Layer {
    let columns = rows.columns.iter_mut().map(|column| {
        let values = match &mut column.values {
            Values::Sym(v) => Values::Sym(std::mem::take(v)),
            Values::Bool(v) => Values::Bool(std::mem::take(v)),
            Values::I64(v) => Values::I64(std::mem::take(v)),
            Values::F64(v) => Values::F64(std::mem::take(v)),
            Values::Text { offsets, bytes } => {
                Values::Text { offsets: std::mem::replace(offsets, vec![0]), bytes: std::mem::take(bytes) }
            }
            Values::Row(v) => Values::Row(std::mem::take(v)),
            Values::Span(v) => Values::Span(std::mem::take(v)),
        };
        Column { values, validity: column.validity.take() }
    });
    let columns = columns.collect();
    Layer {
        start: std::mem::take(&mut rows.start),
        end: std::mem::take(&mut rows.end),
        label: std::mem::take(&mut rows.label),
        columns,
    }
}

/// The emission numbers in final order; `None` when they are in order already.
fn order(start: &[u32], end: &[u32]) -> Option<Vec<u32>> {
    let key = |at: usize| (start[at], std::cmp::Reverse(end[at]));
    let sorted =
        start.windows(2).zip(end.windows(2)).all(|(s, e)| s[0] < s[1] || (s[0] == s[1] && e[0] >= e[1]));
    if sorted {
        return None;
    }
    let mut order: Vec<u32> = (0..start.len() as u32).collect();
    order.sort_by_key(|&at| key(at as usize));
    Some(order)
}

/// From emission number to final row.
fn invert(order: &[u32]) -> Vec<u32> {
    let mut finals = vec![0; order.len()];
    for (row, &emitted) in order.iter().enumerate() {
        if let Some(slot) = finals.get_mut(emitted as usize) {
            *slot = row as u32;
        }
    }
    finals
}

fn sort(layer: &mut Layer, order: &[u32]) {
    fn by<T: Copy>(values: &mut Vec<T>, order: &[u32]) {
        if !values.is_empty() {
            *values = order.iter().filter_map(|&at| values.get(at as usize).copied()).collect();
        }
    }
    by(&mut layer.start, order);
    by(&mut layer.end, order);
    by(&mut layer.label, order);
    for column in &mut layer.columns {
        if let Some(old) = column.validity.take() {
            let mut validity = Validity::default();
            order.iter().for_each(|&at| validity.push(old.get(at as usize)));
            column.validity = Some(validity);
        }
        match &mut column.values {
            Values::Sym(v) => by(v, order),
            Values::Bool(v) => by(v, order),
            Values::I64(v) => by(v, order),
            Values::F64(v) => by(v, order),
            Values::Row(v) => by(v, order),
            Values::Span(v) => by(v, order),
            Values::Text { offsets, bytes } => sort_text(offsets, bytes, order),
        }
    }
}

fn sort_text(offsets: &mut Vec<u32>, bytes: &mut String, order: &[u32]) {
    let (mut ends, mut joined) = (Vec::with_capacity(offsets.len()), String::with_capacity(bytes.len()));
    ends.push(0);
    for &at in order {
        let at = at as usize;
        let (Some(&from), Some(&to)) = (offsets.get(at), offsets.get(at + 1)) else { continue };
        joined.push_str(bytes.get(from as usize..to as usize).unwrap_or_default());
        ends.push(joined.len() as u32);
    }
    *offsets = ends;
    *bytes = joined;
}
