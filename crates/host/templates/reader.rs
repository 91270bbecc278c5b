//! `{{component}}`: every paragraph of an item is a document. Replace how items are read, and keep the shape.

#![deny(unsafe_code)]

use warraq_sdk::prelude::*;

options! {
    /// What may be chosen.
    pub struct NotesOptions {
        /// Paragraphs shorter than this many characters are passed over.
        pub shortest: i64 = 1 in 1..=1000000,
    }
}

/// Made once a run and shared by all workers.
pub struct Notes {
    shortest: usize,
}

impl Component for Notes {
    type Options = NotesOptions;
    const SPEC: Spec = Spec {
        version: "0.1.0",
        summary: "Reads every paragraph of a file as a document",
        doc: "Paragraphs are separated by blank lines.",
        examples: &[
            Example {
                title: "Two paragraphs, two documents",
                options: "",
                text: "وصل القطار.\n\nغادر القطار.",
                expect: "«وصل القطار.»\n«غادر القطار.»",
            },
            Example {
                title: "Short ones are passed over",
                options: "shortest = 5",
                text: "نعم\n\nوصل القطار.",
                expect: "«وصل القطار.»",
            },
        ],
        ..Spec::new("{{component}}")
    };

    fn signature(_: &NotesOptions, _: &mut Signature) -> Result<(), Error> {
        Ok(())
    }

    fn create(_: &Create<'_>, options: NotesOptions) -> Result<Self, Error> {
        Ok(Self { shortest: usize::try_from(options.shortest).unwrap_or(1) })
    }
}

impl Read for Notes {
    const ACCEPTS: Accepts = Accepts { media_types: &[], endings: &["notes"] };
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker(Arc::clone(self)))
    }
}

/// One worker.
pub struct Worker(Arc<Notes>);

impl Reader for Worker {
    fn read(&mut self, item: &Item, out: &mut ReadOut<'_>) -> Result<(), Error> {
        let text = std::str::from_utf8(&item.bytes)
            .map_err(|error| Error::document(format!("found bytes that are not UTF-8: {error}")))?;
        for (number, paragraph) in text.split("\n\n").map(str::trim).enumerate() {
            if paragraph.chars().count() < self.0.shortest {
                continue;
            }
            let mut document = out.document(paragraph.to_owned());
            document.field("id", format!("{}#{number}", item.id));
            document.field("uri", &*item.uri);
            document.finish()?;
        }
        Ok(())
    }
}

warraq_sdk::export!(reader Notes);

#[cfg(test)]
mod tests {
    use super::*;
    use warraq_sdk::{core::serde_json::json, testing};

    #[test]
    fn paragraphs_become_documents() {
        let item = Item { id: "a".into(), bytes: "نعم\n\nوصل القطار.".into(), ..Item::default() };
        let given = testing::read::<Notes>(&json!({ "shortest": 5 }), &item).unwrap();
        assert_eq!(given.documents.len(), 1);
        assert_eq!((given.documents[0].text(), given.documents[0].id()), ("وصل القطار.", "a#1"));
    }
}
