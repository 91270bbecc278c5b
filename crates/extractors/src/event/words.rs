//! The closed lists that reading events needs: light verbs, negations, possibilities, roles, countries.

use std::collections::BTreeMap;

use serde::Deserialize;
use warraq_arabic::lexed::Lexicon as Table;
use warraq_core::Error;

use crate::syntax::{Class, Phrase, Syntax, WordSet};

const FILE: &str = include_str!("../../data/event-words.toml");

/// Lists of folded words by the name of what they have in common.
#[derive(Deserialize)]
#[serde(from = "BTreeMap<String, Vec<String>>")]
pub(super) struct Named {
    /// The names, in the order of their numbers.
    pub(super) names: Vec<String>,
    numbers: Table<u32>,
}

impl From<BTreeMap<String, Vec<String>>> for Named {
    fn from(lists: BTreeMap<String, Vec<String>>) -> Self {
        let entries = lists
            .values()
            .zip(0u32..)
            .flat_map(|(words, number)| words.iter().map(move |word| (word.as_str(), number)));
        let numbers = Table::new(entries);
        Self { names: lists.into_keys().collect(), numbers }
    }
}

impl Named {
    fn number(&self, word: &str) -> Option<usize> {
        self.numbers.get(word).map(|number| number as usize)
    }
}

/// The lists.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// «هجوم», «غارات»: their genitive is who attacks.
    pub(super) raids: WordSet,
    /// «أعلنت الحركة مسؤوليتها عن الهجوم».
    pub(super) claims: WordSet,
    /// Their subject claims («أعلنت»); nobody claims what he denies or lays on others.
    pub(super) claiming: WordSet,
    /// «هجوم استهدف دورية».
    pub(super) hitting: WordSet,
    /// «سيارة مفخخة يقودها انتحاري».
    pub(super) driving: WordSet,
    /// «على يد», «من قبل».
    pub(super) by: WordSet,
    /// «يد», «أيدي» behind على and ب.
    pub(super) hands: WordSet,
    /// «بواسطة».
    pub(super) means: WordSet,
    /// «فيها» between a light verb and its subject.
    pub(super) resuming: WordSet,
    /// «إحداهما»: which of several is driven.
    pub(super) one_of_them: WordSet,
    /// «مع بداية الهدنة»: when, not with whom.
    pub(super) moments: WordSet,
    /// «برصاص».
    pub(super) bullets: WordSet,
    pub(super) negations: WordSet,
    /// «لم يعد يدعم», «ظل يرفض»: verbs before another one whose subject is theirs.
    pub(super) aspects: WordSet,
    /// Who can take part in an event beside offices, bodies and names: «شعب», «أطراف».
    pub(super) parties: WordSet,
    /// «تم إيقافه», «وقع إيقافه»: verbs that make a verbal noun passive.
    pub(super) passives: WordSet,
    /// «عبر», «قرر»: their subject does what the event noun behind them says.
    pub(super) voicing: WordSet,
    /// «تلقى»: it suffers threats and calls, but «تلقى الضربات» is said of much.
    pub(super) receivers: WordSet,
    /// «تمكن», «نجح»: what their subject does may stand behind commas.
    pub(super) managing: WordSet,
    /// «فتح تحقيق», «تقديم دعم»: the noun that says that the event behind it is done.
    pub(super) light_nouns: WordSet,
    /// «أدى»: behind إلى stands what came of it.
    pub(super) leading: WordSet,
    /// «كل» and the like, which begin a noun phrase.
    pub(super) all: WordSet,
    /// «كل», «عدد» before those who do.
    pub(super) wholes: WordSet,
    /// «غالبا ما تتهم» denies nothing.
    pub(super) habits: WordSet,
    pub(super) possibilities: WordSet,
    pub(super) weapons: WordSet,
    /// What is fired or thrown: never whom an event is done to.
    pub(super) arms: WordSet,
    /// Verbal nouns behind ل of purpose.
    pub(super) purposes: WordSet,
    /// What stands behind the preposition of a frame without being whom it is done to.
    pub(super) never_hit: WordSet,
    /// «كما», «عندما»: words before a clause that are written like prepositions.
    pub(super) openers: WordSet,
    /// «فجّر نفسه»: nobody but the one who acts.
    pub(super) selves: WordSet,
    /// How often or when, between a verb and its arguments: «يوما», «مرتين».
    pub(super) times: WordSet,
    /// «نحو», «أكثر» before a number.
    pub(super) bounds: WordSet,
    /// On which side of a place something is.
    pub(super) sides: WordSet,
    /// What stands before a place.
    pub(super) placing: WordSet,
    /// What is a place.
    pub(super) places: WordSet,
    /// What is a place behind في, though it is no part of a name: «في البلاد», «في عدد من المدن».
    pub(super) grounds: WordSet,
    /// Bodies before whose seat people stand: «أمام الوزارة».
    pub(super) seats: WordSet,
    /// Cities that as the genitive of a raid are where it was, and no state: «هجمات باريس».
    pub(super) cities: WordSet,
    /// «انسحاب»: what stands behind من is where it was.
    pub(super) leaving: WordSet,
    /// «فتح», «إجراء» before an inquiry.
    pub(super) opening: WordSet,
    /// «على خلفية», «بعد» before another event, whose place is its own.
    pub(super) causes: WordSet,
    pub(super) roles: Named,
    /// By ISO 3166-1 code.
    countries: Named,
}

impl EventWords {
    /// Reads the compiled-in lists.
    ///
    /// # Errors
    /// The file does not have this shape.
    pub(super) fn new() -> Result<Self, Error> {
        toml::from_str(FILE).map_err(|error| Error::config(format!("event-words.toml: {error}")))
    }

    /// The role of a noun phrase: that of the first word that has one.
    pub(super) fn role(&self, syntax: &Syntax, phrase: Phrase) -> Option<usize> {
        (phrase.first..=phrase.last).find_map(|k| self.roles.number(syntax.core(k)))
    }

    /// Whether a word without article has a role.
    pub(super) fn roles_of(&self, core: &str) -> bool {
        self.roles.number(core).is_some()
    }

    /// Whether a noun phrase is of those who attack: armed men, soldiers, police, rebels.
    pub(super) fn attacks(&self, syntax: &Syntax, phrase: Phrase) -> bool {
        let role = self.role(syntax, phrase).and_then(|role| self.roles.names.get(role));
        role.is_some_and(|role| super::ATTACKERS.contains(&role.as_str()))
    }

    /// The country of a noun phrase: a name of it, or the adjective («عراقي», «العراقية», «عراقيين»).
    pub(super) fn country(&self, syntax: &Syntax, phrase: Phrase) -> Option<&str> {
        let find = |k: usize| {
            let (stem, core) = (syntax.stem(k), syntax.core(k));
            let trimmed = ["ه", "ين", "ون", "ا"].iter().filter_map(|ending| core.strip_suffix(ending));
            let exact = self.countries.number(stem).or_else(|| self.countries.number(core));
            exact.or_else(|| {
                trimmed
                    .filter(|_| syntax.class(k) != Class::Verb)
                    .find_map(|form| self.countries.number(form))
            })
        };
        let number = (phrase.first..=phrase.last).find_map(find)?;
        self.countries.names.get(number).map(String::as_str)
    }
}
