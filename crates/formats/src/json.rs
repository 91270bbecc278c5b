//! The format `json`: records laid out for reading, a row a line.

use std::sync::Arc;

use warraq_core::component::{Encode, Encoder, Framing};
use warraq_core::{Component, Create, Error, Example, NoOptions, Record, Signature, Spec};

use crate::record::write;
use crate::write::Style;

/// The component.
pub struct Json;

impl Component for Json {
    type Options = NoOptions;
    const SPEC: Spec = Spec {
        summary: "writes records laid out for reading",
        doc: "The record format of `jsonl`, indented, with a row of a layer on a line. A single document is an object; \
              several are an array of objects, and none at all is an empty array.",
        examples: &[Example {
            title: "one document", options: "", text: "وصل الوفد إلى عمّان.", expect: ""
        }],
        ..Spec::new("json")
    };

    fn signature(_: &NoOptions, _: &mut Signature) -> Result<(), Error> {
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Encode for Json {
    const ENDINGS: &'static [&'static str] = &["json"];
    type Worker = JsonEncoder;

    fn framing(&self) -> Framing {
        Framing { open: "[\n", between: ",\n", close: "]\n", empty: "[]\n" }
    }

    fn worker(self: &Arc<Self>) -> Result<JsonEncoder, Error> {
        Ok(JsonEncoder)
    }
}

/// A worker of [`Json`].
pub struct JsonEncoder;

impl Encoder for JsonEncoder {
    fn encode(&mut self, record: &Record<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        write(record, Style::Pretty, out);
        out.push(b'\n');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jsonl::JsonLines;
    use crate::testing::{Shown, every_column, news};
    use warraq_core::{FieldValue, Origin, OutputSettings};

    #[test]
    fn the_layout_reads_well() {
        let mut shown = Shown::plain("نص");
        let nested = serde_json::json!({"a": {"b": [1, 2]}, "c": {}});
        shown.document.set_field("meta", FieldValue::Json(nested), Origin::Reader);
        let expected = r#"{
  "id": "test",
  "offset_unit": "byte",
  "text": "نص",
  "fields": {
    "meta": {
      "a": {
        "b": [1,2]
      },
      "c": {}
    }
  },
  "layers": {},
  "run": {
    "pipeline": "p",
    "fingerprint": "f",
    "status": "ok",
    "warnings": []
  }
}
"#;
        assert_eq!(shown.encode::<Json>(OutputSettings::default()), expected);
        let found = news().encode::<Json>(OutputSettings::default());
        assert!(
            found.contains("    \"sentence\": [\n      {\"start\": 0, \"end\": 41}\n    ],\n"),
            "{found}"
        );
        assert!(found.contains("\n    \"time\": [],\n"), "{found}");
    }

    #[test]
    fn it_says_the_same_as_a_line() {
        for columns in [false, true] {
            let settings = OutputSettings { columns, provenance: true, ..OutputSettings::default() };
            for make in [news, every_column] {
                let pretty: serde_json::Value =
                    serde_json::from_str(&make().encode::<Json>(settings.clone())).unwrap();
                let line: serde_json::Value =
                    serde_json::from_str(&make().encode::<JsonLines>(settings.clone())).unwrap();
                assert_eq!(pretty, line);
            }
        }
    }

    #[test]
    fn framing_makes_an_array_of_several() {
        let Framing { open, between, close, empty } = Json.framing();
        let one = Shown::plain("نص").encode::<Json>(OutputSettings::default());
        let joined: Vec<serde_json::Value> =
            serde_json::from_str(&format!("{open}{one}{between}{one}{close}")).unwrap();
        assert_eq!(joined.len(), 2);
        assert_eq!(serde_json::from_str::<Vec<u8>>(empty).unwrap(), Vec::<u8>::new());
    }
}
