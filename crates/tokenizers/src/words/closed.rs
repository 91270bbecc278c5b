//! Tokens of closed classes whose reading letters, marks and neighbours settle: «الله» and «لله», «للذين», «منا», «عليّ», «أنت», «علي», «كم».
//!
//! The treebank has too few of them to learn from, or writes them in one way only. They take the place of all other readings of a token when
//! the weights are there; where two readings are left, the words on either side decide, and the weights where those do not tell.

use warraq_arabic::morphology::clitics::{Article, Cut, MINE, OURS, YOURS};
use warraq_arabic::morphology::lexicon;
use warraq_model::hash::text;

use super::features::Neighbour;
use super::questions::When;
use super::readings::{Reading, Readings};
use super::surface::Surface;
use super::tags::{self, TagSet};

/// Words beside which a reading holds, one line a list.
const BESIDE: &str = include_str!("closed.tsv");

/// The names of the lists; a list's place here is its bit in [`Side::lists`].
pub(super) const NAMES: [&str; 19] = [
    "before-name",
    "after-name",
    "speech",
    "stress",
    "clause",
    "stop",
    "numeral",
    "number",
    "way",
    "letter",
    "place",
    "body",
    "own-before",
    "own-behind",
    "own-still",
    "preposition",
    "own-noun",
    "own-doubtful",
    "own-only",
];

/// The words of all lists, their hashes sorted.
#[derive(Debug, Clone)]
pub struct Lists(Vec<(u32, u32)>);

impl Lists {
    /// Reads the lists.
    pub fn read() -> Lists {
        let lines = BESIDE.lines().filter(|line| !line.starts_with('#'));
        let mut words: Vec<(u32, u32)> = Vec::new();
        for (name, list) in lines.filter_map(|line| line.split_once('\t')) {
            words.extend(list.split(' ').map(|word| (text(word) as u32, bit(name))));
        }
        words.sort_unstable();
        words.dedup_by(|other, first| {
            let same = other.0 == first.0;
            first.1 |= if same { other.1 } else { 0 };
            same
        });
        Lists(words)
    }

    /// Whether a list has a word.
    pub fn has(&self, word: &str, list: &str) -> bool {
        self.of(text(word) as u32) & bit(list) != 0
    }

    /// The lists that have the word with this hash.
    fn of(&self, word: u32) -> u32 {
        let at = self.0.binary_search_by_key(&word, |&(own, _)| own).ok();
        at.and_then(|at| self.0.get(at)).map_or(0, |&(_, lists)| lists)
    }

    /// What a rule sees of a word.
    pub fn side(&self, word: &Neighbour) -> Side {
        let lists = self.of(word.word);
        let is = |tag: u8| word.ending == u16::from(tag);
        let end = *word == Neighbour::NONE;
        let lists = if end { bit("stop") } else { lists };
        Side { lists, number: is(tags::NUM), mark: end || is(tags::PUNCT) }
    }
}

fn bit(name: &str) -> u32 {
    NAMES.iter().position(|&own| own == name).map_or(0, |at| 1 << at)
}

/// What a rule sees of a word beside it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Side {
    /// The lists it is in.
    lists: u32,
    /// It is a number in digits.
    number: bool,
    /// It is punctuation, or the sentence ends.
    mark: bool,
}

impl Side {
    fn is(self, list: &str) -> bool {
        self.lists & bit(list) != 0
    }
}

/// Where a reading of a closed word holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// «علي» as a name.
    Name,
    /// «علي» written for «على».
    Preposition,
    /// «عليّ» as a name: it goes on.
    Named,
    /// «عليّ» with a pronoun.
    Unnamed,
    /// «كم» behind a number.
    Counted,
    /// «كم» elsewhere.
    Asked,
    /// «بي» among names of letters and numbers.
    Spelled,
    /// «بي» elsewhere.
    Pronoun,
    /// «لدي» written for «لدى», before a body.
    Within,
    /// «لدي» elsewhere: with a pronoun.
    Had,
    /// «ولي» before what tells of somebody: «ولي في هذا».
    Mine,
    /// «ولي» as a noun: «ولي العهد».
    Guardian,
    /// A noun before ي.
    Own,
    /// A feminine before ي, or in the dual.
    OwnOrDual,
    /// One that is an adjective more often: «عن بلدي وعن».
    OwnBehind,
}

