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
    locale: String,
    signals: BTreeMap<i32, Handler>,
    process: BTreeMap<String, String>,
}

impl Surroundings {
    /// As they are now. Nothing else may change them meanwhile.
    pub(super) fn now() -> Self {
        // Linux shows the mask of new files and the signals that this thread holds back.
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let wanted = ["Umask", "SigBlk"];
        let entry = |line: &str| {
            let (key, value) = line.split_once(':')?;
            wanted.contains(&key).then(|| (key.to_owned(), value.trim().to_owned()))
        };
        Self {
            directory: std::env::current_dir().ok(),
            environment: std::env::vars_os().collect(),
            locale: locale(),
            signals: signals(),
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
        if self.locale != after.locale {
            changes.push(format!("the locale (was {}, is {})", self.locale, after.locale));
        }
        for (&signal, handler) in &self.signals {
            if after.signals.get(&signal) != Some(handler) {
                changes.push(format!("what happens on {}", signal_name(signal)));
            }
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

/// What happens on a signal: the address of the function (or 0 for the default, 1 for nothing) and the flags.
type Handler = (usize, i64);

/// The locale of the process, for all its categories.
#[cfg(unix)]
#[allow(unsafe_code)]
fn locale() -> String {
    // SAFETY: without a name, nothing is set; the string is copied before anything else could set a locale.
    unsafe {
        let name = libc::setlocale(libc::LC_ALL, std::ptr::null());
        if name.is_null() {
            return String::new();
        }
        std::ffi::CStr::from_ptr(name).to_string_lossy().into_owned()
    }
}

#[cfg(not(unix))]
fn locale() -> String {
    String::new()
}

/// What happens on each signal of the system.
#[cfg(unix)]
#[allow(unsafe_code)]
fn signals() -> BTreeMap<i32, Handler> {
    let handler = |signal: i32| {
        // SAFETY: a struct of numbers and pointers may be zero; without a new one, the old one is only read.
        let (code, old) = unsafe {
            let mut old: libc::sigaction = std::mem::zeroed();
            (libc::sigaction(signal, std::ptr::null(), &raw mut old), old)
        };
        // Numbers that are no signals, or belong to the C library, give an error.
        (code == 0).then(|| (signal, (old.sa_sigaction, i64::from(old.sa_flags))))
    };
    (1..=64).filter_map(handler).collect()
}

#[cfg(not(unix))]
fn signals() -> BTreeMap<i32, Handler> {
    BTreeMap::new()
}

/// The name by which people know a signal.
fn signal_name(signal: i32) -> String {
    #[cfg(unix)]
    const NAMES: &[(i32, &str)] = &[
        (libc::SIGHUP, "SIGHUP"),
        (libc::SIGINT, "SIGINT"),
        (libc::SIGQUIT, "SIGQUIT"),
        (libc::SIGILL, "SIGILL"),
        (libc::SIGTRAP, "SIGTRAP"),
        (libc::SIGABRT, "SIGABRT"),
        (libc::SIGBUS, "SIGBUS"),
        (libc::SIGFPE, "SIGFPE"),
        (libc::SIGUSR1, "SIGUSR1"),
        (libc::SIGSEGV, "SIGSEGV"),
        (libc::SIGUSR2, "SIGUSR2"),
        (libc::SIGPIPE, "SIGPIPE"),
        (libc::SIGALRM, "SIGALRM"),
        (libc::SIGTERM, "SIGTERM"),
        (libc::SIGCHLD, "SIGCHLD"),
    ];
    #[cfg(not(unix))]
    const NAMES: &[(i32, &str)] = &[];
    let found = NAMES.iter().find(|(number, _)| *number == signal);
    found.map_or_else(|| format!("the signal {signal}"), |(_, name)| (*name).to_owned())
}
