//! Who speaks: sources to their fullest earlier mention, dropped subjects to the last speaker.

use warraq_core::Span;

use crate::syntax::{Asked, Class, Name, Phrase};

use super::complement::past_adverbs;
use super::finder::{Finder, Statement};
use super::mention::Mentions;
use super::rules;
use crate::inflect::Shape;

/// How far before a dropped subject a document, a body or the subject of another verb may be named, in tokens.
const WRITTEN: usize = 120;

/// How far into a sentence its main verb is looked for, in tokens.
const OPENING: usize = 12;

/// How many speakers back a dropped subject may reach.
const REMEMBERED: usize = 24;

/// A speaker that a dropped subject can stand for.
#[derive(Clone, Copy)]
struct Last {
    phrase: Phrase,
    feminine: bool,
    plural: bool,
    proper: bool,
    sentence: usize,
    /// The content in which it spoke.
    content: Span,
}

impl Finder<'_> {
    /// Gives every statement its speaker, in the order of cues.
    pub(super) fn resolve(&mut self) {
        let mut mentions = Mentions::new(self.syntax, self.lists);
        let mut history: Vec<Last> = Vec::new();
        let mut anybody: Option<Last> = None;
        for number in 0..self.statements.len() {
            let Some(statement) = self.statements.get(number).cloned() else { break };
            let sentence = self.syntax.sentence_of(statement.at);
            mentions.read(statement.source.map_or(statement.at, |source| source.first));
            let speaker = match statement.source {
                Some(source) => {
                    let earlier =
                        self.reference(&mentions, source, &statement, (&history, anybody), sentence);
                    let best = mentions.fullest(source);
                    mentions.add(source);
                    earlier
                        .or_else(|| Some(self.describe(best.unwrap_or(source), source, &statement, sentence)))
                }
                None => {
                    self.closed(number, &statement).or_else(|| self.dropped(&statement, &history, sentence))
                }
            };
            let Some(last) = speaker else { continue };
            let fuller = mentions.fullest(last.phrase).unwrap_or(last.phrase);
            if let Some(slot) = self.statements.get_mut(number) {
                slot.speaker = Some(self.syntax.phrase_span(fuller));
                slot.spoken_by = Some(last.phrase);
            }
            anybody = Some(last);
            if !matches!(statement.shape, Shape::Attribute) && statement.rule != rules::FORMULA {
                history.push(last);
                if history.len() > 2 * REMEMBERED {
                    history.drain(..REMEMBERED);
                }
            }
        }
    }

    /// Whom a source that names nobody points back to: «المصدر ذاته» to whoever spoke last, «الرجل» and «المدير» to the last person.
    fn reference(
        &self,
        mentions: &Mentions<'_>,
        source: Phrase,
        statement: &Statement,
        (history, anybody): (&[Last], Option<Last>),
        sentence: usize,
    ) -> Option<Last> {
        let syntax = self.syntax;
        let before = syntax.same_follows(source.first);
        let same = before || syntax.is_same(source.last);
        let head = if before { source.first + 1 } else { source.first };
        // «المسؤولة الإيرانية» after her name
        let described = self.lists.back.contains(syntax.core(head))
            && (head + 1..=source.last).all(|k| syntax.describes(k) && syntax.fact(k).article);
        let single = (source.first == source.last || described) && syntax.fact(head).article
            || same && source.last <= source.first + 1;
        if !single || syntax.fact(head).name.is_some() {
            return None;
        }
        let core = syntax.core(head);
        let here = |last: Last| Last { sentence, content: statement.content, ..last };
        if self.lists.generic.contains(core) {
            return self.dropped(statement, history, sentence);
        }
        // Who spoke last by this office or kind: «المسؤول» after «مسؤول كبير في الوزارة».
        let office = self.lists.limits.roles.contains(core);
        let titled = |last: &&Last| {
            (last.phrase.first..=last.phrase.last)
                .any(|k| syntax.core(k) == core && syntax.fact(k).name.is_none())
        };
        let back = self.lists.back.contains(core);
        let female = syntax.fact(head).feminine;
        if described && let Some(last) = history.iter().rev().find(|last| self.is_person(last, female)) {
            return Some(here(*last));
        }
        // «الحركة» is the one that spoke last.
        let body = self.lists.limits.bodies.contains(core);
        if body && let Some(last) = history.iter().rev().find(|last| self.is_headed(last.phrase, core)) {
            return Some(here(*last));
        }
        if (back || office)
            && let Some(last) = history.iter().rev().find(titled)
        {
            return Some(here(*last));
        }
        if back {
            return anybody.map(here);
        }
        if !office || mentions.knows(source) {
            return None;
        }
        history
            .iter()
            .rev()
            .find(|last| last.proper && last.feminine == syntax.fact(head).feminine)
            .copied()
            .map(here)
    }

    /// Whether who spoke is named as a man or woman.
    fn is_person(&self, last: &Last, feminine: bool) -> bool {
        let syntax = self.syntax;
        let head = syntax.fact(syntax.head_of(last.phrase)).feminine;
        let named = (last.phrase.first..=last.phrase.last).any(|k| syntax.fact(k).name == Some(Name::Person));
        named && (last.feminine || head) == feminine
    }

    /// The speaker of the statement that «على حد قوله» closes.
    fn closed(&self, number: usize, statement: &Statement) -> Option<Last> {
        if statement.rule != rules::CLOSING {
            return None;
        }
        let before = self.statements.get(..number)?.iter().rev().take(20);
        let closed =
            before.into_iter().find(|s| s.rule != rules::FORMULA && s.content == statement.content)?;
        let phrase = closed.spoken_by?;
        Some(self.describe(phrase, phrase, statement, self.syntax.sentence_of(statement.at)))
    }

    fn describe(&self, best: Phrase, source: Phrase, statement: &Statement, sentence: usize) -> Last {
        let syntax = self.syntax;
        let head = syntax.fact(source.first);
        let finite = matches!(statement.shape, Shape::Past | Shape::Present);
        Last {
            phrase: best,
            feminine: if finite { statement.feminine } else { head.feminine },
            plural: statement.plural || head.plural,
            proper: (source.first..=source.last).any(|k| syntax.class(k) == Class::Proper),
            sentence,
            content: statement.content,
        }
    }

    /// The speaker behind a dropped subject: the last one that agrees with the cue, in the same sentence first.
    fn dropped(&self, statement: &Statement, history: &[Last], sentence: usize) -> Option<Last> {
        let history = history.get(history.len().saturating_sub(REMEMBERED)..).unwrap_or(history);
        let finite = matches!(statement.shape, Shape::Past | Shape::Present);
        let agrees = |last: &&Last| {
            let gender = statement.shape == Shape::Noun || last.feminine == statement.feminine;
            let one = finite && !statement.plural && !statement.feminine;
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
        let form = self.syntax.form(statement.at);
        let dual = form.ends_with('ا') && !form.ends_with("وا");
        if finite
            && statement.plural
            && !dual
            && !history.iter().rev().take(6).any(|last| last.plural)
            && let Some(several) = self.several_before(statement, sentence)
        {
            return Some(several);
        }
        if let Some(document) = self.document_before(statement, history, sentence) {
            return Some(document);
        }
        let found = history
            .iter()
            .rev()
            .take(12)
            .find(|last| last.sentence == sentence && agrees(last) && outer(last))
            .copied()
            .or_else(|| self.going_on(statement, sentence, history.last()))
            .or_else(|| {
                let recent = history.iter().rev().take(12).find(|last| agrees(last) && outer(last));
                recent.or_else(|| history.iter().rev().take(6).find(|last| agrees(last))).copied()
            })
            .or_else(|| self.agent_before(statement, sentence))
            .or_else(|| self.first_subject(statement, sentence))
            .or_else(|| history.last().copied())?;
        Some(Last { sentence, content: statement.content, ..found })
    }

    /// The subject of a main verb that a dropped one goes on from: before the statement in its sentence («انتقد الوزير القرار، واصفا إياه»),
    /// or of the sentence before, where nobody spoke since («وجه الوزير رسالة. وأضاف»).
    fn going_on(&self, statement: &Statement, sentence: usize, last: Option<&Last>) -> Option<Last> {
        if statement.plural {
            return None;
        }
        let sentences = &self.syntax.sentences;
        let &(from, _) = sentences.get(sentence)?;
        let near = from.max(statement.at.saturating_sub(WRITTEN));
        let subject = self.subject_of(statement, near, statement.at);
        let silent = last.is_none_or(|last| last.sentence + 1 < sentence);
        let before = || {
            let number = sentence
                .checked_sub(1)
                .filter(|number| silent && !self.syntax.headings.get(*number).copied().unwrap_or(false))?;
            let &(from, to) = sentences.get(number)?;
            self.subject_of(statement, from, to.min(from + OPENING))
        };
        let phrase = subject.or_else(before)?;
        let core = self.syntax.core(self.syntax.head_of(phrase));
        let named = (phrase.first..=phrase.last).any(|k| self.syntax.class(k) == Class::Proper);
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
    fn is_headed(&self, phrase: Phrase, core: &str) -> bool {
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
                let asked = Asked { barred: &[], transitive: true, limit: to };
                let start = past_adverbs(syntax, k + 1, to, self);
                let subject = syntax.phrase(start, &self.lists.limits, asked).filter(|phrase| {
                    let head = syntax.fact(syntax.head_of(*phrase));
                    let gender = head.name == Some(Name::Person) || head.feminine == statement.feminine;
                    let gender = gender || head.name.is_some() || head.class == Class::Proper;
                    head.particle.is_none() && gender && !head.plural && self.is_agent(*phrase)
                });
                if subject.is_some() {
                    return subject;
                }
            }
            k += 1;
        }
        None
    }

    /// The nearest body or office in the sentence that agrees, where nobody who spoke does: «بمراجعة النيابة العمومية أذنت بـ».
    fn agent_before(&self, statement: &Statement, sentence: usize) -> Option<Last> {
        let syntax = self.syntax;
        let &(from, _) = syntax.sentences.get(sentence)?;
        let limits = &self.lists.limits;
        let fits = |k: &usize| {
            let (fact, core) = (syntax.fact(*k), syntax.core(*k));
            let speaks = limits.bodies.contains(core) || limits.roles.contains(core);
            speaks && fact.is_nominal() && syntax.settled(*k) && fact.feminine == statement.feminine
        };
        let near = from.max(statement.at.saturating_sub(WRITTEN));
        let at = (near..statement.at).rev().find(fits)?;
        let phrase =
            syntax.phrase(at, limits, Asked { barred: &[], transitive: true, limit: statement.at })?;
        Some(self.describe(phrase, phrase, statement, sentence))
    }

    /// Several who speak and were told of before: «انتشلت الوحدات تسعة مهاجرين … وصرحوا».
    fn several_before(&self, statement: &Statement, sentence: usize) -> Option<Last> {
        let syntax = self.syntax;
        let people = |k: &usize| {
            let fact = syntax.fact(*k);
            let form = syntax.form(*k);
            let counted = *k > 0 && syntax.class(*k - 1) == Class::Number;
            let singular = form.strip_suffix("ين").or_else(|| form.strip_suffix("ون"));
            let people = singular.is_some_and(|word| {
                let word = word.strip_prefix("ال").unwrap_or(word);
                counted || word.ends_with('ي') || self.lists.limits.roles.contains(word)
            });
            fact.class == Class::Noun && fact.plural && people
        };
        let from = statement.at.saturating_sub(WRITTEN);
        let at = (from..statement.at).rev().find(people)?;
        let counted = at.checked_sub(1).filter(|k| syntax.class(*k) == Class::Number);
        let asked = Asked { barred: &[], transitive: true, limit: statement.at };
        let phrase = syntax.phrase(counted.unwrap_or(at), &self.lists.limits, asked)?;
        Some(self.describe(phrase, phrase, statement, sentence))
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
        let agrees = head.feminine == statement.feminine
            || head.class == Class::Proper
            || statement.shape == Shape::Noun;
        agrees.then(|| self.describe(phrase, phrase, statement, sentence))
    }
}
