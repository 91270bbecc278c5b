//! Why a plugin is not loaded: all reasons at once.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why a plugin is not loaded.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct LoadError {
    /// The plugin's name in the config; empty when only a file is looked at.
    pub plugin: String,
    /// The file.
    pub path: PathBuf,
    /// Every reason, each in one line.
    pub reasons: Vec<String>,
}

impl LoadError {
    /// An error of a file that is not (yet) a plugin by name.
    #[must_use]
    pub fn file(path: &Path, reason: impl Into<String>) -> Self {
        Self { plugin: String::new(), path: path.to_owned(), reasons: vec![reason.into()] }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.plugin.is_empty() {
            write!(f, "plugin {}: ", self.plugin)?;
        }
        write!(f, "{}: {}", self.path.display(), self.reasons.join("; "))
    }
}

impl std::error::Error for LoadError {}
