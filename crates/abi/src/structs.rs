//! The header's structs, field by field. What each field means stands in the header.

#![allow(missing_docs)]

use core::ffi::{c_char, c_void};
use core::mem::offset_of;

use crate::column;

/// The layout of a struct, for the test against the header.
pub struct Layout {
    pub name: &'static str,
    pub size: usize,
    pub align: usize,
    pub fields: &'static [(&'static str, usize)],
}

macro_rules! structs {
    ($( $name:ident = $c:literal { $( $field:ident: $ty:ty ),* $(,)? } )*) => {
        $(
            #[doc = concat!("`", $c, "`")]
            #[repr(C)]
            #[derive(Clone, Copy)]
            pub struct $name { $( pub $field: $ty ),* }
        )*

        /// All structs.
        pub const LAYOUT: &[Layout] = &[$( Layout {
            name: $c,
            size: size_of::<$name>(),
            align: align_of::<$name>(),
            fields: &[$( (stringify!($field), offset_of!($name, $field)) ),*],
        } ),*];
    };
}

/// A function that may be absent.
macro_rules! f {
    ($($arg:ty),* => $ret:ty) => { Option<unsafe extern "C" fn($($arg),*) -> $ret> };
    ($($arg:ty),*) => { Option<unsafe extern "C" fn($($arg),*)> };
}

/// A component, known only to its plugin.
#[repr(C)]
pub struct Component([u8; 0]);
/// A worker, known only to its plugin.
#[repr(C)]
pub struct Worker([u8; 0]);

