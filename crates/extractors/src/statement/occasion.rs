//! What stands between a verb and its content and says where something was said («وأبرز الاتحاد، في بيان له، أن»), and what surrounds a
//! formula.

use crate::inflect::Shape;
use crate::syntax::Class;

use super::complement::past_adverbs;
use super::finder::{Finder, Statement};

/// How far behind a verb the content may begin that is said somewhere, in tokens.
const FAR: usize = 40;

impl Finder<'_> {
    /// The token behind «في تصريح لإذاعة محلية» where that begins with token `k`.
    pub(super) fn past_utterance(&self, k: usize, to: usize) -> Option<usize> {
        let syntax = self.syntax;
        let opens = matches!(syntax.form(k), "في" | "خلال" | "عبر") && self.is_utterance(k + 1);
        if !opens || k + 1 >= to {
            return None;
        }
        let mut end = self.past_phrase(k + 1, to);
        // «في بلاغ لها اليوم», «في تصريح لمراسلنا»
        for _ in 0..3 {
            let next = past_adverbs(syntax, end, to, self);
            let whose = self.lists.limits.owners.contains(syntax.form(next));
            end = if whose {
                next + 1
            } else if self.is_audience(next) {
                self.past_phrase(next, to)
            } else {
                return Some(next);
            };
        }
        Some(end)
    }

    /// Whether token `k` is what somebody speaks in: «تصريح», «بيانها».
    fn is_utterance(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let words = &self.lists.utterances;
        words.contains(syntax.core(k)) || syntax.fact(k).suffix && words.contains(&syntax.noun(k))
    }

    /// Whether أن follows an utterance that begins with token `k`, in its clause: «وبين في تصريح لوكالة الأنباء أن».
    pub(super) fn tells_there(&self, k: usize, to: usize) -> bool {
        let syntax = self.syntax;
        let Some(past) = self.past_utterance(k, to) else { return false };
        let ends = |k: &usize| matches!(syntax.class(*k), Class::Stop | Class::Verb | Class::Relative);
        (past..to.min(past + FAR))
            .take_while(|k| !ends(k))
            .any(|k| syntax.class(k) == Class::That && !syntax.fact(k).joined)
    }

    /// «…، على ما أوضح الوزير»: a formula behind a comma, with a verb of speech in the past whose subject ends the clause.
    pub(super) fn as_told(&self, i: usize, from: usize, to: usize) -> Option<Statement> {
        let syntax = self.syntax;
        let last = i + 2;
        let told = self.lists.according_verbs.get(syntax.form(last));
        let past = told.is_some_and(|shown| shown.shape == Shape::Past && !shown.pronoun);
        if !past || syntax.class(i - 1) != Class::Comma {
            return None;
        }
        let source = self.formula_source(last + 1, to).filter(|source| self.is_agent(*source))?;
        let next = source.last + 1;
        let ends =
            next >= to || matches!(syntax.class(next), Class::Comma | Class::Stop | Class::Preposition);
        ends.then(|| self.attribution(i, last, Some(source), from, to)).flatten()
    }

    /// Whether when, where or what for follows at token `k` and belongs to the clause before a formula: «وخصصت الزيارة، حسب المصدر، لبحث».
    pub(super) fn is_adjunct(&self, k: usize, statement: &Statement) -> bool {
        let syntax = self.syntax;
        let (fact, form) = (syntax.fact(k), syntax.form(k));
        let clause = syntax.class(k + 1) == Class::That
            || matches!(syntax.form(k + 1), "حين" | "الوقت" | "ما" | "المقابل" | "السياق" | "الاثناء");
        let when = matches!(form, "في" | "خلال" | "منذ" | "بين") && !clause;
        let particle = matches!(fact.particle, Some('ل' | 'ب')) && fact.is_nominal() && !clause;
        // «وفق بلاغ صادر، مساء الجمعة»: when it was written.
        let document = statement.source.is_some_and(|source| {
            (source.first..=source.last).any(|k| self.lists.limits.documents.contains(syntax.core(k)))
        });
        let dated = syntax.class(k) == Class::Adverb && !document;
        when || particle && !self.is_audience(k) || dated
    }
}
