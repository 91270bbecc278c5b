//! What the SDK promises for every plugin that is written with it: its interfaces, its log, its guards; and the same of
//! plugins in C where it is about the contract.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub, unsafe_code)]

use std::path::Path;
use std::sync::{Arc, Mutex};

use serde_json::json;
use warraq_conformance::Chain;
use warraq_core::{Document, Entry, Renames};
use warraq_host::{Level, LogLine, Settings, load};
use warraq_sdk::abi;

#[path = "built/plugins.rs"]
mod built;

/// The module of a library, opened without this project's host.
fn module(library: &Path) -> abi::Module {
    type Open = unsafe extern "C" fn(*const abi::Host, *mut *const abi::Module) -> i32;
    let host = abi::Host {
        struct_size: size_of::<abi::Host>() as u32,
        abi_minor: 0,
        ctx: std::ptr::null_mut(),
        name: abi::Str::lend("test"),
        version: abi::Str::lend("1"),
        extension: None,
        intern: None,
        symbol: None,
        error: None,
    };
    // A plugin may keep its host as long as the process lives.
    let host = Box::leak(Box::new(host));
    let mut module = std::ptr::null();
    // SAFETY: the libraries are plugins that these tests build, and stay open.
    unsafe {
        let library = libloading::Library::new(library).unwrap();
        let open: Open = *library.get(abi::OPEN.as_bytes()).unwrap();
        std::mem::forget(library);
        assert_eq!(open(host, &raw mut module), abi::code::OK);
        *module
    }
}

fn has(module: &abi::Module, id: &[u8]) -> bool {
    // SAFETY: the id is lent for the time of the call.
    unsafe { !module.get_interface.unwrap()(abi::Str::lend_bytes(id)).is_null() }
}

#[test]
fn unknown_interfaces_are_null() {
    let c = built::compile(
        "cc",
        &["-std=c11", "-fPIC", "-shared"],
        "crates/abi/include",
        "plugins/hello-c/hello_c.c",
        "libhello-interfaces.so",
    );
    let kinds = [abi::id::PROCESSOR, abi::id::READER, abi::id::UNPACKER, abi::id::WRITER];
    // The plugin in Rust has a component of each kind, the one in C a processor.
    for (library, known) in [(built::rust(), 4), (c.as_path(), 1)] {
        let module = module(library);
        for (at, kind) in kinds.into_iter().enumerate() {
            let shown = library.display();
            assert_eq!(has(&module, kind.as_bytes()), at < known, "{shown}: {kind}");
            for wrong in [
                format!("{kind}x"),
                format!("{kind}\0"),
                format!(" {kind}"),
                kind.to_uppercase(),
                kind.replace("/1", "/2"),
                kind.replace("/1", "/11"),
                kind.replace("/1", "/"),
                kind.replace("/1", ""),
                kind.replace("warraq.", ""),
            ] {
                assert!(!has(&module, wrong.as_bytes()), "{shown}: there is something for {wrong:?}");
            }
            assert!(!has(&module, &[kind.as_bytes(), b"\xff"].concat()), "{shown}: not UTF-8");
        }
        for wrong in ["", "\0", "warraq", "warraq.log/1", "warraq.nothing/1"] {
            assert!(!has(&module, wrong.as_bytes()), "there is something for {wrong:?}");
        }
        // SAFETY: a null string without a length is an empty one.
        assert!(unsafe { module.get_interface.unwrap()(abi::Str::EMPTY) }.is_null());
    }
}

/// A component of the plugin in Rust, and the lines that it logs.
fn component(name: &str) -> (Entry, Arc<Mutex<Vec<LogLine>>>) {
    let lines: Arc<Mutex<Vec<LogLine>>> = Arc::default();
    let to = Arc::clone(&lines);
    let settings = Settings { name: "acme".into(), path: built::rust().to_owned(), sha256: None };
    let plugin = load(&settings, move |line| to.lock().unwrap().push(line.clone())).unwrap();
    let wanted = format!("acme.{name}");
    (plugin.components().into_iter().find(|entry| entry.spec().name == wanted).unwrap(), lines)
}

/// Runs a processor over texts and gives each one's error, if it has one; then closes and destroys it.
fn run(entry: Entry, options: serde_json::Value, texts: &[&str]) -> Vec<Option<String>> {
    let mut ready = Chain::new().step_of(entry, options, Renames::default()).ready().unwrap();
    let mut documents: Vec<Document> =
        texts.iter().map(|text| ready.document(text, &[], &[]).unwrap()).collect();
    let outcomes = ready.outcomes(&mut documents.iter_mut().collect::<Vec<_>>());
    outcomes.into_iter().map(|outcome| outcome.err().map(|error| error.to_string())).collect()
}

