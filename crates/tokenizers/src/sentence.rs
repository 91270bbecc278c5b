//! `segment.sentence`: sentences of Arabic news, by rules.

mod rules;
mod titles;

use std::sync::Arc;

use warraq_core::{
    Component, Create, Doc, Error, Example, LayerIn, LayerOut, Out, Process, Processor, Signature, Span,
    Spec, Sym,
};

use crate::blocks::blocks;
pub use rules::Rules;

warraq_core::options! {
    /// What may be chosen about sentences.
    pub struct SentenceOptions {
        /// Whether «؛» ends a sentence.
        pub semicolon: bool = false,
    }
}

/// The component.
#[derive(Debug)]
pub struct SegmentSentence {
    rules: Rules,
    paragraph: Option<LayerIn>,
    sentence: LayerOut,
}

impl Component for SegmentSentence {
    type Options = SentenceOptions;
    const SPEC: Spec = Spec {
        summary: "Finds the sentences of Arabic news",
        doc: "A sentence never runs over the end of its paragraph (of the layer `paragraph` where there is one, else of \
the paragraphs that `segment.paragraph` would find), so headlines and lines without a full stop are sentences of their own. \
Inside a paragraph, full stops, question and exclamation marks end sentences, with the quotes and brackets that close \
behind them; not in abbreviations («د.», «أ.ف.ب.»), initials, decimals and list numbers, not where a quoted question is \
followed by more of its sentence, and dots («...») only at the end of a quote or paragraph.",
        examples: &[Example {
            title: "Abbreviations, decimals and a quoted question",
            options: "",
            text: "قال د. سامي إن النسبة بلغت 3.5 في المئة. وسأل \"متى نبدأ؟\" أمام الحاضرين! ثم انصرف.",
            expect: "sentence «قال د. سامي إن النسبة بلغت 3.5 في المئة.»\n\
sentence «وسأل \"متى نبدأ؟\" أمام الحاضرين!»\nsentence «ثم انصرف.»",
        }],
        ..Spec::new("segment.sentence")
    };

    fn signature(_: &SentenceOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads_if_present("paragraph");
        s.writes("sentence");
        Ok(())
    }

    fn create(cx: &Create<'_>, options: SentenceOptions) -> Result<Self, Error> {
        Ok(Self {
            rules: Rules::new(options.semicolon),
            paragraph: cx.input("paragraph")?,
            sentence: cx.output("sentence")?,
        })
    }
}

impl Process for SegmentSentence {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker(Arc::clone(self)))
    }
}

/// Segmentation has no scratch.
pub struct Worker(Arc<SegmentSentence>);

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let this = &*self.0;
        let rows = out.rows(this.sentence);
        let mut take = |start: usize, end: usize| {
            rows.push(Span { start: start as u32, end: end as u32 }, Sym::NONE);
        };
        match doc.find(this.paragraph) {
            Some(paragraphs) => {
                for span in paragraphs.spans() {
                    this.rules.sentences(doc.text, span.start as usize, span.end as usize, &mut take);
                }
            }
            None => {
                for block in blocks(doc.text) {
                    this.rules.sentences(doc.text, block.start, block.end, &mut take);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
