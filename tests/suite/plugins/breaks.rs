//! Plugins that break in runs: how often they may, and that ten thousand documents are all accounted for.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::bad;
use crate::program::{Ended, records, run_in};

/// Writes documents with these texts as JSON lines.
fn documents(place: &Path, texts: impl Iterator<Item = String>) {
    let line = |(at, text): (usize, String)| format!("{{\"id\":\"d{at}\",\"text\":{}}}\n", Value::from(text));
    let lines: String = texts.enumerate().map(line).collect();
    fs::write(place.join("docs.jsonl"), lines).expect("written");
}

fn step(mode: &str) -> String {
    format!("[[step]]\nuse = \"acme.rows\"\nmode = \"{mode}\"\n")
}

/// The pipeline with a bound on restarts.
fn bounded(place: &Path, most: u64, rest: &str) {
    let text =
        format!("version = 1\n\n[plugins.acme]\npath = \"./libbad.so\"\nmax_restarts = {most}\n\n{rest}");
    fs::write(place.join("warraq.toml"), text).expect("written");
}

fn account(place: &Path) -> Value {
    let text = fs::read_to_string(place.join("account.json")).expect("an account");
    serde_json::from_str(&text).expect("JSON")
}

fn run(place: &Path) -> Ended {
    let arguments = ["run", "docs.jsonl", "-o", "out.jsonl", "--metrics", "account.json", "--set"];
    run_in(place, &[&arguments[..], &["run.max_errors=\"100%\""]].concat())
}

#[test]
fn a_plugin_that_breaks_too_often_ends_the_run() {
    let place = tempfile::tempdir().expect("a directory");
    bad::build(place.path(), "bad", &[]);
    documents(place.path(), (0..200).map(|at| if at % 10 == 3 { "POISON".into() } else { "ab".into() }));
    // Twenty documents break it. One less allowed than that, over two steps of the plugin together, is too few.
    bounded(place.path(), 19, &step("panic some"));
    let ended = run(place.path());
    assert_eq!(ended.status, 1, "{}", ended.stderr);
    let errors: Vec<&str> = ended.stderr.lines().filter(|line| line.starts_with("error:")).collect();
    let said = "error: the plugin acme broke 20 times, max_restarts allows 19; the last time in acme.rows";
    assert_eq!(errors, [said]);
    let made: Vec<_> = fs::read_dir(place.path())
        .expect("listed")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    assert!(
        !made.iter().any(|name| name.contains("out")),
        "an output of a run that ended early stays: {made:?}"
    );
    bounded(place.path(), 20, &step("panic some"));
    let ended = run(place.path());
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let output = fs::read_to_string(place.path().join("out.jsonl")).expect("an output");
    assert_eq!(output.lines().count(), 180);
    let account = account(place.path());
    assert_eq!(
        (&account["read"], &account["written"], &account["dead"]),
        (&200.into(), &180.into(), &20.into())
    );
}

/// One of `mode`'s bad documents in a run of ten thousand good ones, for every kind of badness at once.
#[test]
fn ten_thousand_documents_are_accounted_for() {
    let place = tempfile::tempdir().expect("a directory");
    bad::build(place.path(), "bad", &[]);
    // The text says what the plugin does: every word of this list is one of its modes.
    let bad = [
        "panic",
        "error",
        "drop",
        "warn",
        "empty",
        "reversed",
        "range",
        "inside",
        "nan",
        "symbol",
        "local",
        "dangling",
        "bool",
        "span column",
        "not utf-8",
        "offsets",
        "null column",
        "unknown type",
        "wrong type",
        "length",
        "null values",
        "misaligned",
        "short table",
        "short column",
        "many rows",
        "foreign layer",
        "foreign column",
        "foreign document",
        "foreign field",
        "runs",
        "rows then fail",
    ];
    let kind = |at: usize| (at % 50 == 7).then(|| bad[at / 50 % bad.len()]);
    let text = |at: usize| kind(at).map_or_else(|| "ab نص".to_owned(), |kind| format!("DO {kind}. نص"));
    documents(place.path(), (0..10_000).map(text));
    let mut whole = None;
    for threads in [1, 2] {
        let rest = format!(
            "[run]\nthreads = {threads}\n\n[dead_letter]\npath = \"dead.jsonl\"\n\n{}",
            step("as told")
        );
        bounded(place.path(), 1000, &rest);
        let ended = run(place.path());
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        let output = fs::read_to_string(place.path().join("out.jsonl")).expect("an output");
        assert_eq!(
            *whole.get_or_insert_with(|| output.clone()),
            output,
            "other bytes with {threads} threads"
        );
        check(place.path(), &output, &kind);
    }
}

/// Compares a run with what each document was told to do.
fn check(place: &Path, output: &str, kind: &dyn Fn(usize) -> Option<&'static str>) {
    let count =
        |wanted: &dyn Fn(&str) -> bool| (0..10_000).filter(|&at| kind(at).is_some_and(wanted)).count();
    let (dropped, warned) = (count(&|kind| kind == "drop"), count(&|kind| kind == "warn"));
    let dead = count(&|_| true) - dropped - warned;
    let account = account(place);
    let numbers = ["read", "written", "dropped", "dead", "warnings"]
        .map(|key| account[key].as_u64().unwrap_or(0) as usize);
    assert_eq!(numbers, [10_000, 10_000 - dropped - dead, dropped, dead, warned]);
    assert_eq!(account["adds_up"], true);
    let plugin = &account["plugins"]["acme"];
    let known = ["documents", "errors", "rows"].map(|key| plugin[key].as_u64().unwrap_or(0) as usize);
    assert_eq!(known, [10_000, dead, 10_000 - dead - dropped], "{plugin}");
    // A result for a document that is in no batch breaks the call of all; a panic is counted once, on its own document.
    let (panics, strays) = (count(&|kind| kind == "panic"), count(&|kind| kind == "foreign document"));
    let restarts = plugin["restarts"].as_u64().unwrap_or(0) as usize;
    assert!((panics..=panics + strays).contains(&restarts), "{plugin}");
    // Every document that was written has its one row, whole, and no other.
    for record in records(output) {
        let rows = record["layers"]["bad.row"].as_array().expect("rows");
        assert!(rows.len() == 1 && rows[0]["n"] == 1 && rows[0]["t"] == "t", "{record}");
    }
    let letters = records(&fs::read_to_string(place.join("dead.jsonl")).expect("dead letters"));
    assert_eq!(letters.len(), dead);
    for letter in letters {
        let (id, message) =
            (letter["id"].as_str().unwrap_or_default(), letter["error"].as_str().unwrap_or_default());
        assert!(message.starts_with("plugin acme, component acme.rows: "), "{letter}");
        let at: usize = id.trim_start_matches('d').parse().expect("a number");
        assert!(kind(at).is_some(), "{id} did nothing wrong");
    }
}
