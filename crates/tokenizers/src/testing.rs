//! What the unit tests of this crate's components share: examples run, conformance checks pass.

use serde_json::{Value, json};
use warraq_conformance::rows::views;
use warraq_conformance::{Chain, check_processor, rows};
use warraq_core::{Process, Span, ViewId};

/// The rows of every layer that one component writes for a text, one a line, then its views.
pub(crate) fn run<C: Process>(options: Value, text: &str) -> Vec<String> {
    let mut chain = Chain::new().step::<C>(options).ready().expect("a component that can be made");
    let document = chain.run(text).expect("a text that can be processed");
    let names: Vec<_> = chain.schema.layers.iter().map(|layer| layer.schema.name.clone()).collect();
    let rows = names.iter().flat_map(|name| rows(&document, &chain.schema, &chain.symbols, name));
    rows.chain(views(&document, &chain.schema)).collect()
}

/// Where `found` occurs in the view that a component writes: the parts of the text that the places stand for.
pub(crate) fn originals<C: Process>(options: Value, text: &str, found: &str) -> Vec<String> {
    let mut chain = Chain::new().step::<C>(options).ready().expect("a component that can be made");
    let document = chain.run(text).expect("a text that can be processed");
    let view = document.view(ViewId(0)).expect("a view");
    let at = view.text.match_indices(found);
    let spans = at.map(|(at, found)| Span::new(at as u32, (at + found.len()) as u32));
    spans.map(|span| view.alignment.out(span).get(text).unwrap_or("no text").to_owned()).collect()
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
