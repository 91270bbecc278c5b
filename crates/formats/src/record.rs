//! The record of a document as JSON, which the formats `jsonl` and `json` share.

mod columns;
mod rows;

use warraq_core::fields::STANDARD;
use warraq_core::serde_json::{self, Value};
use warraq_core::{FieldValue, Record, Status};

use crate::write::{Style, key, string};

/// Layers whose rows do not repeat the text that they cover: it is long, or their columns have it.
const WITHOUT_TEXT: &[&str] = &["paragraph", "sentence", "word"];

/// Writes a document, without a line feed behind it.
pub(crate) fn write(record: &Record<'_>, style: Style, out: &mut Vec<u8>) {
    out.push(b'{');
    let mut first = true;
    let mut member = |out: &mut Vec<u8>, name: &str| {
        if !std::mem::take(&mut first) {
            out.push(b',');
        }
        style.line(out, 1);
        out.extend(key(style, name, true));
    };
    for &name in STANDARD {
        let value = record.document.fields.get(name);
        if value.is_some() || name == "id" {
            member(out, name);
            field(out, value.unwrap_or(&FieldValue::Text(String::new())), style, 1);
        }
    }
    member(out, "offset_unit");
    string(out, record.head.settings.offsets.name());
    member(out, "text");
    string(out, record.text());
    member(out, "fields");
    custom(record, style, out);
    member(out, "layers");
    layers(record, style, out);
    member(out, "run");
    run(record, style, out);
    style.line(out, 0);
    out.push(b'}');
}

fn field(out: &mut Vec<u8>, value: &FieldValue, style: Style, depth: usize) {
    match value {
        FieldValue::Text(text) => string(out, text),
        other => json(out, &other.to_json(), style, depth),
    }
}

/// Any JSON, laid out like the rest.
fn json(out: &mut Vec<u8>, value: &Value, style: Style, depth: usize) {
    match (style, value) {
        (Style::Pretty, Value::Object(members)) if !members.is_empty() => {
            out.push(b'{');
            for (at, (name, value)) in members.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                style.line(out, depth + 1);
                out.extend(key(style, name, true));
                json(out, value, style, depth + 1);
            }
            style.line(out, depth);
            out.push(b'}');
        }
        // Writing into memory cannot fail.
        _ => drop(serde_json::to_writer(out, value)),
    }
}

fn custom(record: &Record<'_>, style: Style, out: &mut Vec<u8>) {
    let mut empty = true;
    out.push(b'{');
    for (name, value) in record.document.fields.custom() {
        if !std::mem::take(&mut empty) {
            out.push(b',');
        }
        style.line(out, 2);
        out.extend(key(style, name, true));
        field(out, value, style, 2);
    }
    if !empty {
        style.line(out, 1);
    }
    out.push(b'}');
}

fn layers(record: &Record<'_>, style: Style, out: &mut Vec<u8>) {
    let mut empty = true;
    out.push(b'{');
    for (run, layer) in record.layers() {
        if !std::mem::take(&mut empty) {
            out.push(b',');
        }
        style.line(out, 2);
        out.extend(key(style, &run.schema.name, true));
        if record.head.settings.columns {
            columns::write(record, run, layer, style, out);
        } else {
            rows::write(record, run, layer, style, out);
        }
    }
    if !empty {
        style.line(out, 1);
    }
    out.push(b'}');
}

/// What is known about the run: that of the record which the document was read from, or else this one.
fn run(record: &Record<'_>, style: Style, out: &mut Vec<u8>) {
    match (&record.document.run, style) {
        (Some(run), Style::Line) => return out.extend_from_slice(run.as_bytes()),
        (Some(run), Style::Pretty) => {
            if let Ok(run) = serde_json::from_str(run) {
                return json(out, &run, style, 1);
            }
        }
        (None, _) => {}
    }
    let status = match record.document.status {
        Status::Ok => "ok",
        Status::Partial => "partial",
    };
    let head = &record.head;
    out.push(b'{');
    for (name, value) in [("pipeline", head.pipeline), ("fingerprint", head.fingerprint), ("status", status)]
    {
        style.line(out, 2);
        out.extend(key(style, name, true));
        string(out, value);
        out.push(b',');
    }
    style.line(out, 2);
    out.extend(key(style, "warnings", true));
    out.push(b'[');
    for (at, warning) in record.document.warnings.iter().enumerate() {
        if at > 0 {
            out.extend_from_slice(style.comma().as_bytes());
        }
        string(out, warning);
    }
    out.push(b']');
    style.line(out, 1);
    out.push(b'}');
}
