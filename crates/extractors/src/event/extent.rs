//! Where the noun phrases of an event begin and end.

use crate::syntax::{Asked, Class, Phrase};

use super::finder::Finder;
use super::lexicon::{Kind, Object};

/// How far behind a noun phrase what is asked of it may begin, in tokens.
const NEAR: usize = 8;

impl Finder<'_> {
    /// A noun phrase at token `k`, as an object may follow it.
    pub(super) fn phrase_at(&self, k: usize, to: usize, kind: &Kind) -> Option<Phrase> {
        let fact = self.syntax.fact(k);
        // «جنوب بغداد», «داخل المقر» say where.
        let sided =
            !fact.article && self.words.sides.contains(self.syntax.core(k)) || self.syntax.form(k) == "فضلا";
        if fact.particle.is_some() || sided {
            return None;
        }
        let asked = Asked { barred: &kind.to, transitive: true, limit: to };
        let mut phrase = self.widened(self.cut(self.syntax.phrase(k, self.limits, asked)?), to);
        // «إيقاف ⟦ثلاثة موظفين⟧ والاحتفاظ بالمدير»
        if let Some(other) = (phrase.first + 1..=phrase.last).find(|k| self.begins_event(*k)) {
            phrase.last = other - 1;
        }
        // «أطلق بعض الجنود ⟦النار⟧»
        if let Some(needed) = (phrase.first + 1..=phrase.last).find(|k| self.is_needed(*k, kind)) {
            // «أطلقت ⟦عشرات⟧ الصواريخ» is no subject.
            let counts = |k: usize| self.is_number(k) || matches!(self.syntax.core(k), "عده" | "بضعه");
            if (phrase.first..needed).all(counts) {
                return None;
            }
            phrase.last = needed - 1;
        }
        Some(self.before_request(phrase, to, kind))
    }

    /// Who is called upon or accused, without what is asked of him or laid on him: «دعا ⟦مؤسسات الدولة⟧ للتعاون», «اتهم ⟦وزير العدل⟧ بالتقصير»;
    /// not where that comes behind («دعا ⟦المنظمة العربية للتنمية⟧ إلى»).
    fn before_request(&self, phrase: Phrase, to: usize, kind: &Kind) -> Phrase {
        let syntax = self.syntax;
        let class = self.class_of(kind);
        if !matches!(class, "REQUEST" | "ACCUSE") || kind.object != Object::Recipient {
            return phrase;
        }
        let led = |k: usize, by: char| {
            syntax.fact(k).particle == Some(by) && !self.is_where(k) && syntax.stem(k) != "اسم"
        };
        let opens = |k: &usize| class == "REQUEST" && led(*k, 'ل') || led(*k, 'ب');
        let Some(request) = (phrase.first + 1..=phrase.last).find(opens) else { return phrase };
        let clause = |k: &usize| !matches!(syntax.class(*k), Class::Verb | Class::Comma | Class::Stop);
        // «اتهم الوزير المكلف بالإعلام بالتقصير»: the second ب leads what is laid on him.
        let second = led(request, 'ب');
        let asked =
            |k: usize| syntax.form(k) == "الي" || syntax.class(k) == Class::That || second && led(k, 'ب');
        let behind = (phrase.last + 1..to).take(NEAR).take_while(clause).any(asked);
        Phrase { last: if behind { phrase.last } else { request - 1 }, ..phrase }
    }

    /// Whether token `k` is where somebody serves: a name, a body or a kind of place.
    fn is_where(&self, k: usize) -> bool {
        let core = self.syntax.core(k);
        let limits = self.limits;
        self.syntax.fact(k).name.is_some() || limits.is_body(core) || limits.places.contains(core)
    }

    /// The object behind what tells when, up to a comma: «خطف مسلحون قبل أيام، عددا من», «أوقفت الشرطة، ليلة أمس، ثلاثة».
    pub(super) fn behind_comma(&self, k: usize, to: usize, kind: &Kind) -> Option<Phrase> {
        let syntax = self.syntax;
        let start = k + usize::from(syntax.class(k) == Class::Comma);
        let end = self.past_adverbs(start, to);
        let when = (end..to.min(end + 3)).take_while(|k| syntax.class(*k) != Class::Verb);
        let comma = when.into_iter().find(|k| syntax.class(*k) == Class::Comma)?;
        let object = syntax.fact(comma + 1).accusative || syntax.class(comma + 1) == Class::Number;
        if end > start && object { self.phrase_at(comma + 1, to, kind) } else { None }
    }

    /// Who is called upon, behind a comma, or behind what stands between commas: «ودعا الحزب، في بيان له، ⟦جميع القوى⟧ إلى».
    pub(super) fn called(&self, k: usize, to: usize, kind: &Kind) -> Option<Phrase> {
        let syntax = self.syntax;
        if self.class_of(kind) != "REQUEST" || kind.object != Object::Recipient {
            return None;
        }
        let mut k = self.past_adverbs(k + usize::from(syntax.is_quote(k)), to);
        if syntax.class(k) == Class::Comma {
            let fact = syntax.fact(k + 1);
            let aside =
                fact.class == Class::Preposition || fact.particle.is_some() || fact.class == Class::Adverb;
            k += 1;
            if aside {
                let near = k..to.min(k + 14);
                let mut near = near.take_while(|k| !matches!(syntax.class(*k), Class::Verb | Class::That));
                k = near.find(|k| syntax.class(*k) == Class::Comma)? + 1;
            }
        }
        let phrase = self.phrase_at(k, to, kind).filter(|phrase| self.is_party(*phrase))?;
        let mut behind = phrase.last + 1;
        while behind < to && (syntax.is_quote(behind) || syntax.class(behind) == Class::Comma) {
            behind += 1;
        }
        let fact = syntax.fact(behind);
        let asked = syntax.form(behind) == "الي"
            || fact.particle.is_some()
            || matches!(fact.class, Class::That | Class::Relative);
        asked.then_some(phrase)
    }

    /// The subject alone where the object follows it at once: a number begins a noun phrase of its own, and a sound plural with its ن
    /// governs no genitive («هاجم مسلحون دورية»).
    pub(super) fn cut(&self, phrase: Phrase) -> Phrase {
        let syntax = self.syntax;
        // «أعوان الأمن», «سكان الحي» are no sound plurals.
        let sound = |k: usize| {
            let core = syntax.core(k);
            let two = core.strip_suffix("ان").is_some_and(|one| {
                self.limits.roles.contains(one)
                    || self.words.parties.contains(one)
                    || self.words.roles_of(one)
            });
            two || syntax.fact(k).plural && ["ون", "ين", "تان"].iter().any(|ending| core.ends_with(ending))
        };
        let begins = |k: &usize| {
            let (before, fact) = (k - 1, syntax.fact(*k));
            let counts = fact.class == Class::Number
                && !matches!(syntax.class(before), Class::Number | Class::Preposition);
            let noun = matches!(fact.class, Class::Noun | Class::Proper);
            let object = noun && sound(before) && !sound(*k) && !syntax.fact(before).article;
            // «دعا الحزب ⟦كل الأطراف⟧»
            let all =
                self.words.all.contains(syntax.stem(*k)) && fact.particle.is_none() && syntax.settled(before);
            !fact.article && !fact.joined && (counts || object || all) || self.begins_clause(*k)
        };
        let last = (phrase.first + 1..=phrase.last).find(begins).map_or(phrase.last, |k| k - 1);
        let comma = usize::from(last > phrase.first && syntax.class(last) == Class::Comma);
        Phrase { first: phrase.first, last: last - comma }
    }

    /// A number goes with what it counts («ما لا يقل عن 28 متطوعا», «ثلاثة من عناصر الأمن»).
    pub(super) fn widened(&self, phrase: Phrase, to: usize) -> Phrase {
        let syntax = self.syntax;
        let mut phrase = phrase;
        // «18 شخصا», «ثلاثين سيارة مدرعة»
        while phrase.last + 1 < to
            && (syntax.class(phrase.last) == Class::Number && syntax.class(phrase.last + 1) == Class::Noun
                || phrase.last > phrase.first
                    && syntax.class(phrase.first) == Class::Number
                    && syntax.class(phrase.last + 1) == Class::Adjective)
            && syntax.fact(phrase.last + 1).particle.is_none()
            && !syntax.fact(phrase.last + 1).joined
            && !syntax.fact(phrase.last + 1).article
        {
            phrase.last += 1;
        }
        let of = phrase.last + 1;
        // «من منزليهما» says whence.
        // «من طرف الجيش», «من أجل السرقة» say by whom and why.
        let other = self.words.by.contains(syntax.form(of + 1)) || syntax.form(of + 1) == "اجل";
        let part = syntax.form(of) == "من" && !syntax.fact(of + 1).suffix && !other;
        // «حذر الوزير غيرد مولر من موجة»: a name has no parts.
        let last = syntax.fact(phrase.last);
        let named = last.class == Class::Proper || last.name.is_some();
        if part && !last.article && !named && of + 1 < to {
            let asked = Asked { barred: &[], transitive: true, limit: to };
            if let Some(whole) = syntax.phrase(of + 1, self.limits, asked) {
                return Phrase { first: phrase.first, last: whole.last };
            }
        }
        phrase
    }

    /// Whether token `k` is a number («5», «خمسة», «عشرات»).
    pub(super) fn is_number(&self, k: usize) -> bool {
        self.syntax.class(k) == Class::Number || matches!(self.syntax.core(k), "عشرات" | "مءات" | "الاف")
    }

    pub(super) fn is_counted(&self, phrase: Phrase) -> bool {
        self.syntax.class(phrase.first) == Class::Number
    }

    /// The first token at or behind `k` that is no adverb, no word of time and no bound of a number («ما لا يقل عن», «نحو»).
    pub(super) fn past_adverbs(&self, k: usize, to: usize) -> usize {
        let syntax = self.syntax;
        let mut k = k;
        while k < to {
            let form = syntax.form(k);
            let adverb = syntax.class(k) == Class::Adverb
                || !syntax.fact(k).joined
                    && (self.limits.adverbs.contains(syntax.stem(k)) || self.words.times.contains(form));
            let bound = self.words.bounds.contains(form);
            if form == "اول" && syntax.form(k + 1) == "من" && syntax.form(k + 2) == "امس" {
                k += 3;
            } else if form == "ما" && syntax.stem(k + 1).starts_with("مجموع") {
                k += 2;
            } else if form == "ما" && syntax.form(k + 1) == "لا" && syntax.form(k + 3) == "عن" {
                k += 4;
            } else if bound && syntax.form(k + 1) == "من"
                || form == "مره" && matches!(syntax.form(k + 1), "اخري" | "ثانيه")
            {
                k += 2;
            } else if adverb || bound {
                k += 1;
            } else {
                break;
            }
        }
        k
    }

    /// Whether ل stands before what is done with the thing («للمساعدة», «لتأمين المنطقة»), not before a recipient.
    pub(super) fn is_purpose(&self, k: usize) -> bool {
        let core = self.syntax.core(k);
        let letters: Vec<char> = core.chars().collect();
        let second = letters.len() == 5 && letters.first() == Some(&'ت') && letters.get(3) == Some(&'ي');
        second || self.words.purposes.contains(core)
    }
}
