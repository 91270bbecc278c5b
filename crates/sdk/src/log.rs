//! Lines in the host's log.

use std::cell::Cell;
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

thread_local! {
    /// The host of the component that is running on this thread; null while none is.
    static RUNNING: Cell<*const abi::Host> = const { Cell::new(std::ptr::null()) };
}

/// Keeps the host that opened the plugin; it lives as long as the process.
pub(crate) fn keep(host: *const abi::Host) {
    let _ = HOST.set(Foreign(host));
}

/// Runs a call of a component: what it logs goes to the log of this host, for one library may serve several.
pub(crate) fn within<T>(host: &Host, call: impl FnOnce() -> T) -> T {
    /// Ends the call also when it unwinds.
    struct Reset(*const abi::Host);
    impl Drop for Reset {
        fn drop(&mut self) {
            RUNNING.set(self.0);
        }
    }
    let _reset = Reset(RUNNING.replace(host.pointer()));
    call()
}

/// Writes a line. `document` is the id of the document that it is about, or empty. Outside a host (in unit tests)
/// nothing happens.
pub fn line(level: Level, document: &str, message: &str) {
    let running = RUNNING.get();
    let ptr = if running.is_null() { HOST.get().map(|host| *host.get()) } else { Some(running) };
    let level = match level {
        Level::Error => abi::level::ERROR,
        Level::Warn => abi::level::WARN,
        Level::Info => abi::level::INFO,
        Level::Debug => abi::level::DEBUG,
    };
    #[allow(unsafe_code)]
    // SAFETY: the host that opened the plugin outlives it, and a component's host its calls; the strings are lent for the
    // time of the call.
    unsafe {
        let Some(host) = ptr.and_then(|ptr| Host::new(ptr)) else { return };
        let write = host.extension::<abi::Log>(abi::id::LOG).and_then(|log| log.write);
        if let Some(write) = write {
            write(host.pointer(), level, abi::Str::lend(document), abi::Str::lend(message));
        }
    }
}
