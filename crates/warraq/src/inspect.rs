//! One document, step by step: what each step added, how long it took, and why it was passed over.

use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

use warraq_core::item::OpenArgs;
use warraq_core::{Document, LayerId, Outcome, ReadOut, Span, StepWorker};

use crate::plan::{Plan, PlanInput, PlanStep};
use crate::run::arrival::{applies, complete};

/// What one step did to the document.
#[derive(Clone, PartialEq, Debug)]
pub struct StepReport {
    /// The step's id.
    pub id: String,
    /// The component's name.
    pub component: String,
    /// How it ended.
    pub status: StepStatus,
    /// How long it took.
    pub time: Duration,
    /// The rows that it added, by layer.
    pub layers: Vec<LayerReport>,
}

/// How a step ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StepStatus {
    /// It ran.
    Ok,
    /// The reader brought its layers.
    Given,
    /// Its condition does not hold, or it is for other languages.
    PassedOver(String),
    /// It dropped the document.
    Dropped(String),
    /// It failed.
    Failed(String),
}

/// The rows of a layer as one step wrote them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LayerReport {
    /// The layer's name.
    pub name: String,
    /// The layer in the run.
    pub id: LayerId,
    /// The number of rows.
    pub rows: usize,
    /// The first rows: label and covered text.
    pub first: Vec<(String, String)>,
}

/// A document with what each step did to it.
pub struct Inspected {
    /// The document as it was when the steps were done, or when one of them ended it.
    pub document: Document,
    /// The layers that the reader brought.
    pub read: Vec<LayerReport>,
    /// What each step did.
    pub steps: Vec<StepReport>,
}

/// How many rows of a layer are shown.
const SHOWN: usize = 6;

/// Takes the first document of a stream through the steps of a plan.
///
/// # Errors
/// The stream cannot be unpacked or read, or it holds no document.
pub fn inspect(
    plan: &Plan,
    input: &PlanInput,
    uri: &str,
    stream: Box<dyn Read + Send>,
) -> Result<Inspected, String> {
    let id =
        std::path::Path::new(uri).file_name().map_or(uri.into(), |name| name.to_string_lossy().into_owned());
    let args = OpenArgs { uri: uri.into(), id, max_item: plan.settings.max_document };
    let unpacker = crate::run::source::choose(&input.unpackers, uri).ok_or("there is no unpacker")?;
    let mut items = Arc::clone(&unpacker.unpacker)
        .open(warraq_readers::decompress::decompressed(stream), args)
        .map_err(|error| error.to_string())?;
    let item = items.next().ok_or_else(|| format!("{uri} holds nothing"))?.map_err(|error| error.message)?;
    let mut out = ReadOut::new(&input.wiring, &plan.symbols);
    let mut reader = Arc::clone(&input.reader).worker().map_err(|error| error.to_string())?;
    reader.read(&item, &mut out).map_err(|error| error.to_string())?;
    let (documents, failed) = out.into_parts();
    let Some(mut document) = documents.into_iter().next() else {
        return Err(failed.into_iter().next().unwrap_or_else(|| format!("{uri} holds no document")));
    };
    complete(plan, &mut document, &item, None);
    let given = input.wiring.outputs.iter().filter(|output| document.is_given(output.layer));
    let read = given.map(|output| layer_report(plan, &document, output.layer)).collect();
    let steps = through(plan, &mut document);
    Ok(Inspected { document, read, steps })
}

/// Takes a document through the steps of a plan, to the end or to the step that drops it.
pub fn through(plan: &Plan, document: &mut Document) -> Vec<StepReport> {
    let mut steps = Vec::with_capacity(plan.steps.len());
    for step in &plan.steps {
        let report = one(plan, step, document);
        let over = matches!(report.status, StepStatus::Dropped(_));
        steps.push(report);
        if over {
            break;
        }
    }
    steps
}

fn one(plan: &Plan, step: &PlanStep, document: &mut Document) -> StepReport {
    let mut report = StepReport {
        id: step.id.clone(),
        component: step.component.clone(),
        status: StepStatus::Ok,
        time: Duration::ZERO,
        layers: Vec::new(),
    };
    if !applies(plan, step, document) {
        let why =
            if step.when.is_some() { "its condition does not hold" } else { "it is for other languages" };
        report.status = StepStatus::PassedOver(why.into());
        return report;
    }
    let worker =
        StepWorker::new(Arc::clone(&step.processor), Arc::clone(&step.wiring), Arc::clone(&plan.symbols));
    let mut worker = match worker {
        Ok(worker) => worker,
        Err(error) => {
            report.status = StepStatus::Failed(error.to_string());
            return report;
        }
    };
    let since = Instant::now();
    let outcome = worker.run(&mut [document], None).pop();
    report.time = since.elapsed();
    report.status = match outcome {
        Some(Ok(Outcome::Done { .. })) => StepStatus::Ok,
        Some(Ok(Outcome::Given)) => StepStatus::Given,
        Some(Ok(Outcome::Dropped { reason })) => StepStatus::Dropped(reason),
        Some(Err(error)) => StepStatus::Failed(error.to_string()),
        None => StepStatus::Failed("no outcome".into()),
    };
    if report.status == StepStatus::Ok {
        report.layers =
            step.wiring.outputs.iter().map(|output| layer_report(plan, document, output.layer)).collect();
    }
    report
}

fn layer_report(plan: &Plan, document: &Document, id: LayerId) -> LayerReport {
    let name = plan.schema.layer(id).map_or_else(String::new, |layer| layer.schema.name.clone());
    let Some(layer) = document.layer(id) else { return LayerReport { name, id, rows: 0, first: Vec::new() } };
    let row = |row: usize| {
        let label = document.local.name(&plan.symbols, layer.label(row)).unwrap_or_default().to_owned();
        let covered = layer.span(row).unwrap_or(Span::new(0, 0)).get(document.text()).unwrap_or_default();
        (label, covered.to_owned())
    };
    LayerReport { name, id, rows: layer.len(), first: (0..layer.len().min(SHOWN)).map(row).collect() }
}
