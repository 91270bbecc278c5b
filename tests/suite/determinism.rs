//! The output does not depend on threads or batches, and a record read back and written again is the same record.

use std::fmt::Write as _;
use std::path::Path;

use crate::program::{records, run_in};

/// Documents of different sizes in JSON lines, some of them broken, in the order in which they must come out.
fn documents() -> String {
    let samples = ["port.txt", "storm.txt", "cup.txt"].map(|name| {
        let path = crate::program::root().join("docs/samples").join(name);
        std::fs::read_to_string(path).expect("a sample")
    });
    let mut out = String::new();
    for number in 0..120usize {
        let sample = &samples[number % samples.len()];
        let characters: Vec<char> = sample.chars().collect();
        let text: String = characters[..characters.len() * (number % 7 + 1) / 7].iter().collect();
        let line = serde_json::json!({"id": format!("d{number}"), "published": "2025-02-04", "text": text});
        let _ = writeln!(out, "{line}");
        if number % 40 == 17 {
            out.push_str("{\"id\": \"broken\", \"text\": \n");
        }
    }
    out
}

fn run(directory: &Path, arguments: &[&str]) -> String {
    let ended =
        run_in(directory, &[&["run", "--quiet", "--set", "run.max_errors=\"50%\""], arguments].concat());
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    ended.stdout
}

#[test]
fn threads_and_batches_do_not_show() {
    let directory = tempfile::tempdir().expect("a directory");
    std::fs::write(directory.path().join("in.jsonl"), documents()).expect("written");
    let first = run(directory.path(), &["in.jsonl", "--layers", "all", "--threads", "1", "--batch", "1"]);
    let ids: Vec<String> =
        records(&first).iter().map(|record| record["id"].as_str().unwrap_or("").to_owned()).collect();
    assert_eq!(ids, (0..120).map(|number| format!("d{number}")).collect::<Vec<_>>());
    for (threads, batch) in [("1", "100"), ("2", "1"), ("2", "100"), ("8", "1"), ("8", "100")] {
        let other =
            run(directory.path(), &["in.jsonl", "--layers", "all", "--threads", threads, "--batch", batch]);
        assert!(first == other, "{threads} threads with batches of {batch} give other bytes");
    }
    for name in ["out.jsonl.zst", "out.jsonl.gz"] {
        run(directory.path(), &["in.jsonl", "-o", name, "--threads", "1", "--batch", "1"]);
        let one = std::fs::read(directory.path().join(name)).expect("an output");
        run(directory.path(), &["in.jsonl", "-o", name, "--threads", "8", "--batch", "100"]);
        let other = std::fs::read(directory.path().join(name)).expect("an output");
        assert!(one == other, "{name} depends on batches");
    }
}

#[test]
fn a_record_read_back_and_written_is_the_same() {
    let directory = tempfile::tempdir().expect("a directory");
    std::fs::write(directory.path().join("in.jsonl"), documents()).expect("written");
    for (unit, rows) in [("byte", "objects"), ("char", "objects"), ("utf16", "columns")] {
        let output = format!(
            "[[output]]\nuse = \"jsonl\"\npath = \"first.jsonl\"\nlayers = \"all\"\noffsets = \"{unit}\"\nrows = \"{rows}\"\n"
        );
        let first = format!(
            "version = 1\n[pipeline]\nextends = \"preset:news-ar\"\n[run]\nmax_errors = \"50%\"\n[[input]]\nuse = \"jsonl\"\npath = \"in.jsonl\"\n{output}"
        );
        std::fs::write(directory.path().join("first.toml"), first).expect("written");
        let ended = run_in(directory.path(), &["run", "--quiet", "-p", "first.toml"]);
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        let written = std::fs::read_to_string(directory.path().join("first.jsonl")).expect("records");
        let layers =
            records(&written)[0]["layers"].as_object().expect("layers").keys().cloned().collect::<Vec<_>>();
        assert!(layers.len() >= 6, "{layers:?}");
        let back = format!(
            "version = 1\n[[input]]\nuse = \"jsonl\"\nread = \"record\"\npath = \"first.jsonl\"\nlayers = {layers:?}\n[[output]]\nuse = \"jsonl\"\npath = \"second.jsonl\"\nlayers = \"all\"\noffsets = \"{unit}\"\nrows = \"{rows}\"\n"
        );
        std::fs::write(directory.path().join("back.toml"), back).expect("written");
        let ended = run_in(directory.path(), &["run", "--quiet", "-p", "back.toml"]);
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        let again = std::fs::read_to_string(directory.path().join("second.jsonl")).expect("records");
        for (one, other) in written.lines().zip(again.lines()) {
            assert_eq!(one, other, "with offsets in {unit}, as {rows}");
        }
        assert_eq!(written.len(), again.len());
    }
}

#[test]
fn a_pipeline_with_steps_writes_its_own_run() {
    let directory = tempfile::tempdir().expect("a directory");
    let record = r#"{"id":"a","text":"نص.","layers":{},"run":{"pipeline":"old","fingerprint":"0","status":"ok","warnings":[]}}"#;
    std::fs::write(directory.path().join("in.jsonl"), record).expect("written");
    for (steps, pipeline) in [("", "old"), ("[[step]]\nuse = \"tokenize.arabic\"\n", "new")] {
        let config = format!(
            "version = 1\n[pipeline]\nname = \"new\"\n[[input]]\nuse = \"jsonl\"\nread = \"record\"\npath = \"in.jsonl\"\n{steps}"
        );
        std::fs::write(directory.path().join("own.toml"), config).expect("written");
        let ended = run_in(directory.path(), &["run", "--quiet", "-p", "own.toml"]);
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        assert_eq!(records(&ended.stdout)[0]["run"]["pipeline"], pipeline);
    }
}
