//! Pointers that may cross threads because the ABI says so.

/// Something with raw pointers that the ABI allows on any thread.
pub(crate) struct Foreign<T>(pub(crate) T);

// SAFETY: wrapped are interface tables, which are constants, and pointers to a host's structs, whose functions the ABI
// marks [any] or whose callers keep to one thread at a time.
#[allow(unsafe_code)]
unsafe impl<T> Send for Foreign<T> {}
// SAFETY: as above.
#[allow(unsafe_code)]
unsafe impl<T> Sync for Foreign<T> {}

impl<T> Foreign<T> {
    /// The value; a method, so that closures capture the wrapper and not its field.
    pub(crate) fn get(&self) -> &T {
        &self.0
    }
}
