//! Dropped subjects: who spoke last and agrees, or whom the sentence, or the one before, tells of.

use crate::inflect::{Shape, Shown};
use crate::syntax::{Asked, Class, Name, Phrase, VerbForm};

use super::complement::past_adverbs;
use super::finder::{Finder, Statement};
use super::speaker::{Last, REMEMBERED};

/// How far before a dropped subject a document, a body or the subject of another verb may be named, in tokens.
pub(super) const WRITTEN: usize = 120;

/// How far into a sentence its main verb is looked for, in tokens.
const OPENING: usize = 12;

impl Finder<'_> {
    /// The speaker behind a dropped subject: the last one that agrees with the cue, in the same sentence first.
    pub(super) fn dropped(&self, statement: &Statement, history: &[Last], sentence: usize) -> Option<Last> {
        let history = history.get(history.len().saturating_sub(REMEMBERED)..).unwrap_or(history);
        let finite = matches!(statement.shape, Shape::Past | Shape::Present);
        let agrees = |last: &&Last| {
            let gender = !statement.marked || last.feminine == statement.feminine;
            let marked = finite || statement.shape == Shape::Noun && statement.marked;
            let one = marked && !statement.plural && !statement.feminine;
            let number = !statement.plural || last.plural || !last.proper;
            let number = number && !(one && last.plural && !last.feminine);
            gender && number
        };
        let outer = |last: &&Last| {
            // A speaker inside somebody's words is not who goes on after them.
            let nested = history.iter().any(|other| {
                other.sentence == last.sentence
                    && other.content.contains(last.content)
                    && other.content != last.content
            });
            let inside = last.content.contains(statement.cue)
                || history.iter().any(|o| o.sentence == sentence && o.content.contains(statement.cue));
            !nested || inside && last.sentence == sentence
        };
        if finite
            && statement.plural
            && !self.is_dual(statement.at)
            && !history.iter().rev().take(6).any(|last| last.plural)
            && let Some(several) = self.several_before(statement, sentence)
        {
            return Some(several);
        }
        let earlier = self.consulted(statement, sentence);
        if let Some(one) = earlier.or_else(|| self.document_before(statement, history, sentence)) {
            return Some(one);
        }
        let here =
            |main: bool| {
                history.iter().rev().take(12).find(|last| {
                    last.sentence == sentence && (last.main || !main) && agrees(last) && outer(last)
                })
            };
        let found = here(true)
            .or_else(|| here(false))
            .copied()
            .or_else(|| self.going_on(statement, sentence, history.last()))
            .or_else(|| {
                let recent =
                    history.iter().rev().take(12).find(|last| agrees(last) && outer(last) && last.main);
                let recent =
                    recent.or_else(|| history.iter().rev().take(12).find(|last| agrees(last) && outer(last)));
                recent.or_else(|| history.iter().rev().take(6).find(|last| agrees(last))).copied()
            })
            .or_else(|| self.agent_before(statement, sentence, false))
            .or_else(|| history.last().filter(|last| !finite && last.sentence == sentence).copied())
            .or_else(|| self.topic_before(statement, sentence))
            .or_else(|| self.agent_before(statement, sentence, true))
            .or_else(|| self.first_subject(statement, sentence))
            .or_else(|| self.subject_earlier(statement, sentence))
            .or_else(|| history.last().copied())?;
        Some(Last { sentence, content: statement.content, ..found })
    }

    /// Whether a verb in the plural is of two: «أكدا».
    fn is_dual(&self, verb: usize) -> bool {
        let form = self.syntax.form(verb);
        form.ends_with('ا') && !form.ends_with("وا")
    }

    /// «وباستشارة النيابة العمومية أذنت بـ»: who was asked and decides.
    fn consulted(&self, statement: &Statement, sentence: usize) -> Option<Last> {
        let syntax = self.syntax;
        let &(from, _) = syntax.sentences.get(sentence)?;
        let asked =
            (from..statement.at.min(from + 3)).find(|k| self.lists.asking.contains(syntax.core(*k)))?;
        let limits = &self.lists.limits;
        let whole = Asked { barred: &[], transitive: false, limit: statement.at };
        let phrase = syntax.phrase(asked + 1, limits, whole)?;
        let agrees = syntax.fact(syntax.head_of(phrase)).feminine == statement.feminine;
        (phrase.last + 1 == statement.at && agrees && self.is_agent(phrase))
            .then(|| self.describe(phrase, phrase, statement, sentence))
    }

    /// The subject of a main verb that a dropped one goes on from: before the statement in its sentence («انتقد الوزير القرار، واصفا إياه»),
    /// or of the sentence before, where nobody spoke since («وجه الوزير رسالة. وأضاف»).
    fn going_on(&self, statement: &Statement, sentence: usize, last: Option<&Last>) -> Option<Last> {
        let sentences = &self.syntax.sentences;
        let &(from, _) = sentences.get(sentence)?;
        let near = from.max(statement.at.saturating_sub(WRITTEN));
        let subject = self.subject_of(statement, near, statement.at);
        let silent = last.is_none_or(|last| last.sentence + 1 < sentence);
        let before = || {
            let number = sentence.checked_sub(1).filter(|number| {
                silent && !statement.plural && !self.syntax.headings.get(*number).copied().unwrap_or(false)
            })?;
            let &(from, to) = sentences.get(number)?;
            self.subject_of(statement, from, to.min(from + OPENING))
        };
        let phrase = subject.or_else(before)?;
        // A man who spoke last goes on, not what was told of since.
        let man = last.is_some_and(|last| {
            let agrees = last.feminine == statement.feminine && last.plural == statement.plural;
            agrees && last.main && self.is_man(last.phrase)
        });
        if man && !self.is_man(phrase) {
            return None;
        }
        let core = self.syntax.core(self.syntax.head_of(phrase));
        // «ضيف "المساء"»: the programme's name is not his.
        let guest = self.lists.limits.guests.contains(core);
        let person = |k: usize| self.syntax.fact(k).name == Some(Name::Person);
        let proper = |k: usize| self.syntax.class(k) == Class::Proper && !guest;
        let named = (phrase.first..=phrase.last).any(|k| person(k) || proper(k));
        // «وندد ضيف البرنامج …، إلا أنه شدد»: who spoke last is meant by an office without name, and by a body of the same kind.
        let known = last.filter(|last| {
            let office = self.lists.limits.roles.contains(core) && last.proper;
            !named && last.feminine == statement.feminine && (office || self.is_headed(last.phrase, core))
        });
        Some(match known {
            Some(last) => Last { sentence, content: statement.content, ..*last },
            None => self.describe(phrase, phrase, statement, sentence),
        })
    }

    /// Whether a word without article is the head of a noun phrase.
    pub(super) fn is_headed(&self, phrase: Phrase, core: &str) -> bool {
        self.syntax.core(self.syntax.head_of(phrase)) == core
    }

    /// The subject of the first main verb between two tokens that agrees with a statement and can speak.
    fn subject_of(&self, statement: &Statement, from: usize, to: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let mut k = from;
        while k < to {
            if let Some(close) = syntax.closing(k) {
                k = close + 1;
                continue;
            }
            let fact = syntax.fact(k);
            let under =
                k > from && matches!(syntax.class(k - 1), Class::That | Class::Relative | Class::Preposition);
            if fact.class == Class::Verb && fact.sure && !under && fact.feminine == statement.feminine {
                // «وكان فلان قد زار المدينة»: before the verb, whatever stands behind it.
                let was = k > from && self.lists.limits.auxiliaries.contains(syntax.form(k - 1));
                let was = was || self.opens_clause(k, from);
                if let Some(subject) = if was { self.named_before(k, from) } else { None } {
                    return Some(subject);
                }
                let asked = Asked { barred: &[], transitive: true, limit: to };
                let start = past_adverbs(syntax, k + 1, to, self);
                let subject = syntax.phrase(start, &self.lists.limits, asked).filter(|phrase| {
                    let head = syntax.fact(syntax.head_of(*phrase));
                    let gender = head.name == Some(Name::Person) || head.feminine == statement.feminine;
                    let gender = gender || head.name.is_some() || head.class == Class::Proper;
                    let number = head.plural == statement.plural;
                    head.particle.is_none() && gender && number && self.is_agent(*phrase)
                });
                let subject = subject.or_else(|| self.named_before(k, from));
                if subject.is_some() {
                    return subject;
                }
            }
            k += 1;
        }
        None
    }

    /// Whether the clause of the verb at token `k` begins with a definite noun phrase of its gender: «أن الجبهة الشعبية وصفت فلانا».
    fn opens_clause(&self, k: usize, from: usize) -> bool {
        let syntax = self.syntax;
        let fact = syntax.fact(k);
        let before = k.checked_sub(1).filter(|k| *k >= from && !fact.joined && syntax.settled(*k));
        let phrase = before.and_then(|k| syntax.phrase_before(k, from, &self.lists.limits));
        phrase.is_some_and(|phrase| {
            let head = syntax.fact(syntax.head_of(phrase));
            if self.lists.wholes.contains(syntax.core(phrase.first)) {
                return false;
            }
            let opens = phrase.first == from || syntax.class(phrase.first - 1) == Class::That;
            let gender = head.feminine == fact.feminine || head.name == Some(Name::Person);
            opens && gender && head.particle.is_none() && self.is_agent(phrase)
        })
    }

    /// The subject that stands before the verb at token `k` and can speak: «وكان المغرب قد اعتذر».
    fn named_before(&self, k: usize, from: usize) -> Option<Phrase> {
        let fact = self.syntax.fact(k);
        if fact.suffix {
            return None;
        }
        let present = self.syntax.stem(k).starts_with(['ي', 'ت', 'ن']);
        let shown = Shown {
            shape: if present { Shape::Present } else { Shape::Past },
            feminine: fact.feminine,
            plural: fact.plural,
            pronoun: false,
            maqsura: false,
        };
        let verb = VerbForm { shown, joined: fact.joined, future: false };
        let subject = self.syntax.subject_before(k, verb, from, &self.lists.limits)?;
        self.is_agent(subject).then_some(subject)
    }

    /// The nearest body or office in the sentence that agrees, where nobody who spoke does: «بمراجعة النيابة العمومية أذنت بـ».
    fn agent_before(&self, statement: &Statement, sentence: usize, hanging: bool) -> Option<Last> {
        let syntax = self.syntax;
        let &(from, _) = syntax.sentences.get(sentence)?;
        let limits = &self.lists.limits;
        let fits = |k: &usize| {
            let (fact, core) = (syntax.fact(*k), syntax.core(*k));
            let speaks = limits.bodies.contains(core) || limits.roles.contains(core);
            let before = k
                .checked_sub(1)
                .map(|k| (syntax.class(k), syntax.fact(k).is_nominal() && !syntax.settled(k)));
            let hangs = fact.particle.is_some()
                || before.is_some_and(|(class, open)| class == Class::Preposition || open);
            (hanging || !hangs)
                && speaks
                && !self.lists.wholes.contains(core)
                && fact.is_nominal()
                && syntax.settled(*k)
                && fact.feminine == statement.feminine
        };
        let near = from.max(statement.at.saturating_sub(WRITTEN));
        let at = (near..statement.at).rev().find(fits)?;
        let phrase =
            syntax.phrase(at, limits, Asked { barred: &[], transitive: true, limit: statement.at })?;
        Some(self.describe(phrase, phrase, statement, sentence))
    }

    /// The first person whom the sentence before tells of, where nobody who spoke agrees: «يذكر أن فلان الفلاني كان نفى ذلك. واعتبر».
    fn topic_before(&self, statement: &Statement, sentence: usize) -> Option<Last> {
        let syntax = self.syntax;
        let number = sentence.checked_sub(1)?;
        if statement.feminine || statement.plural || syntax.headings.get(number).copied().unwrap_or(false) {
            return None;
        }
        let &(from, to) = syntax.sentences.get(number)?;
        let at = (from..to.min(from + OPENING)).find(|k| {
            let fact = syntax.fact(*k);
            let hangs = *k > from && syntax.class(*k - 1) == Class::Preposition || fact.particle.is_some();
            syntax.begins_name(*k) == Some(Name::Person) && !hangs
        })?;
        let phrase = Phrase { first: at, last: syntax.name_end(at) };
        Some(self.describe(phrase, phrase, statement, sentence))
    }

    /// The subject of the main verb of one of the two sentences before, the last that agrees, where nobody who spoke does: «استقبل الوزير السفيرة.
    /// وقالت السفيرة … وأكد».
    fn subject_earlier(&self, statement: &Statement, sentence: usize) -> Option<Last> {
        const SENTENCES: usize = 2;
        let syntax = self.syntax;
        let heading = |number: &usize| syntax.headings.get(*number).copied().unwrap_or(false);
        let before =
            (sentence.saturating_sub(SENTENCES)..sentence).rev().take_while(|number| !heading(number));
        let phrase = before.into_iter().find_map(|number| {
            let &(from, to) = syntax.sentences.get(number)?;
            self.subject_of(statement, from, to.min(from + OPENING))
        })?;
        Some(self.describe(phrase, phrase, statement, sentence))
    }

    /// Whether a noun phrase names a person or an office.
    pub(super) fn is_man(&self, phrase: Phrase) -> bool {
        let syntax = self.syntax;
        self.lists.limits.is_role(syntax.core(syntax.head_of(phrase)))
            || (phrase.first..=phrase.last).any(|k| syntax.fact(k).name == Some(Name::Person))
    }

    /// What was written and goes on for a feminine body that published it: «قالت الوزارة في بلاغ … وأضاف أن».
    fn document_before(&self, statement: &Statement, history: &[Last], sentence: usize) -> Option<Last> {
        let syntax = self.syntax;
        let last = history.last()?;
        let finite = matches!(statement.shape, Shape::Past | Shape::Present);
        if !finite
            || statement.feminine
            || statement.plural
            || !last.feminine
            || last.proper
            || sentence == last.sentence
        {
            return None;
        }
        // «وقد رفض النائب القرار. واعتبر»: a man goes on.
        if self.going_on(statement, sentence, None).is_some_and(|one| self.is_man(one.phrase)) {
            return None;
        }
        let from = last.phrase.last.min(statement.at).max(statement.at.saturating_sub(WRITTEN));
        let at = (from..statement.at)
            .find(|k| self.lists.issued.contains(syntax.core(*k)) && syntax.fact(*k).is_nominal())?;
        let asked = Asked { barred: &[], transitive: true, limit: statement.at };
        let phrase = syntax.phrase(at, &self.lists.limits, asked)?;
        Some(self.describe(phrase, phrase, statement, sentence))
    }

    /// The subject of the sentence in which nobody has spoken yet.
    fn first_subject(&self, statement: &Statement, sentence: usize) -> Option<Last> {
        let &(from, _) = self.syntax.sentences.get(sentence)?;
        let asked = Asked { barred: &[], transitive: true, limit: statement.at };
        let verb = self.syntax.class(from) == Class::Verb || self.may_be_verb(from);
        let start = if verb { from + 1 } else { from };
        let phrase = self.syntax.phrase(start, &self.lists.limits, asked)?;
        let head = self.syntax.fact(phrase.first);
        let agrees = head.feminine == statement.feminine || head.class == Class::Proper || !statement.marked;
        (agrees && self.is_agent(phrase)).then(|| self.describe(phrase, phrase, statement, sentence))
    }
}
