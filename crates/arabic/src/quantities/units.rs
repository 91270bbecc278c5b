//! Units of measurement after a number: their names, symbols and compounds, as CLDR ids.

use std::sync::LazyLock;

use super::nouns;
use crate::lexed::{Gap, Kind, Lexed, Lexicon, fold};

/// A unit as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) id: &'static str,
    /// The token after it.
    pub(super) next: usize,
    /// Whether the noun is in the dual, which makes it two.
    pub(super) dual: bool,
    /// Bytes of its form that are attached particles.
    pub(super) skip: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    id: &'static str,
    dual: bool,
    short: bool,
}

struct With {
    id: &'static str,
    base: &'static str,
    tokens: Vec<String>,
}

struct Tables {
    units: Lexicon<Entry>,
    withs: Vec<With>,
    /// Words before a unit that make another of it («square kilometers»): word, base, id.
    befores: Vec<(&'static str, &'static str, &'static str)>,
    heat: Lexicon<()>,
    angle: Lexicon<()>,
    seismic: Lexicon<()>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables {
        units: Lexicon::new([]),
        withs: Vec::new(),
        befores: Vec::new(),
        heat: Lexicon::new([]),
        angle: Lexicon::new([]),
        seismic: Lexicon::new([]),
    };
    for row in include_str!("../../data/units.tsv").lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<_> = row.split('\t').collect();
        match cells.as_slice() {
            ["unit", id, forms] => {
                for form in forms.split(' ').filter(|f| !f.is_empty()) {
                    tables.units.add(form, Entry { id, dual: false, short: false });
                    for dual in duals(form) {
                        tables.units.add(&dual, Entry { id, dual: true, short: false });
                    }
                }
            }
            ["dual", id, forms] => {
                forms
                    .split(' ')
                    .for_each(|form| tables.units.add(form, Entry { id, dual: true, short: false }));
            }
            ["heat", forms] => forms.split(' ').for_each(|form| tables.heat.add(form, ())),
            ["seismic", forms] => forms.split(' ').for_each(|form| tables.seismic.add(form, ())),
            ["angle", forms] => forms.split(' ').for_each(|form| tables.angle.add(form, ())),
            ["short", id, forms] => {
                forms
                    .split(' ')
                    .for_each(|form| tables.units.add(form, Entry { id, dual: false, short: true }));
            }
            ["before", id, base, word] => tables.befores.push((word, base, id)),
            ["with", id, base, sequences] => {
                for sequence in sequences.split(' ') {
                    let tokens = sequence.split('_').map(fold::folded).collect();
                    tables.withs.push(With { id, base, tokens });
                }
            }
            _ => {}
        }
    }
    // The longest continuation first.
    tables.withs.sort_by_key(|w| std::cmp::Reverse(w.tokens.len()));
    tables
});

/// The duals of an Arabic noun in the singular, nominative, oblique and before another noun; nothing for other forms.
pub(super) fn duals(noun: &str) -> Vec<String> {
    let noun = fold::folded(noun);
    let arabic = noun.chars().all(|c| fold::class(c) == fold::Class::Arabic) && noun.chars().count() > 2;
    if !arabic || noun.ends_with('ا') || noun.ends_with("ات") {
        return Vec::new();
    }
    let stem = match noun.strip_suffix('ه') {
        Some(stem) => format!("{stem}ت"),
        None => noun,
    };
    ["ان", "ين"].iter().map(|ending| format!("{stem}{ending}")).collect()
}

/// The unit at token `i`. `short` allows symbols that are also other things, because digits stand right before.
pub(super) fn at(lexed: &Lexed, i: usize, short: bool) -> Option<Measure> {
    read(lexed, i, short, false)
}

/// The unit at token `i` that «واحد» is said of: particles may be attached to it («للتر الواحد»).
pub(super) fn of_one(lexed: &Lexed, i: usize) -> Option<Measure> {
    read(lexed, i, false, true)
}

fn read(lexed: &Lexed, i: usize, short: bool, attached: bool) -> Option<Measure> {
    // One word may stand before a base, and no other before that one.
    if lexed.kind(i) == Some(Kind::Latin)
        && lexed.gap(i + 1) == Gap::Space
        && TABLES.befores.iter().any(|b| b.0 == lexed.form(i))
    {
        let unit = base(lexed, i + 1, false, attached)?;
        let (.., id) = TABLES.befores.iter().find(|b| b.0 == lexed.form(i) && b.1 == unit.id)?;
        return Some(Measure { id, ..unit });
    }
    base(lexed, i, short, attached)
}

fn base(lexed: &Lexed, i: usize, short: bool, attached: bool) -> Option<Measure> {
    let hit = TABLES.units.find(lexed, i).filter(|h| attached || h.clitics.is_bare() || h.value.dual)?;
    if hit.value.short && !short || hit.clitics.article && lexed.kind(i) != Some(Kind::Word) {
        return None;
    }
    let mut unit = Measure { id: hit.value.id, next: i + 1, dual: hit.value.dual, skip: hit.skip };
    while let Some(with) =
        TABLES.withs.iter().find(|w| w.base == unit.id && follows(lexed, unit.next, &w.tokens))
    {
        unit.next += with.tokens.len();
        if unit.id == with.id {
            break;
        }
        unit.id = with.id;
    }
    if matches!(unit.id, "milli" | "hecto") {
        return None;
    }
    Some(unit)
}

fn follows(lexed: &Lexed, at: usize, tokens: &[String]) -> bool {
    tokens.iter().enumerate().all(|(k, token)| {
        let i = at + k;
        // «م2» is a square metre, «5 م 2» is not.
        let glued = matches!(token.as_str(), "2" | "3" | "²" | "³") || token == "/";
        let gap = if glued { Gap::None } else { Gap::Space };
        let form = lexed.form(i);
        lexed.gap(i) <= gap
            && (form == token
                || form.strip_prefix("ال").is_some_and(|bare| bare == token && k == 0 && bare.len() > 4))
    })
}

/// Whether degrees that end before token `next` are those of an earthquake: «على مقياس ريختر», «بمقياس», «على سلم».
pub(super) fn seismic(lexed: &Lexed, next: usize) -> bool {
    let scale = |i: usize| TABLES.seismic.find(lexed, i).is_some();
    scale(next) || nouns::is_function(lexed, next) && scale(next + 1)
}

/// Whether the text speaks of heat or weather, so that its degrees are those of heat.
pub(super) fn heat(lexed: &Lexed) -> bool {
    (0..lexed.len()).any(|i| TABLES.heat.find(lexed, i).is_some())
}

/// Whether an angle or a place on the globe is measured in the degrees at token `i`.
pub(super) fn angle(lexed: &Lexed, i: usize) -> bool {
    (i.saturating_sub(4)..i + 5).any(|at| TABLES.angle.find(lexed, at).is_some())
}
