//! What no option changes about a component.

/// The kind of a component: its place in the flow.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Kind {
    /// Splits a stream into items.
    Unpacker,
    /// Turns an item into documents.
    Reader,
    /// Adds layers, fields and views to a document, or drops it.
    Processor,
    /// Writes documents as bytes.
    Encoder,
}

impl Kind {
    /// The kind's name as `warraq list` prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unpacker => "unpacker",
            Self::Reader => "reader",
            Self::Processor => "processor",
            Self::Encoder => "format",
        }
    }
}

/// An example that the reference shows and a test runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Example {
    /// What it shows, in one line.
    pub title: &'static str,
    /// The options, as lines of TOML; empty for the defaults.
    pub options: &'static str,
    /// The text that is processed.
    pub text: &'static str,
    /// The rows that come out, one a line: `layer label «covered text» column=value …` (see `warraq-conformance`).
    /// Empty for readers and formats.
    pub expect: &'static str,
}

/// What no option changes about a component.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spec {
    /// The name by which configs call it, such as `extract.number`.
    pub name: &'static str,
    /// The component's own version. It is part of a run's fingerprint.
    pub version: &'static str,
    /// One line: what it does.
    pub summary: &'static str,
    /// The reference text: paragraphs of Markdown.
    pub doc: &'static str,
    /// The languages that it is for (BCP 47 primary tags); empty for all.
    pub languages: &'static [&'static str],
    /// Examples; a component has at least one.
    pub examples: &'static [Example],
    /// The models and data it carries, each with its licence; empty for none.
    pub data: &'static [&'static str],
}

impl Spec {
    /// A specification to be filled with `..Spec::new(name)`.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, version: "1", summary: "", doc: "", languages: &[], examples: &[], data: &[] }
    }
}
