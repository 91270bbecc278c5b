//! The words of a token under a chosen candidate.

use warraq_arabic::morphology::clitics::{CONJUNCTIONS, PARTICLES, SUFFIXES, restored};

use super::engine::{Candidate, Engine};
use super::feats;
use super::lemma;
use super::surface::Surface;
use super::tags;

/// One word of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// Where it ends in the token, in bytes; it begins where the part before it ends.
    pub end: u32,
    /// Its form, if it is not the covered text.
    pub form: Option<String>,
    /// Its lemma without marks.
    pub lemma: String,
    /// Its lemma with marks.
    pub marked: Option<&'a str>,
    /// The number of its part of speech in [`tags::UPOS`].
    pub tag: u8,
    /// The number of its feature string (see [`feats`]).
    pub feats: u16,
}

impl<'a> Part<'a> {
    fn clitic(end: u32, lemma: &'a str, tag: u8, feats: u16) -> Self {
        Part { end, form: None, lemma: lemma::bare(lemma), marked: Some(lemma), tag, feats }
    }
}

/// Lemma and part of speech of a conjunction or particle.
fn proclitic(text: &str, before_verb: bool) -> (&'static str, u8) {
    match text {
        "و" => ("وَ", tags::CCONJ),
        "ف" => ("فَ", tags::CCONJ),
        "ب" => ("بِ", tags::ADP),
        "ل" if before_verb => ("لِ", tags::SCONJ),
        "ل" => ("لِ", tags::ADP),
        "ك" => ("كَ", tags::ADP),
        "س" => ("سَ", tags::PART),
        _ => ("أَ", tags::PART),
    }
}

/// The words of `token`, which partition it.
pub fn parts<'a>(
    engine: &Engine<'a>,
    candidate: &Candidate,
    token: &str,
    tanwin: bool,
    surface: &mut Surface,
) -> Vec<Part<'a>> {
    let length = token.len() as u32;
    surface.read(token);
    let cut = &candidate.cut;
    if !surface.arabic {
        let (lemma, tag) = (token.to_owned(), candidate.tag);
        return vec![Part { end: length, form: None, lemma, marked: None, tag, feats: feats::NONE }];
    }
    let word = surface.letters.as_str();
    let mut out = Vec::with_capacity(4);
    let verb = candidate.tag == tags::VERB || candidate.tag == tags::AUX;
    let text = |list: &[&'static str], n: u8| list.get(usize::from(n)).copied().unwrap_or("");
    let mut at = 0;
    for proclitic_text in [text(&CONJUNCTIONS, cut.conjunction), text(&PARTICLES, cut.particle)] {
        if !proclitic_text.is_empty() {
            at += proclitic_text.len();
            let (lemma, tag) = proclitic(proclitic_text, verb);
            out.push(Part::clitic(surface.start(at), lemma, tag, feats::NONE));
        }
    }
    let stem = lemma::resolve(cut, word, candidate.tag, tanwin, engine);
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
        out.push(Part::clitic(length, lemma, tags::PRON, feats::of_suffix(suffix)));
    }
    if let Some(last) = out.last_mut() {
        last.end = length;
    }
    out
}
