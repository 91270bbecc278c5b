//! What a word that reports speech has where no rule says so: the nearest source and content that it can have.

use crate::inflect::Shape;
use crate::syntax::{Asked, Class, Phrase};

use super::complement::{Content, past_adverbs};
use super::finder::{Finder, Statement};
use super::lexicon::{Cue, Found};

/// How far behind a word its content begins, in tokens.
const FARTHEST: usize = 60;
/// How far behind a word its preposition is looked for, in tokens.
const REACH: usize = 12;

impl Finder<'_> {
    /// The statement of the word at token `i`, which the model takes for a cue.
    pub(super) fn at_last(&self, i: usize, from: usize, to: usize) -> Option<Statement> {
        if self.lists.according.contains(self.bare(i)) {
            let source = self.formula_source(i + 1, to)?;
            return self.attribution(i, i, Some(source), from, to);
        }
        let (found, cue) = self.reading(i)?;
        let to = self.syntax.quotation(i).map_or(to, |(_, close)| close.min(to));
        let (source, behind) = match found.shown.shape {
            Shape::Past | Shape::Present => self.likely_subject(i, &found, cue, from, to)?,
            Shape::Circumstance => (None, past_adverbs(self.syntax, i + 1, to, self)),
            Shape::Attribute => (Some(self.attributed(i, from)?), i + 1),
            Shape::Noun => self.likely_owner(i, &found, to)?,
        };
        let content = self.likely_content(behind, to, cue)?;
        let statement = self.statement(i, &found, cue, content, source, to);
        Some(if found.shown.shape == Shape::Noun { self.possessed(statement, i) } else { statement })
    }

    /// Who speaks by a verb, before or behind it, and the token behind both; `None` where something that cannot speak is its subject.
    fn likely_subject(
        &self,
        i: usize,
        found: &Found,
        cue: &Cue,
        from: usize,
        to: usize,
    ) -> Option<(Option<Phrase>, usize)> {
        if let Some(before) = self.subject_before(i, found, from).filter(|before| self.is_agent(*before)) {
            return Some((Some(before), past_adverbs(self.syntax, i + 1, to, self)));
        }
        let start = self.subject_start(i, to);
        let (_, split) = self.subjects(start, found, cue, to);
        // «قللت الأمطار من نقص المياه»: what stands behind the verb and cannot speak is its subject, or its object.
        let object = cue.takes.object || cue.addressee;
        let source = split.filter(|split| self.is_agent(*split) && !self.syntax.fact(split.first).accusative);
        (source.is_some() || split.is_none() || object)
            .then_some((source, source.map_or(start, |source| source.last + 1)))
    }

    /// Whose words a noun names, and the token behind: «دعوة الوزير», «مطالبهم».
    fn likely_owner(&self, i: usize, found: &Found, to: usize) -> Option<(Option<Phrase>, usize)> {
        if found.shown.pronoun {
            return Some((None, i + 1));
        }
        let asked = Asked { barred: &[], transitive: false, limit: to };
        let owner = self.syntax.phrase(i + 1, &self.lists.limits, asked)?;
        let own = self.syntax.fact(owner.first).particle.is_none() && self.is_agent(owner);
        own.then_some((Some(owner), owner.last + 1))
    }

    /// What was said: the first long quotation from token `k` on, what أن introduces, what a preposition of the cue does, or the rest
    /// where the cue takes a noun.
    fn likely_content(&self, k: usize, to: usize, cue: &Cue) -> Option<Content> {
        let syntax = self.syntax;
        let content =
            |first: usize, quoted: bool| Content { first, skip: 0, mark: first, quoted, preposition: false };
        let far = to.min(k + FARTHEST);
        let end = (k..far).find(|k| syntax.class(*k) == Class::Stop).unwrap_or(far);
        let that = |k: &usize| {
            let fact = syntax.fact(*k);
            fact.class == Class::That && !fact.joined && fact.particle.is_none()
        };
        let quotation = (k..end).find(|k| self.quotes_words(*k)).map(|first| content(first, true));
        let told = (k..end).find(that).filter(|mark| mark + 2 < to);
        let told = told.map(|mark| Content { mark, ..content(mark + 1, false) });
        let near = |content: &Content| content.mark < k + REACH;
        if let Some(content) = told.filter(near).or(quotation).or(told) {
            return Some(content);
        }
        if let Some(content) = (k..to.min(k + REACH)).find_map(|at| self.introduced(at, to, cue, at == k)) {
            return Some(content);
        }
        let first = past_adverbs(syntax, k, to, self);
        let fact = syntax.fact(first);
        let object = cue.takes.object && fact.is_nominal() && fact.particle.is_none();
        (object && first + 1 < to).then(|| content(first, false))
    }
}
