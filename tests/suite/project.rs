//! A new project: its tests hold, it runs, and the first edits that break it are told how to mend them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{Ended, records, run_in};

/// A new project in a directory of its own.
fn project() -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().expect("a directory");
    let made = run_in(place.path(), &["new", "demo"]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    let folder = place.path().join("demo");
    (place, folder)
}

#[test]
fn a_new_project_tests_and_runs() {
    let (place, folder) = project();
    let checked = run_in(&folder, &["check"]);
    assert_eq!((checked.status, checked.stderr.as_str()), (0, ""), "{}", checked.stdout);
    let tested = run_in(&folder, &["test"]);
    assert_eq!(tested.status, 0, "{}{}", tested.stdout, tested.stderr);
    assert!(tested.stdout.ends_with("4 passed\n"), "{}", tested.stdout);
    let ran = run_in(&folder, &["run"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let records = records(&fs::read_to_string(folder.join("out/records.jsonl")).expect("records"));
    let ids: Vec<&str> = records.iter().filter_map(|record| record["id"].as_str()).collect();
    assert_eq!(ids, ["library", "bridge"]);
    assert_eq!(records[0]["layers"]["my.project"][0]["text"], "ML-2024-17");
    assert!(fs::read_to_string(folder.join("out/page.html")).expect("a page").contains("ML-2024-17"));
    let again = run_in(place.path(), &["new", "demo"]);
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("demo has a warraq.toml already; nothing was written"), "{}", again.stderr);
}

/// Replaces words of the pipeline, which must be there, and runs a command.
fn edited(folder: &Path, edits: &[(&str, &str)], command: &[&str]) -> Ended {
    let path = folder.join("warraq.toml");
    let whole = fs::read_to_string(&path).expect("a pipeline");
    let mut text = whole.clone();
    for (from, to) in edits {
        assert!(text.contains(from), "{from} is not in\n{text}");
        text = text.replacen(from, to, 1);
    }
    fs::write(&path, text).expect("written");
    let ended = run_in(folder, command);
    fs::write(&path, whole).expect("written");
    ended
}

#[test]
fn first_mistakes_are_told_how_to_mend_them() {
    let (_place, folder) = project();
    // What is edited, and what the report says: the place, what is wrong, what may have been meant. One finding each.
    let cases: &[(&str, &str, &[&str])] = &[
        ("extract.regex", "extract.regx", &["error[E0201]", "did you mean extract.regex?"]),
        (
            "ordinals = false",
            "ordinal = false",
            &["error[E0203]", "warraq.toml:18:1", "did you mean ordinals?"],
        ),
        ("ordinals = false", "ordinals = \"no\"", &["error[E0204]", "allowed is true or false"]),
        ("[patch.number]", "[patch.numbers]", &["error[E0302]", "did you mean number?"]),
        ("[\"time\", ", "[\"tiem\", ", &["error[E0407]", "did you mean time?"]),
        ("time = [{", "tme = [{", &["error[E0407]", "did you mean time?"]),
        ("unit = ", "untt = ", &["error[E0901]", "no column \"untt\"", "did you mean unit?"]),
        ("label = \"COUNT\"", "label = \"CUONT\"", &["error[E0901]", "MONEY", "did you mean \"COUNT\"?"]),
        ("name = \"who said what\"", "nam = \"who\"", &["error[E0102]", "did you mean name?"]),
    ];
    for (from, to, said) in cases {
        for command in [&["test"][..], &["run"], &["check"]] {
            let ended = edited(&folder, &[(from, to)], command);
            assert_eq!(ended.status, 2, "{from} -> {to}: {}", ended.stderr);
            assert_eq!(ended.stderr.matches("error[").count(), 1, "{from} -> {to}: {}", ended.stderr);
            for words in *said {
                assert!(ended.stderr.contains(words), "{from} -> {to}: {words} is not in\n{}", ended.stderr);
            }
        }
    }
}

#[test]
fn a_step_without_its_layer_names_who_writes_it() {
    let (_place, folder) = project();
    let alone = ("extends = \"preset:news-ar\"", "language = \"ar\"");
    let number = ("[patch.number]\nordinals = false", "[[step]]\nuse = \"words.arabic\"\n#");
    let ended = edited(&folder, &[alone, number], &["test"]);
    assert_eq!(ended.status, 2, "{}", ended.stderr);
    assert!(ended.stderr.contains("error[E0401]"), "{}", ended.stderr);
    assert!(ended.stderr.contains("could be written by"), "{}", ended.stderr);
    assert!(ended.stderr.contains("tokenize.arabic"), "{}", ended.stderr);
}

#[test]
fn an_expectation_that_does_not_hold_shows_what_was_found_and_where() {
    let (_place, folder) = project();
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "value = \"2025-01-30\"",
            "value = \"2025-01-31\"",
            &[
                "time: another value  (warraq.toml:44)",
                "DATE value=2025-01-31",
                "DATE value=2025-01-30",
                "write value = \"2025-01-30\"",
                "⟦يوم الخميس⟧",
            ],
        ),
        (
            "text = \"يوم الخميس\"",
            "text = \"الخميس\"",
            &["a row with other borders", "«\u{2068}يوم الخميس\u{2069}»"],
        ),
        (
            "text = \"ثلاثين طاولة\"",
            "text = \"ثلاثين طاوله\"",
            &["does not stand in the test's text", "did you mean «\u{2068}ثلاثين طاولة\u{2069}»?"],
        ),
        (
            "number   = [{ text = \"ثلاثين\", value = \"30\" }]",
            "number = []",
            &["a row that is not expected", "an empty list expects no row at all"],
        ),
        (
            "{ has = [{ cue = \"قالت\"",
            "{ count = 2, has = [{ cue = \"قال\"",
            &["another cue", "cue=«\u{2068}قالت\u{2069}»", "the number of rows is 1, and 2 is expected"],
        ),
        (
            "none = [{ text = \"17\" }]",
            "has = [{ text = \"17\" }]",
            &["the text stands there, but no row covers it"],
        ),
    ];
    for (from, to, said) in cases {
        let ended = edited(&folder, &[(from, to)], &["test"]);
        assert_eq!(ended.status, 1, "{from} -> {to}: {}{}", ended.stdout, ended.stderr);
        assert!(ended.stdout.ends_with("3 passed, 1 failed\n"), "{}", ended.stdout);
        for words in *said {
            assert!(ended.stdout.contains(words), "{from} -> {to}: {words} is not in\n{}", ended.stdout);
        }
    }
}

