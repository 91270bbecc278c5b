//! The component traits: what a reader, a tokenizer, an extractor or an output format is.

use std::any::Any;
use std::io::Read as Stream;
use std::sync::Arc;

use crate::create::Create;
use crate::doc::Doc;
use crate::error::Error;
use crate::item::{Item, ItemError, OpenArgs, ReadOut};
use crate::options::Options;
use crate::out::Out;
use crate::record::{Head, Record};
use crate::signature::Signature;
use crate::spec::Spec;

/// What is made once a run and shared by all workers: models, tables, automata.
pub trait Component: Send + Sync + Sized + 'static {
    /// Its options, declared with [`crate::options!`]; [`crate::options::NoOptions`] when it has none.
    type Options: Options;
    /// What no option changes: name, summary, languages, examples.
    const SPEC: Spec;

    /// Declares the layers, columns, fields and views read and written under these options. Loads nothing: `check`
    /// calls it.
    ///
    /// # Errors
    /// The options contradict each other, or one is wrong in a way that its kind does not rule out.
    fn signature(options: &Self::Options, s: &mut Signature) -> Result<(), Error>;

    /// Makes the component: handles, symbols, files.
    ///
    /// # Errors
    /// A file that an option names is not what it should be.
    fn create(cx: &Create<'_>, options: Self::Options) -> Result<Self, Error>;
}

/// One worker's scratch around a shared component. This is the document-processing trait: tokenizers and extractors
/// are both this.
pub trait Processor: Send {
    /// Reads a document and gives rows, fields, views, warnings, or a drop; all of it is kept only when this ends well.
    ///
    /// # Errors
    /// The document cannot be processed; nothing that was given is kept.
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error>;

    /// Processes several documents. Worth writing only where one call for many documents is cheaper.
    fn process_batch(&mut self, tasks: &mut [Task<'_>]) {
        for task in tasks {
            task.result = self.process(task.doc, &mut task.out);
        }
    }
}

/// One document of a batch.
pub struct Task<'a> {
    /// What the component sees.
    pub doc: Doc<'a>,
    /// Where its results go.
    pub out: Out<'a>,
    /// How it ended.
    pub result: Result<(), Error>,
}

/// A component that processes documents.
pub trait Process: Component {
    /// A worker's scratch.
    type Worker: Processor + 'static;

    /// Opens a worker: one thread at a time calls it.
    ///
    /// # Errors
    /// The scratch cannot be made.
    fn worker(self: &Arc<Self>) -> Result<Self::Worker, Error>;
}

/// Turns an item into documents, on the workers.
pub trait Reader: Send {
    /// Reads one item.
    ///
    /// # Errors
    /// The item is not what this reader reads; nothing that it gave is kept.
    fn read(&mut self, item: &Item, out: &mut ReadOut<'_>) -> Result<(), Error>;
}

/// A component that reads items.
pub trait Read: Component {
    /// The media types and endings of names that it is chosen for by `auto`.
    const ACCEPTS: Accepts = Accepts { media_types: &[], endings: &[] };
    /// A worker's scratch.
    type Worker: Reader + 'static;

    /// Opens a worker.
    ///
    /// # Errors
    /// The scratch cannot be made.
    fn worker(self: &Arc<Self>) -> Result<Self::Worker, Error>;
}

/// What `auto` goes by when it chooses a reader or an unpacker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Accepts {
    /// Media types without parameters.
    pub media_types: &'static [&'static str],
    /// Endings of file names without the dot, lower case, compression left out.
    pub endings: &'static [&'static str],
}

/// Splits a decompressed stream into items, on one thread an input.
pub trait Unpacker: Send {
    /// The next item, or an error that concerns one item; `None` at the end.
    fn next(&mut self) -> Option<Result<Item, ItemError>>;
}

/// A component that splits streams.
pub trait Unpack: Component {
    /// The endings of names that it is chosen for.
    const ACCEPTS: Accepts = Accepts { media_types: &[], endings: &[] };

    /// Opens a stream.
    ///
    /// # Errors
    /// The stream is not what this unpacker splits.
    fn open(
        self: &Arc<Self>,
        stream: Box<dyn Stream + Send>,
        args: OpenArgs,
    ) -> Result<Box<dyn Unpacker>, Error>;
}

