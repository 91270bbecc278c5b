//! What a cue introduces: the way from the cue to the first word of its content.

use crate::syntax::{Asked, Class, Syntax};

use super::finder::Finder;
use super::lexicon::{Cue, FRAMES, Found};
use crate::inflect::Shape;

/// How far behind its cue a content may begin, in tokens.
const FARTHEST: usize = 60;

/// Where a content begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Content {
    /// The first token of the content.
    pub(super) first: usize,
    /// Bytes of its form that stay outside: the ب of «باتخاذ».
    pub(super) skip: usize,
    /// The token that introduces it, where that stands by itself.
    pub(super) mark: usize,
    /// Whether the content is what is between the quotation marks that open at `first`.
    pub(super) quoted: bool,
    /// Whether a preposition of the cue introduces it, rather than أن or a quotation.
    pub(super) preposition: bool,
}

impl Finder<'_> {
    /// The content that token `k` introduces by itself: أن, a preposition of the cue, a colon, an opening quotation mark.
    pub(super) fn introduced(&self, k: usize, to: usize, cue: &Cue, near: bool) -> Option<Content> {
        let syntax = self.syntax;
        let fact = syntax.fact(k);
        let content = |first: usize, skip: usize, mark: usize| Content {
            first,
            skip,
            mark,
            quoted: false,
            preposition: false,
        };
        match fact.class {
            Class::That if !fact.joined => {
                let ours = cue.takes.that
                    || fact.particle.is_some_and(|p| cue.takes.prepositions.iter().any(|t| t.starts_with(p)));
                let because = fact.particle == Some('ل');
                let bare = fact.particle.is_none() && cue.takes.that || fact.particle == Some('ب');
                (ours && bare && !because && k + 1 < to).then(|| self.after_that(content(k + 1, 0, k), to))
            }
            // «توقعت ألا يؤثر»: أن and لا in one word, which the content keeps.
            _ if near && cue.takes.that && syntax.form(k) == "الا" && syntax.class(k + 1) == Class::Verb => {
                (k + 1 < to).then_some(content(k, 0, k))
            }
            Class::Colon if cue.takes.quote => {
                let first = k + 1;
                let quoted = syntax.closing(first).is_some();
                (first < to || quoted).then_some(Content {
                    first,
                    skip: 0,
                    mark: k,
                    quoted,
                    preposition: false,
                })
            }
            _ if syntax.closing(k).is_some() => self.introduced_quotation(k, to, cue, near),
            // «معلقا بالقول إن»
            _ if near && cue.takes.quote && syntax.form(k) == "بالقول" => self.by_word(k, to),
            // «استغرب عدد من النواب»: of whom it is a part.
            _ if syntax.form(k) == "من"
                && k > 0
                && self.lists.limits.partitives.contains(syntax.core(k - 1)) =>
            {
                None
            }
            _ => self.preposition(k, to, cue),
        }
    }

    /// The content that the opening quotation mark at token `k` introduces.
    fn introduced_quotation(&self, k: usize, to: usize, cue: &Cue, near: bool) -> Option<Content> {
        let syntax = self.syntax;
        // «مطالبا "بمساواة …"»: the preposition is inside.
        if let Some(inside) = self.preposition(k + 1, to, cue).filter(|_| near) {
            return Some(inside);
        }
        // «ودعا "كل الأطراف إلى الحوار"»
        let inner = (k + 2..to.min(k + 7)).take_while(|k| syntax.closing(*k).is_none());
        // «ودعا، في بيانه، "كل الأطراف إلى"»
        let called =
            cue.addressee && !cue.takes.quote && (near || k > 0 && syntax.class(k - 1) == Class::Comma);
        if let Some(inside) = inner.filter(|_| called).find_map(|k| {
            // «طالبت "الحكومة وكل الدوائر بالتدخل"», but not «بأسره»
            let own = |c: &Content| c.skip == 0 || syntax.fact(k).article;
            self.preposition(k, to, cue).filter(own)
        }) {
            return Some(inside);
        }
        let long = syntax.closing(k).is_some_and(|close| close > k + 6);
        // «توقع الوزير "أن يتم الإنجاز"»: the complementiser is inside.
        let inner = cue.takes.that && syntax.class(k + 1) == Class::That && !syntax.fact(k + 1).joined;
        if inner && long {
            return Some(Content { first: k, skip: 0, mark: k, quoted: true, preposition: false });
        }
        // «وصف القتيل في بيان له "بشهيد الوطن"»
        if let Some(inside) = self.preposition(k + 1, to, cue).filter(|inside| inside.skip > 0 && !near) {
            return Some(inside);
        }
        // «قال في ندوة "الإعلام اليوم" إن»: a name.
        let that = |k: usize| syntax.class(k) == Class::That && !syntax.fact(k).joined;
        let named = syntax.closing(k).is_some_and(|close| {
            // «ذكرت "قنا" في وقت لاحق أن»
            let ends = |k: &usize| {
                let comma = syntax.class(*k) == Class::Comma && !that(*k + 1);
                comma || matches!(syntax.class(*k), Class::Stop | Class::Verb)
            };
            let later = close <= k + 3 && (close + 1..to.min(close + 12)).take_while(|k| !ends(k)).any(that);
            // «أكد "الوطني الحر" الذي يشارك في»
            let described = close <= k + 4 && syntax.class(close + 1) == Class::Relative;
            later
                || described
                || that(close + 1)
                || syntax.class(close + 1) == Class::Comma && that(close + 2)
        });
        // «طالب بالمناسبة "تمتيع الفلاحين …"»
        let aside = k > 0
            && long
            && FRAMES.get(cue.frame) == Some(&"call")
            && self.lists.apart.venues.contains(syntax.core(k - 1))
            && syntax.fact(k - 1).particle == Some('ب');
        let direct = (cue.takes.quote && (near || long) || aside) && !named;
        direct.then_some(Content { first: k, skip: 0, mark: k, quoted: true, preposition: false })
    }

    /// A preposition of the cue at token `k`, written by itself or attached.
    fn preposition(&self, k: usize, to: usize, cue: &Cue) -> Option<Content> {
        let syntax = self.syntax;
        let (form, fact) = (syntax.form(k), syntax.fact(k));
        if fact.joined {
            return None;
        }
        for preposition in &cue.takes.prepositions {
            let content = |first: usize, skip: usize| Content {
                first,
                skip,
                mark: k,
                quoted: false,
                preposition: true,
            };
            if self.is_aside(k, preposition) {
                return None;
            }
            if preposition == "من" && self.is_of_them(k, to, cue) {
                return Some(Content { preposition: false, ..self.after_that(content(k + 1, 0), to) });
            }
            if form == preposition && form == "من" && FRAMES.get(cue.frame) == Some(&"call") {
                return self.asked_of(content(k + 1, 0), to);
            }
            if form == preposition {
                return (k + 1 < to).then(|| self.named(self.after_that(content(k + 1, 0), to), cue));
            }
            // «مما», «عما», «لما», «بما»: the preposition has swallowed its ن.
            let merged = match preposition.as_str() {
                "من" => form == "مما",
                "عن" => form == "عما",
                "ب" => form == "بما" || form == "بحق",
                "ل" => form == "لما",
                _ => false,
            };
            if merged {
                // «عما إذا كان»
                let whether = syntax.form(k + 1) == "اذا";
                return (k + 1 < to).then_some(if whether { content(k + 1, 0) } else { content(k, 2) });
            }
            // «طالبت بذلك الهيئة»: what was said before, and who says so.
            if syntax.stem(k) == "ذلك" && syntax.fact(k + 1).feminine {
                return None;
            }
            let attached = fact
                .particle
                .is_some_and(|p| preposition.starts_with(p) && preposition.len() == p.len_utf8());
            if attached && (fact.is_nominal() || !fact.sure && fact.class == Class::Verb) && fact.stem >= 2 {
                return Some(content(k, usize::from(fact.stem)));
            }
            // Without words the particle is seen by the letter alone.
            let bare = preposition.len() == 2
                && !fact.sure
                && fact.class == Class::Noun
                && form.starts_with(preposition.as_str());
            if bare && form.chars().count() > 3 {
                return Some(content(k, 2));
            }
        }
        None
    }

    /// «طلب من المجلس التحقيق في القضية»: what is asked stands behind who is asked.
    fn asked_of(&self, mut content: Content, to: usize) -> Option<Content> {
        let asked = Asked { barred: &[], transitive: true, limit: to };
        let whom = self.syntax.phrase(content.first, &self.lists.limits, asked);
        if let Some(whom) = whom.filter(|whom| self.is_agent(*whom) && self.is_object(whom.last + 1, to)) {
            content.first = whom.last + 1;
        }
        (content.first < to).then(|| self.after_that(content, to))
    }

    /// What somebody calls something is no more than what stands in quotation marks («وصفه بـ"المخزي" الذي …»).
    fn named(&self, mut content: Content, cue: &Cue) -> Content {
        let judged = cue.addressee && FRAMES.get(cue.frame) == Some(&"judge");
        content.quoted = judged && self.syntax.closing(content.first).is_some();
        content
    }

    /// Passes over an أن that follows a preposition («شدد على أن», «أشار إلى أنه»).
    fn after_that(&self, mut content: Content, to: usize) -> Content {
        let mark = content.mark;
        let stacked = self.syntax.class(content.first) == Class::That && content.first + 1 < to;
        if stacked && self.syntax.class(mark) == Class::Preposition {
            content.mark = content.first;
            content.first += 1;
        }
        content
    }

    /// Looks from token `k` on for what introduces the content of a cue, across adjuncts and commas.
    pub(super) fn search(
        &self,
        from: usize,
        to: usize,
        found: &Found,
        cue: &Cue,
        close: bool,
    ) -> Option<Content> {
        let syntax = self.syntax;
        let told = || self.by_saying_so(from, to).or_else(|| self.quoted_past(from, to));
        if let Some(content) = cue.takes.quote.then(told).flatten() {
            return Some(content);
        }
        let mut fallback = None;
        let mut k = from;
        let (mut near, mut described) = (true, false);
        let reach = from + if cue.near && close { 1 } else { FARTHEST };
        while k < to.min(reach.max(from + 2)) {
            let class = syntax.class(k);
            if self.ends_sentence(k) {
                break;
            }
            if k < reach
                && let Some(content) = self.introduced(k, to, cue, near)
                && self.is_ours(k, from, cue)
            {
                let (weak, apart) = self.is_weak(k, content, cue);
                if !(weak || apart) {
                    return Some(content);
                }
                fallback = fallback.or(Some(content).filter(|_| !apart));
            }
            if let Some(end) = syntax.closing(k) {
                k = end + 1;
                continue;
            }
            if close && class == Class::Comma && !self.lists.telling.contains(syntax.form(k + 1)) {
                return self.past_commas(k, to, cue).or(fallback);
            }
            // «وكتب الوزير على موقعه "…"», «وأبرز الاتحاد في بيان له، أن»
            let passing = || self.quotation_near(k, to, cue).or_else(|| self.told_in_passing(k, to, cue));
            if let Some(content) = close.then(passing).flatten() {
                return Some(content);
            }
            // «متهما الصحيفة التي نشرت الخبر بالتضليل»: whom an accusation meets may be described.
            described |= class == Class::Relative && FRAMES.get(cue.frame) == Some(&"accuse");
            // «ذكرت فلانة، وهي باحثة، أن»
            if k > from && self.describes_apart(k) {
                return self.past_commas(k - 1, to, cue).or(fallback);
            }
            if self.breaks_off((k, from), found, cue, (close, described))
                || class == Class::Comma && fallback.is_some()
            {
                break;
            }
            near = class == Class::Comma || class == Class::Adverb && near;
            k += 1;
        }
        fallback
    }

    /// Whether what introduces a content at `k` belongs to the cue and not to a word between.
    fn is_ours(&self, k: usize, from: usize, cue: &Cue) -> bool {
        let syntax = self.syntax;
        let Some(before) = k.checked_sub(1).filter(|before| *before >= from) else { return true };
        let fact = syntax.fact(before);
        match syntax.class(k) {
            Class::That if syntax.fact(k).particle.is_none() => {
                let resumes = self.lists.resuming.contains(syntax.form(before));
                let other_preposition = fact.class == Class::Preposition && !resumes
                    || matches!(syntax.form(before), "دون" | "بدون" | "غير" | "رغم" | "قبل" | "بعد");
                // «في تعليقه على تصريحات الوزير الذي توقع أن»: the verb of the relative clause has it.
                if before > from && syntax.class(before - 1) == Class::Relative && self.may_be_verb(before) {
                    return false;
                }
                // «وقال زالا إن»: right behind the cue a past form is a name that the tagger does not know.
                let past = !syntax.form(before).starts_with(['ي', 'ت', 'ن', 'س']) && before == from;
                // «وتابع يعلون أن»: no verb in the plural stands there.
                let plural = before == from && syntax.form(before).ends_with("ون");
                let name = past || plural;
                let possible = fact.class == Class::Verb && fact.sure && !self.may_be_verb(before) && !name;
                !other_preposition && !possible
            }
            // «الإعلان عن»: the noun before it takes the same preposition.
            Class::Preposition => {
                let noun = self.readings(before).iter().any(|found| found.shown.shape == Shape::Noun)
                    || self.lexicon.is_noun(syntax.core(before));
                fact.class != Class::Verb && fact.class != Class::Relative && !noun
            }
            _ if syntax.fact(k).particle.is_some() => {
                let stem = syntax.stem(k);
                let limits = &self.lists.limits;
                let adjunct = limits.occasions.contains(stem)
                    || limits.audience.contains(stem)
                    || limits.audience.contains(syntax.core(k))
                    || limits.adverbs.contains(stem);
                !adjunct && (fact.class != Class::Verb || cue.takes.prepositions.len() == 1)
            }
            _ => true,
        }
    }

    /// Whether a clause of another verb begins with token `k`.
    pub(super) fn other_clause(&self, k: usize, found: &Found) -> bool {
        if matches!(self.syntax.form(k), "بعدما" | "عندما" | "حينما" | "بينما") {
            return true;
        }
        let before = self.syntax.class(k - 1);
        let separate = before == Class::Comma || self.syntax.fact(k).joined;
        let reading = self.readings(k).first();
        // «وأكد فلان، على هامش الندوة، أكد أن»: said again.
        if before == Class::Comma && reading.is_some_and(|r| r.cue == found.cue && r.shown == found.shown) {
            return false;
        }
        // «نفى التهم، مؤكدا أنها كاذبة»
        let told = self.syntax.class(k + 1) == Class::That || self.syntax.class(k + 1) == Class::Preposition;
        // «، عبر الهاتف، إن»: by which way.
        // «، عقب اللقاء، إن»: after what.
        if matches!(self.syntax.form(k), "عبر" | "عقب") && !told {
            return false;
        }
        let participle = before == Class::Comma
            && told
            && self.readings(k).iter().any(|other| other.shown.shape == Shape::Circumstance);
        participle
            || separate
                && self.may_be_verb(k)
                && !self.lists.no_verbs.contains(self.bare(k))
                && reading.is_some_and(|other| !other.shown.pronoun && other.shown.shape == found.shown.shape)
    }
}

