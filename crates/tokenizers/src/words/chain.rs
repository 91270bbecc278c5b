//! What one word sees of the word before it: classes of candidates and the scores of their pairs.

use warraq_arabic::morphology::clitics::{Article, Cut};
use warraq_model::hash::{feature, pair};

use super::tags::UPOS;

/// The number of classes, the start of a sentence included.
pub const CLASSES: usize = UPOS.len() * 24 + 1;

/// The class before the first word.
pub const START: u16 = (CLASSES - 1) as u16;

/// The class of a candidate: part of speech, definiteness, ending, proclitics.
pub fn class(cut: &Cut, word: &str, tag: u8) -> u16 {
    let definite = match (cut.article, cut.suffix) {
        (Article::None, 0) => 0,
        (Article::None, _) => 2,
        _ => 1,
    };
    let core = cut.core_of(word);
    let feminine =
        u16::from(core.ends_with('ة') || core.ends_with("ات") || (cut.suffix > 0 && core.ends_with('ت')));
    let clitics = u16::from(cut.conjunction > 0) + 2 * u16::from(cut.particle > 0);
    u16::from(tag) * 24 + (definite * 2 + feminine) * 4 + clitics
}

/// The class of a token that is no word.
pub fn class_of(tag: u8) -> u16 {
    u16::from(tag) * 24
}

/// The row of a class in a table of pairs: its proclitics are not seen by the word that follows.
#[inline]
pub fn row(class: u16) -> usize {
    usize::from(class) / 4
}

/// The rows of a table of pairs.
pub const ROWS: usize = CLASSES / 4 + 1;

/// Gives the features of a class after another one.
pub fn of_pair(before: u16, class: u16, mut give: impl FnMut(u64)) {
    let (tag_before, tag) = (u64::from(before / 24), u64::from(class / 24));
    let (shape_before, shape) = (u64::from(before % 24 / 4), u64::from(class % 24 / 4));
    let clitics = u64::from(class % 4);
    let (definite_before, definite) = (shape_before / 2, shape / 2);
    let tags = pair(tag_before, tag);
    give(feature(70, tags));
    give(feature(71, pair(tags, clitics)));
    give(feature(72, pair(tags, pair(definite_before, definite))));
    give(feature(73, pair(tags, pair(shape_before % 2, shape % 2) ^ clitics)));
    give(feature(74, pair(tags, pair(shape_before, pair(shape, clitics)))));
}
