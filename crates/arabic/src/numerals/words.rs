//! The words of numerals: what each can be in a number, read from the data table.

use std::sync::LazyLock;

use super::Gender;
use crate::lexed::{Clitics, Gap, Hit, Kind, Lexed, Lexicon};

/// What a word is in a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Zero,
    Unit,
    Bound,
    Ten,
    Teen,
    Tens,
    Hundred,
    HundredDual,
    HundredDualWeak,
    Hundreds,
    HundredPlural,
    Scale,
    ScaleAlef,
    ScaleDual,
    ScalePlural,
    FractionOne,
    FractionWeak,
    FractionTwo,
    FractionPlural,
    Ordinal,
    OrdinalBound,
    Vague,
    Point,
    Minus,
    OutOf,
    Over,
}

/// A word of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) class: Class,
    pub(super) value: i64,
    pub(super) gender: Option<Gender>,
    /// The fraction that the word is where its first letter has a damma.
    pub(super) part: Option<i64>,
}

/// A word of a numeral in the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Atom {
    pub(super) word: Word,
    /// و before it, attached or as a token of its own.
    pub(super) wa: bool,
    pub(super) clitics: Clitics,
    /// Where its bare span begins.
    pub(super) start: u32,
    /// The token after it.
    pub(super) next: usize,
    /// Whether the word is written with a tanwin fath.
    pub(super) tanwin: bool,
}

static WORDS: LazyLock<Lexicon<Word>> = LazyLock::new(|| load(include_str!("../../data/numerals.tsv")));

/// Reads the table; lines that are no entries are passed over, a test holds that there are none.
fn load(table: &str) -> Lexicon<Word> {
    let mut lexicon = Lexicon::new([]);
    let rows = || table.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect::<Vec<_>>());
    let parts: Vec<(&str, i64)> = rows()
        .filter(|r| r.first() == Some(&"frac1?"))
        .filter_map(|r| Some((*r.get(3)?, r.get(1)?.parse().ok()?)))
        .collect();
    for row in rows() {
        let [class, value, gender, forms] = row.as_slice() else { continue };
        let (Some(class), Ok(value)) = (class_of(class), value.parse()) else { continue };
        let gender = match *gender {
            "m" => Some(Gender::Masculine),
            "f" => Some(Gender::Feminine),
            _ => None,
        };
        for form in forms.split(' ') {
            let part = parts.iter().find(|p| p.0 == form).map(|p| p.1);
            lexicon.add(form, Word { class, value, gender, part });
        }
    }
    lexicon
}

fn class_of(name: &str) -> Option<Class> {
    Some(match name {
        "zero" => Class::Zero,
        "unit" => Class::Unit,
        "bound" => Class::Bound,
        "ten" => Class::Ten,
        "teen" => Class::Teen,
        "tens" => Class::Tens,
        "hundred" => Class::Hundred,
        "hundred2" => Class::HundredDual,
        "hundred2w" => Class::HundredDualWeak,
        "hundreds" => Class::Hundreds,
        "hundred+" => Class::HundredPlural,
        "scale" => Class::Scale,
        "scale-a" => Class::ScaleAlef,
        "scale2" => Class::ScaleDual,
        "scale+" => Class::ScalePlural,
        "frac1" => Class::FractionOne,
        "frac1w" => Class::FractionWeak,
        "frac2" => Class::FractionTwo,
        "frac+" => Class::FractionPlural,
        "ordinal" => Class::Ordinal,
        "ordinal-c" => Class::OrdinalBound,
        "vague" => Class::Vague,
        "point" => Class::Point,
        "minus" => Class::Minus,
        "out-of" => Class::OutOf,
        "over" => Class::Over,
        _ => return None,
    })
}

/// Whether a numeral may begin with the word at token `i`: a numeral word, or a particle before one or before digits.
pub(super) fn begins(lexed: &Lexed, i: usize) -> bool {
    let form = lexed.form(i);
    let particle = form.len() <= 6 && lexed.kind(i + 1) == Some(Kind::Number);
    let inner = |class| matches!(class, Class::Point | Class::OutOf | Class::Over);
    particle || matches!(form, "و" | "ال") || WORDS.find(lexed, i).is_some_and(|hit| !inner(hit.value.class))
}

