//! The binary contract between the host and its plugins: version numbers and frozen structs.
