//! Names by the whole text: offices out of people's names, people out of bodies' names, families into people's names.

use std::collections::{HashMap, HashSet};

use warraq_arabic::lexed::Gap;

use super::{Class, Fact, Limits, Name, Syntax};

impl Syntax {
    /// Mends the names that an earlier step found, by what the text shows elsewhere.
    pub(crate) fn mend_names(&mut self, limits: &Limits) {
        self.count_one();
        self.describe_offices(limits);
        self.common_kinds(limits);
        self.part_offices(limits);
        self.part_people(limits);
        self.part_families();
        self.part_clauses();
        self.part_addressed();
        self.part_audience(limits);
        self.part_seats(limits);
        self.part_bodies(limits);
        self.repeat_places(limits);
        self.part_places();
        self.repeat_people();
        self.join_families(limits);
        self.join_before_offices(limits);
        self.join_given(limits);
        self.title_families(limits);
    }

    /// «بيان», «سلطان»: kinds of document, body and place, and offices before what they are of, are common nouns, whatever the tagger says.
    fn common_kinds(&mut self, limits: &Limits) {
        for k in 0..self.len() {
            let fact = self.fact(k);
            let core = self.core(k);
            let reduced = fact.more && limits.reduced.contains(self.core(k + 1));
            let alone = self.begins_name(k) == Some(Name::Person) && (!fact.more || reduced);
            let written = alone && limits.documents.contains(core);
            // «بابا الفاتيكان», which the tagger takes for an adverb
            let next = self.fact(k + 1).name == Some(Name::Place) && limits.roles.contains(core);
            let other = fact.class == Class::Adverb && next && core == self.form(k);
            let proper = fact.class == Class::Proper || other;
            if !proper || fact.name.is_some() && !written || fact.article || !fact.sure {
                continue;
            }
            let kind =
                limits.is_body(core) || limits.documents.contains(core) || limits.places.contains(core);
            let next = self.fact(k + 1);
            let office = limits.roles.contains(core) && next.article && next.name != Some(Name::Person);
            if let Some(fact) = self.facts.get_mut(k).filter(|_| kind || office) {
                (fact.class, fact.name) = (Class::Noun, None);
            }
            // «بيان صادر عن»
            if kind && reduced && written {
                for fact in self.facts.iter_mut().skip(k).take(2) {
                    (fact.name, fact.more) = (None, false);
                }
            }
        }
    }

    /// «البابا», «الرئيس ترامب»: an office with its article is no part of the name; a family's name that looks like one is known from a
    /// longer name («عمار الحكيم»).
    fn part_offices(&mut self, limits: &Limits) {
        let people = self.names(Name::Person);
        let families: HashSet<String> = people
            .iter()
            .flat_map(|(first, last)| first + 1..=*last)
            .map(|k| self.form(k).to_owned())
            .collect();
        let alone: HashSet<String> = people
            .iter()
            .filter(|(first, last)| first == last && self.fact(*first).article)
            .map(|(first, _)| self.core(*first).to_owned())
            .filter(|core| limits.roles.contains(core))
            .collect();
        for (first, last) in people {
            // «بابا الفاتيكان» where «البابا» stands elsewhere.
            if last == first + 1 && self.fact(last).article && alone.contains(self.core(first)) {
                for (k, name, class) in [(first, None, Class::Noun), (last, Some(Name::Place), Class::Proper)]
                {
                    if let Some(fact) = self.facts.get_mut(k) {
                        (fact.name, fact.more, fact.class) = (name, false, class);
                    }
                }
            }
            let mut k = first;
            while k <= last
                && self.fact(k).article
                && limits.roles.contains(self.core(k))
                && !families.contains(self.form(k))
            {
                if let Some(fact) = self.facts.get_mut(k) {
                    (fact.name, fact.more, fact.class) = (None, false, Class::Noun);
                }
                k += 1;
            }
        }
    }

