//! One layer of a record, by rows or by columns, turned into rows of a document and checked on the way.

use warraq_core::create::{ColumnOut, LayerOut};
use warraq_core::serde_json::{Map, Value, value::RawValue};
use warraq_core::{
    ColumnType, Create, Error, Labels, LayerSchema, NewDocument, OffsetIndex, OffsetUnit, Span, Sym,
};

use crate::objects::{short, value};

/// Keys of rows that are no columns.
const OWN: &[&str] = &["start", "end", "text", "label", "step"];

/// Offsets of a record in its unit.
pub(super) struct Units<'t> {
    text: &'t str,
    unit: OffsetUnit,
    index: OffsetIndex<'t>,
}

impl<'t> Units<'t> {
    pub(super) fn new(text: &'t str, unit: OffsetUnit) -> Self {
        Self { text, unit, index: OffsetIndex::new(text) }
    }

    /// The span that an object or a row states.
    fn span(&self, start: Option<&Value>, end: Option<&Value>) -> Result<Span, String> {
        let start = self.byte("start", start)?;
        let end = self.byte("end", end)?;
        if start >= end {
            return Err("the span is empty or reversed".into());
        }
        Ok(Span::new(start, end))
    }

    fn byte(&self, key: &str, value: Option<&Value>) -> Result<u32, String> {
        let Some(value) = value else { return Err(format!("{key} is missing")) };
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        let number = number.ok_or_else(|| format!("{key} is {}, an offset is allowed", shown(value)))?;
        self.index.byte_of(self.unit, number).ok_or_else(|| {
            let (unit, len) = (self.unit.name(), self.index.len(self.unit));
            match number > len {
                true => format!("{key} is {number}, the text ends at {unit} {len}"),
                false => format!("{key} is {number}, which lies inside a character"),
            }
        })
    }
}

/// A layer that is read.
pub(super) struct LayerReader {
    schema: LayerSchema,
    out: LayerOut,
    columns: Vec<ColumnOut>,
}

/// The rows of a layer as the record has them.
enum Table {
    Rows(Vec<Value>),
    Columns(Map<String, Value>, usize),
}

/// A value on its way into a column.
enum Cell<'v> {
    Sym(Sym),
    Bool(bool),
    I64(i64),
    F64(f64),
    Text(&'v str),
    Row(u32),
    Span(Span),
}

impl LayerReader {
    pub(super) fn new(cx: &Create<'_>, schema: LayerSchema) -> Result<Self, Error> {
        let out = cx.output(&schema.name)?;
        let columns = schema.columns.iter().map(|column| cx.output_column(&schema.name, &column.name));
        Ok(Self { out, columns: columns.collect::<Result<_, _>>()?, schema })
    }

    pub(super) fn name(&self) -> &str {
        &self.schema.name
    }

    /// Adds the layer's rows to the document. What is wrong with them is added to `faults`.
    pub(super) fn read(
        &self,
        raw: &RawValue,
        units: &Units<'_>,
        strict: bool,
        document: &mut NewDocument<'_, '_>,
        faults: &mut Vec<String>,
    ) {
        document.give(self.out);
        let table = value("layers", raw).and_then(Table::new);
        let table = match table {
            Ok(table) => table,
            Err(message) => return faults.push(format!("layer {}: {message}", self.name())),
        };
        if strict && let Some(message) = self.unknown(&table) {
            return faults.push(format!("layer {}: {message}", self.name()));
        }
        for row in 0..table.len() {
            if let Err(message) = self.row(&table, row, units, document) {
                faults.push(format!("layer {}, row {row}: {message}", self.name()));
            }
        }
    }

    fn row(
        &self,
        table: &Table,
        row: usize,
        units: &Units<'_>,
        document: &mut NewDocument<'_, '_>,
    ) -> Result<(), String> {
        let span = units.span(table.get(row, "start"), table.get(row, "end"))?;
        covers(units.text, span, table.get(row, "text"))?;
        let label = self.label(table.get(row, "label"), document)?;
        let mut cells = Vec::new();
        for (column, &out) in self.schema.columns.iter().zip(&self.columns) {
            match table.get(row, &column.name) {
                Some(value) => {
                    let cell = cell(&column.ty, value, units, document);
                    cells.push((out, cell.map_err(|message| format!("{}: {message}", column.name))?));
                }
                None if column.nullable => {}
                None => return Err(format!("{} is missing", column.name)),
            }
        }
        let mut pushed = document.push(self.out, span, label);
        for (column, cell) in cells {
            pushed = match cell {
                Cell::Sym(value) => pushed.sym(column, value),
                Cell::Bool(value) => pushed.bool(column, value),
                Cell::I64(value) => pushed.i64(column, value),
                Cell::F64(value) => pushed.f64(column, value),
                Cell::Text(value) => pushed.text(column, value),
                Cell::Row(value) => pushed.row(column, value),
                Cell::Span(value) => pushed.span(column, value),
            };
        }
        Ok(())
    }

