//! Accuracy and speed of `extract.language` beside whatlang, on files with one text a line:
//! `cargo run --release -p warraq-tests --example languages -- ar=FILE fa=FILE …`.
//!
//! A file under the tag `?` has texts in a language that nobody knows; of these it tells how many have a score of a half
//! and more. With the variable `SHOW_ERRORS` the wrong ones are printed.

use warraq_extractors::language::{Answer, Identifier};
use warraq_tests::bench::{megabytes, processor_time};

fn main() {
    let identifier = Identifier::default();
    let mut files = 0;
    for argument in std::env::args().skip(1) {
        let Some((tag, path)) = argument.split_once('=') else { continue };
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                eprintln!("cannot read {path}: {error}");
                std::process::exit(2);
            }
        };
        files += 1;
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let (ours, fast) =
            timed(&text, || lines.iter().map(|line| identifier.text(line)).collect::<Vec<_>>());
        let (theirs, slow) =
            timed(&text, || lines.iter().map(|line| whatlang::detect(line)).collect::<Vec<_>>());
        let share = |count: usize| 100.0 * count as f64 / lines.len().max(1) as f64;
        let (us, them) = if tag == "?" {
            let sure = theirs.iter().flatten().filter(|info| info.confidence() >= 0.5).count();
            (ours.iter().filter(|answer| answer.score >= 0.5).count(), sure)
        } else {
            let named = |info: &&whatlang::Info| info.lang().code() == three_letters(tag);
            (
                ours.iter().filter(|answer| answer.tag == tag).count(),
                theirs.iter().flatten().filter(named).count(),
            )
        };
        println!(
            "{tag}: {} texts, {:.2} MB; ours {:.1} % at {fast:.1} MB/s, whatlang {:.1} % at {slow:.1} MB/s",
            lines.len(),
            megabytes(&text),
            share(us),
            share(them),
        );
        if std::env::var_os("SHOW_ERRORS").is_some() {
            for (line, Answer { tag: found, score, .. }) in lines.iter().zip(&ours) {
                if *found != tag {
                    println!("  {found} {score:.2} {line}");
                }
            }
        }
    }
    if files == 0 {
        println!("skipped: give files with one text a line: ar=FILE fa=FILE …");
    }
}

/// The result of the work, and its best speed of three.
fn timed<T>(text: &str, mut work: impl FnMut() -> T) -> (T, f64) {
    let mut best = f64::INFINITY;
    let mut pass = || {
        let started = processor_time();
        let result = work();
        best = best.min(processor_time() - started);
        result
    };
    let _ = (pass(), pass());
    let result = pass();
    (result, megabytes(text) / best)
}

/// The ISO 639-3 code that whatlang has for a tag; it has none for Kurdish and Pashto.
fn three_letters(tag: &str) -> &str {
    match tag {
        "ar" => "ara",
        "fa" => "pes",
        "ur" => "urd",
        "en" => "eng",
        "fr" => "fra",
        "de" => "deu",
        "es" => "spa",
        "it" => "ita",
        "pt" => "por",
        "nl" => "nld",
        "sv" => "swe",
        "tr" => "tur",
        "pl" => "pol",
        other => other,
    }
}
