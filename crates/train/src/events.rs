//! `warraq-train events`: learns how sure a sentence tells of violence, and measures events on gold data.

mod gold;
mod learn;

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;

use gold::{Half, Record, Sentence};

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// A folder with `assault_gsr.csv` and `assault_spans.json`
    #[arg(long)]
    gold: PathBuf,
    /// Records of `warraq run --offsets byte` over what `--texts` wrote; without it the texts are written
    #[arg(long)]
    records: Option<PathBuf>,
    /// Where to write the texts of the gold data, JSON lines
    #[arg(long)]
    texts: Option<PathBuf>,
    /// Where to write the weights learned from the first half
    #[arg(long)]
    out: Option<PathBuf>,
    /// The score from which a sentence counts, when weights are learned
    #[arg(long, default_value_t = 0.45)]
    min_score: f64,
    /// Measure the other half too
    #[arg(long)]
    held: bool,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let sentences = gold::sentences(&options.gold.join("assault_gsr.csv"))?;
    let spans = gold::spans(&options.gold.join("assault_spans.json"))?;
    if let Some(path) = &options.texts {
        let mut out = BufWriter::new(
            std::fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?,
        );
        let texts = sentences.iter().map(|s| (&s.id, &s.text)).chain(spans.iter().map(|s| (&s.id, &s.text)));
        for (id, text) in texts {
            writeln!(out, "{}", serde_json::json!({"id": id, "text": text, "published": "2008-06-01"}))?;
        }
        out.flush()?;
    }
    let Some(path) = &options.records else { return Ok(()) };
    let records = gold::records(path)?;
    let halves = [("first half", Half::First), ("other half", Half::Other)];
    for (name, half) in halves.into_iter().take(if options.held { 2 } else { 1 }) {
        detection(name, &sentences, &records, half);
        for (part, score) in gold::parts(&spans, &records, half) {
            println!("{name}  {part:10} {score}");
        }
    }
    let first: Vec<learn::Row> =
        sentences.iter().filter(|s| s.half == Half::First).map(|s| learn::row(s, &records)).collect();
    if first.iter().any(learn::Row::is_candidate) {
        println!("first half, cross-validated  {}", learn::cross_validate(&first, options.min_score));
        if let Some(path) = &options.out {
            learn::write(&learn::train(&first.iter().collect::<Vec<_>>()), path)?;
        }
    }
    Ok(())
}

fn detection(name: &str, sentences: &[Sentence], records: &gold::Records, half: Half) {
    for (against, difficult) in [("yes against all no", true), ("yes against easy no", false)] {
        let mut score = gold::Score::default();
        for sentence in sentences.iter().filter(|s| s.half == half && !s.open && (difficult || !s.difficult))
        {
            let found = records.get(&sentence.id).is_some_and(Record::is_violent);
            score.add(found, sentence.yes);
        }
        println!("{name}  {against:20} {score}");
    }
}
