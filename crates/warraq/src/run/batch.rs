//! What goes through the threads of a run: batches of items on the way in, finished documents on the way out.

use std::sync::Arc;

use warraq_core::{Document, Item};

use super::dead::DeadLetter;

/// An item, or why there is none.
pub(super) enum Taken {
    /// To be read.
    Item(Item),
    /// Dead before it could be read.
    Dead(DeadLetter),
}

/// Items that one worker takes through all steps.
pub(super) struct Batch {
    /// The batch's number in input order.
    pub(super) number: u64,
    /// The input that the items come from.
    pub(super) input: usize,
    pub(super) items: Vec<Taken>,
    /// The bytes taken from the budget.
    pub(super) reserved: u64,
    /// Bytes of files read until the end of this batch.
    pub(super) file_bytes: u64,
}

/// How a document ended on the worker.
pub(super) enum Ended {
    /// All outputs can have it: for each, where its bytes end in that output's buffer.
    Encoded {
        /// Whether a step was skipped after an error.
        partial: bool,
        ends: Vec<usize>,
        /// The document itself, for formats that write files.
        document: Option<Arc<Document>>,
        /// Where each output of its own file puts it.
        paths: Vec<Option<String>>,
        warnings: u64,
    },
    /// A step dropped it.
    Dropped { step: String, reason: String },
    /// It failed.
    Dead(Box<DeadLetter>),
}

/// A batch that went through all steps.
pub(super) struct Finished {
    pub(super) number: u64,
    pub(super) ended: Vec<Ended>,
    /// The encoded documents, one buffer an output.
    pub(super) bytes: Vec<Vec<u8>>,
    pub(super) reserved: u64,
    pub(super) file_bytes: u64,
}
