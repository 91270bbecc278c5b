//! The units that a name is made of: tokens with their attached particles known, and all that a token says by itself.

use std::ops::Range;

use warraq_arabic::lexed::fold::folded;
use warraq_model::hash;

use super::gazetteer::{Classes, Gazetteer, Listed, core};
use super::reading;
use super::words::Asked;

/// The UD parts of speech in the order of their numbers here.
pub const UPOS: [&str; 17] = [
    "NOUN", "PROPN", "ADJ", "VERB", "ADP", "ADV", "PRON", "DET", "NUM", "PART", "CCONJ", "SCONJ", "AUX",
    "INTJ", "X", "SYM", "PUNCT",
];

pub(crate) const NOUN: u8 = 0;
pub(crate) const PROPN: u8 = 1;
pub(crate) const ADJ: u8 = 2;
pub(crate) const VERB: u8 = 3;
pub(crate) const ADP: u8 = 4;
pub(crate) const NUM: u8 = 8;
pub(crate) const CCONJ: u8 = 10;
pub(crate) const SCONJ: u8 = 11;
pub(crate) const ADV: u8 = 5;
pub(crate) const AUX: u8 = 12;
pub(crate) const PRON: u8 = 6;
pub(crate) const DET: u8 = 7;
pub(crate) const PART: u8 = 9;
pub(crate) const X: u8 = 14;

/// What kind of token a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Shape {
    /// A word in Arabic letters.
    Word,
    /// A word in other letters.
    Latin,
    /// A number, date or time.
    Number,
    /// Punctuation.
    Punct,
    /// Anything else.
    Other,
}

/// A word of a token: where it lies in the token, its form, lemma and part of speech.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    /// First byte in the token.
    pub start: u32,
    /// One past its last byte in the token.
    pub end: u32,
    /// The form, restored.
    pub form: &'a str,
    /// The lemma.
    pub lemma: &'a str,
    /// The part of speech, a number of [`UPOS`].
    pub upos: u8,
}

/// A token with its words.
#[derive(Debug, Clone)]
pub struct Token<'a> {
    /// Its text.
    pub text: &'a str,
    /// Where it starts in the document.
    pub start: u32,
    /// What it looks like.
    pub shape: Shape,
    /// The numbers of its words.
    pub words: Range<usize>,
}

/// Attached particles and pronouns of a token.
pub(crate) mod clitics {
    pub(crate) const CONJUNCTION: u8 = 1;
    pub(crate) const B: u8 = 2;
    pub(crate) const L: u8 = 4;
    pub(crate) const K: u8 = 8;
    pub(crate) const OTHER: u8 = 16;
    pub(crate) const PRONOUN: u8 = 32;
    pub(crate) const PREPOSITION: u8 = B | L | K;
}

/// What the rules may find with a token: most tokens have none of these, and are passed over.
pub(crate) mod marks {
    use super::{Asked, Classes, Gazetteer};

    /// A name that begins here.
    pub(crate) const OPENS: u8 = 1;
    /// A name that begins with the unit before, or two before.
    pub(crate) const FOLLOWS: u8 = 2;
    /// A person whose name begins here.
    pub(crate) const PERSON: u8 = 4;
    /// A place here or behind.
    pub(crate) const PLACE: u8 = 8;
    /// The article is there but for its alif («للعراق»): no rule's, but kept where a unit has it at hand.
    pub(crate) const RESTORED: u8 = 16;

    /// A dot, as behind an abbreviation.
    pub(crate) const DOT: u8 = 32;

    pub(super) fn of(asked: Asked, classes: Classes, lists: &Gazetteer) -> u8 {
        let bits = [
            (lists.special.opens(asked) || classes.has(Classes::OPENING), OPENS),
            (asked.fm() || asked.sporting(), FOLLOWS),
            (asked.ali() || classes.has(Classes::GIVEN), PERSON),
            (asked.dot(), DOT),
            (asked.several() || asked.district() || asked.township() || asked.topo(), PLACE),
        ];
        bits.iter().filter(|(set, _)| *set).fold(0, |sum, (_, bit)| sum | bit)
    }
}

