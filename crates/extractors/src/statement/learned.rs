//! What is learned from annotated news: whether a word that may report speech does.
//!
//! A linear model over hashed features of the word, of what stands around it and of the statement that the rules make of it. It is asked
//! where a step before this one told the words' classes, which is how it was trained.

use std::fmt::Write as _;

use warraq_core::{Error, Span};
use warraq_model::{Weights, hash};

use super::finder::{Finder, Statement};
use super::lexicon::{Cue, Found, Lexicon};

mod features;

const RARER: &str = include_str!("../../data/rarer-cues.toml");

/// The model: weights by feature, 256 to the natural logarithm of odds.
pub(super) struct Learned {
    weights: Weights<'static>,
    /// Words that it alone finds.
    pub(super) rarer: Lexicon,
}

/// How the model is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Asked {
    /// The rules alone find statements.
    Never,
    /// They do, and the features of what the model would be asked are told.
    Features,
    /// It decides with them.
    Always,
}

/// The logarithm of the odds, times 256, above which the rules' statement of a word is kept.
pub const KEPT: i32 = -250;
/// The logarithm of the odds, times 256, above which a word for which the rules find nothing is a cue.
pub const FOUND: i32 = 100;

impl Learned {
    /// Reads a weight file.
    ///
    /// # Errors
    /// The bytes are no weight file of one column.
    pub(super) fn read(file: &'static [u8]) -> Result<Self, Error> {
        let weights = Weights::from_bytes(file)
            .map_err(|error| Error::config(format!("the weights of statements: {error}")))?;
        if weights.width() != 1 {
            return Err(Error::config(format!(
                "the weights of statements have {} columns, 1 is allowed",
                weights.width()
            )));
        }
        let mut rarer = Lexicon::default();
        rarer.add("rarer-cues.toml", RARER)?;
        Ok(Self { weights, rarer })
    }

    /// The logarithm of the odds that the word at token `i` is a cue, times 256.
    fn odds(&self, finder: &Finder<'_>, i: usize, statement: Option<&Statement>) -> i32 {
        let mut sum = 0;
        finder.features(i, statement, &mut |template, value| {
            sum += self.weights.get(hash::feature(template, value));
        });
        sum
    }
}

impl Finder<'_> {
    /// Whether the statement that the rules make of a word stands.
    pub(super) fn stands(&self, statement: &Statement) -> bool {
        self.decides(statement.at, Some(statement)).is_none_or(|odds| odds > KEPT)
    }

    /// Whether the word at token `i` reports speech though no rule says so.
    pub(super) fn reports(&self, i: usize) -> bool {
        self.decides(i, None).is_some_and(|odds| odds > FOUND)
    }

    /// The odds of a word, where the model is asked about it and decides.
    fn decides(&self, i: usize, statement: Option<&Statement>) -> Option<i32> {
        if self.asked == Asked::Never || !self.is_candidate(i) {
            return None;
        }
        if self.asked == Asked::Features {
            self.tell(i, statement);
            return None;
        }
        Some(self.learned.odds(self, i, statement))
    }

    /// What the word at token `i` reports by: a reading that the rules know, or one that they do not.
    pub(super) fn reading(&self, i: usize) -> Option<(Found, &Cue)> {
        let known = self.readings(i).first().map(|found| (*found, self.lexicon));
        let (found, lexicon) = known.or_else(|| Some(((*self.rarer.get(i)?)?, &self.learned.rarer)))?;
        Some((found, lexicon.cue(found.cue)?))
    }

    /// Whether the model is asked about token `i`: a form of cues that are all built in, or a word of a formula, and no name.
    fn is_candidate(&self, i: usize) -> bool {
        let known = self.readings(i).iter().all(|found| self.lexicon.is_built_in(found.cue));
        let word = self.reading(i).is_some() || self.lists.according.contains(self.bare(i));
        known && word && self.syntax.fact(i).name.is_none()
    }

    /// Notes the features of a word as hexadecimal hashes, behind «+» where the rules find a statement and «-» where not, for those who train
    /// the model.
    fn tell(&self, i: usize, statement: Option<&Statement>) {
        let mut text = String::from(if statement.is_some() { "+" } else { "-" });
        self.features(i, statement, &mut |template, value| {
            let _ = write!(text, " {:x}", hash::feature(template, value));
        });
        let skip = self.reading(i).map_or(0, |(found, _)| found.skip);
        let start = self.syntax.lexed.offset(i, skip);
        let start = statement.map_or(start, |statement| statement.cue.start);
        self.told.borrow_mut().push((Span { start, end: self.syntax.lexed.end(i) }, text));
    }
}
