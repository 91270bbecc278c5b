//! Rules that bring the model's names to the guideline of the layer, and find what is built by a pattern.

use std::ops::Range;

use super::finder::{Label, Name, Rule};
use super::gazetteer::{Classes, Entry, Gazetteer, Listed};
use super::reading::{Reading, Unit};
use super::unit::{ADP, AUX, Kind, NOUN, PROPN, Shape, VERB, X, clitics, marks};
use board::Board;

mod alone;
mod board;
mod body;
mod institute;
mod nation;
mod part;
mod pattern;
mod person;
mod phrase;
mod place;
mod road;
mod split;
mod surname;
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
    let rules = Rules { reading, lists, sport: reading.games > GAME };
    rules.split(names);
    names.retain_mut(|name| rules.trim(name));
    let mut board = Board::new(reading.units.len(), std::mem::take(names));
    for sentence in &reading.sentences {
        for at in sentence.clone() {
            if rules.marked(at + 1, marks::DOT)
                && let Some(name) = rules.abbreviated(at)
            {
                board.put(name);
            }
            let follows = |n: usize| rules.marked(n, marks::FOLLOWS);
            if !(rules.marked(at, marks::OPENS) || follows(at + 1) || follows(at + 2)) {
                continue;
            }
            let found = rules.headed(at, sentence, 0).or_else(|| rules.pattern(at, sentence));
            let found = longer(found, rules.lying(at, sentence));
            if let Some(found) = longer(found, rules.body(at, sentence, 0)) {
                board.put(found);
            }
            if let Some(found) = rules.side(at, sentence, &board) {
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
    names.retain_mut(|name| rules.last(name));
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

    /// How many units a listed name has that begins here; one where none does.
    pub(super) fn words(&self, at: usize) -> usize {
        let begun = self.unit(at).filter(|unit| unit.listed.is_some_and(|(_, first)| first));
        begun.map_or(1, |unit| usize::from(unit.words).max(1))
    }

    fn has(&self, at: usize, classes: Classes) -> bool {
        self.kind(at).is_some_and(|k| k.classes.has(classes))
    }

    fn entry(&self, units: &Range<usize>) -> Option<Entry> {
        let unit = self.unit(units.start)?;
        let (entry, first) = unit.listed?;
        (first && usize::from(unit.words) == units.len()).then_some(entry)
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
            let located = name.units.end.checked_sub(1).and_then(|n| self.unit(n)).and_then(|u| u.listed);
            let body = self.has(name.units.start, Classes::BODY.with(Classes::STATE))
                && name.units.len() > 1
                && !located.is_some_and(|(e, _)| {
                    matches!(e.listed, Listed::City | Listed::Capital | Listed::Country | Listed::Place)
                });
            if name.label == Label::Org && body && name.units.end < room {
                let end = self.nationalities(name.units.end, &(sentence.start..room));
                name.units.end = end.max(name.units.end);
                name.units.end = self.seat(name.units.start, name.units.end, sentence);
            }
            if name.label == Label::Loc && name.units.end < room && self.serves(name) {
                name.units.end += 1;
            }
            if name.label == Label::Loc && name.units.end < room && self.part_of_town(name) {
                name.units.end += 1;
            }
            let bound = before.max(sentence.start);
            if name.label == Label::Per && name.units.start > bound && self.behind_topo(name.units.start) {
                // «سيدي بوعلي»
                name.units.start -= 1;
                name.label = Label::Loc;
            }
            while name.units.end + 1 < room && self.hyphen(name.units.end) {
                name.units.end += 2;
            }
            if name.label == Label::Per {
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
                self.further(name, bound, room);
            }
        }
        self.hyphened(names);
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

    /// Joins to a facility what a hyphen joins to its name: «مطار …-…».
    fn hyphened(&self, names: &mut [Name]) {
        for n in 1..names.len() {
            let Some([name, next]) = names.get_mut(n - 1..=n) else { break };
            let site = self.kind(name.units.start).is_some_and(|k| k.asked.site() && !k.article);
            if name.label == Label::Loc
                && site
                && next.units.start == name.units.end + 1
                && self.hyphen(name.units.end)
            {
                name.units.end = next.units.end;
            }
        }
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
        let lies = || self.sentence(at).is_some_and(|s| self.lies(at, s));
        if head.asked.municipality() && name.label == Label::Loc && lies() {
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
            // «اجتماعات نداء تونس واصفا …»: a person begins inside of it.
            let begins = |name: &Name| name.label == Label::Per && units.contains(&name.units.start);
            let body = several && matches!(entry.listed, Listed::Body | Listed::Known);
            if body && names.touching(&units).any(begins) && names.touching(&units).count() == 1 {
                names.remove(units.end - 1);
            }
            if names.free(&units) || (several || known) && names.touching(&units).any(inside) {
                names.put(Name { units, label, rule: Rule::List });
            }
        }
    }

    /// Whether a unit stands alone between quotation marks or, where brackets and hyphens do as well, between those: «(وات)».
    fn marked_off(&self, at: usize, brackets: bool) -> bool {
        let mark = |n: Option<usize>| {
            n.and_then(|n| self.kind(n)).is_some_and(|k| {
                let other = k.asked.opening() || k.asked.closing() || k.asked.hyphen();
                k.shape == Shape::Punct && (k.asked.quote() || brackets && other)
            })
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
                    || sentence.is_some_and(|s| self.no_adjective(at, s))
                    || before
                        .is_some_and(|b| matches!(b.upos, VERB | AUX) || b.clitics & clitics::PRONOUN != 0));
        }
        match listed {
            Listed::Known => true,
            Listed::Body if self.marked_off(at, true) => true,
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
            _ => {
                let owned = before.is_some_and(|b| b.upos == VERB || b.clitics & clitics::PRONOUN != 0);
                proper || (led || owned) && kind.article
            }
        }
    }
}