/// What a token says by itself, as far as it is asked for wherever the token stands. One line of a near cache: most tokens of a
/// document are of kinds that memory is waited for once, and then asked for often.
#[derive(Debug, Clone)]
#[repr(align(64))]
pub struct Kind {
    /// Hash of the folded stem.
    pub form: u64,
    /// Hash of the folded stem without article.
    pub core: u64,
    /// Classes and part of speech in one number.
    pub class: u64,
    /// What the rules ask of the stem.
    pub asked: Asked,
    /// The classes of the stem.
    pub classes: Classes,
    /// The class of words that stand between the same words; 0 where the word is rare.
    pub cluster: u16,
    /// The number of the core among those seen so far.
    pub root: u32,
    /// Where its stem begins in the token: behind a few letters at most.
    pub stem: u16,
    /// Where its stem ends in the token.
    pub stem_end: u32,
    /// What it tells of the word behind it, one bit each (see [`super::reading`]).
    pub told_behind: u16,
    /// Letters of the core, at most 255.
    pub letters: u8,
    /// Part of speech of the stem.
    pub upos: u8,
    /// Attached particles.
    pub clitics: u8,
    /// What it looks like.
    pub shape: Shape,
    /// Whether the stem has the article.
    pub article: bool,
    /// How it ends, one bit each.
    pub ends: u8,
    /// Whether it may be part of a name at all.
    pub nominal: bool,
    /// What rules may find with it, one bit each.
    pub marks: u8,
}

/// What else a token says by itself: asked for once.
#[derive(Debug, Clone)]
pub struct Detail {
    /// Hash of the folded lemma.
    pub lemma: u64,
    /// Hashes of the first one to four letters of the core, and of the last ones.
    pub affixes: [u64; 8],
}

const _: () = assert!(size_of::<Kind>() == 64, "a kind fills one line");

impl Kind {
    pub(super) fn new(text: &str, shape: Shape, words: &[Word<'_>], lists: &Gazetteer) -> (Kind, Detail) {
        let (stem, clitics, form) = parted(text, shape, words, lists);
        let bare = core(&form);
        let core = hash::text(bare);
        let asked = lists.special.asked(core);
        // Folding makes the name and the preposition alike; the name does not end in ى.
        let asked = if stem.form.ends_with('ى') { asked.without_ali() } else { asked };
        let mut classes = if shape == Shape::Punct { Classes::default() } else { lists.classes(bare) };
        if asked.caid() && !stem.form.contains('ئ') {
            // Folding makes the name and the office alike.
            classes = Classes(classes.0 & !Classes::ROLE.0).with(Classes::GIVEN.with(Classes::SURNAME));
        }
        let shape = match shape {
            Shape::Word if form.starts_with(|c: char| c.is_ascii_alphabetic()) => Shape::Latin,
            other => other,
        };
        let lexical = classes.0 & !Classes::APART.0;
        let affixes = affixes(bare);
        let [.., last, two, _, _] = affixes;
        let (form_hash, lemma) = (hash::text(&form), folded(stem.lemma));
        let cluster = lists.cluster(form_hash);
        classes = classes.with(lists.around(cluster));
        let restored = stem.form.starts_with("ال")
            && text.get(stem.start as usize..).is_some_and(|rest| rest.starts_with('ل'));
        let ending = lists.special.asked(last).or(lists.special.asked(two));
        let kind = Kind {
            form: form_hash,
            cluster,
            core,
            class: hash::pair(u64::from(lexical), u64::from(stem.upos) | (shape as u64) << 8),
            asked,
            classes,
            root: 0,
            stem: u16::try_from(stem.start).unwrap_or(0),
            stem_end: stem.end,
            told_behind: reading::behind(classes, stem.upos),
            letters: bare.chars().count().min(255) as u8,
            upos: stem.upos,
            clitics,
            shape,
            article: bare.len() < form.len(),
            ends: bits([ending.feminine(), ending.ya(), manner(&stem, &form, &lemma), sired(bare)]),
            nominal: nominal(shape, stem.upos),
            marks: marks::of(asked, classes, lists) | if restored { marks::RESTORED } else { 0 },
        };
        (kind, Detail { lemma: hash::text(&lemma), affixes })
    }

    /// Whether it ends like a feminine.
    #[inline]
    #[must_use]
    pub fn feminine(&self) -> bool {
        self.ends & 1 != 0
    }

    /// Whether it ends like a masculine nationality.
    #[inline]
    #[must_use]
    pub fn relative(&self) -> bool {
        self.ends & 2 != 0
    }

    /// Whether it is a noun or adjective in the accusative of manner («ممثلا»).
    #[inline]
    #[must_use]
    pub fn manner(&self) -> bool {
        self.ends & 4 != 0
    }

    /// Whether it is a family name of «أبو» in one word.
    #[inline]
    #[must_use]
    pub fn sired(&self) -> bool {
        self.ends & 8 != 0
    }
}

/// Whether a word without article is a family name of «أبو» in one word.
fn sired(bare: &str) -> bool {
    bare.strip_prefix("ابو").is_some_and(|rest| rest.chars().count() > 2)
}

/// Answers as bits, the first one lowest.
fn bits(answers: [bool; 4]) -> u8 {
    answers.iter().rev().fold(0, |bits, answer| bits << 1 | u8::from(*answer))
}

/// A token's stem, what is attached to it, and its folded form, where lists know better than the words what is attached.
fn parted<'a>(text: &'a str, shape: Shape, words: &[Word<'a>], lists: &Gazetteer) -> (Word<'a>, u8, String) {
    let (stem, clitics) = stem_of(words.iter().copied(), text);
    let form = folded(stem.form);
    if shape != Shape::Word {
        return (stem, clitics, form);
    }
    if stem.start > 0 || clitics & clitics::PRONOUN != 0 && text.ends_with('ي') {
        // «لبنان» is no «بنان» behind a particle, «كمال» no «مال», «فتحي» no «فتح» before a pronoun.
        let whole = folded(text);
        let token = Word { start: 0, end: text.len() as u32, form: text, ..stem };
        if lists.classes(&whole).has(Classes::WHOLE) {
            return (Word { lemma: text, upos: PROPN, ..token }, 0, whole);
        }
        if lists.sureness(&whole) > lists.sureness(&form) {
            return (token, 0, whole);
        }
    } else if words.len() == 1
        && let Some((rest, particle)) = led(text, &form, lists)
    {
        let start = (text.len() - rest.len()) as u32;
        return (Word { start, form: rest, lemma: rest, ..stem }, particle, folded(rest));
    }
    (stem, clitics, form)
}

/// The least letters of a place that a particle may stand before.
const LEAST: usize = 4;

/// A listed place that the words did not part from the particle before it («بالقيروان»): the place, and the particle.
fn led<'a>(text: &'a str, form: &str, lists: &Gazetteer) -> Option<(&'a str, u8)> {
    let first = text.chars().next()?;
    let particle = match first {
        'ب' => clitics::B,
        'ل' => clitics::L,
        'و' | 'ف' => clitics::CONJUNCTION,
        _ => return None,
    };
    let rest = text.get(first.len_utf8()..)?;
    let name = lists.classes(core(form));
    if name.has(Classes::OPENS.with(Classes::GIVEN).with(Classes::SURNAME)) || rest.chars().count() < LEAST {
        return None;
    }
    let entry = lists.single(&folded(rest))?;
    let fits = match entry.listed {
        Listed::Country | Listed::Capital => true,
        // «القيروان» is no word behind a particle's letter; of other towns only those that no text has often with it.
        Listed::City | Listed::Place => {
            rest.starts_with("ال")
                || particle == clitics::B && lists.cluster(hash::text(form)) == 0 && entry.arab()
        }
        _ => false,
    };
    fits.then_some((rest, particle))
}

