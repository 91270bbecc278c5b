//! Collects an alignment from lengths alone, so that the old side may be bytes in any encoding.

use super::{Alignment, Run};

/// Builds an [`Alignment`] from left to right out of lengths in bytes.
///
/// A [`super::Rewriter`] is the safer way where the old text is UTF-8: it copies the text as well, and knows the
/// characters. Here the caller vouches that every length ends on a character border of the new text.
#[derive(Debug, Default)]
pub struct AlignmentBuilder {
    runs: Vec<Run>,
    at: u32,
    from: u32,
    /// Old offset where marks or insertions begin that wait for the first character.
    head: Option<u32>,
    /// Whether the new text has a character yet that is not an insertion.
    started: bool,
    overflow: bool,
}

impl AlignmentBuilder {
    /// Nothing yet on either side.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The length of the new text so far.
    #[must_use]
    pub const fn new_len(&self) -> u32 {
        self.at
    }

    /// The length of the old text so far.
    #[must_use]
    pub const fn old_len(&self) -> u32 {
        self.from
    }

    /// `n` bytes of the old text became `n` bytes of the new one, byte by byte; the first of their characters
    /// has `first` bytes, and takes what was deleted or inserted at the start of the text.
    pub fn same(&mut self, n: usize, first: usize) {
        if n == 0 {
            return;
        }
        if let Some(from) = self.head.take() {
            let first = self.length(first.clamp(1, n));
            let (at_end, from_end) = (self.at.saturating_add(first), self.from.saturating_add(first));
            self.runs.push(Run { at: 0, at_end, from, from_end });
        }
        self.started = true;
        self.advance(n, n);
    }

    /// `old` bytes became `new` other bytes, as a whole. No new bytes: [`AlignmentBuilder::delete`]. No old bytes:
    /// an insertion that belongs to all that was kept since the last difference, since the character before it is
    /// not known here; [`AlignmentBuilder::insert`] is exact.
    pub fn replace(&mut self, old: usize, new: usize) {
        if new == 0 {
            return self.delete(old);
        }
        if old == 0 {
            return self.insert(new, usize::MAX);
        }
        if old == 1 && new == 1 {
            return self.same(1, 1);
        }
        let (at, from) = match self.head.take() {
            Some(from) => (0, from),
            None => (self.at, self.from),
        };
        self.started = true;
        self.advance(old, new);
        self.runs.push(Run { at, at_end: self.at, from, from_end: self.from });
    }

    /// `n` bytes of the old text were left out and belong to neither neighbour (markup, bidi controls).
    pub fn delete(&mut self, n: usize) {
        if n == 0 {
            return;
        }
        let begin = self.from;
        self.advance(n, 0);
        match self.head {
            // Marks at the start already reach over this to the first character.
            Some(from) if from < begin => return,
            Some(_) => self.head = Some(self.from),
            None => {}
        }
        let at = if self.head.is_some() { 0 } else { self.at };
        match self.runs.last_mut() {
            Some(last) if last.is_deletion() && last.at == at && last.from_end == begin => {
                last.from_end = self.from
            }
            _ => self.runs.push(Run { at, at_end: at, from: begin, from_end: self.from }),
        }
    }

    /// `n` bytes of the old text were left out and belong to the character before them, whose length in the new
    /// text is `last`; at the start, to the character after them.
    pub fn delete_mark(&mut self, n: usize, last: usize) {
        if n == 0 {
            return;
        }
        if !self.started {
            self.head.get_or_insert(self.from);
            return self.advance(n, 0);
        }
        // A deletion between the character and its mark cannot stay outside of the character.
        self.pop_deletion();
        self.attach(last);
        self.advance(n, 0);
        if let Some(run) = self.runs.last_mut() {
            run.from_end = self.from;
        }
    }

    /// `n` bytes were added that no old bytes stand for; they belong to the character before them, whose length
    /// in the new text is `last`; at the start, to the character after them.
    pub fn insert(&mut self, n: usize, last: usize) {
        if n == 0 {
            return;
        }
        if !self.started {
            self.head.get_or_insert(self.from);
            return self.advance(0, n);
        }
        // What was deleted before stays outside: the insertion moves in front of it.
        let deletion = self.pop_deletion();
        self.attach(last);
        self.advance(0, n);
        if let Some(run) = self.runs.last_mut() {
            run.at_end = self.at;
        }
        if let Some(deletion) = deletion {
            self.runs.push(Run { at: self.at, at_end: self.at, ..deletion });
        }
    }

    /// The alignment. Texts that are too long for 32-bit offsets give [`Alignment::whole`].
    #[must_use]
    pub fn finish(mut self) -> Alignment {
        if self.overflow {
            return Alignment::whole(self.at, self.from);
        }
        if let Some(from) = self.head.take() {
            // No character is left for what waits at the start.
            if self.at > 0 {
                return Alignment::whole(self.at, self.from);
            }
            let n = self.from - from;
            self.from = from;
            self.delete(n as usize);
        }
        Alignment { runs: self.runs.into_boxed_slice(), new_len: self.at, old_len: self.from }
    }

    /// Takes off a deletion at the very end.
    fn pop_deletion(&mut self) -> Option<Run> {
        self.runs.pop_if(|run| run.is_deletion() && run.at == self.at)
    }

    /// Makes sure that the last run ends with the last character, which has `last` bytes.
    fn attach(&mut self, last: usize) {
        if self.overflow {
            return;
        }
        let covered = self.runs.last().is_some_and(|run| !run.is_deletion() && run.at_end == self.at);
        if !covered {
            let (at, from) = match self.runs.last() {
                Some(run) => (run.at_end, run.from_end),
                None => (0, 0),
            };
            let gap = self.at - at;
            let last = u32::try_from(last).unwrap_or(u32::MAX).max(1).min(gap);
            let end = from + gap;
            self.runs.push(Run { at: self.at - last, at_end: self.at, from: end - last, from_end: end });
        }
    }

    fn advance(&mut self, old: usize, new: usize) {
        let (old, new) = (self.length(old), self.length(new));
        let (from, from_over) = self.from.overflowing_add(old);
        let (at, at_over) = self.at.overflowing_add(new);
        self.overflow |= from_over | at_over;
        self.from = if from_over { u32::MAX } else { from };
        self.at = if at_over { u32::MAX } else { at };
    }

    fn length(&mut self, n: usize) -> u32 {
        u32::try_from(n).unwrap_or_else(|_| {
            self.overflow = true;
            u32::MAX
        })
    }
}
