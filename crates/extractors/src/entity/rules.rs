//! Rules that bring the model's names to the guideline of the layer, and find what is built by a pattern.

use std::ops::Range;

use super::finder::{Label, Name, Rule};
use super::gazetteer::{Classes, Entry, Gazetteer, Listed};
use super::reading::{Reading, Unit};
use super::unit::{ADP, AUX, CCONJ, Kind, NOUN, PROPN, SCONJ, Shape, VERB, X, clitics, marks};
use board::Board;

mod board;
mod body;
mod institute;
mod pattern;
mod person;
mod phrase;
mod place;
mod trim;

/// What the rules look at.
pub(super) struct Rules<'r> {
    pub(super) reading: &'r Reading,
    pub(super) lists: &'r Gazetteer,
    /// Whether the document reports games, where a city stands for its club.
    pub(super) sport: bool,
}

/// The most units that the loops of one rule go on for: no name is as long, and texts without any order stay linear.
const LONGEST: usize = 64;

/// How many words of games a document may have that reports none.
const GAME: usize = 2;

/// Sets the names right.
pub(super) fn apply(reading: &Reading, lists: &Gazetteer, names: &mut Vec<Name>) {
    let kinds = reading.units.iter().filter_map(|unit| reading.kinds.list().get(unit.kind as usize));
    let sport = kinds.filter(|kind| kind.asked.sport()).nth(GAME).is_some();
    let rules = Rules { reading, lists, sport };
    rules.split(names);
    names.retain_mut(|name| rules.trim(name));
    let mut board = Board::new(reading.units.len(), std::mem::take(names));
    for sentence in &reading.sentences {
        for at in sentence.clone() {
            if !(rules.marked(at, marks::OPENS) || rules.marked(at + 1, marks::FOLLOWS)) {
                continue;
            }
            let found = rules.headed(at, sentence, 0).or_else(|| rules.pattern(at, sentence));
            if let Some(found) = longer(found, rules.body(at, sentence, 0)) {
                board.put(found);
            }
        }
    }
    rules.lists(&mut board);
    rules.coordinate(&mut board);
    rules.introduced(&mut board);
    rules.places(&mut board);
    rules.rows(&mut board);
    *names = board.finish();
    rules.extend(names);
    names.sort_by_key(|name| name.units.start);
}

/// The longer of two names, the first of equal ones.
fn longer(one: Option<Name>, other: Option<Name>) -> Option<Name> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other.units.len() > one.units.len() { other } else { one }),
        (one, other) => one.or(other),
    }
}

