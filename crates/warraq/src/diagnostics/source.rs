//! The texts that findings point into: files, presets, and values given on the command line.

use std::path::PathBuf;

/// The number of a source in [`Sources`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct SourceId(pub u16);

/// Bytes `start..end` of a source.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Place {
    /// The source.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

impl Place {
    /// Bytes of a source.
    #[must_use]
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Self {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { source, start: narrow(range.start), end: narrow(range.end) }
    }
}

/// What a source is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceKind {
    /// A file.
    File,
    /// A preset that is compiled in.
    Preset,
    /// An argument of the command line.
    Flag,
}

/// A text that values come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// The file's path as given, `preset:NAME`, or `command line`.
    pub name: String,
    /// The text.
    pub text: String,
    /// What relative paths in it are relative to.
    pub directory: PathBuf,
    /// What it is.
    pub kind: SourceKind,
}

/// A position for people: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Source {
    /// Line and column of a byte.
    #[must_use]
    pub fn position(&self, byte: u32) -> Position {
        let before = self.before(byte);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Position {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).map_or(0, |line| line.chars().count()) + 1,
        }
    }

    /// The line that holds a byte, without its end, and the byte at which it starts.
    #[must_use]
    pub fn line(&self, byte: u32) -> (&str, usize) {
        let start = self.before(byte).rfind('\n').map_or(0, |at| at + 1);
        let rest = self.text.get(start..).unwrap_or_default();
        (rest.split('\n').next().unwrap_or_default().trim_end_matches('\r'), start)
    }

    fn before(&self, byte: u32) -> &str {
        let mut end = (byte as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.get(..end).unwrap_or_default()
    }
}

/// All texts of a pipeline, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a text.
    pub fn add(&mut self, source: Source) -> SourceId {
        self.0.push(source);
        SourceId(u16::try_from(self.0.len() - 1).unwrap_or(u16::MAX))
    }

    /// The text of this number.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.0.get(id.0 as usize)
    }

    /// All texts.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    /// The words at a place.
    #[must_use]
    pub fn words(&self, place: Place) -> &str {
        let text = self.get(place.source).map_or("", |source| source.text.as_str());
        text.get(place.start as usize..place.end as usize).unwrap_or_default()
    }

    /// A place for people: `file:line`, or the flag itself.
    #[must_use]
    pub fn describe(&self, place: Place) -> String {
        match self.get(place.source) {
            Some(source) if source.kind == SourceKind::Flag => source.text.clone(),
            Some(source) => format!("{}:{}", source.name, source.position(place.start).line),
            None => String::new(),
        }
    }
}
