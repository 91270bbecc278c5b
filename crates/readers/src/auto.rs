//! The reader `auto`: chooses among the built-in readers by media type, name and content.

use std::sync::Arc;

use warraq_core::component::{Read, Reader};
use warraq_core::options::{Options, Table};
use warraq_core::serde_json::Map;
use warraq_core::{Component, Create, Error, Example, Item, ReadOut, Signature, Spec};

use crate::html::{Html, HtmlOptions, HtmlReader};
use crate::jsonl::{JsonObject, JsonOptions};
use crate::objects::{Members, Place, json_text, objects};
use crate::record::{Record, RecordOptions};
use crate::text::{Text, TextOptions, TextReader};

warraq_core::options! {
    /// What is passed on to the reader that is chosen.
    pub struct AutoOptions {
        /// The layers that are read of records, as in the reader `record`.
        pub layers: Vec<String> = [],
        /// Further layers and columns of records, as in the reader `record`.
        pub define: Table<Vec<String>> = {},
    }
}

/// The component.
pub struct Auto {
    record: Record,
    json: JsonObject,
    html: Arc<Html>,
    text: Arc<Text>,
}

impl Component for Auto {
    type Options = AutoOptions;
    const SPEC: Spec = Spec {
        summary: "chooses the reader by media type, name and content",
        doc: "A media type that the source states decides first, then the ending of the name (compression left out), \
              then the content: a JSON object or array is JSON, what begins like a page is HTML, all else is plain \
              text. JSON with `layers` or \
              `offset_unit` beside its `text` is a record of Warraq's own, other JSON goes to the reader `jsonl` with \
              its default keys. Name a reader to set its options.",
        examples: &[Example {
            title: "an object with a text",
            options: "",
            text: "{\"title\": \"خبر\", \"text\": \"وصل الوفد مساء أمس.\"}",
            expect: "",
        }],
        ..Spec::new("auto")
    };

    fn signature(options: &AutoOptions, s: &mut Signature) -> Result<(), Error> {
        Record::signature(&record_options(options)?, s)?;
        if !s.writes.iter().any(|layer| layer.name == "paragraph") {
            s.writes("paragraph");
        }
        Ok(())
    }

    fn create(cx: &Create<'_>, options: AutoOptions) -> Result<Self, Error> {
        Ok(Self {
            record: Record::create(cx, record_options(&options)?)?,
            json: JsonObject::create(cx, JsonOptions::from_json(&Map::new())?)?,
            html: Arc::new(Html::create(cx, HtmlOptions::from_json(&Map::new())?)?),
            text: Arc::new(Text::create(cx, TextOptions::from_json(&Map::new())?)?),
        })
    }
}

fn record_options(options: &AutoOptions) -> Result<RecordOptions, Error> {
    let defaults = RecordOptions::from_json(&Map::new())?;
    Ok(RecordOptions { layers: options.layers.clone(), define: options.define.clone(), ..defaults })
}

impl Read for Auto {
    type Worker = AutoReader;

    fn worker(self: &Arc<Self>) -> Result<AutoReader, Error> {
        Ok(AutoReader { auto: Arc::clone(self), html: self.html.worker()?, text: self.text.worker()? })
    }
}

/// A worker of [`Auto`].
pub struct AutoReader {
    auto: Arc<Auto>,
    html: HtmlReader,
    text: TextReader,
}

/// What an item is taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Guess {
    Json,
    Html,
    Text,
    /// Only the content can tell.
    Unknown,
}

impl Reader for AutoReader {
    fn read(&mut self, item: &Item, out: &mut ReadOut<'_>) -> Result<(), Error> {
        let guess = by_label(item);
        match guess {
            Guess::Html => return self.html.read(item, out),
            Guess::Text => return self.text.read(item, out),
            Guess::Unknown if begins_like_a_page(&item.bytes) => return self.html.read(item, out),
            Guess::Unknown if !begins_like_json(&item.bytes) => return self.text.read(item, out),
            Guess::Json | Guess::Unknown => {}
        }
        let (json, undecoded) = json_text(item);
        match objects(item, &json) {
            Ok(objects) => {
                for (members, nth) in objects {
                    self.object(&members, Place { item, nth }, undecoded, out)?;
                }
                Ok(())
            }
            Err(_) if guess == Guess::Unknown => self.text.read(item, out),
            Err(message) => Err(Error::document(message)),
        }
    }
}

