//! The mentions of a text: who was named how fully, by name and by office.

use std::collections::HashMap;

use warraq_arabic::lexed::Gap;

use crate::syntax::{Asked, Class, Name, Phrase, Syntax};

use super::lists::Lists;

/// How many mentions are kept of one word.
const KEPT: usize = 24;

/// A mention: a noun phrase, and the person's name in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    /// The noun phrase.
    pub(super) phrase: Phrase,
    /// How many words it has.
    words: usize,
    /// The tokens of the name: a person's, or the whole of a body's or place's.
    name: Option<Phrase>,
    /// Whether it is of several who are coordinated.
    several: bool,
}

/// All mentions so far, by the words that short references use.
pub(super) struct Mentions<'a> {
    syntax: &'a Syntax,
    lists: &'a Lists,
    all: Vec<Mention>,
    by_word: HashMap<&'a str, Vec<u32>>,
    read: usize,
}

impl<'a> Mentions<'a> {
    pub(super) fn new(syntax: &'a Syntax, lists: &'a Lists) -> Self {
        Self { syntax, lists, all: Vec::new(), by_word: HashMap::new(), read: 0 }
    }

    /// Notes all noun phrases before token `to`.
    pub(super) fn read(&mut self, to: usize) {
        while self.read < to {
            let at = self.read;
            let asked = Asked { barred: &[], transitive: true, limit: to };
            match self.syntax.phrase(at, &self.lists.limits, asked) {
                Some(phrase) => {
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
        let mut first = phrase.first;
        let mut parts = 0;
        for k in phrase.first + 1..=phrase.last {
            let alone = self.syntax.class(k) == Class::Conjunction;
            if (self.syntax.fact(k).joined || alone) && self.is_conjunct(if alone { k + 1 } else { k }) {
                self.part(Phrase { first, last: k - 1 });
                first = if alone { k + 1 } else { k };
                parts += 1;
            }
        }
        self.part(Phrase { first, last: phrase.last });
        if parts > 0 {
            let whole = Mention { phrase, words: self.words(phrase), name: None, several: true };
            self.push(self.syntax.core(self.syntax.head_of(phrase)), whole);
        }
    }

    /// Notes the bodies and places that a noun phrase names inside: «حزب الأفق» in «رئيس حزب الأفق».
    fn inside(&mut self, phrase: Phrase) {
        let syntax = self.syntax;
        let mut k = phrase.first + 1;
        while k <= phrase.last {
            let named = matches!(syntax.begins_name(k), Some(Name::Body | Name::Place));
            let body = self.lists.limits.bodies.contains(syntax.core(k)) && !syntax.fact(k).joined;
            let asked = Asked { barred: &[], transitive: true, limit: phrase.last + 1 };
            let owner = syntax.begins_name(k) == Some(Name::Person) && self.is_owned(phrase.first, k);
            let inner = if owner {
                let role = |k: &usize| self.lists.limits.roles.contains(syntax.core(*k));
                let first = (phrase.first + 1..k).rev().take_while(role).last().unwrap_or(k);
                Some(Phrase { first, last: syntax.name_end(k).min(phrase.last) })
            } else if named && syntax.fact(k).name == Some(Name::Place) {
                Some(Phrase { first: k, last: syntax.name_end(k).min(phrase.last) })
            } else if named || body {
                syntax.phrase(k, &self.lists.limits, asked)
            } else {
                None
            };
            if let Some(inner) = inner {
                self.part(inner);
            }
            k = inner.map_or(k, |inner| inner.last) + 1;
        }
    }

    /// Whether the coordinated token `k` begins somebody else, not a second word of a name («وزارة العدل والداخلية»).
    fn is_conjunct(&self, k: usize) -> bool {
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
        let limits = &self.lists.limits;
        syntax.fact(k).name.is_some()
            || limits.roles.contains(core)
            || limits.bodies.contains(core)
            || before.name == Some(Name::Person)
            || before.class == Class::Proper
    }

    fn part(&mut self, part: Phrase) {
        if part.first > part.last {
            return;
        }
        let mention = self.describe(part);
        let syntax = self.syntax;
        let Some(name) = mention.name else {
            self.push(syntax.core(syntax.head_of(mention.phrase)), mention);
            // A holder of an office whose name nobody found: «رئيس الحكومة الحبيب الصيد».
            let (head, last) = (syntax.head_of(part), part.last);
            if last > head + 1 && self.is_office(head) && !self.is_kind(last) {
                self.push(syntax.core(last), mention);
            }
            return;
        };
        for k in name.first..=name.last {
            self.push(syntax.core(k), mention);
        }
        let head = self.syntax.head_of(mention.phrase);
        if head < name.first || head > name.last {
            self.push(syntax.core(head), mention);
        }
    }

    /// Whether a token is a kind of body, office, place or document, or describes one, and so no family's name.
    fn is_kind(&self, k: usize) -> bool {
        let core = self.syntax.core(k);
        let limits = &self.lists.limits;
        [&limits.roles, &limits.bodies, &limits.places, &limits.documents]
            .iter()
            .any(|set| set.contains(core))
            || self.syntax.describes(k)
            || self.syntax.fact(k).name.is_some()
    }

    fn push(&mut self, word: &'a str, mention: Mention) {
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
    pub(super) fn describe(&self, phrase: Phrase) -> Mention {
        let syntax = self.syntax;
        let person = |k: usize| syntax.fact(k).name == Some(Name::Person);
        let role = |k: usize| self.lists.limits.roles.contains(syntax.core(k));
        let mut from = (phrase.first..=phrase.last).find(|k| person(*k));
        let proper = |k: &usize| syntax.class(*k) == Class::Proper && syntax.fact(*k).name.is_none();
        if from.is_none() && (phrase.first..=phrase.last).any(|k| proper(&k)) {
            let office = (phrase.first..=phrase.last).find(|k| role(*k));
            from = office
                .and_then(|office| (office + 1..=phrase.last).find(proper))
                .or(Some(phrase.first).filter(proper));
        }
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
                || syntax.class(to + 1) == Class::Proper && syntax.fact(to + 1).name.is_none())
        {
            to += 1;
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
        let first = if described { owner } else { (owner..from).find(|k| role(*k)).unwrap_or(from) };
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
        let mut k = name;
        while k > first && (syntax.is_quote(k - 1) || limits.roles.contains(syntax.core(k - 1))) {
            k -= 1;
        }
        let body = k.checked_sub(1).filter(|k| *k >= first);
        body.is_some_and(|k| {
            let core = syntax.core(k);
            let head = k == first && (self.lists.kin.contains(core) || limits.documents.contains(core));
            (head || limits.bodies.contains(core)) && !syntax.fact(k).article
        })
    }

    /// The mention with the most words so far of whom a source means, the earliest at a tie; `None` where the source itself is it.
    pub(super) fn fullest(&self, source: Phrase) -> Option<Phrase> {
        let own = self.describe(source);
        let syntax = self.syntax;
        let several = (source.first + 1..=source.last).any(|k| syntax.fact(k).joined && self.is_conjunct(k));
        let key = match own.name {
            Some(name) => syntax.core(name.last),
            None => syntax.core(self.syntax.head_of(source)),
        };
        let mut best: Option<&Mention> = None;
        // Where a name was found in one place only, the head is the same.
        let head = syntax.core(self.syntax.head_of(source));
        let by_head = self.by_word.get(head).filter(|_| head != key);
        for row in self.by_word.get(key).into_iter().chain(by_head).flatten() {
            let Some(mention) = self.all.get(*row as usize) else { continue };
            let fits = match own.name {
                Some(name) => self.same_name(mention, name),
                None => self.same_thing(mention, source),
            };
            if fits
                && (mention.several || !several)
                && mention.words >= own.words
                && best.is_none_or(|best| mention.words > best.words)
            {
                best = Some(mention);
            }
        }
        best.map(|mention| mention.phrase)
    }

    /// Whether a mention's name has all words of another name.
    fn same_name(&self, mention: &Mention, name: Phrase) -> bool {
        let syntax = self.syntax;
        let Some(other) = mention.name else {
            let phrase = mention.phrase;
            return phrase.last - phrase.first == name.last - name.first
                && (0..=name.last - name.first)
                    .all(|k| syntax.core(phrase.first + k) == syntax.core(name.first + k));
        };
        let kind = |k: usize| syntax.fact(k).name;
        // A country's name is no agency's of that country; the same words may be taken for a body here and a place there.
        let kinds = kind(name.first).is_none()
            || kind(other.first).is_none()
            || kind(name.first) == kind(other.first)
            || syntax.core(name.first) == syntax.core(other.first);
        // «الحزب» is no part of «مكتب الحزب».
        let headed = !self.lists.limits.bodies.contains(syntax.core(name.first))
            || syntax.core(other.first) == syntax.core(name.first);
        kinds
            && headed
            && (name.first..=name.last)
                .all(|k| (other.first..=other.last).any(|o| syntax.core(o) == syntax.core(k)))
    }

    /// Whether a mention without a name of its own in the source can be the same: «الوزارة» after «وزارة الصحة», «رئيس الحكومة» after
    /// «رئيس الحكومة فلان».
    fn same_thing(&self, mention: &Mention, source: Phrase) -> bool {
        let syntax = self.syntax;
        let head = self.syntax.head_of(source);
        let definite = (head..=source.last).any(|k| {
            let fact = syntax.fact(k);
            fact.article || fact.name.is_some() || fact.suffix
        });
        let inside = |k: usize| {
            syntax.is_same(k)
                || (mention.phrase.first..=mention.phrase.last).any(|m| syntax.core(m) == syntax.core(k))
        };
        let body = self.lists.limits.bodies.contains(syntax.core(head));
        let headed = !body || syntax.core(syntax.head_of(mention.phrase)) == syntax.core(head);
        let same = headed && (head..=source.last).all(inside);
        if mention.several && !(head + 1..=source.last).any(|k| syntax.fact(k).joined) {
            return false;
        }
        let named = mention.name.is_some_and(|name| {
            (name.first..=name.last).any(|k| syntax.core(k) == syntax.core(source.last))
                && syntax.fact(name.first).name == Some(Name::Person)
        });
        if named && head == source.last && !self.is_office(head) {
            return true;
        }
        let equal = mention.phrase.last - mention.phrase.first == source.last - source.first;
        same && (definite && !self.is_vague(mention.phrase) || equal && head < source.last)
    }

    fn is_office(&self, k: usize) -> bool {
        self.lists.limits.roles.contains(self.syntax.core(k))
    }

    /// «تقارير»: a single indefinite noun stands for nobody in particular.
    fn is_vague(&self, phrase: Phrase) -> bool {
        phrase.first == phrase.last && !self.syntax.settled(phrase.first)
    }

    /// How many words a phrase has, as white space parts them.
    fn words(&self, phrase: Phrase) -> usize {
        1 + (phrase.first + 1..=phrase.last).filter(|k| self.syntax.lexed.gap(*k) != Gap::None).count()
    }

    /// Whether a mention of the source's head is known.
    pub(super) fn knows(&self, source: Phrase) -> bool {
        self.by_word.contains_key(self.syntax.core(self.syntax.head_of(source)))
    }
}
