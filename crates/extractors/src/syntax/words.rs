//! The closed lists that reading words in sentences needs, beside the function words.

use std::collections::HashSet;

use serde::Deserialize;
use warraq_arabic::lexed::fold;
use warraq_core::Error;

use super::WordSet;

const FILE: &str = include_str!("../../data/syntax-words.toml");

/// Cities with the codes of their countries; those that begin with what looks like ب and the article are whole names.
const CITIES: &str = include_str!("../../data/entity/cities.tsv");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    own_waw: Vec<String>,
    own_al: Vec<String>,
    own_ba: Vec<String>,
    own_ba_families: Vec<String>,
}

/// The lists, folded.
pub(super) struct OwnLetters {
    /// Words whose و is their own.
    pub(super) waw: WordSet,
    /// Words that begin with what looks like the article.
    pub(super) al: WordSet,
    /// Words with which the names of places begin as if with ب and the article.
    pub(super) ba: HashSet<String>,
}

impl OwnLetters {
    /// Reads the compiled-in lists.
    ///
    /// # Errors
    /// The file does not have this shape.
    pub(super) fn new() -> Result<Self, Error> {
        let file: File =
            toml::from_str(FILE).map_err(|error| Error::config(format!("syntax-words.toml: {error}")))?;
        let cities = CITIES
            .lines()
            .filter(|line| line.starts_with("بال"))
            .filter_map(|line| line.split(['\t', ' ']).next());
        let other = file.own_ba.iter().chain(&file.own_ba_families).map(String::as_str);
        let ba = cities.chain(other).map(fold::folded).collect();
        Ok(Self { waw: WordSet::new(&file.own_waw), al: WordSet::new(&file.own_al), ba })
    }
}
