//! Who does an event and to whom: subject, object, genitive, prepositions, light verbs, passive.

use crate::inflect::Shape;
use crate::syntax::{Class, Phrase, VerbForm};

use super::finder::Finder;
use super::lexicon::{Found, Kind, Object};

/// Actor, recipient, and whether the event is told in the passive.
type Arguments = (Option<Phrase>, Option<Phrase>, bool);

impl Finder<'_> {
    /// The arguments of a finite verb at token `i`.
    pub(super) fn verb(&self, i: usize, found: &Found, kind: &Kind, from: usize, to: usize) -> Arguments {
        let syntax = self.syntax;
        let form =
            VerbForm { shown: found.shown, joined: found.joined, future: found.skip > 0 && !found.joined };
        let first = self.phrase_at(self.past_adverbs(i + 1, to), to, kind);
        let alone = first.is_none_or(|phrase| self.is_reflexive(phrase)) || found.shown.plural;
        let before = self.subject(i, form, alone, from).or_else(|| self.antecedent(i, form, from));
        let second = first.and_then(|phrase| self.object(phrase.last + 1, to, kind));
        let (towards, by) = (self.towards(i, kind, false, to), self.by(i, to));
        let first = first.filter(|phrase| !self.is_reflexive(*phrase));
        if kind.weapon {
            return (by, towards, false);
        }
        if found.passive || self.suffers(i, (found, kind), (before, first, second), by) {
            return self.passive(i, kind, (before, first, by), to);
        }
        // «اختطفته السلطة»: the object is the pronoun; behind a relative pronoun it is the noun before.
        if found.shown.pronoun {
            let object = self.before_relative(i, from).filter(|_| kind.object != Object::Thing);
            return (first.or(before), object.or(towards), false);
        }
        // «أكدت الشرطة أنها اعتقلت ⟦السائق⟧»
        if before.is_none() && self.is_told_of(i) && kind.object == Object::Recipient {
            return (None, first.or(towards), false);
        }
        match (before, first, second) {
            (Some(subject), object, _) => {
                let object = object.filter(|_| kind.object == Object::Recipient);
                (Some(subject), object.or(towards), false)
            }
            // «هجوم استهدف دورية», «فقتلت الجندي»: what follows is whom it hit.
            (None, Some(hit), next)
                if kind.object == Object::Recipient
                    && next.is_none_or(|next| self.continues(hit, next))
                    && (self.told_by_event(i, from) && !found.joined && !self.is_armed(hit)
                        || found.joined && !syntax.agrees(hit, found.shown)) =>
            {
                (None, Some(hit), false)
            }
            (None, Some(hit), _) if self.is_counted(hit) && kind.harm.is_some() => (None, Some(hit), true),
            (None, Some(subject), object)
                if kind.object == Object::Recipient
                    && (object.is_some() || self.visited(first, kind).is_none()) =>
            {
                let plural = found.shown.plural && found.shown.shape == Shape::Past;
                if object.is_none() && (plural || self.is_counted(subject)) && towards.is_none() {
                    return (None, Some(subject), false);
                }
                (Some(subject), object.or(towards), false)
            }
            // «قدمت ثلاثين سيارة للجيش»: what is given is no giver.
            (None, Some(thing), None) if kind.object == Object::Thing && self.is_thing(thing, kind) => {
                (None, towards, false)
            }
            // «زار باريس»: a place does not visit.
            (None, Some(_), None) if self.visited(first, kind).is_some() => (None, first, false),
            // «ورفضت الامتثال»: what does not agree is no subject.
            (None, subject, _) => (subject.filter(|phrase| self.may_do(*phrase, found)), towards, false),
        }
    }

    /// The arguments of a passive verb: whom it happened to, and who did it where that is told.
    fn passive(
        &self,
        i: usize,
        kind: &Kind,
        (before, first, by): (Option<Phrase>, Option<Phrase>, Option<Phrase>),
        to: usize,
    ) -> Arguments {
        let sufferer = if first.is_some() && before.is_none() { first } else { before.or(first) };
        let sufferer = sufferer.map(|phrase| without(phrase, by));
        let by = by.or_else(|| if kind.harm.is_some() { self.clash(i, to) } else { None });
        (by, sufferer, true)
    }

    /// The noun phrase behind the first one behind a verb.
    fn object(&self, k: usize, to: usize, kind: &Kind) -> Option<Phrase> {
        self.phrase_at(self.past_adverbs(k, to), to, kind)
            .or_else(|| self.behind_comma(k, to, kind))
            .or_else(|| self.called(k, to, kind))
            .filter(|phrase| !self.syntax.fact(phrase.first).joined && !self.is_needed(phrase.first, kind))
    }

    /// The subject of a verb where it stands before it: next to it, or else at the head of the clause.
    fn subject(&self, i: usize, form: VerbForm, alone: bool, from: usize) -> Option<Phrase> {
        let i = self.lead(i, from);
        let near = self.before(i, form, from);
        let far = near.is_none() && i > from + 1 && (alone || !form.joined);
        // «انتحاريا يقود شاحنة مفخخة فجر نفسه»: what explodes is not who acts.
        let armed = near.is_some_and(|phrase| !self.acting(phrase)) && alone;
        match if far || armed { self.clause_subject(i, form, from) } else { None } {
            Some(subject) if far || self.acting(subject) => Some(subject),
            _ => near,
        }
    }

    /// The first of the words before a verb that belong to it: «لم يعد يدعم», «ستواصل دعم».
    fn lead(&self, i: usize, from: usize) -> usize {
        let belongs = |k: usize| {
            self.words.aspects.contains(self.syntax.form(k))
                || matches!(self.syntax.form(k), "لم" | "لن" | "لا" | "ما")
        };
        (from..i).rev().take_while(|k| belongs(*k)).last().filter(|k| *k > from).unwrap_or(i)
    }

    /// Whether a noun phrase alone behind a verb can be its subject: what does not agree with a verb behind و is its object.
    fn may_do(&self, phrase: Phrase, found: &Found) -> bool {
        !found.joined || !self.syntax.fact(phrase.first).article || self.syntax.agrees(phrase, found.shown)
    }

    /// Whether what looks like a second noun phrase describes the first («الزوار الشيعة»).
    fn continues(&self, phrase: Phrase, next: Phrase) -> bool {
        let syntax = self.syntax;
        next.first == phrase.last + 1 && syntax.fact(phrase.last).article && syntax.fact(next.first).article
    }

    /// Whether a verb that people suffer is passive by what stands beside it: one noun phrase behind it is whom it happened to («قُتل ثلاثة
    /// جنود»), unless men who attack stand before it or it is plural («وخطفوا خمسين شخصا»).
    fn suffers(
        &self,
        i: usize,
        (found, kind): (&Found, &Kind),
        (before, first, second): (Option<Phrase>, Option<Phrase>, Option<Phrase>),
        by: Option<Phrase>,
    ) -> bool {
        if !kind.suffers || found.shown.pronoun || self.is_told_of(i) {
            return false;
        }
        let plural = found.shown.plural && found.shown.shape == Shape::Past;
        // «خطف مسلحون …»: armed men are seldom taken.
        let attackers = first
            .is_some_and(|phrase| !self.is_counted(phrase) && self.is_armed(phrase) && kind.harm.is_none());
        let armed = first.is_some() && before.is_some_and(|phrase| self.may_attack(phrase));
        // «المسلحين خطفوا ما مجموعه …»
        let abduct = plural
            && kind.harm.is_none()
            && by.is_none()
            && before.is_some_and(|phrase| self.may_attack(phrase));
        let active = armed && by.is_none() || plural && first.is_some() || attackers || abduct;
        !active && (by.is_some() || second.is_none() && (before.is_none() || first.is_none()))
    }

    /// The arguments of an event noun at token `i`.
    pub(super) fn noun(&self, i: usize, found: &Found, kind: &Kind, from: usize, to: usize) -> Arguments {
        let syntax = self.syntax;
        let genitive = self.genitive(i, (found, kind), to);
        let towards = self.towards(i, kind, true, to);
        let (mut actor, mut recipient) = (self.by(i, to), towards);
        match kind.object {
            // «هجوم طالبان على القاعدة», «غارات الطيران»: who attacks.
            Object::Recipient if genitive.is_some_and(|phrase| self.is_raider(i, phrase, kind, towards)) => {
                actor = actor.or(genitive);
            }
            Object::Actor if self.visited(genitive, kind).is_some() => recipient = genitive,
            // «جاء للقاء الوزير»
            Object::Actor if kind.people && syntax.fact(i).particle == Some('ل') => {
                recipient = genitive.or(recipient);
            }
            Object::Recipient => recipient = genitive.filter(|phrase| !self.is_weapon(*phrase)).or(recipient),
            Object::Actor => actor = actor.or(genitive),
            Object::Thing => {}
        }
        let (by_pronoun, to_pronoun) = self.owned(i, (found, kind), (towards, actor), from);
        (actor, recipient) = (actor.or(by_pronoun), recipient.or(to_pronoun));
        recipient =
            recipient.or_else(|| self.meant_behind(i, kind, from).filter(|phrase| actor != Some(*phrase)));
        // «شن مسلحون هجوما», «قام الجيش بقصف», «تعرض الموكب لهجوم»: the light verb has the other argument.
        if let Some((verb, suffers)) = self.light(i, from) {
            let subject = self.light_subject(verb, i, kind, from);
            if suffers {
                recipient = subject.or(recipient);
            } else {
                actor = subject.or(actor);
            }
        } else if let Some(launched) = self.relative_doer(i, to) {
            actor = actor.or(Some(launched));
        }
        if let Some((one, other)) = self.between(i, kind, to) {
            (actor, recipient) = (Some(one), other.or(recipient.filter(|phrase| phrase.first != one.first)));
        }
        // «استهدف» behind the noun names whom it hit.
        recipient = recipient.or_else(|| self.target(i, to));
        if self.is_violence(kind) {
            actor = actor.or_else(|| if genitive.is_none() { self.whose(i, to) } else { None });
        }
        if kind.harm.is_some() {
            actor = actor.or_else(|| self.clash(i, to));
        }
        let actor = actor.or_else(|| self.claimant(i, from)).or_else(|| self.voiced(i, kind, from));
        (actor, recipient, false)
    }

    /// The genitive of the event noun at token `i`.
    fn genitive(&self, i: usize, (found, kind): (&Found, &Kind), to: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let next = syntax.fact(i + 1);
        let construct = !found.article
            && !self.words.doers.contains(syntax.form(i + 1))
            && !found.shown.pronoun
            && next.particle.is_none()
            && !next.joined
            && (next.class != Class::Adjective || kind.harm.is_some() && !next.article);
        // «مقتل أحد جنوده»: not the day.
        let one =
            usize::from(matches!(syntax.form(i + 1), "احد" | "احدي") && !syntax.fact(i + 1).is_nominal());
        let genitive = if construct && i + 1 < to { self.phrase_at(i + 1 + one, to, kind) } else { None };
        let genitive = genitive.map(|phrase| Phrase { first: phrase.first - one, ..phrase });
        // «ملاحقة ومقاضاة ⟦الفاعلين⟧»: two nouns, one genitive.
        let own = found.article || found.shown.pronoun || kind.object != Object::Recipient;
        let shared = !own && self.begins_event(i + 1);
        genitive.or_else(|| if shared { self.phrase_at(i + 2, to, kind) } else { None })
    }

    /// Whether the genitive of an event noun is who attacks: behind a raid those who do, behind other nouns where whom it hit follows.
    fn is_raider(&self, i: usize, genitive: Phrase, kind: &Kind, towards: Option<Phrase>) -> bool {
        let apart = towards.is_some_and(|phrase| phrase.first > genitive.last);
        let raid = self.words.raids.contains(self.syntax.core(i));
        let attacks = self.words.attacks(self.syntax, genitive);
        kind.harm.is_none() && self.acting(genitive) && (raid && attacks || apart && (raid || attacks))
    }

    /// The subject before a verb; what a preposition governs is none. «فرقة من قوات الأمن» is taken whole.
    pub(super) fn before(&self, i: usize, form: VerbForm, from: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let phrase = syntax.subject_before(i, form, from, self.limits)?;
        let phrase = if form.shown.plural { self.doing(phrase) } else { phrase };
        let Some(governor) = phrase.first.checked_sub(1).filter(|k| *k >= from) else { return Some(phrase) };
        if syntax.class(governor) != Class::Preposition {
            return Some(phrase);
        }
        let part = syntax.form(governor) == "من" && governor > from;
        let whole = if part { syntax.phrase_before(governor - 1, from, self.limits) } else { None };
        let relative = syntax.class(i - 1) == Class::Relative;
        match whole.filter(|whole| !syntax.fact(whole.first).article) {
            Some(whole) => Some(Phrase { first: whole.first, last: phrase.last }),
            None => Some(phrase).filter(|_| relative),
        }
    }

    /// Whether a noun phrase is of those who attack: armed men, soldiers, police, rebels.
    pub(super) fn may_attack(&self, phrase: Phrase) -> bool {
        self.words.attacks(self.syntax, phrase)
    }

    /// Who acts, if the noun phrase can: neither a weapon nor an event («استهدف هجوم», «سيارة مفخخة استهدفت»).
    pub(super) fn acting(&self, phrase: Phrase) -> bool {
        // «آخر هجوم», «سلسلة هجمات»
        let counts = ["اخر", "اول", "سلسله", "عده", "احد", "احدي", "اعنف", "عنفا"];
        let ahead =
            usize::from(phrase.first < phrase.last && counts.contains(&self.syntax.core(phrase.first)));
        let head = self.syntax.core(phrase.first + ahead);
        // «وأطلقوا قذائفهم»
        let owned = ["هم", "ها", "ه"].iter().find_map(|ending| head.strip_suffix(ending)).unwrap_or(head);
        let weapon = self.words.weapons.contains(head)
            || self.words.arms.contains(head)
            || self.words.arms.contains(owned);
        let weapon = weapon && !self.may_attack(phrase);
        let mut found = Vec::new();
        self.lexicon.find(head, &mut found);
        let event = found.iter().any(|found| {
            found.shown.shape == Shape::Noun
                && !found.shown.pronoun
                && self.lexicon.kind(found.kind).is_some_and(|kind| self.is_violence(kind))
        });
        !weapon && !event
    }

    /// Whether a noun phrase is of men known by their arms only.
    pub(super) fn is_armed(&self, phrase: Phrase) -> bool {
        let role = self.words.role(self.syntax, phrase).and_then(|role| self.words.roles.names.get(role));
        role.is_some_and(|role| role == "armed")
    }

    /// Whether a noun phrase is the thing of an event, not who does it.
    fn is_thing(&self, phrase: Phrase, kind: &Kind) -> bool {
        self.is_counted(phrase) || (phrase.first..=phrase.last).any(|k| self.is_needed(k, kind))
    }
}

/// A noun phrase up to the preposition and noun before who acts: «جندي» of «جندي من طرف مسلحين».
fn without(phrase: Phrase, by: Option<Phrase>) -> Phrase {
    match by.map(|by| by.first) {
        Some(by) if phrase.first + 2 < by && by <= phrase.last => Phrase { last: by - 3, ..phrase },
        _ => phrase,
    }
}
