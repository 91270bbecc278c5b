//! How two texts join: which bytes of a rewritten text come from which bytes of the text it was made from.

mod builder;
mod check;
mod cursor;
mod rewriter;
#[cfg(test)]
mod tests;

pub use builder::AlignmentBuilder;
pub use check::RunError;
pub use rewriter::Rewriter;

use crate::span::Span;
use cursor::{Cursor, Inward, Out};

/// One place where the texts differ: `[at, at_end)` of the new text comes from `[from, from_end)` of the old one.
///
/// It has the layout of the plugin header's `wrq_run`, which is frozen.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Run {
    /// The first byte in the new text.
    pub at: u32,
    /// One past the last byte in the new text.
    pub at_end: u32,
    /// The first byte in the old text.
    pub from: u32,
    /// One past the last byte in the old text.
    pub from_end: u32,
}

impl Run {
    /// Whether old bytes went without a trace: they belong to neither neighbour.
    #[must_use]
    pub const fn is_deletion(&self) -> bool {
        self.at == self.at_end
    }
}

/// Joins a new text to the old text it was made from (a view to its text, a text to its item's bytes).
///
/// The runs are sorted; between two of them both texts advance byte by byte. So an unchanged text has no run,
/// nor has a replacement of the same length on the same character borders (أ -> ا). Deleted marks and inserted
/// text are folded into the run of the character that they belong to, so a run without new bytes is exactly a
/// deletion that belongs to neither side, and a run without old bytes occurs only where the old text is empty.
/// Alignments built by a [`Rewriter`] or accepted by [`Alignment::from_runs`] never have two deletions that
/// touch; [`Alignment::compose`] keeps such a border, because composing further may need it.
///
/// The type knows lengths, not texts: the old side may be bytes that are not UTF-8.
#[derive(Clone, PartialEq, Eq, Debug, Hash)]
pub struct Alignment {
    runs: Box<[Run]>,
    new_len: u32,
    old_len: u32,
}

impl Alignment {
    /// A text of `len` bytes aligned with itself.
    #[must_use]
    pub fn identity(len: u32) -> Self {
        Self { runs: Box::default(), new_len: len, old_len: len }
    }

    /// The coarsest alignment: the whole new text comes from the whole old one.
    #[must_use]
    pub fn whole(new_len: u32, old_len: u32) -> Self {
        if new_len == old_len && new_len < 2 {
            return Self::identity(new_len);
        }
        let run = Run { at: 0, at_end: new_len, from: 0, from_end: old_len };
        Self { runs: Box::new([run]), new_len, old_len }
    }

    /// The runs, sorted.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The length of the new text in bytes.
    #[must_use]
    pub const fn new_len(&self) -> u32 {
        self.new_len
    }

    /// The length of the old text in bytes.
    #[must_use]
    pub const fn old_len(&self) -> u32 {
        self.old_len
    }

