//! What changes a pipeline: what it extends, patches, profiles, flags, variables; and what is left when all is done.

use std::path::{Path, PathBuf};

use warraq::plan::{Compression, Destination, MaxErrors, OnError};
use warraq::planner::Planned;
use warraq::{Overrides, PipelineSource, Planner};
use warraq_core::{FieldValue, OffsetUnit};

use crate::components;

const BASE: &str = r#"
version = 1
[pipeline]
name = "base"
language = "ar"
[run]
max_errors = 3
memory = "64MiB"
[[step]]
id = "token"
use = "tokenize.test"
[[step]]
id = "entity"
use = "extract.entity"
[[step]]
id = "time"
use = "extract.date"
"#;

/// Plans `text` in a directory that holds `base.toml` and the given files.
pub(crate) fn planned_in(directory: &Path, text: &str, overrides: &Overrides) -> Planned {
    std::fs::write(directory.join("base.toml"), BASE).unwrap();
    std::fs::write(directory.join("warraq.toml"), text).unwrap();
    let environment = |name: &str| (name == "NEWS_DAY").then(|| "2026-01-31".to_owned());
    let mut planner = Planner::new(components::registry()).with_environment(&environment);
    let source = PipelineSource::File(directory.join("warraq.toml"));
    let planned = planner.plan(&source, overrides);
    planned.unwrap_or_else(|report| panic!("{report}"))
}

pub(crate) fn planned(text: &str, overrides: &Overrides) -> Planned {
    planned_in(tempfile::tempdir().unwrap().path(), text, overrides)
}

pub(crate) fn extending(text: &str) -> String {
    format!("version = 1\n[pipeline]\nextends = \"base.toml\"\n{text}")
}

fn ids(planned: &Planned) -> Vec<&str> {
    planned.plan.steps.iter().map(|step| step.id.as_str()).collect()
}

fn layers(planned: &Planned) -> Vec<&str> {
    planned.plan.schema.layers.iter().map(|layer| layer.schema.name.as_str()).collect()
}

fn option(planned: &Planned, step: &str, name: &str) -> String {
    let step = planned.explanation.steps.iter().find(|known| known.id == step).unwrap();
    let option = step.options.iter().find(|option| option.name == name).unwrap();
    let origin = match &option.origin {
        warraq::explain::Origin::Default => "default",
        warraq::explain::Origin::Given(place) => place.rsplit('/').next().unwrap(),
    };
    format!("{} from {origin}", option.value)
}

#[test]
fn what_is_extended_gives_steps_and_run() {
    let planned = planned(&extending("[run]\nmemory = \"32MiB\""), &Overrides::default());
    assert_eq!(ids(&planned), ["token", "entity", "time"]);
    assert_eq!((planned.plan.name.as_str(), planned.plan.language.as_deref()), ("base", Some("ar")));
    assert_eq!(planned.plan.settings.memory, 32 << 20);
    assert_eq!(planned.plan.settings.max_errors, MaxErrors::Count(3));
}

#[test]
fn a_patch_sets_an_option() {
    let planned = planned(&extending("[patch.entity]\nmin_score = 0.6"), &Overrides::default());
    assert_eq!(option(&planned, "entity", "min_score"), "0.6 from warraq.toml:5");
    assert_eq!(option(&planned, "entity", "most"), "100 from default");
}

#[test]
fn a_patch_renames_an_output_and_another_step_takes_the_name() {
    let text = extending(
        r#"
[patch.entity]
out = { entity = "entity_model" }
[[step]]
id = "lists"
use = "extract.entity"
after = "entity"
out = "entity_lists"
[[step]]
use = "layer.merge"
after = "lists"
in = ["entity_model", "entity_lists"]
out = "entity"
"#,
    );
    let planned = planned(&text, &Overrides::default());
    assert_eq!(ids(&planned), ["token", "entity", "lists", "layer-merge", "time"]);
    assert_eq!(layers(&planned), ["token", "entity_model", "entity_lists", "entity", "time"]);
    let merge = &planned.plan.steps[3].wiring;
    assert_eq!(
        merge.inputs.iter().map(|input| input.role.as_str()).collect::<Vec<_>>(),
        ["entity_model", "entity_lists"]
    );
    assert_eq!(merge.outputs[0].schema.name, "entity");
}

