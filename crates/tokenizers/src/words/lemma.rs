//! Lemma and features of a stem whose part of speech is chosen.

use warraq_arabic::morphology::clitics::{Article, Cut};
use warraq_arabic::morphology::lexicon::{Analysis, Attach};

use super::closed;
use super::engine::Engine;
use super::feats::{self, Told};
use super::features::Counts;
use super::known::{Facts, Origin};
use super::readings::fits;
use super::tags;
use super::vowels::Vowels;

/// What is known of a chosen stem.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stem<'a> {
    /// The lemma without marks.
    pub lemma: String,
    /// The lemma with marks, where the lexicon has it.
    pub marked: Option<&'a str>,
    /// The number of its feature string (see [`super::feats`]).
    pub feats: u16,
    /// Whether a final ت stands for ة.
    pub feminine: bool,
}

/// Parts of speech whose entries serve for another one, the best first.
fn related(tag: u8) -> &'static [u8] {
    use tags::{ADJ, ADP, ADV, AUX, CCONJ, DET, INTJ, NOUN, NUM, PART, PRON, PROPN, SCONJ, VERB, X};
    match tag {
        NOUN => &[NOUN, ADJ, PROPN, NUM, DET],
        PROPN => &[PROPN, NOUN, ADJ],
        ADJ => &[ADJ, NOUN, NUM],
        VERB => &[VERB, AUX],
        ADV => &[ADV, NOUN, ADJ, ADP],
        AUX => &[AUX, VERB],
        NUM => &[NUM, NOUN, ADJ],
        DET => &[DET, PRON, NOUN],
        _ => &[ADP, SCONJ, CCONJ, PART, PRON, DET, ADV, AUX, INTJ, NOUN, ADJ, X],
    }
}

/// The marks that are written on a stem.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// It has a tanwin.
    pub tanwin: bool,
    /// Its vowels.
    pub vowels: Vowels,
}

/// Finds lemma and features.
pub fn resolve<'a>(cut: &Cut, word: &str, tag: u8, marks: &Marks, engine: &Engine<'a>) -> Stem<'a> {
    let core = cut.core_of(word);
    if let Some(marked) = closed::lemma(cut, core, tag) {
        let (lemma, feats) = (bare(marked), features(cut, tag, None, core, Told::Nothing));
        return Stem { marked: (lemma != marked).then_some(marked), lemma, feats, feminine: false };
    }
    let key = engine.lexicon.key_of(core);
    let mut seen = engine.seen.lookup_key(key).filter(|(_, facts)| facts.upos == tag);
    let (learned, other) = (seen.next(), seen.next());
    let times = learned.map_or(0, |(a, _)| engine.seen.lexicon.cost(a));
    let learned = learned.and_then(|(a, _)| engine.seen.lexicon.lemma(a.lemma));
    // What the training data have once may be a slip or a rare reading: it counts as one sign among others.
    let doubtful = times < 2 && matches!(tag, tags::NOUN | tags::ADJ | tags::VERB);
    let sign = learned.filter(|_| other.is_none());
    let sign = sign.map(|lemma| Sign { lemma, seen: if doubtful { Seen::Once } else { Seen::Often } });
    let best = best_entry(cut, (core, key), (tag, &marks.vowels), sign, engine);
    // What the marks rule out was learned from the same letters with other marks.
    let learned = learned.filter(|lemma| {
        let other = best.as_ref().filter(|b| !letters(b.lemma).eq(letters(lemma)));
        other.is_none_or(|b| !excluded(&marks.vowels, (b.analysis, b.facts, lemma), engine))
    });
    let feminine = tag != tags::VERB
        && core.ends_with('ت')
        && cut.suffix > 0
        && best.as_ref().map_or(!core.ends_with("ات"), |b| {
            b.facts.attach == Attach::Only && (b.facts.feminine || b.facts.origin == Origin::Plural)
        });
    let found = best.as_ref().map(|b| b.lemma);
    let marked = if doubtful { found.or(learned) } else { learned.or(found) };
    let lemma = marked.map_or_else(|| guess(core, tag, marks.tanwin, feminine, &engine.counts), bare);
    let told = best.as_ref().map_or(Told::Nothing, |b| voice(b, &marks.vowels, engine));
    let feats = features(cut, tag, best.map(|b| b.analysis.tag), core, told);
    Stem { lemma, marked, feats, feminine }
}

