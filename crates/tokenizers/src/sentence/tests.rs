//! The component against the cases file, and with and without paragraphs.

use super::SegmentSentence;
use crate::paragraph::SegmentParagraph;
use crate::testing;
use serde_json::json;
use warraq_conformance::{Chain, rows, unescape};

#[test]
fn conforms() {
    testing::conforms::<SegmentSentence>();
}

#[test]
fn cases() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for block in include_str!("../../cases/sentences.txt").split("\n\n") {
        let mut lines = block.lines().filter(|line| !line.starts_with("# "));
        let Some(text) = lines.next().map(|line| unescape(&line.replace("\\n", "\n"))) else {
            continue;
        };
        let expected: Vec<_> = lines.map(|line| format!("sentence «{}»", unescape(line))).collect();
        let found = testing::run::<SegmentSentence>(json!({}), &text);
        if found != expected {
            wrong.push((found, expected));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "found, expected: {wrong:#?}");
    assert!(count >= 65, "{count} cases read");
}

#[test]
fn the_semicolon_is_an_option() {
    let text = "انتهى اللقاء؛ وغادر الوفد.";
    assert_eq!(testing::run::<SegmentSentence>(json!({}), text).len(), 1);
    assert_eq!(testing::run::<SegmentSentence>(json!({"semicolon": true}), text).len(), 2);
}

#[test]
fn paragraphs_are_the_same_from_the_layer() {
    let text = "عنوان الخبر\n\nبدأ العمل. وانتهى أمس مساء في المدينة بعد شهرين.\nسطر آخر";
    let alone = testing::run::<SegmentSentence>(json!({}), text);
    let chain = Chain::new().step::<SegmentParagraph>(json!({})).step::<SegmentSentence>(json!({}));
    let mut chain = chain.ready().expect("made");
    let document = chain.run(text).expect("processed");
    assert_eq!(rows(&document, &chain.schema, &chain.symbols, "sentence"), alone);
    assert_eq!(alone.len(), 4);
}
