//! The reader `jsonl`: a JSON object becomes a document, its keys become text and fields.

use std::sync::Arc;

use warraq_core::component::{Accepts, Read, Reader};
use warraq_core::fields::STANDARD;
use warraq_core::options::Table;
use warraq_core::serde_json::{Value, value::RawValue};
use warraq_core::{Component, Create, Error, Example, FieldValue, Item, ReadOut, Signature, Spec};

use crate::objects::{Members, Place, each_object, found, short, string, value};
use crate::text::placed;
use crate::title;

warraq_core::options! {
    /// How JSON objects are read. A key may be a path (`article.body`).
    pub struct JsonOptions {
        /// The key of the text.
        pub text: String = "text",
        /// The key of the id; a number is taken as it is written.
        pub id: String = "id",
        /// The key of the address.
        pub uri: String = "uri",
        /// The key of the title.
        pub title: String = "title",
        /// The key of the author; a list of strings is joined.
        pub author: String = "author",
        /// The key of the date of publication, in ISO 8601.
        pub published: String = "published",
        /// The key of the language (BCP 47).
        pub language: String = "language",
        /// The key of the media type.
        pub media_type: String = "media_type",
        /// Further fields: the name of the field, and the key that it comes from.
        pub fields: Table<String> = {},
        /// Whether all other keys become fields under their own names.
        pub others: bool = false,
    }
}

/// The component.
pub struct JsonObject {
    text: String,
    /// The standard fields, each with its key.
    standard: Vec<(&'static str, String)>,
    fields: Vec<(String, String)>,
    others: bool,
}

impl Component for JsonObject {
    type Options = JsonOptions;
    const SPEC: Spec = Spec {
        summary: "reads a JSON object as a document, keys chosen by options",
        doc: "Goes with the unpacker `jsonl` (an object a line) or `file` (one object, or an array of them). Only the \
              text is required. A title that is not the first line of the text is put before it, with a blank line. \
              Keys that no option names are left out, unless `others` is set.\n\nErrors name the line. Broken JSON, \
              a key that stands twice, a text that is missing or no string, and half of a surrogate pair in an \
              escape each make that document a dead letter; the others are read.",
        examples: &[Example {
            title: "keys of one's own",
            options: "text = \"body\"\npublished = \"meta.date\"\nfields = { section = \"meta.section\" }",
            text: "{\"body\": \"فاز الفريق أمس.\", \"meta\": {\"date\": \"2024-05-01\", \"section\": \"رياضة\"}}",
            expect: "",
        }],
        ..Spec::new("jsonl")
    };

    fn signature(options: &JsonOptions, s: &mut Signature) -> Result<(), Error> {
        for name in STANDARD {
            s.sets_field(name, "from the key that the option names");
        }
        for (name, key) in options.fields.iter() {
            if STANDARD.contains(&name.as_str()) {
                let message = format!("the field {name} has an option of its own: {name} = \"{key}\"");
                return Err(Error::option(&format!("fields.{name}"), message));
            }
            s.sets_field(name, "from the key that the option names");
        }
        Ok(())
    }

    fn create(_: &Create<'_>, options: JsonOptions) -> Result<Self, Error> {
        let keys = [
            options.id,
            options.uri,
            options.title,
            options.author,
            options.published,
            options.language,
            options.media_type,
        ];
        Ok(Self {
            text: options.text,
            standard: STANDARD.iter().copied().zip(keys).collect(),
            fields: options.fields.0.into_iter().collect(),
            others: options.others,
        })
    }
}

impl Read for JsonObject {
    const ACCEPTS: Accepts = Accepts {
        media_types: &["application/json", "application/jsonl", "application/x-ndjson"],
        endings: &["jsonl", "ndjson", "jsonlines", "json"],
    };
    type Worker = JsonReader;

