//! The mentions of a text: who was named how fully, by name and by office.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use warraq_arabic::lexed::Gap;

use crate::syntax::{Asked, Class, Name, Phrase, Syntax};

use super::lists::Lists;
use super::title::without_plural;

/// How many mentions are kept of one word.
const KEPT: usize = 24;

/// A mention: a noun phrase, and the person's name in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    /// The noun phrase.
    pub(super) phrase: Phrase,
    /// How many words it has.
    pub(super) words: usize,
    /// The tokens of the name: a person's, or the whole of a body's or place's.
    pub(super) name: Option<Phrase>,
    /// Whether it is of several who are coordinated.
    pub(super) several: bool,
}

/// All mentions so far, by the words that short references use.
pub(super) struct Mentions<'a> {
    pub(super) syntax: &'a Syntax,
    pub(super) lists: &'a Lists,
    pub(super) all: Vec<Mention>,
    pub(super) by_word: HashMap<Cow<'a, str>, Vec<u32>>,
    /// The mentions by which somebody spoke, the last ones.
    pub(super) speakers: Vec<Mention>,
    /// The noun phrases by which somebody spoke.
    pub(super) sources: HashSet<(usize, usize)>,
    read: usize,
}

impl<'a> Mentions<'a> {
    pub(super) fn new(syntax: &'a Syntax, lists: &'a Lists) -> Self {
        Self {
            syntax,
            lists,
            all: Vec::new(),
            by_word: HashMap::new(),
            speakers: Vec::new(),
            sources: HashSet::new(),
            read: 0,
        }
    }

    /// Notes all noun phrases before token `to`.
    pub(super) fn read(&mut self, to: usize) {
        while self.read < to {
            let at = self.read;
            let asked = Asked { barred: &[], transitive: true, limit: to };
            match self.syntax.phrase(at, &self.lists.limits, asked) {
                Some(phrase) => {
                    let phrase = self.described(phrase, to);
                    self.add(phrase);
                    self.read = phrase.last + 1;
                }
                None => self.read += 1,
            }
        }
    }

    /// Notes a noun phrase, each of its coordinated parts by itself.
    pub(super) fn add(&mut self, phrase: Phrase) {
        self.read = self.read.max(phrase.last + 1);
        self.inside(phrase);
        if self.is_one(phrase) {
            return self.part(phrase);
        }
        let mut first = phrase.first;
        let mut parts = 0;
        for k in phrase.first + 1..=phrase.last {
            let alone = self.syntax.class(k) == Class::Conjunction;
            let other = self.is_conjunct(if alone { k + 1 } else { k }) && !self.is_second_place(phrase, k);
            if (self.syntax.fact(k).joined || alone) && other {
                self.part(self.without_titles(Phrase { first, last: k - 1 }));
                first = if alone { k + 1 } else { k };
                parts += 1;
            }
        }
        self.part(Phrase { first, last: phrase.last });
        if parts > 0 {
            let whole = Mention { phrase, words: self.words(phrase), name: None, several: true };
            self.push(self.key(self.syntax.head_of(phrase)), whole);
        }
    }

    /// Notes the bodies and places that a noun phrase names inside: «حزب الأفق» in «رئيس حزب الأفق».
    fn inside(&mut self, phrase: Phrase) {
        let syntax = self.syntax;
        let mut k = phrase.first + 1;
        while k <= phrase.last {
            let named = matches!(syntax.begins_name(k), Some(Name::Body | Name::Place));
            let limits = &self.lists.limits;
            let kind = [&limits.bodies, &limits.documents, &limits.audience]
                .iter()
                .any(|kinds| kinds.contains(syntax.core(k)));
            let body = kind && !syntax.fact(k).joined && !self.is_office(k);
            // «رئيس الاتحاد، فلان»: the man behind the comma is no part of the body.
            let comma = (k..=phrase.last).find(|k| syntax.class(*k) == Class::Comma);
            let asked = Asked { barred: &[], transitive: true, limit: comma.unwrap_or(phrase.last + 1) };
            let owner = syntax.begins_name(k) == Some(Name::Person) && self.is_owned(phrase.first, k);
            let inner = if owner {
                let first = (phrase.first + 1..k).find(|k| self.is_office(*k)).unwrap_or(k);
                Some(Phrase { first, last: syntax.name_end(k).min(phrase.last) })
            } else if named && syntax.fact(k).name == Some(Name::Place) {
                Some(Phrase { first: k, last: syntax.name_end(k).min(phrase.last) })
            } else if named || body {
                syntax.phrase(k, &self.lists.limits, asked)
            } else {
                None
            };
            let inner = inner.map(|inner| self.first_of(inner));
            if let Some(inner) = inner {
                self.part(inner);
            }
            k = inner.map_or(k, |inner| inner.last.max(k)) + 1;
        }
    }

