//! How far a noun phrase goes that names a body: the construct state, adjectives, «لـ», and nouns joined by و.

use std::ops::Range;

use super::{LONGEST, Rules};
use crate::entity::gazetteer::Classes;
use crate::entity::unit::{ADJ, ADP, CCONJ, Kind, NOUN, PROPN, Shape, X, clitics};

impl Rules<'_> {
    /// A unit of the sentence.
    pub(super) fn within(&self, at: usize, sentence: &Range<usize>) -> Option<&Kind> {
        self.kind(at).filter(|_| sentence.contains(&at))
    }

    /// Whether a noun may stand inside a body's name here: one without pronoun, and no day.
    fn noun(&self, kind: &Kind) -> bool {
        matches!(kind.upos, NOUN | ADJ | PROPN | X)
            && kind.shape == Shape::Word
            && kind.letters > 1
            && kind.clitics & clitics::PRONOUN == 0
            && !kind.asked.day()
    }

    /// Whether a definite adjective stands here.
    fn described(&self, at: usize, sentence: &Range<usize>) -> bool {
        self.within(at, sentence).is_some_and(|k| {
            let looks = k.upos == ADJ || k.asked.side() || k.classes.has(Classes::NISBA);
            k.article
                && k.clitics == 0
                && k.stem == 0
                && looks
                && !(k.asked.day() || k.asked.who())
                && k.shape == Shape::Word
        })
    }

    /// The end of the definite noun phrase that begins here, or its beginning where there is none: nouns in the construct
    /// state up to a definite one or a proper name, its adjectives, and more of the same joined by و.
    pub(super) fn phrase(&self, from: usize, sentence: &Range<usize>) -> usize {
        let Some(closed) = self.construct(from, sentence) else { return from };
        let mut end = closed;
        let last = from + LONGEST;
        while end < last && self.described(end, sentence) {
            end += 1;
        }
        while end < last && end > closed && self.likewise(end, sentence) {
            end += 1;
        }
        while let Some(next) = self.joined(end, sentence).filter(|_| end < last) {
            end = next;
            while end < last && self.described(end, sentence) {
                end += 1;
            }
        }
        end
    }

    /// Whether و joins a definite adjective here to one of the same ending: «السمعي والبصري».
    fn likewise(&self, at: usize, sentence: &Range<usize>) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|n| self.kind(n)) else { return false };
        self.within(at, sentence).is_some_and(|k| {
            let adjective = k.article && k.clitics == clitics::CONJUNCTION && k.upos == ADJ;
            let like = k.feminine() == before.feminine() && k.relative() == before.relative();
            adjective && like && !k.asked.day() && !k.classes.has(Classes::NISBA) && before.upos == ADJ
        })
    }

    /// The end of nouns in the construct state that a definite one or a proper name closes.
    fn construct(&self, from: usize, sentence: &Range<usize>) -> Option<usize> {
        for at in from..from + 4 {
            let kind = self.within(at, sentence).filter(|k| self.noun(k))?;
            if at > from && (kind.clitics != 0 || kind.stem > 0) {
                return None;
            }
            let listed = self.reading.units.get(at).and_then(|u| u.listed.map(|l| (l.1, u.words)));
            if let Some((true, words)) = listed {
                return Some(at + usize::from(words));
            }
            if kind.article {
                return Some(at + 1);
            }
            let next = self.within(at + 1, sentence)?;
            let goes_on = next.stem == 0
                && next.clitics == 0
                && (next.article || matches!(next.upos, NOUN | PROPN | X));
            if matches!(kind.upos, PROPN | X) && !goes_on {
                return Some(at + 1);
            }
            let joined = next.clitics == clitics::CONJUNCTION && next.upos == NOUN && !next.article;
            let closed = self.within(at + 2, sentence).is_some_and(|k| k.article && k.clitics == 0);
            if !goes_on && joined && closed {
                // «استغلال وتوزيع المياه»
                return Some(at + 3);
            }
            if !goes_on {
                return None;
            }
        }
        None
    }

    /// The end of a definite noun that و joins here, where it names no other body, person or people.
    fn joined(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let kind = self.within(at, sentence)?;
        let apart = kind.upos == CCONJ && kind.letters == 1;
        let from = if apart { at + 1 } else { at };
        let noun = self.within(from, sentence)?;
        let other = Classes::BODY
            .with(Classes::STATE)
            .with(Classes::ROLE)
            .with(Classes::TITLE)
            .with(Classes::NISBA)
            .with(Classes::NISBAS)
            .with(Classes::FIRM);
        let joins = apart && noun.clitics == 0 || !apart && noun.clitics == clitics::CONJUNCTION;
        if !joins
            || noun.classes.has(other) && !noun.asked.purpose()
            || !self.noun(noun)
            || noun.upos == ADJ && !noun.asked.virtue()
        {
            return None;
        }
        let listed = self.reading.units.get(from).is_some_and(|u| u.listed.is_some_and(|(_, begins)| begins));
        if listed || !(noun.article || noun.asked.purpose() || noun.asked.construct()) {
            return None;
        }
        self.construct(from, sentence).filter(|end| self.kind(end - 1).is_some_and(|k| k.article))
    }

    /// The end of what a body is for, «لـ» with a definite noun phrase, or its beginning.
    pub(super) fn purpose(&self, head: usize, at: usize, sentence: &Range<usize>) -> usize {
        let other = Classes::NISBA
            .with(Classes::NISBAS)
            .with(Classes::ROLE)
            .with(Classes::TITLE)
            .with(Classes::STATE)
            .with(Classes::BODY);
        let acting = self.kind(head).is_none_or(|k| k.asked.acting());
        let first = self.within(at, sentence).filter(|k| {
            k.clitics == clitics::L
                && (k.asked.purpose() || !acting && k.upos == NOUN && !k.classes.has(other))
        });
        let Some(first) = first else { return at };
        let end = self.phrase(at, sentence);
        let about = first.asked.defence()
            && self.within(end, sentence).is_some_and(|k| k.asked.about() && !k.article && k.clitics == 0);
        if end == at + 1 && about {
            // «للدفاع عن الحريات»
            let further = self.phrase(end + 1, sentence);
            return if further > end + 1 { further } else { end };
        }
        if end == at + 1 { self.warded(end, sentence) } else { end }
    }

    /// The end of what a noun goes on with by its own preposition, where it ends here: «الوقاية من …», «العلاقة مع …».
    pub(super) fn warded(&self, end: usize, sentence: &Range<usize>) -> usize {
        let noun = end.checked_sub(1).is_some_and(|n| self.has(n, Classes::WARDING));
        let led = self.within(end, sentence).is_some_and(|k| {
            k.upos == ADP && k.clitics == 0 && k.letters == 2 && !k.asked.within() && !k.article
        });
        let further = if noun && led { self.phrase(end + 1, sentence) } else { end };
        if further > end + 1 { further } else { end }
    }
}
