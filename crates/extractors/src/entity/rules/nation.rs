//! Peoples, creeds and armed sides as names: one of a nation or creed as a noun, pilgrimages, militias, occupying powers.

use std::ops::Range;

use super::Rules;
use super::board::Board;
use crate::entity::finder::{Label, Name, Rule};
use crate::entity::gazetteer::Classes;
use crate::entity::unit::{ADJ, ADP, Kind, NOUN, PROPN, Shape, VERB, X, clitics};

impl Rules<'_> {
    /// A name of a people, creed or armed side that begins here.
    pub(super) fn side(&self, at: usize, sentence: &Range<usize>, names: &Board) -> Option<Name> {
        let kind = self.kind(at).filter(|k| k.shape == Shape::Word)?;
        let name = |units: Range<usize>, label: Label| Some(Name { units, label, rule: Rule::Pattern });
        if kind.asked.militia() && !kind.article && kind.clitics & clitics::PRONOUN == 0 {
            return name(at..self.armed(at + 1, sentence)?, Label::Org);
        }
        let power = kind.classes.has(Classes::STATE.with(Classes::BODY)) && !kind.article;
        if power
            && self
                .within(at + 1, sentence)
                .is_some_and(|k| k.asked.occupier() && k.article && k.clitics == 0)
        {
            let end = self.nationalities(at + 2, sentence);
            let label = if kind.classes.has(Classes::PLACE) { Label::Loc } else { Label::Org };
            return if end > at + 2 { name(at..end, label) } else { None };
        }
        if let Some(found) = self.alone(at, sentence, names) {
            return Some(found);
        }
        let single = at..at + 1;
        if !names.free(&single) {
            return None;
        }
        let before = at.checked_sub(1).and_then(|n| self.within(n, sentence));
        if kind.asked.pilgrimage() && kind.article {
            let rite = before.is_some_and(|k| k.asked.rite() && !k.article);
            return if rite && kind.clitics == 0 { name(single, Label::Misc) } else { None };
        }
        let medium = before.is_some_and(|k| k.asked.press() && k.asked.medium() && !k.article);
        if medium && kind.article && kind.clitics == 0 && kind.classes.has(Classes::NISBA) {
            // «جريدة التونسية»
            return name(single, Label::Org);
        }
        let led = kind.clitics & clitics::PREPOSITION != 0
            || before.is_some_and(|k| {
                let preposition = k.upos == ADP && k.stem == 0;
                let verb = k.upos == VERB && k.cluster > 0;
                (preposition || verb) && k.clitics & clitics::PRONOUN == 0
            });
        if self.one_of_nation(at, sentence) {
            return name(single, Label::Misc);
        }
        if !led {
            return None;
        }
        if kind.asked.faithful() {
            let nation =
                self.within(at + 1, sentence).is_some_and(|k| k.classes.has(Classes::NISBA) && !k.article);
            let noun = !kind.article && (kind.upos == NOUN || nation) && kind.clitics & clitics::PRONOUN == 0;
            return if noun { name(single, Label::Misc) } else { None };
        }
        self.national(at, sentence, names).then_some(Name {
            units: single,
            label: Label::Misc,
            rule: Rule::Pattern,
        })
    }

    /// The end of a day of the year that all or a nation keep: «اليوم العالمي للصحة», «يوم الصحة العالمي».
    pub(super) fn kept(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let yearly = |n: usize| {
            self.within(n, sentence).is_some_and(|k| k.article && k.clitics == 0 && k.asked.yearly())
        };
        if self.kind(at)?.article {
            let led =
                self.within(at + 2, sentence).is_some_and(|k| k.clitics == clitics::L && k.upos != VERB);
            let end = if yearly(at + 1) && led { self.phrase(at + 2, sentence) } else { at };
            return (end > at + 2).then_some(end);
        }
        let noun = self
            .within(at + 1, sentence)
            .is_some_and(|k| k.article && k.clitics == 0 && k.upos == NOUN && !k.asked.day());
        (noun && yearly(at + 2)).then_some(at + 3)
    }

    /// Whether a definite masculine nationality behind a verb or preposition stands here, which is a noun there: «على التونسي».
    fn national(&self, at: usize, sentence: &Range<usize>, names: &Board) -> bool {
        let Some(kind) = self.kind(at) else { return false };
        let nation = kind.article
            && kind.relative()
            && kind.classes.has(Classes::NISBA)
            && kind.clitics & clitics::PRONOUN == 0
            && self.reading.units.get(at).is_some_and(|u| u.listed.is_none());
        // In reports of games it is a club or team.
        if !nation || self.sport {
            return false;
        }
        let next = self.within(at + 1, sentence);
        let person = next.is_some_and(|k| {
            k.shape == Shape::Word
                && !k.article
                && (k.classes.has(Classes::GIVEN) || matches!(k.upos, PROPN | X))
        });
        let spoken = at.checked_sub(1).is_some_and(|n| self.has(n, Classes::SPEAK));
        if kind.classes.has(Classes::SURNAME) && spoken && !person {
            return false;
        }
        // A family name that looks like a nationality.
        let core = kind.core;
        let bearer = |name: &Name| {
            name.label == Label::Per
                && name.units.len() > 1
                && self.kind(name.units.end - 1).is_some_and(|k| k.core == core)
        };
        !(kind.classes.has(Classes::SURNAME) && names.touching(&(0..self.reading.units.len())).any(bearer))
    }

    /// The end of what an armed group is named by: a proper name, or whoever leads it.
    fn armed(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let kind =
            self.within(at, sentence).filter(|k| k.shape == Shape::Word && k.clitics == 0 && k.stem == 0)?;
        let listed = self.reading.units.get(at).is_some_and(|u| u.listed.is_some());
        let leader = kind.article && kind.relative() && kind.upos != ADJ || kind.asked.followers();
        let named = listed
            || leader
            || matches!(kind.upos, PROPN | X)
            || kind.classes.has(Classes::SURNAME)
                && kind.article
                && kind.relative()
                && !kind.classes.has(Classes::NISBA);
        named.then(|| at + self.words(at))
    }

    /// Whether a country that looks like an adjective stands behind a noun without article, whose adjective it cannot be:
    /// «بقيادة السعودية».
    pub(super) fn no_adjective(&self, at: usize, sentence: &Range<usize>) -> bool {
        let noun = |k: &Kind| {
            let other = Classes::NISBA.with(Classes::GIVEN).with(Classes::SURNAME).with(Classes::TOWN);
            k.upos == NOUN && !k.article && k.shape == Shape::Word && !k.classes.has(other) && k.cluster > 0
        };
        let Some(before) = at.checked_sub(1).filter(|n| sentence.contains(n)) else { return false };
        let named = self.reading.units.get(before).is_some_and(|u| u.listed.is_some());
        // «صحيفة سبق السعودية», «مطار جدة السعودية»: what has a name may have a nationality behind it.
        let head = before.checked_sub(1).and_then(|n| self.within(n, sentence)).is_some_and(|k| {
            let heads = Classes::BODY
                .with(Classes::STATE)
                .with(Classes::FIRM)
                .with(Classes::PLACE)
                .with(Classes::SITE);
            !k.article && (k.classes.has(heads) || k.asked.medium() || k.asked.press())
        });
        self.kind(before).is_some_and(noun) && !named && !head
    }

    /// Calls an armed side a body whatever the model takes it for, without what only describes it.
    pub(super) fn faction(&self, name: &mut Name) {
        let at = name.units.start;
        let militia = self.kind(at).is_some_and(|k| k.asked.militia() && !k.article);
        let Some(sentence) = self.sentence(at).filter(|_| militia && name.units.len() > 1) else { return };
        name.label = Label::Org;
        if let Some(end) = self.armed(at + 1, sentence) {
            name.units.end = end.min(name.units.end);
        }
    }
}