structs! {
    Str = "wrq_str" { ptr: *const c_char, len: u64 }
    Run = "wrq_run" { at: u32, at_end: u32, from: u32, from_end: u32 }
    Col = "wrq_col" {
        struct_size: u32, r#type: u32, name: u32, ref_layer: u32, values: *const c_void, values_len: u64,
        offsets: *const u32, validity: *const u8,
    }
    Table = "wrq_table" {
        struct_size: u32, layer: u32, n: u64, start: *const u32, end: *const u32, label: *const u32, n_cols: u32,
        reserved: u32, cols: *const *const Col,
    }
    Doc = "wrq_doc" {
        struct_size: u32, flags: u32, id: Str, text: Str, n_layers: u32, n_fields: u32, layers: *const *const Table,
        fields: *const Str, field_info: *const u8, local: *const Str, n_local: u64, record_json: Str,
    }
    Batch = "wrq_batch" { struct_size: u32, n_docs: u32, docs: *const *const Doc }
    Sink = "wrq_sink" {
        struct_size: u32, reserved: u32, ctx: *mut c_void,
        rows: f!(*mut Sink, u32, *const Table => i32),
        field: f!(*mut Sink, u32, Str, Str => i32),
        view: f!(*mut Sink, u32, u32, Str, *const Run, u64 => i32),
        drop: f!(*mut Sink, u32, Str => i32),
        warn: f!(*mut Sink, u32, Str),
        fail: f!(*mut Sink, u32, i32, Str),
        stop: f!(*const Sink => i32),
        field_json: f!(*mut Sink, u32, Str, Str => i32),
    }
    Host = "wrq_host" {
        struct_size: u32, abi_minor: u32, ctx: *mut c_void, name: Str, version: Str,
        extension: f!(*const Host, Str => *const c_void),
        intern: f!(*const Host, Str => u32),
        symbol: f!(*const Host, u32 => Str),
        error: f!(*const Host, i32, Str),
    }
    Log = "wrq_log" { struct_size: u32, reserved: u32, write: f!(*const Host, i32, Str, Str) }
    Assets = "wrq_assets" {
        struct_size: u32, reserved: u32,
        count: f!(*const Host => u64),
        get: f!(*const Host, u64, *mut Str, *mut Str => i32),
    }
    Context = "wrq_context" { struct_size: u32, reserved: u32, json: f!(*const Host => Str) }
    ErrorJson = "wrq_error" { struct_size: u32, reserved: u32, json: f!(*const Host, i32, Str) }
    JsonOut = "wrq_json_out" { ctx: *mut c_void, put: f!(*mut c_void, Str => i32) }
    Life = "wrq_life" {
        struct_size: u32, flags: u32,
        signature: f!(*const Host, Str, Str, *const JsonOut => i32),
        create: f!(*const Host, Str, Str, Str, *mut *mut Component => i32),
        open: f!(*mut Component, *mut *mut Worker => i32),
        close: f!(*mut Worker),
        destroy: f!(*mut Component),
    }
    Processor = "wrq_processor" {
        struct_size: u32, flags: u32, life: *const Life,
        process: f!(*mut Worker, *const Batch, *mut Sink => i32),
    }
    Item = "wrq_item" {
        struct_size: u32, n_fields: u32, uri: Str, media_type: Str, bytes: Str, fields: *const Str, id: Str, offset: u64,
        length: u64, index: u64, field_info: *const u8, flags: u32, reserved: u32,
    }
    NewDoc = "wrq_new_doc" {
        struct_size: u32, n_layers: u32, id: Str, text: Str, runs: *const Run, n_runs: u64, layers: *const *const Table,
        fields: *const Str, n_fields: u32, reserved: u32, field_info: *const u8, local: *const Str, n_local: u64,
        warnings: *const Str, n_warnings: u64, undecoded: u64, run_json: Str,
    }
    DocOut = "wrq_doc_out" {
        struct_size: u32, reserved: u32, ctx: *mut c_void,
        document: f!(*mut c_void, *const NewDoc => i32),
        fail: f!(*mut c_void, i32, Str),
        stop: f!(*mut c_void => i32),
    }
    Reader = "wrq_reader" {
        struct_size: u32, flags: u32, life: *const Life,
        read: f!(*mut Worker, *const Item, *const DocOut => i32),
    }
    Istream = "wrq_istream" {
        struct_size: u32, flags: u32, ctx: *mut c_void,
        read: f!(*mut c_void, *mut c_void, u64 => i64),
        seek: f!(*mut c_void, u64 => i32),
        size: f!(*mut c_void => i64),
        id: Str, max_item: u64,
    }
    ItemOut = "wrq_item_out" {
        struct_size: u32, reserved: u32, ctx: *mut c_void,
        item: f!(*mut c_void, *const Item, u64, u64 => i32),
        fail: f!(*mut c_void, u64, Str),
        fail_item: f!(*mut c_void, *const Item, Str, i32),
    }
    Unpacker = "wrq_unpacker" {
        struct_size: u32, flags: u32, life: *const Life,
        begin: f!(*mut Worker, Str, *const Istream => i32),
        next: f!(*mut Worker, *const ItemOut => i32),
    }
    Target = "wrq_target" {
        struct_size: u32, flags: u32, ctx: *mut c_void,
        write: f!(*mut c_void, *const c_void, u64 => i32),
        path: Str, head_json: Str,
    }
    WriterInfo = "wrq_writer_info" { struct_size: u32, flags: u32, open: Str, between: Str, close: Str, empty: Str }
    Writer = "wrq_writer" {
        struct_size: u32, flags: u32, life: *const Life,
        begin: f!(*mut Worker, *const Target => i32),
        write: f!(*mut Worker, *const Batch, u64, *const Target => i32),
        finish: f!(*mut Worker, *const Target => i32),
        describe: f!(*mut Component, *mut WriterInfo => i32),
    }
    Module = "wrq_module" {
        struct_size: u32, abi_minor: u32, manifest: Str,
        get_interface: f!(Str => *const c_void),
    }
}

impl Str {
    /// The empty string.
    pub const EMPTY: Str = Str { ptr: core::ptr::null(), len: 0 };

