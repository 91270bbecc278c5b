//! The examples and the conformance of `extract.statement`.

use super::*;
use crate::testing::conforms;

#[test]
fn examples_and_conformance() {
    conforms::<ExtractStatement>();
}
