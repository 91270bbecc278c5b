//! Parts of people's names that no list has, by what stands beside them.

use std::ops::Range;

use warraq_core::Span;

use super::Rules;
use crate::entity::finder::{Label, Name, Rule};
use crate::entity::gazetteer::Classes;
use crate::entity::unit::{ADJ, CCONJ, NOUN, NUM, PROPN, Shape, VERB, X, clitics};

impl Rules<'_> {
    /// Takes into a person's name, with so much room on either side, what stands beside it and can only be a part of it.
    pub(super) fn further(&self, name: &mut Name, bound: usize, room: usize) {
        let start = name.units.start;
        let titled = |at: usize| {
            at.checked_sub(1).filter(|n| *n >= bound).and_then(|n| self.kind(n)).is_some_and(|k| {
                let role = k.classes.has(Classes::TITLE.with(Classes::ROLE));
                let sets_off = k.shape == Shape::Punct && k.asked.stop();
                role && k.upos != VERB && k.clitics & clitics::PRONOUN == 0 || sets_off
            })
        };
        if name.units.len() == 1 && start > bound && self.unknown(start - 1) && titled(start - 1) {
            // «القيادي، … الفلاني»
            let proper = self.kind(start).is_some_and(|k| k.stem == 0 && matches!(k.upos, PROPN | X));
            if proper {
                name.units.start -= 1;
            }
        }
        let link = self.kind(start).is_some_and(|k| k.asked.son() && k.stem == 0 && !k.article);
        if link && name.units.len() > 1 && start > bound && self.given_name(start - 1) {
            // «فوزي عبد …»
            name.units.start -= 1;
        }
        let start = name.units.start;
        let sired = self.kind(start).is_some_and(|k| k.sired() && k.stem == 0);
        if name.units.len() == 1 && start > bound && sired && self.first_name(start - 1) {
            name.units.start -= 1;
        }
        if name.units.len() == 1 && start > bound + 1 && self.blessed(start - 2, start - 1) {
            // «فلان بالحاج علي» of which the last word was found.
            name.units.start -= 2;
        }
        if name.units.len() == 1
            && name.units.end + 1 < room
            && self.blessed(name.units.start, name.units.end)
        {
            name.units.end += 1;
            while name.units.end < room && self.first_name(name.units.end) {
                name.units.end += 1;
            }
        }
        let last = name.units.end - 1;
        if name.units.len() > 1 && name.units.end < room && self.blessed(last - 1, last) {
            let ali =
                self.kind(name.units.end).is_some_and(|k| k.asked.ali() && k.clitics == 0 && k.stem == 0);
            if ali || self.first_name(name.units.end) {
                name.units.end += 1;
            }
        }
        let end = name.units.end;
        if end + 1 < room && name.units.len() < 4 && self.unknown(end) && self.closes(name, end + 1) {
            name.units.end += 1;
        }
    }

    /// Whether a word stands here that no text has often and that may be a part of a name.
    fn unknown(&self, at: usize) -> bool {
        let other = Classes::NISBA
            .with(Classes::NISBAS)
            .with(Classes::ROLE)
            .with(Classes::TITLE)
            .with(Classes::BODY)
            .with(Classes::PLACE)
            .with(Classes::SPEAK)
            .with(Classes::FIRM);
        self.unit(at).is_some_and(|u| u.listed.is_none())
            && self.kind(at).is_some_and(|k| {
                let word =
                    k.shape == Shape::Word && k.clitics == 0 && k.stem == 0 && !k.article && k.letters > 2;
                word && (k.cluster == 0 || k.classes.has(Classes::SURNAME) && matches!(k.upos, PROPN | X))
                    && matches!(k.upos, NOUN | PROPN | X)
                    && !k.manner()
                    && !k.classes.has(other)
                    && !k.asked.day()
            })
    }

    /// Whether what stands here ends a person's name before it: the office behind two names, a mark behind one.
    fn closes(&self, name: &Name, at: usize) -> bool {
        let given = self.has(name.units.start, Classes::GIVEN.with(Classes::SURNAME)) || name.units.len() > 1;
        given
            && self.kind(at).is_some_and(|k| {
                let office = k.classes.has(Classes::ROLE) && k.clitics == 0 && k.upos != ADJ;
                let mark = k.shape == Shape::Punct && k.asked.stop() && name.units.len() == 1;
                office || mark
            })
    }

    /// Whether a given name stands here that is hardly another word.
    fn given_name(&self, at: usize) -> bool {
        self.unit(at).is_some_and(|u| u.listed.is_none())
            && self.kind(at).is_some_and(|k| {
                let bare = k.clitics & !clitics::CONJUNCTION == 0 && !k.article && k.shape == Shape::Word;
                let noun = matches!(k.upos, NOUN | PROPN | X) && k.letters > 2 && !k.manner();
                bare && noun
                    && k.classes.has(Classes::GIVEN)
                    && k.classes.has(Classes::CALLED)
                    && self.purely(k)
            })
    }

    /// Whether a first name may stand here.
    fn first_name(&self, at: usize) -> bool {
        let given = self.kind(at).is_some_and(|k| {
            let bare = k.clitics & !clitics::CONJUNCTION == 0 && !k.article && k.shape == Shape::Word;
            bare && k.classes.has(Classes::GIVEN)
                && matches!(k.upos, NOUN | PROPN | X | ADJ)
                && !k.classes.has(Classes::ROLE)
        });
        given || self.unknown(at)
    }

    /// Whether a family name that begins like a particle stands behind a given name: «فلان بالحاج علي».
    fn blessed(&self, given: usize, at: usize) -> bool {
        let first = self.kind(given).is_some_and(|k| k.classes.has(Classes::GIVEN) && !k.article);
        first
            && self.unit(at).is_some_and(|u| u.listed.is_none())
            && self.kind(at).is_some_and(|k| k.clitics == clitics::B && k.article && k.asked.blessing())
    }

    /// The end of a given name with a family name that begins like a particle, and a further word of it.
    pub(super) fn blessed_name(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        // «اتصل خالد بالهادي» has no such name.
        let before = Classes::TITLE.with(Classes::ROLE).with(Classes::SPEAK);
        let led = at > sentence.start && self.has(at - 1, before);
        let free = self.kind(at).is_some_and(|k| k.clitics & clitics::PREPOSITION == 0);
        if !led || !free || at + 1 >= sentence.end || !self.blessed(at, at + 1) {
            return None;
        }
        let ali = |n: usize| self.kind(n).is_some_and(|k| k.asked.ali() && k.clitics == 0 && k.stem == 0);
        let further = at + 2 < sentence.end
            && (ali(at + 2) || self.kind(at + 2).is_some_and(|k| k.clitics == 0) && self.first_name(at + 2));
        Some(if further { at + 3 } else { at + 2 })
    }

    /// A person whose name has an abbreviation: «م. الفلاني», «فلان. ر».
    pub(super) fn abbreviated(&self, at: usize) -> Option<Name> {
        let letter = |n: usize| {
            self.kind(n).is_some_and(|k| {
                k.shape == Shape::Word
                    && k.letters == 1
                    && k.clitics == 0
                    && k.stem == 0
                    && k.upos != CCONJ
                    && !k.classes.has(Classes::TITLE)
            })
        };
        let dot = |n: usize| self.kind(n).is_some_and(|k| k.asked.dot());
        let given = |n: usize| {
            self.kind(n).is_some_and(|k| {
                k.clitics & !clitics::CONJUNCTION == 0 && !k.article && k.classes.has(Classes::GIVEN)
            })
        };
        let name = |units: Range<usize>| Some(Name { units, label: Label::Per, rule: Rule::Pattern });
        let token = |n: usize| self.unit(n).map(|unit| unit.token);
        let near = token(at + 1).zip(token(at + 2)).is_some_and(|(dot, next)| next.start <= dot.end + 1);
        let touch = |one: Option<Span>, other: Option<Span>| {
            one.zip(other).is_some_and(|(one, other)| one.end == other.start)
        };
        let touches = touch(token(at), token(at + 1)) || touch(token(at + 1), token(at + 2));
        if !dot(at + 1) || !near || !touches {
            return None;
        }
        let alone = self.kind(at + 3).is_none_or(|k| k.shape != Shape::Word || !dot(at + 4) || k.letters > 1);
        let bare = self.kind(at + 2).is_some_and(|k| k.clitics == 0);
        if letter(at) && bare && given(at + 2) || given(at) && letter(at + 2) && alone {
            return name(at..at + 3);
        }
        None
    }

    /// The end of a school or facility that someone with his title names: «جامعة الملك فلان للعلوم».
    pub(super) fn honoured(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        self.kind(at).filter(|k| !k.article && k.clitics & clitics::PRONOUN == 0)?;
        let title = self
            .within(at + 1, sentence)
            .is_some_and(|k| k.article && k.clitics == 0 && k.stem == 0 && k.classes.has(Classes::TITLE));
        let part = Classes::GIVEN.with(Classes::SURNAME).with(Classes::FAMILY).with(Classes::CALLED);
        let mut end = at + 2;
        while title
            && end < at + 6
            && self.within(end, sentence).is_some_and(|k| {
                let bare = k.clitics == 0 && k.stem == 0 && k.shape == Shape::Word && !k.asked.side();
                bare && (k.classes.has(part) || matches!(k.upos, PROPN | X)) && !k.classes.has(Classes::NISBA)
            })
        {
            end += 1;
        }
        if !title || end == at + 2 {
            return None;
        }
        let campus = self.kind(at).is_some_and(|k| k.asked.campus());
        let purpose = self
            .within(end, sentence)
            .is_some_and(|k| k.clitics == clitics::L && k.upos == NOUN && k.article);
        if campus && purpose {
            return Some(self.phrase(end, sentence).max(end));
        }
        let adjective = self.within(end, sentence).is_some_and(|k| {
            let kind = if campus { k.asked.side() && k.feminine() } else { k.asked.served() };
            k.article && k.clitics == 0 && kind
        });
        Some(if adjective { end + 1 } else { end })
    }

    /// The end of the name of someone whom a facility is named for: «مستشفى فلان الفلاني».
    pub(super) fn honours(&self, from: usize, sentence: &Range<usize>) -> Option<usize> {
        let part = Classes::GIVEN.with(Classes::SURNAME).with(Classes::FAMILY);
        let called = |n: usize, class: Classes| {
            self.within(n, sentence).is_some_and(|k| {
                let bare = k.clitics == 0 && k.stem == 0 && k.shape == Shape::Word && k.letters > 1;
                let noun = matches!(k.upos, NOUN | PROPN | X | ADJ | NUM) || k.asked.ali();
                bare && noun && k.classes.has(class) && self.purely(k)
            })
        };
        if !called(from, Classes::GIVEN) || !called(from + 1, part) {
            return None;
        }
        let mut end = from + 2;
        let linked = |n: usize| self.has(n - 1, Classes::FAMILY) && !self.has(n - 1, Classes::SURNAME);
        while end < from + 4
            && (called(end, part)
                || self.kind(end - 1).is_some_and(|k| k.asked.son())
                    && linked(end)
                    && self.within(end, sentence).is_some_and(|k| k.clitics == 0 && k.upos == NOUN))
        {
            end += 1;
        }
        let open = self.kind(end - 1).is_some_and(|k| k.asked.son());
        (!open).then_some(end)
    }
}