    /// Lends a string. The caller keeps it alive as long as the other side may look at it.
    #[must_use]
    pub const fn lend(text: &str) -> Str {
        Str { ptr: text.as_ptr().cast(), len: text.len() as u64 }
    }

    /// Lends bytes.
    #[must_use]
    pub const fn lend_bytes(bytes: &[u8]) -> Str {
        Str { ptr: bytes.as_ptr().cast(), len: bytes.len() as u64 }
    }

    /// The bytes; none for a null pointer.
    ///
    /// # Safety
    /// The bytes must live and not change for `'a`.
    #[must_use]
    #[allow(unsafe_code)]
    pub const unsafe fn bytes<'a>(self) -> &'a [u8] {
        if self.ptr.is_null() || self.len == 0 || self.len > isize::MAX as u64 {
            return &[];
        }
        // SAFETY: not null, and the caller vouches for the length and for `'a`.
        unsafe { core::slice::from_raw_parts(self.ptr.cast(), self.len as usize) }
    }

    /// The text; `None` where it is not UTF-8.
    ///
    /// # Safety
    /// As for [`Str::bytes`].
    #[must_use]
    #[allow(unsafe_code)]
    pub unsafe fn text<'a>(self) -> Option<&'a str> {
        // SAFETY: the caller vouches for it.
        core::str::from_utf8(unsafe { self.bytes() }).ok()
    }
}

/// A slice behind a pointer; empty for a null pointer, `None` for one that is not aligned.
///
/// # Safety
/// `n` values at the pointer must live and not change for `'a`.
#[must_use]
#[allow(unsafe_code)]
pub unsafe fn slice<'a, T>(ptr: *const T, n: u64) -> Option<&'a [T]> {
    if n == 0 {
        return Some(&[]);
    }
    if ptr.is_null() || !ptr.is_aligned() || n > isize::MAX as u64 / size_of::<T>().max(1) as u64 {
        return None;
    }
    // SAFETY: not null, aligned, not too long; the caller vouches for the rest.
    Some(unsafe { core::slice::from_raw_parts(ptr, n as usize) })
}

/// What a struct of the other side holds, as far as both know it; later fields are zero, which is NULL or absent.
/// `None` for a null or misaligned pointer, or a struct that is smaller than in version 1.0; nothing behind its size is
/// read.
///
/// # Safety
/// The pointer is null or points to a struct of this kind that starts with its size. `T` is one of this module's
/// structs that start with `struct_size`, for which all-zero bytes are valid.
#[must_use]
#[allow(unsafe_code)]
pub unsafe fn read_sized<T: Copy>(ptr: *const T, least: usize) -> Option<T> {
    if ptr.is_null() || !ptr.is_aligned() {
        return None;
    }
    // SAFETY: every struct starts with its size.
    let size = unsafe { ptr.cast::<u32>().read() } as usize;
    if size < least {
        return None;
    }
    if size >= size_of::<T>() {
        // SAFETY: the struct is at least as long as `T`, and aligned.
        return Some(unsafe { *ptr });
    }
    let mut value = core::mem::MaybeUninit::<T>::zeroed();
    // SAFETY: `size` bytes are there on both sides; the rest of `value` is zero, which is valid for `T`.
    unsafe {
        core::ptr::copy_nonoverlapping(ptr.cast::<u8>(), value.as_mut_ptr().cast::<u8>(), size);
        Some(value.assume_init())
    }
}

/// The sizes of the structs in version 1.0: nothing shorter is accepted. They never change.
pub mod least {
    pub const COL: usize = 48;
    pub const TABLE: usize = 56;
    pub const DOC: usize = 104;
    pub const BATCH: usize = 16;
    pub const SINK: usize = 80;
    pub const HOST: usize = 80;
    pub const LIFE: usize = 48;
    pub const PROCESSOR: usize = 24;
    pub const ITEM: usize = 120;
    pub const NEW_DOC: usize = 144;
    pub const DOC_OUT: usize = 40;
    pub const READER: usize = 24;
    pub const ISTREAM: usize = 64;
    pub const ITEM_OUT: usize = 40;
    pub const UNPACKER: usize = 32;
    pub const TARGET: usize = 56;
    pub const WRITER_INFO: usize = 72;
    pub const WRITER: usize = 48;
    pub const MODULE: usize = 32;
}

