//! Places behind what kind of place they are, several behind one head, and places that headlines begin with.

use std::ops::Range;

use super::{Rules, put, touching};
use crate::entity::finder::{Label, Name, Rule};
use crate::entity::gazetteer::{Classes, Listed};
use crate::entity::unit::{ADP, Kind, NOUN, PROPN, Shape, X, clitics};

/// The most words of a place that no list knows.
const WORDS: usize = 4;

impl Rules<'_> {
    /// Puts in places that the words around them tell.
    pub(super) fn places(&self, names: &mut Vec<Name>) {
        for sentence in &self.reading.sentences {
            for at in sentence.clone() {
                let Some(kind) = self.kind(at) else { continue };
                let bare = !kind.article && kind.clitics & clitics::PRONOUN == 0;
                if kind.asked.several() && bare {
                    for units in self.several(at + 1, sentence) {
                        // The head belongs to none of them.
                        let touched = touching(names, &(at..units.end));
                        let head = names.get(touched.start).filter(|n| n.units.start == at);
                        if head.is_some() {
                            names.remove(touched.start);
                        }
                        put(names, Name { units, label: Label::Loc, rule: Rule::Pattern });
                    }
                } else if (kind.asked.district() || kind.asked.township()) && bare {
                    let units = self.district(at, sentence);
                    let touched = touching(names, &units);
                    let places = names.get(touched).unwrap_or_default().iter().all(|n| n.label == Label::Loc);
                    let free = places || kind.asked.district();
                    if !units.is_empty() && free {
                        put(names, Name { units, label: Label::Loc, rule: Rule::Pattern });
                    }
                } else if kind.asked.topo() && bare && self.led(at, sentence) {
                    let units = at..self.toponym(at, sentence);
                    if units.len() > 1 {
                        put(names, Name { units, label: Label::Loc, rule: Rule::Pattern });
                    }
                } else if at == sentence.start && self.headline(at, sentence) {
                    put(names, Name { units: at..at + 1, label: Label::Loc, rule: Rule::Pattern });
                }
            }
        }
    }

    /// Whether a preposition or a kind of place stands before a unit.
    fn led(&self, at: usize, sentence: &Range<usize>) -> bool {
        let attached = self.kind(at).is_some_and(|k| k.clitics & clitics::PREPOSITION != 0);
        let before = at.checked_sub(1).and_then(|n| self.within(n, sentence));
        attached
            || before.is_some_and(|k| {
                k.upos == ADP || !k.article && k.classes.has(Classes::PLACE) || k.asked.governor()
            })
    }

    /// The end of a name of which such a word is the first: the word behind it, and what goes on with that.
    fn toponym(&self, at: usize, sentence: &Range<usize>) -> usize {
        let part = Classes::GIVEN.with(Classes::SURNAME);
        let mut end = at + 1;
        while end < at + WORDS
            && self.within(end, sentence).is_some_and(|k| {
                let first = end == at + 1 && matches!(k.upos, NOUN | PROPN | X | ADP);
                let linked = k.classes.has(part) && self.kind(end - 1).is_some_and(|k| k.asked.son());
                k.shape == Shape::Word
                    && k.clitics == 0
                    && k.letters > 1
                    && (first || k.asked.son() || linked)
            })
        {
            end += 1;
        }
        // A link that links nothing.
        if end > at + 1 && self.kind(end - 1).is_some_and(|k| k.asked.son()) { end - 1 } else { end }
    }

    /// Whether a place stands at the head of a line, with a colon behind it.
    fn headline(&self, at: usize, sentence: &Range<usize>) -> bool {
        let colon = self.within(at + 1, sentence).is_some_and(|k| k.asked.colon() && k.shape == Shape::Punct);
        colon && self.kind(at).is_some_and(|k| self.town(at, k))
    }

    /// Whether a unit is a listed place, or stands where places stand.
    pub(super) fn town(&self, at: usize, kind: &Kind) -> bool {
        let listed = self.reading.units.get(at).and_then(|u| u.listed).is_some_and(|(entry, first)| {
            first && matches!(entry.listed, Listed::City | Listed::Capital | Listed::Country)
        });
        listed || kind.classes.has(Classes::TOWN) && !kind.classes.has(Classes::NISBA)
    }

    /// Whether a unit may be a place's name where one is expected.
    fn nameable(&self, at: usize, sentence: &Range<usize>, nouns: bool) -> bool {
        let other = Classes::NISBA
            .with(Classes::NISBAS)
            .with(Classes::ROLE)
            .with(Classes::BODY)
            .with(Classes::STATE)
            .with(Classes::PLACE);
        self.within(at, sentence).is_some_and(|k| {
            let tagged = matches!(k.upos, PROPN | X) || nouns && k.upos == NOUN;
            k.shape == Shape::Word
                && k.letters > 2
                && !k.classes.has(other)
                && !k.asked.day()
                && (tagged || self.town(at, k))
        })
    }

    /// The places behind a head of several: «… و… و…»; none where there is but one.
    fn several(&self, from: usize, sentence: &Range<usize>) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = Vec::new();
        let mut at = from;
        while self.nameable(at, sentence, true) {
            let joined = self.kind(at).is_some_and(|k| k.clitics == clitics::CONJUNCTION);
            let bare = self.kind(at).is_some_and(|k| k.clitics == 0 && k.stem == 0);
            if !(if out.is_empty() { bare } else { joined }) {
                break;
            }
            let words = self.reading.units.get(at).map_or(1, |u| usize::from(u.words).max(1));
            out.push(at..at + words);
            at += words;
        }
        if out.len() > 1 { out } else { Vec::new() }
    }

    /// The name behind a kind of place, empty where none is.
    fn district(&self, at: usize, sentence: &Range<usize>) -> Range<usize> {
        let strong = self.kind(at).is_some_and(|k| k.asked.district());
        let from = at + 1;
        let bare = |n: usize| self.within(n, sentence).is_some_and(|k| k.clitics == 0 && k.stem == 0);
        if !bare(from) || !self.nameable(from, sentence, strong) {
            return from..from;
        }
        if self.kind(from).is_some_and(|k| k.asked.topo()) {
            return from..self.toponym(from, sentence);
        }
        let mut end = from + self.reading.units.get(from).map_or(1, |u| usize::from(u.words).max(1));
        let part = Classes::GIVEN.with(Classes::SURNAME);
        while end < from + WORDS
            && bare(end)
            && self.within(end, sentence).is_some_and(|k| {
                let linked = k.classes.has(part) && self.kind(end - 1).is_some_and(|k| k.asked.son());
                let proper = matches!(k.upos, PROPN | X) || k.asked.son() || linked;
                k.shape == Shape::Word
                    && proper
                    && !k.asked.day()
                    && !k.classes.has(Classes::NISBA.with(Classes::ROLE))
            })
        {
            end += 1;
        }
        from..end
    }
}
