//! Takes Arabic tokens apart into words with lemma, part of speech and features.

pub mod cache;
pub mod chain;
pub mod closed;
pub mod component;
pub mod engine;
pub mod feats;
pub mod features;
pub mod known;
pub mod lemma;
pub mod own;
pub mod parts;
pub mod questions;
pub mod readings;
pub mod surface;
pub mod tags;
#[cfg(test)]
mod tests;
pub mod vowels;
pub mod worker;

pub use component::Words;
