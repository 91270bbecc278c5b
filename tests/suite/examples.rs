//! Every component's examples are run, and give the rows that they state.

use serde_json::Value;
use warraq::Registry;
use warraq_conformance::rows::views;
use warraq_conformance::{Chain, rows};
use warraq_core::factory::Entry;
use warraq_core::signature::Context;
use warraq_core::{Example, Kind, Renames};

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
    let Ok(signature) = entry.signature(options, Context::default()) else {
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
        if let Ok(signature) = before.signature(&serde_json::Map::new(), Context::default()) {
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
            let Some(found) = rows_of(spec.name, example) else { continue };
            let stated: Vec<&str> =
                example.expect.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            if found != stated {
                let (found, stated) = (found.join("\n    "), stated.join("\n    "));
                let title = example.title;
                wrong
                    .push(format!("{}, «{title}»:\n  found\n    {found}\n  stated\n    {stated}", spec.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(run > 10, "only {run} examples");
}

/// The rows that a component gives on its example. `None` for examples with `in`, `out` or `on`, which are the engine's
/// keys: the component's own tests run those.
fn rows_of(name: &str, example: &Example) -> Option<Vec<String>> {
    let options: toml::Table = example.options.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
    if ["in", "out", "on"].iter().any(|key| options.contains_key(*key)) {
        return None;
    }
    let options = serde_json::to_value(options).expect("TOML is JSON");
    let entry = take(name).expect("a listed component");
    let table = options.as_object().cloned().unwrap_or_default();
    let mut chain = Chain::new();
    for component in needed(&entry, &table) {
        chain = chain.step_of(take(component).expect("a listed component"), Value::Null, Renames::default());
    }
    let own = entry.signature(&table, Context::default()).map(|own| own.writes).unwrap_or_default();
    let chain = chain.step_of(entry, options, Renames::default());
    let mut ready = chain.ready().unwrap_or_else(|error| panic!("{name}: {error}"));
    let document = ready.run_with(example.text, &[("published", "2020-12-30")], &[]);
    let document = document.unwrap_or_else(|error| panic!("{name}: {error}"));
    let layers = own.iter().flat_map(|layer| rows(&document, &ready.schema, &ready.symbols, &layer.name));
    Some(layers.chain(views(&document, &ready.schema)).collect())
}
