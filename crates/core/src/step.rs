//! A step on one worker: documents are shown to the component, and what it gives is kept or refused.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::Span;
use crate::commit::{self, Ground, Refused};
use crate::component::{OpenProcessor, Processor, Task};
use crate::doc::{Doc, LayerView, Mapped};
use crate::document::{Document, View};
use crate::error::Error;
use crate::fields::Origin;
use crate::layer::{Column, Values};
use crate::out::{Call, Out};
use crate::rows::Rows;
use crate::symbol::Symbols;
use crate::wiring::Wiring;

/// How a step ended for a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The component ran; so many rows were added.
    Done {
        /// The rows added to all layers together.
        rows: usize,
    },
    /// The reader brought a layer that this step would write, so it was passed over.
    Given,
    /// The component dropped the document.
    Dropped {
        /// Its reason.
        reason: String,
    },
}

/// Asks whether a call should end: the run is being stopped, or the time is over.
pub type Stop<'a> = Option<&'a (dyn Fn() -> bool + Sync)>;

/// A step on one worker.
pub struct StepWorker {
    component: Arc<dyn OpenProcessor>,
    worker: Option<Box<dyn Processor>>,
    wiring: Arc<Wiring>,
    symbols: Arc<Symbols>,
    calls: Vec<Call>,
    restarts: u64,
    breaks: u64,
}

impl StepWorker {
    /// Opens a worker of a component.
    ///
    /// # Errors
    /// The component cannot open one.
    pub fn new(
        component: Arc<dyn OpenProcessor>,
        wiring: Arc<Wiring>,
        symbols: Arc<Symbols>,
    ) -> Result<Self, Error> {
        let worker = Some(Arc::clone(&component).worker()?);
        Ok(Self { component, worker, wiring, symbols, calls: Vec::new(), restarts: 0, breaks: 0 })
    }

    /// How often the worker was opened anew after a panic.
    #[must_use]
    pub fn restarts(&self) -> u64 {
        self.restarts
    }

    /// The same, counted anew from here on.
    pub fn take_restarts(&mut self) -> u64 {
        std::mem::take(&mut self.restarts)
    }

    /// How often the worker broke since this was last asked. One that broke is opened anew only when it is next needed, so
    /// that who counts these can end a run before.
    pub fn take_breaks(&mut self) -> u64 {
        std::mem::take(&mut self.breaks)
    }

    /// Runs the step on documents; one outcome for each, in their order. When the call fails as a whole, its results
    /// are thrown away and the documents run again one at a time on a new worker.
    pub fn run(&mut self, documents: &mut [&mut Document], stop: Stop<'_>) -> Vec<Result<Outcome, Error>> {
        while self.calls.len() < documents.len() {
            self.calls.push(Call::new(&self.wiring));
        }
        let before = self.breaks;
        let results = match self.attempt(documents, stop) {
            Ok(results) => results,
            Err(error) if documents.len() == 1 => vec![Some(Err(error))],
            Err(_) => {
                let together = self.breaks;
                let results = self.one_by_one(documents, stop);
                // What broke the call for all breaks again on its own document, and is counted there.
                if self.breaks > together {
                    self.breaks -= together - before;
                }
                results
            }
        };
        let mut lengths = Vec::new();
        let mut outcomes = Vec::with_capacity(documents.len());
        for ((document, call), result) in documents.iter_mut().zip(&mut self.calls).zip(results) {
            let outcome = match result {
                None => Ok(Outcome::Given),
                Some(Err(error)) => Err(error),
                Some(Ok(())) => keep(&self.wiring, &self.symbols, document, call, &mut lengths),
            };
            call.clear();
            outcomes.push(outcome);
        }
        outcomes
    }

    fn one_by_one(&mut self, documents: &mut [&mut Document], stop: Stop<'_>) -> Vec<Ended> {
        let mut results = Vec::with_capacity(documents.len());
        for at in 0..documents.len() {
            self.calls.swap(0, at);
            let result = match documents.get_mut(at..=at) {
                Some(one) => self.attempt(one, stop),
                None => Ok(Vec::new()),
            };
            self.calls.swap(0, at);
            results.push(result.map_or_else(|error| Some(Err(error)), |mut one| one.pop().flatten()));
        }
        results
    }

