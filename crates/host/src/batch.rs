//! A batch of documents as a plugin's processor is lent it: texts, layers, fields, names of its own.

use warraq_abi as abi;
use warraq_core::Doc;
use warraq_core::lend::{LentFields, LentTable, Parts};

use crate::processor::Shared;

/// A batch as it is lent. Its lists serve one batch after another, since a call for one short document takes less time than to
/// allocate them.
#[derive(Default)]
pub(crate) struct Lent {
    docs: Vec<abi::Doc>,
    list: Vec<*const abi::Doc>,
    tables: Vec<LentTable>,
    layers: Vec<*const abi::Table>,
    fields: Vec<LentFields>,
    local: Vec<abi::Str>,
}

// SAFETY: what its pointers point to is lent for one call, which runs on the thread that filled it; between calls nobody
// follows them.
#[allow(unsafe_code)]
unsafe impl Send for Lent {}

impl Lent {
    /// Lends these documents, and no longer those of before.
    pub(crate) fn fill<'d>(&mut self, shared: &Shared, docs: impl ExactSizeIterator<Item = Doc<'d>> + Clone) {
        self.docs.clear();
        self.docs.extend(docs.clone().map(shell));
        if !shared.inputs.is_empty() {
            self.layers(shared, docs.clone());
        }
        if !shared.fields_in.is_empty() {
            self.fields(shared, docs.clone());
        }
        self.local(docs);
        self.list.clear();
        self.list.extend(self.docs.iter().map(std::ptr::from_ref));
    }

    /// The documents, as the plugin finds them.
    pub(crate) fn list(&self) -> &[*const abi::Doc] {
        &self.list
    }

    /// Lends the declared layers that the documents have. Pointers are taken when all that they point to is in place.
    fn layers<'d>(&mut self, shared: &Shared, docs: impl ExactSizeIterator<Item = Doc<'d>>) {
        let most = docs.len() * shared.inputs.len();
        if self.tables.len() < most {
            self.tables.resize_with(most, LentTable::default);
        }
        self.layers.clear();
        let mut free = self.tables.iter_mut();
        for (doc, lent) in docs.zip(&mut self.docs) {
            for (layer, names) in &shared.inputs {
                let Some(view) = doc.find(Some(*layer)) else { continue };
                let Some(table) = free.next() else { break };
                let (start, end) = (view.starts(), view.ends());
                let parts = Parts { start, end, label: view.labels(), columns: view.columns() };
                table.lend(names, parts, |column| view.mapped_spans(column));
                self.layers.push(&raw const table.table);
                lent.n_layers += 1;
            }
        }
        let mut rest = self.layers.as_slice();
        for lent in &mut self.docs {
            lent.layers = rest.as_ptr();
            rest = rest.get(lent.n_layers as usize..).unwrap_or_default();
        }
    }

    fn fields<'d>(&mut self, shared: &Shared, docs: impl ExactSizeIterator<Item = Doc<'d>>) {
        if self.fields.len() < docs.len() {
            self.fields.resize_with(docs.len(), LentFields::default);
        }
        for ((doc, lent), fields) in docs.zip(&mut self.docs).zip(&mut self.fields) {
            fields.clear();
            for (name, field) in &shared.fields_in {
                if let (Some(value), Some(origin)) = (doc.field(*field), doc.field_origin(*field)) {
                    fields.push(name, value, origin);
                }
            }
            (lent.fields, lent.field_info) = (fields.pairs.as_ptr(), fields.info.as_ptr());
            lent.n_fields = fields.len();
        }
    }

    fn local<'d>(&mut self, docs: impl Iterator<Item = Doc<'d>>) {
        self.local.clear();
        for (doc, lent) in docs.zip(&mut self.docs) {
            let names = doc.local_symbols().names();
            lent.n_local = names.len() as u64;
            self.local.extend(names.map(abi::Str::lend));
        }
        if self.local.is_empty() {
            return;
        }
        let mut rest = self.local.as_slice();
        for lent in &mut self.docs {
            lent.local = rest.as_ptr();
            rest = rest.get(lent.n_local as usize..).unwrap_or_default();
        }
    }
}

/// A document with its text and nothing else.
fn shell(doc: Doc<'_>) -> abi::Doc {
    abi::Doc {
        struct_size: size_of::<abi::Doc>() as u32,
        flags: if doc.is_view { abi::flag::DOC_VIEW } else { 0 },
        id: abi::Str::lend(doc.id),
        text: abi::Str::lend(doc.text),
        n_layers: 0,
        n_fields: 0,
        layers: std::ptr::null(),
        fields: std::ptr::null(),
        field_info: std::ptr::null(),
        local: std::ptr::null(),
        n_local: 0,
        record_json: abi::Str::EMPTY,
    }
}
