//! Tests across crates: data-driven cases, tidy checks, benchmarks; and the records that scores are compared on.

pub mod bench;
pub mod made_up;
