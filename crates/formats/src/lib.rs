//! Built-in output formats: from a document to bytes.

mod blocks;
pub mod conllu;
pub mod csv;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod markdown;
mod record;
mod table;
#[cfg(test)]
mod testing;
pub mod text;
pub mod tsv;
mod write;

use warraq_core::Entry;
use warraq_core::factory::encoder;

/// The crate's components, in the order in which they are listed.
#[must_use]
pub fn components() -> Vec<Entry> {
    vec![
        encoder::<jsonl::JsonLines>(),
        encoder::<json::Json>(),
        encoder::<conllu::Conllu>(),
        encoder::<csv::Csv>(),
        encoder::<tsv::Tsv>(),
        encoder::<text::Text>(),
        encoder::<markdown::Markdown>(),
        encoder::<html::Html>(),
    ]
}
