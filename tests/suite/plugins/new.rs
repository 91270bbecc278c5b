//! What `plugin new` makes, in both languages and for every kind: it builds, passes its checks and its own tests, and does in a
//! pipeline what it says it does, unedited.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::built;
use crate::program::{self, Ended, records, root, run_in};

/// Runs a command in a new plugin's folder.
fn run_there(folder: &Path, words: &[&str]) -> Ended {
    let output = Command::new(words[0])
        .args(&words[1..])
        .current_dir(folder)
        .env_remove("CARGO_TARGET_DIR")
        // The SDK is built once for all tests; the library lands where the page says it does.
        .env("CARGO_BUILD_BUILD_DIR", built::target())
        .output();
    let ended = Ended::from(output.expect("a command that is there"));
    assert_eq!(ended.status, 0, "{words:?} in {}: {}{}", folder.display(), ended.stdout, ended.stderr);
    assert!(!ended.stderr.contains("warning"), "{}: {}", folder.display(), ended.stderr);
    ended
}

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
    run_there(&place.join(&name), &words);
    let library = made["library"].as_str().expect("a path");
    let checked = run_in(place, &["plugin", "check", library]);
    assert_eq!(checked.status, 0, "{name}: {}{}", checked.stdout, checked.stderr);
    let passed = checked.stdout.lines().filter(|line| line.starts_with("passed ")).count();
    assert_eq!(passed, 11, "{name}: every test passes, none is skipped: {}", checked.stdout);
    own_test(&place.join(&name), lang);
    has_options_and_two_examples(place, library);
    let config = fs::read_to_string(place.join("warraq.toml")).unwrap_or_else(|_| "version = 1\n".into());
    fs::write(place.join("warraq.toml"), format!("{config}\n[plugins.{name}]\npath = \"{library}\"\n"))
        .expect("written");
    made["component"].as_str().expect("a name").to_owned()
}

/// The test that a new plugin brings along.
fn own_test(folder: &Path, lang: &str) {
    if lang == "c" {
        let program = format!("WARRAQ={}", program::path().display());
        let tested = run_there(folder, &["make", "test", &program]);
        assert!(tested.stdout.contains("passed   examples           2 examples"), "{}", tested.stdout);
        return;
    }
    // What it depends on is there since it was built.
    let tested = run_there(folder, &[env!("CARGO"), "test", "--offline"]);
    let source = fs::read_to_string(folder.join("src/lib.rs")).expect("the source");
    let tests = source.matches("#[test]").count();
    let said = format!("test result: ok. {tests} passed; 0 failed; 0 ignored");
    assert!(tests > 0 && tested.stdout.contains(&said), "{}: {}", folder.display(), tested.stdout);
}

fn has_options_and_two_examples(place: &Path, library: &str) {
    let found = run_in(place, &["plugin", "inspect", "--json", library]);
    let found: serde_json::Value = serde_json::from_str(&found.stdout).expect("JSON");
    let components = found["manifest"]["components"].as_array().expect("components");
    assert_eq!(components.len(), 1, "{library}");
    let [options, examples] =
        ["options", "examples"].map(|key| components[0][key].as_array().expect("a list"));
    let typed = |option: &serde_json::Value| !option["type"].is_null() && option["doc"] != "";
    assert!(!options.is_empty() && options.iter().all(typed), "{library}: {options:?}");
    assert!(
        examples.len() == 2 && examples.iter().all(|example| example["expect"] != ""),
        "{library}: {examples:?}"
    );
}

/// Three documents for the readers of both languages: in paragraphs, and in lines.
const TEXT: &str = "قال سلام في عام 1990.\n\nلا شيء هنا.\n\nمرحبا بكم في 7 أيام.";

