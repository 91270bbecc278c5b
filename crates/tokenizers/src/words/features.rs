//! The features of a reading and of a token's place in its sentence.

use warraq_arabic::morphology::clitics::Article;
use warraq_model::Weights;
use warraq_model::hash::{bytes, feature, pair, text};

use super::readings::{Reading, Readings};
use super::surface::Surface;

/// How often word forms occur in a large corpus, as the logarithm to the base 2.
pub struct Counts<'a>(pub Option<Weights<'a>>);

impl Counts<'_> {
    /// The logarithm of the count of a form, 0 if it was not seen.
    pub fn log(&self, form: &str) -> u64 {
        self.0.as_ref().map_or(0, |w| w.get(text(form)).clamp(0, 31) as u64)
    }
}

/// Gives the features of a token that all its readings share.
pub fn of_word(surface: &Surface, mut give: impl FnMut(u64)) {
    give(feature(1, 0));
    give(feature(2, text(&surface.letters)));
}

/// Gives the features of a reading that depend on its token alone, beside those of [`of_word`].
pub fn of_reading(
    reading: &Reading,
    all: &Readings,
    surface: &Surface,
    counts: &Counts<'_>,
    mut give: impl FnMut(u64),
) {
    let cut = &reading.cut;
    let word = surface.letters.as_str();
    let core = cut.core_of(word);
    let kind = cut.kind();
    let known = u64::from(reading.known.0);
    let article = u64::from(cut.article != Article::None);
    let (whole_hash, core_hash) = (text(word), text(core));
    let suffixed = u64::from(cut.suffix);
    give(feature(3, pair(whole_hash, kind)));
    give(feature(4, core_hash));
    give(feature(5, pair(core_hash, pair(article, u64::from(cut.suffix > 0)))));
    give(feature(6, kind));
    give(feature(7, pair(u64::from(cut.conjunction), u64::from(cut.particle) + 8 * article)));
    give(feature(8, pair(suffixed, article)));
    for n in 1..=4 {
        let start = prefix(core, n);
        let end = ending(core, n);
        give(feature(10 + n as u64, pair(bytes(start), article)));
        give(feature(20 + n as u64, pair(bytes(end), pair(article, u64::from(cut.suffix > 0)))));
    }
    give(feature(30, pair(bytes(prefix(core, 1)), bytes(ending(core, 2)))));
    give(feature(31, known));
    give(feature(32, pair(known, kind)));
    give(feature(33, pair(reading.details, article)));
    give(feature(34, pair(u64::from(all.whole.0), pair(kind, known))));
    give(feature(35, pair(skeleton(core), pair(article, suffixed))));
    let (of_core, of_word) = (counts.log(core), counts.log(word));
    let of_bare = if article == 1 { counts.log(cut.stem_of(word)) } else { of_core };
    let clitics = u64::from(!cut.is_whole());
    give(feature(36, pair(of_core.max(of_bare), pair(clitics, u64::from(known != 0)))));
    give(feature(37, pair(of_word, pair(clitics, u64::from(known != 0)))));
    let more = 16 + of_core.max(of_bare) - of_word.min(of_core.max(of_bare) + 15);
    give(feature(38, pair(more, kind)));
    give(feature(39, pair((core.len() as u64 / 2).min(9), kind)));
    give(feature(40, pair(u64::from(surface.tanwin), known)));
    give(feature(41, pair(all.signature, kind)));
    let above = u64::from(reading.cost - all.lowest.min(reading.cost)) / 10;
    give(feature(42, above.min(20)));
    give(feature(43, pair(above.min(12), kind)));
    give(feature(44, pair(u64::from(reading.cost / 16), u64::from(!cut.is_whole()))));
}

/// A word's affix letters, other letters alike: «مكتوب» and «مفهوم» have the same.
fn skeleton(core: &str) -> u64 {
    core.chars().fold(5, |hash, c| {
        let shown = match c {
            'ا' | 'و' | 'ي' | 'م' | 'ت' | 'ن' | 'س' | 'أ' | 'إ' | 'ة' | 'ى' | 'ء' | 'ئ' => {
                c as u64
            }
            _ => 1,
        };
        pair(hash, shown)
    })
}

/// The first `n` letters of text whose letters have two bytes.
fn prefix(text: &str, n: usize) -> &[u8] {
    text.as_bytes().get(..n * 2).unwrap_or(text.as_bytes())
}

/// The last `n` letters.
fn ending(text: &str, n: usize) -> &[u8] {
    text.as_bytes().get(text.len().saturating_sub(n * 2)..).unwrap_or(&[])
}

/// What neighbours see of a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Neighbour {
    /// The hash of its letters.
    pub word: u32,
    /// What it is to the lexicon.
    pub signature: u32,
    /// The bytes of its last letter.
    pub ending: u16,
    /// Whether it begins with the article.
    pub article: bool,
}

impl Neighbour {
    /// What is seen beyond the ends of a sentence.
    pub const NONE: Neighbour = Neighbour { word: 1, signature: 1, ending: 1, article: false };

    /// Of a word.
    pub fn of(surface: &Surface, readings: &Readings) -> Neighbour {
        let word = surface.letters.as_str();
        Neighbour {
            word: text(word) as u32,
            signature: readings.signature as u32,
            ending: word.as_bytes().last_chunk().map_or(0, |&letter| u16::from_le_bytes(letter)),
            article: word.starts_with("ال") || word.starts_with("وال"),
        }
    }

    /// Of a token that is no word; `class` tells its kind.
    pub fn other(class: u64, token: &str) -> Neighbour {
        let word = if token.len() <= 3 { text(token) } else { class };
        let (signature, ending) = (pair(class, 77), class);
        Neighbour { word: word as u32, signature: signature as u32, ending: ending as u16, article: false }
    }
}

/// Gives the features of a token's place, between `first` and `next`.
pub fn of_place(first: &Neighbour, own: &Neighbour, next: &Neighbour, mut give: impl FnMut(u64)) {
    let own_signature = own.signature.into();
    give(feature(50, first.word.into()));
    give(feature(51, next.word.into()));
    give(feature(52, pair(first.signature.into(), own_signature)));
    give(feature(53, pair(next.signature.into(), own_signature)));
    give(feature(57, pair(first.ending.into(), own.ending.into())));
    give(feature(58, pair(u64::from(next.article) + 2 * u64::from(first.article), own_signature)));
}

/// Gives the features of a reading in its place.
pub fn of_kind(kind: u64, first: &Neighbour, next: &Neighbour, mut give: impl FnMut(u64)) {
    give(feature(60, pair(kind, first.word.into())));
    give(feature(61, pair(kind, first.signature.into())));
    give(feature(62, pair(kind, next.signature.into())));
}
