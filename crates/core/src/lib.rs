//! The document model and the component traits.

pub mod span;
