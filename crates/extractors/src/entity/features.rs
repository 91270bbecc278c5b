//! The features of units, as hashes. A value that says something of several units lies with what it says of each in one line of
//! the weight table, so that it is looked up once; and what depends on one token alone is summed up once for all its places.

use std::ops::Range;

use warraq_model::hash::{self, pair};

use super::gazetteer::Classes;
use super::reading::Reading;
use super::unit::{Detail, Kind, Shape};

/// How far the window reaches to either side.
pub const REACH: usize = 2;
/// log2 of the rows of a line.
const LINE: u32 = 3;

/// The feature that a value makes of a unit: the value's line, and the unit's place in it.
#[inline]
#[must_use]
pub const fn feature(value: u64, place: usize) -> u64 {
    value >> LINE << LINE | slot(value, place) as u64
}

/// The place in a value's line of what it says of a unit.
#[inline]
#[must_use]
pub const fn slot(value: u64, place: usize) -> usize {
    // Lines are not all filled from their first row on, as most values say something of one unit only.
    ((value >> 61) + place as u64) as usize & ((1 << LINE) - 1)
}

/// The row of a feature in a table of 2^`bits` rows.
#[inline]
#[must_use]
pub const fn row(feature: u64, bits: u32) -> usize {
    hash::row(feature >> LINE, bits.saturating_sub(LINE)) << LINE | (feature & ((1 << LINE) - 1)) as usize
}

/// The values that a token gives to the units around it, each with how far it reaches to both sides; a unit's place
/// in a value's line is [`REACH`] and its distance before the token.
pub fn of_token(kind: &Kind, detail: &Detail, mut give: impl FnMut(usize, u64)) {
    let mut add = |reach: usize, template: u64, value: u64| give(reach, hash::feature(template, value));
    add(2, 0, kind.form);
    add(2, 1, kind.class);
    add(2, 2, u64::from(kind.upos));
    add(2, 3, detail.lemma);
    if kind.cluster > 0 {
        add(2, 23, u64::from(kind.cluster));
    }
    let flags = u64::from(kind.clitics) | u64::from(kind.article) << 8 | (kind.shape as u64) << 9;
    let [.., two, three, four] = detail.affixes;
    add(1, 4, kind.core);
    add(1, 5, flags);
    add(1, 6, pair(flags, u64::from(kind.upos)));
    add(1, 7, three);
    add(1, 8, pair(two, u64::from(kind.article)));
    for (n, &affix) in detail.affixes.iter().enumerate() {
        add(0, 9 + n as u64, affix);
    }
    add(0, 17, pair(kind.class, u64::from(kind.article)));
    add(0, 18, pair(u64::from(kind.letters.min(9)), u64::from(kind.upos)));
    add(0, 19, pair(kind.core, flags));
    add(0, 20, pair(three, u64::from(kind.upos)));
    add(0, 21, pair(four, u64::from(kind.article)));
    for bit in (0..14).filter(|bit| kind.classes.0 >> bit & 1 == 1) {
        add(0, 22, bit);
    }
}

/// Numbers of the templates that need more than one token.
const PLACE: u64 = 1 << 10;

/// The features that a unit and its neighbours make together, each with the unit that it is of: this one, or the one before
/// it. Units that are no nouns, adjectives, verbs or names have none: their own tokens say enough. Neighbours count by
/// their classes only: pairs and triples of words are learned by heart, and found nowhere else.
#[inline(always)]
pub fn of_place(reading: &Reading, sentence: &Range<usize>, at: usize, mut give: impl FnMut(usize, u64)) {
    let near = |n: Option<usize>| n.filter(|n| sentence.contains(n)).and_then(|n| reading.kind(n));
    let Some(kind) = reading.kind(at) else { return };
    let before = near(at.checked_sub(1));
    let (left, here) = (before.is_some_and(|k| k.nominal), kind.nominal);
    let class = |k: &Kind| k.class ^ u64::from(k.article);
    let value = |template: u64, value: u64| hash::feature(PLACE + template, value);
    if left || here {
        let mut shared = |value: u64| {
            if left {
                give(at - 1, feature(value, 0));
            }
            if here {
                give(at, feature(value, 1));
            }
        };
        shared(value(2, pair(before.map_or(1, class), class(kind))));
        if let Some(first) = before.map(|k| u64::from(k.cluster)).filter(|n| *n > 0 && kind.cluster > 0) {
            shared(value(9, first << 16 | u64::from(kind.cluster)));
        }
    }
    if !here {
        return;
    }
    let mut add = |template: u64, n: u64| give(at, feature(value(template, n), 0));
    if at == sentence.start {
        add(8, u64::from(kind.upos));
    }
    of_context(reading, sentence, at, &mut add);
}

/// The features of lists, heads, marks and the rest of the document.
fn of_context(reading: &Reading, sentence: &Range<usize>, at: usize, add: &mut impl FnMut(u64, u64)) {
    let near = |offset: isize| {
        let n = at.checked_add_signed(offset).filter(|n| sentence.contains(n))?;
        Some((reading.kind(n)?, reading.units.get(n)?))
    };
    let Some((own, unit)) = near(0) else { return };
    let (before, next) = (near(-1), near(1));
    let class = |kind: &Kind| kind.class ^ u64::from(kind.article);
    let listed = |near: Option<(&Kind, &super::reading::Unit)>| {
        let unit = near.map(|(_, unit)| unit);
        let found = unit.and_then(|u| Some((u.listed?, u.words)));
        found.map_or(0, |((entry, first), words)| {
            entry.listed as u64 | u64::from(first) << 3 | u64::from(words.min(3)) << 4
        })
    };
    let here = listed(near(0));
    let around = here << 16 | listed(before) << 8 | listed(next);
    let (mine, beside) = (class(own), before.map_or(1, |(k, _)| class(k)));
    if here > 0 {
        add(12, here);
        add(13, pair(here, mine));
        add(14, pair(here, beside));
    }
    if around > 0 {
        add(15, around);
    }
    let distance = usize::from(unit.head);
    if let Some(head) = at.checked_sub(distance).filter(|_| distance > 0).and_then(|n| reading.kind(n)) {
        let (core, heads) = (head.core, u64::from(head.classes.0 & 0x3ff));
        let distance = distance as u64;
        add(16, heads << 4 | distance);
        add(17, pair(core, distance));
        add(18, pair(heads << 4 | distance, pair(u64::from(own.upos), u64::from(own.article))));
        add(19, pair(core, pair(mine, distance)));
    }
    if unit.quoted {
        add(20, u64::from(own.upos));
    }
    let mut rest = unit.evidence;
    while rest != 0 {
        let bit = u64::from(rest.trailing_zeros());
        rest &= rest - 1;
        add(22, bit);
        add(23, pair(bit, mine));
    }
    let mark =
        |near: Option<(&Kind, &super::reading::Unit)>| near.is_some_and(|(k, _)| k.shape == Shape::Punct);
    if mark(before) || mark(next) {
        let form = |near: Option<(&Kind, &super::reading::Unit)>| near.map_or(1, |(k, _)| k.form);
        add(24, pair(pair(form(before), form(next)), u64::from(own.upos)));
    }
    if own.classes.has(Classes::NISBA.with(Classes::NISBAS)) {
        let two = near(-2).map_or(1, |(k, _)| k.form);
        add(25, pair(two, beside));
        let definite = u64::from(before.is_some_and(|(k, _)| k.article)) | u64::from(own.article) << 1;
        add(26, pair(before.map_or(99, |(k, _)| u64::from(k.upos)), definite));
    }
}
