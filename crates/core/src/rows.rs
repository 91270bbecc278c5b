//! The rows that a component pushes during one call, in the order in which it pushes them.

use crate::Span;
use crate::layer::{Column, Validity, Values};
use crate::schema::LayerSchema;
use crate::symbol::Sym;

mod values;

pub use values::ValuesIn;

/// A row that this call pushed: its emission number. References to rows of earlier steps are final row numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct Pushed(pub u32);

/// The rows of one layer in emission order. Columns may lag behind the spans: what a row leaves out is empty.
#[derive(Debug, Default, Clone)]
pub struct Rows {
    pub(crate) start: Vec<u32>,
    pub(crate) end: Vec<u32>,
    pub(crate) label: Vec<Sym>,
    pub(crate) columns: Vec<Column>,
    pub(crate) labelled: bool,
    /// Bits of columns of earlier calls, whose memory serves again.
    spare: Vec<Validity>,
}

impl Rows {
    /// No rows yet of this layer.
    #[must_use]
    pub fn new(schema: &LayerSchema) -> Self {
        Self {
            columns: schema.columns.iter().map(|column| Column::empty(&column.ty)).collect(),
            labelled: schema.labels != crate::schema::Labels::None,
            ..Self::default()
        }
    }

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

    /// Makes room for about so many more rows, so that spans and labels need not grow step by step.
    pub fn reserve(&mut self, rows: usize) {
        self.start.reserve(rows);
        self.end.reserve(rows);
        if self.labelled {
            self.label.reserve(rows);
        }
    }

    /// Forgets all rows but keeps the memory.
    pub fn clear(&mut self) {
        self.start.clear();
        self.end.clear();
        self.label.clear();
        for column in &mut self.columns {
            if let Some(mut validity) = column.validity.take() {
                validity.clear();
                self.spare.push(validity);
            }
            match &mut column.values {
                Values::Sym(v) => v.clear(),
                Values::Bool(v) => v.clear(),
                Values::I64(v) => v.clear(),
                Values::F64(v) => v.clear(),
                Values::Text { offsets, bytes } => {
                    offsets.truncate(1);
                    bytes.clear();
                }
                Values::Row(v) => v.clear(),
                Values::Span(v) => v.clear(),
            }
        }
    }

    /// Adds a row. The label is ignored when the layer has none.
    #[inline]
    pub fn push(&mut self, span: Span, label: Sym) -> Pushed {
        let at = self.start.len() as u32;
        self.start.push(span.start);
        self.end.push(span.end);
        if self.labelled {
            self.label.push(label);
        }
        Pushed(at)
    }

    /// Adds whole columns of spans and labels (as long as the shortest of them).
    pub fn extend(&mut self, start: &[u32], end: &[u32], label: &[Sym]) {
        let n = if self.labelled {
            start.len().min(end.len()).min(label.len())
        } else {
            start.len().min(end.len())
        };
        self.start.extend_from_slice(start.get(..n).unwrap_or_default());
        self.end.extend_from_slice(end.get(..n).unwrap_or_default());
        if self.labelled {
            self.label.extend_from_slice(label.get(..n).unwrap_or_default());
        }
    }

    /// Where the rows start, in order of emission.
    #[must_use]
    pub fn starts(&self) -> &[u32] {
        &self.start
    }

    /// Where the rows end.
    #[must_use]
    pub fn ends(&self) -> &[u32] {
        &self.end
    }

    /// The labels; empty when the layer has none.
    #[must_use]
    pub fn labels(&self) -> &[Sym] {
        &self.label
    }

    /// The columns, which may lag behind the spans before [`Rows::level`].
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Adds the values of a column for the rows from `from` on, those that [`Rows::extend`] added last. Gives back
    /// whether the column exists, has this type, and is not filled that far already.
    #[must_use]
    pub fn extend_column(
        &mut self,
        column: usize,
        from: usize,
        values: &ValuesIn<'_>,
        valid: Option<&[u8]>,
    ) -> bool {
        let Some(column) = self.columns.get_mut(column) else { return false };
        let have = column.values.len();
        if have > from || !values.fit(&column.values) {
            return false;
        }
        if have < from {
            pad(column, from, &mut self.spare);
        }
        let n = values.len();
        match (&mut column.validity, valid) {
            (Some(validity), Some(bits)) => validity.extend(bits, n),
            (Some(validity), None) => (0..n).for_each(|_| validity.push(true)),
            (None, Some(bits)) => {
                let mut validity = self.spare.pop().unwrap_or_default();
                (0..from).for_each(|_| validity.push(true));
                validity.extend(bits, n);
                column.validity = Some(validity);
            }
            (None, None) => {}
        }
        values.append(&mut column.values);
        true
    }

    /// Brings a column up to `row` with empty values, and marks `row` as filled. `None`: no such column, one of
    /// another type, or the row has a value already (the first one stays).
    fn slot(&mut self, column: usize, row: Pushed, same: fn(&Values) -> bool) -> Option<&mut Values> {
        let column = self.columns.get_mut(column)?;
        let (have, row) = (column.values.len(), row.0 as usize);
        if have > row || !same(&column.values) {
            return None;
        }
        if have < row {
            pad(column, row, &mut self.spare);
        }
        if let Some(validity) = &mut column.validity {
            validity.push(true);
        }
        Some(&mut column.values)
    }

