//! The subject that stands before a verb.

use crate::inflect::{Shape, Shown};

use super::held::AHEAD;
use super::{Asked, Class, Limits, Name, Phrase, Syntax};

/// What a verb's form says about its subject.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VerbForm {
    /// Tense, gender, number, attached pronoun.
    pub(crate) shown: Shown,
    /// Whether و or ف is attached: the subject then stands behind the verb or in an earlier clause.
    pub(crate) joined: bool,
    /// Whether the future س or ل of purpose is attached.
    pub(crate) future: bool,
}

impl Syntax {
    /// The subject that stands before the verb at token `i`, not before token `from`: «ناشط دعا إلى», «الوزير الذي قال», «كان الوزير قد أعلن».
    pub(crate) fn subject_before(
        &self,
        i: usize,
        verb: VerbForm,
        from: usize,
        limits: &Limits,
    ) -> Option<Phrase> {
        let from = self.quotation(i).map_or(from, |(open, _)| (open + 1).max(from));
        if let Some(topic) = self.topic(i, from, limits) {
            return Some(topic).filter(|phrase| self.agrees(*phrase, verb.shown));
        }
        if verb.joined || verb.future && verb.shown.shape != Shape::Present {
            return None;
        }
        let before = |k: usize| k.checked_sub(1).filter(|k| *k >= from);
        let mut k = before(self.past_often(i, from))?;
        if self.class(k) == Class::Colon {
            return self.before_colon(k, verb, from, limits);
        }
        k = self.relative_before(k, from, limits).unwrap_or(k);
        let relative = self.class(k) == Class::Relative;
        if relative && verb.shown.pronoun {
            return None;
        }
        if relative {
            k = before(k)?;
            if self.class(k) == Class::Comma {
                k = before(k)?;
            }
        }
        while self.is_beside_verb(k, limits) {
            k = before(k)?;
        }
        if !relative {
            let was = self.behind_auxiliary(k, from, limits);
            let was = was.filter(|phrase| self.agrees(*phrase, verb.shown));
            if was.is_some() || self.class(k) == Class::Comma {
                return was.or_else(|| self.ahead(k, i, verb, from, limits));
            }
        }
        // «أن التحقيقات التي أجريت تشير إلى»
        if !relative && self.class(k) == Class::Verb && k > from && self.class(k - 1) == Class::Relative {
            return self.opening_phrase(before(k - 1)?, verb.shown, from, limits);
        }
        let mut phrase = self.phrase_before(k, from, limits)?;
        phrase = self.held(phrase, from, limits).unwrap_or(phrase);
        let farther = if relative { None } else { self.farther(phrase, verb.shown, from, limits) };
        if farther.is_some() {
            return farther;
        }
        phrase = self.nearest(phrase, relative);
        if relative {
            phrase = self.described_by(phrase, verb.shown, self.form(i - 1), from, limits);
        }
        let resumes = matches!(self.form(i + 1), "فيها" | "فيه" | "به" | "بها" | "عنه" | "عنها" | "فيهم");
        let fits = !resumes && self.agrees(phrase, verb.shown) && !self.hangs(phrase, relative, from, limits);
        fits.then_some(phrase)
    }

    /// The relative pronoun before auxiliaries that end with token `k`: «النائب الذي كان قد اتهم».
    fn relative_before(&self, k: usize, from: usize, limits: &Limits) -> Option<usize> {
        let beside = (from..=k).rev().find(|k| !self.is_beside_verb(*k, limits));
        beside.filter(|k| self.class(*k) == Class::Relative)
    }

    /// Who is described by the relative clause behind a noun phrase: not what is theirs, and with the number of a part of what is written.
    fn described_by(
        &self,
        mut phrase: Phrase,
        shown: Shown,
        pronoun: &str,
        from: usize,
        limits: &Limits,
    ) -> Phrase {
        if let Some(first) = self.who_of(phrase, shown, limits) {
            phrase.first = first;
        }
        phrase.first = self.numbered(phrase.first, from, limits);
        if pronoun == "الذين" {
            phrase.first = self.people_of(phrase, limits).unwrap_or(phrase.first);
        }
        phrase
    }

