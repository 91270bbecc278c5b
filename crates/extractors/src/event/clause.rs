//! The subject of a clause whose verb stands farther behind it: past a relative clause, an apposition, an auxiliary.

use crate::syntax::{Asked, Class, Phrase, VerbForm};

use super::finder::Finder;
use crate::inflect::Shape;

/// How far before its verb the subject of a clause may begin, in tokens.
const FARTHEST: usize = 30;

impl Finder<'_> {
    /// The noun phrase behind إن, أن or كان, or at the start of the sentence, that is the subject of the verb at token `i`:
    /// «إن انتحاريا يقود شاحنة فجر نفسه», «وكانت الكتائب، جناح الحركة، قد أطلقت».
    pub(super) fn clause_subject(&self, i: usize, form: VerbForm, from: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        if form.future && syntax.class(i - 1) != Class::That {
            return None;
        }
        let quotation = syntax.quotation(i).filter(|(open, _)| *open > from);
        // «قال إن «انتحاريا … فجر نفسه»»
        let led = quotation.is_some_and(|(open, _)| syntax.class(open - 1) == Class::That);
        let from = quotation.map_or(from, |(open, _)| open + 1);
        let near = from.max(i.saturating_sub(FARTHEST));
        let opens = |k: &usize| {
            let fact = syntax.fact(*k);
            fact.class == Class::That
                || matches!(fact.class, Class::Verb | Class::Particle)
                    && *k + 1 < i
                    && matches!(syntax.stem(*k), "كان" | "كانت")
        };
        let opener = (near..i).rev().find(opens);
        let start = match opener {
            Some(k) => k + 1,
            None if near == from => from,
            None => return None,
        };
        if let Some(k) = opener.filter(|k| *k + 1 == i || syntax.form(i - 1) == "قد" && *k + 2 == i) {
            return self.whom_that_means(k, form, from);
        }
        let phrase = self.first_phrase(start, opener.is_some(), i, form)?;
        let direct = syntax.fact(phrase.first).particle.is_none() && !syntax.is_quote(phrase.first);
        // Without إن or كان before it, only what is clearly a noun phrase of its own; for a second verb, only who can attack or is named.
        let clear = syntax.settled(phrase.first) || syntax.class(phrase.first) == Class::Number;
        let head = syntax.fact(phrase.first);
        let many = form.shown.plural && (head.plural || syntax.is_broken_plural(phrase.first));
        let known = head.name.is_some() || self.may_attack(phrase) || many;
        let begun = start == from && from == near && !led;
        if !direct
            || phrase.last >= i
            || !syntax.agrees(phrase, form.shown)
            || begun && !clear
            || form.joined && !known
        {
            return None;
        }
        // «قد» goes on with the verb of كان.
        let goes_on = syntax.form(i - 1) == "قد" && opener.is_some_and(|k| syntax.class(k) != Class::That);
        self.reaches(phrase, i, form.joined, goes_on).then_some(phrase)
    }

    /// The antecedent of «الذي اختطفته»: the noun phrase before the relative pronoun.
    pub(super) fn before_relative(&self, i: usize, from: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let relative = i.checked_sub(1).filter(|k| *k > from && syntax.class(*k) == Class::Relative)?;
        let comma = usize::from(syntax.class(relative - 1) == Class::Comma && relative - 1 > from);
        syntax.phrase_before(relative - 1 - comma, from, self.limits)
    }

    /// What a relative pronoun that agrees with the verb behind it stands for: «الأدلة التي تدين المتهم».
    pub(super) fn antecedent(&self, i: usize, form: VerbForm, from: usize) -> Option<Phrase> {
        let pronoun = i.checked_sub(1).filter(|k| *k > from)?;
        let agrees = match self.syntax.form(pronoun) {
            "التي" => form.shown.feminine && !form.shown.plural,
            "الذي" => !form.shown.feminine && !form.shown.plural,
            "الذين" => !form.shown.feminine,
            _ => false,
        };
        // «الإصلاحات التي تعهدت بها»: the pronoun stands for the antecedent.
        let resumed = (i + 1..i + 4).take_while(|k| self.syntax.class(*k) != Class::Comma).any(|k| {
            let fact = self.syntax.fact(k);
            fact.class == Class::Preposition && fact.suffix
        });
        if form.shown.pronoun || !agrees || resumed {
            return None;
        }
        // «هوية الرجل الذي هاجم»: what agrees.
        let phrase = self.before_relative(i, from)?;
        (phrase.first..=phrase.last)
            .map(|first| Phrase { first, ..phrase })
            .find(|phrase| self.syntax.agrees(*phrase, form.shown))
    }

    /// The noun phrase that token `start` begins, or behind the verb there: «تجاهل الجنود الشرط، وأطلقوا».
    fn first_phrase(&self, start: usize, opened: bool, i: usize, form: VerbForm) -> Option<Phrase> {
        let syntax = self.syntax;
        // «وكانت «كتائب الفجر»، جناح الحركة، قد أطلقت»
        let quoted = usize::from(opened && syntax.is_quote(start));
        let already = matches!(syntax.stem(start), "قد" | "لقد");
        let verb = start + usize::from(already);
        let told = form.joined && form.shown.plural && syntax.class(verb) == Class::Verb;
        let first = if told { self.past_adverbs(verb + 1, i) } else { start + quoted };
        // «إن «انتحاريا فجر نفسه»»: no adverb.
        let alone = Phrase { first, last: first };
        let armed = syntax.class(first) == Class::Adverb && self.is_armed(alone);
        let asked = Asked { barred: &[], transitive: false, limit: i };
        let phrase = if armed { alone } else { syntax.phrase(first, self.limits, asked)? };
        Some(self.widened(self.cut(phrase), i))
    }

    /// Whether between a noun phrase and the verb at token `i` stand relative clauses and what commas part off, but no clause of its own,
    /// or for a second verb that of the first.
    fn reaches(&self, phrase: Phrase, i: usize, joined: bool, goes_on: bool) -> bool {
        let syntax = self.syntax;
        let mut clauses = 0;
        let mut commas = 0;
        for k in phrase.last + 1..i {
            match syntax.class(k) {
                Class::Stop | Class::Colon => return false,
                Class::Comma => commas += 1,
                Class::Verb => {
                    let relative = syntax.class(k - 1) == Class::Relative;
                    let described = k == phrase.last + 1 && !syntax.fact(phrase.first).article;
                    let auxiliary = self.limits.auxiliaries.contains(syntax.form(k));
                    clauses += usize::from(!(relative || described || auxiliary));
                }
                _ => {}
            }
        }
        clauses <= usize::from(joined) && (joined || goes_on || commas % 2 == 0)
    }

    /// «وأقر التحالف، أنه نفذ ضربات»: the pronoun of أن stands for the subject of the verb before it.
    fn whom_that_means(&self, that: usize, form: VerbForm, from: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let pronoun = ["ه", "ها", "هم", "هما"].iter().any(|ending| syntax.form(that).ends_with(ending));
        if syntax.class(that) != Class::That || !pronoun {
            return None;
        }
        let near = from.max(that.saturating_sub(FARTHEST));
        let verb = (near..that)
            .rev()
            .find(|k| syntax.class(*k) == Class::Verb && !self.limits.auxiliaries.contains(syntax.form(*k)));
        let asked = Asked { barred: &[], transitive: false, limit: that };
        let phrase =
            verb.and_then(|verb| syntax.phrase(self.past_adverbs(verb + 1, that), self.limits, asked));
        let fits = |phrase: &Phrase| {
            syntax.fact(phrase.first).particle.is_none() && syntax.agrees(*phrase, form.shown)
        };
        phrase.map(|phrase| self.cut(phrase)).filter(fits).or_else(|| self.leading(that, form.shown, from))
    }

    /// Whether the verb at token `i` stands behind أن with a pronoun, which is its subject.
    pub(super) fn is_told_of(&self, i: usize) -> bool {
        let syntax = self.syntax;
        let that = i.checked_sub(1).filter(|k| syntax.class(*k) == Class::That);
        that.is_some_and(|k| ["ه", "ها", "هم", "هما"].iter().any(|ending| syntax.form(k).ends_with(ending)))
    }

    /// Whether what is told is told by an event noun or a weapon before the verb («هجوم استهدف دورية»): what follows was hit.
    pub(super) fn told_by_event(&self, i: usize, from: usize) -> bool {
        let syntax = self.syntax;
        let mut found = Vec::new();
        (from.max(i.saturating_sub(8))..i)
            .rev()
            .take_while(|k| !matches!(syntax.class(*k), Class::Stop | Class::That | Class::Verb))
            .take_while(|k| !self.begins_another(*k))
            .any(|k| {
                if self.words.weapons.contains(syntax.core(k)) {
                    return true;
                }
                self.lexicon.find(syntax.form(k), &mut found);
                found.iter().any(|found| {
                    found.shown.shape == Shape::Noun
                        && self.lexicon.kind(found.kind).is_some_and(|kind| self.is_violence(kind))
                })
            })
    }

    /// «فجّر نفسه»: nobody but the one who acts.
    pub(super) fn is_reflexive(&self, phrase: Phrase) -> bool {
        self.words.selves.contains(self.syntax.form(phrase.first))
    }

    /// Whether token `k` is a finite verb that begins another clause («قتل عشرون شخصا واصيب ستون»), whatever the tagger takes it for.
    pub(super) fn begins_clause(&self, k: usize) -> bool {
        let syntax = self.syntax;
        if !syntax.fact(k).joined || syntax.fact(k).article {
            return false;
        }
        let mut found = Vec::new();
        self.lexicon.find(syntax.form(k), &mut found);
        let verb = found.iter().any(|found| found.shown.shape == Shape::Past && found.joined);
        let noun = found.iter().any(|found| found.shown.shape == Shape::Noun);
        verb && !noun
    }

    /// Whether token `k` is another event noun behind و.
    pub(super) fn begins_event(&self, k: usize) -> bool {
        let fact = self.syntax.fact(k);
        if !fact.joined || fact.name.is_some() || fact.suffix {
            return false;
        }
        let mut found = Vec::new();
        self.lexicon.find(self.syntax.form(k), &mut found);
        found.iter().any(|found| found.joined && found.shown.shape == Shape::Noun && !found.shown.plural)
    }

    /// The adjective of a country that tells whose an event of violence is: «غارة أميركية».
    pub(super) fn whose(&self, i: usize, to: usize) -> Option<Phrase> {
        let syntax = self.syntax;
        let k = (i + 1..to.min(i + 4))
            .take_while(|k| {
                let fact = syntax.fact(*k);
                fact.is_nominal() && !fact.joined && fact.particle.is_none()
            })
            .find(|k| {
                let phrase = Phrase { first: *k, last: *k };
                syntax.describes(*k) && self.words.country(syntax, phrase).is_some()
            })?;
        Some(Phrase { first: k, last: k })
    }
}
