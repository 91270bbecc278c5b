//! The format `jsonl`: a record a line.

use std::sync::Arc;

use warraq_core::component::{Encode, Encoder};
use warraq_core::{Component, Create, Error, Example, NoOptions, Record, Signature, Spec};

use crate::record::write;
use crate::write::Style;

/// The component.
pub struct JsonLines;

impl Component for JsonLines {
    type Options = NoOptions;
    const SPEC: Spec = Spec {
        summary: "writes a record a line",
        doc: "The record format: id and fields, `offset_unit`, the text, custom `fields`, `layers` in a fixed order, \
              and `run`. `start` and `end` count in the output's unit; rows carry the text that they cover, but for \
              paragraphs, sentences and words. Attributes that are spans are objects with `start`, `end` and `text`; \
              attributes without a value are left out; layers without rows are empty lists. `rows = \"columns\"` \
              writes a layer as an object of arrays instead, and `provenance = true` adds `rule` and `step` to rows. \
              Scores have at most four decimals.\n\nThe reader `record` takes the format back. A document that was \
              read from a record and went through no step keeps that record's `run`.",
        examples: &[Example {
            title: "one document", options: "", text: "وصل الوفد إلى عمّان.", expect: ""
        }],
        ..Spec::new("jsonl")
    };

    fn signature(_: &NoOptions, _: &mut Signature) -> Result<(), Error> {
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Encode for JsonLines {
    const ENDINGS: &'static [&'static str] = &["jsonl", "ndjson"];
    type Worker = LineEncoder;

    fn worker(self: &Arc<Self>) -> Result<LineEncoder, Error> {
        Ok(LineEncoder)
    }
}

/// A worker of [`JsonLines`].
pub struct LineEncoder;

impl Encoder for LineEncoder {
    fn encode(&mut self, record: &Record<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        write(record, Style::Line, out);
        out.push(b'\n');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Shown, every_column, news};
    use warraq_core::{OffsetUnit, OutputSettings};

    #[test]
    fn a_record_has_its_keys_in_order() {
        let expected = concat!(
            r#"{"id":"test","title":"عاجل","published":"2020-12-30","offset_unit":"char","text":"قال عمر: «وصلنا بيروت».\n","#,
            r#""fields":{"section":"أخبار"},"layers":{"sentence":[{"start":0,"end":23}],"#,
            r#""token":[{"start":0,"end":3,"text":"قال","label":"word"},{"start":4,"end":7,"text":"عمر","label":"word"}],"#,
            r#""entity":[{"start":4,"end":7,"text":"عمر","label":"PER","score":0.9877},"#,
            r#"{"start":16,"end":21,"text":"بيروت","label":"LOC","name":"Beirut","mention":0}],"time":[],"#,
            r#""statement":[{"start":10,"end":21,"text":"وصلنا بيروت","label":"DIRECT","cue":{"start":0,"end":3,"text":"قال"},"source":{"start":4,"end":7,"text":"عمر"}}]},"#,
            r#""run":{"pipeline":"p","fingerprint":"f","status":"ok","warnings":[]}}"#,
            "\n"
        );
        let settings = OutputSettings { offsets: OffsetUnit::Char, ..OutputSettings::default() };
        assert_eq!(news().encode::<JsonLines>(settings), expected);
    }

    #[test]
    fn every_column_type_in_rows_and_columns() {
        let rows = concat!(
            r#""acme.all":[{"start":0,"end":4,"text":"سر","sym":"ص","bool":true,"i64":-3,"f64":0.5,"text":"نص","row":1,"span":{"start":5,"end":9,"text":"بن"}},"#,
            r#"{"start":5,"end":9,"text":"بن","bool":false}]"#
        );
        let columns = concat!(
            r#""acme.all":{"start":[0,5],"end":[4,9],"text":["سر","بن"],"sym":["ص",null],"bool":[true,false],"i64":[-3,null],"#,
            r#""f64":[0.5,null],"text":["نص",null],"row":[1,null],"span":[{"start":5,"end":9,"text":"بن"},null]}"#
        );
        // The column is called `words`, since `text` is the covered text.
        let rename = |expected: &str| {
            expected
                .replace(r#""text":"نص""#, r#""words":"نص""#)
                .replace(r#""text":["نص""#, r#""words":["نص""#)
        };
        for (expected, by_columns) in [(rows, false), (columns, true)] {
            let settings = OutputSettings { columns: by_columns, ..OutputSettings::default() };
            let found = every_column().encode::<JsonLines>(settings);
            assert!(found.contains(&rename(expected)), "{found}");
        }
    }

    #[test]
    fn provenance_names_rule_and_step() {
        let settings = OutputSettings { provenance: true, ..OutputSettings::default() };
        let found = every_column().encode::<JsonLines>(settings.clone());
        assert!(found.contains(r#""rule":"ق1","step":"given"}"#), "{found}");
        let found = every_column().encode::<JsonLines>(OutputSettings { columns: true, ..settings });
        assert!(found.contains(r#""rule":["ق1",null],"step":["given","given"]}"#), "{found}");
    }

    #[test]
    fn hostile_texts_come_out_as_one_line_of_json() {
        for (name, text) in warraq_conformance::hostile::texts() {
            for offsets in OffsetUnit::ALL {
                let settings = OutputSettings { offsets, ..OutputSettings::default() };
                let line = Shown::plain(&text).encode::<JsonLines>(settings);
                let value: serde_json::Value = serde_json::from_str(&line).unwrap();
                assert_eq!(value["text"], text.as_str(), "{name}");
                assert_eq!(line.matches('\n').count(), 1, "{name}");
            }
        }
    }

    #[test]
    fn a_run_that_was_read_is_kept() {
        let mut shown = Shown::plain("نص");
        shown.document.run = Some(r#"{"pipeline":"x","odd":1e3}"#.into());
        let found = shown.encode::<JsonLines>(OutputSettings::default());
        assert!(found.ends_with("\"run\":{\"pipeline\":\"x\",\"odd\":1e3}}\n"), "{found}");
    }
}
