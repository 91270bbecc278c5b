//! What a component must leave alone: its input, and what belongs to the process.

use std::collections::BTreeMap;

/// Runs `body` while the whole pages of `text` cannot be written to: a write ends the process.
#[cfg(unix)]
#[allow(unsafe_code)]
pub(super) fn read_only<T>(text: &[u8], body: impl FnOnce() -> T) -> T {
    use rustix::mm::{MprotectFlags, mprotect};
    let page = rustix::param::page_size();
    let start = (text.as_ptr() as usize).next_multiple_of(page);
    let end = (text.as_ptr() as usize + text.len()) / page * page;
    let len = end.saturating_sub(start);
    let pages = start as *mut std::ffi::c_void;
    // SAFETY: the pages lie wholly inside the text, which is borrowed and so not written to by this side.
    let guarded = len > 0 && unsafe { mprotect(pages, len, MprotectFlags::READ) }.is_ok();
    let result = body();
    if guarded {
        // SAFETY: as above; the memory was readable and writable before.
        let _ = unsafe { mprotect(pages, len, MprotectFlags::READ | MprotectFlags::WRITE) };
    }
    result
}

#[cfg(not(unix))]
pub(super) fn read_only<T>(_: &[u8], body: impl FnOnce() -> T) -> T {
    body()
}

/// What belongs to the process and not to a plugin.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Surroundings {
    directory: Option<std::path::PathBuf>,
    environment: BTreeMap<std::ffi::OsString, std::ffi::OsString>,
    process: BTreeMap<String, String>,
}

impl Surroundings {
    /// As they are now.
    pub(super) fn now() -> Self {
        // Linux shows the mask of new files and the signals that are caught and ignored.
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let wanted = ["Umask", "SigIgn", "SigCgt"];
        let entry = |line: &str| {
            let (key, value) = line.split_once(':')?;
            wanted.contains(&key).then(|| (key.to_owned(), value.trim().to_owned()))
        };
        Self {
            directory: std::env::current_dir().ok(),
            environment: std::env::vars_os().collect(),
            process: status.lines().filter_map(entry).collect(),
        }
    }

    /// What is different afterwards, in words.
    pub(super) fn changes(&self, after: &Self) -> Vec<String> {
        let mut changes = Vec::new();
        if self.directory != after.directory {
            changes.push("the working directory".to_owned());
        }
        if self.environment != after.environment {
            changes.push("the environment".to_owned());
        }
        for (key, value) in &self.process {
            let now = after.process.get(key).map_or("", String::as_str);
            if value != now {
                changes.push(format!("{key} (was {value}, is {now})"));
            }
        }
        changes
    }
}
