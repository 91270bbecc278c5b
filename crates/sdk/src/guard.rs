//! The guard around every exported function: a panic becomes an error with its place.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<usize> = const { Cell::new(0) };
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Installs the hook that notes where a panic happened. It is this library's own hook: a plugin has its own standard
/// library. A panic outside the guard (on a thread of the plugin's own) goes to the hook that was there before.
pub(crate) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if GUARDED.get() == 0 {
                return before(info);
            }
            let place = info.location().map(|at| format!(" at {}:{}:{}", at.file(), at.line(), at.column()));
            PLACE.with(|cell| *cell.borrow_mut() = place);
        }));
    });
}

/// Runs `body`; a panic gives its message and place.
///
/// # Errors
/// The panic.
pub(crate) fn catch<T>(body: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(GUARDED.get() + 1);
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
    GUARDED.set(GUARDED.get() - 1);
    result
}

/// Takes the place of the panic that was caught last.
fn place() -> String {
    PLACE.with(|cell| cell.borrow_mut().take()).unwrap_or_default()
}
