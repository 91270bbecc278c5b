//! What the model took for a part of a name and the guideline leaves outside: titles, kinds of place, days, verbs.

use super::Rules;
use crate::entity::finder::{Label, Name};
use crate::entity::gazetteer::{Classes, Listed};
use crate::entity::unit::{
    ADJ, ADP, ADV, AUX, CCONJ, DET, Kind, NOUN, NUM, PART, PRON, PROPN, SCONJ, Shape, VERB, X, clitics,
};

impl Rules<'_> {
    /// Takes off what does not belong to a name; false where nothing is left.
    pub(super) fn trim(&self, name: &mut Name) -> bool {
        while name.units.start < name.units.end && self.outside(name.units.start, name) {
            name.units.start += 1;
        }
        while name.units.start < name.units.end && self.follows(name) {
            name.units.end -= 1;
        }
        self.edges(name);
        self.township(name);
        self.statehood(name);
        self.belongs(name);
        self.closed(name);
        self.faction(name);
        let press = name
            .units
            .start
            .checked_sub(1)
            .and_then(|n| self.kind(n))
            .is_some_and(|k| (k.asked.press() || k.asked.wire()) && !k.article);
        if press
            && matches!(name.label, Label::Loc | Label::Misc)
            && self.entry(&name.units).is_none_or(|e| e.listed != Listed::Country)
        {
            name.label = Label::Org;
        }
        let before = name.units.start.checked_sub(1).and_then(|n| self.kind(n));
        let foreign = self.kind(name.units.start).is_some_and(|k| k.shape == Shape::Latin);
        if foreign && before.is_some_and(|k| k.asked.work() && !k.article) {
            name.label = Label::Misc;
        }
        self.party_alone(name);
        let office = name.units.start.checked_sub(1).and_then(|n| self.kind(n));
        if name.label == Label::Org && office.is_some_and(|k| k.asked.minister() && !k.article) {
            // «وزير الشؤون الخارجية»: what he is for is no body.
            return false;
        }
        if name.label != Label::Per && self.personal(&name.units) {
            name.label = Label::Per;
        }
        self.native(name);
        let entry = self.entry(&name.units).map(|e| e.listed);
        let country = entry == Some(Listed::Country);
        let city = matches!(entry, Some(Listed::City | Listed::Capital))
            && name.label == Label::Org
            && !press
            && !self.sport;
        if city || country && matches!(name.label, Label::Per | Label::Org) || self.served_town(name) {
            name.label = Label::Loc;
        }
        let given = self.has(name.units.start, Classes::GIVEN.with(Classes::SURNAME));
        if entry == Some(Listed::Other) && !(name.label == Label::Per && given) {
            name.label = Label::Misc;
        }
        self.can_be(name, entry)
    }

    /// Takes off a body's kind before quotation marks, and nationalities that are a newspaper's or say where a place lies.
    fn edges(&self, name: &mut Name) {
        let head = self.kind(name.units.start).is_some_and(|k| k.classes.has(Classes::BODY) && !k.article);
        let opens = |n: usize| self.kind(n).is_some_and(|k| k.asked.quote() && k.shape == Shape::Punct);
        if name.label == Label::Org && head && name.units.len() > 2 && opens(name.units.start + 1) {
            // «منظمة "كذا"»: the inside of the quotation marks.
            name.units.start += 2;
        }
        let medium = name.units.start > 0 && self.has(name.units.start - 1, Classes::FIRM);
        if name.label == Label::Org
            && medium
            && name.units.len() > 1
            && self.has(name.units.end - 1, Classes::NISBA)
        {
            // «صحيفة لوموند الفرنسية»: the nationality is the newspaper's.
            name.units.end -= 1;
        }
        let head = Classes::BODY.with(Classes::STATE);
        if name.label == Label::Org
            && name.units.len() == 2
            && self.has(name.units.end - 1, Classes::NISBA)
            && !self.has(name.units.start, head)
            && !self.agree(name.units.start)
        {
            // «الفجر العمانية»: a newspaper's.
            name.units.end -= 1;
        }
        let last = name.units.end.checked_sub(1).and_then(|n| self.kind(n));
        if name.label == Label::Loc
            && name.units.len() > 1
            && self.entry(&name.units).is_none()
            && last.is_some_and(|k| k.article && k.classes.has(Classes::NISBA))
            && self.kind(name.units.start).is_some_and(|k| !k.article)
        {
            // «صقلية الإيطالية»
            name.units.end -= 1;
        }
    }

    /// What stands in quotation marks behind a member is a body: «عضو "…"»; an agency's kind is outside of its name.
    fn belongs(&self, name: &mut Name) {
        let (start, end) = (name.units.start, name.units.end);
        let quote = |n: usize| self.kind(n).is_some_and(|k| k.asked.quote() && k.shape == Shape::Punct);
        let member = start > 1
            && quote(start - 1)
            && self.kind(start - 2).is_some_and(|k| k.asked.member() && !k.article);
        if member && name.label == Label::Misc {
            name.label = Label::Org;
        }
        let kind = |n: usize| self.kind(n).filter(|k| !k.article);
        let named = self.unit(start + 2).is_some_and(|u| u.listed.is_some())
            || self.kind(start + 2).is_some_and(|k| matches!(k.upos, PROPN | X));
        if name.label == Label::Org
            && end > start + 2
            && kind(start).is_some_and(|k| k.asked.medium())
            && kind(start + 1).is_some_and(|k| k.asked.wire())
            && named
        {
            name.units.start += 2;
        }
    }

    /// Whether a body's kind stands with adjectives alone, all without article, so that it is any such body («منظمة دولية»).
    pub(super) fn any(&self, name: &Name) -> bool {
        let head = Classes::BODY.with(Classes::STATE);
        name.units.len() > 1
            && self
                .kind(name.units.start)
                .is_some_and(|k| !k.article && k.upos == NOUN && k.classes.has(head))
            && name
                .units
                .clone()
                .skip(1)
                .all(|n| self.kind(n).is_some_and(|k| k.upos == ADJ && !k.article && k.shape == Shape::Word))
    }

    /// Ends a listed body's name where it is closed, unless what it is for follows: «يمنح البنك الدولي للمقترضين مهلة» tells whom it
    /// gives to.
    fn closed(&self, name: &mut Name) {
        let (start, end) = (name.units.start, name.units.end);
        let Some(words) = self.unit(start).map(|unit| usize::from(unit.words)) else { return };
        let behind = start + words;
        let led = words > 1 && behind < end && self.kind(behind).is_some_and(|k| k.clitics == clitics::L);
        let place = self.unit(behind).is_some_and(|unit| unit.listed.is_some());
        if name.label != Label::Org || !led || place || !self.known(start) {
            return;
        }
        let Some(sentence) = self.sentence(start) else { return };
        if self.purpose(start, behind, sentence) == behind {
            name.units.end = behind;
        }
    }

    /// Whether what is left can be a name of its label, by the list that it stands in.
    fn can_be(&self, name: &Name, entry: Option<Listed>) -> bool {
        let Some(first) = self.kind(name.units.start).filter(|_| !name.units.is_empty()) else {
            return false;
        };
        let single = name.units.len() == 1;
        if name.label == Label::Misc && first.asked.currency() {
            return false;
        }
        if single && (first.asked.currency() || first.asked.month() && !first.classes.has(Classes::GIVEN)) {
            return false;
        }
        match name.label {
            // «سفارتها بتونس»
            Label::Org
                if first.clitics & clitics::PRONOUN != 0
                    && first.classes.has(Classes::BODY.with(Classes::STATE)) =>
            {
                false
            }
            Label::Org if single && first.classes.has(Classes::BODY) && !first.article => entry.is_some(),
            Label::Org if self.any(name) => entry.is_some(),
            Label::Per
                if single && first.article && (first.classes.has(Classes::TITLE) || first.asked.alias()) =>
            {
                false
            }
            Label::Per | Label::Org if single && first.manner() => {
                first.classes.has(Classes::CALLED) || entry.is_some()
            }
            Label::Loc if !single && entry.is_none() && self.broadcasts(name.units.start + 1) => false,
            Label::Misc => true,
            Label::Per if name.units.clone().all(|n| self.everyday(n)) => false,
            Label::Per => self.can_be_person(name),
            Label::Loc if single && first.classes.has(Classes::PLACE) => {
                matches!(entry, Some(Listed::Country | Listed::Capital))
            }
            // «ضمان مالي»
            Label::Loc
                if single
                    && first.upos == ADJ
                    && first.relative()
                    && !first.article
                    && first.clitics == 0
                    && name.units.start.checked_sub(1).and_then(|n| self.kind(n)).is_some_and(|k| {
                        k.upos == NOUN && !k.article && !k.classes.has(Classes::PLACE.with(Classes::SITE))
                    }) =>
            {
                false
            }
            Label::Loc if single && first.clitics & clitics::PRONOUN != 0 => first.upos == PROPN,
            _ => !(single && first.classes.has(Classes::NISBA) && first.upos == ADJ),
        }
    }

    /// Whether words may be a person's name: no relative («الأمر الذي»), no thing of someone's («بيتي الأول»), no office alone.
    fn can_be_person(&self, name: &Name) -> bool {
        let (start, single) = (name.units.start, name.units.len() == 1);
        let given = Classes::GIVEN.with(Classes::SURNAME);
        let owned = |n: usize| self.kind(n).is_some_and(|k| k.clitics & clitics::PRONOUN != 0);
        let relative = |n: usize| self.kind(n).is_some_and(|k| matches!(k.upos, DET | PRON | SCONJ));
        let proper = |n: usize| self.kind(n).is_some_and(|k| matches!(k.upos, PROPN | X));
        let thing = !single
            && owned(start)
            && !self.has(start, given)
            && self.kind(start + 1).is_some_and(|k| k.article);
        let office = single && self.has(start, Classes::ROLE) && !self.has(start, given);
        let theirs = name.units.clone().skip(usize::from(!single)).any(owned);
        // «بيان صادر»
        let state = name.units.len() == 2
            && self.kind(start + 1).is_some_and(|k| k.asked.day() && !k.article)
            && !self.has(start + 1, given);
        let common = !single && name.units.clone().all(|n| self.common(n));
        let apart = thing || office || state || common || name.units.clone().any(relative);
        !apart && (!theirs || name.units.clone().any(proper))
    }

    /// Whether a frequent noun or adjective stands here that no list or context knows as a part of names.
    fn common(&self, at: usize) -> bool {
        let part = Classes::GIVEN.with(Classes::SURNAME).with(Classes::FAMILY).with(Classes::CALLED);
        self.kind(at).is_some_and(|k| {
            k.cluster > 0
                && k.shape == Shape::Word
                && matches!(k.upos, NOUN | ADJ | NUM)
                && !k.classes.has(part)
        })
    }

    /// Whether a kind of medium stands here («محطة تلفزيون» is no place).
    fn broadcasts(&self, at: usize) -> bool {
        self.kind(at).is_some_and(|k| k.asked.medium() && !k.article)
    }

    /// Whether a definite word of every day stands here that no list or context knows as a part of names. Without the article it
    /// may be a foreign name.
    pub(super) fn everyday(&self, at: usize) -> bool {
        let part = Classes::GIVEN
            .with(Classes::SURNAME)
            .with(Classes::FAMILY)
            .with(Classes::CALLED)
            .with(Classes::TOWN)
            .with(Classes::PLACE)
            .with(Classes::SITE)
            .with(Classes::OPENS);
        self.kind(at).is_some_and(|k| {
            k.cluster > 0
                && k.article
                && k.shape == Shape::Word
                && matches!(k.upos, NOUN | ADJ | NUM)
                && !k.classes.has(part)
        })
    }

    /// Leaves adjectives outside that say what a party is like and not what it is called.
    fn party_alone(&self, name: &mut Name) {
        let head = self.kind(name.units.start).is_some_and(|k| k.asked.party() && !k.article);
        if name.label != Label::Org || !head {
            return;
        }
        let Some(sentence) = self.sentence(name.units.start) else { return };
        let end = self.party(name.units.start + 1, sentence);
        let adjective = |n: usize| self.kind(n).is_some_and(|k| k.upos == ADJ && k.article && k.clitics == 0);
        let nation = |n: usize| self.has(n, Classes::NISBA);
        if end > name.units.start + 1
            && end < name.units.end
            && (end..name.units.end).all(|n| adjective(n) && !nation(n))
        {
            name.units.end = end;
        }
    }

    /// Whether the first unit of a name stands outside of it.
    fn outside(&self, at: usize, name: &Name) -> bool {
        let Some(kind) = self.kind(at) else { return true };
        let next = (at + 1 < name.units.end).then(|| self.kind(at + 1)).flatten();
        let person = name.label == Label::Per && next.is_some() && kind.asked.ali();
        if kind.shape == Shape::Punct
            || kind.asked.within() && !kind.article
            || kind.upos == ADP && kind.stem_end <= 6 && !person
        {
            return true;
        }
        if matches!(kind.upos, CCONJ | SCONJ | PRON | DET | PART)
            && (kind.classes.0 == 0 || kind.upos == SCONJ && next.is_some())
            && kind.shape == Shape::Word
        {
            return true;
        }
        let Some(next) = next else { return false };
        let place = self.unit(at + 1).and_then(|u| u.listed).is_some_and(|(e, first)| {
            first && matches!(e.listed, Listed::Country | Listed::Capital | Listed::City)
        });
        if name.label == Label::Per && place && kind.classes.has(Classes::TITLE) && name.units.len() == 2 {
            // «بابا الفاتيكان»
            return true;
        }
        if self.entry(&name.units).is_some_and(|_| at == name.units.start) {
            return false;
        }
        match name.label {
            Label::Per => {
                let name_too = kind.classes.has(Classes::GIVEN.with(Classes::SURNAME));
                // «الإمام الأكبر فلان الفلاني»
                let titled = at
                    .checked_sub(1)
                    .and_then(|n| self.kind(n))
                    .is_some_and(|k| k.article && k.classes.has(Classes::TITLE.with(Classes::ROLE)));
                let described = kind.article && kind.upos == ADJ && !next.article;
                kind.article && kind.asked.faithful() && !next.article
                    || described && (!name_too || titled) && next.classes.has(Classes::GIVEN)
                    || kind.upos == VERB && !name_too
                    || kind.article
                        && kind.classes.has(Classes::TITLE.with(Classes::ROLE).with(Classes::NISBA))
                    || kind.classes.has(Classes::ROLE) && !name_too
                    || kind.classes.has(Classes::STATE) && !kind.article && !name_too
            }
            // «المنطقة الشرقية» is a name only with its adjective.
            Label::Loc => {
                kind.classes.has(Classes::PLACE)
                    && !kind.classes.has(Classes::SITE)
                    && !(kind.article && next.article)
            }
            Label::Org => {
                !kind.article
                    && (kind.asked.medium() && !self.generic(at + 1) || kind.classes.has(Classes::COUPLE))
            }
            Label::Misc => false,
        }
    }

    /// Whether a word makes no name of a medium or brand («وكالة الأنباء»).
    pub(super) fn generic(&self, at: usize) -> bool {
        self.kind(at).is_some_and(|k| k.asked.generic() || k.upos == ADJ && k.article)
    }

    /// Whether the last unit of a name stands outside of it.
    fn follows(&self, name: &Name) -> bool {
        let last = name.units.end - 1;
        let several = name.units.len() > 1;
        let part = Classes::GIVEN.with(Classes::SURNAME);
        let named = |k: &Kind| k.classes.has(part) && k.classes.has(Classes::CALLED);
        let verb = |k: &Kind| k.upos == VERB && !named(k) && name.label != Label::Misc;
        let open = self.kind(last).is_some_and(|k| verb(k) || k.asked.son() && name.label == Label::Per);
        let bin = name.label == Label::Per && several && self.has(last, Classes::BIN);
        let everyday = name.label == Label::Per && several && self.everyday(last);
        let person = name.label == Label::Per && several;
        if person && self.kin(last) {
            return false;
        }
        everyday
            || bin
            || person && self.kind(last).is_some_and(|k| k.manner() && !k.classes.has(Classes::CALLED))
            || self.behind(last)
            || several && self.unit(last).is_some_and(|u| u.listed.is_none()) && open
    }

    /// Whether a unit stands outside of a name before it.
    fn behind(&self, at: usize) -> bool {
        self.kind(at).is_none_or(|k| {
            k.shape == Shape::Punct
                || k.upos == ADV && !k.classes.has(Classes::GIVEN.with(Classes::SURNAME))
                || matches!(k.upos, CCONJ | SCONJ | AUX)
                || k.upos == ADP && k.letters < 4
                || (k.asked.day() || k.asked.alias()) && k.article
                || k.asked.then() && !k.article
        })
    }
}
