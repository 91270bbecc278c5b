//! What `plugin new` makes, in both languages and for every kind: it builds, passes its checks and runs, unedited.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::program::{self, Ended, root, run_in};

/// Makes, builds and checks a plugin in a directory; gives the name of its component.
fn make(place: &Path, lang: &str, kind: &str) -> String {
    let name = format!("{lang}-{kind}");
    let sdk = root().join("crates/sdk");
    let made = ["plugin", "new", "--json", "--lang", lang, "--kind", kind, &name, "--sdk-path"];
    let made = run_in(place, &[&made[..], &[sdk.to_str().expect("a path")]].concat());
    assert_eq!(made.status, 0, "{}", made.stderr);
    let made: serde_json::Value = serde_json::from_str(&made.stdout).expect("JSON");
    let words: Vec<&str> =
        made["build"].as_array().expect("a command").iter().filter_map(|word| word.as_str()).collect();
    let target = program::path().parent().and_then(Path::parent).expect("target").join("plugins");
    let built = Command::new(words[0])
        .args(&words[1..])
        .current_dir(place.join(&name))
        .env_remove("CARGO_TARGET_DIR")
        // The SDK is built once for all tests; the library lands where the page says it does.
        .env("CARGO_BUILD_BUILD_DIR", &target)
        .output();
    let built = Ended::from(built.expect("a build"));
    assert_eq!(built.status, 0, "{name}: {}", built.stderr);
    assert!(!built.stderr.contains("warning"), "{name}: {}", built.stderr);
    let library = made["library"].as_str().expect("a path");
    let checked = run_in(place, &["plugin", "check", library]);
    assert_eq!(checked.status, 0, "{name}: {}{}", checked.stdout, checked.stderr);
    let passed = checked.stdout.lines().filter(|line| line.starts_with("passed ")).count();
    assert_eq!(passed, 11, "{name}: every test passes, none is skipped: {}", checked.stdout);
    let config = fs::read_to_string(place.join("warraq.toml")).unwrap_or_else(|_| "version = 1\n".into());
    fs::write(place.join("warraq.toml"), format!("{config}\n[plugins.{name}]\npath = \"{library}\"\n"))
        .expect("written");
    made["component"].as_str().expect("a name").to_owned()
}

#[test]
fn plugin_new_builds_passes_and_runs() {
    for lang in ["c", "rust"] {
        let place = tempfile::tempdir().expect("a directory");
        let place = place.path();
        let [step, reader, writer] = ["processor", "reader", "writer"].map(|kind| make(place, lang, kind));
        let config = fs::read_to_string(place.join("warraq.toml")).expect("a config");
        let rest = format!(
            "\n[[input]]\nuse = \"{reader}\"\npath = \"port.txt\"\n\n[[step]]\nuse = \"{step}\"\n\n[[output]]\nuse = \"{writer}\"\npath = \"out.txt\"\n"
        );
        fs::write(place.join("warraq.toml"), config + &rest).expect("written");
        fs::copy(root().join("docs/samples/port.txt"), place.join("port.txt")).expect("a sample");
        let ran = run_in(place, &["run"]);
        assert_eq!(ran.status, 0, "{lang}: {}", ran.stderr);
        let listed = run_in(place, &["plugin", "list"]);
        assert_eq!(listed.stdout.lines().count(), 3, "{}", listed.stdout);
        assert!(!listed.stdout.contains("broken"), "{}", listed.stdout);
        let locked = run_in(place, &["plugin", "lock"]);
        assert_eq!(locked.status, 0, "{}", locked.stderr);
        let again = run_in(place, &["run"]);
        assert_eq!(again.status, 0, "{lang}: {}", again.stderr);
        let out = fs::read_to_string(place.join("out.txt")).expect("an output");
        assert!(lang == "rust" || out.lines().count() > 1, "a line for each document: {out}");
    }
}
