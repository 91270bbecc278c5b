//! A document: text that never changes, fields, and the layers that grow on it.

use crate::Alignment;
use crate::fields::{Fields, Origin};
use crate::layer::Layer;
use crate::schema::{LayerId, ViewId};
use crate::symbol::LocalSymbols;

/// The longest text of a document, in bytes: offsets are 32 bits wide and stay positive in signed columns.
pub const MAX_TEXT: usize = (1 << 31) - 1;

/// A normalised text with its alignment to the document's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct View {
    /// The normalised text.
    pub text: String,
    /// From the view (new) to the document's text (old).
    pub alignment: Alignment,
}

/// How a document went through the steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Status {
    /// Every step that applied to it ran.
    #[default]
    Ok,
    /// A step failed on it, and the pipeline said to go on without.
    Partial,
}

/// A document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: String,
    /// The facts about the whole document.
    pub fields: Fields,
    layers: Vec<Option<Layer>>,
    given: Vec<bool>,
    views: Vec<Option<View>>,
    /// From the text to the bytes of the item that it was read from, where the reader knows it.
    pub alignment: Option<Alignment>,
    /// The strings of symbol columns that only this document has.
    pub local: LocalSymbols,
    /// Complaints that do not stop the document, in the order of the steps.
    pub warnings: Vec<String>,
    /// How many sequences of bytes could not be decoded and became U+FFFD.
    pub undecoded: u64,
    /// The `run` member of the record that the document was read from, as JSON.
    pub run: Option<String>,
    /// Whether all steps ran.
    pub status: Status,
}

impl Document {
    /// A document with this text (at most [`MAX_TEXT`] bytes; the engine refuses longer ones before they get here).
    #[must_use]
    pub fn new(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The field `id`, or an empty string.
    #[must_use]
    pub fn id(&self) -> &str {
        self.fields.text("id").unwrap_or_default()
    }

    /// The rows of a layer; `None` when no step wrote it for this document.
    #[must_use]
    pub fn layer(&self, id: LayerId) -> Option<&Layer> {
        self.layers.get(id.index())?.as_ref()
    }

    /// Whether the reader brought this layer.
    #[must_use]
    pub fn is_given(&self, id: LayerId) -> bool {
        self.given.get(id.index()).copied().unwrap_or(false)
    }

    /// A view; `None` when no step wrote it for this document.
    #[must_use]
    pub fn view(&self, id: ViewId) -> Option<&View> {
        self.views.get(id.0 as usize)?.as_ref()
    }

    /// Adds a layer whose rows are in final order and valid: those of a finished document on its way to a format.
    pub fn add_layer(&mut self, id: LayerId, layer: Layer) {
        if self.layers.len() <= id.index() {
            self.layers.resize_with(id.index() + 1, || None);
        }
        if let Some(slot) = self.layers.get_mut(id.index()) {
            *slot = Some(layer);
        }
    }

    /// Marks a layer as brought by the reader: the step that would write it is passed over.
    pub(crate) fn mark_given(&mut self, id: LayerId) {
        if self.given.len() <= id.index() {
            self.given.resize(id.index() + 1, false);
        }
        if let Some(slot) = self.given.get_mut(id.index()) {
            *slot = true;
        }
    }

    /// Adds a view.
    pub(crate) fn add_view(&mut self, id: ViewId, view: View) {
        let at = id.0 as usize;
        if self.views.len() <= at {
            self.views.resize_with(at + 1, || None);
        }
        if let Some(slot) = self.views.get_mut(at) {
            *slot = Some(view);
        }
    }

    /// The number of rows of each layer, by layer id.
    pub(crate) fn lengths(&self, lengths: &mut Vec<usize>) {
        lengths.clear();
        lengths.extend(self.layers.iter().map(|layer| layer.as_ref().map_or(0, Layer::len)));
    }

    /// Sets a field from outside the steps (the engine: `--field`, `[pipeline]`).
    pub fn set_field(&mut self, name: &str, value: impl Into<crate::FieldValue>, origin: Origin) {
        self.fields.set(name, value, origin);
    }

    /// About how many bytes the document holds, its layers and views included.
    #[must_use]
    pub fn heap_size(&self) -> usize {
        let layers: usize = self.layers.iter().flatten().map(Layer::heap_size).sum();
        let views: usize =
            self.views.iter().flatten().map(|view| view.text.len() + view.alignment.heap_size()).sum();
        self.text.capacity() + layers + views + self.fields.heap_size() + 512
    }
}
