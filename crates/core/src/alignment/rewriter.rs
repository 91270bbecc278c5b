//! Rewrites a text from left to right and keeps the account of what came from where.

use super::{Alignment, AlignmentBuilder};

/// Makes a new text out of `source`, piece by piece, and the alignment that joins the two.
///
/// Lengths are bytes of the source that is left. A length that ends inside a character is rounded up to the
/// character's end, and one that reaches past the end of the source is cut there, so every call is safe and
/// every border of the alignment is a character border. Texts are at most 2 GiB; above 4 GiB the alignment is
/// [`Alignment::whole`].
///
/// ```
/// use warraq_core::alignment::Rewriter;
/// use warraq_core::span::Span;
///
/// let mut rewriter = Rewriter::new("كَتَبَ");
/// for _ in 0..3 {
///     rewriter.keep(2);
///     rewriter.delete_mark(2);
/// }
/// let (text, alignment) = rewriter.finish();
/// assert_eq!(text, "كتب");
/// // A letter takes its mark along.
/// assert_eq!(alignment.out(Span::new(0, 2)), Span::new(0, 4));
/// ```
#[derive(Debug)]
pub struct Rewriter<'s> {
    source: &'s str,
    /// The source up to here is written; from here to `pos` it is kept but not yet copied.
    copied: usize,
    pos: usize,
    text: String,
    builder: AlignmentBuilder,
}

impl<'s> Rewriter<'s> {
    /// Begins at the start of `source`.
    #[must_use]
    pub fn new(source: &'s str) -> Self {
        Self { source, copied: 0, pos: 0, text: String::new(), builder: AlignmentBuilder::new() }
    }

    /// The source that has not been dealt with.
    #[must_use]
    pub fn rest(&self) -> &'s str {
        self.source.get(self.pos..).unwrap_or_default()
    }

    /// The offset in the source up to which it has been dealt with.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.pos
    }

    /// Copies the next `n` bytes. Calls that follow each other cost an addition; the bytes are copied at once.
    pub fn keep(&mut self, n: usize) {
        self.pos = self.after(n);
    }

    /// Copies all that is left.
    pub fn keep_rest(&mut self) {
        self.pos = self.source.len();
    }

    /// Leaves out the next `n` bytes; they belong to neither side (markup, bidi controls).
    pub fn delete(&mut self, n: usize) {
        let n = self.take(n).len();
        self.builder.delete(n);
    }

    /// Leaves out the next `n` bytes; they belong to the character before them, at the start of the text to the
    /// one after them (marks, tatweel, joiners).
    pub fn delete_mark(&mut self, n: usize) {
        let n = self.take(n).len();
        let last = self.last_char();
        self.builder.delete_mark(n, last);
    }

    /// Writes `with` for the next `n` bytes, as a whole.
    ///
    /// Where both have the same lengths character by character, each character maps to its own; else a part of
    /// either maps to all of the other. With an empty text it is [`Rewriter::delete`], and with nothing to
    /// replace it is [`Rewriter::insert`].
    pub fn replace(&mut self, n: usize, with: &str) {
        let old = self.take(n);
        if old.is_empty() {
            return self.insert(with);
        }
        self.text.push_str(with);
        if same_borders(old, with) {
            self.builder.same(old.len(), first_char(with));
        } else {
            self.builder.replace(old.len(), with.len());
        }
    }

    /// Adds `what`; it belongs to the character before it, at the start of the text to the one after it.
    ///
    /// Text deleted just before with [`Rewriter::delete`] still belongs to neither side. Where no character is
    /// kept at all, the whole new text comes from the whole old one.
    pub fn insert(&mut self, what: &str) {
        self.copy();
        let last = self.last_char();
        self.text.push_str(what);
        self.builder.insert(what.len(), last);
    }

    /// The new text and its alignment with the source. What was not dealt with is left out, like
    /// [`Rewriter::delete`].
    #[must_use]
    pub fn finish(mut self) -> (String, Alignment) {
        self.delete(self.source.len() - self.pos);
        let alignment = self.builder.finish().dissolve(&self.text, self.source);
        (self.text, alignment)
    }

    /// Passes over the next `n` bytes after what was kept before them is copied.
    fn take(&mut self, n: usize) -> &'s str {
        self.copy();
        let end = self.after(n);
        let taken = self.source.get(self.pos..end).unwrap_or_default();
        self.pos = end;
        self.copied = end;
        taken
    }

    /// Copies what was kept.
    fn copy(&mut self) {
        if self.copied == self.pos {
            return;
        }
        if self.text.capacity() == 0 {
            self.text.reserve(self.source.len());
        }
        let kept = self.source.get(self.copied..self.pos).unwrap_or_default();
        self.text.push_str(kept);
        self.builder.same(kept.len(), first_char(kept));
        self.copied = self.pos;
    }

    /// The offset `n` bytes on, rounded up to a character border and cut at the end.
    fn after(&self, n: usize) -> usize {
        let mut end = self.pos.saturating_add(n).min(self.source.len());
        while !self.source.is_char_boundary(end) {
            end += 1;
        }
        end
    }

    fn last_char(&self) -> usize {
        self.text.chars().next_back().map_or(0, char::len_utf8)
    }
}

fn first_char(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Whether the two have the same length and the same character borders.
pub(super) fn same_borders(a: &str, b: &str) -> bool {
    a.len() == b.len() && (a == b || (1..a.len()).all(|i| a.is_char_boundary(i) == b.is_char_boundary(i)))
}
