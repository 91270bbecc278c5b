//! Layers and fields lent across the plugin ABI: pointers to columns where they lie, nothing copied.
//!
//! Making these structs is safe; reading them is the other side's business (`warraq-host`, `warraq-sdk`).

use warraq_abi as abi;

use crate::Span;
use crate::fields::{FieldValue, Origin};
use crate::layer::{Column, Values};
use crate::schema::{ColumnType, Labels, LayerSchema};
use crate::symbol::Sym;

/// The symbols of a layer's name and columns, found once while components are made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The layer's name.
    pub layer: Sym,
    /// Whether its rows have labels.
    pub labelled: bool,
    /// For each column its name and the layer that it refers to.
    pub columns: Vec<(Sym, Sym)>,
}

impl Names {
    /// The names of a layer that the component calls `role`.
    #[must_use]
    pub fn new(role: &str, schema: &LayerSchema, mut intern: impl FnMut(&str) -> Sym) -> Self {
        let mut column = |ty: &ColumnType, name: &str| {
            let to = if let ColumnType::Row(to) = ty { intern(to) } else { Sym::NONE };
            (intern(name), to)
        };
        let columns = schema.columns.iter().map(|c| column(&c.ty, &c.name)).collect();
        Self { layer: intern(role), labelled: schema.labels != Labels::None, columns }
    }
}

/// The columns of a layer that are lent.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// Where rows start.
    pub start: &'a [u32],
    /// Where rows end.
    pub end: &'a [u32],
    /// Their labels.
    pub label: &'a [Sym],
    /// Their columns.
    pub columns: &'a [Column],
}

/// A lent table. It must not outlive what it was lent from. Its lists serve one table after another.
pub struct LentTable {
    /// What the other side gets.
    pub table: abi::Table,
    cols: Vec<abi::Col>,
    list: Vec<*const abi::Col>,
}

impl Default for LentTable {
    fn default() -> Self {
        let table = abi::Table {
            struct_size: size_of::<abi::Table>() as u32,
            layer: Sym::NONE.0,
            n: 0,
            start: std::ptr::null(),
            end: std::ptr::null(),
            label: std::ptr::null(),
            n_cols: 0,
            reserved: 0,
            cols: std::ptr::null(),
        };
        Self { table, cols: Vec::new(), list: Vec::new() }
    }
}

impl LentTable {
    /// Lends a layer, and no longer what was lent before. `mapped` gives the spans of a span column where they are not as
    /// stored (in a view). Columns without a value for each row are left out.
    pub fn lend<'a>(
        &mut self,
        names: &Names,
        parts: Parts<'a>,
        mapped: impl Fn(usize) -> Option<&'a [Span]>,
    ) {
        let n = parts.start.len();
        let columns = parts.columns.iter().zip(&names.columns).enumerate();
        let columns = columns.filter(|(_, (column, _))| column.values.len() >= n);
        self.cols.clear();
        self.cols.extend(columns.map(|(at, (column, &(name, to)))| col(column, name, to, mapped(at))));
        self.list.clear();
        self.list.extend(self.cols.iter().map(std::ptr::from_ref));
        self.table.layer = names.layer.0;
        self.table.n = n as u64;
        self.table.start = parts.start.as_ptr();
        self.table.end = parts.end.as_ptr();
        self.table.label = if names.labelled { parts.label.as_ptr().cast() } else { std::ptr::null() };
        self.table.n_cols = self.list.len() as u32;
        self.table.cols = self.list.as_ptr();
    }
}

/// Lends a layer, as [`LentTable::lend`] does.
#[must_use]
pub fn table<'a>(names: &Names, parts: Parts<'a>, mapped: impl Fn(usize) -> Option<&'a [Span]>) -> LentTable {
    let mut lent = LentTable::default();
    lent.lend(names, parts, mapped);
    lent
}

fn col(column: &Column, name: Sym, ref_layer: Sym, mapped: Option<&[Span]>) -> abi::Col {
    fn of<T>(values: &[T]) -> (*const std::ffi::c_void, u64) {
        (values.as_ptr().cast(), size_of_val(values) as u64)
    }
    let mut offsets_ptr = std::ptr::null();
    let (ty, (values, values_len)) = match &column.values {
        Values::Sym(v) => (abi::column::SYM, of(v)),
        Values::Bool(v) => (abi::column::BOOL, of(v)),
        Values::I64(v) => (abi::column::I64, of(v)),
        Values::F64(v) => (abi::column::F64, of(v)),
        Values::Text { offsets, bytes } => {
            offsets_ptr = offsets.as_ptr();
            (abi::column::STR, of(bytes.as_bytes()))
        }
        Values::Row(v) => (abi::column::ROW, of(v)),
        Values::Span(v) => (abi::column::SPAN, of(mapped.unwrap_or(v))),
    };
    let validity = column.validity.as_ref().map_or(std::ptr::null(), |validity| validity.bytes().as_ptr());
    abi::Col {
        struct_size: size_of::<abi::Col>() as u32,
        r#type: ty,
        name: name.0,
        ref_layer: ref_layer.0,
        values,
        values_len,
        offsets: offsets_ptr,
        validity,
    }
}

/// Fields that are being lent: names and values in pairs, and their types and origins.
#[derive(Default)]
pub struct LentFields {
    /// Names and values.
    pub pairs: Vec<abi::Str>,
    /// Types and origins.
    pub info: Vec<u8>,
    json: Vec<String>,
}

impl LentFields {
    /// Lends a field.
    pub fn push(&mut self, name: &str, value: &FieldValue, origin: Origin) {
        let kind = match value {
            FieldValue::Text(_) => abi::field::TEXT,
            FieldValue::Int(_) => abi::field::INT,
            FieldValue::Float(_) => abi::field::FLOAT,
            FieldValue::Bool(_) => abi::field::BOOL,
            FieldValue::Json(_) => abi::field::JSON,
        };
        let value = match value {
            FieldValue::Text(text) => abi::Str::lend(text),
            other => {
                // The string lies on the heap, where it stays when the list grows.
                let json = other.to_json().to_string();
                let lent = abi::Str::lend(&json);
                self.json.push(json);
                lent
            }
        };
        self.pairs.push(abi::Str::lend(name));
        self.pairs.push(value);
        self.info.push(kind | (origin as u8) << 4);
    }

    /// Lends nothing any longer.
    pub fn clear(&mut self) {
        self.pairs.clear();
        self.info.clear();
        self.json.clear();
    }

    /// The number of fields.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.info.len() as u32
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.info.is_empty()
    }
}

/// A field's value and origin from what was lent; `None` for JSON that is none, or null.
#[must_use]
pub fn field(value: &str, info: u8) -> Option<(FieldValue, Origin)> {
    let origin = match info >> 4 {
        0 => Origin::Pipeline,
        1 => Origin::Reader,
        2 => Origin::Step,
        _ => Origin::CommandLine,
    };
    let value = match info & 15 {
        abi::field::TEXT => FieldValue::Text(value.to_owned()),
        abi::field::FLOAT => FieldValue::Float(serde_json::from_str(value).ok()?),
        abi::field::JSON => FieldValue::Json(serde_json::from_str(value).ok()?),
        _ => FieldValue::from_json(serde_json::from_str(value).ok()?)?,
    };
    Some((value, origin))
}
