//! Output formats across the ABI: documents come in, bytes go out.

use warraq_abi as abi;
use warraq_core::remote::{RemoteHead, RemoteRecord};
use warraq_core::{Document, Encoder, Error, Head, LayerId, Made, OutputSettings, Record, Schema, Target};

use crate::borrow;
use crate::export::life;
use crate::life::{Shared, State, Worker};
use crate::send::Foreign;

static LIFE: Foreign<abi::Life> = life::<3>();

pub(crate) static INTERFACE: Foreign<abi::Writer> = Foreign(abi::Writer {
    struct_size: size_of::<abi::Writer>() as u32,
    flags: abi::flag::WRITER_PARALLEL,
    life: &raw const LIFE.0,
    begin: Some(begin),
    write: Some(write),
    finish: Some(finish),
    describe: Some(describe),
});

/// What a worker knows of the run: made of the target's JSON once.
pub(crate) struct Known {
    json: String,
    remote: RemoteHead,
    schema: Schema,
    show: Vec<LayerId>,
    settings: OutputSettings,
}

impl Known {
    fn new(json: &str) -> Result<Self, Error> {
        let remote: RemoteHead = serde_json::from_str(json).map_err(|error| {
            Error::fatal(format!("the head of the run is not what this SDK knows: {error}"))
        })?;
        let (schema, show) = remote.schema();
        let settings = remote.settings.get();
        Ok(Self { json: json.to_owned(), remote, schema, show, settings })
    }

    fn head<'a>(&'a self, shared: &'a Shared) -> Head<'a> {
        Head {
            schema: &self.schema,
            layers: &self.show,
            pipeline: &self.remote.pipeline,
            fingerprint: &self.remote.fingerprint,
            settings: &self.settings,
            symbols: shared.symbols(),
        }
    }
}

/// One call of a writer: `body` gets the component's part, what is known of the run, and a buffer for the bytes.
#[allow(unsafe_code)]
unsafe fn call(
    worker: *mut abi::Worker,
    target: *const abi::Target,
    body: impl FnOnce(&mut dyn Encoder, &Shared, &Known, &mut Vec<u8>, &abi::Target) -> Result<(), Error>,
) -> i32 {
    // SAFETY: the worker is one that `open` gave; the target is lent for the time of this call.
    let (worker, target) =
        unsafe { (worker.cast::<Worker>().as_mut(), abi::read_sized(target, abi::least::TARGET)) };
    let (Some(worker), Some(target)) = (worker, target) else { return abi::code::ARG };
    let Worker { shared, state: State::Encoder(encoder, known), broken: false } = worker else {
        return abi::code::ARG;
    };
    // SAFETY: as above.
    let json = unsafe { target.head_json.text() }.unwrap_or_default();
    let done = shared.host.guard(|| {
        if known.as_ref().is_none_or(|known| known.json != json) {
            *known = Some(Box::new(Known::new(json)?));
        }
        let Some(known) = known else { return Err(Error::fatal("no head")) };
        let mut bytes = Vec::new();
        body(encoder.as_mut(), shared, known, &mut bytes, &target)?;
        // SAFETY: the target lives as long as the call; the bytes are lent for the time of the inner call.
        let put = |f: unsafe extern "C" fn(_, _, _) -> i32| unsafe {
            f(target.ctx, bytes.as_ptr().cast(), bytes.len() as u64)
        };
        match target.write.map_or(abi::code::OK, put) {
            abi::code::OK => Ok(()),
            code => Err(Error::fatal(format!("the host did not take the bytes (code {code})"))),
        }
    });
    match done {
        Ok(Ok(())) => abi::code::OK,
        Ok(Err(error)) => shared.host.fail(&error),
        Err(panic) => {
            shared.host.message(abi::code::PANIC, &panic);
            worker.broken = true;
            abi::code::PANIC
        }
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn begin(worker: *mut abi::Worker, target: *const abi::Target) -> i32 {
    // SAFETY: handed on as they came.
    unsafe {
        call(worker, target, |encoder, shared, known, bytes, target| {
            // SAFETY: the target is lent for the time of the call.
            match target.path.text().filter(|path| !path.is_empty()) {
                Some(path) => encoder.begin_file(&known.head(shared), path.as_ref()),
                None => encoder.begin(&known.head(shared), bytes),
            }
        })
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn write(
    worker: *mut abi::Worker,
    batch: *const abi::Batch,
    _first_index: u64,
    target: *const abi::Target,
) -> i32 {
    // SAFETY: handed on as they came; the batch is lent for the time of this call.
    unsafe {
        let Some(batch) = abi::read_sized(batch, abi::least::BATCH) else { return abi::code::ARG };
        call(worker, target, |encoder, shared, known, bytes, _| {
            for doc in borrow::structs(batch.docs, batch.n_docs.into(), abi::least::DOC) {
                let document = take(&doc, known);
                encoder.encode(&Record::new(&document, known.head(shared)), bytes)?;
            }
            Ok(())
        })
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn finish(worker: *mut abi::Worker, target: *const abi::Target) -> i32 {
    // SAFETY: handed on as they came.
    unsafe { call(worker, target, |encoder, _, _, bytes, _| encoder.finish(bytes)) }
}

#[allow(unsafe_code)]
unsafe extern "C" fn describe(component: *mut abi::Component, info: *mut abi::WriterInfo) -> i32 {
    // SAFETY: the component is one that `create` gave; the host gives room for the struct and states its size.
    unsafe {
        let shared = component.cast::<std::sync::Arc<Shared>>().as_ref();
        let room = abi::read_sized(info.cast_const(), abi::least::WRITER_INFO);
        let (Some(shared), Some(room)) = (shared, room) else { return abi::code::ARG };
        let Made::Encoder(of) = &shared.made else { return abi::code::ARG };
        let (target, framing) = match shared.host.guard(|| (of.target(), of.framing())) {
            Ok(known) => known,
            Err(panic) => return shared.host.message(abi::code::PANIC, &panic),
        };
        info.write(abi::WriterInfo {
            struct_size: room.struct_size,
            flags: match target {
                Target::Stream => abi::flag::WRITER_PARALLEL,
                Target::Documents => abi::flag::WRITER_DOCUMENTS,
                Target::File => abi::flag::WRITER_FILE,
            },
            open: abi::Str::lend(framing.open),
            between: abi::Str::lend(framing.between),
            close: abi::Str::lend(framing.close),
            empty: abi::Str::lend(framing.empty),
        });
    }
    abi::code::OK
}

/// Copies a document.
#[allow(unsafe_code)]
unsafe fn take(doc: &abi::Doc, known: &Known) -> Document {
    // SAFETY: the caller vouches that the document is lent for the time of the call.
    unsafe {
        let mut document = Document::new(doc.text.text().unwrap_or_default().to_owned());
        borrow::fields(doc.fields, doc.field_info, doc.n_fields, &mut document.fields);
        document.local = borrow::local(doc.local, doc.n_local);
        // One table for each layer shown, in the order of the head.
        let tables = borrow::structs(doc.layers, doc.n_layers.into(), abi::least::TABLE);
        for (table, &id) in tables.zip(&known.show) {
            let mut layer = warraq_core::Layer::default();
            borrow::layer(&table, &mut layer);
            document.add_layer(id, layer);
        }
        if let Some(record) = doc.record_json.text().and_then(|json| serde_json::from_str(json).ok()) {
            RemoteRecord::put(record, &mut document);
        }
        document
    }
}
