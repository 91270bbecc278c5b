//! Which mentions are of one and the same: the fullest one of whom a source means.

use std::borrow::Cow;

use crate::syntax::{Class, Name, Phrase};

use super::mention::{Mention, Mentions};
use super::title::without_plural;

/// How many speakers are remembered.
const SPEAKERS: usize = 24;

impl Mentions<'_> {
    /// Notes that somebody spoke by this mention.
    pub(super) fn speak(&mut self, source: Phrase) {
        if self.speakers.len() >= 2 * SPEAKERS {
            self.speakers.drain(..SPEAKERS);
        }
        let joined = |k: usize| self.joins(source, k);
        let mut mention = self.describe(source);
        mention.several |= !self.is_one(source) && (source.first + 1..=source.last).any(joined);
        self.speakers.push(mention);
    }

    /// The mention with the most words so far of whom a source means, the earliest at a tie; `None` where the source itself is it.
    pub(super) fn fullest(&self, source: Phrase) -> Option<Phrase> {
        let own = self.describe(source);
        let anchor = self.anchor(&own, source).unwrap_or(own);
        let syntax = self.syntax;
        let several = (source.first + 1..=source.last).any(|k| self.joins(source, k));
        let mut best: Option<&Mention> = None;
        let unnamed = self.unnamed(&own).or_else(|| self.unnamed(&anchor));
        let mut keys = self.keys(&own, source).to_vec();
        keys.extend(unnamed.map(|phrase| self.key(syntax.head_of(phrase))));
        keys.extend(self.keys(&anchor, anchor.phrase));
        for mention in keys.iter().filter_map(|key| self.by_word.get(key)).flatten() {
            let Some(mention) = self.all.get(*mention as usize) else { continue };
            let fuller = |best: &Mention| {
                mention.words > best.words
                    || mention.words == best.words && mention.phrase.first < best.phrase.first
            };
            // «بيان لها» is fuller than «البيان», but not than «نص البيان».
            let owned = self.lists.limits.owners.contains(syntax.form(mention.phrase.last));
            if mention.words >= own.words + usize::from(owned)
                && (mention.several || !several)
                && best.is_none_or(fuller)
                && (self.fits(mention, &own, source) && self.goes_with(mention, &anchor)
                    || self.is_known_as(mention, &anchor)
                    || unnamed.is_some_and(|phrase| mention.phrase == phrase))
            {
                best = Some(mention);
            }
        }
        let inside = |phrase: &Phrase| source.first <= phrase.first && phrase.last <= source.last;
        // «مطاردة العواصف فلانة»: the source itself says more than the name in it.
        best.map(|mention| mention.phrase).filter(|phrase| own.name.is_none() || !inside(phrase))
    }

    /// Who spoke by an office before his name was told: «المتحدث باسم السلطات» for «المتحدث فلان».
    fn unnamed(&self, own: &Mention) -> Option<Phrase> {
        let title = own.phrase.first;
        let name = own.name.filter(|_| self.syntax.fact(title).article && self.is_office(title))?;
        let key = self.key(title);
        if name.first != title + 1 {
            return self.untitled(Phrase { first: title, last: name.first - 1 });
        }
        let spoke = self.speakers.iter().rev().find(|m| self.key(self.syntax.head_of(m.phrase)) == key)?;
        let settled = spoke.phrase.last > spoke.phrase.first && spoke.phrase.last < title;
        (spoke.name.is_none() && !spoke.several && settled).then_some(spoke.phrase)
    }

    /// The last mention before an office with its adjectives that says whose it is and not who holds it: «الأمين العام للأمم المتحدة» for
    /// «الأمين العام، فلان الفلاني».
    fn untitled(&self, title: Phrase) -> Option<Phrase> {
        let syntax = self.syntax;
        let comma = syntax.class(title.last) == Class::Comma;
        let last = if comma { title.last - 1 } else { title.last };
        let adjective = |k: usize| syntax.fact(k).article && syntax.fact(k).name.is_none();
        if last <= title.first || !(title.first + 1..=last).all(adjective) {
            return None;
        }
        let rows = self.by_word.get(&self.key(title.first)).into_iter().flatten();
        let mentions = rows.filter_map(|row| self.all.get(*row as usize));
        let same = |phrase: Phrase| {
            let head = syntax.head_of(phrase);
            let length = last - title.first;
            phrase.last > head + length
                && syntax.fact(head + length + 1).particle == Some('ل')
                && (0..=length).all(|o| self.same_word(head + o, title.first + o))
        };
        let before = |m: &&Mention| m.name.is_none() && !m.several && m.phrase.last < title.first;
        mentions.filter(before).map(|m| m.phrase).rfind(|phrase| same(*phrase))
    }

    /// The words by which mentions of a source are found: the last one of its name, and its head.
    fn keys(&self, own: &Mention, source: Phrase) -> [Cow<'_, str>; 2] {
        let head = self.key(self.syntax.head_of(self.document(source)));
        [
            own.name.map_or_else(
                || head.clone(),
                |name| Cow::Borrowed(without_plural(self.syntax.core(name.last))),
            ),
            head,
        ]
    }

    /// Whom a short source means: the last one who spoke that it fits and that says more, else the last mention.
    fn anchor(&self, own: &Mention, source: Phrase) -> Option<Mention> {
        let says_more = |mention: &&Mention| {
            let longer =
                |name: Phrase| own.name.is_none_or(|own| name.last - name.first > own.last - own.first);
            let known = |name: Phrase| (name.first..=name.last).all(|k| self.syntax.fact(k).name.is_some());
            let more = match own.name {
                Some(_) => mention.name.is_some_and(|name| longer(name) && known(name)),
                None => mention.words > own.words,
            };
            more && !mention.several && self.fits(mention, own, source)
        };
        let spoke = self.speakers.iter().rev().find(says_more);
        let named = || {
            let keys = self.keys(own, source);
            let rows = keys.iter().filter_map(|key| self.by_word.get(key)).flatten();
            let rows = rows.filter_map(|row| self.all.get(*row as usize)).filter(says_more);
            // One with an office before one without.
            let titled = |m: &&Mention| m.name.is_some_and(|name| name.first > m.phrase.first);
            rows.max_by_key(|m| (titled(m), m.phrase.first))
        };
        spoke.or_else(named).copied()
    }

    /// «نص البيان» is the document itself.
    pub(super) fn document(&self, source: Phrase) -> Phrase {
        let head = self.syntax.head_of(source);
        let next = self.syntax.core(head + 1);
        let text = self.syntax.core(head) == "نص" && head < source.last;
        let first = if text && self.lists.limits.documents.contains(next) { head + 1 } else { source.first };
        Phrase { first, last: source.last }
    }

    /// The short name in brackets behind the name of a body: «الهيئة العليا للاتصال (الهايكا)».
    pub(super) fn alias(&self, phrase: Phrase) -> Option<Phrase> {
        let syntax = self.syntax;
        // «الهيئة العليا للاتصال، (الهايكا)»
        let comma = usize::from(syntax.class(phrase.last + 1) == Class::Comma);
        let first = phrase.last + 2 + comma;
        let body =
            self.lists.limits.is_body(syntax.core(syntax.head_of(phrase))) && phrase.last > phrase.first;
        if !body || syntax.form(first - 1) != "(" {
            return None;
        }
        let close = (first + 1..first + 3).find(|k| syntax.form(*k) == ")")?;
        (first..close).all(|k| syntax.fact(k).is_nominal()).then_some(Phrase { first, last: close - 1 })
    }

    /// Whether a source is the short name of a mention.
    fn is_alias(&self, mention: &Mention, source: Phrase) -> bool {
        mention.name.is_some_and(|name| {
            name.first > mention.phrase.last
                && name.last - name.first == source.last - source.first
                && (0..=name.last - name.first).all(|k| self.same_word(name.first + k, source.first + k))
        })
    }

    fn fits(&self, mention: &Mention, own: &Mention, source: Phrase) -> bool {
        if self.is_alias(mention, source) {
            return true;
        }
        let source = self.document(source);
        match own.name {
            // «الإذاعة الفرنسية» for «إذاعة أوروبا الفرنسية»: a name that says what a body is.
            Some(name) => {
                let head = self.syntax.fact(name.first);
                let kind = head.name == Some(Name::Body) && head.article && name.last > name.first;
                let kind = kind && self.lists.limits.is_body(self.syntax.core(name.first));
                self.same_name(mention, name) || kind && self.same_thing(mention, source)
            }
            None => self.same_thing(mention, source),
        }
    }

    /// Whether a mention can be of the same one as another: one of two names has all words of the other.
    fn goes_with(&self, mention: &Mention, anchor: &Mention) -> bool {
        match (mention.name, anchor.name) {
            (Some(one), Some(other)) => self.same_name(mention, other) || self.same_name(anchor, one),
            // «البيان المشترك» is not «نص البيان».
            (None, None) => {
                // «بيان للهيئة» is.
                let first = self.syntax.fact(mention.phrase.first);
                let whole = self.document(anchor.phrase);
                self.has_words(mention.phrase, anchor.phrase)
                    || self.has_words(anchor.phrase, mention.phrase)
                    || !first.article && first.name.is_none() && self.has_words(mention.phrase, whole)
            }
            _ => true,
        }
    }

    /// Whether a noun phrase has all nouns of another one.
    fn has_words(&self, phrase: Phrase, other: Phrase) -> bool {
        let syntax = self.syntax;
        let (head, second) = (syntax.head_of(phrase), syntax.head_of(other));
        (second..=other.last).filter(|k| syntax.fact(*k).is_nominal()).all(|k| {
            k == second && self.key(k) == self.key(head)
                || (phrase.first..=phrase.last).any(|p| self.same_word(p, k))
        })
    }

    /// Whether a mention has the whole name of the one who is meant: «فلان الفلاني رئيس الحزب» for «الوزير» after «الوزير فلان الفلاني».
    fn is_known_as(&self, mention: &Mention, anchor: &Mention) -> bool {
        let (Some(_), Some(name)) = (mention.name, anchor.name) else { return false };
        name.last > name.first && !mention.several && self.same_name(mention, name)
    }

    /// Whether a mention's name has all words of another name.
    fn same_name(&self, mention: &Mention, name: Phrase) -> bool {
        let syntax = self.syntax;
        let Some(other) = mention.name else {
            let phrase = mention.phrase;
            // «المتحدث سامر الفلاني» where nobody found the name.
            let held = self.is_office(syntax.head_of(phrase)) && phrase.last > phrase.first + 1;
            if held && name.first == name.last && syntax.core(phrase.last) == syntax.core(name.last) {
                return !self.is_kind(phrase.last);
            }
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
        // «هيومن رايتس ووتش» is not «مكتب هيومن رايتس ووتش».
        let part = self.lists.who.branches.contains(syntax.core(other.first))
            && syntax.core(name.first) != syntax.core(other.first);
        kinds && headed && !part && (self.in_order(name, other) || self.is_joined_name(name, other))
    }

    /// «لودريان» for «لو دريان»: one word that is two of a name.
    fn is_joined_name(&self, name: Phrase, other: Phrase) -> bool {
        let word = self.syntax.core(name.first);
        let two = |k: usize| word.strip_prefix(self.syntax.core(k)) == Some(self.syntax.core(k + 1));
        name.first == name.last
            && (other.first..other.last).any(|k| !self.syntax.core(k).is_empty() && two(k))
    }

    /// Whether two tokens are one word; inside a name the conjunction is not taken off («الصناعة والتجارة»).
    fn same_word(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.syntax.core(one), self.syntax.core(other));
        let joined = |long: &str, short: &str| long.strip_prefix('و') == Some(short) && short.len() > 6;
        // «الحوثيون» and «الحوثيين»
        let plural = |one: &str, other: &str| {
            let stem = without_plural(one);
            stem.len() < one.len() && stem == without_plural(other) && other.len() == one.len()
        };
        one == other || plural(one, other) || joined(one, other) || joined(other, one)
    }

    /// Whether a name has all words of another one in their order: «أحمد بن علي» is not «علي بن أحمد».
    fn in_order(&self, name: Phrase, other: Phrase) -> bool {
        let mut words = other.first..=other.last;
        (name.first..=name.last).all(|k| words.any(|o| self.same_word(o, k)))
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
        // «حزب أفاق»: a body's name, which no article shows.
        let definite = definite
            || self.lists.limits.bodies.contains(syntax.core(head))
                && source.last == head + 1
                && !syntax.describes(source.last)
                && !syntax.fact(source.last).accusative;
        let other = syntax.head_of(self.document(mention.phrase));
        let inside = |k: usize| {
            syntax.is_same(k)
                || syntax.class(k) == Class::Conjunction
                || self.is_land(k) && (other..=mention.phrase.last).any(|m| self.is_of_land(k, m))
                || k == head && self.key(other) == self.key(head)
                || k == source.last && self.only_describes(mention, source)
                || (mention.phrase.first..=mention.phrase.last).any(|m| self.same_word(m, k))
        };
        let body = self.lists.limits.bodies.contains(syntax.core(head));
        // «المجلة» is not «تقرير نشرته المجلة».
        let body = body || self.lists.limits.audience.contains(syntax.core(head)) && !self.is_office(head);
        // «العمال» is not «كاتب نقابة العمال», but may be «عدد من العمال».
        let common = syntax.class(head) == Class::Noun
            && syntax.fact(head).name.is_none()
            && head == source.last
            && !self.is_office(head)
            && !self.lists.limits.partitives.contains(syntax.core(other))
            && !self.is_family(mention, head);
        let headed = !(body || common) || self.key(other) == self.key(head);
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
        // «البيان» after «إصدار بيان»: a document is first told of without article.
        let written = self.lists.limits.documents.contains(syntax.core(head)) && !syntax.fact(head).plural;
        same && (definite && (written || !self.is_vague(mention.phrase)) || equal && head < source.last)
    }

    /// Whether a word is of the person's name in a mention, or ends it where nobody found the name: «القرافي» after «الرئيسة روضة القرافي».
    fn is_family(&self, mention: &Mention, k: usize) -> bool {
        let last = mention.phrase.last;
        let name = mention.name.unwrap_or(Phrase { first: last, last });
        (name.first..=name.last).any(|m| self.syntax.core(m) == self.syntax.core(k))
    }

    /// «الرئيس الفرنسي الشاب» for «الرئيس الفرنسي، فلان»: a last adjective that tells no other holder of the office apart.
    fn only_describes(&self, mention: &Mention, source: Phrase) -> bool {
        let syntax = self.syntax;
        let (head, last) = (syntax.head_of(source), source.last);
        let core = syntax.core(last);
        let fact = syntax.fact(last);
        last > head + 1
            && self.is_office(head)
            && mention.name.is_some()
            && syntax.fact(last - 1).article
            && fact.article
            && fact.name.is_none()
            && fact.stem == 0
            && !core.trim_end_matches('ه').ends_with('ي')
            && !self.lists.limits.is_role(core)
            && !self.lists.limits.is_body(core)
            && !self.lists.others.contains(core.trim_end_matches('ه'))
    }

    /// Whether token `k` is an adjective with article that may be made from a country's name.
    fn is_land(&self, k: usize) -> bool {
        let syntax = self.syntax;
        syntax.fact(k).article && syntax.describes(k) && syntax.core(k).chars().count() > 4
    }

    /// Whether an adjective is made from a place: «النمساوي» and «النمسا».
    fn is_of_land(&self, adjective: usize, place: usize) -> bool {
        let core = self.syntax.core(adjective);
        let root = core.trim_end_matches(['ه', 'ي']).trim_end_matches('و').trim_end_matches('ا');
        let land = self.syntax.core(place).trim_end_matches(['ا', 'ه']);
        let named = matches!(self.syntax.fact(place).name, Some(Name::Place | Name::Body));
        root.chars().count() > 2 && named && land == root
    }
}
