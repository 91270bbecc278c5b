//! `warraq eval`: how well a pipeline, or records that are there, agree with gold records.

use std::fmt::Write as _;
use std::io::{stderr, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};
use warraq::eval::{self, EvalRecord, LAYERS, Score, Tally};
use warraq::{Overrides, plan::Plan};
use warraq_core::suggest::suggest;

use crate::args::{self, Cli};
use crate::commands::{Ended, WRONG, overrides, plan, source, write};
use crate::style::{Style, printable};

mod page;

/// How many mistakes are shown where no number is given.
const NAMED: usize = 5;

/// Scores.
pub fn run(cli: &Cli, arguments: &args::Eval) -> Result<Ended> {
    let style = Style::new(cli.color, &stderr());
    let minima = match arguments.min.iter().map(|text| Minimum::parse(text)).collect::<Result<Vec<_>, _>>() {
        Ok(minima) => minima,
        Err(message) => return Ok(wrong(&message, style)),
    };
    let gold = gold(&arguments.gold)?;
    let records = gold.iter().map(|(name, value)| {
        EvalRecord::from_json(value, Some(name)).map_err(|why| anyhow::anyhow!("{name}: {why}"))
    });
    let expected: Vec<EvalRecord> = records.collect::<Result<_>>()?;
    let mut layers = arguments.layer.clone();
    if layers.is_empty() {
        layers = LAYERS.iter().map(|&layer| layer.to_owned()).collect();
    }
    let found = match &arguments.records {
        Some(path) => read_records(path)?,
        None => match processed(cli, arguments, &gold, &layers, style)? {
            Ok(records) => records,
            Err(ended) => return Ok(ended),
        },
    };
    let score = eval::score(&expected, &found, &layers).map_err(|why| anyhow::anyhow!(why))?;
    finish(arguments, &score, &minima, style, Style::new(cli.color, &stdout()))
}

fn finish(
    arguments: &args::Eval,
    score: &Score,
    minima: &[Minimum],
    style: Style,
    out: Style,
) -> Result<Ended> {
    if !score.missing.is_empty() {
        let names: Vec<&str> = score.missing.iter().take(NAMED).map(String::as_str).collect();
        eprintln!("no record for {} gold documents: {}", score.missing.len(), names.join(", "));
    }
    if let Some(path) = &arguments.errors {
        write(path, &page::page(score))?;
    }
    if arguments.json {
        println!("{:#}", as_json(score));
    } else {
        print!("{}{}", mistakes(score, arguments.show, out), table(score));
    }
    let mut low = false;
    for minimum in minima {
        match minimum.judge(score) {
            Err(message) => return Ok(wrong(&message, style)),
            Ok(Some(message)) => {
                low = true;
                eprintln!("{} {message}", style.error("too low:"));
            }
            Ok(None) => {}
        }
    }
    Ok(Ended::Status(u8::from(low)))
}

fn wrong(message: &str, style: Style) -> Ended {
    eprintln!("{} {}", style.error("error:"), printable(message));
    Ended::Status(WRONG)
}

/// The gold records by name: a file's, or its line's where it has several.
fn gold(paths: &[PathBuf]) -> Result<Vec<(String, Value)>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let entries =
                std::fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
            let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            inside
                .retain(|path| path.extension().is_some_and(|ending| ending == "json" || ending == "jsonl"));
            inside.sort();
            if inside.is_empty() {
                bail!("{} has no .json and no .jsonl files", path.display());
            }
            files.extend(inside);
        } else {
            files.push(path.clone());
        }
    }
    let mut records = Vec::new();
    for file in files {
        let stem = file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let mut values = values(&file)?;
        match values.len() {
            1 => records.extend(values.pop().map(|value| (stem, value))),
            _ => records
                .extend(values.into_iter().enumerate().map(|(at, value)| (format!("{stem}#{at}"), value))),
        }
    }
    Ok(records)
}

/// The JSON values of a file: one, or one a line, or the items of a list.
fn values(file: &Path) -> Result<Vec<Value>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let stream = serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}')).into_iter();
    let mut values = Vec::new();
    for value in stream {
        match value.with_context(|| format!("{} is not JSON", file.display()))? {
            Value::Array(items) => values.extend(items),
            value => values.push(value),
        }
    }
    Ok(values)
}

fn read_records(path: &Path) -> Result<Vec<EvalRecord>> {
    let values = values(path)?.into_iter().enumerate();
    let record = |(at, value): (usize, Value)| {
        EvalRecord::from_json(&value, None)
            .map_err(|why| anyhow::anyhow!("{}, record {at}: {why}", path.display()))
    };
    values.map(record).collect()
}

