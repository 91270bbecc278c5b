//! Output formats of plugins: documents go out, bytes come back.

use std::ffi::c_void;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use warraq_abi as abi;
use warraq_core::component::OpenEncoder;
use warraq_core::lend::{self, LentFields, LentTable, Names, Parts};
use warraq_core::remote::{RemoteHead, RemoteRecord};
use warraq_core::{Encoder, Error, Framing, Head, Record, Sym, Symbols, Target};

use crate::fault;
use crate::keep;
use crate::life::{Component, Worker, failure};

/// A made format, shared by all workers.
pub(crate) struct Shared {
    table: abi::Writer,
    component: Arc<Component>,
    target: Target,
    framing: OnceLock<Framing>,
}

impl Shared {
    #[allow(unsafe_code)]
    pub(crate) fn new(table: abi::Writer, component: Arc<Component>) -> Result<Self, Error> {
        let mut info = abi::WriterInfo {
            struct_size: size_of::<abi::WriterInfo>() as u32,
            flags: table.flags,
            open: abi::Str::EMPTY,
            between: abi::Str::EMPTY,
            close: abi::Str::EMPTY,
            empty: abi::Str::EMPTY,
        };
        if let Some(describe) = table.describe {
            let _ = crate::api::why();
            // SAFETY: the component is alive; the plugin writes a struct of the size that is stated.
            let code = unsafe { describe(component.pointer(), &raw mut info) };
            if code != abi::code::OK {
                return Err(failure(code));
            }
        }
        let target = match info.flags {
            flags if flags & abi::flag::WRITER_FILE != 0 => Target::File,
            flags if flags & abi::flag::WRITER_DOCUMENTS != 0 => Target::Documents,
            _ => Target::Stream,
        };
        // SAFETY: the strings are valid while the component lives; they are copied here.
        let text = |text: abi::Str| {
            unsafe { text.text() }.map_or("", |text| if text.is_empty() { "" } else { keep::text(text) })
        };
        let framing = Framing {
            open: text(info.open),
            between: text(info.between),
            close: text(info.close),
            empty: text(info.empty),
        };
        Ok(Self { table, component, target, framing: OnceLock::from(framing) })
    }
}

impl OpenEncoder for Shared {
    fn target(&self) -> Target {
        self.target
    }

    fn framing(&self) -> Framing {
        self.framing.get().copied().unwrap_or_default()
    }

    fn worker(self: Arc<Self>) -> Result<Box<dyn Encoder>, Error> {
        let worker = Arc::clone(&self.component).open()?;
        Ok(Box::new(Open { shared: self, worker, known: None, path: String::new(), count: 0 }))
    }
}

/// A worker.
struct Open {
    shared: Arc<Shared>,
    worker: Worker,
    known: Option<Known>,
    path: String,
    count: u64,
}

/// What is the same for all documents of a run.
struct Known {
    head: String,
    /// The names of the layers shown and their columns, in the order of the head.
    names: Vec<Names>,
    /// Names that are no symbols of the run: they follow each document's own.
    more: Vec<String>,
}

impl Known {
    fn new(head: &Head<'_>) -> Result<Self, Error> {
        let json = serde_json::to_string(&RemoteHead::new(head)).map_err(|e| Error::fatal(e.to_string()))?;
        let mut more: Vec<String> = Vec::new();
        let mut intern = |name: &str| {
            head.symbols.find(name).unwrap_or_else(|| {
                let at = more.iter().position(|known| known == name).unwrap_or_else(|| {
                    more.push(name.to_owned());
                    more.len() - 1
                });
                // Counted from the end of the document's own symbols; see `names_of`.
                Sym(Symbols::LOCAL | at as u32)
            })
        };
        let layers = head.layers.iter().filter_map(|&id| head.schema.layer(id));
        let names = layers.map(|layer| Names::new(&layer.schema.name, &layer.schema, &mut intern)).collect();
        Ok(Self { head: json, names, more })
    }

    /// The names behind a document's own symbols, of which there are `own`.
    fn names_of(&self, at: usize, own: usize) -> Names {
        let mut names = self.names.get(at).cloned().unwrap_or_default();
        let shift = |sym: &mut Sym| {
            if sym.0 & Symbols::LOCAL != 0 {
                sym.0 += own as u32;
            }
        };
        shift(&mut names.layer);
        names.columns.iter_mut().for_each(|(name, to)| {
            shift(name);
            shift(to);
        });
        names
    }
}

/// Where the bytes of a call go.
struct Put<'o> {
    out: &'o mut Vec<u8>,
    /// Why bytes were not taken: the document then failed, whatever the plugin makes of it.
    refused: Option<&'static str>,
}

