//! The plugins of the repository: each builds with its lock file, passes its own tests and `plugin check`, and is found and
//! run by a pipeline.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::built;
use crate::program::{Ended, records, root, run_in};

/// Checks a plugin with every test and gives what it found in a text.
fn check_and_run(place: &Path, library: &Path, step: &str, text: &str) -> Vec<serde_json::Value> {
    let path = library.to_str().expect("a path");
    let checked = run_in(place, &["plugin", "check", path]);
    let passed = checked.stdout.lines().filter(|line| line.starts_with("passed ")).count();
    assert_eq!((checked.status, passed), (0, 11), "{path}: {}{}", checked.stdout, checked.stderr);
    let config =
        format!("version = 1\n\n[plugins.kept]\npath = \"{path}\"\n\n[[step]]\nuse = \"kept.{step}\"\n");
    fs::write(place.join("warraq.toml"), config).expect("written");
    fs::write(place.join("a.txt"), text).expect("written");
    let ran = run_in(place, &["run", "a.txt"]);
    assert_eq!(ran.status, 0, "{path}: {}", ran.stderr);
    let layers = records(&ran.stdout)[0]["layers"].as_object().expect("layers").clone();
    layers
        .into_iter()
        .filter(|(name, _)| name.contains('.'))
        .flat_map(|(_, rows)| rows.as_array().cloned())
        .flatten()
        .collect()
}

/// A plugin's own tests: as many as are there, all of which pass.
fn own_tests(folder: &str) {
    let tested = built::cargo(folder, "test");
    let mut sources = String::new();
    for entry in fs::read_dir(root().join(folder).join("src")).expect("sources") {
        sources += &fs::read_to_string(entry.expect("a source").path()).expect("a source");
    }
    let tests = sources.matches("#[test]").count();
    let said = format!("test result: ok. {tests} passed; 0 failed; 0 ignored");
    assert!(tests > 0 && tested.stdout.contains(&said), "{folder}: {}", tested.stdout);
}

#[test]
fn the_template_in_rust_is_a_plugin_that_works() {
    let place = tempfile::tempdir().expect("a directory");
    own_tests("plugins/hello-rust");
    let library = built::rust("plugins/hello-rust", "hello_rust");
    let rows = check_and_run(place.path(), &library, "find", "قال مرحبا بكم");
    assert_eq!(rows.len(), 1);
    assert_eq!((&rows[0]["text"], &rows[0]["chars"]), (&"مرحبا".into(), &5.into()));
}

#[test]
fn coordinates_is_a_plugin_that_works() {
    let place = tempfile::tempdir().expect("a directory");
    own_tests("plugins/coordinates");
    let library = built::rust("plugins/coordinates", "coordinates");
    let text = "رصدت السفينة عند ٢٥ درجة و٣٠ دقيقة شمالاً و٥٥ درجة شرقاً";
    let rows = check_and_run(place.path(), &library, "points", text);
    assert_eq!(rows.len(), 1);
    assert_eq!((&rows[0]["latitude"], &rows[0]["longitude"]), (&25.5.into(), &55.0.into()));
}

/// Built in a copy of its folder with the Makefile that is in it, whose own test needs nothing but the program.
#[test]
fn the_template_in_c_is_a_plugin_that_works() {
    let place = tempfile::tempdir().expect("a directory");
    for file in ["hello_c.c", "warraq_plugin.h", "warraq_plugin_easy.h", "Makefile"] {
        fs::copy(root().join("plugins/hello-c").join(file), place.path().join(file)).expect("a copy");
    }
    let program = format!("WARRAQ={}", crate::program::path().display());
    let mut make = Command::new("make");
    make.args(["test", "CFLAGS=-O2 -Wall -Wextra -Werror", &program]);
    let made = Ended::from(make.current_dir(place.path()).output().expect("make runs"));
    assert_eq!(made.status, 0, "{}{}", made.stdout, made.stderr);
    assert_eq!(made.stdout.lines().filter(|line| line.starts_with("passed ")).count(), 11, "{}", made.stdout);
    let rows = check_and_run(place.path(), &place.path().join("libhello_c.so"), "find", "عام 1990 و7 أيام");
    assert_eq!(rows.iter().map(|row| row["text"].as_str().unwrap_or("?")).collect::<Vec<_>>(), ["1990", "7"]);
}
