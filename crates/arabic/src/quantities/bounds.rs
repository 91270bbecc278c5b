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

/// The patterns, and the words that they have next to the quantity, to see at a glance that none is there.
struct Patterns {
    all: Vec<Pattern>,
    last: Lexicon<()>,
    last_but_one: Lexicon<()>,
    first: Lexicon<()>,
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
    let words = |k: fn(&Pattern) -> Option<&String>| {
        Lexicon::new(patterns.iter().filter_map(k).map(|w| (w.as_str(), ())))
    };
    Patterns {
        last: words(|p| p.words.last().filter(|w| !p.after && *w != "*")),
        last_but_one: words(|p| {
            p.words.iter().rev().nth(1).filter(|_| !p.after && p.words.last().is_some_and(|w| w == "*"))
        }),
        first: words(|p| p.words.first().filter(|_| p.after)),
        all: patterns,
    }
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
    let near = |table: &Lexicon<()>, back: usize| {
        start.checked_sub(back).is_some_and(|i| table.find(lexed, i).is_some())
    };
    if !near(&PATTERNS.last, 1) && !near(&PATTERNS.last_but_one, 2) {
        return None;
    }
    let find = |p: &&Pattern| {
        let Some(first) = start.checked_sub(p.words.len()).filter(|_| !p.after) else { return false };
        (first + 1..=start).all(|i| lexed.gap(i) == Gap::Space) && matches(lexed, first, &p.words)
    };
    PATTERNS.all.iter().find(find).map(|p| p.bound)
}

fn after(lexed: &Lexed, next: usize) -> Option<Bound> {
    PATTERNS.first.find(lexed, next)?;
    let find = |p: &&Pattern| {
        p.after
            && (next..next + p.words.len()).all(|i| lexed.gap(i) == Gap::Space)
            && matches(lexed, next, &p.words)
    };
    PATTERNS.all.iter().find(find).map(|p| p.bound)
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