    fn label(&self, value: Option<&Value>, document: &mut NewDocument<'_, '_>) -> Result<Sym, String> {
        let label = match (&self.schema.labels, value) {
            (Labels::None, _) => return Ok(Sym::NONE),
            (_, None) => return Err("label is missing".into()),
            (_, Some(Value::String(label))) => label,
            (_, Some(other)) => return Err(format!("label is {}, a string is allowed", shown(other))),
        };
        match &self.schema.labels {
            Labels::Closed(allowed) if !allowed.contains(label) => {
                Err(format!("label is \"{label}\", allowed are {}", allowed.join(", ")))
            }
            _ => Ok(document.intern(label)),
        }
    }

    /// What is wrong with keys that are neither a row's own nor columns.
    fn unknown(&self, table: &Table) -> Option<String> {
        let known = |key: &str| {
            // A reference to a layer that is not read has no column here, but is no stranger.
            let catalogue = warraq_core::layers::get(self.name()).and_then(|layer| layer.column(key));
            OWN.contains(&key) || self.schema.column(key).is_some() || catalogue.is_some()
        };
        let key = table.keys().find(|key| !known(key))?;
        let columns: Vec<&str> = self.schema.columns.iter().map(|column| column.name.as_str()).collect();
        Some(format!(
            "the key \"{}\" is no column; there are {} (define can add it)",
            short(key, 40),
            columns.join(", ")
        ))
    }
}

impl Table {
    fn new(layer: Value) -> Result<Self, String> {
        match layer {
            Value::Array(rows) => match rows.iter().position(|row| !row.is_object()) {
                Some(at) => Err(format!("row {at} is {}, an object is allowed", shown(&rows[at]))),
                None => Ok(Self::Rows(rows)),
            },
            Value::Object(columns) => {
                let len = columns.get("start").and_then(Value::as_array).map(Vec::len);
                let Some(len) = len else { return Err("the array \"start\" is missing".into()) };
                for (name, column) in &columns {
                    match column.as_array().map(Vec::len) {
                        Some(found) if found == len => {}
                        Some(found) => {
                            return Err(format!(
                                "the array \"{}\" has {found} values, not {len}",
                                short(name, 40)
                            ));
                        }
                        None => {
                            return Err(format!(
                                "\"{}\" is {}, an array is allowed",
                                short(name, 40),
                                shown(column)
                            ));
                        }
                    }
                }
                Ok(Self::Columns(columns, len))
            }
            other => {
                Err(format!("found {}, allowed is a list of rows or an object of arrays", shown(&other)))
            }
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Rows(rows) => rows.len(),
            Self::Columns(_, len) => *len,
        }
    }

    /// The value of a key in a row, unless it is missing or null.
    fn get(&self, row: usize, key: &str) -> Option<&Value> {
        let value = match self {
            Self::Rows(rows) => rows.get(row)?.get(key)?,
            Self::Columns(columns, _) => columns.get(key)?.get(row)?,
        };
        (!value.is_null()).then_some(value)
    }

    fn keys(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Self::Rows(rows) => {
                Box::new(rows.iter().filter_map(Value::as_object).flat_map(Map::keys).map(String::as_str))
            }
            Self::Columns(columns, _) => Box::new(columns.keys().map(String::as_str)),
        }
    }
}

/// Whether the span covers the text that the record states.
fn covers(text: &str, span: Span, stated: Option<&Value>) -> Result<(), String> {
    let covered = span.get(text).unwrap_or_default();
    match stated {
        None => Ok(()),
        Some(Value::String(stated)) if stated == covered => Ok(()),
        Some(stated) => {
            let (stated, covered) = (shown(stated), short(covered, 24));
            Err(format!("text is {stated}, the span covers \"{covered}\" (is offset_unit right?)"))
        }
    }
}

fn cell<'v>(
    ty: &ColumnType,
    value: &'v Value,
    units: &Units<'_>,
    document: &mut NewDocument<'_, '_>,
) -> Result<Cell<'v>, String> {
    let wrong = |allowed: &str| format!("found {}, allowed is {allowed}", shown(value));
    match ty {
        ColumnType::Sym => {
            let name = value.as_str().filter(|name| !name.is_empty()).ok_or_else(|| wrong("a string"))?;
            Ok(Cell::Sym(document.intern(name)))
        }
        ColumnType::Text => value.as_str().map(Cell::Text).ok_or_else(|| wrong("a string")),
        ColumnType::Bool => value.as_bool().map(Cell::Bool).ok_or_else(|| wrong("true or false")),
        ColumnType::I64 => value.as_i64().map(Cell::I64).ok_or_else(|| wrong("an integer")),
        ColumnType::F64 => value.as_f64().map(Cell::F64).ok_or_else(|| wrong("a number")),
        ColumnType::Row(_) => {
            let row = value.as_u64().and_then(|row| u32::try_from(row).ok());
            row.map(Cell::Row).ok_or_else(|| wrong("a row number"))
        }
        ColumnType::Span => {
            let object = value.as_object().ok_or_else(|| wrong("an object with start and end"))?;
            let span = units.span(object.get("start"), object.get("end"))?;
            covers(units.text, span, object.get("text"))?;
            Ok(Cell::Span(span))
        }
    }
}

/// A value in a message.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{}\"", short(text, 24)),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
        other => other.to_string(),
    }
}
