//! The two ends of reading: the items that an unpacker finds, and the documents that a reader makes of one.

use std::sync::Arc;

use crate::Alignment;
use crate::Span;
use crate::commit;
use crate::create::LayerOut;
use crate::document::{Document, MAX_TEXT};
use crate::error::Error;
use crate::fields::{FieldValue, Fields, Origin};
use crate::out::Call;
use crate::rows::Row;
use crate::symbol::{Sym, Symbols};
use crate::wiring::Wiring;

/// Where an item lies in its stream, decompressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Part {
    /// The first byte.
    pub offset: u64,
    /// The number of bytes.
    pub length: u64,
    /// The item's number in its stream, from 0.
    pub index: u64,
}

/// A piece of a stream that a reader takes: what dead letters keep.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Item {
    /// Where the stream is: a path as given, or an address.
    pub uri: Arc<str>,
    /// The document id that the item's place gives, for documents that have none of their own.
    pub id: String,
    /// Where the item lies in its stream; `None` when it is the whole stream.
    pub part: Option<Part>,
    /// The media type without parameters, where the source states it.
    pub media_type: Option<String>,
    /// Facts that the source states about the item.
    pub fields: Fields,
    /// The item itself.
    pub bytes: Vec<u8>,
}

impl Item {
    /// About how many bytes the item holds.
    #[must_use]
    pub fn heap_size(&self) -> usize {
        self.bytes.capacity() + self.fields.heap_size() + self.id.len() + 256
    }
}

/// An item that could not be taken out of its stream.
#[derive(Clone, PartialEq, Debug)]
pub struct ItemError {
    /// The place and what could be read of the item.
    pub item: Item,
    /// What was found and what was allowed.
    pub message: String,
    /// Whether the stream ends here because of it.
    pub last: bool,
}

/// What an unpacker is told about its stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenArgs {
    /// Where the stream is.
    pub uri: Arc<str>,
    /// The id of a document that is the whole stream; parts add `#` and their number.
    pub id: String,
    /// The most bytes that an item may have. A larger one is passed over without being held in memory, and given as
    /// an [`ItemError`].
    pub max_item: u64,
}

/// Where a reader puts the documents of an item.
pub struct ReadOut<'a> {
    wiring: &'a Wiring,
    symbols: &'a Symbols,
    documents: Vec<Document>,
    failed: Vec<String>,
}

impl<'a> ReadOut<'a> {
    /// A sink for the documents of one item.
    #[must_use]
    pub fn new(wiring: &'a Wiring, symbols: &'a Symbols) -> Self {
        Self { wiring, symbols, documents: Vec::new(), failed: Vec::new() }
    }

    /// Starts a document with this text, which never changes afterwards. It counts from [`NewDocument::finish`] on.
    pub fn document(&mut self, text: String) -> NewDocument<'_, 'a> {
        NewDocument {
            call: Call::new(self.wiring),
            given: Vec::new(),
            document: Document::new(text),
            out: self,
        }
    }

    /// Gives up one document of the item; the others stay.
    pub fn fail(&mut self, message: impl Into<String>) {
        self.failed.push(message.into());
    }

    /// The run's frozen symbols.
    #[must_use]
    pub fn symbols(&self) -> &'a Symbols {
        self.symbols
    }

    /// The finished documents, and the reasons of those that were given up.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Document>, Vec<String>) {
        (self.documents, self.failed)
    }
}

/// A document that a reader is making.
pub struct NewDocument<'o, 'a> {
    out: &'o mut ReadOut<'a>,
    document: Document,
    call: Call,
    given: Vec<u16>,
}

impl NewDocument<'_, '_> {
    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.document.text()
    }

    /// Sets a field.
    pub fn field(&mut self, name: &str, value: impl Into<FieldValue>) {
        self.document.fields.set(name, value, Origin::Reader);
    }

    /// Sets the alignment from the text to the item's bytes.
    pub fn alignment(&mut self, alignment: Alignment) {
        self.document.alignment = Some(alignment);
    }

    /// Counts sequences of bytes that became U+FFFD.
    pub fn undecoded(&mut self, count: u64) {
        self.document.undecoded = count;
    }

    /// Keeps the `run` member of a record, as JSON.
    pub fn run(&mut self, json: String) {
        self.document.run = Some(json);
    }

    /// Complains without failing.
    pub fn warn(&mut self, message: impl Into<String>) {
        self.document.warnings.push(message.into());
    }

    /// The symbol of a string that came with the data: the run's, or this document's own.
    pub fn intern(&mut self, name: &str) -> Sym {
        self.document.local.intern(self.out.symbols, name)
    }

    /// Declares that the source has this layer, be it empty: the step that would write it is passed over.
    pub fn give(&mut self, layer: LayerOut) {
        if !self.given.contains(&layer.at) {
            self.given.push(layer.at);
        }
    }

    /// Adds a row to a layer that the reader's signature writes. References to rows of the same document are given
    /// as emission numbers with [`Row::refer`].
    pub fn push(&mut self, layer: LayerOut, span: Span, label: Sym) -> Row<'_> {
        self.give(layer);
        let at = usize::from(layer.at).min(self.call.rows.len().saturating_sub(1));
        let rows = &mut self.call.rows[at];
        let pushed = rows.push(span, label);
        Row { rows, layer: layer.at, at: pushed }
    }

    /// The rows of a layer, to add whole columns.
    pub fn rows(&mut self, layer: LayerOut) -> &mut crate::rows::Rows {
        self.give(layer);
        let at = usize::from(layer.at).min(self.call.rows.len().saturating_sub(1));
        &mut self.call.rows[at]
    }

    /// Checks and keeps the document.
    ///
    /// # Errors
    /// A row is wrong, or the text is too long.
    pub fn finish(self) -> Result<(), Error> {
        let Self { out, mut document, mut call, given } = self;
        if document.text().len() > MAX_TEXT {
            let found = document.text().len();
            return Err(Error::document(format!(
                "the text has {found} bytes, at most {MAX_TEXT} are allowed"
            )));
        }
        let ground = commit::Ground {
            text: document.text(),
            symbols: out.symbols,
            local: document.local.len(),
            lengths: &[],
        };
        let refused = commit::validate(&out.wiring.outputs, &mut call.rows, ground);
        if !refused.is_empty() {
            return Err(Error::document(commit::describe(&refused)));
        }
        let layers = commit::seal(&out.wiring.outputs, &mut call.rows);
        for (at, (output, layer)) in out.wiring.outputs.iter().zip(layers).enumerate() {
            if given.contains(&(at as u16)) {
                document.add_layer(output.layer, layer);
                document.mark_given(output.layer);
            }
        }
        out.documents.push(document);
        Ok(())
    }
}
