//! The subject of a cue: where it stands behind the verb, and whether it is one who can speak.

use crate::syntax::{Asked, Class, Name, Phrase};

use super::complement::past_adverbs;
use super::finder::Finder;

/// How far behind its verb a subject may stand, in tokens.
const FARTHEST: usize = 26;

impl Finder<'_> {
    /// Where the noun phrase behind the verb at token `i` begins: past adverbs, and past where and when it was said («قال في تصريح لإذاعة
    /// محلية وزير الصحة إن», «وأوضح، فلان الفلاني، أن»).
    pub(super) fn subject_start(&self, i: usize, to: usize) -> usize {
        let syntax = self.syntax;
        let start = past_adverbs(syntax, i + 1, to, self);
        if syntax.class(start) == Class::Comma && self.names_speaker(start + 1) {
            return start + 1;
        }
        // «أفادت، النقابة العامة للأطباء، بأن»
        let body = |k: usize| {
            let fact = syntax.fact(k);
            let alone = !fact.joined && fact.particle.is_none();
            alone && fact.article && self.lists.limits.is_body(syntax.core(k))
                || alone && syntax.begins_name(k) == Some(Name::Body)
        };
        if start == i + 1
            && syntax.class(start) == Class::Comma
            && body(start + 1)
            && self.introduces_behind(start + 1, to)
        {
            return start + 1;
        }
        let circumstance = syntax.class(start) == Class::Preposition && syntax.form(start) != "ان"
            || syntax.class(start) == Class::Comma
            || self.is_audience(start);
        if !circumstance {
            return start;
        }
        let mut k = if self.is_audience(start) { start } else { start + 1 };
        while k < to.min(i + FARTHEST) {
            match syntax.class(k) {
                Class::That | Class::Verb | Class::Stop | Class::Colon | Class::Relative => break,
                // «ودعا، في بيانه، "كل الأطراف إلى"»
                _ if syntax.closing(k).is_some_and(|close| close > k + 8) => break,
                _ if self.names_speaker(k) && !self.clashes(k, i) => {
                    let comma = syntax.class(k - 1) == Class::Comma;
                    if (comma || syntax.settled(k - 1)) && self.introduces_behind(k, to) {
                        return k;
                    }
                    k = self.past_phrase(k, to);
                }
                _ => {
                    let end = self.past_phrase(k, to);
                    // The speaker's office stands right behind whom he spoke to («لإذاعة محلية وزير الصحة»).
                    let office = (k + 1..end)
                        .find(|k| self.names_speaker(*k) && syntax.settled(*k - 1) && !self.clashes(*k, i));
                    let titled = self.lists.limits.roles.contains(syntax.core(k));
                    if let Some(office) = office.filter(|k| !titled && self.introduces_behind(*k, to)) {
                        return office;
                    }
                    k = end;
                }
            }
        }
        start
    }

    /// «وبينت … بمجلس نواب الشعب»: whether token `k` is an office of men and the verb at token `verb` is of a woman.
    fn clashes(&self, k: usize, verb: usize) -> bool {
        let syntax = self.syntax;
        syntax.fact(verb).feminine && syntax.class(verb) == Class::Verb && self.is_of_men(k)
    }

    /// Whether token `k` is an office without article that its form shows to be a man's, or men's.
    pub(super) fn is_of_men(&self, k: usize) -> bool {
        let (syntax, limits) = (self.syntax, &self.lists.limits);
        let (fact, core) = (syntax.fact(k), syntax.core(k));
        let counts = limits.partitives.contains(core) || self.lists.wholes.contains(core);
        fact.class != Class::Proper
            && fact.name.is_none()
            && !fact.article
            && !fact.feminine
            && !core.ends_with('ه')
            && limits.is_role(core)
            && !counts
    }

    /// Where the source of a formula with a verb begins, past whom and where it was told: «بحسب ما صرح به لمراسلنا المدير».
    pub(super) fn told_by(&self, start: usize, to: usize) -> usize {
        let syntax = self.syntax;
        let mut k = past_adverbs(syntax, start, to, self);
        for _ in 0..3 {
            let occasion = syntax.class(k) == Class::Preposition
                && self.lists.limits.occasions.contains(syntax.stem(k + 1));
            // «لـ"المساء"»
            let apart = syntax.form(k) == "ل";
            // «في اتصال هاتفي بالإذاعة»
            let called =
                syntax.fact(k).particle == Some('ب') && self.lists.limits.is_audience(syntax.core(k));
            if !occasion && !apart && !called && !self.is_audience(k) {
                break;
            }
            let first = if occasion || apart { k + 1 } else { k };
            let end = self.past_phrase(first, to);
            if let Some(office) = (first + 1..end).find(|k| self.names_speaker(*k) && syntax.settled(*k - 1))
            {
                return office;
            }
            let comma = syntax.class(end) == Class::Comma && self.names_speaker(end + 1);
            k = if comma { end + 1 } else { past_adverbs(syntax, end, to, self) };
        }
        k
    }

    fn phrase_at(&self, k: usize, to: usize) -> Option<Phrase> {
        let asked = Asked { barred: &[], transitive: true, limit: to };
        self.syntax.phrase(k, &self.lists.limits, asked)
    }

    /// The token behind the noun phrase at token `k`; the next one where none begins.
    pub(super) fn past_phrase(&self, k: usize, to: usize) -> usize {
        self.phrase_at(k, to).map_or(k + 1, |phrase| phrase.last + 1)
    }

    /// Whether أن, a quotation or a colon follows the noun phrase at token `k`, perhaps past a comma.
    fn introduces_behind(&self, k: usize, to: usize) -> bool {
        let syntax = self.syntax;
        let asked = Asked { barred: &[], transitive: false, limit: to };
        let Some(phrase) = syntax.phrase(k, &self.lists.limits, asked) else { return false };
        let next = past_adverbs(syntax, phrase.last + 1, to, self);
        let next = if syntax.class(next) == Class::Comma { next + 1 } else { next };
        matches!(syntax.class(next), Class::That | Class::Colon | Class::Preposition)
            || syntax.closing(next).is_some()
            || syntax.fact(next).particle.is_some()
    }

    /// Whether a word with ل names whom news speaks to: «لرويترز», «لمراسلنا».
    pub(super) fn is_audience(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let limits = &self.lists.limits;
        syntax.fact(k).particle == Some('ل')
            && (limits.audience.contains(syntax.core(k)) || limits.audience.contains(syntax.stem(k)))
    }

    /// Whether a speaker's name or office stands by itself at token `k`.
    pub(super) fn names_speaker(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let fact = syntax.fact(k);
        let person = syntax.begins_name(k) == Some(Name::Person);
        // «اللقاء الصحفي» is no journalist.
        let described = k > 0 && fact.article && syntax.fact(k - 1).article && syntax.describes(k);
        // «لقاء إعلامي»
        let occasion = k > 0 && !fact.article && syntax.is_occasion(k - 1, &self.lists.limits);
        let described = described || occasion;
        let office = self.lists.limits.roles.contains(syntax.core(k)) && fact.is_nominal() && !described;
        // «للمساء أف أم، فلان»: an office by itself has its article.
        let office = office && (fact.article || syntax.class(k + 1) != Class::Comma);
        // «في هذا الإطار»
        let shown = k > 0 && syntax.shows(k - 1) && self.lists.limits.occasions.contains(syntax.core(k));
        let office = office && !shown;
        // «بمجلس نواب الشعب»: inside of a name nobody begins.
        let inside = fact.name.is_some() && syntax.begins_name(k).is_none();
        !fact.joined && fact.particle.is_none() && !inside && (person || office)
    }

    /// «قال رئيس المركز كانغ تشول هوان إن»: words without article between a person's name and أن or a comma are of the name.
    pub(super) fn with_family(&self, subject: Phrase, mark: Option<usize>) -> Phrase {
        let syntax = self.syntax;
        // «قال موشيه يعلون، إن»: a verb cannot stand there, so a single name has its family's name behind it.
        let family = syntax.class(subject.last + 1) == Class::Verb
            && (syntax.class(subject.last + 2) == Class::That
                || syntax.class(subject.last + 2) == Class::Comma
                    && syntax.class(subject.last + 3) == Class::That);
        let person =
            syntax.fact(subject.last).name == Some(Name::Person) && (subject.last > subject.first || family);
        // «عبر حزب أفاق عن»: a party's name that the tagger takes for a verb.
        let head = syntax.fact(subject.first);
        let body = subject.first == subject.last
            && !head.article
            && !head.suffix
            && head.name.is_none()
            && self.lists.limits.bodies.contains(syntax.core(subject.first));
        let ends = |k: &usize| {
            matches!(syntax.class(*k), Class::That | Class::Comma)
                || body && syntax.class(*k) == Class::Preposition
        };
        let end = (subject.last + 1..subject.last + 4).find(ends);
        let end = end.filter(|end| (person || body) && mark.is_some_and(|mark| mark >= *end));
        let plain = |k: usize| {
            let fact = syntax.fact(k);
            let word = fact.is_nominal() && fact.class != Class::Number || fact.class == Class::Verb;
            word && !fact.article
                && !fact.joined
                && !fact.suffix
                && !fact.accusative
                && fact.particle.is_none()
        };
        let end = end.filter(|end| (subject.last + 1..*end).all(plain));
        Phrase { first: subject.first, last: end.map_or(subject.last, |end| end - 1) }
    }

    /// Whether a noun phrase is one that can speak and is known to the reader: not «مصادر» in «مصادر وصفها بأنها مطلعة».
    pub(super) fn is_definite(&self, phrase: Phrase) -> bool {
        let settled = self.syntax.settled(phrase.first) || self.syntax.settled(phrase.last);
        settled && self.is_agent(phrase)
    }

    /// Whether a noun phrase is one that can speak: a name, an office, a body, something written, people in the plural.
    pub(super) fn is_agent(&self, phrase: Phrase) -> bool {
        let syntax = self.syntax;
        let limits = &self.lists.limits;
        let first = syntax.head_of(phrase);
        let counted = syntax.class(first) == Class::Number && first < phrase.last;
        let head = if counted { first + 1 } else { first };
        let fact = syntax.fact(head);
        // «حزبه»
        let noun = syntax.noun(head);
        let core = noun.as_ref();
        let masculine = core.strip_suffix('ه').unwrap_or(core);
        fact.name.is_some_and(|name| name != Name::Other)
            || fact.class == Class::Proper
            || [&limits.roles, &limits.bodies, &limits.documents, &limits.partitives, &limits.audience]
                .iter()
                .any(|set| set.contains(core))
            || limits.roles.contains(masculine)
            || limits.is_role(core)
            || limits.is_body(core)
            || limits.people.contains(core)
            || self.lists.who.groups.contains(core)
            || self.lists.generic.contains(core)
            || self.lists.back.contains(core)
            || fact.plural && (core.ends_with("ون") || core.ends_with("ين"))
    }

    /// Whether the only noun behind a verb cannot be its subject: a definite feminine noun behind a masculine verb («اتهم هذه المجموعة ب»).
    pub(super) fn disagrees(&self, phrase: Phrase, feminine: bool) -> bool {
        let syntax = self.syntax;
        let head = syntax.head_of(phrase);
        let fact = syntax.fact(head);
        let clear = matches!(fact.class, Class::Noun | Class::Proper | Class::Adjective)
            && matches!(fact.name, None | Some(Name::Place | Name::Body))
            && fact.article;
        clear && !feminine && fact.feminine
    }

    /// «وتقول مازحة»: an adjective by itself tells how, not who; «أضاف قوله» has no subject either.
    pub(super) fn tells_how(&self, phrase: Phrase) -> bool {
        if phrase.first == phrase.last && self.is_closing(phrase.first) {
            return true;
        }
        let fact = self.syntax.fact(phrase.first);
        let ending = self.syntax.core(phrase.first).ends_with(['ه', 'ا']);
        phrase.first == phrase.last
            && fact.class == Class::Adjective
            && !fact.article
            && fact.name.is_none()
            && ending
    }

    /// Where an object would begin behind token `behind`: past adverbs, past what stands between commas, past where it was said («في بلاغ
    /// لها»).
    pub(super) fn object_start(&self, behind: usize, to: usize) -> usize {
        let syntax = self.syntax;
        let limits = &self.lists.limits;
        let mut k = behind;
        for _ in 0..3 {
            k = past_adverbs(syntax, k, to, self);
            // «أكد الحزب في بيانه "حق الشعب …» where the other mark is missing
            if syntax.form(k) == "\"" && syntax.closing(k).is_none() && self.is_object(k + 1, to) {
                return k + 1;
            }
            let occasion = syntax.is_occasion(k + 1, limits)
                || limits.occasions.contains(syntax.core(k + 1))
                || syntax.class(k + 1) == Class::Adverb;
            if syntax.class(k) == Class::Comma {
                let possessed = syntax.fact(k + 1).suffix && self.is_object(k + 1, to);
                if possessed {
                    return k + 1;
                }
                let close = (k + 1..to.min(k + 30))
                    .take_while(|k| syntax.class(*k) != Class::Stop)
                    .find(|k| syntax.class(*k) == Class::Comma);
                // «أكدت الوزارة، مواصلة دعمها»: nothing else is between commas.
                let noun = !syntax.fact(k + 1).article && self.is_object(k + 1, to);
                let alone = if noun { k + 1 } else { k };
                return close.map_or(alone, |close| close + 1);
            }
            // «أكد متحدث للقنوات المحلية سقوط ضحايا»
            if self.is_audience(k) {
                k = self.past_phrase(k, to);
                continue;
            }
            // «اقترح على رئيس الحكومة تجميد»
            let to_whom = syntax.form(k) == "علي"
                && self.phrase_at(k + 1, to).is_some_and(|phrase| self.is_agent(phrase));
            if syntax.class(k) != Class::Preposition || !(occasion || to_whom) {
                break;
            }
            k = self.past_copy(self.past_phrase(k + 1, to), to);
            // «في البيان الختامي لاجتماعها»
            if syntax.fact(k).particle == Some('ل') && syntax.fact(k).suffix && syntax.is_occasion(k, limits)
            {
                k += 1;
            }
        }
        k
    }

    /// The token behind a relative clause without pronoun that says who has what was written: «في بلاغ تسلمت الإذاعة نسخة منه».
    fn past_copy(&self, k: usize, to: usize) -> usize {
        const FAR: usize = 9;
        let syntax = self.syntax;
        let verb = syntax.class(k) == Class::Verb && !syntax.fact(k).joined;
        let of_it = |k: &usize| matches!(syntax.form(*k), "منه" | "منها");
        let ends = |k: &usize| matches!(syntax.class(*k), Class::Stop | Class::Comma | Class::That);
        let copy = (k + 1..to.min(k + FAR)).take_while(|k| !ends(k)).find(of_it);
        let copied = |of_it: &usize| matches!(syntax.form(of_it - 1), "نسخه" | "نسخا" | "نظيرا" | "نظير");
        copy.filter(|_| verb).filter(copied).map_or(k, |of_it| of_it + 1)
    }

    /// Whether a noun phrase without particle begins with token `k`.
    pub(super) fn is_object(&self, k: usize, to: usize) -> bool {
        let syntax = self.syntax;
        let fact = syntax.fact(k);
        // «نفى ما نشرته الصحف»
        let clause = syntax.form(k) == "ما" && syntax.class(k + 1) == Class::Verb;
        // «نفى أي علاقة»
        let any = syntax.form(k) == "اي" && syntax.fact(k + 1).is_nominal();
        // «نفى هذه التهم»
        let clause = clause || any || syntax.shows(k);
        k < to
            && (fact.is_nominal() || clause)
            && !fact.joined
            && fact.particle.is_none()
            && !self.lists.limits.adverbs.contains(syntax.stem(k))
            && (clause || !self.lists.limits.audience.contains(syntax.core(k)))
    }
}
