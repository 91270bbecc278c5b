//! The beginning of weight files: eight letters, a version, and numbers of four bytes.

use crate::Error;

/// A weight file whose first letters and version are right.
pub(crate) struct Header<'a> {
    file: &'a [u8],
    size: usize,
}

impl<'a> Header<'a> {
    /// Takes a file whose header has `size` bytes.
    pub(crate) fn open(
        file: &'a [u8],
        magic: &[u8; 8],
        version: u32,
        size: usize,
    ) -> Result<Header<'a>, Error> {
        if file.get(..8) != Some(magic.as_slice()) {
            return Err(Error::NoMagic);
        }
        let header = Header { file, size };
        match header.number(8)? {
            found if found == version => Ok(header),
            found => Err(Error::Version { found, allowed: version }),
        }
    }

    /// The number at a place.
    pub(crate) fn number(&self, at: usize) -> Result<u32, Error> {
        let four = self.file.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        four.map(u32::from_le_bytes).ok_or(self.length(self.size))
    }

    /// The error of a file that should have `expected` bytes.
    pub(crate) fn length(&self, expected: usize) -> Error {
        Error::Length { expected, found: self.file.len() }
    }
}
