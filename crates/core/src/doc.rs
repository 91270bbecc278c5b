//! What a component sees of a document: a text, and the layers and fields that it declared.

use crate::Span;
use crate::create::{ColumnIn, FieldIn, LayerIn};
use crate::fields::{FieldValue, Fields, Origin};
use crate::layer::{Column, Layer, Values};
use crate::symbol::{LocalSymbols, Sym, Symbols};

/// A borrowed view of a document.
#[derive(Clone, Copy)]
pub struct Doc<'a> {
    /// The document's id, for messages.
    pub id: &'a str,
    /// The text, or the view that the step's `on` names. Spans of layers point into it.
    pub text: &'a str,
    /// Whether `text` is a view.
    pub is_view: bool,
    pub(crate) layers: &'a [Option<LayerView<'a>>],
    pub(crate) fields: &'a Fields,
    pub(crate) field_names: &'a [String],
    pub(crate) symbols: &'a Symbols,
    pub(crate) local: &'a LocalSymbols,
}

/// What a [`Doc`] is made of outside an engine: in a plugin.
pub struct DocParts<'a> {
    /// The document's id.
    pub id: &'a str,
    /// The text or view.
    pub text: &'a str,
    /// Whether `text` is a view.
    pub is_view: bool,
    /// The layers read, in the order of the signature.
    pub layers: &'a [Option<LayerView<'a>>],
    /// The fields.
    pub fields: &'a Fields,
    /// The names of the fields read, in the order of the signature.
    pub field_names: &'a [String],
    /// The run's symbols.
    pub symbols: &'a Symbols,
    /// The document's own symbols.
    pub local: &'a LocalSymbols,
}

impl<'a> Doc<'a> {
    /// A view of a document that an engine does not hold.
    #[must_use]
    pub fn from_parts(parts: DocParts<'a>) -> Self {
        let DocParts { id, text, is_view, layers, fields, field_names, symbols, local } = parts;
        Self { id, text, is_view, layers, fields, field_names, symbols, local }
    }

    /// The run's symbols.
    #[must_use]
    pub fn run_symbols(&self) -> &'a Symbols {
        self.symbols
    }

    /// The document's own symbols.
    #[must_use]
    pub fn local_symbols(&self) -> &'a LocalSymbols {
        self.local
    }

    /// The rows of a declared layer; no rows when this document does not have it.
    #[must_use]
    pub fn layer(&self, layer: LayerIn) -> LayerView<'a> {
        self.find(Some(layer)).unwrap_or(LayerView::NONE)
    }

    /// The rows of a layer that is read if present; `None` when this document does not have it.
    #[must_use]
    pub fn find(&self, layer: Option<LayerIn>) -> Option<LayerView<'a>> {
        self.layers.get(layer?.at as usize).copied().flatten()
    }

    /// The value of a declared field.
    #[must_use]
    pub fn field(&self, field: FieldIn) -> Option<&'a FieldValue> {
        self.fields.get(self.field_names.get(field.at as usize)?)
    }

    /// The text of a declared field that is text.
    #[must_use]
    pub fn field_text(&self, field: FieldIn) -> Option<&'a str> {
        self.field(field)?.as_text()
    }

    /// Where the value of a declared field came from.
    #[must_use]
    pub fn field_origin(&self, field: FieldIn) -> Option<Origin> {
        self.fields.origin(self.field_names.get(field.at as usize)?)
    }

    /// The string of a symbol; an empty string for [`Sym::NONE`] or a number that is no symbol.
    #[must_use]
    pub fn symbol(&self, sym: Sym) -> &'a str {
        self.local.name(self.symbols, sym).unwrap_or_default()
    }
}

/// The rows of a layer, with spans in the text that the component works on.
#[derive(Clone, Copy)]
pub struct LayerView<'a> {
    layer: &'a Layer,
    start: &'a [u32],
    end: &'a [u32],
    spans: &'a [(usize, Vec<Span>)],
}

static NO_ROWS: Layer = Layer { start: Vec::new(), end: Vec::new(), label: Vec::new(), columns: Vec::new() };

impl<'a> LayerView<'a> {
    /// No rows.
    pub const NONE: LayerView<'static> = LayerView { layer: &NO_ROWS, start: &[], end: &[], spans: &[] };

    /// The rows as they are in the text.
    #[must_use]
    pub fn new(layer: &'a Layer) -> Self {
        Self { layer, start: &layer.start, end: &layer.end, spans: &[] }
    }

    /// The same rows with spans mapped into a view.
    pub(crate) fn mapped(layer: &'a Layer, mapped: &'a Mapped) -> Self {
        Self { layer, start: &mapped.start, end: &mapped.end, spans: &mapped.spans }
    }

