//! What a name is called and which country it belongs to.

use warraq_arabic::normalise::Normaliser;

use super::finder::{Found, Label};
use super::gazetteer::{Classes, Gazetteer, Listed};
use super::reading::Reading;

/// The name as it is written, without marks, tatweel, invisible characters and line ends; where ل took the alif of the article, with it.
pub(super) fn normalised(bare: &Normaliser, covered: &str, reading: &Reading, found: &Found) -> String {
    let bare = bare.string(covered);
    let mut out = String::with_capacity(bare.len() + 2);
    let kind = reading.kind(found.units.start);
    // «للعراق» leaves «لعراق», whose form is «العراق».
    if kind.is_some_and(|k| k.restored) && bare.starts_with('ل') {
        out.push('ا');
    }
    for (n, word) in bare.split_whitespace().enumerate() {
        out.push_str(if n > 0 { " " } else { "" });
        out.push_str(word);
    }
    out
}

/// The ISO 3166 code of a name's country: of a listed country or city, or of the nationality in a body's name.
pub(super) fn country(reading: &Reading, lists: &Gazetteer, found: &Found) -> Option<&'static str> {
    let forms = found.units.clone().map_while(|at| reading.kind(at).map(|k| k.form));
    if let Some((words, entry)) = lists.longest(forms)
        && words == found.units.len()
        && matches!(entry.listed, Listed::Country | Listed::Capital | Listed::City)
        && found.label == Label::Loc
    {
        return entry.country;
    }
    let nation = |at: usize| {
        let kind = reading.kind(at).filter(|k| k.classes.has(Classes::NISBA.with(Classes::NISBAS)))?;
        lists.nationality(kind.core)
    };
    let land = |at: usize| {
        let (entry, _) = reading.units.get(at)?.listed?;
        entry.country.filter(|_| entry.listed == Listed::Country)
    };
    match found.label {
        Label::Org => found.units.clone().find_map(|at| nation(at).or_else(|| land(at))),
        Label::Misc if found.units.len() == 1 => nation(found.units.start),
        _ => None,
    }
}
