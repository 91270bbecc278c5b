//! What a name is called and which country it belongs to.

use warraq_arabic::normalise::Normaliser;

use super::finder::{Found, Label};
use super::gazetteer::{Classes, Code, Gazetteer, Listed};
use super::reading::Reading;
use super::unit::marks;

/// Names as they are written, without marks, tatweel, invisible characters and line ends; keeps its storage.
#[derive(Default)]
pub(super) struct Names {
    bare: String,
    whole: String,
}

impl Names {
    /// The name that is written so; where ل took the alif of the article, with it.
    pub(super) fn of(&mut self, bare: &Normaliser, covered: &str, reading: &Reading, found: &Found) -> &str {
        let Self { bare: written, whole } = self;
        bare.write(covered, written);
        // «للعراق» leaves «لعراق», whose form is «العراق».
        let restored = reading.units.get(found.units.start).is_some_and(|u| u.marks & marks::RESTORED != 0)
            && written.starts_with('ل');
        let words = written.split_whitespace();
        if !restored
            && words.clone().map(|word| word.len() + 1).sum::<usize>() == written.len() + 1
            && !written.contains(|c: char| c.is_whitespace() && c != ' ')
        {
            return written;
        }
        whole.clear();
        whole.push_str(if restored { "ا" } else { "" });
        for (n, word) in words.enumerate() {
            whole.push_str(if n > 0 { " " } else { "" });
            whole.push_str(word);
        }
        whole
    }
}

/// The ISO 3166 code of a name's country: of a listed country or city, or of the nationality in a body's name.
pub(super) fn country(reading: &Reading, lists: &Gazetteer, found: &Found) -> Option<Code> {
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
