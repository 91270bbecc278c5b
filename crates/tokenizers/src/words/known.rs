//! A lexicon with its tags as numbers, so that looking a stem up compares no strings.

use warraq_arabic::morphology::QUESTIONED;
use warraq_arabic::morphology::lexicon::{Analysis, Attach, Lexicon, Tag, key};

use super::tags;

/// What the analysis asks of a tag of the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// The part of speech.
    pub upos: u8,
    /// Pronoun suffixes.
    pub attach: Attach,
    /// The form is imperfect.
    pub imperfect: bool,
    /// The form is an imperative.
    pub imperative: bool,
    /// The form is feminine.
    pub feminine: bool,
    /// It is a dual.
    pub dual: bool,
    /// Where the form comes from.
    pub origin: Origin,
}

/// How a form came into the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The list of function words.
    Function,
    /// The list of plurals.
    Plural,
    /// Made by a pattern and found in text.
    Guessed,
    /// Likewise, by a pattern that words of its kind take less often.
    Unlikely,
    /// A short form of a hollow verb, for the jussive.
    Short,
    /// All else.
    Other,
}

/// What it is worth that a word may stand behind the interrogative أ, beside other readings of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// It gives way to all but a first person.
    Weak,
    /// It outdoes verbs.
    Firm,
    /// It outdoes verbs, and all else where a question may begin.
    Sure,
}

impl Worth {
    fn of(name: &str) -> Worth {
        match name {
            "sure" => Worth::Sure,
            "firm" => Worth::Firm,
            _ => Worth::Weak,
        }
    }
}

impl Facts {
    /// The facts of a tag; none if its part of speech is not known.
    pub fn of(tag: &Tag) -> Option<Facts> {
        let origin = match tag.origin.as_str() {
            "function" => Origin::Function,
            "plural" => Origin::Plural,
            "guessed" => Origin::Guessed,
            "short" => Origin::Short,
            "unlikely" => Origin::Unlikely,
            _ => Origin::Other,
        };
        Some(Facts {
            upos: tags::number(&tag.upos)?,
            attach: tag.attach,
            imperfect: tag.feats.contains("Aspect=Imp"),
            imperative: tag.feats.contains("Mood=Imp"),
            dual: tag.feats.contains("Number=Dual"),
            feminine: tag.feats.contains("Gender=Fem"),
            origin,
        })
    }
}

/// A lexicon and the facts of its tags.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    /// The lexicon.
    pub lexicon: Lexicon<'a>,
    facts: Vec<Option<Facts>>,
    /// The keys of words before which the interrogative stands, sorted, each with what that is worth.
    questioned: Vec<(u64, Worth)>,
}

impl<'a> Known<'a> {
    /// Reads the tags of a lexicon.
    pub fn new(lexicon: Lexicon<'a>) -> Self {
        let facts = lexicon.tags().iter().map(Facts::of).collect();
        let lines = QUESTIONED.lines().filter(|line| !line.starts_with('#'));
        let words = lines.filter_map(|line| line.split_once('\t'));
        let mut questioned: Vec<_> = words.map(|(word, worth)| (key(word), Worth::of(worth))).collect();
        questioned.sort_unstable_by_key(|&(key, _)| key);
        Known { lexicon, facts, questioned }
    }

    /// What it is worth that the interrogative أ stands before a form, as far as its list tells.
    pub fn questioned(&self, form: &str) -> Option<Worth> {
        let key = key(form);
        let at = self.questioned.binary_search_by_key(&key, |&(own, _)| own).ok()?;
        self.questioned.get(at).map(|&(_, worth)| worth)
    }

    /// The key under which a form is known: its own, or, of a form that begins with a bare alef and is not known, that of the form with the
    /// hamza that was left out («ان», «ايقاف»).
    pub fn key_of(&self, form: &str) -> u64 {
        let own = key(form);
        // What begins with ال and goes on has its article, or is known as it stands.
        let bare = form
            .strip_prefix('ا')
            .filter(|rest| !rest.is_empty() && (rest.len() < 6 || !rest.starts_with('ل')));
        let Some(rest) = bare else { return own };
        if self.lexicon.lookup_key(own).next().is_some() {
            return own;
        }
        let with = |hamza: &str| {
            let key = key(&format!("{hamza}{rest}"));
            let analyses =
                self.lookup_key(key).map(|(a, f)| (f.origin != Origin::Function, self.lexicon.cost(a)));
            Some((analyses.min()?, key))
        };
        // A function word, or what is likelier.
        ["أ", "إ"].into_iter().filter_map(with).min().map_or(own, |(_, key)| key)
    }

    /// The analyses of the form with this key, with the facts of their tags.
    #[inline]
    pub fn lookup_key(&self, key: u64) -> impl Iterator<Item = (Analysis, Facts)> {
        self.lexicon.lookup_key(key).filter_map(|analysis| {
            let facts = self.facts.get(usize::from(analysis.tag)).copied().flatten()?;
            Some((analysis, facts))
        })
    }
}
