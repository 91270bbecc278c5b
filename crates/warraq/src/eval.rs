//! Precision, recall and F1 of records against gold records.
//!
//! A row counts as found when start, end and label agree; rows are sets, so that the same row twice counts once. Beside
//! that strict score, `LAYER+value` asks for equal values, too. Statements have no score as rows: their cues are scored,
//! and sources, speakers and contents together with their cue; `content~words` counts the words that contents share.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

mod pipeline;
mod record;
mod value;

pub use pipeline::{Failed, process};
pub use record::{EvalRecord, EvalRow};

use record::Cut;

/// The layers whose rows have values.
const VALUED: &[&str] = &["time", "number", "quantity"];

/// The layers that are scored unless others are asked for.
pub const LAYERS: &[&str] = &["entity", "time", "number", "quantity", "statement"];

/// Counts of rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Rows that are in both.
    pub right: usize,
    /// Rows of the gold.
    pub gold: usize,
    /// Rows that were found.
    pub found: usize,
}

impl Tally {
    fn add<T: Ord>(&mut self, gold: impl IntoIterator<Item = T>, found: impl IntoIterator<Item = T>) {
        let (gold, found): (BTreeSet<T>, BTreeSet<T>) =
            (gold.into_iter().collect(), found.into_iter().collect());
        self.right += gold.intersection(&found).count();
        self.gold += gold.len();
        self.found += found.len();
    }

    /// The share of what was found that is right; 0 when nothing was found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    /// The share of the gold that was found; 0 when there is no gold.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.right, self.gold)
    }

    /// Their harmonic mean; 0 when there is nothing on either side.
    #[must_use]
    pub fn f1(&self) -> f64 {
        share(2 * self.right, self.gold + self.found)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A row that only one side has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// The document.
    pub document: String,
    /// The layer.
    pub layer: String,
    /// Whether it is in the gold and was not found; else it was found and is not in the gold.
    pub missed: bool,
    /// The row's label.
    pub label: String,
    /// Where it starts and ends, in bytes.
    pub span: (usize, usize),
    /// What it covers.
    pub text: String,
    /// The text before and behind it.
    pub around: (String, String),
}

/// A score.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Score {
    /// The counts by name: `entity`, `entity.PER`, `time+value`, `statement.cue` …
    pub tallies: BTreeMap<String, Tally>,
    /// Gold documents for which there is no record.
    pub missing: Vec<String>,
    /// The rows that only one side has, of all layers but statements; of these, the cues.
    pub mistakes: Vec<Mistake>,
    /// How many documents were compared, those without a record among them.
    pub documents: usize,
}

/// Scores records against gold. A record belongs to the gold document with its id, else with the same text.
///
/// # Errors
/// The texts of a document differ, so that offsets cannot be compared.
pub fn score(gold: &[EvalRecord], found: &[EvalRecord], layers: &[String]) -> Result<Score, String> {
    let by_id: HashMap<&str, &EvalRecord> =
        found.iter().filter_map(|record| Some((record.id.as_deref()?, record))).collect();
    let by_text: HashMap<&str, &EvalRecord> =
        found.iter().map(|record| (record.text.as_str(), record)).collect();
    let order = distinct(gold);
    let mut score = Score { documents: order.len(), ..Score::default() };
    let nothing = EvalRecord::default();
    for (name, gold) in order {
        let own = [gold.id.as_deref(), Some(name)].into_iter().flatten();
        let same = own.filter_map(|name| by_id.get(name)).next();
        let same = same.or_else(|| by_text.get(gold.text.as_str()).filter(|_| !gold.text.is_empty()));
        let found = match same {
            Some(found) if !gold.text.is_empty() && !found.text.is_empty() && gold.text != found.text => {
                return Err(format!(
                    "{name}: the record's text differs from the gold's; offsets cannot be compared"
                ));
            }
            Some(found) => found,
            None => {
                score.missing.push(name.to_owned());
                &nothing
            }
        };
        for layer in layers {
            score.layer(layer, gold, found);
        }
    }
    Ok(score)
}