    /// The first of those whom a noun phrase coordinates: «الكتلة» in «الكتلة وفلان».
    fn first_of(&self, phrase: Phrase) -> Phrase {
        let other =
            (phrase.first + 1..=phrase.last).find(|k| self.joins(phrase, *k)).map_or(phrase.last, |k| k - 1);
        Phrase { first: phrase.first, last: other }
    }

    /// Whether token `k` of a noun phrase begins another one who is coordinated.
    pub(super) fn joins(&self, phrase: Phrase, k: usize) -> bool {
        self.syntax.fact(k).joined && self.is_conjunct(k) && !self.is_second_place(phrase, k)
    }

    /// «مدير إدارة الشرق الأوسط وآسيا الوسطى»: the second of two places that one office is of.
    fn is_second_place(&self, phrase: Phrase, k: usize) -> bool {
        let place = |k: usize| self.syntax.fact(k).name == Some(Name::Place);
        let head = self.syntax.head_of(phrase);
        place(k) && place(k - 1) && self.is_office(head) && !self.syntax.fact(head).plural
    }

    /// Whether the coordinated token `k` begins somebody else, not a second word of a name («وزارة العدل والداخلية»).
    pub(super) fn is_conjunct(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let (before, core) = (syntax.fact(k - 1), syntax.core(k));
        // «المنظمة التونسية للأمن والمواطن»: both are what the body is for.
        if before.particle.is_some()
            && before.article
            && syntax.fact(k).article
            && before.name != Some(Name::Person)
        {
            return false;
        }
        // «حرس السواحل وسفينة تابعة له»: what has no article does not go on with what has one.
        let fact = syntax.fact(k);
        let open = fact.class == Class::Noun && !fact.article && !fact.suffix && !syntax.fact(k + 1).article;
        if before.article && open && fact.name.is_none() && syntax.fact(k + 1).class == Class::Adjective {
            return true;
        }
        let limits = &self.lists.limits;
        syntax.fact(k).name.is_some()
            || self.is_office(k)
            || limits.bodies.contains(core)
            || before.name == Some(Name::Person)
            || before.class == Class::Proper
    }

    /// «المحلل السياسي ومدير المركز فلان»: two offices of one man, whose name stands behind the last.
    pub(super) fn is_one(&self, phrase: Phrase) -> bool {
        let syntax = self.syntax;
        let head = syntax.head_of(phrase);
        let joint = (phrase.first + 1..=phrase.last).find(|k| syntax.fact(*k).joined && self.is_office(*k));
        if self.is_held(phrase, head) {
            return true;
        }
        let Some(joint) = joint.filter(|_| self.is_office(head)) else { return false };
        let named = |from: usize, to: usize| (from..=to).any(|k| syntax.fact(k).name == Some(Name::Person));
        let again = (joint + 1..=phrase.last).any(|k| syntax.fact(k).joined && self.is_conjunct(k));
        let (one, other) = (syntax.fact(head), syntax.fact(joint));
        !again
            && !named(phrase.first, joint)
            && named(joint, phrase.last)
            && (one.feminine == other.feminine || other.suffix)
            && !one.plural
            && !other.plural
    }

    /// «الناطق باسم المحكمة والقطب القضائي فلان الفلاني»: an office of two bodies with its one holder at the end.
    fn is_held(&self, phrase: Phrase, head: usize) -> bool {
        let syntax = self.syntax;
        let person = |k: usize| syntax.begins_name(k) == Some(Name::Person);
        let Some(name) = (head + 1..=phrase.last).find(|k| person(*k)) else { return false };
        let other = |k: usize| {
            let joined = syntax.fact(k).joined || syntax.class(k - 1) == Class::Conjunction;
            syntax.class(k) == Class::Comma || joined && self.is_office(k)
        };
        let alone = !syntax.fact(name).joined && syntax.name_end(name) == phrase.last;
        self.is_office(head) && !syntax.fact(head).plural && alone && !(head + 1..=name).any(other)
    }

