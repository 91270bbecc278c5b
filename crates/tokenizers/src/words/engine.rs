//! The analysis itself: from tokens to chosen readings.

use std::fmt;

use warraq_arabic::morphology::clitics::{Article, Cut};
use warraq_arabic::morphology::lexicon::Lexicon;
use warraq_model::{Lattice, Sixteen, Weights};

use super::chain;
use super::closed::Lists;
use super::features::{self, Counts, Neighbour, Whole};
use super::known::Known;
use super::parts::{Part, parts};
use super::questions::{Place, When};
use super::readings::{Reading, Readings};
use super::surface::Surface;
use super::tags::{self, PREDICTED};

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
        Beam { kept: 4, margin: 400 }
    }
}

/// Lexicon, weights and counts together.
pub struct Engine<'a> {
    /// The lexicon.
    pub lexicon: Known<'a>,
    /// Stems of the training data with parts of speech and lemmas.
    pub seen: Known<'a>,
    /// Counts of word forms.
    pub counts: Counts<'a>,
    /// Which candidates are kept.
    pub beam: Beam,
    /// Words beside which closed words are read in one way.
    lists: Lists,
    /// The weights of features.
    rows: Sixteen,
    /// The scores of pairs of classes.
    pairs: Vec<i16>,
}

/// Weights that are not those of the analysis of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherWeights;

impl fmt::Display for OtherWeights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = chain::ROWS * chain::CLASSES;
        write!(f, "no weights of words: they have {PREDICTED} one-byte cells a row and {pairs} dense numbers")
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
    /// Where it holds.
    pub when: When,
}

/// What does not depend on a token's place, beside its candidates.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// What its neighbours see.
    pub neighbour: Neighbour,
    /// The token has a tanwin.
    pub tanwin: bool,
}

/// What there is to choose from for a token.
#[derive(Debug, Clone, Copy)]
pub enum Choices<'k> {
    /// One candidate, of this class.
    Only(u16),
    /// Candidates, those of equal cuts side by side.
    Several(&'k [Candidate]),
}

impl<'k> Choices<'k> {
    /// The choices among candidates.
    pub fn of(candidates: &'k [Candidate]) -> Self {
        match candidates {
            [only] => Choices::Only(only.class),
            several => Choices::Several(several),
        }
    }
}

/// Room for the analysis of one token.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The letters.
    pub surface: Surface,
    /// The readings.
    pub readings: Readings,
    /// The candidates of the token that was analysed last.
    pub candidates: Vec<Candidate>,
}

impl<'a> Engine<'a> {
    /// Puts the parts together.
    ///
    /// # Errors
    /// The weights have another shape.
    pub fn new(
        lexicon: Lexicon<'a>,
        seen: Lexicon<'a>,
        weights: &Weights<'_>,
        counts: Counts<'a>,
    ) -> Result<Self, OtherWeights> {
        let rows = weights.sixteen().ok_or(OtherWeights)?;
        let pairs = weights.dense().to_vec();
        if pairs.len() != chain::ROWS * chain::CLASSES {
            return Err(OtherWeights);
        }
        let (lexicon, seen) = (Known::new(lexicon), Known::new(seen));
        Ok(Engine { lexicon, seen, counts, beam: Beam::default(), lists: Lists::read(), rows, pairs })
    }

    /// Analyses a token of Arabic letters; its candidates are left in `scratch`, those of equal cuts side by side.
    pub fn word(&self, token: &str, scratch: &mut Scratch) -> Kind {
        let Scratch { surface, readings, candidates } = scratch;
        candidates.clear();
        surface.read(token);
        if !surface.arabic {
            let tag = if surface.letters.is_empty() { tags::SYM } else { tags::X };
            return other(tag, token, 9, candidates);
        }
        readings.read(surface, &self.lexicon, &self.seen);
        readings.ask(surface, &self.lexicon, &self.counts);
        readings.own(surface.letters.as_str(), &self.lexicon, &self.counts, &self.lists);
        readings.settle(surface);
        let (word, whole) = (surface.letters.as_str(), Whole::of(surface, readings, &self.counts));
        let mut of_word = [0; PREDICTED];
        whole.of_word(|f| self.rows.add(f, &mut of_word));
        for reading in &readings.list {
            let mut scores = of_word;
            whole.of_reading(reading, |f| self.rows.add(f, &mut scores));
            for (tag, &score) in (0u8..).zip(&scores) {
                if reading.tags.has(tag) {
                    candidates.push(Candidate {
                        cut: reading.cut,
                        tag,
                        class: 0,
                        score: score.into(),
                        when: When::Always,
                    });
                }
            }
        }
        let best = candidates.iter().map(|c| c.score).max().unwrap_or(0);
        candidates.retain(|c| c.score.saturating_add(self.beam.margin) >= best);
        // Stable: of equal scores the earlier reading stays first.
        candidates.sort_by_key(|c| std::cmp::Reverse(c.score));
        candidates.truncate(self.beam.kept.max(1));
        self.doubtful(&readings.asked, (&whole, of_word), best, candidates);
        candidates.iter_mut().for_each(|c| c.class = chain::class(&c.cut, word, c.tag));
        // Equal cuts side by side, so that what their place tells is summed up once.
        candidates.sort_by_key(|c| c.cut.kind());
        Kind { neighbour: whole.neighbour(), tanwin: surface.tanwin }
    }

