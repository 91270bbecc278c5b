//! Faults on purpose: the host refuses one of the calls that a plugin makes into it, to see what becomes of that.

use std::cell::Cell;

thread_local! {
    /// How many calls are still answered, plus one; 0 while nothing is refused.
    static LEFT: Cell<u64> = const { Cell::new(0) };
}

/// What a call that was refused on purpose is told.
pub const MESSAGE: &str = "refused on purpose";

/// Runs `body`; the call number `n` (from 1) that a plugin makes into the host on this thread meanwhile is refused.
/// Gives whether there was such a call.
pub fn at<T>(n: u64, body: impl FnOnce() -> T) -> (T, bool) {
    /// Nothing stays refused, even when `body` unwinds.
    struct Reset;
    impl Drop for Reset {
        fn drop(&mut self) {
            LEFT.set(0);
        }
    }
    let _reset = Reset;
    LEFT.set(n);
    let result = body();
    (result, n > 0 && LEFT.get() == 0)
}

/// Whether this call is the one to be refused.
pub(crate) fn hit() -> bool {
    match LEFT.get() {
        0 => false,
        left => {
            LEFT.set(left - 1);
            left == 1
        }
    }
}

/// The same as an error.
pub(crate) fn check() -> Result<(), String> {
    if hit() { Err(MESSAGE.into()) } else { Ok(()) }
}
