//! Who can take part in an event: people, bodies, states.

use warraq_core::layers;

use crate::inflect::Shape;
use crate::syntax::{Class, Phrase};

use super::finder::Finder;
use super::lexicon::{Kind, Object};

/// The classes whose recipient is somebody: a deed is condemned, but nobody by that.
const TO_SOMEBODY: [&str; 6] = ["AGREE", "SUPPORT", "ACCUSE", "REJECT", "THREATEN", "REQUEST"];

impl Finder<'_> {
    /// The name of a lemma's class.
    pub(super) fn class_of(&self, kind: &Kind) -> &'static str {
        layers::EVENT_CLASSES.get(kind.class).copied().unwrap_or_default()
    }

    /// Whether the class of a lemma is ASSAULT.
    pub(super) fn is_violence(&self, kind: &Kind) -> bool {
        self.class_of(kind) == "ASSAULT"
    }

    /// Whether a noun phrase is of people, bodies or states.
    pub(super) fn is_people(&self, phrase: Phrase) -> bool {
        let head = self.syntax.head_of(phrase);
        let (fact, core) = (self.syntax.fact(head), self.syntax.core(head));
        fact.name.is_some()
            || fact.class == Class::Proper
            || fact.suffix
            || self.limits.is_role(core)
            || self.limits.is_body(core)
            || self.limits.people.contains(core)
            || self.words.parties.contains(core)
            || self.words.role(self.syntax, phrase).is_some()
            || fact.plural && (core.ends_with("ون") || core.ends_with("ين"))
    }

    /// Whether a noun phrase is of people, bodies or states by its head alone, and not something of theirs or an event.
    pub(super) fn is_party(&self, phrase: Phrase) -> bool {
        let syntax = self.syntax;
        let mut head = syntax.head_of(phrase);
        // «17 عضوا», «كل الأطراف», «عدد من النواب»
        if head < phrase.last && syntax.class(head) == Class::Number {
            head += 1 + usize::from(syntax.form(head + 1) == "من");
        }
        while head < phrase.last && (self.words.wholes.contains(syntax.core(head)) || syntax.shows(head)) {
            head += 1 + usize::from(syntax.form(head + 1) == "من");
        }
        let (fact, core, noun) = (syntax.fact(head), syntax.core(head), syntax.noun(head));
        // «جارتها»: whoever has a pronoun, also where no step before told of it.
        let owner = ["هما", "هم", "ها", "ه"].iter().find_map(|pronoun| core.strip_suffix(pronoun));
        let owned = owner.and_then(|stem| stem.strip_suffix('ت')).map(|stem| format!("{stem}ه"));
        let listed = |word: &str| {
            self.limits.is_role(word)
                || self.limits.is_body(word)
                || self.limits.people.contains(word)
                || self.words.parties.contains(word)
                || self.words.roles_of(word)
        };
        fact.name.is_some()
            || fact.class == Class::Proper
            || listed(core)
            || listed(&noun)
            || listed(syntax.bare_noun(head))
            || owned.is_some_and(|stem| listed(&stem))
            || self.limits.states.contains(core)
            || self.words.country(syntax, Phrase { first: head, last: head }).is_some()
            // «سائقو», «سائقي»
            || core.strip_suffix(['ي', 'و']).is_some_and(|stem| stem.chars().count() > 3 && listed(stem))
            || fact.plural && (core.ends_with("ون") || core.ends_with("ين")) && !self.is_event_noun(head)
    }

    /// Whether a noun phrase can act where nobody is beaten or shot: somebody, or beside a verb what is known by its article and is
    /// neither an event nor an adjective; what is refused or given is no actor.
    pub(super) fn may_take_part(&self, phrase: Phrase, kind: &Kind, noun: bool) -> bool {
        let head = self.syntax.head_of(phrase);
        let known = !noun && kind.object != Object::Thing && self.syntax.fact(head).article;
        self.is_party(phrase) || known && !self.is_event_noun(head) && !self.syntax.describes(head)
    }

    /// Whether token `k` is a noun that names an event.
    pub(super) fn is_event_noun(&self, k: usize) -> bool {
        let mut found = Vec::new();
        self.lexicon.find(self.syntax.form(k), &mut found);
        found.iter().any(|found| found.shown.shape == Shape::Noun)
    }

    /// Who is behind the word that an act of force needs: «تعليق نشاط ⟦الحزب⟧».
    pub(super) fn past_needed(&self, phrase: Phrase, kind: &Kind) -> Phrase {
        let rest = Phrase { first: phrase.first + 1, ..phrase };
        let governs = self.class_of(kind) == "COERCE" && phrase.first < phrase.last;
        let party = governs
            && self.is_needed(phrase.first, kind)
            && !self.is_party(phrase)
            && self.syntax.class(rest.first) == Class::Noun
            && self.syntax.fact(rest.first).particle.is_none()
            && self.is_party(rest);
        if party { rest } else { phrase }
    }

    /// Whether token `k` is an event noun that goes with an event of its class: «ألقي القبض».
    pub(super) fn is_own_noun(&self, k: usize, kind: &Kind) -> bool {
        let mut found = Vec::new();
        self.lexicon.find(self.syntax.form(k), &mut found);
        let mut kinds = found.iter().filter_map(|found| self.lexicon.kind(found.kind));
        self.is_needed(k, kind) && kinds.any(|other| other.class == kind.class)
    }

    /// The part of a recipient that is somebody, for classes that need one: «دعم ⟦تحركات⟧ الحكومة» is for the government; a deed is
    /// nobody.
    pub(super) fn somebody(&self, phrase: Phrase, kind: &Kind) -> Option<Phrase> {
        if !TO_SOMEBODY.contains(&self.class_of(kind)) || self.is_party(phrase) {
            return Some(phrase);
        }
        let genitive = |k: &usize| {
            let fact = self.syntax.fact(*k);
            fact.is_nominal() && fact.particle.is_none() && !fact.joined
        };
        (phrase.first + 1..=phrase.last)
            .take_while(genitive)
            .map(|first| Phrase { first, ..phrase })
            .find(|part| self.is_party(*part) && !self.syntax.describes(part.first))
    }
}
