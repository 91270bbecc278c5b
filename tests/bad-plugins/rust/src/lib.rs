//! Components of every kind, built here as a plugin and in a test as built-ins: both must give the same.

#![deny(unsafe_code)]

mod kinds;

use kinds::{Dump, Every, Lines, Notes};

warraq_sdk::export!(processor Every, reader Notes, unpacker Lines, writer Dump);
