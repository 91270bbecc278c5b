//! Findings for programs: editors, continuous integration, other languages.

use serde_json::{Map, Value, json};

use super::{Diagnostic, Place, Report};

pub(super) fn render(report: &Report) -> Value {
    Value::Array(report.findings().into_iter().map(|finding| one(report, finding)).collect())
}

fn one(report: &Report, finding: &Diagnostic) -> Value {
    let mut object = Map::new();
    object.insert("code".into(), finding.code.id.into());
    object.insert("severity".into(), finding.severity.name().into());
    object.insert("message".into(), finding.message.clone().into());
    if let Some(place) = finding.place {
        locate(report, place, &mut object);
    }
    if let Some(suggestion) = &finding.suggestion {
        object.insert("suggestion".into(), suggestion.clone().into());
    }
    let note = |note: &super::Note| {
        let mut object = Map::new();
        object.insert("message".into(), note.message.clone().into());
        if let Some(place) = note.place {
            locate(report, place, &mut object);
        }
        Value::Object(object)
    };
    if !finding.notes.is_empty() {
        object.insert("notes".into(), finding.notes.iter().map(note).collect::<Vec<_>>().into());
    }
    Value::Object(object)
}

/// Columns count characters, from 1; the end is behind the last one.
fn locate(report: &Report, place: Place, object: &mut Map<String, Value>) {
    let Some(source) = report.sources.get(place.source) else { return };
    let (start, end) = (source.position(place.start), source.position(place.end));
    let pairs = [
        ("file", json!(source.name)),
        ("line", json!(start.line)),
        ("column", json!(start.column)),
        ("end_line", json!(end.line)),
        ("end_column", json!(end.column)),
        ("source_line", json!(source.line(place.start).0)),
    ];
    object.extend(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)));
}
