//! Mentions of one name in a document: short forms that the model missed, and the first full mention of each.

use std::ops::Range;

use warraq_model::hash::pair;

use super::finder::{Found, Label, Name, Rule};
use super::gazetteer::{Classes, Listed};
use super::kinds::ByHash;
use super::reading::Reading;
use super::unit::{Kind, NOUN, PROPN, X, clitics};

/// The longest name, in units, that is looked for again.
const LONGEST: usize = 6;

/// The hash of a stretch of units; `None` where a unit inside of it has particles before it.
fn words(reading: &Reading, units: Range<usize>) -> Option<u64> {
    let start = units.start;
    units.into_iter().try_fold(0, |sum, at| {
        let kind = reading.kind(at)?;
        (at == start || kind.stem == 0).then(|| pair(sum, kind.form))
    })
}

/// Finds the mentions that the model missed of names that it found.
pub(super) fn spread(reading: &Reading, names: &mut Vec<Name>) {
    let known = Known::of(reading, names);
    if known.names.is_empty() && known.shorts.is_empty() {
        return;
    }
    let mut out: Vec<Name> = Vec::new();
    let mut old = names.iter_mut().peekable();
    for sentence in &reading.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let first = old.peek().map(|name| name.units.clone());
            if let Some(units) = first.filter(|units| units.start < at + LONGEST)
                && let Some(name) = known.at(reading, at..sentence.end.min(at + LONGEST))
                && name.units.len() > units.len()
                && name.units.start <= units.start
                && units.end <= name.units.end
            {
                // «قايد السبسي» where the model saw the last word alone.
                while old.next_if(|old| old.units.end <= name.units.end).is_some() {}
                if old.peek().is_none_or(|old| old.units.start >= name.units.end) {
                    at = name.units.end;
                    out.push(name);
                    continue;
                }
            }
            if let Some(name) = old.next_if(|name| name.units.start <= at) {
                known.correct(reading, name);
                at = at.max(name.units.end);
                out.push(name.clone());
                continue;
            }
            let free = old.peek().map_or(sentence.end, |name| name.units.start.min(sentence.end));
            match known.at(reading, at..free) {
                Some(name) => {
                    at = name.units.end;
                    out.push(name);
                }
                None => at += 1,
            }
        }
    }
    out.extend(old.map(|name| name.clone()));
    *names = out;
}

/// What is looked for: labels by the words of a name.
#[derive(Default)]
struct Known {
    names: ByHash<(Label, bool)>,
    /// Bits of the first words: most words of a text are none of them.
    first: [u64; FILTER],
    /// First words of parties' names that the article makes their short forms.
    shorts: Vec<u64>,
}

/// The most short forms of parties that a document has.
const SHORTS: usize = 8;

/// The core of the word that a party is called by for short: the noun before a country in its name, as «نداء» in «حزب نداء تونس».
fn short(reading: &Reading, units: &Range<usize>) -> Option<u64> {
    reading.kind(units.start).filter(|head| head.asked.party() && !head.article)?;
    let first = units.start + 1;
    let kind = reading.kind(first).filter(|k| !k.article && k.clitics & clitics::PRONOUN == 0)?;
    let last = reading.units.get(first + 1).filter(|_| first + 2 == units.end)?;
    let country = last.listed.is_some_and(|(e, _)| matches!(e.listed, Listed::Country | Listed::Body));
    let other =
        Classes::BODY.with(Classes::STATE).with(Classes::PLACE).with(Classes::FIRM).with(Classes::ROLE);
    let land = reading.kind(first + 1).is_some_and(|k| k.upos == PROPN);
    (country && land && kind.upos == NOUN && !kind.classes.has(other)).then_some(kind.core)
}

/// Words of a filter.
const FILTER: usize = 16;

/// The place of a hash in a filter.
fn place(hash: u64) -> (usize, u64) {
    ((hash >> 6) as usize % FILTER, 1 << (hash & 63))
}

