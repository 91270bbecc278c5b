//! Who holds an office that is told before his name, and what a number parts: noun phrases that reach back from the words before a verb.

use super::{Asked, Class, Limits, Name, Phrase, Syntax};

/// How far before its verb a subject that commas part from it may begin, in tokens.
pub(super) const AHEAD: usize = 30;

impl Syntax {
    /// The holder of an office together with it: «رئيس الجمهورية السابق، فلان الفلاني» where `phrase` is the name.
    pub(super) fn held(&self, phrase: Phrase, from: usize, limits: &Limits) -> Option<Phrase> {
        self.begins_name(phrase.first).filter(|name| *name == Name::Person)?;
        let before = phrase.first.checked_sub(1).filter(|k| *k > from)?;
        if self.class(before) != Class::Comma {
            return self.titled(phrase, from, limits);
        }
        let comma = before;
        let office = self.phrase_before(comma - 1, from, limits)?;
        let head = self.head_of(office);
        let asked = Asked { barred: &[], transitive: false, limit: phrase.last + 1 };
        let whole =
            limits.roles.contains(self.core(head)).then(|| self.phrase(office.first, limits, asked))??;
        (whole.last == phrase.last).then_some(whole)
    }

    /// «النائب عن حزب الأفق فلان الفلاني»: an office that a preposition parts from its holder's name together with it.
    pub(super) fn titled(&self, name: Phrase, from: usize, limits: &Limits) -> Option<Phrase> {
        const LONGEST: usize = 10;
        let asked = Asked { barred: &[], transitive: false, limit: name.last + 1 };
        let office = |k: &usize| {
            let fact = self.fact(*k);
            limits.is_role(self.core(*k))
                && fact.class != Class::Verb
                && fact.particle.is_none()
                && !fact.joined
        };
        let ends =
            |k: &usize| matches!(self.class(*k), Class::Comma | Class::Stop | Class::Verb | Class::That);
        let near = from.max(name.first.saturating_sub(LONGEST))..name.first;
        let whole = |first: usize| self.phrase(first, limits, asked).filter(|whole| whole.last == name.last);
        near.rev().take_while(|k| !ends(k)).filter(office).filter_map(whole).last()
    }

    /// «أن النائب عن الكتلة، فلان، كان صرح»: the office with which the clause opens together with its holder's name or apposition, where
    /// `phrase` is what stands before the comma at token `comma`.
    pub(super) fn held_ahead(
        &self,
        phrase: Phrase,
        comma: usize,
        from: usize,
        limits: &Limits,
    ) -> Option<Phrase> {
        if phrase.first <= from {
            return None;
        }
        let near = from.max(comma.saturating_sub(AHEAD));
        let that = (near..comma).rev().find(|k| self.class(*k) == Class::That);
        let first = that.map_or(from, |that| that + 1);
        let whole = self.phrase(first, limits, Asked { barred: &[], transitive: false, limit: comma })?;
        (whole.last + 1 == comma && self.fact(first).particle.is_none()).then_some(whole)
    }

    /// «الفصل 15 من الدستور الذي ينص»: where the numbered part begins of what is written at token `first`.
    pub(super) fn numbered(&self, first: usize, from: usize, limits: &Limits) -> usize {
        let part = first.checked_sub(3).filter(|k| *k >= from && self.form(first - 1) == "من");
        let number = |k: usize| self.class(k) == Class::Number || self.fact(k).article;
        let part = part.filter(|k| limits.numbered.contains(self.core(*k)) && number(k + 1));
        part.unwrap_or(first)
    }
}
