//! Built-in extractors.

pub mod number;
mod places;
pub mod quantity;
#[cfg(test)]
mod testing;
pub mod time;

use warraq_core::{Entry, processor};

/// The crate's components, in the order in which they are listed.
#[must_use]
pub fn components() -> Vec<Entry> {
    vec![
        processor::<time::ExtractTime>(),
        processor::<number::ExtractNumber>(),
        processor::<quantity::ExtractQuantity>(),
    ]
}
