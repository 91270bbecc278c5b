//! Measures against Duckling's Arabic cases: `cargo run --release -p warraq-arabic --example duckling_time -- CASES.tsv`
//!
//! CASES.tsv holds `dimension TAB expected TAB input`; the dimensions `Time` and `Duration` are read. A case is right
//! where one row has the value and covers the whole input, save prepositions that Warraq's spans leave out
//! («في», «عند», «خلال», «من … إلى» and the like). `--default` measures with news settings, else coming days are preferred.

use std::process::ExitCode;

use warraq_arabic::calendar::Date;
use warraq_arabic::lexed::Lexed;
use warraq_arabic::time::{Finder, Preference, Row, Settings};

const OUTSIDE: [&str; 12] =
    ["في", "عند", "بحدود", "حوالي", "قرابة", "خلال", "من", "حتى", "على", "ب", "إلى", "هذا"];

fn main() -> ExitCode {
    let mut settings = Settings { prefer: Preference::Future, ..Settings::default() };
    let mut path = None;
    for arg in std::env::args().skip(1) {
        match arg.as_str() {
            "--default" => settings = Settings::default(),
            _ => path = Some(arg),
        }
    }
    let Some(content) = path.as_ref().and_then(|path| std::fs::read_to_string(path).ok()) else {
        eprintln!("usage: duckling_time [--default] CASES.tsv (a file that can be read)");
        return ExitCode::FAILURE;
    };
    let mut finder = Finder::new(settings);
    let mut lexed = Lexed::new();
    let (mut right, mut all) = (0, 0);
    for line in content.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [dimension, expected, input] = cells.as_slice() else { continue };
        if !dimension.starts_with("Time/") && !dimension.starts_with("Duration/") {
            continue;
        }
        all += 1;
        let mut rows = Vec::new();
        lexed.read(input);
        finder.find(&lexed, Some("2013-02-12T04:30:00-02:00"), &mut rows);
        if rows.len() == 1 && rows.iter().all(|row| covers(input, row) && agrees(expected, row)) {
            right += 1;
            continue;
        }
        let found: Vec<String> = rows
            .iter()
            .map(|row| {
                format!(
                    "{} {:?} {:?} «{}»",
                    row.kind.label(),
                    row.value,
                    row.grain.map(|g| g.name()),
                    part(input, row)
                )
            })
            .collect();
        println!("{expected}\t{input}\t{}", found.join(" | "));
    }
    println!("{right} of {all} right");
    ExitCode::SUCCESS
}

fn part<'t>(input: &'t str, row: &Row) -> &'t str {
    input.get(row.start as usize..row.end as usize).unwrap_or("?")
}

fn covers(input: &str, row: &Row) -> bool {
    let before = input.get(..row.start as usize).unwrap_or("?");
    let after = input.get(row.end as usize..).unwrap_or("?");
    before.split_whitespace().all(|word| OUTSIDE.contains(&word)) && after.trim().is_empty()
}

/// The numbers of a date and time in Duckling's notation, in microseconds.
fn instant(text: &str) -> Option<i64> {
    let numbers: Vec<i64> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect();
    let [year, month, day, hour, minute, second] = numbers.get(..6)?.try_into().ok()?;
    let date = Date::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    Some((date.to_days() * 86_400 + hour * 3600 + minute * 60 + second) * 1_000_000)
}

fn agrees(expected: &str, row: &Row) -> bool {
    if let Some(rest) = expected.strip_prefix("DurationData ") {
        let mut words = rest.split(' ');
        let (count, unit) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let time = if matches!(unit, "Second" | "Minute" | "Hour") { "T" } else { "" };
        return row.value.as_deref() == Some(&format!("P{time}{count}{}", unit.get(..1).unwrap_or("")));
    }
    if expected.contains("Interval") {
        let Some((start, end)) = expected.split_once("), (") else { return false };
        return instant(start).is_some() && instant(start) == row.start_at && instant(end) == row.end_at;
    }
    let grain =
        expected.split(") ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or("").to_lowercase();
    let now = row.value.as_deref() == Some("PRESENT_REF") && expected.contains("4, 30, 0");
    now || instant(expected) == row.start_at && row.grain.is_some_and(|g| g.name() == grain)
}
