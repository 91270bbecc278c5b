//! Configs: every mistake with its place, every section, every way to change a preset.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by a panic")]

#[path = "config/changes.rs"]
mod changes;
#[path = "config/plugins.rs"]
mod plugins;
#[path = "config/resolved.rs"]
mod resolved;

#[path = "config/components.rs"]
mod components;

use std::path::PathBuf;

use warraq::{Overrides, PipelineSource, Planner, Report};

fn text(text: &str) -> PipelineSource {
    PipelineSource::Text { name: "warraq.toml".into(), text: text.into(), directory: PathBuf::new() }
}

/// The findings about a text.
fn report(source: &str, overrides: &Overrides) -> Report {
    Planner::new(components::registry()).check(&text(source), overrides).1
}

#[test]
fn wrong_files_are_reported_with_every_mistake() {
    insta::glob!("wrong/*.toml", |path| {
        let source = std::fs::read_to_string(path).expect("a test file");
        insta::assert_snapshot!(report(&source, &Overrides::default()).to_text(false));
    });
}

#[test]
fn a_linear_pipeline_plans() {
    let source = r#"
version = 1
[[input]]
use = "jsonl"
path = "in/*.jsonl"
text = "body"
[[step]]
use = "tokenize.test"
[[step]]
use = "extract.entity"
min_score = 1
[[output]]
path = "out/x.jsonl.zst"
layers = ["entity"]
"#;
    let mut planner = Planner::new(components::registry());
    let planned =
        planner.plan(&text(source), &Overrides::default()).map_err(|report| report.to_string()).unwrap();
    let ids: Vec<&str> = planned.plan.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(ids, ["tokenize-test", "extract-entity"]);
    assert_eq!(planned.plan.steps[1].languages, ["ar"]);
    assert_eq!(planned.plan.inputs[0].reader_name, "jsonl");
    assert_eq!(planned.plan.fingerprint.len(), 64);
    let explanation = warraq::explain::Explanation { fingerprint: None, ..planned.explanation };
    insta::assert_snapshot!(explanation.to_text());
}
