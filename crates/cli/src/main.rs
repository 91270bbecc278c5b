//! The command-line program `warraq`.
fn main() {}
