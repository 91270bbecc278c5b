//! How a step ended for a document: what is counted, and what becomes of the document.

use warraq_core::step::{Broken, panic_message};
use warraq_core::{Error, ErrorKind, Outcome, Status};

use super::Shared;
use super::account::StepMetrics;
use super::batch::Ended;
use super::worker::Live;
use crate::plan::{OnError, PlanStep};

/// What a document dies of when a component panicked on it. A plugin's host unwinds with an error that says all.
pub(super) fn panicked(what: &str, panic: &(dyn std::any::Any + Send)) -> String {
    match panic.downcast_ref::<Broken>() {
        Some(Broken(error)) => error.to_string(),
        None => format!("the {what} panicked: {}", panic_message(panic)),
    }
}

/// Counts how a step ended for a document, and lets the document go on, drop or die.
pub(super) fn conclude(
    shared: &Shared<'_>,
    step: &PlanStep,
    live: &mut Live,
    outcome: Result<Outcome, Error>,
    metrics: &mut StepMetrics,
) {
    match outcome {
        Ok(Outcome::Done { rows }) => {
            metrics.documents += 1;
            metrics.rows += rows as u64;
        }
        Ok(Outcome::Given) => metrics.passed_over += 1,
        Ok(Outcome::Dropped { reason }) => {
            metrics.documents += 1;
            metrics.dropped += 1;
            live.ended = Some(Ended::Dropped { step: step.id.clone(), reason });
        }
        Err(error) => {
            metrics.documents += 1;
            metrics.errors += 1;
            let who = match &step.patience.plugin {
                Some(plugin) => format!("plugin {plugin}, component {}", step.component),
                None => format!("component {}", step.component),
            };
            let place = super::take_panic_location().map(|place| format!(" at {place}")).unwrap_or_default();
            let message = format!("{who}: {error}{place}");
            match step.on_error {
                OnError::SkipStep if error.kind != ErrorKind::Fatal => {
                    live.document.warnings.push(format!("step {} skipped: {message}", step.id));
                    live.document.status = Status::Partial;
                }
                OnError::Fail => {
                    shared.fail(format!(
                        "step {} failed on document {}: {message}",
                        step.id,
                        live.document.id()
                    ));
                    live.die(&step.id, message);
                }
                _ => live.die(&step.id, message),
            }
        }
    }
}