    /// Adds candidates of which their place in the sentence decides; until then the best of them is worth as much as the best of others.
    fn doubtful(
        &self,
        asked: &[(Reading, When)],
        (whole, of_word): (&Whole<'_>, [i16; PREDICTED]),
        best: i32,
        candidates: &mut Vec<Candidate>,
    ) {
        let from = candidates.len();
        for (reading, when) in asked {
            let mut scores = of_word;
            whole.of_reading(reading, |f| self.rows.add(f, &mut scores));
            for (tag, &score) in (0u8..).zip(&scores).filter(|&(tag, _)| reading.tags.has(tag)) {
                let cut = reading.cut;
                candidates.push(Candidate { cut, tag, class: 0, score: score.into(), when: *when });
            }
        }
        let added = candidates.get_mut(from..).unwrap_or_default();
        let lift = best - added.iter().map(|c| c.score).max().unwrap_or(best);
        added.iter_mut().for_each(|c| c.score += lift);
    }

    /// The number of the chosen candidate of each token of a sentence; `sentence` gives what neighbours see of a token, and its
    /// choices.
    pub fn choose<'k>(
        &self,
        sentence: impl Fn(usize) -> Option<(&'k Neighbour, Choices<'k>)>,
        lattice: &mut Lattice<i32, u16>,
        path: &mut Vec<u16>,
    ) {
        lattice.clear();
        let mut first = &Neighbour::NONE;
        let mut now = sentence(0);
        let mut at = 0;
        while let Some((own, choices)) = now {
            let after = sentence(at + 1);
            match choices {
                Choices::Only(class) => lattice.candidate(0, class),
                Choices::Several(candidates) => {
                    let next = after.map_or(&Neighbour::NONE, |(next, _)| next);
                    let doubtful = candidates.iter().any(|c| c.when != When::Always);
                    let mut others = (at + 1..).map_while(|at| sentence(at).map(|(other, _)| other));
                    let asking =
                        candidates.iter().any(|c| c.when.cares_for_questions()) && others.any(Place::asks);
                    let place = doubtful.then(|| Place::of(first, next, asking, &self.lists));
                    self.place(candidates, [first, own, next], place.unwrap_or_default(), lattice);
                }
            }
            lattice.close();
            (first, now, at) = (own, after, at + 1);
        }
        let after = |before: u16, class: u16| {
            let at = chain::row(before) * chain::CLASSES + usize::from(class);
            self.pairs.get(at).map_or(0, |&s| i32::from(s))
        };
        lattice.best(after, chain::START, path);
    }

    /// The words of each token of a sentence; a token that is no word comes with the part of speech that its class gives it. The
    /// component remembers tokens and does not use this.
    pub fn sentence(&self, tokens: &[(&str, Option<u8>)]) -> Vec<Vec<Part<'a>>> {
        let mut scratch = Scratch::default();
        let analyse = |&(token, given): &(&str, Option<u8>)| {
            let kind = match given {
                Some(tag) => other(tag, token, tag.into(), &mut scratch.candidates),
                None => self.word(token, &mut scratch),
            };
            (kind, scratch.candidates.clone())
        };
        let kinds: Vec<(Kind, Vec<Candidate>)> = tokens.iter().map(analyse).collect();
        let mut path = Vec::new();
        let token = |at: usize| kinds.get(at).map(|(kind, list)| (&kind.neighbour, Choices::of(list)));
        self.choose(token, &mut Lattice::default(), &mut path);
        let mut words = Vec::with_capacity(tokens.len());
        for ((&(token, _), (kind, list)), &chosen) in tokens.iter().zip(&kinds).zip(&path) {
            let found = list.get(usize::from(chosen));
            let found = found.map(|c| parts(self, c, token, kind.tanwin, &mut Surface::default()));
            words.push(found.unwrap_or_default());
        }
        words
    }

    /// Adds the candidates of a token with what its place tells.
    fn place(
        &self,
        candidates: &[Candidate],
        [first, own, next]: [&Neighbour; 3],
        at: Place,
        lattice: &mut Lattice<i32, u16>,
    ) {
        let mut place = [0; PREDICTED];
        features::of_place(first, own, next, |f| self.rows.add(f, &mut place));
        let mut scores = place;
        let mut last = None;
        for candidate in candidates {
            let kind = candidate.cut.kind();
            if last != Some(kind) {
                scores = place;
                self.rows.add(features::of_kind(kind, first), &mut scores);
                last = Some(kind);
            }
            let own = scores.get(usize::from(candidate.tag)).copied().unwrap_or(0);
            lattice.candidate(candidate.score + i32::from(own) + at.score(candidate.when), candidate.class);
        }
    }
}

/// A token that is no Arabic word: one candidate, the whole.
pub fn other(tag: u8, token: &str, class: u64, candidates: &mut Vec<Candidate>) -> Kind {
    let end = token.len().min(usize::from(u16::MAX)) as u16;
    let article = Article::None;
    let cut = Cut { conjunction: 0, particle: 0, article, stem: 0, core: 0, end, suffix: 0 };
    candidates.clear();
    candidates.push(Candidate { cut, tag, class: chain::class_of(tag), score: 0, when: When::Always });
    Kind { neighbour: Neighbour::other(class, token), tanwin: false }
}
