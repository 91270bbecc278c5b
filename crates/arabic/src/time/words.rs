//! The words of the time grammar: what each can mean, with and without attached particles.

mod meaning;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::frame::{Calendar, Dir, Edge, Pod, Unit};
use crate::lexed::Lexed;
use crate::lexed::fold::folded;
use crate::lexed::lexicon::Lexicon;
use meaning::meaning;

/// The grammatical number of a unit's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    Singular,
    Dual,
    Plural,
    /// Singular in the accusative, as it stands after numbers from eleven on.
    Counted,
    /// The dual before a genitive: «عامي 2010 و2011».
    Construct,
}

/// The function words that the grammar looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fn {
    Before,
    After,
    Since,
    During,
    Span,
    In,
    From,
    To,
    Until,
    Between,
    And,
    At,
    Matching,
    Every,
    Date,
    El,
    Except,
    Half,
    Quarter,
    Third,
    Few,
    Little,
    Holder,
    Other,
    Last,
    FirstOf,
    Clock,
    Zone,
    /// «المستقبل».
    Future,
    Ce,
    Ah,
    Bce,
    DayName,
    YearNoun,
    Counted,
    SameOf,
    Over,
    Under,
    About,
    Period,
    Age,
    Times,
    Leave,
    Whole,
    Medium,
    MediumNoun,
}

/// A vague reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vague {
    Past,
    Present,
    Future,
}

impl Vague {
    pub(crate) fn value(self) -> &'static str {
        match self {
            Self::Past => "PAST_REF",
            Self::Present => "PRESENT_REF",
            Self::Future => "FUTURE_REF",
        }
    }
}

/// What a verb says about the time of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    /// An event that happened.
    Past,
    /// Reported speech, whose content may lie ahead.
    Told,
    Future,
}

/// What a word means to the grammar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Lex {
    #[default]
    None,
    Weekday(u8),
    /// A weekday whose name is another word as well: it is none unless a day or a part of it stands before it.
    WeekdayBehindDay(u8),
    Unit(Unit, Count),
    Day(i8),
    /// A modifier, and whether it is also said of things that are no time.
    Dir(Dir, bool),
    This,
    Same,
    /// A part of the day, and whether it stands alone.
    Pod(Pod, bool),
    Night,
    Edge(Edge),
    Fn(Fn),
    Vague(Vague),
    Set(Unit),
    Season(u8),
    Decade(u8),
    Hour(u8),
    Teen,
    Num,
    Tense(Tense),
    /// Calendar, number, and whether the name needs support beside it.
    Month(Calendar, u8, bool),
    /// A month with its modifier written onto it: «سبتمبرالجاري».
    MonthDir(Calendar, u8, Dir),
}

/// One reading of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) lex: Lex,
    /// One more than the index of the phrases that begin with this word; 0 for none.
    pub(crate) head: u16,
    /// Bytes of the folded form that are attached particles.
    pub(crate) skip: u8,
    /// Whether و or ف is attached.
    pub(crate) conj: bool,
    /// Whether ب, ل or ك is attached.
    pub(crate) prep: bool,
    /// Whether the article is written onto the word.
    pub(crate) article: bool,
}

/// What a phrase of several words (or a holiday) names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Month(Calendar, u8),
    Holiday(u16),
    Zone(u16),
}

/// The compiled-in tables.
pub(crate) struct Words {
    lexicon: Lexicon<Word>,
    /// By head: the folded words that follow, and what the whole names; longer phrases first.
    phrases: Vec<Vec<(Vec<String>, Named)>>,
    zones: Vec<&'static str>,
}

pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(Words::read);

/// The data lines of a table: cells parted by tabs, comments and empty lines left out.
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let data = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    data.map(|line| line.split('\t').map(str::trim).collect())
}

/// The forms of a cell, parted by bars.
pub(crate) fn forms(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').map(str::trim).filter(|form| !form.is_empty())
}

impl Words {
    /// What token `i` means.
    pub(crate) fn of(&self, lexed: &Lexed, i: usize) -> Word {
        self.lexicon.whole(lexed, i).unwrap_or_default()
    }

    /// The phrases that begin with a word, longest first: the words that follow and the meaning.
    pub(crate) fn phrases(&self, head: u16) -> &[(Vec<String>, Named)] {
        let index = usize::from(head).checked_sub(1);
        index.and_then(|index| self.phrases.get(index)).map_or(&[], Vec::as_slice)
    }

    /// The ISO 8601 offset of a zone; empty where it changes with the season.
    pub(crate) fn zone(&self, index: u16) -> &'static str {
        self.zones.get(usize::from(index)).copied().unwrap_or("")
    }

    fn read() -> Self {
        let mut build = Build::default();
        build.words(include_str!("../../data/time-words.tsv"));
        build.months(crate::calendar::MONTHS);
        for (index, row) in rows(include_str!("../../data/holidays.tsv")).enumerate() {
            for name in row.get(3).into_iter().flat_map(|cell| forms(cell)) {
                build.phrase(name, Named::Holiday(index as u16));
            }
        }
        let mut zones = Vec::new();
        for (index, row) in rows(include_str!("../../data/zones.tsv")).enumerate() {
            zones.push(row.first().copied().unwrap_or(""));
            for name in row.get(1).into_iter().flat_map(|cell| forms(cell)) {
                build.phrase(name, Named::Zone(index as u16));
            }
        }
        let mut lexicon = Lexicon::new([]);
        for (form, word) in build.expanded() {
            lexicon.add_whole(&form, word);
        }
        for phrases in &mut build.phrases {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Self { lexicon, phrases: build.phrases, zones }
    }
}