/// The gold documents under their ids, else under the names of their files. Of two with one id, the later one has it,
/// and the earlier one is known by its file.
fn distinct(gold: &[EvalRecord]) -> Vec<(&str, &EvalRecord)> {
    let mut named: Vec<(&str, &EvalRecord)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for record in gold {
        for (name, again) in [(Some(record.name()), true), (record.stem.as_deref(), false)] {
            let Some(name) = name else { continue };
            match places.get(name).and_then(|&at| named.get_mut(at)) {
                Some(slot) if again => slot.1 = record,
                Some(_) => {}
                None => {
                    places.insert(name, named.len());
                    named.push((name, record));
                }
            }
        }
    }
    let mut seen = HashSet::new();
    named.retain(|(_, record)| seen.insert(std::ptr::from_ref(*record)));
    named
}

/// A part of a statement.
type Part = fn(&EvalRow) -> Option<Cut>;

impl Score {
    fn tally(&mut self, name: String) -> &mut Tally {
        self.tallies.entry(name).or_default()
    }

    fn layer(&mut self, layer: &str, gold: &EvalRecord, found: &EvalRecord) {
        let (wanted, got) = (gold.rows(layer), found.rows(layer));
        let text = if gold.text.is_empty() { found.text.as_str() } else { gold.text.as_str() };
        if layer == "statement" {
            return self.statements(gold, wanted, got, text);
        }
        let strict = |row: &EvalRow| (row.span, row.label.clone());
        self.tally(layer.to_owned()).add(wanted.iter().map(strict), got.iter().map(strict));
        let labels: BTreeSet<&String> =
            wanted.iter().chain(got).filter_map(|row| row.label.as_ref()).collect();
        for label in labels {
            let of = |rows: &[EvalRow]| -> Vec<_> {
                rows.iter().filter(|row| row.label.as_ref() == Some(label)).map(strict).collect()
            };
            self.tally(format!("{layer}.{label}")).add(of(wanted), of(got));
        }
        if VALUED.contains(&layer) {
            let unit = |row: &EvalRow| row.unit.clone().filter(|_| layer == "quantity");
            let full = |row: &EvalRow| (row.span, row.label.clone(), row.value.clone(), unit(row));
            self.tally(format!("{layer}+value")).add(wanted.iter().map(full), got.iter().map(full));
        }
        let rows = |rows: &[EvalRow]| {
            rows.iter().map(|row| (row.span, row.label.clone().unwrap_or_default())).collect()
        };
        self.mistaken(layer, gold, text, rows(wanted), rows(got));
    }

    fn statements(&mut self, gold: &EvalRecord, wanted: &[EvalRow], got: &[EvalRow], text: &str) {
        self.tally("statement.content~words".into()).add(words(wanted, &gold.text), words(got, text));
        let cue = |row: &EvalRow| row.cue;
        self.tally("statement.cue".into()).add(wanted.iter().map(cue), got.iter().map(cue));
        let parts: [(&str, Part); 3] =
            [("source", |row| row.source), ("speaker", |row| row.speaker), ("content", |row| Some(row.span))];
        for (name, part) in parts {
            let pair = |row: &EvalRow| (row.cue, part(row));
            self.tally(format!("statement.{name}")).add(wanted.iter().map(pair), got.iter().map(pair));
        }
        let cues =
            |rows: &[EvalRow]| rows.iter().filter_map(|row| Some((row.cue?, "cue".to_owned()))).collect();
        self.mistaken("statement", gold, text, cues(wanted), cues(got));
    }

    fn mistaken(
        &mut self,
        layer: &str,
        gold: &EvalRecord,
        text: &str,
        wanted: BTreeSet<(Cut, String)>,
        got: BTreeSet<(Cut, String)>,
    ) {
        for (missed, rows) in [(true, wanted.difference(&got)), (false, got.difference(&wanted))] {
            self.mistakes.extend(rows.map(|(span, label)| Mistake {
                document: gold.name().to_owned(),
                layer: layer.to_owned(),
                missed,
                label: label.clone(),
                span: *span,
                text: record::covered(text, *span),
                around: record::around(text, *span),
            }));
        }
    }
}

/// The words of contents by their cue, each with the number of its repetition.
fn words(rows: &[EvalRow], text: &str) -> Vec<(Option<Cut>, String, usize)> {
    let mut seen: HashMap<(Option<Cut>, String), usize> = HashMap::new();
    let mut out = Vec::new();
    for row in rows {
        let content = record::covered(text, row.span);
        // White space as Python's str.split has it: that of Unicode, and the four separators of ASCII.
        let space = |c: char| c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}');
        for word in content.split(space).filter(|word| !word.is_empty()) {
            let count = seen.entry((row.cue, word.to_owned())).or_default();
            *count += 1;
            out.push((row.cue, word.to_owned(), *count));
        }
    }
    out
}
