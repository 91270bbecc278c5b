//! Rules that bring the model's names to the guideline of the layer, and find what is built by a pattern.

use std::ops::Range;

use super::finder::{Label, Name, Rule};
use super::gazetteer::{Classes, Entry, Listed};
use super::reading::{Reading, Unit};
use super::unit::{ADJ, ADP, AUX, CCONJ, Kind, PROPN, SCONJ, Shape, VERB, X, clitics};
use super::words::Special;

mod pattern;

/// What the rules look at.
pub(super) struct Rules<'r> {
    pub(super) reading: &'r Reading,
    pub(super) special: &'r Special,
}

/// Sets the names right.
pub(super) fn apply(reading: &Reading, special: &Special, names: &mut Vec<Name>) {
    let rules = Rules { reading, special };
    names.retain_mut(|name| rules.trim(name));
    let sentences = reading.sentences.clone();
    for sentence in &sentences {
        for at in sentence.clone() {
            if let Some(found) = rules.pattern(at, sentence) {
                put(names, found);
            }
        }
    }
    rules.extend(names);
    rules.lists(names);
    names.sort_by_key(|name| name.units.start);
}

/// Puts in a name that outdoes what it overlaps, unless that is longer.
fn put(names: &mut Vec<Name>, new: Name) {
    let touches = |name: &Name| name.units.start < new.units.end && new.units.start < name.units.end;
    let longer = |name: &Name| name.units.len() > new.units.len();
    if names.iter().any(|name| touches(name) && longer(name)) {
        return;
    }
    names.retain(|name| !touches(name));
    let at = names.partition_point(|name| name.units.start < new.units.start);
    names.insert(at, new);
}