#[test]
fn lines_of_the_sdk_arrive_with_plugin_level_and_document() {
    // One library is loaded once, by whoever is first; each of those who use it gets the lines of its own components.
    let (first, of_first) = component("talk");
    let (second, of_second) = component("talk");
    assert_eq!(run(second, json!({}), &["نص"]), [None]);
    assert_eq!(*of_first.lock().unwrap(), []);
    let line = |level, document: &str, message: &str| LogLine {
        plugin: "acme".into(),
        level,
        document: document.into(),
        message: message.into(),
    };
    let expected = [
        line(Level::Info, "", "made"),
        line(Level::Error, "test", "worst"),
        line(Level::Warn, "test", "سيئ"),
        line(Level::Info, "test", "«fine»"),
        line(Level::Debug, "test", ""),
    ];
    assert_eq!(*of_second.lock().unwrap(), expected);
    run(first, json!({}), &["نص"]);
    assert_eq!(*of_first.lock().unwrap(), expected);
    assert_eq!(of_second.lock().unwrap().len(), expected.len());
}

/// `warraq run` with a panic at every place is tested with the program; here is what only the log tells.
#[test]
fn panics_while_something_is_dropped_are_lines_in_the_log() {
    for (at, when) in [("drop worker", "a worker was closed"), ("drop", "a component was destroyed")] {
        for (spite, message) in [(false, format!("broke at {at}")), (true, "no message".into())] {
            let (entry, lines) = component("fragile-step");
            assert_eq!(run(entry, json!({ "at": at, "spite": spite }), &["نص"]), [None]);
            let lines = lines.lock().unwrap();
            let [line] = lines.as_slice() else { panic!("one line, not {lines:?}") };
            assert_eq!((line.plugin.as_str(), line.level), ("acme", Level::Error));
            assert!(line.message.starts_with("panicked at src/fragile.rs:"), "{line:?}");
            assert!(line.message.ends_with(&format!(": {message} (when {when})")), "{line:?}");
        }
    }
    // The plugin goes on as if nothing had been.
    let (entry, lines) = component("fragile-step");
    assert_eq!(run(entry, json!({}), &["POISON"]), [None]);
    assert_eq!(*lines.lock().unwrap(), []);
}

#[test]
fn a_payload_whose_drop_panics_does_no_more_than_any_other() {
    let (entry, lines) = component("fragile-step");
    let ended = run(entry, json!({ "at": "call", "spite": true }), &["أول", "POISON", "ثالث"]);
    let message = ended[1].as_deref().unwrap();
    assert_eq!((&ended[0], &ended[2]), (&None, &None));
    // The place is that of the panic, not of the one that dropping its payload made.
    let source =
        std::fs::read_to_string(built::root().join("tests/bad-plugins/rust/src/fragile.rs")).unwrap();
    let place = source.lines().position(|line| line.contains("panic_any(Spite)")).unwrap() + 1;
    assert!(message.contains(&format!("panicked at src/fragile.rs:{place}:")), "{message}");
    assert!(
        message.contains("acme.fragile-step, document test") && message.ends_with("no message"),
        "{message}"
    );
    assert_eq!(*lines.lock().unwrap(), []);
}

/// Libraries are opened for themselves alone: what one of them exports is not what another one finds.
#[test]
fn two_plugins_with_the_same_symbol_each_see_their_own() {
    let plugins = [2_usize, 5].map(|answer| {
        let define = format!("-DANSWER={answer}");
        let flags = ["-std=c11", "-fPIC", "-shared", &define];
        let name = format!("liblocal-{answer}.so");
        let library = built::compile("cc", &flags, "crates/abi/include", "tests/bad-plugins/local.c", &name);
        // The function is one that others could find, and is looked up when it is called.
        let exports = warraq_host::inspect(&library).unwrap().exports;
        assert!(exports.iter().any(|name| name == "the_answer"), "{exports:?}");
        let settings = Settings { name: format!("p{answer}"), path: library, sha256: None };
        (answer, load(&settings, |_| {}).unwrap())
    });
    // Both are open before either of them runs.
    for (answer, plugin) in &plugins {
        let chain = Chain::new().step_of(plugin.components().remove(0), json!({}), Renames::default());
        let mut ready = chain.ready().unwrap();
        let document = ready.run_with("abcdefgh", &[], &[]).unwrap();
        let rows = warraq_conformance::rows(&document, &ready.schema, &ready.symbols, "local.row");
        assert_eq!(rows.len(), *answer, "{rows:?}");
    }
}
