//! Gold data for violence: sentences that annotators called an assault or not, and who did what to whom.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// Which half of the gold data: weights are learned from the first alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Half {
    First,
    Other,
}

impl Half {
    fn of(number: usize) -> Self {
        if number.is_multiple_of(2) { Self::First } else { Self::Other }
    }
}

/// A sentence with its label.
pub(super) struct Sentence {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) yes: bool,
    /// Annotators left it open: it counts in learning, not in measuring.
    pub(super) open: bool,
    /// The share of annotators who called it an assault.
    pub(super) share: f64,
    /// Annotators did not agree that it is none.
    pub(super) difficult: bool,
    pub(super) half: Half,
}

/// A sentence with the words that annotators marked.
pub(super) struct Spans {
    pub(super) id: String,
    pub(super) text: String,
    half: Half,
    /// Verb, actor and recipient of each annotator.
    marked: Vec<[Vec<String>; 3]>,
}

/// What a run found.
pub(super) type Records = HashMap<String, Record>;

/// The events of violence of one record.
#[derive(Default)]
pub(super) struct Record {
    pub(super) events: Vec<Event>,
}

/// One event: its trigger, actor and recipient as text.
pub(super) struct Event {
    parts: [Option<String>; 3],
    pub(super) real: bool,
    pub(super) features: Vec<String>,
}

impl Event {
    /// Whether both actor and recipient are told.
    pub(super) fn is_whole(&self) -> bool {
        self.parts.iter().all(Option::is_some)
    }
}

impl Record {
    /// Whether an event is neither denied nor only possible.
    pub(super) fn is_violent(&self) -> bool {
        self.events.iter().any(|event| event.real)
    }
}

/// Counts of what was found.
#[derive(Default)]
pub(super) struct Score {
    hits: usize,
    found: usize,
    gold: usize,
}

impl Score {
    pub(super) fn add(&mut self, found: bool, gold: bool) {
        self.hits += usize::from(found && gold);
        self.found += usize::from(found);
        self.gold += usize::from(gold);
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |of: usize| if of == 0 { 0.0 } else { 100.0 * self.hits as f64 / of as f64 };
        let f1 = 200.0 * self.hits as f64 / (self.found + self.gold).max(1) as f64;
        write!(
            f,
            "P {:5.1}  R {:5.1}  F1 {f1:5.1}   gold {}  found {}",
            share(self.found),
            share(self.gold),
            self.gold,
            self.found
        )
    }
}

/// The sentences with their labels.
pub(super) fn sentences(path: &Path) -> Result<Vec<Sentence>> {
    let mut reader =
        csv::Reader::from_path(path).with_context(|| format!("cannot read {}", path.display()))?;
    let headers = reader.headers()?.clone();
    let column = |name: &str| {
        headers
            .iter()
            .position(|h| h == name)
            .with_context(|| format!("{} has no column {name}", path.display()))
    };
    let (label, text) = (column("label")?, column("text")?);
    let (accept, total) = (column("accept")?, column("total")?);
    let mut out = Vec::new();
    for (number, row) in reader.records().enumerate() {
        let row = row?;
        let count = |at: usize| row.get(at).unwrap_or_default().parse::<f64>();
        let share = count(accept)? / count(total)?.max(1.0);
        let label = row.get(label).unwrap_or_default();
        out.push(Sentence {
            id: format!("g{number}"),
            text: row.get(text).unwrap_or_default().to_owned(),
            yes: label == "yes",
            open: label == "ambiguous",
            share,
            difficult: label == "difficult no",
            half: Half::of(number),
        });
    }
    Ok(out)
}