    /// Whether an auxiliary or adverb stands before a verb.
    fn is_beside_verb(&self, k: usize, limits: &Limits) -> bool {
        let form = self.form(k);
        limits.auxiliaries.contains(form) || limits.adverbs.contains(form) || self.class(k) == Class::Adverb
    }

    /// «الأردن: أعلنت قطع العلاقات»: the noun phrase before a colon where the verb behind it has no subject of its own; a place only where it is
    /// a state and the verb is feminine.
    fn before_colon(&self, colon: usize, verb: VerbForm, from: usize, limits: &Limits) -> Option<Phrase> {
        let phrase = self.phrase(from, limits, Asked { barred: &[], transitive: false, limit: colon })?;
        let head = self.head_of(phrase);
        let (fact, core) = (self.fact(head), self.core(head));
        let speaks = match fact.name {
            Some(Name::Place) => {
                phrase.first == phrase.last && limits.states.contains(self.form(head)) && verb.shown.feminine
            }
            // «فلان: أعلنت استقالتي» is in the first person.
            Some(Name::Person) => !verb.shown.feminine,
            Some(Name::Body) => true,
            _ => limits.is_role(core) || limits.is_body(core) || limits.documents.contains(core),
        };
        let whole = phrase.last + 1 == colon && fact.particle.is_none() && !fact.joined;
        (whole && speaks && self.agrees(phrase, verb.shown)).then_some(phrase)
    }

    /// The token where «غالبا ما» begins that stands before the verb at token `i`, else `i`: «الحكومة التي غالبا ما تصف», but not «التي غالبا ما
    /// تتهم موسكو», whose subject is behind.
    fn past_often(&self, i: usize, from: usize) -> usize {
        let often = i >= from + 2
            && self.form(i - 1) == "ما"
            && matches!(self.form(i - 2), "غالبا" | "عاده" | "كثيرا" | "نادرا");
        if often && self.begins_name(i + 1).is_none() { i - 2 } else { i }
    }

    /// The noun phrase that ends with token `last`, where a clause opens with it and it agrees with the verb.
    fn opening_phrase(&self, last: usize, shown: Shown, from: usize, limits: &Limits) -> Option<Phrase> {
        let phrase = self.phrase_before(last, from, limits)?;
        let opens = phrase.first == from || self.class(phrase.first - 1) == Class::That;
        (opens && self.agrees(phrase, shown)).then_some(phrase)
    }

    /// A subject of which the noun phrase before the verb is only the end.
    fn farther(&self, phrase: Phrase, shown: Shown, from: usize, limits: &Limits) -> Option<Phrase> {
        let agrees = |p: &Phrase| self.agrees(*p, shown);
        self.clause_opening(phrase, from, limits)
            .filter(agrees)
            .or_else(|| self.behind_relative(phrase, from, limits).filter(agrees))
            .or_else(|| self.people_there(phrase, from).filter(|_| shown.plural))
            .or_else(|| self.described(phrase, shown, from, limits))
    }

    /// Who is described by a verb with a pronoun whose own subject `phrase` is: «أن ⟦جماعات⟧ يمولها تجار اجتمعت».
    fn described(&self, phrase: Phrase, shown: Shown, from: usize, limits: &Limits) -> Option<Phrase> {
        let verb = phrase.first.checked_sub(1).filter(|k| *k > from)?;
        let fact = self.fact(verb);
        if self.class(verb) != Class::Verb || !fact.suffix || fact.joined {
            return None;
        }
        self.opening_phrase(verb - 1, shown, from, limits).filter(|head| !self.fact(head.first).article)
    }

