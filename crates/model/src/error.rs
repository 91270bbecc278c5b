//! What can be wrong with a weight file.

use std::fmt;

/// Why bytes are no weight file that this version reads.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The first bytes are not those of a weight file.
    NoMagic,
    /// The file was written in a format version that this code does not know.
    Version {
        /// The version found.
        found: u32,
        /// The version that is read.
        allowed: u32,
    },
    /// A number in the header is out of its range.
    Header {
        /// Which number.
        what: &'static str,
        /// The value found.
        found: u64,
    },
    /// The file ends early, or goes on after its end.
    Length {
        /// Bytes that the header asks for.
        expected: usize,
        /// Bytes there are.
        found: usize,
    },
    /// The card is not UTF-8 text of `key: value` lines, or lacks a key.
    Card(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoMagic => write!(f, "no weight file: it does not start with WRQMODEL"),
            Error::Version { found, allowed } => {
                write!(f, "weight file of version {found}, allowed is {allowed}")
            }
            Error::Header { what, found } => write!(f, "weight file with {what} {found}, out of range"),
            Error::Length { expected, found } => {
                write!(f, "weight file of {found} bytes, its header asks for {expected}")
            }
            Error::Card(what) => write!(f, "weight file whose card has no usable {what}"),
        }
    }
}

impl std::error::Error for Error {}
