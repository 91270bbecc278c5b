//! A layer of one document: rows in parallel columns, sorted by (start, -end).

use crate::Span;
use crate::schema::ColumnType;
use crate::symbol::Sym;

/// Which rows of a column have a value: one bit a row, least significant first (Arrow's layout).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Validity {
    bits: Vec<u8>,
    len: usize,
}

impl Validity {
    /// Forgets all rows but keeps the memory.
    pub fn clear(&mut self) {
        self.bits.clear();
        self.len = 0;
    }

    /// Adds a row.
    pub fn push(&mut self, valid: bool) {
        let (byte, bit) = (self.len / 8, self.len % 8);
        if bit == 0 {
            self.bits.push(0);
        }
        if let Some(byte) = self.bits.get_mut(byte) {
            *byte |= u8::from(valid) << bit;
        }
        self.len += 1;
    }

    /// Adds `n` rows from bits packed the same way; missing bits count as no value.
    pub fn extend(&mut self, bits: &[u8], n: usize) {
        if self.len.is_multiple_of(8) && bits.len() * 8 >= n {
            self.bits.extend_from_slice(bits.get(..n.div_ceil(8)).unwrap_or_default());
            self.len += n;
            if let (Some(last), 1..) = (self.bits.last_mut(), n % 8) {
                *last &= (1 << (n % 8)) - 1;
            }
            return;
        }
        for row in 0..n {
            self.push(bits.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1));
        }
    }

    /// Whether a row has a value; false past the end.
    #[must_use]
    pub fn get(&self, row: usize) -> bool {
        row < self.len && self.bits.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1)
    }

    /// The bits as bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bits
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// The values of a column. Rows without a value hold a zero, an empty string or an empty span.
#[derive(Clone, PartialEq, Debug)]
pub enum Values {
    /// Interned strings.
    Sym(Vec<Sym>),
    /// 0 or 1.
    Bool(Vec<u8>),
    /// Signed integers.
    I64(Vec<i64>),
    /// Floating-point numbers.
    F64(Vec<f64>),
    /// Strings, one behind the other; row `n` is `bytes[offsets[n]..offsets[n + 1]]`.
    Text {
        /// One more than there are rows; the first is 0.
        offsets: Vec<u32>,
        /// All strings joined.
        bytes: String,
    },
    /// Rows of another layer, or of this one.
    Row(Vec<u32>),
    /// Spans of the text.
    Span(Vec<Span>),
}

impl Values {
    /// No rows of this type.
    #[must_use]
    pub fn empty(ty: &ColumnType) -> Self {
        match ty {
            ColumnType::Sym => Self::Sym(Vec::new()),
            ColumnType::Bool => Self::Bool(Vec::new()),
            ColumnType::I64 => Self::I64(Vec::new()),
            ColumnType::F64 => Self::F64(Vec::new()),
            ColumnType::Text => Self::Text { offsets: vec![0], bytes: String::new() },
            ColumnType::Row(_) => Self::Row(Vec::new()),
            ColumnType::Span => Self::Span(Vec::new()),
        }
    }

    /// The number of rows.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Sym(v) => v.len(),
            Self::Bool(v) => v.len(),
            Self::I64(v) => v.len(),
            Self::F64(v) => v.len(),
            Self::Text { offsets, .. } => offsets.len().saturating_sub(1),
            Self::Row(v) => v.len(),
            Self::Span(v) => v.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn heap_size(&self) -> usize {
        match self {
            Self::Sym(v) => v.capacity() * 4,
            Self::Bool(v) => v.capacity(),
            Self::I64(v) => v.capacity() * 8,
            Self::F64(v) => v.capacity() * 8,
            Self::Text { offsets, bytes } => offsets.capacity() * 4 + bytes.capacity(),
            Self::Row(v) => v.capacity() * 4,
            Self::Span(v) => v.capacity() * 8,
        }
    }
}

/// A column of a layer.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// The values, one a row.
    pub values: Values,
    /// Which rows have a value; `None` when all have.
    pub validity: Option<Validity>,
}

impl Column {
    /// No rows of this type.
    #[must_use]
    pub fn empty(ty: &ColumnType) -> Self {
        Self { values: Values::empty(ty), validity: None }
    }

    /// Whether a row has a value.
    #[inline]
    #[must_use]
    pub fn is_valid(&self, row: usize) -> bool {
        row < self.values.len() && self.validity.as_ref().is_none_or(|validity| validity.get(row))
    }

    /// The symbol of a row.
    #[inline]
    #[must_use]
    pub fn sym(&self, row: usize) -> Option<Sym> {
        match &self.values {
            Values::Sym(v) if self.is_valid(row) => v.get(row).copied(),
            _ => None,
        }
    }

    /// The truth value of a row.
    #[must_use]
    pub fn bool(&self, row: usize) -> Option<bool> {
        match &self.values {
            Values::Bool(v) if self.is_valid(row) => v.get(row).map(|&value| value != 0),
            _ => None,
        }
    }

    /// The integer of a row.
    #[must_use]
    pub fn i64(&self, row: usize) -> Option<i64> {
        match &self.values {
            Values::I64(v) if self.is_valid(row) => v.get(row).copied(),
            _ => None,
        }
    }

    /// The floating-point number of a row.
    #[must_use]
    pub fn f64(&self, row: usize) -> Option<f64> {
        match &self.values {
            Values::F64(v) if self.is_valid(row) => v.get(row).copied(),
            _ => None,
        }
    }

    /// The string of a row.
    #[inline]
    #[must_use]
    pub fn text(&self, row: usize) -> Option<&str> {
        match &self.values {
            Values::Text { offsets, bytes } if self.is_valid(row) => {
                let (from, to) = (*offsets.get(row)?, *offsets.get(row + 1)?);
                bytes.get(from as usize..to as usize)
            }
            _ => None,
        }
    }

    /// The row that a row refers to.
    #[must_use]
    pub fn row(&self, row: usize) -> Option<u32> {
        match &self.values {
            Values::Row(v) if self.is_valid(row) => v.get(row).copied(),
            _ => None,
        }
    }

    /// The span of a row.
    #[must_use]
    pub fn span(&self, row: usize) -> Option<Span> {
        match &self.values {
            Values::Span(v) if self.is_valid(row) => v.get(row).copied(),
            _ => None,
        }
    }
}

/// The rows of one layer of one document.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layer {
    /// Where each row starts, in bytes of the text.
    pub start: Vec<u32>,
    /// Where each row ends, exclusive.
    pub end: Vec<u32>,
    /// Each row's label; empty when the layer has no labels.
    pub label: Vec<Sym>,
    /// The columns, in the order of the layer's schema.
    pub columns: Vec<Column>,
}

impl Layer {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.start.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start.is_empty()
    }

    /// The span of a row.
    #[must_use]
    pub fn span(&self, row: usize) -> Option<Span> {
        Some(Span { start: *self.start.get(row)?, end: *self.end.get(row)? })
    }

    /// The label of a row; [`Sym::NONE`] when the layer has none.
    #[inline]
    #[must_use]
    pub fn label(&self, row: usize) -> Sym {
        self.label.get(row).copied().unwrap_or_default()
    }

    /// About how many bytes the layer holds.
    #[must_use]
    pub fn heap_size(&self) -> usize {
        let columns = |column: &Column| {
            column.values.heap_size() + column.validity.as_ref().map_or(0, |validity| validity.bytes().len())
        };
        (self.start.capacity() + self.end.capacity() + self.label.capacity()) * 4
            + self.columns.iter().map(columns).sum::<usize>()
    }
}
