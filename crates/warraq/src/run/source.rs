//! The unpacking thread: finds the files of the inputs, opens them, and groups their items into batches.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;

use warraq_core::item::{Item, OpenArgs};

use super::Shared;
use super::batch::{Batch, Taken};
use super::dead::DeadLetter;
use crate::plan::{InputPath, PlanInput, PlanUnpacker};

/// How many bytes a batch has, about.
const BATCH_BYTES: usize = 256 << 10;

/// How many bytes a byte of input takes while it is in flight: the item, its text, layers on it, and their encoding.
const IN_FLIGHT: u64 = 24;

/// A file of an input, or why it cannot be read.
pub(super) struct SourceFile {
    input: usize,
    /// As messages and records name it; `-` is standard input.
    uri: String,
    path: PathBuf,
    id: String,
    size: u64,
}

/// All files of the inputs, in order.
pub(super) fn files(inputs: &[PlanInput]) -> Result<Vec<SourceFile>, String> {
    let mut files = Vec::new();
    for (input, planned) in inputs.iter().enumerate() {
        for given in &planned.paths {
            if given.given == "-" {
                let (uri, id) = ("-".to_owned(), "stdin".to_owned());
                files.push(SourceFile { input, uri, path: PathBuf::new(), id, size: 0 });
                continue;
            }
            for found in expand(given)? {
                let size = found.path.metadata().map_or(0, |data| data.len());
                files.push(SourceFile { input, uri: found.uri, path: found.path, id: found.id, size });
            }
        }
    }
    Ok(files)
}

/// The bytes of all files together; 0 when standard input is among them.
pub(super) fn total_bytes(files: &[SourceFile]) -> u64 {
    if files.iter().any(|file| file.uri == "-") { 0 } else { files.iter().map(|file| file.size).sum() }
}

/// A file that a path of an input stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// The path as written, with the part that a directory or a pattern stands for.
    pub uri: String,
    /// The path from the literal prefix.
    pub id: String,
}

/// The files that a path, a directory or a pattern stands for, sorted by path. Directories are walked through, hidden
/// files left out; links are followed for files, not for directories.
///
/// # Errors
/// There is no such file, or the pattern matches nothing.
pub fn expand(given: &InputPath) -> Result<Vec<Found>, String> {
    let path = &given.resolved;
    if !is_pattern(&given.given) {
        let data = path.metadata().map_err(|error| format!("{}: {}", given.given, plain(&error)))?;
        if !data.is_dir() {
            let id = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            return Ok(vec![Found { path: path.clone(), uri: given.given.clone(), id }]);
        }
        return Ok(walk(path, Path::new(&given.given), &|_| true));
    }
    let (prefix, shown) = (literal_prefix(path), literal_prefix(Path::new(&given.given)));
    let pattern = globset::GlobBuilder::new(&path.to_string_lossy()).literal_separator(true).build();
    let matcher = pattern.map_err(|error| format!("{}: {error}", given.given))?.compile_matcher();
    let found = walk(&prefix, &shown, &|path| matcher.is_match(path));
    if found.is_empty() {
        return Err(format!("{}: no file matches", given.given));
    }
    Ok(found)
}

fn is_pattern(path: &str) -> bool {
    path.contains(['*', '?', '[', '{'])
}

/// The directories of a pattern before its first special character.
fn literal_prefix(path: &Path) -> PathBuf {
    path.iter().take_while(|part| !is_pattern(&part.to_string_lossy())).collect()
}

fn walk(root: &Path, shown: &Path, take: &dyn Fn(&Path) -> bool) -> Vec<Found> {
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let mut found = Vec::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(directory) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&directory) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let directory = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if hidden {
                continue;
            }
            if directory {
                open.push(path);
                continue;
            }
            let relative = path.strip_prefix(root).unwrap_or(&path);
            let tested = if root == Path::new(".") { relative } else { &path };
            if take(tested) {
                let uri = shown.join(relative).to_string_lossy().into_owned();
                let id = relative.to_string_lossy().into_owned();
                found.push(Found { path, uri, id });
            }
        }
    }
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found
}

/// An error of the system in words, without its number.
pub(super) fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}

/// Counts the bytes that are read through it.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Unpacks all files into batches until they or the run end.
pub(super) fn unpack(shared: &Shared<'_>, files: Vec<SourceFile>, to: &SyncSender<Batch>) {
    let mut batches =
        Batches { shared, to, number: 0, batch: None, bytes: 0, items: 0, count: Arc::default() };
    for file in files {
        if shared.stopped() || batches.limit_reached() {
            break;
        }
        batches.file(&file);
    }
    batches.flush();
}

