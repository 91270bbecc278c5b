//! Headlines with a colon: who speaks before it («فلان: …»), and what only says what the news is about («قفصة: …»).

use warraq_arabic::lexed::Kind;

use crate::syntax::{Asked, Class, Name, Phrase};

use super::finder::{Finder, Statement};
use super::formula::NO_CUE;
use super::rules;

/// How far into a headline its colon may stand, in tokens.
const FARTHEST: usize = 14;

/// How many statements of the text below are asked whether they have the same source.
const BELOW: usize = 500;

/// What stands before a colon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Head {
    /// A person, by name.
    Person,
    /// An office, or people.
    Office,
    /// A body, something written, a medium.
    Body,
    /// A state or its capital.
    State,
    /// Another place.
    Place,
    /// Anything else.
    Other,
}

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
        let colon = (from..to.min(from + FARTHEST)).find(|k| syntax.class(*k) == Class::Colon);
        // «الحزب: نحو تنظيم اجتماع»: what it is about.
        let colon = colon.filter(|k| *k > from && syntax.form(k + 1) != "نحو")?;
        // The sentence layer may part a headline at its colon.
        let to = if colon + 1 < to { to } else { syntax.sentences.get(syntax.sentence_of(colon) + 1)?.1 };
        let (source, aside) = self.before_colon(from, colon)?;
        if self.is_circumstance(Phrase { first: from, last: colon - 1 }, to) {
            return None;
        }
        let heard = self.speaks(source);
        let named = heard && syntax.fact(from).article && from + 1 == colon;
        if self.lists.labels.contains(syntax.core(from)) && !named {
            return None;
        }
        if !self.heads_speech(source, (heard, aside), (colon, to)) {
            return None;
        }
        // «الوزير: يؤكد أن»: the verb is the cue.
        if self.statements.iter().take(BELOW).any(|s| s.at == colon + 1 && s.source == Some(source)) {
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

    /// Who may speak before the colon, and whether more than that stands there: «فلان للصحافة: …», «فلان بعد لقائه الوزير: …».
    fn before_colon(&self, from: usize, colon: usize) -> Option<(Phrase, bool)> {
        let syntax = self.syntax;
        let named = |k: usize| syntax.fact(k).name == Some(Name::Person) || syntax.class(k) == Class::Proper;
        let addressed = |k: &usize| {
            let form = syntax.form(*k);
            syntax.fact(*k).particle == Some('ل') || form == "ل" || form.starts_with("لل")
        };
        // «فلان لفلان»: whom he speaks to is no part of him.
        let whom = (from + 1..colon).find(addressed).filter(|k| named(from) && named(*k - 1));
        let asked = Asked { barred: &[], transitive: false, limit: whom.unwrap_or(colon) };
        let phrase = syntax.phrase(from, &self.lists.limits, asked);
        let whole = |phrase: &Phrase| phrase.last + 1 == colon;
        if let Some(phrase) = phrase.filter(whole) {
            return Some((phrase, false)).filter(|_| !self.may_be_verb(from));
        }
        let office = self.lists.limits.is_role(syntax.core(from));
        let goes_on = |phrase: &Phrase| {
            let next = phrase.last + 1;
            Some(next) == whom
                || (office || named(from))
                    && (addressed(&next) || self.lists.headlines.about.contains(syntax.form(next)))
        };
        if let Some(phrase) = phrase.filter(goes_on) {
            return Some((phrase, true)).filter(|_| !self.may_be_verb(from));
        }
        // A name that the tagger took for something else is one if it speaks below.
        let verb = |k: usize| {
            self.may_be_verb(k) || k > from && syntax.class(k) == Class::Verb && syntax.fact(k).sure
        };
        let words = (from..colon).all(|k| syntax.lexed.kind(k) == Some(Kind::Word) && !verb(k));
        let name = Phrase { first: from, last: colon - 1 };
        (words && colon <= from + 4).then_some((name, false))
    }

    fn kind_of(&self, source: Phrase) -> Head {
        let syntax = self.syntax;
        let (fact, core) = (syntax.fact(source.first), syntax.core(source.first));
        let limits = &self.lists.limits;
        let person = (source.first..=source.last).any(|k| syntax.fact(k).name == Some(Name::Person));
        // «عدد قياسي: …» counts and is no office.
        if limits.roles.contains(core) && !limits.partitives.contains(core)
            || fact.plural && syntax.form(source.first).ends_with("ون")
        {
            Head::Office
        } else if self.lists.states.contains(syntax.form(source.first))
            && (source.first + 1..=source.last).all(|k| syntax.describes(k))
        {
            Head::State
        } else if fact.name == Some(Name::Body)
            || limits.is_body(core)
            || limits.audience.contains(core)
            || limits.documents.contains(core)
        {
            Head::Body
        } else if fact.name == Some(Name::Place) {
            Head::Place
        } else if person {
            Head::Person
        } else {
            Head::Other
        }
    }

    /// Whether what stands before a colon says what stands behind it.
    fn heads_speech(
        &self,
        source: Phrase,
        (heard, aside): (bool, bool),
        (colon, to): (usize, usize),
    ) -> bool {
        let syntax = self.syntax;
        let words = (colon + 1..to).filter(|k| syntax.lexed.kind(*k) == Some(Kind::Word)).count();
        let quoted = syntax.closing(colon + 1).is_some_and(|close| close > colon + 3 && close + 3 >= to);
        let voiced = quoted || self.is_voiced_clause(colon + 1, to);
        if words < 2 && !quoted {
            return false;
        }
        match self.kind_of(source) {
            Head::Office => true,
            // «فلان : مهاجر وزيرا»: what he has become, not what he says.
            Head::Person => {
                heard
                    || voiced
                    || aside && quoted
                    || !self.tells_of(colon + 1, to) && !self.is_place_below(source.first, colon)
            }
            Head::Body => {
                let verb = |k: usize| syntax.class(k) == Class::Verb;
                let clause = syntax.fact(colon + 1).article || (colon + 1..to).any(verb);
                heard || quoted || self.is_own(colon + 1, to) || clause && self.is_heard_near(source, colon)
            }
            Head::State => {
                let about = syntax.sentence_of(colon);
                let own = |s: &Statement| syntax.sentence_of(s.at) == about && s.source.is_some();
                let other = self.statements.iter().take(BELOW).any(own);
                let heard = self.is_heard(source.first);
                let judged = heard && self.is_judgement(colon + 1, to);
                let told = || heard && self.is_told_below(source.first, (colon, to));
                !other && (voiced || judged || self.is_of_another(source, colon + 1, to) || told())
            }
            Head::Place => quoted,
            Head::Other => quoted || heard && (voiced || self.is_agent(source) || words > 2),
        }
    }

    /// Whether both ends of a name stand close behind or before a cue of the text below: in an apposition, or behind a comma.
    fn is_heard_near(&self, name: Phrase, colon: usize) -> bool {
        const BEFORE: usize = 8;
        const BEHIND: usize = 16;
        let syntax = self.syntax;
        let near = |at: usize, k: usize| {
            let window = at.saturating_sub(BEFORE).max(colon + 1)..(at + BEHIND).min(syntax.len());
            window.clone().any(|near| syntax.core(near) == syntax.core(k))
        };
        let below = self.statements.iter().take(BELOW).filter(|statement| statement.at > colon);
        below.map(|statement| statement.at).any(|at| near(at, name.first) && near(at, name.last))
    }

    /// Whether a clause is somebody's own words by its shape: it denies, asks, demands, or says «we».
    fn is_voiced_clause(&self, from: usize, to: usize) -> bool {
        const OPENING: usize = 6;
        let syntax = self.syntax;
        let first = syntax.bare(from);
        let demand = syntax.form(from) == "علي" && {
            let next = syntax.fact(from + 1);
            next.article || next.class == Class::Proper || next.name.is_some()
        };
        let denied =
            (from..to.min(from + OPENING)).any(|k| self.lists.headlines.denying.contains(syntax.bare(k)));
        demand
            || denied
            || self.lists.headlines.stances.contains(first)
            || self.is_own(from, to)
            || (from..to).any(|k| syntax.closing(k).is_some_and(|close| close > k + 4))
    }

    /// Whether a clause is in the first person.
    fn is_own(&self, from: usize, to: usize) -> bool {
        let syntax = self.syntax;
        (from..to).any(|k| {
            let (form, fact) = (syntax.bare(k), syntax.fact(k));
            let we = fact.class == Class::Verb
                && fact.sure
                && (form.ends_with("نا") || form.strip_prefix('س').unwrap_or(form).starts_with('ن'));
            we || self.lists.headlines.ourselves.contains(form) || fact.suffix && form.ends_with("نا")
        })
    }

    /// Whether the text below says that something is in, at or from what token `name` names: a place that looks like a person («ببن قردان»).
    fn is_place_below(&self, name: usize, colon: usize) -> bool {
        const FAR: usize = 300;
        let syntax = self.syntax;
        (colon + 1..syntax.len().min(colon + FAR)).any(|k| {
            let there = syntax.fact(k).particle == Some('ب') || matches!(syntax.form(k - 1), "في" | "الي");
            there && syntax.core(k) == syntax.core(name)
        })
    }

    /// Whether words without a verb tell what somebody is or becomes: one of them is an indefinite accusative.
    fn tells_of(&self, from: usize, to: usize) -> bool {
        let syntax = self.syntax;
        let verb = (from..to).any(|k| syntax.class(k) == Class::Verb || self.may_be_verb(k));
        let open = syntax.fact(from);
        let indefinite = open.is_nominal() && !open.article && open.name.is_none();
        indefinite && !verb && (from..to).any(|k| syntax.fact(k).accusative && !syntax.fact(k).article)
    }

    /// Whether a clause tells what another state does: «أميركا: العراق شهد», while «تونس: الشرطة أوقفت» tells where it was.
    fn is_of_another(&self, state: Phrase, from: usize, to: usize) -> bool {
        let syntax = self.syntax;
        let other =
            self.lists.states.contains(syntax.form(from)) && syntax.core(from) != syntax.core(state.first);
        let verb = |k: usize| syntax.class(k) == Class::Verb || self.may_be_verb(k);
        other && (from + 1..to.min(from + 4)).any(verb)
    }

    /// Whether a clause without a verb says of something definite what it is: «الضربة خطوة إيجابية».
    fn is_judgement(&self, from: usize, to: usize) -> bool {
        let syntax = self.syntax;
        let verb = (from..to).any(|k| syntax.class(k) == Class::Verb || self.may_be_verb(k));
        let predicate = |k: usize| {
            let fact = syntax.fact(k);
            matches!(fact.class, Class::Noun | Class::Adjective)
                && !fact.article
                && !fact.joined
                && !fact.suffix
                && fact.particle.is_none()
                && syntax.settled(k - 1)
                && syntax.class(k - 1) != Class::Preposition
                && (k + 1 >= to || syntax.describes(k + 1) && !syntax.fact(k + 1).article)
        };
        let event = syntax.class(from + 1) == Class::Preposition;
        syntax.fact(from).article && !event && !verb && (from + 1..to).any(predicate)
    }

    /// Whether somebody of a state says below what stands behind the colon of its headline.
    fn is_told_below(&self, state: usize, (colon, to): (usize, usize)) -> bool {
        let syntax = self.syntax;
        let land = self.land(state);
        let words = || {
            (colon + 1..to).filter(|k| {
                let nominal = syntax.fact(*k).is_nominal() || syntax.class(*k) == Class::Verb;
                nominal && syntax.core(*k).chars().count() > 2
            })
        };
        let all = words().count();
        let (subject, verb) = (syntax.fact(colon + 1), syntax.fact(colon + 2));
        // «الميناء استقبل»: a clause, not «القبض على».
        let clause = (subject.article || subject.class == Class::Proper)
            && matches!(verb.class, Class::Noun | Class::Verb)
            && !verb.article
            && !verb.joined
            && verb.particle.is_none();
        clause
            && self.statements.iter().take(BELOW).filter(|s| s.at > colon).any(|statement| {
                let theirs = statement.source.is_some_and(|source| {
                    (source.first..=source.last).any(|k| syntax.core(k).starts_with(land))
                });
                let content = statement.first..statement.limit.min(statement.first + BELOW);
                let said = |k: &usize| content.clone().any(|c| syntax.core(c) == syntax.core(*k));
                theirs && all > 2 && words().filter(said).count() * 4 >= all * 3
            })
    }

    /// The name of a state without its ending, as its adjective begins.
    fn land(&self, k: usize) -> &str {
        let core = self.syntax.core(k);
        core.strip_suffix(['ا', 'ه']).unwrap_or(core)
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
        let person = syntax.fact(name.first).name == Some(Name::Person);
        if syntax.class(name.first) == Class::Preposition && !person || syntax.form(name.first) == "رغم" {
            return true;
        }
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
        let land = self.land(k);
        if land.chars().count() < 3 {
            return false;
        }
        self.statements.iter().take(500).filter_map(|statement| statement.source).any(|source| {
            (source.first..=source.last).any(|s| syntax.core(s).starts_with(land) && syntax.describes(s))
        })
    }
}
