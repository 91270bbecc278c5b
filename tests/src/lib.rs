//! Tests across crates: data-driven cases, tidy checks, benchmarks.
