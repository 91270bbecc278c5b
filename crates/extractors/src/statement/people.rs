//! People of no name or office, told of before they speak: «تسعة أشخاص … وقالوا», «سعودي … وقال الرجل».

use crate::syntax::{Asked, Class, Phrase};

use super::dropped::WRITTEN;
use super::finder::{Finder, Statement};
use super::speaker::Last;

impl Finder<'_> {
    /// Several who speak and were told of before: «انتشلت الوحدات تسعة مهاجرين … وصرحوا», «أوقفت تسعة أشخاص … وقالوا».
    pub(super) fn several_before(&self, statement: &Statement, sentence: usize) -> Option<Last> {
        let syntax = self.syntax;
        let from = statement.at.saturating_sub(WRITTEN);
        let at = (from..statement.at).rev().find(|k| self.is_people(*k))?;
        let asked = Asked { barred: &[], transitive: true, limit: statement.at };
        let phrase = syntax.phrase(self.counted_from(at, from), &self.lists.limits, asked)?;
        Some(self.describe(phrase, phrase, statement, sentence))
    }

    /// Whether token `k` is a noun for several people.
    fn is_people(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let (fact, form) = (syntax.fact(k), syntax.form(k));
        if fact.is_nominal() && fact.name.is_none() && self.lists.limits.people.contains(syntax.core(k)) {
            return !self.is_genitive(k);
        }
        let counted = k > 0 && syntax.class(k - 1) == Class::Number;
        let singular = form.strip_suffix("ين").or_else(|| form.strip_suffix("ون"));
        let people = singular.is_some_and(|word| {
            let word = word.strip_prefix("ال").unwrap_or(word);
            counted || word.ends_with('ي') || self.lists.limits.roles.contains(word)
        });
        fact.class == Class::Noun && fact.plural && people
    }

    /// «حماية الأطفال», «ملابس نساء»: people who are told of only by what is theirs.
    fn is_genitive(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let Some(before) = k.checked_sub(1).filter(|_| syntax.fact(k).stem == 0) else { return false };
        let fact = syntax.fact(before);
        let noun = fact.class == Class::Noun && fact.sure && !syntax.settled(before) && !fact.accusative;
        noun && !self.counts(before)
    }

    /// Whether token `k` says how many: a number, «عشرات», «عدد».
    fn counts(&self, k: usize) -> bool {
        let fact = self.syntax.fact(k);
        let many = fact.is_nominal() && !fact.article;
        let word = self.syntax.bare_noun(k);
        let listed = self.lists.limits.partitives.contains(word) || self.lists.several.contains(word);
        fact.class == Class::Number || many && listed
    }

    /// Where the noun phrase of the people at token `at` begins: with their number, «عشرات», «عدد من».
    fn counted_from(&self, at: usize, from: usize) -> usize {
        let syntax = self.syntax;
        let Some(before) = at.checked_sub(1).filter(|k| *k >= from && syntax.fact(at).stem == 0) else {
            return at;
        };
        // «عدد كبير من الشبان»
        let of = syntax.form(before) == "من";
        let described = |k: &usize| k + 1 == before || syntax.describes(k + 1);
        let many = (from.max(before.saturating_sub(2))..before).rev().find(|k| self.counts(*k));
        match many.filter(|k| of && described(k)) {
            Some(many) => many,
            None if self.counts(before) => before,
            None => at,
        }
    }

    /// The one without name whom «الرجل» at token `head` means: the same word without article («شاب» before «الشاب»), or, where nobody
    /// who spoke is a man or woman, the last one that the text tells of («سعودي» before «الرجل»).
    pub(super) fn person_before(
        &self,
        head: usize,
        known: bool,
        statement: &Statement,
        sentence: usize,
    ) -> Option<Last> {
        let syntax = self.syntax;
        let from = head.saturating_sub(WRITTEN);
        let open = |k: &usize| {
            let (fact, next) = (syntax.fact(*k), syntax.fact(k + 1));
            let genitive = next.article && next.particle.is_none() && next.is_nominal();
            let free = !fact.article && !fact.suffix && fact.name.is_none();
            free && !genitive && fact.feminine == syntax.fact(head).feminine
        };
        // «شابا», which a tagger may take for an adverb
        let same = |k: &usize| {
            let noun = syntax.fact(*k).is_nominal() || syntax.class(*k) == Class::Adverb;
            noun && open(k) && syntax.bare_noun(*k) == syntax.core(head)
        };
        let person = |k: &usize| {
            let fact = syntax.fact(*k);
            let known = self.lists.persons.contains(syntax.bare_noun(*k)) || self.is_national(*k);
            fact.is_nominal() && !fact.plural && open(k) && known
        };
        let found = (from..head).rev().find(same);
        let found = found.or_else(|| (from..head).rev().find(person).filter(|_| !known))?;
        let asked = Asked { barred: &[], transitive: true, limit: head };
        let alone = Phrase { first: found, last: found };
        let phrase = syntax.phrase(found, &self.lists.limits, asked).unwrap_or(alone);
        Some(self.describe(phrase, phrase, statement, sentence))
    }

    /// «وصل سعودي», «أوقفت سعوديا»: an adjective in ي that describes nothing is a man.
    fn is_national(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let core = self.syntax.bare_noun(k);
        let before = k.checked_sub(1).map_or(Class::Stop, |k| syntax.class(k));
        let alone = matches!(before, Class::Verb | Class::Preposition | Class::Stop);
        let man = syntax.class(k) == Class::Adjective || !syntax.fact(k).sure || before == Class::Verb;
        core.ends_with('ي') && core.chars().count() > 4 && alone && man
    }
}
