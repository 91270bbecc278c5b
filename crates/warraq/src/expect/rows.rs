//! The rows of a layer as tests see them: covered texts in place of offsets and references.

use serde_json::Value;
use warraq_core::layer::Values;
use warraq_core::{ColumnType, Document, Span};

use crate::config::expect::RowExpect;
use crate::config::tree::Entry;
use crate::plan::Plan;

/// How many characters are shown before and behind a row.
const CONTEXT: usize = 24;

/// A row that was found.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Its span.
    pub span: Span,
    /// The text that it covers.
    pub text: String,
    /// Its label; empty when it has none.
    pub label: String,
    /// Its columns with values: spans and references as the texts that they stand for.
    pub cells: Vec<(String, Value)>,
    /// The text around it: before and behind.
    pub around: (String, String),
}

/// The rows of a layer.
pub(super) fn of(plan: &Plan, document: &Document, layer: &str) -> Vec<Row> {
    let found = plan.schema.find(layer).and_then(|id| Some((plan.schema.layer(id)?, document.layer(id)?)));
    let Some((run, rows)) = found else { return Vec::new() };
    let covered = |span: Span| span.get(document.text()).unwrap_or_default().to_owned();
    let symbol = |sym| document.local.name(&plan.symbols, sym).unwrap_or_default().to_owned();
    let referred = |to: &str, row: u32| {
        let layer = plan.schema.find(to).and_then(|id| document.layer(id));
        layer.and_then(|layer| layer.span(row as usize)).map(covered).unwrap_or_default()
    };
    let mut out = Vec::with_capacity(rows.len());
    for row in 0..rows.len() {
        let Some(span) = rows.span(row) else { continue };
        let mut cells = Vec::new();
        for (column, values) in run.schema.columns.iter().zip(&rows.columns) {
            if !values.is_valid(row) {
                continue;
            }
            let value: Value = match (&values.values, &column.ty) {
                (Values::Sym(_), _) => symbol(values.sym(row).unwrap_or_default()).into(),
                (Values::Bool(_), _) => values.bool(row).into(),
                (Values::I64(_), _) => values.i64(row).into(),
                (Values::F64(_), _) => values.f64(row).into(),
                (Values::Text { .. }, _) => values.text(row).unwrap_or_default().into(),
                (Values::Span(_), _) => values.span(row).map(covered).unwrap_or_default().into(),
                (Values::Row(_), ColumnType::Row(to)) => {
                    referred(to, values.row(row).unwrap_or_default()).into()
                }
                (Values::Row(_), _) => values.row(row).into(),
            };
            cells.push((column.name.clone(), value));
        }
        let label = symbol(rows.label(row));
        out.push(Row { span, text: covered(span), label, cells, around: around(document.text(), span) });
    }
    out
}

/// What stands on the same line before and behind a span.
fn around(text: &str, span: Span) -> (String, String) {
    let before = text.get(..span.start as usize).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    let behind = text.get(span.end as usize..).unwrap_or_default().split('\n').next().unwrap_or_default();
    let skip = before.chars().count().saturating_sub(CONTEXT);
    let mut left: String = before.chars().skip(skip).collect();
    if skip > 0 {
        left.insert(0, '…');
    }
    let mut right: String = behind.chars().take(CONTEXT).collect();
    if right.len() < behind.len() {
        right.push('…');
    }
    (left, right)
}

impl Row {
    /// The value of a key of a test; `None` when the row has none.
    fn get(&self, key: &str) -> Option<Value> {
        match key {
            "text" => Some(self.text.as_str().into()),
            "label" => Some(self.label.as_str().into()),
            "start" => Some(self.span.start.into()),
            "end" => Some(self.span.end.into()),
            _ => self.cells.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone()),
        }
    }

    /// The keys in which this row is not as expected.
    pub(super) fn differs(&self, expected: &RowExpect) -> Vec<String> {
        let wrong = expected.cells.iter().filter(|entry| !same(entry, self.get(&entry.key).as_ref()));
        wrong.map(|entry| entry.key.clone()).collect()
    }

    /// The keys of a test as they would have to be for this row, in TOML; nothing when it is as expected.
    pub(super) fn amend(&self, expected: &RowExpect) -> Option<String> {
        let part = |key: &String| match self.get(key) {
            Some(value) => format!("{key} = {value}"),
            None => format!("{key} = \"\""),
        };
        let parts: Vec<String> = self.differs(expected).iter().map(part).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// Whether it is as expected.
    pub(super) fn is(&self, expected: &RowExpect) -> bool {
        expected.cells.iter().all(|entry| same(entry, self.get(&entry.key).as_ref()))
    }

    /// The row for people: the quoted text, the label, and these columns, or those that tell most.
    #[must_use]
    pub fn describe(&self, keys: &[String]) -> String {
        let mut out = quoted(&self.text);
        if !self.label.is_empty() {
            out.push_str(&format!(" {}", self.label));
        }
        const TELLING: &[&str] = &["value", "value_max", "unit", "lemma", "upos", "cue", "source", "speaker"];
        for (name, value) in &self.cells {
            if keys.contains(name) || (keys.is_empty() && TELLING.contains(&name.as_str())) {
                out.push_str(&format!(" {name}={}", shown(value)));
            }
        }
        for key in keys.iter().filter(|key| self.get(key).is_none()) {
            out.push_str(&format!(" no {key}"));
        }
        out
    }
}

/// Whether a value is the expected one; an empty string or false stands for none as well.
fn same(entry: &Entry, found: Option<&Value>) -> bool {
    let expected = entry.value.to_json();
    match (found, &expected) {
        (None, Value::String(text)) => text.is_empty(),
        (None, Value::Bool(wanted)) => !wanted,
        (None, _) => false,
        // Scores and values of numbers are written to a few digits in tests.
        (Some(Value::Number(found)), Value::Number(wanted)) => match (found.as_f64(), wanted.as_f64()) {
            (Some(found), Some(wanted)) => (found - wanted).abs() <= 5e-5_f64.max(wanted.abs() * 1e-12),
            _ => false,
        },
        (Some(found), _) => *found == expected,
    }
}

/// A text in its quotes, on one line.
pub(super) fn quoted(text: &str) -> String {
    format!("«{}»", text.replace(['\n', '\r', '\t'], " "))
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if text.chars().any(|c| !c.is_ascii_graphic()) => quoted(text),
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => {
            let rounded = (number.as_f64().unwrap_or_default() * 1e4).round() / 1e4;
            rounded.to_string()
        }
        other => other.to_string(),
    }
}

/// An expected row for people.
pub(super) fn wanted(expected: &RowExpect) -> String {
    let mut out = String::new();
    for entry in &expected.cells {
        let value = entry.value.to_json();
        let part = match (entry.key.as_str(), &value) {
            ("text", Value::String(text)) => quoted(text),
            ("label", Value::String(label)) => label.clone(),
            (key, Value::String(text)) if text.is_empty() => format!("no {key}"),
            (key, value) => format!("{key}={}", shown(value)),
        };
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&part);
    }
    out
}
