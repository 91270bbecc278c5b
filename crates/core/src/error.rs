//! The error type of components: what was found, what was allowed, and which option it concerns.

use std::fmt;

/// What an error is about, and so what happens next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The set-up is wrong (an option, a file that an option names). The run does not start.
    Config,
    /// This document cannot be processed. It is recorded with this reason, and the run goes on.
    Document,
    /// The component can do no more (a worker that is broken). The run ends.
    Fatal,
    /// The document was given up because the run is being stopped or its time is over.
    Cancelled,
}

/// An error of a component. Messages are lower case, without a full stop, and say what was found and allowed.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Error {
    /// What the error is about.
    pub kind: ErrorKind,
    /// The message for the user.
    pub message: String,
    /// The option that is wrong, as a path of keys and list positions (`["patterns", "year"]`); empty for none. The
    /// engine turns it into file, line and column.
    pub option: Vec<String>,
    /// A replacement that the user may have meant.
    pub suggestion: Option<String>,
}

impl Error {
    /// A wrong set-up that no single option is to blame for.
    #[must_use]
    pub fn config(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Config, message: message.into(), option: Vec::new(), suggestion: None }
    }

    /// A wrong option: `path` is the key, or keys and list positions joined by dots (`patterns.year`, `files.0`).
    #[must_use]
    pub fn option(path: &str, message: impl Into<String>) -> Self {
        let option = path.split('.').map(str::to_owned).collect();
        Self { option, ..Self::config(message) }
    }

    /// A document that cannot be processed.
    #[must_use]
    pub fn document(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Document, ..Self::config(message) }
    }

    /// The component can do no more.
    #[must_use]
    pub fn fatal(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Fatal, ..Self::config(message) }
    }

    /// The call was given up after [`crate::Out::stop`] said so.
    #[must_use]
    pub fn cancelled() -> Self {
        Self { kind: ErrorKind::Cancelled, ..Self::config("stopped: the time for this document is over") }
    }

    /// The same error with what it happened in before its message («words: …»).
    #[must_use]
    pub fn within(mut self, place: &str) -> Self {
        self.message = format!("{place}: {}", self.message);
        self
    }

    /// The same error with a suggestion («did you mean …»).
    #[must_use]
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(suggestion.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.option.is_empty() {
            write!(f, "option {}: ", self.option.join("."))?;
        }
        f.write_str(&self.message)?;
        match &self.suggestion {
            Some(suggestion) => write!(f, " (did you mean {suggestion}?)"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