    /// A verb without relative pronoun describes the indefinite noun phrase next to it.
    fn nearest(&self, mut phrase: Phrase, relative: bool) -> Phrase {
        let within = (phrase.first + 1..phrase.last).rev().find(|k| self.class(*k) == Class::Preposition);
        let open = |k: &usize| !relative && !self.fact(k + 1).article && self.class(k + 1) == Class::Noun;
        phrase.first = within.filter(open).map_or(phrase.first, |within| within + 1);
        phrase
    }

    /// «أن الناجي الوحيد من الحادث أخبر»: all that stands between أن and the verb, where only a preposition parts the noun phrase before
    /// the verb from it.
    fn clause_opening(&self, phrase: Phrase, from: usize, limits: &Limits) -> Option<Phrase> {
        // «أن النيابة العمومية بالقطب أذنت»
        let attached = self.fact(phrase.first).particle.is_some() && !self.fact(phrase.first).joined;
        let before = phrase.first.checked_sub(usize::from(!attached));
        let preposition = before.filter(|k| *k > from)?;
        if !attached && self.class(preposition) != Class::Preposition
            || self.is_occasion(phrase.first, limits)
        {
            return None;
        }
        let inner = |k: &usize| {
            self.fact(*k).is_nominal() && !self.fact(*k).joined && self.fact(*k).particle.is_none()
        };
        let first = (from.max(preposition.saturating_sub(8))..preposition).rev().take_while(inner).last()?;
        let core = self.core(first);
        let written = limits.documents.contains(core);
        let opens =
            first > from && self.class(first - 1) == Class::That && (self.fact(first).article || written);
        let agent =
            || written || limits.is_role(core) || limits.is_body(core) || self.fact(first).name.is_some();
        // «جمعية المدينة بالعاصمة تدعو»: a headline.
        let alone = first == from && attached && self.fact(first + 1).article && limits.is_body(core);
        let opens = opens || alone;
        (opens && (!attached || agent())).then_some(Phrase { first, last: phrase.last })
    }

    /// «إصدار البيان الذي أكد»: who or what can speak is described, not what is done with it.
    fn who_of(&self, phrase: Phrase, shown: Shown, limits: &Limits) -> Option<usize> {
        let speaks = |k: usize| {
            let core = self.core(k);
            limits.roles.contains(core) || limits.is_body(core) || limits.documents.contains(core)
        };
        let head = self.head_of(phrase);
        let fact = self.fact(head);
        let thing = fact.class == Class::Noun && fact.name.is_none() && !fact.article && !speaks(head);
        let inner = head + 1;
        let whole = Phrase { first: inner, last: phrase.last };
        // «رسالة وزير الخارجية الذي اتهم»: the verb does not agree with what is his; «تصريحات الوزيرة التي توقعت»: what is hers cannot speak.
        let office = fact.class == Class::Noun
            && fact.name.is_none()
            && !fact.article
            && (!self.agrees(phrase, shown) || thing)
            && limits.is_role(self.core(inner));
        let fits = inner <= phrase.last
            && (thing && self.fact(inner).article || office)
            && self.fact(inner).particle.is_none()
            && speaks(inner)
            && self.agrees(whole, shown);
        fits.then_some(inner)
    }

    /// «مشاعر التونسيين الذين عبّروا»: people are described, not what is theirs.
    fn people_of(&self, phrase: Phrase, limits: &Limits) -> Option<usize> {
        let head = self.fact(phrase.first);
        let people = |k: &usize| self.fact(*k).plural && self.form(*k).ends_with("ين");
        let theirs = !head.plural && head.name.is_none() && !limits.roles.contains(self.core(phrase.first));
        (phrase.first + 1..=phrase.last).rev().find(people).filter(|_| theirs)
    }

