//! Who speaks: sources to their fullest earlier mention, dropped subjects to the last speaker.

use warraq_core::Span;

use crate::syntax::{Class, Phrase};

use super::finder::{Finder, Statement};
use super::mention::Mentions;
use super::rules;
use crate::inflect::Shape;

/// How many speakers back a dropped subject may reach.
pub(super) const REMEMBERED: usize = 24;

/// A speaker that a dropped subject can stand for.
#[derive(Clone, Copy)]
pub(super) struct Last {
    pub(super) phrase: Phrase,
    pub(super) feminine: bool,
    pub(super) plural: bool,
    pub(super) proper: bool,
    pub(super) sentence: usize,
    /// Whether it spoke in a main clause, and not only in what is said of somebody or expected.
    pub(super) main: bool,
    /// The content in which it spoke.
    pub(super) content: Span,
}

impl Finder<'_> {
    /// Gives every statement its speaker, in the order of cues.
    pub(super) fn resolve(&mut self) {
        let mut mentions = Mentions::new(self.syntax, self.lists);
        let mut history: Vec<Last> = Vec::new();
        let mut anybody: Option<Last> = None;
        for number in 0..self.statements.len() {
            let Some(mut statement) = self.statements.get(number).cloned() else { break };
            if let Some(source) = statement.source {
                let cues = self.readings(statement.at).iter().filter_map(|found| self.lexicon.cue(found.cue));
                let addressee = cues.into_iter().any(|cue| cue.addressee);
                statement.source = Some(mentions.whole_source(&statement, source, addressee));
                if let Some(slot) = self.statements.get_mut(number) {
                    slot.source = statement.source;
                }
            }
            let sentence = self.syntax.sentence_of(statement.at);
            mentions.read(statement.source.map_or(statement.at, |source| source.first));
            let speaker = match statement.source {
                Some(source) => {
                    mentions.note_source(source);
                    let earlier =
                        self.reference(&mentions, source, &statement, (&history, anybody), sentence);
                    let best = mentions.fullest(source).or_else(|| self.fuller_than_guest(&mentions, source));
                    mentions.add(source);
                    mentions.speak(source);
                    earlier
                        .or_else(|| Some(self.describe(best.unwrap_or(source), source, &statement, sentence)))
                }
                None => {
                    let known = self
                        .closed(number, &statement)
                        .or_else(|| self.after_formula(number, &statement))
                        .or_else(|| self.in_own_words(number, &statement));
                    known.or_else(|| self.dropped(&statement, &history, sentence))
                }
            };
            let Some(last) = speaker else { continue };
            let fuller = mentions.fullest(last.phrase).unwrap_or(last.phrase);
            if let Some(slot) = self.statements.get_mut(number) {
                slot.speaker = Some(self.syntax.phrase_span(fuller));
                slot.spoken_by = Some(last.phrase);
            }
            anybody = Some(last);
            let formula = statement.rule == rules::FORMULA;
            // «…، وفق ما أفاد الوزير. وأضاف»
            let only = !history.iter().rev().take(6).any(|other| other.sentence == sentence && other.main);
            let heard = !formula || only && self.is_man(last.phrase);
            if !matches!(statement.shape, Shape::Attribute) && heard {
                let main = self.is_main(&statement) && !self.is_law(last.phrase);
                history.push(Last { main, ..last });
                if history.len() > 2 * REMEMBERED {
                    history.drain(..REMEMBERED);
                }
            }
        }
    }

    /// The fuller mention of somebody who is called a guest here: «الوزير ضيف البرنامج» after «وزير البيئة فلان الفلاني».
    fn fuller_than_guest(&self, mentions: &Mentions<'_>, source: Phrase) -> Option<Phrase> {
        let guest = |k: &usize| self.lists.limits.guests.contains(self.syntax.core(*k));
        let guest = (source.first + 1..=source.last).find(guest)?;
        let comma = self.syntax.class(guest - 1) == Class::Comma;
        let last = guest.checked_sub(1 + usize::from(comma)).filter(|last| *last >= source.first)?;
        let best = mentions.fullest(Phrase { first: source.first, last })?;
        (mentions.words(best) >= mentions.words(source)).then_some(best)
    }

    /// Whether a noun phrase is a law or a draft of one: what it says is told by somebody who goes on.
    fn is_law(&self, phrase: Phrase) -> bool {
        let head = self.syntax.head_of(phrase);
        let core = self.syntax.core(head);
        let draft = core == "مشروع" && head < phrase.last;
        self.lists.laws.contains(if draft { self.syntax.core(head + 1) } else { core })
    }

    /// Whom a formula names goes on with a participle right behind it: «حسب ما أكده البلاغ مذكرا بأن».
    fn after_formula(&self, number: usize, statement: &Statement) -> Option<Last> {
        let before = number.checked_sub(1).and_then(|number| self.statements.get(number))?;
        let source = before.source.filter(|source| source.last + 1 == statement.at)?;
        let participle = statement.shape == Shape::Circumstance && before.rule == rules::FORMULA;
        let last = self.describe(before.spoken_by?, source, statement, self.syntax.sentence_of(statement.at));
        let agrees = self.syntax.fact(self.syntax.head_of(source)).feminine == statement.feminine;
        (participle && agrees).then_some(last)
    }

    /// The speaker of the statement that «على حد قوله» closes.
    fn closed(&self, number: usize, statement: &Statement) -> Option<Last> {
        if statement.rule != rules::CLOSING {
            return None;
        }
        let before = self.statements.get(..number)?.iter().rev().take(20);
        let closed =
            before.into_iter().find(|s| s.rule != rules::FORMULA && s.content == statement.content)?;
        let inner = closed.spoken_by?;
        // «أكد فلان أن الحزب يعتبر …، وفق تعبيره»: a man's words, not a body's.
        let outer = || {
            let earlier = self.statements.get(..number)?.iter().rev().take(20);
            let mut around = earlier.filter(|s| s.rule != rules::FORMULA && s.content.contains(closed.cue));
            around.find_map(|s| s.spoken_by.filter(|phrase| self.is_man(*phrase)))
        };
        let phrase = if self.is_man(inner) { inner } else { outer().unwrap_or(inner) };
        Some(self.describe(phrase, phrase, statement, self.syntax.sentence_of(statement.at)))
    }

    /// «قالت "نعم، أعتقد أن"»: the first person inside somebody's own words.
    fn in_own_words(&self, number: usize, statement: &Statement) -> Option<Last> {
        let form = self.syntax.form(statement.at);
        // Verbs whose past begins with an alif without hamza.
        let open = form.chars().nth(2) == Some('ت') || form.starts_with("است") || form.starts_with("ان");
        if !self.syntax.fact(statement.at).hamza || !open {
            return None;
        }
        let before = self.statements.get(..number)?.iter().rev().take(20);
        let around = before.into_iter().find(|s| s.quoted && s.content.contains(statement.cue))?;
        let phrase = around.spoken_by?;
        Some(self.describe(phrase, phrase, around, self.syntax.sentence_of(statement.at)))
    }

    pub(super) fn describe(
        &self,
        best: Phrase,
        source: Phrase,
        statement: &Statement,
        sentence: usize,
    ) -> Last {
        let syntax = self.syntax;
        let head = syntax.fact(source.first);
        let finite = matches!(statement.shape, Shape::Past | Shape::Present);
        let common = head.class == Class::Noun && head.name.is_none() && head.article;
        Last {
            phrase: best,
            // «جاء في الرسالة»: the verb is not hers.
            feminine: if finite && (statement.feminine || !common) {
                statement.feminine
            } else {
                head.feminine
            },
            plural: statement.plural || head.plural,
            proper: (source.first..=source.last).any(|k| syntax.class(k) == Class::Proper),
            sentence,
            main: true,
            content: statement.content,
        }
    }

    /// Whether a statement is what happened: not said of somebody by the way («أخبار تفيد», «البيان الذي أكد») nor expected («ينتظر أن
    /// يعلن»).
    fn is_main(&self, statement: &Statement) -> bool {
        let syntax = self.syntax;
        let Some(before) = statement.at.checked_sub(1) else { return true };
        // «ينص القانون على أن»: who told of it goes on.
        let provides = matches!(syntax.bare(statement.at), "ينص" | "تنص" | "نص" | "نصت");
        if statement.rule == rules::NOUN || provides {
            return false;
        }
        if !matches!(statement.shape, Shape::Past | Shape::Present) {
            return true;
        }
        let opens = |k: usize| {
            let open = syntax.sentences.get(syntax.sentence_of(k)).is_some_and(|(from, _)| *from == k);
            let class = k.checked_sub(1).map(|k| syntax.class(k));
            open || matches!(
                class,
                Some(Class::That | Class::Conjunction | Class::Comma | Class::Stop | Class::Particle)
            )
        };
        let hypothetical = syntax.class(before) == Class::That
            && syntax.fact(before).particle.is_none()
            && matches!(syntax.form(before), "ان")
            && statement.shape == Shape::Present;
        let aside = syntax.class(before) == Class::Relative
            || statement.source.is_some_and(|source| {
                source.last < statement.at && !syntax.settled(source.first) && !opens(source.first)
            });
        !hypothetical && !aside
    }
}