    /// One guarded call. `None` for a document whose layers were given. An error is a panic or a fatal error of the
    /// whole call; the worker is opened anew before the next one.
    fn attempt(&mut self, documents: &mut [&mut Document], stop: Stop<'_>) -> Result<Vec<Ended>, Error> {
        if self.worker.is_none() {
            self.restarts += 1;
            self.worker = Some(Arc::clone(&self.component).worker()?);
        }
        let Some(worker) = self.worker.as_mut() else { return Err(Error::fatal("no worker")) };
        let (wiring, symbols) = (&*self.wiring, &*self.symbols);
        let mapped: Vec<_> = documents.iter().map(|document| mapped(document, wiring)).collect();
        let layers: Vec<_> =
            documents.iter().zip(&mapped).map(|(doc, mapped)| layers(doc, mapped, wiring)).collect();
        let mut results: Vec<Ended> = Vec::with_capacity(documents.len());
        let mut tasks = Vec::with_capacity(documents.len());
        for ((document, layers), call) in documents.iter().zip(&layers).zip(&mut self.calls) {
            call.clear();
            let given = wiring.outputs.iter().any(|output| document.is_given(output.layer));
            let missing = wiring.on.is_some_and(|id| document.view(id).is_none());
            results.push(match (given, missing) {
                (true, _) => None,
                (false, true) => {
                    Some(Err(Error::document("the view that the step works on was not written")))
                }
                (false, false) => {
                    let doc = show(document, layers, wiring, symbols);
                    tasks.push(Task { doc, out: Out::new(call, stop), result: Ok(()) });
                    Some(Ok(()))
                }
            });
        }
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| worker.process_batch(&mut tasks))) {
            self.worker = None;
            self.breaks += 1;
            if let Some(Broken(error)) = panic.downcast_ref::<Broken>() {
                return Err(error.clone());
            }
            return Err(Error::document(format!("the component panicked: {}", panic_message(&*panic))));
        }
        let mut ended = tasks.into_iter().map(|task| task.result);
        for slot in results.iter_mut().filter(|slot| matches!(slot, Some(Ok(())))) {
            *slot = ended.next();
        }
        Ok(results)
    }
}

/// What a host unwinds with when a call failed as a whole and the worker is not to be used again: the engine opens it
/// anew and runs the documents one at a time.
#[derive(Clone, Debug)]
pub struct Broken(pub Error);

/// How a call ended for one document; `None` when it was passed over since the reader brought its layers.
type Ended = Option<Result<(), Error>>;

/// The message that a panic carries.
#[must_use]
pub fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}

/// The layers that the step reads, mapped into the view that it works on; nothing when it works on the text.
fn mapped(document: &Document, wiring: &Wiring) -> Vec<Option<Mapped>> {
    let Some(view) = wiring.on.and_then(|id| document.view(id)) else { return Vec::new() };
    let layer = |input: &crate::wiring::Input| document.layer(input.layer?);
    wiring
        .inputs
        .iter()
        .map(|input| layer(input).map(|layer| Mapped::into_view(layer, &view.alignment)))
        .collect()
}

/// The layers that the step reads, as the component sees them.
fn layers<'d>(
    document: &'d Document,
    mapped: &'d [Option<Mapped>],
    wiring: &Wiring,
) -> Vec<Option<LayerView<'d>>> {
    let inputs = wiring.inputs.iter().enumerate();
    let view = |(at, input): (usize, &crate::wiring::Input)| {
        let layer = document.layer(input.layer?)?;
        Some(match mapped.get(at) {
            Some(Some(mapped)) => LayerView::mapped(layer, mapped),
            _ => LayerView::new(layer),
        })
    };
    inputs.map(view).collect()
}

