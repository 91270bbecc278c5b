//! The decision: evidence of letters and words for the Arabic script, trigrams and words of grammar for the Latin one,
//! trigrams for all others.

use warraq_arabic::language::{Evidence, LANGUAGES, Reading, Weights};
use whatlang::{Detector, Lang, Script};

use super::words::GrammarWords;

/// The tag of a text whose language cannot be told.
pub const UNDETERMINED: &str = "und";

/// The most bytes of a paragraph in another script that are looked at: more changes no decision.
const SAMPLE: usize = 1000;
/// So little evidence of its own (in nats, between the two best) that the document's language counts as well.
const PRIOR: f32 = 4.0;
/// What the answer of the trigrams weighs beside words of grammar: as much as this many of them at its least and where it
/// is sure.
const TRIGRAMS: (f32, f32) = (0.3, 3.3);
/// How fast a lead makes an answer sure.
const LEAD: f64 = 0.9;
/// How much evidence its words of grammar give a text of a language, for each of its words. With less, the answer is less
/// sure: the text may be in a language that nobody here knows. Short texts are forgiven this much.
const GRAMMAR: (f64, f64) = (0.15, 0.6);
/// Kurmanji, which the trigrams do not have: Kurdish in the Latin script, as CLDR tags it.
const KURMANJI: &str = "ku";

/// The languages of other scripts, with their tags.
const OTHERS: &[(Lang, &str)] = &[
    (Lang::Eng, "en"),
    (Lang::Fra, "fr"),
    (Lang::Deu, "de"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Ita, "it"),
    (Lang::Nld, "nl"),
    (Lang::Swe, "sv"),
    (Lang::Dan, "da"),
    (Lang::Nob, "nb"),
    (Lang::Fin, "fi"),
    (Lang::Pol, "pl"),
    (Lang::Ces, "cs"),
    (Lang::Slk, "sk"),
    (Lang::Hun, "hu"),
    (Lang::Ron, "ro"),
    (Lang::Hrv, "hr"),
    (Lang::Cat, "ca"),
    (Lang::Tur, "tr"),
    (Lang::Ind, "id"),
    (Lang::Vie, "vi"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Bul, "bg"),
    (Lang::Ell, "el"),
    (Lang::Heb, "he"),
    (Lang::Hye, "hy"),
    (Lang::Kat, "ka"),
    (Lang::Amh, "am"),
    (Lang::Hin, "hi"),
    (Lang::Ben, "bn"),
    (Lang::Tha, "th"),
    (Lang::Cmn, "zh"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
];

/// All tags that an answer may have.
pub(super) fn tags() -> impl Iterator<Item = &'static str> {
    LANGUAGES.into_iter().chain(OTHERS.iter().map(|(_, tag)| *tag)).chain([KURMANJI, UNDETERMINED])
}

/// What is said about one paragraph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// The BCP 47 tag, or [`UNDETERMINED`].
    pub tag: &'static str,
    /// Its probability.
    pub score: f64,
    /// The share of Arabic letters among all letters; `None` without letters.
    pub arabic_share: Option<f64>,
}

/// What is said about a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Whole {
    /// The language of most letters.
    pub tag: &'static str,
    /// The mean of the scores of its paragraphs by their letters; those in other languages count as 0.
    pub score: f64,
    /// The share of Arabic letters among all letters; `None` without letters.
    pub arabic_share: Option<f64>,
}

/// The tables of all ways.
pub struct Identifier {
    evidence: Evidence,
    trigrams: Detector,
    words: GrammarWords,
}

impl Default for Identifier {
    fn default() -> Self {
        let allowed = OTHERS.iter().map(|(lang, _)| *lang).collect();
        let (evidence, words) = (Evidence::built_in(), GrammarWords::built_in());
        Self { evidence, trigrams: Detector::with_allowlist(allowed), words }
    }
}

impl Identifier {
    /// The answer for one text by itself.
    #[must_use]
    pub fn text(&self, text: &str) -> Answer {
        self.answer(text, &self.evidence.read(text), &Weights::default())
    }

