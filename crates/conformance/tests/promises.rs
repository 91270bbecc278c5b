//! The table in `docs/plugins.md` has all forty rows, and every test that it names exists.

#![allow(clippy::unwrap_used)]

use std::path::Path;

/// Adds the texts of a directory's sources.
fn read(directory: &Path, texts: &mut String) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, texts);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            texts.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// The rows that are kept as a whole by what is still to come.
const LATER: [&str; 5] = ["14", "16", "24", "27", "36"];

/// Whether a source has a test of this name: a function with `#[test]` over it.
fn has_test(sources: &str, name: &str) -> bool {
    let lines: Vec<&str> = sources.lines().map(str::trim).collect();
    let head = format!("fn {name}(");
    lines.iter().enumerate().any(|(at, line)| {
        let mut above = lines[..at].iter().rev().take_while(|line| line.starts_with("#["));
        line.starts_with(&head) && above.any(|line| *line == "#[test]")
    })
}

/// Whether the program that stands outside the test harness calls this.
fn is_called(name: &str) -> bool {
    let program = include_str!("plugin_check.rs").split_once("fn main() {").unwrap().1;
    program.split_once("\n}\n").unwrap().0.contains(&format!(" {name}();"))
}

#[test]
fn the_table_of_promises_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut tests = String::new();
    for place in ["crates/conformance/tests", "crates/abi/tests", "tests/suite"] {
        read(&root.join(place), &mut tests);
    }
    let page = std::fs::read_to_string(root.join("docs/plugins.md")).unwrap();
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| number"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    let numbers: Vec<String> = rows.iter().map(|row| row[0].to_owned()).collect();
    assert_eq!(numbers, (1..=40).map(|n: u32| n.to_string()).collect::<Vec<_>>());
    for row in rows {
        let reason = row[2].strip_prefix("later: ").map(str::trim);
        if reason.is_some_and(|reason| !reason.is_empty()) {
            assert!(LATER.contains(&row[0]), "row {} is not one that may be kept later", row[0]);
            continue;
        }
        let names: Vec<&str> = row[2].split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "row {} names no test", row[0]);
        for name in names {
            assert!(has_test(&tests, name) || is_called(name), "row {}: there is no test {name}", row[0]);
        }
    }
}
