//! Roads, regions of armies, facilities that an adjective and their place name, and municipalities that are places.

use std::ops::Range;

use super::Rules;
use crate::entity::finder::{Label, Name, Rule};
use crate::entity::gazetteer::{Classes, Listed};
use crate::entity::unit::{ADJ, ADP, NOUN, PROPN, Shape, X, clitics};

impl Rules<'_> {
    /// A road, region of an army or facility whose name begins here.
    pub(super) fn lying(&self, at: usize, sentence: &Range<usize>) -> Option<Name> {
        let kind = self.kind(at).filter(|k| k.shape == Shape::Word && k.clitics & clitics::PRONOUN == 0)?;
        let name = |units: Range<usize>| Some(Name { units, label: Label::Loc, rule: Rule::Pattern });
        if kind.asked.road() {
            return name(
                at..if kind.article { self.numbered(at, sentence)? } else { self.road(at, sentence)? },
            );
        }
        if kind.asked.army() && kind.article {
            let military = self.within(at + 1, sentence).is_some_and(|k| k.article && k.asked.served());
            let which = self
                .within(at + 2, sentence)
                .is_some_and(|k| k.article && k.clitics == 0 && (k.asked.ordinal() || k.asked.quartering()));
            return if military && which { name(at..at + 3) } else { None };
        }
        if !kind.article || !(kind.asked.facility() || self.centre(at, sentence)) {
            return None;
        }
        let centre = kind.asked.institute();
        let mut end = at + 1;
        while end < at + 4
            && self.within(end, sentence).is_some_and(|k| {
                let adjective =
                    k.article && k.clitics == 0 && k.upos == ADJ && k.feminine() == kind.feminine();
                adjective
                    && !k.asked.day()
                    && (!k.asked.side() || k.asked.regional() || centre)
                    && !k.classes.has(Classes::NISBA)
            })
        {
            end += 1;
        }
        if end > at + 1
            && let Some(named) = self.honours(end, sentence)
        {
            // «المستشفى الجامعي فلان الفلاني»
            return name(at..named);
        }
        let seated = self.seated(end, sentence);
        if end > at + 1 && seated > end { name(at..seated) } else { None }
    }

    /// Whether a centre stands here that is a building.
    fn centre(&self, at: usize, sentence: &Range<usize>) -> bool {
        self.kind(at).is_some_and(|k| k.asked.site() && k.asked.institute())
            && self.within(at + 1, sentence).is_some_and(|k| k.article && k.asked.cultural())
    }

    /// The end of a road that a number names: «الطريق الوطنية رقم 1».
    fn numbered(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let mut end = at + 1;
        while end < at + 3
            && self
                .within(end, sentence)
                .is_some_and(|k| k.article && k.clitics == 0 && matches!(k.upos, ADJ | NOUN))
        {
            end += 1;
        }
        let word = self.within(end, sentence).is_some_and(|k| k.asked.numbered() && k.clitics == 0);
        let number = if word { end + 1 } else { end };
        (end > at + 1 && self.within(number, sentence).is_some_and(|k| k.shape == Shape::Number))
            .then_some(number + 1)
    }

    /// The end of a road that the place it leads to names: «طريق سكرة».
    fn road(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let by = at.checked_sub(1).and_then(|n| self.within(n, sentence)).is_some_and(|k| k.asked.about());
        let next = self
            .within(at + 1, sentence)
            .filter(|k| k.clitics == 0 && k.stem == 0 && k.shape == Shape::Word)?;
        if by {
            // «عن طريق»
            return None;
        }
        let unit = self.reading.units.get(at + 1)?;
        let place = unit.listed.is_some_and(|(entry, begins)| {
            begins && matches!(entry.listed, Listed::City | Listed::Capital | Listed::Place)
        });
        if place {
            return Some(at + 1 + self.words(at + 1));
        }
        if next.asked.topo() || next.asked.stead() && !next.article {
            return Some(self.toponym(at + 1, sentence)).filter(|end| *end > at + 2);
        }
        let nominal = next.letters > 2 && matches!(next.upos, NOUN | PROPN | X);
        let row = self
            .within(at + 2, sentence)
            .is_some_and(|k| k.clitics == clitics::CONJUNCTION && k.asked.road());
        if row && nominal {
            // «لطريق تنيور وطريق …»
            return Some(at + 2);
        }
        let rare = next.cluster == 0 && matches!(next.upos, PROPN | X) && next.letters > 3;
        (rare && !next.classes.has(Classes::GIVEN.with(Classes::NISBA))).then_some(at + 2)
    }

    /// The end of a road that و joins to a place, or to another road: «… وطريق المطار».
    pub(super) fn joined_road(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        self.kind(at).filter(|k| k.asked.road() && !k.article)?;
        let noun = self.within(at + 1, sentence).is_some_and(|k| {
            let word = k.shape == Shape::Word && k.clitics == 0 && k.stem == 0 && k.letters > 2;
            word && matches!(k.upos, NOUN | PROPN | X) && (k.article || matches!(k.upos, PROPN | X))
        });
        self.road(at, sentence).or_else(|| noun.then(|| at + 1 + self.words(at + 1)))
    }

    /// Whether what was taken for a person is a facility of a listed city («مترو صفاقس»), or such a city behind a preposition.
    pub(super) fn served_town(&self, name: &Name) -> bool {
        let (start, length) = (name.units.start, name.units.len());
        let city = |n: usize| {
            self.unit(n)
                .and_then(|u| u.listed)
                .is_some_and(|(entry, first)| first && matches!(entry.listed, Listed::City | Listed::Capital))
        };
        let head = self.kind(start);
        let facility = length == 2 && city(start + 1) && head.is_some_and(|k| k.asked.site() && !k.article);
        let led = length == 1 && city(start) && head.is_some_and(|k| k.clitics == clitics::B);
        name.label == Label::Per
            && (facility || led && !self.has(start, Classes::GIVEN.with(Classes::SURNAME)))
    }

    /// Leaves a state's kind outside where its name was taken for a body's: «دولة …».
    pub(super) fn statehood(&self, name: &mut Name) {
        let start = name.units.start;
        let head = self.kind(start).is_some_and(|k| {
            !k.article
                && k.classes.has(Classes::PLACE)
                && k.classes.has(Classes::STATE)
                && k.clitics & clitics::PRONOUN == 0
        });
        let country = self
            .unit(start + 1)
            .and_then(|u| u.listed)
            .is_some_and(|(entry, first)| first && entry.listed == Listed::Country);
        if name.label == Label::Org && head && country && start + 1 + self.words(start + 1) == name.units.end
        {
            name.units.start += 1;
            name.label = Label::Loc;
        }
    }

    /// Leaves a municipality's kind outside where it is the place that something lies at: «يقع ببلدية …».
    pub(super) fn township(&self, name: &mut Name) {
        let start = name.units.start;
        let Some(sentence) = self.sentence(start) else { return };
        let head = self.kind(start).filter(|k| k.asked.municipality() && !k.article);
        if name.label != Label::Org || name.units.len() < 2 || head.is_none() {
            return;
        }
        if self.lies(start, sentence) {
            name.units.start += 1;
            name.label = Label::Loc;
        }
    }

    /// Whether something is said to lie at what begins here.
    pub(super) fn lies(&self, at: usize, sentence: &Range<usize>) -> bool {
        let attached = self.kind(at).is_some_and(|k| k.clitics == clitics::B);
        let free = self.kind(at).is_some_and(|k| k.clitics == 0 && k.stem == 0);
        at.checked_sub(1).and_then(|n| self.within(n, sentence)).is_some_and(|k| {
            k.asked.located() && (attached && k.upos != ADP || free && (k.upos == ADP || k.letters == 3))
        })
    }

    /// Takes for a place what stands behind who comes from there, and what such a word as «دوار» begins.
    pub(super) fn native(&self, name: &mut Name) {
        let native = self.kind(name.units.start).is_some_and(|k| k.asked.native() && !k.article);
        let next = name.units.start + 1;
        let town = self.has(next, Classes::TOWN)
            || self.unit(next).is_some_and(|u| {
                u.listed
                    .is_some_and(|(e, _)| matches!(e.listed, Listed::City | Listed::Capital | Listed::Place))
            });
        if name.label == Label::Per && name.units.len() > 1 && native && town {
            // «شاب أصيل صفاقس», but «قال أصيل الفلاني»
            name.units.start += 1;
            name.label = Label::Loc;
        }
        if name.label == Label::Per && name.units.len() > 1 && self.has(name.units.start, Classes::HAMLET) {
            // «دوار هيشر»
            name.label = Label::Loc;
        }
    }
}