/// Whether a word resumes where something was said: «تصريحات قال فيها إن».
pub(super) fn is_inside(form: &str) -> bool {
    matches!(form, "فيه" | "فيها" | "خلاله" | "خلالها")
}

/// The first token at or behind `k` that is no adverb, no word of time and no «من جهته».
pub(super) fn past_adverbs(syntax: &Syntax, k: usize, to: usize, finder: &Finder<'_>) -> usize {
    let mut k = k;
    while k < to {
        let stem = syntax.stem(k);
        let side = syntax.form(k) == "من" && finder.lists.sides.contains(syntax.form(k + 1));
        let adverb = syntax.class(k) == Class::Adverb
            || (finder.lists.limits.adverbs.contains(stem)
                || finder.lists.limits.adverbs.contains(finder.bare(k)))
                && syntax.class(k) != Class::Preposition
                && !syntax.fact(k).joined;
        let comma = syntax.class(k) == Class::Comma;
        let before_one = k + 1 < to
            && (syntax.class(k + 1) == Class::Adverb
                || syntax.form(k + 1) == "من" && finder.lists.sides.contains(syntax.form(k + 2)));
        let behind_one = k > 0
            && (syntax.class(k - 1) == Class::Adverb || finder.lists.sides.contains(syntax.form(k - 1)));
        if side {
            // «من جهة ثانية»
            let which = syntax.fact(k + 2);
            let other =
                matches!(syntax.form(k + 2), "ثانيه" | "اخري" | "ثالثه") || which.class == Class::Adjective;
            k += if other && !which.article && which.stem == 0 { 3 } else { 2 };
        } else if adverb || comma && (before_one || behind_one) || is_inside(syntax.form(k)) {
            k += 1;
        } else {
            break;
        }
    }
    k
}