/// How much may be written onto a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attach {
    All,
    NoArticle,
    Conjunctions,
}

#[derive(Default)]
struct Build {
    base: Vec<(String, Lex, Attach)>,
    heads: BTreeMap<String, u16>,
    phrases: Vec<Vec<(Vec<String>, Named)>>,
}

impl Build {
    fn words(&mut self, text: &'static str) {
        for row in rows(text) {
            let [class, value, cell] = row.as_slice() else { continue };
            let name = class.trim_end_matches('!');
            let attach = match class.len() - name.len() {
                0 => Attach::All,
                1 => Attach::NoArticle,
                _ => Attach::Conjunctions,
            };
            let lex = meaning(name, value);
            for form in forms(cell) {
                self.base.push((folded(form), lex, attach));
            }
        }
    }

    fn months(&mut self, text: &'static str) {
        for row in rows(text) {
            let [calendar, number, _, cell] = row.as_slice() else { continue };
            let calendar = if *calendar == "islamic" { Calendar::Islamic } else { Calendar::Gregorian };
            let number = number.parse().unwrap_or(0);
            for form in forms(cell) {
                let name = form.trim_end_matches('?');
                if name.contains(' ') {
                    self.phrase(name, Named::Month(calendar, number));
                } else {
                    let weak = name.len() < form.len();
                    // «باب» is a door, not «in August».
                    let short = weak && name.chars().count() < 3;
                    let attach = if short { Attach::Conjunctions } else { Attach::NoArticle };
                    self.base.push((folded(name), Lex::Month(calendar, number, weak), attach));
                    self.glued(name, calendar, number);
                }
            }
        }
    }

    /// «سبتمبرالجاري»: a Gregorian month and the modifier behind it as one word.
    fn glued(&mut self, name: &str, calendar: Calendar, number: u8) {
        const MODIFIERS: [(&str, Dir); 8] = [
            ("الجاري", Dir::Now),
            ("الحالي", Dir::Now),
            ("الماضي", Dir::Past),
            ("المنقضي", Dir::Past),
            ("الفارط", Dir::Past),
            ("المنصرم", Dir::Past),
            ("المقبل", Dir::Future),
            ("القادم", Dir::Future),
        ];
        if calendar == Calendar::Gregorian && name.chars().count() > 2 && !name.is_ascii() {
            for (modifier, dir) in MODIFIERS {
                let form = folded(&format!("{name}{modifier}"));
                self.base.push((form, Lex::MonthDir(calendar, number, dir), Attach::NoArticle));
            }
        }
    }

    fn phrase(&mut self, name: &str, named: Named) {
        let mut words = name.split_whitespace().map(folded);
        let Some(head) = words.next() else { return };
        let next = self.phrases.len() as u16 + 1;
        let head = *self.heads.entry(head).or_insert(next);
        if head == next {
            self.phrases.push(Vec::new());
        }
        if let Some(phrases) = self.phrases.get_mut(usize::from(head) - 1) {
            phrases.push((words.collect(), named));
        }
    }

    /// Every form with the particles that it takes; a form listed as such goes before one made by particles.
    fn expanded(&self) -> BTreeMap<String, Word> {
        let mut out: BTreeMap<String, Word> = BTreeMap::new();
        for (form, lex, _) in &self.base {
            let word = Word { lex: *lex, article: form.starts_with("ال"), ..Word::default() };
            out.entry(form.clone()).or_insert(word);
        }
        for (form, lex, attach) in &self.base {
            let taken = |prep: bool| prep && *attach == Attach::Conjunctions;
            for (prefix, conj, prep) in PARTICLES.into_iter().filter(|(_, _, prep)| !taken(*prep)) {
                let word = Word { lex: *lex, conj, prep, ..Word::default() };
                attached(prefix, form, word, *attach == Attach::All, &mut |text, word| {
                    out.entry(text).or_insert(word);
                });
            }
        }
        for (form, head) in &self.heads {
            for (prefix, conj, prep) in PARTICLES {
                let word = Word { conj, prep, ..Word::default() };
                attached(prefix, form, word, false, &mut |text, word| {
                    let entry = out.entry(text).or_insert(word);
                    if entry.skip == word.skip {
                        entry.head = *head;
                    }
                });
            }
        }
        out
    }
}

/// The particles that can stand before a word: form, whether with a conjunction, whether with a preposition.
const PARTICLES: [(&str, bool, bool); 12] = [
    ("", false, false),
    ("و", true, false),
    ("ف", true, false),
    ("ب", false, true),
    ("ل", false, true),
    ("ك", false, true),
    ("وب", true, true),
    ("ول", true, true),
    ("وك", true, true),
    ("فب", true, true),
    ("فل", true, true),
    ("فك", true, true),
];

/// Calls `put` with `form` after `prefix`, and with the article between them where the form takes one.
fn attached(prefix: &str, form: &str, word: Word, article: bool, put: &mut dyn FnMut(String, Word)) {
    let swallows = prefix.ends_with('ل');
    let word = |article: bool| Word { skip: prefix.len() as u8, article, ..word };
    match form.strip_prefix("ال") {
        Some(rest) if swallows => put(format!("{prefix}ل{rest}"), word(true)),
        Some(_) => put(format!("{prefix}{form}"), word(true)),
        None => put(format!("{prefix}{form}"), word(false)),
    }
    if article && swallows {
        put(format!("{prefix}ل{form}"), word(true));
    } else if article {
        put(format!("{prefix}ال{form}"), word(true));
    }
}