#[test]
fn a_patch_switches_a_step_off_and_steps_go_before_and_after() {
    let text = extending(
        r#"
[patch.time]
enabled = false
[[step]]
use = "normalize.test"
before = "token"
out = "plain"
[[step]]
id = "one"
use = "extract.date"
after = "token"
out = "time_one"
[[step]]
id = "two"
use = "extract.date"
after = "token"
on = "plain"
"#,
    );
    let planned = planned(&text, &Overrides::default());
    assert_eq!(ids(&planned), ["normalize-test", "token", "one", "two", "entity"]);
    assert_eq!(planned.plan.schema.views, ["plain"]);
    assert!(planned.plan.steps[3].wiring.on.is_some());
}

#[test]
fn a_patch_moves_a_step_and_feeds_it_from_another_layer() {
    let text = extending(
        r#"
[patch.time]
before = "entity"
in = { token = "other.token" }
when = 'language == "ar"'
[[step]]
id = "other"
use = "tokenize.test"
before = "time"
out = "other.token"
"#,
    );
    let planned = planned(&text, &Overrides::default());
    assert_eq!(ids(&planned), ["token", "other", "time", "entity"]);
    let time = &planned.plan.steps[2];
    assert_eq!(time.wiring.inputs[0].schema.as_ref().map(|schema| schema.name.as_str()), Some("other.token"));
    assert!(time.when.is_some() && time.languages.is_empty());
}

#[test]
fn a_condition_lifts_the_language_gate() {
    let plain = planned(&extending(""), &Overrides::default());
    assert_eq!(plain.plan.steps[1].languages, ["ar"]);
    let text =
        extending("[patch.entity]\nwhen = 'count(token) > 3'\ntimeout = \"2s\"\non_error = \"skip_step\"");
    let conditional = planned(&text, &Overrides::default());
    let step = &conditional.plan.steps[1];
    assert!(step.languages.is_empty() && step.on_error == OnError::SkipStep);
    assert_eq!(step.timeout.map(|time| time.as_secs()), Some(2));
}

#[test]
fn a_profile_lies_over_the_file_and_flags_over_both() {
    let text = extending(
        r#"
[run]
threads = 4
[[output]]
path = "all.jsonl"
[profile.ci.run]
threads = 1
max_errors = 0
[profile.ci.patch.entity]
most = 7
[[profile.ci.output]]
path = "ci.jsonl"
"#,
    );
    let overrides = Overrides { profile: Some("ci".into()), ..Overrides::default() };
    let planned_ci = planned(&text, &overrides);
    assert_eq!(planned_ci.plan.settings.threads, 1);
    assert_eq!(planned_ci.plan.settings.max_errors, MaxErrors::Count(0));
    assert_eq!(option(&planned_ci, "entity", "most"), "7 from warraq.toml:13");
    assert_eq!(planned_ci.explanation.destinations, ["ci.jsonl"]);
    let overrides = Overrides {
        set: vec!["run.threads=3".into(), "step.entity.most=9".into(), "output.offsets=char".into()],
        threads: Some(2),
        limit: Some(10),
        ..overrides
    };
    let flags = planned(&text, &overrides);
    assert_eq!((flags.plan.settings.threads, flags.plan.settings.limit), (2, Some(10)));
    assert_eq!(option(&flags, "entity", "most"), "9 from --set step.entity.most=9");
    assert_eq!(flags.plan.outputs[0].settings.offsets, OffsetUnit::Char);
}

#[test]
fn variables_fill_strings() {
    let text = extending(
        r#"
name = "n"
[vars]
day = { env = "NEWS_DAY" }
other = { env = "NO_SUCH_VARIABLE", default = 7 }
[dead_letter]
path = "${pipeline.name}/${vars.day}/$${vars.day}-${vars.other}.jsonl"
"#,
    );
    let planned =
        planned(&text, &Overrides { set: vec!["pipeline.name=set".into()], ..Overrides::default() });
    let dead = planned.plan.dead_letter.unwrap();
    assert!(dead.ends_with("set/2026-01-31/${vars.day}-7.jsonl"), "{}", dead.display());
}

