//! Runs the news extractors over texts and writes one record a line: `cargo run -p warraq-tests --example news_records -- LAYERS FILE…`.
//!
//! A FILE is a JSON record with `text`, or JSON lines of such records, or plain text. LAYERS is a list of layers with commas.

// A measuring command may stop with a message.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use serde_json::{Value, json};
use warraq_conformance::Chain;
use warraq_core::{ColumnType, Document, Schema, Symbols};

fn main() {
    let mut args = std::env::args().skip(1);
    let layers = args.next().expect("a list of layers");
    let layers: Vec<&str> = layers.split(',').collect();
    let mut chain = Chain::new();
    for entry in warraq_tokenizers::components() {
        let name = entry.spec().name;
        let wanted = ["segment.paragraph", "segment.sentence", "tokenize.arabic", "words.arabic"].contains(&name);
        if wanted && (name != "words.arabic" || std::env::var("NO_WORDS").is_err()) {
            chain = chain.step_of(entry, json!({}), Default::default());
        }
    }
    for entry in warraq_extractors::components() {
        let name = entry.spec().name;
        if name.starts_with("extract.") && name != "extract.regex" {
            chain = chain.step_of(entry, json!({}), Default::default());
        }
    }
    let mut chain = chain.ready().expect("a chain");
    for path in args {
        let bytes = std::fs::read_to_string(&path).expect("a readable file");
        let mut records: Vec<Value> = Vec::new();
        if path.ends_with(".jsonl") {
            records.extend(bytes.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")));
        } else if let Ok(record) = serde_json::from_str::<Value>(&bytes) {
            records.push(record);
        } else {
            records.push(json!({ "id": path, "text": bytes, "published": "2020-12-30" }));
        }
        for record in records {
            let text = record["text"].as_str().unwrap_or_default();
            let published = record["published"].as_str().unwrap_or("2017-01-01").to_owned();
            match chain.run_with(text, &[("published", &published), ("language", "ar")], &[]) {
                Ok(document) => {
                    let rows: serde_json::Map<String, Value> = layers
                        .iter()
                        .map(|layer| ((*layer).to_owned(), rows(&document, &chain.schema, &chain.symbols, layer)))
                        .collect();
                    let out = json!({ "id": record["id"], "text": text, "offset_unit": "byte", "layers": rows });
                    println!("{out}");
                }
                Err(error) => eprintln!("{path}: {error}"),
            }
        }
    }
}

fn rows(document: &Document, schema: &Schema, symbols: &Symbols, layer: &str) -> Value {
    let Some(id) = schema.find(layer) else { return json!([]) };
    let (Some(rows), Some(run)) = (document.layer(id), schema.layer(id)) else { return json!([]) };
    let symbol = |sym| document.local.name(symbols, sym).unwrap_or_default();
    let mut out = Vec::new();
    for row in 0..rows.len() {
        let span = rows.span(row).unwrap();
        let mut value = json!({ "start": span.start, "end": span.end });
        if !symbol(rows.label(row)).is_empty() {
            value["label"] = json!(symbol(rows.label(row)));
        }
        for (column, values) in run.schema.columns.iter().zip(&rows.columns) {
            let cell = match &column.ty {
                ColumnType::Sym => values.sym(row).map(|sym| json!(symbol(sym))),
                ColumnType::Bool => values.bool(row).map(|v| json!(v)),
                ColumnType::I64 => values.i64(row).map(|v| json!(v)),
                ColumnType::F64 => values.f64(row).map(|v| json!(v)),
                ColumnType::Text => values.text(row).map(|v| json!(v)),
                ColumnType::Row(_) => values.row(row).map(|v| json!(v)),
                ColumnType::Span => values.span(row).map(|s| json!({ "start": s.start, "end": s.end })),
            };
            value[&column.name] = cell.unwrap_or(Value::Null);
        }
        out.push(value);
    }
    json!(out)
}
