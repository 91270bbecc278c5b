//! `warraq eval` gives the scores that the project's scorer gave (`tests/examples/scores.rs` renews the file), in any
//! unit of offsets; and runs a pipeline on gold.

use std::fs;

use warraq_tests::made_up::{self, MadeUp};

use crate::program::{root, run_in};

fn scores(set: &MadeUp) -> String {
    let place = tempfile::tempdir().expect("a directory");
    set.write(place.path()).expect("written");
    let ended = run_in(place.path(), &["eval", "gold", "--records", "records.jsonl"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    ended.stdout
}

#[test]
fn scores_are_those_of_the_scorer_to_the_digit() {
    let kept = fs::read_to_string(root().join("tests/cases/scores.txt")).expect("the scorer's output");
    let mut compared = 0;
    for part in kept.split("# set ").skip(1) {
        let (number, expected) = part.split_once('\n').expect("scores");
        let set = made_up::set(number.parse().expect("a number"), true);
        assert_eq!(scores(&set), expected, "set {number}");
        compared += expected.lines().count();
    }
    assert!(compared > 200, "only {compared} scores");
}

#[test]
fn offsets_may_be_in_any_unit() {
    for number in 0..4 {
        let set = made_up::set(number, false);
        let bytes = scores(&set);
        let chars = |text: &str| text.chars().count();
        let utf16 = |text: &str| text.encode_utf16().count();
        let gold = set.gold.iter().map(|(name, one)| (name.clone(), made_up::in_unit(one, "char", &chars)));
        let records = set.records.iter().map(|one| made_up::in_unit(one, "utf16", &utf16));
        let other = MadeUp { gold: gold.collect(), records: records.collect() };
        assert_eq!(scores(&other), bytes, "set {number}");
    }
}

#[test]
fn a_pipeline_is_scored_on_gold() {
    let place = tempfile::tempdir().expect("a directory");
    let text = "وصل الوفد يوم الخميس. غادر الوفد يوم السبت.";
    let at = |words: &str| {
        let start = text.find(words).expect("in the text");
        serde_json::json!({"start": start, "end": start + words.len(), "label": "DATE"})
    };
    let mut times = vec![at("يوم الخميس"), at("السبت")];
    times[0]["value"] = "2025-01-30".into();
    let gold =
        serde_json::json!({"id": "g", "published": "2025-02-04", "text": text, "layers": {"time": times}});
    fs::write(place.path().join("gold.jsonl"), format!("{gold}\n")).expect("written");
    let arguments = ["eval", "gold.jsonl", "--layer", "time", "--show", "9", "--errors", "out/mistakes.html"];
    let ended = run_in(place.path(), &arguments);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let line = "time                   P  50.00  R  50.00  F1  50.00   gold 2  found 2\n";
    assert!(ended.stdout.contains(line), "{}", ended.stdout);
    assert!(
        ended.stdout.contains("missed   time DATE") && ended.stdout.contains("يوم ⟦السبت⟧."),
        "{}",
        ended.stdout
    );
    let page = fs::read_to_string(place.path().join("out/mistakes.html")).expect("a page");
    assert!(page.contains("<mark>يوم السبت</mark>"), "{page}");
    for (least, status) in
        [("time.f1=0.5", 0), ("time+value.recall=0.51", 1), ("tiem.f1=0.5", 2), ("time=50", 2)]
    {
        let ended = run_in(place.path(), &["eval", "gold.jsonl", "--layer", "time", "--min", least]);
        assert_eq!(ended.status, status, "{least}: {}{}", ended.stdout, ended.stderr);
    }
    let wrong = run_in(place.path(), &["eval", "gold.jsonl", "--layer", "tme"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.stderr.contains("did you mean time?"), "{}", wrong.stderr);
    let json = run_in(place.path(), &["eval", "gold.jsonl", "--layer", "time", "--json"]);
    let scores: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!((&scores["scores"]["time"]["f1"], &scores["documents"]), (&0.5.into(), &1.into()));
}
