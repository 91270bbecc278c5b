//! `tokenize.unicode`: words after Unicode Standard Annex #29, for any script.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;
use warraq_core::{
    Component, Create, Doc, Error, Example, LayerOut, Out, Process, Processor, Signature, Span, Spec, Sym,
};

use crate::scan::{Class, class_of};

warraq_core::options! {
    /// What may be chosen about tokens.
    pub struct UnicodeOptions {
        /// Whether only what has a letter or a digit is a token, and punctuation and symbols are left out.
        pub words_only: bool = false,
    }
}

/// The component.
#[derive(Debug)]
pub struct TokenizeUnicode {
    options: UnicodeOptions,
    token: LayerOut,
    labels: [Sym; Class::ALL.len()],
}

impl Component for TokenizeUnicode {
    type Options = UnicodeOptions;
    const SPEC: Spec = Spec {
        summary: "Splits text of any script into words after Unicode Standard Annex #29",
        doc: "The default word boundaries of Unicode, without tailoring and without dictionaries; Thai, Lao, Khmer and \
Burmese come out as whole runs, Chinese and Japanese ideographs one by one. White space and control characters belong to no \
token. The labels are `word`, `number`, `punct`, `symbol` and `emoji`, by the first character.",
        examples: &[Example {
            title: "Mixed scripts",
            options: "",
            text: "قال O'Neil: 3.5 كغ!",
            expect: "token word «قال»\ntoken word «O'Neil»\ntoken punct «:»\ntoken number «3.5»\ntoken word «كغ»\n\
token punct «!»",
        }],
        ..Spec::new("tokenize.unicode")
    };

    fn signature(_: &UnicodeOptions, s: &mut Signature) -> Result<(), Error> {
        s.writes("token");
        Ok(())
    }

    fn create(cx: &Create<'_>, options: UnicodeOptions) -> Result<Self, Error> {
        let labels = Class::ALL.map(|class| cx.intern(class.label()));
        Ok(Self { options, token: cx.output("token")?, labels })
    }
}

impl Process for TokenizeUnicode {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker(Arc::clone(self)))
    }
}

/// The tokenizer has no scratch.
pub struct Worker(Arc<TokenizeUnicode>);

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let rows = out.rows(self.0.token);
        for (start, piece) in pieces(doc.text) {
            let Some(class) = class_of(piece) else { continue };
            if self.0.options.words_only && !matches!(class, Class::Word | Class::Number) {
                continue;
            }
            let span = Span { start: start as u32, end: (start + piece.len()) as u32 };
            rows.push(span, self.0.labels[class as usize]);
        }
        Ok(())
    }
}

/// All pieces between two word boundaries, white space among them, with their places.
pub fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_word_bound_indices()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use serde_json::json;

    #[test]
    fn conforms() {
        testing::conforms::<TokenizeUnicode>();
    }

    #[test]
    fn words_only() {
        let rows = testing::run::<TokenizeUnicode>(json!({"words_only": true}), "كَتَبَ، 5 🙂 €.");
        assert_eq!(rows, ["token word «كَتَبَ»", "token number «5»"]);
    }

    #[test]
    fn emoji_and_marks_stay_whole() {
        let rows = testing::run::<TokenizeUnicode>(json!({}), "👨‍👩‍👧 🇹🇳 e\u{301} می\u{200c}خواهم");
        assert_eq!(
            rows,
            ["token emoji «👨‍👩‍👧»", "token emoji «🇹🇳»", "token word «e\u{301}»", "token word «می\u{200c}خواهم»"]
        );
    }
}
