//! The bound on bytes in flight: who would go above it waits until others give back.

use std::sync::{Condvar, Mutex, PoisonError};

/// A bound on bytes in flight.
pub(super) struct Budget {
    limit: u64,
    used: Mutex<u64>,
    freed: Condvar,
}

impl Budget {
    pub(super) fn new(limit: u64) -> Self {
        Self { limit, used: Mutex::new(0), freed: Condvar::new() }
    }

    /// Takes bytes, waiting until they are there or `stop` says so. More than the whole bound is given when nothing
    /// else is in flight.
    pub(super) fn acquire(&self, bytes: u64, stop: impl Fn() -> bool) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        while *used > 0 && used.saturating_add(bytes) > self.limit && !stop() {
            used = self.freed.wait(used).unwrap_or_else(PoisonError::into_inner);
        }
        *used = used.saturating_add(bytes);
    }

    /// Takes bytes if they are there at once.
    pub(super) fn try_acquire(&self, bytes: u64) -> bool {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = used.saturating_add(bytes) <= self.limit;
        if fits {
            *used += bytes;
        }
        fits
    }

    /// Gives bytes back.
    pub(super) fn release(&self, bytes: u64) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        *used = used.saturating_sub(bytes);
        self.freed.notify_all();
    }
}
