//! A config with eight mistakes reports eight, each with its place and, where there is one, a suggestion.

use crate::program::run_in;

const WRONG: &str = r#"version = 1

[run]
memory = "1GB"
thread = 4

[[input]]
use = "fil"
path = "."

[[step]]
use = "tokenize.arabik"

[[step]]
use = "extract.number"
vauge = false

[[step]]
use = "filter"
keep = 'language = "ar"'

[[step]]
use = "segment.sentence"
before = "nowhere"

[[output]]
use = "jsonl"
offsets = "chars"
"#;

#[test]
fn eight_mistakes_are_reported_in_one_pass() {
    let directory = tempfile::tempdir().expect("a directory");
    std::fs::write(directory.path().join("wrong.toml"), WRONG).expect("written");
    let ended = run_in(directory.path(), &["check", "wrong.toml"]);
    assert_eq!(ended.status, 2, "{}", ended.stderr);
    for line in [4, 5, 8, 12, 16, 20, 24, 28] {
        assert!(
            ended.stderr.contains(&format!("wrong.toml:{line}:")),
            "nothing about line {line}:\n{}",
            ended.stderr
        );
    }
    for word in ["threads", "file", "tokenize.arabic", "vague", "==", "char"] {
        assert!(ended.stderr.contains(word), "{word} is not suggested:\n{}", ended.stderr);
    }
    let json = run_in(directory.path(), &["check", "wrong.toml", "--error-format", "json"]);
    let findings: serde_json::Value = serde_json::from_str(&json.stderr).expect("JSON");
    let errors =
        findings.as_array().expect("a list").iter().filter(|finding| finding["severity"] == "error").count();
    assert!(errors >= 8, "{findings}");
}
