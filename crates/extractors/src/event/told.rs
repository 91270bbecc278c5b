//! Whether an event noun tells enough to be an event.

use crate::syntax::Class;

use super::finder::{Finder, NEEDED};
use super::lexicon::{Kind, Object};

impl Finder<'_> {
    /// «تعرضوا للضرب», but not «تلقى الضربات».
    pub(super) fn is_beaten(&self, i: usize, kind: &Kind, from: usize) -> bool {
        let light = self.light(i, from).filter(|(_, suffers)| *suffers);
        kind.harm.is_none()
            && light.is_some_and(|(verb, _)| !self.words.receivers.contains(self.syntax.form(verb)))
    }

    /// Whether an event noun tells enough without arguments: a protest, violence with what may be a place, what stands before the thing it
    /// needs.
    pub(super) fn is_told(&self, i: usize, kind: &Kind, placed: bool, to: usize) -> bool {
        let behind = i + 1 + usize::from(self.words.happening.contains(self.syntax.form(i + 1)));
        let placed = placed || self.syntax.class(behind) == Class::Preposition;
        // «قرار الإضراب»: told of before; «دخلوا في إضراب» is new.
        let protest = self.is_protest(kind) && !self.syntax.fact(i).article;
        kind.alone || protest || placed && self.is_violence(kind) || self.has_thing(i, kind, to)
    }

    /// Whether a noun of which only the place is told is an event: a meeting, an arrest, but no support.
    pub(super) fn has_places(&self, kind: &Kind) -> bool {
        let received = kind.people && kind.object == Object::Recipient;
        let takes_place =
            matches!(self.class_of(kind), "CONSULT" | "PROTEST" | "COERCE" | "ASSAULT" | "MOBILIZE");
        takes_place && !received
    }

    /// Whether the thing of an event stands close behind its noun: «حجز كمية من المخدرات», «تعليق الإضراب».
    pub(super) fn has_thing(&self, i: usize, kind: &Kind, to: usize) -> bool {
        let thing = kind.object == Object::Thing && !self.syntax.fact(i).article;
        let ends = |k: &usize| {
            matches!(self.syntax.class(*k), Class::Comma | Class::Stop | Class::Verb | Class::Relative)
        };
        let mut near = (i + 1..to.min(i + NEEDED - 1)).take_while(|k| !ends(k));
        thing && near.any(|k| self.is_needed(k, kind))
    }

    /// Whether the class of a lemma is PROTEST.
    pub(super) fn is_protest(&self, kind: &Kind) -> bool {
        self.class_of(kind) == "PROTEST"
    }
}