impl AutoReader {
    fn object(
        &self,
        members: &Members<'_>,
        place: Place<'_>,
        undecoded: u64,
        out: &mut ReadOut<'_>,
    ) -> Result<(), Error> {
        let is_record = members.get("layers").is_some() || members.get("offset_unit").is_some();
        let read = match is_record {
            true => self.auto.record.document(members, place, undecoded, out),
            false => self.auto.json.document(members, place, undecoded, out),
        };
        match read {
            Err(message) if place.nth.is_none() => Err(Error::document(message)),
            Err(message) => {
                out.fail(message);
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }
}

fn begins_like_json(bytes: &[u8]) -> bool {
    matches!(crate::decode::unmarked(bytes).trim_ascii_start().first(), Some(b'{' | b'['))
}

fn begins_like_a_page(bytes: &[u8]) -> bool {
    let start = crate::decode::unmarked(bytes).trim_ascii_start();
    let begins = |tag: &&[u8]| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    [&b"<!doctype html"[..], b"<html"].iter().any(begins)
}

/// What the media type says, or else the ending of the name.
fn by_label(item: &Item) -> Guess {
    let claims = |accepts: warraq_core::component::Accepts, media_type: &str, ending: &str| {
        accepts.media_types.contains(&media_type) || accepts.endings.contains(&ending)
    };
    let judge = |media_type: &str, ending: &str| {
        if claims(JsonObject::ACCEPTS, media_type, ending) {
            Guess::Json
        } else if claims(Html::ACCEPTS, media_type, ending) {
            Guess::Html
        } else if claims(Text::ACCEPTS, media_type, ending) {
            Guess::Text
        } else {
            Guess::Unknown
        }
    };
    if let Some(media_type) = &item.media_type {
        let guess = judge(&media_type.to_ascii_lowercase(), "");
        if guess != Guess::Unknown {
            return guess;
        }
    }
    judge("", &ending(&item.uri))
}

/// The ending of a name in lower case, compression left out; empty when it has none.
fn ending(uri: &str) -> String {
    let name = uri.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    let name = [".gz", ".zst"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    name.rsplit_once('.').map(|(_, ending)| ending.to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use warraq_conformance::chain::read;
    use warraq_core::serde_json;

    #[test]
    fn the_reader_follows_type_name_and_content() {
        let json = r#"{"text": "نص"}"#;
        let record = r#"{"id": "ر", "text": "نص", "layers": {}, "run": {"a": 1}}"#;
        let cases = [
            // uri, media type, content, text, whether it has a run
            ("a.txt", None, json, json, false),
            ("a.txt.gz", None, json, json, false),
            ("a.TXT", Some("application/json"), json, "نص", false),
            ("a.jsonl", Some("text/plain"), json, json, false),
            ("a", None, json, "نص", false),
            ("a", None, record, "نص", true),
            ("x/a.jsonl.zst", None, record, "نص", true),
            ("a", None, "{نص}", "{نص}", false),
            ("a", None, " <!DOCTYPE html><p>نص", "نص", false),
            ("a.htm", None, "نص<br>نص", "نص\n\nنص", false),
            ("a.txt", None, "<html>نص", "<html>نص", false),
            ("a", None, "[1] نص", "[1] نص", false),
            ("a.b/c", Some("application/octet-stream"), "نص", "نص", false),
            ("-", None, "", "", false),
        ];
        for (uri, media_type, content, text, run) in cases {
            let media_type = media_type.map(str::to_owned);
            let item = Item { uri: uri.into(), media_type, bytes: content.into(), ..Item::default() };
            let (documents, ..) = read::<Auto>(json!({}), &item).unwrap();
            assert_eq!((documents[0].text(), documents[0].run.is_some()), (text, run), "{uri}");
        }
    }

    #[test]
    fn a_name_that_promises_json_makes_broken_json_an_error() {
        let item = Item { uri: "a.jsonl".into(), bytes: "{نص}".into(), ..Item::default() };
        assert!(read::<Auto>(json!({}), &item).is_err());
        let layers = json!({"layers": ["entity", "acme.x"], "define": {"acme.x": ["w: f64"]}});
        let bytes = r#"[{"text": "نص", "layers": {"acme.x": [{"start": 0, "end": 4, "w": 1}]}}, {"txt": 1}]"#;
        let item = Item { uri: "a.json".into(), bytes: bytes.into(), ..Item::default() };
        let (documents, failed, schema, _) = read::<Auto>(layers, &item).unwrap();
        assert_eq!((documents.len(), failed.len()), (1, 1));
        assert_eq!(documents[0].layer(schema.find("acme.x").unwrap()).unwrap().len(), 1);
        assert!(documents[0].layer(schema.find("entity").unwrap()).is_none());
    }
}
