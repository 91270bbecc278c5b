//! The table in `docs/plugins.md` has all forty rows, and every test that it names exists.

#![allow(clippy::unwrap_used)]

use std::path::Path;

#[test]
fn the_table_of_promises_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let tests: String = [
        "crates/conformance/tests/bad_plugins.rs",
        "crates/conformance/tests/bad_plugins/life.rs",
        "crates/conformance/tests/loaded.rs",
        "crates/conformance/tests/plugin_check.rs",
        "crates/abi/tests/layout.rs",
        "tests/suite/plugins.rs",
        "tests/suite/plugins/catalogue.rs",
    ]
    .iter()
    .map(|path| std::fs::read_to_string(root.join(path)).unwrap())
    .collect();
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
            continue;
        }
        let names: Vec<&str> = row[2].split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "row {} names no test", row[0]);
        for name in names {
            assert!(tests.contains(&format!("fn {name}(")), "row {}: there is no test {name}", row[0]);
        }
    }
}
