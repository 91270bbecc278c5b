//! The format `conllu`: sentences, tokens and words for the tools of Universal Dependencies.

mod sentence;

use std::sync::Arc;

use warraq_core::component::{Encode, Encoder};
use warraq_core::{Component, Create, Error, Example, Head, Record, Signature, Spec};

warraq_core::options! {
    /// Which layers become CoNLL-U. They need not be among the output's `layers`.
    pub struct ConlluOptions {
        /// The layer of sentences; without it a document is one sentence.
        pub sentence: String = "sentence",
        /// The layer of tokens.
        pub token: String = "token",
        /// The layer of words inside tokens; without it every token is a word by itself.
        pub word: String = "word",
        /// The layer of names, written as `NER=B-PER` and `NER=I-PER` in the column MISC; empty for none.
        pub entity: String = "entity",
    }
}

/// The component.
pub struct Conllu {
    options: ConlluOptions,
}

impl Component for Conllu {
    type Options = ConlluOptions;
    const SPEC: Spec = Spec {
        summary: "writes CoNLL-U",
        doc: "A token that is split into several words is a range (`1-2`) followed by its words, which have their own \
              forms, lemmas, UPOS and features; a token of one word has the form of the text. Without words, tokens \
              have a form alone, and UPOS where the token's label tells it (`PUNCT`, `NUM`, `SYM`). Heads and \
              relations stay empty. `SpaceAfter=No` says where the text goes on without a space; text that no token \
              covers is written as tokens, so that the forms joined are the text without its white space.\n\nComments \
              name the document (`newdoc id`), paragraphs (`newpar`, where they are known), sentences (`sent_id`) and \
              their `text`.",
        examples: &[Example {
            title: "one document",
            options: "entity = \"\"",
            text: "وصل الوفد إلى عمّان.",
            expect: "",
        }],
        ..Spec::new("conllu")
    };

    fn signature(options: &ConlluOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads(&options.token);
        for layer in [&options.sentence, &options.word, &options.entity] {
            if !layer.is_empty() {
                s.reads_if_present(layer);
            }
        }
        Ok(())
    }

    fn create(_: &Create<'_>, options: ConlluOptions) -> Result<Self, Error> {
        Ok(Self { options })
    }
}

impl Encode for Conllu {
    const ENDINGS: &'static [&'static str] = &["conllu", "conll"];
    type Worker = ConlluEncoder;

    fn worker(self: &Arc<Self>) -> Result<ConlluEncoder, Error> {
        Ok(ConlluEncoder(Arc::clone(self)))
    }
}

/// A worker of [`Conllu`].
pub struct ConlluEncoder(Arc<Conllu>);

impl Encoder for ConlluEncoder {
    fn begin(&mut self, head: &Head<'_>, _: &mut Vec<u8>) -> Result<(), Error> {
        let token = &self.0.options.token;
        match head.schema.find(token) {
            Some(_) => Ok(()),
            None => {
                Err(Error::option("token", format!("no step writes the layer {token}, which conllu needs")))
            }
        }
    }

    fn encode(&mut self, record: &Record<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        sentence::Writer::new(record, &self.0.options).write(out);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
