//! The features of a unit, as hashes. What depends on one token alone is apart, so that its weights can be summed up once.

use std::ops::Range;

use warraq_model::hash::{feature, pair};

use super::gazetteer::Classes;
use super::reading::Reading;
use super::unit::{Kind, Shape};

/// How far the window reaches to either side.
pub const REACH: isize = 2;

/// Numbers of templates; those of a token in its window begin at a multiple of 32.
const PLACE: u64 = 1 << 10;

/// The features that a token gives to a unit, from `offset` places after it (a negative offset: before it).
pub fn of_token(kind: &Kind, offset: isize, mut give: impl FnMut(u64)) {
    let base = ((offset + REACH) as u64) << 5;
    let mut add = |template: u64, value: u64| give(feature(base + template, value));
    add(0, kind.form);
    add(1, kind.class);
    add(2, u64::from(kind.upos));
    if offset.abs() > 1 {
        add(3, kind.lemma);
        return;
    }
    add(3, kind.lemma);
    add(4, kind.core);
    let flags = u64::from(kind.clitics) | u64::from(kind.article) << 8 | (kind.shape as u64) << 9;
    add(5, flags);
    add(6, pair(flags, u64::from(kind.upos)));
    let [.., two, three, four] = kind.affixes;
    add(7, three);
    if offset != 0 {
        add(8, pair(two, u64::from(kind.article)));
        return;
    }
    for (n, &affix) in kind.affixes.iter().enumerate() {
        add(9 + n as u64, affix);
    }
    add(17, pair(kind.class, u64::from(kind.article)));
    add(18, pair(u64::from(kind.letters.min(9)), u64::from(kind.upos)));
    add(19, pair(kind.core, flags));
    add(20, pair(three, u64::from(kind.upos)));
    add(21, pair(four, u64::from(kind.article)));
    for bit in 0..14 {
        if kind.classes.0 >> bit & 1 == 1 {
            add(22, bit);
        }
    }
}

/// The features of a unit that need more than one token.
pub fn of_place(reading: &Reading, sentence: &Range<usize>, at: usize, mut give: impl FnMut(u64)) {
    let mut add = |template: u64, value: u64| give(feature(PLACE + template, value));
    let near = |offset: isize| {
        let n = at.checked_add_signed(offset).filter(|n| sentence.contains(n))?;
        reading.kind(n)
    };
    let (Some(own), Some(unit)) = (near(0), reading.units.get(at)) else { return };
    let (one, two) = (near(-1), near(-2));
    let (next, second) = (near(1), near(2));
    let form = |kind: Option<&Kind>| kind.map_or(1, |k| k.form);
    let class = |kind: Option<&Kind>| kind.map_or(1, |k| pair(k.class, u64::from(k.article)));
    let upos = |kind: Option<&Kind>| kind.map_or(99, |k| u64::from(k.upos));
    let (mine, before, after) = (class(Some(own)), class(one), class(next));
    add(0, pair(form(one), own.form));
    add(1, pair(own.form, form(next)));
    add(2, pair(before, mine));
    add(3, pair(mine, after));
    add(4, pair(pair(before, mine), after));
    add(5, pair(pair(class(two), before), mine));
    add(6, pair(pair(mine, after), class(second)));
    add(7, upos(one) << 16 | upos(Some(own)) << 8 | upos(next));
    add(8, pair(form(one), mine));
    add(9, pair(mine, form(next)));
    add(10, pair(pair(form(two), form(one)), u64::from(own.article)));
    add(11, pair(before, own.affixes[6]));
    let listed = |offset: isize| {
        let unit =
            at.checked_add_signed(offset).filter(|n| sentence.contains(n)).and_then(|n| reading.units.get(n));
        unit.and_then(|u| {
            u.listed
                .map(|(e, first)| e.listed as u64 | u64::from(first) << 3 | u64::from(u.words.min(3)) << 4)
        })
    };
    let here = listed(0);
    if let Some(here) = here {
        add(12, here);
        add(13, pair(here, mine));
        add(14, pair(here, before));
    }
    add(15, here.unwrap_or(0) << 16 | listed(-1).unwrap_or(0) << 8 | listed(1).unwrap_or(0));
    if let Some((core, classes, distance)) = unit.head {
        let heads = u64::from(classes.0 & 0x3ff);
        let distance = u64::from(distance);
        add(16, heads << 4 | distance);
        add(17, pair(core, distance));
        add(18, pair(heads << 4 | distance, pair(u64::from(own.upos), u64::from(own.article))));
        add(19, pair(core, pair(mine, distance)));
    }
    of_document(reading, sentence, at, give);
}

/// The features of what the document says elsewhere, and of marks and nationalities beside a unit.
fn of_document(reading: &Reading, sentence: &Range<usize>, at: usize, mut give: impl FnMut(u64)) {
    let mut add = |template: u64, value: u64| give(feature(PLACE + template, value));
    let near = |offset: isize| {
        let n = at.checked_add_signed(offset).filter(|n| sentence.contains(n))?;
        reading.kind(n)
    };
    let (Some(own), Some(unit)) = (near(0), reading.units.get(at)) else { return };
    let (one, two, next) = (near(-1), near(-2), near(1));
    let form = |kind: Option<&Kind>| kind.map_or(1, |k| k.form);
    let class = |kind: Option<&Kind>| kind.map_or(1, |k| pair(k.class, u64::from(k.article)));
    let upos = |kind: Option<&Kind>| kind.map_or(99, |k| u64::from(k.upos));
    let (mine, before) = (class(Some(own)), class(one));
    add(20, u64::from(unit.quoted) << 8 | u64::from(own.upos));
    add(21, (at - sentence.start).min(2) as u64);
    if own.is_nominal() {
        let mut rest = unit.evidence;
        while rest != 0 {
            let bit = u64::from(rest.trailing_zeros());
            rest &= rest - 1;
            add(22, bit);
            add(23, pair(bit, mine));
        }
    }
    if one.is_some_and(|k| k.shape == Shape::Punct) || next.is_some_and(|k| k.shape == Shape::Punct) {
        add(24, pair(pair(form(one), form(next)), u64::from(own.upos)));
    }
    if own.classes.has(Classes::NISBA.with(Classes::NISBAS)) {
        add(25, pair(form(two), before));
        add(26, pair(upos(one), u64::from(one.is_some_and(|k| k.article)) | u64::from(own.article) << 1));
    }
}