#[test]
fn plugin_new_builds_passes_and_runs() {
    for lang in ["c", "rust"] {
        let place = tempfile::tempdir().expect("a directory");
        let place = place.path();
        let [step, reader, writer] = ["processor", "reader", "writer"].map(|kind| make(place, lang, kind));
        let config = fs::read_to_string(place.join("warraq.toml")).expect("a config");
        let rest = format!(
            "\n[[input]]\nuse = \"{reader}\"\npath = \"in.txt\"\n\n[[step]]\nuse = \"{step}\"\n\n\
             [[output]]\nuse = \"{writer}\"\npath = \"out.txt\"\n\n[[output]]\npath = \"out.jsonl\"\n"
        );
        fs::write(place.join("warraq.toml"), config + &rest).expect("written");
        fs::write(place.join("in.txt"), TEXT).expect("written");
        let ran = run_in(place, &["run"]);
        assert_eq!(ran.status, 0, "{lang}: {}", ran.stderr);
        came_out(place, lang);
        finds_in_the_sample(place, lang, &step);
        let listed = run_in(place, &["plugin", "list"]);
        assert_eq!(listed.stdout.lines().count(), 3, "{}", listed.stdout);
        assert!(!listed.stdout.contains("broken"), "{}", listed.stdout);
        let locked = run_in(place, &["plugin", "lock"]);
        assert_eq!(locked.status, 0, "{}", locked.stderr);
        fs::remove_file(place.join("out.txt")).expect("an output");
        let again = run_in(place, &["run"]);
        assert_eq!(again.status, 0, "{lang}: {}", again.stderr);
        came_out(place, lang);
    }
}

/// The step in a pipeline of its own, on a sample document.
fn finds_in_the_sample(place: &Path, lang: &str, step: &str) {
    let library = |line: &str| line.starts_with("path = ") && line.contains(&format!("{lang}-processor"));
    let config = fs::read_to_string(place.join("warraq.toml")).expect("a config");
    let library = config.lines().find(|line| library(line)).expect("the step's library");
    let (options, expected) = match lang {
        "rust" => ("words = [\"ميناء\"]\n", "ميناء"),
        _ => ("", "12"),
    };
    let config = format!(
        "version = 1\n\n[plugins.{lang}-processor]\n{library}\n\n[[step]]\nuse = \"{step}\"\n{options}"
    );
    fs::write(place.join("sample.toml"), config).expect("written");
    let sample = root().join("docs/samples/port.txt");
    let ran = run_in(place, &["run", "-p", "sample.toml", sample.to_str().expect("a path")]);
    assert_eq!(ran.status, 0, "{lang}: {}", ran.stderr);
    let rows = records(&ran.stdout)[0]["layers"][format!("{lang}-processor.find")].clone();
    let rows = rows.as_array().expect("rows");
    assert!(rows.iter().any(|row| row["text"] == expected), "{lang}: {rows:?}");
}

/// The documents of the reader, the rows of the step, and the lines of the writer.
fn came_out(place: &Path, lang: &str) {
    let records = records(&fs::read_to_string(place.join("out.jsonl")).expect("an output"));
    let texts: Vec<&str> = records.iter().filter_map(|record| record["text"].as_str()).collect();
    assert_eq!(texts, TEXT.split("\n\n").collect::<Vec<_>>(), "{lang}");
    let ids: Vec<&str> = records.iter().filter_map(|record| record["id"].as_str()).collect();
    assert_eq!(ids, ["in.txt#0", "in.txt#1", "in.txt#2"], "{lang}");
    let rows = |record: &serde_json::Value| record["layers"][format!("{lang}-processor.find")].to_string();
    let rows: Vec<String> = records.iter().map(rows).collect();
    let out = fs::read_to_string(place.join("out.txt")).expect("an output");
    if lang == "rust" {
        let first = r#"[{"start":7,"end":15,"text":"سلام","chars":4}]"#;
        let third = r#"[{"start":0,"end":10,"text":"مرحبا","chars":5}]"#;
        assert_eq!(rows, [first, "[]", third]);
        let first = "in.txt#0\trust-processor.find\t7\t15\t\tسلام\n";
        assert_eq!(out, format!("{first}in.txt#2\trust-processor.find\t0\t10\t\tمرحبا\n"));
    } else {
        let first = r#"[{"start":28,"end":32,"text":"1990"}]"#;
        let third = r#"[{"start":23,"end":24,"text":"7"}]"#;
        assert_eq!(rows, [first, "[]", third]);
        let line = |(id, text): (&&str, &&str)| format!("{id}\t{}\n", text.len());
        assert_eq!(out, ids.iter().zip(&texts).map(line).collect::<String>());
    }
}
