//! Plugins that break in runs: how often they may, and that ten thousand documents are all accounted for.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

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

/// A step of two of the same component, each with a layer of its own.
fn named(id: &str, mode: &str) -> String {
    let out = format!("{{ \"bad.row\" = \"{id}.row\", \"bad.view\" = \"{id}.view\" }}");
    format!("{}id = \"{id}\"\nout = {out}\n", step(mode))
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
    let text = |at: usize| match at % 20 {
        3 => "DO panic. x",
        13 => "POISON",
        _ => "ab",
    };
    documents(place.path(), (0..200).map(|at| text(at).to_owned()));
    // Ten documents break the first step and ten the second. One less than twenty, over both together, is too few.
    let steps = format!("{}{}", named("a", "as told"), named("b", "panic some"));
    bounded(place.path(), 19, &steps);
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
    bounded(place.path(), 20, &steps);
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

/// What the plugin is told to do with a document, and what its dead letter, its record or the account then says.
const BAD: [(&str, &str); 31] = [
    ("panic", "panicked at bad.c: told to"),
    ("error", "told to fail"),
    ("drop", "boring"),
    ("warn", "odd"),
    ("empty", "row 0: span 0..0 is empty"),
    ("reversed", "row 0: span 17..0 is reversed"),
    ("range", "row 0: span 0..1014 is out of range, the text has 14 bytes"),
    ("inside", "row 0: span 14..15 cuts a character at byte 14, in «ص»"),
    ("nan", "row 0: column x: NaN is not a finite number (at «DO nan. نص»)"),
    ("symbol", "row 0: column s: 2147483632 is no symbol of this run (at «DO symbol. نص»)"),
    ("local", "row 0: column s: 2147483655 is no symbol of this run (at «DO local. نص»)"),
    ("dangling", "row 0: column r: row 77 does not exist, the layer has 1 (at «DO dangling. نص»)"),
    ("bool", "row 0: column b: 9 is neither 0 nor 1 (at «DO bool. نص»)"),
    ("span column", "row 0: column p: span 0..5020 is out of range, the text has 20 bytes"),
    ("not utf-8", "column t of the layer bad.row: text that is not UTF-8"),
    ("offsets", "column t of the layer bad.row: offsets that fall, pass the end of the text"),
    ("null column", "a column of the layer bad.row is null, misaligned, or smaller"),
    ("unknown type", "column n of the layer bad.row: a type that this version does not know"),
    ("wrong type", "column n of the layer bad.row: found type 4 or a second value, i64 is allowed"),
    ("length", "column n of the layer bad.row: values_len does not fit the number of rows"),
    ("null values", "column n of the layer bad.row: values are null or misaligned"),
    ("misaligned", "column n of the layer bad.row: values are null or misaligned"),
    ("short table", "a table that is null, misaligned, or smaller than in version 1.0"),
    ("short column", "a column of the layer bad.row is null, misaligned, or smaller than in version 1.0"),
    ("many rows", "1099511627776 rows for the layer bad.row in one table, at most"),
    ("foreign layer", "which the signature does not write (it writes bad.row)"),
    ("foreign column", "in the layer bad.row, which has n, x, s, b, t, p, r"),
    ("foreign document", "a result for document 1000000 of a batch of 1"),
    ("foreign field", "the field title, which the signature does not set"),
    ("runs", "the runs of a view: run 0 (5..4 from 3..2) ends before it begins"),
    ("rows then fail", "changed my mind"),
];

/// One of `mode`'s bad documents in a run of ten thousand good ones, for every kind of badness at once.
#[test]
fn ten_thousand_documents_are_accounted_for() {
    let place = tempfile::tempdir().expect("a directory");
    bad::build(place.path(), "bad", &[]);
    let kind = |at: usize| (at % 50 == 7).then(|| BAD[at / 50 % BAD.len()]);
    let text = |at: usize| kind(at).map_or_else(|| "ab نص".to_owned(), |(kind, _)| format!("DO {kind}. نص"));
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
fn check(place: &Path, output: &str, kind: &dyn Fn(usize) -> Option<(&'static str, &'static str)>) {
    let count = |wanted: &dyn Fn(&str) -> bool| {
        (0..10_000).filter(|&at| kind(at).is_some_and(|(kind, _)| wanted(kind))).count()
    };
    let number = |value: &Value| -> usize {
        let id = value["id"].as_str().expect("an id");
        id.trim_start_matches('d').parse().expect("a number")
    };
    let (dropped, warned) = (count(&|kind| kind == "drop"), count(&|kind| kind == "warn"));
    let dead = count(&|_| true) - dropped - warned;
    let account = account(place);
    let numbers = ["read", "written", "dropped", "dead", "warnings"]
        .map(|key| account[key].as_u64().unwrap_or(0) as usize);
    assert_eq!(numbers, [10_000, 10_000 - dropped - dead, dropped, dead, warned]);
    assert_eq!(account["adds_up"], true);
    let boring = json!([{"step": "acme-rows", "reason": "boring", "count": dropped}]);
    assert_eq!(account["dropped_for"], boring);
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
        let warnings = record["run"]["warnings"].as_array().map_or(&[][..], Vec::as_slice);
        match kind(number(&record)) {
            Some(("warn", said)) => assert_eq!(warnings, [said], "{record}"),
            other => assert!(other.is_none() && warnings.is_empty(), "{record}"),
        }
    }
    let letters = records(&fs::read_to_string(place.join("dead.jsonl")).expect("dead letters"));
    assert_eq!(letters.len(), dead);
    for letter in letters {
        let at = number(&letter);
        let (kind, said) = kind(at).unwrap_or_else(|| panic!("d{at} did nothing wrong: {letter}"));
        let message = letter["error"].as_str().unwrap_or_default();
        // What the host refuses at once is about one document of a call, what the engine refuses about rows.
        let whole = "plugin acme, component acme.rows: 1 rows refused: layer bad.row, ";
        let part = format!("plugin acme, component acme.rows: plugin component acme.rows, document d{at}: ");
        assert!(message.starts_with(whole) || message.starts_with(&part), "{kind}: {letter}");
        assert!(message.contains(said), "{kind}: «{said}» is missing: {message}");
    }
}
