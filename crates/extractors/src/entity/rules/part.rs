//! Parts of bodies: departments of an area inside a body, companies that what they do and their city name; and definite bodies
//! that are any such body, or only a thing.

use std::ops::Range;

use super::Rules;
use crate::entity::finder::{Label, Name};
use crate::entity::gazetteer::{Classes, Listed};
use crate::entity::unit::{ADJ, NOUN, Shape, VERB, clitics};

impl Rules<'_> {
    /// The end of a body's department for an area: «إدارة الشرق الأوسط وآسيا الوسطى بصندوق النقد الدولي».
    pub(super) fn department(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        self.kind(at).filter(|k| k.asked.area() && !k.article)?;
        let place = |n: usize| {
            self.reading.units.get(n).filter(|_| n < sentence.end).and_then(|u| u.listed).is_some_and(
                |(entry, begins)| begins && matches!(entry.listed, Listed::Country | Listed::Place),
            )
        };
        let mut end = at + 1;
        if !place(end) || self.kind(end).is_some_and(|k| k.stem > 0) {
            return None;
        }
        while place(end) && end < at + 12 {
            end += self.words(end);
            // «وآسيا الوسطى»
            while self
                .within(end, sentence)
                .is_some_and(|k| k.article && k.clitics == 0 && (k.upos == ADJ || k.asked.side()))
            {
                end += 1;
            }
            if self.within(end, sentence).is_none_or(|k| k.clitics != clitics::CONJUNCTION) {
                break;
            }
        }
        let host = self.within(end, sentence)?;
        let from = match host.clitics {
            clitics::B => end,
            _ if host.asked.within() && host.stem == 0 => end + 1,
            _ => return None,
        };
        let body =
            self.reading.units.get(from).filter(|_| from < sentence.end)?.listed.is_some_and(
                |(entry, begins)| begins && matches!(entry.listed, Listed::Body | Listed::Known),
            );
        body.then(|| from + self.words(from))
    }

    /// The end of a company that what it does and its city name: «شركة المترو الخفيف بصفاقس».
    pub(super) fn works_at(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let head = self.kind(at).filter(|k| k.asked.works() && k.asked.medium() && !k.article)?;
        let noun = head.clitics & clitics::PRONOUN == 0
            && self.within(at + 1, sentence).is_some_and(|k| {
                let other = Classes::ROLE.with(Classes::NISBA).with(Classes::PLACE).with(Classes::GIVEN);
                k.article && k.clitics == 0 && k.upos == NOUN && k.cluster > 0 && !k.classes.has(other)
            });
        let end = if noun { self.phrase(at + 1, sentence) } else { at + 1 };
        let seated = self.seated(end, sentence);
        (end > at + 1 && seated > end).then_some(seated)
    }

    /// Whether adjectives of a party name it: «الحزب الدستوري الحر», and not what it is like («الحزب الحاكم»).
    pub(super) fn partisan(&self, head: usize, end: usize) -> bool {
        self.kind(head).is_some_and(|k| k.asked.party() && !k.feminine())
            && self.kind(head + 1).is_some_and(|k| k.relative() && !k.asked.state_run())
            && (head + 1..end).all(|n| {
                self.kind(n)
                    .is_some_and(|k| k.upos == ADJ && !k.asked.ruling() && !k.asked.plain() && !k.feminine())
            })
    }

    /// Sets right by the lists where a body ends («الاتحاد العام للعمال القوى الوطنية») and what a town is taken for («بسيدي بوعلي»).
    fn by_list(&self, name: &mut Name) {
        let start = name.units.start;
        let whole = start + self.words(start);
        if name.label == Label::Org && whole < name.units.end && self.past_listed(start, whole) {
            name.units.end = whole;
        }
        let town =
            self.entry(&name.units).is_some_and(|e| matches!(e.listed, Listed::City | Listed::Capital));
        let located = self.kind(start).is_some_and(|k| k.clitics & clitics::B != 0);
        if name.label == Label::Per && name.units.len() > 1 && town && located {
            name.label = Label::Loc;
        }
    }

    /// Sets right the ends of a name that a rule or list found; false where it is none.
    pub(super) fn last(&self, name: &mut Name) -> bool {
        self.by_list(name);
        let (start, end) = (name.units.start, name.units.end);
        let alone = self.kind(start).filter(|_| name.label == Label::Misc && end == start + 1);
        let dated = alone.is_some() && start.checked_sub(1).is_some_and(|n| self.has(n, Classes::MOON));
        if dated || alone.is_some_and(|k| k.asked.currency()) {
            // «شهر رمضان» is a date, «ميغاوات» a unit.
            return false;
        }
        let body = name.label == Label::Org && name.units.len() > 1;
        let unlisted = name.units.clone().all(|n| self.unit(n).is_some_and(|u| u.listed.is_none()));
        if body && self.any(name) && unlisted {
            // «منظمة عربية مدنية»
            return false;
        }
        let head = self.kind(start).filter(|k| body && !k.article);
        if let Some(head) = head {
            let ours = Classes::BODY
                .with(Classes::STATE)
                .with(Classes::FIRM)
                .with(Classes::FRAME)
                .with(Classes::SITE);
            let member = head.asked.guarded() || head.classes.has(Classes::ROLE) || head.asked.member();
            if member
                && !head.classes.has(ours)
                && self.known(start + 1)
                && start + 1 + self.words(start + 1) == end
            {
                // «أعوان الحرس الوطني»
                name.units.start += 1;
            }
            let any = name.units.start == start
                && name.units.len() == 2
                && self.kind(start + 1).is_some_and(|k| {
                    let members = head.asked.guarded() && k.asked.security();
                    let oversight = head.asked.department() && k.asked.under() && k.article;
                    members && member || oversight
                });
            let thing = !head.classes.has(ours)
                && !head.asked.guarded()
                && self.kind(start + 1).is_some_and(|k| k.asked.security() && k.article)
                && self.kind(start + 2).is_some_and(|k| k.asked.side())
                && self.known(start + 1);
            if any || thing || head.asked.ball() {
                return false;
            }
        }
        if body
            && name.units.len() > 2
            && self.kind(end - 1).is_some_and(|k| k.article && k.asked.state_run())
        {
            // «وكالة الأنباء الأردنية الرسمية»
            name.units.end -= 1;
            let wire = self.kind(end - 2).is_some_and(|k| k.asked.wire());
            if wire && name.units.len() == 2 {
                return false;
            }
        }
        !self.any_body(name)
    }

    /// Whether a name is no name but a body of any kind, or a thing: «الإدارة العامة», «المنظمة الدولية»; «حماية الأمن الوطني».
    pub(super) fn any_body(&self, name: &Name) -> bool {
        let start = name.units.start;
        let Some(kind) = self.kind(start) else { return false };
        if name.units.len() == 1 {
            // «مدينة مشهد»
            let place = start
                .checked_sub(1)
                .is_some_and(|n| self.has(n, Classes::PLACE) && !self.kind(n).is_some_and(|k| k.article));
            return kind.asked.thing()
                && !self.marked_off(start, false)
                && !(place && name.label == Label::Loc);
        }
        let next = self.kind(start + 1);
        if kind.article
            && kind.asked.security()
            && name.label == Label::Org
            && next.is_some_and(|k| k.asked.side())
        {
            return self.mere(start, start + 2);
        }
        let land = Classes::PLACE.with(Classes::SITE);
        if kind.article
            && name.label == Label::Loc
            && name.units.len() == 2
            && self.entry(&name.units).is_none()
        {
            // «الدبلوماسية السعودية»
            let place =
                kind.classes.has(land) || kind.asked.lands() || kind.asked.quarter() || kind.upos != NOUN;
            return !place
                && self.unit(start + 1).is_some_and(|u| u.listed.is_none())
                && next.is_some_and(|k| k.article && k.clitics == 0 && k.classes.has(Classes::NISBA));
        }
        if name.label != Label::Org || name.units.len() != 2 || !kind.article {
            return false;
        }
        let Some(next) = self.kind(start + 1) else { return false };
        // «الوحدة الوطنية», «المنظمة الدولية»
        kind.asked.unity() && next.asked.side() || kind.asked.anaphor() && next.article && next.asked.vague()
    }

    /// Whether a security that begins here is a thing: with a nationality, or of a noun that is no unit of it.
    fn mere(&self, start: usize, end: usize) -> bool {
        let Some(sentence) = self.sentence(start) else { return false };
        let nation = self
            .within(end, sentence)
            .is_some_and(|k| k.article && k.clitics == 0 && k.classes.has(Classes::NISBA));
        let attached = self.kind(start).map_or(0, |k| k.clitics & clitics::PREPOSITION);
        let before = start.checked_sub(1).and_then(|n| self.within(n, sentence));
        let noun = before.is_some_and(|k| {
            k.upos == NOUN
                && !k.article
                && k.shape == Shape::Word
                && !k.asked.guarded()
                && !k.classes.has(Classes::ROLE)
        });
        let acts = before.is_some_and(|k| k.upos == VERB);
        let unit = before.is_some_and(|k| k.asked.guarded());
        nation && !acts && !unit
            || attached == clitics::B && !before.is_some_and(|k| k.asked.guarded() || k.article)
            || noun
    }
}
