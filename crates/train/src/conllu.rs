//! Reading and writing CoNLL-U.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// A syntactic word.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) upos: String,
    /// Features, joined by `|`; empty if there are none.
    pub(crate) feats: String,
}

/// A surface token and its words.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) words: Vec<Word>,
    /// Whether a space follows.
    pub(crate) space: bool,
}

/// A sentence.
pub(crate) type Sentence = Vec<Token>;

/// All sentences of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<Sentence>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    parse(&text, &path.display().to_string())
}

/// All sentences of a text; `name` is what messages call it.
pub(crate) fn parse(text: &str, name: &str) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::new();
    let mut open = 0usize;
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() {
            if !sentence.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            open = 0;
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, ..] = columns.as_slice() else {
            bail!("{name} line {}: fewer than four columns", number + 1);
        };
        if id.contains('.') {
            continue;
        }
        let space = !columns.last().is_some_and(|misc| misc.split('|').any(|m| m == "SpaceAfter=No"));
        if let Some((_, last)) = id.split_once('-') {
            sentence.push(Token { text: (*form).to_owned(), words: Vec::new(), space });
            open = last.parse().with_context(|| format!("{name} line {}: id {id}", number + 1))?;
            continue;
        }
        let place: usize = id.parse().with_context(|| format!("{name} line {}: id {id}", number + 1))?;
        if place > open {
            sentence.push(Token { text: (*form).to_owned(), words: Vec::new(), space });
        }
        if let Some(token) = sentence.last_mut() {
            let feats = columns.get(5).copied().filter(|&feats| feats != "_").unwrap_or("");
            token.words.push(Word {
                form: (*form).into(),
                lemma: (*lemma).into(),
                upos: (*upos).into(),
                feats: feats.into(),
            });
        }
    }
    if !sentence.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}

/// Writes sentences, with what the scorer reads.
pub(crate) fn write(sentences: &[Sentence]) -> String {
    let mut out = String::new();
    for sentence in sentences {
        let mut id = 0;
        for token in sentence {
            if token.words.len() > 1 {
                let _ = writeln!(
                    out,
                    "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t_",
                    id + 1,
                    id + token.words.len(),
                    token.text
                );
            }
            for word in &token.words {
                id += 1;
                let form = if token.words.len() == 1 { &token.text } else { &word.form };
                let feats = if word.feats.is_empty() { "_" } else { &word.feats };
                let _ = writeln!(out, "{id}\t{form}\t{}\t{}\t_\t{feats}\t_\t_\t_\t_", word.lemma, word.upos);
            }
        }
        out.push('\n');
    }
    out
}
