//! Documents and tables as the host lends them, taken over into core's types.

use warraq_abi as abi;
use warraq_core::layer::{Column, Layer, Validity, Values};
use warraq_core::symbol::LocalSymbols;
use warraq_core::{Fields, Sym, ValuesIn, lend};

/// The structs behind a list of pointers to structs; none where the list is null or a struct is not what it should be.
///
/// # Safety
/// The list and its structs are lent for `'a`.
#[allow(unsafe_code)]
pub(crate) unsafe fn structs<'a, T: Copy + 'a>(
    list: *const *const T,
    n: u64,
    least: usize,
) -> impl Iterator<Item = T> + 'a {
    // SAFETY: the caller vouches for the list.
    let list: &'a [*const T] = unsafe { abi::slice(list, n).unwrap_or_default() };
    // SAFETY: the caller vouches for the structs.
    list.iter().filter_map(move |&ptr| unsafe { abi::read_sized(ptr, least) })
}

/// Fields in pairs of names and values.
///
/// # Safety
/// The pairs, what they point to and `info` (or null) are lent for the time of the call.
#[allow(unsafe_code)]
pub(crate) unsafe fn fields(pairs: *const abi::Str, info: *const u8, n: u32, fields: &mut Fields) {
    // SAFETY: the caller vouches for it.
    unsafe {
        let pairs = abi::slice(pairs, u64::from(n) * 2).unwrap_or_default();
        let info = if info.is_null() { &[] } else { abi::slice(info, n.into()).unwrap_or_default() };
        for (at, pair) in pairs.chunks_exact(2).enumerate() {
            let (Some(name), Some(value)) = (pair[0].text(), pair[1].text()) else { continue };
            if let Some((value, origin)) = lend::field(value, info.get(at).copied().unwrap_or(0)) {
                fields.set(name, value, origin);
            }
        }
    }
}

/// A document's own symbols.
///
/// # Safety
/// The list and its strings are lent for the time of the call.
#[allow(unsafe_code)]
pub(crate) unsafe fn local(list: *const abi::Str, n: u64) -> LocalSymbols {
    if n == 0 {
        return LocalSymbols::default();
    }
    // SAFETY: the caller vouches for it.
    let names = unsafe { abi::slice(list, n).unwrap_or_default() };
    // SAFETY: as above.
    let name = |name: &abi::Str| unsafe { Box::from(name.text().unwrap_or_default()) };
    LocalSymbols::from_names(names.iter().map(name).collect())
}

/// Copies a table into a layer, whose memory is used again. A column of a type that this SDK does not know has no values.
///
/// # Safety
/// The table's buffers are lent for the time of the call and as long as they state.
#[allow(unsafe_code)]
pub(crate) unsafe fn layer(table: &abi::Table, layer: &mut Layer) {
    // SAFETY: the caller vouches for the buffers.
    let (start, end, label) =
        unsafe { (abi::slice(table.start, table.n), abi::slice(table.end, table.n), label(table)) };
    replace(&mut layer.start, start.unwrap_or_default());
    replace(&mut layer.end, end.unwrap_or_default());
    replace(&mut layer.label, label);
    let mut n = 0;
    // SAFETY: as above.
    for col in unsafe { structs(table.cols, table.n_cols.into(), abi::least::COL) } {
        n += 1;
        if layer.columns.len() < n {
            layer.columns.push(Column { values: Values::Sym(Vec::new()), validity: None });
        }
        let Some(column) = layer.columns.get_mut(n - 1) else { break };
        // SAFETY: as above; every bit pattern is a `Sym` or a `Span`, which have the layouts asked for.
        let slices = unsafe { col.slices::<Sym, warraq_core::Span>(table.n) };
        let Ok(values) = slices.map(ValuesIn::from) else {
            *column = Column { values: Values::Sym(Vec::new()), validity: None };
            continue;
        };
        clear(&mut column.values, &values);
        values.append(&mut column.values);
        column.validity = (!col.validity.is_null()).then(|| {
            let mut validity = Validity::default();
            // SAFETY: as above.
            let bits = unsafe { abi::slice(col.validity, table.n.div_ceil(8)) };
            validity.extend(bits.unwrap_or_default(), table.n as usize);
            validity
        });
    }
    layer.columns.truncate(n);
}

#[allow(unsafe_code)]
unsafe fn label<'a>(table: &abi::Table) -> &'a [Sym] {
    if table.label.is_null() {
        return &[];
    }
    // SAFETY: `Sym` is a transparent `u32`; the caller vouches for the buffer.
    unsafe { abi::slice(table.label.cast(), table.n).unwrap_or_default() }
}

fn replace<T: Copy>(to: &mut Vec<T>, from: &[T]) {
    to.clear();
    to.extend_from_slice(from);
}

/// Makes a column empty and of the type of what comes.
fn clear(values: &mut Values, coming: &ValuesIn<'_>) {
    match (&mut *values, coming) {
        (Values::Sym(v), ValuesIn::Sym(_)) => v.clear(),
        (Values::Bool(v), ValuesIn::Bool(_)) => v.clear(),
        (Values::I64(v), ValuesIn::I64(_)) => v.clear(),
        (Values::F64(v), ValuesIn::F64(_)) => v.clear(),
        (Values::Text { offsets, bytes }, ValuesIn::Text { .. }) => {
            offsets.truncate(1);
            bytes.clear();
        }
        (Values::Row(v), ValuesIn::Row(_)) => v.clear(),
        (Values::Span(v), ValuesIn::Span(_)) => v.clear(),
        (other, ValuesIn::Sym(_)) => *other = Values::Sym(Vec::new()),
        (other, ValuesIn::Bool(_)) => *other = Values::Bool(Vec::new()),
        (other, ValuesIn::I64(_)) => *other = Values::I64(Vec::new()),
        (other, ValuesIn::F64(_)) => *other = Values::F64(Vec::new()),
        (other, ValuesIn::Text { .. }) => *other = Values::Text { offsets: vec![0], bytes: String::new() },
        (other, ValuesIn::Row(_)) => *other = Values::Row(Vec::new()),
        (other, ValuesIn::Span(_)) => *other = Values::Span(Vec::new()),
    }
}
