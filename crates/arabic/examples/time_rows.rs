//! Prints the time expressions of texts: `cargo run --release -p warraq-arabic --example time_rows -- FILE…`
//!
//! A `.json` FILE is a record with `published` and `text`; with `--records` its rows are written as one record a line.
//! Another FILE holds lines `published TAB text`, or plain text to look at with `--published DATE`.

use std::process::ExitCode;

use serde_json::{Value, json};
use warraq_arabic::lexed::Lexed;
use warraq_arabic::time::{Finder, Preference, Row, Settings};

fn main() -> ExitCode {
    let mut published = None;
    let mut records = false;
    let mut settings = Settings::default();
    let mut files = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--published" => published = args.next(),
            "--records" => records = true,
            "--future" => settings.prefer = Preference::Future,
            _ => files.push(arg),
        }
    }
    let mut finder = Finder::new(settings);
    let mut lexed = Lexed::new();
    for file in files {
        let Ok(content) = std::fs::read_to_string(&file) else {
            eprintln!("{file}: cannot be read");
            return ExitCode::FAILURE;
        };
        let texts: Vec<(Option<String>, String, Value)> = if file.ends_with(".json") {
            let Ok(record) = serde_json::from_str::<Value>(&content) else { continue };
            let text = record.get("text").and_then(Value::as_str).unwrap_or("").to_owned();
            let date = record.get("published").and_then(Value::as_str).map(str::to_owned);
            vec![(date, text, record)]
        } else if file.ends_with(".tsv") {
            content
                .lines()
                .filter_map(|line| line.split_once('\t'))
                .map(|(date, text)| (Some(date.to_owned()), text.to_owned(), Value::Null))
                .collect()
        } else {
            vec![(published.clone(), content, Value::Null)]
        };
        for (date, text, record) in texts {
            lexed.read(&text);
            let mut rows = Vec::new();
            finder.find(&lexed, date.as_deref(), &mut rows);
            if records {
                println!("{}", as_record(&record, &text, &rows));
            } else {
                for row in &rows {
                    println!("{}", as_line(&text, row));
                }
            }
        }
    }
    ExitCode::SUCCESS
}

fn covered<'t>(text: &'t str, row: &Row) -> &'t str {
    text.get(row.start as usize..row.end as usize).unwrap_or("?")
}

fn as_record(record: &Value, text: &str, rows: &[Row]) -> Value {
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({ "start": row.start, "end": row.end, "text": covered(text, row), "label": row.kind.label(),
                    "value": row.value, "value_max": row.value_max })
        })
        .collect();
    json!({ "id": record.get("id"), "text": text, "layers": { "time": rows } })
}

fn as_line(text: &str, row: &Row) -> String {
    let from = (0..=row.start as usize).rev().filter(|i| text.is_char_boundary(*i)).nth(25).unwrap_or(0);
    let to =
        (row.end as usize..=text.len()).filter(|i| text.is_char_boundary(*i)).nth(25).unwrap_or(text.len());
    let context = |part: Option<&str>| part.unwrap_or("").replace(['\n', '\t'], " ");
    format!(
        "{}\t{}{}\t{}\t{}⟦{}⟧{}",
        row.kind.label(),
        row.value.as_deref().unwrap_or("-"),
        row.value_max.as_ref().map_or(String::new(), |max| format!("..{max}")),
        row.rule,
        context(text.get(from..row.start as usize)),
        covered(text, row),
        context(text.get(row.end as usize..to)),
    )
}