/// Whether a numeral may go on with the word at token `i`.
pub(super) fn goes_on(lexed: &Lexed, i: usize) -> bool {
    lexed.kind(i) == Some(Kind::Word)
        && lexed.gap(i) <= Gap::Space
        && (lexed.kind(i + 1) == Some(Kind::Number)
            || matches!(lexed.form(i), "و" | "ال")
            || WORDS.find(lexed, i).is_some())
}

/// The numeral word at token `i`, with a separate و before it read along.
pub(super) fn atom(lexed: &Lexed, i: usize) -> Option<Atom> {
    if lexed.kind(i) != Some(Kind::Word) {
        return None;
    }
    if lexed.form(i) == "و" {
        let mut atom =
            bare(lexed, i + 1).filter(|a| a.clitics.is_bare() && lexed.gap(i + 1) <= Gap::Space)?;
        atom.wa = true;
        atom.clitics.wa = true;
        return Some(atom);
    }
    bare(lexed, i)
}

fn bare(lexed: &Lexed, i: usize) -> Option<Atom> {
    let (at, article) = detached_article(lexed, i);
    let mut hit = WORDS.find(lexed, at)?;
    if lexed.form(at) == "واحد" && WORDS.whole(lexed, at + 1).is_some_and(|w| w.class == Class::Ten) {
        // Without its hamza «وأحد عشر» looks like «واحد»; only أحد stands before عشر.
        let one = Word { class: Class::Bound, ..hit.value };
        hit = Hit { value: one, skip: "و".len(), clitics: Clitics { wa: true, ..hit.clitics } };
    }
    let notes = lexed.get(at)?.notes;
    if hit.value.class == Class::Ordinal
        && hit.value.value == 1
        && lexed.form(at).ends_with('ي')
        && !notes.maqsura
    {
        // «أولي» is «initial»; only «أولى» is «first».
        return None;
    }
    if hit.clitics.preposition == Some('ك')
        && matches!(hit.value.class, Class::Hundred | Class::HundredPlural)
    {
        // «كمية» and «كميات» are quantities, not «like a hundred».
        return None;
    }
    let mut word = hit.value;
    if let (true, Some(part)) = (notes.damma && hit.skip == 0, word.part) {
        word = Word { class: Class::FractionOne, value: part, gender: None, part: None };
    }
    let mut clitics = hit.clitics;
    clitics.article |= article;
    let start = if article { lexed.start(i) } else { lexed.offset(at, hit.skip) };
    Some(Atom { word, wa: clitics.wa, clitics, start, next: at + 1, tanwin: notes.tanwin })
}

/// «الـ» or «ال» as a token of its own right before a number word: its end, and whether it is there.
fn detached_article(lexed: &Lexed, i: usize) -> (usize, bool) {
    // «آل ثاني» folds to the same letters: a detached article has its tatweel, or touches the word.
    let article = lexed.get(i).is_some_and(|t| t.end - t.start > 4) || lexed.gap(i + 1) == Gap::None;
    if article
        && lexed.form(i) == "ال"
        && lexed.kind(i + 1) == Some(Kind::Word)
        && lexed.gap(i + 1) <= Gap::Space
    {
        (i + 1, true)
    } else {
        (i, false)
    }
}

/// The numeral word at `i`, if it continues a numeral: no line end before it.
pub(super) fn next(lexed: &Lexed, i: usize) -> Option<Atom> {
    if !goes_on(lexed, i) {
        None
    } else {
        atom(lexed, i).filter(|a| !a.clitics.fa && a.clitics.preposition.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_an_entry() {
        for line in include_str!("../../data/numerals.tsv").lines().filter(|l| !l.starts_with('#')) {
            let row: Vec<_> = line.split('\t').collect();
            assert_eq!(row.len(), 4, "{line}");
            assert!(class_of(row[0]).is_some() || row[0] == "frac1?", "{line}");
            assert!(row[1].parse::<i64>().is_ok() && matches!(row[2], "m" | "f" | "-"), "{line}");
        }
    }
}
