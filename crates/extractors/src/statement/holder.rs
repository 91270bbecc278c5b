//! Whom a title that is told at length is of: from the verb to the name, whatever the words between are attached to.

use crate::syntax::{Class, Name, Phrase};

use super::complement::Content;
use super::finder::Finder;
use super::lexicon::Cue;

/// How many tokens a title with its holder's name may have.
const LONGEST: usize = 26;

impl Finder<'_> {
    /// «أفاد رئيس قسم الاستعجالي بالمستشفى الجهوي الدكتور سامي الحداد أن»: the noun phrase at token `start` up to the first whole name behind
    /// it, where a title begins there, nothing between says where or when it was said or is what was said, and what was said, a comma, or when
    /// or where it was follows.
    pub(super) fn with_holder(
        &self,
        start: usize,
        found: Option<Phrase>,
        cue: &Cue,
        to: usize,
    ) -> Option<Phrase> {
        let syntax = self.syntax;
        let named = |phrase: Phrase| {
            (phrase.first..=phrase.last).any(|k| syntax.begins_name(k) == Some(Name::Person))
        };
        if !self.begins_title(start) || found.is_some_and(|found| found.first != start || named(found)) {
            return None;
        }
        let limit = to.min(start + LONGEST);
        let mut k = start + 1;
        while k < limit {
            if let Some(past) = self.past_marks(k) {
                k = past;
                continue;
            }
            let comma = syntax.class(k) == Class::Comma;
            let name = self.holder(k + usize::from(comma), comma).filter(|last| *last < to);
            if let Some(last) = name {
                let free = comma || syntax.settled(k - 1) || self.is_title(k - 1);
                let ends = free && self.may_end_title(last + 1, cue, comma);
                return ends.then_some(Phrase { first: start, last });
            }
            // «دعا الأمين العام وزير الخارجية فلانا»: whom he speaks to.
            let other = cue.addressee && !comma && self.is_title(k) && syntax.settled(k - 1);
            // «أعلن وزير الداخلية اعتقال القيادي فلان»: what was said begins.
            let fact = syntax.fact(k);
            let said = fact.is_nominal()
                && !fact.article
                && fact.particle.is_none()
                && !fact.joined
                && fact.name.is_none()
                && fact.class != Class::Proper
                && !self.is_title(k)
                && syntax.settled(k - 1)
                && !syntax.describes(k)
                && syntax.fact(k - 1).is_nominal();
            if said || !self.goes_on_in_title(k) || other && syntax.class(k - 1) != Class::Comma {
                return None;
            }
            k = syntax.name_end(k).max(k) + 1;
        }
        None
    }

    /// The last token of the whole name that begins at token `k`: a person's, or behind a comma one that nobody found («كاتب عام النقابة،
    /// المستوري القمودي اليوم»).
    fn holder(&self, k: usize, comma: bool) -> Option<usize> {
        const LONGEST_NAME: usize = 4;
        let syntax = self.syntax;
        let person = |k: usize| syntax.begins_name(k) == Some(Name::Person);
        if person(k) {
            let mut last = syntax.name_end(k);
            while person(last + 1) && !syntax.fact(last + 1).joined {
                last = syntax.name_end(last + 1);
            }
            return (last > k || comma).then_some(last);
        }
        let unknown = |k: &usize| {
            let fact = syntax.fact(*k);
            let plain = fact.is_nominal() && fact.name.is_none() && fact.particle.is_none() && !fact.joined;
            let limits = &self.lists.limits;
            let core = syntax.core(*k);
            let sets = [&limits.documents, &limits.places, &limits.people, &limits.reduced];
            let kind = limits.is_role(core) || limits.is_body(core);
            let listed = kind || sets.iter().any(|set| set.contains(core.trim_end_matches('ه')));
            let time = limits.adverbs.contains(syntax.stem(*k)) || fact.class == Class::Number;
            plain && !fact.suffix && !fact.accusative && !listed && !time
        };
        let run = (k..k + LONGEST_NAME + 1).take_while(unknown).count();
        let first = syntax.fact(k);
        let named = first.class == Class::Proper || first.article;
        (comma && named && (2..=LONGEST_NAME).contains(&run)).then_some(k + run - 1)
    }

    /// Whether a title with its holder's name may end before token `k`: what was said, when or where it was, or a comma follows.
    fn may_end_title(&self, k: usize, cue: &Cue, comma: bool) -> bool {
        let (syntax, limits) = (self.syntax, &self.lists.limits);
        let fact = syntax.fact(k);
        match fact.class {
            Class::That | Class::Comma | Class::Colon | Class::Stop | Class::Relative => true,
            Class::Preposition => comma || !cue.addressee,
            _ if syntax.closing(k).is_some() => true,
            _ => limits.adverbs.contains(syntax.stem(k)) || self.is_audience(k),
        }
    }

    /// «أكد الأستاذ سامي الحداد محامي المتهمة إطلاق سراحها»: behind a verb that is spoken to nobody an office without article goes on with the
    /// name before it.
    pub(super) fn with_office(&self, whole: Option<Phrase>, split: Option<Phrase>) -> Option<Phrase> {
        let syntax = self.syntax;
        let (Some(long), Some(short)) = (whole, split) else { return split };
        let next = syntax.fact(short.last + 1);
        let person = syntax.fact(short.last).name == Some(Name::Person);
        let office =
            self.lists.limits.roles.contains(syntax.core(short.last + 1)) && !next.article && !next.joined;
        let construct = syntax.fact(short.last + 2).article;
        if long.first == short.first && long.last > short.last + 1 && person && office && construct {
            return Some(long);
        }
        split
    }

    /// «طالب سامي الحداد رئيس الحكومة بالاستقالة»: behind a verb that is spoken to somebody an office behind a name is whom it is spoken to, where
    /// what is asked follows at once.
    pub(super) fn without_whom(&self, split: Option<Phrase>, cue: &Cue, to: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let phrase = split?;
        let person = |k: &usize| syntax.begins_name(*k) == Some(Name::Person);
        let Some(name) = (phrase.first..=phrase.last).find(person) else { return split };
        let (end, office) = (syntax.name_end(name), syntax.name_end(name) + 1);
        let title = office <= phrase.last
            && self.lists.limits.is_role(syntax.core(office))
            && !syntax.fact(office).joined
            && syntax.fact(office).particle.is_none();
        let asked = || self.introduced(phrase.last + 1, to, cue, true).is_some();
        Some(if title && asked() { Phrase { last: end, ..phrase } } else { phrase })
    }

    /// «أعلن سامي الحداد، أستاذ مبرز في الأمراض السرطانية وكاتب عام الجمعية، أنه»: a name with the offices behind it up to what was said or the
    /// occasion, whatever the words between are attached to.
    pub(super) fn with_apposition(&self, found: Option<Phrase>, to: usize) -> Option<Phrase> {
        let (syntax, limits) = (self.syntax, &self.lists.limits);
        let found = found?;
        let person = |k: usize| syntax.begins_name(k) == Some(Name::Person);
        let name = (found.first..=found.last).find(|k| person(*k))?;
        let name = syntax.name_end(name);
        let comma = syntax.class(found.last + 1) == Class::Comma;
        let first = found.last + 1 + usize::from(comma);
        let office = |k: usize| limits.roles.contains(syntax.core(k)) && syntax.fact(k).particle.is_none();
        let begun = (name + 1..=found.last).any(office);
        let begins = office(first) && !syntax.fact(first).joined;
        if !(begins || begun && !comma) || name < found.last && !begun {
            return None;
        }
        let limit = to.min(found.first + 2 * LONGEST);
        let mut k = first;
        while k < limit
            && syntax.class(k) != Class::Comma
            && (self.goes_on_in_title(k) || self.past_marks(k).is_some())
        {
            if let Some(past) = self.past_marks(k) {
                k = past;
                continue;
            }
            // «أستاذ في مستشفى فلان»
            let inside = syntax.fact(k).particle.is_some() || syntax.class(k - 1) == Class::Preposition;
            if person(k) && !inside {
                return None;
            }
            k = syntax.name_end(k).max(k) + 1;
        }
        let whole = k > first && syntax.fact(k - 1).is_nominal();
        let that = |k: usize| syntax.class(k) == Class::That && k < to;
        let occasion = |k: usize| syntax.class(k) == Class::Preposition && syntax.is_occasion(k + 1, limits);
        let told = that(k) || occasion(k) && k < to;
        let apart = syntax.class(k) == Class::Comma && (that(k + 1) || occasion(k + 1));
        (whole && (told || apart)).then_some(Phrase { first: found.first, last: k - 1 })
    }

    /// «قال الوزير الذي زار المدينة أمس "…"»: the long quotation behind the relative clause that begins at token `k`, in the same sentence and
    /// before anything else that introduces words.
    pub(super) fn quoted_past(&self, k: usize, to: usize) -> Option<Content> {
        let syntax = self.syntax;
        if syntax.class(k) != Class::Relative {
            return None;
        }
        let ends =
            |k: &usize| matches!(syntax.class(*k), Class::Stop | Class::Comma | Class::That | Class::Colon);
        let first = (k + 1..to.min(k + LONGEST)).take_while(|k| !ends(k)).find(|k| self.quotes_words(*k))?;
        Some(Content { first, skip: 0, mark: first, quoted: true, preposition: false })
    }

    /// «قالت (كذا) إن»: a name in brackets of its own.
    pub(super) fn bracketed(&self, start: usize) -> Option<Phrase> {
        const LONGEST_NAME: usize = 8;
        let syntax = self.syntax;
        let close = (start + 2..start + LONGEST_NAME).find(|k| syntax.form(*k) == ")")?;
        let named = |k: usize| syntax.fact(k).name.is_some() || syntax.class(k) == Class::Proper;
        (syntax.form(start) == "(" && named(start + 1))
            .then_some(Phrase { first: start + 1, last: close - 1 })
    }

    /// The token behind a short quotation or bracket that opens at token `k`: «مدير منظمة "الأفق"», «منظمة الأفق (غير حكومية)».
    fn past_marks(&self, k: usize) -> Option<usize> {
        const SHORT: usize = 7;
        let syntax = self.syntax;
        let bracket = || {
            let close = (k + 1..k + SHORT).find(|k| syntax.form(*k) == ")");
            close.filter(|_| syntax.form(k) == "(")
        };
        syntax.closing(k).filter(|close| *close <= k + SHORT).or_else(bracket).map(|close| close + 1)
    }

    /// Whether a title may begin at token `k`: an office, or a definite noun that is no name.
    fn begins_title(&self, k: usize) -> bool {
        let (syntax, limits) = (self.syntax, &self.lists.limits);
        let fact = syntax.fact(k);
        let office = limits.is_role(syntax.core(k)) && fact.class != Class::Verb;
        let alone =
            fact.name.is_none() && !fact.joined && fact.particle.is_none() && !fact.suffix && !fact.plural;
        let other = limits.is_body(syntax.core(k)) || limits.documents.contains(syntax.core(k));
        alone && !other && (office || fact.class == Class::Noun && fact.article)
    }

    /// «الدكتور»: a title right before the name.
    fn is_title(&self, k: usize) -> bool {
        self.lists.limits.is_role(self.syntax.core(k))
    }

    /// Whether token `k` may be of a title: no clause, no time or occasion, nobody who is told.
    fn goes_on_in_title(&self, k: usize) -> bool {
        let (syntax, limits) = (self.syntax, &self.lists.limits);
        let fact = syntax.fact(k);
        // «كاتب عام الجمعية» is no year's.
        let general = matches!(syntax.core(k), "عام" | "عامه") && k > 0 && limits.is_role(syntax.core(k - 1));
        if general {
            return true;
        }
        // «المدير العام لوكالة النهوض بالاستثمار، فلان»
        let office = |k: usize| limits.is_role(syntax.core(k));
        let needs = k > 0 && (office(k - 1) || k > 1 && syntax.describes(k - 1) && office(k - 2));
        let body = needs && fact.particle == Some('ل') && limits.is_body(syntax.core(k));
        // «الإعلامي المنضم حديثا إلى الحزب، فلان»
        let since = fact.accusative && k > 0 && syntax.describes(k - 1) && syntax.form(k + 1) == "الي";
        if since {
            return true;
        }
        if self.is_audience(k) && !body || limits.adverbs.contains(syntax.stem(k)) {
            return false;
        }
        // «قال المدير للوزير فلان»
        if fact.particle == Some('ل') && limits.is_role(syntax.core(k)) {
            return false;
        }
        match syntax.class(k) {
            Class::Comma => {
                let next = syntax.fact(k + 1);
                next.is_nominal() && !next.joined && next.particle.is_none()
            }
            // «مدير التوزيع بـ"ستاغ"»
            Class::Preposition if matches!(syntax.form(k), "ب" | "ل") => self.past_marks(k + 1).is_some(),
            Class::Preposition => {
                let occasion = syntax.is_occasion(k + 1, limits)
                    || limits.occasions.contains(syntax.core(k + 1))
                    || syntax.shows(k + 1);
                matches!(syntax.form(k), "في" | "من" | "علي" | "لدي" | "الي" | "بين" | "حول" | "حسب" | "مع")
                    && !occasion
            }
            Class::Conjunction => syntax.form(k) == "و",
            // «وكاتب عام», which a tagger takes for a verb.
            Class::Verb => fact.joined && limits.roles.contains(syntax.core(k)),
            _ => fact.is_nominal() && fact.class != Class::Number && !syntax.is_occasion(k, limits),
        }
    }
}
