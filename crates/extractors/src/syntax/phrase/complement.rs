//! What a noun phrase may take with a preposition: what an office is of, what a body is for, whose member somebody is.

use super::Reading;
use crate::syntax::{Class, Name};

impl Reading<'_> {
    /// Whether the phrase goes on with من before token `k + 1`: a part of several, a numbered part, whose member somebody is.
    pub(super) fn takes_of(&self, k: usize, last: usize, open: bool) -> bool {
        let syntax = self.syntax;
        self.partitive && (last <= self.phrase.first + 1)
            || matches!(syntax.form(last), "بالمايه" | "بالميه" | "%")
            || open && !syntax.fact(last).article
            || self.is_numbered_part(last)
            || self.phrase.first == last && !syntax.fact(last).article
            || self.person && self.limits.parties.contains(syntax.core(k + 1))
    }

    /// Whether the phrase goes on with عن before token `k + 1`: «مسؤول عن», «النائبة عن الحزب»; but not «امتنع مسؤول من الوزارة عن التعليق».
    pub(super) fn takes_about(&self, k: usize, last: usize, open: bool) -> bool {
        let syntax = self.syntax;
        let named = syntax.begins_name(k + 1) == Some(Name::Body);
        let whose = named || self.limits.is_body(syntax.core(k + 1));
        let answers = last == self.head
            || self.describes(last)
            || matches!(syntax.core(last), "مسوول" | "مسووله" | "مسيول" | "مسيوله");
        open && (answers || whose)
            || self.is_cause(last)
            || self.is_reduced(last)
            || self.is_affiliated(k + 1)
    }

    /// Whether an office goes on with على: «المشرف على».
    pub(super) fn takes_on(&self, last: usize, open: bool) -> bool {
        let syntax = self.syntax;
        let own = |k: usize| syntax.class(k) != Class::Preposition && syntax.fact(k).name.is_none();
        open && syntax.core(last).starts_with('م')
            && syntax.fact(last).class != Class::Proper
            && (self.head + 1..=last).all(own)
    }

    /// Whether what ل is attached to belongs to the phrase before it.
    pub(super) fn takes_to(&self, k: usize, barred: bool, definite: bool) -> bool {
        let (syntax, last) = (self.syntax, self.phrase.last);
        // «قال الوزير للنواب»: an office by itself speaks to whom ل names.
        let addressed = syntax.fact(last).article && last == self.head && self.office;
        let affairs = matches!(syntax.core(k), "شوون") || syntax.core(last) == "دوله";
        let addressed = addressed || self.is_spoken_to(k);
        let office = self.office && !addressed && (definite || affairs);
        let issued = self.is_reduced(last) && definite;
        let body = self.body && self.head < last && (definite || syntax.describes(last));
        let body = body && !addressed;
        // «الفصل 147 من النظام الداخلي للبرلمان»
        let part = self.limits.numbered.contains(syntax.core(self.head)) && last > self.head + 1;
        issued
            || !barred
                && (office
                    || body
                    || (self.document || part) && definite
                    || self.document && self.limits.is_body(syntax.core(k)))
    }

    /// Whether token `k` stands for a relative clause by its complement: «الواقعة في», «المكونة من»; but «المبعوث الخاص للأمين».
    pub(super) fn is_clause(&self, k: usize) -> bool {
        let (syntax, limits) = (self.syntax, self.limits);
        let particle = syntax.fact(k + 1).particle;
        let core = syntax.core(k);
        // «أحد المشاركين في الوقفة»
        let one = matches!(syntax.core(self.head), "احد" | "احدي" | "بعض" | "عدد");
        if one && k == self.head + 1 && syntax.fact(k).plural {
            return false;
        }
        let word = core.trim_end_matches('ه');
        // «التقرير الصادر عن الوزارة», «والخاص بشهر مارس»: what is written is told by them.
        let by = |k: usize| syntax.fact(k).is_nominal() && !syntax.is_occasion(k, limits);
        let issued = word == "صادر" && matches!(syntax.form(k + 1), "عن" | "من") && by(k + 2);
        if self.document && !self.person && (issued || word == "خاص" && particle == Some('ب')) {
            return false;
        }
        // «المكلف بالإعلام بالمرصد التابع لوزارة الداخلية»
        if word == "تابع"
            && particle == Some('ل')
            && syntax.fact(k).article
            && limits.is_body(syntax.core(k + 1))
        {
            return false;
        }
        if !syntax.fact(k).article {
            // «بلاغ صادر الجمعة»
            let dated = matches!(syntax.class(k + 1), Class::Adverb | Class::Comma) || particle == Some('ب');
            return dated && limits.reduced.contains(core) && core != "خاص";
        }
        if syntax.class(k + 1) == Class::Preposition {
            // «الحزب المتطرف في هولندا»: where it is.
            let there = syntax.form(k + 1) == "في" && self.body && self.is_place(k + 2);
            let open = !there && matches!(syntax.form(k + 1), "من" | "في" | "الي" | "عن" | "بين" | "علي");
            let participle = core.starts_with('م')
                && core.chars().count() > 3
                && (syntax.class(k) == Class::Adjective || syntax.fact(k - 1).article)
                && !self.office
                && !limits.roles.contains(core);
            // «نقابة القطاع الخاص في»: it takes ب and ل only.
            let reduced = limits.reduced.contains(word) && word != "خاص";
            return (reduced || open && participle) && !self.is_held(k);
        }
        // «صرح المقرر الخاص بأن»
        let that = syntax.class(k + 1) == Class::That;
        let own = self.office && word == "خاص" && (particle == Some('ل') || that);
        let by = particle == Some('ب') && self.limits.taking.contains(word) && !self.office;
        particle.is_some() && (by || limits.reduced.contains(word)) && !own && !self.is_held(k)
    }

    /// Whether a definite noun or a name follows token `k` as its genitive: «مجلس النواب», «مركز ولاية بنزرت».
    pub(super) fn is_construct(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let bare = |next: usize| {
            let fact = syntax.fact(next);
            fact.is_nominal() && !fact.joined && fact.particle.is_none()
        };
        let definite = |next: usize| {
            let fact = syntax.fact(next);
            bare(next) && (fact.article || fact.class == Class::Proper || fact.name.is_some())
        };
        definite(k + 1) && !syntax.fact(k).article
            || bare(k + 1)
                && matches!(syntax.fact(k + 1).class, Class::Noun | Class::Adjective)
                && definite(k + 2)
    }

    /// Whether the phrase ends in the purpose of a body, with ل: «المنظمة للدفاع» before عن.
    pub(super) fn is_cause(&self, last: usize) -> bool {
        // «منظمة الدفاع عن المستهلك»
        let defends = last > self.phrase.first && self.syntax.core(last) == "دفاع";
        self.body && self.syntax.fact(last).particle == Some('ل')
            || defends && self.limits.is_body(self.syntax.core(last - 1))
    }

    /// «قال فلان الفلاني بشرطة المنطقة»: whether token `k` says where a name without office serves.
    pub(super) fn serves(&self, k: usize, letter: &str) -> bool {
        let syntax = self.syntax;
        let alone = self.person && !self.titled && self.phrase.last > self.phrase.first;
        let body = self.limits.bodies.contains(syntax.core(k)) && self.is_construct(k);
        let barred = self.asked.barred.iter().any(|barred| barred == letter);
        letter == "ب" && alone && body && !barred && !syntax.fact(k).joined
    }

    /// Whether token `k` is a participle that has a complement of its own: «صادر عن», «موالية لـ».
    pub(super) fn is_reduced(&self, k: usize) -> bool {
        self.limits.reduced.contains(self.syntax.core(k).trim_end_matches('ه'))
    }

    /// Whether the body at token `k`, behind عن, is the one that the person before it stands for: «فلان الفلاني عن حزب الأفق».
    pub(super) fn is_affiliated(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let named = syntax.begins_name(k) == Some(Name::Body);
        let kind = self.limits.is_body(syntax.core(k)) && (syntax.fact(k).article || self.is_construct(k));
        self.person && (named || kind)
    }

    /// Whether an office goes on with في before token `k`: right behind its first word or an adjective («الخبير الاقتصادي في الشؤون»), else only
    /// with a body, a place or a number.
    pub(super) fn serves_in(&self, k: usize) -> bool {
        let (syntax, limits) = (self.syntax, self.limits);
        let last = self.phrase.last;
        let core = syntax.core(k);
        let where_ = self.is_place(k)
            || syntax.fact(k).name.is_some()
            || limits.is_body(core)
            || limits.is_audience(core)
            || self.is_kind(core)
            || syntax.shows(k)
            || syntax.closing(k + 1).is_some();
        last == self.head
            || self.describes(last)
            || syntax.describes(last)
            || where_
            || self.is_held_behind(k)
    }

    /// «هيئة الدفاع في قضية», «لجنة التحقيق في أحداث»: a body for what takes في itself.
    pub(super) fn inquires(&self, last: usize) -> bool {
        let task = matches!(self.syntax.core(last), "دفاع" | "تحقيق" | "بحث" | "نظر" | "تدقيق");
        self.body && !self.person && last == self.head + 1 && task
    }

    /// «المادة 110 من الدستور», «الفصل الخامس من القانون»: a numbered part of what is written.
    pub(super) fn is_numbered_part(&self, last: usize) -> bool {
        let syntax = self.syntax;
        let numbered = syntax.class(last) == Class::Number
            || syntax.lexed.kind(last) == Some(warraq_arabic::lexed::Kind::Number)
            || syntax.fact(last).article;
        self.limits.numbered.contains(syntax.core(self.head)) && last == self.head + 1 && numbered
    }
}