impl Rules<'_> {
    pub(super) fn kind(&self, at: usize) -> Option<&Kind> {
        self.reading.kind(at)
    }

    fn unit(&self, at: usize) -> Option<&Unit> {
        self.reading.units.get(at)
    }

    fn has(&self, at: usize, classes: Classes) -> bool {
        self.kind(at).is_some_and(|k| k.classes.has(classes))
    }

    fn entry(&self, units: &Range<usize>) -> Option<Entry> {
        let unit = self.unit(units.start)?;
        let (entry, first) = unit.listed?;
        (first && usize::from(unit.words) == units.len()).then_some(entry)
    }

    /// Takes off what does not belong to a name; false where nothing is left.
    fn trim(&self, name: &mut Name) -> bool {
        while name.units.start < name.units.end && self.outside(name.units.start, name) {
            name.units.start += 1;
        }
        while name.units.start < name.units.end && self.behind(name.units.end - 1) {
            name.units.end -= 1;
        }
        let medium = name.units.start > 0 && self.has(name.units.start - 1, Classes::FIRM);
        if name.label == Label::Org
            && medium
            && name.units.len() > 1
            && self.has(name.units.end - 1, Classes::NISBA)
        {
            // «صحيفة لوموند الفرنسية»: the nationality is the newspaper's.
            name.units.end -= 1;
        }
        let Some(first) = self.kind(name.units.start).filter(|_| !name.units.is_empty()) else {
            return false;
        };
        let single = name.units.len() == 1;
        match name.label {
            Label::Misc => !(single && self.special.currency(first.core)),
            Label::Per => {
                !(single
                    && first.classes.has(Classes::ROLE)
                    && !first.classes.has(Classes::GIVEN.with(Classes::SURNAME)))
            }
            _ => !(single && first.classes.has(Classes::NISBA) && first.upos == ADJ),
        }
    }

    /// Whether the first unit of a name stands outside of it.
    fn outside(&self, at: usize, name: &Name) -> bool {
        let Some(kind) = self.kind(at) else { return true };
        let next = (at + 1 < name.units.end).then(|| self.kind(at + 1)).flatten();
        if kind.shape == Shape::Punct || kind.upos == ADP && kind.stem_end <= 6 {
            return true;
        }
        let Some(next) = next else { return false };
        if self.entry(&name.units).is_some_and(|_| at == name.units.start) {
            return false;
        }
        match name.label {
            Label::Per => {
                let name_too = kind.classes.has(Classes::GIVEN.with(Classes::SURNAME));
                kind.article && kind.classes.has(Classes::TITLE.with(Classes::ROLE).with(Classes::NISBA))
                    || kind.classes.has(Classes::ROLE) && !name_too
            }
            // «المنطقة الشرقية» is a name only with its adjective.
            Label::Loc => {
                kind.classes.has(Classes::PLACE)
                    && !kind.classes.has(Classes::SITE)
                    && !(kind.article && next.article)
            }
            Label::Org => self.special.medium(kind.core) && !kind.article && !self.generic(at + 1),
            Label::Misc => false,
        }
    }

    /// Whether a word makes no name of a medium or brand («وكالة الأنباء»).
    fn generic(&self, at: usize) -> bool {
        self.kind(at).is_some_and(|k| self.special.generic(k.core) || k.upos == ADJ && k.article)
    }

    /// Whether the last unit of a name stands outside of it.
    fn behind(&self, at: usize) -> bool {
        self.kind(at).is_none_or(|k| {
            k.shape == Shape::Punct
                || matches!(k.upos, CCONJ | SCONJ | AUX)
                || k.upos == ADP && k.letters < 4
                || self.special.day(k.core) && k.article
        })
    }

    /// Takes in heads to the left and nationalities to the right.
    fn extend(&self, names: &mut Vec<Name>) {
        for n in 0..names.len() {
            let before = n.checked_sub(1).and_then(|b| names.get(b)).map_or(0, |b| b.units.end);
            let after = names.get(n + 1).map_or(usize::MAX, |a| a.units.start);
            let Some(name) = names.get_mut(n) else { break };
            let Some(sentence) = self.reading.sentences.iter().find(|s| s.contains(&name.units.start)) else {
                continue;
            };
            let room = after.min(sentence.end);
            self.leftward(name, before.max(sentence.start));
            let body = self.has(name.units.start, Classes::BODY.with(Classes::STATE)) && name.units.len() > 1;
            if name.label == Label::Org && body && name.units.end < room {
                let end = self.nationalities(name.units.end, &(sentence.start..room));
                name.units.end = end.max(name.units.end);
                name.units.end = self.seat(name.units.start, name.units.end, sentence);
            }
            if name.label == Label::Per {
                while name.units.end < room && self.goes_on(name.units.end) {
                    name.units.end += 1;
                }
            }
        }
        // A name that took in its neighbour's units wins.
        let mut end = 0;
        names.retain(|name| {
            let free = name.units.start >= end;
            end = if free { name.units.end } else { end };
            free
        });
    }

    /// Whether a person's name goes on with this unit.
    fn goes_on(&self, at: usize) -> bool {
        self.kind(at).is_some_and(|k| {
            k.stem == 0
                && matches!(k.upos, PROPN | X)
                && k.shape == Shape::Word
                && k.classes.has(Classes::SURNAME)
                && !k.classes.has(Classes::ROLE.with(Classes::NISBA))
        })
    }

    fn leftward(&self, name: &mut Name, bound: usize) {
        let Some(at) = name.units.start.checked_sub(1).filter(|n| *n >= bound) else { return };
        let (Some(head), Some(first)) = (self.kind(at), self.kind(name.units.start)) else { return };
        if head.article || first.stem > 0 || head.clitics & clitics::PRONOUN != 0 {
            return;
        }
        if self.special.site(head.core) && matches!(name.label, Label::Loc | Label::Per) {
            name.units.start = at;
            name.label = Label::Loc;
        } else if self.special.body(head.core) && matches!(name.label, Label::Org | Label::Loc | Label::Per) {
            name.units.start = at;
            name.label = Label::Org;
        }
    }

    /// Adds and corrects names by the lists.
    fn lists(&self, names: &mut Vec<Name>) {
        let mut at = 0;
        while let Some(unit) = self.unit(at) {
            let Some((entry, true)) = unit.listed else {
                at += 1;
                continue;
            };
            let units = at..at + usize::from(unit.words);
            at = units.end;
            let several = units.len() > 1;
            let label = match entry.listed {
                Listed::Country | Listed::Capital | Listed::City | Listed::Place => Label::Loc,
                Listed::Body => Label::Org,
                Listed::Other => Label::Misc,
            };
            if !several && !self.sure(units.start, entry.listed) {
                continue;
            }
            let inside = |name: &Name| units.start <= name.units.start && name.units.end <= units.end;
            let touched = names.iter().any(|n| n.units.start < units.end && units.start < n.units.end);
            if touched && !(several && names.iter().any(|n| inside(n) && n.units.len() <= units.len())) {
                continue;
            }
            put(names, Name { units, label, rule: Rule::List });
        }
    }

    /// Whether a listed name of one word is one here.
    fn sure(&self, at: usize, listed: Listed) -> bool {
        let Some(kind) = self.kind(at) else { return false };
        let proper = matches!(kind.upos, PROPN | X);
        let before = at.checked_sub(1).and_then(|n| self.kind(n));
        let sentence = self.reading.sentences.iter().find(|s| s.contains(&at));
        let before = before.filter(|_| sentence.is_some_and(|s| s.contains(&(at - 1))));
        let led = kind.clitics & clitics::PREPOSITION != 0
            || before.is_some_and(|b| b.upos == ADP && b.stem == 0 && b.clitics == 0);
        let place = before.is_some_and(|b| b.classes.has(Classes::PLACE) && !b.article);
        if kind.classes.has(Classes::NISBA) {
            // «السعودية» is also an adjective.
            return kind.article
                && listed == Listed::Country
                && (led || before.is_some_and(|b| b.upos == VERB));
        }
        match listed {
            Listed::City => kind.letters > 2 && place,
            _ => proper || led && kind.article,
        }
    }
}