    fn part(&mut self, part: Phrase) {
        if part.first > part.last {
            return;
        }
        let mention = self.describe(part);
        let syntax = self.syntax;
        if let Some(short) = self.alias(part) {
            self.push(without_plural(syntax.core(short.last)), Mention { name: Some(short), ..mention });
        }
        let Some(name) = mention.name else {
            self.push(self.key(syntax.head_of(self.document(mention.phrase))), mention);
            // A holder of an office whose name nobody found: «رئيس الحكومة الحبيب الصيد».
            let (head, last) = (syntax.head_of(part), part.last);
            if last > head + 1 && self.is_office(head) && !self.is_kind(last) {
                self.push(without_plural(syntax.core(last)), mention);
            }
            return;
        };
        for k in name.first..=name.last {
            self.push(without_plural(syntax.core(k)), mention);
        }
        let head = self.syntax.head_of(mention.phrase);
        if head < name.first || head > name.last {
            self.push(self.key(head), mention);
        }
        // «فلان الفلاني وزير النقل», «فلان الفلاني المندوب الجهوي»
        let next = name.last + 1 + usize::from(syntax.class(name.last + 1) == Class::Comma);
        let title = |k: &usize| self.is_office(*k) || *k == next && syntax.fact(*k).is_nominal();
        if let Some(office) = (name.last + 1..=mention.phrase.last).find(title) {
            self.push(self.key(office), mention);
        }
    }

    /// Whether a token is a kind of body, office, place or document, or describes one, and so no family's name.
    pub(super) fn is_kind(&self, k: usize) -> bool {
        let core = self.syntax.core(k);
        let limits = &self.lists.limits;
        [&limits.roles, &limits.bodies, &limits.places, &limits.documents]
            .iter()
            .any(|set| set.contains(core))
            || self.syntax.describes(k)
            || self.syntax.fact(k).name.is_some()
    }

