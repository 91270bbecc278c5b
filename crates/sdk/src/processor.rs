//! Processors across the ABI: a batch comes in, rows, fields, views, warnings and drops go out.

use warraq_abi as abi;
use warraq_core::lend::{LentTable, Parts};
use warraq_core::remote::code_of;
use warraq_core::symbol::LocalSymbols;
use warraq_core::{
    Call, Doc, DocParts, Error, FieldValue, Fields, Given, LayerView, Out, Processor, Sym, Task,
};

use crate::borrow;
use crate::export::life;
use crate::life::{Shared, State, Worker};
use crate::send::Foreign;

static LIFE: Foreign<abi::Life> = life::<0>();

pub(crate) static INTERFACE: Foreign<abi::Processor> = Foreign(abi::Processor {
    struct_size: size_of::<abi::Processor>() as u32,
    flags: 0,
    life: &raw const LIFE.0,
    process: Some(process),
});

/// What a worker uses again and again: a call for one short document takes less time than to allocate it.
#[derive(Default)]
pub(crate) struct Scratch {
    lent: Vec<abi::Doc>,
    documents: Vec<Borrowed>,
    calls: Vec<Call>,
    results: Vec<Result<(), Error>>,
    /// Empty between calls.
    views: Vec<Option<LayerView<'static>>>,
    /// Empty between calls.
    tasks: Vec<Task<'static>>,
    table: LentTable,
}

/// A document's layers and fields, copied.
#[derive(Default)]
struct Borrowed {
    layers: Vec<warraq_core::Layer>,
    present: Vec<bool>,
    fields: Fields,
    local: LocalSymbols,
}

#[allow(unsafe_code)]
unsafe extern "C" fn process(
    worker: *mut abi::Worker,
    batch: *const abi::Batch,
    sink: *mut abi::Sink,
) -> i32 {
    // SAFETY: the pointer is one that `open` gave; one thread at a time uses it.
    let Some(worker) = (unsafe { worker.cast::<Worker>().as_mut() }) else { return abi::code::ARG };
    // SAFETY: batch and sink are lent for the time of this call.
    let read =
        unsafe { (abi::read_sized(batch, abi::least::BATCH), abi::read_sized(sink, abi::least::SINK)) };
    let (Some(batch), Some(api)) = read else { return abi::code::ARG };
    let Worker { shared, state: State::Processor(processor, scratch), broken: false } = worker else {
        return abi::code::ARG;
    };
    let sink = Sink { ptr: sink, api };
    scratch.lent.clear();
    // SAFETY: the batch is lent for the time of this call.
    scratch.lent.extend(unsafe { borrow::structs(batch.docs, batch.n_docs.into(), abi::least::DOC) });
    if scratch.lent.len() != batch.n_docs as usize {
        return abi::code::ARG;
    }
    match shared.host.guard(|| run(shared, processor.as_mut(), scratch, &Foreign(sink))) {
        Ok(()) => abi::code::OK,
        Err(panic) => {
            shared.host.message(abi::code::PANIC, &panic);
            worker.broken = true;
            abi::code::PANIC
        }
    }
}

fn run(shared: &Shared, processor: &mut dyn Processor, scratch: &mut Scratch, sink: &Foreign<Sink>) {
    let Scratch { lent, documents, calls, results, views, tasks, table } = scratch;
    while documents.len() < lent.len() {
        documents.push(Borrowed::default());
        calls.push(Call::new(&shared.wiring));
    }
    for (doc, borrowed) in lent.iter().zip(documents.iter_mut()) {
        borrowed.take(doc, &shared.inputs);
    }
    let documents = documents.get(..lent.len()).unwrap_or_default();
    let mut seen = emptied(std::mem::take(views));
    let view = |(layer, present): (_, &bool)| present.then(|| LayerView::new(layer));
    seen.extend(documents.iter().flat_map(|d| d.layers.iter().zip(&d.present).map(view)));
    let stop = move || sink.get().stop();
    let mut running = emptied(std::mem::take(tasks));
    let (mut rest, each) = (seen.as_slice(), shared.inputs.len());
    for ((doc, borrowed), call) in lent.iter().zip(documents).zip(calls.iter_mut()) {
        call.clear();
        let (layers, others) = rest.split_at_checked(each).unwrap_or_default();
        rest = others;
        let doc = show(shared, doc, borrowed, layers);
        running.push(Task { doc, out: Out::new(call, Some(&stop)), result: Ok(()) });
    }
    processor.process_batch(&mut running);
    results.clear();
    results.extend(running.iter_mut().map(|task| std::mem::replace(&mut task.result, Ok(()))));
    *tasks = emptied(running);
    *views = emptied(seen);
    for ((at, result), call) in (0..).zip(results.drain(..)).zip(calls.iter_mut()) {
        match result {
            Ok(()) => sink.get().send(shared, at, call.given(), table),
            Err(error) => sink.get().fail(at, &error),
        }
    }
}

/// The memory of a vector for another that differs from it in lifetimes only.
fn emptied<A, B>(mut vec: Vec<A>) -> Vec<B> {
    vec.clear();
    // Types of the same size are collected in place; were they not, this would allocate and nothing worse.
    vec.into_iter().filter_map(|_| None).collect()
}