impl Rules<'_> {
    #[inline]
    pub(super) fn kind(&self, at: usize) -> Option<&Kind> {
        self.reading.kind(at)
    }

    /// Whether rules may find something with a unit.
    #[inline]
    fn marked(&self, at: usize, marks: u8) -> bool {
        self.reading.units.get(at).is_some_and(|unit| unit.marks & marks != 0)
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

    /// Persons and places that و joins are several; a preposition before something else ends a person's.
    fn split(&self, names: &mut Vec<Name>) {
        let mut out: Vec<Name> = Vec::with_capacity(names.len());
        for name in names.drain(..) {
            let mut start = name.units.start;
            let mut end = name.units.end;
            let person = name.label == Label::Per;
            if self.leads(&name) {
                // «السفير في تونس فلان الفلاني» read as one.
                out.push(Name { units: start..start + 1, label: Label::Loc, ..name });
                start += 1;
            }
            if self.entry(&name.units).is_none() {
                for at in start + 1..name.units.end {
                    let Some(kind) = self.kind(at) else { break };
                    let joins = kind.clitics & clitics::CONJUNCTION != 0 || kind.upos == CCONJ;
                    let apart =
                        person || name.label == Label::Loc || name.label == Label::Org && self.known(at);
                    let part = Classes::GIVEN.with(Classes::SURNAME).with(Classes::CALLED);
                    let verb = kind.upos == VERB && !kind.classes.has(part);
                    let under = kind.asked.under() && kind.clitics == clitics::B && !kind.article;
                    if under || person && (verb || self.introduces(at)) {
                        // «فلان الفلاني ضيف …»
                        end = at;
                        break;
                    }
                    if joins && apart {
                        out.push(Name { units: start..at, ..name });
                        start = at;
                    } else if person && kind.clitics & clitics::PREPOSITION != 0 && self.other(at)
                        || name.label == Label::Org && kind.upos == SCONJ
                    {
                        end = at;
                        break;
                    }
                }
            }
            if name.label == Label::Org
                && let Some(at) =
                    (start + 2..end.max(1) - 1).find(|at| self.bearer(*at) && self.called(*at + 1..end))
            {
                // «حزب الفلاحين فلان الفلاني» read as one.
                out.push(Name { units: start..at, ..name });
                out.push(Name { units: at..end, label: Label::Per, ..name });
                continue;
            }
            let second = (start + 1..end).find(|at| name.label == Label::Org && self.second(start, *at));
            if let Some(at) = second {
                out.push(Name { units: start..at, ..name });
                start = at;
            }
            out.push(Name { units: start..end, ..name });
        }
        *names = out;
    }

    /// Whether a listed body begins here.
    fn known(&self, at: usize) -> bool {
        let listed = self.unit(at).and_then(|u| u.listed);
        listed.is_some_and(|(entry, first)| first && matches!(entry.listed, Listed::Body | Listed::Known))
    }

    /// Whether all units may be parts of a person's name.
    fn called(&self, mut units: Range<usize>) -> bool {
        let part = Classes::GIVEN.with(Classes::SURNAME).with(Classes::FAMILY).with(Classes::CALLED);
        units.all(|n| {
            self.kind(n)
                .is_some_and(|k| k.clitics == 0 && (k.classes.has(part) || matches!(k.upos, PROPN | X)))
        })
    }

    /// Whether a unit behind a preposition is a place or no noun, so that the preposition is one («بلحاج» is a name).
    fn other(&self, at: usize) -> bool {
        self.unit(at).is_some_and(|u| u.listed.is_some()) || self.kind(at).is_some_and(|k| !k.nominal)
    }

    /// Whether a listed body behind a preposition is another than the one that begins before it.
    fn second(&self, start: usize, at: usize) -> bool {
        self.known(at)
            && self.kind(at).is_some_and(|k| k.clitics & clitics::PREPOSITION != 0)
            && !self.has(start, Classes::BODY.with(Classes::STATE))
            && self.kind(start).is_some_and(|k| !k.article)
    }

    /// Whether a listed place behind a preposition begins what was taken for a person's name of several words.
    fn leads(&self, name: &Name) -> bool {
        let first = name.units.start;
        let place = self.unit(first).and_then(|u| u.listed).is_some_and(|(entry, begins)| {
            begins && matches!(entry.listed, Listed::Country | Listed::Capital | Listed::City)
        });
        name.label == Label::Per
            && name.units.len() > 2
            && place
            && self.unit(first).is_some_and(|u| u.words == 1)
            && self.kind(first).is_some_and(|k| k.clitics & clitics::PREPOSITION != 0)
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
            if name.label == Label::Loc && name.units.end < room && self.serves(name) {
                name.units.end += 1;
            }
            while name.units.end + 1 < room && self.hyphen(name.units.end) {
                name.units.end += 2;
            }
            if name.label == Label::Per {
                let bound = before.max(sentence.start);
                if name.units.start > bound && self.given(name.units.start - 1) {
                    name.units.start -= 1;
                }
                if name.units.len() == 1 && name.units.end < room && self.family(name.units.start) {
                    name.units.end += 1;
                }
                if name.units.len() == 1 && name.units.end + 1 < room && self.led_on(name.units.end) {
                    name.units.end += 2;
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

    fn leftward(&self, name: &mut Name, bound: usize) {
        let Some(at) = name.units.start.checked_sub(1).filter(|n| *n >= bound) else { return };
        let (Some(head), Some(first)) = (self.kind(at), self.kind(name.units.start)) else { return };
        if head.article || first.stem > 0 || head.clitics & clitics::PRONOUN != 0 || head.asked.several() {
            return;
        }
        let body = self.has(name.units.start, Classes::BODY.with(Classes::STATE));
        if first.asked.medium() {
            return;
        }
        if head.asked.site() && (name.label != Label::Org || name.rule == Rule::Model && !body) {
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
    fn lists(&self, names: &mut Board) {
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
                Listed::Body | Listed::Known => Label::Org,
                Listed::Other => Label::Misc,
            };
            if !several && !self.sure(units.start, entry.listed) {
                continue;
            }
            let inside = |name: &Name| units.start <= name.units.start && name.units.end <= units.end;
            let known = entry.listed == Listed::Known;
            if names.free(&units) || (several || known) && names.touching(&units).any(inside) {
                names.put(Name { units, label, rule: Rule::List });
            }
        }
    }

    /// Whether a unit stands alone between quotation marks.
    fn marked_off(&self, at: usize) -> bool {
        let mark = |n: Option<usize>| {
            n.and_then(|n| self.kind(n)).is_some_and(|k| k.shape == Shape::Punct && k.asked.quote())
        };
        mark(at.checked_sub(1)) && mark(Some(at + 1))
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
                && (led
                    || before
                        .is_some_and(|b| matches!(b.upos, VERB | AUX) || b.clitics & clitics::PRONOUN != 0));
        }
        match listed {
            Listed::Known => true,
            Listed::Body if self.marked_off(at) => true,
            Listed::City => {
                kind.letters > 2
                    && (place || led && (proper && kind.cluster == 0 || kind.classes.has(Classes::TOWN)))
                    && !kind.classes.has(Classes::PLACE)
            }
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
