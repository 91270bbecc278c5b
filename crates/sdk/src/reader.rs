//! Readers across the ABI: an item comes in, documents go out.

use warraq_abi as abi;
use warraq_core::lend::{self, LentFields, LentTable, Parts};
use warraq_core::remote::code_of;
use warraq_core::{Document, Error, Fields, Item, Part, ReadOut, Reader};

use crate::borrow;
use crate::export::life;
use crate::life::{Shared, State, Worker};
use crate::send::Foreign;

static LIFE: Foreign<abi::Life> = life::<1>();

pub(crate) static INTERFACE: Foreign<abi::Reader> = Foreign(abi::Reader {
    struct_size: size_of::<abi::Reader>() as u32,
    flags: 0,
    life: &raw const LIFE.0,
    read: Some(read),
});

#[allow(unsafe_code)]
unsafe extern "C" fn read(worker: *mut abi::Worker, item: *const abi::Item, out: *const abi::DocOut) -> i32 {
    // SAFETY: the worker is one that `open` gave; item and sink are lent for the time of this call.
    let (worker, item, out) = unsafe {
        let item = abi::read_sized(item, abi::least::ITEM);
        (worker.cast::<Worker>().as_mut(), item, abi::read_sized(out, abi::least::DOC_OUT))
    };
    let (Some(worker), Some(item), Some(out)) = (worker, item, out) else { return abi::code::ARG };
    let Worker { shared, state: State::Reader(reader), broken: false } = worker else {
        return abi::code::ARG;
    };
    // SAFETY: as above.
    let item = unsafe { take(&item) };
    match shared.host.guard(|| run(shared, reader.as_mut(), &item, &out)) {
        Ok(Ok(())) => abi::code::OK,
        Ok(Err(error)) => shared.host.fail(&error),
        Err(panic) => {
            shared.host.message(abi::code::PANIC, &panic);
            worker.broken = true;
            abi::code::PANIC
        }
    }
}

/// Copies an item.
#[allow(unsafe_code)]
unsafe fn take(item: &abi::Item) -> Item {
    // SAFETY: the caller vouches that the item is lent for the time of the call.
    unsafe {
        let mut fields = Fields::default();
        borrow::fields(item.fields, item.field_info, item.n_fields, &mut fields);
        let abi::Item { offset, length, index, .. } = *item;
        Item {
            uri: item.uri.text().unwrap_or_default().into(),
            id: item.id.text().unwrap_or_default().to_owned(),
            part: (item.flags & abi::flag::ITEM_PART != 0).then_some(Part { offset, length, index }),
            media_type: item.media_type.text().filter(|text| !text.is_empty()).map(str::to_owned),
            fields,
            bytes: item.bytes.bytes().to_vec(),
        }
    }
}

fn run(shared: &Shared, reader: &mut dyn Reader, item: &Item, out: &abi::DocOut) -> Result<(), Error> {
    let mut given = ReadOut::new(&shared.wiring, shared.symbols());
    reader.read(item, &mut given)?;
    let (documents, failed) = given.into_parts();
    for document in &documents {
        send(shared, document, out)?;
    }
    for message in failed {
        let error = Error::document(message);
        // SAFETY: the sink lives as long as the call; the message is lent for the time of the inner call.
        #[allow(unsafe_code)]
        out.fail.inspect(|f| unsafe { f(out.ctx, code_of(&error), abi::Str::lend(&error.message)) });
    }
    Ok(())
}

fn send(shared: &Shared, document: &Document, out: &abi::DocOut) -> Result<(), Error> {
    let outputs = shared.wiring.outputs.iter().zip(&shared.outputs);
    let given = outputs.filter(|(output, _)| document.is_given(output.layer));
    let tables: Vec<LentTable> = given
        .filter_map(|(output, names)| {
            let layer = document.layer(output.layer)?;
            let parts =
                Parts { start: &layer.start, end: &layer.end, label: &layer.label, columns: &layer.columns };
            Some(lend::table(names, parts, |_| None))
        })
        .collect();
    let tables: Vec<*const abi::Table> = tables.iter().map(|lent| &raw const lent.table).collect();
    let mut fields = LentFields::default();
    for (name, value) in document.fields.iter() {
        fields.push(name, value, warraq_core::Origin::Reader);
    }
    let local: Vec<abi::Str> = document.local.names().map(abi::Str::lend).collect();
    let warnings: Vec<abi::Str> = document.warnings.iter().map(|text| abi::Str::lend(text)).collect();
    let runs = document.alignment.as_ref().map(warraq_core::Alignment::runs);
    let new = abi::NewDoc {
        struct_size: size_of::<abi::NewDoc>() as u32,
        n_layers: tables.len() as u32,
        id: abi::Str::EMPTY,
        text: abi::Str::lend(document.text()),
        runs: runs.map_or(std::ptr::null(), |runs| runs.as_ptr().cast()),
        n_runs: runs.map_or(0, <[_]>::len) as u64,
        layers: tables.as_ptr(),
        fields: fields.pairs.as_ptr(),
        n_fields: fields.len(),
        reserved: 0,
        field_info: fields.info.as_ptr(),
        local: local.as_ptr(),
        n_local: local.len() as u64,
        warnings: warnings.as_ptr(),
        n_warnings: warnings.len() as u64,
        undecoded: document.undecoded,
        run_json: document.run.as_deref().map_or(abi::Str::EMPTY, abi::Str::lend),
    };
    // SAFETY: the sink lives as long as the call; everything in `new` is lent for the time of the inner call.
    #[allow(unsafe_code)]
    match out.document.map_or(abi::code::ARG, |f| unsafe { f(out.ctx, &raw const new) }) {
        abi::code::OK => Ok(()),
        code => Err(Error::document(format!("the host refused the document with code {code}"))),
    }
}
