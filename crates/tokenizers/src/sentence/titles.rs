//! Titles of one letter behind particles («ود.», «لأ.»), and the words that look like them.

use std::collections::HashSet;

use warraq_arabic::normalise::{Normaliser, Switches};
use warraq_arabic::script;
use warraq_arabic::stopwords::StopWords;

/// The lists of the data file, and the words of grammar.
#[derive(Debug)]
pub struct Titles {
    words: HashSet<&'static str>,
    names: HashSet<String>,
    grammar: StopWords,
    loose: Normaliser,
}

impl Titles {
    /// The lists.
    pub fn new() -> Self {
        let loose = Normaliser::new(Switches::LOOSE);
        let (mut words, mut names) = (HashSet::new(), HashSet::new());
        let data = include_str!("../../data/title-words.tsv");
        for (kind, list) in data.lines().filter_map(|line| line.split_once('\t')) {
            match kind {
                "word" => words.extend(list.split(' ')),
                "name" => names.extend(list.split(' ').map(|name| loose.string(name))),
                _ => {}
            }
        }
        Self { words, names, grammar: StopWords::built_in(), loose }
    }

    /// Whether a word at a full stop is a title behind particles: «ود.», «للد.», «وكأ.». What may as well be a word of its own is one
    /// unless a name stands `behind` it, which is all that follows on the same line.
    pub fn has(&self, word: &str, behind: &str) -> bool {
        let rest = without_conjunction(word);
        // «بد», «كم», «لم», «بم» and «فم» are words.
        let title = match rest.strip_suffix(['د', 'أ', 'م']) {
            Some("") => word != "فم",
            Some("ل" | "ك" | "لل") => !rest.ends_with('م'),
            Some("ب") => rest.ends_with('أ'),
            _ => false,
        };
        let as_well = self.words.contains(word) || self.words.contains(rest);
        title && (!as_well || self.is_name(word, behind))
    }

    /// Whether a name stands at the beginning of what follows a word: one of the list, or, behind و, where lists of people go on
    /// («د. سامي ود. كريستوف»), a word that does not look like the beginning of a sentence.
    fn is_name(&self, word: &str, behind: &str) -> bool {
        let end = behind.find(|c: char| !is_of_word(c)).unwrap_or(behind.len());
        let next = self.loose.string(behind.get(..end).unwrap_or_default());
        if self.names.contains(&next) {
            return true;
        }
        let begins = ['و', 'ف', 'ي', 'ت', 'س'];
        let relational = next.starts_with("ال") && next.ends_with('ي');
        word == "ود"
            && next.chars().nth(2).is_some()
            && !next.starts_with(begins)
            && (relational || !next.starts_with("ال"))
            && !self.grammar.contains(&next)
    }
}

fn without_conjunction(word: &str) -> &str {
    word.strip_prefix(['و', 'ف']).unwrap_or(word)
}

/// Letters, and what is not seen between them.
fn is_of_word(c: char) -> bool {
    c.is_alphabetic()
        || c == script::TATWEEL
        || script::is_mark(c)
        || script::is_joiner(c)
        || script::is_bidi_control(c)
}
