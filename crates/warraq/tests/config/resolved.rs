//! What is left of a pipeline when all is laid over it: one file, its fingerprint, its findings, its schema.

use std::path::PathBuf;

use warraq::{Overrides, PipelineSource, Planner};

use crate::changes::{extending, planned, planned_in};
use crate::components;

#[test]
fn the_resolved_pipeline_runs_to_the_same_fingerprint() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("list.tsv"), "وزارة الخارجية\n").unwrap();
    let text = extending(
        r#"
[vars]
score = { env = "NO_SUCH_VARIABLE", default = "0.7" }
[patch.entity]
out = "entity_model"
most = 12
when = 'title != "a \"b\" ${vars.score}"'
[[input]]
path = "in/"
[[step]]
use = "extract.lists"
before = "time"
files = ["list.tsv"]
patterns = { "سنة" = 'ا\d', b = "$${x}" }
[[output]]
path = "out/{doc.id}.jsonl"
layers = ["entity"]
[[test]]
name = "a test"
text = "نص"
expect = { entity = [] }
"#,
    );
    let overrides =
        Overrides { fields: vec![], set: vec!["step.entity.patience=\"3s\"".into()], ..Overrides::default() };
    let first = planned_in(directory.path(), &text, &overrides);
    let elsewhere = tempfile::tempdir().unwrap();
    let second = planned_in(elsewhere.path(), &first.explanation.toml, &Overrides::default());
    assert_eq!(first.plan.fingerprint, second.plan.fingerprint, "{}", first.explanation.toml);
    assert_eq!(second.explanation.toml, first.explanation.toml);
    assert_eq!(second.config.tests.len(), 1);
    std::fs::write(directory.path().join("list.tsv"), "وزارة الداخلية\n").unwrap();
    let third = planned_in(directory.path(), &text, &overrides);
    assert_ne!(first.plan.fingerprint, third.plan.fingerprint, "the bytes of files count");
}

#[test]
fn what_does_not_change_the_output_does_not_change_the_fingerprint() {
    let fingerprint =
        |text: &str, overrides: &Overrides| planned(&extending(text), overrides).plan.fingerprint;
    let plain = fingerprint("[[output]]\npath = \"a\"", &Overrides::default());
    let threads = Overrides { threads: Some(7), batch: Some(3), ..Overrides::default() };
    assert_eq!(plain, fingerprint("[[output]]\npath = \"b.gz\"\nuse = \"jsonl\"", &threads));
    assert_eq!(plain, fingerprint("[patch.entity]\nmin_score = 0.5\n[[output]]\npath = \"a\"", &threads));
    assert_ne!(plain, fingerprint("[patch.entity]\nmin_score = 0.6\n[[output]]\npath = \"a\"", &threads));
    assert_ne!(plain, fingerprint("[[output]]\npath = \"a\"\noffsets = \"char\"", &threads));
}

#[test]
fn errors_of_components_point_at_the_option() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("empty.tsv"), "").unwrap();
    let text = "version = 1\n[[step]]\nuse = \"extract.lists\"\nfiles = [\"empty.tsv\"]\n\n[[step]]\nid = \"b\"\nuse = \"extract.lists\"\nfiles = []\nout = \"b\"\n[step.patterns]\nyear = \"(\"\n";
    let source = PipelineSource::Text {
        name: "warraq.toml".into(),
        text: text.into(),
        directory: directory.path().into(),
    };
    let mut planner = Planner::new(components::registry());
    let report = planner.plan(&source, &Overrides::default()).err().unwrap();
    insta::assert_snapshot!(report.to_text(false));
}

#[test]
fn findings_as_json_count_characters() {
    let text = "version = 1\n[[step]]\nuse = \"tokenize.test\"\nwhen = 'title == \"خبر\" and langage == 1'\n";
    let source = PipelineSource::Text { name: "w.toml".into(), text: text.into(), directory: PathBuf::new() };
    let report = Planner::new(components::registry()).check(&source, &Overrides::default()).1;
    insta::assert_json_snapshot!(report.to_json());
}

#[test]
fn presets_plan_cleanly_with_the_built_in_components() {
    for preset in warraq::config::PRESETS {
        let mut planner = Planner::new(warraq::Registry::built_in());
        let planned = planner.plan(&PipelineSource::Preset(preset.name.into()), &Overrides::default());
        let planned = planned.unwrap_or_else(|report| panic!("{report}"));
        assert_eq!(planned.report.findings(), Vec::<&warraq::diagnostics::Diagnostic>::new());
        let written: Vec<&str> =
            planned.plan.schema.layers.iter().map(|layer| layer.schema.name.as_str()).collect();
        let shown = planned.plan.outputs[0].layers.len();
        assert_eq!(shown, written.iter().filter(|name| **name != "word").count());
    }
}

#[test]
fn the_schema_for_editors_knows_every_component() {
    let registry = components::registry();
    let schema = warraq::config::json_schema(&registry).to_string();
    for factory in registry.iter() {
        assert!(schema.contains(&format!("\"{}\"", factory.spec().name)));
        for option in factory.options() {
            assert!(schema.contains(&format!("\"{}\"", option.name)));
        }
    }
}

/// What the schema says of one key, by what `use` names.
#[test]
fn the_schema_for_editors_refuses_unknown_options_and_allows_plugins() {
    let schema = warraq::config::json_schema(&components::registry());
    let step = &schema["properties"]["step"]["items"];
    let cases = step["allOf"].as_array().unwrap();
    let of = |name: &str| cases.iter().find(|case| case["if"]["properties"]["use"]["const"] == name).unwrap();
    let keys = of("extract.entity")["then"]["propertyNames"]["enum"].as_array().unwrap();
    for key in ["use", "when", "min_score"] {
        assert!(keys.iter().any(|known| known == key), "{key} is not in {keys:?}");
    }
    assert!(!keys.iter().any(|known| known == "min_scroe"));
    let names = &step["properties"]["use"];
    let pattern = names["if"]["pattern"].as_str().unwrap();
    assert!(pattern.starts_with("^(?!(") && pattern.contains("extract"), "{pattern}");
    assert!(names["else"]["enum"].as_array().unwrap().iter().any(|name| name == "extract.entity"));
}
