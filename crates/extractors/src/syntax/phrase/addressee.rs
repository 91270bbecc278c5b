//! Whom somebody speaks to, behind ل: no part of who speaks.

use super::{Name, Reading};

impl Reading<'_> {
    /// What ل by itself and a quotation at token `k` and behind it are to an office: its own («الرئيس التنفيذي لـ"الأفق"»), or who is
    /// spoken to («مصدر أمني لـ"المساء"»), which ends the phrase.
    pub(super) fn quoted_task(&self, k: usize) -> Option<usize> {
        let syntax = self.syntax;
        let close = syntax.closing(k + 1).filter(|close| *close <= k + 6)?;
        let held = syntax.begins_name(close + 1) == Some(Name::Person);
        let medium =
            self.limits.is_audience(syntax.core(k + 2)) || self.limits.audience.contains(syntax.stem(k + 2));
        ((held || self.takes_task()) && !medium).then_some(close)
    }

    /// Whether token `k` with ل is who is spoken to: people behind an office or body that no adjective goes on with («رئيس الحكومة للنواب»).
    pub(super) fn is_spoken_to(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let last = self.phrase.last;
        // «مستشار للرئيس»
        let open = last == self.head && !syntax.fact(last).article;
        // A name may begin with ل itself («النقابة لسعد الحداد»).
        let people = syntax.fact(k).name.is_none() && self.limits.is_role(syntax.core(k));
        people && !open && !self.takes_task()
    }

    /// Whether the phrase ends in a title that takes ل: an office or body that adjectives describe («المدير العام», «رئيس المكتب التنفيذي»),
    /// or «كاتب الدولة».
    fn takes_task(&self) -> bool {
        let (syntax, last) = (self.syntax, self.phrase.last);
        let article = |k: usize| syntax.fact(k).article && syntax.fact(k).name.is_none();
        let mut noun = last;
        // What has a particle begins a noun phrase of its own («بالمستشفى الملكي»).
        while noun > self.head && syntax.fact(noun).particle.is_none() && article(noun) && article(noun - 1) {
            noun -= 1;
        }
        let core = syntax.core(noun);
        let titled = noun == self.head || self.limits.is_body(core) || self.limits.is_role(core);
        noun < last && titled || syntax.core(last) == "دوله"
    }
}
