//! Colours, where the output is a terminal that wants them, and text that a terminal cannot be misled by.

use std::io::IsTerminal;

/// Whether and how words are coloured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    colour: bool,
}

/// When words are coloured.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum When {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Style {
    /// For a stream that is a terminal or not.
    #[must_use]
    pub fn new(when: When, stream: &impl IsTerminal) -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let colour = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => wanted && stream.is_terminal(),
        };
        Self { colour }
    }

    /// Without colours.
    #[must_use]
    pub fn plain() -> Self {
        Self { colour: false }
    }

    /// Whether words are coloured.
    #[must_use]
    pub fn is_coloured(self) -> bool {
        self.colour
    }

    fn paint(self, code: &str, word: &str) -> String {
        if self.colour { format!("\x1b[{code}m{word}\x1b[0m") } else { word.to_owned() }
    }

    /// A word that says that something is wrong.
    #[must_use]
    pub fn error(self, word: &str) -> String {
        self.paint("1;31", word)
    }

    /// A word that says that something may be wrong.
    #[must_use]
    pub fn warning(self, word: &str) -> String {
        self.paint("1;33", word)
    }

    /// A word that says that all is well, or how to mend something.
    #[must_use]
    pub fn good(self, word: &str) -> String {
        self.paint("32", word)
    }

    /// A heading.
    #[must_use]
    pub fn heading(self, word: &str) -> String {
        self.paint("1", word)
    }

    /// A name.
    #[must_use]
    pub fn name(self, word: &str) -> String {
        self.paint("36", word)
    }

    /// What matters less.
    #[must_use]
    pub fn dim(self, word: &str) -> String {
        self.paint("2", word)
    }
}

/// Text on one line without control characters; a piece with right-to-left letters stands between isolates, so that
/// a terminal does not reorder what is around it.
#[must_use]
pub fn printable(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let rtl =
        |c: char| matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    if clean.contains(rtl) && !clean.contains('\u{2068}') {
        format!("\u{2068}{clean}\u{2069}")
    } else {
        clean
    }
}
