//! Hashed features, linear sequence decoding and quantised weight files.
//!
//! A model here is a table of small integers: a feature is a 64-bit hash ([`hash`]), its row in the table holds one weight a
//! label ([`Weights`]), and a sequence is decoded by the Viterbi algorithm over the sums of those rows and a table of
//! first-order transitions ([`viterbi`] for a fixed label set, [`Lattice`] where every position has candidates of its own).
//! [`Learner`] and [`train_tagger`] make such tables; [`Tagger`] uses them. Nothing here reads a file or a clock.

mod decode;
mod error;
pub mod hash;
mod header;
mod lattice;
mod learner;
mod random;
mod sparse;
mod tagger;
mod weights;

pub use decode::{Transitions, viterbi};
pub use error::Error;
pub use lattice::Lattice;
pub use learner::Learner;
pub use random::Shuffle;
pub use sparse::Sparse;
pub use tagger::{Sequence, Tagger, TrainOptions, accuracy, train_tagger};
pub use weights::{Card, Cell, Sixteen, Weights};
