//! Names that heads make of what follows them: institutes, contests, teams, and works in quotation marks.

use std::ops::Range;

use super::body::DEEPEST;
use super::{LONGEST, Rules};
use crate::entity::finder::{Label, Name, Rule};
use crate::entity::gazetteer::{Classes, Listed};
use crate::entity::unit::{ADJ, NOUN, NUM, PROPN, Shape, X, clitics};

/// The most units between the quotation marks around a work's name.
const TITLE: usize = 7;

impl Rules<'_> {
    /// A name that a head makes of what follows it, and begins here.
    pub(super) fn headed(&self, at: usize, sentence: &Range<usize>, depth: u8) -> Option<Name> {
        let kind = self.kind(at)?;
        let name = |units: Range<usize>, label: Label| Some(Name { units, label, rule: Rule::Pattern });
        if kind.asked.institute() && kind.article {
            return name(at..self.institute(at, sentence, depth)?, Label::Org);
        }
        if kind.asked.work() {
            let described = self.kind(at + 1).is_some_and(|k| k.upos == ADJ);
            let found =
                self.quoted(at + 1, sentence).or_else(|| self.quoted(at + 2, sentence).filter(|_| described));
            return name(found?, Label::Misc);
        }
        if kind.asked.alias() {
            return name(self.quoted(at + 1, sentence)?, Label::Per);
        }
        if kind.asked.contest() && kind.article {
            return name(at..self.institute(at, sentence, depth)?, Label::Misc);
        }
        if kind.asked.named() && kind.clitics & clitics::PREPOSITION == 0 {
            return name(self.given_in_marks(at, sentence)?, self.whose(at, sentence));
        }
        if kind.article || kind.clitics & clitics::PRONOUN != 0 {
            return None;
        }
        if kind.asked.contest() {
            let units = self.quoted(at + 1, sentence);
            return name(units.or_else(|| Some(at..self.contest(at, sentence)?))?, Label::Misc);
        }
        if kind.asked.team() {
            // «شرطة مدينة …»
            let listed = self.words(at + 1) > 1;
            let place = self.within(at + 1, sentence).is_some_and(|k| {
                let kind = k.classes.has(Classes::PLACE) && !k.classes.has(Classes::STATE);
                k.clitics == 0 && !k.article && kind && !listed
            });
            let from = if place { at + 2 } else { at + 1 };
            let unit = self.reading.units.get(from).filter(|_| from < sentence.end)?;
            let free =
                self.kind(from).is_some_and(|k| k.stem == 0 && !(k.asked.quarter() && self.words(from) == 1));
            return match unit.listed {
                Some((entry, true)) if free && !matches!(entry.listed, Listed::Body | Listed::Other) => {
                    name(at..from + usize::from(unit.words), Label::Org)
                }
                _ => None,
            };
        }
        None
    }

    /// The end of an institute's name: definite adjectives, and «لـ» with a definite noun phrase.
    fn institute(&self, at: usize, sentence: &Range<usize>, depth: u8) -> Option<usize> {
        let mut end = at + 1;
        let (mut national, mut regional) = (false, false);
        while end < sentence.end.min(at + LONGEST) {
            let Some(kind) = self.kind(end) else { break };
            let adjective = kind.article && kind.clitics == 0 && matches!(kind.upos, ADJ | NOUN | PROPN | X);
            let nation = kind.classes.has(Classes::NISBA);
            if !adjective || kind.asked.day() || !(nation || kind.upos == ADJ || kind.asked.side()) {
                break;
            }
            national |= nation && (end > at + 1 || self.agree(at)) || kind.asked.side();
            regional |= kind.asked.regional();
            end += 1;
        }
        if end > at + 1 {
            let organ = self.kind(at).is_some_and(|k| k.asked.organ());
            let further = match self.owner(end, sentence, depth).filter(|_| organ) {
                Some(further) => further,
                None => self.of_body(at, end, sentence),
            };
            let further = if further == end { self.reach(at, end, sentence) } else { further };
            national |= further > end;
            end = further;
            // «الاتحاد الجهوي للفلاحين بالقرية»
            let seated = if regional { self.seated(end, sentence) } else { end };
            national |= seated > end;
            end = seated;
        }
        let end = if end > at + 2 && self.kind(end - 1).is_some_and(|k| k.asked.state_run()) {
            end - 1
        } else {
            end
        };
        (end > at + 1 && (national || self.partisan(at, end))).then_some(end)
    }

    /// The end of what a body is for, or of the listed body that a department is one of: «الإدارة العامة للحرس الوطني».
    fn of_body(&self, head: usize, at: usize, sentence: &Range<usize>) -> usize {
        let led = self.within(at, sentence).is_some_and(|k| k.clitics == clitics::L);
        let department = self.kind(head).is_some_and(|k| k.asked.area());
        if led && department && self.known(at) {
            at + self.words(at)
        } else {
            self.purpose(head, at, sentence)
        }
    }

    /// The end of the place that a body is for: «المجلس البلدي لمدينة …».
    fn reach(&self, head: usize, at: usize, sentence: &Range<usize>) -> usize {
        let kind = self.within(at, sentence).filter(|k| k.clitics == clitics::L && !k.article);
        let place = kind.is_some_and(|k| k.classes.has(Classes::PLACE))
            && self.kind(head).is_some_and(|k| k.asked.organ() || k.asked.regional() || k.asked.institute());
        let named = self.within(at + 1, sentence).is_some_and(|k| {
            k.clitics == 0 && k.stem == 0 && (self.town(at + 1, k) || matches!(k.upos, PROPN | X))
        });
        if place && named { at + 1 + self.words(at + 1) } else { at }
    }

    /// The end of the body that an organ is one of: «… لحركة …».
    pub(super) fn owner(&self, at: usize, sentence: &Range<usize>, depth: u8) -> Option<usize> {
        self.within(at, sentence).filter(|k| k.clitics == clitics::L && depth < DEEPEST)?;
        let listed = self.reading.units.get(at).and_then(|u| Some((u.listed?, u.words)));
        if let Some(((entry, true), words)) = listed
            && matches!(entry.listed, Listed::Body | Listed::Known)
        {
            return Some(at + usize::from(words));
        }
        let found = self
            .pattern(at, sentence)
            .or_else(|| self.body(at, sentence, depth + 1))
            .or_else(|| self.headed(at, sentence, depth + 1))?;
        (found.label == Label::Org && found.units.start == at).then_some(found.units.end)
    }

    /// The end of a contest's name: a place or definite words behind it, adjectives, a year.
    fn contest(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let mut end = at + 1;
        let mut named = false;
        while end < sentence.end && end < at + 6 {
            let (Some(kind), Some(unit)) = (self.kind(end), self.reading.units.get(end)) else { break };
            let listed = unit.listed.is_some_and(|(e, _)| {
                e.listed != Listed::Body || end == at + 1 && !self.kind(at).is_some_and(|k| k.asked.dated())
            });
            let proper =
                listed || matches!(kind.upos, PROPN | X) && kind.shape != Shape::Punct && kind.letters > 1;
            let adjective = kind.article && kind.upos == ADJ && end > at + 1 && !kind.asked.day();
            if kind.clitics != 0 || !(proper || adjective) {
                break;
            }
            named |= proper;
            end += 1;
        }
        let year = self.kind(end).filter(|_| end < sentence.end && named);
        if year.is_some_and(|k| k.upos == NUM && k.shape == Shape::Number && k.letters == 4) {
            end += 1;
        }
        named.then_some(end)
    }

    /// What stands between quotation marks behind a word that names something: «سميت العملية بـ"…"».
    fn given_in_marks(&self, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let noun = self.kind(at).is_some_and(|k| k.upos == NOUN);
        let last = if noun { at + 1 } else { at + 3 };
        let quote =
            |n: &usize| self.within(*n, sentence).is_some_and(|k| k.shape == Shape::Punct && k.asked.quote());
        self.quoted((at + 1..=last).find(quote)?, sentence)
    }

    /// What a name is that such a word gives, by what stands before the word.
    fn whose(&self, at: usize, sentence: &Range<usize>) -> Label {
        let kinds = (sentence.start..at).rev().take(4).filter_map(|n| self.kind(n));
        let known = kinds.filter(|k| k.upos == NOUN).find_map(|k| {
            let body = k.classes.has(Classes::BODY.with(Classes::FIRM));
            let place = k.classes.has(Classes::PLACE.with(Classes::SITE));
            if body { Some(Label::Org) } else { place.then_some(Label::Loc) }
        });
        known.unwrap_or(Label::Misc)
    }

    /// What stands between quotation marks that begin here.
    pub(super) fn quoted(&self, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let marks = |n: usize| {
            self.kind(n).is_some_and(|k| k.shape == Shape::Punct && k.letters == 1 && !k.asked.stop())
        };
        let unit = self.reading.units.get(at).filter(|_| sentence.contains(&at) && marks(at))?;
        let token = |n: Option<usize>| n.and_then(|n| self.reading.units.get(n)).map(|unit| unit.token);
        let after = token(at.checked_sub(1)).is_some_and(|before| before.end == unit.token.start);
        let apart = token(Some(at + 1)).is_none_or(|next| next.start > unit.token.end);
        // A mark that the toggle takes for a closing one is one where it touches the word before it alone.
        let closes = self.kind(at).is_some_and(|k| k.asked.quote()) && !unit.quoted && after && apart;
        if closes || self.kind(at + 1).is_none_or(|k| k.shape == Shape::Punct) {
            return None;
        }
        let close = (at + 1..sentence.end.min(at + 2 + TITLE)).find(|n| marks(*n))?;
        let word = |n: &usize| self.kind(*n).is_some_and(|k| k.shape != Shape::Punct);
        let end = (at + 1..close).rev().find(word)? + 1;
        (end > at + 1).then_some(at + 1..end)
    }
}
