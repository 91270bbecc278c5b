//! Unpackers: from a stream to the items in it.

pub mod file;
pub mod jsonl;

/// How much of an item that is too large is kept, to recognise it by.
const BEGINNING: usize = 1024;

/// Why an item was passed over.
fn too_large(what: &str, found: Option<u64>, max: u64) -> String {
    match found {
        Some(found) => format!("{what} has {found} bytes, at most {max} are allowed (run.max_document)"),
        None => format!("{what} has more than the {max} bytes that are allowed (run.max_document)"),
    }
}
