//! What a component gives: a transaction of rows, fields, views, warnings, or a drop.

use crate::Alignment;
use crate::Span;
use crate::create::{FieldOut, LayerOut, ViewOut};
use crate::fields::FieldValue;
use crate::rows::{Row, Rows};
use crate::symbol::Sym;
use crate::wiring::Wiring;

/// The most warnings that one call keeps; later ones are counted.
const MAX_WARNINGS: usize = 100;

/// What one call has given so far. Kept only if the call ends well.
#[derive(Debug, Default)]
pub struct Call {
    pub(crate) rows: Vec<Rows>,
    pub(crate) fields: Vec<(u16, FieldValue)>,
    pub(crate) views: Vec<(u16, String, Alignment)>,
    pub(crate) warnings: Vec<String>,
    pub(crate) unnamed: usize,
    pub(crate) dropped: Option<String>,
    spare: Rows,
}

impl Call {
    /// An empty call of a wired component.
    #[must_use]
    pub fn new(wiring: &Wiring) -> Self {
        Self {
            rows: wiring.outputs.iter().map(|output| Rows::new(&output.schema)).collect(),
            ..Self::default()
        }
    }

    /// What has been given, for plugins, whose results cross to the host. Columns that no row filled have no values.
    #[must_use]
    pub fn given(&mut self) -> Given<'_> {
        self.rows.iter_mut().for_each(Rows::level_filled);
        Given {
            rows: &self.rows,
            fields: &self.fields,
            views: &self.views,
            warnings: &self.warnings,
            unnamed: self.unnamed,
            dropped: self.dropped.as_deref(),
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.rows.iter_mut().for_each(Rows::clear);
        self.fields.clear();
        self.views.clear();
        self.warnings.clear();
        self.unnamed = 0;
        self.dropped = None;
        self.spare.clear();
    }
}

/// What a call has given; positions are those of the signature.
#[derive(Debug)]
pub struct Given<'c> {
    /// The rows of each layer written.
    pub rows: &'c [Rows],
    /// The fields set.
    pub fields: &'c [(u16, FieldValue)],
    /// The views written.
    pub views: &'c [(u16, String, Alignment)],
    /// The warnings that are kept.
    pub warnings: &'c [String],
    /// The number of warnings beyond those.
    pub unnamed: usize,
    /// The reason for which the document was dropped.
    pub dropped: Option<&'c str>,
}

/// Where a component puts its results during one call.
pub struct Out<'a> {
    call: &'a mut Call,
    stop: Option<&'a (dyn Fn() -> bool + Sync)>,
}

impl<'a> Out<'a> {
    /// A sink into a call.
    #[must_use]
    pub fn new(call: &'a mut Call, stop: Option<&'a (dyn Fn() -> bool + Sync)>) -> Self {
        Self { call, stop }
    }

    /// The same sink for a shorter time.
    #[must_use]
    pub fn reborrow(&mut self) -> Out<'_> {
        Out { call: self.call, stop: self.stop }
    }

    /// Adds a row, in any order; the engine sorts. Spans are bytes of [`crate::Doc::text`], on character boundaries,
    /// `start < end`. The label is ignored when the layer has none.
    pub fn push(&mut self, layer: LayerOut, span: Span, label: Sym) -> Row<'_> {
        let rows = match self.call.rows.get_mut(layer.at as usize) {
            Some(rows) => rows,
            None => &mut self.call.spare,
        };
        let at = rows.push(span, label);
        Row { rows, layer: layer.at, at }
    }

    /// The rows of a layer for tight loops: spans, labels and columns can be pushed without looking the layer up again.
    pub fn rows(&mut self, layer: LayerOut) -> &mut Rows {
        match self.call.rows.get_mut(layer.at as usize) {
            Some(rows) => rows,
            None => &mut self.call.spare,
        }
    }

    /// How many rows this call has pushed into a layer.
    #[must_use]
    pub fn pushed(&self, layer: LayerOut) -> usize {
        self.call.rows.get(layer.at as usize).map_or(0, Rows::len)
    }

    /// Sets a declared field. A value from a stronger origin (`--field`) stays.
    pub fn field(&mut self, field: FieldOut, value: impl Into<FieldValue>) {
        self.call.fields.push((field.at, value.into()));
    }

    /// Writes a declared view: a text, and its alignment to [`crate::Doc::text`].
    pub fn view(&mut self, view: ViewOut, text: String, alignment: Alignment) {
        self.call.views.push((view.at, text, alignment));
    }

    /// Complains without failing; the record shows it.
    pub fn warn(&mut self, message: impl Into<String>) {
        if self.call.warnings.len() < MAX_WARNINGS {
            self.call.warnings.push(message.into());
        } else {
            self.call.unnamed += 1;
        }
    }

    /// Drops the document, with a reason for the account. It is not an error.
    pub fn drop(&mut self, reason: impl Into<String>) {
        self.call.dropped.get_or_insert(reason.into());
    }

    /// Whether the call should end now: the run is being stopped, or the document's time is over. Ask at least every
    /// 10 ms in long loops, and return [`crate::Error::cancelled`].
    #[must_use]
    pub fn stop(&self) -> bool {
        self.stop.is_some_and(|stop| stop())
    }
}
