//! From labels of units to names with spans: the model's names, set right by rules, and their mentions.

use std::ops::Range;

use warraq_core::Span;

use super::gazetteer::Gazetteer;
use super::mention;
use super::reading::Reading;
use super::rules;
use super::tagger::{Model, Scratch};
use super::unit::Shape;

/// What a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// A person.
    Per,
    /// An organisation.
    Org,
    /// A place.
    Loc,
    /// Another name.
    Misc,
}

impl Label {
    /// All labels.
    pub const ALL: [Label; 4] = [Label::Per, Label::Org, Label::Loc, Label::Misc];

    /// The label in the layer catalogue.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Label::Per => "PER",
            Label::Org => "ORG",
            Label::Loc => "LOC",
            Label::Misc => "MISC",
        }
    }

    fn of(label: u8) -> Option<Label> {
        Self::ALL.get(usize::from(label.checked_sub(1)? / 2)).copied()
    }
}

/// How a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// By the sequence model.
    Model,
    /// By a rule about how such names are built.
    Pattern,
    /// In a list.
    List,
    /// As a short form or repetition of a name found elsewhere in the document.
    Repeated,
}

impl Rule {
    /// All rules.
    pub const ALL: [Rule; 4] = [Rule::Model, Rule::Pattern, Rule::List, Rule::Repeated];

    /// The name in the column `rule`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Rule::Model => "model",
            Rule::Pattern => "pattern",
            Rule::List => "list",
            Rule::Repeated => "repeated",
        }
    }
}

/// A name as a stretch of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its units.
    pub units: Range<usize>,
    /// What it is.
    pub label: Label,
    /// How it was found.
    pub rule: Rule,
}

/// A name in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its units.
    pub units: Range<usize>,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// How it was found.
    pub rule: Rule,
    /// The first full mention of the same, by its place in the list; itself where it is that.
    pub mention: usize,
}

/// All that is needed to find names.
#[derive(Debug)]
pub struct Finder {
    /// The sequence model.
    pub model: Model,
    /// The lists.
    pub lists: Gazetteer,
}

impl Finder {
    /// Takes a model.
    #[must_use]
    pub fn new(model: Model) -> Finder {
        Finder { model, lists: Gazetteer::new() }
    }

    /// Finds the names of a document that was read, in the order of the text and without overlap.
    pub fn find(&self, text: &str, reading: &Reading, scratch: &mut Scratch) -> Vec<Found> {
        let mut labels = Vec::new();
        scratch.label(&self.model, reading, &mut labels);
        let mut names = names(&labels, reading);
        rules::apply(reading, &self.lists, &mut names);
        mention::spread(reading, &mut names);
        mention::agree(reading, &mut names);
        names.retain_mut(|name| bare(reading, name));
        let mut found: Vec<Found> = names
            .into_iter()
            .filter_map(|name| {
                let span = span(text, reading, &name)?;
                Some(Found { units: name.units, span, label: name.label, rule: name.rule, mention: 0 })
            })
            .collect();
        mention::link(reading, &mut found);
        found
    }
}

/// The stretches that the labels mark.
fn names(labels: &[u8], reading: &Reading) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    for sentence in &reading.sentences {
        for at in sentence.clone() {
            let label = labels.get(at).copied().unwrap_or(0);
            match Label::of(label) {
                Some(kind) if label % 2 == 1 => {
                    out.push(Name { units: at..at + 1, label: kind, rule: Rule::Model });
                }
                Some(_) => out.iter_mut().last().map_or((), |name| name.units.end = at + 1),
                None => {}
            }
        }
    }
    out
}

/// Takes marks off a name's ends, but for a bracket that closes one inside of it; false where nothing is left.
fn bare(reading: &Reading, name: &mut Name) -> bool {
    let mark = |at: usize| reading.kind(at).filter(|kind| kind.shape == Shape::Punct);
    while !name.units.is_empty() && mark(name.units.start).is_some() {
        name.units.start += 1;
    }
    while let Some(last) = name.units.clone().last()
        && let Some(kind) = mark(last)
        && !(kind.asked.closing() && name.units.clone().any(|at| mark(at).is_some_and(|k| k.asked.opening())))
    {
        name.units.end = last;
    }
    !name.units.is_empty()
}

/// Where a name stands: from the stem of its first unit to the end of its last, without marks at its ends.
fn span(text: &str, reading: &Reading, name: &Name) -> Option<Span> {
    let first = reading.units.get(name.units.start)?;
    let last = reading.units.get(name.units.end.checked_sub(1)?)?;
    // Particles before the first word are left out; a pronoun on the last one is not.
    let span = Span { start: first.stem.start, end: last.token.end };
    (span.start < span.end && text.get(span.start as usize..span.end as usize).is_some()).then_some(span)
}
