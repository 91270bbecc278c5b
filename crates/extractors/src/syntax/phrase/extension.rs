//! How a noun phrase grows, token by token.

use warraq_arabic::lexed::Gap;

use super::Reading;
use crate::syntax::{Class, Fact};

impl Reading<'_> {
    /// The token up to which the phrase grows when token `k` follows; `None` where it ends.
    pub(super) fn extension(&self, k: usize) -> Option<usize> {
        let syntax = self.syntax;
        let last = self.phrase.last;
        if syntax.fact(last).more {
            return Some(k);
        }
        if let Some(close) = syntax.closing(k) {
            return self.quoted_name(k, close);
        }
        let (fact, form) = (syntax.fact(k), syntax.form(k));
        if self.is_owner(k) {
            return Some(k);
        }
        if self.ends_before(k, fact) {
            return None;
        }
        if syntax.is_same(k) || self.is_subject_matter(k) {
            return Some(k);
        }
        // «الرئيس التنفيذي لـ"آبل"»
        if self.office && !self.person && form == "ل" {
            return self.quoted_task(k);
        }
        // «80 بالمائة من المستجوبين»
        if syntax.class(last) == Class::Number && matches!(form, "بالمايه" | "بالميه" | "%") {
            return Some(k);
        }
        match fact.class {
            Class::Comma => self.apposition(k),
            Class::Preposition => self.preposition(k),
            Class::Sign if form == "-" && syntax.lexed.gap(k) == Gap::None => {
                (syntax.lexed.gap(k + 1) == Gap::None && syntax.fact(k + 1).is_nominal()).then_some(k + 1)
            }
            Class::Sign if form == "(" => self.bracket(k),
            Class::Pronoun if syntax.shows(k) && !self.settled(last) => Some(k + 1),
            _ if matches!(form, "و" | "وكذلك") => self.other(k),
            _ => self.nominal(k, fact),
        }
    }

    /// A noun or adjective behind the phrase.
    fn nominal(&self, k: usize, fact: Fact) -> Option<usize> {
        let (syntax, limits) = (self.syntax, self.limits);
        let last = self.phrase.last;
        if !fact.is_nominal() || limits.adverbs.contains(syntax.stem(k)) && fact.name.is_none() {
            return None;
        }
        if fact.name.is_none() && self.is_clause(k) {
            return None;
        }
        if fact.particle.is_some() {
            return self.particle(k);
        }
        if fact.joined {
            // «وكيل الجمهورية فقاضي التحقيق»: one after the other.
            let parts = syntax.form(k).starts_with('ف')
                || fact.suffix && self.asked.transitive && !limits.is_role(&syntax.noun(k))
                || self.is_event(k);
            return if parts { None } else { Some(syntax.name_end(k)) };
        }
        let described = syntax.fact(k + 1).article && syntax.describes(k + 1);
        match fact.class {
            // «إذاعة أوروبا 1 الفرنسية»
            Class::Number if described && limits.audience.contains(syntax.core(self.head)) => Some(k + 1),
            Class::Number if fact.article || self.phrase.first == last || self.is_issue(k) => Some(k),
            _ => self.bare(k, fact),
        }
    }

    /// Who stands behind a و of its own: «المعارضة السورية و واشنطن», «المعارضة السورية وكذلك واشنطن».
    fn other(&self, k: usize) -> Option<usize> {
        let syntax = self.syntax;
        let next = syntax.fact(k + 1);
        let free = next.is_nominal() && next.stem == 0 && !self.limits.adverbs.contains(syntax.stem(k + 1));
        let also = syntax.form(k) == "وكذلك";
        (free && (also || syntax.class(k) == Class::Conjunction))
            .then(|| if also { syntax.name_end(k + 1) } else { k + 1 })
    }

    /// Whether the quotation from token `k` to token `close` is of the phrase: a title or name, not what somebody says or who is spoken of.
    fn quoted_name(&self, k: usize, close: usize) -> Option<usize> {
        let (syntax, limits) = (self.syntax, self.limits);
        let last = self.phrase.last;
        let short = close <= k + 8 && syntax.lexed.gap(k) <= Gap::Space;
        let core = syntax.core(last);
        let named = limits.bodies.contains(core) || limits.audience.contains(core);
        // «اتهم المتحدث باسم الوزارة "مجموعات مسلحة"»: what a settled subject has behind it is the object.
        let several = close > k + 2 && syntax.fact(k + 1).plural && !syntax.fact(k + 1).article;
        let object = self.asked.transitive && self.settled(last) && several;
        // «فلان الفلاني ضيف "المساء"»
        let guest = limits.guests.contains(core);
        let fits = named || guest || !self.person && !object && syntax.fact(k + 1).is_nominal();
        (short && fits && syntax.form(last) != ":").then_some(close)
    }

    /// «بيان له»: whose it is.
    fn is_owner(&self, k: usize) -> bool {
        let form = self.syntax.form(k);
        let ending = form.len() <= 12 && form.ends_with(['ه', 'ا', 'م']);
        let document = || self.limits.documents.contains(self.syntax.core(self.phrase.last));
        ending && self.limits.owners.contains(form) && document()
    }

    /// Whether token `k` cannot be of the phrase, though it looks like a part of it.
    fn ends_before(&self, k: usize, fact: Fact) -> bool {
        let (syntax, limits) = (self.syntax, self.limits);
        let core = syntax.core(k);
        let settled = || fact.article && self.settled(self.phrase.last);
        // «اللجنة الملتئمة اليوم», «لفتت الوكالة النظر إلى», «بيانات نشرها المعهد»
        let meets = limits.meeting.contains(core) && settled();
        let drawn = limits.drawn.contains(core) && syntax.form(k + 1) == "الي" && settled();
        meets || drawn || self.document && limits.publishing.contains(syntax.form(k))
    }

    /// Whether token `k` of the phrase describes its head.
    pub(super) fn describes(&self, k: usize) -> bool {
        let (one, head) = (self.syntax.fact(k), self.syntax.fact(self.head));
        // «وزير داخلية النمسا»: no adjective of a man.
        let other = !one.article && one.feminine && !head.feminine && !head.plural;
        // «بولاية أريزونا»: no adjective, for all its ending.
        let kind = self.limits.places.contains(self.syntax.core(k));
        // «أحد مؤسسي الحزب»: a plural behind what counts its members.
        let counted = k == self.head + 1 && matches!(self.syntax.core(self.head), "احد" | "احدي" | "بعض")
            // «عدد من أهالي البلدة»
            || self.limits.people.contains(self.syntax.core(k));
        k > self.head && !kind && !counted && self.syntax.describes(k) && !(other && self.office)
    }

    /// Whether token `k` stands in quotation marks that the phrase has: a title («حزب "الأفق"»), nobody's name.
    pub(super) fn is_quoted(&self, k: usize) -> bool {
        self.syntax.quotation(k).is_some_and(|(open, _)| open >= self.phrase.first)
    }
}