    /// The answers for the paragraphs of a document, and for all of it.
    #[must_use]
    pub fn document(&self, paragraphs: &[&str]) -> (Vec<Answer>, Whole) {
        let readings: Vec<Reading> = paragraphs.iter().map(|text| self.evidence.read(text)).collect();
        let prior = prior(&readings);
        let answer = |(text, reading): (&&str, &Reading)| self.answer(text, reading, &prior);
        let answers: Vec<Answer> = paragraphs.iter().zip(&readings).map(answer).collect();
        let whole = whole(&answers, &readings);
        (answers, whole)
    }

    fn answer(&self, text: &str, reading: &Reading, prior: &Weights) -> Answer {
        let letters = reading.arabic + reading.other;
        if letters == 0 {
            return Answer { tag: UNDETERMINED, score: 0.0, arabic_share: None };
        }
        let arabic_share = Some(f64::from(reading.arabic) / f64::from(letters));
        // The Arabic script leaves short vowels out: the same text has a third fewer letters than in Latin.
        if reading.arabic * 3 >= reading.other * 2 {
            let (tag, score) = reading.best(prior);
            return Answer { tag, score, arabic_share };
        }
        let sample = text.char_indices().find(|(at, _)| *at >= SAMPLE).and_then(|(at, _)| text.get(..at));
        let (tag, score) = self.other(sample.unwrap_or(text)).unwrap_or((UNDETERMINED, 0.0));
        Answer { tag, score, arabic_share }
    }

    /// The language of a text in another script, and how sure that is.
    fn other(&self, text: &str) -> Option<(&'static str, f64)> {
        let info = self.trigrams.detect(text)?;
        let found = OTHERS.iter().find(|(lang, _)| *lang == info.lang())?.1;
        let sure = info.confidence().clamp(0.0, 1.0);
        if info.script() != Script::Latin {
            return Some((found, sure));
        }
        let hits = self.words.read(text);
        let bonus = TRIGRAMS.0 + (TRIGRAMS.1 - TRIGRAMS.0) * sure as f32;
        let Some(best) = self.words.best(&hits, found, bonus) else { return Some((found, sure)) };
        let ahead = 1.0 - (-f64::from(best.lead) * LEAD).exp() / 2.0;
        let (expected, forgiven) = GRAMMAR;
        let grammar = (f64::from(best.own) + forgiven) / (expected * f64::from(hits.words) + forgiven);
        Some((best.tag, ahead * grammar.min(1.0)))
    }
}

/// The language of most letters, and how sure that is.
fn whole(answers: &[Answer], readings: &[Reading]) -> Whole {
    let (mut arabic, mut all) = (0, 0);
    let mut languages: Vec<(&'static str, u64, f64)> = Vec::new();
    for (answer, reading) in answers.iter().zip(readings) {
        let count = u64::from(reading.arabic) + u64::from(reading.other);
        arabic += u64::from(reading.arabic);
        all += count;
        if answer.tag == UNDETERMINED {
            continue;
        }
        let sure = answer.score * count as f64;
        match languages.iter_mut().find(|(tag, ..)| *tag == answer.tag) {
            Some((_, sum, score)) => (*sum, *score) = (*sum + count, *score + sure),
            None => languages.push((answer.tag, count, sure)),
        }
    }
    let share = |part: f64| part / all.max(1) as f64;
    let arabic_share = (all > 0).then(|| share(arabic as f64));
    // The first of several with the same count, so that the order of paragraphs decides and nothing else.
    let most = languages.iter().rev().max_by_key(|(_, count, _)| *count);
    most.map_or(Whole { tag: UNDETERMINED, score: 0.0, arabic_share }, |(tag, _, sure)| Whole {
        tag,
        score: share(*sure),
        arabic_share,
    })
}

/// What the document as a whole says for each language, within bounds: paragraphs in another language must be able to
/// overrule it.
fn prior(readings: &[Reading]) -> Weights {
    let mut sums = Weights::default();
    for reading in readings {
        for (sum, weight) in sums.iter_mut().zip(&reading.weights) {
            *sum += weight;
        }
    }
    // Arabic is the first guess about a text that shows nothing.
    if let Some(first) = sums.first_mut() {
        *first += 0.5;
    }
    let best = sums.iter().copied().fold(f32::MIN, f32::max);
    sums.map(|sum| (sum - best).max(-PRIOR))
}
