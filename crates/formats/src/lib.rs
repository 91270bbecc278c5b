//! Built-in output formats: from a document to bytes.

pub mod conllu;
pub mod json;
pub mod jsonl;
mod record;
#[cfg(test)]
mod testing;
mod write;

use warraq_core::Entry;
use warraq_core::factory::encoder;

/// The crate's components, in the order in which they are listed.
#[must_use]
pub fn components() -> Vec<Entry> {
    vec![encoder::<jsonl::JsonLines>(), encoder::<json::Json>(), encoder::<conllu::Conllu>()]
}
