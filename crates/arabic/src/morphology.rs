//! Morphology of Modern Standard Arabic: a lexicon of inflected forms, clitics, and the ways to take a written word apart.

pub mod clitics;
pub mod lexicon;

/// Function words and numerals: form, lemma, parts of speech, behaviour before pronouns, features; tab-separated.
pub const FUNCTION_WORDS: &str = include_str!("morphology/function_words.tsv");

/// Broken plurals that no pattern gives: singular and plural; tab-separated.
pub const PLURALS: &str = include_str!("morphology/plurals.tsv");

/// Words before which the interrogative أ stands: word, and `sure`, `firm` or `weak` beside other readings; tab-separated.
pub const QUESTIONED: &str = include_str!("morphology/questioned.tsv");
