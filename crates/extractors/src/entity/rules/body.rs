//! Bodies that a head and what follows it name together: frames of the list, agencies with what they are for, sports clubs,
//! radio stations; and features of the land with their names.

use std::ops::Range;

use super::Rules;
use crate::entity::finder::{Label, Name, Rule};
use crate::entity::gazetteer::{Classes, Listed};
use crate::entity::unit::{ADJ, ADP, Kind, NOUN, PROPN, Shape, VERB, X, clitics};

/// The most letters of an abbreviation.
const LETTERS: usize = 8;
/// How many bodies may be parts of each other in one name.
pub(super) const DEEPEST: u8 = 3;
/// The most units between a body's head and what it is for.
const BETWEEN: usize = 4;

impl Rules<'_> {
    /// A body or feature whose name begins here.
    pub(super) fn body(&self, at: usize, sentence: &Range<usize>, depth: u8) -> Option<Name> {
        let kind = self.kind(at).filter(|k| k.shape == Shape::Word)?;
        let name = |units: Range<usize>, label: Label| Some(Name { units, label, rule: Rule::Pattern });
        let letters =
            !kind.asked.medium() && self.within(at + 1, sentence).is_some_and(|k| k.asked.fm() && !k.article);
        let dot = self.within(at + 2, sentence).is_some_and(|k| k.asked.dot());
        let last = if dot { at + 3 } else { at + 2 };
        if letters && self.within(last, sentence).is_some_and(|k| k.asked.fmm()) {
            return name(at..last + 1, Label::Org);
        }
        if let Some(end) = self.station(at, sentence) {
            return name(at..end, Label::Org);
        }
        if kind.asked.letter()
            && let Some(end) = self.initials(at, sentence)
        {
            return name(at..end, Label::Org);
        }
        if kind.article && kind.asked.dayof() {
            return name(at..self.kept(at, sentence)?, Label::Misc);
        }
        if kind.article {
            let end = self.force(at, sentence).or_else(|| self.club(at, sentence));
            return name(at..end.or_else(|| self.portfolio(at, sentence))?, Label::Org);
        }
        let sporting =
            self.within(at + 1, sentence).is_some_and(|k| k.article && k.clitics == 0 && k.asked.sporting());
        if sporting && self.town(at, kind) {
            return name(at..at + 2, Label::Org);
        }
        if kind.clitics & clitics::PRONOUN != 0 || kind.upos == ADJ {
            return None;
        }
        if (kind.asked.campus() || kind.asked.site())
            && let Some(end) = self.honoured(at, sentence)
        {
            return name(at..end, if kind.asked.campus() { Label::Org } else { Label::Loc });
        }
        let framed = self.department(at, sentence).or_else(|| self.framed(at, sentence, depth));
        if let Some(end) = framed.or_else(|| self.works_at(at, sentence)) {
            return name(at..end, Label::Org);
        }
        if kind.classes.has(Classes::BODY)
            && kind.upos == NOUN
            && let Some(units) = self.quoted(at + 1, sentence)
        {
            return name(units, Label::Org);
        }
        if kind.classes.has(Classes::BODY)
            && let Some(end) = self.agency(at, sentence).or_else(|| self.company(at, sentence))
        {
            return name(at..end, Label::Org);
        }
        if kind.asked.works()
            && let Some(end) = self.owned(at, sentence)
        {
            return name(at..end, Label::Org);
        }
        self.by_kind(at, sentence, kind)
    }

    /// The end of a radio station's name whose last letters stand in quotation marks: «الزهرة "أف أم"».
    fn station(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let quote =
            |n: usize| self.within(n, sentence).is_some_and(|k| k.shape == Shape::Punct && k.asked.quote());
        let letters = self.within(at + 2, sentence).is_some_and(|k| k.asked.fm())
            && self.within(at + 3, sentence).is_some_and(|k| k.asked.fmm());
        let named =
            self.kind(at).is_some_and(|k| matches!(k.upos, NOUN | ADJ | PROPN | X) && !k.asked.medium());
        (letters && named && quote(at + 1)).then(|| if quote(at + 4) { at + 5 } else { at + 4 })
    }

    /// The end of a body's name that a noun and a place in the construct state make: «شركة فولاذ القاهرة».
    fn owned(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let first = self.within(at + 1, sentence)?;
        let noun = first.clitics == 0
            && first.stem == 0
            && !first.article
            && matches!(first.upos, NOUN | PROPN | X)
            && !first
                .classes
                .has(Classes::NISBA.with(Classes::NISBAS).with(Classes::PLACE).with(Classes::ROLE))
            && self.reading.units.get(at + 1)?.listed.is_none();
        let last = self.reading.units.get(at + 2).filter(|_| noun && at + 2 < sentence.end)?;
        let place = last.listed.is_some_and(|(entry, begins)| {
            begins && matches!(entry.listed, Listed::Country | Listed::Capital | Listed::City)
        });
        let free = self.kind(at + 2).is_some_and(|k| k.clitics == 0 && k.stem == 0);
        (place && free).then(|| at + 2 + usize::from(last.words))
    }

    /// A day, feast, team, place or building whose kind is said here.
    fn by_kind(&self, at: usize, sentence: &Range<usize>, kind: &Kind) -> Option<Name> {
        let name = |units: Range<usize>, label: Label| Some(Name { units, label, rule: Rule::Pattern });
        if kind.asked.dated()
            && let Some(end) = self.dated(at, sentence)
        {
            return name(at..end, Label::Misc);
        }
        if kind.asked.dayof()
            && let Some(end) = self.kept(at, sentence)
        {
            return name(at..end, Label::Misc);
        }
        let named = || self.within(at + 1, sentence).is_some_and(|k| k.asked.feasted());
        if kind.asked.feast()
            && (kind.clitics & clitics::PREPOSITION == 0 || named())
            && let end = self.phrase(at + 1, sentence)
            && end > at + 1
        {
            return name(at..end, Label::Misc);
        }
        if kind.asked.squad()
            && let Some(unit) = self.reading.units.get(at + 1)
            && self
                .within(at + 1, sentence)
                .is_some_and(|k| k.stem == 0 && k.clitics == 0 && self.town(at + 1, k))
            && unit.listed.is_none_or(|(entry, _)| entry.listed == Listed::City)
        {
            return name(at..at + 1 + self.words(at + 1), Label::Org);
        }
        if kind.asked.site() || kind.asked.land() || kind.asked.building() {
            return name(at..self.feature(at, sentence)?, Label::Loc);
        }
        None
    }

    /// The end of an abbreviation of Latin letters by their names: «بي.بي.سي», «بي بي سي».
    fn initials(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let (mut end, mut letters, mut dotted) = (at + 1, 1, false);
        while letters < LETTERS {
            let dot = self.within(end, sentence).is_some_and(|k| k.asked.dot());
            let next = if dot { end + 1 } else { end };
            if !self.within(next, sentence).is_some_and(|k| k.asked.letter() && k.stem == 0 && k.clitics == 0)
            {
                break;
            }
            dotted |= dot;
            letters += 1;
            end = next + 1;
        }
        (letters > 2 || dotted && letters > 1).then_some(end)
    }

    /// The end of a ministry's short name: «الخارجية الألمانية», «عن الداخلية».
    fn portfolio(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let kind = self.kind(at).filter(|k| k.asked.portfolio() && k.article)?;
        let before = at.checked_sub(1).and_then(|n| self.within(n, sentence));
        let noun = before.is_some_and(|k| matches!(k.upos, NOUN | ADJ | PROPN | X) && k.shape == Shape::Word);
        if noun && kind.clitics & clitics::PREPOSITION == 0 {
            return None;
        }
        let nation = self
            .within(at + 1, sentence)
            .is_some_and(|k| k.article && k.clitics == 0 && k.classes.has(Classes::NISBA));
        let reports =
            before.is_some_and(|k| matches!(k.upos, VERB | ADP) && k.clitics & clitics::PRONOUN == 0);
        if nation && self.agree(at) {
            return Some(self.nationalities(at + 1, sentence));
        }
        // «عن الداخلية»; «عن الرئاسة» may be any.
        (reports && !nation && !kind.classes.has(Classes::BODY)).then_some(at + 1)
    }

    /// The end of a company's name with a nationality of its own gender: «شركة الطيران الأردنية».
    fn company(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let head = self.kind(at)?;
        if head.asked.medium()
            && !self.generic(at + 1)
            && !self.within(at + 1, sentence).is_some_and(|k| k.asked.purpose())
        {
            return None;
        }
        let definite = self.within(at + 1, sentence).is_some_and(|k| k.article || k.asked.purpose());
        let end = self.phrase(at + 1, sentence);
        let last = self.kind(end.checked_sub(1)?)?;
        let national =
            end > at + 2 && last.article && last.classes.has(Classes::NISBA) && self.same(at, end - 1);
        (definite && national).then_some(end)
    }

    /// The end of an event that its day and month name: «هجمات 11 سبتمبر 2001».
    fn dated(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let number = |n: usize| self.within(n, sentence).is_some_and(|k| k.shape == Shape::Number);
        let month = self.within(at + 2, sentence).is_some_and(|k| k.asked.month() && k.clitics == 0);
        let year = number(at + 3) && self.kind(at + 3).is_some_and(|k| k.letters == 4);
        (number(at + 1) && month).then_some(if year { at + 4 } else { at + 3 })
    }

    /// The end of a body that a frame of the list names.
    fn framed(&self, at: usize, sentence: &Range<usize>, depth: u8) -> Option<usize> {
        let (head, first) = (self.kind(at)?, self.within(at + 1, sentence)?);
        let frame =
            self.lists.frame(head.core, first.core).filter(|_| first.clitics == 0 && first.stem == 0)?;
        let end = self.phrase(at + 1, sentence);
        if end == at + 1 || first.asked.wire() && !first.article {
            return None;
        }
        let end = self.owner(end, sentence, depth).unwrap_or(end);
        let seated = if frame.seat { self.seated(end, sentence) } else { end };
        if frame.place && seated == end {
            return None;
        }
        if frame.host && depth < DEEPEST {
            let inside = self.within(seated, sentence);
            let attached = inside.is_some_and(|k| k.clitics == clitics::B);
            let apart = inside.is_some_and(|k| k.asked.within() && k.stem == 0 && !k.article);
            let from = if attached { Some(seated) } else { apart.then_some(seated + 1) };
            let host = from.and_then(|from| {
                self.pattern(from, sentence).or_else(|| self.headed(from, sentence, depth + 1))
            });
            if let Some(host) = host.filter(|host| host.label == Label::Org) {
                return Some(host.units.end);
            }
        }
        Some(seated)
    }

    /// The end of an agency: a head, a name or noun phrase, and what it is for («وكالة … للأنباء»).
    fn agency(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        if self.kind(at)?.asked.party() {
            return None;
        }
        let mut end = at + 1;
        while end < at + 1 + BETWEEN {
            let kind = self.within(end, sentence)?;
            if kind.clitics == clitics::L {
                break;
            }
            let fits = kind.clitics == 0
                && kind.shape != Shape::Punct
                && matches!(kind.upos, NOUN | ADJ | PROPN | X);
            if !fits {
                return None;
            }
            end += 1;
        }
        let last = self.kind(end.checked_sub(1)?)?;
        let closed = end > at + 1 && (last.article || matches!(last.upos, PROPN | X));
        let named = closed && self.within(end, sentence).is_some_and(|k| k.asked.purpose());
        named.then(|| self.purpose(at, end, sentence)).filter(|further| *further > end)
    }

    /// The end of a definite state body with an adjective before its nationality: «الشرطة الاتحادية الألمانية».
    fn force(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        if !self.kind(at)?.classes.has(Classes::STATE) {
            return None;
        }
        let adjective = |n: usize| {
            self.within(n, sentence).is_some_and(|k| {
                k.article && k.clitics == 0 && k.stem == 0 && matches!(k.upos, ADJ | NOUN) && !k.asked.day()
            })
        };
        let nation = |n: usize| adjective(n) && self.has(n, Classes::NISBA);
        let from = (at + 2..at + 4).find(|n| nation(*n))?;
        let between = (at + 1..from).all(|n| adjective(n) && !nation(n));
        (between && self.agree(at) && self.same(at + 1, from)).then(|| self.nationalities(from + 1, sentence))
    }

    /// Whether two adjectives have the same gender.
    fn same(&self, one: usize, other: usize) -> bool {
        let feminine = |n: usize| self.kind(n).is_some_and(|k| k.feminine());
        feminine(one) == feminine(other)
    }

    /// The end of a sports club that an adjective names: «الملعب القابسي», «النجم الرياضي الساحلي».
    fn club(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        if !self.kind(at)?.asked.club() || self.words(at) > 1 && !self.known(at) {
            return None;
        }
        let sporting =
            self.within(at + 1, sentence).is_some_and(|k| k.article && k.clitics == 0 && k.asked.sporting());
        let from = if sporting { at + 2 } else { at + 1 };
        let kind = self.within(from, sentence);
        let named = kind.is_some_and(|k| {
            let nation = k.classes.has(Classes::NISBA);
            k.article
                && k.clitics == 0
                && k.letters > 3
                && k.relative()
                && (sporting || !nation && !k.asked.plain())
        });
        if named {
            Some(from + 1)
        } else {
            sporting.then_some(from).filter(|_| self.kind(at).is_some_and(|k| !k.asked.institute()))
        }
    }

    /// Whether what a facility is for goes on with its name here: «قاعدة … الجوية».
    pub(super) fn serves(&self, name: &Name) -> bool {
        let (head, at) = (name.units.start, name.units.end);
        let facility = self.kind(head).is_some_and(|k| k.asked.site() && !k.article);
        let served = self.kind(at).is_some_and(|k| k.article && k.clitics == 0 && k.asked.served());
        facility && name.units.len() > 1 && served && self.same(head, at)
    }

    /// The end of a feature of the land or a building with a proper name: «جبل …».
    fn feature(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let head = self.kind(at)?;
        if head.asked.street() && self.within(at + 1, sentence).is_some_and(|k| k.shape == Shape::Number) {
            // «شارع 105»
            return Some(at + 2);
        }
        let land = head.asked.land()
            || head.asked.building() && self.within(at + 1, sentence).is_some_and(|k| k.article);
        let honoured = self.honours(at + 1, sentence);
        let mut end = honoured.unwrap_or(at + 1);
        while end < at + 4 {
            let Some(kind) = self.within(end, sentence) else { break };
            let entry = self.reading.units.get(end).and_then(|u| u.listed).map(|(entry, _)| entry.listed);
            let listed = entry.is_some_and(|e| !matches!(e, Listed::Body | Listed::Known));
            if honoured.is_some() && entry.is_some() {
                break;
            }
            let noun = land && end == at + 1 || listed;
            let proper =
                matches!(kind.upos, PROPN | X) || noun && kind.upos == NOUN || listed && kind.upos == ADJ;
            let other = Classes::NISBA
                .with(Classes::NISBAS)
                .with(Classes::ROLE)
                .with(Classes::BODY)
                .with(Classes::PLACE);
            if !proper
                || kind.clitics != 0
                || kind.stem > 0
                || kind.shape != Shape::Word
                || kind.letters < 3
                || kind.classes.has(other)
                || kind.asked.day()
            {
                break;
            }
            end += 1;
        }
        (end > at + 1).then_some(end)
    }

    /// The end of a body's name with the place where it is, or where it began: «بسوسة», «في مدينة الدمام».
    pub(super) fn seated(&self, end: usize, sentence: &Range<usize>) -> usize {
        let Some(kind) = self.within(end, sentence) else { return end };
        let attached = kind.clitics == clitics::B;
        let mut at = if attached {
            end
        } else if kind.asked.within() && kind.stem == 0 && !kind.article {
            end + 1
        } else {
            return end;
        };
        if self.within(at, sentence).is_some_and(|k| k.classes.has(Classes::PLACE) && !k.article) {
            at += 1;
        }
        let listed = self.reading.units.get(at).filter(|_| at < sentence.end);
        match listed.and_then(|u| Some((u.listed?, u.words))) {
            Some(((entry, true), words)) if !matches!(entry.listed, Listed::Body | Listed::Other) => {
                at + usize::from(words)
            }
            _ if attached
                && self.within(at, sentence).is_some_and(|k| {
                    (k.upos == PROPN || self.town(at, k)) && !k.classes.has(Classes::PLACE)
                }) =>
            {
                at + 1
            }
            _ => end,
        }
    }
}