struct Batches<'s, 'p> {
    shared: &'s Shared<'p>,
    to: &'s SyncSender<Batch>,
    number: u64,
    batch: Option<Batch>,
    bytes: usize,
    items: u64,
    count: Arc<AtomicU64>,
}

impl Batches<'_, '_> {
    fn limit_reached(&self) -> bool {
        self.shared.plan.settings.limit.is_some_and(|limit| self.items >= limit)
    }

    fn file(&mut self, file: &SourceFile) {
        let Some(input) = self.shared.plan.inputs.get(file.input) else { return };
        let unpacker = choose(&input.unpackers, &file.uri);
        let Some(unpacker) = unpacker else { return };
        let place = || Item { uri: file.uri.as_str().into(), id: file.id.clone(), ..Item::default() };
        let stream = match self.open(file) {
            Ok(stream) => stream,
            Err(error) => {
                let message = format!("cannot be opened: {}", plain(&error));
                return self.push(file.input, Taken::Dead(DeadLetter::new(place(), "open", message)));
            }
        };
        let max_item = self.shared.plan.settings.max_document;
        let args = OpenArgs { uri: file.uri.as_str().into(), id: file.id.clone(), max_item };
        let mut items = match Arc::clone(&unpacker.unpacker)
            .open(warraq_readers::decompress::decompressed(stream), args)
        {
            Ok(items) => items,
            Err(error) => {
                let letter = DeadLetter::new(place(), &unpacker.name, error.to_string());
                return self.push(file.input, Taken::Dead(letter));
            }
        };
        while let Some(item) = items.next() {
            match item {
                Ok(item) => self.push(file.input, Taken::Item(item)),
                Err(error) => {
                    let letter = DeadLetter::new(error.item, &unpacker.name, error.message);
                    self.push(file.input, Taken::Dead(letter));
                    if error.last {
                        break;
                    }
                }
            }
            if self.shared.stopped() || self.limit_reached() {
                break;
            }
        }
    }

    fn open(&self, file: &SourceFile) -> io::Result<Box<dyn Read + Send>> {
        let count = Arc::clone(&self.count);
        if file.uri == "-" {
            return Ok(Box::new(Counted { inner: io::stdin(), count }));
        }
        Ok(Box::new(Counted { inner: File::open(&file.path)?, count }))
    }

    fn push(&mut self, input: usize, taken: Taken) {
        let bytes = match &taken {
            Taken::Item(item) => item.heap_size(),
            Taken::Dead(letter) => letter.item.heap_size(),
        };
        if self.batch.as_ref().is_some_and(|batch| batch.input != input || self.is_full(batch, bytes)) {
            self.flush();
        }
        let cost = bytes as u64 * IN_FLIGHT;
        // What the open batch holds is given on before waiting, or the wait could be for itself.
        if self.batch.is_some() && !self.shared.budget.try_acquire(cost) {
            self.flush();
            self.shared.budget.acquire(cost, || self.shared.stopped());
        } else if self.batch.is_none() {
            self.shared.budget.acquire(cost, || self.shared.stopped());
        }
        let number = self.number;
        let fresh = || Batch { number, input, items: Vec::new(), reserved: 0, file_bytes: 0 };
        let batch = self.batch.get_or_insert_with(fresh);
        batch.items.push(taken);
        batch.reserved += cost;
        self.bytes += bytes;
        self.items += 1;
    }

    fn is_full(&self, batch: &Batch, next: usize) -> bool {
        match self.shared.plan.settings.batch {
            Some(count) => batch.items.len() >= count.max(1),
            None => self.bytes + next > BATCH_BYTES,
        }
    }

    fn flush(&mut self) {
        self.bytes = 0;
        if let Some(mut batch) = self.batch.take() {
            self.number += 1;
            batch.file_bytes = self.count.load(Ordering::Relaxed);
            // The other side is gone only when the run is being stopped.
            let _ = self.to.send(batch);
        }
    }
}

/// The unpacker for a name: the one whose ending it has, compression left out, else the first.
pub(crate) fn choose<'u>(unpackers: &'u [PlanUnpacker], name: &str) -> Option<&'u PlanUnpacker> {
    let lower = name.to_ascii_lowercase();
    let bare = lower.strip_suffix(".gz").or_else(|| lower.strip_suffix(".zst")).unwrap_or(&lower);
    let by_ending = |unpacker: &&PlanUnpacker| {
        unpacker
            .endings
            .iter()
            .any(|ending| bare.strip_suffix(ending.as_str()).is_some_and(|rest| rest.ends_with('.')))
    };
    unpackers.iter().find(by_ending).or_else(|| unpackers.first())
}
