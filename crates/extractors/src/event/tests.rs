//! The examples, the conformance and the cases of `extract.event`.

use serde_json::json;
use warraq_conformance::{Chain, rows};

use super::*;
use crate::testing::{conforms, holds};

#[test]
fn examples_and_conformance() {
    conforms::<ExtractEvent>();
}

#[test]
fn cases_hold() {
    holds::<ExtractEvent>(include_str!("cases.txt"));
}

/// A user's file adds events to those that are built in; a class that is none is an error that names those allowed.
#[test]
fn events_of_the_config_are_found() {
    let ready = |class: &str| {
        let events = format!("[[event]]\nclass = \"{class}\"\npast = \"بايع\"\npresent = \"يبايع\"\n");
        Chain::new()
            .asset("my-events.toml", events.as_bytes())
            .step::<ExtractEvent>(json!({"events": ["my-events.toml"]}))
            .ready()
    };
    let mut chain = ready("SUPPORT").unwrap();
    let document = chain.run("بايع الأعيان أميرا.").unwrap();
    let found = rows(&document, &chain.schema, &chain.symbols, "event");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("event SUPPORT «بايع» actor=«الأعيان» recipient=«أميرا»"), "{found:?}");
    let error = ready("CHEER").err().map(|error| error.to_string()).unwrap_or_default();
    assert!(error.contains("CHEER") && error.contains("SUPPORT"), "{error}");
}

/// Weights are read as they are written; a broken line is named.
#[test]
fn weights_are_checked() {
    let weights = Certainty::read("w", "# comment\nbias\t-1000\nword=x\t1000\n").unwrap();
    let score =
        |features: &[&str]| weights.score(&features.iter().map(|f| (*f).to_owned()).collect::<Vec<_>>());
    assert!((score(&["bias", "word=x"]) - 0.5).abs() < 1e-9);
    assert!(score(&["bias"]) < 0.3);
    let error = Certainty::read("w", "bias\t-1\nword\n").err().map(|error| error.to_string());
    assert!(error.unwrap_or_default().contains("line 2"));
}

/// With who and whom, a little more than half of `min_score` is enough.
#[test]
fn told_assaults_need_less_of_a_score() {
    const TEXT: &str = "جاء ذلك بعد استهداف عشرات القذائف التي أطلقها مقاتلو الفصيل باتجاه مبنى البعثة.";
    let found = |least: f64| {
        let mut chain = Chain::new().step::<ExtractEvent>(json!({ "min_score": least })).ready().unwrap();
        let document = chain.run(TEXT).unwrap();
        rows(&document, &chain.schema, &chain.symbols, "event")
    };
    let all = found(0.0);
    assert!(
        all.len() == 2 && all[1].contains("«أطلقها» actor=«مقاتلو الفصيل» recipient=«مبنى البعثة»"),
        "{all:?}"
    );
    let score = all[1].split("score=").nth(1).and_then(|rest| rest.split(' ').next());
    let score: f64 = score.and_then(|score| score.parse().ok()).unwrap();
    assert_eq!(found(score * 1.7), all[1..]);
    assert!(found(score * 1.9).is_empty());
}
