//! A worker: takes batches through reading, all steps and encoding.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use warraq_core::{
    Document, Encoder, Error, Head, Item, Outcome, ReadOut, Reader, Record, Status, StepWorker, Target,
};

use super::Shared;
use super::account::{PluginMetrics, StepMetrics};
use super::arrival::{applies, complete};
use super::batch::{Batch, Ended, Finished, Taken};
use super::conclude::{conclude, panicked};
use super::dead::DeadLetter;
use super::order::document_path;
use crate::plan::{Patience, Plan};

/// Works until there are no more batches.
pub(super) fn work(
    shared: &Shared<'_>,
    number: usize,
    batches: &Mutex<Receiver<Batch>>,
    to: &Sender<Finished>,
) {
    let mut worker = match Worker::open(shared, number) {
        Ok(worker) => worker,
        Err(error) => return shared.fail(error.to_string()),
    };
    loop {
        let batch = batches.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(batch) = batch else { break };
        if shared.stopped() {
            shared.budget.release(batch.reserved);
            continue;
        }
        let finished = worker.batch(batch);
        if to.send(finished).is_err() {
            break;
        }
    }
}

/// A document on its way, with what a dead letter needs.
pub(super) struct Live {
    pub(super) document: Document,
    item: Arc<Item>,
    pub(super) ended: Option<Ended>,
}

impl Live {
    pub(super) fn die(&mut self, step: &str, message: impl Into<String>) {
        let mut letter = DeadLetter::new((*self.item).clone(), step, message);
        if !self.document.id().is_empty() {
            letter.id = self.document.id().to_owned();
        }
        self.ended = Some(Ended::Dead(Box::new(letter)));
    }
}

/// One worker's readers, steps and encoders.
pub(super) struct Worker<'s, 'p> {
    pub(super) shared: &'s Shared<'p>,
    pub(super) number: usize,
    readers: Vec<Option<Box<dyn Reader>>>,
    pub(super) steps: Vec<StepWorker>,
    /// How long each step with a limit took for a document of its last batch.
    pub(super) paces: Vec<Option<Duration>>,
    encoders: Vec<Box<dyn Encoder>>,
    metrics: Vec<StepMetrics>,
    plugins: BTreeMap<String, PluginMetrics>,
}

impl<'s, 'p> Worker<'s, 'p> {
    fn open(shared: &'s Shared<'p>, number: usize) -> Result<Self, Error> {
        let plan = shared.plan;
        let mut steps = Vec::new();
        for step in &plan.steps {
            let (wiring, symbols) = (Arc::clone(&step.wiring), Arc::clone(&plan.symbols));
            steps.push(StepWorker::new(Arc::clone(&step.processor), wiring, symbols)?);
        }
        let mut encoders = Vec::new();
        for output in &plan.outputs {
            encoders.push(Arc::clone(&output.encoder).worker()?);
        }
        let readers = plan.inputs.iter().map(|_| None).collect();
        let metrics = plan.steps.iter().map(|_| StepMetrics::default()).collect();
        let paces = vec![None; steps.len()];
        Ok(Self { shared, number, readers, steps, paces, encoders, metrics, plugins: BTreeMap::new() })
    }

    fn batch(&mut self, batch: Batch) -> Finished {
        let mut live: Vec<Live> = Vec::with_capacity(batch.items.len());
        let (mut item_bytes, mut text_bytes, mut undecoded) = (0, 0, 0);
        for taken in batch.items {
            match taken {
                Taken::Dead(letter) => {
                    let item = Arc::new(letter.item.clone());
                    let ended = Some(Ended::Dead(Box::new(letter)));
                    live.push(Live { document: Document::default(), item, ended });
                }
                Taken::Item(item) => {
                    item_bytes += item.bytes.len() as u64;
                    let (before, since) = (live.len(), Instant::now());
                    self.read(batch.input, Arc::new(item), &mut live);
                    self.read_by_plugin(batch.input, live.get(before..).unwrap_or_default(), since);
                }
            }
        }
        for document in live.iter().filter(|live| live.ended.is_none()).map(|live| &live.document) {
            text_bytes += document.text().len() as u64;
            undecoded += document.undecoded;
        }
        for at in 0..self.steps.len() {
            self.step(at, &mut live);
        }
        let mut bytes: Vec<Vec<u8>> = self.encoders.iter().map(|_| Vec::new()).collect();
        for live in &mut live {
            if live.ended.is_none() {
                self.encode(live, &mut bytes);
            }
        }
        self.report(item_bytes, text_bytes, undecoded);
        let ended = live.into_iter().filter_map(|live| live.ended).collect();
        let Batch { number, reserved, file_bytes, .. } = batch;
        Finished { number, ended, bytes, reserved, file_bytes }
    }

