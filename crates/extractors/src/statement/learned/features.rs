//! The features of a word that may be a cue.

use warraq_model::hash;

use crate::inflect::Shape;
use crate::syntax::{Class, Name};

use super::super::finder::{Finder, Statement};
use super::super::lexicon::Cue;
use super::super::rules;

/// How far behind a word أن and a quotation are looked for, in tokens.
const FAR: usize = 20;
/// How far أن is.
const NEAR: usize = 12;
/// The rule of a word that the rules make no statement of.
const NONE: u64 = 15;

/// Several values as one.
fn join(values: &[u64]) -> u64 {
    values.iter().fold(values.len() as u64, |sum, value| hash::pair(sum, *value))
}

impl Finder<'_> {
    /// Tells the features of the word at token `i`, each as its template's number and its value.
    pub(super) fn features(&self, i: usize, statement: Option<&Statement>, tell: &mut impl FnMut(u64, u64)) {
        let syntax = self.syntax;
        let rule = statement.map_or(NONE, |statement| statement.rule as u64);
        let reading = self.reading(i);
        let shape = reading.map_or(9, |(found, _)| shape(found.shown.shape));
        let cue = reading.map_or(u64::MAX, |(_, cue)| cue.lemma);
        let word = hash::text(syntax.core(i));
        let fact = syntax.fact(i);
        tell(0, 0);
        tell(1, rule);
        tell(2, join(&[shape, rule]));
        tell(3, join(&[cue, rule]));
        tell(4, join(&[cue, shape]));
        tell(5, cue);
        tell(6, join(&[word, rule]));
        tell(7, word);
        tell(8, join(&[fact.class as u64, u64::from(fact.sure), shape, rule]));
        self.around(i, (rule, shape, cue), tell);
        if let Some(statement) = statement {
            self.made(statement, (rule, cue), tell);
        }
        let (that, quote) = self.told_behind(i);
        let told = u64::from(that) << 1 | u64::from(quote);
        tell(30, join(&[told, rule]));
        tell(31, join(&[told, cue]));
        if let Some((_, cue)) = reading {
            let (frame, taken) = (cue.frame as u64, self.taken_behind(i, cue));
            let rarer = u64::from(self.readings(i).is_empty());
            tell(40, join(&[frame, rule]));
            tell(41, join(&[frame, shape, told]));
            tell(42, join(&[taken, shape, rule]));
            tell(43, join(&[frame, taken, shape]));
            tell(44, join(&[taken, told, shape, rule]));
            tell(45, join(&[rarer, taken, told, shape]));
        }
        let quoted = u64::from(syntax.quotation(i).is_some());
        tell(32, join(&[quoted, rule]));
        tell(33, join(&[quoted, shape]));
        let heading = syntax.headings.get(syntax.sentence_of(i)).copied().unwrap_or(false);
        tell(34, join(&[u64::from(heading), rule]));
    }

    /// What stands around the word.
    fn around(&self, i: usize, (rule, shape, cue): (u64, u64, u64), tell: &mut impl FnMut(u64, u64)) {
        let kind = |k: Option<usize>| k.map_or(1, |k| self.kind(k));
        let form = |k: Option<usize>| k.map_or(1, |k| hash::text(self.syntax.form(k)));
        let (last, next) = (i.checked_sub(1), Some(i + 1));
        let (before, behind) = (kind(last), kind(next));
        let bare = u64::from(rule == NONE);
        tell(10, join(&[before, rule]));
        tell(11, join(&[behind, rule]));
        tell(12, join(&[behind, kind(Some(i + 2)), bare]));
        tell(13, join(&[kind(i.checked_sub(2)), before, bare]));
        tell(14, join(&[before, behind, rule]));
        tell(15, join(&[before, behind, shape]));
        tell(16, join(&[cue, behind]));
        tell(17, join(&[cue, before]));
        tell(18, join(&[form(last), rule]));
        tell(19, join(&[form(last), cue]));
        tell(20, join(&[form(next), rule]));
        tell(21, join(&[form(next), cue]));
    }

    /// What the rules make of the word.
    fn made(&self, statement: &Statement, (rule, cue): (u64, u64), tell: &mut impl FnMut(u64, u64)) {
        let source = u64::from(statement.source.is_some());
        tell(22, join(&[source, rule]));
        tell(23, join(&[source, cue]));
        tell(24, join(&[u64::from(statement.quoted), rule]));
        if let Some(source) = statement.source {
            let head = self.syntax.head_of(source);
            tell(25, self.kind(head));
            tell(26, hash::text(self.syntax.core(head)));
            tell(27, join(&[u64::from(self.is_agent(source)), rule]));
            tell(28, join(&[u64::from(self.is_definite(source)), rule]));
        }
        let gap = statement.first.saturating_sub(statement.at).min(10) as u64;
        tell(29, join(&[gap, rule]));
        let first = self.kind(statement.first);
        tell(35, join(&[first, rule]));
        tell(36, join(&[first, cue]));
    }

    /// Whether أن follows a word before the next full stop, and whether a long quotation does.
    fn told_behind(&self, i: usize) -> (bool, bool) {
        let syntax = self.syntax;
        let open = |k: &usize| syntax.class(*k) != Class::Stop;
        let that = (i + 1..i + NEAR).take_while(open).any(|k| syntax.class(k) == Class::That);
        (that, (i + 1..i + FAR).take_while(open).any(|k| self.quotes_words(k)))
    }

    /// Where a preposition that the cue takes stands behind it: right there (2), somewhat later (1), or nowhere near (0).
    fn taken_behind(&self, i: usize, cue: &Cue) -> u64 {
        let syntax = self.syntax;
        let open = |k: &usize| syntax.class(*k) != Class::Stop;
        let taken = |k: usize| {
            let fact = syntax.fact(k);
            cue.takes.prepositions.iter().any(|taken| {
                let attached = fact.particle.filter(|particle| taken.strip_prefix(*particle) == Some(""));
                syntax.form(k) == taken || attached.is_some()
            })
        };
        match (i + 1..i + NEAR).take_while(open).find(|k| taken(*k)) {
            Some(k) => 1 + u64::from(k == i + 1),
            None => 0,
        }
    }

    /// What kind of token one is: its class, what is attached to it, and what it names.
    fn kind(&self, k: usize) -> u64 {
        let syntax = self.syntax;
        let fact = syntax.fact(k);
        let class = fact.class as u64;
        if !fact.is_nominal() {
            let told = matches!(fact.class, Class::Preposition | Class::Sign | Class::Conjunction);
            let word = if told { hash::text(syntax.form(k)) } else { u64::from(fact.joined) };
            return join(&[class, word]);
        }
        let flags = u64::from(fact.article) | u64::from(fact.joined) << 1 | u64::from(fact.suffix) << 2;
        join(&[class, flags, fact.particle.map_or(0, |particle| particle as u64), self.name_of(k)])
    }

    /// What a nominal names.
    fn name_of(&self, k: usize) -> u64 {
        let (core, limits) = (self.syntax.core(k), &self.lists.limits);
        match self.syntax.fact(k).name {
            Some(Name::Person) => 1,
            Some(Name::Body) => 2,
            Some(Name::Place) => 3,
            Some(Name::Other) => 4,
            None if limits.is_role(core) => 5,
            None if limits.is_body(core) => 6,
            None if limits.documents.contains(core) => 7,
            None if limits.places.contains(core) => 8,
            None if self.syntax.describes(k) => 9,
            None => 0,
        }
    }
}

fn shape(shape: Shape) -> u64 {
    match shape {
        Shape::Past => 0,
        Shape::Present => 1,
        Shape::Circumstance => 2,
        Shape::Attribute => 3,
        Shape::Noun => 4,
    }
}

const _: () = assert!((rules::HEADLINE as u64) < NONE);
