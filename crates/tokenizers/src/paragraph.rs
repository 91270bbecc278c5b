//! `segment.paragraph`: the paragraphs of a text, told apart into title, headings, body and what surrounds them.

mod label;

use std::sync::Arc;

use warraq_core::{
    Component, Create, Doc, Error, Example, FieldIn, LayerOut, Out, Process, Processor, Signature, Span,
    Spec, Sym,
};

use crate::blocks::blocks;
use label::{Cues, LABELS};

warraq_core::options! {
    /// What may be chosen about paragraphs.
    pub struct ParagraphOptions {
        /// Whether the first line may be taken for the title by its looks when the document has no field `title`.
        pub guess_title: bool = true,
    }
}

/// The component.
#[derive(Debug)]
pub struct SegmentParagraph {
    options: ParagraphOptions,
    cues: Cues,
    title: FieldIn,
    paragraph: LayerOut,
    labels: [Sym; LABELS.len()],
}

impl Component for SegmentParagraph {
    type Options = ParagraphOptions;
    const SPEC: Spec = Spec {
        summary: "Finds paragraphs and tells title, headings, body, quotes, captions, lists, tables and boilerplate apart",
        doc: "A line is a paragraph, unless a group of lines is evenly filled and breaks off in mid-sentence: then the \
group is one. The title is the first line where it equals the field `title`, or, without that field, where it looks like \
one: short, without a full stop, with prose below it. A heading is a short line without a full stop that prose follows. \
Boilerplate is what navigation and sharing leave behind («أعلى», «اقرأ أيضاً: …»), and stray short lines behind the last \
prose.",
        examples: &[Example {
            title: "An article as plain text",
            options: "",
            text: "افتتاح جسر جديد في المدينة\n\nافتتحت البلدية أمس جسراً جديداً فوق النهر بعد عامين من العمل المتواصل.\n\n\
كلفة المشروع\n\nبلغت كلفة الجسر ستة ملايين دينار، بحسب رئيس البلدية، وسيفتح أمام السيارات غداً.\n\nأعلى",
            expect: "paragraph title «افتتاح جسر جديد في المدينة»\n\
paragraph body «افتتحت البلدية أمس جسراً جديداً فوق النهر بعد عامين من العمل المتواصل.»\n\
paragraph heading «كلفة المشروع»\n\
paragraph body «بلغت كلفة الجسر ستة ملايين دينار، بحسب رئيس البلدية، وسيفتح أمام السيارات غداً.»\n\
paragraph boilerplate «أعلى»",
        }],
        ..Spec::new("segment.paragraph")
    };

    fn signature(_: &ParagraphOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads_field("title");
        s.writes("paragraph");
        Ok(())
    }

    fn create(cx: &Create<'_>, options: ParagraphOptions) -> Result<Self, Error> {
        Ok(Self {
            options,
            cues: Cues::built_in(),
            title: cx.field("title")?,
            paragraph: cx.output("paragraph")?,
            labels: LABELS.map(|label| cx.intern(label.name())),
        })
    }
}

impl Process for SegmentParagraph {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker(Arc::clone(self)))
    }
}

/// Segmentation has no scratch.
pub struct Worker(Arc<SegmentParagraph>);

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let this = &*self.0;
        let blocks = blocks(doc.text);
        let title = doc.field_text(this.title);
        let labels = label::labels(doc.text, &blocks, title, this.options.guess_title, &this.cues);
        for (block, label) in blocks.iter().zip(labels) {
            let span = Span { start: block.start as u32, end: block.end as u32 };
            out.push(this.paragraph, span, this.labels[label as usize]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use serde_json::json;

    #[test]
    fn conforms() {
        testing::conforms::<SegmentParagraph>();
    }

    fn labels(text: &str) -> Vec<String> {
        let rows = testing::run::<SegmentParagraph>(json!({}), text);
        rows.iter().map(|row| row.split(' ').nth(1).expect("a label").to_owned()).collect()
    }

    const PROSE: &str = "أعلنت وزارة النقل في بيان أن العمل في الخط الجديد للقطار يبدأ مطلع الشهر المقبل.";

    #[test]
    fn each_label_has_its_shape() {
        let text = format!(
            "خط جديد للقطار\n{PROSE}\nصورة أرشيفية لمحطة القطار\n{PROSE}\nماذا عن الأسعار؟\n{PROSE}\n\
             • تذكرة الطالب بنصف السعر\n• تذكرة الأسرة بخصم الثلث\n«هذا المشروع سيغير حياة سكان الضواحي كلها»\n\
             المدينة\tالموعد\tالسعر\nالميناء\t10:00\t5\n{PROSE}\nاقرأ أيضاً: الحافلات الجديدة تصل الشهر المقبل\nوكالات"
        );
        assert_eq!(
            labels(&text),
            [
                "title",
                "body",
                "caption",
                "body",
                "heading",
                "body",
                "list",
                "list",
                "quote",
                "table",
                "table",
                "body",
                "boilerplate",
                "boilerplate"
            ]
        );
    }

    #[test]
    fn a_first_line_that_is_a_sentence_is_no_title() {
        assert_eq!(labels(&format!("{PROSE}\n{PROSE}")), ["body", "body"]);
        assert_eq!(labels("سطر واحد فقط"), ["body"]);
    }

    #[test]
    fn the_field_decides_about_the_title() {
        let text = format!("خط  جديد للقطار\n{PROSE}");
        let mut chain =
            warraq_conformance::Chain::new().step::<SegmentParagraph>(json!({})).ready().expect("made");
        let mut first = |title: &str| {
            let document = chain.run_with(&text, &[("title", title)], &[]).expect("processed");
            warraq_conformance::rows(&document, &chain.schema, &chain.symbols, "paragraph").remove(0)
        };
        assert_eq!(first("خطّ جديد للقطار"), "paragraph title «خط  جديد للقطار»");
        assert_eq!(first("عنوان آخر"), "paragraph heading «خط  جديد للقطار»");
    }
}
