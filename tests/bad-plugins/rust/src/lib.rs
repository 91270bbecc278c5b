//! Components of every kind, built here as a plugin and in a test as built-ins: both must give the same. And components
//! that panic at every place where they are called.

#![deny(unsafe_code)]

mod fragile;
mod kinds;

use fragile::{FragileFormat, FragileReader, FragileStep, FragileStreams, Talk};
use kinds::{Dump, Every, Lines, Notes};

warraq_sdk::export!(
    processor Every, reader Notes, unpacker Lines, writer Dump,
    processor FragileStep, reader FragileReader, unpacker FragileStreams, writer FragileFormat, processor Talk
);
