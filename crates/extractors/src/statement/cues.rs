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
        // «بيّن» and «عبّر» are written like prepositions: who speaks and what follows tells them.
        if fact.class == Class::Preposition
            && syntax.class(i + 1) != Class::That
            && !self.is_voiced(i, from, to)
        {
            return Vec::new();
        }
        // What follows at once.
        if let Some(content) = self.introduced(i + 1, to, cue, true) {
            let source = self.subject_before(i, found, from);
            if !self.may_say(i, found, cue, source, content) {
                return Vec::new();
            }
            return vec![self.statement(i, found, cue, content, source, to)];
        }
        let start = if self.subject_before(i, found, from).is_some() {
            past_adverbs(syntax, i + 1, to, self)
        } else {
            self.subject_start(i, to)
        };
        let asked = Asked { barred, transitive: false, limit: to };
        let whole = (!found.shown.plural)
            .then(|| syntax.phrase(start, &self.lists.limits, asked))
            .flatten()
            .filter(|phrase| !self.tells_how(*phrase));
        let split =
            whole.and_then(|_| syntax.phrase(start, &self.lists.limits, Asked { transitive: true, ..asked }));
        let subject = if cue.addressee { split } else { whole };
        let behind = subject.map_or(start, |phrase| phrase.last + 1);
        if let Some(content) = self.search(behind, to, found, cue, close) {
            if cue.takes.object
                && content.preposition
                && let Some(split) = split
                && self.object_start(split.last + 1, to) < content.mark
                && self.is_object(self.object_start(split.last + 1, to), to)
                && let Some(statement) = self.object(i, found, cue, (start, Some(split)), from, to)
            {
                return vec![statement];
            }
            let source = self.choose_subject(i, found, cue, subject, content, from);
            if !self.may_say(i, found, cue, source, content) {
                return Vec::new();
            }
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
        self.otherwise(i, found, cue, (start, whole, split), (from, to))
    }

    /// What a verb has whose content neither أن nor a preposition nor a quotation behind it introduces.
    fn otherwise(
        &self,
        i: usize,
        found: &Found,
        cue: &Cue,
        (start, whole, split): (usize, Option<Phrase>, Option<Phrase>),
        (from, to): (usize, usize),
    ) -> Vec<Statement> {
        let fact = self.syntax.fact(i);
        let sure = fact.sure && fact.class == Class::Verb;
        let subject = if cue.addressee { split } else { whole };
        let behind = subject.map_or(start, |phrase| phrase.last + 1);
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
            && !(cue.near || cue.strict && !sure)
            && let Some(statement) = self.parenthetical(i, found, cue, whole, from, to)
        {
            return vec![statement];
        }
        self.object(i, found, cue, (start, split), from, to).into_iter().collect()
    }

    /// Whether the word at token `i`, written like a preposition, is a verb: one who can speak follows, then أن or عن.
    fn is_voiced(&self, i: usize, from: usize, to: usize) -> bool {
        let syntax = self.syntax;
        let opens = i == from
            || syntax.fact(i).joined
            || !syntax.fact(i - 1).is_nominal()
            || self.lists.sides.contains(syntax.form(i - 1));
        if !opens {
            return false;
        }
        let asked = Asked { barred: &[], transitive: false, limit: to };
        let Some(phrase) = syntax.phrase(i + 1, &self.lists.limits, asked) else { return false };
        let verb = match self.bare(i) {
            "بين" => {
                let joined = (phrase.first + 1..=phrase.last).any(|k| syntax.fact(k).joined);
                let next = past_adverbs(syntax, phrase.last + 1, to, self);
                !joined && syntax.class(next) == Class::That
            }
            _ => {
                let barred = (phrase.first..=phrase.last).any(|k| syntax.form(k) == "عن");
                let mut next = past_adverbs(syntax, phrase.last + 1, to, self);
                if syntax.class(next) == Class::Comma {
                    next = self.object_start(next, to);
                }
                barred || syntax.form(next) == "عن"
            }
        };
        verb && self.is_agent(phrase)
    }

    /// Whether a reading of a word with other common meanings holds: the tagger takes it for a verb, or أن follows; and who speaks can.
    fn may_say(&self, i: usize, found: &Found, cue: &Cue, source: Option<Phrase>, content: Content) -> bool {
        let syntax = self.syntax;
        let fact = syntax.fact(i);
        let told = content.mark > 0 && syntax.class(content.mark) == Class::That || content.quoted;
        if told {
            return true;
        }
        // «اتفقت عليها»: the pronoun resumes what the sentence speaks of.
        let resumes = matches!(
            syntax.form(i + 1),
            "عنه"
                | "عنها"
                | "عنهم"
                | "عليه"
                | "عليها"
                | "عليهم"
                | "اليه"
                | "اليها"
                | "فيه"
                | "فيها"
        );
        let ambiguous = !(found.shown.shape == Shape::Past && (found.shown.feminine || found.shown.plural));
        let noun = fact.sure
            && matches!(fact.class, Class::Noun | Class::Adjective | Class::Proper)
            && ambiguous
            && !found.joined;
        let agent = source.is_some_and(|source| self.is_agent(source));
        if cue.strict && noun && !agent || resumes && !syntax.fact(i + 1).joined {
            return false;
        }
        match source {
            Some(source) => !cue.agent || self.is_agent(source),
            None => !cue.agent || found.shown.shape != Shape::Present,
        }
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
            k = self.object_start(k, to);
        }
        if !self.is_object(k, to) {
            return None;
        }
        let agent = source.is_none_or(|source| self.is_agent(source));
        if cue.agent && (!agent || found.shown.shape == Shape::Present && source.is_none()) {
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
            let object = self.syntax.fact(phrase.first).accusative && before.is_some();
            return Some(phrase).filter(|_| !object).or(before);
        }
        // A cue that is spoken to somebody: what stands before the verb, or the shape of the noun, tells object from subject.
        let first = self.syntax.head_of(phrase);
        let head = self.syntax.fact(first);
        let oblique = head.plural && self.syntax.core(first).ends_with("ين") || head.accusative;
        if before.is_some()
            || oblique
            || self.disagrees(phrase, found.shown.feminine)
            || found.shown.pronoun && self.syntax.fact(phrase.first).suffix
        {
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