impl Known {
    fn of(reading: &Reading, names: &[Name]) -> Known {
        let mut known = Known {
            names: ByHash::with_capacity_and_hasher(2 * names.len(), Default::default()),
            ..Known::default()
        };
        for name in names.iter().filter(|n| n.units.len() <= LONGEST) {
            let units = name.units.clone();
            let several = units.len() > 1;
            if several {
                known.add(reading, units.clone(), name.label, true);
            }
            let last = units.end.saturating_sub(1);
            let Some(kind) = reading.kind(last) else { continue };
            if name.label == Label::Per && several && kind.letters > 2 {
                // A surname stands for its bearer.
                known.add(reading, last..units.end, Label::Per, true);
                // «بالحاج علي» is no name by itself.
                if units.len() > 2 && reading.kind(last - 1).is_some_and(|k| k.stem == 0) {
                    known.add(reading, last - 1..units.end, Label::Per, true);
                }
            }
            let head = reading.kind(units.start);
            if name.label == Label::Org
                && units.len() > 1
                && head.is_some_and(|k| {
                    // Of two words the second must not be one of every day.
                    let led = k.asked.party() || reading.kind(units.start + 1).is_some_and(proper);
                    let sure =
                        units.len() > 2 && led || k.asked.party() && kind.article && !kind.asked.generality();
                    k.classes.has(Classes::BODY) && !k.article && sure
                })
            {
                // «نداء العاصمة» after «حركة نداء العاصمة».
                known.add(reading, units.start + 1..units.end, Label::Org, true);
            }
            if name.label == Label::Org
                && several
                && known.shorts.len() < SHORTS
                && let Some(short) = short(reading, &units)
                && !known.shorts.contains(&short)
            {
                // «النداء» after «حزب نداء تونس».
                known.shorts.push(short);
            }
            if !several && name.rule == Rule::Model && proper(kind) {
                known.add(reading, units, name.label, false);
            }
        }
        known
    }

    fn add(&mut self, reading: &Reading, units: Range<usize>, label: Label, full: bool) {
        let first = reading.kind(units.start).map(|k| k.form);
        if let (Some(hash), Some(first)) = (words(reading, units), first) {
            self.names.entry(hash).or_insert((label, full));
            let (at, bit) = place(first);
            if let Some(bits) = self.first.get_mut(at) {
                *bits |= bit;
            }
        }
    }

    /// The longest known name at the start of some free units.
    fn at(&self, reading: &Reading, free: Range<usize>) -> Option<Name> {
        let kind = reading.kind(free.start)?;
        if kind.article && self.shorts.contains(&kind.core) {
            let units = free.start..free.start + 1;
            return Some(Name { units, label: Label::Org, rule: Rule::Repeated });
        }
        let (at, bit) = place(kind.form);
        if self.first.get(at).is_none_or(|bits| bits & bit == 0) || !kind.nominal {
            return None;
        }
        let minister = free.start.checked_sub(1).and_then(|n| reading.kind(n));
        if minister.is_some_and(|k| k.asked.minister() && !k.article) {
            return None;
        }
        let longest = free.len().min(LONGEST);
        (1..=longest).rev().find_map(|length| {
            let units = free.start..free.start + length;
            let (label, full) = *self.names.get(&words(reading, units.clone())?)?;
            // A single word must look like a name, and a bare surname must not be an ordinary adjective.
            let other = Classes::NISBA.with(Classes::ROLE).with(Classes::TITLE).with(Classes::PLACE);
            let sure = length > 1
                || proper(kind)
                || full && (kind.article || kind.letters > 3) && !kind.classes.has(other);
            sure.then_some(Name { units, label, rule: Rule::Repeated })
        })
    }

