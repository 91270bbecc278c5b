//! Scores of the entities: on labelled sentences for the model alone, on gold records for what users get.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;
use warraq_extractors::entity::finder::{Finder, Found};
use warraq_extractors::entity::reading::Reading;
use warraq_extractors::entity::tagger::{LABELS, Model, Scratch};

use super::conll::Sentence;
use super::text::Steps;
use super::{DOCUMENT, read};

/// What was found, what is gold, what is both.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    found: usize,
    gold: usize,
    right: usize,
}

type Span = (usize, usize, String);

pub(crate) struct Scorer<'s> {
    steps: &'s Steps,
    finder: Finder,
    scratch: Scratch,
    reading: Reading,
}

impl<'s> Scorer<'s> {
    pub(crate) fn of(steps: &'s Steps, model: Model) -> Scorer<'s> {
        let finder = Finder::new(model);
        Scorer { steps, finder, scratch: Scratch::default(), reading: Reading::default() }
    }

    /// Scores the model alone on labelled sentences.
    pub(crate) fn labelled(&mut self, name: &str, sentences: &[Sentence]) {
        let mut tallies = BTreeMap::new();
        let mut labels = Vec::new();
        for document in sentences.chunks(DOCUMENT) {
            let gold = read(self.steps, document, &mut self.reading);
            self.scratch.clear();
            self.scratch.label(&self.finder.model, &self.reading, &mut labels);
            add(&mut tallies, &spans(&gold), &spans(&labels));
        }
        report(name, &tallies);
    }

    /// Scores what users get on gold records.
    pub(crate) fn records(&mut self, folder: &Path, errors: bool) -> Result<()> {
        let mut tallies = BTreeMap::new();
        let entries =
            std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
        let mut paths: Vec<_> = entries.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
        paths.retain(|p| p.extension().is_some_and(|e| e == "json"));
        paths.sort();
        for path in &paths {
            let record: Value = serde_json::from_slice(&std::fs::read(path)?)?;
            let text = record["text"].as_str().context("a record without text")?;
            let rows = record["layers"]["entity"].as_array().context("a record without entities")?;
            let gold: Vec<Span> = rows
                .iter()
                .map(|r| (whole(&r["start"]), whole(&r["end"]), r["label"].as_str().unwrap_or("").to_owned()))
                .collect();
            let found = self.text(text);
            let found: Vec<Span> = found
                .iter()
                .map(|f| (f.span.start as usize, f.span.end as usize, f.label.name().to_owned()))
                .collect();
            add(&mut tallies, &gold, &found);
            if errors {
                show(text, &gold, &found);
            }
        }
        report(&folder.display().to_string(), &tallies);
        Ok(())
    }

    /// What was read last.
    pub(crate) fn reading(&self) -> &Reading {
        &self.reading
    }

    /// What users get for a text.
    pub(crate) fn text(&mut self, text: &str) -> Vec<Found> {
        if self.steps.document(text, &mut self.reading) {
            self.scratch.clear();
        }
        self.finder.find(text, &self.reading, &mut self.scratch)
    }
}

fn whole(value: &Value) -> usize {
    value.as_u64().unwrap_or(0) as usize
}

fn show(text: &str, gold: &[Span], found: &[Span]) {
    let around = |s: &Span| {
        let from = (0..=s.0.saturating_sub(60)).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
        let to = (s.1 + 60..text.len()).find(|n| text.is_char_boundary(*n)).unwrap_or(text.len());
        format!("{}⟦{}⟧{}", &text[from..s.0], &text[s.0..s.1], &text[s.1..to]).replace('\n', " ")
    };
    let mut lines: Vec<(usize, String)> = Vec::new();
    lines.extend(
        gold.iter()
            .filter(|s| !found.contains(s))
            .map(|s| (s.0, format!("  missed   {} {}", s.2, around(s)))),
    );
    lines.extend(
        found
            .iter()
            .filter(|s| !gold.contains(s))
            .map(|s| (s.0, format!("  spurious {} {}", s.2, around(s)))),
    );
    lines.sort();
    lines.iter().for_each(|(_, line)| println!("{line}"));
}

/// Names from labels, in units.
fn spans(labels: &[u8]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for (at, &label) in labels.iter().enumerate() {
        let name = LABELS[usize::from(label)];
        match name.split_once('-') {
            Some(("B", kind)) => out.push((at, at + 1, kind.to_owned())),
            Some((_, _)) => out.last_mut().map_or((), |last| last.1 = at + 1),
            None => {}
        }
    }
    out
}

fn add(tallies: &mut BTreeMap<String, Tally>, gold: &[Span], found: &[Span]) {
    for label in ["all", "PER", "ORG", "LOC", "MISC"] {
        let of = |list: &[Span]| list.iter().filter(|s| label == "all" || s.2 == label).count();
        let tally = tallies.entry(label.to_owned()).or_default();
        tally.found += of(found);
        tally.gold += of(gold);
        tally.right += found.iter().filter(|s| (label == "all" || s.2 == label) && gold.contains(s)).count();
    }
}

fn report(name: &str, tallies: &BTreeMap<String, Tally>) {
    println!("{name}");
    for (label, t) in tallies {
        let share = |of: usize| 100.0 * t.right as f64 / of.max(1) as f64;
        let f1 = 200.0 * t.right as f64 / (t.found + t.gold).max(1) as f64;
        println!(
            "  {label:4} P {:.2} R {:.2} F1 {f1:.2}  gold {} found {}",
            share(t.found),
            share(t.gold),
            t.gold,
            t.found
        );
    }
}
