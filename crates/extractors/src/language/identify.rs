//! The decision: evidence of letters and words for the Arabic script, trigrams for all others.

use warraq_arabic::language::{Evidence, LANGUAGES, Reading, Weights};
use whatlang::{Detector, Lang};

/// The tag of a text whose language cannot be told.
pub const UNDETERMINED: &str = "und";

/// The most bytes of a paragraph in another script that are looked at: more changes no decision.
const SAMPLE: usize = 1000;
/// So little evidence of its own (in nats, between the two best) that the document's language counts as well.
const PRIOR: f32 = 4.0;

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
    LANGUAGES.into_iter().chain(OTHERS.iter().map(|(_, tag)| *tag)).chain([UNDETERMINED])
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

/// The tables of both ways.
pub struct Identifier {
    evidence: Evidence,
    trigrams: Detector,
}

impl Default for Identifier {
    fn default() -> Self {
        let allowed = OTHERS.iter().map(|(lang, _)| *lang).collect();
        Self { evidence: Evidence::built_in(), trigrams: Detector::with_allowlist(allowed) }
    }
}

impl Identifier {
    /// The answer for one text by itself.
    #[must_use]
    pub fn text(&self, text: &str) -> Answer {
        self.answer(text, &self.evidence.read(text), &Weights::default())
    }

    /// The answers for the paragraphs of a document, and the language of most of its letters.
    #[must_use]
    pub fn document(&self, paragraphs: &[&str]) -> (Vec<Answer>, &'static str) {
        let readings: Vec<Reading> = paragraphs.iter().map(|text| self.evidence.read(text)).collect();
        let prior = prior(&readings);
        let answer = |(text, reading): (&&str, &Reading)| self.answer(text, reading, &prior);
        let answers: Vec<Answer> = paragraphs.iter().zip(&readings).map(answer).collect();
        let mut letters: Vec<(&'static str, u64)> = Vec::new();
        for (answer, reading) in
            answers.iter().zip(&readings).filter(|(answer, _)| answer.tag != UNDETERMINED)
        {
            let count = u64::from(reading.arabic) + u64::from(reading.other);
            match letters.iter_mut().find(|(tag, _)| *tag == answer.tag) {
                Some((_, sum)) => *sum += count,
                None => letters.push((answer.tag, count)),
            }
        }
        // The first of several with the same count, so that the order of paragraphs decides and nothing else.
        let most = letters.iter().rev().max_by_key(|(_, count)| *count);
        (answers, most.map_or(UNDETERMINED, |(tag, _)| tag))
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
        let found = self.trigrams.detect(sample.unwrap_or(text));
        let found = found.and_then(|info| {
            let tag = OTHERS.iter().find(|(lang, _)| *lang == info.lang())?.1;
            Some((tag, info.confidence().clamp(0.0, 1.0)))
        });
        let (tag, score) = found.unwrap_or((UNDETERMINED, 0.0));
        Answer { tag, score, arabic_share }
    }
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
