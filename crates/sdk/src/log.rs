//! Lines in the host's log.

use std::sync::OnceLock;

use warraq_abi as abi;

use crate::host::Host;
use crate::send::Foreign;

/// How much a line matters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Level {
    /// Something failed.
    Error,
    /// Something is odd.
    Warn,
    /// Something happened.
    Info,
    /// For the author.
    Debug,
}

static HOST: OnceLock<Foreign<*const abi::Host>> = OnceLock::new();

/// Keeps the host that opened the plugin; it lives as long as the process.
pub(crate) fn keep(host: *const abi::Host) {
    let _ = HOST.set(Foreign(host));
}

/// Writes a line. `document` is the id of the document that it is about, or empty. It goes to the host whose call is running
/// on this thread, else to the one that opened the plugin. Outside a host (in unit tests) nothing happens.
pub fn line(level: Level, document: &str, message: &str) {
    let running = crate::guard::host();
    let ptr = if running.is_null() { HOST.get().map(|host| *host.get()) } else { Some(running) };
    #[allow(unsafe_code)]
    // SAFETY: the host that opened the plugin outlives it, and a component's host its calls.
    let host = ptr.and_then(|ptr| unsafe { Host::new(ptr) });
    if let Some(host) = host {
        to(&host, level, document, message);
    }
}

/// Writes a line to this host.
pub(crate) fn to(host: &Host, level: Level, document: &str, message: &str) {
    let level = match level {
        Level::Error => abi::level::ERROR,
        Level::Warn => abi::level::WARN,
        Level::Info => abi::level::INFO,
        Level::Debug => abi::level::DEBUG,
    };
    let write = host.extension::<abi::Log>(abi::id::LOG).and_then(|log| log.write);
    if let Some(write) = write {
        #[allow(unsafe_code)]
        // SAFETY: the host is valid, and the strings are lent for the time of the call.
        unsafe {
            write(host.pointer(), level, abi::Str::lend(document), abi::Str::lend(message));
        }
    }
}