#[allow(unsafe_code)]
unsafe extern "C" fn put(ctx: *mut c_void, bytes: *const c_void, len: u64) -> i32 {
    // SAFETY: the context is the `Put` of the call that is running; the bytes are lent for the time of this call.
    let (put, bytes) = unsafe { (ctx.cast::<Put<'_>>().as_mut(), abi::slice(bytes.cast::<u8>(), len)) };
    let Some(put) = put else { return abi::code::ARG };
    match bytes {
        Some(bytes) if !fault::hit() => {
            put.out.extend_from_slice(bytes);
            abi::code::OK
        }
        Some(_) => {
            put.refused = Some(fault::MESSAGE);
            abi::code::IO
        }
        None => {
            put.refused = Some("the bytes to be written are null, or more than there can be");
            abi::code::ARG
        }
    }
}

impl Open {
    fn know(&mut self, head: &Head<'_>) -> Result<&Known, Error> {
        if self.known.is_none() {
            self.shared.component.host.freeze(head.symbols);
            self.known = Some(Known::new(head)?);
        }
        self.known.as_ref().ok_or_else(|| Error::fatal("no head"))
    }

    fn target(&self, put_into: &mut Put<'_>) -> abi::Target {
        abi::Target {
            struct_size: size_of::<abi::Target>() as u32,
            flags: 0,
            ctx: std::ptr::from_mut(put_into).cast(),
            write: Some(put),
            path: if self.path.is_empty() { abi::Str::EMPTY } else { abi::Str::lend(&self.path) },
            head_json: self.known.as_ref().map_or(abi::Str::EMPTY, |known| abi::Str::lend(&known.head)),
        }
    }

    /// Ends a call. A worker that panicked is left to the engine, which takes it out of use.
    fn ended(&self, code: i32, about: &str, put: &Put<'_>) -> Result<(), Error> {
        match (code, put.refused) {
            (abi::code::PANIC, _) => self.worker.abandon(code, about),
            (abi::code::OK, None) => Ok(()),
            (_, Some(why)) => Err(Error::document(why).within(&self.worker.place(about))),
            (_, None) => Err(self.worker.failed(code, about)),
        }
    }

    #[allow(unsafe_code)]
    fn simple(
        &self,
        call: Option<unsafe extern "C" fn(*mut abi::Worker, *const abi::Target) -> i32>,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        let Some(call) = call else { return Ok(()) };
        let mut put = Put { out, refused: None };
        let target = self.target(&mut put);
        let _ = crate::api::why();
        // SAFETY: the worker is open and used by this thread alone; the target is lent for the time of the call.
        let code = unsafe { call(self.worker.pointer(), &raw const target) };
        self.ended(code, "", &put)
    }
}

impl Encoder for Open {
    fn begin(&mut self, head: &Head<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        self.know(head)?;
        self.simple(self.shared.table.begin, out)
    }

    #[allow(unsafe_code)]
    fn encode(&mut self, record: &Record<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        self.know(&record.head)?;
        let Some(write) = self.shared.table.write else {
            return Err(Error::fatal("the plugin cannot write"));
        };
        let Some(known) = &self.known else { return Ok(()) };
        let document = record.document;
        let own = document.local.names().len();
        let tables: Vec<LentTable> = record
            .layers()
            .enumerate()
            .map(|(at, (_, layer))| {
                let parts = Parts {
                    start: &layer.start,
                    end: &layer.end,
                    label: &layer.label,
                    columns: &layer.columns,
                };
                lend::table(&known.names_of(at, own), parts, |_| None)
            })
            .collect();
        let layers: Vec<*const abi::Table> = tables.iter().map(|lent| &raw const lent.table).collect();
        let mut fields = LentFields::default();
        for (name, value) in document.fields.iter() {
            fields.push(name, value, document.fields.origin(name).unwrap_or(warraq_core::Origin::Reader));
        }
        let more = known.more.iter().map(String::as_str);
        let local: Vec<abi::Str> = document.local.names().chain(more).map(abi::Str::lend).collect();
        let json = RemoteRecord::new(document).and_then(|record| serde_json::to_string(&record).ok());
        let doc = abi::Doc {
            struct_size: size_of::<abi::Doc>() as u32,
            flags: 0,
            id: abi::Str::lend(document.id()),
            text: abi::Str::lend(document.text()),
            n_layers: layers.len() as u32,
            n_fields: fields.len(),
            layers: layers.as_ptr(),
            fields: fields.pairs.as_ptr(),
            field_info: fields.info.as_ptr(),
            local: local.as_ptr(),
            n_local: local.len() as u64,
            record_json: json.as_deref().map_or(abi::Str::EMPTY, abi::Str::lend),
        };
        let docs = [&raw const doc];
        let batch =
            abi::Batch { struct_size: size_of::<abi::Batch>() as u32, n_docs: 1, docs: docs.as_ptr() };
        let mut put = Put { out, refused: None };
        let target = self.target(&mut put);
        let _ = crate::api::why();
        // SAFETY: the worker is open and used by this thread alone; all else is lent for the time of the call.
        let code = unsafe { write(self.worker.pointer(), &raw const batch, self.count, &raw const target) };
        self.count += 1;
        self.ended(code, document.id(), &put)
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.simple(self.shared.table.finish, out)
    }

    fn begin_file(&mut self, head: &Head<'_>, path: &Path) -> Result<(), Error> {
        self.know(head)?;
        let path = path.to_str().ok_or_else(|| Error::fatal("the path of the output is not UTF-8"))?;
        path.clone_into(&mut self.path);
        self.simple(self.shared.table.begin, &mut Vec::new())
    }
}
