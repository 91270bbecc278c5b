//! Tests across crates: the program as its users run it, the rules of the workspace, the documentation.

mod arrows;
mod columns;
mod determinism;
mod docs;
mod examples;
mod hostile;
mod mistakes;
mod outputs;
mod page;
mod plugins;
mod program;
mod project;
mod reference;
mod round_trip;
mod sample;
mod scores;
mod speakers;
mod tidy;
mod timeouts;
mod tutorial;
