//! The analysis itself: from tokens to chosen readings.

use warraq_arabic::morphology::clitics::Cut;
use warraq_arabic::morphology::lexicon::Lexicon;
use warraq_model::{Lattice, Weights};

use super::chain;
use super::features::{self, Counts, Neighbour};
use super::readings::{Readings, Seen};
use super::surface::Surface;
use super::tags::{self, PREDICTED, TagSet};

/// Which candidates of a token are kept once its own features are summed up.
#[derive(Debug, Clone, Copy)]
pub struct Beam {
    /// How many at most.
    pub kept: usize,
    /// How far below the best one: more than the place in the sentence can make up for, but for a few cases.
    pub margin: i32,
}

impl Default for Beam {
    fn default() -> Self {
        Beam { kept: 4, margin: 500 }
    }
}

/// Lexicon, weights and counts together.
pub struct Engine<'a> {
    /// The lexicon.
    pub lexicon: Lexicon<'a>,
    /// Stems of the training data with parts of speech and lemmas.
    pub seen: Lexicon<'a>,
    /// The weights; their dense numbers are the scores of pairs of classes.
    pub weights: Weights<'a>,
    /// Counts of word forms.
    pub counts: Counts<'a>,
    /// Which candidates are kept.
    pub beam: Beam,
}

impl Seen for Lexicon<'_> {
    fn tags(&self, stem: &str) -> TagSet {
        let mut set = TagSet::default();
        for analysis in self.lookup(stem) {
            if let Some(tag) = self.tag(analysis.tag).and_then(|t| tags::number(&t.upos)) {
                set.insert(tag);
            }
        }
        set
    }
}

/// One way to read a token, with the score that the token alone gives it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// The cut.
    pub cut: Cut,
    /// The part of speech of the stem.
    pub tag: u8,
    /// What pairs see of it.
    pub class: u16,
    /// The sum of the token's own weights.
    pub score: i32,
}

/// What does not depend on a token's place.
#[derive(Debug, Clone)]
pub struct Kind {
    /// What its neighbours see.
    pub neighbour: Neighbour,
    /// The candidates, those of equal cuts side by side.
    pub candidates: Vec<Candidate>,
    /// The token has a tanwin.
    pub tanwin: bool,
}

/// Room for the analysis of one token.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The letters.
    pub surface: Surface,
    /// The readings.
    pub readings: Readings,
}

impl Engine<'_> {
    /// Analyses a token of Arabic letters.
    pub fn word(&self, token: &str, scratch: &mut Scratch) -> Kind {
        scratch.surface.read(token);
        if !scratch.surface.arabic {
            return other(if scratch.surface.letters.is_empty() { tags::SYM } else { tags::X }, token, 9);
        }
        scratch.readings.read(&scratch.surface, &self.lexicon, &self.seen);
        let word = scratch.surface.letters.as_str();
        let mut candidates = Vec::new();
        for reading in &scratch.readings.list {
            let mut scores = [0; PREDICTED];
            features::of_reading(reading, &scratch.readings, &scratch.surface, &self.counts, |f| {
                self.weights.add(f, &mut scores);
            });
            for (tag, &score) in (0u8..).zip(&scores) {
                if reading.tags.has(tag) {
                    let class = chain::class(&reading.cut, word, tag);
                    candidates.push(Candidate { cut: reading.cut, tag, class, score });
                }
            }
        }
        // Stable: of equal scores the earlier reading stays first.
        candidates.sort_by_key(|c| std::cmp::Reverse(c.score));
        candidates.truncate(self.beam.kept.max(1));
        let best = candidates.first().map_or(0, |c| c.score);
        candidates.retain(|c| c.score.saturating_add(self.beam.margin) >= best);
        // Equal cuts side by side, so that what their place tells is summed up once.
        candidates.sort_by_key(|c| c.cut.kind());
        let neighbour = Neighbour::of(&scratch.surface, &scratch.readings);
        Kind { neighbour, candidates, tanwin: scratch.surface.tanwin }
    }

    /// The number of the chosen candidate of each token of a sentence.
    pub fn choose(&self, sentence: &[&Kind], lattice: &mut Lattice<i32, u16>, path: &mut Vec<u16>) {
        lattice.clear();
        let see =
            |at: Option<usize>| at.and_then(|n| sentence.get(n)).map_or(Neighbour::NONE, |k| k.neighbour);
        for (at, kind) in sentence.iter().enumerate() {
            if let [only] = kind.candidates.as_slice() {
                lattice.candidate(0, only.class);
                lattice.close();
                continue;
            }
            let before = [see(at.checked_sub(2)), see(at.checked_sub(1))];
            let after = [see(Some(at + 1)), see(Some(at + 2))];
            let mut place = [0; PREDICTED];
            features::of_place(before, kind.neighbour, after, |f| self.weights.add(f, &mut place));
            let mut last: Option<(u64, [i32; PREDICTED])> = None;
            for candidate in &kind.candidates {
                let of_kind = candidate.cut.kind();
                let scores = match last {
                    Some((kind, scores)) if kind == of_kind => scores,
                    _ => {
                        let mut scores = place;
                        features::of_kind(of_kind, before[1], after[0], |f| self.weights.add(f, &mut scores));
                        scores
                    }
                };
                last = Some((of_kind, scores));
                let own = scores.get(usize::from(candidate.tag)).copied().unwrap_or(0);
                lattice.candidate(candidate.score + own, candidate.class);
            }
            lattice.close();
        }
        let pairs = self.weights.dense();
        let after = |before: u16, class: u16| {
            pairs.get(chain::row(before) * chain::CLASSES + usize::from(class)).map_or(0, |&s| i32::from(s))
        };
        lattice.best(after, chain::START, path);
    }
}

/// A token that is no Arabic word: one candidate, the whole.
pub fn other(tag: u8, token: &str, class: u64) -> Kind {
    let end = token.len().min(usize::from(u16::MAX)) as u16;
    let cut = Cut {
        conjunction: 0,
        particle: 0,
        article: warraq_arabic::morphology::clitics::Article::None,
        stem: 0,
        core: 0,
        end,
        suffix: 0,
    };
    let candidate = Candidate { cut, tag, class: chain::class_of(tag), score: 0 };
    Kind { neighbour: Neighbour::other(class, token), candidates: vec![candidate], tanwin: false }
}
