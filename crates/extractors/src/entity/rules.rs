//! Rules that bring the model's names to the guideline of the layer, and find what is built by a pattern.

use std::ops::Range;

use super::finder::{Label, Name, Rule};
use super::gazetteer::{Classes, Entry, Gazetteer, Listed};
use super::reading::{Reading, Unit};
use super::unit::{ADJ, ADP, ADV, AUX, CCONJ, Kind, NOUN, PROPN, SCONJ, Shape, VERB, X, clitics};

mod body;
mod institute;
mod pattern;
mod person;
mod phrase;

/// What the rules look at.
pub(super) struct Rules<'r> {
    pub(super) reading: &'r Reading,
    pub(super) lists: &'r Gazetteer,
}

/// Sets the names right.
pub(super) fn apply(reading: &Reading, lists: &Gazetteer, names: &mut Vec<Name>) {
    let rules = Rules { reading, lists };
    rules.split(names);
    names.retain_mut(|name| rules.trim(name));
    let sentences = reading.sentences.clone();
    for sentence in &sentences {
        for at in sentence.clone() {
            let found = rules.headed(at, sentence).or_else(|| rules.pattern(at, sentence));
            if let Some(found) = longer(found, rules.body(at, sentence)) {
                put(names, found);
            }
        }
    }
    rules.coordinate(names);
    rules.introduced(names);
    rules.extend(names);
    rules.lists(names);
    names.sort_by_key(|name| name.units.start);
}