/// The values of a column, behind checked pointers. `S` stands for a symbol, `P` for a span.
#[derive(Clone, Copy, Debug)]
pub enum Slices<'a, S, P> {
    Sym(&'a [S]),
    Bool(&'a [u8]),
    I64(&'a [i64]),
    F64(&'a [f64]),
    Str { offsets: &'a [u32], bytes: &'a str },
    Row(&'a [u32]),
    Span(&'a [P]),
}

impl Col {
    /// The values of `n` rows.
    ///
    /// # Errors
    /// What is wrong: an unknown type, a length that does not fit `n`, a pointer that is null or misaligned, text
    /// that is not UTF-8, offsets that fall, pass the end or cut a character.
    ///
    /// # Safety
    /// The buffers are as long as the column states and live and do not change for `'a`. `S` has the layout of `u32`, `P`
    /// that of two; every bit pattern is valid for both.
    #[allow(unsafe_code)]
    pub unsafe fn slices<'a, S, P>(&self, n: u64) -> Result<Slices<'a, S, P>, &'static str> {
        let wide = |size: u64| n.checked_mul(size) == Some(self.values_len);
        let fits = match self.r#type {
            column::SYM | column::ROW => wide(4),
            column::BOOL => wide(1),
            column::I64 | column::F64 | column::SPAN => wide(8),
            column::STR => true,
            _ => return Err("a type that this version does not know"),
        };
        if !fits {
            return Err("values_len does not fit the number of rows");
        }
        const BAD: &str = "values are null or misaligned";
        // SAFETY: the lengths were compared with `n`; the caller vouches for the buffers, `slice` checks the pointers.
        unsafe {
            Ok(match self.r#type {
                column::SYM => Slices::Sym(slice(self.values.cast(), n).ok_or(BAD)?),
                column::BOOL => Slices::Bool(slice(self.values.cast(), n).ok_or(BAD)?),
                column::I64 => Slices::I64(slice(self.values.cast(), n).ok_or(BAD)?),
                column::F64 => Slices::F64(slice(self.values.cast(), n).ok_or(BAD)?),
                column::ROW => Slices::Row(slice(self.values.cast(), n).ok_or(BAD)?),
                column::SPAN => Slices::Span(slice(self.values.cast(), n).ok_or(BAD)?),
                _ => {
                    let offsets = n.checked_add(1).and_then(|n| slice(self.offsets, n));
                    let offsets: &[u32] = offsets.ok_or("offsets are null or misaligned")?;
                    let bytes: &[u8] = slice(self.values.cast(), self.values_len).ok_or(BAD)?;
                    let bytes = core::str::from_utf8(bytes).map_err(|_| "text that is not UTF-8")?;
                    let sorted = offsets.windows(2).all(|pair| pair[0] <= pair[1]);
                    if !sorted || !offsets.iter().all(|&at| bytes.is_char_boundary(at as usize)) {
                        return Err("offsets that fall, pass the end of the text or cut a character");
                    }
                    Slices::Str { offsets, bytes }
                }
            })
        }
    }
}

macro_rules! constant_tables {
    ($($name:ident),*) => {$(
        // SAFETY: a table of functions that its library never changes; what the functions allow is said in the header.
        #[allow(unsafe_code)]
        unsafe impl Send for $name {}
        // SAFETY: as above.
        #[allow(unsafe_code)]
        unsafe impl Sync for $name {}
    )*};
}

constant_tables!(Module, Life, Processor, Reader, Unpacker, Writer, Log, Assets, Context, ErrorJson);
