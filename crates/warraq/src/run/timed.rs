//! Steps with a time limit: documents go through them together while they are far from it, else one by one.

use std::time::{Duration, Instant};

use warraq_core::{Document, Error, Outcome};

use super::worker::{Live, Worker};
use crate::plan::PlanStep;

/// Together, documents may be expected to take this part of the limit of one of them.
const SHARE: u32 = 4;

impl Worker<'_, '_> {
    /// Runs a step whose documents have a time limit each.
    ///
    /// A call for each document would cost a plugin more than its work on a short one. So, once it is known how long the step
    /// takes, documents are given to it together as long as all of them should be done in a part of the limit of one. Where
    /// that does not hold, those that failed once the limit was over have their own time, alone.
    pub(super) fn within(
        &mut self,
        at: usize,
        step: &PlanStep,
        limit: Duration,
        chosen: &mut [&mut Live],
    ) -> Vec<Result<Outcome, Error>> {
        let count = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
        let pace = self.paces.get(at).copied().flatten();
        let calm = pace.is_some_and(|pace| pace.saturating_mul(count).saturating_mul(SHARE) < limit);
        let since = Instant::now();
        let outcomes = if calm && count > 1 {
            self.together(at, step, limit, chosen)
        } else {
            chosen.iter_mut().map(|live| self.alone(at, step, limit, live)).collect()
        };
        if let (Some(pace), Some(taken)) = (self.paces.get_mut(at), since.elapsed().checked_div(count)) {
            *pace = Some(taken);
        }
        outcomes
    }

    fn together(
        &mut self,
        at: usize,
        step: &PlanStep,
        limit: Duration,
        chosen: &mut [&mut Live],
    ) -> Vec<Result<Outcome, Error>> {
        let first = chosen.first().map_or("", |live| live.document.id());
        let what = format!("step {} on one of {} documents from {first} on", step.id, chosen.len());
        let since = Instant::now();
        let mut documents: Vec<&mut Document> = chosen.iter_mut().map(|live| &mut live.document).collect();
        let mut outcomes = self.call(at, step, limit, what, &mut documents);
        if since.elapsed() > limit {
            for (live, outcome) in chosen.iter_mut().zip(&mut outcomes).filter(|(_, o)| o.is_err()) {
                *outcome = self.alone(at, step, limit, live);
            }
        }
        outcomes
    }

    fn alone(
        &mut self,
        at: usize,
        step: &PlanStep,
        limit: Duration,
        live: &mut Live,
    ) -> Result<Outcome, Error> {
        if self.shared.stopped() {
            // The run is ending: nothing of it will be looked at.
            return Err(Error::cancelled());
        }
        let what = format!("step {} on document {}", step.id, live.document.id());
        let outcome = self.call(at, step, limit, what, &mut [&mut live.document]).pop();
        outcome.unwrap_or_else(|| Err(Error::cancelled()))
    }

    /// One call, which is asked to stop at the limit and watched beyond it.
    fn call(
        &mut self,
        at: usize,
        step: &PlanStep,
        limit: Duration,
        what: String,
        documents: &mut [&mut Document],
    ) -> Vec<Result<Outcome, Error>> {
        let shared = self.shared;
        let Some(worker) = self.steps.get_mut(at) else { return Vec::new() };
        let since = Instant::now();
        let stop = || shared.stopped() || since.elapsed() > limit;
        shared.watch.start(self.number, limit, what);
        let outcomes = worker.run(documents, Some(&stop));
        shared.watch.end(self.number);
        shared.broke(&step.patience, &step.component, worker.take_breaks());
        outcomes
    }
}
