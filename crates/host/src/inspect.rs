//! Looks at a plugin without running anything of it.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::error::LoadError;
use crate::file;
use crate::manifest::Manifest;

/// What can be known about a plugin without running it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Inspection {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// Its hash.
    pub sha256: String,
    /// What it says about itself.
    pub manifest: Manifest,
    /// The ABI that this host speaks.
    pub host_abi: String,
    /// The libraries that it needs.
    pub needed: Vec<String>,
    /// The names that it exports.
    pub exports: Vec<String>,
    /// Why it cannot be loaded here; empty when it can.
    pub problems: Vec<String>,
}

/// Looks at a plugin's file. Mismatches are part of what is found.
///
/// # Errors
/// The file cannot be read, is no shared library for this machine, or has no manifest.
pub fn inspect(path: &Path) -> Result<Inspection, LoadError> {
    let bytes = std::fs::read(path).map_err(|e| LoadError::file(path, format!("cannot be read: {e}")))?;
    inspect_bytes(path, &bytes)
}

/// The same for bytes that were read before.
///
/// # Errors
/// As for [`inspect`].
pub fn inspect_bytes(path: &Path, bytes: &[u8]) -> Result<Inspection, LoadError> {
    let library = file::read(bytes).map_err(|reason| LoadError::file(path, reason))?;
    let section = warraq_abi::SECTION;
    let missing = || LoadError::file(path, format!("not a plugin: the file has no section {section}"));
    let json = library.manifest.as_ref().ok_or_else(missing)?;
    let manifest = Manifest::parse(json).map_err(|reason| LoadError::file(path, reason))?;
    Ok(Inspection {
        path: path.to_owned(),
        size: bytes.len() as u64,
        sha256: crate::sha256(bytes),
        host_abi: format!("{}.{}", warraq_abi::MAJOR, warraq_abi::MINOR),
        problems: crate::load::check(bytes).err().unwrap_or_default(),
        needed: library.needed,
        exports: library.exports,
        manifest,
    })
}
