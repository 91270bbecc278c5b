//! Titles of mentions: offices that are no known ones, offices of two, names that nobody found.

use crate::syntax::{Class, Name, Phrase};

use super::mention::Mentions;

/// How many tokens a mention may go on behind its end.
const LONGEST: usize = 24;

/// A word without the ending of a sound plural in any case: «حوثي» for «حوثيون», «حوثيين».
pub(super) fn without_plural(core: &str) -> &str {
    let stem = ["ون", "ين"].iter().find_map(|ending| core.strip_suffix(ending));
    stem.filter(|stem| stem.chars().count() > 3).unwrap_or(core)
}

impl Mentions<'_> {
    /// Where «كل من فلان» names him, before others whom nobody found.
    pub(super) fn past_each(&self, first: usize) -> usize {
        let syntax = self.syntax;
        let each = syntax.core(first) == "كل" && syntax.form(first + 1) == "من";
        let person = syntax.begins_name(first + 2) == Some(Name::Person);
        if each && (person || self.is_office(first + 2)) { first + 2 } else { first }
    }

    /// A noun phrase with the office behind its name, or what describes it behind its quotation marks: «وكالة "فيتش" للتصنيف».
    pub(super) fn described(&self, phrase: Phrase, to: usize) -> Phrase {
        let syntax = self.syntax;
        let role = |k: usize| self.lists.limits.is_role(syntax.core(k));
        let person = |k: usize| syntax.fact(k).name == Some(Name::Person);
        // «فلان الفلاني كاتب الدولة», which looks like a subject and an object.
        let construct = !syntax.fact(phrase.last).article && syntax.fact(phrase.last + 1).article;
        let cut = phrase.last > phrase.first && construct && role(phrase.last) && person(phrase.last - 1);
        let phrase = Phrase { last: phrase.last - usize::from(cut), ..phrase };
        let office = person(phrase.last) && role(phrase.last + 1);
        let mark = (phrase.last..phrase.last + 2).rev().find(|k| syntax.opening(*k).is_some());
        let marked = mark.is_some_and(|mark| syntax.class(mark + 1) != Class::Preposition);
        let last = if office || marked {
            self.goes_on_to(phrase, to.min(phrase.last + LONGEST), false)
        } else {
            None
        };
        Phrase { last: last.unwrap_or(phrase.last), ..phrase }
    }

    /// Notes that a noun phrase is who speaks.
    pub(super) fn note_source(&mut self, source: Phrase) {
        self.sources.insert((source.first, source.last));
    }

    /// Whether somebody speaks by a noun phrase that begins with a title that is no known office, before a name at token `name`: «طيار
    /// الشركة سامي الحداد».
    pub(super) fn has_unknown_title(&self, phrase: Phrase, name: usize) -> bool {
        let (syntax, limits) = (self.syntax, &self.lists.limits);
        let head = phrase.first;
        let (fact, core) = (syntax.fact(head), syntax.core(head));
        let open = fact.class == Class::Noun && fact.name.is_none() && !fact.article && !fact.suffix;
        let other = self.lists.kin.contains(core)
            || limits.is_body(core)
            || [&limits.documents, &limits.audience, &limits.places, &limits.partitives, &limits.people]
                .iter()
                .any(|set| set.contains(core));
        let apart = |k: usize| {
            matches!(syntax.class(k), Class::Comma | Class::Preposition)
                || syntax.fact(k).joined
                || self.is_office(k)
        };
        open && !other
            && !fact.plural
            && name > head + 1
            && self.sources.contains(&(phrase.first, phrase.last))
            && !(head + 1..name).any(apart)
    }

    /// «النائبين فلان وفلان»: the office of two is no part of the first one's name.
    pub(super) fn without_titles(&self, part: Phrase) -> Phrase {
        let syntax = self.syntax;
        let head = syntax.core(part.first);
        let limits = &self.lists.limits;
        let one = limits.roles.contains(head);
        // «وزيرا النقل فلان وفلان»
        let two = head.strip_suffix('ا').is_some_and(|one| limits.roles.contains(one))
            || !one && head.strip_suffix('ي').is_some_and(|one| limits.roles.contains(one));
        let several =
            !one && limits.is_role(head) && !head.ends_with("ات") && syntax.fact(part.first).article;
        // «كل من فلان وفلان»
        let each = head == "كل" && syntax.form(part.first + 1) == "من";
        let many = each || several || two;
        let name = (part.first + 1..=part.last).find(|k| syntax.begins_name(*k) == Some(Name::Person));
        // «كل من المدير العام فلان»: with his office.
        if each && self.is_office(part.first + 2) {
            return Phrase { first: part.first + 2, last: part.last };
        }
        Phrase { first: name.filter(|_| many).unwrap_or(part.first), last: part.last }
    }

    /// Where a person's name begins that no step found: behind an office, but not as what the office is of («وزير الداخلية»).
    pub(super) fn unknown_person(&self, phrase: Phrase) -> Option<usize> {
        let syntax = self.syntax;
        let proper = |k: &usize| {
            let fact = syntax.fact(*k);
            // «الأمين العام للاتحاد»
            let kind = fact.article && self.lists.limits.is_body(syntax.core(*k));
            fact.class == Class::Proper && fact.name.is_none() && !kind
        };
        let free = |k: &usize| !syntax.fact(*k).article || syntax.settled(k - 1) || syntax.describes(k - 1);
        if !(phrase.first..=phrase.last).any(|k| proper(&k)) {
            return None;
        }
        let office = (phrase.first..=phrase.last).find(|k| self.is_office(*k));
        // The last words, also in quotation marks: «مدير مجموعة كلاشنيكوف "أليكسي كريفوروتشكو"».
        let end =
            phrase.last - usize::from(syntax.opening(phrase.last).is_some_and(|open| open > phrase.first));
        let run = office.and_then(|office| {
            let run =
                (office + 1..=end).rev().take_while(|k| proper(k) && !syntax.fact(*k).article).last()?;
            (run < end).then_some(run)
        });
        run.or(office.and_then(|office| (office + 1..=phrase.last).find(|k| proper(k) && free(k))))
            .or(Some(phrase.first).filter(proper))
    }
}
