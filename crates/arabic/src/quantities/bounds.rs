//! Words before and after a quantity that make its value a least, a most or an approximate one.

use std::sync::LazyLock;

use crate::lexed::{Gap, Kind, Lexed, Lexicon, fold};

/// How the value of a quantity is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// At least.
    Min,
    /// At most.
    Max,
    /// Approximately.
    About,
}

impl Bound {
    /// The name in records.
    pub fn name(self) -> &'static str {
        match self {
            Bound::Min => "min",
            Bound::Max => "max",
            Bound::About => "about",
        }
    }
}

struct Pattern {
    bound: Bound,
    after: bool,
    words: Vec<String>,
}

/// The patterns, and by the word that they have next to the quantity the numbers of those that have it.
struct Patterns {
    all: Vec<Pattern>,
    last: Index,
    last_but_one: Index,
    first: Index,
}

#[derive(Default)]
struct Index {
    words: Lexicon<usize>,
    patterns: Vec<Vec<usize>>,
}

impl Index {
    fn add(&mut self, word: &str, pattern: usize) {
        let group = self.words.get(word).unwrap_or(self.patterns.len());
        if group == self.patterns.len() {
            self.words.add(word, group);
            self.patterns.push(Vec::new());
        }
        if let Some(patterns) = self.patterns.get_mut(group) {
            patterns.push(pattern);
        }
    }

    /// The patterns that have the word at token `i`.
    fn at<'a>(&'a self, lexed: &'a Lexed, i: usize) -> impl Iterator<Item = usize> + 'a {
        self.words.all(lexed, i).filter_map(|group| self.patterns.get(group)).flatten().copied()
    }
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let mut patterns: Vec<Pattern> = Vec::new();
    for row in include_str!("../../data/bounds.tsv").lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<_> = row.split('\t').collect();
        let [bound, side, forms] = cells.as_slice() else { continue };
        let bound = match *bound {
            "min" => Bound::Min,
            "max" => Bound::Max,
            _ => Bound::About,
        };
        for form in forms.split('|').filter(|f| !f.is_empty()) {
            patterns.push(Pattern {
                bound,
                after: *side == "after",
                words: form.split(' ').map(fold::folded).collect(),
            });
        }
    }
    // «لا يتجاوز» is a most, «يتجاوز» a least: the longest pattern decides.
    patterns.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
    let (mut last, mut last_but_one, mut first) = (Index::default(), Index::default(), Index::default());
    for (number, pattern) in patterns.iter().enumerate() {
        match pattern.words.as_slice() {
            [word, ..] if pattern.after => first.add(word, number),
            [.., word, any] if any == "*" => last_but_one.add(word, number),
            [.., word] => last.add(word, number),
            [] => {}
        }
    }
    Patterns { last, last_but_one, first, all: patterns }
});

/// The bound of the quantity whose first token is `start` and which ends before token `next`.
pub(super) fn of(lexed: &Lexed, start: usize, next: usize) -> Option<Bound> {
    let mut last = start;
    // «بـ 30», «الـ 8»: the particle as a word of its own stands between.
    while last > 0
        && matches!(lexed.form(last - 1), "ب" | "ل" | "ال" | "الي")
        && lexed.gap(last) <= Gap::Space
    {
        last -= 1;
    }
    before(lexed, start).or_else(|| before(lexed, last)).or_else(|| after(lexed, next))
}

fn before(lexed: &Lexed, start: usize) -> Option<Bound> {
    let fits = |number: usize| {
        let words = &PATTERNS.all.get(number)?.words;
        let first = start.checked_sub(words.len())?;
        let near = (first + 1..=start).all(|i| lexed.gap(i) == Gap::Space);
        (near && matches(lexed, first, words)).then_some(number)
    };
    let last = PATTERNS.last.at(lexed, start.checked_sub(1)?);
    let last = last.filter_map(fits).min();
    let but_one =
        start.checked_sub(2).and_then(|i| PATTERNS.last_but_one.at(lexed, i).filter_map(fits).min());
    bound(last.into_iter().chain(but_one).min()?)
}

fn after(lexed: &Lexed, next: usize) -> Option<Bound> {
    let fits = |number: &usize| {
        let words = PATTERNS.all.get(*number).map_or(&[][..], |p| &p.words);
        (next..next + words.len()).all(|i| lexed.gap(i) == Gap::Space) && matches(lexed, next, words)
    };
    bound(PATTERNS.first.at(lexed, next).filter(fits).min()?)
}

fn bound(number: usize) -> Option<Bound> {
    PATTERNS.all.get(number).map(|p| p.bound)
}

fn matches(lexed: &Lexed, first: usize, words: &[String]) -> bool {
    words.iter().enumerate().all(|(k, word)| {
        let form = lexed.form(first + k);
        if word == "*" {
            return lexed.kind(first + k) == Some(Kind::Word) && form.len() > 4;
        }
        let bare =
            |form: &str| form.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك', 'س']).is_some_and(|rest| rest == word);
        form == word || k == 0 && (bare(form) || form.strip_prefix('و').is_some_and(bare))
    })
}
