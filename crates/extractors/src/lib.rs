//! Built-in extractors.

mod condition;
pub mod contact;
pub mod entity;
pub mod event;
pub mod filter;
pub mod gazetteer;
mod inflect;
pub mod keyphrase;
pub mod language;
pub mod layer;
pub mod number;
mod places;
pub mod quantity;
pub mod regex;
pub mod statement;
mod syntax;
#[cfg(test)]
mod testing;
pub mod time;

use warraq_core::{Entry, processor};

/// The crate's components, in the order in which they are listed.
#[must_use]
pub fn components() -> Vec<Entry> {
    vec![
        processor::<filter::Filter>(),
        processor::<layer::merge::Merge>(),
        processor::<layer::filter::LayerFilter>(),
        processor::<regex::ExtractRegex>(),
        processor::<language::ExtractLanguage>(),
        processor::<gazetteer::Gazetteer>(),
        processor::<contact::ExtractContact>(),
        processor::<entity::ExtractEntity>(),
        processor::<time::ExtractTime>(),
        processor::<number::ExtractNumber>(),
        processor::<quantity::ExtractQuantity>(),
        processor::<statement::ExtractStatement>(),
        processor::<event::ExtractEvent>(),
        processor::<keyphrase::ExtractKeyphrase>(),
    ]
}
