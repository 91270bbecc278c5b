//! Tokens of closed classes whose reading letters, marks and neighbours settle: «الله» and «لله», «للذين», «منا», «عليّ», the name «علي», «كم».
//!
//! The treebank has too few of them to learn from, or writes them in one way only. They take the place of all other readings of a token when
//! the weights are there; where two readings are left, the words on either side decide.

use warraq_arabic::morphology::clitics::{Article, Cut};
use warraq_arabic::morphology::lexicon;
use warraq_model::hash::text;

use super::features::Neighbour;
use super::questions::When;
use super::readings::{Reading, Readings};
use super::surface::Surface;
use super::tags::{self, TagSet};

/// Words beside which a reading holds, one line a list.
const BESIDE: &str = include_str!("closed.tsv");

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
    /// «لدي» before a noun with its article.
    Defined,
    /// «لدي» elsewhere.
    Undefined,
    /// «ولي» before what tells of somebody: «ولي في هذا».
    Mine,
    /// «ولي» as a noun: «ولي العهد».
    Guardian,
}

impl Rule {
    /// Whether it holds between two words.
    pub fn holds(self, first: &Neighbour, next: &Neighbour) -> bool {
        match self {
            Rule::Name => named(first, next) || !next.defined && !listed("clause", next),
            Rule::Named => listed("after-name", next),
            Rule::Counted => number(first) || listed("number", first),
            Rule::Spelled => listed("letter", first) || listed("letter", next) || number(next),
            Rule::Defined => next.defined,
            Rule::Mine => listed("place", next),
            Rule::Preposition => !Rule::Name.holds(first, next),
            Rule::Guardian => !Rule::Mine.holds(first, next),
            Rule::Unnamed => !Rule::Named.holds(first, next),
            Rule::Asked => !Rule::Counted.holds(first, next),
            Rule::Pronoun => !Rule::Spelled.holds(first, next),
            Rule::Undefined => !Rule::Defined.holds(first, next),
        }
    }
}

fn number(word: &Neighbour) -> bool {
    word.ending == u16::from(tags::NUM)
}

fn named(first: &Neighbour, next: &Neighbour) -> bool {
    listed("before-name", first) || listed("after-name", next)
}

/// Whether a word is in a list.
fn listed(list: &str, word: &Neighbour) -> bool {
    let lines = BESIDE.lines().filter(|line| !line.starts_with('#'));
    let mut lists = lines.filter_map(|line| line.split_once('\t')).filter(|&(name, _)| name == list);
    lists.any(|(_, words)| words.split(' ').any(|own| text(own) as u32 == word.word))
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

/// The numbers of ك, ي and نا among the suffixes.
const YOURS: u8 = 6;
const MINE: u8 = 10;
const OURS: u8 = 12;

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
            "لدي" => both((0, tags::ADP, Rule::Defined), (MINE, tags::ADP, Rule::Undefined)),
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
