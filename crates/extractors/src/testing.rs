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

/// Rows without their scores: what an example states is what it gives behind the steps of the preset, and a component alone may
/// be more or less sure than that.
fn unscored(rows: &[String]) -> Vec<String> {
    let kept = |row: &String| {
        let parts: Vec<_> = row.split(' ').filter(|part| !part.starts_with("score=")).collect();
        parts.join(" ")
    };
    rows.iter().map(kept).collect()
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
    for (text, expected) in texts {
        let found: Vec<String> = run::<C>(json!({}), &text).iter().map(plain).collect();
        assert_eq!(found, expected, "{text}");
    }
}

/// Resolves `\u{…}` in a line of a file of cases.
pub(crate) fn unescape(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\\u{") {
        let (code, after) = after.split_once('}').expect("a closed escape");
        out.push_str(before);
        out.push(char::from_u32(u32::from_str_radix(code, 16).expect("hex")).expect("a character"));
        rest = after;
    }
    out + rest
}
