//! Which language in the Latin script a text is in, by its commonest words of grammar.

use std::collections::HashMap;

const FILE: &str = include_str!("../../data/language-words.tsv");

/// The most languages of the file: a word's languages are the bits of a number.
const MOST: usize = 32;

/// The table of `data/language-words.tsv`.
#[derive(Debug)]
pub(super) struct GrammarWords {
    tags: Vec<&'static str>,
    /// The languages of a word.
    words: HashMap<&'static str, u32>,
    /// The languages of a word's ending.
    endings: Vec<(&'static str, u32)>,
}

/// What an ending says, beside a word of the same languages.
const ENDING: f32 = 0.7;

/// What the words of a text showed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Hits {
    /// All words of the text.
    pub(super) words: u32,
    /// For each language of the file, the sum over its words of how much each one says.
    sums: [f32; MOST],
}

impl GrammarWords {
    /// The table, parsed.
    pub(super) fn built_in() -> Self {
        let mut this = Self { tags: Vec::new(), words: HashMap::new(), endings: Vec::new() };
        for line in FILE.lines().filter(|line| !line.starts_with('#')) {
            let Some((tag, words)) = line.split_once('\t') else { continue };
            let bit = 1u32.checked_shl(this.tags.len() as u32).unwrap_or(0);
            this.tags.push(tag);
            for word in words.split(' ') {
                match word.strip_prefix('-') {
                    Some(ending) => this.endings.push((ending, bit)),
                    None => *this.words.entry(word).or_default() |= bit,
                }
            }
        }
        this
    }

    /// Reads a text.
    pub(super) fn read(&self, text: &str) -> Hits {
        let mut hits = Hits::default();
        let mut word = String::new();
        // Accents that stand by themselves belong to their word, which is then none of the table's.
        let between = |c: char| !c.is_alphabetic() && !matches!(c, '\u{300}'..='\u{36f}');
        for part in text.split(between).filter(|part| !part.is_empty()) {
            hits.words += 1;
            word.clear();
            word.extend(part.chars().flat_map(char::to_lowercase));
            let (languages, factor) = match self.words.get(word.as_str()) {
                Some(languages) => (*languages, 1.0),
                None => (self.ending(&word), ENDING),
            };
            if languages == 0 {
                continue;
            }
            // A word of one language counts 1, one of all of them nothing.
            let all = (self.tags.len() as f32).max(2.0);
            let weight = factor * (1.0 - (languages.count_ones() as f32).ln() / all.ln());
            for (at, sum) in hits.sums.iter_mut().enumerate() {
                *sum += if languages >> at & 1 == 1 { weight } else { 0.0 };
            }
        }
        hits
    }

    /// The languages of which a word has an ending, with at least two letters before it.
    fn ending(&self, word: &str) -> u32 {
        let ends = |ending: &str| word.strip_suffix(ending).is_some_and(|stem| stem.chars().nth(1).is_some());
        self.endings.iter().filter(|(ending, _)| ends(ending)).fold(0, |all, (_, bit)| all | bit)
    }

    /// The language with the most evidence, where another source gives `bonus` to one of them; the first of several
    /// with the same. `None` if the file does not have that one.
    pub(super) fn best(&self, hits: &Hits, favoured: &str, bonus: f32) -> Option<Found> {
        let favoured = self.tags.iter().position(|tag| *tag == favoured)?;
        let mut totals = hits.sums;
        *totals.get_mut(favoured)? += bonus;
        let mut best = favoured;
        for (at, total) in totals.iter().enumerate() {
            best = if *total > *totals.get(best)? { at } else { best };
        }
        let most = *totals.get(best)?;
        let others = totals.iter().enumerate().filter(|(at, _)| *at != best);
        let second = others.map(|(_, total)| *total).fold(0.0, f32::max);
        Some(Found { tag: self.tags.get(best)?, own: *hits.sums.get(best)?, lead: most - second })
    }
}

/// A language that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// Its BCP 47 tag.
    pub(super) tag: &'static str,
    /// The evidence of its words.
    pub(super) own: f32,
    /// By how much all evidence for it exceeds that for the next language.
    pub(super) lead: f32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_ones_and_fit_into_a_number() {
        let table = GrammarWords::built_in();
        assert!((20..=MOST).contains(&table.tags.len()), "{:?}", table.tags);
        let known: Vec<_> = crate::language::identify::tags().collect();
        assert!(table.tags.iter().all(|tag| known.contains(tag)), "{:?}", table.tags);
        assert!(table.words.keys().all(|word| word.chars().all(char::is_alphabetic)));
    }

    #[test]
    fn a_word_of_many_languages_says_little() {
        let table = GrammarWords::built_in();
        let best = |text, favoured, bonus| table.best(&table.read(text), favoured, bonus);
        assert_eq!(best("XWE", "fr", 0.5), Some(Found { tag: "ku", own: 1.0, lead: 0.5 }));
        assert_eq!(best("xwe", "fr", 1.5), Some(Found { tag: "fr", own: 0.0, lead: 0.5 }));
        let shared = best("de", "ku", 0.0).expect("a language of the table");
        assert!(shared.own > 0.0 && shared.own < 0.6, "{shared:?}");
        assert_eq!(best("xwe", "ar", 1.0), None);
    }

    #[test]
    fn endings_and_accents_that_stand_by_themselves() {
        let table = GrammarWords::built_in();
        let own = |text| table.best(&table.read(text), "ku", 0.0).map(|found| found.own);
        assert_eq!(own("pirtûkê"), Some(ENDING));
        assert_eq!(own("dê"), Some(1.0));
        // Not «e», a word of Portuguese.
        let hits = table.read("e\u{301}");
        assert_eq!((hits.words, hits.sums.iter().sum::<f32>()), (1, 0.0));
    }
}
