//! Finds, checks and loads plugins; a loaded plugin's components are ordinary [`warraq_core::Factory`]s.

mod api;
mod batch;
mod error;
mod factory;
pub mod fault;
mod file;
pub mod inspect;
mod keep;
mod life;
mod load;
pub mod lock;
mod manifest;
pub mod new;
mod processor;
mod reader;
mod tables;
mod unpacker;
mod writer;

pub use api::{Level, LogLine};
pub use error::LoadError;
pub use inspect::{Inspection, inspect};
pub use load::{Plugin, Settings, load, load_all};
pub use manifest::{ComponentInfo, Manifest};

/// The SHA-256 of bytes, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