    fn worker(self: &Arc<Self>) -> Result<JsonReader, Error> {
        Ok(JsonReader(Arc::clone(self)))
    }
}

/// A worker of [`JsonObject`].
pub struct JsonReader(Arc<JsonObject>);

impl Reader for JsonReader {
    fn read(&mut self, item: &Item, out: &mut ReadOut<'_>) -> Result<(), Error> {
        each_object(item, out, |members, place, undecoded, out| {
            self.0.document(members, place, undecoded, out)
        })
    }
}

impl JsonObject {
    /// Makes a document of an object.
    pub(crate) fn document(
        &self,
        members: &Members<'_>,
        place: Place<'_>,
        undecoded: u64,
        out: &mut ReadOut<'_>,
    ) -> Result<(), String> {
        let made = self.values(members).and_then(|(text, fields)| {
            let known = fields.iter().find(|(name, _)| name == "title").map(|(_, value)| value);
            let known = known.or(place.item.fields.get("title")).and_then(FieldValue::as_text);
            let text = known.map_or_else(String::new, |known| title::missing(known, &text)) + &text;
            let mut document = out.document(text);
            document.undecoded(undecoded);
            placed(&mut document, place.item);
            document.field("id", place.id());
            for (name, value) in fields {
                document.field(&name, value);
            }
            document.finish().map_err(|error| error.message)
        });
        made.map_err(|message| format!("{place}{message}"))
    }

    fn values(&self, members: &Members<'_>) -> Result<(String, Vec<(String, FieldValue)>), String> {
        let Some(raw) = members.find(&self.text) else {
            return Err(no_text(members, &self.text));
        };
        let text = string(&self.text, raw)?;
        let mut fields = Vec::new();
        for (name, key) in &self.standard {
            if let Some(raw) = members.find(key) {
                fields.push(((*name).to_owned(), FieldValue::Text(plain(key, raw)?)));
            }
        }
        for (name, key) in &self.fields {
            if let Some(raw) = members.find(key) {
                fields.extend(FieldValue::from_json(value(key, raw)?).map(|value| (name.clone(), value)));
            }
        }
        if self.others {
            for (key, raw) in members.iter().filter(|(key, _)| !self.names(key)) {
                fields.extend(FieldValue::from_json(value(key, raw)?).map(|value| (key.to_owned(), value)));
            }
        }
        Ok((text, fields))
    }

