//! The binary contract between the host and its plugins: version numbers, structs, the manifest's place.
//!
//! `include/warraq_plugin.h` is the source of truth; the structs here mirror it by hand, and a test compares every
//! size, alignment and offset.

#![no_std]

pub mod json;
mod structs;

pub use structs::*;

/// The header itself, for tools that hand it on.
pub const HEADER: &str = include_str!("../include/warraq_plugin.h");
/// Macros for plugins in C with one component, made of the header.
pub const HEADER_EASY: &str = include_str!("../include/warraq_plugin_easy.h");
/// The C++ wrapper: exceptions become errors.
pub const HEADER_CPP: &str = include_str!("../include/warraq_plugin.hpp");

/// The major version. It is part of the name of the function that plugins export.
pub const MAJOR: u32 = 1;
/// The minor version: it counts additions.
pub const MINOR: u32 = 0;
/// The exported function.
pub const OPEN: &str = "warraq_plugin_open_v1";

/// The section that holds the manifest in ELF and PE files.
pub const SECTION: &str = ".wrq_manifest";
/// The same in Mach-O files, without its segment.
pub const SECTION_MACH: &str = "__wrq_manifest";
/// What the section starts with; the length (`u32` in the byte order of the machine) and the JSON follow.
pub const MAGIC: [u8; 8] = *b"WRQMANI1";

/// What lies in the section.
#[repr(C)]
pub struct Manifest<const N: usize> {
    magic: [u8; 8],
    len: u32,
    text: [u8; N],
}

impl<const N: usize> Manifest<N> {
    /// A manifest of this text.
    #[must_use]
    pub const fn new(text: [u8; N]) -> Self {
        Self { magic: MAGIC, len: N as u32, text }
    }

    /// The JSON.
    #[must_use]
    pub const fn text(&self) -> &[u8] {
        &self.text
    }
}

/// Names of interfaces and extensions.
pub mod id {
    /// Processes documents.
    pub const PROCESSOR: &str = "warraq.processor/1";
    /// Reads items.
    pub const READER: &str = "warraq.reader/1";
    /// Splits streams.
    pub const UNPACKER: &str = "warraq.unpacker/1";
    /// Writes documents.
    pub const WRITER: &str = "warraq.writer/1";
    /// The host's log.
    pub const LOG: &str = "warraq.log/1";
    /// Files that options name.
    pub const ASSETS: &str = "warraq.assets/1";
    /// What the plan knows while signatures are asked for.
    pub const CONTEXT: &str = "warraq.context/1";
    /// Errors with the option that they concern.
    pub const ERROR: &str = "warraq.error/1";
}

/// Results of calls.
pub mod code {
    /// All is well.
    pub const OK: i32 = 0;
    /// The other side speaks another version.
    pub const ABI: i32 = -1;
    /// An argument is wrong: an unknown component, a bad table.
    pub const ARG: i32 = -2;
    /// The set-up is wrong.
    pub const CONFIG: i32 = -3;
    /// This document cannot be processed.
    pub const DOC: i32 = -4;
    /// The worker can do no more.
    pub const FATAL: i32 = -5;
    /// The plugin panicked.
    pub const PANIC: i32 = -6;
    /// The call was given up because `stop` said so.
    pub const CANCELLED: i32 = -7;
    /// Memory ran out.
    pub const NOMEM: i32 = -8;
    /// This side cannot do that.
    pub const UNSUPPORTED: i32 = -9;
    /// Reading or writing failed.
    pub const IO: i32 = -10;
    /// A bound was passed.
    pub const LIMIT: i32 = -11;
}

/// Types of columns.
pub mod column {
    /// Symbols, `u32`.
    pub const SYM: u32 = 1;
    /// 0 or 1, `u8`.
    pub const BOOL: u32 = 2;
    /// `i64`.
    pub const I64: u32 = 3;
    /// `f64`.
    pub const F64: u32 = 4;
    /// Offsets into joined strings.
    pub const STR: u32 = 5;
    /// Rows of another layer, `u32`.
    pub const ROW: u32 = 6;
    /// Pairs of `u32`.
    pub const SPAN: u32 = 7;
}

/// Types and origins of fields (`field_info`: type | origin << 4).
pub mod field {
    /// Text as it is.
    pub const TEXT: u8 = 0;
    /// An integer, as JSON.
    pub const INT: u8 = 1;
    /// A floating-point number, as JSON.
    pub const FLOAT: u8 = 2;
    /// A truth value, as JSON.
    pub const BOOL: u8 = 3;
    /// A list or an object, as JSON.
    pub const JSON: u8 = 4;
}

/// Flags.
pub mod flag {
    /// `Doc::flags`: the text is a view.
    pub const DOC_VIEW: u32 = 1;
    /// `Item::flags`: offset, length and index are known.
    pub const ITEM_PART: u32 = 1;
    /// `Writer::flags`: encodes on the workers into one stream.
    pub const WRITER_PARALLEL: u32 = 1;
    /// `Writer::flags`: writes a file itself.
    pub const WRITER_FILE: u32 = 2;
    /// `Writer::flags`: a target for each document.
    pub const WRITER_DOCUMENTS: u32 = 4;
    /// The bit of symbols that only one document has.
    pub const SYM_LOCAL: u32 = 0x8000_0000;
}

/// Levels of log lines.
pub mod level {
    /// Something failed.
    pub const ERROR: i32 = 1;
    /// Something is odd.
    pub const WARN: i32 = 2;
    /// Something happened.
    pub const INFO: i32 = 3;
    /// For the author.
    pub const DEBUG: i32 = 4;
}
