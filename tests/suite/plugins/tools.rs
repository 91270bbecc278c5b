//! What `plugin inspect`, `check`, `list` and `lock` print, in words and as JSON, and what `check`, `explain` and `inspect` make
//! of a pipeline with a plugin.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::built;
use crate::program::{Ended, run_in};

fn json(ended: &Ended) -> Value {
    serde_json::from_str(&ended.stdout).expect("JSON")
}

fn sha256(library: &Path) -> String {
    warraq_host::sha256(&fs::read(library).expect("the library"))
}

/// The output of a command on the libraries, with what changes from build to build taken out.
fn stable(text: &str, libraries: &[&Path]) -> String {
    let mut text = text.to_owned();
    for library in libraries {
        text = text.replace(&sha256(library), "SHA256");
        let size = fs::metadata(library).expect("the library").len();
        text = text
            .replace(&format!("{size} bytes"), "SIZE bytes")
            .replace(&format!("\"size\": {size}"), "\"size\": 0");
    }
    text
}

/// A directory with the C template's library and a pipeline.
fn place(rest: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let place = tempfile::tempdir().expect("a directory");
    let library = built::hello_c(place.path());
    let text = format!(
        "version = 1\n\n[plugins.hello] # digits\npath = \"./libhello.so\" # beside this file\n\n{rest}"
    );
    fs::write(place.path().join("warraq.toml"), text).expect("written");
    fs::write(place.path().join("a.txt"), "عام 1990 و7 أيام و12 ساعة").expect("written");
    (place, library)
}

const STEP: &str = "[[step]]\nuse = \"hello.find\"\nmin = 2\n";