    /// Whether an option names this key, or a field has this name already.
    fn names(&self, key: &str) -> bool {
        let standard = self.standard.iter().any(|(name, known)| known == key || *name == key);
        standard || self.text == key || self.fields.iter().any(|(name, known)| known == key || name == key)
    }
}

fn no_text(members: &Members<'_>, key: &str) -> String {
    let keys: Vec<_> = members.iter().take(12).map(|(key, _)| format!("\"{}\"", short(key, 40))).collect();
    let found = if keys.is_empty() { "no keys".into() } else { keys.join(", ") };
    format!("the key \"{key}\" of the text is missing; found {found}")
}

/// The text of a standard field: a string, a number or truth value as written, or a list of strings joined.
fn plain(key: &str, raw: &RawValue) -> Result<String, String> {
    match value(key, raw)? {
        Value::String(text) => Ok(text),
        number @ (Value::Number(_) | Value::Bool(_)) => Ok(number.to_string()),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let items: Vec<_> = items.iter().filter_map(Value::as_str).collect();
            Ok(items.join("; "))
        }
        _ => Err(format!("the key \"{key}\" holds {}, a string is allowed", found(raw))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use warraq_conformance::chain::read;
    use warraq_core::{Document, Part, serde_json};

    fn item(json: &[u8]) -> Item {
        let part = Some(Part { offset: 0, length: json.len() as u64, index: 6 });
        Item { id: "a.jsonl#6".into(), part, bytes: json.into(), ..Item::default() }
    }

    fn one(options: Value, json: &str) -> Document {
        let (mut documents, failed, ..) = read::<JsonObject>(options, &item(json.as_bytes())).unwrap();
        assert!(failed.is_empty() && documents.len() == 1);
        documents.remove(0)
    }

    #[test]
    fn keys_become_fields() {
        let json = r#"{"text": "قال.", "id": 17, "author": ["سلمى", "هادي"], "published": "2024-05-01", "views": 3,
            "meta": {"a.b": {"c": "د"}}, "title": null}"#;
        let document = one(json!({}), json);
        assert_eq!((document.text(), document.id()), ("قال.", "17"));
        assert_eq!(document.fields.text("author"), Some("سلمى; هادي"));
        assert_eq!(document.fields.text("published"), Some("2024-05-01"));
        assert_eq!(document.fields.custom().count(), 0);

        let options = json!({"fields": {"n": "views", "deep": "meta.a.b", "none": "x.y.z"}, "others": true, "author": "x"});
        let document = one(options, json);
        let custom: Vec<_> =
            document.fields.custom().map(|(name, v)| (name, v.to_json().to_string())).collect();
        assert_eq!(
            custom,
            [("deep", r#"{"c":"د"}"#.into()), ("n", "3".into()), ("meta", r#"{"a.b":{"c":"د"}}"#.into())]
        );
        assert_eq!(one(json!({}), r#"{"text": ""}"#).id(), "a.jsonl#6");
    }

    #[test]
    fn a_title_is_the_first_line_once() {
        let with = one(json!({}), r#"{"title": "عاجل", "text": "قُتل الخبر."}"#);
        assert_eq!(with.text(), "عاجل\n\nقُتل الخبر.");
        assert_eq!(one(json!({}), r#"{"title": "عاجل", "text": "عاجل\nقُتل."}"#).text(), "عاجل\nقُتل.");
    }

    #[test]
    fn an_array_gives_several_documents() {
        let json = r#"[{"text": "أ"}, {"txt": "ب"}, {"text": "ج", "id": "جيم"}]"#;
        let item = Item { id: "x".into(), bytes: json.into(), ..Item::default() };
        let (documents, failed, ..) = read::<JsonObject>(json!({}), &item).unwrap();
        assert_eq!(
            documents.iter().map(|d| (d.id(), d.text())).collect::<Vec<_>>(),
            [("x#0", "أ"), ("جيم", "ج")]
        );
        assert_eq!(
            failed,
            ["document 1 of the array: the key \"text\" of the text is missing; found \"txt\""]
        );
    }

    #[test]
    fn errors_name_the_line_and_what_was_found() {
        let deep = format!("{{\"text\": \"\", \"x\": {}{}}}", "[".repeat(5000), "]".repeat(5000));
        let cases: &[(&str, &str)] = &[
            ("{\"text\": \"قال", "line 7: broken JSON at byte 16: EOF while parsing a string"),
            ("{\"text\": \"a\" \"b\"}", "line 7: broken JSON at byte 14: expected `,` or `}`"),
            ("{\"text\": 5}", "line 7: the key \"text\" holds the number 5, a string is allowed"),
            ("{\"text\": null}", "line 7: the key \"text\" of the text is missing; found \"text\""),
            ("{}", "line 7: the key \"text\" of the text is missing; found no keys"),
            ("[1]", "line 7: document 0 of the array: invalid type: integer `1`, expected an object"),
            ("\"text\"", "line 7: invalid type: string \"text\", expected an object"),
            ("قال", "line 7: broken JSON at byte 1: expected value"),
            ("\n", "line 8: found nothing, a JSON object is allowed"),
            ("{\"text\": \"a\"} {}", "line 7: broken JSON at byte 15: trailing characters"),
            ("{\"text\": \"a\", \"text\": \"b\"}", "line 7: the key \"text\" stands twice"),
            (
                "{\"text\": \"a\", \"title\": {}}",
                "line 7: the key \"title\" holds an object, a string is allowed",
            ),
            (
                "{\"text\": \"a\\ud800b\"}",
                "line 7: the key \"text\": unexpected end of hex escape (half of a surrogate pair stands alone, or an escape is cut off)",
            ),
            (
                "{\"text\": \"\\udc00\"}",
                "line 7: the key \"text\": lone leading surrogate in hex escape (half of a surrogate pair stands alone, or an escape is cut off)",
            ),
            (&deep, "line 7: the key \"x\": recursion limit exceeded"),
        ];
        for (json, message) in cases {
            let error = read::<JsonObject>(json!({"others": true}), &item(json.as_bytes())).err();
            assert_eq!(error.map(|error| error.message).as_deref(), Some(*message), "{json:.60}");
        }
    }

    #[test]
    fn bytes_that_do_not_decode_are_counted() {
        let json = b"\xEF\xBB\xBF{\"text\": \"a\xFFb\0\"}".map(|byte| if byte == 0 { b' ' } else { byte });
        let (documents, ..) = read::<JsonObject>(json!({}), &item(&json)).unwrap();
        assert_eq!((documents[0].text(), documents[0].undecoded), ("a\u{FFFD}b ", 1));
    }

    #[test]
    fn a_standard_field_is_not_a_further_field() {
        let error = read::<JsonObject>(json!({"fields": {"title": "headline"}}), &item(b"{}")).err().unwrap();
        assert_eq!(
            error.to_string(),
            "option fields.title: the field title has an option of its own: title = \"headline\""
        );
    }
}
