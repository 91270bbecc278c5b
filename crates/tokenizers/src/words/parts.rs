//! The words of a token under a chosen candidate.

use warraq_arabic::morphology::clitics::{CONJUNCTIONS, PARTICLES, SUFFIXES, restored};

use super::engine::{Candidate, Engine};
use super::lemma;
use super::surface::Surface;
use super::tags;

/// One word of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it ends in the token, in bytes; it begins where the part before it ends.
    pub end: u32,
    /// Its form, if it is not the covered text.
    pub form: Option<String>,
    /// Its lemma without marks.
    pub lemma: String,
    /// Its lemma with marks.
    pub marked: Option<String>,
    /// The number of its part of speech in [`tags::UPOS`].
    pub tag: u8,
    /// UD features.
    pub feats: String,
}

impl Part {
    fn clitic(end: u32, lemma: &str, upos: &str, feats: &str) -> Part {
        Part {
            end,
            form: None,
            lemma: lemma::bare(lemma),
            marked: Some(lemma.to_owned()),
            tag: tags::number(upos).unwrap_or(tags::X),
            feats: feats.to_owned(),
        }
    }
}

/// Lemma and part of speech of a conjunction or particle.
fn proclitic(text: &str, before_verb: bool) -> (&'static str, &'static str) {
    match text {
        "و" => ("وَ", "CCONJ"),
        "ف" => ("فَ", "CCONJ"),
        "ب" => ("بِ", "ADP"),
        "ل" if before_verb => ("لِ", "SCONJ"),
        "ل" => ("لِ", "ADP"),
        "ك" => ("كَ", "ADP"),
        "س" => ("سَ", "PART"),
        _ => ("أَ", "PART"),
    }
}

/// Features of a suffix.
fn suffix_feats(text: &str) -> &'static str {
    match text {
        "ه" => "Gender=Masc|Number=Sing|Person=3|PronType=Prs",
        "ها" => "Gender=Fem|Number=Sing|Person=3|PronType=Prs",
        "هم" => "Gender=Masc|Number=Plur|Person=3|PronType=Prs",
        "هن" => "Gender=Fem|Number=Plur|Person=3|PronType=Prs",
        "هما" => "Number=Dual|Person=3|PronType=Prs",
        "ك" => "Number=Sing|Person=2|PronType=Prs",
        "كم" => "Gender=Masc|Number=Plur|Person=2|PronType=Prs",
        "كن" => "Gender=Fem|Number=Plur|Person=2|PronType=Prs",
        "كما" => "Number=Dual|Person=2|PronType=Prs",
        "ي" | "ني" => "Number=Sing|Person=1|PronType=Prs",
        "نا" => "Number=Plur|Person=1|PronType=Prs",
        _ => "PronType=Rel",
    }
}

/// All features that a clitic may have, for a frozen symbol table.
pub const CLITIC_FEATS: [&str; 10] = [
    "Gender=Masc|Number=Sing|Person=3|PronType=Prs",
    "Gender=Fem|Number=Sing|Person=3|PronType=Prs",
    "Gender=Masc|Number=Plur|Person=3|PronType=Prs",
    "Gender=Fem|Number=Plur|Person=3|PronType=Prs",
    "Number=Dual|Person=3|PronType=Prs",
    "Number=Sing|Person=2|PronType=Prs",
    "Gender=Masc|Number=Plur|Person=2|PronType=Prs",
    "Gender=Fem|Number=Plur|Person=2|PronType=Prs",
    "Number=Dual|Person=2|PronType=Prs",
    "PronType=Rel",
];

/// The words of `token`, which partition it.
pub fn parts(
    engine: &Engine<'_>,
    candidate: &Candidate,
    token: &str,
    tanwin: bool,
    surface: &mut Surface,
) -> Vec<Part> {
    let length = token.len() as u32;
    surface.read(token);
    let cut = &candidate.cut;
    if !surface.arabic {
        let (lemma, tag) = (token.to_owned(), candidate.tag);
        return vec![Part { end: length, form: None, lemma, marked: None, tag, feats: String::new() }];
    }
    let word = surface.letters.as_str();
    let mut out = Vec::with_capacity(4);
    let verb = candidate.tag == tags::VERB || candidate.tag == tags::AUX;
    let text = |list: &[&'static str], n: u8| list.get(usize::from(n)).copied().unwrap_or("");
    let mut at = 0;
    for proclitic_text in [text(&CONJUNCTIONS, cut.conjunction), text(&PARTICLES, cut.particle)] {
        if !proclitic_text.is_empty() {
            at += proclitic_text.len();
            let (lemma, upos) = proclitic(proclitic_text, verb);
            out.push(Part::clitic(surface.start(at), lemma, upos, ""));
        }
    }
    let stem = lemma::resolve(cut, word, candidate.tag, tanwin, &engine.lexicon, &engine.seen);
    out.push(Part {
        end: surface.start(usize::from(cut.end)),
        form: restored(cut, word, stem.feminine),
        lemma: stem.lemma,
        marked: stem.marked,
        tag: candidate.tag,
        feats: stem.feats,
    });
    let suffix = text(&SUFFIXES, cut.suffix);
    if !suffix.is_empty() {
        let lemma = match suffix {
            "ما" => "مَا",
            "من" => "مَن",
            _ => "هُوَ",
        };
        out.push(Part::clitic(length, lemma, "PRON", suffix_feats(suffix)));
    }
    if let Some(last) = out.last_mut() {
        last.end = length;
    }
    out
}