/// The lemma that the training data have, and no other one beside it.
#[derive(Debug, Clone, Copy)]
struct Sign<'l> {
    lemma: &'l str,
    seen: Seen,
}

/// How often the training data have the lemma of an entry for these letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// Not at all, or another one as well.
    Never,
    /// Once, which may be a slip or a rare reading.
    Once,
    /// More than once, or the part of speech is a closed one.
    Often,
}

/// An entry of the lexicon with its lemma.
struct Found<'l> {
    score: i64,
    analysis: Analysis,
    facts: Facts,
    lemma: &'l str,
}

fn best_entry<'a>(
    cut: &Cut,
    (core, key): (&str, u64),
    (tag, vowels): (u8, &Vowels),
    sign: Option<Sign<'_>>,
    engine: &Engine<'a>,
) -> Option<Found<'a>> {
    let lexicon = &engine.lexicon;
    let related = related(tag);
    let fitting = lexicon.lookup_key(key).filter_map(|(analysis, facts)| {
        let rank = related.iter().position(|&u| u == facts.upos)?;
        let lemma = lexicon.lexicon.lemma(analysis.lemma).filter(|_| fits(cut, core, facts))?;
        // A name is a form of another word only if the lexicon says so, and no broken plural.
        let of_name = tag != tags::PROPN || facts.upos == tags::PROPN || letters(lemma).eq(core.chars());
        of_name.then_some((analysis, facts, lemma, rank as i64))
    });
    let mut fitting = fitting.peekable();
    let mut best: Option<Found<'_>> = None;
    let mut room = String::new();
    while let Some((analysis, facts, lemma, rank)) = fitting.next() {
        if best.is_none() && fitting.peek().is_none() {
            return Some(Found { score: 0, analysis, facts, lemma });
        }
        let cost = i64::from(lexicon.lexicon.cost(analysis));
        let own = sign.filter(|sign| letters(sign.lemma).eq(letters(lemma))).map_or(Seen::Never, |s| s.seen);
        let score = preference(core, facts, (lemma, own), &engine.counts, &mut room) - rank * 100 - cost;
        let score = if excluded(vowels, (analysis, facts, lemma), engine) { score - EXCLUDED } else { score };
        if best.as_ref().is_none_or(|other| score > other.score) {
            best = Some(Found { score, analysis, facts, lemma });
        }
    }
    best
}

/// What it costs an entry that the written marks are not its own; more than all else together.
const EXCLUDED: i64 = 10_000;

/// Whether the written marks are not those of an entry.
fn excluded(vowels: &Vowels, (analysis, facts, lemma): (Analysis, Facts, &str), engine: &Engine<'_>) -> bool {
    if facts.upos != tags::VERB || facts.imperative || vowels.is_empty() {
        return false;
    }
    let tag = engine.lexicon.lexicon.tag(analysis.tag);
    vowels.exclude(lemma, facts.imperfect, tag.is_some_and(|t| t.feats.contains("Voice=Pass")))
}

/// The voice that written vowels tell of an entry.
fn voice(found: &Found<'_>, vowels: &Vowels, engine: &Engine<'_>) -> Told {
    let facts = found.facts;
    if facts.upos != tags::VERB || facts.imperative {
        return Told::Nothing;
    }
    let tag = engine.lexicon.lexicon.tag(found.analysis.tag);
    let third = tag.is_some_and(|t| t.feats.contains("Number=Sing|Person=3"));
    vowels.voice(found.lemma, facts.imperfect, third).map_or(Told::Nothing, Told::Voice)
}

