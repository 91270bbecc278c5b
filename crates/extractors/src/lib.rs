//! Built-in extractors.

pub mod time;

use warraq_core::Entry;

/// The crate's components, in the order in which they are listed.
#[must_use]
pub fn components() -> Vec<Entry> {
    vec![warraq_core::processor::<time::ExtractTime>()]
}
