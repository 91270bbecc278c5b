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
        kind.alone
            || self.is_opened(i, kind)
            || protest
            || placed && self.is_violence(kind)
            || self.has_thing(i, kind, to)
    }

    /// Whether an inquiry begins («فتح تحقيق في», «تجري الشرطة تحقيقا في»); «نتائج التحقيق» tells of none.
    fn is_opened(&self, i: usize, kind: &Kind) -> bool {
        let (syntax, opening) = (self.syntax, &self.words.opening);
        let far = if syntax.fact(i).article { 2 } else { 6 };
        let near = i.saturating_sub(far)..i;
        self.class_of(kind) == "ACCUSE"
            && !kind.needs.is_empty()
            && near.into_iter().any(|k| opening.contains(syntax.form(k)) || opening.contains(syntax.core(k)))
    }

    /// Whether token `i` is what a verb of saying tells of without أن: «أعلنت الدولة، أمس، رفضها استقبال اللاجئين».
    pub(super) fn is_voiced(&self, i: usize) -> bool {
        let syntax = self.syntax;
        let ends = |k: &usize| {
            matches!(syntax.class(*k), Class::Stop | Class::That | Class::Relative | Class::Colon)
        };
        let mut near = (i.saturating_sub(8)..i).rev().take_while(|k| !ends(k));
        let verb = near.find(|k| syntax.class(*k) == Class::Verb);
        let voicing =
            |k: usize| [syntax.form(k), syntax.bare(k)].iter().any(|form| self.words.voicing.contains(form));
        !syntax.fact(i).joined && verb.is_some_and(voicing)
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
        let next = self.syntax.fact(i + 1);
        // «تفكيك خلية»
        let genitive = next.class == Class::Noun
            && next.particle.is_none()
            && !next.joined
            && self.is_needed(i + 1, kind);
        let thing = (kind.object == Object::Thing || genitive) && !self.syntax.fact(i).article;
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
