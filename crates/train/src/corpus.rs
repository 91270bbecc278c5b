//! Counts of word forms in a folder of plain texts.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::lexicon::buckwalter::is_mark;

/// How often each run of Arabic letters occurs (marks and tatweel left out).
#[derive(Debug, Default)]
pub(crate) struct Counts {
    words: HashMap<String, u32>,
}

impl Counts {
    /// Counts all files below `folder`.
    pub(crate) fn read(folder: &Path) -> Result<Counts> {
        let mut counts = Counts::default();
        for path in files(folder)? {
            let text =
                std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            counts.add(body(&text));
        }
        Ok(counts)
    }

    fn add(&mut self, text: &str) {
        for word in text.split(|c: char| !is_letter(c) && !is_mark(c)) {
            let word: String = word.chars().filter(|&c| !is_mark(c)).collect();
            if !word.is_empty() {
                *self.words.entry(word).or_default() += 1;
            }
        }
    }

    /// The count of one form.
    pub(crate) fn of(&self, word: &str) -> u32 {
        self.words.get(word).copied().unwrap_or(0)
    }

    /// The count of a form alone, with article, or after the common proclitics.
    pub(crate) fn with_clitics(&self, word: &str) -> u32 {
        let with = ["", "ال", "و", "وال", "ب", "بال", "ل", "لل"];
        with.iter().map(|p| self.of(&format!("{p}{word}"))).sum()
    }

    /// All forms in the order of their letters.
    pub(crate) fn sorted(&self) -> Vec<(&str, u32)> {
        let mut all: Vec<_> = self.words.iter().map(|(w, &n)| (w.as_str(), n)).collect();
        all.sort_unstable();
        all
    }
}

/// The text between `<TEXT>` tags if there are any, else all of it.
pub(crate) fn body(text: &str) -> &str {
    let start = text.find("<TEXT>").map_or(0, |at| at + "<TEXT>".len());
    let end = text.rfind("</TEXT>").unwrap_or(text.len());
    text.get(start..end).unwrap_or(text)
}

fn is_letter(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}' | 'پ' | 'ڤ' | 'چ' | 'گ')
}

/// All files below a folder, sorted.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries =
            std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "txt") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