/// The longer of two names, the first of equal ones.
fn longer(one: Option<Name>, other: Option<Name>) -> Option<Name> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other.units.len() > one.units.len() { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// The names that touch some units; names are in order and do not overlap.
fn touching(names: &[Name], units: &Range<usize>) -> Range<usize> {
    let from = names.partition_point(|name| name.units.end <= units.start);
    from..from.max(names.partition_point(|name| name.units.start < units.end))
}

/// Whether a unit is part of a name.
fn covered(names: &[Name], at: usize) -> bool {
    !touching(names, &(at..at + 1)).is_empty()
}

/// Puts in a name that outdoes what it overlaps, unless that is longer.
fn put(names: &mut Vec<Name>, new: Name) {
    let touched = touching(names, &new.units);
    if names
        .get(touched.clone())
        .is_some_and(|list| list.iter().all(|name| name.units.len() <= new.units.len()))
    {
        names.splice(touched, [new]);
    }
}

impl Rules<'_> {
    pub(super) fn kind(&self, at: usize) -> Option<&Kind> {
        self.reading.kind(at)
    }

    fn sentence(&self, at: usize) -> Option<&Range<usize>> {
        let sentences = &self.reading.sentences;
        sentences.get(sentences.partition_point(|s| s.end <= at)).filter(|s| s.contains(&at))
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

    /// Persons and places that و joins are several.
    fn split(&self, names: &mut Vec<Name>) {
        let mut out: Vec<Name> = Vec::with_capacity(names.len());
        for name in names.drain(..) {
            let mut start = name.units.start;
            if matches!(name.label, Label::Per | Label::Loc) && self.entry(&name.units).is_none() {
                for at in name.units.start + 1..name.units.end {
                    let joined = self
                        .kind(at)
                        .is_some_and(|k| k.clitics & clitics::CONJUNCTION != 0 || k.upos == CCONJ);
                    if joined {
                        out.push(Name { units: start..at, ..name });
                        start = at;
                    }
                }
            }
            out.push(Name { units: start..name.units.end, ..name });
        }
        *names = out;
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
        let head = Classes::BODY.with(Classes::STATE);
        if name.label == Label::Org
            && name.units.len() == 2
            && self.has(name.units.end - 1, Classes::NISBA)
            && !self.has(name.units.start, head)
            && !self.agree(name.units.start)
        {
            // «الفجر العمانية»: a newspaper's.
            name.units.end -= 1;
        }
        let office = name.units.start.checked_sub(1).and_then(|n| self.kind(n));
        if name.label == Label::Org && office.is_some_and(|k| k.asked.minister() && !k.article) {
            // «وزير الشؤون الخارجية»: what he is for is no body.
            return false;
        }
        let country = self.entry(&name.units).is_some_and(|e| e.listed == Listed::Country);
        if country && matches!(name.label, Label::Per | Label::Org) {
            name.label = Label::Loc;
        }
        let Some(first) = self.kind(name.units.start).filter(|_| !name.units.is_empty()) else {
            return false;
        };
        let single = name.units.len() == 1;
        match name.label {
            Label::Misc => !first.asked.currency(),
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
            Label::Org => kind.asked.medium() && !kind.article && !self.generic(at + 1),
            Label::Misc => false,
        }
    }

    /// Whether a word makes no name of a medium or brand («وكالة الأنباء»).
    fn generic(&self, at: usize) -> bool {
        self.kind(at).is_some_and(|k| k.asked.generic() || k.upos == ADJ && k.article)
    }

    /// Whether the last unit of a name stands outside of it.
    fn behind(&self, at: usize) -> bool {
        self.kind(at).is_none_or(|k| {
            k.shape == Shape::Punct
                || k.upos == ADV && !k.classes.has(Classes::GIVEN.with(Classes::SURNAME))
                || matches!(k.upos, CCONJ | SCONJ | AUX)
                || k.upos == ADP && k.letters < 4
                || k.asked.day() && k.article
        })
    }

    /// Takes in heads to the left and nationalities to the right.
    fn extend(&self, names: &mut Vec<Name>) {
        for n in 0..names.len() {
            let before = n.checked_sub(1).and_then(|b| names.get(b)).map_or(0, |b| b.units.end);
            let after = names.get(n + 1).map_or(usize::MAX, |a| a.units.start);
            let Some(name) = names.get_mut(n) else { break };
            let Some(sentence) = self.sentence(name.units.start) else { continue };
            let room = after.min(sentence.end);
            self.leftward(name, before.max(sentence.start));
            let body = self.has(name.units.start, Classes::BODY.with(Classes::STATE)) && name.units.len() > 1;
            if name.label == Label::Org && body && name.units.end < room {
                let end = self.nationalities(name.units.end, &(sentence.start..room));
                name.units.end = end.max(name.units.end);
                name.units.end = self.seat(name.units.start, name.units.end, sentence);
            }
            while name.units.end + 1 < room && self.hyphen(name.units.end) {
                name.units.end += 2;
            }
            if name.label == Label::Per {
                if name.units.len() == 1 && name.units.end < room && self.family(name.units.start) {
                    name.units.end += 1;
                }
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

    /// Whether a hyphen stands here that joins two words («بادن-بادن»).
    fn hyphen(&self, at: usize) -> bool {
        let touch = |a: usize, b: usize| {
            self.unit(a).zip(self.unit(b)).is_some_and(|(a, b)| a.token.end == b.token.start)
        };
        let word = self.kind(at + 1).is_some_and(|k| matches!(k.shape, Shape::Word | Shape::Latin));
        let mark = self.kind(at).is_some_and(|k| k.shape == Shape::Punct && k.asked.hyphen());
        mark && word && at > 0 && touch(at - 1, at) && touch(at, at + 1)
    }

    /// Whether a given name stands here and a definite word behind it, which after a name that is no noun is a family name.
    fn family(&self, at: usize) -> bool {
        let given = self.kind(at).is_some_and(|k| {
            let other = Classes::ROLE.with(Classes::TITLE).with(Classes::BODY).with(Classes::PLACE);
            k.classes.has(Classes::GIVEN) && !k.article && !k.classes.has(other)
        });
        given
            && self.kind(at + 1).is_some_and(|k| {
                k.article
                    && k.clitics == 0
                    && k.stem == 0
                    && k.shape == Shape::Word
                    && matches!(k.upos, NOUN | ADJ | PROPN | X)
                    && !k.asked.day()
            })
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
        if head.asked.site() && name.label != Label::Org {
            name.units.start = at;
            name.label = Label::Loc;
        } else if head.asked.body() && matches!(name.label, Label::Org | Label::Loc | Label::Per) {
            name.units.start = at;
            name.label = Label::Org;
        } else if head.asked.team() && name.label == Label::Per {
            // «حكومة فلان».
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
            let touched = names.get(touching(names, &units)).unwrap_or_default();
            let inside = |name: &Name| units.start <= name.units.start && name.units.end <= units.end;
            if !(touched.is_empty() || several && touched.iter().any(inside)) {
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
        let sentence = self.sentence(at);
        let before = before.filter(|_| sentence.is_some_and(|s| s.contains(&(at - 1))));
        let led = kind.clitics & clitics::PREPOSITION != 0
            || before.is_some_and(|b| b.upos == ADP && b.stem == 0 && b.clitics == 0);
        let place =
            before.is_some_and(|b| (b.classes.has(Classes::PLACE) || b.asked.governor()) && !b.article);
        if kind.classes.has(Classes::NISBA) {
            // «السعودية» is also an adjective.
            return kind.article
                && listed == Listed::Country
                && (led || before.is_some_and(|b| b.upos == VERB || b.clitics & clitics::PRONOUN != 0));
        }
        match listed {
            Listed::City => kind.letters > 2 && place,
            Listed::Country => {
                let next = self.kind(at + 1).filter(|_| sentence.is_some_and(|s| s.contains(&(at + 1))));
                // «تونس» looks like a verb, but no verb stands before a verb.
                let verb = kind.upos == VERB && (kind.letters > 3 || next.is_some_and(|k| k.upos == VERB));
                proper || verb || led && kind.article || kind.upos == NOUN && kind.letters > 3
            }
            _ => proper || (led || before.is_some_and(|b| b.upos == VERB)) && kind.article,
        }
    }
}
