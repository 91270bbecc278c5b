//! The calls that a plugin gets in a run, as it noted them itself: nothing after a failed create, nothing but its end for a worker
//! that broke; and processes end well when threads leave destructors of a plugin behind.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::bad;
use crate::program::{Ended, run_in};

/// The macro by which a plugin notes its calls in a file.
fn noting(place: &Path) -> String {
    format!("-DCALLS=\"{}\"", place.join("calls").display())
}

/// The calls so far; what runs next begins with none.
fn calls(place: &Path) -> Vec<(String, u32)> {
    let text = fs::read_to_string(place.join("calls")).expect("calls");
    fs::remove_file(place.join("calls")).expect("removed");
    let call = |line: &str| {
        let (call, number) = line.rsplit_once(' ').expect("a call and a number");
        (call.to_owned(), number.parse().expect("a number"))
    };
    text.lines().map(call).collect()
}

const DOCUMENTS: usize = 200;

fn is_bad(at: usize) -> bool {
    at % 10 == 3
}

/// Documents of which every tenth breaks a worker, as lines and as files.
fn documents(place: &Path) {
    let text = |at| if is_bad(at) { "POISON" } else { "ab" };
    let line = |at| format!("{{\"id\":\"d{at}\",\"text\":\"{}\"}}\n", text(at));
    fs::write(place.join("docs.jsonl"), (0..DOCUMENTS).map(line).collect::<String>()).expect("written");
    fs::create_dir(place.join("files")).expect("made");
    for at in 0..DOCUMENTS {
        fs::write(place.join(format!("files/d{at}.txt")), text(at)).expect("written");
    }
}

fn run(place: &Path, input: &[&str]) -> Ended {
    let rest = ["--threads", "2", "--batch", "7", "-o", "out.jsonl", "--set", "run.max_errors=\"100%\""];
    run_in(place, &[&["run"], input, &rest].concat())
}

/// Every worker is closed once, and one that broke gets no other call after that.
fn check(calls: &[(String, u32)], broken: usize) {
    let mut workers: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for (call, number) in
        calls.iter().filter(|(call, _)| !["signature", "create", "destroy"].contains(&&**call))
    {
        workers.entry(*number).or_default().push(call);
    }
    let mut found = 0;
    for (number, calls) in &workers {
        assert_eq!(
            (calls.first(), calls.last()),
            (Some(&"open"), Some(&"close")),
            "worker {number}: {calls:?}"
        );
        assert_eq!(calls.iter().filter(|call| **call == "close").count(), 1, "worker {number}: {calls:?}");
        if let Some(at) = calls.iter().position(|call| *call == "broken") {
            found += 1;
            assert_eq!(calls[at + 1..], ["close"], "worker {number} is used again: {calls:?}");
        }
    }
    assert!(found >= broken, "{found} workers broke, not {broken}");
    assert!(workers.len() > broken, "{} workers in all", workers.len());
    let count = |wanted: &str| calls.iter().filter(|(call, _)| call == wanted).count();
    assert_eq!(count("create"), count("destroy"));
}

#[test]
fn a_broken_worker_is_never_used_again() {
    let place = tempfile::tempdir().expect("a directory");
    let place = place.path();
    bad::build(place, "bad", &[&noting(place)]);
    bad::build_kinds(place, "kinds", &[&noting(place)]);
    documents(place);
    let bad = (0..DOCUMENTS).filter(|&at| is_bad(at)).count();
    let plugins = [("acme", "./libbad.so"), ("kinds", "./libkinds.so")];
    let mode = "mode = \"panic some\"\n";
    for (rest, input) in [
        (format!("[[step]]\nuse = \"acme.rows\"\n{mode}"), &["docs.jsonl"][..]),
        (format!("[[input]]\nuse = \"kinds.pages\"\npath = \"files\"\n{mode}"), &[]),
        (format!("[[output]]\nuse = \"kinds.lines\"\npath = \"out.jsonl\"\n{mode}"), &["docs.jsonl"]),
    ] {
        bad::pipeline(place, &plugins, &rest);
        let ended = run(place, input);
        assert_eq!(ended.status, 0, "{rest}: {}", ended.stderr);
        let account = format!("read {DOCUMENTS} = written {} + dropped 0 + dead {bad}", DOCUMENTS - bad);
        assert!(ended.stderr.contains(&account), "{rest}: {}", ended.stderr);
        assert!(
            ended.stderr.contains(&format!(" {bad} errors, {bad} restarts, ")),
            "{rest}: {}",
            ended.stderr
        );
        check(&calls(place), bad);
        let output = fs::read_to_string(place.join("out.jsonl")).expect("an output");
        assert!(
            !output.contains("half") && !output.contains("POISON"),
            "{rest}: a part of a document that failed"
        );
    }
}

#[test]
fn a_component_that_is_not_made_gets_no_calls() {
    let place = tempfile::tempdir().expect("a directory");
    let place = place.path();
    bad::build(place, "bad", &[&noting(place)]);
    bad::build_kinds(place, "kinds", &[&noting(place)]);
    documents(place);
    let plugins = [("acme", "./libbad.so"), ("kinds", "./libkinds.so")];
    let mode = "mode = \"create fails\"\n";
    for rest in [
        format!("[[step]]\nuse = \"acme.rows\"\n{mode}"),
        format!("[[input]]\nuse = \"kinds.pages\"\npath = \"files\"\n{mode}"),
        format!("[[output]]\nuse = \"kinds.lines\"\npath = \"out.jsonl\"\n{mode}"),
    ] {
        bad::pipeline(place, &plugins, &rest);
        let ended = run(place, &["docs.jsonl"]);
        assert_eq!(ended.status, 2, "{rest}: {}", ended.stderr);
        assert!(ended.stderr.contains("no model here"), "{rest}: {}", ended.stderr);
        let mut calls: Vec<String> = calls(place).into_iter().map(|(call, _)| call).collect();
        calls.dedup();
        assert!(calls.iter().all(|call| call == "signature" || call == "create"), "{rest}: {calls:?}");
        assert!(calls.contains(&"create".to_owned()), "{rest}: {calls:?}");
    }
}

#[test]
fn a_process_ends_well_when_threads_leave_a_plugins_destructors() {
    let place = tempfile::tempdir().expect("a directory");
    let place = place.path();
    bad::build(place, "bad", &[&noting(place)]);
    documents(place);
    bad::pipeline(place, &[("acme", "./libbad.so")], "[[step]]\nuse = \"acme.rows\"\nmode = \"threads\"\n");
    let ran = run_in(place, &["run", "docs.jsonl", "--threads", "4", "--batch", "3", "-o", "out.jsonl"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let noted = calls(place);
    let count = |wanted: &str, number: Option<u32>| {
        noted.iter().filter(|(call, n)| call == wanted && number.is_none_or(|number| *n == number)).count()
    };
    // A busy machine may leave a thread without a document, and so without a worker.
    let opened = count("open", None);
    assert!((1..=4).contains(&opened), "{opened} workers of four threads");
    assert_eq!(
        count("thread ended", Some(1)),
        opened,
        "destructors of POSIX, one for each thread with a worker"
    );
    assert_eq!(count("thread ended", Some(2)), opened, "destructors of the language, likewise");
    // Here the worker is the main thread's, whose destructors run when the process ends.
    fs::write(place.join("text.txt"), "ab").expect("written");
    let ran = run_in(place, &["inspect", "text.txt"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(calls(place).into_iter().filter(|call| *call == ("thread ended".to_owned(), 2)).count(), 1);
}
