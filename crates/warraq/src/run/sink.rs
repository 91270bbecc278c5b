//! Where bytes go: standard output, one file, a file for each document. Files appear under their names when complete.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use warraq_core::{Document, Encoder, Error, Framing, Record, Target};

use super::conclude::panicked;
use super::dead::DeadLetter;
use super::source::plain;
use super::worker::head;
use crate::plan::{Compression, Destination, Plan, PlanOutput};

/// How many bytes a compressed frame holds before compression: frames depend on the bytes alone, not on batches.
const FRAME: usize = 1 << 20;

/// One output.
pub(super) struct Sink<'p> {
    plan: &'p Plan,
    output: &'p PlanOutput,
    encoder: Box<dyn Encoder>,
    target: Target,
    framing: Framing,
    stream: Option<Stream>,
    /// The first document of a framed stream, held back until it is known whether it stays alone.
    first: Option<Vec<u8>>,
    documents: u64,
    file: Option<Temporary>,
    names: HashSet<PathBuf>,
}

impl<'p> Sink<'p> {
    pub(super) fn open(plan: &'p Plan, output: &'p PlanOutput) -> Result<Self, String> {
        let encoder = Arc::clone(&output.encoder).worker().map_err(|error| error.to_string())?;
        let (target, framing) = (output.encoder.target(), output.encoder.framing());
        let (stream, file) = match (&output.destination, target) {
            (Destination::Each { .. }, _) => (None, None),
            (Destination::File(path), Target::File) => (None, Some(Temporary::new(path)?)),
            (Destination::Stdout, Target::File) => {
                return Err(format!(
                    "the format {} writes a file of its own, give it a path",
                    output.component
                ));
            }
            (Destination::File(path), _) => (Some(Stream::file(path, output.compression)?), None),
            (Destination::Stdout, _) => (Some(Stream::stdout(output.compression)), None),
        };
        let names = HashSet::new();
        let mut sink =
            Self { plan, output, encoder, target, framing, stream, first: None, documents: 0, file, names };
        sink.begin()?;
        Ok(sink)
    }

    fn begin(&mut self) -> Result<(), String> {
        let head = head(self.plan, self.output);
        if let Some(file) = &self.file {
            return guarded(|| self.encoder.begin_file(&head, &file.partial));
        }
        let mut bytes = Vec::new();
        if let (Some(stream), Target::Stream) = (&mut self.stream, self.target) {
            guarded(|| self.encoder.begin(&head, &mut bytes))?;
            stream.write(&bytes)?;
        }
        Ok(())
    }

    /// Writes one document.
    pub(super) fn write(
        &mut self,
        bytes: &[u8],
        document: Option<&Document>,
        path: Option<&str>,
    ) -> Result<(), String> {
        self.documents += 1;
        if let (Destination::Each { directory, .. }, Some(path)) = (&self.output.destination, path) {
            return write_alone(&mut self.names, &directory.join(path), bytes, self.output.compression);
        }
        if self.target == Target::File {
            let Some(document) = document else { return Ok(()) };
            let record = Record::new(document, head(self.plan, self.output));
            return guarded(|| self.encoder.encode(&record, &mut Vec::new()));
        }
        let Some(stream) = &mut self.stream else { return Ok(()) };
        if self.framing.open.is_empty() {
            return stream.write(bytes);
        }
        match (self.documents, self.first.take()) {
            (1, _) => {
                self.first = Some(bytes.to_vec());
                return Ok(());
            }
            (_, Some(first)) => {
                stream.write(self.framing.open.as_bytes())?;
                stream.write(&first)?;
            }
            (_, None) => {}
        }
        stream.write(self.framing.between.as_bytes())?;
        stream.write(bytes)
    }

    /// Completes the output.
    pub(super) fn finish(&mut self) -> Result<(), String> {
        if let Some(file) = self.file.take() {
            guarded(|| self.encoder.finish(&mut Vec::new()))?;
            return file.appear();
        }
        let Some(mut stream) = self.stream.take() else { return Ok(()) };
        match (self.documents, self.first.take()) {
            (0, _) => stream.write(self.framing.empty.as_bytes())?,
            (_, Some(alone)) => stream.write(&alone)?,
            (_, None) => stream.write(self.framing.close.as_bytes())?,
        }
        if self.target == Target::Stream {
            let mut bytes = Vec::new();
            guarded(|| self.encoder.finish(&mut bytes))?;
            stream.write(&bytes)?;
        }
        stream.finish()
    }

    /// Removes an output that is not complete.
    pub(super) fn abandon(&mut self) {
        // Standard output has what was written so far; a temporary file removes itself.
        self.stream = None;
        self.file = None;
    }
}

/// A call of a format on the thread that writes: a panic there ends the run like an error, not the process.
fn guarded(call: impl FnOnce() -> Result<(), Error>) -> Result<(), String> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(panic) => Err(panicked("format", &*panic)),
    }
}

fn write_alone(
    names: &mut HashSet<PathBuf>,
    path: &Path,
    bytes: &[u8],
    compression: Compression,
) -> Result<(), String> {
    if !names.insert(path.to_path_buf()) {
        return Err(format!(
            "two documents would write {}; put a field that tells them apart into the path",
            path.display()
        ));
    }
    let mut stream = Stream::file(path, compression)?;
    stream.write(bytes)?;
    stream.finish()
}

