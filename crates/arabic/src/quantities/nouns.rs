//! Which word is the noun that a number counts, judged without a lexicon: by what it cannot be.

use std::sync::LazyLock;

use crate::lexed::{Gap, Kind, Lexed, Lexicon, fold};

/// What a tagger knows of a word, where one has run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A common or proper noun, or an adjective that stands for one.
    Noun,
    /// An adjective.
    Adjective,
    /// A verb.
    Verb,
    /// Anything else.
    Other,
}

/// What a tagger knows of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// The tag of its word, past attached particles.
    pub tag: Tag,
    /// Whether a particle is attached to its front.
    pub attached: bool,
    /// Where in the text the word begins, past attached particles.
    pub start: u32,
    /// Whether it is a proper noun.
    pub proper: bool,
    /// The grammatical number, where the tagger says it.
    pub number: Option<Number>,
}

/// The grammatical number of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// One.
    Singular,
    /// Two.
    Dual,
    /// More.
    Plural,
}

/// What a word that is no counted noun is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Function,
    Adverb,
    Verb,
    Time,
    Title,
}

struct Tables {
    stops: Lexicon<Stop>,
    starts: Lexicon<()>,
    /// The first nouns of compounds, and for each the second nouns that it takes.
    compounds: Lexicon<usize>,
    seconds: Vec<Lexicon<()>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut stops = Lexicon::new([]);
    for (class, forms) in rows(include_str!("../../data/not-counted.tsv")) {
        let stop = match class {
            "function" => Stop::Function,
            "adverb" => Stop::Adverb,
            "verb" => Stop::Verb,
            "time" => Stop::Time,
            _ => Stop::Title,
        };
        forms.split(' ').for_each(|form| stops.add(form, stop));
    }
    let forms: Vec<String> = forms_of("start").collect();
    let starts = Lexicon::new(forms.iter().map(|form| (form.as_str(), ())));
    let mut compounds = Lexicon::new([]);
    let mut seconds = Vec::new();
    for (first, second) in rows(include_str!("../../data/compounds.tsv")) {
        first.split(' ').for_each(|form| compounds.add(form, seconds.len()));
        seconds.push(Lexicon::new(second.split(' ').map(|form| (form, ()))));
    }
    Tables { stops, starts, compounds, seconds }
});

/// The folded forms of a class of the noun table.
pub(super) fn forms_of(class: &'static str) -> impl Iterator<Item = String> {
    rows(include_str!("../../data/nouns.tsv"))
        .filter(move |r| r.0 == class)
        .flat_map(|r| r.1.split(' ').map(fold::folded))
}

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'))
}

/// A counted noun: the token after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The token after the noun and what forms a fixed compound with it.
    pub next: usize,
}

/// The noun at token `i` that a number before it counts. `definite` allows the article («عشرات الصواريخ», «الثلاثة رجال»),
/// `accusative` says that the number is one of 11 to 99, after which the noun ends in ا or ة.
pub fn counted(
    lexed: &Lexed,
    i: usize,
    definite: bool,
    accusative: bool,
    tag: Option<Tagged>,
) -> Option<Counted> {
    if lexed.kind(i) == Some(Kind::Latin) {
        return latin(lexed, i);
    }
    if lexed.kind(i) != Some(Kind::Word) || lexed.gap(i) > Gap::Space {
        return None;
    }
    let form = lexed.form(i);
    let letters = form.chars().count();
    let article = form.starts_with("ال") && letters > 4;
    if letters < 2 || article && !definite || TABLES.stops.whole(lexed, i).is_some() {
        return None;
    }
    // «16 بكل من»: a function word behind a particle, whatever the tagger says.
    let led =
        form.strip_prefix(['ب', 'ل', 'ك']).is_some_and(|bare| TABLES.stops.get(bare) == Some(Stop::Function));
    // «من 10 إلى 64 بقعفور»: a name that the tagger does not know behind its preposition.
    let named = form.starts_with(['ب', 'ل', 'ك']) && tag.is_some_and(|t| t.proper) && !begins_noun(form);
    if tag.is_some_and(|t| t.attached) || led && letters < 6 || named {
        return None;
    }
    let noun = match tag.map(|t| t.tag) {
        // «7 وتستخدمه»: taggers take many a word that و begins for a noun.
        Some(Tag::Noun) => !form.starts_with('و') || letters < 9 || begins_noun(form),
        // Behind 11 to 99 the accusative says noun, whatever the tagger does («أربعين مركبا»).
        Some(Tag::Verb | Tag::Other) => {
            accusative && form.ends_with('ا') && letters > 3 && plausible(form, letters, accusative)
        }
        // Taggers take many a noun of this place for an adjective («سائح», «آخرين»).
        Some(Tag::Adjective) | None => plausible(form, letters, accusative),
    };
    if !noun {
        return None;
    }
    let seconds = TABLES.compounds.whole(lexed, i).and_then(|at| TABLES.seconds.get(at));
    let compound = lexed.gap(i + 1) == Gap::Space && seconds.is_some_and(|s| s.whole(lexed, i + 1).is_some());
    Some(Counted { next: i + 1 + usize::from(compound) })
}