impl Rule {
    /// Whether it holds between two words, in a sentence that has a question mark further on or not; none where the words on either side do
    /// not tell.
    pub fn holds(self, [first, next]: [Side; 2], asking: bool) -> Option<bool> {
        let not = |rule: Rule| rule.holds([first, next], asking).map(|holds| !holds);
        match self {
            Rule::Name => named(first, next),
            Rule::Named => Some(next.is("after-name")),
            Rule::Counted => {
                // «في عام 2010 كم كان عددهم؟» is no kilometre.
                let goes_on = !asking || next.mark || next.is("way");
                Some((first.number || first.is("number")) && goes_on)
            }
            Rule::Spelled => Some(first.is("letter") || next.is("letter") || next.number),
            Rule::Within => Some(next.is("body")),
            Rule::Mine => Some(next.is("place")),
            Rule::Own if next.is("own-still") => Some(true),
            Rule::Own | Rule::OwnOrDual => {
                Some(first.is("own-before") || next.is("own-behind") || next.is("stop"))
            }
            Rule::OwnBehind => Some(first.is("preposition") && (next.is("own-behind") || next.is("stop"))),
            Rule::Preposition => not(Rule::Name),
            Rule::Guardian => not(Rule::Mine),
            Rule::Unnamed => not(Rule::Named),
            Rule::Asked => not(Rule::Counted),
            Rule::Pronoun => not(Rule::Spelled),
            Rule::Had => not(Rule::Within),
        }
    }
}

/// Whether «علي» is a name between two words; none where they do not tell.
fn named(first: Side, next: Side) -> Option<bool> {
    // A preposition has something behind it.
    if next.is("after-name") || next.is("stop") {
        return Some(true);
    }
    if next.number || next.is("numeral") {
        return Some(false);
    }
    // «أكد علي ضرورة» is often «أكد على ضرورة», «أكد علي أن» is not.
    let says = first.is("speech") || first.is("stress") && next.is("clause");
    if says || first.is("before-name") {
        return Some(true);
    }
    next.is("clause").then_some(false)
}

/// The lemma, with marks, of a stem that this module or its like have cut; none if it is another one.
pub fn lemma(cut: &Cut, core: &str, tag: u8) -> Option<&'static str> {
    Some(match (tag, cut.article, core, cut.suffix) {
        (tags::PROPN, Article::Written | Article::Merged, "له", 0) => "اللّٰه",
        (tags::PROPN, Article::None, "علي", 0) => "عَلِيّ",
        (tags::PRON, Article::Merged, _, 0) => "الَّذِي",
        (tags::PART, Article::None, "إ", OURS) => "إِنَّ",
        (tags::ADP, Article::None, "م", OURS) => "مِن",
        (tags::ADP, Article::None, "ع", OURS) => "عَن",
        (tags::ADP, Article::None, "ف", MINE) => "فِي",
        (tags::ADP, Article::None, "لد", MINE) => "لَدَى",
        (tags::ADP, Article::None, "علي", 0) => "عَلَى",
        (tags::ADP, Article::None, "لدي", 0) => "لَدَى",
        (tags::ADV, Article::None, "كم", 0) => "كَم",
        (tags::NOUN, Article::None, "كم", 0) => "كم",
        _ => return None,
    })
}

/// Relative pronouns behind ل: what is written behind it, and how much of that is the lam of the article.
const RELATIVES: [(&str, u16); 6] =
    [("لذي", 2), ("لذين", 2), ("لتي", 2), ("لاتي", 0), ("لواتي", 0), ("لائي", 0)];

impl Readings {
    /// Reads a token that is one of the closed words, after [`Readings::ask`].
    pub fn settle(&mut self, surface: &Surface) {
        let word = surface.letters.as_str();
        if word.len() > 20 {
            return;
        }
        for (conjunction, letter) in (0u8..).zip(["", "و", "ف"]) {
            let Some(rest) = word.strip_prefix(letter) else { continue };
            let at = Behind { conjunction, start: letter.len(), word };
            if self.god(&at, rest) || self.relative(&at, rest) || self.particle(&at, rest, surface) {
                return;
            }
        }
    }

    fn god(&mut self, at: &Behind<'_>, rest: &str) -> bool {
        let (particle, article, core) = match rest {
            "الله" => (0, Article::Written, 4),
            "بالله" => (1, Article::Written, 4),
            "كالله" => (3, Article::Written, 4),
            "لله" => (2, Article::Merged, 0),
            _ => return false,
        };
        self.only(at.cut(particle, article, core, 0), tags::PROPN, at.word)
    }

