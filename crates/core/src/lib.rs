//! The document model and the component traits.