    /// «حزب الأفق سامي الحداد» as a body's name: who is named by himself elsewhere is no part of a body that is.
    fn part_people(&mut self, limits: &Limits) {
        let bodies = self.names(Name::Body);
        let ends: HashSet<&str> = bodies.iter().map(|(_, last)| self.form(*last)).collect();
        let places: HashSet<&str> =
            self.names(Name::Place).iter().map(|(_, last)| self.core(*last)).collect();
        let mut people: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
        let mut single: HashSet<&str> = HashSet::new();
        for (first, last) in self.names(Name::Person) {
            if first == last {
                single.insert(self.core(first));
            }
            let known = people.entry(self.core(first)).or_default();
            if last > first && known.len() < 8 {
                known.push((first, last));
            }
        }
        let same = |k: usize, end: usize, &(first, last): &(usize, usize)| {
            last - first == end - k && (0..=end - k).all(|o| self.core(k + o) == self.core(first + o))
        };
        let mut found = Vec::new();
        for (first, last) in bodies {
            let holder = (first + 2..last).find(|k| {
                // «حركة نداء تونس | فلان»: an adjective, an article or a place ends the body's name.
                let before = self.core(k - 1);
                let ended = self.describes(k - 1) || self.fact(k - 1).article || places.contains(before);
                // «رئيس كتلة حركة الأفق فلان»
                let held = first > 0 && limits.roles.contains(self.core(first - 1));
                let whole = (ended || held) && !limits.roles.contains(before);
                (whole || ends.contains(self.form(k - 1)))
                    && people.get(self.core(*k)).is_some_and(|known| known.iter().any(|p| same(*k, last, p)))
            });
            // «رئيس حركة النهضة راشد الغنوشي» where «الغنوشي» is named by himself elsewhere.
            let role = first > 0 && limits.roles.contains(self.core(first - 1));
            let given = last > first + 2 && !self.fact(last - 1).article && self.fact(last - 2).article;
            let family = (role && given && single.contains(self.core(last))).then(|| last - 1);
            found.extend(holder.or(family).map(|k| (k, last)));
        }
        for (first, last) in found {
            if let Some(before) = self.facts.get_mut(first - 1) {
                before.more = false;
            }
            for fact in self.facts.get_mut(first..=last).unwrap_or_default() {
                fact.name = Some(Name::Person);
            }
        }
    }

    /// «الزغيدي نداء تونس» as a body's name: a family's name known from a longer one, before a body known by its last word.
    fn part_families(&mut self) {
        let bodies = self.names(Name::Body);
        let mut ends: HashMap<&str, usize> = HashMap::new();
        for (_, last) in &bodies {
            *ends.entry(self.form(*last)).or_default() += 1;
        }
        let people = self.names(Name::Person);
        let families: HashSet<&str> =
            people.iter().filter(|(first, last)| first < last).map(|(_, last)| self.form(*last)).collect();
        let twice = |k: usize| ends.get(self.form(k)).is_some_and(|times| *times > 1);
        let found: Vec<usize> = bodies
            .iter()
            .filter(|(first, last)| last > first && self.fact(*first).article && twice(*last))
            .map(|(first, _)| *first)
            .filter(|first| families.contains(self.form(*first)))
            .collect();
        for first in found {
            if let Some(fact) = self.facts.get_mut(first) {
                (fact.name, fact.more, fact.class) = (Some(Name::Person), false, Class::Proper);
            }
        }
    }

    /// «ميركل تتحدى ترامب» as one name: two who are named by themselves elsewhere, and a verb between them.
    fn part_clauses(&mut self) {
        let people = self.names(Name::Person);
        let mut ends: HashMap<&str, usize> = HashMap::new();
        for (_, last) in &people {
            *ends.entry(self.form(*last)).or_default() += 1;
        }
        let known = |k: usize, times: usize| ends.get(self.form(k)).is_some_and(|count| *count >= times);
        let verb = |k: &usize| {
            self.form(*k).starts_with(['ي', 'ت']) && self.form(*k).chars().count() > 3 && known(k - 1, 1)
        };
        let found: Vec<usize> = people
            .iter()
            .filter(|(first, last)| last - first < 8 && known(*last, 2))
            .filter_map(|(first, last)| (first + 1..*last).find(verb))
            .collect();
        for k in found {
            if let Some(before) = self.facts.get_mut(k - 1) {
                before.more = false;
            }
            if let Some(fact) = self.facts.get_mut(k) {
                (fact.name, fact.more, fact.class) = (None, false, Class::Verb);
            }
        }
    }

