//! Readers, unpackers and formats as `plugin check` tests them.

use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Map, Value};
use warraq_core::component::{OpenEncoder, OpenReader, OpenStream};
use warraq_core::signature::Context;
use warraq_core::step::{Broken, panic_message};
use warraq_core::wiring::output_schema;
use warraq_core::{
    Create, Document, Encoder, Error, Factory, Head, Interner, Item, LayerId, Made, OpenArgs, OutputSettings,
    ReadOut, Reader, Record, Renames, RunLayer, Schema, Symbols, Target, Wiring,
};

use super::subject::{ERROR, Subject, unchanged};
use super::watched::read_only;
use crate::chain::{Chain, GivenLayer, Ready};
use crate::rows;

/// A component outside a chain.
struct Alone {
    made: Made,
    wiring: Wiring,
    schema: Schema,
    symbols: Arc<Symbols>,
}

fn make(entry: &dyn Factory, options: &Map<String, Value>) -> Result<Alone, String> {
    let signature = entry.signature(options, Context::default()).map_err(|errors| errors[0].to_string())?;
    let (names, interner, mut schema) = (Renames::default(), Interner::new(), Schema::default());
    for writes in &signature.writes {
        schema.layers.push(RunLayer { schema: output_schema(writes, &names), step: "reader".into() });
    }
    let wiring = Wiring::new(&signature, &names, &schema, &interner).map_err(|error| error.to_string())?;
    let made = entry.create(&Create::new("checked", &wiring, &interner, &[]), options);
    Ok(Alone { made: made.map_err(|error| error.to_string())?, wiring, schema, symbols: interner.freeze() })
}

/// Calls a component; a panic, or a host that unwinds with an error, is an error, and `true` says that the worker is gone.
fn guarded<T>(call: impl FnOnce() -> Result<T, Error>) -> (Result<T, String>, bool) {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(result) => (result.map_err(|error| error.to_string()), false),
        Err(panic) => match panic.downcast_ref::<Broken>() {
            Some(Broken(error)) => (Err(error.to_string()), true),
            None => (Err(format!("panicked outside the plugin: {}", panic_message(&*panic))), true),
        },
    }
}

/// A reader with its worker.
pub(super) struct Reading {
    of: Arc<dyn OpenReader>,
    worker: Box<dyn Reader>,
    wiring: Wiring,
    schema: Schema,
    symbols: Arc<Symbols>,
}

impl Reading {
    pub(super) fn new(entry: &dyn Factory, options: &Map<String, Value>) -> Result<Self, String> {
        let Alone { made, wiring, schema, symbols } = make(entry, options)?;
        let Made::Reader(of) = made else { return Err("not a reader".into()) };
        let worker = Arc::clone(&of).worker().map_err(|error| error.to_string())?;
        Ok(Self { of, worker, wiring, schema, symbols })
    }

    /// Reads bytes; the documents are shown one by one, each with its rows after it.
    pub(super) fn read(&mut self, item: &Item) -> Vec<String> {
        let mut out = ReadOut::new(&self.wiring, &self.symbols);
        let (result, gone) = guarded(|| self.worker.read(item, &mut out));
        if gone {
            match Arc::clone(&self.of).worker() {
                Ok(worker) => self.worker = worker,
                Err(error) => return vec![format!("{ERROR}{error}")],
            }
        }
        if let Err(error) = result {
            return vec![format!("{ERROR}{error}")];
        }
        let (documents, failed) = out.into_parts();
        let mut lines = Vec::new();
        for document in &documents {
            lines.push(format!("«{}»", document.text().replace('\n', "\\n")));
            for layer in &self.schema.layers {
                lines.extend(rows(document, &self.schema, &self.symbols, &layer.schema.name));
            }
        }
        lines.extend(failed.into_iter().map(|message| format!("{ERROR}{message}")));
        lines
    }
}

/// Bytes as an item of its own.
pub(super) fn item(bytes: &[u8]) -> Item {
    Item { id: "test".into(), uri: "test".into(), bytes: bytes.to_vec(), ..Item::default() }
}

impl Subject for Reading {
    fn run(&mut self, texts: &[&str]) -> Vec<Vec<String>> {
        texts.iter().map(|text| self.read(&item(text.as_bytes()))).collect()
    }

    fn untouched(&mut self, text: &str) -> Result<bool, String> {
        let item = item(text.as_bytes());
        read_only(&item.bytes, || self.read(&item));
        unchanged(&item.bytes, text.as_bytes())
    }
}

/// An unpacker, which is opened for each stream.
pub(super) struct Unpacking(Arc<dyn OpenStream>);

impl Unpacking {
    pub(super) fn new(entry: &dyn Factory, options: &Map<String, Value>) -> Result<Self, String> {
        let Made::Unpacker(of) = make(entry, options)?.made else { return Err("not an unpacker".into()) };
        Ok(Self(of))
    }