/// Where a format's bytes go.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Target {
    /// One stream for all documents; documents are encoded on the workers and joined in input order.
    #[default]
    Stream,
    /// A file for each document.
    Documents,
    /// A file that the format writes itself, on the ordered thread, under a temporary path.
    File,
}

/// What stands around the documents of a stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Framing {
    /// Before the first of several documents.
    pub open: &'static str,
    /// Between two documents.
    pub between: &'static str,
    /// Behind the last of several documents.
    pub close: &'static str,
    /// What takes the place of all of it when the stream has no documents at all.
    pub empty: &'static str,
}

/// Writes documents as bytes.
pub trait Encoder: Send {
    /// What comes before all documents: a table's header. Called once a stream, or once a document for
    /// [`Target::Documents`].
    ///
    /// # Errors
    /// The layers of the run do not fit this format.
    fn begin(&mut self, head: &Head<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        let _ = (head, out);
        Ok(())
    }

    /// One document. Must not depend on the documents before it, since workers share a stream.
    ///
    /// # Errors
    /// The document cannot be written in this format.
    fn encode(&mut self, record: &Record<'_>, out: &mut Vec<u8>) -> Result<(), Error>;

    /// What comes behind all documents.
    ///
    /// # Errors
    /// The end cannot be written.
    fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let _ = out;
        Ok(())
    }

    /// For [`Target::File`]: starts the file at this temporary path. From then on `encode` is called on the ordered
    /// thread only, and what it puts into `out` is not looked at; `finish` completes the file.
    ///
    /// # Errors
    /// The file cannot be made.
    fn begin_file(&mut self, head: &Head<'_>, path: &std::path::Path) -> Result<(), Error> {
        let _ = (head, path);
        Err(Error::fatal("this format does not write files itself"))
    }
}

/// A component that writes documents.
pub trait Encode: Component {
    /// The endings of file names that choose it, without the dot, compression left out.
    const ENDINGS: &'static [&'static str] = &[];
    /// A worker's scratch.
    type Worker: Encoder + 'static;

    /// Where its bytes go.
    fn target(&self) -> Target {
        Target::Stream
    }

    /// What stands around the documents of a stream.
    fn framing(&self) -> Framing {
        Framing::default()
    }

    /// Opens a worker.
    ///
    /// # Errors
    /// The scratch cannot be made.
    fn worker(self: &Arc<Self>) -> Result<Self::Worker, Error>;
}

/// A made component of any kind, shared by all workers.
#[derive(Clone)]
pub enum Made {
    /// Splits streams.
    Unpacker(Arc<dyn OpenStream>),
    /// Reads items.
    Reader(Arc<dyn OpenReader>),
    /// Processes documents.
    Processor(Arc<dyn OpenProcessor>),
    /// Writes documents.
    Encoder(Arc<dyn OpenEncoder>),
}

/// [`Unpack`] behind a pointer.
pub trait OpenStream: Send + Sync + Any {
    /// See [`Unpack::open`].
    ///
    /// # Errors
    /// The stream is not what this unpacker splits.
    fn open(
        self: Arc<Self>,
        stream: Box<dyn Stream + Send>,
        args: OpenArgs,
    ) -> Result<Box<dyn Unpacker>, Error>;
}

/// [`Read`] behind a pointer.
pub trait OpenReader: Send + Sync + Any {
    /// See [`Read::worker`].
    ///
    /// # Errors
    /// The scratch cannot be made.
    fn worker(self: Arc<Self>) -> Result<Box<dyn Reader>, Error>;
}

/// [`Process`] behind a pointer.
pub trait OpenProcessor: Send + Sync + Any {
    /// See [`Process::worker`].
    ///
    /// # Errors
    /// The scratch cannot be made.
    fn worker(self: Arc<Self>) -> Result<Box<dyn Processor>, Error>;
}

/// [`Encode`] behind a pointer.
pub trait OpenEncoder: Send + Sync + Any {
    /// See [`Encode::target`].
    fn target(&self) -> Target;
    /// See [`Encode::framing`].
    fn framing(&self) -> Framing;
    /// See [`Encode::worker`].
    ///
    /// # Errors
    /// The scratch cannot be made.
    fn worker(self: Arc<Self>) -> Result<Box<dyn Encoder>, Error>;
}
