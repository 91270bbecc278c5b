//! Names that are built by a pattern: state bodies with a nationality, ministries, courts, embassies, parties, peoples.

use std::ops::Range;

use super::{LONGEST, Rules};
use crate::entity::finder::{Label, Name, Rule};
use crate::entity::gazetteer::{Classes, Listed};
use crate::entity::unit::{ADJ, ADP, Kind, NOUN, PROPN, Shape, X, clitics};

impl Rules<'_> {
    /// A name that is built by a pattern and begins here.
    pub(super) fn pattern(&self, at: usize, sentence: &Range<usize>) -> Option<Name> {
        let kind = self.kind(at)?;
        let org = |end: usize| Some(Name { units: at..end, label: Label::Org, rule: Rule::Pattern });
        if (kind.classes.has(Classes::STATE) || kind.asked.department())
            && kind.article
            && self.nationality(at + 1, sentence)
            && self.agree(at)
        {
            return org(self.seat(at, self.nationalities(at + 2, sentence), sentence));
        }
        if kind.asked.ministry() && !kind.article {
            let end = self.complement(at, sentence);
            if end > at + 1 {
                return org(self.government(end, sentence));
            }
        }
        if kind.asked.court() && kind.article && self.adjective(at + 1, sentence) {
            return org(self.seat(at, self.nationalities(at + 2, sentence), sentence));
        }
        if kind.asked.embassy() && !kind.article {
            let free = self.unit(at + 1).is_some_and(|u| u.listed.is_none());
            let kind = self.within(at + 1, sentence).filter(|_| free);
            let state = kind.is_some_and(|k| !k.article && k.classes.has(Classes::PLACE));
            let from = if state { at + 2 } else { at + 1 };
            let next = self.unit(from).filter(|_| from < sentence.end)?;
            if let Some((entry, true)) = next.listed
                && entry.listed == Listed::Country
            {
                return org(self.seat(at, from + usize::from(next.words), sentence));
            }
        }
        let united = kind.asked.team() && !kind.article;
        if united && self.kind(at + 1).is_some_and(|k| k.asked.unity() && k.article) {
            return org(self.phrase(at + 1, sentence));
        }
        if kind.asked.party() && !kind.article && kind.clitics & clitics::PRONOUN == 0 {
            let end = self.party(at + 1, sentence);
            if end > at + 1 {
                return org(end);
            }
        }
        if kind.asked.lands() && kind.article && self.nationality(at + 1, sentence) {
            return Some(Name { units: at..at + 2, label: Label::Loc, rule: Rule::Pattern });
        }
        let quarter = kind.asked.quarter() && kind.article && sentence.contains(&(at + 1));
        if quarter && self.kind(at + 1).is_some_and(|k| k.article && k.stem == 0 && k.asked.quartering()) {
            return Some(Name { units: at..at + 2, label: Label::Loc, rule: Rule::Pattern });
        }
        if kind.asked.medium()
            && let Some(units) = self.quoted(at + 1, sentence)
        {
            return Some(Name { units, label: Label::Org, rule: Rule::Pattern });
        }
        self.people(at, sentence)
    }

    /// The end of the government that a ministry is one of: «وزارة الدفاع بحكومة الوفاق».
    fn government(&self, at: usize, sentence: &Range<usize>) -> usize {
        let team = self
            .within(at, sentence)
            .is_some_and(|k| k.clitics == clitics::B && k.asked.team() && !k.article);
        let united = self.within(at + 1, sentence).is_some_and(|k| k.asked.unity() && k.article);
        if team && united { self.phrase(at + 1, sentence).max(at) } else { at }
    }

    /// Whether a noun and the adjective behind it have the same gender; the plural in ات counts as feminine.
    pub(super) fn agree(&self, at: usize) -> bool {
        let (Some(noun), Some(adjective)) = (self.kind(at), self.kind(at + 1)) else { return false };
        let feminine = |k: &Kind| k.feminine();
        feminine(noun) == feminine(adjective)
    }

    /// Whether a unit ends like a feminine.
    pub(super) fn feminine(&self, at: usize) -> bool {
        self.kind(at).is_some_and(|k| k.feminine())
    }

    /// The end of a party's name: definite words and proper names, what و joins to them, and «من أجل …».
    pub(super) fn party(&self, from: usize, sentence: &Range<usize>) -> usize {
        let mut at = from;
        while at < from + 6 {
            let Some(kind) = self.within(at, sentence) else { break };
            if kind.asked.of()
                && at > from
                && kind.clitics == 0
                && self.within(at + 1, sentence).is_some_and(|k| k.asked.sake() && !k.article)
            {
                let end = self.phrase(at + 2, sentence);
                return if end > at + 2 { end } else { at };
            }
            let proper = matches!(kind.upos, PROPN | X) || self.unit(at).is_some_and(|u| u.listed.is_some());
            let virtue =
                at > from && kind.clitics == clitics::CONJUNCTION && kind.article && kind.asked.virtue();
            let word = kind.shape == Shape::Word && (kind.stem == 0 && kind.clitics == 0 || virtue);
            let named = kind.article
                && matches!(kind.upos, NOUN | ADJ | PROPN | X)
                && !kind.classes.has(Classes::NISBA)
                || proper;
            let leads = at == from
                && kind.upos == NOUN
                && kind.clitics == 0
                && self.within(at + 1, sentence).is_some_and(|k| {
                    k.stem == 0 && (k.article || self.unit(at + 1).is_some_and(|u| u.listed.is_some()))
                });
            let other = at > from && kind.classes.has(Classes::STATE.with(Classes::BODY)) && !virtue;
            let turns = at > from + 1 && kind.upos == ADJ && self.feminine(at - 1) && !self.feminine(at);
            if turns && self.kind(at - 1).is_some_and(|k| k.upos == ADJ) {
                // «حزب الجبهة الوطنية اليميني»: what the party is like.
                break;
            }
            if at > from && self.bearer(at) {
                // «رئيس حزب الفلاحين فلان الفلاني»
                break;
            }
            let proper_party = from.checked_sub(1).and_then(|n| self.kind(n)).is_some_and(|k| {
                // «حزب البناء» is called so; «حركة البناء» is any building.
                k.asked.party() && k.asked.institute() && !k.feminine()
            });
            let traffic = if proper_party {
                kind.asked.ruling()
            } else {
                kind.asked.traffic() && (kind.article || !kind.asked.virtue())
            };
            if !word || other || !(named || leads) || traffic || kind.asked.day() {
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
            && self.kind(at).is_some_and(|k| {
                k.article && k.stem == 0 && (k.upos == ADJ || k.asked.side()) && !k.asked.day()
            })
    }

    /// The end of the nationalities that go on here («الكورية الجنوبية»).
    pub(super) fn nationalities(&self, at: usize, sentence: &Range<usize>) -> usize {
        let mut end = at;
        let side = |at: usize| self.kind(at).is_some_and(|k| k.article && k.stem == 0 && k.asked.side());
        let last = sentence.end.min(at + LONGEST);
        while end < last && (self.nationality(end, sentence) || side(end)) {
            end += 1;
        }
        end
    }

    /// The end of an embassy's or court's name: with the city where it is.
    pub(super) fn seat(&self, head: usize, end: usize, sentence: &Range<usize>) -> usize {
        let head = self.kind(head);
        if !head.is_some_and(|k| k.asked.embassy() || k.asked.court()) {
            return end;
        }
        self.seated(end, sentence)
    }

    /// The end of the noun phrase that a ministry or council is named by, or where it would begin.
    fn complement(&self, head: usize, sentence: &Range<usize>) -> usize {
        let from = head + 1;
        let department = self.kind(head).is_some_and(|k| k.asked.department());
        let fits = self.within(from, sentence).is_some_and(|k| {
            let opens = k.article || k.asked.construct() || k.asked.purpose();
            let common = k.asked.common() && !department;
            opens && k.clitics == 0 && !common && (!k.classes.has(Classes::ROLE) || k.asked.construct())
        });
        let end = if fits { self.phrase(from, sentence) } else { from };
        let about = end == from + 1
            && self.kind(from).is_some_and(|k| k.asked.defence())
            && self.within(end, sentence).is_some_and(|k| k.asked.about() && !k.article && k.clitics == 0);
        if about && !department {
            // «منظمة الدفاع عن المستهلك»
            return self.phrase(end + 1, sentence).max(end);
        }
        if end == from + 1 { self.warded(end, sentence) } else { end }
    }

    /// A nationality that is a noun: «ثلاثة كوريين», «للأميركيين», «عدد الأميركيين».
    fn people(&self, at: usize, sentence: &Range<usize>) -> Option<Name> {
        let kind = self.kind(at)?;
        let attached = kind.clitics & clitics::PREPOSITION != 0;
        let before = at.checked_sub(1).filter(|n| sentence.contains(n)).and_then(|n| self.kind(n));
        let plural = kind.classes.has(Classes::NISBAS) && {
            let modified = before.is_some_and(|b| {
                let nominal = matches!(b.upos, NOUN | ADJ | PROPN | X) && b.shape == Shape::Word;
                // «نظرائهم التونسيين»
                let definite = b.article || b.clitics & clitics::PRONOUN != 0;
                // An adjective that و joins stands behind another one.
                let joined = kind.clitics & clitics::CONJUNCTION != 0 && b.upos != ADJ;
                nominal && definite == kind.article && !(b.asked.number() || joined)
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
        // «على مسلمين»
        let led = !kind.article && before.is_some_and(|b| b.upos == ADP && b.stem == 0);
        let label = if group && kind.asked.followers() {
            Label::Org
        } else if plural || single || (group || led && kind.upos == NOUN) && kind.asked.creed() {
            Label::Misc
        } else {
            return None;
        };
        Some(Name { units: at..at + 1, label, rule: Rule::Pattern })
    }

    fn masculine(&self, kind: &Kind) -> bool {
        // The last letter of a feminine is ه once folded.
        kind.relative()
    }
}