    /// The items of a stream, one a line.
    pub(super) fn unpack(&self, stream: Box<dyn Read + Send>) -> Vec<String> {
        /// A plugin that never ends is stopped here.
        const MOST: usize = 1_000_000;
        let args = OpenArgs { uri: "test".into(), id: "test".into(), max_item: 64 << 20 };
        let (opened, _) = guarded(|| Arc::clone(&self.0).open(stream, args));
        let mut open = match opened {
            Ok(open) => open,
            Err(error) => return vec![format!("{ERROR}{error}")],
        };
        let mut lines = Vec::new();
        while let (Ok(Some(next)), _) = guarded(|| Ok(open.next())) {
            lines.push(match next {
                Ok(item) => format!("«{}»", String::from_utf8_lossy(&item.bytes).replace('\n', "\\n")),
                Err(error) => format!("{ERROR}{}", error.message),
            });
            if lines.len() > MOST {
                lines.push(format!("{ERROR}no end after {MOST} items"));
                break;
            }
        }
        lines
    }
}

impl Subject for Unpacking {
    fn run(&mut self, texts: &[&str]) -> Vec<Vec<String>> {
        let stream = |text: &&str| Box::new(io::Cursor::new(text.as_bytes().to_vec()));
        texts.iter().map(|text| self.unpack(stream(text))).collect()
    }

    fn untouched(&mut self, _: &str) -> Result<bool, String> {
        Ok(false)
    }
}

/// A stream that gives one byte at a time, or breaks after some bytes.
pub(super) struct Odd {
    /// What is left.
    pub(super) bytes: io::Cursor<Vec<u8>>,
    /// After how many bytes it breaks.
    pub(super) breaks: Option<u64>,
}

impl Read for Odd {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.breaks.is_some_and(|at| self.bytes.position() >= at) {
            return Err(io::Error::other("the stream broke"));
        }
        let one = buffer.len().min(1);
        self.bytes.read(&mut buffer[..one])
    }
}

/// A format with a worker for documents and one for what stands before and after them.
pub(super) struct Writing {
    of: Arc<dyn OpenEncoder>,
    worker: Box<dyn Encoder>,
    front: Box<dyn Encoder>,
    chain: Ready,
}

impl Writing {
    pub(super) fn new(entry: &dyn Factory, options: &Map<String, Value>) -> Result<Self, String> {
        let Made::Encoder(of) = make(entry, options)?.made else { return Err("not a format".into()) };
        let worker = || Arc::clone(&of).worker().map_err(|error| error.to_string());
        let chain = Chain::new().given("token").ready().map_err(|error| error.to_string())?;
        Ok(Self { worker: worker()?, front: worker()?, of, chain })
    }

    fn document(&self, text: &str) -> Result<Document, String> {
        let fields = [("published", "2020-12-30"), ("title", "عنوان")];
        let document = self.chain.document(text, &fields, &[GivenLayer::tokens(text)]);
        document.map_err(|error| error.to_string())
    }

    /// What stands in the output for a document alone.
    fn write(&mut self, document: &Document) -> Result<Vec<u8>, String> {
        let (settings, layers) = (OutputSettings::default(), [LayerId(0)]);
        let head = Head {
            schema: &self.chain.schema,
            layers: &layers,
            pipeline: "test",
            fingerprint: "test",
            settings: &settings,
            symbols: &self.chain.symbols,
        };
        let (record, mut out) = (Record::new(document, head), Vec::new());
        let (of, worker, front) = (&self.of, &mut self.worker, &mut self.front);
        let (result, gone) = guarded(|| {
            match of.target() {
                Target::Stream => {
                    front.begin(&head, &mut out)?;
                    worker.encode(&record, &mut out)?;
                    front.finish(&mut out)?;
                }
                Target::Documents => {
                    worker.begin(&head, &mut out)?;
                    worker.encode(&record, &mut out)?;
                    worker.finish(&mut out)?;
                }
                Target::File => {
                    let (path, mut worker) = (scratch(), Arc::clone(of).worker()?);
                    worker.begin_file(&head, &path)?;
                    worker.encode(&record, &mut Vec::new())?;
                    worker.finish(&mut Vec::new())?;
                    let bytes = std::fs::read(&path);
                    let _ = std::fs::remove_file(&path);
                    out = bytes
                        .map_err(|error| Error::document(format!("its file cannot be read: {error}")))?;
                }
            }
            Ok(())
        });
        if gone {
            let anew = || Arc::clone(&self.of).worker().map_err(|error| error.to_string());
            (self.worker, self.front) = (anew()?, anew()?);
        }
        result.map(|()| out)
    }

    fn lines(&mut self, text: &str) -> Result<Vec<String>, String> {
        let document = self.document(text)?;
        let bytes = self.write(&document)?;
        Ok(String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect())
    }
}

/// A path for a format that writes a file of its own.
fn scratch() -> std::path::PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("warraq-check-{}-{number}", std::process::id()))
}

impl Subject for Writing {
    fn run(&mut self, texts: &[&str]) -> Vec<Vec<String>> {
        let lines = |text: &&str| self.lines(text).unwrap_or_else(|error| vec![format!("{ERROR}{error}")]);
        texts.iter().map(lines).collect()
    }

    fn untouched(&mut self, text: &str) -> Result<bool, String> {
        let document = self.document(text)?;
        let lent = document.text().as_bytes();
        read_only(lent, || self.write(&document).map(drop))?;
        unchanged(lent, text.as_bytes())
    }
}
