//! Where the names of a text begin and end.

use super::{Name, Syntax};

impl Syntax {
    /// The last token of the name that token `i` is in; `i` itself where it is in none.
    pub(crate) fn name_end(&self, mut i: usize) -> usize {
        while self.fact(i).more {
            i += 1;
        }
        i
    }

    /// Whether a name begins with token `i`.
    pub(crate) fn begins_name(&self, i: usize) -> Option<Name> {
        let inside = i.checked_sub(1).is_some_and(|before| self.fact(before).more);
        self.fact(i).name.filter(|_| !inside)
    }

    /// The tokens of all names of one kind, as first and last.
    pub(super) fn names(&self, kind: Name) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < self.len() {
            let end = self.name_end(i);
            if self.fact(i).name == Some(kind) {
                out.push((i, end));
            }
            i = end + 1;
        }
        out
    }
}