    /// Gives a short form the label of the full name.
    fn correct(&self, reading: &Reading, name: &mut Name) {
        if name.units.len() > 1 || name.label == Label::Per {
            return;
        }
        let listed = reading.units.get(name.units.start).and_then(|u| u.listed);
        if listed.is_some_and(|(entry, _)| matches!(entry.listed, Listed::Country | Listed::Capital)) {
            return;
        }
        let found = words(reading, name.units.clone()).and_then(|hash| self.names.get(&hash));
        if let Some(&(Label::Per, true)) = found {
            name.label = Label::Per;
            name.rule = Rule::Repeated;
        }
    }
}

/// Gives a name that a document has several times the label that it mostly has. What a rule or list says counts a little more
/// than what the model does.
pub(super) fn agree(reading: &Reading, names: &mut [Name]) {
    let key = |name: &Name| {
        let listed = reading.units.get(name.units.start)?.listed;
        let known = listed.is_some_and(|(entry, _)| matches!(entry.listed, Listed::Country | Listed::Known));
        match name.units.len() {
            1 if known => None,
            1 => reading.kind(name.units.start).map(|k| k.core),
            2..=LONGEST => words(reading, name.units.clone()),
            _ => None,
        }
    };
    let mut counts: ByHash<[u32; 4]> = ByHash::with_capacity_and_hasher(names.len(), Default::default());
    for name in names.iter() {
        if let Some(key) = key(name)
            && let Some(count) = counts.entry(key).or_default().get_mut(name.label as usize)
        {
            *count += if name.rule == Rule::Model { MODEL } else { RULE };
        }
    }
    for name in names {
        let Some(counts) = key(name).and_then(|key| counts.get(&key)) else { continue };
        let all: u32 = counts.iter().sum();
        let least = if name.units.len() > 1 { RULE } else { 2 * MODEL };
        for (label, &count) in Label::ALL.iter().zip(counts) {
            if count >= least && 2 * count > all && *label != name.label {
                name.label = *label;
                name.rule = Rule::Repeated;
            }
        }
    }
}

/// How much a mention counts that the model found.
const MODEL: u32 = 2;
/// How much one counts that a rule found.
const RULE: u32 = 3;

fn proper(kind: &Kind) -> bool {
    matches!(kind.upos, PROPN | X)
}

/// Points each mention to the first full one.
pub(super) fn link(reading: &Reading, found: &mut [Found]) {
    let mut full: ByHash<(usize, usize)> =
        ByHash::with_capacity_and_hasher(4 * found.len(), Default::default());
    for (at, one) in found.iter().enumerate() {
        let units = one.units.clone();
        let label = one.label as u64;
        let length = units.len();
        // Persons and bodies are also called by a part of their names; a place's part is another place.
        let parts =
            if matches!(one.label, Label::Per | Label::Org) && length <= LONGEST { length } else { 1 };
        for cut in 0..parts {
            for part in [units.start + cut..units.end, units.start..units.end - cut] {
                if let Some(hash) = words(reading, part).map(|hash| pair(hash, label)) {
                    let best = full.entry(hash).or_insert((at, length));
                    // The first mention of more words than the part itself; a later one only if there is none before.
                    let wanted = length - cut;
                    if best.1 <= wanted && length > wanted {
                        *best = (at, length);
                    }
                }
            }
        }
    }
    for at in 0..found.len() {
        let Some(one) = found.get(at) else { break };
        let label = one.label as u64;
        let hash = words(reading, one.units.clone()).map(|hash| pair(hash, label));
        let first = hash.and_then(|hash| full.get(&hash)).map_or(at, |(first, _)| *first);
        if let Some(one) = found.get_mut(at) {
            one.mention = first;
        }
    }
    // A part of a part stands for the whole.
    for at in 0..found.len() {
        let mut first = found.get(at).map_or(at, |f| f.mention);
        for _ in 0..LONGEST {
            first = found.get(first).map_or(first, |f| f.mention);
        }
        if let Some(one) = found.get_mut(at) {
            one.mention = first;
        }
    }
}
