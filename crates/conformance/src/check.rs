//! The checks that every component passes: valid rows, the same rows again, no panic, hostile and large texts.

use std::panic::{AssertUnwindSafe, catch_unwind};

use warraq_core::item::Item;
use warraq_core::{Document, Reader, Schema, Symbols};

use crate::chain::{GivenLayer, Ready};
use crate::{hostile, rows};

/// A check that a component did not pass.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// The check's name.
    pub check: &'static str,
    /// The text or item it failed on.
    pub on: String,
    /// What happened.
    pub message: String,
}

/// How long the long line of the checks is. Code without optimisation is some thirty times as slow, so that there a tenth has to do; what
/// is quadratic shows with either.
pub(crate) const LONG: usize = if cfg!(debug_assertions) { 1 << 20 } else { 10 << 20 };

/// Runs a chain over hostile texts and gives what went wrong. A step may fail on a text with an error; it must not
/// panic, push wrong rows, or give other rows the second time. `tokens` gives each text the layer `token` as well.
pub fn check_processor(chain: &mut Ready, tokens: bool) -> Vec<Failure> {
    let mut failures = Vec::new();
    for (name, text) in hostile::texts() {
        let first = attempt(chain, &text, tokens);
        let second = attempt(chain, &text, tokens);
        judge(chain, name, first, second, &mut failures);
    }
    for (name, text) in hostile::large(LONG) {
        if let Err(message) = attempt(chain, &text, tokens) {
            failures.push(Failure { check: "large text", on: name.into(), message });
        }
    }
    failures
}

fn attempt(chain: &mut Ready, text: &str, tokens: bool) -> Result<Document, String> {
    let given: Vec<GivenLayer> = if tokens { vec![GivenLayer::tokens(text)] } else { Vec::new() };
    let fields = [("published", "2020-12-30"), ("language", "ar")];
    let result = catch_unwind(AssertUnwindSafe(|| chain.run_with(text, &fields, &given)));
    match result {
        Ok(Ok(document)) => Ok(document),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("panicked outside the component".into()),
    }
}

fn judge(
    chain: &Ready,
    name: &str,
    first: Result<Document, String>,
    second: Result<Document, String>,
    failures: &mut Vec<Failure>,
) {
    let mut fail = |check, message: String| failures.push(Failure { check, on: name.to_owned(), message });
    match (first, second) {
        (Ok(a), Ok(b)) => {
            if all_rows(&a, &chain.schema, &chain.symbols) != all_rows(&b, &chain.schema, &chain.symbols) {
                fail("determinism", "the second call gave other rows".into());
            }
        }
        (Err(message), _) if message.contains("panicked") => fail("no panic", message),
        (Err(message), _) if message.contains("rows refused") => fail("valid rows", message),
        (Err(a), Err(b)) if a == b => {}
        (a, b) => {
            let show =
                |result: Result<Document, String>| result.map_or_else(|error| error, |_| "success".into());
            fail("determinism", format!("first {}, then {}", show(a), show(b)));
        }
    }
}

fn all_rows(document: &Document, schema: &Schema, symbols: &Symbols) -> Vec<String> {
    schema.layers.iter().flat_map(|layer| rows(document, schema, symbols, &layer.schema.name)).collect()
}

/// Reads hostile items with a reader: it must neither panic nor give documents with wrong rows.
pub fn check_reader(
    reader: &mut dyn Reader,
    wiring: &warraq_core::Wiring,
    symbols: &Symbols,
    items: &[(&'static str, Vec<u8>)],
) -> Vec<Failure> {
    let mut failures = Vec::new();
    for (name, bytes) in items {
        let item =
            Item { uri: (*name).into(), id: (*name).to_owned(), bytes: bytes.clone(), ..Item::default() };
        let mut out = warraq_core::ReadOut::new(wiring, symbols);
        match catch_unwind(AssertUnwindSafe(|| reader.read(&item, &mut out))) {
            Err(_) => failures.push(Failure {
                check: "no panic",
                on: (*name).to_owned(),
                message: "panicked".into(),
            }),
            Ok(Err(error)) if error.message.contains("rows refused") => {
                failures.push(Failure {
                    check: "valid rows",
                    on: (*name).to_owned(),
                    message: error.to_string(),
                });
            }
            Ok(_) => {}
        }
    }
    failures
}
