//! Names that are built by a pattern: state bodies with a nationality, ministries, courts, embassies, parties, peoples.

use std::ops::Range;

use super::Rules;
use crate::entity::finder::{Label, Name, Rule};
use crate::entity::gazetteer::{Classes, Listed};
use crate::entity::unit::{ADJ, CCONJ, Kind, NOUN, PROPN, Shape, X, clitics};

impl Rules<'_> {
    /// A name that is built by a pattern and begins here.
    pub(super) fn pattern(&self, at: usize, sentence: &Range<usize>) -> Option<Name> {
        let kind = self.kind(at)?;
        let org = |end: usize| Some(Name { units: at..end, label: Label::Org, rule: Rule::Pattern });
        if kind.classes.has(Classes::STATE)
            && kind.article
            && self.nationality(at + 1, sentence)
            && self.agree(at)
        {
            return org(self.seat(at, self.nationalities(at + 2, sentence), sentence));
        }
        if self.special.ministry(kind.core) && !kind.article {
            let end = self.complement(at + 1, sentence);
            if end > at + 1 {
                return org(end);
            }
        }
        if self.special.court(kind.core) && kind.article && self.adjective(at + 1, sentence) {
            return org(self.seat(at, self.nationalities(at + 2, sentence), sentence));
        }
        if self.special.embassy(kind.core) && !kind.article {
            let next = self.unit(at + 1).filter(|_| at + 1 < sentence.end)?;
            if let Some((entry, true)) = next.listed
                && entry.listed == Listed::Country
            {
                return org(self.seat(at, at + 1 + usize::from(next.words), sentence));
            }
        }
        let united = self.special.team(kind.core) && !kind.article;
        if united && self.kind(at + 1).is_some_and(|k| self.special.unity(k.core)) {
            return org(self.complement(at + 1, sentence));
        }
        if self.special.party(kind.core) && !kind.article {
            let end = self.party(at + 1, sentence);
            if end > at + 1 {
                return org(end);
            }
        }
        let quarter = self.special.quarter(kind.core) && kind.article && sentence.contains(&(at + 1));
        if quarter
            && self.kind(at + 1).is_some_and(|k| k.article && k.stem == 0 && self.special.quartering(k.core))
        {
            return Some(Name { units: at..at + 2, label: Label::Loc, rule: Rule::Pattern });
        }
        if self.special.medium(kind.core)
            && let Some(units) = self.quoted(at + 1, sentence)
        {
            return Some(Name { units, label: Label::Org, rule: Rule::Pattern });
        }
        self.people(at, sentence)
    }

    /// Whether a noun and the adjective behind it have the same gender; the plural in ات counts as feminine.
    pub(super) fn agree(&self, at: usize) -> bool {
        let (Some(noun), Some(adjective)) = (self.kind(at), self.kind(at + 1)) else { return false };
        let feminine = |k: &Kind| self.special.feminine(k.affixes[4]) || self.special.feminine(k.affixes[5]);
        feminine(noun) == feminine(adjective)
    }

    /// The end of a party's name: definite words and proper names.
    fn party(&self, from: usize, sentence: &Range<usize>) -> usize {
        let mut at = from;
        while at < sentence.end && at < from + 5 {
            let Some(kind) = self.kind(at) else { break };
            let proper = matches!(kind.upos, PROPN | X) || self.unit(at).is_some_and(|u| u.listed.is_some());
            let word = kind.shape == Shape::Word && kind.stem == 0 && kind.clitics == 0;
            let named = kind.article
                && matches!(kind.upos, NOUN | ADJ | PROPN | X)
                && !kind.classes.has(Classes::NISBA)
                || proper;
            let leads =
                at == from && kind.upos == NOUN && self.unit(at + 1).is_some_and(|u| u.listed.is_some());
            let other = at > from && kind.classes.has(Classes::STATE.with(Classes::BODY));
            if !word
                || other
                || !(named || leads)
                || self.special.traffic(kind.core)
                || self.special.day(kind.core)
            {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether a definite nationality stands here.
    fn nationality(&self, at: usize, sentence: &Range<usize>) -> bool {
        sentence.contains(&at)
            && self.kind(at).is_some_and(|k| k.article && k.stem == 0 && k.classes.has(Classes::NISBA))
    }

    fn adjective(&self, at: usize, sentence: &Range<usize>) -> bool {
        sentence.contains(&at)
            && self
                .kind(at)
                .is_some_and(|k| k.article && k.stem == 0 && k.upos == ADJ && !self.special.day(k.core))
    }

    /// The end of the nationalities that go on here («الكورية الجنوبية»).
    pub(super) fn nationalities(&self, at: usize, sentence: &Range<usize>) -> usize {
        let mut end = at;
        let side =
            |at: usize| self.kind(at).is_some_and(|k| k.article && k.stem == 0 && self.special.side(k.core));
        while end < sentence.end && (self.nationality(end, sentence) || side(end)) {
            end += 1;
        }
        end
    }

    /// The end of an embassy's or court's name: with the city where it is.
    pub(super) fn seat(&self, head: usize, end: usize, sentence: &Range<usize>) -> usize {
        let head = self.kind(head);
        if !head.is_some_and(|k| self.special.embassy(k.core) || self.special.court(k.core)) {
            return end;
        }
        let attached = self
            .kind(end)
            .is_some_and(|k| k.clitics & clitics::B != 0 && k.clitics & clitics::CONJUNCTION == 0);
        let mut at = if attached {
            end
        } else if self.kind(end).is_some_and(|k| self.special.within(k.form) && k.stem == 0) {
            end + 1
        } else {
            return end;
        };
        if at < sentence.end && self.kind(at).is_some_and(|k| k.classes.has(Classes::PLACE) && !k.article) {
            at += 1;
        }
        match self.unit(at).filter(|_| at < sentence.end).and_then(|u| Some((u.listed?, u.words))) {
            Some(((entry, true), words))
                if matches!(entry.listed, Listed::Capital | Listed::City | Listed::Country) =>
            {
                at + usize::from(words)
            }
            _ => end,
        }
    }

    /// The end of the noun phrase that a ministry or council is named by: definite nouns and adjectives, joined by و.
    fn complement(&self, from: usize, sentence: &Range<usize>) -> usize {
        let mut at = from;
        while at < sentence.end {
            let Some(kind) = self.kind(at) else { break };
            let next = self.kind(at + 1).filter(|_| at + 1 < sentence.end && at > from);
            let goes_on = next.is_some_and(|k| {
                let other = Classes::BODY.with(Classes::STATE).with(Classes::ROLE).with(Classes::NISBA);
                k.article && k.clitics == 0 && k.upos == NOUN && !k.classes.has(other)
            });
            if kind.upos == CCONJ && kind.letters == 1 && goes_on {
                // A و that stands apart.
                at += 2;
                continue;
            }
            let joined = kind.clitics & clitics::CONJUNCTION != 0;
            let apart = kind.clitics & !clitics::CONJUNCTION != 0 || joined && at == from;
            let noun = matches!(kind.upos, NOUN | ADJ | PROPN | X) && kind.shape == Shape::Word;
            let other = joined
                && kind.classes.has(
                    Classes::BODY
                        .with(Classes::STATE)
                        .with(Classes::ROLE)
                        .with(Classes::NISBA)
                        .with(Classes::NISBAS),
                );
            let role = kind.classes.has(Classes::TITLE.with(Classes::ROLE)) && at > from;
            let first = at == from && self.special.construct(kind.core);
            if apart
                || !noun
                || other
                || role
                || !(kind.article || first)
                || self.special.day(kind.core)
                || self.special.common(kind.core)
            {
                break;
            }
            at += 1;
        }
        // A noun that the article does not close would leave «وزارة شؤون».
        if at == from + 1 && self.kind(from).is_some_and(|k| !k.article) { from } else { at }
    }

    /// A nationality that is a noun: «ثلاثة كوريين», «للأميركيين», «عدد الأميركيين».
    fn people(&self, at: usize, sentence: &Range<usize>) -> Option<Name> {
        let kind = self.kind(at)?;
        let attached = kind.clitics & clitics::PREPOSITION != 0;
        let before = at.checked_sub(1).filter(|n| sentence.contains(n)).and_then(|n| self.kind(n));
        let plural = kind.classes.has(Classes::NISBAS) && {
            let modified = before.is_some_and(|b| {
                let nominal = matches!(b.upos, NOUN | ADJ | PROPN | X) && b.shape == Shape::Word;
                nominal && b.article == kind.article && !(self.special.number(b.core))
            });
            attached
                || !modified
                || kind.clitics & clitics::CONJUNCTION != 0
                    && before.is_some_and(|b| b.classes.has(Classes::NISBAS))
        };
        let single = kind.classes.has(Classes::NISBA) && attached && !kind.article && self.masculine(kind);
        let adjective = before
            .is_some_and(|b| b.article && matches!(b.upos, NOUN | ADJ | PROPN | X) && b.shape == Shape::Word);
        let group = kind.article && (attached || !adjective);
        let label = if group && self.special.followers(kind.core) {
            Label::Org
        } else if plural || single || group && self.special.creed(kind.core) {
            Label::Misc
        } else {
            return None;
        };
        Some(Name { units: at..at + 1, label, rule: Rule::Pattern })
    }

    fn masculine(&self, kind: &Kind) -> bool {
        // The last letter of a feminine is ه once folded.
        self.special.ya(kind.affixes[4])
    }
}
