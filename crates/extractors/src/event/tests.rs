use super::*;
use crate::testing::conforms;

#[test]
fn examples_and_conformance() {
    conforms::<ExtractEvent>();
}
