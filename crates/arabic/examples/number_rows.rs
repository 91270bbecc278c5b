//! Prints the numbers and quantities of texts: `cargo run --release -p warraq-arabic --example number_rows -- FILE…`
//!
//! A `.json` FILE is a record with `text`; with `--records` its rows are written as one record a line, for scoring.
//! Another FILE is plain text; `--texts` reads articles out of files with `<TEXT>` elements. Numbers keep out of times.
//! `--sample N` prints every N-th row, `--speed` the throughput of lexing, time, numbers and quantities instead.

use std::process::ExitCode;
use std::time::Instant;

use serde_json::{Value, json};
use warraq_arabic::lexed::Lexed;
use warraq_arabic::numerals::scan::{self as numbers, Number};
use warraq_arabic::quantities::scan::{self as quantities, Label, Quantity, Unit};
use warraq_arabic::time::{Finder, Row, Settings};

#[derive(Default)]
struct Found {
    lexed: Lexed,
    times: Vec<Row>,
    taken: Vec<(u32, u32)>,
    numbers: Vec<Number>,
    quantities: Vec<Quantity>,
}

impl Found {
    /// Runs the first `steps` of lexing, time, numbers and quantities.
    fn read(&mut self, finder: &mut Finder, text: &str, published: Option<&str>, steps: usize) {
        self.lexed.read(text);
        self.times.clear();
        self.taken.clear();
        if steps > 1 {
            finder.find(&self.lexed, published, &mut self.times);
            self.taken.extend(self.times.iter().map(|row| (row.start, row.end)));
            self.taken.sort_unstable();
        }
        if steps > 2 {
            numbers::scan(&self.lexed, &self.taken, &mut self.numbers);
        }
        if steps > 3 {
            let settings =
                quantities::Settings { home: None, tag: &|_| None, taken: &self.taken, duals: true };
            quantities::scan(&self.lexed, &self.numbers, &settings, &mut self.quantities);
        }
    }
}

/// Seconds of processor time of this thread, where the system tells; else of the clock.
fn seconds(since: Instant) -> f64 {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = line.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    spent.map_or_else(|| since.elapsed().as_secs_f64(), |ns| ns / 1e9)
}

/// Prints what each step adds to the time that all texts take, best of five passes.
fn speed(found: &mut Found, finder: &mut Finder, texts: &[String]) {
    let megabytes = texts.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    let since = Instant::now();
    let mut best = [f64::MAX; 4];
    for _ in 0..5 {
        for (steps, best) in (1..).zip(&mut best) {
            let started = seconds(since);
            texts.iter().for_each(|text| found.read(finder, text, Some("2017-03-25"), steps));
            *best = best.min(seconds(since) - started);
        }
    }
    let mut before = 0.0;
    for (name, total) in ["lexing", "time", "numbers", "quantities"].iter().zip(best) {
        println!("{name}: {:.1} MB/s", megabytes / (total - before).max(1e-9));
        before = total;
    }
    println!("together: {:.1} MB/s over {megabytes:.1} MB", megabytes / before);
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| args.iter().any(|arg| arg == name);
    let sample = args.iter().position(|arg| arg == "--sample").and_then(|at| args.get(at + 1)?.parse().ok());
    let step: usize = sample.unwrap_or(1).max(1);
    let files = args.iter().filter(|arg| !arg.starts_with("--") && arg.parse::<usize>().is_err());
    let (mut found, mut finder) = (Found::default(), Finder::new(Settings::default()));
    let (mut all, mut rows) = (Vec::new(), 0);
    for file in files {
        let Ok(content) = std::fs::read_to_string(file) else {
            eprintln!("{file}: cannot be read");
            return ExitCode::FAILURE;
        };
        for record in texts(file, content, flag("--texts")) {
            let text = record.get("text").and_then(Value::as_str).unwrap_or_default();
            if flag("--speed") {
                all.push(text.to_owned());
                continue;
            }
            found.read(&mut finder, text, record.get("published").and_then(Value::as_str), 4);
            if flag("--records") {
                println!("{}", as_record(&record, text, &found));
            } else {
                for line in lines(text, &found) {
                    if rows % step == 0 {
                        println!("{line}");
                    }
                    rows += 1;
                }
            }
        }
    }
    if flag("--speed") {
        speed(&mut found, &mut finder, &all);
    }
    ExitCode::SUCCESS
}

