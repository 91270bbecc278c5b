//! What every component must keep, as plain functions over components, and a small in-memory engine to run them in.
//!
//! Unit tests of components build a [`Chain`], run it on a text and compare [`rows()`]; [`mod@check`] runs the conformance
//! checks that built-in and loaded components share.

pub mod cases;
pub mod chain;
pub mod check;
pub mod hostile;
pub mod plugin;
pub mod rows;

pub use cases::unescape;
pub use chain::{Chain, GivenLayer};
pub use check::{Failure, check_processor, check_reader};
pub use rows::rows;
