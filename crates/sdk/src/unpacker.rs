//! Unpackers across the ABI: a stream comes in, items go out.

use std::io;

use warraq_abi as abi;
use warraq_core::lend::LentFields;
use warraq_core::{Error, Item, Made, OpenArgs, Origin};

use crate::export::life;
use crate::life::{State, Worker};
use crate::send::Foreign;

static LIFE: Foreign<abi::Life> = life::<2>();

pub(crate) static INTERFACE: Foreign<abi::Unpacker> = Foreign(abi::Unpacker {
    struct_size: size_of::<abi::Unpacker>() as u32,
    flags: 0,
    life: &raw const LIFE.0,
    begin: Some(begin),
    next: Some(next),
});

/// The host's stream, which lives until `close`.
struct Stream(Foreign<abi::Istream>);

#[allow(unsafe_code)]
impl io::Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let stream = self.0.get();
        let Some(read) = stream.read else { return Ok(0) };
        // SAFETY: the host writes at most as many bytes as the buffer has.
        let n = unsafe { read(stream.ctx, buffer.as_mut_ptr().cast(), buffer.len() as u64) };
        usize::try_from(n).map_err(|_| io::Error::other("the host could not read the stream"))
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn begin(worker: *mut abi::Worker, uri: abi::Str, stream: *const abi::Istream) -> i32 {
    // SAFETY: the worker is one that `open` gave; the strings are lent for the call, the stream until `close`.
    let (worker, uri, stream) = unsafe {
        let stream = abi::read_sized(stream, abi::least::ISTREAM);
        (worker.cast::<Worker>().as_mut(), uri.text(), stream)
    };
    let (Some(worker), Some(uri), Some(stream)) = (worker, uri, stream) else { return abi::code::ARG };
    // SAFETY: as above.
    let id = unsafe { stream.id.text() }.unwrap_or_default().to_owned();
    let args = OpenArgs { uri: uri.into(), id, max_item: stream.max_item };
    let Worker { shared, state: State::Unpacker(slot), broken: false } = worker else {
        return abi::code::ARG;
    };
    let opened = shared.host.guard(|| match &shared.made {
        Made::Unpacker(of) => std::sync::Arc::clone(of).open(Box::new(Stream(Foreign(stream))), args),
        _ => Err(Error::fatal("the component is no unpacker")),
    });
    match opened {
        Ok(Ok(unpacker)) => {
            *slot = Some(unpacker);
            abi::code::OK
        }
        Ok(Err(error)) => shared.host.fail(&error),
        Err(panic) => {
            shared.host.message(abi::code::PANIC, &panic);
            worker.broken = true;
            abi::code::PANIC
        }
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn next(worker: *mut abi::Worker, out: *const abi::ItemOut) -> i32 {
    // SAFETY: the worker is one that `open` gave; the sink is lent for the time of this call.
    let (worker, out) =
        unsafe { (worker.cast::<Worker>().as_mut(), abi::read_sized(out, abi::least::ITEM_OUT)) };
    let (Some(worker), Some(out)) = (worker, out) else { return abi::code::ARG };
    let Worker { shared, state: State::Unpacker(Some(unpacker)), broken: false } = worker else {
        return abi::code::ARG;
    };
    match shared.host.guard(|| unpacker.next()) {
        Ok(None) => 0,
        Ok(Some(Ok(item))) => {
            lend(&item, |lent| {
                // SAFETY: the sink lives as long as the call; the item is lent for the time of the inner call.
                out.item.map(|f| unsafe { f(out.ctx, lent, lent.offset, lent.length) });
            });
            1
        }
        Ok(Some(Err(error))) => {
            lend(&error.item, |lent| {
                let message = abi::Str::lend(&error.message);
                // SAFETY: as above.
                out.fail_item.inspect(|f| unsafe { f(out.ctx, lent, message, error.last.into()) });
            });
            i32::from(!error.last)
        }
        Err(panic) => {
            shared.host.message(abi::code::PANIC, &panic);
            worker.broken = true;
            abi::code::PANIC
        }
    }
}

fn lend(item: &Item, give: impl FnOnce(&abi::Item)) {
    let mut fields = LentFields::default();
    for (name, value) in item.fields.iter() {
        fields.push(name, value, item.fields.origin(name).unwrap_or(Origin::Reader));
    }
    let part = item.part.unwrap_or_default();
    give(&abi::Item {
        struct_size: size_of::<abi::Item>() as u32,
        n_fields: fields.len(),
        uri: abi::Str::lend(&item.uri),
        media_type: item.media_type.as_deref().map_or(abi::Str::EMPTY, abi::Str::lend),
        bytes: abi::Str::lend_bytes(&item.bytes),
        fields: fields.pairs.as_ptr(),
        id: abi::Str::lend(&item.id),
        offset: part.offset,
        length: part.length,
        index: part.index,
        field_info: fields.info.as_ptr(),
        flags: if item.part.is_some() { abi::flag::ITEM_PART } else { 0 },
        reserved: 0,
    });
}
