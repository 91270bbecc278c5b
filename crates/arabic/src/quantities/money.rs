//! Currencies around a number: signs, codes, names, and the country that a bare name means.

use std::sync::LazyLock;

use super::units::duals;
use crate::lexed::{Gap, Kind, Lexed, Lexicon, fold};

/// A currency as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Money {
    pub(super) currency: Currency,
    /// The token after it.
    pub(super) next: usize,
    pub(super) dual: bool,
    /// How many of it make one unit of the currency: 100 for cents.
    pub(super) parts: i64,
    /// Bytes of its form that are attached particles.
    pub(super) skip: usize,
}

/// What is known of a currency: its code, or the name that several countries give to theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Currency {
    Code(&'static str),
    Name(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Noun {
    name: &'static str,
    dual: bool,
    parts: i64,
}

#[derive(Default)]
struct Tables {
    nouns: Lexicon<Noun>,
    /// Nouns whose subdivisions have the same name: the one that these mean alone, and another.
    shared: Vec<(&'static str, &'static str)>,
    defaults: Vec<(&'static str, &'static str)>,
    adjectives: Lexicon<&'static str>,
    lands: Lexicon<&'static str>,
    codes: Vec<(&'static str, &'static str, &'static str)>,
    signs: Lexicon<&'static str>,
    /// Signs of several tokens; dots between them are optional.
    long_signs: Vec<(Vec<String>, &'static str)>,
    long_first: Lexicon<()>,
    /// Countries that words other than names hint at.
    hints: Lexicon<&'static str>,
    shorts: Vec<Short>,
    short_first: Lexicon<()>,
    /// Words behind and before «9د» that make minutes of it.
    seconds: Lexicon<()>,
    minutes: Lexicon<()>,
}

/// An abbreviation that stands right after digits: its letters, and how many of the currency it means.
struct Short {
    letters: Vec<String>,
    scale: i64,
    currency: Currency,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables::default();
    for row in include_str!("../../data/currencies.tsv").lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<&'static str> = row.split('\t').collect();
        tables.read(&cells);
    }
    tables
});

impl Tables {
    fn read(&mut self, cells: &[&'static str]) {
        match *cells {
            ["noun", name, code, forms] => {
                if code != "-" {
                    self.defaults.push((name, code));
                }
                self.add_noun(name, 1, forms);
            }
            ["part", _, names, parts, forms] => {
                let (name, others) = names.split_once(' ').unwrap_or((names, ""));
                self.shared.extend(others.split_whitespace().map(|other| (name, other)));
                self.add_noun(name, parts.parse().unwrap_or(100), forms);
            }
            ["land", land, adjectives, names] => {
                for adjective in adjectives.split(' ') {
                    for ending in ["", "ة", "ا", "ين", "تين", "ان"] {
                        self.adjectives.add(&format!("{adjective}{ending}"), land);
                    }
                }
                names.split(' ').filter(|n| !n.is_empty()).for_each(|name| self.lands.add(name, land));
            }
            ["hint", land, forms] => forms.split(' ').for_each(|form| self.hints.add(form, land)),
            ["short", name, scale, forms] => {
                let code = name.chars().all(|c| c.is_ascii_uppercase());
                let currency = if code { Currency::Code(name) } else { Currency::Name(name) };
                for form in forms.split(' ') {
                    let letters: Vec<String> = form.split('.').map(fold::folded).collect();
                    letters.first().into_iter().for_each(|first| self.short_first.add_whole(first, ()));
                    self.shorts.push(Short { letters, scale: scale.parse().unwrap_or(1), currency });
                }
            }
            ["second", forms] => forms.split(' ').for_each(|form| self.seconds.add(form, ())),
            ["minute", forms] => forms.split(' ').for_each(|form| self.minutes.add(form, ())),
            ["is", name, land, code] => self.codes.push((name, land, code)),
            ["sign", code, forms] => {
                for form in forms.split(' ') {
                    if form.contains('.') {
                        form.split('.').take(1).for_each(|first| self.long_first.add(first, ()));
                        self.long_signs.push((form.split('.').map(fold::folded).collect(), code));
                    } else {
                        self.signs.add(form, code);
                    }
                }
            }
            _ => {}
        }
    }

    fn add_noun(&mut self, name: &'static str, parts: i64, forms: &'static str) {
        for form in forms.split(' ') {
            self.nouns.add(form, Noun { name, dual: false, parts });
            for dual in duals(form) {
                self.nouns.add(&dual, Noun { name, dual: true, parts });
            }
        }
    }
}

/// The currency that begins at token `i`. What stands between it and a number is for the caller to see.
pub(super) fn at(lexed: &Lexed, i: usize) -> Option<Money> {
    read(lexed, i, false)
}

/// The currency at token `i` that «واحد» is said of: particles may be attached to it («للدينار الواحد»).
pub(super) fn of_one(lexed: &Lexed, i: usize) -> Option<Money> {
    read(lexed, i, true)
}

fn read(lexed: &Lexed, i: usize, attached: bool) -> Option<Money> {
    if let Some((code, next)) = sign(lexed, i) {
        return Some(Money { currency: Currency::Code(code), next, dual: false, parts: 1, skip: 0 });
    }
    if lexed.form(i) == "c" && lexed.gap(i) == Gap::None
        || lexed.form(i) == "c" && lexed.gap(i + 1) == Gap::Break
    {
        return Some(Money {
            currency: Currency::Code("USD"),
            next: i + 1,
            dual: false,
            parts: 100,
            skip: 0,
        });
    }
    let hit = TABLES.nouns.find(lexed, i).filter(|h| attached || h.clitics.is_bare() || h.value.dual)?;
    let noun = hit.value;
    let default = TABLES.defaults.iter().find(|d| d.0 == noun.name).map(|d| d.1);
    let mut money = Money {
        currency: Currency::Name(noun.name),
        next: i + 1,
        dual: noun.dual,
        parts: noun.parts,
        skip: hit.skip,
    };
    if let Some((code, next)) = adjective(lexed, i + 1, noun.name) {
        money.currency = Currency::Code(code);
        money.next = next;
    } else if let Some(code) = default {
        money.currency = Currency::Code(code);
    }
    Some(money)
}

/// The country's adjective after a currency's noun: the code and the token after it.
fn adjective(lexed: &Lexed, i: usize, name: &str) -> Option<(&'static str, usize)> {
    if lexed.gap(i) > Gap::Space {
        return None;
    }
    let hit = TABLES.adjectives.find(lexed, i).filter(|h| h.clitics.is_bare())?;
    let code = TABLES.codes.iter().find(|c| c.0 == name && c.1 == hit.value)?;
    Some((code.2, i + 1))
}

/// A sign or code at token `i`: its code and the token after it.
fn sign(lexed: &Lexed, i: usize) -> Option<(&'static str, usize)> {
    if TABLES.long_first.whole(lexed, i).is_some()
        && let Some(found) = long_sign(lexed, i)
    {
        return Some(found);
    }
    if !matches!(lexed.kind(i), Some(Kind::Symbol | Kind::Latin)) {
        return None;
    }
    // A code in small letters is mostly a word, unless it touches digits («aed1.2»).
    let token = lexed.get(i)?;
    let code = TABLES.signs.whole(lexed, i)?;
    let touches = lexed.gap(i + 1) == Gap::None && lexed.kind(i + 1) == Some(Kind::Number);
    (token.kind == Kind::Symbol || token.notes.capital || touches).then_some((code, i + 1))
}

/// A sign of several tokens at `i`: «د.ك», `US$`.
fn long_sign(lexed: &Lexed, i: usize) -> Option<(&'static str, usize)> {
    for (tokens, code) in TABLES.long_signs.iter().filter(|s| s.0.first().is_some_and(|t| t == lexed.form(i)))
    {
        let mut at = i + 1;
        let rest = tokens.iter().skip(1).all(|token| {
            at += usize::from(lexed.form(at) == "." && lexed.gap(at) == Gap::None);
            at += 1;
            lexed.form(at - 1) == token && lexed.gap(at - 1) == Gap::None
        });
        if rest {
            return Some((code, at));
        }
    }
    None
}

/// The abbreviated currency at token `i`, which digits stand before: «50 د», «7 م.د», «687 أ.د», and the scale that it holds.
pub(super) fn short(lexed: &Lexed, i: usize) -> Option<(Money, i64)> {
    if lexed.gap(i) > Gap::Space || TABLES.short_first.whole(lexed, i).is_none() {
        return None;
    }
    let fits = |short: &&Short| letters(lexed, i, &short.letters).is_some();
    let best = TABLES.shorts.iter().filter(fits).max_by_key(|short| short.letters.len())?;
    let next = letters(lexed, i, &best.letters)?;
    // «2 د. محمد» is the second doctor of a list.
    let title = best.letters.len() == 1
        && lexed.form(next) == "."
        && lexed.gap(next) == Gap::None
        && lexed.kind(next + 1) == Some(Kind::Word)
        && lexed.gap(next + 1) <= Gap::Space;
    if title {
        return None;
    }
    // «9د و28ث» and «الدقيقة 55 د» are minutes.
    let seconds =
        (next..next + 3).any(|at| lexed.gap(at) <= Gap::Space && TABLES.seconds.whole(lexed, at).is_some());
    if seconds || (i.saturating_sub(4)..i).any(|at| TABLES.minutes.find(lexed, at).is_some()) {
        return None;
    }
    Some((Money { currency: best.currency, next, dual: false, parts: 1, skip: 0 }, best.scale))
}

/// The token after the letters of an abbreviation that begins at `i`; dots between them may be missing.
fn letters(lexed: &Lexed, i: usize, letters: &[String]) -> Option<usize> {
    let mut at = i;
    for (k, letter) in letters.iter().enumerate() {
        if k > 0 && lexed.form(at) == "." && lexed.gap(at) == Gap::None {
            at += 1;
        }
        if lexed.form(at) != letter || k > 0 && lexed.gap(at) > Gap::Space {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Whether the currency has thousandths, after ISO 4217.
pub(super) fn in_thousandths(code: &str) -> bool {
    matches!(code, "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND")
}

/// Whether the subdivisions of `code` have the name of those of `part`, as in «20 يورو و50 سنتا».
pub(super) fn share_parts(code: &str, part: &str) -> bool {
    let tables = &*TABLES;
    let named = |name: &str, code: &str| {
        tables.defaults.contains(&(name, code)) || tables.codes.iter().any(|c| c.0 == name && c.2 == code)
    };
    let shared = |first: &str, other: &str| named(first, part) && (named(first, code) || named(other, code));
    tables.shared.iter().any(|(first, other)| shared(first, other))
}

/// Whether token `i` is a currency's code or sign.
pub(crate) fn is_code(lexed: &Lexed, i: usize) -> bool {
    sign(lexed, i).is_some_and(|s| s.1 == i + 1)
}

/// The sign or code that ends right before token `i`: its code and the token where it begins.
pub(super) fn before(lexed: &Lexed, i: usize) -> Option<(&'static str, usize)> {
    if i == 0 || lexed.gap(i) > Gap::Space {
        return None;
    }
    let from = |start: usize| sign(lexed, start).filter(|s| s.1 == i).map(|s| (s.0, start));
    // «10 $ 5» is ten dollars: a sign that digits touch from the left is theirs.
    let owned = |start: usize| {
        start > 0 && lexed.gap(start) == Gap::None && lexed.kind(start - 1) == Some(Kind::Number)
    };
    [i.checked_sub(3), i.checked_sub(2), i.checked_sub(1)]
        .into_iter()
        .flatten()
        .filter(|s| !owned(*s))
        .find_map(from)
}

/// How often the text names each country, to tell whose dinar a dinar is.
#[derive(Debug, Default)]
pub(crate) struct Lands {
    named: Vec<(&'static str, u32)>,
    /// The country that the first hint means.
    hint: Option<&'static str>,
}

impl Lands {
    pub(super) fn of(lexed: &Lexed) -> Self {
        let mut lands = Self::default();
        for i in 0..lexed.len() {
            if lexed.kind(i) != Some(Kind::Word) {
                continue;
            }
            let land = TABLES.adjectives.find(lexed, i).or_else(|| TABLES.lands.find(lexed, i));
            let Some(land) = land.map(|hit| hit.value) else {
                lands.hint = lands.hint.or_else(|| TABLES.hints.find(lexed, i).map(|hit| hit.value));
                continue;
            };
            match lands.named.iter_mut().find(|l| l.0 == land) {
                Some(known) => known.1 += 1,
                None => lands.named.push((land, 1)),
            }
        }
        lands
    }

    /// The code of the currency `name`, if one of the countries that have it stands out, or is `home`, or is hinted at.
    pub(super) fn code(&self, name: &str, home: Option<&str>) -> Option<&'static str> {
        let count = |land: &str| self.named.iter().find(|l| l.0 == land).map_or(0, |l| l.1);
        let of = || TABLES.codes.iter().filter(|c| c.0 == name);
        let best = of().max_by_key(|c| count(c.1))?;
        let most = count(best.1);
        if most > 0 && of().filter(|c| count(c.1) == most).count() == 1 {
            return Some(best.2);
        }
        let hint = self.hint.filter(|land| count(land) == most);
        of().find(|c| Some(c.1) == home).or_else(|| of().find(|c| Some(c.1) == hint)).map(|c| c.2)
    }
}
