//! Where in a document an extractor reads, and which spans of other layers it keeps out of.

use warraq_arabic::lexed::Lexed;
use warraq_core::{Create, Doc, Error, LayerIn, Signature, Sym};

/// The layers that say where to read: paragraphs that are no boilerplate, outside of the spans of `taken` layers.
#[derive(Debug)]
pub(crate) struct Places {
    paragraph: Option<LayerIn>,
    boilerplate: Sym,
    taken: Vec<LayerIn>,
}

impl Places {
    /// Declares the layers, all of them read only if present.
    pub(crate) fn declare(s: &mut Signature, taken: &[&str]) {
        s.reads_if_present("paragraph");
        for layer in taken {
            s.reads_if_present(layer);
        }
    }

    /// Resolves the layers that were declared.
    pub(crate) fn create(cx: &Create<'_>, taken: &[&str]) -> Result<Self, Error> {
        let mut layers = Vec::new();
        for layer in taken {
            layers.extend(cx.input(layer)?);
        }
        Ok(Self { paragraph: cx.input("paragraph")?, boilerplate: cx.intern("boilerplate"), taken: layers })
    }

    /// Lexes what is to be read, and replaces `taken` with the spans to keep out of, merged and ascending.
    pub(crate) fn read(&self, doc: Doc<'_>, lexed: &mut Lexed, taken: &mut Vec<(u32, u32)>) {
        match doc.find(self.paragraph) {
            Some(paragraphs) if !paragraphs.is_empty() => {
                let rows =
                    paragraphs.spans().zip(0..).filter(|(_, row)| paragraphs.label(*row) != self.boilerplate);
                let mut end = 0;
                // Quotes inside paragraphs may be rows of their own: nothing is read twice.
                let spans = rows.map(|(span, _)| (span.start, span.end)).filter(|&(start, to)| {
                    let fresh = start >= end;
                    end = if fresh { to } else { end };
                    fresh
                });
                lexed.read_spans(doc.text, spans);
            }
            _ => lexed.read(doc.text),
        }
        taken.clear();
        for layer in &self.taken {
            taken.extend(doc.layer(*layer).spans().map(|span| (span.start, span.end)));
        }
        if self.taken.len() > 1 {
            taken.sort_unstable();
        }
        merge(taken);
    }
}

/// Joins spans that overlap; they are sorted by their starts.
fn merge(spans: &mut Vec<(u32, u32)>) {
    let mut kept = 0;
    for at in 0..spans.len() {
        let Some(&span) = spans.get(at) else { break };
        match spans.get_mut(..kept).and_then(|done| done.last_mut()) {
            Some(last) if span.0 < last.1 => last.1 = last.1.max(span.1),
            _ => {
                if let Some(slot) = spans.get_mut(kept) {
                    *slot = span;
                }
                kept += 1;
            }
        }
    }
    spans.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_spans_are_joined() {
        let mut spans = vec![(0, 4), (2, 9), (9, 12), (15, 16)];
        merge(&mut spans);
        assert_eq!(spans, [(0, 9), (9, 12), (15, 16)]);
    }
}
