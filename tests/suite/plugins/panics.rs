//! Panics of a plugin at every place where the host calls it, in a run of the program: each is an error with its message and
//! place, the process never ends by it, and what the panic has nothing to do with goes on.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::built;
use crate::program::{records, run_in};

/// The kinds of components with the places where each is called.
const PLACES: [(&str, &[&str]); 4] = [
    ("step", &["nowhere", "signature", "create", "worker", "call", "drop worker", "drop"]),
    ("reader", &["nowhere", "signature", "create", "worker", "call", "drop worker", "drop"]),
    ("streams", &["nowhere", "signature", "create", "open", "worker", "call", "drop worker", "drop"]),
    (
        "format",
        &[
            "nowhere",
            "signature",
            "create",
            "framing",
            "worker",
            "begin",
            "call",
            "finish",
            "drop worker",
            "drop",
        ],
    ),
];

/// A pipeline with a component that panics.
fn pipeline(place: &Path, library: &Path, kind: &str, at: &str, spite: bool) {
    let table = match kind {
        "step" => "[[step]]",
        "reader" => "[[input]]\npath = \"*.txt\"",
        "streams" => "[[input]]\npath = \"lines\"",
        _ => "[[output]]\npath = \"out\"",
    };
    let text = format!(
        "version = 1\n\n[plugins.acme]\npath = \"{}\"\n\n[run]\nthreads = 1\n\n[dead_letter]\npath = \"dead\"\n\n\
         {table}\nuse = \"acme.fragile-{kind}\"\nat = \"{at}\"\nspite = {spite}\n",
        library.display()
    );
    fs::write(place.join("warraq.toml"), text).expect("written");
}

/// Runs it over three documents, of which the second has the word; gives what is to be seen of it, without line numbers.
fn run(place: &Path, kind: &str) -> String {
    for name in ["out", "dead"] {
        let _ = fs::remove_file(place.join(name));
    }
    let mut arguments = vec!["run", "--quiet", "--set", "run.max_errors=\"100%\""];
    if matches!(kind, "step" | "format") {
        arguments.extend(["a.txt", "b.txt", "c.txt"]);
    }
    if kind != "format" {
        arguments.extend(["-o", "out"]);
    }
    let ended = run_in(place, &arguments);
    let mut seen = format!("status {}\n", ended.status);
    for line in ended.stderr.lines().filter(|line| line.starts_with("error")) {
        let _ = writeln!(seen, "{line}");
    }
    for letter in records(&fs::read_to_string(place.join("dead")).unwrap_or_default()) {
        let _ = writeln!(seen, "dead {}: {}", letter["id"].as_str().unwrap_or("?"), letter["error"]);
    }
    let written = fs::read_to_string(place.join("out"));
    let written = written
        .as_deref()
        .map_or_else(|_| "no output".into(), |out| format!("{} written", out.lines().count()));
    let _ = writeln!(seen, "{written}");
    without_lines(&seen)
}

/// Places in the source without line and column; every panic has both.
fn without_lines(text: &str) -> String {
    let mut parts = text.split("fragile.rs:");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let after = rest.strip_prefix(':').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        let after = after.filter(|after| after.len() < rest.len() - 1 && rest.len() < part.len());
        let _ = write!(out, "fragile.rs:LINE:COLUMN{}", after.expect("a line and a column"));
    }
    out
}

#[test]
fn a_panic_at_any_place_is_an_error_and_the_host_goes_on() {
    let library = built::rust("tests/bad-plugins/rust", "bad_rust");
    let place = tempfile::tempdir().expect("a directory");
    let place = place.path();
    for (name, text) in
        [("a.txt", "أول"), ("b.txt", "POISON"), ("c.txt", "ثالث"), ("lines", "أول\nPOISON\nثالث\n")]
    {
        fs::write(place.join(name), text).expect("written");
    }
    let mut all = String::new();
    for (kind, places) in PLACES {
        for at in places {
            pipeline(place, &library, kind, at, false);
            let plain = run(place, kind);
            let _ = writeln!(all, "## {kind} at {at}\n{plain}");
            // What a panic carries changes the message, and nothing else, even if its own drop panics.
            pipeline(place, &library, kind, at, true);
            let spiteful = run(place, kind);
            assert_eq!(spiteful, plain.replace(&format!("broke at {at}"), "no message"), "{kind} at {at}");
        }
    }
    insta::assert_snapshot!(all);
}
