//! Processors of plugins: a batch goes out in one call, results come back through a sink.

use std::sync::Arc;

use warraq_abi as abi;
use warraq_core::alignment::Run;
use warraq_core::component::OpenProcessor;
use warraq_core::lend::Names;
use warraq_core::remote::from_code;
use warraq_core::{
    Alignment, Create, Doc, Error, FieldIn, FieldOut, FieldValue, LayerIn, Out, Processor, Task, ViewOut,
};

use crate::batch::Lent;
use crate::fault;
use crate::life::{Component, Worker};
use crate::tables::{self, Written};

/// A made processor, shared by all workers.
pub(crate) struct Shared {
    table: abi::Processor,
    component: Arc<Component>,
    pub(crate) inputs: Vec<(LayerIn, Names)>,
    pub(crate) fields_in: Vec<(String, FieldIn)>,
    written: Vec<Written>,
    fields_out: Vec<(String, FieldOut)>,
    views: Vec<(u32, ViewOut)>,
}

impl Shared {
    pub(crate) fn new(
        cx: &Create<'_>,
        table: abi::Processor,
        component: Arc<Component>,
    ) -> Result<Self, Error> {
        let wiring = cx.wiring();
        let mut inputs = Vec::new();
        for input in &wiring.inputs {
            if let (Some(layer), Some(schema)) = (cx.input(&input.role)?, &input.schema) {
                inputs.push((layer, Names::new(&input.role, schema, |name| cx.intern(name))));
            }
        }
        let field = |name: &String| Ok((name.clone(), cx.field(name)?));
        let fields_in = wiring.fields_in.iter().map(field).collect::<Result<_, Error>>()?;
        let field = |name: &String| Ok((name.clone(), cx.output_field(name)?));
        let fields_out = wiring.fields_out.iter().map(field).collect::<Result<_, Error>>()?;
        let view = |(at, name): (usize, &String)| Ok((cx.intern(name).0, cx.view(at)?));
        let views = wiring.view_roles.iter().enumerate().map(view).collect::<Result<_, Error>>()?;
        let written = Written::all(cx)?;
        Ok(Self { table, component, inputs, fields_in, written, fields_out, views })
    }
}

impl OpenProcessor for Shared {
    fn worker(self: Arc<Self>) -> Result<Box<dyn Processor>, Error> {
        let worker = Arc::clone(&self.component).open()?;
        Ok(Box::new(Open { shared: self, worker, lent: Lent::default() }))
    }
}

/// A worker.
struct Open {
    shared: Arc<Shared>,
    worker: Worker,
    lent: Lent,
}

impl Processor for Open {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        // The engine calls `process_batch`; this is for those who hold one document.
        let mut task = [Task { doc, out: out.reborrow(), result: Ok(()) }];
        self.process_batch(&mut task);
        let [task] = task;
        task.result
    }

    /// One call of the plugin for a batch.
    #[allow(unsafe_code)]
    fn process_batch(&mut self, tasks: &mut [Task<'_>]) {
        let Self { shared, worker, lent } = self;
        let Some(first) = tasks.first().map(|task| task.doc) else { return };
        let n = tasks.len();
        shared.component.host.freeze(first.run_symbols());
        lent.fill(shared, tasks.iter().map(|task| task.doc));
        let batch = abi::Batch {
            struct_size: size_of::<abi::Batch>() as u32,
            n_docs: n as u32,
            docs: lent.list().as_ptr(),
        };
        let mut call = Sinking { shared, tasks, stray: false };
        let mut sink = abi::Sink { ctx: (&raw mut call).cast(), ..SINK };
        let Some(process) = shared.table.process else { worker.abandon(abi::code::UNSUPPORTED, "") };
        let _ = crate::api::why();
        // SAFETY: the worker is open and used by this thread alone; batch and sink are lent for the time of the call.
        let code = unsafe { process(worker.pointer(), &raw const batch, &raw mut sink) };
        let code = if call.stray { abi::code::ARG } else { code };
        if code == abi::code::OK {
            return;
        }
        // With one document the failure is its own; with more, the engine tries them one at a time.
        let about = if n == 1 { first.id } else { "" };
        if code == abi::code::CANCELLED {
            for task in tasks.iter_mut().filter(|task| task.result.is_ok()) {
                task.result = Err(Error::cancelled());
            }
            return;
        }
        worker.abandon(code, about)
    }
}

/// What the sink's functions find: the documents of the running call.
struct Sinking<'c, 'd> {
    shared: &'c Shared,
    tasks: &'c mut [Task<'d>],
    stray: bool,
}

/// The first error of a document stays: what follows it is of no account.
fn refuse(task: &mut Task<'_>, component: &str, error: Error) {
    if task.result.is_ok() {
        task.result = Err(error.within(&format!("plugin component {component}, document {}", task.doc.id)));
    }
}

const SINK: abi::Sink = abi::Sink {
    struct_size: size_of::<abi::Sink>() as u32,
    reserved: 0,
    ctx: std::ptr::null_mut(),
    rows: Some(rows),
    field: Some(field),
    view: Some(view),
    drop: Some(drop_document),
    warn: Some(warn),
    fail: Some(fail),
    stop: Some(stop),
    field_json: Some(field_json),
};

