//! `tokenize.whitespace`: what stands between white space, for text that is tokenized already.

use std::sync::Arc;

use warraq_core::{
    Component, Create, Doc, Error, Example, LayerOut, NoOptions, Out, Process, Processor, Signature, Span,
    Spec, Sym,
};

use crate::scan::{Class, class_of};

/// The component.
#[derive(Debug)]
pub struct TokenizeWhitespace {
    token: LayerOut,
    labels: [Sym; Class::ALL.len()],
}

impl Component for TokenizeWhitespace {
    type Options = NoOptions;
    const SPEC: Spec = Spec {
        summary: "Splits text at white space only",
        doc: "For text whose tokens were separated by spaces before. The label goes by the first character: `word`, \
`number`, `punct`, `symbol` or `emoji`.",
        examples: &[Example {
            title: "Tokenized text",
            options: "",
            text: "وصل الوفد (أمس) .",
            expect: "token word «وصل»\ntoken word «الوفد»\ntoken punct «(أمس)»\ntoken punct «.»",
        }],
        ..Spec::new("tokenize.whitespace")
    };

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        s.writes("token");
        Ok(())
    }

    fn create(cx: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self { token: cx.output("token")?, labels: Class::ALL.map(|class| cx.intern(class.label())) })
    }
}

impl Process for TokenizeWhitespace {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker(Arc::clone(self)))
    }
}

/// The tokenizer has no scratch.
pub struct Worker(Arc<TokenizeWhitespace>);

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let rows = out.rows(self.0.token);
        let mut push = |start: usize, end: usize| {
            let class = doc.text.get(start..end).and_then(class_of).unwrap_or(Class::Symbol);
            rows.push(Span { start: start as u32, end: end as u32 }, self.0.labels[class as usize]);
        };
        let mut start = None;
        for (at, c) in doc.text.char_indices() {
            if !c.is_whitespace() {
                start.get_or_insert(at);
            } else if let Some(start) = start.take() {
                push(start, at);
            }
        }
        if let Some(start) = start {
            push(start, doc.text.len());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn conforms() {
        testing::conforms::<TokenizeWhitespace>();
    }
}
