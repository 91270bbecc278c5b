//! `warraq-train statements`: learns which words report speech, from annotated news and the features that `extract.statement` shows.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::Value;
use warraq_extractors::statement::{FOUND, KEPT};
use warraq_model::{Card, Cell, Shuffle, Weights, hash};

/// Folds of the cross-validation, by documents.
const FOLDS: usize = 8;
/// What one unit of the logarithm of odds becomes in the file.
const SCALE: f32 = 256.0;

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Records of `warraq run --offsets byte --set step.statement.features=true` over the texts of the gold records
    #[arg(long)]
    records: PathBuf,
    /// A folder of gold records, one a file
    #[arg(long, required = true)]
    gold: Vec<PathBuf>,
    /// Passes over the data
    #[arg(long, default_value_t = 8)]
    epochs: usize,
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    /// How strongly weights are drawn to zero
    #[arg(long, default_value_t = 1e-3)]
    decay: f32,
    /// log2 of the rows of the weight table
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(6..=24))]
    bits: u32,
    /// Where to write the weights
    #[arg(long)]
    out: Option<PathBuf>,
}

/// A word that may be a cue.
struct Word {
    /// The number of its document.
    document: usize,
    gold: bool,
    /// Whether the rules take it for one.
    rule: bool,
    features: Vec<u64>,
}

/// What was found, what is gold, what is both.
#[derive(Default, Clone, Copy)]
struct Tally {
    found: usize,
    gold: usize,
    right: usize,
}

impl Tally {
    fn add(&mut self, found: bool, gold: bool) {
        self.found += usize::from(found);
        self.gold += usize::from(gold);
        self.right += usize::from(found && gold);
    }

    fn print(&self, name: &str) {
        let share = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        let f1 = 200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64;
        println!("{name:28} P {:.2}  R {:.2}  F1 {f1:.2}", share(self.found), share(self.gold));
    }
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let mut gold = BTreeMap::new();
    for folder in &options.gold {
        cues(folder, &mut gold)?;
    }
    let (words, missed) = words(&options.records, &gold)?;
    println!("{} documents, {} words, {missed} cues are no candidates", gold.len(), words.len());
    let (mut rules, mut model) =
        (Tally { gold: missed, ..Tally::default() }, Tally { gold: missed, ..Tally::default() });
    for fold in 0..FOLDS {
        let (held, learned): (Vec<&Word>, Vec<&Word>) =
            words.iter().partition(|word| word.document % FOLDS == fold);
        let weights = train(options, &learned);
        for word in held {
            rules.add(word.rule, word.gold);
            let least = if word.rule { KEPT } else { FOUND };
            model.add(odds(&weights, options.bits, &word.features) * SCALE > least as f32, word.gold);
        }
    }
    rules.print("the rules");
    model.print("cross-validated");
    if let Some(path) = &options.out {
        let weights = train(options, &words.iter().collect::<Vec<_>>());
        let card = Card {
            name: "cues of reported speech in Arabic news".into(),
            data: "articles of the ANT corpus, annotated by this project".into(),
            licence: "Apache-2.0".into(),
            labels: vec!["cue".into()],
        };
        let file = Weights::quantise(card, Cell::I16, options.bits, 1, SCALE, &weights, &[]).to_bytes();
        std::fs::write(path, &file).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{} {} bytes", path.display(), file.len());
    }
    Ok(())
}

/// The starts of the gold cues of each document.
fn cues(folder: &Path, out: &mut BTreeMap<String, HashSet<u64>>) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let record: Value = serde_json::from_str(&text)?;
        let rows = record["layers"]["statement"].as_array().into_iter().flatten();
        // The colon of a headline is no word.
        let starts =
            rows.filter(|row| row["cue"]["text"] != ":").filter_map(|row| row["cue"]["start"].as_u64());
        out.insert(record["id"].as_str().unwrap_or_default().to_owned(), starts.collect());
    }
    Ok(())
}

