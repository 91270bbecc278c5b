//! Built-in output formats.
