//! Names that no earlier step found whole: families before an office, places behind ب.

use std::collections::{HashMap, HashSet};

use warraq_arabic::lexed::Kind;

use super::{Class, Fact, Limits, Name, Syntax};

impl Syntax {
    /// «احد الفلاحين», «احدهم»: one of several, which the tagger takes for Sunday where the hamza is missing.
    pub(super) fn count_one(&mut self) {
        for k in 0..self.len() {
            let one = matches!(self.form(k), "احد" | "احدي" | "احدهم" | "احداهن");
            if let Some(fact) = self.facts.get_mut(k).filter(|fact| one && !fact.is_nominal()) {
                fact.class = Class::Noun;
            }
        }
    }

    /// «سعاد المنصوري جلالي المكلفة بالإعلام», «الدكتورة مارغريت تشان، المديرة العامة»: what stands between a person's name and an office
    /// is the family's name, whatever it looks like.
    pub(super) fn join_before_offices(&mut self, limits: &Limits) {
        for k in 1..self.len() {
            let before = self.fact(k - 1);
            if before.name != Some(Name::Person) || before.more || !self.is_unknown_family(k, limits) {
                continue;
            }
            if let Some(last) = self.facts.get_mut(k - 1) {
                last.more = true;
            }
            if let Some(fact) = self.facts.get_mut(k) {
                *fact =
                    Fact { class: Class::Proper, name: Some(Name::Person), sure: true, ..Fact::default() };
            }
        }
    }

    /// Notes whether a man's or a woman's office stands before each whole name: «المستشارة الألمانية أنجيلا ميركل».
    pub(super) fn title_families(&mut self, limits: &Limits) {
        self.titled.clear();
        let mut first = 0;
        for end in 0..self.len() {
            let fact = self.fact(end);
            if fact.name != Some(Name::Person) {
                first = end + 1;
                continue;
            }
            if fact.more {
                continue;
            }
            let title = first.checked_sub(1).filter(|_| first < end);
            first = end + 1;
            let Some(title) = title else { continue };
            let fact = self.fact(title);
            if !fact.article || !fact.is_nominal() || fact.name.is_some() || fact.plural {
                continue;
            }
            // «المستشارة الألمانية», «الرئيس الأميركي»
            let adjective = self.describes(title) && !limits.roles.contains(self.core(title));
            let office = title.saturating_sub(usize::from(adjective));
            if limits.roles.contains(self.core(office)) {
                let woman = usize::from(self.fact(office).feminine);
                let family = self.form(end).to_owned();
                if let Some(slot) = self.titled.entry(family).or_default().get_mut(woman) {
                    *slot = true;
                }
            }
        }
    }

    /// Whether an office of a woman, or of a man, stands before a whole name that ends with the family's name at token `k`.
    pub(super) fn has_title(&self, k: usize, woman: bool) -> bool {
        let titles = self.titled.get(self.form(k));
        titles.and_then(|titles| titles.get(usize::from(woman))).copied().unwrap_or(false)
    }

    /// «الامين العام الجديد»: what describes an office has its article, whatever the tagger takes it for; «الوزير اليوم» tells
    /// when.
    pub(super) fn describe_offices(&mut self, limits: &Limits) {
        let mut described = false;
        for k in 1..self.len() {
            let fact = self.fact(k);
            let office = self.fact(k - 1).article && limits.roles.contains(self.core(k - 1));
            let adverb = fact.class == Class::Adverb && fact.sure && fact.article && !fact.joined;
            // «الرئيس العام الماضي»: when.
            let year = self.core(k) == "عام" && limits.years.contains(self.core(k + 1));
            described = (office || described) && adverb && !year && limits.others.contains(self.core(k));
            if let Some(fact) = self.facts.get_mut(k).filter(|_| described) {
                fact.class = Class::Adjective;
            }
        }
    }

