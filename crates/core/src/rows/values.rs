//! Whole columns on their way into [`super::Rows`] or a layer.

use crate::Span;
use crate::layer::Values;
use crate::symbol::Sym;

/// Values of a column that lie elsewhere, to be copied by [`super::Rows::extend_column`].
#[derive(Clone, Copy, Debug)]
pub enum ValuesIn<'a> {
    /// Interned strings.
    Sym(&'a [Sym]),
    /// 0 or 1.
    Bool(&'a [u8]),
    /// Signed integers.
    I64(&'a [i64]),
    /// Floating-point numbers.
    F64(&'a [f64]),
    /// Strings, one behind the other; row `n` is `bytes[offsets[n]..offsets[n + 1]]`, and the offsets never fall.
    Text {
        /// One more than there are rows.
        offsets: &'a [u32],
        /// All strings joined.
        bytes: &'a str,
    },
    /// Rows of another layer, or of this one.
    Row(&'a [u32]),
    /// Spans of the text.
    Span(&'a [Span]),
}

impl<'a> From<warraq_abi::Slices<'a, Sym, Span>> for ValuesIn<'a> {
    fn from(slices: warraq_abi::Slices<'a, Sym, Span>) -> Self {
        use warraq_abi::Slices as S;
        match slices {
            S::Sym(v) => Self::Sym(v),
            S::Bool(v) => Self::Bool(v),
            S::I64(v) => Self::I64(v),
            S::F64(v) => Self::F64(v),
            S::Str { offsets, bytes } => Self::Text { offsets, bytes },
            S::Row(v) => Self::Row(v),
            S::Span(v) => Self::Span(v),
        }
    }
}

impl ValuesIn<'_> {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Sym(v) => v.len(),
            Self::Bool(v) => v.len(),
            Self::I64(v) => v.len(),
            Self::F64(v) => v.len(),
            Self::Text { offsets, .. } => offsets.len().saturating_sub(1),
            Self::Row(v) => v.len(),
            Self::Span(v) => v.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn fit(&self, to: &Values) -> bool {
        matches!(
            (self, to),
            (Self::Sym(_), Values::Sym(_))
                | (Self::Bool(_), Values::Bool(_))
                | (Self::I64(_), Values::I64(_))
                | (Self::F64(_), Values::F64(_))
                | (Self::Text { .. }, Values::Text { .. })
                | (Self::Row(_), Values::Row(_))
                | (Self::Span(_), Values::Span(_))
        )
    }

    /// Adds the values behind those of the same type that are there.
    pub fn append(&self, to: &mut Values) {
        match (self, to) {
            (Self::Sym(from), Values::Sym(to)) => to.extend_from_slice(from),
            (Self::Bool(from), Values::Bool(to)) => to.extend_from_slice(from),
            (Self::I64(from), Values::I64(to)) => to.extend_from_slice(from),
            (Self::F64(from), Values::F64(to)) => to.extend_from_slice(from),
            (Self::Row(from), Values::Row(to)) => to.extend_from_slice(from),
            (Self::Span(from), Values::Span(to)) => to.extend_from_slice(from),
            (Self::Text { offsets: from, bytes: text }, Values::Text { offsets, bytes }) => {
                let (Some(&first), Some(&last)) = (from.first(), from.last()) else { return };
                let base = bytes.len() as u32;
                bytes.push_str(text.get(first as usize..last as usize).unwrap_or_default());
                let end = bytes.len() as u32;
                offsets.extend(from.iter().skip(1).map(|&at| (base + (at - first.min(at))).min(end)));
            }
            _ => {}
        }
    }
}
