//! A finished document as an output shows it: chosen layers, offsets in the chosen unit.

use crate::Span;
use crate::create::OutputSettings;
use crate::document::Document;
use crate::layer::Layer;
use crate::offsets::{OffsetIndex, OffsetUnit};
use crate::schema::{LayerId, RunLayer, Schema};
use crate::symbol::{Sym, Symbols};

/// What a format knows before the first document.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    /// The layers and views of the run.
    pub schema: &'a Schema,
    /// The layers that this output shows, in the order of records.
    pub layers: &'a [LayerId],
    /// The pipeline's name.
    pub pipeline: &'a str,
    /// The hash of config, component versions, plugins and models.
    pub fingerprint: &'a str,
    /// How this output shows documents.
    pub settings: &'a OutputSettings,
    /// The run's symbols.
    pub symbols: &'a Symbols,
}

/// A finished document as an output shows it.
pub struct Record<'a> {
    /// The document.
    pub document: &'a Document,
    /// What the format knows already.
    pub head: Head<'a>,
    offsets: Option<OffsetIndex<'a>>,
}

impl<'a> Record<'a> {
    /// A document as this output shows it.
    #[must_use]
    pub fn new(document: &'a Document, head: Head<'a>) -> Self {
        let unit = head.settings.offsets;
        let offsets = (unit != OffsetUnit::Byte).then(|| OffsetIndex::new(document.text()));
        Self { document, head, offsets }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.document.text()
    }

    /// A byte offset in the output's unit.
    #[must_use]
    pub fn offset(&self, byte: u32) -> u32 {
        match &self.offsets {
            Some(index) => index.unit_of(self.head.settings.offsets, byte),
            None => byte,
        }
    }

    /// The text that a span covers.
    #[must_use]
    pub fn covered(&self, span: Span) -> &'a str {
        span.get(self.document.text()).unwrap_or_default()
    }

    /// The string of a symbol; an empty string for [`Sym::NONE`].
    #[must_use]
    pub fn symbol(&self, sym: Sym) -> &'a str {
        self.document.local.name(self.head.symbols, sym).unwrap_or_default()
    }

    /// The layers that this output shows, in the order of records. A layer that this document does not have has no
    /// rows.
    pub fn layers(&self) -> impl Iterator<Item = (&'a RunLayer, &'a Layer)> {
        static NONE: Layer =
            Layer { start: Vec::new(), end: Vec::new(), label: Vec::new(), columns: Vec::new() };
        let (schema, document) = (self.head.schema, self.document);
        let ids = self.head.layers.iter();
        ids.filter_map(move |&id| Some((schema.layer(id)?, document.layer(id).unwrap_or(&NONE))))
    }

    /// One of those layers by name.
    #[must_use]
    pub fn layer(&self, name: &str) -> Option<(&'a RunLayer, &'a Layer)> {
        self.layers().find(|(layer, _)| layer.schema.name == name)
    }
}
