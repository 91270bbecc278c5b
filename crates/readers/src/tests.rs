//! What all readers keep: no panic, the same answer twice, and records that come back as they were.

use serde_json::{Value, json};
use warraq_conformance::chain::read;
use warraq_conformance::hostile;
use warraq_core::{Document, Item, Read, serde_json};

use crate::auto::Auto;
use crate::jsonl::JsonObject;
use crate::record::Record;
use crate::text::Text;

/// Items that break careless readers: texts as they are, as JSON, cut off, and bytes in no encoding.
fn items() -> Vec<Vec<u8>> {
    let mut items =
        vec![(0..=255).collect(), vec![0xFF; 100], b"[".repeat(100_000), b"{\"a\":".repeat(100_000)];
    let large = hostile::large(300_000);
    for (_, text) in hostile::texts().into_iter().chain(large) {
        let json = json!({"id": text, "title": text, "text": text, "layers": {"entity": [], "token": {}}, "run": text});
        let json = json.to_string().into_bytes();
        let half = json.iter().take(json.len() / 2).copied().collect();
        items.extend([text.into_bytes(), json, half]);
    }
    items
}

fn attempt<C: Read>(options: &Value, bytes: &[u8]) -> Result<Vec<String>, String> {
    let item = Item { uri: "h".into(), id: "h".into(), bytes: bytes.into(), ..Item::default() };
    let (documents, failed, ..) = read::<C>(options.clone(), &item).map_err(|error| error.message)?;
    let shown = |document: &Document| format!("{:?} {}", document.fields, document.text());
    Ok(documents.iter().map(shown).chain(failed).collect())
}

fn hold<C: Read>(options: &Value) {
    for bytes in items() {
        let first = attempt::<C>(options, &bytes);
        assert_eq!(first, attempt::<C>(options, &bytes));
        if let Err(message) = first {
            assert!(!message.contains("rows refused"), "{message}");
            assert!(message.len() < 6000, "{message}");
        }
    }
}

#[test]
fn hostile_items_are_read_or_refused() {
    hold::<Text>(&json!({"title": "first_line"}));
    hold::<JsonObject>(&json!({"others": true}));
    hold::<Record>(&json!({"layers": ["all"], "unknown": "ignore"}));
    hold::<Auto>(&json!({"layers": ["entity"]}));
}

fn record(bytes: &Value, options: Value) -> Result<(Document, std::sync::Arc<warraq_core::Schema>), String> {
    let item = Item { id: "p".into(), bytes: bytes.to_string().into_bytes(), ..Item::default() };
    let (mut documents, failed, schema, _) = read::<Record>(options, &item).map_err(|error| error.message)?;
    assert!(failed.is_empty());
    Ok((documents.remove(0), schema))
}

#[test]
fn rows_and_columns_in_any_unit_give_the_same_layers() {
    let text = "قال 🎈 عمر إن بيروت بعيدة";
    let at = |unit: &str, word: &str| {
        let byte = text.find(word).unwrap();
        let before = &text[..byte];
        match unit {
            "char" => (before.chars().count(), before.chars().count() + word.chars().count()),
            "utf16" => {
                (before.encode_utf16().count(), before.encode_utf16().count() + word.encode_utf16().count())
            }
            _ => (byte, byte + word.len()),
        }
    };
    let mut found = Vec::new();
    for unit in ["byte", "char", "utf16"] {
        let span = |word: &str| json!({"start": at(unit, word).0, "end": at(unit, word).1, "text": word});
        let row = |word: &str, more: Value| {
            let mut row = span(word);
            row.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
            row
        };
        let rows = json!({
            "entity": [row("عمر", json!({"label": "PER", "score": 0.5})), row("بيروت", json!({"label": "LOC", "mention": 0, "name": null}))],
            "statement": [row("بيروت بعيدة", json!({"label": "INDIRECT", "cue": span("قال"), "source": span("عمر"), "speaker": null}))],
        });
        let (per, loc) = (span("عمر"), span("بيروت"));
        let columns = json!({
            "entity": {"start": [per["start"], loc["start"]], "end": [per["end"], loc["end"]], "text": ["عمر", "بيروت"],
                       "label": ["PER", "LOC"], "score": [0.5, null], "mention": [null, 0]},
            "statement": {"start": [span("بيروت بعيدة")["start"]], "end": [span("بيروت بعيدة")["end"]], "label": ["INDIRECT"],
                          "cue": [span("قال")], "source": [span("عمر")]},
        });
        for layers in [rows, columns] {
            let bytes = json!({"id": "ع", "offset_unit": unit, "text": text, "fields": {"n": 1.5, "l": ["x"]}, "layers": layers});
            let (document, schema) = record(&bytes, json!({"layers": ["entity", "statement"]})).unwrap();
            let layers =
                ["entity", "statement"].map(|name| document.layer(schema.find(name).unwrap()).cloned());
            found.push(format!("{layers:?} {:?}", document.fields));
        }
    }
    assert!(found.windows(2).all(|pair| pair[0] == pair[1]), "{found:#?}");
    assert!(found[0].contains("Span") && found[0].contains("Json"), "{}", found[0]);
}