/// The candidates of the records, and how many gold cues are none.
fn words(path: &Path, gold: &BTreeMap<String, HashSet<u64>>) -> Result<(Vec<Word>, usize)> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let numbers: HashMap<&str, usize> = gold.keys().map(String::as_str).zip(0..).collect();
    let (mut words, mut missed, mut known) = (Vec::new(), 0, HashSet::new());
    for line in text.lines() {
        let record: Value = serde_json::from_str(line)?;
        let id = record["id"].as_str().unwrap_or_default();
        let (Some(starts), Some(&document)) = (gold.get(id), numbers.get(id)) else { continue };
        known.insert(document);
        let mut left = starts.clone();
        for row in record["layers"]["statement_features"].as_array().into_iter().flatten() {
            let start = row["start"].as_u64().unwrap_or_default();
            let mut parts = row["features"].as_str().unwrap_or_default().split(' ');
            let rule = parts.next() == Some("+");
            let features = parts.filter_map(|part| u64::from_str_radix(part, 16).ok()).collect();
            left.remove(&start);
            words.push(Word { document, gold: starts.contains(&start), rule, features });
        }
        missed += left.len();
    }
    ensure!(
        known.len() == gold.len(),
        "{} has {} of the {} gold documents; make it from the same texts, and with --set step.statement.features=true",
        path.display(),
        known.len(),
        gold.len()
    );
    Ok((words, missed))
}

/// Logistic regression by AdaGrad.
fn train(options: &Options, words: &[&Word]) -> Vec<f32> {
    let rows = 1 << options.bits;
    let (mut weights, mut squares) = (vec![0f32; rows], vec![1e-6f32; rows]);
    let mut order: Vec<usize> = (0..words.len()).collect();
    let mut shuffle = Shuffle::new(7);
    for _ in 0..options.epochs {
        shuffle.shuffle(&mut order);
        for word in order.iter().filter_map(|at| words.get(*at)) {
            let odds = odds(&weights, options.bits, &word.features);
            let wrong = 1.0 / (1.0 + (-odds).exp()) - f32::from(u8::from(word.gold));
            for feature in &word.features {
                let row = hash::row(*feature, options.bits);
                let step = wrong + options.decay * weights[row];
                squares[row] += step * step;
                weights[row] -= options.rate * step / squares[row].sqrt();
            }
        }
    }
    weights
}

fn odds(weights: &[f32], bits: u32, features: &[u64]) -> f32 {
    features.iter().map(|feature| weights[hash::row(*feature, bits)]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words whose first feature says what they are, one of them by a gold cue that is no candidate.
    fn files(folder: &Path) -> Options {
        let gold = folder.join("gold");
        std::fs::create_dir(&gold).unwrap();
        let mut records = String::new();
        for n in 0..20u64 {
            let cue = n % 2 == 0;
            let rows = if cue { json(n) } else { "[]".to_owned() };
            let record = format!(r#"{{"id": "d{n}", "layers": {{"statement": {rows}}}}}"#);
            std::fs::write(gold.join(format!("{n}.json")), record).unwrap();
            let feature = if cue { "a1" } else { "b2" };
            records.push_str(&format!(
                r#"{{"id": "d{n}", "layers": {{"statement_features": [{{"start": {n}, "features": "- {feature} {n:x}"}}]}}}}"#
            ));
            records.push('\n');
        }
        let path = folder.join("records.jsonl");
        std::fs::write(&path, records).unwrap();
        Options { records: path, gold: vec![gold], epochs: 8, rate: 0.1, decay: 1e-3, bits: 10, out: None }
    }

    fn json(n: u64) -> String {
        format!(r#"[{{"cue": {{"start": {n}, "text": "x"}}}}, {{"cue": {{"start": 900, "text": ":"}}}}]"#)
    }

    #[test]
    fn learns_what_cues_have_in_common_and_the_same_twice() {
        let folder = tempfile::tempdir().unwrap();
        let mut options = files(folder.path());
        let read = |options: &Options| {
            run(options).unwrap();
            std::fs::read(options.out.as_ref().unwrap()).unwrap()
        };
        options.out = Some(folder.path().join("one.weights"));
        let one = read(&options);
        options.out = Some(folder.path().join("two.weights"));
        assert_eq!(one, read(&options));
        let weights = Weights::from_bytes(&one).unwrap();
        assert!(weights.get(0xa1) > 100, "{}", weights.get(0xa1));
        assert!(weights.get(0xb2) < -100, "{}", weights.get(0xb2));
    }

    #[test]
    fn records_of_other_texts_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let options = files(folder.path());
        std::fs::write(&options.records, "{\"id\": \"other\"}\n").unwrap();
        let error = run(&options).unwrap_err().to_string();
        assert!(error.contains("has 0 of the 20 gold documents"), "{error}");
    }
}