/// The document as the component sees it.
#[allow(unsafe_code)]
fn show<'a>(
    shared: &'a Shared,
    doc: &abi::Doc,
    borrowed: &'a Borrowed,
    layers: &'a [Option<LayerView<'a>>],
) -> Doc<'a> {
    // SAFETY: the host lends both for the time of the call, which the component's call does not outlive; they are UTF-8.
    let (id, text) = unsafe {
        (std::str::from_utf8_unchecked(doc.id.bytes()), std::str::from_utf8_unchecked(doc.text.bytes()))
    };
    Doc::from_parts(DocParts {
        id,
        text,
        is_view: doc.flags & abi::flag::DOC_VIEW != 0,
        layers,
        fields: &borrowed.fields,
        field_names: &shared.wiring.fields_in,
        symbols: shared.symbols(),
        local: &borrowed.local,
    })
}

impl Borrowed {
    /// Copies what the component declared. Layers are found by name, so that others do not matter.
    #[allow(unsafe_code)]
    fn take(&mut self, doc: &abi::Doc, inputs: &[Sym]) {
        self.layers.resize_with(inputs.len(), Default::default);
        self.present.clear();
        self.present.resize(inputs.len(), false);
        if doc.n_layers > 0 {
            // SAFETY: the document is lent for the time of the call.
            let tables = unsafe { borrow::structs(doc.layers, doc.n_layers.into(), abi::least::TABLE) };
            for table in tables {
                if let Some(at) = inputs.iter().position(|sym| sym.0 == table.layer) {
                    // SAFETY: as above.
                    unsafe { borrow::layer(&table, &mut self.layers[at]) };
                    self.present[at] = true;
                }
            }
        }
        self.fields = Fields::default();
        // SAFETY: as above.
        unsafe {
            borrow::fields(doc.fields, doc.field_info, doc.n_fields, &mut self.fields);
            self.local = borrow::local(doc.local, doc.n_local);
        }
    }
}

/// Where results go.
struct Sink {
    ptr: *mut abi::Sink,
    api: abi::Sink,
}

#[allow(unsafe_code)]
impl Sink {
    fn stop(&self) -> bool {
        // SAFETY: the sink lives as long as the call.
        self.api.stop.is_some_and(|stop| unsafe { stop(self.ptr) } != 0)
    }

    fn fail(&self, doc: u32, error: &Error) {
        if let Some(fail) = self.api.fail {
            // SAFETY: the sink lives as long as the call; the message is lent for the time of the inner call.
            unsafe { fail(self.ptr, doc, code_of(error), abi::Str::lend(&error.message)) };
        }
    }

    /// Sends what a call gave. The host notes what it refuses as that document's error.
    fn send(&self, shared: &Shared, doc: u32, given: Given<'_>, lent: &mut LentTable) {
        for (names, rows) in shared.outputs.iter().zip(given.rows) {
            if rows.is_empty() {
                continue;
            }
            let parts = Parts {
                start: rows.starts(),
                end: rows.ends(),
                label: rows.labels(),
                columns: rows.columns(),
            };
            lent.lend(names, parts, |_| None);
            // SAFETY: the sink lives as long as the call; the table is lent for the time of the inner call.
            self.api.rows.map(|f| unsafe { f(self.ptr, doc, &raw const lent.table) });
        }
        self.fields(shared, doc, given.fields);
        for (at, text, alignment) in given.views {
            let view = shared.views.get(*at as usize).copied().unwrap_or_default();
            let (text, runs) = (abi::Str::lend(text), alignment.runs());
            // SAFETY: as above; `Run` has the layout of `wrq_run`.
            self.api
                .view
                .map(|f| unsafe { f(self.ptr, doc, view.0, text, runs.as_ptr().cast(), runs.len() as u64) });
        }
        let unnamed = std::iter::repeat_n("", given.unnamed);
        for message in given.warnings.iter().map(String::as_str).chain(unnamed) {
            // SAFETY: as above.
            self.api.warn.inspect(|f| unsafe { f(self.ptr, doc, abi::Str::lend(message)) });
        }
        if let Some(reason) = given.dropped {
            // SAFETY: as above.
            self.api.drop.map(|f| unsafe { f(self.ptr, doc, abi::Str::lend(reason)) });
        }
    }

    fn fields(&self, shared: &Shared, doc: u32, fields: &[(u16, FieldValue)]) {
        for (at, value) in fields {
            let Some(name) = shared.wiring.fields_out.get(*at as usize) else { continue };
            let name = abi::Str::lend(name);
            // SAFETY: the sink lives as long as the call; the strings are lent for the time of the inner call.
            match value {
                FieldValue::Text(text) => {
                    self.api.field.map(|f| unsafe { f(self.ptr, doc, name, abi::Str::lend(text)) })
                }
                other => {
                    let json = other.to_json().to_string();
                    self.api.field_json.map(|f| unsafe { f(self.ptr, doc, name, abi::Str::lend(&json)) })
                }
            };
        }
    }
}
