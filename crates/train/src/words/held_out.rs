//! The part of a treebank that training has not seen: analysed from its tokens or its text, and counted.

use warraq_tokenizers::blocks::blocks;
use warraq_tokenizers::scan::{self, Choices};
use warraq_tokenizers::sentence::Rules;
use warraq_tokenizers::words::engine::Engine;
use warraq_tokenizers::words::feats;
use warraq_tokenizers::words::parts::Part;
use warraq_tokenizers::words::tags::UPOS;

use super::class_of_other;
use crate::conllu::{Sentence, Token, Word};

/// Sentences to a paragraph of raw text.
pub(crate) const PARAGRAPH: usize = 10;

/// Analyses the tokens of a sentence.
pub(super) fn analyse(engine: &Engine<'_>, sentence: &Sentence) -> Sentence {
    let tokens: Vec<(&str, Option<u8>)> =
        sentence.iter().map(|t| (t.text.as_str(), given(&t.text))).collect();
    let (words, feats) = (engine.sentence(&tokens), feats::all(engine.lexicon.lexicon.tags()));
    sentence.iter().zip(words).map(|(token, found)| whole(&token.text, found, &feats)).collect()
}

/// A token with its words.
fn whole(text: &str, found: Vec<Part<'_>>, feats: &[String]) -> Token {
    let mut start = 0;
    let words = found.into_iter().map(|part| {
        let covered = text.get(start..part.end as usize).unwrap_or("");
        start = part.end as usize;
        let form = part.form.unwrap_or_else(|| covered.to_owned());
        let upos = UPOS.get(usize::from(part.tag)).copied().unwrap_or("X");
        let feats = feats.get(usize::from(part.feats)).cloned().unwrap_or_default();
        Word { form, lemma: part.marked.map_or(part.lemma, str::to_owned), upos: upos.to_owned(), feats }
    });
    Token { words: words.collect(), text: text.to_owned(), space: true }
}

/// The part of speech of a token without Arabic letters.
fn given(token: &str) -> Option<u8> {
    let word = token.chars().any(|c| ('\u{621}'..='\u{6d3}').contains(&c) && c.is_alphabetic());
    (!word).then(|| class_of_other(token).0)
}

/// The text of a paragraph; with `lines` its sentences without a full stop stand on their own lines.
pub(crate) fn text(paragraph: &[Sentence], lines: bool) -> String {
    let mut text = String::new();
    for sentence in paragraph {
        let alone = lines && sentence.last().is_some_and(|token| token.text != ".");
        if alone && !text.is_empty() {
            text.push('\n');
        }
        for token in sentence {
            text.push_str(&token.text);
            if token.space {
                text.push(' ');
            }
        }
        if alone {
            text.push('\n');
        }
    }
    text
}

/// Analyses sentences from their text, put together to a paragraph; with `lines` those without a full stop stand on their own lines.
pub(super) fn raw(engine: &Engine<'_>, paragraph: &[Sentence], lines: bool) -> Vec<Sentence> {
    let text = text(paragraph, lines);
    let mut spans = Vec::new();
    for block in blocks(&text) {
        Rules::new(false).sentences(&text, block.start, block.end, |start, end| spans.push(start..end));
    }
    let feats = feats::all(engine.lexicon.lexicon.tags());
    let sentence = |span: std::ops::Range<usize>| {
        let text = text.get(span).unwrap_or("");
        let mut found: Vec<scan::Token> = Vec::new();
        scan::arabic(text, Choices::default(), &mut found);
        let tokens: Vec<(&str, Option<u8>)> = found
            .iter()
            .filter_map(|t| text.get(t.start..t.end))
            .map(|token| (token, given(token)))
            .collect();
        let words = engine.sentence(&tokens);
        tokens.iter().zip(words).map(|((token, _), found)| whole(token, found, &feats)).collect()
    };
    spans.into_iter().map(sentence).collect()
}