/// The sentences whose verbs, actors and recipients are marked.
pub(super) fn spans(path: &Path) -> Result<Vec<Spans>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let rows: Vec<Value> = serde_json::from_str(&text)?;
    let words = |value: &Value| -> Vec<String> {
        value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let spans = |row: &Value| {
        let marked = row["spans"].as_array().into_iter().flatten();
        marked.map(|span| ["verb", "source_actor", "target_actor"].map(|key| words(&span[key]))).collect()
    };
    let row = |(number, row): (usize, &Value)| Spans {
        id: format!("s{number}"),
        text: row["text"].as_str().unwrap_or_default().to_owned(),
        half: Half::of(number),
        marked: spans(row),
    };
    Ok(rows.iter().enumerate().map(row).collect())
}

/// The events of violence in the records of a run.
pub(super) fn records(path: &Path) -> Result<Records> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut out = Records::new();
    for line in text.lines() {
        let record: Value = serde_json::from_str(line)?;
        let body = record["text"].as_str().unwrap_or_default();
        let cut = |span: &Value| {
            let at = |key: &str| span[key].as_u64().and_then(|at| usize::try_from(at).ok());
            body.get(at("start")?..at("end")?).map(str::to_owned)
        };
        let events = record["layers"]["event"].as_array().into_iter().flatten();
        let events = events.filter(|event| event["label"] == "ASSAULT").map(|event| Event {
            parts: [cut(event), cut(&event["actor"]), cut(&event["recipient"])],
            real: event["negated"] != true && event["hypothetical"] != true,
            features: event["features"].as_str().unwrap_or_default().split('\t').map(str::to_owned).collect(),
        });
        out.insert(record["id"].as_str().unwrap_or_default().to_owned(), Record { events: events.collect() });
    }
    Ok(out)
}

/// How often an event's part has the head word of a span that any annotator marked. A part that half of the annotators
/// marked and no event has is missed; one that an event has and no annotator marked, or that matches none, is wrong.
pub(super) fn parts(spans: &[Spans], records: &Records, half: Half) -> Vec<(&'static str, Score)> {
    let mut scores: Vec<(&'static str, Score)> = Vec::new();
    for (at, name) in ["verb", "actor", "recipient"].into_iter().enumerate() {
        let mut score = Score::default();
        for sentence in spans.iter().filter(|s| s.half == half) {
            let marked: Vec<&Vec<String>> =
                sentence.marked.iter().filter_map(|m| m.get(at)).filter(|m| !m.is_empty()).collect();
            let events = records.get(&sentence.id).map(|record| record.events.as_slice()).unwrap_or_default();
            let found: Vec<&String> = events.iter().filter_map(|e| e.parts.get(at)?.as_ref()).collect();
            let hit = found.iter().any(|part| marked.iter().any(|words| matches(part, words, at == 0)));
            score.hits += usize::from(hit);
            score.found += usize::from(!found.is_empty());
            score.gold += usize::from(hit || marked.len() * 2 >= sentence.marked.len() && !marked.is_empty());
        }
        scores.push((name, score));
    }
    scores
}

/// Whether a part and a span share a head: the part's first word is in the span, or the span's first word in the part.
/// For verbs, which may be marked with what goes with them, any word of the span will do.
fn matches(part: &str, marked: &[String], verb: bool) -> bool {
    let head = part.split_whitespace().next().unwrap_or_default();
    let heads = if verb { marked } else { marked.get(..1).unwrap_or_default() };
    marked.iter().any(|word| same(head, word))
        || heads.iter().any(|word| part.split_whitespace().any(|w| same(w, word)))
}

/// Equal words, whatever particles and article are attached and however alef, ة and ى are written.
fn same(a: &str, b: &str) -> bool {
    let (a, b) = (readings(a), readings(b));
    a.iter().any(|form| !form.is_empty() && b.contains(form))
}

fn readings(word: &str) -> Vec<String> {
    let folded = warraq_arabic::lexed::fold::folded(word);
    let form: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut out = vec![form.clone()];
    let bare = form.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']).map(str::to_owned);
    out.extend(bare.iter().cloned());
    for form in [Some(form.clone()), bare].into_iter().flatten() {
        out.extend(form.strip_prefix("ال").map(str::to_owned));
    }
    out.extend(form.strip_prefix("لل").map(str::to_owned));
    out
}
