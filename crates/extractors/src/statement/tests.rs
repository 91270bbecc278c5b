//! The examples, the conformance and the cases of `extract.statement`.

use serde_json::json;
use warraq_conformance::{Chain, rows};

use super::*;
use crate::testing::{conforms, holds};

#[test]
fn examples_and_conformance() {
    conforms::<ExtractStatement>();
}

#[test]
fn cases_hold() {
    holds::<ExtractStatement>(include_str!("cases.txt"));
}

/// A user's file adds cues to those that are built in.
#[test]
fn cues_of_the_config_are_found() {
    let cues =
        "[[cue]]\npast = \"غرد\"\npresent = \"يغرد\"\nframe = \"affirm\"\ntakes = [\"أن\", \"quote\"]\n";
    let mut chain = Chain::new()
        .asset("my-cues.toml", cues.as_bytes())
        .step::<ExtractStatement>(json!({"cues": ["my-cues.toml"]}))
        .ready()
        .unwrap();
    let document = chain.run("غرد الوزير بأن الطريق مفتوح. وأكد المدير أن الجسر مغلق.").unwrap();
    let found = rows(&document, &chain.schema, &chain.symbols, "statement");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("«الطريق مفتوح» cue=«غرد» source=«الوزير»"), "{found:?}");
}

/// What is looked for before a dropped subject is looked for near it: a sentence without end takes no time for its length.
#[test]
fn a_dropped_subject_is_looked_for_near_its_cue() {
    let mut chain = Chain::new().step::<ExtractStatement>(json!({})).ready().unwrap();
    let mut speaks = |between: usize, opening: &str| {
        let filler = "في هذا ".repeat(between);
        let text = format!("{opening} {filler}، وأضاف أن الطريق مغلق.");
        let document = chain.run(&text).unwrap();
        let found = rows(&document, &chain.schema, &chain.symbols, "statement");
        found.iter().any(|row| row.contains("cue=«أضاف»") && row.contains("speaker=«الوزير»"))
    };
    let opening = "في تونس أمس انتقد الوزير القرار";
    assert!(speaks(3, opening));
    assert!(!speaks(200, opening));
}

/// Those who train the weights see every word that may be a cue, and whether the rules take it for one.
#[test]
fn features_are_told_on_demand() {
    let text = "قال الوزير إن الطريق مفتوح. والتزمت الوزارة بصرف الأجور.";
    let features = |options| {
        let mut chain = Chain::new().step::<ExtractStatement>(options).ready().unwrap();
        let document = chain.run(text).unwrap();
        rows(&document, &chain.schema, &chain.symbols, "statement_features")
    };
    let told = features(json!({"features": true}));
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("«قال» features=+ "), "{told:?}");
    assert!(told[1].contains("«التزمت» features=- "), "{told:?}");
    assert_eq!(features(json!({})), Vec::<String>::new());
}

/// The weights are asked only where a step told the classes of words: by itself the component goes by its rules.
#[test]
fn weights_need_classes_of_words() {
    let mut chain = Chain::new().step::<ExtractStatement>(json!({})).ready().unwrap();
    let document = chain.run("والتزمت الوزارة بصرف الأجور قبل نهاية الشهر.").unwrap();
    assert_eq!(rows(&document, &chain.schema, &chain.symbols, "statement"), Vec::<String>::new());
}
