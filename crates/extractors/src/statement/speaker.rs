//! Who speaks: sources to their fullest earlier mention, dropped subjects to the last speaker.

use std::collections::HashMap;

use warraq_core::Span;

use crate::syntax::{Asked, Class, Phrase};

use super::finder::{Finder, Statement};
use super::rules;
use crate::inflect::Shape;

/// How many speakers back a dropped subject may reach.
const REMEMBERED: usize = 24;

/// The best mention so far of a name or head.
#[derive(Clone, Copy)]
struct Mention {
    phrase: Phrase,
    words: usize,
}

/// Mentions by the words that short references use.
#[derive(Default)]
struct Mentions {
    by_name: HashMap<String, Mention>,
    by_head: HashMap<String, Mention>,
    read: usize,
}

/// A speaker that a dropped subject can stand for.
#[derive(Clone, Copy)]
struct Last {
    span: Span,
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
        let mut mentions = Mentions::default();
        let mut history: Vec<Last> = Vec::new();
        for number in 0..self.statements.len() {
            let Some(statement) = self.statements.get(number).cloned() else { break };
            let sentence = self.syntax.sentence_of(statement.at);
            let speaker = match statement.source {
                Some(source) => {
                    self.read_mentions(&mut mentions, source.first);
                    let best = self.fullest(&mentions, source);
                    self.add_mention(&mut mentions, source);
                    mentions.read = mentions.read.max(source.last + 1);
                    let generic = self.is_generic(source);
                    let earlier = generic.then(|| self.dropped(&statement, &history, sentence)).flatten();
                    earlier
                        .or_else(|| Some(self.describe(best.unwrap_or(source), source, &statement, sentence)))
                }
                None => self.dropped(&statement, &history, sentence),
            };
            if let Some(last) = speaker {
                if let Some(slot) = self.statements.get_mut(number) {
                    slot.speaker = Some(last.span);
                }
                if !matches!(statement.shape, Shape::Attribute) && statement.rule != rules::FORMULA {
                    history.push(last);
                    if history.len() > 2 * REMEMBERED {
                        history.drain(..REMEMBERED);
                    }
                }
            }
        }
    }

    fn describe(&self, best: Phrase, source: Phrase, statement: &Statement, sentence: usize) -> Last {
        let syntax = self.syntax;
        let head = syntax.fact(source.first);
        let finite = matches!(statement.shape, Shape::Past | Shape::Present);
        Last {
            span: syntax.phrase_span(best),
            feminine: if finite { statement.feminine } else { head.feminine },
            plural: statement.plural || head.plural,
            proper: (source.first..=source.last).any(|k| syntax.class(k) == Class::Proper),
            sentence,
            content: statement.content,
        }
    }

    /// The speaker behind a dropped subject: the last one that agrees with the cue, in the same sentence first.
    fn dropped(&self, statement: &Statement, history: &[Last], sentence: usize) -> Option<Last> {
        let agrees = |last: &&Last| {
            let gender = statement.shape == Shape::Noun || last.feminine == statement.feminine;
            let number = !statement.plural || last.plural || !last.proper;
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
        let found = history
            .iter()
            .rev()
            .take(12)
            .find(|last| agrees(last) && outer(last))
            .or_else(|| history.iter().rev().take(6).find(|last| agrees(last)))
            .copied()
            .or_else(|| self.first_subject(statement, sentence))
            .or_else(|| history.last().copied())?;
        Some(Last { sentence, content: statement.content, ..found })
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

    /// Notes all noun phrases before token `to`.
    fn read_mentions(&self, mentions: &mut Mentions, to: usize) {
        while mentions.read < to {
            let at = mentions.read;
            let asked = Asked { barred: &[], transitive: false, limit: to };
            let nominal = self.syntax.fact(at).is_nominal();
            match self.syntax.phrase(at, &self.lists.limits, asked).filter(|_| nominal) {
                Some(phrase) => {
                    // Coordinated parts are mentions of their own.
                    let mut first = phrase.first;
                    for k in phrase.first + 1..=phrase.last {
                        if self.syntax.fact(k).joined {
                            self.add_mention(mentions, Phrase { first, last: k - 1 });
                            first = k;
                        }
                    }
                    self.add_mention(mentions, Phrase { first, last: phrase.last });
                    mentions.read = phrase.last + 1;
                }
                None => mentions.read += 1,
            }
        }
    }

    fn add_mention(&self, mentions: &mut Mentions, phrase: Phrase) {
        let words = self.words(phrase);
        let mention = Mention { phrase, words };
        let better = |old: &Mention| words > old.words;
        for k in phrase.first..=phrase.last {
            let fact = self.syntax.fact(k);
            let form = if k == phrase.first { self.syntax.stem(k) } else { self.syntax.form(k) };
            let name = matches!(fact.class, Class::Proper) || k == phrase.last && fact.class != Class::Number;
            if name && !form.is_empty() && mentions.by_name.get(form).is_none_or(better) {
                mentions.by_name.insert(form.to_owned(), mention);
            }
        }
        let head = self.syntax.core(phrase.first);
        if mentions.by_head.get(head).is_none_or(better) {
            mentions.by_head.insert(head.to_owned(), mention);
        }
    }

    /// The mention with the most words for a source, the earliest at a tie; `None` where the source itself is it.
    fn fullest(&self, mentions: &Mentions, source: Phrase) -> Option<Phrase> {
        let syntax = self.syntax;
        let (first, last) = (syntax.fact(source.first), syntax.fact(source.last));
        let words = self.words(source);
        let named = mentions.by_name.get(if source.first == source.last {
            syntax.stem(source.last)
        } else {
            syntax.form(source.last)
        });
        let by_name = named.filter(|mention| self.same_name(mention.phrase, source, last.class));
        let common = source.first == source.last && first.article && first.class != Class::Proper;
        let by_head = mentions
            .by_head
            .get(syntax.core(source.first))
            .filter(|mention| common && !self.is_vague(mention.phrase));
        let best = by_name.filter(|m| m.words >= words).or(by_head.filter(|m| m.words >= words))?;
        Some(best.phrase)
    }

    /// Whether a mention that ends in the source's last word names the same one.
    fn same_name(&self, mention: Phrase, source: Phrase, last: Class) -> bool {
        let syntax = self.syntax;
        if syntax.fact(mention.first).particle.is_some()
            && syntax.fact(mention.first).article
            && mention.first != mention.last
        {
            return false;
        }
        if syntax.form(mention.last) != syntax.form(source.last)
            && mention.first != mention.last
            && syntax.stem(mention.last) != syntax.stem(source.last)
        {
            return false;
        }
        if source.first == source.last {
            let family = (mention.first..mention.last).any(|k| syntax.class(k) == Class::Proper);
            return last == Class::Proper || !syntax.fact(source.last).article || family;
        }
        // Every word of the source that is no title must be in the mention.
        let inside = |k: usize| (mention.first..=mention.last).any(|m| syntax.core(m) == syntax.core(k));
        let title = |k: usize| {
            self.lists.limits.roles.contains(syntax.core(k))
                || k == source.first && source.last > source.first && last == Class::Proper
        };
        (source.first..=source.last).all(|k| inside(k) || title(k))
    }

    fn is_generic(&self, source: Phrase) -> bool {
        let fact = self.syntax.fact(source.first);
        source.first == source.last
            && fact.article
            && self.lists.generic.contains(self.syntax.core(source.first))
    }

    /// «أي تقارير»: an indefinite plural stands for nobody in particular.
    fn is_vague(&self, phrase: Phrase) -> bool {
        phrase.first == phrase.last && !self.syntax.fact(phrase.first).article
    }

    /// How many words a phrase has, as white space parts them.
    fn words(&self, phrase: Phrase) -> usize {
        1 + (phrase.first + 1..=phrase.last)
            .filter(|k| self.syntax.lexed.gap(*k) != warraq_arabic::lexed::Gap::None)
            .count()
    }
}