    /// The word by which a head is found: plurals in any case («خاطفو الطائرة», «خاطفي الطائرة»), one word for what bodies issue.
    pub(super) fn key(&self, k: usize) -> Cow<'a, str> {
        let noun = self.syntax.noun(k);
        if let Some(word) = self.lists.synonyms.get(noun.as_ref()) {
            return Cow::Borrowed(word);
        }
        let Cow::Borrowed(core) = noun else { return noun };
        // «أصدرت النقابة بيانا»
        let case = core.strip_suffix('ا').filter(|bare| self.lists.limits.documents.contains(bare));
        let construct = !self.syntax.fact(k).article && self.syntax.fact(k).name.is_none();
        let ending = ["ون", "ين"].iter().find_map(|ending| core.strip_suffix(ending));
        let bare = core.strip_suffix(['و', 'ي']).filter(|_| construct);
        let plural = ending.or(bare).filter(|stem| stem.chars().count() > 3);
        Cow::Borrowed(case.or(plural).unwrap_or(core))
    }

    fn push(&mut self, word: impl Into<Cow<'a, str>>, mention: Mention) {
        let word = word.into();
        if word.is_empty() {
            return;
        }
        let rows = self.by_word.entry(word).or_default();
        let all = &self.all;
        let fuller = |row: &u32| all.get(*row as usize).is_some_and(|old| old.words < mention.words);
        if rows.len() < KEPT || rows.iter().all(fuller) {
            rows.push(self.all.len() as u32);
            self.all.push(mention);
        }
    }

    /// What a noun phrase says of whom it means: the person's name in it with all its titles, but not what the person owns or is kin to
    /// («خطاب رئيس الجمهورية فلان», «أرملة فلان»).
    pub(super) fn describe(&self, mut phrase: Phrase) -> Mention {
        let syntax = self.syntax;
        phrase.first = self.past_each(phrase.first);
        let person = |k: usize| syntax.fact(k).name == Some(Name::Person);
        let role = |k: usize| self.is_office(k);
        // «نزار عياد، محامي فلان» where nobody found the name before the comma.
        let proper = |k: usize| syntax.class(k) == Class::Proper && syntax.fact(k).name.is_none();
        let run = (phrase.first..=phrase.last).take_while(|k| proper(*k)).count();
        let ahead = run > 1 && syntax.class(phrase.first + run) == Class::Comma;
        let from = Some(phrase.first).filter(|_| ahead);
        let from = from.or_else(|| (phrase.first..=phrase.last).find(|k| person(*k)));
        let from = from.or_else(|| self.unknown_person(phrase));
        let Some(from) = from else {
            let head = syntax.fact(phrase.first);
            let end = syntax.name_end(phrase.first);
            let name =
                head.name.filter(|_| end <= phrase.last).map(|_| Phrase { first: phrase.first, last: end });
            return Mention { phrase, words: self.words(phrase), name, several: false };
        };
        let mut to = from;
        while to < phrase.last
            && (person(to + 1) && syntax.fact(to).more
                || syntax.class(to + 1) == Class::Proper
                    && syntax.fact(to + 1).name.is_none()
                    && !self.lists.limits.guests.contains(syntax.core(to + 1)))
        {
            to += 1;
        }
        // «وكالة الترقيم "فيتش"»: the body by its name.
        let head = syntax.head_of(phrase);
        let titled = syntax.quotation(from).is_some_and(|(open, _)| open >= phrase.first)
            && self.lists.limits.is_body(syntax.core(head));
        if titled {
            let name = Some(Phrase { first: from, last: to });
            return Mention { phrase, words: self.words(phrase), name, several: false };
        }
        if self.is_owned(phrase.first, from) {
            return Mention { phrase, words: self.words(phrase), name: None, several: false };
        }
        let kin = |k: &usize| {
            let comma = (*k..from).any(|k| syntax.class(k) == Class::Comma);
            !syntax.fact(*k).article && !comma && self.lists.kin.contains(syntax.core(*k))
        };
        let owner = (phrase.first..from).rev().find(kin).map_or(phrase.first, |k| k + 1);
        let described = syntax.fact(owner).article && syntax.fact(owner).name.is_none();
        let title = (owner..from).find(|k| role(*k));
        // «المشروع الجديد المهندس فلان»: what an adjective parts from the title is something else.
        let described = described && title.is_none_or(|title| title < owner + 2);
        let whole = described || title.is_none() && self.has_unknown_title(phrase, from);
        let first = if whole { owner } else { title.unwrap_or(from) };
        let phrase = Phrase { first, last: phrase.last };
        Mention {
            phrase,
            words: self.words(phrase),
            name: Some(Phrase { first: from, last: to }),
            several: false,
        }
    }

    /// Whether the name that begins with token `name` is whose the body or the kin is that begins the noun phrase: «مكتب الرئيس فلان», «حكومة
    /// فلان», «والد فلان».
    fn is_owned(&self, first: usize, name: usize) -> bool {
        let syntax = self.syntax;
        let limits = &self.lists.limits;
        // «حملة فلان», «حملة المرشح فلان»: what is somebody's.
        let head = syntax.fact(first);
        let thing =
            head.class == Class::Noun && head.name.is_none() && !head.article && !self.is_office(first);
        if thing && first < name && (first + 1 == name || self.is_office(first + 1)) {
            return true;
        }
        let kin = |k: usize| self.lists.kin.contains(syntax.core(k)) && !syntax.fact(k).article;
        let mut k = name;
        while k > first && (syntax.is_quote(k - 1) || self.is_office(k - 1) && !kin(k - 1)) {
            k -= 1;
        }
        let body = k.checked_sub(1).filter(|k| *k >= first);
        body.is_some_and(|k| {
            let core = syntax.core(k);
            let head = kin(k) && (k == first || kin(first)) || k == first && limits.documents.contains(core);
            (head || limits.bodies.contains(core)) && !syntax.fact(k).article
        })
    }

    pub(super) fn is_office(&self, k: usize) -> bool {
        let limits = &self.lists.limits;
        limits.is_role(self.syntax.core(k))
            || self.syntax.fact(k).suffix && limits.is_role(&self.syntax.noun(k))
    }

    /// «تقارير»: a single indefinite noun stands for nobody in particular.
    pub(super) fn is_vague(&self, phrase: Phrase) -> bool {
        phrase.first == phrase.last && !self.syntax.settled(phrase.first)
    }

    /// «العلماء» after «علماء يحذرون» and «علماء في كندا»: whether a fuller mention than a vague one is known.
    pub(super) fn tells_more(&self, source: Phrase, vague: Phrase) -> bool {
        self.is_vague(vague) && self.fullest(source).is_some_and(|best| best.last > best.first)
    }

    /// How many words a phrase has, as white space parts them.
    pub(super) fn words(&self, phrase: Phrase) -> usize {
        // «الصناعة و الطاقة» has no more words than «الصناعة والطاقة».
        let parted = |k: usize| self.syntax.class(k) == Class::Conjunction && self.syntax.form(k) == "و";
        let word = |k: &usize| self.syntax.lexed.gap(*k) != Gap::None && !parted(*k);
        1 + (phrase.first + 1..=phrase.last).filter(word).count()
    }

    /// Whether a mention of the source's head is known.
    pub(super) fn knows(&self, source: Phrase) -> bool {
        self.by_word.contains_key(&self.key(self.syntax.head_of(source)))
    }
}
