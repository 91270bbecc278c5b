//! Persons: names in a row, and names behind an office that the model passed over.

use super::Rules;
use super::board::Board;
use crate::entity::finder::{Label, Name, Rule};
use crate::entity::gazetteer::Classes;
use crate::entity::unit::{ADJ, NOUN, PROPN, Shape, X, clitics, marks};
use std::ops::Range;

/// How far before a name its office may begin.
const OFFICE: usize = 5;

impl Rules<'_> {
    /// Persons in a row: «فلان وفلان وفلان», and a given name with a family name behind it.
    pub(super) fn coordinate(&self, names: &mut Board) {
        let part = Classes::GIVEN.with(Classes::SURNAME).with(Classes::FAMILY);
        let proper =
            |at: usize| self.kind(at).is_some_and(|k| matches!(k.upos, PROPN | X) && k.shape == Shape::Word);
        for sentence in &self.reading.sentences {
            let mut at = sentence.start;
            while at < sentence.end {
                let next = at + 1;
                if !self.marked(at, marks::PERSON) {
                    at = next;
                    continue;
                }
                let Some(kind) = self.kind(at) else { break };
                if !kind.classes.has(Classes::GIVEN) || kind.article || names.covered(at) {
                    at = next;
                    continue;
                }
                let person = |n: usize| names.at(n).is_some_and(|n| n.label == Label::Per);
                let joined =
                    kind.clitics & clitics::CONJUNCTION != 0 && at.checked_sub(1).is_some_and(person);
                let behind = next < sentence.end
                    && self.kind(next).is_some_and(|k| k.clitics == 0 && k.classes.has(part))
                    && !names.covered(next);
                let led = at > sentence.start
                    && self.has(
                        at - 1,
                        Classes::TITLE.with(Classes::ROLE).with(Classes::SPEAK).with(Classes::NISBA),
                    );
                let pair = behind && (led || joined) && (proper(at) || proper(next));
                if !(pair || joined && proper(at)) {
                    at = next;
                    continue;
                }
                let mut end = next;
                while end < sentence.end
                    && self.kind(end).is_some_and(|k| {
                        k.clitics == 0 && k.classes.has(part) && !k.classes.has(Classes::ROLE)
                    })
                    && !names.covered(end)
                {
                    end += 1;
                }
                names.put(Name { units: at..end, label: Label::Per, rule: Rule::Pattern });
                at = end;
            }
        }
    }

    /// A given name with a family name behind it, after an office: «رئيس الحكومة فلان الفلاني».
    pub(super) fn introduced(&self, names: &mut Board) {
        for sentence in &self.reading.sentences {
            let mut at = sentence.start + 1;
            while at + 1 < sentence.end {
                if !self.marked(at, marks::PERSON) {
                    at += 1;
                    continue;
                }
                let ali = self.kind(at).is_some_and(|k| k.asked.ali() && !k.article && k.stem == 0);
                if ali && self.office(at, sentence) {
                    // «رئيس المجلس علي فلان»: a preposition would not stand behind an office and its body.
                    let begins = |n: &Name| n.label == Label::Per && n.units.start == at + 1;
                    if names.at(at + 1).is_some_and(begins) && !names.covered(at) {
                        names.change(at + 1, |name| name.units.start = at);
                    }
                }
                let end = self.name_end(at, sentence);
                let free = at + 1 < end && names.free(&(at..end));
                if free && self.office(at, sentence) {
                    names.put(Name { units: at..end, label: Label::Per, rule: Rule::Pattern });
                    at = end;
                } else {
                    at += 1;
                }
            }
        }
    }

    /// The end of a person's name of at least two words that begins here, or its beginning.
    fn name_end(&self, at: usize, sentence: &Range<usize>) -> usize {
        let word = |n: usize| {
            self.kind(n).filter(|k| k.shape == Shape::Word && k.clitics == 0 && k.stem == 0 && k.letters > 1)
        };
        let proper = |n: usize| word(n).is_some_and(|k| matches!(k.upos, PROPN | X));
        let Some(first) = word(at).filter(|k| k.classes.has(Classes::GIVEN)) else { return at };
        let other =
            Classes::ROLE.with(Classes::NISBA).with(Classes::PLACE).with(Classes::BODY).with(Classes::STATE);
        if first.classes.has(other) {
            return at;
        }
        let part = Classes::GIVEN.with(Classes::SURNAME).with(Classes::FAMILY);
        let mut end = at + 1;
        while end < sentence.end
            && end < at + 4
            && (proper(end)
                || word(end).is_some_and(|k| k.classes.has(part) && (!first.article || k.article)))
            && !self.has(end, other)
            && self.reading.units.get(end).is_some_and(|u| u.listed.is_none() || proper(end))
        {
            end += 1;
        }
        // «رئيس الحكومة الحبيب الصيد»: two definite words, the first of them a given name, are no noun with its adjective
        // unless the second is one.
        let definite = end == at + 1
            && first.article
            && !(first.asked.day() || first.asked.plain() || first.asked.side())
            && word(end).is_some_and(|k| {
                k.article && (k.upos != ADJ || k.classes.has(part)) && !k.classes.has(other) && !k.asked.day()
            });
        if definite && end < sentence.end {
            return end + 1;
        }
        let sure = (at..end).any(proper) && (at + 1..end).all(|n| proper(n) || self.has(n, part));
        if sure && end > at + 1 { end } else { at }
    }

    /// Whether an office stands before this unit, with nothing between but what says of which body.
    fn office(&self, at: usize, sentence: &Range<usize>) -> bool {
        for n in (sentence.start..at).rev().take(OFFICE) {
            let Some(kind) = self.kind(n).filter(|k| k.shape == Shape::Word) else { return false };
            if kind.classes.has(Classes::ROLE.with(Classes::TITLE)) && kind.clitics & clitics::PRONOUN == 0 {
                return true;
            }
            let between = kind.article
                && kind.clitics & clitics::PREPOSITION == 0
                && matches!(kind.upos, NOUN | ADJ | PROPN | X);
            if !between {
                return false;
            }
        }
        false
    }
}
