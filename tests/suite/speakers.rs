//! Who says what by the whole preset, words and entities among its steps: texts with their rows in `tests/cases/speakers.txt`.

use std::fs;

use serde_json::{Value, json};

use crate::program::{records, root, run_in};

/// The texts of the file, each with its rows: lines without indent, and those with two spaces below them.
fn cases(file: &str) -> Vec<(String, Vec<String>)> {
    let mut cases: Vec<(String, Vec<String>)> = Vec::new();
    for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match (line.strip_prefix("  "), cases.last_mut()) {
            (Some(row), Some((_, rows))) => rows.push(row.to_owned()),
            _ => cases.push((line.to_owned(), Vec::new())),
        }
    }
    cases
}

/// The cue, the source and the speaker of a row, `-` for what it has none of.
fn row(statement: &Value) -> String {
    let text = |column: &str| statement[column]["text"].as_str().unwrap_or("-").to_owned();
    ["cue", "source", "speaker"].map(text).join(" | ")
}

#[test]
fn speakers_are_found_through_the_preset() {
    let file = fs::read_to_string(root().join("tests/cases/speakers.txt")).expect("the cases");
    let cases = cases(&file);
    assert!(cases.len() > 10, "the file has cases");
    let input: String = cases.iter().map(|(text, _)| json!({ "text": text }).to_string() + "\n").collect();
    let place = tempfile::tempdir().expect("a directory");
    fs::write(place.path().join("in.jsonl"), input).expect("written");
    let ended = run_in(place.path(), &["run", "in.jsonl", "-p", "preset:news-ar"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let records = records(&ended.stdout);
    assert_eq!(records.len(), cases.len(), "a record for each text");
    let mut wrong = String::new();
    for ((text, expected), record) in cases.iter().zip(records) {
        let found: Vec<String> =
            record["layers"]["statement"].as_array().into_iter().flatten().map(row).collect();
        if found != *expected {
            wrong += &format!(
                "\n{text}\nexpected\n  {}\nfound\n  {}\n",
                expected.join("\n  "),
                found.join("\n  ")
            );
        }
    }
    assert!(wrong.is_empty(), "cases that do not hold:\n{wrong}");
}

/// The model refuses no cue of a user's own file, though it refuses the same word of the built-in one.
#[test]
fn cues_of_a_users_file_are_never_refused() {
    let place = tempfile::tempdir().expect("a directory");
    let text = "قالت النائبة منى الشامي \"نعم، أعتقد أن ذلك تأكد\".";
    fs::write(place.path().join("in.jsonl"), json!({ "text": text }).to_string()).expect("written");
    let cues = "[[cue]]\npast = \"اعتقد\"\npresent = \"يعتقد\"\nframe = \"judge\"\ntakes = [\"أن\"]\n";
    fs::write(place.path().join("own.toml"), cues).expect("written");
    let found = |own: &[&str]| {
        let mut call = vec!["run", "in.jsonl", "-p", "preset:news-ar"];
        call.extend(own);
        let ended = run_in(place.path(), &call);
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        let rows = records(&ended.stdout)[0]["layers"]["statement"].clone();
        rows.as_array().into_iter().flatten().map(row).collect::<Vec<_>>()
    };
    let said = "قالت | النائبة منى الشامي | النائبة منى الشامي";
    assert_eq!(found(&[]), [said]);
    let own = "step.statement.cues=[\"own.toml\"]";
    assert_eq!(found(&["--set", own]), [said, "أعتقد | - | النائبة منى الشامي"]);
}
