//! Stop words: words of grammar that searches and keyphrases leave out.
//!
//! ```
//! let stop = warraq_arabic::stopwords::StopWords::built_in();
//! assert!(stop.contains("على") && stop.contains("وَعَلَى") && stop.contains("علي"));
//! assert!(!stop.contains("مدينة"));
//! ```

use std::collections::HashSet;

use crate::normalise::{Normaliser, Switches};
use crate::script;

/// The words of `data/stop-words.tsv`, with و and ف before them, whatever their spelling of alef, yeh and marks.
#[derive(Clone, Debug)]
pub struct StopWords {
    normaliser: Normaliser,
    words: HashSet<String>,
}

impl Default for StopWords {
    fn default() -> Self {
        Self::built_in()
    }
}

impl StopWords {
    /// The list of the data file.
    #[must_use]
    pub fn built_in() -> Self {
        let normaliser = Normaliser::new(Switches::LOOSE);
        let mut words = HashSet::new();
        for line in include_str!("../data/stop-words.tsv").lines().filter(|line| !line.starts_with('#')) {
            let items = line.split('\t').nth(1).unwrap_or_default();
            words.extend(items.split(' ').map(|word| normaliser.string(word)));
        }
        Self { normaliser, words }
    }

    /// Whether `word` is a stop word.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        // The longest has ten letters; nothing longer needs to be normalised.
        if word.chars().filter(|c| script::is_letter(*c)).take(12).count() > 11 {
            return false;
        }
        let word = self.normaliser.string(word);
        if self.words.contains(&word) {
            return true;
        }
        let rest = word.strip_prefix('و').or_else(|| word.strip_prefix('ف'));
        rest.is_some_and(|rest| rest.chars().count() >= 2 && self.words.contains(rest))
    }

    /// All words in their loose form, sorted.
    #[must_use]
    pub fn all(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.words.iter().map(String::as_str).collect();
        all.sort_unstable();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_marks_and_conjunctions_do_not_matter() {
        let stop = StopWords::built_in();
        for word in ["في", "إلى", "الى", "وإلى", "فِي", "ولكن", "فإن", "هذه", "هـذه", "التي", "وكانت"]
        {
            assert!(stop.contains(word), "{word}");
        }
        // Presentation forms, and what cannot be seen.
        for word in ["ﻓﻲ", "إلى\u{200f}", "\u{202b}على\u{202c}"] {
            assert!(stop.contains(word), "{word:?}");
        }
        for word in ["بيت", "وزير", "فيل", "كتاب", "والدة", "Google", "", "5"] {
            assert!(!stop.contains(word), "{word}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_normal() {
        let stop = StopWords::built_in();
        let all = stop.all();
        assert!(all.len() > 250, "{}", all.len());
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(all.iter().all(|word| stop.contains(word)));
    }
}
