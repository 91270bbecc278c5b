//! What stands near a trigger and brings an argument: prepositions, light verbs, «على يد», relative clauses.

use crate::inflect::PRONOUNS;
use crate::syntax::{Asked, Class, Phrase, WordSet};

use super::finder::Finder;
use super::lexicon::Kind;

/// How far a preposition of the frame may stand from the trigger, in tokens.
const NEAR: usize = 14;
/// How far before an event noun a verb whose subject does it may stand, in tokens.
const VOICED: usize = 16;

impl Finder<'_> {
    /// The recipient behind a preposition of the frame, in the same clause.
    pub(super) fn towards(&self, i: usize, kind: &Kind, noun: bool, to: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let (mut comma, mut parted) = (false, false);
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
            let idle = self.words.never_hit.contains(syntax.core(k + 1)) && !syntax.fact(k + 1).joined;
            if least || idle && class == Class::Preposition {
                continue;
            }
            // «اعتدى عليه على مستوى الرأس»: the recipient is the pronoun.
            let pronoun = |to: &String| {
                let rest = form.strip_prefix(to.as_str());
                rest.is_some_and(|rest| PRONOUNS.contains(&rest))
            };
            if kind.to.iter().any(pronoun) {
                return None;
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
            // «زيارة … ضمن حملة للسياحة»: behind a noun ل belongs to what stands before it.
            let other = noun && parted && fact.particle == Some('ل');
            if attached && !other && !self.limits.occasions.contains(syntax.stem(k)) && !self.is_purpose(k) {
                let phrase = syntax.phrase(k, self.limits, asked);
                let setting =
                    fact.particle == Some('ب') && phrase.is_some_and(|phrase| self.is_setting(phrase, kind));
                if !setting {
                    return phrase;
                }
            }
            parted |= class == Class::Preposition || fact.particle.is_some();
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
            let hand = self.words.hands.contains(syntax.form(k + 1));
            let preposition = syntax.form(k) == "علي" && hand || syntax.form(k) == "من" && !hand;
            if preposition && self.words.by.contains(syntax.form(k + 1)) {
                return syntax.phrase(k + 2, self.limits, asked);
            }
            // «بأيدي مسلحين», «بواسطة طائرات»
            let means =
                self.words.hands.contains(syntax.stem(k)) || self.words.means.contains(syntax.stem(k));
            let attached = syntax.fact(k).particle == Some('ب') && means;
            if attached && syntax.fact(k + 1).is_nominal() {
                return syntax.phrase(k + 1, self.limits, asked);
            }
            let bullets = syntax.fact(k).particle == Some('ب') && self.words.bullets.contains(syntax.stem(k));
            if bullets && syntax.fact(k + 1).is_nominal() && !syntax.fact(k + 1).joined {
                let shooter = syntax.phrase(k + 1, self.limits, asked);
                return shooter.filter(|phrase| self.words.role(syntax, *phrase).is_some());
            }
        }
        None
    }

    /// Who drives what explodes: «سيارة مفخخة يقودها انتحاري», «سيارتين يقود إحداهما انتحاري».
    pub(super) fn driver(&self, i: usize, to: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let verb = (i + 1..to.min(i + 18))
            .take_while(|k| !matches!(syntax.class(*k), Class::Stop | Class::That))
            .find(|k| self.words.driving.contains(syntax.form(*k)))?;
        let one = self.words.one_of_them.contains(syntax.form(verb + 1));
        let vehicle = (verb.saturating_sub(4)..verb).any(|k| self.words.weapons.contains(syntax.core(k)));
        if !vehicle || syntax.form(verb) == "يقود" && !one {
            return None;
        }
        let asked = Asked { barred: &[], transitive: true, limit: to };
        let phrase = syntax.phrase(verb + 1 + usize::from(one), self.limits, asked)?;
        Some(phrase).filter(|phrase| self.is_armed(*phrase))
    }

    /// The light verb before an event noun, and whether its subject suffers.
    pub(super) fn light(&self, i: usize, from: usize) -> Option<(usize, bool)> {
        let syntax = self.syntax;
        let particle = syntax.fact(i).particle;
        let by = particle == Some('ب');
        let means = i > from && matches!(syntax.form(i - 1), "عبر" | "الي" | "خلال");
        // «تمكن الأعوان، ليلة أمس، من إيقاف»
        let able = i > from && matches!(syntax.form(i - 1), "من" | "في");
        let mut crossed = false;
        let far = if able { 24 } else { 16 };
        for k in (from.max(i.saturating_sub(if by || able { far } else { 12 }))..i).rev() {
            // «وجهت» begins with its own و.
            // «سيعقد» is «يعقد», too.
            let bare = syntax.bare(k);
            let future = bare.strip_prefix('س').filter(|rest| rest.starts_with(['ي', 'ت'])).unwrap_or(bare);
            let listed = |set: &WordSet| [syntax.form(k), bare, future].iter().any(|form| set.contains(form));
            let suffers = listed(&self.words.sufferers);
            // «أدى الحادث إلى مقتل» is no «أدى زيارة».
            let leads = self.words.leading.contains(syntax.stem(k));
            if leads && !suffers && (k + 1..i).any(|k| syntax.form(k) == "الي") {
                continue;
            }
            // «كرد فعل» is a noun.
            let responds = (by || means) && syntax.class(k) == Class::Verb && listed(&self.words.responders);
            let manages = able && listed(&self.words.managing);
            let near = !crossed && (by || i - k <= 12);
            if near && (suffers || listed(&self.words.doers) || responds) || manages {
                return Some((k, suffers));
            }
            // «تعرض القيادي، …، للخطف», «قام الجنود، …، باغتصابها»
            let apart = syntax.class(k) == Class::Comma && particle != Some('ل') && !by;
            // «شن مسلحون هجوما، ونددت المنظمة بقصف»: another clause.
            let other = by && syntax.class(k) == Class::Verb && syntax.fact(k).joined;
            crossed |= apart;
            if apart && !able || other || matches!(syntax.class(k), Class::Stop | Class::That) {
                return None;
            }
        }
        None
    }

    /// The subject of a verb that says what is done by its own subject: «عبر ⟦الحزب⟧ عن رفض», «قررت ⟦النقابة⟧ تعليق الإضراب».
    pub(super) fn voiced(&self, i: usize, kind: &Kind, from: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        if self.is_violence(kind) {
            return None;
        }
        let near = from.max(i.saturating_sub(VOICED));
        let parts = |k: &usize| {
            !matches!(syntax.class(*k), Class::Stop | Class::That | Class::Relative | Class::Colon)
        };
        let verb = (near..i).rev().take_while(parts).find(|k| syntax.class(*k) == Class::Verb)?;
        let listed =
            self.words.voicing.contains(syntax.form(verb)) || self.words.voicing.contains(syntax.bare(verb));
        let event = (verb + 1..i).any(|k| self.is_event_noun(k) && syntax.fact(k).name.is_none());
        if !listed || event {
            return None;
        }
        self.light_subject(verb, i, kind, from).filter(|phrase| self.is_party(*phrase) && phrase.last < i)
    }

    /// Who says that it was they: «أعلنت الحركة مسؤوليتها عن الهجوم».
    pub(super) fn claimant(&self, i: usize, from: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let near = from.max(i.saturating_sub(5));
        let of = (near..i).rev().find(|k| syntax.form(*k) == "عن")?;
        let claim = of.checked_sub(1).filter(|k| *k > from && self.words.claims.contains(syntax.core(*k)))?;
        let verb = (from.max(claim.saturating_sub(10))..claim)
            .rev()
            .take_while(|k| !matches!(syntax.class(*k), Class::Stop | Class::That))
            .find(|k| syntax.class(*k) == Class::Verb)
            .filter(|k| {
                [syntax.form(*k), syntax.bare(*k)].iter().any(|form| self.words.claiming.contains(form))
            })?;
        let asked = Asked { barred: &[], transitive: true, limit: claim };
        let before = || syntax.phrase_before(verb.checked_sub(1).filter(|k| *k >= from)?, from, self.limits);
        let first = self.past_adverbs(verb + 1, claim);
        if first < claim { syntax.phrase(first, self.limits, asked) } else { before() }
    }

    /// Whom people clashed with in which they were killed: «قتل ثلاثة جنود في اشتباكات مع مسلحين».
    pub(super) fn clash(&self, i: usize, to: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let near = (i + 1..to.min(i + NEAR))
            .take_while(|k| !matches!(syntax.class(*k), Class::Stop | Class::That | Class::Comma));
        // «في معارك مع بداية الهدنة» tells when.
        let timed = |k: usize| {
            syntax.class(k) == Class::Adverb
                || self.words.moments.contains(syntax.core(k))
                || self.limits.adverbs.contains(syntax.stem(k))
        };
        let with = near.filter(|k| syntax.form(*k) == "مع" && !timed(k + 1)).find(|k| {
            let before =
                (k.saturating_sub(4)..*k).rev().take_while(|k| syntax.class(*k) != Class::Preposition);
            before.map(|k| syntax.core(k)).any(|core| self.words.clashes.contains(core))
        })?;
        syntax.phrase(with + 1, self.limits, Asked { barred: &[], transitive: true, limit: to })
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
        let verb = (i + 1..to.min(i + 10)).find(|k| self.words.hitting.contains(syntax.form(*k)))?;
        let asked = Asked { barred: &[], transitive: true, limit: to };
        syntax.phrase(verb + 1, self.limits, asked)
    }
}
