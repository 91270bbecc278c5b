//! `extract.question`: the sentences that ask something.

use std::sync::Arc;

use warraq_core::{
    Component, Create, Doc, Error, Example, LayerIn, LayerOut, Out, Process, Processor, Signature, Spec, Sym,
    options,
};

options! {
    /// How questions are told.
    pub struct QuestionOptions {
        /// The marks that end a question.
        pub marks: Vec<String> = ["؟", "?"],
    }
}

/// Made once a run and shared by all workers.
pub struct Question {
    marks: Vec<String>,
    sentence: LayerIn,
    question: LayerOut,
}

impl Component for Question {
    type Options = QuestionOptions;
    const SPEC: Spec = Spec {
        summary: "Finds the sentences that ask something",
        doc: "A sentence asks when it ends in one of the marks.",
        examples: &[Example {
            title: "A question among other sentences",
            options: "",
            text: "وصل الوفد أمس. متى يعود؟",
            expect: "acme.question «متى يعود؟»",
        }],
        ..Spec::new("extract.question")
    };

    fn signature(_: &QuestionOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads("sentence");
        s.writes("acme.question");
        Ok(())
    }

    fn create(cx: &Create<'_>, options: QuestionOptions) -> Result<Self, Error> {
        Ok(Self {
            marks: options.marks,
            sentence: cx.required("sentence")?,
            question: cx.output("acme.question")?,
        })
    }
}

impl Process for Question {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker(Arc::clone(self)))
    }
}

/// One thread's scratch; this component needs none.
pub struct Worker(Arc<Question>);

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        for span in doc.layer(self.0.sentence).spans() {
            let text = span.get(doc.text).unwrap_or_default();
            if self.0.marks.iter().any(|mark| text.ends_with(mark.as_str())) {
                out.push(self.0.question, span, Sym::NONE);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use warraq_conformance::{Chain, GivenLayer, check_processor, rows};
    use warraq_core::Span;

    #[test]
    fn questions_are_found() {
        let mut chain = Chain::new().given("sentence").step::<Question>(json!({})).ready().unwrap();
        let text = "وصل الوفد أمس. متى يعود؟";
        let border = text.find(" متى").unwrap() as u32;
        let sentences = vec![(Span::new(0, border), ""), (Span::new(border + 1, text.len() as u32), "")];
        let document = chain.run_with(text, &[], &[GivenLayer::new("sentence", sentences)]).unwrap();
        let found = rows(&document, &chain.schema, &chain.symbols, "acme.question");
        assert_eq!(found, ["acme.question «متى يعود؟»"]);
    }

    #[test]
    fn hostile_texts_do_no_harm() {
        let mut chain =
            Chain::new().given("sentence").step::<Question>(json!({"marks": ["؟"]})).ready().unwrap();
        assert_eq!(check_processor(&mut chain, false), []);
    }
}
