//! What is highlighted in a document: the spans of rows, and the spans that their columns name.

use warraq_arabic::script::{is_joiner, is_mark};
use warraq_core::layer::Values;
use warraq_core::serde_json::{Value, json};
use warraq_core::{Layer, Record, Span};

use super::style::{Channel, Shown};
use crate::table::value;

/// How many colours speakers have.
const COLOURS: usize = 8;

/// A stretch of text that belongs to a row.
pub(super) struct Mark {
    pub(super) span: Span,
    /// The row's number in [`Facts::rows`].
    pub(super) row: usize,
    /// The column that names the stretch; empty for the row's own span.
    pub(super) role: String,
}

/// A row that the page knows.
pub(super) struct Fact {
    /// The layer's number on the page.
    pub(super) layer: usize,
    pub(super) span: Span,
    pub(super) label: String,
    /// Columns with a value, by name.
    pub(super) values: Vec<(String, String)>,
    /// The speaker's colour, for statements.
    pub(super) colour: Option<usize>,
}

/// What is highlighted in a document.
pub(super) struct Facts {
    pub(super) rows: Vec<Fact>,
    /// Sorted by start, longer ones first.
    pub(super) marks: Vec<Mark>,
}

impl Facts {
    pub(super) fn new(record: &Record<'_>, shown: &[Shown<'_>]) -> Self {
        let mut facts = Self { rows: Vec::new(), marks: Vec::new() };
        let mut speakers: Vec<String> = Vec::new();
        for (at, layer) in shown.iter().enumerate() {
            if let Some(rows) = record.document.layer(layer.id) {
                for row in 0..rows.len() {
                    facts.add(record, layer, at, rows, row, &mut speakers);
                }
            }
        }
        facts.marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end), mark.row));
        facts
    }

    fn add(
        &mut self,
        record: &Record<'_>,
        shown: &Shown<'_>,
        at: usize,
        layer: &Layer,
        row: usize,
        speakers: &mut Vec<String>,
    ) {
        let Some(span) = layer.span(row) else { return };
        let number = self.rows.len();
        self.marks.push(Mark { span: snapped(record, span), row: number, role: String::new() });
        let mut values = Vec::new();
        for (column, cells) in shown.run.schema.columns.iter().zip(&layer.columns) {
            if !cells.is_valid(row) || (column.name == "rule" && !record.head.settings.provenance) {
                continue;
            }
            values.push((column.name.clone(), value(record, cells, row, &column.name)));
            if let (Values::Span(_), Some(span)) = (&cells.values, cells.span(row)) {
                self.marks.push(Mark { span: snapped(record, span), row: number, role: column.name.clone() });
            }
        }
        let colour = (shown.channel == Channel::Statement).then(|| {
            let named =
                |name: &str| values.iter().find(|(column, _)| column == name).map(|(_, text)| text.clone());
            let speaker = named("speaker").or_else(|| named("source")).unwrap_or_default();
            let known = speakers.iter().position(|known| *known == speaker).unwrap_or_else(|| {
                speakers.push(speaker);
                speakers.len() - 1
            });
            known % COLOURS
        });
        let label = record.symbol(layer.label(row)).to_owned();
        self.rows.push(Fact { layer: at, span, label, values, colour });
    }

    /// The rows for the page's script.
    pub(super) fn json(&self, record: &Record<'_>, shown: &[Shown<'_>]) -> String {
        let row = |fact: &Fact| {
            let name = shown.get(fact.layer).map_or("", |layer| layer.run.schema.name.as_str());
            let text: String = shorten(record.covered(fact.span));
            let values: Vec<(&str, String)> =
                fact.values.iter().map(|(name, value)| (name.as_str(), shorten(value))).collect();
            let mut row =
                json!({"k": format!("k{}", fact.layer), "l": name, "b": fact.label, "t": text, "v": values});
            if let (Some(colour), Value::Object(row)) = (fact.colour, &mut row) {
                row.insert("q".into(), colour.into());
            }
            row
        };
        Value::Array(self.rows.iter().map(row).collect()).to_string()
    }
}

/// A text that fits into a tip.
pub(super) fn shorten(text: &str) -> String {
    const MOST: usize = 160;
    let mut short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The span without half a letter: a mark stays with the letter that it stands on.
fn snapped(record: &Record<'_>, span: Span) -> Span {
    let text = record.text();
    let on = |at: u32| {
        let rest = text.get(at as usize..).unwrap_or_default();
        let behind = rest.trim_start_matches(|c: char| is_mark(c) || is_joiner(c) || is_combining(c));
        at + (rest.len() - behind.len()) as u32
    };
    let (start, end) = (if span.start == 0 { 0 } else { on(span.start) }, on(span.end));
    if start < end { Span::new(start, end) } else { span }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}