/// The records of a file.
fn texts(file: &str, content: String, articles: bool) -> Vec<Value> {
    if file.ends_with(".json") {
        return serde_json::from_str(&content).into_iter().collect();
    }
    if !articles {
        return vec![json!({ "text": content })];
    }
    let parts = content.split("<TEXT>").skip(1).filter_map(|part| part.split("</TEXT>").next());
    parts.map(|text| json!({ "text": text })).collect()
}

fn covered(text: &str, start: u32, end: u32) -> &str {
    text.get(start as usize..end as usize).unwrap_or("?")
}

fn label(label: Label) -> &'static str {
    match label {
        Label::Count => "COUNT",
        Label::Money => "MONEY",
        Label::Percent => "PERCENT",
        Label::Measure => "MEASURE",
    }
}

fn unit<'t>(text: &'t str, quantity: &Quantity) -> Option<&'t str> {
    match quantity.unit {
        Unit::Code(code) => Some(code),
        Unit::Noun(start, end) => Some(covered(text, start, end)),
        Unit::Unknown => None,
    }
}

fn as_record(record: &Value, text: &str, found: &Found) -> Value {
    let number = |n: &Number| {
        let p = &n.parsed;
        json!({ "start": p.start, "end": p.end, "text": covered(text, p.start, p.end), "value": p.value.map(|v| v.to_string()),
                "value_max": p.value_max.map(|v| v.to_string()), "ordinal": p.ordinal, "magnitude": p.magnitude })
    };
    let quantity = |q: &Quantity| {
        json!({ "start": q.start, "end": q.end, "text": covered(text, q.start, q.end), "label": label(q.label),
                "value": q.value.map(|v| v.to_string()), "value_max": q.value_max.map(|v| v.to_string()),
                "unit": unit(text, q), "bound": q.bound.map(|b| b.name()), "magnitude": q.magnitude })
    };
    let numbers: Vec<Value> = found.numbers.iter().map(number).collect();
    let quantities: Vec<Value> = found.quantities.iter().map(quantity).collect();
    json!({ "id": record.get("id"), "text": text, "layers": { "number": numbers, "quantity": quantities } })
}

fn lines(text: &str, found: &Found) -> Vec<String> {
    let around = |start: u32, end: u32| {
        let from = (0..=start as usize).rev().filter(|i| text.is_char_boundary(*i)).nth(35).unwrap_or(0);
        let to =
            (end as usize..=text.len()).filter(|i| text.is_char_boundary(*i)).nth(30).unwrap_or(text.len());
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or("").replace(['\n', '\t'], " ");
        let (start, end) = (start as usize, end as usize);
        format!("{}⟦{}⟧{}", part(from, start), part(start, end), part(end, to))
    };
    let mut out = Vec::new();
    for p in found.numbers.iter().map(|n| &n.parsed) {
        let value = p.value.map_or_else(|| format!("~{}", p.magnitude.unwrap_or(0)), |v| v.to_string());
        let max = p.value_max.map_or(String::new(), |v| format!("..{v}"));
        let ordinal = if p.ordinal { "th" } else { "" };
        out.push(format!("number\t{value}{max}{ordinal}\t{}\t{}", p.rule, around(p.start, p.end)));
    }
    for q in &found.quantities {
        let value = q.value.map_or_else(|| format!("~{}", q.magnitude.unwrap_or(0)), |v| v.to_string());
        let max = q.value_max.map_or(String::new(), |v| format!("..{v}"));
        let (unit, bound) = (unit(text, q).unwrap_or("?"), q.bound.map_or("", |b| b.name()));
        out.push(format!(
            "{}\t{value}{max} {unit} {bound}\t{}\t{}",
            label(q.label),
            q.rule,
            around(q.start, q.end)
        ));
    }
    out
}