/// What a doubling of the count of a lemma's own form is worth.
const DOUBLED: i64 = 4;

/// What it is worth that the training data have a lemma once, if plain text has the lemma's own form.
const ONCE: i64 = 160;

/// What it is worth that they have it more than once: the features are to be those of the same lemma, unless the marks forbid it.
const OFTEN: i64 = 5_000;

/// What speaks for an entry beside its frequency, in the units of costs: of its lemma, with how often the training data have it. What
/// was in `room` is lost.
fn preference(
    core: &str,
    entry: Facts,
    (lemma, seen): (&str, Seen),
    counts: &Counts<'_>,
    room: &mut String,
) -> i64 {
    room.clear();
    room.push_str("ال");
    letters(lemma).for_each(|c| room.push(c));
    let definite = room.as_str();
    let bare = definite.get("ال".len()..).unwrap_or("");
    let often = |form: &str| counts.log(form) as i64 * DOUBLED;
    if entry.upos == tags::VERB {
        // Without marks an imperative often looks like the perfect («أكد»), which is what texts have.
        let rare = i64::from(entry.imperative) * 100 + i64::from(entry.origin == Origin::Short) * 40;
        let learned = if seen == Seen::Often { OFTEN } else { 0 };
        return often(bare) + i64::from(bare == core) * 10 - rare + learned;
    }
    let origin = match entry.origin {
        // A form that is listed as a lemma is that lemma rather than an inflected form of another one.
        _ if bare == core => 60,
        Origin::Function | Origin::Plural => 40,
        Origin::Guessed => -30,
        Origin::Unlikely => -60,
        Origin::Short | Origin::Other => 0,
    };
    let often = often(bare).max(often(definite));
    let feminine = core.ends_with("ات") && bare.ends_with('ة');
    let learned = match seen {
        Seen::Often => OFTEN,
        Seen::Once if often > 0 => ONCE,
        Seen::Once | Seen::Never => 0,
    };
    origin + often + i64::from(feminine) * 80 + learned
}

/// A lemma for a stem that no source knows.
fn guess(core: &str, tag: u8, tanwin: bool, feminine: bool, counts: &Counts<'_>) -> String {
    let long = core.len() > 8;
    let nominal = matches!(tag, tags::NOUN | tags::ADJ | tags::ADV);
    if !nominal {
        return core.to_owned();
    }
    if feminine && let Some(start) = core.strip_suffix('ت') {
        return if tag == tags::ADJ { start.to_owned() } else { format!("{start}ة") };
    }
    if long && let Some(start) = core.strip_suffix("ات") {
        let singular = format!("{start}ة");
        // Loan words have no ة in the singular («دولارات»).
        let masculine = tag == tags::ADJ || counts.log(start) > counts.log(&singular);
        return if masculine { start.to_owned() } else { singular };
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

/// The features of an entry, with the definiteness that the clitics tell, or the voice that the vowels tell.
fn features(cut: &Cut, tag: u8, entry: Option<u8>, core: &str, voice: Told) -> u16 {
    if tag == tags::ADV {
        return feats::NONE;
    }
    let nominal = matches!(tag, tags::NOUN | tags::PROPN | tags::ADJ | tags::NUM);
    let told = match (nominal, cut.article, cut.suffix) {
        (false, _, _) => voice,
        (true, Article::None, 0) => Told::Nothing,
        (true, Article::None, _) => Told::Construct,
        (true, _, _) => Told::Article,
    };
    feats::of_stem(entry, nominal && core.ends_with('ة'), told)
}

/// The letters of a text, its marks left out.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter(|c| !matches!(c, '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'))
}

/// Text without marks.
pub fn bare(text: &str) -> String {
    letters(text).collect()
}
