//! Unpackers of plugins: a stream goes out, items come back, one call at a time.

use std::collections::VecDeque;
use std::ffi::c_void;
use std::io::Read;
use std::sync::Arc;

use warraq_abi as abi;
use warraq_core::component::OpenStream;
use warraq_core::{Error, Fields, Item, ItemError, OpenArgs, Origin, Part, Unpacker};

use crate::fault;
use crate::life::{Component, Worker};
use crate::reader::field;

/// How many calls of `next` in a row may say that there is more while they give no item, no failure, and read nothing of the stream:
/// a plugin may skip what it has read ahead, but not for ever.
const MOST_WITHOUT_PROGRESS: u32 = 1_000_000;

/// A made unpacker.
pub(crate) struct Shared {
    pub(crate) table: abi::Unpacker,
    pub(crate) component: Arc<Component>,
}

impl OpenStream for Shared {
    #[allow(unsafe_code)]
    fn open(
        self: Arc<Self>,
        stream: Box<dyn Read + Send>,
        args: OpenArgs,
    ) -> Result<Box<dyn Unpacker>, Error> {
        let worker = Arc::clone(&self.component).open()?;
        let Some(begin) = self.table.begin else { return Err(Error::fatal("the plugin cannot begin")) };
        let mut open = Open {
            queue: VecDeque::new(),
            ended: false,
            table: self.table,
            worker,
            index: 0,
            stream: Box::new(Source { stream, args, failed: None, bytes: 0 }),
        };
        let stream = abi::Istream {
            struct_size: size_of::<abi::Istream>() as u32,
            flags: 0,
            ctx: (&raw mut *open.stream).cast(),
            read: Some(read),
            seek: None,
            size: None,
            id: abi::Str::lend(&open.stream.args.id),
            max_item: open.stream.args.max_item,
        };
        // The struct lives as long as the process would need: plugins may keep the pointer until `close`.
        let stream = Box::new(stream);
        let uri = abi::Str::lend(&open.stream.args.uri);
        // SAFETY: the worker is open; the stream and what it points to are boxed and dropped after `close`.
        let code = unsafe { begin(open.worker.pointer(), uri, &raw const *stream) };
        let place = open.stream.args.id.clone();
        if code != abi::code::OK {
            return Err(open.worker.failed(code, &place));
        }
        Ok(Box::new(Opened { open, _stream: Pinned(stream) }))
    }
}

struct Source {
    stream: Box<dyn Read + Send>,
    args: OpenArgs,
    /// Why the stream could not be read, until the plugin's call ends.
    failed: Option<String>,
    /// How many bytes the plugin has read.
    bytes: u64,
}

/// Fields are dropped in their order, so the worker is closed before what it was lent goes.
struct Open {
    worker: Worker,
    queue: VecDeque<Result<Item, ItemError>>,
    ended: bool,
    table: abi::Unpacker,
    index: u64,
    stream: Box<Source>,
}

struct Opened {
    open: Open,
    _stream: Pinned,
}