    /// The subject of كان that ends with token `last`, or where that is a comma behind commas: «وكان النائب في البرلمان فلان أعلن أن»,
    /// «وكان المتحدث باسم الجيش، فلان، أعلن أن».
    fn behind_auxiliary(&self, last: usize, from: usize, limits: &Limits) -> Option<Phrase> {
        let at = (from.max(last.saturating_sub(AHEAD))..last)
            .rev()
            .find(|k| self.form(*k).contains("كان") && limits.auxiliaries.contains(self.form(*k)))?;
        if (at + 1..last).any(|k| matches!(self.class(k), Class::Stop | Class::That)) {
            return None;
        }
        let apart = self.class(last) == Class::Comma;
        let limit = if apart { last } else { last + 1 };
        let phrase = self.phrase(at + 1, limits, Asked { barred: &[], transitive: false, limit })?;
        let closed = if apart { self.class(phrase.last + 1) == Class::Comma } else { phrase.last == last };
        closed.then_some(phrase)
    }

    /// A clause's opening noun phrase that a comma parts from its auxiliary and verb: «أن قوات الحكومة، كانت أعلنت».
    fn ahead(&self, comma: usize, i: usize, verb: VerbForm, from: usize, limits: &Limits) -> Option<Phrase> {
        if self.class(comma) != Class::Comma || comma <= from {
            return None;
        }
        let was = (comma + 1..i).any(|k| limits.auxiliaries.contains(self.form(k)));
        let phrase = self.phrase_before(comma - 1, from, limits)?;
        if let Some(described) = self.described(phrase, verb.shown, from, limits) {
            return Some(described);
        }
        let phrase = self.held_ahead(phrase, comma, from, limits).unwrap_or(phrase);
        // «أن رئيس الوزراء فلان، أعلن»: a man parted from his verb.
        let named = self.begins_name(phrase.first) == Some(Name::Person);
        let man = (limits.is_role(self.core(phrase.first)) || named) && self.settled(phrase.last);
        // «إلا أن الأمم المتحدة، تبدي»: a body likewise.
        let next = comma + 1 == i && phrase.last > phrase.first && self.settled(phrase.last);
        let name = matches!(self.fact(phrase.first).name, Some(Name::Body));
        let body = next && (name || limits.is_body(self.core(phrase.first)));
        let own = self.fact(phrase.first).particle.is_none();
        let phrase = Some(phrase).filter(|_| own && (was || body || man && phrase.last > phrase.first))?;
        // «من جانبه الوزير فلان، استقبل»
        let side = phrase.first > from + 1
            && self.fact(phrase.first - 1).suffix
            && self.form(phrase.first - 2) == "من";
        let opens = side || phrase.first == from || self.class(phrase.first - 1) == Class::That;
        (opens && self.agrees(phrase, verb.shown)).then_some(phrase)
    }

    /// What «أما» brings up, where token `i` is the verb of its clause: «أما الوزير، فقد أكد».
    fn topic(&self, i: usize, from: usize, limits: &Limits) -> Option<Phrase> {
        let then = |k: usize| self.form(k).starts_with('ف') && (self.fact(k).joined || self.form(k) == "فقد");
        if !(then(i) || i > from && then(i - 1)) {
            return None;
        }
        let at = (from.max(i.saturating_sub(AHEAD))..i).rev().find(|k| self.bare(*k) == "اما")?;
        self.phrase(at + 1, limits, Asked { barred: &[], transitive: false, limit: i })
    }

    /// Whether a noun phrase before a verb can be its subject by gender and number.
    pub(crate) fn agrees(&self, phrase: Phrase, shown: Shown) -> bool {
        // «"الداخلية" المصرية تتهم»
        let quoted = self.is_quote(phrase.first).then(|| self.head_of(phrase));
        let named = |k: &usize| {
            let fact = self.fact(*k);
            fact.article || fact.name.is_some() || fact.class == Class::Proper
        };
        let first = quoted.filter(named).unwrap_or(phrase.first);
        let head = self.fact(first);
        if head.class == Class::Proper {
            return true;
        }
        let feminine = head.feminine || head.plural || self.is_broken_plural(first);
        let core = self.core(first);
        // «عمدة المدينة يدعو»: men in spite of their ending.
        let man = matches!(core, "عمده" | "داعيه" | "علامه");
        let masculine = man
            || shown.plural
            || !(head.feminine && (core.ends_with('ه') || head.plural && core.ends_with("ات")));
        if shown.feminine { feminine } else { masculine }
    }