#[test]
fn faults_in_layers_are_named() {
    let cases = [
        (
            json!([{"start": 0, "end": 99, "label": "PER"}]),
            "entity, row 0: end is 99, the text ends at byte 11",
        ),
        (
            json!([{"start": 1, "end": 4, "label": "PER"}]),
            "entity, row 0: start is 1, which lies inside a character",
        ),
        (json!([{"start": 4, "end": 4, "label": "PER"}]), "entity, row 0: the span is empty or reversed"),
        (json!([{"start": 0, "end": -1, "label": "PER"}]), "entity, row 0: end is -1, an offset is allowed"),
        (json!([{"start": 0, "end": 4}]), "entity, row 0: label is missing"),
        (
            json!([{"start": 0, "end": 4, "label": "XYZ"}]),
            "entity, row 0: label is \"XYZ\", allowed are PER, ORG, LOC, MISC",
        ),
        (
            json!([{"start": 0, "end": 4, "label": "PER", "text": "سار"}]),
            "entity, row 0: text is \"سار\", the span covers \"صا\" (is offset_unit right?)",
        ),
        (
            json!([{"start": 0, "end": 4, "label": "PER", "kb": 1}]),
            "entity: the key \"kb\" is no column; there are name, mention, country, score, rule (define can add it)",
        ),
        (
            json!([{"start": 0, "end": 4, "label": "PER", "score": "high"}]),
            "entity, row 0: score: found \"high\", allowed is a number",
        ),
        (json!([5]), "entity: row 0 is 5, an object is allowed"),
        (json!({"start": [0], "end": []}), "entity: the array \"end\" has 0 values, not 1"),
        (json!("x"), "entity: found \"x\", allowed is a list of rows or an object of arrays"),
    ];
    for (layer, message) in cases {
        let bytes = json!({"text": "صار جد", "layers": {"entity": layer}});
        let found = record(&bytes, json!({"layers": ["entity"]})).err().unwrap();
        assert!(found.contains(&format!("1 faults in layers: layer {message}")), "{found}");
    }
    let bytes =
        json!({"text": "صار", "layers": {"entity": [{"start": 0, "end": 4, "label": "PER", "mention": 3}]}});
    let found = record(&bytes, json!({"layers": ["entity"]})).err().unwrap();
    assert!(found.contains("row 3 does not exist"), "{found}");
}

#[test]
fn faults_of_records_are_named() {
    let cases = [
        (json!({"id": "a"}), "the key \"text\" is missing"),
        (
            json!({"text": "", "offset_unit": "bytes"}),
            "the key \"offset_unit\" holds \"bytes\", allowed are byte, char and utf16",
        ),
        (json!({"text": "", "title": 3}), "the key \"title\" holds the number 3, a string is allowed"),
        (json!({"text": "", "fields": []}), "the key \"fields\" holds a list, an object is allowed"),
        (
            json!({"text": "", "headline": ""}),
            "the key \"headline\" is none of a record's: id, uri, title, author, published, language, media_type, offset_unit, text, fields, layers, run",
        ),
        (json!({"text": "", "run": []}), "the key \"run\": invalid type: sequence, expected a map"),
    ];
    for (bytes, message) in cases {
        assert_eq!(record(&bytes, json!({})).err().unwrap(), message);
    }
    let (document, _) = record(&json!({"text": "", "run": {"pipeline": "x"}}), json!({})).unwrap();
    assert_eq!((document.id(), document.run.as_deref()), ("p", Some("{\"pipeline\":\"x\"}")));
}
