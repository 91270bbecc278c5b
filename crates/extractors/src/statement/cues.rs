//! Verbs, participles and nouns as cues: their subject, the one they speak to, and their content.

use warraq_core::Span;

use crate::syntax::{Asked, Class, Phrase, VerbForm};

use super::complement::{Content, past_adverbs};
use super::finder::{Finder, Statement};
use super::lexicon::{Cue, Found};
use super::rules;
use crate::inflect::Shape;

impl Finder<'_> {
    /// The statements of a finite verb at token `i`.
    pub(super) fn verb(&self, i: usize, found: &Found, cue: &Cue, from: usize, to: usize) -> Vec<Statement> {
        let syntax = self.syntax;
        let fact = syntax.fact(i);
        let sure = fact.sure && fact.class == Class::Verb;
        if fact.sure && fact.class != Class::Verb && (fact.article || fact.class == Class::Proper) {
            return Vec::new();
        }
        let named = i > from && syntax.class(i - 1) == Class::Proper && !found.joined;
        let close = cue.near || cue.strict && !sure && !named;
        let barred = &cue.takes.prepositions;
        // «بيّن» is written like a preposition: only أن tells.
        if fact.class == Class::Preposition && syntax.class(i + 1) != Class::That {
            return Vec::new();
        }
        // What follows at once.
        if let Some(content) = self.introduced(i + 1, to, cue, true) {
            let source = self.subject_before(i, found, from);
            return vec![self.statement(i, found, cue, content, source, to)];
        }
        let start = past_adverbs(syntax, i + 1, to, self);
        let asked = Asked { barred, transitive: false, limit: to };
        let whole = (!found.shown.plural).then(|| syntax.phrase(start, &self.lists.limits, asked)).flatten();
        let split =
            whole.and_then(|_| syntax.phrase(start, &self.lists.limits, Asked { transitive: true, ..asked }));
        let subject = if cue.addressee { split } else { whole };
        let behind = subject.map_or(start, |phrase| phrase.last + 1);
        if let Some(content) = self.search(behind, to, found, cue, close) {
            let source = self.choose_subject(i, found, cue, subject, content, from);
            let mut out = Vec::new();
            if content.quoted
                && !found.joined
                && let Some(before) = self.quoted_before(i, from)
            {
                out.push(self.statement(i, found, cue, before, source, to));
            }
            out.push(self.statement(i, found, cue, content, source, to));
            return out;
        }
        if cue.takes.question
            && let Some(content) = self.question(behind, to)
        {
            let source = subject.or_else(|| self.subject_before(i, found, from));
            return vec![self.statement(i, found, cue, content, source, to)];
        }
        if cue.takes.quote
            && let Some(content) = self.quoted_before(i, from)
        {
            let source = whole.or_else(|| self.subject_before(i, found, from));
            return vec![self.statement(i, found, cue, content, source, i)];
        }
        if cue.takes.quote
            && !close
            && let Some(statement) = self.parenthetical(i, found, cue, whole, from, to)
        {
            return vec![statement];
        }
        self.object(i, found, cue, (start, split), from, to).into_iter().collect()
    }

    /// Direct speech that ends right before token `i`: «"…"، قال فلان».
    pub(super) fn quoted_before(&self, i: usize, from: usize) -> Option<Content> {
        let syntax = self.syntax;
        let mut k = i.checked_sub(1)?;
        while k > 0
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

    /// A noun phrase as the content: «نفى الوزير ارتكاب مخالفات».
    pub(super) fn object(
        &self,
        i: usize,
        found: &Found,
        cue: &Cue,
        (start, split): (usize, Option<Phrase>),
        from: usize,
        to: usize,
    ) -> Option<Statement> {
        let syntax = self.syntax;
        let blame = |k: usize| matches!(syntax.core(k), "مسووليه" | "مسيوليه");
        if !cue.takes.blame && (!cue.takes.object || found.shown.pronoun) {
            return None;
        }
        let split = split?;
        let before = self.subject_before(i, found, from);
        let alone = syntax.fact(split.first);
        let objectlike = alone.accusative || alone.suffix && alone.class == Class::Noun || before.is_some();
        let (source, mut k) =
            if objectlike || found.shown.plural { (before, start) } else { (Some(split), split.last + 1) };
        // What stands between commas is passed over: «أكدت تونس، في بيان، تضامنها».
        if source == Some(split) {
            k = past_adverbs(syntax, k, to, self);
            if syntax.class(k) == Class::Comma {
                let close = (k + 1..to.min(k + 30)).find(|k| syntax.class(*k) == Class::Comma)?;
                k = close + 1;
            }
        }
        let fact = syntax.fact(k);
        if k >= to
            || !fact.is_nominal()
            || fact.joined
            || fact.particle.is_some()
            || self.lists.limits.adverbs.contains(syntax.stem(k))
        {
            return None;
        }
        if cue.takes.blame && !(k..to.min(k + 6)).any(blame) {
            return None;
        }
        let content = Content { first: k, skip: 0, mark: k, quoted: false, preposition: false };
        Some(self.statement(i, found, cue, content, source, to))
    }

    /// A question as the content: «تساءل كيف …».
    pub(super) fn question(&self, from: usize, to: usize) -> Option<Content> {
        const WORDS: [&str; 9] = ["كيف", "لماذا", "متي", "هل", "اين", "ماذا", "من", "ما", "اذا"];
        let syntax = self.syntax;
        let at = (from..to.min(from + 8))
            .find(|k| WORDS.contains(&syntax.form(*k)) || syntax.form(*k) == "عما")?;
        Some(Content {
            first: at,
            skip: if syntax.form(at) == "عما" { 2 } else { 0 },
            mark: at,
            quoted: false,
            preposition: false,
        })
    }

    /// The subject of a verb whose content is known.
    pub(super) fn choose_subject(
        &self,
        i: usize,
        found: &Found,
        cue: &Cue,
        subject: Option<Phrase>,
        content: Content,
        from: usize,
    ) -> Option<Phrase> {
        let before = self.subject_before(i, found, from);
        let Some(phrase) = subject else { return before };
        if !cue.addressee || content.first <= phrase.first {
            return Some(phrase).filter(|_| before.is_none() || !self.is_relative(i)).or(before);
        }
        // A cue that is spoken to somebody: what stands before the verb, or the shape of the noun, tells object from subject.
        let head = self.syntax.fact(phrase.first);
        let oblique = head.plural && self.syntax.core(phrase.first).ends_with("ين") || head.accusative;
        if before.is_some() || oblique || found.shown.pronoun && self.syntax.fact(phrase.first).suffix {
            return before;
        }
        if self.is_addressed(i, found, phrase) { None } else { Some(phrase) }
    }

    /// Whether the only noun phrase behind a verb of calling is the one spoken to: a plural behind a masculine verb that goes on from a
    /// masculine speaker («دعا الوزراء ومؤسسات الدولة إلى …»), not a name.
    pub(super) fn is_addressed(&self, i: usize, found: &Found, phrase: Phrase) -> bool {
        let syntax = self.syntax;
        let Some(last) = self.statements.iter().rev().take(20).find(|s| s.at < i && s.source.is_some())
        else {
            return false;
        };
        let Some(source) = last.source else { return false };
        let same = syntax.fact(source.first).feminine == found.shown.feminine;
        let joined = (phrase.first + 1..=phrase.last).any(|k| syntax.fact(k).joined);
        let named = (phrase.first..=phrase.last).any(|k| syntax.class(k) == Class::Proper);
        let head = syntax.fact(phrase.first);
        let disagrees = head.feminine != found.shown.feminine;
        same && !named
            && head.article
            && (joined && head.plural || disagrees && head.class == Class::Noun && !head.plural)
    }

    pub(super) fn is_relative(&self, i: usize) -> bool {
        i > 0 && self.syntax.class(i - 1) == Class::Relative
    }

    /// The subject that stands before a verb.
    pub(super) fn subject_before(&self, i: usize, found: &Found, from: usize) -> Option<Phrase> {
        let verb = VerbForm { shown: found.shown, joined: found.joined, future: found.skip > 0 };
        self.syntax.subject_before(i, verb, from, &self.lists.limits)
    }

    /// A statement whose content begins where `content` says.
    pub(super) fn statement(
        &self,
        i: usize,
        found: &Found,
        cue: &Cue,
        content: Content,
        source: Option<Phrase>,
        to: usize,
    ) -> Statement {
        let syntax = self.syntax;
        let adjacent = content.preposition
            && content.skip == 0
            && syntax.form(i + 1).chars().count() > 1
            && syntax.class(i + 1) == Class::Preposition
            && content.mark <= i + 2
            && content.mark > i;
        // «تابع قائلا» is one cue.
        let finite = matches!(found.shown.shape, Shape::Past | Shape::Present);
        let saying = finite && matches!(syntax.form(i + 1), "قايلا" | "قايله" | "قايلين");
        let last = if adjacent || saying { i + 1 } else { i };
        let rule = match (found.shown.shape, content.quoted) {
            (_, true) => rules::QUOTE,
            (Shape::Past | Shape::Present, _) => rules::VERB,
            (Shape::Noun, _) => rules::NOUN,
            _ => rules::PARTICIPLE,
        };
        let mut statement = self.new_statement(i, found, cue, last, rule);
        statement.source = source;
        statement.first = content.first;
        statement.limit = to;
        statement.quoted = content.quoted;
        let start = if content.quoted {
            syntax.lexed.start(content.first)
        } else {
            syntax.lexed.offset(content.first, content.skip)
        };
        statement.content = Span { start, end: start };
        if content.quoted
            && let Some(close) = syntax.closing(content.first)
        {
            statement.limit = close + 1;
            statement.fixed = true;
        }
        statement
    }
}
