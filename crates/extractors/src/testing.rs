//! What the unit tests of this crate's components share: examples run, conformance checks pass.

use serde_json::{Value, json};
use warraq_conformance::{Chain, check_processor, rows};
use warraq_core::Process;

/// The rows of every layer that one component writes for a text, one a line.
pub(crate) fn run<C: Process>(options: Value, text: &str) -> Vec<String> {
    let mut chain = Chain::new().step::<C>(options).ready().expect("a component that can be made");
    let document = chain.run(text).expect("a text that can be processed");
    let names: Vec<_> = chain.schema.layers.iter().map(|layer| layer.schema.name.clone()).collect();
    names.iter().flat_map(|name| rows(&document, &chain.schema, &chain.symbols, name)).collect()
}

/// Runs the component's examples and the conformance checks.
pub(crate) fn conforms<C: Process>() {
    assert!(!C::SPEC.examples.is_empty(), "a component has an example");
    for example in C::SPEC.examples {
        let options: Value = toml::from_str(example.options).expect("options in TOML");
        let expected: Vec<_> = example.expect.lines().map(str::to_owned).collect();
        assert_eq!(run::<C>(options, example.text), expected, "{}", example.title);
    }
    let mut chain = Chain::new().step::<C>(json!({})).ready().expect("a component that can be made");
    assert_eq!(check_processor(&mut chain, false), []);
}
