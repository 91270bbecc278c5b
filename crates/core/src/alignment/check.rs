//! Takes over runs that came from elsewhere, after checking every promise that an alignment makes.

use super::rewriter::same_borders;
use super::{Alignment, AlignmentBuilder, Run};
use crate::span::Span;
use std::fmt;

/// Why runs do not join two texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunError(String);

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RunError {}

impl Alignment {
    /// An alignment of two texts from runs that came from elsewhere, in the form that [`Alignment`] promises:
    /// deletions that touch are merged, insertions are given to the character before them (at the start: after),
    /// and replacements of one character by another of the same length are dissolved.
    ///
    /// # Errors
    /// Where the runs are not sorted, overlap, or reach out of a text; where the texts between them have not the
    /// same length or the same character borders; where a run cuts a character.
    pub fn from_runs(runs: Vec<Run>, new: &str, old: &str) -> Result<Self, RunError> {
        Check { new, old: Old::Text(old), at: 0, from: 0, builder: AlignmentBuilder::new() }.all(&runs)
    }

    /// The same over an old side whose encoding is not known: its character borders are not checked.
    ///
    /// # Errors
    /// As [`Alignment::from_runs`].
    pub fn from_runs_over_bytes(runs: Vec<Run>, new: &str, old_len: u32) -> Result<Self, RunError> {
        Check { new, old: Old::Bytes(old_len as usize), at: 0, from: 0, builder: AlignmentBuilder::new() }
            .all(&runs)
    }
}

impl Alignment {
    /// Takes out runs of one character from one character of the same length. Longer ones may hold a character
    /// with what belongs to it, and stay.
    pub(super) fn dissolve(mut self, new: &str, old: &str) -> Self {
        let dissolves = |run: &Run| {
            run.at_end - run.at == run.from_end - run.from
                && is_one_char(Span::new(run.at, run.at_end).get(new))
                && is_one_char(Span::new(run.from, run.from_end).get(old))
        };
        if self.runs.iter().any(dissolves) {
            self.runs = self.runs.iter().copied().filter(|run| !dissolves(run)).collect();
        }
        self
    }
}

fn is_one_char(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.chars().nth(1).is_none())
}

enum Old<'t> {
    Text(&'t str),
    Bytes(usize),
}

impl Old<'_> {
    fn len(&self) -> usize {
        match self {
            Old::Text(text) => text.len(),
            Old::Bytes(len) => *len,
        }
    }

    fn is_border(&self, at: usize) -> bool {
        match self {
            Old::Text(text) => text.is_char_boundary(at),
            Old::Bytes(len) => at <= *len,
        }
    }
}

/// Replays runs into a builder.
struct Check<'t> {
    new: &'t str,
    old: Old<'t>,
    at: usize,
    from: usize,
    builder: AlignmentBuilder,
}

impl Check<'_> {
    fn all(mut self, runs: &[Run]) -> Result<Alignment, RunError> {
        for (i, run) in runs.iter().enumerate() {
            self.run(i, *run)?;
        }
        let (new_rest, old_rest) = (self.new.len() - self.at, self.old.len() - self.from);
        if new_rest != old_rest {
            return Err(RunError(format!(
                "after the last run {new_rest} bytes of the new text are left and {old_rest} of the old one; \
                 they must be as many"
            )));
        }
        self.same(new_rest, "after the last run")?;
        let alignment = self.builder.finish();
        Ok(match self.old {
            Old::Text(old) => alignment.dissolve(self.new, old),
            Old::Bytes(_) => alignment,
        })
    }

    fn run(&mut self, i: usize, run: Run) -> Result<(), RunError> {
        let Run { at, at_end, from, from_end } = run;
        let fail =
            |why: String| Err(RunError(format!("run {i} ({at}..{at_end} from {from}..{from_end}) {why}")));
        let [at, at_end, from, from_end] = [at, at_end, from, from_end].map(|n| n as usize);
        if at_end < at || from_end < from {
            return fail("ends before it begins".into());
        }
        if at == at_end && from == from_end {
            return fail("is empty on both sides".into());
        }
        if at < self.at || from < self.from {
            return fail(format!(
                "begins before {} from {}, where the run before it ends",
                self.at, self.from
            ));
        }
        if at_end > self.new.len() || from_end > self.old.len() {
            let (new, old) = (self.new.len(), self.old.len());
            return fail(format!("ends past the texts, which have {new} and {old} bytes"));
        }
        if at - self.at != from - self.from {
            let (new, old) = (at - self.at, from - self.from);
            return fail(format!(
                "comes after {new} kept bytes of the new text and {old} of the old one; they must be as many"
            ));
        }
        for (offset, border, side) in [
            (at, self.new.is_char_boundary(at), "new"),
            (at_end, self.new.is_char_boundary(at_end), "new"),
            (from, self.old.is_border(from), "old"),
            (from_end, self.old.is_border(from_end), "old"),
        ] {
            if !border {
                return fail(format!("cuts a character of the {side} text at {offset}"));
            }
        }
        self.same(at - self.at, &format!("before run {i}"))?;
        self.difference(at_end - at, from_end - from);
        Ok(())
    }

    /// Passes over `n` bytes that are the same on both sides.
    fn same(&mut self, n: usize, place: &str) -> Result<(), RunError> {
        let kept = self.new.get(self.at..self.at + n).unwrap_or_default();
        if let Old::Text(old) = self.old {
            let source = old.get(self.from..self.from + n);
            if kept.len() != n || !source.is_some_and(|source| same_borders(kept, source)) {
                let (at, from) = (self.at, self.from);
                return Err(RunError(format!(
                    "{place}, the {n} bytes at {at} of the new text and at {from} of the old one \
                     differ in their character borders"
                )));
            }
        }
        self.builder.same(n, kept.chars().next().map_or(n, char::len_utf8));
        self.at += n;
        self.from += n;
        Ok(())
    }

    /// Passes over a run that has been checked.
    fn difference(&mut self, new: usize, old: usize) {
        let before = self.new.get(..self.at).unwrap_or_default();
        if old == 0 {
            self.builder.insert(new, before.chars().next_back().map_or(0, char::len_utf8));
        } else {
            self.builder.replace(old, new);
        }
        self.at += new;
        self.from += old;
    }
}
