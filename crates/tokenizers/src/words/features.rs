//! The features of a reading and of a token's place in its sentence.

use warraq_arabic::morphology::clitics::Article;
use warraq_model::Weights;
use warraq_model::hash::{feature, few, number, pair, text};

use super::readings::{Reading, Readings};
use super::surface::Surface;

/// How often word forms occur in a large corpus, as the logarithm to the base 2.
pub struct Counts<'a>(pub Option<Weights<'a>>);

impl Counts<'_> {
    /// The logarithm of the count of a form, 0 if it was not seen.
    pub fn log(&self, form: &str) -> u64 {
        self.log_of(text(form))
    }

    /// The same of the form with this hash.
    #[inline]
    pub fn log_of(&self, hash: u64) -> u64 {
        self.0.as_ref().map_or(0, |w| w.get(hash).clamp(0, 31) as u64)
    }
}

/// What the features of all readings of a token share.
pub struct Whole<'t> {
    word: &'t str,
    /// The hash of its letters.
    hash: u64,
    /// The logarithm of its count.
    log: u64,
    tanwin: u64,
    lowest: u16,
    tags: u64,
    counts: &'t Counts<'t>,
}

impl<'t> Whole<'t> {
    /// Of a token that has been read.
    pub fn of(surface: &'t Surface, readings: &Readings, counts: &'t Counts<'t>) -> Self {
        let word = surface.letters.as_str();
        let hash = text(word);
        Whole {
            word,
            hash,
            log: counts.log_of(hash),
            tanwin: surface.tanwin.into(),
            lowest: readings.lowest,
            tags: readings.whole.0.into(),
            counts,
        }
    }

    /// What neighbours see of it.
    pub fn neighbour(&self) -> Neighbour {
        let ending = self.word.as_bytes().last_chunk();
        let ending = ending.map_or(0, |&letter| u16::from_le_bytes(letter));
        Neighbour { word: self.hash as u32, ending }
    }

    /// Gives the features that do not depend on the reading.
    #[inline(always)]
    pub fn of_word(&self, mut give: impl FnMut(u64)) {
        give(feature(1, 0));
    }

    /// Gives the features of a reading that depend on the token alone, beside those of [`Whole::of_word`].
    #[inline(always)]
    pub fn of_reading(&self, reading: &Reading, mut give: impl FnMut(u64)) {
        let cut = &reading.cut;
        let core = cut.core_of(self.word);
        let kind = cut.kind();
        let known = u64::from(reading.known.0);
        let article = u64::from(cut.article != Article::None);
        let suffixed = u64::from(cut.suffix);
        let core_hash = text(core);
        let affixes = pair(article, u64::from(cut.suffix > 0));
        give(feature(3, pair(self.hash, kind)));
        give(feature(4, core_hash));
        give(feature(6, kind));
        give(feature(7, pair(u64::from(cut.conjunction), u64::from(cut.particle) + 8 * article)));
        give(feature(8, pair(suffixed, article)));
        let ends = Ends::of(core);
        for n in 1..=4 {
            give(feature(10 + n as u64, pair(ends.prefix(n), article)));
            if n < 4 {
                give(feature(20 + n as u64, pair(ends.ending(n), affixes)));
            }
        }
        give(feature(30, pair(ends.prefix(1), ends.ending(2))));
        give(feature(31, known));
        give(feature(32, pair(known, kind)));
        give(feature(33, pair(reading.details, article)));
        give(feature(34, pair(self.tags, pair(kind, known))));
        give(feature(35, pair(skeleton(core), pair(article, suffixed))));
        let of_core = self.counts.log_of(core_hash);
        let often = if article == 1 { of_core.max(self.counts.log(cut.stem_of(self.word))) } else { of_core };
        let (whole, listed) = (u64::from(!cut.is_whole()), u64::from(known != 0));
        give(feature(36, pair(often, pair(whole, listed))));
        give(feature(37, pair(self.log, pair(whole, listed))));
        give(feature(40, pair(self.tanwin, known)));
        let above = u64::from(reading.cost - self.lowest.min(reading.cost)) / 10;
        give(feature(42, above.min(20)));
        give(feature(43, pair(above.min(12), kind)));
        let (leader, ahead) = (u64::from(reading.leading.0), u64::from(reading.leading.1 / 16).min(6));
        give(feature(45, pair(leader, pair(ahead, article))));
        give(feature(44, pair(u64::from(reading.cost / 16), whole)));
    }
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

/// The first and the last letters of a text whose letters have two bytes.
struct Ends {
    first: u64,
    last: u64,
    /// How many bytes there are, at most eight.
    length: usize,
}

impl Ends {
    fn of(text: &str) -> Ends {
        let bytes = text.as_bytes();
        let (first, last) = (number(bytes), bytes.last_chunk().map(|eight| u64::from_le_bytes(*eight)));
        Ends { first, last: last.unwrap_or(first), length: bytes.len().min(8) }
    }

    /// The hash of the first `n` letters.
    fn prefix(&self, n: usize) -> u64 {
        let length = self.length.min(n * 2);
        let others = 64 - 8 * length as u32;
        few(self.first & u64::MAX.checked_shr(others).unwrap_or(0), length)
    }

    /// The hash of the last `n` letters.
    fn ending(&self, n: usize) -> u64 {
        let length = self.length.min(n * 2);
        few(self.last.checked_shr(8 * (self.length - length) as u32).unwrap_or(0), length)
    }
}

/// What neighbours see of a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Neighbour {
    /// The hash of its letters.
    pub word: u32,
    /// The bytes of its last letter.
    pub ending: u16,
}

impl Neighbour {
    /// What is seen beyond the ends of a sentence.
    pub const NONE: Neighbour = Neighbour { word: 1, ending: 1 };

    /// Of a token that is no word; `class` tells its kind.
    pub fn other(class: u64, token: &str) -> Neighbour {
        let word = if token.len() <= 3 { text(token) } else { class };
        Neighbour { word: word as u32, ending: class as u16 }
    }
}

/// Gives the features of a token's place, between `first` and `next`.
#[inline(always)]
pub fn of_place(first: &Neighbour, own: &Neighbour, next: &Neighbour, mut give: impl FnMut(u64)) {
    give(feature(50, first.word.into()));
    give(feature(51, next.word.into()));
    give(feature(57, pair(first.ending.into(), own.ending.into())));
}

/// The feature of a kind of cut in its place.
#[inline]
pub fn of_kind(kind: u64, first: &Neighbour) -> u64 {
    feature(60, pair(kind, first.word.into()))
}
