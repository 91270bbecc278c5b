//! The guard around every exported function: a panic becomes an error with its place.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use warraq_abi as abi;

/// What a thread knows of the calls that run on it, looked up once a call.
struct Running {
    /// How many calls are within each other.
    depth: Cell<usize>,
    /// The host of the innermost; null outside of calls.
    host: Cell<*const abi::Host>,
}

thread_local! {
    static RUNNING: Running = const { Running { depth: Cell::new(0), host: Cell::new(std::ptr::null()) } };
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The host of the component that is running on this thread; null while none is.
pub(crate) fn host() -> *const abi::Host {
    RUNNING.with(|running| running.host.get())
}

/// Installs the hook that notes where a panic happened. It is this library's own hook: a plugin has its own standard
/// library. A panic outside the guard (on a thread of the plugin's own) goes to the hook that was there before.
pub(crate) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if RUNNING.with(|running| running.depth.get()) == 0 {
                return before(info);
            }
            let place = info.location().map(|at| format!(" at {}:{}:{}", at.file(), at.line(), at.column()));
            PLACE.with(|cell| *cell.borrow_mut() = place);
        }));
    });
}

/// Runs `body` as a call of this host, or of none (null); a panic gives its message and place.
///
/// # Errors
/// The panic.
pub(crate) fn catch<T>(host: *const abi::Host, body: impl FnOnce() -> T) -> Result<T, String> {
    RUNNING.with(|running| {
        let (depth, outer) = (running.depth.get(), running.host.replace(host));
        running.depth.set(depth + 1);
        let result = catch_unwind(AssertUnwindSafe(body)).map_err(|panic| {
            let place = place();
            let message = warraq_core::step::panic_message(&*panic);
            // A payload whose drop panics must not get out either, and says nothing that matters.
            if let Err(again) = catch_unwind(AssertUnwindSafe(|| drop(panic))) {
                std::mem::forget(again);
                let _ = self::place();
            }
            format!("panicked{place}: {message}")
        });
        running.depth.set(depth);
        running.host.set(outer);
        result
    })
}

/// Takes the place of the panic that was caught last.
fn place() -> String {
    PLACE.with(|cell| cell.borrow_mut().take()).unwrap_or_default()
}