    /// «بالبرلمان» as a person's name: where somebody serves, with ب; «معتمد كذا» as one: an office that is no given name.
    pub(super) fn part_seats(&mut self, limits: &Limits) {
        const OFFICES: [&str; 8] = ["معتمد", "والي", "محافظ", "عمده", "وزير", "رييس", "مدير", "سفير"];
        for k in 0..self.len() {
            let office = self.begins_name(k) == Some(Name::Person) && OFFICES.contains(&self.form(k));
            let more = self.fact(k).more;
            if let Some(fact) = self.facts.get_mut(k).filter(|_| office && more) {
                (fact.name, fact.more, fact.class) = (None, false, Class::Noun);
            }
            let single = self.begins_name(k) == Some(Name::Person) && !self.fact(k).more;
            let seat = self.form(k).strip_prefix("بال").filter(|core| limits.is_body(core)).is_some();
            if let Some(fact) = self.facts.get_mut(k).filter(|_| single && seat) {
                let noun = Fact { class: Class::Noun, sure: true, ..Fact::default() };
                *fact = Fact { particle: Some('ب'), article: true, stem: 2, core: 6, ..noun };
            }
        }
    }

    /// «حركة الأفق المرشح سامي الحداد» as a body's name: an office with its article ends the name of a body that the text names elsewhere,
    /// and whoever is named behind the office is no part of it.
    pub(super) fn part_bodies(&mut self, limits: &Limits) {
        let (bodies, people) = (self.names(Name::Body), self.names(Name::Person));
        let same = |k: usize, end: usize, &(first, last): &(usize, usize)| {
            last - first == end - k && (0..=end - k).all(|o| self.core(k + o) == self.core(first + o))
        };
        let office = |k: &usize| {
            let fact = self.fact(*k);
            fact.article && fact.particle.is_none() && limits.roles.contains(self.core(*k))
        };
        let found: Vec<(usize, usize, Option<usize>)> = bodies
            .iter()
            .filter(|(first, last)| last > first && limits.is_body(self.core(*first)))
            .filter_map(|&(first, last)| {
                let at = (first + 2..=last).find(office)?;
                bodies.iter().any(|body| same(first, at - 1, body)).then_some((first, last, at))
            })
            .map(|(_, last, at)| {
                let holder = (at + 1..=last).find(|k| people.iter().any(|person| same(*k, last, person)));
                (at, last, holder)
            })
            .collect();
        for (at, last, holder) in found {
            for k in at - 1..=last {
                let person = holder.is_some_and(|holder| k >= holder);
                let Some(fact) = self.facts.get_mut(k) else { continue };
                fact.more = person && k < last;
                if person {
                    (fact.name, fact.class) = (Some(Name::Person), Class::Proper);
                } else if k >= at {
                    fact.name = None;
                }
            }
            if let Some(fact) = self.facts.get_mut(at) {
                fact.class = Class::Noun;
            }
        }
    }

    /// «اعتبر وزير النقل الغيني أويا جولافوجيان، خلال»: between an office with its adjective, which has its verb before it, and a family's
    /// name stands a given name, though the tagger takes it for a verb.
    pub(super) fn join_given(&mut self, limits: &Limits) {
        const FAR: usize = 5;
        let verb = |k: usize| self.class(k) == Class::Verb && self.fact(k).sure;
        let given = |k: usize| {
            let fact = self.fact(k);
            let past = !self.form(k).starts_with(['ي', 'ت', 'ن', 'س']);
            verb(k) && past && !fact.joined && !fact.suffix && fact.stem == 0
        };
        let office = |k: usize| {
            let near = k.saturating_sub(FAR)..k;
            let plain = |k: usize| self.fact(k).is_nominal() && self.fact(k).name.is_none();
            let role = near.clone().find(|at| limits.roles.contains(self.core(*at)) && plain(*at));
            role.is_some_and(|at| at > 0 && verb(at - 1) && (at..k).all(plain))
        };
        let closed = |k: usize| {
            matches!(self.class(k), Class::Comma | Class::That | Class::Preposition | Class::Colon)
        };
        let found: Vec<usize> = self
            .names(Name::Person)
            .into_iter()
            .filter(|(first, last)| first == last && *first > 2 && closed(last + 1))
            .map(|(first, _)| first - 1)
            .filter(|k| given(*k) && self.fact(k - 1).article && self.describes(k - 1) && office(*k))
            .collect();
        for k in found {
            if let Some(fact) = self.facts.get_mut(k) {
                let proper = Fact { class: Class::Proper, name: Some(Name::Person), ..Fact::default() };
                *fact = Fact { sure: true, more: true, ..proper };
            }
        }
    }

