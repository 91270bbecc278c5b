//! What stands near a trigger and brings an argument: prepositions, light verbs, «على يد», relative clauses.

use crate::syntax::{Asked, Class, Phrase, WordSet};

use super::finder::Finder;
use super::lexicon::Kind;

/// How far a preposition of the frame may stand from the trigger, in tokens.
const NEAR: usize = 14;

impl Finder<'_> {
    /// The recipient behind a preposition of the frame, in the same clause.
    pub(super) fn towards(&self, i: usize, kind: &Kind, to: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let mut comma = false;
        for k in i + 1..to.min(i + NEAR) {
            let class = syntax.class(k);
            if class == Class::Stop
                || class == Class::Relative
                || class == Class::That
                || class == Class::Verb && comma
            {
                return None;
            }
            comma |= class == Class::Comma;
            let form = syntax.form(k);
            let asked = Asked { barred: &[], transitive: true, limit: to };
            // «على الأقل», «بالقرب من» say how many and where.
            let least = matches!(syntax.form(k + 1), "الاقل" | "الاكثر") || syntax.stem(k) == "القرب";
            if least {
                continue;
            }
            if kind.to.iter().any(|to| to == form) {
                return syntax
                    .phrase(k + 1, self.limits, asked)
                    .filter(|phrase| syntax.fact(phrase.first).particle.is_none());
            }
            let fact = syntax.fact(k);
            let mut letter = [0u8; 4];
            let attached =
                fact.particle.is_some_and(|p| kind.to.iter().any(|to| to == p.encode_utf8(&mut letter)));
            if attached && !self.limits.occasions.contains(syntax.stem(k)) && !self.is_purpose(k) {
                return syntax.phrase(k, self.limits, asked);
            }
        }
        None
    }

    /// Who acts in the passive: «على أيدي مسلحين», «من قبل الجيش», «برصاص قناص».
    pub(super) fn by(&self, i: usize, to: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let asked = Asked { barred: &[], transitive: true, limit: to };
        for k in i + 1..to.min(i + 18) {
            if syntax.class(k) == Class::Stop || syntax.class(k) == Class::That {
                return None;
            }
            let hand = matches!(syntax.form(k + 1), "يد" | "ايدي" | "يدي");
            let preposition = syntax.form(k) == "علي" && hand || syntax.form(k) == "من" && !hand;
            if preposition && self.words.by.contains(syntax.form(k + 1)) {
                return syntax.phrase(k + 2, self.limits, asked);
            }
            let bullets = syntax.fact(k).particle == Some('ب') && self.words.bullets.contains(syntax.stem(k));
            if bullets && syntax.fact(k + 1).is_nominal() && !syntax.fact(k + 1).joined {
                let shooter = syntax.phrase(k + 1, self.limits, asked);
                return shooter.filter(|phrase| self.words.role(syntax, *phrase).is_some());
            }
        }
        None
    }

    /// The light verb before an event noun, and whether its subject suffers.
    pub(super) fn light(&self, i: usize, from: usize) -> Option<(usize, bool)> {
        let syntax = self.syntax;
        for k in (from.max(i.saturating_sub(12))..i).rev() {
            // «وجهت» begins with its own و.
            let listed = |set: &WordSet| set.contains(syntax.form(k)) || set.contains(syntax.bare(k));
            let suffers = listed(&self.words.sufferers);
            if suffers || listed(&self.words.doers) {
                return Some((k, suffers));
            }
            // «تعرض القيادي، …، للخطف»
            let apart = syntax.class(k) == Class::Comma && syntax.fact(i).particle != Some('ل');
            if apart || matches!(syntax.class(k), Class::Stop | Class::That) {
                return None;
            }
        }
        None
    }

    /// «هجوم شنه مسلحون», «الهجوم الذي نفذته خلية».
    pub(super) fn relative_doer(&self, i: usize, to: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let verb = (i + 1..to.min(i + 16)).find(|k| {
            let form = syntax.form(*k);
            let form = if self.words.doers.contains(form) { form } else { syntax.bare(*k) };
            // The ه of «وجه» is no pronoun.
            let pronoun = form.ends_with("ها") || form.ends_with('ه') && form != "وجه";
            pronoun && self.words.doers.contains(form) && (*k < i + 8 || form.starts_with("تبن"))
        })?;
        let asked = Asked { barred: &[], transitive: true, limit: to };
        syntax.phrase(self.past_adverbs(verb + 1, to), self.limits, asked)
    }

    /// «هجوم … استهدف دورية».
    pub(super) fn target(&self, i: usize, to: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let verb = (i + 1..to.min(i + 10))
            .find(|k| matches!(syntax.form(*k), "استهدف" | "استهدفت" | "يستهدف" | "تستهدف" | "ضد"))?;
        let asked = Asked { barred: &[], transitive: true, limit: to };
        syntax.phrase(verb + 1, self.limits, asked)
    }
}