    /// «الرحوي لطوبال» as one name: ل, ب or ك before the last word of somebody else's name.
    fn part_addressed(&mut self) {
        let people = self.names(Name::Person);
        let mut ends: HashMap<&str, usize> = HashMap::new();
        for (_, last) in people.iter().filter(|(first, last)| first < last) {
            *ends.entry(self.form(*last)).or_default() += 1;
        }
        let once = |form: &str| ends.get(form).is_none_or(|times| *times == 1);
        let found: Vec<(usize, char)> = people
            .iter()
            .filter(|(first, last)| first < last)
            .flat_map(|(first, last)| first + 1..=*last)
            .filter_map(|k| {
                let form = self.form(k);
                let letter = form.chars().next().filter(|letter| matches!(letter, 'ل' | 'ب' | 'ك'))?;
                let rest = form.get(letter.len_utf8()..)?;
                (rest.chars().count() > 3 && ends.contains_key(rest) && once(form)).then_some((k, letter))
            })
            .collect();
        for (k, letter) in found {
            if let Some(before) = self.facts.get_mut(k - 1) {
                before.more = false;
            }
            if let Some(fact) = self.facts.get_mut(k) {
                fact.particle = Some(letter);
                (fact.stem, fact.core) = (letter.len_utf8() as u8, letter.len_utf8() as u8);
            }
        }
    }

    /// «سامي الحداد لوكالة» as one name: who is spoken to is no part of it, nor what follows.
    fn part_audience(&mut self, limits: &Limits) {
        let audience = |k: &usize| {
            let rest = self.form(*k).strip_prefix('ل')?;
            let core = rest.strip_prefix('ل').filter(|core| core.chars().count() > 2);
            let medium = |word: &str| word.chars().count() > 3 && limits.audience.contains(word);
            core.filter(|core| medium(core)).map(|_| (*k, true)).or(medium(rest).then_some((*k, false)))
        };
        let people = self.names(Name::Person).into_iter();
        let found: Vec<((usize, bool), usize)> = people
            .filter_map(|(first, last)| (first + 1..=last).find_map(|k| audience(&k)).map(|at| (at, last)))
            .collect();
        for ((at, article), last) in found {
            if let Some(before) = self.facts.get_mut(at - 1) {
                before.more = false;
            }
            for fact in self.facts.get_mut(at..=last).unwrap_or_default() {
                (fact.name, fact.more) = (None, false);
            }
            if let Some(fact) = self.facts.get_mut(at) {
                let core = if article { 4 } else { 2 };
                *fact = Fact {
                    class: Class::Noun,
                    particle: Some('ل'),
                    article,
                    stem: 2,
                    core,
                    sure: true,
                    ..*fact
                };
            }
        }
    }

    /// «وتقول تركيا»: a place of one word that the text names elsewhere, or a state, where it looks like something else.
    fn repeat_places(&mut self, limits: &Limits) {
        let places: HashSet<String> = self
            .names(Name::Place)
            .into_iter()
            .filter(|(first, last)| first == last && self.fact(*first).core == 0)
            .map(|(first, _)| self.form(first).to_owned())
            .collect();
        for k in 0..self.len() {
            let fact = self.fact(k);
            let other = fact.is_nominal() || fact.class == Class::Adverb;
            // «تونس-تدين» in an address is one word
            let apart = self.lexed.gap(k) != Gap::None && self.form(k + 1) != "-";
            let other = other && apart && !limits.adverbs.contains(self.form(k));
            if fact.name.is_some()
                || fact.joined
                || fact.stem > 0
                || !other
                || !(places.contains(self.form(k))
                    || fact.class == Class::Adverb && limits.states.contains(self.form(k)))
            {
                continue;
            }
            if let Some(fact) = self.facts.get_mut(k) {
                (fact.name, fact.class, fact.accusative) = (Some(Name::Place), Class::Proper, false);
            }
        }
    }

