//! The watch over documents that have a time limit: a component that never asks whether to stop ends the run.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// By how much a component may overrun its limit before the run ends.
const PATIENCE: u32 = 10;

struct Entry {
    since: Instant,
    limit: Duration,
    what: String,
}

/// What each worker is at, where a time limit holds.
pub(super) struct Watch {
    workers: Vec<Mutex<Option<Entry>>>,
}

impl Watch {
    pub(super) fn new(workers: usize) -> Self {
        Self { workers: (0..workers.max(1)).map(|_| Mutex::new(None)).collect() }
    }

    /// A worker starts on something that has a limit.
    pub(super) fn start(&self, worker: usize, limit: Duration, what: String) {
        self.set(worker, Some(Entry { since: Instant::now(), limit, what }));
    }

    /// A worker is done with it.
    pub(super) fn end(&self, worker: usize) {
        self.set(worker, None);
    }

    fn set(&self, worker: usize, entry: Option<Entry>) {
        if let Some(slot) = self.workers.get(worker) {
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = entry;
        }
    }

    /// What has overrun its limit beyond patience.
    pub(super) fn overrun(&self) -> Option<String> {
        self.workers.iter().find_map(|slot| {
            let slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
            let entry = slot.as_ref()?;
            (entry.since.elapsed() > entry.limit * PATIENCE).then(|| {
                format!(
                    "{} runs for more than {PATIENCE} times its limit of {:?} and never asks whether to stop; use isolation = \"process\"",
                    entry.what, entry.limit
                )
            })
        })
    }
}