#[test]
fn flags_take_the_place_of_inputs_and_outputs() {
    let text = extending(
        r#"
[[input]]
use = "jsonl"
path = "in/*.jsonl"
text = "body"
[[output]]
path = "out/x.jsonl.zst"
layers = "all"
offsets = "utf16"
"#,
    );
    let file = planned(&text, &Overrides::default());
    assert_eq!(file.plan.outputs[0].compression, Compression::Zstd);
    let overrides = Overrides {
        inputs: vec!["-".into(), "a.jsonl".into()],
        output: Some("y.jsonl.gz".into()),
        layers: Some("time,entity".into()),
        fields: vec!["published=2020-12-30".into(), "visits=3".into()],
        ..Overrides::default()
    };
    let flags = planned(&text, &overrides);
    let input = &flags.plan.inputs[0];
    let paths: Vec<_> = input.paths.iter().map(|path| path.resolved.clone()).collect();
    assert_eq!(paths, [PathBuf::from("-"), PathBuf::from("a.jsonl")]);
    assert_eq!(input.reader_name, "jsonl");
    let output = &flags.plan.outputs[0];
    assert_eq!(output.destination, Destination::File("y.jsonl.gz".into()));
    assert_eq!(output.compression, Compression::Gzip);
    assert_eq!(output.settings.offsets, OffsetUnit::Utf16);
    let shown: Vec<&str> = output
        .layers
        .iter()
        .filter_map(|&id| flags.plan.schema.layer(id))
        .map(|layer| layer.schema.name.as_str())
        .collect();
    assert_eq!(shown, ["entity", "time"]);
    assert_eq!(
        flags.plan.fields,
        [("published".to_owned(), FieldValue::from("2020-12-30")), ("visits".to_owned(), FieldValue::Int(3))]
    );
}

#[test]
fn wrong_flags_are_shown_like_files() {
    let overrides = Overrides {
        profile: Some("cl".into()),
        set: vec![
            "step.entty.min_score=1".into(),
            "run.thread=2".into(),
            "nothing".into(),
            "step.token.x=[1".into(),
            "rum.threads=2".into(),
            "output.3.path=x".into(),
        ],
        layers: Some("entity,tme".into()),
        offsets: Some("chars".into()),
        format: Some("jsonn".into()),
        fields: vec!["published".into()],
        ..Overrides::default()
    };
    let text = BASE.replace("[run]", "[profile.ci.run]\nthreads = 1\n[run]");
    let source = PipelineSource::Text { name: "warraq.toml".into(), text, directory: PathBuf::new() };
    let report = Planner::new(components::registry()).check(&source, &overrides).1;
    insta::assert_snapshot!(report.to_text(false));
}

#[test]
fn word_is_left_out_unless_it_is_asked_for() {
    let text = extending(
        "[[step]]\nuse = \"words.test\"\n[[output]]\npath = \"a\"\n[[output]]\nlayers = \"all\"\npath = \"b\"\n[[output]]\nuse = \"conllu\"\npath = \"c\"",
    );
    let planned = planned(&text, &Overrides::default());
    let count: Vec<usize> = planned.plan.outputs.iter().map(|output| output.layers.len()).collect();
    assert_eq!(count, [3, 4, 4]);
}

#[test]
fn a_layer_of_reader_and_step_has_the_columns_of_both() {
    let text = extending("[[input]]\nuse = \"jsonl\"\npath = \"x\"\nlayers = [\"entity\", \"token\"]");
    let planned = planned(&text, &Overrides::default());
    let schema = &planned.plan.schema;
    let entity = schema.layer(schema.find("entity").unwrap()).unwrap();
    assert_eq!(entity.step, "entity");
    let names: Vec<&str> = entity.schema.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["name", "mention", "country", "score", "rule"]);
    let step = planned.plan.steps.iter().find(|step| step.id == "entity").unwrap();
    assert_eq!(step.wiring.outputs[0].schema, entity.schema);
    assert_eq!(planned.plan.inputs[0].wiring.outputs[0].schema, entity.schema);
    assert_eq!(step.wiring.outputs[0].targets.len(), 5);
}
