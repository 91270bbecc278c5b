//! The tests of a pipeline: each text goes through the steps, and its rows are held against what is expected.

use std::time::{Duration, Instant};

use warraq_core::{Document, Item, Origin};

use crate::config::TestConfig;
use crate::diagnostics::Place;
use crate::inspect::{StepStatus, through};
use crate::plan::Plan;
use crate::run::arrival::complete;

mod compare;
mod rows;

pub use rows::Row;

/// How a test ended.
#[derive(Clone, PartialEq, Debug)]
pub struct Tested {
    /// The test's name.
    pub name: String,
    /// Where it is written.
    pub place: Place,
    /// What is not as expected; nothing when it passed.
    pub failures: Vec<Failure>,
    /// How long it took.
    pub time: Duration,
}

impl Tested {
    /// Whether everything is as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// Something that is not as expected.
#[derive(Clone, PartialEq, Debug)]
pub struct Failure {
    /// The words of the config that expect it.
    pub place: Place,
    /// The layer, where it is about one.
    pub layer: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What was expected.
    pub expected: Option<String>,
    /// What was found in its place.
    pub found: Option<Row>,
    /// A way to mend the test, if the test is what is wrong.
    pub help: Option<String>,
}

impl Failure {
    fn new(place: Place, message: impl Into<String>) -> Self {
        Self { place, layer: None, message: message.into(), expected: None, found: None, help: None }
    }
}

/// Runs one test.
#[must_use]
pub fn test(plan: &Plan, test: &TestConfig) -> Tested {
    let since = Instant::now();
    let mut document = Document::new(test.text.text.clone());
    for (name, value) in &test.fields {
        document.set_field(name, value.clone(), Origin::Reader);
    }
    complete(plan, &mut document, &Item { id: "test".into(), uri: "test".into(), ..Item::default() }, None);
    let mut failures = Vec::new();
    let mut dropped = false;
    for step in through(plan, &mut document) {
        match step.status {
            StepStatus::Failed(why) => {
                failures.push(Failure::new(test.name.place, format!("step {} failed: {why}", step.id)));
            }
            StepStatus::Dropped(why) => {
                dropped = true;
                if !test.drops {
                    let message = format!("step {} dropped the document: {why}", step.id);
                    let help = Some("if that is right, write drops = true".to_owned());
                    failures.push(Failure { help, ..Failure::new(test.name.place, message) });
                }
            }
            _ => {}
        }
    }
    if test.drops && !dropped {
        failures
            .push(Failure::new(test.name.place, "no step dropped the document, and drops = true expects it"));
    }
    // What a document lacks that did not reach the end of the pipeline says nothing new.
    if failures.is_empty() {
        for expect in &test.expect {
            let rows = rows::of(plan, &document, &expect.layer.text);
            compare::compare(expect, &rows, document.text(), &mut failures);
        }
    }
    Tested { name: test.name.text.clone(), place: test.name.place, failures, time: since.elapsed() }
}
