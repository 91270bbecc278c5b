//! A document's paragraphs, for formats that lay text out.

use warraq_core::{Record, Span};

/// A part of the text between line breaks, or what the layer `paragraph` has.
pub(crate) struct Block<'r> {
    /// What it covers; at least one visible character.
    pub(crate) span: Span,
    /// Its label; `body` where nothing is known.
    pub(crate) label: &'r str,
}

/// The blocks in order. Visible text that no paragraph covers is made of lines.
pub(crate) fn blocks<'r>(record: &Record<'r>) -> Vec<Block<'r>> {
    let id = record.head.schema.find("paragraph");
    let layer = id.and_then(|id| record.document.layer(id));
    let (mut blocks, mut at) = (Vec::new(), 0);
    for row in 0..layer.map_or(0, |layer| layer.len()) {
        let Some((layer, span)) = layer.and_then(|layer| Some((layer, layer.span(row)?))) else { continue };
        if span.start < at {
            continue;
        }
        lines(record, Span::new(at, span.start), &mut blocks);
        let label = match record.symbol(layer.label(row)) {
            "" => "body",
            label => label,
        };
        blocks.push(Block { span, label });
        at = span.end;
    }
    lines(record, Span::new(at, record.text().len() as u32), &mut blocks);
    blocks
}

fn lines<'r>(record: &Record<'r>, span: Span, blocks: &mut Vec<Block<'r>>) {
    let mut start = span.start;
    for line in record.covered(span).split_inclusive('\n') {
        let (lead, end) = (line.len() - line.trim_start().len(), line.trim_end().len());
        if end > lead {
            let (from, to) = (start + lead as u32, start + end as u32);
            blocks.push(Block { span: Span::new(from, to), label: "body" });
        }
        start += line.len() as u32;
    }
}
