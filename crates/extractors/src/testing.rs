//! What the unit tests of this crate's components share: examples run, conformance checks pass.

use serde_json::{Value, json};
use warraq_conformance::{Chain, GivenLayer, check_processor, rows};
use warraq_core::{Process, Span};

/// The rows of every layer that one component writes for a text, one a line.
pub(crate) fn run<C: Process>(options: Value, text: &str) -> Vec<String> {
    let mut chain = Chain::new().step::<C>(options).ready().expect("a component that can be made");
    let document = chain.run(text).expect("a text that can be processed");
    let names: Vec<_> = chain.schema.layers.iter().map(|layer| layer.schema.name.clone()).collect();
    names.iter().flat_map(|name| rows(&document, &chain.schema, &chain.symbols, name)).collect()
}

/// Rows without their scores: what an example states is what it gives behind the steps of the preset, and a component alone may
/// be more or less sure than that.
fn unscored(rows: &[String]) -> Vec<String> {
    let kept = |row: &String| {
        let parts: Vec<_> = row.split(' ').filter(|part| !part.starts_with("score=")).collect();
        parts.join(" ")
    };
    rows.iter().map(kept).collect()
}

/// A layer with its rows: the label and the words that each covers, where they stand first in the text.
pub(crate) type Given<'a> = (&'a str, &'a [(&'a str, &'a str)]);

/// The rows that one component writes for a text that other layers cover already, one a line.
pub(crate) fn run_beside<C: Process>(options: Value, text: &str, given: &[Given<'_>]) -> Vec<String> {
    let layer = |(name, found): &Given<'_>| {
        let mut layer = GivenLayer::new(name, Vec::new());
        for (label, words) in *found {
            let value =
                if *name == "contact" { vec![("value".to_owned(), json!(words))] } else { Vec::new() };
            layer.rows.push((span_of(text, words), (*label).to_owned(), value));
        }
        layer
    };
    let layers: Vec<GivenLayer> = given.iter().map(layer).collect();
    let chain = given.iter().fold(Chain::new(), |chain, (name, _)| chain.given(name));
    let mut chain = chain.step::<C>(options).ready().expect("a component that can be made");
    let document = chain.run_with(text, &[], &layers).expect("a text that can be processed");
    let names: Vec<_> = chain.schema.layers.iter().map(|layer| layer.schema.name.clone()).collect();
    let own = names.iter().filter(|name| given.iter().all(|(other, _)| name.as_str() != *other));
    own.flat_map(|name| rows(&document, &chain.schema, &chain.symbols, name)).collect()
}

fn span_of(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("words of the text");
    Span { start: start as u32, end: (start + words.len()) as u32 }
}

/// Runs the component's examples and the conformance checks.
pub(crate) fn conforms<C: Process>() {
    assert!(!C::SPEC.examples.is_empty(), "a component has an example");
    for example in C::SPEC.examples {
        let options: Value = toml::from_str(example.options).expect("options in TOML");
        let expected: Vec<_> = example.expect.lines().map(str::to_owned).collect();
        let found = run::<C>(options, example.text);
        assert_eq!(unscored(&found), unscored(&expected), "{}", example.title);
    }
    let mut chain = Chain::new().step::<C>(json!({})).ready().expect("a component that can be made");
    assert_eq!(check_processor(&mut chain, false), []);
}

/// Runs the cases of a data file: a text a line (`\n` for a line end), the rows that it gives indented below it, `#` before
/// comments. Scores and rules are left out: they say how sure and how, not what.
pub(crate) fn holds<C: Process>(cases: &str) {
    let mut texts: Vec<(String, Vec<String>)> = Vec::new();
    for line in cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match (line.strip_prefix("  "), texts.last_mut()) {
            (Some(row), Some((_, rows))) => rows.push(row.to_owned()),
            _ => texts.push((line.replace("\\n", "\n"), Vec::new())),
        }
    }
    assert!(texts.len() > 10, "the file has cases");
    let plain = |row: &String| {
        let end = [" score=", " rule="].iter().filter_map(|column| row.find(column)).min();
        row.get(..end.unwrap_or(row.len())).unwrap_or_default().to_owned()
    };
    let mut wrong = String::new();
    for (text, expected) in texts {
        let found: Vec<String> = run::<C>(json!({}), &text).iter().map(plain).collect();
        if found != expected {
            wrong += &format!(
                "\n{text}\nexpected\n  {}\nfound\n  {}\n",
                expected.join("\n  "),
                found.join("\n  ")
            );
        }
    }
    assert!(wrong.is_empty(), "cases that do not hold:\n{wrong}");
}
