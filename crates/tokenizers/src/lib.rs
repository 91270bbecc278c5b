//! Built-in normalisers, segmenters and tokenizers.

pub mod arabic;
pub mod blocks;
pub mod normalize;
pub mod paragraph;
pub mod regex;
pub mod scan;
pub mod sentence;
#[cfg(test)]
mod testing;
pub mod unicode;
pub mod whitespace;
pub mod words;

use warraq_core::Entry;

/// The crate's components, in the order in which they are listed.
#[must_use]
pub fn components() -> Vec<Entry> {
    vec![
        warraq_core::processor::<normalize::arabic::NormalizeArabic>(),
        warraq_core::processor::<normalize::unicode::NormalizeUnicode>(),
        warraq_core::processor::<paragraph::SegmentParagraph>(),
        warraq_core::processor::<sentence::SegmentSentence>(),
        warraq_core::processor::<arabic::TokenizeArabic>(),
        warraq_core::processor::<words::Words>(),
        warraq_core::processor::<unicode::TokenizeUnicode>(),
        warraq_core::processor::<whitespace::TokenizeWhitespace>(),
        warraq_core::processor::<regex::TokenizeRegex>(),
    ]
}
