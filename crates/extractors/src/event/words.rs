//! The closed lists that reading events needs: light verbs, negations, possibilities, roles, countries.

use std::collections::BTreeMap;

use serde::Deserialize;
use warraq_arabic::lexed::Lexicon as Table;
use warraq_core::Error;

use crate::syntax::{Class, Phrase, Syntax, WordSet};

const FILE: &str = include_str!("../../data/event-words.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    doers: Vec<String>,
    sufferers: Vec<String>,
    ceasing: Vec<String>,
    happening: Vec<String>,
    responders: Vec<String>,
    clashes: Vec<String>,
    by: Vec<String>,
    bullets: Vec<String>,
    negations: Vec<String>,
    possibilities: Vec<String>,
    weapons: Vec<String>,
    arms: Vec<String>,
    purposes: Vec<String>,
    never_hit: Vec<String>,
    roles: BTreeMap<String, Vec<String>>,
    countries: BTreeMap<String, Vec<String>>,
}

/// The lists.
pub(super) struct EventWords {
    /// «شن», «نفذ»: their subject is the actor.
    pub(super) doers: WordSet,
    /// «تعرض»: its subject is the recipient.
    pub(super) sufferers: WordSet,
    /// «لم تتوقف عن تعذيب»: no denial.
    pub(super) ceasing: WordSet,
    /// «تفجيرات وقعت في السوق»: violence that has a place.
    pub(super) happening: WordSet,
    /// «ردت بقصف», «عمدوا إلى تفجير»: their subject is the actor of what stands behind ب, إلى or عبر.
    pub(super) responders: WordSet,
    /// «قتلوا في مواجهات مع الجيش»: who stands behind مع is who killed.
    pub(super) clashes: WordSet,
    /// «على يد», «من قبل».
    pub(super) by: WordSet,
    /// «برصاص».
    pub(super) bullets: WordSet,
    pub(super) negations: WordSet,
    pub(super) possibilities: WordSet,
    pub(super) weapons: WordSet,
    /// What is fired or thrown: never whom an event is done to.
    pub(super) arms: WordSet,
    /// Verbal nouns behind ل of purpose.
    pub(super) purposes: WordSet,
    /// What stands behind the preposition of a frame without being whom it is done to.
    pub(super) never_hit: WordSet,
    /// The roles' names, in the order of their numbers.
    pub(super) role_names: Vec<String>,
    roles: Table<u32>,
    /// The countries' codes, in the order of their numbers.
    pub(super) codes: Vec<String>,
    countries: Table<u32>,
}

impl EventWords {
    /// Reads the compiled-in lists.
    ///
    /// # Errors
    /// The file does not have this shape.
    pub(super) fn new() -> Result<Self, Error> {
        let file: File =
            toml::from_str(FILE).map_err(|error| Error::config(format!("event-words.toml: {error}")))?;
        let table = |lists: &BTreeMap<String, Vec<String>>| {
            let entries = lists
                .values()
                .zip(0u32..)
                .flat_map(|(words, number)| words.iter().map(move |word| (word.as_str(), number)));
            (lists.keys().cloned().collect(), Table::new(entries))
        };
        let (role_names, roles) = table(&file.roles);
        let (codes, countries) = table(&file.countries);
        Ok(Self {
            doers: WordSet::new(&file.doers),
            sufferers: WordSet::new(&file.sufferers),
            ceasing: WordSet::new(&file.ceasing),
            happening: WordSet::new(&file.happening),
            responders: WordSet::new(&file.responders),
            clashes: WordSet::new(&file.clashes),
            by: WordSet::new(&file.by),
            bullets: WordSet::new(&file.bullets),
            negations: WordSet::new(&file.negations),
            possibilities: WordSet::new(&file.possibilities),
            weapons: WordSet::new(&file.weapons),
            arms: WordSet::new(&file.arms),
            purposes: WordSet::new(&file.purposes),
            never_hit: WordSet::new(&file.never_hit),
            role_names,
            roles,
            codes,
            countries,
        })
    }

    /// The role of a noun phrase: that of the first word that has one.
    pub(super) fn role(&self, syntax: &Syntax, phrase: Phrase) -> Option<usize> {
        (phrase.first..=phrase.last)
            .find_map(|k| self.roles.get(syntax.core(k)).map(|number| number as usize))
    }

    /// The country of a noun phrase: a name of it, or the adjective («عراقي», «العراقية», «عراقيين»).
    pub(super) fn country(&self, syntax: &Syntax, phrase: Phrase) -> Option<&str> {
        let find = |k: usize| {
            let (stem, core) = (syntax.stem(k), syntax.core(k));
            let trimmed = ["ه", "ين", "ون", "ا"].iter().filter_map(|ending| core.strip_suffix(ending));
            let exact = self.countries.get(stem).or_else(|| self.countries.get(core));
            exact.or_else(|| {
                trimmed.filter(|_| syntax.class(k) != Class::Verb).find_map(|form| self.countries.get(form))
            })
        };
        let number = (phrase.first..=phrase.last).find_map(find)?;
        self.codes.get(number as usize).map(String::as_str)
    }
}
