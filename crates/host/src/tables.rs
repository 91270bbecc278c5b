//! Tables that a plugin gives, copied into rows after every pointer and length was looked at.

use warraq_abi as abi;
use warraq_core::lend::Names;
use warraq_core::rows::Rows;
use warraq_core::{ColumnType, Create, Error, LayerOut, LayerSchema, Sym, Symbols, ValuesIn};

/// A layer that a component writes, with the symbols by which its tables name it and its columns.
pub(crate) struct Written {
    pub(crate) layer: LayerOut,
    names: Names,
    role: String,
    schema: LayerSchema,
}

impl Written {
    /// The layers that a component writes.
    pub(crate) fn all(cx: &Create<'_>) -> Result<Vec<Self>, Error> {
        let outputs = cx.wiring().outputs.iter();
        outputs
            .map(|output| {
                Ok(Self {
                    layer: cx.output(&output.role)?,
                    names: Names::new(&output.role, &output.schema, |name| cx.intern(name)),
                    role: output.role.clone(),
                    schema: output.schema.clone(),
                })
            })
            .collect()
    }
}

/// The layer of a table among those that the component writes.
pub(crate) fn find(written: &[Written], layer: u32) -> Result<&Written, String> {
    let found = written.iter().find(|written| written.names.layer.0 == layer);
    found.ok_or_else(|| {
        let allowed: Vec<&str> = written.iter().map(|written| written.role.as_str()).collect();
        let allowed = if allowed.is_empty() { "none".into() } else { allowed.join(", ") };
        format!(
            "rows for the layer with symbol {layer}, which the signature does not write (it writes {allowed})"
        )
    })
}

/// Copies a table into rows. `local` translates symbols that only the document has.
///
/// # Errors
/// What is wrong with the table. Rows that were copied before are left to be thrown away.
///
/// # Safety
/// The table's buffers are lent for the time of the call and as long as they state.
#[allow(unsafe_code)]
pub(crate) unsafe fn append(
    table: &abi::Table,
    written: &Written,
    rows: &mut Rows,
    local: Option<&[Sym]>,
) -> Result<(), String> {
    let role = &written.role;
    if table.n > warraq_core::commit::MAX_ROWS as u64 {
        let most = warraq_core::commit::MAX_ROWS;
        return Err(format!(
            "{} rows for the layer {role} in one table, at most {most} are allowed",
            table.n
        ));
    }
    // SAFETY: the caller vouches for the buffers.
    let (start, end, label) = unsafe {
        let label = abi::slice(table.label.cast::<Sym>(), table.n);
        (abi::slice(table.start, table.n), abi::slice(table.end, table.n), label)
    };
    let (Some(start), Some(end)) = (start, end) else {
        return Err(format!("the starts or ends of the layer {role} are null or misaligned"));
    };
    let label = match (written.names.labelled, label) {
        (true, None) => return Err(format!("the labels of the layer {role} are null or misaligned")),
        (false, _) => &[],
        (true, Some(label)) => label,
    };
    let base = rows.len();
    match local {
        Some(local) if label.iter().any(|sym| sym.0 & Symbols::LOCAL != 0) => {
            let label: Vec<Sym> = label.iter().map(|&sym| translate(sym, local)).collect();
            rows.extend(start, end, &label);
        }
        _ => rows.extend(start, end, label),
    }
    // SAFETY: the caller vouches for the buffers.
    let cols = unsafe { abi::slice(table.cols, table.n_cols.into()) };
    let cols = cols.ok_or_else(|| format!("the columns of the layer {role} are null or misaligned"))?;
    for &col in cols {
        // SAFETY: as above.
        let col = unsafe { abi::read_sized(col, abi::least::COL) };
        let col = col.ok_or_else(|| {
            format!("a column of the layer {role} is null, misaligned, or smaller than in version 1.0")
        })?;
        // SAFETY: as above.
        unsafe { column(&col, table.n, written, rows, base, local)? };
    }
    Ok(())
}

#[allow(unsafe_code)]
unsafe fn column(
    col: &abi::Col,
    n: u64,
    written: &Written,
    rows: &mut Rows,
    base: usize,
    local: Option<&[Sym]>,
) -> Result<(), String> {
    let role = &written.role;
    let Some(at) = written.names.columns.iter().position(|(name, _)| name.0 == col.name) else {
        let names: Vec<&str> = written.schema.columns.iter().map(|column| column.name.as_str()).collect();
        let allowed = names.join(", ");
        return Err(format!("a column with symbol {} in the layer {role}, which has {allowed}", col.name));
    };
    let name = written.schema.columns.get(at).map_or("", |column| column.name.as_str());
    let wrong = |what: &str| format!("column {name} of the layer {role}: {what}");
    // SAFETY: the caller vouches for the buffers; every bit pattern is a `Sym` or a `Span`, which have the layouts
    // asked for.
    let values = unsafe { col.slices::<Sym, warraq_core::Span>(n) }.map_err(wrong)?;
    let valid = if col.validity.is_null() {
        None
    } else {
        // SAFETY: as above.
        unsafe { abi::slice(col.validity, n.div_ceil(8)) }
    };
    let values = ValuesIn::from(values);
    let translated: Vec<Sym>;
    let values = match (&values, local) {
        (ValuesIn::Sym(syms), Some(local)) if syms.iter().any(|sym| sym.0 & Symbols::LOCAL != 0) => {
            translated = syms.iter().map(|&sym| translate(sym, local)).collect();
            ValuesIn::Sym(&translated)
        }
        _ => values,
    };
    if rows.extend_column(at, base, &values, valid) {
        return Ok(());
    }
    let wanted = written.schema.columns.get(at).map(|column| ColumnType::describe(&column.ty));
    Err(wrong(&format!(
        "found type {} or a second value, {} is allowed",
        col.r#type,
        wanted.unwrap_or_default()
    )))
}

fn translate(sym: Sym, local: &[Sym]) -> Sym {
    if sym.0 & Symbols::LOCAL == 0 {
        return sym;
    }
    // A number that names nothing becomes one that validation refuses.
    let at = (sym.0 & !Symbols::LOCAL) as usize;
    local.get(at).copied().unwrap_or(Sym(!Symbols::LOCAL))
}
