//! A record as scores see it: offsets in bytes, and of each row what is compared.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use warraq_core::{OffsetIndex, OffsetUnit};

use super::value::comparable;

/// Start and end, in bytes. They may reach beyond the text: a record can be wrong.
pub(super) type Cut = (usize, usize);

/// How many characters are kept around a mistake.
const CONTEXT: usize = 30;

/// A row of a record.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EvalRow {
    pub(super) span: Cut,
    pub(super) label: Option<String>,
    pub(super) value: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) cue: Option<Cut>,
    pub(super) source: Option<Cut>,
    pub(super) speaker: Option<Cut>,
}

/// A record.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EvalRecord {
    /// Its id.
    pub id: Option<String>,
    /// The name of its file without the ending, which stands for an id that is not there.
    pub stem: Option<String>,
    /// The text; empty when the record has none.
    pub text: String,
    /// The layers.
    pub layers: BTreeMap<String, Vec<EvalRow>>,
}

impl EvalRecord {
    /// From the JSON of a record, with offsets in any unit.
    ///
    /// # Errors
    /// It is no record: what was found and what is allowed.
    pub fn from_json(value: &Value, stem: Option<&str>) -> Result<Self, String> {
        let Value::Object(record) = value else { return Err("found no object, a record is one".into()) };
        let text = |key: &str| record.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let unit: OffsetUnit = match record.get("offset_unit").and_then(Value::as_str) {
            None => OffsetUnit::Byte,
            Some(name) => {
                name.parse().map_err(|error: warraq_core::offsets::UnknownUnit| error.to_string())?
            }
        };
        let source = text("text");
        if unit != OffsetUnit::Byte && source.is_empty() && has_rows(record) {
            return Err(format!(
                "the record has offsets in {unit} and no text that they could be counted in"
            ));
        }
        let index = OffsetIndex::new(&source);
        let offsets = Offsets { index: &index, unit };
        let mut layers = BTreeMap::new();
        match record.get("layers") {
            None | Some(Value::Null) => {}
            Some(Value::Object(found)) => {
                for (name, rows) in found {
                    layers.insert(name.clone(), offsets.rows(name, rows)?);
                }
            }
            Some(_) => return Err("layers: an object is allowed".into()),
        }
        let id = Some(text("id")).filter(|id| !id.is_empty());
        Ok(Self { id, stem: stem.map(str::to_owned), text: source, layers })
    }

    /// What it is called: its id, else its file.
    #[must_use]
    pub fn name(&self) -> &str {
        self.id.as_deref().or(self.stem.as_deref()).unwrap_or_default()
    }

    /// The rows of a layer.
    pub(super) fn rows(&self, layer: &str) -> &[EvalRow] {
        self.layers.get(layer).map_or(&[], Vec::as_slice)
    }
}

fn has_rows(record: &Map<String, Value>) -> bool {
    let layers = record.get("layers").and_then(Value::as_object);
    layers.is_some_and(|layers| {
        layers.values().any(|rows| rows.as_array().is_some_and(|rows| !rows.is_empty()))
    })
}

struct Offsets<'t> {
    index: &'t OffsetIndex<'t>,
    unit: OffsetUnit,
}

impl Offsets<'_> {
    fn rows(&self, layer: &str, rows: &Value) -> Result<Vec<EvalRow>, String> {
        let rows = match rows {
            Value::Array(rows) => rows,
            Value::Null => return Ok(Vec::new()),
            Value::Object(_) => {
                return Err(format!(
                    "{layer}: rows as columns; eval reads rows as objects (rows = \"objects\")"
                ));
            }
            _ => return Err(format!("{layer}: a list of rows is allowed")),
        };
        rows.iter()
            .enumerate()
            .map(|(at, row)| self.row(row).map_err(|why| format!("{layer}[{at}]: {why}")))
            .collect()
    }

    fn row(&self, row: &Value) -> Result<EvalRow, String> {
        let object = row.as_object().ok_or("a row is an object")?;
        let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
        let value = |key: &str| object.get(key).and_then(comparable);
        let part = |key: &str| match object.get(key) {
            Some(Value::Object(part)) if !part.is_empty() => {
                self.cut(part).map(Some).map_err(|why| format!("{key}: {why}"))
            }
            _ => Ok(None),
        };
        Ok(EvalRow {
            span: self.cut(object)?,
            label: text("label"),
            value: value("value"),
            unit: value("unit"),
            cue: part("cue")?,
            source: part("source")?,
            speaker: part("speaker")?,
        })
    }

    fn cut(&self, object: &Map<String, Value>) -> Result<Cut, String> {
        let at = |key: &str| match object.get(key) {
            Some(found) => match found.as_u64().and_then(|at| u32::try_from(at).ok()) {
                Some(at) if self.unit == OffsetUnit::Byte => Ok(at as usize),
                Some(at) => self.index.byte_of(self.unit, at).map(|byte| byte as usize).ok_or_else(|| {
                    let (length, unit) = (self.index.len(self.unit), self.unit);
                    format!("{key}: found {at}, allowed is the border of a character up to {length} ({unit})")
                }),
                None => Err(format!("{key}: found {found}, allowed is an offset")),
            },
            None => Err(format!("there is no {key}")),
        };
        Ok((at("start")?, at("end")?))
    }
}

/// What a span covers; bytes that are half a character are shown as U+FFFD.
pub(super) fn covered(text: &str, (start, end): Cut) -> String {
    let bytes = text.as_bytes();
    let end = end.min(bytes.len());
    String::from_utf8_lossy(bytes.get(start.min(end)..end).unwrap_or_default()).into_owned()
}

/// What stands around a span, on its line.
pub(super) fn around(text: &str, (start, end): Cut) -> (String, String) {
    let before = covered(text, (0, start));
    let before = before.rsplit('\n').next().unwrap_or_default();
    let behind = covered(text, (end, text.len()));
    let behind = behind.split('\n').next().unwrap_or_default();
    let skip = before.chars().count().saturating_sub(CONTEXT);
    let more = |cut: bool| if cut { "…" } else { "" };
    let left: String = before.chars().skip(skip).collect();
    let right: String = behind.chars().take(CONTEXT).collect();
    let cut = right.len() < behind.len();
    (format!("{}{left}", more(skip > 0)), format!("{right}{}", more(cut)))
}
