//! A light stem and a root-free search form, after Larkey, Ballesteros and Connell's light10 (2007).
//!
//! ```
//! use warraq_arabic::stem::{Searcher, light_stem};
//! use warraq_arabic::stopwords::StopWords;
//!
//! // Index and query go through the same form, so that one finds the other.
//! let searcher = Searcher::new();
//! assert_eq!(searcher.form("وَالمَدْرَسَةُ"), searcher.form("مدرسه"));
//! // The stem alone, of a word without marks: article and endings go, letters stay as they are written.
//! assert_eq!(light_stem("والمهندسين"), "مهندس");
//!
//! let stop = StopWords::built_in();
//! let query = "أخبار المدارس في العراق";
//! let terms: Vec<String> = query.split(' ').filter(|word| !stop.contains(word)).map(|word| searcher.form(word)).collect();
//! assert_eq!(terms, ["اخبار", "مدارس", "عراق"]);
//! ```

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
    ///
    /// ```
    /// let searcher = warraq_arabic::stem::Searcher::new();
    /// assert_eq!(searcher.form("بالمكتبات"), "مكتب");
    /// // What is not written in Arabic letters stays whole.
    /// assert_eq!(searcher.form("Covid19"), "Covid19");
    /// ```
    #[must_use]
    pub fn form(&self, word: &str) -> String {
        let mut buffer = String::new();
        self.write(word, &mut buffer);
        buffer
    }
}

/// The light stem of a word that is normalised already (or at least without marks): a part of it.
///
/// ```
/// use warraq_arabic::stem::light_stem;
///
/// assert_eq!(light_stem("للمعلمات"), "معلم");
/// assert_eq!(light_stem("ولد"), "ولد");
/// ```
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

    /// One case for each affix of light10: the word, and its stem.
    #[test]
    fn affixes_go_one_by_one() {
        let cases = [
            ("والشارع", "شارع"),
            ("بالشارع", "شارع"),
            ("كالشارع", "شارع"),
            ("فالشارع", "شارع"),
            ("للشارع", "شارع"),
            ("الشارع", "شارع"),
            ("وشارع", "شارع"),
            ("شوارعها", "شوارع"),
            ("شارعان", "شارع"),
            ("سيارات", "سيار"),
            ("معلمون", "معلم"),
            ("معلمين", "معلم"),
            ("عربيه", "عرب"),
            ("عربية", "عرب"),
            ("شارعه", "شارع"),
            ("سيارة", "سيار"),
            ("شارعي", "شارع"),
            // Not a letter less than two, and no و before two letters.
            ("الله", "له"),
            ("وفد", "وفد"),
            ("هان", "هان"),
        ];
        for (word, stem) in cases {
            assert_eq!(light_stem(word), stem, "{word}");
        }
    }

    /// Dialect spellings, stretched words, joiners and direction marks.
    #[test]
    fn how_a_word_is_written_does_not_change_its_form() {
        let searcher = Searcher::new();
        for word in ["المَدْرَسَة", "المدرســـة", "المدرسه", "ﺍﻟﻤﺪﺭﺳﺔ", "المدرسة\u{200d}", "\u{200f}المدرسة"]
        {
            assert_eq!(searcher.form(word), searcher.form("المدرسة"), "{word:?}");
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
