//! What texts and agencies say: «جاء في البلاغ أن», «نقلت الوكالة عن مسؤول قوله إن», «معلومات مفادها أن».

use crate::inflect::Shape;
use crate::syntax::{Asked, Class, Phrase};

use super::finder::{Finder, Statement};
use super::formula::NO_CUE;
use super::rules;

/// How far before «مفادها» stands what it tells, in tokens.
const FAR: usize = 20;

/// Who says something, the token that introduces it, the last token of the cue.
type Told = (Phrase, usize, usize);

impl Finder<'_> {
    /// The statement of a cue whose subject is not who speaks.
    pub(super) fn written(&self, i: usize, from: usize, to: usize) -> Option<Statement> {
        let syntax = self.syntax;
        let (lists, word) = (self.lists, self.bare(i));
        if lists.coming_in.contains(word) && matches!(syntax.form(i + 1), "فيه" | "فيها") {
            return self.came_inside(i, to);
        }
        if lists.coming_in.contains(word) && syntax.fact(i + 1).particle == Some('ب') {
            let (source, mark, _) = self.came_in(i, to)?;
            return self.told_in(i, (Some(source), mark, i), to);
        }
        let (source, mark, last) = if lists.coming_in.contains(word) && syntax.form(i + 1) == "في" {
            self.came_in(i, to)?
        } else if lists.passing.contains(word) {
            self.passed_on(i, to)?
        } else if lists.amounting.contains(word) {
            self.amounts_to(i, from)?
        } else {
            return None;
        };
        self.told_in(i, (Some(source), mark, last), to)
    }

    /// «وجاء فيه: "…"»: what was written before says so.
    fn came_inside(&self, i: usize, to: usize) -> Option<Statement> {
        let syntax = self.syntax;
        let mark = i + 2;
        let told = matches!(syntax.class(mark), Class::That | Class::Colon) && !syntax.fact(mark).joined;
        if !told && syntax.closing(mark).is_none() {
            return None;
        }
        self.told_in(i, (None, mark, i + 1), to)
    }

    /// The statement of a cue at token `i`, given who says it, the token that introduces the content, the last token of the cue.
    fn told_in(
        &self,
        i: usize,
        (source, mark, last): (Option<Phrase>, usize, usize),
        to: usize,
    ) -> Option<Statement> {
        let syntax = self.syntax;
        let mut reading = self.formula_reading(i);
        reading.shown.shape = Shape::Past;
        let mut statement = self.new_statement(i, &reading, &NO_CUE, last, rules::VERB);
        statement.frame = 0;
        statement.source = source;
        statement.first = if syntax.closing(mark).is_some() { mark } else { mark + 1 };
        statement.limit = to;
        statement.content.start = syntax.lexed.start(statement.first);
        if let Some(close) = syntax.closing(statement.first) {
            statement.quoted = true;
            statement.limit = close + 1;
            statement.fixed = true;
        }
        (statement.first < to).then_some(statement)
    }

    /// «جاء في البلاغ أن»
    fn came_in(&self, i: usize, to: usize) -> Option<Told> {
        let limits = &self.lists.limits;
        let asked = Asked { barred: &[], transitive: false, limit: to };
        let start = if self.syntax.form(i + 1) == "في" { i + 2 } else { i + 1 };
        let source = self.syntax.phrase(start, limits, asked)?;
        let document = limits.documents.contains(self.syntax.core(self.syntax.head_of(source)));
        let mark =
            Some(source).filter(|_| document).and_then(|source| self.mark_behind(source, 25, true, to))?;
        Some((source, mark, i + 1))
    }

    /// «نقلت الوكالة عن مسؤول قوله إن»
    fn passed_on(&self, i: usize, to: usize) -> Option<Told> {
        let syntax = self.syntax;
        let other =
            |k: usize| syntax.class(k) == Class::Verb && syntax.fact(k).sure && !syntax.fact(k).suffix;
        let about = (i + 1..to.min(i + 14))
            .take_while(|k| !matches!(syntax.class(*k), Class::Stop | Class::That) && !other(*k))
            .find(|k| syntax.form(*k) == "عن")?;
        let asked = Asked { barred: &[], transitive: true, limit: to };
        let mut source = syntax.phrase(about + 1, &self.lists.limits, asked)?;
        if source.last > source.first && self.is_closing(source.last) {
            source.last -= 1;
        }
        // «نقل عن مسؤول قوله إن»: nobody stands between.
        let last = if about == i + 1 { about } else { i };
        Some((source, self.mark_behind(source, 20, false, to)?, last))
    }

    /// «ونقل البيان عن صحفيين قولهم إن»: who passes it on says it, and who is quoted, each with a cue.
    pub(super) fn passed_by(&self, i: usize, from: usize, to: usize) -> Option<[Statement; 2]> {
        let syntax = self.syntax;
        if !self.lists.passing.contains(self.bare(i)) {
            return None;
        }
        let told = self.written(i, from, to)?;
        let quoted = told.source?;
        let asked = Asked { barred: &[], transitive: false, limit: to };
        let passer =
            syntax.phrase(i + 1, &self.lists.limits, asked).filter(|phrase| self.is_agent(*phrase))?;
        let said =
            if syntax.class(quoted.last + 1) == Class::Comma { quoted.last + 2 } else { quoted.last + 1 };
        if passer.last >= quoted.first || !self.is_closing(said) {
            return None;
        }
        let mut inner = told.clone();
        inner.at = said;
        inner.cue = syntax.span(said, said);
        inner.cue_last = said;
        inner.shape = Shape::Noun;
        let outer = Statement { source: Some(passer), ..told };
        Some([outer, inner])
    }

    /// «معلومات مفادها أن», and «وردت معلومات صباح اليوم مفادها».
    fn amounts_to(&self, i: usize, from: usize) -> Option<Told> {
        let (syntax, limits) = (self.syntax, &self.lists.limits);
        let before = i.checked_sub(1).filter(|k| *k >= from)?;
        let told = (from.max(i.saturating_sub(FAR))..i)
            .rev()
            .find(|k| self.lists.reports.contains(syntax.core(*k)) && syntax.fact(*k).is_nominal());
        let asked = Asked { barred: &[], transitive: true, limit: i };
        let source = syntax.phrase_before(before, from, limits);
        let own = source.filter(|source| told.is_none_or(|told| source.first <= told));
        let source = own.or_else(|| syntax.phrase(told?, limits, asked)).or(source)?;
        let that = syntax.class(i + 1) == Class::That;
        Some((source, if that { i + 1 } else { i }, i))
    }

    /// What introduces the content behind its source: أن, a quotation, and a colon where one may.
    fn mark_behind(&self, source: Phrase, far: usize, colon: bool, to: usize) -> Option<usize> {
        let syntax = self.syntax;
        (source.last + 1..to.min(source.last + far)).take_while(|k| syntax.class(*k) != Class::Stop).find(
            |k| {
                let that = syntax.class(*k) == Class::That && !syntax.fact(*k).joined;
                that || colon && syntax.class(*k) == Class::Colon
                    || syntax.closing(*k).is_some_and(|close| close > k + 4)
            },
        )
    }
}
