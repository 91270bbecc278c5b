//! Contents that stand before their cue: «"…"، قال فلان», «الوضع خطير، يقول الخبير».

use crate::inflect::Shape;
use crate::syntax::{Class, Phrase};

use super::complement::Content;
use super::finder::{Finder, Statement};
use super::lexicon::{Cue, Found};
use super::rules;

impl Finder<'_> {
    /// Direct speech that ends right before token `i`: «"…"، قال فلان».
    pub(super) fn quoted_before(&self, i: usize, from: usize) -> Option<Content> {
        let syntax = self.syntax;
        let mut k = i.checked_sub(1).filter(|k| *k >= from)?;
        while k > from
            && k + 3 > i
            && matches!(syntax.class(k), Class::Comma | Class::Stop)
            && !syntax.is_quote(k)
        {
            k -= 1;
        }
        let open = syntax.opening(k)?;
        let long = k > open + 3 || open <= from + 1;
        long.then_some(Content { first: open, skip: 0, mark: open, quoted: true, preposition: false })
    }

    /// A clause that the cue follows between commas or at the end: «الوضع خطير، يقول الخبير».
    pub(super) fn parenthetical(
        &self,
        i: usize,
        found: &Found,
        cue: &Cue,
        subject: Option<Phrase>,
        from: usize,
        to: usize,
    ) -> Option<Statement> {
        let syntax = self.syntax;
        let subject = subject?;
        let comma = i.checked_sub(1).filter(|k| *k > from + 2 && syntax.class(*k) == Class::Comma)?;
        let after = subject.last + 1;
        let closed = after >= to || matches!(syntax.class(after), Class::Stop | Class::Comma);
        if !closed || found.joined || found.shown.shape != Shape::Present {
            return None;
        }
        let mut statement = self.new_statement(i, found, cue, i, rules::INVERTED);
        statement.source = Some(subject);
        statement.first = from;
        statement.limit = comma;
        statement.fixed = true;
        statement.content.start = syntax.stem_start(from);
        Some(statement)
    }
}
