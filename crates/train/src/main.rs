//! The trainer of the models.
fn main() {}