    /// «منذر بالحاج»: a person's name of two words or more that the text has elsewhere, where nobody found it.
    pub(super) fn repeat_people(&mut self) {
        let mut known: HashMap<String, (usize, usize)> = HashMap::new();
        let mut k = 0;
        while k < self.len() {
            let end = self.name_end(k);
            if end > k && self.fact(k).name == Some(Name::Person) && !self.fact(k).joined {
                known.entry(self.form(k).to_owned()).or_insert((k, end));
            }
            k = end + 1;
        }
        self.repeat_families();
        for k in 0..self.len() {
            let Some(&(first, last)) = known.get(self.form(k)) else { continue };
            let end = k + last - first;
            let same = |o: usize| self.form(k + o) == self.form(first + o) && self.fact(k + o).name.is_none();
            if !(0..=last - first).all(same) {
                continue;
            }
            for i in k..=end {
                if let Some(fact) = self.facts.get_mut(i) {
                    let proper = Fact { class: Class::Proper, name: Some(Name::Person), ..Fact::default() };
                    *fact = Fact { sure: true, more: i < end, ..proper };
                }
            }
        }
    }

    /// «واعتبر بلطيفة» after «حسان بلطيفة»: a family's name that begins as if with a particle is known whole from a whole name.
    fn repeat_families(&mut self) {
        let person = |k: usize| self.fact(k).name == Some(Name::Person);
        let whole = |k: &usize| *k > 0 && person(*k) && person(*k - 1) && self.fact(*k - 1).more;
        let known: HashSet<String> = (0..self.len())
            .filter(whole)
            .filter(|k| self.fact(*k).stem == 0 && self.form(*k).starts_with(['ب', 'ل', 'ك', 'و', 'ف']))
            .map(|k| self.form(k).to_owned())
            .collect();
        for k in 0..self.len() {
            if self.fact(k).stem > 0 && known.contains(self.form(k)) {
                let proper = Fact { class: Class::Proper, name: Some(Name::Person), ..Fact::default() };
                if let Some(fact) = self.facts.get_mut(k) {
                    *fact = Fact { sure: true, ..proper };
                }
            }
        }
    }

    /// Whether token `k` behind a person's name is no common word and an office follows, at once with its article or behind a comma.
    fn is_unknown_family(&self, k: usize, limits: &Limits) -> bool {
        let fact = self.fact(k);
        let core = self.core(k);
        let office = |k: usize| {
            let next = self.fact(k);
            next.stem == 0 && !next.plural && next.name.is_none() && limits.roles.contains(self.core(k))
        };
        let kinds = [&limits.roles, &limits.bodies, &limits.places, &limits.documents, &limits.audience];
        let known = kinds.iter().any(|kind| kind.contains(core)) || limits.adverbs.contains(self.stem(k));
        if fact.article || fact.name.is_some() || known || self.lexed.kind(k) != Some(Kind::Word) {
            return false;
        }
        // «جلالي» with the ending of a pronoun, «فلفول» as if with ف and ل.
        let odd = fact.suffix && core.ends_with('ي') || fact.joined && fact.particle.is_some();
        let verb = fact.class == Class::Verb && !fact.joined && !fact.suffix;
        let next = self.class(k + 1) == Class::Comma && office(k + 2);
        next && (verb || odd || fact.class == Class::Proper)
            || odd && office(k + 1) && self.fact(k + 1).article
    }

    /// «محكمة الاستئناف بالمنستير» where nobody found the place: ب and the article, and no first letters of a name.
    pub(super) fn part_places(&mut self) {
        for k in 1..self.len() {
            let fact = self.fact(k);
            let form = self.form(k);
            let place = form.starts_with("بال") && form.chars().count() > 5;
            let free = fact.class == Class::Proper && fact.name.is_none() && fact.stem == 0;
            let behind = self.fact(k - 1);
            let family =
                behind.class == Class::Proper && !behind.article || behind.name == Some(Name::Person);
            if !(place && free && !family && behind.is_nominal()) {
                continue;
            }
            if let Some(fact) = self.facts.get_mut(k) {
                (fact.particle, fact.article, fact.stem, fact.core) = (Some('ب'), true, 2, 6);
            }
        }
    }
}
