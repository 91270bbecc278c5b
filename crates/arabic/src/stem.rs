//! A light stem and a root-free search form, after Larkey, Ballesteros and Connell's light10 (2007).

use crate::normalise::{Normaliser, Switches};
use crate::script;

/// Prefixes in the order in which they are tried; the last number is how many letters must stay.
const PREFIXES: &[(&str, usize)] =
    &[("وال", 2), ("بال", 2), ("كال", 2), ("فال", 2), ("لل", 2), ("ال", 2), ("و", 3)];

/// Suffixes in the order in which they are tried, each at most once; two letters must stay.
const SUFFIXES: &[&str] = &["ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"];

/// Makes search forms; keeps its table and can be shared.
#[derive(Clone, Debug)]
pub struct Searcher {
    normaliser: Normaliser,
}

impl Default for Searcher {
    fn default() -> Self {
        Self::new()
    }
}

impl Searcher {
    /// Makes the table.
    #[must_use]
    pub fn new() -> Self {
        Self { normaliser: Normaliser::new(Switches { hamza: true, ..Switches::LOOSE }) }
    }

    /// Writes the search form of a word into `buffer`: without marks and tatweel, the letters that writers confuse made
    /// one, without article, و and the commonest endings. Words that a reader would search for together share it; it is
    /// no word itself, and no root.
    pub fn write(&self, word: &str, buffer: &mut String) {
        self.normaliser.write(word, buffer);
        let (start, end) = stem_range(buffer);
        buffer.truncate(end);
        buffer.drain(..start);
    }

    /// The search form as a new string.
    #[must_use]
    pub fn form(&self, word: &str) -> String {
        let mut buffer = String::new();
        self.write(word, &mut buffer);
        buffer
    }
}

/// The light stem of a word that is normalised already (or at least without marks): a part of it.
#[must_use]
pub fn light_stem(word: &str) -> &str {
    let (start, end) = stem_range(word);
    word.get(start..end).unwrap_or(word)
}

/// The byte range of the stem. Words with anything but Arabic letters in them are left whole.
fn stem_range(word: &str) -> (usize, usize) {
    let mut end = word.len();
    if !word.chars().all(script::is_letter) {
        return (0, end);
    }
    // The letters of all affixes have two bytes each, and so have nearly all others.
    let letters = |from: usize, to: usize| word.get(from..to).map_or(0, |part| part.chars().count());
    let mut start = 0;
    for (prefix, stay) in PREFIXES {
        if word.starts_with(prefix) && letters(prefix.len(), end) >= *stay {
            start = prefix.len();
            break;
        }
    }
    for suffix in SUFFIXES {
        let shorter = end.saturating_sub(suffix.len());
        if word.get(start..end).is_some_and(|stem| stem.ends_with(suffix)) && letters(start, shorter) >= 2 {
            end = shorter;
        }
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_belong_together_share_a_form() {
        let searcher = Searcher::new();
        let groups = [
            vec!["المدرسة", "مدرسة", "والمدرسة", "بالمدرسة", "للمدرسة", "مَدْرَسَةٌ", "مدرســة", "مدرسه"],
            vec!["المهندسون", "مهندسين", "المهندسات", "والمهندسين", "مهندس"],
            vec!["أحمد", "احمد", "وأحمد"],
            vec!["مستشفى", "المستشفي", "مستشفي"],
            vec!["ﺍﻟﻜﺘﺎب", "كتاب", "كتابها"],
        ];
        for group in groups {
            let forms: Vec<_> = group.iter().map(|word| searcher.form(word)).collect();
            assert!(forms.iter().all(|form| *form == forms[0]), "{group:?} {forms:?}");
        }
    }

    #[test]
    fn short_and_foreign_words_stay() {
        for word in ["ولد", "الله", "في", "هو", "Google", "covid19", "", "5"] {
            let form = Searcher::new().form(word);
            assert!(form.chars().count() >= word.chars().count().min(2), "{word} became {form}");
        }
        assert_eq!(light_stem("ولد"), "ولد");
        assert_eq!(light_stem("واحد"), "احد");
        assert_eq!(light_stem("Google"), "Google");
    }
}
