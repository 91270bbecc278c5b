//! Very many rows, a very long line, and documents without layers.

use super::*;

#[test]
fn a_million_rows_of_one_document_are_all_there() {
    let (outcome, rows) = run("million", &["ab"]).remove(0);
    assert_eq!(outcome, Ok(Outcome::Done { rows: 1_000_000 }));
    assert_eq!(rows.len(), 1_000_000);
    assert!(rows.iter().all(|row| row.starts_with("bad.row «ab»")), "{}", rows[0]);
}

#[test]
fn documents_without_layers_and_long_lines_are_ordinary() {
    let chain = Chain::new().step_of(entry(&plugin()), json!({"mode": "look"}), Renames::default());
    let mut ready = chain.ready().unwrap();
    let long = "قال ".repeat(10 * (1 << 20) / 7 + 1);
    assert!(long.len() >= 10 << 20);
    for (text, count) in [("ab", 1), ("", 0), (long.as_str(), 1)] {
        let mut document = ready.document(text, &[], &[]).unwrap();
        ready.outcomes(&mut [&mut document]).remove(0).unwrap();
        assert_eq!(document.warnings, [""; 0], "it sees no layer and no field");
        let rows = rows(&document, &ready.schema, &ready.symbols, "bad.row");
        assert_eq!(rows.len(), count);
        assert!(rows.iter().all(|row| row.starts_with(&format!("bad.row «{text}»"))));
    }
}
