//! Built-in extractors.
