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

/// Writes a line. `document` is the id of the document that it is about, or empty. Outside a host (in unit tests)
/// nothing happens.
pub fn line(level: Level, document: &str, message: &str) {
    let Some(ptr) = HOST.get() else { return };
    let level = match level {
        Level::Error => abi::level::ERROR,
        Level::Warn => abi::level::WARN,
        Level::Info => abi::level::INFO,
        Level::Debug => abi::level::DEBUG,
    };
    #[allow(unsafe_code)]
    // SAFETY: the host that opened the plugin outlives it; the strings are lent for the time of the call.
    unsafe {
        let Some(host) = Host::new(*ptr.get()) else { return };
        let write = host.extension::<abi::Log>(abi::id::LOG).and_then(|log| log.write);
        if let Some(write) = write {
            write(host.pointer(), level, abi::Str::lend(document), abi::Str::lend(message));
        }
    }
}