/// Whether a noun or adjective is its lemma with the ending of the accusative.
fn manner(stem: &Word<'_>, form: &str, lemma: &str) -> bool {
    let ending = stem.form.ends_with('ا') && form.strip_suffix('ا').is_some_and(|rest| rest == lemma);
    ending && matches!(stem.upos, NOUN | ADJ)
}

/// Whether a token of some shape and part of speech may be part of a name.
fn nominal(shape: Shape, upos: u8) -> bool {
    matches!(shape, Shape::Word | Shape::Latin)
        && !matches!(upos, ADP | PRON | DET | PART | CCONJ | SCONJ | AUX)
}

/// The stem of a token's words: the first that is no attached particle; and what is attached.
#[inline(always)]
pub(super) fn stem_of<'a: 't, 't>(
    words: impl ExactSizeIterator<Item = Word<'a>>,
    text: &'t str,
) -> (Word<'t>, u8) {
    let mut clitics = 0;
    let mut left = words.len();
    for word in words {
        left -= 1;
        if left == 0 {
            return (word, clitics);
        }
        let particle = match word.form {
            "و" | "ف" => clitics::CONJUNCTION,
            "ب" => clitics::B,
            "ل" => clitics::L,
            "ك" => clitics::K,
            "س" | "أ" => clitics::OTHER,
            _ => return (word, clitics | clitics::PRONOUN),
        };
        clitics |= particle;
    }
    (Word { start: 0, end: text.len() as u32, form: text, lemma: text, upos: X }, 0)
}

fn affixes(core: &str) -> [u64; 8] {
    let mut out = [0; 8];
    let starts = core.char_indices().skip(1).map(|(at, _)| at).chain([core.len()]);
    for (slot, at) in out.iter_mut().take(4).zip(starts) {
        *slot = hash::text(core.get(..at).unwrap_or(""));
    }
    for (slot, (at, _)) in out.iter_mut().skip(4).zip(core.char_indices().rev()) {
        *slot = hash::text(core.get(at..).unwrap_or(""));
    }
    out
}
