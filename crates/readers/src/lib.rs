//! Built-in unpackers and readers.
