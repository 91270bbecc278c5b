//! Components that write views: the text made alike, with an alignment to the original.

pub mod arabic;
pub mod unicode;

/// The name that views have unless `out` renames them.
const VIEW: &str = "norm";
