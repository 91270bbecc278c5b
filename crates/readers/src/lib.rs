//! Built-in unpackers and readers: from a stream to items, from an item to documents.

pub mod auto;
mod decode;
pub mod decompress;
pub mod html;
pub mod jsonl;
mod objects;
pub mod record;
#[cfg(test)]
mod tests;
pub mod text;
mod title;
pub mod unpack;

use warraq_core::Entry;
use warraq_core::factory::{reader, unpacker};

/// The crate's components, in the order in which they are listed.
#[must_use]
pub fn components() -> Vec<Entry> {
    vec![
        unpacker::<unpack::file::File>(),
        unpacker::<unpack::jsonl::Lines>(),
        reader::<auto::Auto>(),
        reader::<text::Text>(),
        reader::<jsonl::JsonObject>(),
        reader::<record::Record>(),
        reader::<html::Html>(),
    ]
}