    /// Whether every offset is the same on both sides.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.runs.is_empty()
    }

    /// Bytes on the heap, for the bound on memory in flight.
    #[must_use]
    pub fn heap_size(&self) -> usize {
        size_of_val(&*self.runs)
    }

    /// The old span that a span of the new text comes from.
    ///
    /// Part of a replacement maps to the whole; deletions at the borders that belong to neither side stay
    /// outside. A span that is not empty never becomes empty, unless the old text is. An empty span stays
    /// empty, unless it lies inside a replacement. Offsets past the end are taken for the end.
    #[must_use]
    pub fn out(&self, span: Span) -> Span {
        Cursor::<Out>::new(self).map(span)
    }

    /// The new span that a span of the old text became: empty where all of it was deleted.
    ///
    /// Part of a replacement maps to the whole. Offsets past the end are taken for the end. (It is not called
    /// `into`, since that name is `std::convert::Into`'s on an owned value.)
    #[must_use]
    pub fn inward(&self, span: Span) -> Span {
        Cursor::<Inward>::new(self).map(span)
    }

    /// [`Alignment::out`] of many spans; linear in spans and runs where the spans are sorted by start, and right
    /// where they are not.
    pub fn out_all<'a, I>(&'a self, spans: I) -> impl Iterator<Item = Span> + use<'a, I>
    where
        I: IntoIterator<Item = Span>,
    {
        let mut cursor = Cursor::<Out>::new(self);
        spans.into_iter().map(move |span| cursor.map(span))
    }

    /// [`Alignment::inward`] of many spans; linear in spans and runs where the spans are sorted by start, and right
    /// where they are not.
    pub fn inward_all<'a, I>(&'a self, spans: I) -> impl Iterator<Item = Span> + use<'a, I>
    where
        I: IntoIterator<Item = Span>,
    {
        let mut cursor = Cursor::<Inward>::new(self);
        spans.into_iter().map(move |span| cursor.map(span))
    }

    /// Joins over a text in the middle: `self` aligns a view with a text, `inner` that text with its item's
    /// bytes; the result aligns the view with the bytes.
    ///
    /// Two alignments that do not share a text (`self.old_len() != inner.new_len()`) give [`Alignment::whole`].
    #[must_use]
    pub fn compose(&self, inner: &Alignment) -> Alignment {
        // An insertion into an empty text has no character to belong to, so it stands for all there is.
        let from_nothing = (self.old_len == 0 && self.new_len > 0) || inner.old_len == 0;
        if self.old_len != inner.new_len || from_nothing {
            return Self::whole(self.new_len, inner.old_len);
        }
        if self.is_identity() {
            return inner.clone();
        }
        if inner.is_identity() {
            return self.clone();
        }
        let runs = compose_runs(&self.runs, &inner.runs);
        Self { runs: runs.into_boxed_slice(), new_len: self.new_len, old_len: inner.old_len }
    }
}

/// Joins runs that overlap in the middle text: a border survives only where both sides have one.
fn compose_runs(outer: &[Run], inner: &[Run]) -> Vec<Run> {
    let mut runs = Vec::with_capacity(outer.len() + inner.len());
    let (mut outer, mut inner) = (outer.iter().copied().peekable(), inner.iter().copied().peekable());
    // The ends of the last runs taken, from where each side advances byte by byte.
    let (mut at, mut at_middle, mut from, mut from_middle) = (0u32, 0u32, 0u32, 0u32);
    loop {
        let start = match (outer.peek(), inner.peek()) {
            (Some(a), Some(b)) => a.from.min(b.at),
            (Some(a), None) => a.from,
            (None, Some(b)) => b.at,
            (None, None) => return runs,
        };
        let run_at = at + (start - at_middle);
        let run_from = from + (start - from_middle);
        let mut end = start;
        // What `inner` deleted exactly at the border lies before what `outer` does there, and stays apart.
        if let Some(deleted) = inner.next_if(|b| b.at == start && b.is_deletion()) {
            (from, from_middle) = (deleted.from_end, start);
            runs.push(Run { at: run_at, at_end: run_at, from: run_from, from_end: from });
            continue;
        }
        // The runs that overlap from here on become one; the first of them begins at `start`.
        loop {
            if let Some(a) = outer.next_if(|a| a.from < end || a.from == start) {
                (at, at_middle, end) = (a.at_end, a.from_end, end.max(a.from_end));
            } else if let Some(b) = inner.next_if(|b| b.at < end || b.at == start) {
                (from, from_middle, end) = (b.from_end, b.at_end, end.max(b.at_end));
            } else {
                break;
            }
        }
        let run = Run {
            at: run_at,
            at_end: at + (end - at_middle),
            from: run_from,
            from_end: from + (end - from_middle),
        };
        // One byte from one byte is no difference.
        if (run.at_end - run.at, run.from_end - run.from) != (1, 1) {
            runs.push(run);
        }
    }
}