#[test]
fn inspect_shows_what_a_plugin_says_about_itself() {
    let (place, library) = place("");
    let shown = run_in(place.path(), &["plugin", "inspect", "libhello.so"]);
    assert_eq!(shown.status, 0, "{}", shown.stderr);
    insta::assert_snapshot!("inspect_in_c", stable(&shown.stdout, &[&library]));
    let shown = run_in(place.path(), &["plugin", "inspect", "--json", "libhello.so"]);
    insta::assert_snapshot!("inspect_in_c_as_json", stable(&shown.stdout, &[&library]));
    let found = json(&shown);
    assert_eq!(found["sha256"], sha256(&library));
    assert_eq!(found["size"], fs::metadata(&library).expect("the library").len());

    let library = built::rust("plugins/hello-rust", "hello_rust");
    let path = library.to_str().expect("a path");
    let found = json(&run_in(place.path(), &["plugin", "inspect", "--json", path]));
    let manifest = &found["manifest"];
    let [compiler, target] = ["compiler", "target"].map(|key| manifest[key].as_str().expect("a text"));
    assert!(compiler.starts_with("rustc 1."), "{compiler}");
    assert!(target.starts_with(std::env::consts::ARCH) && target.contains("linux"), "{target}");
    let needed: Vec<&str> =
        found["needed"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!(needed.iter().any(|name| name.starts_with("libc.so")), "{needed:?}");
    let shown = run_in(place.path(), &["plugin", "inspect", path]);
    let text = stable(&shown.stdout, &[&library]);
    let text =
        text.replace(compiler, "COMPILER").replace(target, "TARGET").replace(&needed.join(", "), "NEEDED");
    insta::assert_snapshot!("inspect_in_rust", text);

    fs::write(place.path().join("libnot.so"), "نص").expect("written");
    for arguments in [&["plugin", "inspect", "libnot.so"][..], &["plugin", "inspect", "--json", "libnot.so"]]
    {
        let refused = run_in(place.path(), arguments);
        assert_eq!((refused.status, refused.stdout.as_str()), (1, ""));
        assert!(refused.stderr.contains("libnot.so: not a shared library"), "{}", refused.stderr);
    }
}

/// Names and states of a check's tests.
fn states(checked: &Value) -> Vec<(&str, &str)> {
    let rows = checked["tests"].as_array().expect("tests").iter();
    rows.map(|row| (row["test"].as_str().expect("a name"), row["status"].as_str().expect("a state")))
        .collect()
}

const TESTS: [&str; 11] = [
    "load",
    "examples",
    "options",
    "contract",
    "input untouched",
    "determinism",
    "lifecycle",
    "threads",
    "surroundings",
    "faults",
    "performance",
];

#[test]
fn check_tells_the_state_of_each_test() {
    let (place, _) = place("");
    let checked = run_in(place.path(), &["plugin", "check", "--json", "libhello.so"]);
    assert_eq!(checked.status, 0, "{}{}", checked.stdout, checked.stderr);
    let checked = json(&checked);
    assert_eq!((&checked["ok"], &checked["seed"]), (&true.into(), &1.into()));
    assert_eq!(states(&checked), TESTS.map(|test| (test, "passed")));
    // A plugin without examples fails that test, and the others all the same run.
    built::c(place.path(), "old", "tests/abi-1.0/plugin.c", "tests/abi-1.0");
    let failed = run_in(place.path(), &["plugin", "check", "--json", "libold.so"]);
    assert_eq!(failed.status, 1, "{}", failed.stdout);
    let failed = json(&failed);
    assert_eq!(failed["ok"], false);
    assert_eq!(
        states(&failed),
        TESTS.map(|test| (test, if test == "examples" { "failed" } else { "passed" }))
    );
    let why = failed["tests"][1]["detail"].as_str().expect("a reason");
    let said = run_in(place.path(), &["plugin", "check", "--only", "examples", "libold.so"]);
    assert_eq!(
        (said.status, said.stdout.as_str()),
        (1, format!("failed   examples           {why}\nseed 1\n").as_str())
    );
}

#[test]
fn check_runs_the_tests_that_are_asked_for_with_the_seed_that_is_given() {
    let (place, _) = place("");
    let only = |only: &str, seed: &str| {
        let arguments = ["plugin", "check", "--json", "--only", only, "--seed", seed, "libhello.so"];
        let checked = run_in(place.path(), &arguments);
        assert_eq!(checked.status, 0, "{}{}", checked.stdout, checked.stderr);
        json(&checked)
    };
    let mut some = only("o", "77");
    let expected = ["load", "options", "contract", "input untouched", "surroundings", "performance"];
    assert_eq!(states(&some), expected.map(|test| (test, "passed")));
    assert_eq!(some["seed"], 77);
    for row in some["tests"].as_array_mut().expect("tests") {
        assert_eq!(row["seed"], 77, "{row}");
    }
    assert_eq!(states(&only("determinism", "1")), [("determinism", "passed")]);
    let printed =
        run_in(place.path(), &["plugin", "check", "--only", "determinism", "--seed", "5", "libhello.so"]);
    assert_eq!(printed.stdout.lines().last(), Some("seed 5"));
    let none = run_in(place.path(), &["plugin", "check", "--only", "nothing", "libhello.so"]);
    assert_eq!((none.status, none.stdout.as_str()), (1, ""));
    let said = format!("error: no test is named like «nothing»; there are {}", TESTS.join(", "));
    assert_eq!(none.stderr.trim_end(), said);
}

#[test]
fn options_of_plugins_are_named_with_carets() {
    let (place, _) = place("[[step]]\nuse = \"hello.find\"\nmin = 12\nmni = 3 # a slip\n");
    let checked = run_in(place.path(), &["check"]);
    assert_eq!((checked.status, checked.stdout.as_str()), (2, ""));
    insta::assert_snapshot!("carets", checked.stderr);
    // The same mistakes are there for programs.
    let told = run_in(place.path(), &["check", "--error-format", "json"]);
    let told: Value = serde_json::from_str(&told.stderr).expect("JSON");
    let place = |error: &Value| (error["line"].as_u64(), error["column"].as_u64());
    let places: Vec<_> = told.as_array().expect("a list").iter().map(place).collect();
    assert_eq!(places, [(8, 7), (9, 1)].map(|(line, column)| (Some(line), Some(column))));
}

#[test]
fn a_pipeline_with_a_plugin_is_explained_and_looked_at() {
    let (place, library) = place(STEP);
    let checked = run_in(place.path(), &["check"]);
    assert_eq!(checked.stdout, "ok: 1 steps, 1 outputs; layers: hello-c.find\n", "{}", checked.stderr);
    let explained = run_in(place.path(), &["explain"]);
    let lines: Vec<String> =
        stable(&explained.stdout, &[&library])
            .lines()
            .map(|line| {
                if line.starts_with("fingerprint ") { "fingerprint …".to_owned() } else { line.to_owned() }
            })
            .collect();
    insta::assert_snapshot!("explained", lines.join("\n"));
    let inspected = run_in(place.path(), &["inspect", "a.txt"]);
    let lines: Vec<&str> = inspected
        .stdout
        .lines()
        .map(|line| line.split_once(" ok, ").map_or(line, |(step, _)| step))
        .collect();
    insta::assert_snapshot!("inspected", lines.join("\n"));
}

#[test]
fn list_and_lock_tell_programs_what_they_tell_people() {
    let (place, library) = place(&format!("[plugins.none]\npath = \"./libnone.so\"\n\n{STEP}"));
    let listed = run_in(place.path(), &["plugin", "list"]);
    assert_eq!(listed.status, 0, "{}", listed.stderr);
    insta::assert_snapshot!("listed", listed.stdout);
    let listed = run_in(place.path(), &["plugin", "list", "--json"]);
    insta::assert_snapshot!("listed_as_json", listed.stdout);
    // A lock is of all plugins or of none.
    let before = fs::read_to_string(place.path().join("warraq.toml")).expect("the pipeline");
    let refused = run_in(place.path(), &["plugin", "lock", "--json"]);
    assert_eq!((refused.status, refused.stdout.as_str()), (1, ""));
    assert!(refused.stderr.contains("libnone.so: cannot be read"), "{}", refused.stderr);
    assert_eq!(fs::read_to_string(place.path().join("warraq.toml")).expect("the pipeline"), before);
    let (before, after) = before.split_once("[plugins.none]").expect("two plugins");
    let after = after.split_once("\n\n").expect("a step").1;
    fs::write(place.path().join("warraq.toml"), format!("{before}{after}")).expect("written");
    let locked = run_in(place.path(), &["plugin", "lock", "--json"]);
    assert_eq!(locked.status, 0, "{}", locked.stderr);
    insta::assert_snapshot!("locked_as_json", stable(&locked.stdout, &[&library]));
    let listed = json(&run_in(place.path(), &["plugin", "list", "--json"]));
    assert_eq!((&listed[0]["locked"], &listed[0]["problems"]), (&true.into(), &Value::Array(Vec::new())));
}

#[test]
fn every_broken_plugin_of_a_pipeline_is_named() {
    let broken = "[plugins.gone]\npath = \"./libgone.so\"\n\n[plugins.note]\npath = \"./a.txt\"\n\n";
    let (place, _) = place(&format!("{broken}{STEP}"));
    for arguments in [&["check"][..], &["run", "a.txt"]] {
        let refused = run_in(place.path(), arguments);
        assert_eq!((refused.status, refused.stdout.as_str()), (2, ""), "{arguments:?}");
        for part in [
            "the plugin gone cannot be used: ./libgone.so: cannot be read",
            "the plugin note cannot be used: ./a.txt: not a shared library",
        ] {
            assert!(
                refused.stderr.contains(part),
                "{arguments:?}: «{part}» is missing in {}",
                refused.stderr
            );
        }
        assert!(!refused.stderr.contains("plugin hello"), "{}", refused.stderr);
    }
}

#[test]
fn another_file_than_the_one_that_was_locked_is_refused() {
    let (place, library) = place(STEP);
    let locked = run_in(place.path(), &["plugin", "lock"]);
    let old = sha256(&library);
    assert_eq!((locked.status, locked.stdout), (0, format!("{old} hello\n")), "{}", locked.stderr);
    let text = fs::read_to_string(place.path().join("warraq.toml")).expect("the pipeline");
    assert!(text.contains(&format!("./libhello.so\" # beside this file\nsha256 = \"{old}\"\n")), "{text}");
    let run = || run_in(place.path(), &["run", "a.txt"]);
    assert_eq!(run().status, 0);
    // As good as before, and not the same.
    let mut bytes = fs::read(&library).expect("the library");
    bytes.push(0);
    fs::write(&library, bytes).expect("written");
    let new = sha256(&library);
    let refused = run();
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    insta::assert_snapshot!("changed", refused.stderr.replace(&old, "OLD").replace(&new, "NEW"));
    for arguments in [&["check"][..], &["explain"], &["inspect", "a.txt"]] {
        let ended = run_in(place.path(), arguments);
        assert!(ended.status != 0 && ended.stderr.contains(&new), "{arguments:?}: {}", ended.stderr);
    }
    let listed = json(&run_in(place.path(), &["plugin", "list", "--json"]));
    let problem = format!("its sha256 is {new}, the config wants {old}");
    assert_eq!((&listed[0]["locked"], &listed[0]["problems"][0]), (&true.into(), &problem.into()));
    // What is locked again runs again, and its hash stands where the old one stood.
    assert_eq!(run_in(place.path(), &["plugin", "lock"]).stdout, format!("{new} hello\n"));
    assert_eq!(
        fs::read_to_string(place.path().join("warraq.toml")).expect("the pipeline"),
        text.replace(&old, &new)
    );
    assert_eq!(run().status, 0);
}