/// «30 cars», «trois maisons»: a word in small letters that is no function word and no unit of time.
fn latin(lexed: &Lexed, i: usize) -> Option<Counted> {
    let small = lexed.get(i).is_some_and(|token| !token.notes.capital) && lexed.form(i).chars().count() > 2;
    let apart = lexed.gap(i) == Gap::Space && TABLES.stops.whole(lexed, i).is_none();
    (small && apart).then_some(Counted { next: i + 1 })
}

/// Whether `word` is the dual in ي or ا before a genitive of the first noun of a fixed compound, and token `i` its second.
pub(super) fn compound_dual(lexed: &Lexed, i: usize, word: &str) -> bool {
    let Some(stem) = word.strip_suffix("ي").or(word.strip_suffix("ا")) else { return false };
    let first = match stem.strip_suffix('ت') {
        Some(stem) => TABLES.compounds.get(&format!("{stem}ه")),
        None if word.ends_with('ي') => TABLES.compounds.get(stem),
        None => None,
    };
    let seconds = first.and_then(|at| TABLES.seconds.get(at));
    seconds.is_some_and(|seconds| seconds.whole(lexed, i).is_some())
}

/// Whether the word at `i` could be counted by digits before it.
pub fn counts(lexed: &Lexed, i: usize) -> bool {
    counted(lexed, i, false, false, None).is_some()
}

/// Whether the folded word at token `i` is a unit of time, with or without particles.
pub fn is_time(lexed: &Lexed, i: usize) -> bool {
    TABLES.stops.find(lexed, i).is_some_and(|hit| hit.value == Stop::Time)
}

/// Whether a noun is known that begins like the folded `form`, with what could be a particle.
pub(super) fn begins_noun(form: &str) -> bool {
    form.char_indices()
        .skip(2)
        .map(|(at, _)| at)
        .chain([form.len()])
        .take(7)
        .any(|at| form.get(..at).is_some_and(|start| TABLES.starts.get(start).is_some()))
}

/// Whether the word at `i`, without particles, is a function word of the table.
pub(crate) fn is_function(lexed: &Lexed, i: usize) -> bool {
    TABLES.stops.whole(lexed, i) == Some(Stop::Function)
}

/// Whether the bare folded `word` is a unit of time.
pub(super) fn time_form(word: &str) -> bool {
    TABLES.stops.get(word) == Some(Stop::Time)
}

/// Whether the word at `i` is a function word, adverb or verb of the table, with or without particles.
pub(super) fn is_stop(lexed: &Lexed, i: usize) -> bool {
    TABLES.stops.find(lexed, i).is_some_and(|hit| hit.value != Stop::Time)
}

/// Whether the word at `i` is «مرة», of which «ونصف» makes one and a half: the bytes of its particles.
pub(super) fn times(lexed: &Lexed, i: usize) -> Option<usize> {
    let form = lexed.form(i);
    let word = form
        .strip_prefix(['ب', 'ل', 'و', 'ف'])
        .filter(|bare| *bare == "مره")
        .or((form == "مره").then_some(form));
    word.map(|word| form.len() - word.len())
}

/// Whether the word at `i` is one of the table that stands in no genitive: a verb's form with the article is a noun («النقل»).
pub(super) fn is_no_noun(lexed: &Lexed, i: usize) -> bool {
    TABLES.stops.find(lexed, i).is_some_and(|hit| match hit.value {
        Stop::Time => false,
        Stop::Verb => !hit.clitics.article,
        _ => true,
    })
}

fn plausible(form: &str, letters: usize, accusative: bool) -> bool {
    if form.ends_with("وا")
        || form.ends_with("تا") && letters < 6
        || form.ends_with("هم")
        || form.ends_with("ها") && letters > 4
    {
        return false;
    }
    let known = || begins_noun(form);
    let mut rest = form.chars();
    match rest.next() {
        // A particle or a verb's prefix, unless a noun is known to begin so, or the ending is that of a counted noun.
        Some('و' | 'ف' | 'ب' | 'ل' | 'ك') => {
            let bare = rest.as_str();
            let stop = TABLES.stops.get(bare).is_some() || bare.starts_with("ال") || bare.starts_with("لل");
            known()
                || !stop
                    && accusative
                    && form.ends_with('ا')
                    && letters > 4
                    && !form.starts_with('و')
                    && !form.starts_with('ف')
        }
        Some('ي') => known() || letters < 4 && !form.ends_with('م'),
        Some('س') if rest.as_str().starts_with('ي') || rest.as_str().starts_with('ت') => known(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noun(text: &str, definite: bool, accusative: bool) -> Option<usize> {
        let mut lexed = Lexed::new();
        lexed.read(text);
        counted(&lexed, 1, definite, accusative, None).map(|c| c.next - 1)
    }

    #[test]
    fn nouns_and_what_is_none() {
        for text in ["30 سيارة", "4 وزراء", "5 لاجئين", "33 جريحا", "69 آخرين", "7 كنائس", "3 يخوت", "20 بطلا"]
        {
            assert_eq!(noun(text, false, true), Some(1), "{text}");
        }
        for text in [
            "12 في",
            "522 بقانون",
            "3 يشاركون",
            "5 قتلوا",
            "15 يوما",
            "20 الجاري",
            "7 مارس",
            "9 ولكن",
            "4 وقال",
            "8 سيتم",
        ] {
            assert_eq!(noun(text, false, false), None, "{text}");
        }
        assert_eq!(noun("عشرات الصواريخ", true, false), Some(1));
        assert_eq!(noun("50 فرصة عمل جديدة", false, false), Some(2));
    }
}
