//! The format `text`: a sentence a line, its tokens separated by spaces.

use std::sync::Arc;

use warraq_arabic::normalise::{Normaliser, Switches};
use warraq_core::component::{Encode, Encoder};
use warraq_core::{Component, Create, Error, Example, Layer, Record, Signature, Span, Spec};

warraq_core::options_enum! {
    /// How far tokens are made alike.
    pub enum Normalize {
        /// leaves them as they are
        None = "none",
        /// takes away marks, tatweel and invisible characters
        Bare = "bare",
        /// also makes letters alike that writers confuse, and digits ASCII
        Loose = "loose",
    }
}

warraq_core::options! {
    /// How the text is written.
    pub struct TextOptions {
        /// How far tokens are made alike: `bare` takes away marks, tatweel and invisible characters; `loose` also makes
        /// one of أ إ آ ا, of ى ي, and of ة ه, and digits ASCII.
        pub normalize: Normalize = "bare",
        /// The layer of tokens.
        pub token: String = "token",
        /// The layer of sentences; without it, every paragraph is a line.
        pub sentence: String = "sentence",
        /// Labels of tokens that are left out.
        pub skip: Vec<String> = [],
    }
}

/// The component.
pub struct Text {
    options: TextOptions,
    switches: Switches,
}

impl Component for Text {
    type Options = TextOptions;
    const SPEC: Spec = Spec {
        summary: "writes a sentence a line, normalised tokens separated by spaces",
        doc: "What trainers of embeddings and language models read. Documents are separated by an empty line. A \
              sentence without tokens, or whose tokens are all left out, has no line.",
        examples: &[Example {
            title: "without punctuation",
            options: "skip = [\"punct\"]",
            text: "قالَ الوزيرُ: «سنعود».",
            expect: "",
        }],
        ..Spec::new("text")
    };

    fn signature(options: &TextOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads(&options.token);
        s.reads_if_present(&options.sentence);
        Ok(())
    }

    fn create(_: &Create<'_>, options: TextOptions) -> Result<Self, Error> {
        let switches = match options.normalize {
            Normalize::None => Switches::NONE,
            Normalize::Bare => Switches::BARE,
            Normalize::Loose => Switches::LOOSE,
        };
        Ok(Self { options, switches })
    }
}

impl Encode for Text {
    const ENDINGS: &'static [&'static str] = &["txt"];
    type Worker = TextEncoder;

    fn worker(self: &Arc<Self>) -> Result<TextEncoder, Error> {
        Ok(TextEncoder {
            format: Arc::clone(self),
            normaliser: Normaliser::new(self.switches),
            word: String::new(),
        })
    }
}

/// A worker of [`Text`].
pub struct TextEncoder {
    format: Arc<Text>,
    normaliser: Normaliser,
    word: String,
}

impl Encoder for TextEncoder {
    fn encode(&mut self, record: &Record<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        let format = Arc::clone(&self.format);
        let layer = |name: &str| record.head.schema.find(name).and_then(|id| record.document.layer(id));
        let Some(tokens) = layer(&format.options.token) else {
            out.push(b'\n');
            return Ok(());
        };
        let sentences = match layer(&format.options.sentence) {
            Some(layer) => (0..layer.len()).filter_map(|row| layer.span(row)).collect(),
            None => crate::blocks::blocks(record).into_iter().map(|block| block.span).collect::<Vec<_>>(),
        };
        let mut token = 0;
        for sentence in sentences {
            self.line(record, tokens, &mut token, sentence, out);
        }
        out.push(b'\n');
        Ok(())
    }
}

impl TextEncoder {
    fn line(
        &mut self,
        record: &Record<'_>,
        tokens: &Layer,
        token: &mut usize,
        sentence: Span,
        out: &mut Vec<u8>,
    ) {
        let mut empty = true;
        while let Some(span) = tokens.span(*token).filter(|span| span.start < sentence.end) {
            let label = record.symbol(tokens.label(*token));
            *token += 1;
            if span.start < sentence.start || self.format.options.skip.iter().any(|skipped| skipped == label)
            {
                continue;
            }
            self.word.clear();
            self.normaliser.write(record.covered(span), &mut self.word);
            let mut pieces = self.word.split_whitespace().peekable();
            if pieces.peek().is_none() {
                continue;
            }
            if !std::mem::take(&mut empty) {
                out.push(b' ');
            }
            for (at, piece) in pieces.enumerate() {
                if at > 0 {
                    // A token stays one word, also where it has a space inside.
                    out.push(b'_');
                }
                out.extend_from_slice(piece.as_bytes());
            }
        }
        if !empty {
            out.push(b'\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Shown, at};
    use serde_json::json;
    use warraq_conformance::GivenLayer;
    use warraq_core::OutputSettings;

    #[test]
    fn sentences_become_lines() {
        let text = "قالَ الوزيرُ: نعـــم.\n\nإلى ١٢ مدرسة";
        let sentences = vec![(at(text, "قالَ الوزيرُ: نعـــم."), ""), (at(text, "إلى ١٢ مدرسة"), "")];
        let layers = vec![GivenLayer::new("sentence", sentences), GivenLayer::tokens(text)];
        let shown = Shown::new(text, &[], layers);
        let cases = [
            (json!({}), "قال الوزير : نعم .\nإلى ١٢ مدرسة\n\n"),
            (json!({"normalize": "none", "skip": ["punct"]}), "قالَ الوزيرُ نعـــم\nإلى ١٢ مدرسة\n\n"),
            (json!({"normalize": "loose", "sentence": "acme.none"}), "قال الوزير : نعم .\nالي 12 مدرسه\n\n"),
            (json!({"skip": ["punct", "word", "number"]}), "\n"),
        ];
        for (options, expected) in cases {
            assert_eq!(
                shown.encode_with::<Text>(OutputSettings::default(), options.clone()),
                expected,
                "{options}"
            );
        }
    }
}
