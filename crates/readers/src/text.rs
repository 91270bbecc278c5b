//! The reader `text`: plain text, taken byte for byte.

use std::sync::Arc;

use warraq_core::component::{Accepts, Read, Reader};
use warraq_core::{
    Component, Create, Error, Example, FieldValue, Item, NewDocument, ReadOut, Signature, Spec,
};

use crate::decode::decode;
use crate::title;

warraq_core::options_enum! {
    /// Where a title comes from that the source does not state.
    pub enum TitleFrom {
        /// takes the first line if it reads like a title
        Auto = "auto",
        /// takes the first line whatever it is
        FirstLine = "first_line",
        /// leaves the title unknown
        None = "none",
    }
}

warraq_core::options! {
    /// How plain text is read.
    pub struct TextOptions {
        /// Where a title comes from that the source does not state: `first_line` takes the first line that is not
        /// blank, `auto` takes it only if it is short, has no full stop at its end, and is followed by more text.
        pub title: TitleFrom = "auto",
    }
}

/// The component.
pub struct Text {
    title: TitleFrom,
}

impl Component for Text {
    type Options = TextOptions;
    const SPEC: Spec = Spec {
        summary: "reads plain text in UTF-8, byte for byte",
        doc: "The text of the document is the decoded item: nothing is trimmed or joined, only a byte order mark at \
              the start is removed. Bytes that are not UTF-8 become U+FFFD and are counted; offsets lead back to the \
              bytes they came from.\n\nA title that the source states (a field of the item) is put before the text, \
              with a blank line, unless it is its first line already.",
        examples: &[Example {
            title: "a first line that reads like a title is the title",
            options: "",
            text: "ارتفاع أسعار القمح\n\nقالت الوزارة إن السعر ارتفع.",
            expect: "",
        }],
        ..Spec::new("text")
    };

    fn signature(_: &TextOptions, s: &mut Signature) -> Result<(), Error> {
        s.sets_field("title", "the title, where it is known");
        Ok(())
    }

    fn create(_: &Create<'_>, options: TextOptions) -> Result<Self, Error> {
        Ok(Self { title: options.title })
    }
}

impl Read for Text {
    const ACCEPTS: Accepts = Accepts { media_types: &["text/plain"], endings: &["txt", "text"] };
    type Worker = TextReader;

    fn worker(self: &Arc<Self>) -> Result<TextReader, Error> {
        Ok(TextReader { title: self.title })
    }
}

/// A worker of [`Text`].
pub struct TextReader {
    title: TitleFrom,
}

impl Reader for TextReader {
    fn read(&mut self, item: &Item, out: &mut ReadOut<'_>) -> Result<(), Error> {
        let mut decoded = decode(&item.bytes);
        let known = item.fields.text("title").map(str::to_owned);
        if let Some(known) = &known {
            let prefix = title::missing(known, &decoded.text);
            if !prefix.is_empty() {
                decoded = decoded.prepend(&prefix);
            }
        }
        let guessed = match self.title {
            TitleFrom::Auto => title::likely(&decoded.text),
            TitleFrom::FirstLine => title::first_line(&decoded.text),
            TitleFrom::None => None,
        };
        let title = known.is_none().then(|| guessed.map(str::to_owned)).flatten();
        let mut document = out.document(decoded.text);
        document.alignment(decoded.alignment);
        document.undecoded(decoded.undecoded);
        placed(&mut document, item);
        if let Some(title) = title {
            document.field("title", title);
        }
        document.finish()
    }
}

/// Sets what the item's place and source say about the document.
pub(crate) fn placed(document: &mut NewDocument<'_, '_>, item: &Item) {
    document.field("id", item.id.as_str());
    document.field("uri", &*item.uri);
    if let Some(media_type) = &item.media_type {
        document.field("media_type", media_type.as_str());
    }
    for (name, value) in item.fields.iter() {
        document.field(name, FieldValue::clone(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use warraq_conformance::chain::read;
    use warraq_core::{Fields, Origin};

    #[test]
    fn texts_and_titles() {
        let article = "عودة القطارات\n\nعادت القطارات إلى العمل.\n";
        let cases = [
            (json!({}), None, article, article, Some("عودة القطارات")),
            (json!({"title": "none"}), None, article, article, None),
            (json!({"title": "first_line"}), None, "وصل القطار.", "وصل القطار.", Some("وصل القطار.")),
            (json!({}), Some("عودة القطارات"), article, article, Some("عودة القطارات")),
            (json!({}), Some("بيان"), "\u{feff}نص", "بيان\n\nنص", Some("بيان")),
            (json!({}), None, "", "", None),
            (json!({}), None, " \r\n نص \0", " \r\n نص \0", None),
        ];
        for (options, given, bytes, text, title) in cases {
            let mut fields = Fields::default();
            if let Some(title) = given {
                fields.set("title", title, Origin::Reader);
            }
            let item = Item { id: "a".into(), bytes: bytes.into(), fields, ..Item::default() };
            let (documents, failed, ..) = read::<Text>(options, &item).unwrap();
            assert!(failed.is_empty() && documents.len() == 1);
            assert_eq!((documents[0].text(), documents[0].fields.text("title")), (text, title));
            assert_eq!(documents[0].id(), "a");
        }
    }

    #[test]
    fn broken_bytes_are_counted() {
        let item = Item { bytes: b"\xC7\xE1\xDD".into(), ..Item::default() };
        let (documents, ..) = read::<Text>(json!({}), &item).unwrap();
        assert_eq!((documents[0].text(), documents[0].undecoded), ("\u{FFFD}\u{FFFD}\u{FFFD}", 3));
    }
}
