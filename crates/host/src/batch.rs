//! A batch of documents as a plugin's processor is lent it: texts, layers, fields, names of its own.

use warraq_abi as abi;
use warraq_core::Doc;
use warraq_core::lend::{self, LentFields, LentTable, Parts};

use crate::processor::Shared;

/// A batch as it is lent.
pub(crate) struct Lent {
    /// The documents, as the plugin finds them.
    pub(crate) list: Vec<*const abi::Doc>,
    _docs: Vec<abi::Doc>,
    _tables: Vec<LentTable>,
    _lists: Vec<Vec<*const abi::Table>>,
    _fields: Vec<LentFields>,
    _local: Vec<Vec<abi::Str>>,
}

impl Lent {
    pub(crate) fn new(shared: &Shared, docs: &[Doc<'_>]) -> Self {
        let n = docs.len();
        let (mut made, mut all_tables, mut lists) = (Vec::with_capacity(n), Vec::new(), Vec::new());
        let (mut all_fields, mut locals) = (Vec::new(), Vec::new());
        // Tables are pointed at, so their list is made whole before anything points into it.
        all_tables.reserve_exact(n * shared.inputs.len());
        for doc in docs {
            let mut lent = abi::Doc {
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
            };
            if !shared.inputs.is_empty() {
                let list = layers(shared, *doc, &mut all_tables);
                (lent.layers, lent.n_layers) = (list.as_ptr(), list.len() as u32);
                lists.push(list);
            }
            if !shared.fields_in.is_empty() {
                let fields = fields(shared, *doc);
                (lent.fields, lent.field_info) = (fields.pairs.as_ptr(), fields.info.as_ptr());
                lent.n_fields = fields.len();
                all_fields.push(fields);
            }
            let local = doc.local_symbols().names();
            if local.len() > 0 {
                let local: Vec<abi::Str> = local.map(abi::Str::lend).collect();
                (lent.local, lent.n_local) = (local.as_ptr(), local.len() as u64);
                locals.push(local);
            }
            made.push(lent);
        }
        let list = made.iter().map(std::ptr::from_ref).collect();
        Self { list, _docs: made, _tables: all_tables, _lists: lists, _fields: all_fields, _local: locals }
    }
}

/// Lends the declared layers that a document has; `tables` has room for them.
fn layers(shared: &Shared, doc: Doc<'_>, tables: &mut Vec<LentTable>) -> Vec<*const abi::Table> {
    let mut list = Vec::with_capacity(shared.inputs.len());
    for (layer, names) in &shared.inputs {
        let Some(view) = doc.find(Some(*layer)) else { continue };
        let parts =
            Parts { start: view.starts(), end: view.ends(), label: view.labels(), columns: view.columns() };
        tables.push(lend::table(names, parts, |column| view.mapped_spans(column)));
        list.extend(tables.last().map(|lent| &raw const lent.table));
    }
    list
}

fn fields(shared: &Shared, doc: Doc<'_>) -> LentFields {
    let mut lent = LentFields::default();
    for (name, field) in &shared.fields_in {
        if let (Some(value), Some(origin)) = (doc.field(*field), doc.field_origin(*field)) {
            lent.push(name, value, origin);
        }
    }
    lent
}