    /// «أحمد | الصديق»: a given name by itself and the word behind it are one name where they stand together twice, or where the noun
    /// phrase ends there.
    fn join_families(&mut self, limits: &Limits) {
        self.join_known();
        let given: Vec<usize> = self
            .names(Name::Person)
            .into_iter()
            .filter(|(first, last)| first == last)
            .map(|(first, _)| first)
            .filter(|k| self.is_family(k + 1, limits))
            .collect();
        let mut pairs: HashMap<(&str, &str), usize> = HashMap::new();
        for k in &given {
            *pairs.entry((self.form(*k), self.form(k + 1))).or_default() += 1;
        }
        let mut seen: HashMap<&str, usize> = given.iter().map(|k| (self.form(k + 1), 0)).collect();
        for k in 0..self.len() {
            if let Some(times) = seen.get_mut(self.form(k)) {
                *times += 1;
            }
        }
        let ends = |k: usize| matches!(self.class(k), Class::Comma | Class::That | Class::Colon);
        let closed =
            |k: usize| ends(k) || matches!(self.class(k), Class::Adverb | Class::Preposition | Class::Stop);
        // «رئيس الحكومة الحبيب الصيد اليوم» where «الصيد» stands elsewhere.
        let held = |k: usize| {
            let before = k.checked_sub(1).is_some_and(|k| self.fact(k).is_nominal() && self.fact(k).article);
            before
                && self.fact(k).article
                && closed(k + 2)
                && seen.get(self.form(k + 1)).is_some_and(|times| *times > 1)
        };
        let together: Vec<usize> = given
            .iter()
            .copied()
            .filter(|k| {
                let twice = pairs.get(&(self.form(*k), self.form(k + 1))).is_some_and(|times| *times > 1);
                let plain = !self.fact(*k).article;
                self.fact(k + 1).article && (plain && ends(k + 2) || held(*k)) || plain && twice
            })
            .collect();
        for k in together {
            if let Some(fact) = self.facts.get_mut(k) {
                fact.more = true;
            }
            if let Some(fact) = self.facts.get_mut(k + 1) {
                (fact.name, fact.class) = (Some(Name::Person), Class::Proper);
            }
        }
    }

    /// «بوركارد | ليشكا» where «ليشكا» is somebody's name by itself elsewhere, whatever it looks like here.
    fn join_known(&mut self) {
        let single: Vec<usize> = self
            .names(Name::Person)
            .into_iter()
            .filter(|(first, last)| first == last)
            .map(|(first, _)| first)
            .collect();
        let known: HashSet<&str> = single.iter().map(|k| self.form(*k)).collect();
        let next: Vec<usize> = single
            .iter()
            .map(|k| k + 1)
            .filter(|k| {
                self.fact(*k).name.is_none()
                    && self.lexed.gap(*k) == Gap::Space
                    && known.contains(self.form(*k))
            })
            .collect();
        for k in next {
            if let Some(fact) = self.facts.get_mut(k - 1) {
                fact.more = true;
            }
            if let Some(fact) = self.facts.get_mut(k) {
                *fact =
                    Fact { class: Class::Proper, name: Some(Name::Person), sure: true, ..Fact::default() };
            }
        }
    }

    /// Whether token `k` may be a family's name behind a given name.
    fn is_family(&self, k: usize, limits: &Limits) -> bool {
        let fact = self.fact(k);
        fact.is_nominal()
            && fact.class != Class::Number
            && fact.name.is_none()
            && !fact.joined
            && !fact.suffix
            && !fact.accusative
            && fact.particle.is_none()
            && self.lexed.gap(k) <= Gap::Space
            && !limits.roles.contains(self.core(k))
            && !limits.bodies.contains(self.core(k))
            && !limits.adverbs.contains(self.stem(k))
    }
}
