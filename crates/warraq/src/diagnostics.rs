//! What is wrong with a config, all of it at once: codes, places, carets, suggestions.

use std::fmt;

pub mod codes;
mod json;
pub mod source;
mod text;

pub use codes::{Code, explain};
pub use source::{Place, Position, Source, SourceId, SourceKind, Sources};

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Severity {
    /// The pipeline cannot run.
    Error,
    /// The pipeline runs, but likely not as meant.
    Warning,
}

impl Severity {
    /// The word that stands before a finding.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A remark under a finding, with its own place where it has one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// What it says.
    pub message: String,
    /// The place that it speaks of.
    pub place: Option<Place>,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The stable code, which `warraq explain` explains.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What was found and what was allowed: lower case, no full stop.
    pub message: String,
    /// The words of a source that are wrong.
    pub place: Option<Place>,
    /// A replacement that may have been meant.
    pub suggestion: Option<String>,
    /// Remarks.
    pub notes: Vec<Note>,
}

impl Diagnostic {
    /// An error. Words written from right to left are put between isolates, since a terminal would reorder the line.
    #[must_use]
    pub fn error(code: Code, place: impl Into<Option<Place>>, message: impl AsRef<str>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: isolate(message.as_ref()),
            place: place.into(),
            suggestion: None,
            notes: Vec::new(),
        }
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: Code, place: impl Into<Option<Place>>, message: impl AsRef<str>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// The same finding with a replacement.
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<impl Into<String>>) -> Self {
        self.suggestion = suggestion.map(Into::into);
        self
    }

    /// The same finding with a remark.
    #[must_use]
    pub fn note(mut self, message: impl AsRef<str>, place: impl Into<Option<Place>>) -> Self {
        self.notes.push(Note { message: isolate(message.as_ref()), place: place.into() });
        self
    }
}

/// All findings about a pipeline, with the texts that they point into.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The texts.
    pub sources: Sources,
    findings: Vec<Diagnostic>,
}

impl Report {
    /// Adds a finding; one that is there already is not repeated.
    pub fn push(&mut self, finding: Diagnostic) {
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Adds an error.
    pub fn error(&mut self, code: Code, place: impl Into<Option<Place>>, message: impl AsRef<str>) {
        self.push(Diagnostic::error(code, place, message));
    }

    /// Whether the pipeline cannot run.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// How many findings are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The findings by place: texts in the order in which they were read, those without a place last.
    #[must_use]
    pub fn findings(&self) -> Vec<&Diagnostic> {
        let mut findings: Vec<&Diagnostic> = self.findings.iter().collect();
        findings.sort_by_key(|finding| match finding.place {
            Some(place) => (false, place.source, place.start),
            None => (true, SourceId(0), 0),
        });
        findings
    }

    /// The findings for people, each with its source line and carets.
    #[must_use]
    pub fn to_text(&self, colour: bool) -> String {
        text::render(self, colour)
    }

    /// The findings for programs: one object for each.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        json::render(self)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text(false))
    }
}

impl std::error::Error for Report {}

/// Whether a letter is written from right to left.
fn is_rtl(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Puts each run of right-to-left words between U+2068 and U+2069, so that what stands around it keeps its order.
fn isolate(message: &str) -> String {
    if message.contains('\u{2068}') || !message.contains(is_rtl) {
        return message.to_owned();
    }
    let mut out = String::with_capacity(message.len() + 16);
    let mut rest = message;
    while let Some(start) = rest.find(is_rtl) {
        let (before, from) = rest.split_at(start);
        let stop = from.find(|c: char| !is_rtl(c) && (c.is_alphabetic() || "\"'«»,;:()[]{}".contains(c)));
        let (run, behind) = from.split_at(stop.unwrap_or(from.len()));
        let end = run.rfind(is_rtl).map_or(0, |at| at + run[at..].chars().next().map_or(0, char::len_utf8));
        let (run, tail) = run.split_at(end);
        out.push_str(before);
        out.push('\u{2068}');
        out.push_str(run);
        out.push('\u{2069}');
        out.push_str(tail);
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_to_left_words_stand_between_isolates() {
        assert_eq!(isolate("found \"plain\""), "found \"plain\"");
        assert_eq!(
            isolate("unknown key \"النص\"; allowed are text"),
            "unknown key \"\u{2068}النص\u{2069}\"; allowed are text"
        );
        assert_eq!(isolate("a وزارة الخارجية b"), "a \u{2068}وزارة الخارجية\u{2069} b");
    }

    #[test]
    fn a_finding_is_not_repeated() {
        let mut report = Report::default();
        report.error(codes::SYNTAX, None, "x");
        report.error(codes::SYNTAX, None, "x");
        assert_eq!(report.count(Severity::Error), 1);
    }
}
