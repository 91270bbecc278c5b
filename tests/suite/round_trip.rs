//! A record that is read with all its layers and written again is the same, byte for byte.

use std::sync::Arc;

use serde_json::{Value, json};
use warraq_conformance::chain::read;
use warraq_core::{
    Create, Document, Encode, Head, Interner, Item, Made, OffsetUnit, OutputSettings, Record, Schema,
    Symbols, Wiring, factory, serde_json,
};
use warraq_formats::{json::Json, jsonl::JsonLines};

/// A record that uses every shape of the format; `x` stands for offsets that are filled in.
fn record(unit: OffsetUnit) -> Value {
    let text = "عنوان 🎈\n\nقال عُمر \"إن\" 30 سيارة في بغداد.\u{200f}\\\u{1}";
    let span = |word: &str| {
        let byte = text.find(word).unwrap() as u32;
        let index = warraq_core::OffsetIndex::new(text);
        let (start, end) = (index.unit_of(unit, byte), index.unit_of(unit, byte + word.len() as u32));
        json!({"start": start, "end": end, "text": word})
    };
    let bare = |word: &str, more: Value| {
        let mut row = span(word);
        row.as_object_mut().unwrap().shift_remove("text");
        row.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        row
    };
    let row = |word: &str, more: Value| {
        let mut row = span(word);
        row.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        row
    };
    json!({
        "id": "ر/1#2", "uri": "https://example.org/1", "title": "عنوان 🎈", "author": "س", "published": "2020-12-30T10:00",
        "language": "ar", "media_type": "text/html", "offset_unit": unit.name(), "text": text,
        "fields": {"n": 1, "x": 1.5, "big": 1e300, "flag": false, "list": ["أ", null, {"ب": -0.5}]},
        "layers": {
            "paragraph": [bare("عنوان 🎈", json!({"label": "title"}))],
            "sentence": [],
            "token": [row("قال", json!({"label": "word"})), row("سيارة", json!({"label": "word"})), row("بغداد", json!({"label": "word"}))],
            "word": [bare("سيارة", json!({"token": 1, "form": "سيارة", "lemma": "سيارة", "upos": "NOUN", "feats": "Gender=Fem", "restored": false}))],
            "entity": [row("عُمر", json!({"label": "PER", "score": 0.9})), row("بغداد", json!({"label": "LOC", "name": "Baghdad", "mention": 0}))],
            "number": [row("30", json!({"value": "30", "value_num": 30.0, "ordinal": true, "magnitude": -1}))],
            "statement": [row("30 سيارة", json!({"label": "INDIRECT", "cue": span("قال"), "source": span("عُمر")}))],
            "acme.topic": [row("سيارة", json!({"label": "نقل", "weight": 1e-9, "step_of": 0}))],
        },
        "run": {"pipeline": "p", "fingerprint": "f", "status": "partial", "warnings": ["w"], "odd": {"b": 1, "a": 1e2}},
    })
}

fn options() -> Value {
    let layers = ["paragraph", "sentence", "token", "word", "entity", "number", "statement", "acme.topic"];
    json!({"layers": layers, "define": {"acme.topic": ["label: open", "weight: f64", "step_of: row(statement)?"]}})
}

fn reader(bytes: &[u8], options: Value) -> (Document, Arc<Schema>, Arc<Symbols>) {
    let item = Item { bytes: bytes.into(), ..Item::default() };
    let (mut documents, failed, schema, symbols) =
        read::<warraq_readers::record::Record>(options, &item).unwrap();
    assert!(failed.is_empty(), "{failed:?}");
    (documents.remove(0), schema, symbols)
}

fn written<E: Encode>(read: &(Document, Arc<Schema>, Arc<Symbols>), settings: &OutputSettings) -> Vec<u8> {
    let (document, schema, symbols) = read;
    let (wiring, interner) = (Wiring::default(), Interner::new());
    let create = Create::new("out", &wiring, &interner, &[]);
    let made = factory::encoder::<E>().create(&create, &serde_json::Map::new()).unwrap();
    let Made::Encoder(encoder) = made else { panic!("not a format") };
    let layers = schema.record_order();
    let head = Head { schema, layers: &layers, pipeline: "other", fingerprint: "other", settings, symbols };
    let mut out = Vec::new();
    encoder.worker().unwrap().encode(&Record::new(document, head), &mut out).unwrap();
    out
}

#[test]
fn records_come_back_byte_for_byte() {
    for offsets in OffsetUnit::ALL {
        let line = format!("{}\n", record(offsets));
        let settings = OutputSettings { offsets, ..OutputSettings::default() };
        let found = written::<JsonLines>(&reader(line.as_bytes(), options()), &settings);
        // Written by another hand, the record has the same content and order of keys; numbers may be spelled otherwise.
        assert_eq!(String::from_utf8(found.clone()).unwrap(), line);
        for columns in [false, true] {
            let settings = OutputSettings { columns, ..settings.clone() };
            let first = written::<JsonLines>(&reader(&found, options()), &settings);
            let second = written::<JsonLines>(&reader(&first, options()), &settings);
            assert_eq!(String::from_utf8(first).unwrap(), String::from_utf8(second).unwrap());
            let first = written::<Json>(&reader(&found, options()), &settings);
            let second = written::<Json>(&reader(&first, options()), &settings);
            assert_eq!(String::from_utf8(first).unwrap(), String::from_utf8(second).unwrap());
        }
    }
}

#[test]
fn rows_and_columns_hold_the_same() {
    let line = record(OffsetUnit::Char).to_string();
    let rows = OutputSettings { offsets: OffsetUnit::Char, ..OutputSettings::default() };
    let columns = OutputSettings { columns: true, ..rows.clone() };
    let by_columns = written::<JsonLines>(&reader(line.as_bytes(), options()), &columns);
    assert!(std::str::from_utf8(&by_columns).unwrap().contains("\"sentence\":{\"start\":[],\"end\":[]}"));
    let back = written::<JsonLines>(&reader(&by_columns, options()), &rows);
    assert_eq!(String::from_utf8(back).unwrap(), format!("{line}\n"));
}