/// The struct that the plugin was lent.
struct Pinned(#[allow(dead_code)] Box<abi::Istream>);

// SAFETY: the pointers in it lead to the boxed source, which moves along and is `Send`; the plugin uses them only
// inside `next`, on the thread that has the unpacker.
#[allow(unsafe_code)]
unsafe impl Send for Pinned {}
// SAFETY: as above; the table is a constant of the library.
#[allow(unsafe_code)]
unsafe impl Send for Open {}

#[allow(unsafe_code)]
unsafe extern "C" fn read(ctx: *mut c_void, buffer: *mut c_void, cap: u64) -> i64 {
    // SAFETY: the context is the boxed source, which nothing else uses while the plugin runs.
    let Some(source) = (unsafe { ctx.cast::<Source>().as_mut() }) else { return -1 };
    let cap = usize::try_from(cap).unwrap_or(usize::MAX).min(1 << 30);
    if buffer.is_null() || cap == 0 {
        return 0;
    }
    if fault::hit() {
        source.failed = Some(fault::MESSAGE.into());
        return -1;
    }
    // SAFETY: the plugin gives room for `cap` bytes; they are set before they are read.
    let buffer = unsafe {
        std::ptr::write_bytes(buffer.cast::<u8>(), 0, cap);
        std::slice::from_raw_parts_mut(buffer.cast::<u8>(), cap)
    };
    loop {
        match source.stream.read(buffer) {
            Ok(n) => {
                source.bytes = source.bytes.saturating_add(n as u64);
                return n as i64;
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => {
                source.failed = Some(error.to_string());
                return -1;
            }
        }
    }
}

impl Unpacker for Opened {
    #[allow(unsafe_code)]
    fn next(&mut self) -> Option<Result<Item, ItemError>> {
        let open = &mut self.open;
        let mut idle = 0;
        while open.queue.is_empty() && !open.ended {
            let bytes = open.stream.bytes;
            let sink = abi::ItemOut {
                struct_size: size_of::<abi::ItemOut>() as u32,
                reserved: 0,
                ctx: std::ptr::from_mut(open).cast(),
                item: Some(item),
                fail: Some(fail),
                fail_item: Some(fail_item),
            };
            let next = open.table.next?;
            let pointer = open.worker.pointer();
            let _ = crate::api::why();
            // SAFETY: the worker is open and used by this thread alone; the sink is lent for the time of the call.
            let code = unsafe { next(pointer, &raw const sink) };
            open.ended = code <= 0;
            let failed = open.stream.failed.take().map(|why| format!("the stream cannot be read: {why}"));
            if code < 0 || (failed.is_some() && open.ended) {
                let said = open.worker.failed(code, &open.stream.args.id).to_string();
                // A plugin that takes a failed read for the end of the stream would lose the rest without a word.
                open.error(0, failed.unwrap_or(said), true);
            }
            idle = if open.stream.bytes == bytes { idle + 1 } else { 0 };
            if idle >= MOST_WITHOUT_PROGRESS && open.queue.is_empty() && !open.ended {
                open.ended = true;
                open.error(0, open.stuck(), true);
            }
        }
        open.queue.pop_front()
    }
}

impl Open {
    fn stuck(&self) -> String {
        let who = self.worker.place(&self.stream.args.id);
        format!(
            "{who}: `next` said {MOST_WITHOUT_PROGRESS} times in a row that there is more, gave no item and read nothing of \
             the stream; no more calls are made than that"
        )
    }

    fn error(&mut self, offset: u64, message: String, last: bool) {
        let item = Item {
            uri: Arc::clone(&self.stream.args.uri),
            id: format!("{}#{}", self.stream.args.id, self.index),
            part: Some(Part { offset, length: 0, index: self.index }),
            ..Item::default()
        };
        self.index += 1;
        self.queue.push_back(Err(ItemError { item, message, last }));
    }

    /// Copies an item.
    #[allow(unsafe_code)]
    unsafe fn take(&mut self, item: &abi::Item, offset: u64, length: u64) -> Result<Item, Error> {
        let (id, uri) = (&self.stream.args.id, &self.stream.args.uri);
        let known = item.flags & abi::flag::ITEM_PART != 0;
        let index = if known { item.index } else { self.index };
        // SAFETY: the caller vouches that the item is lent for the time of the call.
        unsafe {
            let own = item.id.text().filter(|id| !id.is_empty()).map(str::to_owned);
            // Without an id of its own, and without being a part, an item is the whole stream.
            let whole = item.id.len > 0 && !known;
            let mut fields = Fields::default();
            let pairs = abi::slice(item.fields, u64::from(item.n_fields) * 2).unwrap_or_default();
            let info = abi::slice(item.field_info, item.n_fields.into()).unwrap_or_default();
            for (at, pair) in pairs.chunks_exact(2).enumerate() {
                let (name, value) = field(pair[0], pair[1], info.get(at).copied())?;
                fields.set(&name, value, Origin::Reader);
            }
            Ok(Item {
                uri: item.uri.text().filter(|uri| !uri.is_empty()).map_or_else(|| Arc::clone(uri), Arc::from),
                id: own.unwrap_or_else(|| format!("{id}#{index}")),
                part: (!whole).then_some(Part { offset, length, index }),
                media_type: item.media_type.text().filter(|t| !t.is_empty()).map(str::to_owned),
                fields,
                bytes: item.bytes.bytes().to_vec(),
            })
        }
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn item(ctx: *mut c_void, item: *const abi::Item, offset: u64, length: u64) -> i32 {
    // SAFETY: the context is the `Open` whose `next` is running; the item is lent for the time of this call.
    let (open, item) = unsafe { (ctx.cast::<Open>().as_mut(), abi::read_sized(item, abi::least::ITEM)) };
    let Some(open) = open else { return abi::code::ARG };
    let Some(item) = item.filter(|item| !item.bytes.ptr.is_null() || item.bytes.len == 0) else {
        // A plugin that does not look at the code would lose the item without a word.
        let message =
            "an item that is null, misaligned, or smaller than in version 1.0, or whose bytes are null";
        open.error(offset, message.into(), false);
        return abi::code::ARG;
    };
    if fault::hit() {
        open.error(offset, fault::MESSAGE.into(), false);
        return abi::code::NOMEM;
    }
    if item.bytes.len > open.stream.args.max_item {
        let most = open.stream.args.max_item;
        let message =
            format!("an item of {} bytes, at most {most} are allowed (run.max_document)", item.bytes.len);
        open.error(offset, message, false);
        return abi::code::LIMIT;
    }
    // SAFETY: as above.
    match unsafe { open.take(&item, offset, length) } {
        Ok(item) => {
            open.index += 1;
            open.queue.push_back(Ok(item));
            abi::code::OK
        }
        Err(error) => {
            open.error(offset, error.to_string(), false);
            abi::code::ARG
        }
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn fail(ctx: *mut c_void, offset: u64, message: abi::Str) {
    // SAFETY: as for `item`.
    let (open, message) = unsafe { (ctx.cast::<Open>().as_mut(), String::from_utf8_lossy(message.bytes())) };
    if let Some(open) = open {
        open.error(offset, message.into_owned(), false);
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn fail_item(ctx: *mut c_void, item: *const abi::Item, message: abi::Str, last: i32) {
    // SAFETY: as for `item`.
    unsafe {
        let (open, item) = (ctx.cast::<Open>().as_mut(), abi::read_sized(item, abi::least::ITEM));
        let Some(open) = open else { return };
        let message = String::from_utf8_lossy(message.bytes()).into_owned();
        let Some(item) = item else { return open.error(0, message, last != 0) };
        match open.take(&item, item.offset, item.length) {
            Ok(item) => {
                open.index += 1;
                open.queue.push_back(Err(ItemError { item, message, last: last != 0 }));
            }
            Err(_) => open.error(item.offset, message, last != 0),
        }
    }
}