/// What the pipeline makes of the gold's texts.
fn processed(
    cli: &Cli,
    arguments: &args::Eval,
    gold: &[(String, Value)],
    layers: &[String],
    style: Style,
) -> Result<Result<Vec<EvalRecord>, Ended>> {
    let overrides = Overrides {
        output: Some("-".into()),
        format: Some("jsonl".into()),
        offsets: Some("byte".into()),
        layers: Some("all".into()),
        threads: arguments.threads,
        ..overrides(&arguments.pipeline)
    };
    let source = source(arguments.pipeline.pipeline.as_deref());
    let Some(planned) = plan(cli, &source, &overrides) else { return Ok(Err(Ended::Status(WRONG))) };
    if let Err(message) = known(&planned.plan, arguments, layers, style) {
        return Ok(Err(wrong(&message, style)));
    }
    let (records, failed) = eval::process(&planned.plan, gold);
    for failed in failed {
        eprintln!("{} {}: {}", style.error("dead"), failed.document, printable(&failed.why));
    }
    Ok(Ok(records))
}

/// Layers that are asked for must be there; of the usual ones, those that are not are named.
fn known(plan: &Plan, arguments: &args::Eval, layers: &[String], style: Style) -> Result<(), String> {
    let names: Vec<&str> = plan.schema.layers.iter().map(|layer| layer.schema.name.as_str()).collect();
    let missing: Vec<&str> =
        layers.iter().map(String::as_str).filter(|layer| !names.contains(layer)).collect();
    match missing.as_slice() {
        [] => Ok(()),
        [first, ..] if !arguments.layer.is_empty() => {
            let near = suggest(first, names.iter().copied()).map(|near| format!("; did you mean {near}?"));
            let near = near.unwrap_or_default();
            Err(format!("the pipeline has no layer \"{first}\"; there are {}{near}", names.join(", ")))
        }
        missing => {
            let missing = missing.join(", ");
            eprintln!("{} the pipeline has no layer {missing}", style.warning("note:"));
            Ok(())
        }
    }
}

/// A line a score, by name.
fn table(score: &Score) -> String {
    let mut out = String::new();
    for (name, tally) in &score.tallies {
        let (p, r, f1) = (100.0 * tally.precision(), 100.0 * tally.recall(), 100.0 * tally.f1());
        let _ = writeln!(
            out,
            "{name:22} P {p:6.2}  R {r:6.2}  F1 {f1:6.2}   gold {}  found {}",
            tally.gold, tally.found
        );
    }
    out
}

fn mistakes(score: &Score, most: usize, style: Style) -> String {
    let mut out = String::new();
    for mistake in score.mistakes.iter().take(most) {
        let kind = if mistake.missed { style.warning("missed  ") } else { style.error("spurious") };
        let (before, behind) = &mistake.around;
        let _ = writeln!(
            out,
            "{kind} {} {}  {}  {}",
            style.name(&mistake.layer),
            mistake.label,
            printable(&format!("{before}⟦{}⟧{behind}", mistake.text)),
            style.dim(&format!("in {} at {}", mistake.document, mistake.span.0)),
        );
    }
    out
}

fn as_json(score: &Score) -> Value {
    let tally = |tally: &Tally| {
        json!({
            "precision": tally.precision(), "recall": tally.recall(), "f1": tally.f1(),
            "right": tally.right, "gold": tally.gold, "found": tally.found,
        })
    };
    let scores: Map<String, Value> =
        score.tallies.iter().map(|(name, counts)| (name.clone(), tally(counts))).collect();
    json!({"documents": score.documents, "missing": score.missing, "scores": scores})
}

/// A score that must be reached: `entity.f1=0.8`.
struct Minimum {
    score: String,
    measure: &'static str,
    least: f64,
}

const MEASURES: &[&str] = &["f1", "precision", "recall"];

impl Minimum {
    fn parse(text: &str) -> Result<Self, String> {
        let allowed =
            "allowed is SCORE=SHARE as in entity.f1=0.8, with f1, precision or recall behind the score";
        let found = || format!("--min: found \"{text}\", {allowed}");
        let (name, least) = text.rsplit_once('=').ok_or_else(found)?;
        let least: f64 = least.trim().parse().map_err(|_| found())?;
        if !(0.0..=1.0).contains(&least) {
            return Err(format!("--min: found {least}, allowed is a share from 0 to 1"));
        }
        let name = name.trim();
        let split = name
            .rsplit_once('.')
            .and_then(|(score, measure)| Some((score, *MEASURES.iter().find(|known| **known == measure)?)));
        let (score, measure) = split.unwrap_or((name, "f1"));
        Ok(Self { score: score.to_owned(), measure, least })
    }

    /// What is wrong with a score, if it is too low.
    fn judge(&self, score: &Score) -> Result<Option<String>, String> {
        let Some(tally) = score.tallies.get(&self.score) else {
            let names: Vec<&str> = score.tallies.keys().map(String::as_str).collect();
            let near = suggest(&self.score, names.iter().copied());
            let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            return Err(format!(
                "--min: there is no score {}; there are {}{near}",
                self.score,
                names.join(", ")
            ));
        };
        let found = match self.measure {
            "precision" => tally.precision(),
            "recall" => tally.recall(),
            _ => tally.f1(),
        };
        let (name, measure, least) = (&self.score, self.measure, self.least);
        Ok((found < least).then(|| format!("{name}.{measure} is {found:.4}, --min asks for {least}")))
    }
}
