//! Mapping spans over an alignment, with a place kept between one span and the next.

use super::{Alignment, Run};
use crate::span::Span;
use std::marker::PhantomData;

/// A direction: which side of a run is looked up, and which is the answer.
pub(super) trait Direction {
    /// `(key, key_end, value, value_end)`.
    fn sides(run: &Run) -> (u32, u32, u32, u32);
    /// The lengths of the looked-up text and of the other one.
    fn lengths(alignment: &Alignment) -> (u32, u32);
    /// What an empty span becomes at a place where the other text has bytes that this one has not.
    fn gap(low: u32, high: u32) -> Span;
}

/// From the new text to the old.
pub(super) struct Out;

impl Direction for Out {
    fn sides(run: &Run) -> (u32, u32, u32, u32) {
        (run.at, run.at_end, run.from, run.from_end)
    }

    fn lengths(alignment: &Alignment) -> (u32, u32) {
        (alignment.new_len, alignment.old_len)
    }

    // A deletion belongs to neither side, so nothing stands for it.
    fn gap(low: u32, _high: u32) -> Span {
        Span::new(low, low)
    }
}

/// From the old text to the new.
pub(super) struct Inward;

impl Direction for Inward {
    fn sides(run: &Run) -> (u32, u32, u32, u32) {
        (run.from, run.from_end, run.at, run.at_end)
    }

    fn lengths(alignment: &Alignment) -> (u32, u32) {
        (alignment.old_len, alignment.new_len)
    }

    // Text inserted into nothing comes from that nothing.
    fn gap(low: u32, high: u32) -> Span {
        Span::new(low, high)
    }
}

/// Maps spans one after the other; cheap where they come sorted by start.
pub(super) struct Cursor<'a, D> {
    alignment: &'a Alignment,
    /// The number of runs that begin at or before the last start.
    passed: usize,
    last: u32,
    direction: PhantomData<D>,
}

impl<'a, D: Direction> Cursor<'a, D> {
    pub(super) fn new(alignment: &'a Alignment) -> Self {
        Self { alignment, passed: 0, last: 0, direction: PhantomData }
    }

    pub(super) fn map(&mut self, span: Span) -> Span {
        let (length, _) = D::lengths(self.alignment);
        let start = span.start.min(length);
        let end = span.end.clamp(start, length);
        let low = self.start(start);
        let high = self.end(end);
        if low <= high { Span::new(low, high) } else { D::gap(high, low) }
    }

    /// Where a span that begins at `key` begins: after what was deleted there.
    fn start(&mut self, key: u32) -> u32 {
        let runs = &*self.alignment.runs;
        if key < self.last {
            self.passed = 0;
        }
        self.last = key;
        self.passed = gallop(runs, self.passed, |run| D::sides(run).0 <= key);
        match self.passed.checked_sub(1).and_then(|i| runs.get(i)).map(D::sides) {
            Some((_, key_end, value, _)) if key < key_end => value,
            Some((_, key_end, _, value_end)) => value_end + (key - key_end),
            None => key,
        }
    }

    /// Where a span ends that ends at `key`: before what was deleted there. Call it after `start`.
    fn end(&self, key: u32) -> u32 {
        let runs = &*self.alignment.runs;
        // Runs before the last one that begins at or before the start may still end at an empty span's end.
        let mut from = self.passed.saturating_sub(1);
        while from > 0 && runs.get(from - 1).is_some_and(|run| D::sides(run).1 >= key) {
            from -= 1;
        }
        let next = gallop(runs, from, |run| D::sides(run).1 < key);
        match runs.get(next).map(D::sides) {
            Some((key_start, _, _, value_end)) if key_start < key => value_end,
            Some((key_start, _, value, _)) => value - (key_start - key),
            None => {
                let (length, other) = D::lengths(self.alignment);
                other - (length - key)
            }
        }
    }
}

/// The first index at or after `from` whose run is not `before`, given that those before it are; in time
/// logarithmic in the distance.
fn gallop(runs: &[Run], from: usize, before: impl Fn(&Run) -> bool) -> usize {
    // Without a place to start from nothing is near, and halving takes half the steps of galloping.
    if from == 0 {
        return runs.partition_point(before);
    }
    let mut low = from;
    let mut step = 1;
    while runs.get(low + step - 1).is_some_and(&before) {
        low += step;
        step *= 2;
    }
    let high = runs.len().min(low + step - 1);
    low + runs.get(low..high).map_or(0, |rest| rest.partition_point(before))
}