fn show<'d>(
    document: &'d Document,
    layers: &'d [Option<LayerView<'d>>],
    wiring: &'d Wiring,
    symbols: &'d Symbols,
) -> Doc<'d> {
    let view = wiring.on.and_then(|id| document.view(id));
    Doc {
        id: document.id(),
        text: view.map_or(document.text(), |view| &view.text),
        is_view: view.is_some(),
        layers,
        fields: &document.fields,
        field_names: &wiring.fields_in,
        symbols,
        local: &document.local,
    }
}

/// Keeps what a call gave, all or nothing.
fn keep(
    wiring: &Wiring,
    symbols: &Symbols,
    document: &mut Document,
    call: &mut Call,
    lengths: &mut Vec<usize>,
) -> Result<Outcome, Error> {
    document.lengths(lengths);
    let view = wiring.on.and_then(|id| document.view(id));
    let text = view.map_or(document.text(), |view| &view.text);
    let ground = Ground { text, symbols, local: document.local.len(), lengths };
    let mut refused = commit::validate(&wiring.outputs, &mut call.rows, ground);
    if let (true, Some(view)) = (refused.is_empty(), view) {
        outward(wiring, view, &mut call.rows, &mut refused);
    }
    if !refused.is_empty() {
        return Err(Error::document(commit::describe(&refused)));
    }
    let views = views(call, document, view)?;
    let rows = call.rows.iter().map(Rows::len).sum();
    for (output, layer) in wiring.outputs.iter().zip(commit::seal(&wiring.outputs, &mut call.rows)) {
        document.add_layer(output.layer, layer);
    }
    for (at, view) in views {
        if let Some(&id) = wiring.views_out.get(at as usize) {
            document.add_view(id, view);
        }
    }
    for (at, value) in call.fields.drain(..) {
        if let Some(name) = wiring.fields_out.get(at as usize) {
            document.fields.set(name, value, Origin::Step);
        }
    }
    document.warnings.append(&mut call.warnings);
    if call.unnamed > 0 {
        document.warnings.push(format!("and {} more warnings", call.unnamed));
    }
    Ok(match call.dropped.take() {
        Some(reason) => Outcome::Dropped { reason },
        None => Outcome::Done { rows },
    })
}

/// Maps what a step wrote on a view back to the text. A span that stands for nothing in the text is refused.
fn outward(wiring: &Wiring, view: &View, rows: &mut [Rows], refused: &mut Vec<Refused>) {
    for (output, rows) in wiring.outputs.iter().zip(rows) {
        let mut map = |row: usize, span: Span| {
            let mapped = view.alignment.out(span);
            if mapped.is_empty() {
                let reason =
                    format!("span {}..{} of the view stands for nothing in the text", span.start, span.end);
                refused.push(Refused { layer: output.schema.name.clone(), row, reason });
            }
            mapped
        };
        for (row, (start, end)) in rows.start.iter_mut().zip(&mut rows.end).enumerate() {
            let span = map(row, Span { start: *start, end: *end });
            (*start, *end) = (span.start, span.end);
        }
        for column in &mut rows.columns {
            let Column { values, validity } = column;
            if let Values::Span(spans) = values {
                for (row, span) in spans.iter_mut().enumerate() {
                    if validity.as_ref().is_none_or(|validity| validity.get(row)) {
                        *span = map(row, *span);
                    }
                }
            }
        }
    }
}

/// The views that a call wrote, aligned to the document's text.
fn views(call: &mut Call, document: &Document, on: Option<&View>) -> Result<Vec<(u16, View)>, Error> {
    let below = on.map_or(document.text(), |view| &view.text);
    let mut views = Vec::with_capacity(call.views.len());
    for (at, text, alignment) in call.views.drain(..) {
        if alignment.new_len() as usize != text.len() || alignment.old_len() as usize != below.len() {
            let (new, old) = (alignment.new_len(), alignment.old_len());
            let message = format!(
                "the alignment of a view joins {new} bytes with {old}, the view has {} and its text {}",
                text.len(),
                below.len()
            );
            return Err(Error::document(message));
        }
        let alignment = match on {
            Some(view) => alignment.compose(&view.alignment),
            None => alignment,
        };
        views.push((at, View { text, alignment }));
    }
    Ok(views)
}