    /// Counts what a plugin's reader gave.
    fn read_by_plugin(&mut self, input: usize, given: &[Live], since: Instant) {
        let Some(input) = self.shared.plan.inputs.get(input) else { return };
        let errors = given.iter().filter(|live| live.ended.is_some()).count() as u64;
        let (documents, time) = (given.len() as u64, since.elapsed());
        let metrics = PluginMetrics { documents, errors, time, ..PluginMetrics::default() };
        count(&mut self.plugins, &input.patience, &metrics);
    }

    /// Reads an item into documents; failures are documents that ended.
    fn read(&mut self, input: usize, item: Arc<Item>, live: &mut Vec<Live>) {
        let plan = self.shared.plan;
        let (Some(planned), Some(slot)) = (plan.inputs.get(input), self.readers.get_mut(input)) else {
            return;
        };
        let dead = |message: String| {
            let mut one = Live { document: Document::default(), item: Arc::clone(&item), ended: None };
            one.die(&planned.reader_name, message);
            one
        };
        if slot.is_none() {
            match Arc::clone(&planned.reader).worker() {
                Ok(reader) => *slot = Some(reader),
                Err(error) => return live.push(dead(error.to_string())),
            }
        }
        let Some(reader) = slot.as_mut() else { return };
        let mut out = ReadOut::new(&planned.wiring, &plan.symbols);
        match catch_unwind(AssertUnwindSafe(|| reader.read(&item, &mut out))) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return live.push(dead(error.to_string())),
            Err(panic) => {
                *slot = None;
                self.shared.broke(&planned.patience, &planned.reader_name, 1);
                return live.push(dead(panicked("reader", &*panic)));
            }
        }
        let (documents, failed) = out.into_parts();
        if documents.is_empty() && failed.is_empty() {
            let (step, reason) = (planned.reader_name.clone(), "the item holds no document".to_owned());
            let ended = Some(Ended::Dropped { step, reason });
            live.push(Live { document: Document::default(), item: Arc::clone(&item), ended });
        }
        let several = documents.len() + failed.len() > 1;
        for (at, document) in documents.into_iter().enumerate() {
            let mut one = Live { document, item: Arc::clone(&item), ended: None };
            complete(plan, &mut one.document, &item, several.then_some(at));
            let (found, most) = (one.document.text().len() as u64, plan.settings.max_document);
            if found > most {
                one.die(
                    &planned.reader_name,
                    format!("the text has {found} bytes, max_document allows {most}"),
                );
            }
            live.push(one);
        }
        live.extend(failed.into_iter().map(dead));
    }

    /// Runs one step on the documents that it applies to.
    fn step(&mut self, at: usize, live: &mut [Live]) {
        let plan = self.shared.plan;
        let Some(step) = plan.steps.get(at) else { return };
        let mut chosen: Vec<&mut Live> = Vec::with_capacity(live.len());
        let mut passed_over = 0;
        for live in live.iter_mut().filter(|live| live.ended.is_none()) {
            if applies(plan, step, &live.document) {
                chosen.push(live);
            } else {
                passed_over += 1;
            }
        }
        let since = Instant::now();
        let outcomes = match step.timeout {
            None => self.all_at_once(at, &mut chosen),
            Some(limit) => self.within(at, step, limit, &mut chosen),
        };
        let (Some(metrics), Some(worker)) = (self.metrics.get_mut(at), self.steps.get_mut(at)) else {
            return;
        };
        let (before, time) = (metrics.clone(), since.elapsed());
        metrics.time += time;
        metrics.passed_over += passed_over;
        metrics.restarts += worker.take_restarts();
        self.shared.broke(&step.patience, &step.component, worker.take_breaks());
        for (live, outcome) in chosen.into_iter().zip(outcomes) {
            conclude(self.shared, step, live, outcome, metrics);
        }
        let documents = metrics.documents - before.documents;
        let (rows, errors) = (metrics.rows - before.rows, metrics.errors - before.errors);
        let metrics = PluginMetrics { documents, rows, errors, time, ..PluginMetrics::default() };
        count(&mut self.plugins, &step.patience, &metrics);
    }

    fn all_at_once(&mut self, at: usize, chosen: &mut [&mut Live]) -> Vec<Result<Outcome, Error>> {
        let shared = self.shared;
        let stop = || shared.stopped();
        let mut documents: Vec<&mut Document> = chosen.iter_mut().map(|live| &mut live.document).collect();
        self.steps.get_mut(at).map_or_else(Vec::new, |worker| worker.run(&mut documents, Some(&stop)))
    }

    /// Encodes a document for all outputs; it is written to all of them or to none.
    fn encode(&mut self, live: &mut Live, bytes: &mut [Vec<u8>]) {
        let plan = self.shared.plan;
        let before: Vec<usize> = bytes.iter().map(Vec::len).collect();
        let mut paths = Vec::with_capacity(plan.outputs.len());
        let mut failed = None;
        for ((output, encoder), bytes) in plan.outputs.iter().zip(&mut self.encoders).zip(bytes.iter_mut()) {
            let head = head(plan, output);
            let record = Record::new(&live.document, head);
            let since = Instant::now();
            let own_file = matches!(output.destination, crate::plan::Destination::Each { .. });
            let encoded = catch_unwind(AssertUnwindSafe(|| match (output.encoder.target(), own_file) {
                (Target::File, _) => Ok(()),
                (Target::Stream, false) => encoder.encode(&record, bytes),
                (Target::Stream, true) | (Target::Documents, _) => encoder
                    .begin(&head, bytes)
                    .and_then(|()| encoder.encode(&record, bytes))
                    .and_then(|()| encoder.finish(bytes)),
            }));
            let path = document_path(&output.destination, &live.document);
            let result = match (encoded, path) {
                (Ok(Ok(())), Ok(path)) => Ok(path),
                (Ok(Err(error)), _) => Err(error.to_string()),
                (Ok(Ok(())), Err(message)) => Err(message),
                (Err(panic), _) => {
                    self.shared.broke(&output.patience, &output.component, 1);
                    match Arc::clone(&output.encoder).worker() {
                        Ok(anew) => *encoder = anew,
                        Err(error) => self.shared.fail(error.to_string()),
                    }
                    Err(panicked("format", &*panic))
                }
            };
            let (errors, time) = (u64::from(result.is_err()), since.elapsed());
            let metrics = PluginMetrics { documents: 1, errors, time, ..PluginMetrics::default() };
            count(&mut self.plugins, &output.patience, &metrics);
            match result {
                Ok(path) => paths.push(path),
                Err(message) => {
                    failed = Some((output.component.clone(), message));
                    break;
                }
            }
        }
        if let Some((output, message)) = failed {
            bytes.iter_mut().zip(before).for_each(|(bytes, before)| bytes.truncate(before));
            return live.die(&output, message);
        }
        let files = plan.outputs.iter().any(|output| output.encoder.target() == Target::File);
        let (partial, warnings) =
            (live.document.status == Status::Partial, live.document.warnings.len() as u64);
        let document = files.then(|| Arc::new(std::mem::take(&mut live.document)));
        let ends = bytes.iter().map(Vec::len).collect();
        live.ended = Some(Ended::Encoded { partial, ends, document, paths, warnings });
    }

    /// Adds this batch to the account.
    fn report(&mut self, item_bytes: u64, text_bytes: u64, undecoded: u64) {
        let mut account = self.shared.account.lock().unwrap_or_else(PoisonError::into_inner);
        account.item_bytes += item_bytes;
        account.text_bytes += text_bytes;
        account.undecoded += undecoded;
        for (total, own) in account.steps.iter_mut().zip(&mut self.metrics) {
            total.documents += own.documents;
            total.passed_over += own.passed_over;
            total.rows += own.rows;
            total.errors += own.errors;
            total.dropped += own.dropped;
            total.time += own.time;
            total.restarts += own.restarts;
            *own = StepMetrics::default();
        }
        for (name, metrics) in std::mem::take(&mut self.plugins) {
            account.plugins.entry(name).or_default().add(&metrics);
        }
    }
}

/// Adds to what a plugin did, where it is one.
fn count(plugins: &mut BTreeMap<String, PluginMetrics>, of: &Patience, metrics: &PluginMetrics) {
    if let Some(name) = &of.plugin {
        match plugins.get_mut(name) {
            Some(known) => known.add(metrics),
            None => drop(plugins.insert(name.clone(), metrics.clone())),
        }
    }
}

/// What an output's format knows before the first document.
pub(crate) fn head<'p>(plan: &'p Plan, output: &'p crate::plan::PlanOutput) -> Head<'p> {
    Head {
        schema: &plan.schema,
        layers: &output.layers,
        pipeline: &plan.name,
        fingerprint: &plan.fingerprint,
        settings: &output.settings,
        symbols: &plan.symbols,
    }
}