#[test]
fn results_are_there_for_programs() {
    let (_place, folder) = project();
    let wrong = ("value = \"2025-01-30\"", "value = \"<&>\"");
    let ended = edited(&folder, &[wrong], &["test", "--json", "--junit", "out/junit.xml"]);
    assert_eq!(ended.status, 1);
    let results: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!((&results["passed"], &results["failed"]), (&3.into(), &1.into()));
    let failure = &results["tests"][0]["failures"][0];
    assert_eq!((&failure["layer"], &failure["place"]), (&"time".into(), &"warraq.toml:44".into()));
    assert_eq!((&failure["found"]["value"], &failure["found"]["start"]), (&"2025-01-30".into(), &43.into()));
    let junit = fs::read_to_string(folder.join("out/junit.xml")).expect("written");
    assert!(junit.contains("tests=\"4\" failures=\"1\"") && junit.contains("value=&lt;&amp;&gt;"), "{junit}");
    let one = run_in(&folder, &["test", "--only", "codes"]);
    assert_eq!((one.status, one.stdout.ends_with("1 passed\n")), (0, true), "{}", one.stdout);
    let none = run_in(&folder, &["test", "--only", "nothing like that"]);
    assert_eq!(none.status, 2);
}

#[test]
fn a_filter_is_tested_by_what_it_drops() {
    let place = tempfile::tempdir().expect("a directory");
    let pipeline = |drops: &str| {
        format!(
            "version = 1\n[[step]]\nuse = \"filter\"\nkeep = 'chars(text) > 10'\n\
             [[test]]\nname = \"short\"\ntext = \"خبر\"\n{drops}\n"
        )
    };
    for (drops, status) in [("drops = true", 0), ("drops = false\nexpect.token = []", 2), ("", 2)] {
        fs::write(place.path().join("warraq.toml"), pipeline(drops)).expect("written");
        let ended = run_in(place.path(), &["test"]);
        assert_eq!(ended.status, status, "{drops}: {}{}", ended.stdout, ended.stderr);
    }
    let long = pipeline("drops = true").replace("\"خبر\"", "\"خبر طويل من وزارة النقل\"");
    fs::write(place.path().join("warraq.toml"), long).expect("written");
    let ended = run_in(place.path(), &["test"]);
    assert_eq!(ended.status, 1);
    assert!(ended.stdout.contains("no step dropped the document"), "{}", ended.stdout);
}
