//! Lemma and features of a stem whose part of speech is chosen.

use warraq_arabic::morphology::clitics::{Article, Cut};
use warraq_arabic::morphology::lexicon::{Attach, Lexicon, Tag};

use super::readings::fits;
use super::tags;

/// What is known of a chosen stem.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stem {
    /// The lemma without marks.
    pub lemma: String,
    /// The lemma with marks, where the lexicon has it.
    pub marked: Option<String>,
    /// UD features, sorted, joined by `|`.
    pub feats: String,
    /// Whether a final ت stands for ة.
    pub feminine: bool,
}

/// Parts of speech whose entries serve for another one, the best first.
fn related(tag: u8) -> &'static [&'static str] {
    match tag {
        tags::NOUN => &["NOUN", "ADJ", "PROPN", "NUM", "DET"],
        tags::PROPN => &["PROPN", "NOUN", "ADJ"],
        tags::ADJ => &["ADJ", "NOUN", "NUM"],
        tags::VERB => &["VERB", "AUX"],
        tags::ADV => &["ADV", "NOUN", "ADJ", "ADP"],
        tags::AUX => &["AUX", "VERB"],
        tags::NUM => &["NUM", "NOUN", "ADJ"],
        tags::DET => &["DET", "PRON", "NOUN"],
        _ => &["ADP", "SCONJ", "CCONJ", "PART", "PRON", "DET", "ADV", "AUX", "INTJ", "NOUN", "ADJ", "X"],
    }
}

/// Finds lemma and features.
pub fn resolve(
    cut: &Cut,
    word: &str,
    tag: u8,
    tanwin: bool,
    lexicon: &Lexicon<'_>,
    seen: &Lexicon<'_>,
) -> Stem {
    let core = cut.core_of(word);
    let upos = tags::UPOS.get(usize::from(tag)).copied().unwrap_or("X");
    let learned = seen
        .lookup(core)
        .find(|a| seen.tag(a.tag).is_some_and(|t| t.upos == upos))
        .and_then(|a| seen.lemma(a.lemma));
    let best = best_entry(cut, core, tag, lexicon);
    let feminine = tag != tags::VERB
        && core.ends_with('ت')
        && cut.suffix > 0
        && best.map_or(!core.ends_with("ات"), |(entry, _)| {
            entry.attach == Attach::Only && entry.feats.contains("Gender=Fem")
        });
    let marked = learned.map(str::to_owned).or_else(|| best.map(|(_, lemma)| lemma.to_owned()));
    let lemma = marked.as_deref().map_or_else(|| guess(core, tag, tanwin, feminine), bare);
    let feats = features(cut, tag, best.map(|(t, _)| t), core);
    Stem { lemma, marked, feats, feminine }
}

fn best_entry<'l>(cut: &Cut, core: &str, tag: u8, lexicon: &'l Lexicon<'_>) -> Option<(&'l Tag, &'l str)> {
    let mut best: Option<(i64, &Tag, &str)> = None;
    for analysis in lexicon.lookup(core) {
        let (Some(entry), Some(lemma)) = (lexicon.tag(analysis.tag), lexicon.lemma(analysis.lemma)) else {
            continue;
        };
        let Some(number) = tags::number(&entry.upos) else { continue };
        if !fits(cut, core, number, entry) {
            continue;
        }
        let Some(rank) = related(tag).iter().position(|u| *u == entry.upos) else { continue };
        let score = preference(core, entry, lemma) - (rank as i64) * 100 - i64::from(lexicon.cost(analysis));
        if best.is_none_or(|(other, _, _)| score > other) {
            best = Some((score, entry, lemma));
        }
    }
    best.map(|(_, entry, lemma)| (entry, lemma))
}

/// What speaks for an entry beside its frequency, in the units of costs.
fn preference(core: &str, entry: &Tag, lemma: &str) -> i64 {
    if entry.upos == "VERB" {
        return 0;
    }
    let lemma = bare(lemma);
    let origin = match entry.origin.as_str() {
        // A form that is listed as a lemma is that lemma rather than an inflected form of another one.
        _ if lemma == core => 60,
        "function" | "plural" => 40,
        "guessed" => -30,
        _ => 0,
    };
    let feminine = core.ends_with("ات") && lemma.ends_with('ة');
    origin + i64::from(feminine) * 40
}

/// A lemma for a stem that no source knows.
fn guess(core: &str, tag: u8, tanwin: bool, feminine: bool) -> String {
    let long = core.len() > 8;
    let nominal = matches!(tag, tags::NOUN | tags::ADJ | tags::ADV);
    if !nominal {
        return core.to_owned();
    }
    if feminine && let Some(start) = core.strip_suffix('ت') {
        return if tag == tags::ADJ { start.to_owned() } else { format!("{start}ة") };
    }
    if long && let Some(start) = core.strip_suffix("ات") {
        return if tag == tags::ADJ { start.to_owned() } else { format!("{start}ة") };
    }
    if long && let Some(start) = core.strip_suffix("ون").or_else(|| core.strip_suffix("ين")) {
        return start.to_owned();
    }
    if tag == tags::ADJ
        && let Some(start) = core.strip_suffix('ة')
    {
        return start.to_owned();
    }
    if (tanwin || tag == tags::ADV)
        && let Some(start) = core.strip_suffix('ا')
    {
        return start.to_owned();
    }
    core.to_owned()
}

/// The feature of a noun with an article.
pub const DEFINITE: &str = "Definite=Def";
/// The feature of a noun with a pronoun suffix.
pub const CONSTRUCT: &str = "Definite=Com";
/// The features of an unknown noun in ة.
pub const GUESSED_FEMININE: &str = "Gender=Fem|Number=Sing";

/// The features of an entry, with the definiteness that the clitics tell.
fn features(cut: &Cut, tag: u8, entry: Option<&Tag>, core: &str) -> String {
    if tag == tags::ADV {
        return String::new();
    }
    let nominal = matches!(tag, tags::NOUN | tags::PROPN | tags::ADJ | tags::NUM);
    let definite = match (nominal, cut.article, cut.suffix) {
        (false, _, _) | (true, Article::None, 0) => "",
        (true, Article::None, _) => CONSTRUCT,
        (true, _, _) => DEFINITE,
    };
    let of_entry = match entry {
        Some(entry) => entry.feats.as_str(),
        None if nominal && core.ends_with('ة') => GUESSED_FEMININE,
        None => "",
    };
    joined(of_entry, definite)
}

/// The features of an entry and one more, sorted.
pub fn joined(feats: &str, definite: &str) -> String {
    let mut all: Vec<&str> = feats.split('|').chain([definite]).filter(|f| !f.is_empty()).collect();
    all.sort_unstable();
    all.join("|")
}

/// Text without marks.
pub fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'))
        .collect()
}
