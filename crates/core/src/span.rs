//! A half-open byte span `[start, end)` into a text.

use std::fmt;
use std::ops::Range;

/// A half-open span of byte offsets, `[start, end)`.
///
/// A span does not know the text it points into; [`Span::get`] checks it against one. Spans sort by start,
/// then by end. Two spans lie in memory as four numbers, which is what plugins exchange.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `[start, end)`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The number of bytes; 0 where `end` lies before `start`.
    #[must_use]
    pub const fn len(&self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers no byte.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies within it, borders included.
    #[must_use]
    pub const fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte; an empty span overlaps nothing.
    #[must_use]
    pub const fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end && !self.is_empty() && !other.is_empty()
    }

    /// The covered text; `None` where the span is reversed, out of range, or cuts a character.
    #[must_use]
    pub fn get<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(self.start as usize..self.end as usize)
    }

    /// The span as a range of `usize`, for slices.
    #[must_use]
    pub const fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn get_checks_the_borders() {
        let text = "في بغداد";
        let start = text.find('ب').unwrap() as u32;
        let city = Span::new(start, text.len() as u32);
        assert_eq!(city.get(text), Some("بغداد"));
        assert_eq!(Span::new(start + 1, city.end).get(text), None);
        assert_eq!(Span::new(start, city.end + 1).get(text), None);
        assert_eq!(Span::new(city.end, start).get(text), None);
    }

    #[test]
    fn overlap_and_containment() {
        let cases = [
            // a, b, overlaps, a contains b
            ((0, 4), (4, 8), false, false),
            ((0, 5), (4, 8), true, false),
            ((0, 8), (2, 8), true, true),
            ((0, 8), (3, 3), false, true),
            ((3, 3), (3, 3), false, true),
            ((5, 2), (0, 9), false, false),
        ];
        for ((a, b), (c, d), overlaps, contains) in cases {
            let (x, y) = (Span::new(a, b), Span::new(c, d));
            assert_eq!(x.overlaps(y), overlaps, "{x} {y}");
            assert_eq!(y.overlaps(x), overlaps, "{y} {x}");
            assert_eq!(x.contains(y), contains, "{x} {y}");
        }
        assert_eq!(Span::new(5, 2).len(), 0);
        assert!(Span::new(5, 2).is_empty());
        assert_eq!(Span::new(2, 5).len(), 3);
    }
}
