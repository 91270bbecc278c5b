//! `find`: finds words of a list. Replace what it finds, and keep the shape.

#![deny(unsafe_code)]

use warraq_sdk::prelude::*;

options! {
    /// What may be chosen.
    pub struct FindOptions {
        /// The words to find.
        pub words: Vec<String> = ["سلام", "مرحبا"],
        /// The most rows that a document gets.
        pub most: i64 = 1000 in 1..=1000000,
    }
}

/// Made once a run and shared by all workers: models and tables belong here.
pub struct Find {
    options: FindOptions,
    found: LayerOut,
    length: ColumnOut,
}

impl Component for Find {
    type Options = FindOptions;
    const SPEC: Spec = Spec {
        version: "0.1.0",
        summary: "Finds the words of a list",
        doc: "Every place where a word of the option `words` stands, whole or inside another word.",
        examples: &[
            Example {
                title: "The words of the default list",
                options: "",
                text: "قالت سلام للجميع: مرحبا بكم",
                expect: "hello-rust.find «سلام» chars=4\nhello-rust.find «مرحبا» chars=5",
            },
            Example {
                title: "Words of one's own, and only the first",
                options: "words = [\"نهر\"]\nmost = 1",
                text: "نهر النيل ونهر الفرات",
                expect: "hello-rust.find «نهر» chars=3",
            },
        ],
        ..Spec::new("find")
    };

    fn signature(_: &FindOptions, s: &mut Signature) -> Result<(), Error> {
        s.writes("hello-rust.find").column("chars", ColumnType::I64);
        Ok(())
    }

    fn create(cx: &Create<'_>, options: FindOptions) -> Result<Self, Error> {
        if options.words.iter().any(String::is_empty) {
            return Err(Error::option("words", "found an empty word, each must have a letter"));
        }
        let length = cx.output_column("hello-rust.find", "chars")?;
        Ok(Self { options, found: cx.output("hello-rust.find")?, length })
    }
}

impl Process for Find {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker(Arc::clone(self)))
    }
}

/// One worker's scratch around the shared component.
pub struct Worker(Arc<Find>);

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let Find { options, found, length } = &*self.0;
        let mut spans = Vec::new();
        for word in &options.words {
            for (at, _) in doc.text.match_indices(word.as_str()) {
                spans.push((at, word));
            }
        }
        spans.sort_unstable_by_key(|&(at, _)| at);
        let most = usize::try_from(options.most).unwrap_or(usize::MAX);
        for (at, word) in spans.into_iter().take(most) {
            let span = Span::new(at as u32, (at + word.len()) as u32);
            out.push(*found, span, Sym::NONE).i64(*length, word.chars().count() as i64);
        }
        Ok(())
    }
}

warraq_sdk::export!(processor Find);

#[cfg(test)]
mod tests {
    use super::*;
    use warraq_sdk::testing;

    #[test]
    fn examples_come_out() {
        testing::examples::<Find>().unwrap();
    }

    #[test]
    fn an_empty_word_is_refused() {
        let options = warraq_sdk::core::serde_json::json!({ "words": [""] });
        assert!(testing::process::<Find>(&options, "نص", &[], &[]).is_err());
    }
}
