//! Readers of plugins: an item goes out, documents come back through a sink.

use std::ffi::c_void;
use std::sync::Arc;

use warraq_abi as abi;
use warraq_core::alignment::Run;
use warraq_core::component::OpenReader;
use warraq_core::lend::{self, LentFields};
use warraq_core::{Alignment, Create, Error, FieldValue, Item, Origin, ReadOut, Reader, Sym};

use crate::fault;
use crate::life::{Component, Worker};
use crate::tables::{self, Written};

/// A made reader, shared by all workers.
pub(crate) struct Shared {
    table: abi::Reader,
    component: Arc<Component>,
    written: Vec<Written>,
}

impl Shared {
    pub(crate) fn new(cx: &Create<'_>, table: abi::Reader, component: Arc<Component>) -> Result<Self, Error> {
        Ok(Self { table, component, written: Written::all(cx)? })
    }
}

impl OpenReader for Shared {
    fn worker(self: Arc<Self>) -> Result<Box<dyn Reader>, Error> {
        let worker = Arc::clone(&self.component).open()?;
        Ok(Box::new(Open { shared: self, worker }))
    }
}

/// A worker. One that panicked is left to the engine, which takes it out of use.
struct Open {
    shared: Arc<Shared>,
    worker: Worker,
}

impl Reader for Open {
    #[allow(unsafe_code)]
    fn read(&mut self, item: &Item, out: &mut ReadOut<'_>) -> Result<(), Error> {
        let (shared, worker) = (&*self.shared, &self.worker);
        let Some(read) = shared.table.read else { return Err(Error::fatal("the plugin cannot read")) };
        shared.component.host.freeze(out.symbols());
        let mut sinking = Sinking { shared, item, out, error: None };
        let sink = abi::DocOut {
            struct_size: size_of::<abi::DocOut>() as u32,
            reserved: 0,
            ctx: (&raw mut sinking).cast(),
            document: Some(document),
            fail: Some(fail),
            stop: Some(stop),
        };
        let _ = crate::api::why();
        let code = lend_item(item, |lent| {
            // SAFETY: the worker is open and used by this thread alone; item and sink are lent for the call.
            unsafe { read(worker.pointer(), lent, &raw const sink) }
        });
        let error = sinking.error.take();
        match (error, code) {
            (_, abi::code::PANIC) => worker.abandon(code, &item.id),
            (Some(error), _) => Err(error.within(&worker.place(&item.id))),
            (None, abi::code::OK) => Ok(()),
            (None, _) => Err(worker.failed(code, &item.id)),
        }
    }
}

/// Lends an item for the time of `give`.
pub(crate) fn lend_item<T>(item: &Item, give: impl FnOnce(&abi::Item) -> T) -> T {
    let mut fields = LentFields::default();
    for (name, value) in item.fields.iter() {
        fields.push(name, value, item.fields.origin(name).unwrap_or(Origin::Reader));
    }
    let part = item.part.unwrap_or_default();
    give(&abi::Item {
        struct_size: size_of::<abi::Item>() as u32,
        n_fields: fields.len(),
        uri: abi::Str::lend(&item.uri),
        media_type: item.media_type.as_deref().map_or(abi::Str::EMPTY, abi::Str::lend),
        bytes: abi::Str::lend_bytes(&item.bytes),
        fields: fields.pairs.as_ptr(),
        id: abi::Str::lend(&item.id),
        offset: part.offset,
        length: part.length,
        index: part.index,
        field_info: fields.info.as_ptr(),
        flags: if item.part.is_some() { abi::flag::ITEM_PART } else { 0 },
        reserved: 0,
    })
}

/// What the sink's functions find.
struct Sinking<'s, 'a> {
    shared: &'s Shared,
    item: &'s Item,
    out: &'s mut ReadOut<'a>,
    error: Option<Error>,
}

#[allow(unsafe_code)]
unsafe fn sinking<'s>(ctx: *mut c_void) -> Option<&'s mut Sinking<'s, 's>> {
    // SAFETY: the context is the `Sinking` of the call that is running on this thread, and nothing else uses it now.
    unsafe { ctx.cast::<Sinking<'s, 's>>().as_mut() }
}

#[allow(unsafe_code)]
unsafe extern "C" fn document(ctx: *mut c_void, new: *const abi::NewDoc) -> i32 {
    // SAFETY: context and document are lent for the time of this call.
    let (call, new) = unsafe { (sinking(ctx), abi::read_sized(new, abi::least::NEW_DOC)) };
    let Some(call) = call else { return abi::code::ARG };
    let taken = match new {
        // SAFETY: as above.
        Some(new) => unsafe { take(call, &new) },
        None => Err(Error::document("a document that is null, misaligned, or smaller than in version 1.0")),
    };
    match taken {
        Ok(()) => abi::code::OK,
        Err(error) => {
            call.error.get_or_insert(error);
            abi::code::ARG
        }
    }
}