    /// Whether a noun phrase belongs to what stands before it: a preposition, a verb whose object it is.
    fn hangs(&self, phrase: Phrase, relative: bool, from: usize, limits: &Limits) -> bool {
        let head = self.fact(phrase.first);
        let definite = head.article || self.settled(phrase.last);
        if relative || !definite {
            return !relative && self.opens_adjunct(phrase.first, from, limits);
        }
        let before = phrase.first.checked_sub(1).filter(|k| *k >= from);
        let was = before.is_some_and(|k| limits.auxiliaries.contains(self.form(k)));
        let before = before.map(|k| self.class(k));
        let object = head.article && before == Some(Class::Verb) && !was;
        head.particle.is_some() || object || before == Some(Class::Preposition)
    }

    /// Whether the noun phrase at token `first` is governed by a preposition with which a sentence or a joined clause opens: «وفي سياق متصل
    /// وصف»; not where it tells something itself («بعد معلومات أفادت بـ»).
    fn opens_adjunct(&self, first: usize, from: usize, limits: &Limits) -> bool {
        let attached = self.fact(first).particle.is_some();
        let Some(at) = first.checked_sub(usize::from(!attached)).filter(|k| *k >= from) else { return false };
        let governs = attached || self.class(at) == Class::Preposition;
        let opens = at == from || self.fact(at).joined;
        let core = self.core(first);
        let tells = limits.documents.contains(core) || limits.is_role(core) || limits.is_body(core);
        governs && opens && !tells && self.bare(at) != "من"
    }

    /// The subject of a verb behind a relative clause: the head that the clause describes («القوات التي تقودها كتائب المدينة قالت»).
    fn behind_relative(&self, phrase: Phrase, from: usize, limits: &Limits) -> Option<Phrase> {
        const FAR: usize = 8;
        let within = (from.max(phrase.last.saturating_sub(FAR))..=phrase.last).rev().take_while(|k| {
            let class = self.class(*k);
            !matches!(class, Class::Comma | Class::Stop | Class::That | Class::Colon)
        });
        let relative = within.into_iter().find(|k| self.class(*k) == Class::Relative)?;
        let verb = relative + 1;
        let one = (verb + 1..=phrase.last).all(|k| self.class(k) != Class::Verb);
        if !one || !(self.class(verb) == Class::Verb || self.fact(verb).suffix) || verb >= phrase.last {
            return None;
        }
        let head = self.phrase_before(relative.checked_sub(1).filter(|k| *k >= from)?, from, limits)?;
        let opens = head.first == from || self.class(head.first - 1) == Class::That;
        (opens && self.fact(head.first).particle.is_none()).then_some(head)
    }

    /// People without article and where they are, whom a verb in the plural describes: «بأشخاص في الخارج اقترحوا».
    fn people_there(&self, phrase: Phrase, from: usize) -> Option<Phrase> {
        let place = phrase.first.checked_sub(1).filter(|k| *k > from && self.form(*k) == "في")?;
        let people = self.fact(place - 1);
        let open = people.class == Class::Noun && people.plural && !people.article && !people.suffix;
        (open && self.fact(phrase.first).name == Some(Name::Place))
            .then_some(Phrase { first: place - 1, last: phrase.last })
    }

    /// Plurals that no ending shows take feminine verbs («استطلاعات» shows it, «تقارير» does not).
    pub(crate) fn is_broken_plural(&self, k: usize) -> bool {
        let core = self.core(k);
        let letters: Vec<char> = core.chars().collect();
        let before_last = letters.len().checked_sub(2).and_then(|at| letters.get(at));
        letters.len() >= 5 && letters.get(2) == Some(&'ا')
            || letters.len() >= 4 && core.starts_with('ا') && before_last == Some(&'ا')
    }
}