/// Runs `body` for a document of the running call; its error becomes the document's.
///
/// # Safety
/// The sink is the one that the running call was given.
#[allow(unsafe_code)]
unsafe fn with(
    sink: *mut abi::Sink,
    doc: u32,
    body: impl FnOnce(&Shared, &mut Task<'_>) -> Result<(), String>,
) -> i32 {
    // SAFETY: `ctx` is the `Sinking` of the call that is running on this thread, and nothing else uses it now.
    let call = unsafe { sink.as_ref().and_then(|sink| sink.ctx.cast::<Sinking<'_, '_>>().as_mut()) };
    let Some(call) = call else { return abi::code::ARG };
    let (shared, n) = (call.shared, call.tasks.len());
    let Some(task) = call.tasks.get_mut(doc as usize) else {
        // Nobody knows which document of several was meant: the engine tries them one at a time.
        match call.tasks.first_mut() {
            Some(only) if n == 1 => {
                let message = format!("a result for document {doc} of a batch of {n}");
                refuse(only, shared.component.name, Error::document(message));
            }
            _ => call.stray = true,
        }
        return abi::code::ARG;
    };
    match body(shared, task) {
        Ok(()) => abi::code::OK,
        Err(message) => {
            refuse(task, shared.component.name, Error::document(message));
            abi::code::ARG
        }
    }
}

fn text(bytes: &[u8], what: &str) -> Result<String, String> {
    let text = std::str::from_utf8(bytes);
    text.map(str::to_owned).map_err(|error| format!("{what} is not UTF-8: {error}"))
}

#[allow(unsafe_code)]
unsafe extern "C" fn rows(sink: *mut abi::Sink, doc: u32, table: *const abi::Table) -> i32 {
    // SAFETY: sink and table are lent for the time of this call.
    unsafe {
        with(sink, doc, |shared, task| {
            fault::check()?;
            let table = abi::read_sized(table, abi::least::TABLE);
            let table = table.ok_or("a table that is null, misaligned, or smaller than in version 1.0")?;
            let written = tables::find(&shared.written, table.layer)?;
            tables::append(&table, written, task.out.rows(written.layer), None)
        })
    }
}

fn set(shared: &Shared, task: &mut Task<'_>, name: &str, value: FieldValue) -> Result<(), String> {
    let Some((_, field)) = shared.fields_out.iter().find(|(known, _)| known == name) else {
        return Err(format!("the field {name}, which the signature does not set"));
    };
    task.out.field(*field, value);
    Ok(())
}

#[allow(unsafe_code)]
unsafe extern "C" fn field(sink: *mut abi::Sink, doc: u32, name: abi::Str, value: abi::Str) -> i32 {
    // SAFETY: the sink is the running call's; the strings are lent for the time of this call.
    unsafe {
        with(sink, doc, |shared, task| {
            fault::check()?;
            let value = FieldValue::Text(text(value.bytes(), "the value of a field")?);
            set(shared, task, &text(name.bytes(), "the name of a field")?, value)
        })
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn field_json(sink: *mut abi::Sink, doc: u32, name: abi::Str, json: abi::Str) -> i32 {
    // SAFETY: as for `field`.
    unsafe {
        with(sink, doc, |shared, task| {
            fault::check()?;
            let name = text(name.bytes(), "the name of a field")?;
            let value = serde_json::from_slice(json.bytes());
            let value =
                value.map_err(|error| format!("the value of the field {name} is no JSON: {error}"))?;
            FieldValue::from_json(value).map_or(Ok(()), |value| set(shared, task, &name, value))
        })
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn view(
    sink: *mut abi::Sink,
    doc: u32,
    name: u32,
    new: abi::Str,
    runs: *const abi::Run,
    n_runs: u64,
) -> i32 {
    // SAFETY: the sink is the running call's; text and runs are lent for the time of this call, and `Run` has the layout
    // of `wrq_run`.
    unsafe {
        with(sink, doc, |shared, task| {
            fault::check()?;
            let found = shared.views.iter().find(|(known, _)| *known == name);
            let &(_, view) = found.ok_or("a view that the signature does not write")?;
            let new = text(new.bytes(), "the text of a view")?;
            let runs = abi::slice(runs.cast::<Run>(), n_runs);
            let runs = runs.ok_or("the runs of a view are null or misaligned")?;
            let alignment = Alignment::from_runs(runs.to_vec(), &new, task.doc.text);
            let alignment = alignment.map_err(|error| format!("the runs of a view: {error}"))?;
            task.out.view(view, new, alignment);
            Ok(())
        })
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn drop_document(sink: *mut abi::Sink, doc: u32, reason: abi::Str) -> i32 {
    // SAFETY: as for `field`.
    unsafe {
        with(sink, doc, |_, task| {
            fault::check()?;
            task.out.drop(text(reason.bytes(), "the reason of a drop")?);
            Ok(())
        })
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn warn(sink: *mut abi::Sink, doc: u32, message: abi::Str) {
    // SAFETY: as for `field`.
    unsafe {
        with(sink, doc, |_, task| {
            task.out.warn(text(message.bytes(), "a warning")?);
            Ok(())
        });
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn fail(sink: *mut abi::Sink, doc: u32, code: i32, message: abi::Str) {
    // SAFETY: as for `field`.
    unsafe {
        with(sink, doc, |shared, task| {
            let message = String::from_utf8_lossy(message.bytes()).into_owned();
            refuse(task, shared.component.name, from_code(code, message));
            Ok(())
        });
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn stop(sink: *const abi::Sink) -> i32 {
    // SAFETY: `ctx` is the `Sinking` of the running call.
    let call =
        unsafe { sink.as_ref().and_then(|sink| sink.ctx.cast::<Sinking<'_, '_>>().cast_const().as_ref()) };
    call.and_then(|call| call.tasks.first()).is_some_and(|task| task.out.stop()).into()
}
