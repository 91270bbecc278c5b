//! Headlines with a colon: «فلان: …».

use warraq_arabic::lexed::Kind;

use crate::syntax::{Asked, Class, Name, Phrase};

use super::finder::{Finder, Statement};
use super::formula::NO_CUE;
use super::rules;

impl Finder<'_> {
    /// Headlines: «فلان: …», in titles and headings only.
    pub(super) fn headlines(&mut self) {
        for number in 0..self.syntax.sentences.len() {
            let heading = self.syntax.headings.get(number).copied().unwrap_or(false);
            let Some(&(from, to)) = self.syntax.sentences.get(number).filter(|_| heading) else { continue };
            if let Some(statement) = self.headline(from, to) {
                self.statements.push(statement);
            }
        }
    }

    fn headline(&self, from: usize, to: usize) -> Option<Statement> {
        let syntax = self.syntax;
        let colon =
            (from..to.min(from + 9)).find(|k| syntax.class(*k) == Class::Colon).filter(|k| *k > from)?;
        // The sentence layer may part a headline at its colon.
        let to = if colon + 1 < to { to } else { syntax.sentences.get(syntax.sentence_of(colon) + 1)?.1 };
        let asked = Asked { barred: &[], transitive: false, limit: colon };
        let name = Phrase { first: from, last: colon - 1 };
        let words = (from..colon).all(|k| syntax.lexed.kind(k) == Some(Kind::Word) && !self.may_be_verb(k));
        // «فلان للصحافة: …»
        let whole = |phrase: &Phrase| {
            let next = syntax.fact(phrase.last + 1);
            let to = next.particle == Some('ل') && syntax.fact(from).name == Some(Name::Person);
            // «مسؤول إيراني حول قطر: …»
            let about = next.class == Class::Preposition && self.lists.limits.is_role(syntax.core(from));
            phrase.last + 1 == colon || to || about
        };
        let source = syntax.phrase(from, &self.lists.limits, asked).filter(whole);
        // A name that the tagger took for something else is one if it speaks below.
        let source = source.or(Some(name).filter(|_| words && colon <= from + 4))?;
        let state = from + 1 == colon && self.lists.states.contains(syntax.form(from));
        // «الجزائر: الوزير يدعو إلى»: where it is, and below who speaks.
        let own = |s: &Statement| s.at > colon && s.at < to && s.source.is_some();
        let state = state && !self.statements.iter().take(500).any(own);
        let roles = &self.lists.limits.roles;
        let quoted = syntax.closing(colon + 1).is_some_and(|close| close > colon + 3);
        // «عدد قياسي: …» counts and is no office.
        let counts = self.lists.limits.partitives.contains(syntax.core(source.first));
        let titled = roles.contains(syntax.core(source.first)) && !counts;
        if self.is_circumstance(name, to)
            || self.may_be_verb(from)
            || self.lists.labels.contains(syntax.core(from))
        {
            return None;
        }
        // A name speaks before a colon where a clause follows; a place only if it is a state's.
        let words = (colon + 1..to).filter(|k| syntax.lexed.kind(*k) == Some(Kind::Word)).count();
        let named = matches!(syntax.fact(source.first).name, Some(Name::Person | Name::Body)) && words > 3
            || syntax.fact(source.first).plural && syntax.form(source.first).ends_with("ون") && words > 3;
        let speaking =
            quoted || titled || named || state && self.is_heard(from) && self.has_verb(colon + 1, to);
        if !(self.speaks(source) && words > 2 || speaking) {
            return None;
        }
        let mut statement =
            self.new_statement(colon, &self.formula_reading(colon), &NO_CUE, colon, rules::HEADLINE);
        statement.frame = 0;
        statement.source = Some(source);
        statement.first = colon + 1;
        statement.limit = to;
        statement.content.start = syntax.lexed.start(colon + 1);
        if let Some(close) = syntax.closing(colon + 1)
            && close + 2 >= to
        {
            statement.quoted = true;
        }
        self.finish(&mut statement, &[]);
        (statement.content.start < statement.content.end).then_some(statement)
    }

    /// Whether a headline's opening says when, why or where: a preposition begins it («رغم تحذيرات الأطباء: …»), or the text below says what
    /// kind of place it is («القلعة الكبرى: …» above «معتمدية القلعة الكبرى»).
    fn is_circumstance(&self, name: Phrase, below: usize) -> bool {
        const FAR: usize = 300;
        let syntax = self.syntax;
        let length = name.last - name.first;
        let same = |k: usize| {
            k + length < syntax.len()
                && (0..=length).all(|o| syntax.form(k + o) == syntax.form(name.first + o))
        };
        if syntax.class(name.first) == Class::Preposition || syntax.form(name.first) == "رغم" {
            return true;
        }
        let person = syntax.fact(name.first).name == Some(Name::Person);
        let kind = |k: &usize| self.lists.limits.places.contains(syntax.core(*k)) && same(*k + 1);
        !person && (below..syntax.len().min(below + FAR)).any(|k| kind(&k))
    }

    /// Whether a statement of the text has a source that ends with the same word as `name`, or begins with it.
    fn speaks(&self, name: Phrase) -> bool {
        let syntax = self.syntax;
        let proper = (name.first..=name.last).any(|k| syntax.class(k) == Class::Proper)
            || syntax.fact(name.first).article
            || name.last > name.first;
        proper
            && self.statements.iter().take(500).filter_map(|statement| statement.source).any(|source| {
                let last = syntax.stem(source.last) == syntax.stem(name.last)
                    && syntax.fact(source.last).particle.is_none();
                let head = syntax.core(source.first) == syntax.core(name.first);
                let inside =
                    |k: usize| (source.first..=source.last).any(|s| syntax.core(s) == syntax.core(k));
                let place = syntax.fact(name.first).name == Some(Name::Place);
                if place && name.first == name.last && source.first < source.last {
                    return false;
                }
                let family = syntax.fact(name.last).name == Some(Name::Person) && inside(name.last);
                let whole =
                    family || !place && name.last > name.first && (name.first..=name.last).all(inside);
                last || whole || head && source.first == source.last && name.last > name.first
            })
    }

    /// Whether a state's name before a colon may speak: a country whose people or offices the text quotes («أميركا: …» above «مسؤول
    /// أميركي»), not the place of what follows; a capital always.
    fn is_heard(&self, k: usize) -> bool {
        let syntax = self.syntax;
        if self.lists.capitals.contains(syntax.form(k)) {
            return true;
        }
        let core = syntax.core(k);
        let land = core.strip_suffix(['ا', 'ه']).unwrap_or(core);
        if land.chars().count() < 3 {
            return false;
        }
        self.statements.iter().take(500).filter_map(|statement| statement.source).any(|source| {
            (source.first..=source.last).any(|s| syntax.core(s).starts_with(land) && syntax.describes(s))
        })
    }

    fn has_verb(&self, from: usize, to: usize) -> bool {
        let (subject, verb) = (self.syntax.fact(from), self.syntax.fact(from + 1));
        // «العراق شهد»: what follows a definite noun without article is said of it, whatever the tagger takes it for.
        let said = (subject.article || subject.class == Class::Proper)
            && matches!(verb.class, Class::Noun | Class::Verb)
            && !verb.article
            && !verb.joined
            && verb.particle.is_none();
        said && from + 1 < to
            || (from..to.min(from + 4)).any(|k| self.syntax.class(k) == Class::Verb || self.may_be_verb(k))
    }
}