/// Writes a file that is whole or not there: under a temporary name, which it loses when it is complete. What is no regular file
/// is written to as it is.
///
/// # Errors
/// The path and what the system says.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let mut stream = Stream::file(path, Compression::None)?;
    stream.write(bytes)?;
    stream.finish()
}

/// A file under a temporary name, which it loses when it is complete.
struct Temporary {
    partial: PathBuf,
    path: PathBuf,
    done: bool,
}

impl Temporary {
    fn new(path: &Path) -> Result<Self, String> {
        let message = |error: io::Error| format!("{}: {}", path.display(), plain(&error));
        if is_special(path) {
            let found = path.display();
            return Err(format!(
                "{found} is a device, pipe or socket, and this format writes regular files only: give the path of one"
            ));
        }
        // A link stays one: the file that it names is replaced.
        let linked = fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
        let real = if linked { fs::canonicalize(path).ok() } else { None };
        let path = real.as_deref().unwrap_or(path);
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        if let Some(directory) = directory {
            fs::create_dir_all(directory).map_err(message)?;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let partial = path.with_file_name(format!(".{name}.partial"));
        Ok(Self { partial, path: path.to_path_buf(), done: false })
    }

    fn appear(mut self) -> Result<(), String> {
        let message = |error: io::Error| format!("{}: {}", self.path.display(), plain(&error));
        File::open(&self.partial).and_then(|file| file.sync_all()).map_err(message)?;
        fs::rename(&self.partial, &self.path).map_err(message)?;
        self.done = true;
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.done {
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// Whether there is a device, a pipe or a socket, which takes bytes but must not be replaced by a file.
fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Bytes on their way to a file or to standard output, compressed in frames of equal size.
struct Stream {
    to: Box<dyn Write>,
    temporary: Option<Temporary>,
    compression: Compression,
    frame: Vec<u8>,
    shown: String,
}

impl Stream {
    fn file(path: &Path, compression: Compression) -> Result<Self, String> {
        let temporary = if is_special(path) { None } else { Some(Temporary::new(path)?) };
        let file = match &temporary {
            Some(temporary) => File::create(&temporary.partial),
            None => File::options().write(true).open(path),
        };
        let file = file.map_err(|error| format!("{}: {}", path.display(), plain(&error)))?;
        let to = Box::new(BufWriter::with_capacity(1 << 18, file));
        let shown = path.display().to_string();
        Ok(Self { to, temporary, compression, frame: Vec::new(), shown })
    }

    fn stdout(compression: Compression) -> Self {
        let to = Box::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        Self { to, temporary: None, compression, frame: Vec::new(), shown: "standard output".into() }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), String> {
        if self.compression == Compression::None {
            return self.put(bytes);
        }
        self.frame.extend_from_slice(bytes);
        while self.frame.len() >= FRAME {
            let rest = self.frame.split_off(FRAME);
            let full = std::mem::replace(&mut self.frame, rest);
            self.compressed(&full)?;
        }
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.to.write_all(bytes).map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &io::Error) -> String {
        if error.kind() == io::ErrorKind::BrokenPipe {
            BROKEN_PIPE.into()
        } else {
            format!("{}: {}", self.shown, plain(error))
        }
    }

    fn compressed(&mut self, bytes: &[u8]) -> Result<(), String> {
        let packed = match self.compression {
            Compression::None => Ok(bytes.to_vec()),
            Compression::Zstd => zstd::encode_all(bytes, 3),
            Compression::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                encoder.write_all(bytes).and_then(|()| encoder.finish())
            }
        };
        let packed = packed.map_err(|error| self.failed(&error))?;
        self.put(&packed)
    }

    fn finish(mut self) -> Result<(), String> {
        let rest = std::mem::take(&mut self.frame);
        if !rest.is_empty() {
            self.compressed(&rest)?;
        }
        self.to.flush().map_err(|error| self.failed(&error))?;
        match self.temporary.take() {
            Some(temporary) => temporary.appear(),
            None => Ok(()),
        }
    }
}

/// The message of a reader that went away; a program ends quietly on it.
pub const BROKEN_PIPE: &str = "broken pipe";

/// The file of dead letters, which is made when the first one comes.
pub(super) struct DeadSink {
    path: PathBuf,
    max: u64,
    stream: Option<Stream>,
}

impl DeadSink {
    pub(super) fn new(path: &Path, max: u64) -> Self {
        Self { path: path.to_path_buf(), max, stream: None }
    }

    pub(super) fn write(&mut self, letter: &DeadLetter) -> Result<(), String> {
        let stream = match &mut self.stream {
            Some(stream) => stream,
            None => self.stream.insert(Stream::file(&self.path, Compression::None)?),
        };
        let mut line = letter.to_json(self.max);
        line.push('\n');
        stream.write(line.as_bytes())
    }

    pub(super) fn finish(&mut self) -> Result<(), String> {
        self.stream.take().map_or(Ok(()), Stream::finish)
    }
}
