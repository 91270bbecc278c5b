//! Every component's examples are run, and give the rows that they state.

use serde_json::Value;
use warraq::Registry;
use warraq_conformance::{Chain, rows};
use warraq_core::factory::Entry;
use warraq_core::{Kind, Renames};

/// The components that write what an example's component reads, in the order of the preset.
const BEFORE: &[(&str, &str)] = &[
    ("paragraph", "segment.paragraph"),
    ("token", "tokenize.arabic"),
    ("sentence", "segment.sentence"),
    ("word", "words.arabic"),
    ("entity", "extract.entity"),
    ("contact", "extract.contact"),
    ("time", "extract.time"),
    ("number", "extract.number"),
    ("quantity", "extract.quantity"),
    ("statement", "extract.statement"),
];

fn take(name: &str) -> Option<Entry> {
    let mut all = warraq_tokenizers::components();
    all.extend(warraq_extractors::components());
    all.into_iter().find(|entry| entry.spec().name == name)
}

/// What must run before a component: everything of the list that it or one before it requires.
fn needed(entry: &Entry, options: &serde_json::Map<String, Value>) -> Vec<&'static str> {
    let Ok(signature) = entry.signature(options, warraq_core::signature::Context::default()) else {
        return Vec::new();
    };
    let mut wanted: Vec<String> = signature.reads.iter().map(|reads| reads.layer.clone()).collect();
    let own: Vec<String> = signature.writes.iter().map(|writes| writes.name.clone()).collect();
    let mut steps = Vec::new();
    for (layer, component) in BEFORE.iter().rev() {
        if !wanted.iter().any(|name| name == layer) || own.iter().any(|name| name == layer) {
            continue;
        }
        let Some(before) = take(component) else { continue };
        steps.push(*component);
        if let Ok(signature) =
            before.signature(&serde_json::Map::new(), warraq_core::signature::Context::default())
        {
            wanted.extend(
                signature.reads.iter().filter(|reads| reads.required).map(|reads| reads.layer.clone()),
            );
        }
    }
    steps.reverse();
    steps
}

#[test]
fn examples_give_what_they_state() {
    let (mut wrong, mut run) = (Vec::new(), 0);
    let registry = Registry::built_in();
    for factory in registry.iter() {
        let spec = factory.spec();
        assert!(!spec.examples.is_empty(), "{} has no example", spec.name);
        if factory.kind() != Kind::Processor {
            continue;
        }
        for example in spec.examples.iter().filter(|example| !example.expect.is_empty()) {
            run += 1;
            let options: toml::Table =
                example.options.parse().unwrap_or_else(|error| panic!("{}: {error}", spec.name));
            let mut options = serde_json::to_value(options).expect("TOML is JSON");
            // `in`, `out` and `on` are the engine's keys: examples with them are run by the tests of that component.
            if let Some(table) = options.as_object_mut()
                && ["in", "out", "on"].iter().any(|key| table.contains_key(*key))
            {
                continue;
            }
            let entry = take(spec.name).expect("a listed component");
            let table = options.as_object().cloned().unwrap_or_default();
            let mut chain = Chain::new();
            for component in needed(&entry, &table) {
                chain = chain.step_of(
                    take(component).expect("a listed component"),
                    Value::Null,
                    Renames::default(),
                );
            }
            let own = entry.signature(&table, warraq_core::signature::Context::default());
            let layers: Vec<String> = own
                .map(|own| own.writes.iter().map(|layer| layer.name.clone()).collect())
                .unwrap_or_default();
            let mut ready = chain
                .step_of(entry, options, Renames::default())
                .ready()
                .unwrap_or_else(|error| panic!("{}: {error}", spec.name));
            let fields = [("published", "2020-12-30")];
            let document = ready
                .run_with(example.text, &fields, &[])
                .unwrap_or_else(|error| panic!("{}: {error}", spec.name));
            let found: Vec<String> = layers
                .iter()
                .flat_map(|layer| rows(&document, &ready.schema, &ready.symbols, layer))
                .collect();
            let stated: Vec<&str> =
                example.expect.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            if found != stated {
                wrong.push(format!(
                    "{}, «{}»:\n  found\n    {}\n  stated\n    {}",
                    spec.name,
                    example.title,
                    found.join("\n    "),
                    stated.join("\n    ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(run > 10, "only {run} examples");
}
