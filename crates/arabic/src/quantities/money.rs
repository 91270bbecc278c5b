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
    defaults: Vec<(&'static str, &'static str)>,
    adjectives: Lexicon<&'static str>,
    lands: Lexicon<&'static str>,
    codes: Vec<(&'static str, &'static str, &'static str)>,
    signs: Lexicon<&'static str>,
    /// Signs of several tokens; dots between them are optional.
    long_signs: Vec<(Vec<String>, &'static str)>,
    long_first: Lexicon<()>,
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
            ["part", _, name, parts, forms] => self.add_noun(name, parts.parse().unwrap_or(100), forms),
            ["land", land, adjectives, names] => {
                for adjective in adjectives.split(' ') {
                    for ending in ["", "ة", "ا", "ين", "تين", "ان"] {
                        self.adjectives.add(&format!("{adjective}{ending}"), land);
                    }
                }
                names.split(' ').filter(|n| !n.is_empty()).for_each(|name| self.lands.add(name, land));
            }
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
    let hit = TABLES.nouns.find(lexed, i).filter(|h| h.clitics.is_bare() || h.value.dual)?;
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
    // A code in small letters is mostly a word.
    let token = lexed.get(i)?;
    let code = TABLES.signs.whole(lexed, i)?;
    (token.kind == Kind::Symbol || token.notes.capital).then_some((code, i + 1))
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

/// Whether a comma before the three last digits of a number parts decimals: the number `first..next` has digits, a
/// comma and three digits, and then perhaps a scale.
///
/// «3,650 ملايين» are less than eleven millions, as the plural says. Sums of a currency that has thousandths are written
/// «26,112 دينارا» in Tunisia; three zeros are thousands («150,000 دينار»), unless a scale follows.
pub(crate) fn thousandths(lexed: &Lexed, first: usize, next: usize) -> bool {
    let group = lexed.form(first + 2);
    let comma = lexed.form(first + 1) == ","
        && lexed.gap(first + 1) == Gap::None
        && lexed.gap(first + 2) == Gap::None;
    if !comma || group.len() != 3 || lexed.kind(first + 2) != Some(Kind::Number) || next > first + 4 {
        return false;
    }
    let scaled = next == first + 4;
    let plural = ["ملايين", "الاف", "مليارات", "بلايين"].contains(&lexed.form(next.saturating_sub(1)));
    let few = lexed.form(first).parse().is_ok_and(|whole: u32| (2..=10).contains(&whole));
    if scaled && plural && few {
        return true;
    }
    let Some(money) = at(lexed, next).filter(|m| lexed.gap(next) <= Gap::Space && m.parts == 1) else {
        return false;
    };
    let tunisian = match money.currency {
        Currency::Code(code) => code == "TND",
        Currency::Name(name) => name == "dinar" && Lands::of(lexed).code(name, None) == Some("TND"),
    };
    tunisian && (scaled || group != "000")
}

/// How often the text names each country, to tell whose dinar a dinar is.
#[derive(Debug, Default)]
pub(super) struct Lands(Vec<(&'static str, u32)>);

impl Lands {
    pub(super) fn of(lexed: &Lexed) -> Self {
        let mut lands = Self::default();
        for i in 0..lexed.len() {
            if lexed.kind(i) != Some(Kind::Word) {
                continue;
            }
            let land = TABLES.adjectives.find(lexed, i).or_else(|| TABLES.lands.find(lexed, i));
            let Some(land) = land.map(|hit| hit.value) else { continue };
            match lands.0.iter_mut().find(|l| l.0 == land) {
                Some(known) => known.1 += 1,
                None => lands.0.push((land, 1)),
            }
        }
        lands
    }

    /// The code of the currency `name`, if one of the countries that have it stands out, or is `home`.
    pub(super) fn code(&self, name: &str, home: Option<&str>) -> Option<&'static str> {
        let count = |land: &str| self.0.iter().find(|l| l.0 == land).map_or(0, |l| l.1);
        let of = || TABLES.codes.iter().filter(|c| c.0 == name);
        let best = of().max_by_key(|c| count(c.1))?;
        let most = count(best.1);
        if most > 0 && of().filter(|c| count(c.1) == most).count() == 1 {
            return Some(best.2);
        }
        of().find(|c| Some(c.1) == home).map(|c| c.2)
    }
}
