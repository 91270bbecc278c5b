//! `list`, `show` and `--no-plugins` with a library: loaded components are listed, and nothing runs when they are off.

use std::fs;

use super::bad;
use crate::program::run_in;

/// A pipeline that lists a good plugin and one that is not there, and whose good one notes that it ran.
fn place() -> (tempfile::TempDir, std::path::PathBuf) {
    let place = tempfile::tempdir().expect("a directory");
    let mark = place.path().join("ran");
    bad::build(place.path(), "bad", &[&format!("-DCONSTRUCTOR=\"{}\"", mark.display())]);
    bad::pipeline(place.path(), &[("none", "./libnone.so"), ("acme", "./libbad.so")], "");
    (place, mark)
}

#[test]
fn loaded_components_are_listed_and_shown() {
    let (place, _) = place();
    let listed = run_in(place.path(), &["list"]);
    assert_eq!(listed.status, 0, "{}", listed.stderr);
    assert!(listed.stdout.contains("  acme.rows "), "{}", listed.stdout);
    assert!(listed.stdout.contains("  extract.number "), "built-in ones are there too: {}", listed.stdout);
    assert!(
        listed.stderr.contains("libnone.so: cannot be read"),
        "the broken one is named: {}",
        listed.stderr
    );
    let shown = run_in(place.path(), &["show", "acme.rows"]);
    assert_eq!(shown.status, 0, "{}", shown.stderr);
    for part in ["acme.rows", "bad.row", "`mode`", "`size`"] {
        assert!(shown.stdout.contains(part), "«{part}» is missing in {}", shown.stdout);
    }
    let elsewhere = tempfile::tempdir().expect("a directory");
    let file = place.path().join("warraq.toml");
    let named = run_in(elsewhere.path(), &["list", "-p", file.to_str().expect("a path")]);
    assert!(named.stdout.contains("acme.rows"), "{}", named.stdout);
    let without = run_in(elsewhere.path(), &["list"]);
    assert!(!without.stdout.contains("acme.rows") && without.stderr.is_empty(), "{}", without.stderr);
    let missing = run_in(elsewhere.path(), &["show", "acme.rows", "-p", "there-is-none.toml"]);
    assert_eq!(missing.status, 2, "{}", missing.stdout);
}

#[test]
fn no_plugins_runs_no_code_of_a_library() {
    let (place, mark) = place();
    fs::write(place.path().join("text.txt"), "وصل 12 وفداً.").expect("written");
    let ran = run_in(place.path(), &["run", "--no-plugins", "text.txt"]);
    assert_eq!(ran.status, 0, "no step needs the plugin: {}", ran.stderr);
    for arguments in
        [&["list"][..], &["show", "extract.number"], &["check"], &["explain"], &["inspect", "text.txt"]]
    {
        let ended = run_in(place.path(), &[arguments, &["--no-plugins"]].concat());
        assert_eq!(ended.status, 0, "{arguments:?}: {}", ended.stderr);
        assert!(!ended.stdout.contains("acme.rows"), "{arguments:?}: {}", ended.stdout);
    }
    bad::pipeline(place.path(), &[("acme", "./libbad.so")], "[[step]]\nuse = \"acme.rows\"\n");
    let needed = run_in(place.path(), &["run", "--no-plugins", "text.txt"]);
    assert_eq!(needed.status, 2, "{}", needed.stdout);
    assert!(needed.stderr.contains("acme"), "{}", needed.stderr);
    assert!(!mark.exists(), "the library's constructor ran");
    let ran = run_in(place.path(), &["run", "text.txt"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(mark.exists(), "the constructor does nothing, so the test could not fail");
}
