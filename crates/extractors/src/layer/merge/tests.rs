//! Layers, and the layer that they become.

use serde_json::{Value, json};
use warraq_conformance::{Chain, GivenLayer, check_processor, rows};
use warraq_core::{ColumnSchema, ColumnType, Labels, LayerSchema, Renames, Span};

use super::Merge;

const TEXT: &str = "زار رئيس بلدية طرابلس المعرض";

fn span(word: &str) -> Span {
    let start = TEXT.find(word).unwrap();
    Span::new(start as u32, (start + word.len()) as u32)
}

fn layer(
    name: &str,
    labels: &[&str],
    columns: &[(&str, ColumnType)],
    found: &[(&str, &str, Value)],
) -> GivenLayer {
    let mut schema = LayerSchema::new(name, Labels::of(labels));
    schema.columns = columns.iter().map(|(name, ty)| ColumnSchema::nullable(name, ty.clone())).collect();
    let values =
        |value: &Value| value.as_object().unwrap().iter().map(|(k, v)| (k.clone(), v.clone())).collect();
    let rows =
        found.iter().map(|(word, label, value)| (span(word), (*label).to_owned(), values(value))).collect();
    GivenLayer { schema, rows }
}

/// A model's names, with a reference among themselves and scores.
fn model() -> GivenLayer {
    let columns = [("mention", ColumnType::Row("model".into())), ("score", ColumnType::F64)];
    layer(
        "model",
        &["PER", "LOC"],
        &columns,
        &[("رئيس", "PER", json!({"score": 0.9})), ("طرابلس", "LOC", json!({"score": 0.4, "mention": 0}))],
    )
}

/// The names of lists.
fn lists() -> GivenLayer {
    layer(
        "lists",
        &["ORG", "LOC"],
        &[("id", ColumnType::Text)],
        &[
            ("بلدية طرابلس", "ORG", json!({"id": "q1"})),
            ("طرابلس", "LOC", json!({})),
            ("المعرض", "LOC", json!({"id": "q2"})),
        ],
    )
}

fn run(options: Value, layers: &[GivenLayer]) -> Vec<String> {
    let mut chain = Chain::new();
    for layer in layers {
        chain = chain.given_as(layer.schema.clone());
    }
    let names: Vec<&str> = layers.iter().map(|layer| layer.schema.name.as_str()).collect();
    let outputs = [("merged".to_owned(), "both".to_owned())].into_iter().collect();
    let renames = Renames { outputs, ..Renames::default() };
    let mut ready = chain.step_over::<Merge>(&names, options, renames).ready().unwrap();
    let document = ready.run_with(TEXT, &[], layers).unwrap();
    rows(&document, &ready.schema, &ready.symbols, "both")
}

#[test]
fn overlaps_are_resolved_by_preference() {
    let longest = [
        "both PER «رئيس» score=0.9 rule=model",
        "both ORG «بلدية طرابلس» id=q1 rule=lists",
        "both LOC «المعرض» id=q2 rule=lists",
    ];
    let first = [
        "both PER «رئيس» score=0.9 rule=model",
        "both LOC «طرابلس» mention=0 score=0.4 rule=model",
        "both LOC «المعرض» id=q2 rule=lists",
    ];
    let all = [
        "both PER «رئيس» score=0.9 rule=model",
        "both ORG «بلدية طرابلس» id=q1 rule=lists",
        "both LOC «طرابلس» mention=0 score=0.4 rule=model",
        "both LOC «المعرض» id=q2 rule=lists",
    ];
    let cases: [(Value, &[&str]); 4] = [
        (json!({}), &longest),
        (json!({"prefer": ["first"]}), &first),
        (json!({"prefer": ["score", "longest"]}), &first),
        (json!({"prefer": []}), &all),
    ];
    for (options, expected) in cases {
        assert_eq!(run(options.clone(), &[model(), lists()]), expected, "{options}");
    }
}

#[test]
fn references_follow_to_the_row_that_stayed() {
    let columns = [("mention", ColumnType::Row("model".into()))];
    let model = layer(
        "model",
        &["LOC"],
        &columns,
        &[("طرابلس", "LOC", json!({})), ("المعرض", "LOC", json!({"mention": 0}))],
    );
    let expected = ["both ORG «بلدية طرابلس» id=q1 rule=lists", "both LOC «المعرض» mention=0 rule=model"];
    assert_eq!(run(json!({}), &[model, lists()]), expected);
}

#[test]
fn equal_spans_of_one_layer_stay_apart_without_preference() {
    let twice = layer("twice", &["A", "B"], &[], &[("رئيس", "A", json!({})), ("رئيس", "B", json!({}))]);
    let once = layer("once", &["A"], &[], &[("رئيس", "A", json!({}))]);
    let expected = ["both A «رئيس» rule=twice", "both B «رئيس» rule=twice"];
    assert_eq!(run(json!({"prefer": []}), &[twice, once]), expected);
}

#[test]
fn strings_that_only_the_document_knows_are_copied() {
    let mut own =
        layer("own", &[], &[("kind", ColumnType::Sym)], &[("رئيس", "غريب", json!({"kind": "نادر"}))]);
    own.schema.labels = Labels::Open;
    let expected = ["both غريب «رئيس» kind=نادر rule=own", "both LOC «المعرض» id=q2 rule=lists"];
    let found = run(json!({}), &[own, lists()]);
    assert_eq!([found[0].as_str(), found[2].as_str()], expected, "{found:?}");
}

#[test]
fn mistakes_are_named() {
    let number = layer("number", &["LOC"], &[("id", ColumnType::I64)], &[]);
    let cases: [(&[GivenLayer], &[&str], &str); 4] = [
        (&[lists()], &["lists"], "name the layers to merge"),
        (&[lists()], &["lists", "lists"], "the layer lists stands twice"),
        (
            &[lists(), number],
            &["lists", "number"],
            "the column id is i64 in number and text in a layer before it",
        ),
        (&[lists()], &["lists", "absent"], "reads the layer absent, which nothing writes"),
    ];
    for (layers, names, message) in cases {
        let mut chain = Chain::new();
        for layer in layers {
            chain = chain.given_as(layer.schema.clone());
        }
        let error = chain.step_over::<Merge>(names, json!({}), Renames::default()).ready().err().unwrap();
        assert!(error.to_string().starts_with(message), "{error}");
    }
}

#[test]
fn conforms() {
    let chain = Chain::new().given_as(model().schema).given_as(lists().schema);
    let names = ["model", "lists"];
    let mut ready = chain.step_over::<Merge>(&names, json!({}), Renames::default()).ready().unwrap();
    assert_eq!(check_processor(&mut ready, false), []);
}
