//! Components that make a layer out of others: `layer.merge` and `layer.filter`.

pub mod filter;
pub mod merge;

use warraq_core::create::{ColumnIn, ColumnOut, LayerIn, LayerOut};
use warraq_core::{
    ColumnType, Create, Doc, Error, LayerSchema, LayerView, Out, Pushed, Row, Signature, Span,
};

/// The definition of a layer that earlier steps write.
fn known<'s>(s: &'s Signature, name: &str) -> Option<&'s LayerSchema> {
    s.context.layers.iter().find(|layer| layer.name == name)
}

/// A layer that is copied into another one.
struct Source {
    layer: LayerIn,
    columns: Vec<Copied>,
}

/// A column that is copied.
struct Copied {
    from: ColumnIn,
    to: ColumnOut,
    ty: ColumnType,
    /// Whether it refers to rows that are copied, too: the source that they are in.
    own: Option<usize>,
}

/// A row of a source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct At {
    source: usize,
    row: usize,
}

impl Source {
    /// The handles for copying `name`, one of `all`, into `output`.
    fn new(cx: &Create<'_>, name: &str, all: &[String], output: &str) -> Result<Self, Error> {
        let layer = cx.required(name)?;
        let schema = cx
            .input_schema(name)
            .cloned()
            .unwrap_or_else(|| LayerSchema::new(name, warraq_core::Labels::None));
        let mut columns = Vec::new();
        for column in &schema.columns {
            let own = match &column.ty {
                ColumnType::Row(to) => all.iter().position(|name| name == to),
                _ => None,
            };
            let from = cx.required_column(name, &column.name)?;
            let to = cx.output_column(output, &column.name)?;
            columns.push(Copied { from, to, ty: column.ty.clone(), own });
        }
        Ok(Self { layer, columns })
    }

    /// Copies a row. `goes` says which copied row a row became, if any.
    fn copy<'o>(
        &self,
        layer: LayerView<'_>,
        row: usize,
        to: LayerOut,
        goes: &dyn Fn(At) -> Option<Pushed>,
        out: &'o mut Out<'_>,
    ) -> Row<'o> {
        let mut copy = out.push(to, layer.span(row), layer.label(row));
        for column in &self.columns {
            let (from, to) = (column.from, column.to);
            copy = match &column.ty {
                ColumnType::Sym => match layer.sym(from, row) {
                    sym if sym.is_none() => copy,
                    sym => copy.sym(to, sym),
                },
                ColumnType::Bool => fill(copy, layer.bool(from, row), |copy, value| copy.bool(to, value)),
                ColumnType::I64 => fill(copy, layer.i64(from, row), |copy, value| copy.i64(to, value)),
                ColumnType::F64 => fill(copy, layer.f64(from, row), |copy, value| copy.f64(to, value)),
                ColumnType::Text => fill(copy, layer.text(from, row), |copy, value| copy.text(to, value)),
                ColumnType::Span => {
                    let span = layer.span_in(from, row).filter(|span| !span.is_empty());
                    fill(copy, span, |copy, value| copy.span(to, value))
                }
                ColumnType::Row(_) => match (column.own, layer.row(from, row)) {
                    (_, None) => copy,
                    (None, Some(row)) => copy.row(to, u32::try_from(row).unwrap_or(u32::MAX)),
                    (Some(source), Some(row)) => {
                        fill(copy, goes(At { source, row }), |copy, value| copy.refer(to, value))
                    }
                },
            };
        }
        copy
    }
}

fn fill<'r, T>(row: Row<'r>, value: Option<T>, with: impl FnOnce(Row<'r>, T) -> Row<'r>) -> Row<'r> {
    match value {
        Some(value) => with(row, value),
        None => row,
    }
}

/// The rows of a layer that cover something; in a view, rows whose text the view deleted do not.
fn visible(doc: Doc<'_>, layer: LayerIn) -> impl Iterator<Item = (usize, Span)> + '_ {
    doc.layer(layer).spans().enumerate().filter(|(_, span)| !span.is_empty())
}
