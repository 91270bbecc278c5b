//! Who meets whom, and who does what a light verb and its noun say: «اجتماع بين الوزير ونظيره», «زيارة باريس», «اجتمع به».

use warraq_core::layers;

use crate::inflect::{Shape, Shown};
use crate::syntax::{Asked, Class, Name, Phrase, VerbForm};

use super::finder::Finder;
use super::lexicon::{Kind, Object};

/// How far behind an event noun «بين» may stand, in tokens.
const NEAR: usize = 10;
/// The classes whose two sides do the same.
const MUTUAL: [&str; 3] = ["AGREE", "CONSULT", "COOPERATE"];

impl Finder<'_> {
    /// The subject of a light verb at token `verb` before the event noun at `i`.
    pub(super) fn light_subject(&self, verb: usize, i: usize, kind: &Kind, from: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        // «تقوم فيها طائرات بإطلاق»
        let resumed = usize::from(self.words.resuming.contains(syntax.form(verb + 1)));
        let after = self.phrase_at(self.past_adverbs(verb + 1 + resumed, i), i, kind);
        let shown = Shown {
            shape: Shape::Past,
            feminine: syntax.form(verb).ends_with('ت'),
            plural: syntax.form(verb).ends_with("وا"),
            pronoun: false,
            maqsura: false,
        };
        let form = VerbForm { shown, joined: syntax.fact(verb).joined, future: false };
        let near = self.before(verb, form, from);
        near.or(after).or_else(|| self.clause_subject(verb, form, from))
    }

    /// Whether both sides of a lemma's events do the same.
    fn is_mutual(&self, kind: &Kind) -> bool {
        layers::EVENT_CLASSES.get(kind.class).is_some_and(|class| MUTUAL.contains(class))
    }

    /// The two sides behind «بين»: «قمة في برلين بين ⟦المجموعة⟧ و⟦الاتحاد⟧».
    pub(super) fn between(&self, i: usize, kind: &Kind, to: usize) -> Option<(Phrase, Option<Phrase>)> {
        let syntax = self.syntax;
        if !self.is_mutual(kind) {
            return None;
        }
        let k = (i + 1..to.min(i + NEAR))
            .take_while(|k| {
                !matches!(
                    syntax.class(*k),
                    Class::Stop | Class::Comma | Class::Relative | Class::That | Class::Verb | Class::Colon
                )
            })
            .find(|k| syntax.form(*k) == "بين")?;
        let asked = Asked { barred: &[], transitive: false, limit: to };
        let one = syntax.phrase(k + 1, self.limits, asked)?;
        // «بين البلدين والمنظمة»: both are named by one word.
        if self.is_dual(one.first) {
            let joined = (one.first + 1..=one.last).find(|k| syntax.fact(*k).joined);
            return Some((Phrase { last: joined.map_or(one.last, |k| k - 1), ..one }, None));
        }
        // «بين الحكومة والمعارضة» is read as one noun phrase.
        let head = syntax.core(one.first);
        let joined = |k: &usize| syntax.fact(*k).joined && syntax.class(*k) != Class::Adjective;
        let sides = || (one.first + 1..=one.last).filter(joined);
        // «بين وزارة التربية والتعليم ووزارة الصحة»
        let other = sides().find(|k| syntax.core(*k) == head).or_else(|| sides().next());
        if let Some(other) = other {
            return Some((Phrase { last: other - 1, ..one }, Some(Phrase { first: other, ..one })));
        }
        let other = one.last + 1;
        let fact = syntax.fact(other);
        if other >= to || !fact.joined || fact.particle.is_some() || !fact.is_nominal() {
            return Some((one, None)).filter(|_| self.is_party(one));
        }
        Some((one, Some(syntax.phrase(other, self.limits, asked)?)))
    }

    /// Whether token `k` is a definite noun in the dual: «الطرفين», «الوزيران».
    fn is_dual(&self, k: usize) -> bool {
        let (fact, core) = (self.syntax.fact(k), self.syntax.core(k));
        fact.article
            && fact.name.is_none()
            && core.chars().count() > 3
            && !fact.suffix
            && (core.ends_with("ين") || core.ends_with("ان"))
    }

    /// Whether a noun phrase is the name of a place.
    pub(super) fn is_place(&self, phrase: Phrase) -> bool {
        let head = self.syntax.head_of(phrase);
        let (fact, core) = (self.syntax.fact(head), self.syntax.core(head));
        let kind = self.words.places.contains(core) || self.words.placing.contains(core);
        match fact.name {
            Some(name) => name == Name::Place,
            None => {
                let one = Phrase { first: head, last: head };
                // The list has adjectives, too.
                let land = self.words.country(self.syntax, one).is_some() && !core.ends_with(['ي', 'ه']);
                kind || land
            }
        }
    }

    /// What is visited, not who visits: the place behind a noun or a verb of visiting.
    pub(super) fn visited(&self, phrase: Option<Phrase>, kind: &Kind) -> Option<Phrase> {
        phrase.filter(|phrase| kind.visit && self.is_place(*phrase))
    }

    /// Whether ب before a noun phrase brings no side of a meeting: «اجتماع بمقر الحزب», «برئاسة الوزير».
    pub(super) fn is_setting(&self, phrase: Phrase, kind: &Kind) -> bool {
        self.is_mutual(kind) && (!self.is_people(phrase) || self.is_place(phrase))
    }

    /// The part of a noun phrase that does what a plural verb says, where its head is an event: «إيقاف ⟦ثلاثة أشخاص⟧ احتجزوا».
    pub(super) fn doing(&self, phrase: Phrase) -> Phrase {
        let mut found = Vec::new();
        let head = self.syntax.fact(phrase.first);
        self.lexicon.find(self.syntax.form(phrase.first), &mut found);
        let event = found.iter().any(|found| {
            let object = self.lexicon.kind(found.kind).map(|kind| kind.object);
            found.shown.shape == Shape::Noun && object != Some(Object::Thing)
        });
        let governs =
            phrase.first < phrase.last && !head.article && head.class == Class::Noun && !head.plural;
        if event && governs { Phrase { first: phrase.first + 1, ..phrase } } else { phrase }
    }
}
