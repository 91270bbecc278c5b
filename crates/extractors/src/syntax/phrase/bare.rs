//! What goes on with a noun phrase without particle: genitives, adjectives, names, offices in apposition.

use super::Reading;
use crate::syntax::{Class, Fact, Name};

impl Reading<'_> {
    /// As [`Syntax::settled`], but kinds of body and place are common nouns, whatever the tagger says.
    pub(super) fn settled(&self, i: usize) -> bool {
        let fact = self.syntax.fact(i);
        let core = self.syntax.core(i);
        let common = fact.class == Class::Proper && fact.name.is_none() && !fact.article && !fact.suffix;
        // «أحد مؤسسي الحزب»: the ending of a plural before its genitive is no pronoun.
        let next = self.syntax.fact(i + 1);
        let plural = fact.suffix && core.ends_with('ي') && next.particle.is_none();
        let construct = plural && !next.joined && (next.article || next.name.is_some());
        !(construct || common && self.is_kind(core)) && self.syntax.settled(i)
    }

    /// «اختراق موقع الوكالة القطرية ونشر بيان مفبرك»: a joined noun without article, of nobody and of more than one word, does not go on with what
    /// has its article.
    pub(super) fn is_event(&self, k: usize) -> bool {
        let (syntax, limits) = (self.syntax, self.limits);
        let (fact, next, core) = (syntax.fact(k), syntax.fact(k + 1), syntax.core(k));
        // «مشروع القانون الجديد والمصادقة عليه»
        let resumes =
            matches!(syntax.form(k + 1), "عليه" | "عليها" | "فيه" | "فيها" | "به" | "بها" | "منه" | "منها");
        if fact.article && fact.class == Class::Noun && resumes {
            return true;
        }
        let open =
            fact.class == Class::Noun && fact.sure && fact.name.is_none() && !fact.article && !fact.suffix;
        let indefinite =
            next.class == Class::Noun && !next.article && !next.suffix && next.particle.is_none();
        let somebody = fact.plural
            || limits.is_role(core)
            || limits.is_body(core)
            || [&limits.people, &limits.documents, &limits.audience, &limits.partitives, &limits.places]
                .iter()
                .any(|set| set.contains(core));
        open && indefinite
            && next.name.is_none()
            && !next.joined
            && !somebody
            && syntax.fact(self.phrase.last).article
    }

    /// «تقرير جانفي 2017 "آفاق الاقتصاد"»: a number between something written and its title.
    pub(super) fn is_issue(&self, k: usize) -> bool {
        let close = self.syntax.closing(k + 1).filter(|close| *close <= k + 9);
        self.document && close.is_some() && !self.person
    }

    /// Whether a word says what kind of body, place or office something is.
    pub(super) fn is_kind(&self, core: &str) -> bool {
        self.limits.bodies.contains(core)
            || self.limits.places.contains(core)
            || self.limits.audience.contains(core)
            || self.limits.roles.contains(core)
            || matches!(core, "مملكه" | "سلطنه" | "اماره" | "جمهوريه" | "دوله")
    }

    /// A nominal without particle behind the phrase.
    pub(super) fn bare(&self, k: usize, fact: Fact) -> Option<usize> {
        let syntax = self.syntax;
        let last = self.phrase.last;
        let settled = self.settled(last);
        let role = self.limits.roles.contains(syntax.core(k));
        // «دعا الحزب كل الأطراف إلى»: all of them are others.
        let all = matches!(syntax.form(k), "كل" | "جميع" | "كافه") && syntax.fact(k + 1).is_nominal();
        // «وقع الاتفاقية كل من المدير والوزير»
        let each = syntax.form(k) == "كل" && syntax.form(k + 1) == "من";
        if (all || each) && settled && !syntax.fact(k + 1).suffix {
            return None;
        }
        if let Some(name) = syntax.begins_name(k) {
            let end = syntax.name_end(k);
            if name == Name::Person && end == k && self.is_of_other_gender(k) {
                return None;
            }
            return self.with_name(name, settled).then_some(end);
        }
        if role {
            return self.with_role(k, settled).then_some(k);
        }
        // «أعلنت سبع دول قطع علاقاتها»: those who are counted, and what they do with something of theirs.
        let counted = syntax.class(self.phrase.first) == Class::Number && last == self.phrase.first + 1;
        let next = syntax.fact(k + 1);
        if self.asked.transitive && counted && !fact.article && next.suffix && next.particle.is_none() {
            return None;
        }
        match fact.class {
            _ if self.is_behind_name(k, fact) => None,
            Class::Proper => self.with_proper(settled).then_some(k),
            Class::Adjective if fact.article || !settled || !self.office => {
                self.with_adjective(k, settled).then_some(k)
            }
            _ if syntax.describes(k) && settled == fact.article => {
                self.with_adjective(k, settled).then_some(k)
            }
            _ => self.with_noun(k, fact, settled).then_some(k),
        }
    }

    /// «حذرت الوزيرة الحداد من»: whether the family's name at token `k` behind an office by itself is of a man, or of a woman behind a man's
    /// office, by the offices before the whole name elsewhere.
    fn is_of_other_gender(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let head = syntax.fact(self.head);
        let alone = self.head == self.phrase.last && head.article && head.particle.is_none();
        if !alone || !self.limits.roles.contains(syntax.core(self.head)) {
            return false;
        }
        syntax.has_title(k, !head.feminine) && !syntax.has_title(k, head.feminine)
    }

    /// Whether a name that an earlier step found goes on with the phrase.
    fn with_name(&self, name: Name, settled: bool) -> bool {
        let last = self.syntax.fact(self.phrase.last);
        match name {
            // «العاصمة الإثيوبية أديس أبابا»
            Name::Place if self.is_kind_of_place() => true,
            _ if !(settled || self.describes(self.phrase.last) && self.asked.transitive) => true,
            // «علي | عبد العال»: a name of which only a part was found.
            Name::Person if self.office || last.class == Class::Proper && last.name.is_none() => true,
            Name::Person => !self.person && !self.asked.transitive && last.name.is_none(),
            // «العاصمة تونس», «داخلية تتارستان» where the tagger knows no «داخلية», a name of which only a part was found.
            Name::Body | Name::Place => {
                let common = last.class == Class::Proper && last.name.is_none() && !last.article;
                let part = last.name == Some(Name::Person)
                    || self.limits.places.contains(self.syntax.core(self.phrase.last));
                common && self.phrase.first < self.phrase.last || part && !self.asked.transitive
            }
            Name::Other => !self.asked.transitive && !self.person,
        }
    }

    /// «رفض الرئيس بشار الأسد السماح لـ»: whether token `k` stands behind a person's whole name and is no family's name, by its article and
    /// its ending.
    fn is_behind_name(&self, k: usize, fact: Fact) -> bool {
        let syntax = self.syntax;
        let last = self.phrase.last;
        let before = syntax.fact(last);
        let whole = last > self.phrase.first
            && syntax.fact(last - 1).name == Some(Name::Person)
            && before.name == Some(Name::Person);
        let family = syntax.core(k).trim_end_matches('ه').ends_with('ي') && !before.article;
        self.person && whole && fact.article && !family && fact.class != Class::Proper
    }

    /// Whether the phrase ends in a kind of place with its adjectives, whose name may follow.
    fn is_kind_of_place(&self) -> bool {
        let syntax = self.syntax;
        let adjective = |k: &usize| syntax.describes(*k) && syntax.fact(*k).article;
        let (first, last) = (self.phrase.first, self.phrase.last);
        let head = (first..=last).rev().find(|k| !adjective(k));
        head.is_some_and(|k| syntax.fact(k).article && self.limits.places.contains(syntax.core(k)))
    }

    /// Whether a proper noun that is in no known name goes on with the phrase.
    fn with_proper(&self, settled: bool) -> bool {
        let last = self.syntax.fact(self.phrase.last);
        !settled || self.office || last.class == Class::Proper || !self.asked.transitive
    }

    /// Whether an office behind the phrase is an apposition to it.
    fn with_role(&self, k: usize, settled: bool) -> bool {
        let (syntax, before) = (self.syntax, self.syntax.fact(self.phrase.last));
        let fact = syntax.fact(k);
        // «اعتبر رئيس الحزب فلان ضيف "المساء"»
        if self.person && syntax.closing(k + 1).is_some() && self.limits.guests.contains(syntax.core(k)) {
            return true;
        }
        if !settled {
            // «دعت مسلمة أميركية المرشح»: an adjective has no genitive.
            return !(self.asked.transitive && fact.article && self.describes(self.phrase.last));
        }
        if fact.accusative && !before.accusative {
            return false;
        }
        // «أوصى رئيس الحكومة الولاة»: several are no apposition to one.
        let several = fact.plural || syntax.is_broken_plural(k);
        let one = !syntax.fact(self.head).plural && !syntax.is_broken_plural(self.head);
        if self.asked.transitive && several && one && fact.article && before.article {
            return false;
        }
        // «استقبل الرئيس وزير الخارجية»: what has an article is not described without one; a body is nobody's office («دعا الحزب أعضاء المجلس»).
        let alone = self.office && self.head == self.phrase.last && before.article;
        if self.asked.transitive && (alone || self.body && !self.office && !self.person) && !fact.article {
            return false;
        }
        // «استقبل رئيس الجمهورية وزير الخارجية»: who is told of by an office has no second one without article.
        let common = matches!(before.class, Class::Noun | Class::Adjective) && before.name.is_none();
        let office = self.office && before.article && common && !self.is_named();
        // «هنأت حركة الأفق المرشح فلان»: a body that is named whole has no title behind it.
        let body = self.body && !self.office && !self.person && before.name == Some(Name::Body);
        let next = syntax.fact(k + 1);
        let whom = fact.article && !fact.plural && next.is_nominal() && next.stem == 0;
        if self.asked.transitive && body && whom {
            return false;
        }
        let sir = matches!(syntax.core(k), "سيد" | "سيده");
        if self.asked.transitive && office && !fact.article && !fact.joined && !sir {
            return false;
        }
        // «أبلغ الشامي الرئيس العراقي»: a family's name by itself has no office behind it.
        let family = self.person && self.phrase.first == self.phrase.last && before.article;
        if self.asked.transitive && family && fact.article {
            return false;
        }
        // «دعا النائب وليد الشامي رئيسة الهيئة»: who has an office already has no second one behind his name.
        let other = syntax.core(k).ends_with('ه') && !syntax.fact(self.phrase.first).feminine;
        !(self.asked.transitive && self.person && (self.titled || other))
    }

    /// Whether the phrase has a person's name.
    pub(super) fn is_named(&self) -> bool {
        let person = |k: usize| self.syntax.fact(k).name == Some(Name::Person);
        (self.phrase.first..=self.phrase.last).any(person)
    }

    /// Whether an adjective behind the phrase describes it.
    fn with_adjective(&self, k: usize, settled: bool) -> bool {
        let syntax = self.syntax;
        let last = self.phrase.last;
        let fact = syntax.fact(k);
        // «هاجم مسلحون دورية»: men are not described in the feminine.
        let men = syntax.fact(last).plural && syntax.form(last).ends_with("ون");
        if men && !fact.article && syntax.core(k).ends_with('ه') {
            return false;
        }
        // «حذر رئيس البلدية التونسيين من»: what is one in the feminine is not described in the plural of men.
        let one =
            syntax.core(last).ends_with('ه') && !syntax.fact(last).plural && !syntax.is_broken_plural(last);
        let several = syntax.form(k).ends_with("ين") && syntax.fact(k).plural && fact.article;
        if self.asked.transitive && one && several && !self.limits.is_role(syntax.core(last)) {
            return false;
        }
        // «وصفت هيومن رايتس ووتش السماح بأنه»: a foreign name is described by where it is from.
        let before = syntax.fact(last);
        let foreign = before.name == Some(Name::Body) && !before.article && before.class == Class::Proper;
        if self.asked.transitive && foreign && !syntax.core(k).trim_end_matches('ه').ends_with('ي') {
            return false;
        }
        // An adjective agrees in definiteness with what it describes.
        fact.article || !settled
    }

    /// Whether a common noun behind the phrase is its genitive, or still a description of it.
    fn with_noun(&self, k: usize, fact: Fact, settled: bool) -> bool {
        let syntax = self.syntax;
        let last = self.phrase.last;
        let before = syntax.fact(last);
        if !settled {
            let open = !self.describes(last) || !self.asked.transitive && !fact.suffix;
            return open && !(fact.accusative && !before.accusative && before.class != Class::Number);
        }
        let single = self.head == last;
        if fact.article {
            let agrees = before.article || before.class == Class::Proper || before.suffix;
            // Where the object may follow, what the tagger is sure of being a noun is one («طالب رئيس الحكومة الولاة بـ»).
            // A name that nobody knew stands there too, before a comma («رئيس الحكومة فلان الفلاني، من»).
            let that = syntax.class(k + 1) == Class::That && syntax.fact(k + 1).particle.is_none();
            let named = self.office && (that || syntax.class(k + 1) == Class::Comma);
            let other =
                self.asked.transitive && (single || before.class == Class::Proper || fact.sure && !named);
            return agrees && !self.person && !other;
        }
        let named = before.class == Class::Proper && before.name.is_none() && self.person;
        let end = self.unknown_name(k).filter(|_| !self.asked.transitive);
        end.is_some_and(|end| self.office && end > k || named)
    }

    /// The last token of what looks like a person's name that nobody found: up to four words without article and one with it, and then
    /// the noun phrase ends.
    pub(super) fn unknown_name(&self, k: usize) -> Option<usize> {
        let syntax = self.syntax;
        let plain = |k: usize| {
            let fact = syntax.fact(k);
            let noun = fact.is_nominal() && fact.class != Class::Number;
            noun && !fact.article && !fact.suffix && fact.stem == 0 && !fact.accusative
        };
        let mut end = k;
        while end < k + 4 && plain(end) {
            end += 1;
        }
        // «هالة شيخ روحه،»: what looks like a pronoun ends the name.
        let last = syntax.fact(end);
        let written = last.suffix && syntax.form(end).ends_with('ه') && last.class == Class::Noun;
        if end == k + 2 && written && last.stem == 0 && syntax.class(end + 1) == Class::Comma {
            return Some(end);
        }
        let family = syntax.fact(end);
        if end > k && family.article && family.is_nominal() && family.stem == 0 {
            end += 1;
        }
        let closed = matches!(
            syntax.class(end),
            Class::Comma | Class::That | Class::Stop | Class::Colon | Class::Preposition | Class::Adverb
        ) || syntax.is_quote(end);
        (end > k && closed).then(|| end - 1)
    }
}
