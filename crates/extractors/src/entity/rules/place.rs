//! Places behind what kind of place they are, several behind one head, and places that headlines begin with.

use std::ops::Range;

use super::Rules;
use super::board::Board;
use crate::entity::finder::{Label, Name, Rule};
use crate::entity::gazetteer::{Classes, Listed};
use crate::entity::unit::{ADJ, ADP, Kind, NOUN, PROPN, Shape, VERB, X, clitics, marks};

/// The most words of a place that no list knows.
const WORDS: usize = 4;

impl Rules<'_> {
    /// Puts in places that the words around them tell.
    pub(super) fn places(&self, names: &mut Board) {
        for sentence in &self.reading.sentences {
            for at in sentence.clone() {
                if at > sentence.start && !self.marked(at, marks::PLACE) {
                    continue;
                }
                let Some(kind) = self.kind(at) else { continue };
                let bare = !kind.article && kind.clitics & clitics::PRONOUN == 0;
                if kind.asked.several() && bare {
                    for units in self.several(at + 1, sentence) {
                        // The head belongs to none of them.
                        if names.at(at).is_some_and(|n| n.units.start == at) {
                            names.remove(at);
                        }
                        names.put(Name { units, label: Label::Loc, rule: Rule::Pattern });
                    }
                } else if (kind.asked.district() || kind.asked.township()) && bare {
                    let units = self.district(at, sentence);
                    let places = names.touching(&units).all(|n| n.label == Label::Loc);
                    let free = places || kind.asked.district();
                    if !units.is_empty() && free {
                        names.put(Name { units, label: Label::Loc, rule: Rule::Pattern });
                    }
                } else if kind.asked.topo() && bare && self.led(at, sentence) {
                    let units = at..self.toponym(at, sentence);
                    if units.len() > 1 {
                        names.put(Name { units, label: Label::Loc, rule: Rule::Pattern });
                    }
                } else if at == sentence.start && self.headline(at, sentence) {
                    names.put(Name { units: at..at + 1, label: Label::Loc, rule: Rule::Pattern });
                }
            }
        }
    }

    /// Puts in places that و joins to a place: the more there are before, the less another must look like one, and least where a kind
    /// of place opened the list.
    pub(super) fn rows(&self, names: &mut Board) {
        for sentence in &self.reading.sentences {
            let (mut at, mut members, mut opened) = (sentence.start, 0, false);
            while at < sentence.end {
                if let Some(name) = names.at(at) {
                    let joined = self.kind(at).is_some_and(|k| k.clitics == clitics::CONJUNCTION);
                    let goes_on = joined && members > 0;
                    members = match name.label {
                        Label::Loc if joined => members + 1,
                        Label::Loc => 1,
                        _ => 0,
                    };
                    opened = opened && goes_on || self.opens(at, sentence);
                    at = name.units.end;
                } else if members > 0
                    && let Some(end) = self.joins(at, sentence, members, opened)
                {
                    let units = at..end;
                    if !names.free(&units) {
                        members = 0;
                        at += 1;
                        continue;
                    }
                    names.put(Name { units, label: Label::Loc, rule: Rule::Pattern });
                    members += 1;
                    at = end;
                } else {
                    members = 0;
                    at += 1;
                }
            }
        }
    }

    /// Whether a kind of place opens a list of them: «معتمدية …», «جبلي … و…».
    fn opens(&self, at: usize, sentence: &Range<usize>) -> bool {
        let before = at.checked_sub(1).and_then(|n| self.within(n, sentence));
        before.is_some_and(|k| {
            let head = k.asked.several() || k.asked.district() || k.asked.township();
            head && !k.article && k.clitics & clitics::PRONOUN == 0
        })
    }

    /// The end of a place that و joins to so many before it, where one begins here.
    fn joins(&self, at: usize, sentence: &Range<usize>, members: usize, opened: bool) -> Option<usize> {
        let kind = self.kind(at).filter(|k| k.clitics == clitics::CONJUNCTION)?;
        if let Some(end) = self.joined_road(at, sentence) {
            return Some(end);
        }
        let stead = kind.asked.stead() && !kind.article && self.words(at) == 1;
        if kind.asked.topo() || stead {
            return Some(self.toponym(at, sentence)).filter(|end| *end > at + 1);
        }
        if !self.nameable(at, sentence, members > 1) {
            return None;
        }
        let part = Classes::GIVEN.with(Classes::SURNAME).with(Classes::FAMILY);
        let closed = self
            .within(at + 1, sentence)
            .is_none_or(|k| k.shape == Shape::Punct || k.clitics & clitics::CONJUNCTION != 0);
        let proper = matches!(kind.upos, PROPN | X);
        let rare = kind.cluster == 0 && (proper || opened) && !kind.classes.has(part);
        let late = members > 2 && kind.article && (kind.cluster > 0 || opened) && !self.everyday(at);
        let fits = self.town(at, kind) || closed && (rare || late);
        fits.then_some(at + self.words(at))
    }

    /// Whether a part of the town that a name is stands behind it: «حلب الشرقية».
    pub(super) fn part_of_town(&self, name: &Name) -> bool {
        let town =
            self.entry(&name.units).is_some_and(|e| matches!(e.listed, Listed::City | Listed::Capital));
        town && self.kind(name.units.end).is_some_and(|k| {
            k.article && k.clitics == 0 && k.stem == 0 && k.asked.quartering() && k.feminine()
        })
    }

    /// Whether the first word of many places' names stands before a name that begins here.
    pub(super) fn behind_topo(&self, at: usize) -> bool {
        self.kind(at).is_some_and(|k| k.stem == 0 && !k.article)
            && at.checked_sub(1).and_then(|n| self.kind(n)).is_some_and(|k| {
                k.asked.topo() && !k.article && k.clitics & clitics::PRONOUN == 0 && k.upos != VERB
            })
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
    pub(super) fn toponym(&self, at: usize, sentence: &Range<usize>) -> usize {
        let part = Classes::GIVEN.with(Classes::SURNAME);
        let mut end = at + 1;
        while end < at + WORDS
            && self.within(end, sentence).is_some_and(|k| {
                let first = end == at + 1
                    && (matches!(k.upos, NOUN | PROPN | X | ADP) || k.upos == ADJ && !k.article);
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
            let noun = k.upos == NOUN || k.upos == ADJ && k.article;
            let tagged = matches!(k.upos, PROPN | X) || nouns && noun;
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
            let end = at + self.words(at);
            out.push(at..end);
            at = end;
        }
        if out.len() > 1 { out } else { Vec::new() }
    }

    /// The name behind a kind of place, empty where none is.
    fn district(&self, at: usize, sentence: &Range<usize>) -> Range<usize> {
        let from = at + 1;
        // What no text has often is a name.
        let rare = self.kind(from).is_some_and(|k| k.cluster == 0 && k.letters > 3);
        let strong = rare || self.kind(at).is_some_and(|k| k.asked.district());
        let bare = |n: usize| self.within(n, sentence).is_some_and(|k| k.clitics == 0 && k.stem == 0);
        let stead = self.kind(from).is_some_and(|k| k.asked.stead() && !k.article);
        if !bare(from)
            || !(self.nameable(from, sentence, strong) || stead && self.within(from, sentence).is_some())
        {
            return from..from;
        }
        if stead || self.kind(from).is_some_and(|k| k.asked.topo()) {
            return from..self.toponym(from, sentence);
        }
        let mut end = from + self.words(from);
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
