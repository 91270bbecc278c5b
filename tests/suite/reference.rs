//! The reference in the documentation is what the components' specifications say now.

use crate::program::{root, run};

#[test]
fn the_reference_is_current() {
    let shown = run(&["show", "all"]);
    assert_eq!(shown.status, 0, "{}", shown.stderr);
    let kept = std::fs::read_to_string(root().join("docs/reference.md")).unwrap_or_default();
    assert!(
        kept == shown.stdout,
        "docs/reference.md is old; make it anew with: cargo run -p warraq-cli -- show all > docs/reference.md"
    );
}

#[test]
fn everything_that_is_listed_can_be_shown() {
    let listed = run(&["list", "components"]);
    let names: Vec<&str> = listed
        .stdout
        .lines()
        .filter(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        let shown = run(&["show", name]);
        assert_eq!(shown.status, 0, "{}", shown.stderr);
        assert!(shown.stdout.contains(&format!("## {name}")), "{name}: {}", shown.stdout);
    }
    let wrong = run(&["show", "extract.nmber"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.stderr.contains("did you mean extract.number"), "{}", wrong.stderr);
    assert!(run(&["show", "preset:news-ar"]).stdout.contains("version = 1"));
}