    /// Fills a symbol column.
    pub fn sym(&mut self, column: usize, row: Pushed, value: Sym) {
        if let Some(Values::Sym(v)) = self.slot(column, row, |v| matches!(v, Values::Sym { .. })) {
            v.push(value);
        }
    }

    /// Fills a truth column.
    pub fn bool(&mut self, column: usize, row: Pushed, value: bool) {
        if let Some(Values::Bool(v)) = self.slot(column, row, |v| matches!(v, Values::Bool { .. })) {
            v.push(u8::from(value));
        }
    }

    /// Fills an integer column.
    pub fn i64(&mut self, column: usize, row: Pushed, value: i64) {
        if let Some(Values::I64(v)) = self.slot(column, row, |v| matches!(v, Values::I64 { .. })) {
            v.push(value);
        }
    }

    /// Fills a floating-point column.
    pub fn f64(&mut self, column: usize, row: Pushed, value: f64) {
        if let Some(Values::F64(v)) = self.slot(column, row, |v| matches!(v, Values::F64 { .. })) {
            v.push(value);
        }
    }

    /// Fills a text column.
    pub fn text(&mut self, column: usize, row: Pushed, value: &str) {
        if let Some(Values::Text { offsets, bytes }) =
            self.slot(column, row, |v| matches!(v, Values::Text { .. }))
        {
            bytes.push_str(value);
            offsets.push(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        }
    }

    /// Fills a reference column: a final row of an earlier layer.
    pub fn row(&mut self, column: usize, row: Pushed, value: u32) {
        if let Some(Values::Row(v)) = self.slot(column, row, |v| matches!(v, Values::Row { .. })) {
            v.push(value);
        }
    }

    /// Fills a span column.
    pub fn span(&mut self, column: usize, row: Pushed, value: Span) {
        if let Some(Values::Span(v)) = self.slot(column, row, |v| matches!(v, Values::Span { .. })) {
            v.push(value);
        }
    }

    /// Brings the columns that any row filled to the number of rows. Those that are left out when rows cross to the host become
    /// empty there.
    pub(crate) fn level_filled(&mut self) {
        let n = self.len();
        for column in &mut self.columns {
            if (1..n).contains(&column.values.len()) {
                pad(column, n, &mut self.spare);
            }
        }
    }

    /// Brings every column to the number of rows: what no row filled is empty.
    pub fn level(&mut self) {
        let n = self.len();
        for column in &mut self.columns {
            if column.values.len() < n {
                pad(column, n, &mut self.spare);
            }
        }
    }
}

/// Brings a column to as many rows as there are spans, with empty values.
fn pad(column: &mut Column, to: usize, spare: &mut Vec<Validity>) {
    let have = column.values.len();
    let validity = column.validity.get_or_insert_with(|| {
        let mut validity = spare.pop().unwrap_or_default();
        (0..have).for_each(|_| validity.push(true));
        validity
    });
    (have..to).for_each(|_| validity.push(false));
    match &mut column.values {
        Values::Sym(v) => v.resize(to, Sym::NONE),
        Values::Bool(v) => v.resize(to, 0),
        Values::I64(v) => v.resize(to, 0),
        Values::F64(v) => v.resize(to, 0.0),
        Values::Text { offsets, .. } => {
            let last = offsets.last().copied().unwrap_or(0);
            offsets.resize(to + 1, last);
        }
        Values::Row(v) => v.resize(to, 0),
        Values::Span(v) => v.resize(to, Span { start: 0, end: 0 }),
    }
}

/// A pushed row whose columns are being filled. Columns that are left out are empty.
#[derive(Debug)]
pub struct Row<'r> {
    pub(crate) rows: &'r mut Rows,
    pub(crate) layer: u16,
    pub(crate) at: Pushed,
}

macro_rules! fill {
    ($($(#[$doc:meta])* $name:ident: $ty:ty),* $(,)?) => {$(
        $(#[$doc])*
        pub fn $name(self, column: crate::create::ColumnOut, value: $ty) -> Self {
            if column.layer == self.layer {
                self.rows.$name(column.column as usize, self.at, value);
            }
            self
        }
    )*};
}

impl Row<'_> {
    fill! {
        /// Fills a symbol column.
        sym: Sym,
        /// Fills a truth column.
        bool: bool,
        /// Fills an integer column.
        i64: i64,
        /// Fills a floating-point column.
        f64: f64,
        /// Fills a text column.
        text: &str,
        /// Fills a reference column with a final row of a layer that an earlier step wrote.
        row: u32,
        /// Fills a span column.
        span: Span,
    }

    /// Fills a reference column with a row that this call pushed into a layer that this step writes; the engine
    /// rewrites it to the final row.
    pub fn refer(self, column: crate::create::ColumnOut, value: Pushed) -> Self {
        self.row(column, value.0)
    }

    /// The row's emission number, for references to it.
    #[must_use]
    pub fn at(&self) -> Pushed {
        self.at
    }
}
