//! All components that a pipeline can name: the built-in ones in source order, then those of loaded plugins.

use warraq_core::{Entry, Factory, Kind};

/// The components that a pipeline can name.
pub struct Registry {
    entries: Vec<Entry>,
}

impl Default for Registry {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Registry {
    /// The built-in components.
    #[must_use]
    pub fn built_in() -> Self {
        let mut entries = warraq_readers::components();
        entries.extend(warraq_tokenizers::components());
        entries.extend(warraq_extractors::components());
        entries.extend(warraq_formats::components());
        Self { entries }
    }

    /// No components.
    pub(crate) fn empty() -> Self {
        Self { entries: Vec::new() }
    }

    /// Adds the components of a plugin.
    pub fn add(&mut self, entries: Vec<Entry>) {
        self.entries.extend(entries);
    }

    /// All components in order.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Factory> {
        self.entries.iter().map(AsRef::as_ref)
    }

    /// The component of this name and kind. A reader and a format may share a name (`jsonl`).
    #[must_use]
    pub fn find(&self, name: &str, kind: Kind) -> Option<&dyn Factory> {
        self.iter().find(|factory| factory.kind() == kind && factory.spec().name == name)
    }
}
