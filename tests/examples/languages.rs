//! Accuracy and speed of `extract.language` beside whatlang, on files with one text a line:
//! `cargo run --release -p warraq-extractors --example languages -- ar=FILE fa=FILE …`.

use std::time::Instant;

use warraq_extractors::language::Identifier;

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
        let started = Instant::now();
        let ours: Vec<&str> = lines.iter().map(|line| identifier.text(line).tag).collect();
        let ours_time = started.elapsed().as_secs_f64();
        let started = Instant::now();
        let theirs: Vec<String> = lines.iter().map(|line| peer(line)).collect();
        let theirs_time = started.elapsed().as_secs_f64();
        let speed = |time: f64| text.len() as f64 / 1e6 / time;
        let share = |right: usize| 100.0 * right as f64 / lines.len().max(1) as f64;
        println!(
            "{tag}: {} texts, ours {:.1} % at {:.0} MB/s, whatlang {:.1} % at {:.0} MB/s",
            lines.len(),
            share(ours.iter().filter(|found| **found == tag).count()),
            speed(ours_time),
            share(theirs.iter().filter(|found| *found == three_letters(tag)).count()),
            speed(theirs_time),
        );
        if std::env::var_os("SHOW_ERRORS").is_some() {
            for (line, found) in lines.iter().zip(&ours).filter(|(_, found)| **found != tag) {
                println!("  {found} {line}");
            }
        }
    }
    if files == 0 {
        println!("skipped: give files with one text a line: ar=FILE fa=FILE …");
    }
}

/// What whatlang says, with all its languages.
fn peer(text: &str) -> String {
    whatlang::detect(text).map_or_else(String::new, |info| info.lang().code().to_owned())
}

/// The ISO 639-3 code that whatlang has for a tag.
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