    fn relative(&mut self, at: &Behind<'_>, rest: &str) -> bool {
        let Some(behind) = rest.strip_prefix('ل') else { return false };
        let Some(&(_, lam)) = RELATIVES.iter().find(|&&(own, _)| own == behind) else { return false };
        self.only(at.cut(2, Article::Merged, lam, 0), tags::PRON, at.word)
    }

    fn particle(&mut self, at: &Behind<'_>, rest: &str, surface: &Surface) -> bool {
        let cut = |suffix| at.cut(0, Article::None, 0, suffix);
        let both = |one: (u8, u8, Rule), other: (u8, u8, Rule)| {
            [one, other].map(|(suffix, tag, rule)| (cut(suffix), tag, rule))
        };
        let rules = match rest {
            "منا" | "عنا" => return self.only(cut(OURS), tags::ADP, at.word),
            "أنت" | "أنتم" => return self.only(cut(0), tags::PRON, at.word),
            "بإذن" => return self.only(at.cut(1, Article::None, 0, 0), tags::NOUN, at.word),
            "إنا" => return self.only(cut(OURS), tags::PART, at.word),
            "لعلنا" => return self.only(cut(OURS), tags::PART, at.word),
            "لعلك" => return self.only(cut(YOURS), tags::PART, at.word),
            "في" if surface.doubled => return self.only(cut(MINE), tags::ADP, at.word),
            "لدي" if surface.doubled => return self.only(cut(MINE), tags::ADP, at.word),
            "بي" if at.conjunction > 0 => return self.only(cut(MINE), tags::ADP, at.word),
            "علي" if surface.kasra => return self.only(cut(0), tags::PROPN, at.word),
            "علي" if surface.doubled => {
                both((0, tags::PROPN, Rule::Named), (MINE, tags::ADP, Rule::Unnamed))
            }
            "علي" => both((0, tags::PROPN, Rule::Name), (0, tags::ADP, Rule::Preposition)),
            "لدي" => both((0, tags::ADP, Rule::Within), (MINE, tags::ADP, Rule::Had)),
            "كم" => both((0, tags::NOUN, Rule::Counted), (0, tags::ADV, Rule::Asked)),
            "لعلي" => [
                (at.cut(2, Article::None, 0, 0), tags::PROPN, Rule::Named),
                (cut(MINE), tags::PART, Rule::Unnamed),
            ],
            "بي" => both((0, tags::PROPN, Rule::Spelled), (MINE, tags::ADP, Rule::Pronoun)),
            "ولي" => {
                let pronoun = Behind { conjunction: 1, start: 2, word: at.word };
                [
                    (pronoun.cut(0, Article::None, 0, MINE), tags::ADP, Rule::Mine),
                    (cut(0), tags::NOUN, Rule::Guardian),
                ]
            }
            _ => return false,
        };
        self.list.clear();
        self.asked.clear();
        for (cut, tag, rule) in rules {
            self.asked.push((reading(cut, tag, at.word), When::Beside(rule)));
        }
        true
    }

    fn only(&mut self, cut: Cut, tag: u8, word: &str) -> bool {
        self.asked.clear();
        self.list.clear();
        self.list.push(reading(cut, tag, word));
        true
    }
}

fn reading(cut: Cut, tag: u8, word: &str) -> Reading {
    let (known, key) = (TagSet::of(&[tag]), lexicon::key(cut.core_of(word)));
    Reading { cut, key, known, details: 0, cost: 0, leading: (tag, 0), tags: known, function: true }
}

/// What stands behind a conjunction.
struct Behind<'w> {
    conjunction: u8,
    /// Where it begins.
    start: usize,
    word: &'w str,
}

impl Behind<'_> {
    /// A cut with `article` bytes of the article before its core.
    fn cut(&self, particle: u8, article: Article, skip: u16, suffix: u8) -> Cut {
        let stem = self.start as u16 + u16::from(particle > 0) * 2;
        let length = match suffix {
            YOURS | MINE => 2,
            OURS => 4,
            _ => 0,
        };
        let end = self.word.len() as u16 - length;
        Cut { conjunction: self.conjunction, particle, article, stem, core: stem + skip, end, suffix }
    }
}
