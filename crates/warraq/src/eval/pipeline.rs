//! What a pipeline makes of gold documents: their texts and fields go in, their layers do not.

use serde_json::Value;
use warraq_core::fields::STANDARD;
use warraq_core::{Document, FieldValue, Item, Origin, Record};

use super::EvalRecord;
use crate::inspect::{StepStatus, through};
use crate::plan::{Plan, PlanOutput};
use crate::run::arrival::complete;
use crate::run::worker::head;

/// A document that a pipeline failed on or dropped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failed {
    /// Its id or file.
    pub document: String,
    /// The step and its reason.
    pub why: String,
}

/// Takes gold documents through a pipeline whose first output writes `jsonl`. The records are in the order of the
/// documents; those that failed are left out and named.
#[must_use]
pub fn process(plan: &Plan, gold: &[(String, Value)]) -> (Vec<EvalRecord>, Vec<Failed>) {
    let threads = plan.settings.threads.clamp(1, gold.len().max(1));
    let size = gold.len().div_ceil(threads).max(1);
    let results: Vec<Result<EvalRecord, Failed>> = std::thread::scope(|scope| {
        let work =
            |part: &'_ [(String, Value)]| part.iter().map(|(name, one)| record(plan, name, one)).collect();
        let workers: Vec<_> =
            gold.chunks(size).map(|part| scope.spawn(move || -> Vec<_> { work(part) })).collect();
        // A panic of a component is an error of its step; one of this code is worth its trace.
        let joined = workers.into_iter().map(|worker| match worker.join() {
            Ok(results) => results,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        joined.flatten().collect()
    });
    let (mut records, mut failed) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(record) => records.push(record),
            Err(why) => failed.push(why),
        }
    }
    (records, failed)
}

fn record(plan: &Plan, name: &str, gold: &Value) -> Result<EvalRecord, Failed> {
    let fail = |why: String| Failed { document: name.to_owned(), why };
    let mut document = document(gold);
    complete(plan, &mut document, &Item { id: name.into(), uri: name.into(), ..Item::default() }, None);
    for step in through(plan, &mut document) {
        match step.status {
            StepStatus::Failed(why) => return Err(fail(format!("step {} failed: {why}", step.id))),
            StepStatus::Dropped(why) => return Err(fail(format!("step {} dropped it: {why}", step.id))),
            _ => {}
        }
    }
    let output = plan.outputs.first().ok_or_else(|| fail("the pipeline has no output".into()))?;
    let json = encoded(plan, output, &document).map_err(fail)?;
    let value: Value = serde_json::from_slice(&json).map_err(|error| fail(error.to_string()))?;
    EvalRecord::from_json(&value, None).map_err(fail)
}

/// The text and the fields of a record.
fn document(gold: &Value) -> Document {
    let mut document = Document::new(gold["text"].as_str().unwrap_or_default().to_owned());
    let own = gold.as_object().into_iter().flatten().filter(|(name, _)| STANDARD.contains(&name.as_str()));
    let custom = gold["fields"].as_object().into_iter().flatten();
    for (name, value) in own.chain(custom) {
        if let Some(value) = FieldValue::from_json(value.clone()) {
            document.set_field(name, value, Origin::Reader);
        }
    }
    document
}

fn encoded(plan: &Plan, output: &PlanOutput, document: &Document) -> Result<Vec<u8>, String> {
    let mut encoder = std::sync::Arc::clone(&output.encoder).worker().map_err(|error| error.to_string())?;
    let (head, mut bytes) = (head(plan, output), Vec::new());
    encoder
        .begin(&head, &mut bytes)
        .and_then(|()| encoder.encode(&Record::new(document, head), &mut bytes))
        .and_then(|()| encoder.finish(&mut bytes))
        .map_err(|error| error.to_string())?;
    Ok(bytes)
}
