//! Whom a pronoun or a participle stands for: «أكدت الحركة إدانتها», «قضية مقتله», «…، داعيا الجميع إلى».

use crate::inflect::{PRONOUNS, Shape, Shown};
use crate::syntax::{Asked, Class, Name, Phrase, VerbForm};

use super::finder::Finder;
use super::lexicon::{Found, Kind, Object};

/// How far before the trigger they may stand, in tokens.
const FARTHEST: usize = 40;
/// The classes of what happens to people: a pronoun at their nouns is whom it happened to.
const SUFFERED: [&str; 3] = ["ASSAULT", "COERCE", "SANCTION"];

impl Finder<'_> {
    /// Actor and recipient by the pronoun at the event noun at token `i`, where `towards` is the recipient behind a preposition.
    pub(super) fn owned(
        &self,
        i: usize,
        (found, kind): (&Found, &Kind),
        (towards, by): (Option<Phrase>, Option<Phrase>),
        from: usize,
    ) -> (Option<Phrase>, Option<Phrase>) {
        let Some(shown) = self.pronoun_at(i).filter(|_| found.shown.pronoun) else { return (None, None) };
        let suffered = SUFFERED.contains(&self.class_of(kind));
        // «تم إيقافه»
        let done = i > from && self.is_done(i - 1);
        let acts = match kind.own {
            _ if done || by.is_some() => false,
            Some(own) => own == Object::Actor,
            None => towards.is_some() || !suffered,
        };
        if acts {
            (self.leading(i, shown, from).or_else(|| self.nearest(i, shown, false, from)), None)
        } else {
            (None, self.nearest(i, shown, suffered, from))
        }
    }

    /// Actor and recipient of a participle that says what else the subject of the sentence does: «…، مطالبا الحكومة بالتدخل».
    pub(super) fn attending(
        &self,
        i: usize,
        (found, kind): (&Found, &Kind),
        from: usize,
        to: usize,
    ) -> (Option<Phrase>, Option<Phrase>) {
        let towards = self.towards(i, kind, false, to);
        let object = self.phrase_at(self.past_adverbs(i + 1, to), to, kind);
        let object = object.filter(|_| kind.object == Object::Recipient);
        (self.leading(i, found.shown, from), object.or(towards))
    }

    /// Whom a preposition of the frame and its pronoun behind the event noun at token `i` mean: «المفاوضات معه», «الاحتفاظ بهم».
    pub(super) fn meant_behind(&self, i: usize, kind: &Kind, from: usize) -> Option<Phrase> {
        let form = self.syntax.form(i + 1);
        let pronoun =
            |to: &String| form.strip_prefix(to.as_str()).is_some_and(|rest| PRONOUNS.contains(&rest));
        let shown = self.pronoun_at(i + 1).filter(|_| kind.to.iter().any(pronoun))?;
        self.nearest(i, shown, SUFFERED.contains(&self.class_of(kind)), from)
    }

    /// Gender and number of the pronoun at token `i`.
    fn pronoun_at(&self, i: usize) -> Option<Shown> {
        let form = self.syntax.form(i);
        let pronoun = PRONOUNS.into_iter().find(|pronoun| form.ends_with(pronoun))?;
        let (feminine, plural) = match pronoun {
            "ه" => (false, false),
            "ها" => (true, false),
            "هم" | "هما" => (false, true),
            _ => return None,
        };
        Some(Shown { shape: Shape::Past, feminine, plural, pronoun: false, maqsura: false })
    }

    /// The subject of the verb that leads the sentence up to token `i`: the nearest one that agrees and can act.
    pub(super) fn leading(&self, i: usize, shown: Shown, from: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let near = from.max(i.saturating_sub(FARTHEST));
        let verbs = (near..i).rev().take_while(|k| !matches!(syntax.class(*k), Class::Stop | Class::Colon));
        verbs
            .filter(|k| syntax.class(*k) == Class::Verb && !self.limits.auxiliaries.contains(syntax.form(*k)))
            .find_map(|k| {
                // «البعثة التي تواصل زيارتها»
                let described = k > near && syntax.class(k - 1) == Class::Relative;
                let head = if described { self.before_relative(k, near) } else { None };
                match head.filter(|head| self.stands_for(*head, shown)) {
                    None if described => None,
                    None => self.subject_of(k, i, shown, near),
                    head => head,
                }
            })
    }

    /// The noun phrase before or behind the verb at token `k` that agrees.
    fn subject_of(&self, k: usize, i: usize, shown: Shown, near: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let form = VerbForm { shown, joined: syntax.fact(k).joined, future: false };
        let asked = Asked { barred: &[], transitive: true, limit: i };
        let behind = syntax.phrase(self.past_adverbs(k + 1, i), self.limits, asked);
        let behind = behind
            .map(|phrase| self.widened(self.cut(phrase), i))
            .filter(|phrase| syntax.fact(phrase.first).particle.is_none() && self.stands_for(*phrase, shown));
        behind.or_else(|| {
            syntax.subject_before(k, form, near, self.limits).filter(|phrase| self.stands_for(*phrase, shown))
        })
    }

    /// The nearest noun phrase of people or bodies, or of people alone, before token `i` that agrees.
    fn nearest(&self, i: usize, shown: Shown, people: bool, from: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let near = from.max(i.saturating_sub(FARTHEST));
        let mut k = i;
        while k > near {
            k -= 1;
            if matches!(syntax.class(k), Class::Stop | Class::Colon) {
                return None;
            }
            if !syntax.fact(k).is_nominal() {
                continue;
            }
            let Some(phrase) = syntax.phrase_before(k, near, self.limits) else { continue };
            let named = |first: &usize| {
                *first == phrase.first || matches!(syntax.fact(*first).name, Some(Name::Person | Name::Body))
            };
            let mut parts = (phrase.first..=k).filter(named).map(|first| Phrase { first, last: k });
            let fits =
                |part: &Phrase| self.stands_for(*part, shown) && !(people && self.is_several(*part, shown));
            if let Some(part) = parts.find(fits) {
                return Some(part);
            }
            k = phrase.first;
        }
        None
    }

    /// Whether a noun phrase is no single person though the pronoun is of one: a body, a place, a plural.
    fn is_several(&self, phrase: Phrase, shown: Shown) -> bool {
        let (fact, core) = (self.syntax.fact(phrase.first), self.syntax.core(phrase.first));
        let body = self.limits.is_body(core) || matches!(fact.name, Some(Name::Body | Name::Place));
        !shown.plural
            && (body
                || !shown.feminine
                    && fact.name.is_none()
                    && (fact.plural || core.starts_with('ا') && self.syntax.is_broken_plural(phrase.first)))
    }

    fn stands_for(&self, phrase: Phrase, shown: Shown) -> bool {
        let syntax = self.syntax;
        let several = !shown.plural
            || syntax.class(phrase.first) == Class::Number
            || syntax.fact(phrase.first).plural
            || syntax.is_broken_plural(phrase.first);
        several && self.is_party(phrase) && syntax.agrees(phrase, shown)
    }
}