    /// The number of rows.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.start.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start.is_empty()
    }

    /// Where the rows start, in order.
    #[inline]
    #[must_use]
    pub fn starts(&self) -> &'a [u32] {
        self.start
    }

    /// Where the rows end.
    #[inline]
    #[must_use]
    pub fn ends(&self) -> &'a [u32] {
        self.end
    }

    /// The labels; empty when the layer has none.
    #[inline]
    #[must_use]
    pub fn labels(&self) -> &'a [Sym] {
        &self.layer.label
    }

    /// The span of a row; an empty span at 0 past the end. In a view, a row whose text the view deleted is empty.
    #[inline]
    #[must_use]
    pub fn span(&self, row: usize) -> Span {
        match (self.start.get(row), self.end.get(row)) {
            (Some(&start), Some(&end)) => Span { start, end },
            _ => Span { start: 0, end: 0 },
        }
    }

    /// All spans in order.
    pub fn spans(&self) -> impl ExactSizeIterator<Item = Span> + use<'a> {
        self.start.iter().zip(self.end).map(|(&start, &end)| Span { start, end })
    }

    /// The label of a row.
    #[inline]
    #[must_use]
    pub fn label(&self, row: usize) -> Sym {
        self.layer.label(row)
    }

    /// The first row that starts at or after a byte.
    #[must_use]
    pub fn first_from(&self, at: u32) -> usize {
        self.start.partition_point(|&start| start < at)
    }

    /// The rows that lie wholly inside a span, as a range that holds them all. Only rows of a layer whose rows do not
    /// overlap (tokens, words, sentences) are all inside it.
    #[must_use]
    pub fn within(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.first_from(span.start);
        let to = self.end.partition_point(|&end| end <= span.end);
        from..to.max(from)
    }

    #[inline]
    fn column(&self, column: ColumnIn) -> Option<&'a Column> {
        self.layer.columns.get(column.column as usize)
    }

    /// The symbol in a row of a column; [`Sym::NONE`] when it is empty.
    #[inline]
    #[must_use]
    pub fn sym(&self, column: ColumnIn, row: usize) -> Sym {
        self.column(column).and_then(|column| column.sym(row)).unwrap_or_default()
    }

    /// The truth value in a row of a column.
    #[must_use]
    pub fn bool(&self, column: ColumnIn, row: usize) -> Option<bool> {
        self.column(column)?.bool(row)
    }

    /// The integer in a row of a column.
    #[must_use]
    pub fn i64(&self, column: ColumnIn, row: usize) -> Option<i64> {
        self.column(column)?.i64(row)
    }

    /// The number in a row of a column.
    #[must_use]
    pub fn f64(&self, column: ColumnIn, row: usize) -> Option<f64> {
        self.column(column)?.f64(row)
    }

    /// The string in a row of a column.
    #[inline]
    #[must_use]
    pub fn text(&self, column: ColumnIn, row: usize) -> Option<&'a str> {
        self.column(column)?.text(row)
    }

    /// The strings of a column, for who reads many of its rows.
    #[must_use]
    pub fn texts(&self, column: ColumnIn) -> Texts<'a> {
        match self.column(column).map(|column| &column.values) {
            Some(Values::Text { offsets, bytes }) => Texts { offsets, bytes },
            _ => Texts { offsets: &[], bytes: "" },
        }
    }

    /// The symbols of a column, one a row, [`Sym::NONE`] where there is none; empty where it is no column of symbols.
    #[must_use]
    pub fn syms(&self, column: ColumnIn) -> &'a [Sym] {
        match self.column(column).map(|column| &column.values) {
            Some(Values::Sym(symbols)) => symbols,
            _ => &[],
        }
    }

    /// The row that a row of a column refers to.
    #[must_use]
    pub fn row(&self, column: ColumnIn, row: usize) -> Option<usize> {
        self.column(column)?.row(row).map(|row| row as usize)
    }

    /// The span in a row of a column.
    #[must_use]
    pub fn span_in(&self, column: ColumnIn, row: usize) -> Option<Span> {
        let at = column.column as usize;
        let value = self.column(column)?.span(row)?;
        match self.spans.iter().find(|(column, _)| *column == at) {
            Some((_, mapped)) => mapped.get(row).copied(),
            None => Some(value),
        }
    }

    /// The spans of a span column where they are mapped into a view; `None` where they are as stored.
    #[must_use]
    pub fn mapped_spans(&self, column: usize) -> Option<&'a [Span]> {
        self.spans.iter().find(|(at, _)| *at == column).map(|(_, spans)| spans.as_slice())
    }

    /// The columns as they are stored, for hosts that hand whole columns on. Span columns are those of the text.
    #[must_use]
    pub fn columns(&self) -> &'a [Column] {
        &self.layer.columns
    }
}

/// The strings of a column.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a> {
    offsets: &'a [u32],
    bytes: &'a str,
}

impl<'a> Texts<'a> {
    /// The string of a row; an empty one where it has none, and past the end.
    #[inline]
    #[must_use]
    pub fn of(&self, row: usize) -> &'a str {
        match self.offsets.get(row..row.saturating_add(2)) {
            Some(&[from, to]) => self.bytes.get(from as usize..to as usize).unwrap_or_default(),
            _ => "",
        }
    }
}

/// The spans of a layer mapped into a view, row by row.
#[derive(Debug, Default)]
pub(crate) struct Mapped {
    pub(crate) start: Vec<u32>,
    pub(crate) end: Vec<u32>,
    pub(crate) spans: Vec<(usize, Vec<Span>)>,
}

impl Mapped {
    /// Maps the rows of a layer from the text into a view.
    pub(crate) fn into_view(layer: &Layer, alignment: &crate::Alignment) -> Self {
        let mut mapped = Self::default();
        let rows = layer.start.iter().zip(&layer.end).map(|(&start, &end)| Span { start, end });
        for span in alignment.inward_all(rows) {
            mapped.start.push(span.start);
            mapped.end.push(span.end);
        }
        for (at, column) in layer.columns.iter().enumerate() {
            if let crate::layer::Values::Span(spans) = &column.values {
                mapped.spans.push((at, spans.iter().map(|&span| alignment.inward(span)).collect()));
            }
        }
        mapped
    }
}
