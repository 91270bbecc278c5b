//! Reading of files with one token and label a line, and their tokens put together to text again.

use std::path::Path;

use anyhow::{Context, Result};

/// A sentence: its text, and for each labelled stretch its bytes, label, and whether it goes on with the one before.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sentence {
    pub(crate) text: String,
    pub(crate) tokens: Vec<Token>,
}

/// A token of the file in the text.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The label as here: `O`, or `B-` or `I-` and one of PER, ORG, LOC, MISC.
    pub(crate) label: &'static str,
}

/// Reads a file; `split` says that particles and pronouns are tokens of their own, to be attached again.
pub(crate) fn read(path: &Path, split: bool) -> Result<Vec<Sentence>> {
    let file = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut out = Vec::new();
    let mut open: Vec<(&str, &'static str)> = Vec::new();
    for (number, line) in file.lines().chain([""]).enumerate() {
        let line = line.trim_end();
        if line.is_empty() {
            if !open.is_empty() {
                out.push(join(&open, split));
                open.clear();
            }
            continue;
        }
        let (word, label) = line
            .rsplit_once([' ', '\t'])
            .with_context(|| format!("{}:{}: found no label", path.display(), number + 1))?;
        open.push((word, known(label)));
    }
    Ok(out)
}

/// The label of a file's label: facilities are places here.
fn known(label: &str) -> &'static str {
    match label {
        "B-PER" | "B-PERS" => "B-PER",
        "I-PER" | "I-PERS" => "I-PER",
        "B-ORG" => "B-ORG",
        "I-ORG" => "I-ORG",
        "B-LOC" | "B-FAC" => "B-LOC",
        "I-LOC" | "I-FAC" => "I-LOC",
        "B-MISC" => "B-MISC",
        "I-MISC" => "I-MISC",
        _ => "O",
    }
}

const PARTICLES: [&str; 6] = ["و", "ف", "ب", "ل", "ك", "س"];
const PRONOUNS: [&str; 9] = ["ه", "ها", "هم", "هن", "هما", "نا", "كم", "ي", "ني"];

fn join(words: &[(&str, &'static str)], split: bool) -> Sentence {
    let mut out = Sentence::default();
    let mut attach = false;
    for (at, &(word, label)) in words.iter().enumerate() {
        let next = words.get(at + 1).map_or("", |w| w.0);
        let pronoun = split && PRONOUNS.contains(&word) && at > 0 && out.text.ends_with(is_letter) && !attach;
        if pronoun && let Some(last) = out.tokens.last_mut() {
            if out.text.ends_with('ة') {
                out.text.pop();
                out.text.push('ت');
            }
            out.text.push_str(word);
            last.end = out.text.len();
            attach = false;
            continue;
        }
        let mut word = word;
        if attach {
            // ل swallows the alif of the article behind it.
            word = if out.text.ends_with('ل') {
                word.strip_prefix('ا').filter(|w| w.starts_with('ل')).unwrap_or(word)
            } else {
                word
            };
        } else if !out.text.is_empty() {
            out.text.push(' ');
        }
        let start = out.text.len();
        out.text.push_str(word);
        attach = split
            && PARTICLES.contains(&word)
            && next.starts_with(is_letter)
            && next.chars().count() > 1
            && !PRONOUNS.contains(&next);
        if !(attach && label == "O") {
            out.tokens.push(Token { start, end: out.text.len(), label });
        }
    }
    out
}

fn is_letter(c: char) -> bool {
    ('\u{621}'..='\u{64a}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_and_pronouns_are_attached_again() {
        let words = ["و", "زار", "الوفد", "ل", "الاردن", "مدينة", "ها", "ب", "ها"];
        let labelled: Vec<_> =
            words.iter().map(|w| (*w, if *w == "الاردن" { "B-LOC" } else { "O" })).collect();
        let sentence = join(&labelled, true);
        assert_eq!(sentence.text, "وزار الوفد للاردن مدينتها بها");
        let place = sentence.tokens.iter().find(|t| t.label == "B-LOC").unwrap();
        assert_eq!(&sentence.text[place.start..place.end], "لاردن");
    }
}
