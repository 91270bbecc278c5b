//! Names: places from lists with a licence, and what the other sources' forms must yield to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};

use crate::corpus::Counts;

/// A name whose form is this many times as frequent as the word that it might be a plural or dual of is no such form.
const PLURAL: u32 = 20;
const DUAL: u32 = 1;

/// Countries whose places are named in Arabic, by their ISO 3166 codes: a word that is one of them is a name whatever else it is.
const ARAB: [&str; 22] = [
    "AE", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA",
    "SD", "SO", "SY", "TN", "YE",
];

/// Names, without article.
#[derive(Debug, Default)]
pub(crate) struct Names {
    names: BTreeSet<String>,
    /// The names that are places, each with whether it is one even where it is another word too.
    places: BTreeMap<String, bool>,
}

/// A name without the article.
fn core(name: &str) -> &str {
    name.strip_prefix("ال").filter(|core| core.chars().count() >= 3).unwrap_or(name)
}

impl Names {
    /// Adds a name of a person or place.
    pub(crate) fn add(&mut self, name: &str) {
        self.names.insert(core(name).to_owned());
    }

    /// Adds the names of one word in a list of countries or cities, as `extract.entity` has them.
    pub(crate) fn places(&mut self, path: &Path) -> Result<()> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let (names, sure) = match cells.as_slice() {
                [city, country] => (vec![*city], ARAB.contains(country)),
                [_, _, capital, names] => (capital.split('|').chain(names.split('|')).collect(), true),
                _ => continue,
            };
            for name in names.into_iter().filter(|n| n.chars().count() > 2 && !n.contains([' ', '-'])) {
                let name = core(name);
                let known = self.places.entry(name.to_owned()).or_default();
                *known |= sure;
                self.names.insert(name.to_owned());
            }
        }
        Ok(())
    }

    /// The places, each with whether it is one even where it is another word too.
    pub(crate) fn all_places(&self) -> impl Iterator<Item = (&str, bool)> {
        self.places.iter().map(|(name, &sure)| (name.as_str(), sure))
    }

    /// Whether what looks like a broken plural of a word is a name: «عراق» and «عرق».
    pub(crate) fn is_no_plural(&self, form: &str, singular: &str, counts: &Counts) -> bool {
        self.outnumbers(form, singular, counts, PLURAL)
    }

    /// Whether what looks like a dual of a word is a name: «حسين» and «حس».
    pub(crate) fn is_no_dual(&self, form: &str, singular: &str, counts: &Counts) -> bool {
        self.outnumbers(form, singular, counts, DUAL)
    }

    fn outnumbers(&self, form: &str, singular: &str, counts: &Counts, times: u32) -> bool {
        self.names.contains(form)
            && counts.with_clitics(form) > counts.with_clitics(singular).saturating_mul(times)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_article() {
        for (name, expected) in
            [("العراق", "عراق"), ("القصرين", "قصرين"), ("ألمانيا", "ألمانيا"), ("الفا", "الفا")]
        {
            assert_eq!(core(name), expected);
        }
    }
}