/// Copies a document and checks it.
#[allow(unsafe_code)]
unsafe fn take(call: &mut Sinking<'_, '_>, new: &abi::NewDoc) -> Result<(), Error> {
    let wrong = |what: String| Error::document(what);
    let null = |what: &str| Error::document(format!("{what} are null or misaligned"));
    fault::check().map_err(wrong)?;
    // SAFETY: the caller vouches that everything in the document is lent for the time of the call.
    unsafe {
        let text = text(new.text).map_err(wrong)?;
        let mut document = call.out.document(text.to_owned());
        if !new.runs.is_null() {
            let runs = abi::slice(new.runs.cast::<Run>(), new.n_runs).ok_or_else(|| null("the runs"))?;
            let old = u32::try_from(call.item.bytes.len()).unwrap_or(u32::MAX);
            let alignment = Alignment::from_runs_over_bytes(runs.to_vec(), text, old);
            document.alignment(alignment.map_err(|error| wrong(format!("the runs of a document: {error}")))?);
        }
        let pairs = abi::slice(new.fields, u64::from(new.n_fields) * 2).ok_or_else(|| null("the fields"))?;
        let info =
            if new.field_info.is_null() { None } else { abi::slice(new.field_info, new.n_fields.into()) };
        // A document without an id of its own is named by the engine, as those of built-in readers are.
        if !new.id.ptr.is_null() && new.id.len > 0 {
            let id = new.id.text().ok_or_else(|| wrong("the id of a document is not UTF-8".into()))?;
            document.field("id", id);
        }
        for (at, pair) in pairs.chunks_exact(2).enumerate() {
            let (name, value) = field(pair[0], pair[1], info.and_then(|info| info.get(at)).copied())?;
            document.field(&name, value);
        }
        let local = abi::slice(new.local, new.n_local).ok_or_else(|| null("the local symbols"))?;
        let local: Vec<Sym> =
            local.iter().map(|name| document.intern(name.text().unwrap_or_default())).collect();
        let list = abi::slice(new.layers, new.n_layers.into()).ok_or_else(|| null("the layers"))?;
        for &table in list {
            let table = abi::read_sized(table, abi::least::TABLE).ok_or_else(|| null("tables"))?;
            let written = tables::find(&call.shared.written, table.layer).map_err(wrong)?;
            let rows = document.rows(written.layer);
            tables::append(&table, written, rows, Some(&local)).map_err(wrong)?;
        }
        let warnings = abi::slice(new.warnings, new.n_warnings).ok_or_else(|| null("the warnings"))?;
        for warning in warnings {
            document.warn(String::from_utf8_lossy(warning.bytes()).into_owned());
        }
        document.undecoded(new.undecoded);
        if new.run_json.len > 0 {
            document.run(String::from_utf8_lossy(new.run_json.bytes()).into_owned());
        }
        document.finish()
    }
}

/// The text of a document. One that cannot be is refused before a byte of it is read.
///
/// # Safety
/// It is lent for the time of the call.
#[allow(unsafe_code)]
unsafe fn text<'a>(text: abi::Str) -> Result<&'a str, String> {
    let (found, most) = (text.len, u32::MAX);
    if found > u64::from(most) {
        return Err(format!("the text of a document has {found} bytes, at most {most} are allowed"));
    }
    if text.ptr.is_null() && found > 0 {
        return Err(format!("the text of a document is null, with a length of {found} bytes"));
    }
    // SAFETY: the caller vouches for it.
    unsafe { text.text() }.ok_or_else(|| "the text of a document is not UTF-8".into())
}

/// A field's name and value.
///
/// # Safety
/// Both strings are lent for the time of the call.
#[allow(unsafe_code)]
pub(crate) unsafe fn field(
    name: abi::Str,
    value: abi::Str,
    info: Option<u8>,
) -> Result<(String, FieldValue), Error> {
    // SAFETY: the caller vouches for it.
    let (name, value) = unsafe { (name.text(), value.text()) };
    let (Some(name), Some(value)) = (name, value) else {
        return Err(Error::document("a field's name or value is not UTF-8"));
    };
    let typed = lend::field(value, info.unwrap_or(abi::field::TEXT));
    let typed = typed.ok_or_else(|| Error::document(format!("the value of the field {name} is no JSON")))?;
    Ok((name.to_owned(), typed.0))
}

#[allow(unsafe_code)]
unsafe extern "C" fn fail(ctx: *mut c_void, _code: i32, message: abi::Str) {
    // SAFETY: context and message are lent for the time of this call.
    let (call, message) = unsafe { (sinking(ctx), String::from_utf8_lossy(message.bytes())) };
    if let Some(call) = call {
        call.out.fail(message);
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn stop(_: *mut c_void) -> i32 {
    0
}
