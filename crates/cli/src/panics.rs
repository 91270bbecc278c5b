//! What happens when something panics: nothing is printed for panics that the engine turns into a document's error;
//! elsewhere a message that asks for a report.

use std::panic::PanicHookInfo;

/// Installs the hook: panics on worker threads are left to the engine.
pub fn install() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        if std::thread::current().name() != Some("main") {
            warraq::run::note_panic_location(info.location());
            return;
        }
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let message = warraq_core::step::panic_message(info.payload());
        eprintln!("warraq stopped because of a mistake in itself: {message} ({place}). Please report it.");
    }));
}
