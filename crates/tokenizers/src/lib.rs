//! Built-in normalisers, segmenters and tokenizers.

pub mod scan;

use warraq_core::Entry;

/// The crate's components, in the order in which they are listed.
#[must_use]
pub fn components() -> Vec<Entry> {
    vec![]
}
