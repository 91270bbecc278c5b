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
    // Lines are not all filled from their first row on, as most values say something of one unit only.
    let slot = ((value >> 61) + place as u64) & ((1 << LINE) - 1);
    value >> LINE << LINE | slot
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

/// The features that a unit and its neighbours make together, each with the unit that it is of: this one, or one beside
/// it. Units that are no nouns, adjectives, verbs or names have none: their own tokens say enough.
pub fn of_place(reading: &Reading, sentence: &Range<usize>, at: usize, mut give: impl FnMut(usize, u64)) {
    let near = |offset: isize| {
        let n = at.checked_add_signed(offset).filter(|n| sentence.contains(n))?;
        reading.kind(n)
    };
    let (before, own, next) = (near(-1), near(0), near(1));
    let Some(kind) = own else { return };
    let open = |kind: Option<&Kind>| kind.is_some_and(Kind::is_nominal);
    let (left, here, right) = (open(before), open(own), open(next));
    let class = |kind: Option<&Kind>| kind.map_or(1, |k| k.class ^ u64::from(k.article));
    let form = |kind: Option<&Kind>| kind.map_or(1, |k| k.form);
    let value = |template: u64, value: u64| hash::feature(PLACE + template, value);
    let (mine, beside) = (class(own), class(before));
    let beside_open = [left, here, right];
    if left || here || right {
        shared(at, beside_open, value(0, pair(pair(beside, mine), class(next))), &mut give);
        shared(at, beside_open, value(1, pair(form(before), kind.form)), &mut give);
    }
    shared(at, [left, here, false], value(2, pair(beside, mine)), &mut give);
    let cluster = |kind: Option<&Kind>| kind.map_or(0, |k| u64::from(k.cluster));
    let (first, second, third) = (cluster(before), cluster(own), cluster(next));
    if second > 0 && first > 0 {
        shared(at, [left, here, false], value(9, first << 16 | second), &mut give);
    }
    if first > 0 && second > 0 && third > 0 {
        shared(at, beside_open, value(10, first << 32 | second << 16 | third), &mut give);
    }
    if !here {
        if right && before.is_none() {
            // The start of the sentence stands before the first word.
            give(at + 1, feature(value(3, 0), 0));
        }
        return;
    }
    let mut add = |template: u64, n: u64| give(at, feature(value(template, n), 0));
    add(4, pair(form(before), mine));
    add(5, pair(mine, form(next)));
    add(6, pair(beside, kind.tail));
    let upos = |kind: Option<&Kind>| kind.map_or(99, |k| u64::from(k.upos));
    add(7, upos(before) << 16 | upos(own) << 8 | upos(next));
    if at == sentence.start {
        add(8, upos(own));
    }
    of_context(reading, sentence, at, &mut add);
}

/// Gives a feature of neighbours to each of the unit before, this one and the next one that is to have it.
fn shared(at: usize, [left, here, right]: [bool; 3], value: u64, give: &mut impl FnMut(usize, u64)) {
    if left {
        give(at - 1, feature(value, 0));
    }
    if here {
        give(at, feature(value, 1));
    }
    if right {
        give(at + 1, feature(value, 2));
    }
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
    if let Some((core, classes, distance)) = unit.head {
        let heads = u64::from(classes.0 & 0x3ff);
        let distance = u64::from(distance);
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
