//! The errors of a file against a treebank, by class.

use std::collections::BTreeMap;

use anyhow::Result;
use warraq_tokenizers::words::lemma::bare;

use super::score::{File, aligned, folded, written};
use crate::conllu::{Sentence, Token, Word};

/// A word form with what it should have been and what it became.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Fault {
    class: &'static str,
    form: String,
    gold: String,
    found: String,
}

/// Prints the most frequent errors by class: for each class how many of them are its, how many words they are, and how many words all errors of the
/// class are; then the errors.
pub(super) fn report(gold: &[Sentence], predicted: &[Sentence], most: usize) -> Result<()> {
    let mut counts = BTreeMap::<Fault, usize>::new();
    for fault in faults(gold, predicted)? {
        *counts.entry(fault).or_default() += 1;
    }
    let mut list: Vec<(&Fault, usize)> = counts.iter().map(|(fault, &n)| (fault, n)).collect();
    list.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    let top = list.get(..most.min(list.len())).unwrap_or_default();
    let all: usize = counts.values().sum();
    println!(
        "{} errors, the {} most frequent of them {}",
        all,
        top.len(),
        top.iter().map(|t| t.1).sum::<usize>()
    );
    let mut classes = BTreeMap::<&str, [usize; 3]>::new();
    for (fault, n) in &list {
        let [_, _, words] = classes.entry(fault.class).or_default();
        *words += n;
    }
    for (fault, n) in top {
        let [kinds, words, _] = classes.entry(fault.class).or_default();
        (*kinds, *words) = (*kinds + 1, *words + n);
    }
    let mut classes: Vec<_> = classes.into_iter().collect();
    classes.sort_by_key(|&(_, [_, _, words])| std::cmp::Reverse(words));
    for (class, [kinds, words, of_all]) in &classes {
        println!("{class}: {kinds} of the most frequent, {words} words; {of_all} words of all");
        for (fault, n) in top.iter().filter(|(fault, _)| fault.class == *class) {
            println!("    {n} «{}» {} → {}", fault.form, fault.gold, fault.found);
        }
    }
    Ok(())
}

/// The classes of all errors, sorted.
#[cfg(test)]
pub(super) fn classes(gold: &[Sentence], predicted: &[Sentence]) -> Result<Vec<&'static str>> {
    let mut classes: Vec<_> = faults(gold, predicted)?.into_iter().map(|fault| fault.class).collect();
    classes.sort_unstable();
    Ok(classes)
}

fn faults(gold: &[Sentence], predicted: &[Sentence]) -> Result<Vec<Fault>> {
    let pairs = aligned(gold, predicted, false)?;
    let mut out = Vec::new();
    for (g, p) in &pairs {
        if g.word.upos != p.word.upos {
            let (gold, found) = (g.word.upos.clone(), p.word.upos.clone());
            out.push(Fault { class: of_tag(g.word, p.word), form: bare(&g.word.form), gold, found });
        }
        let (own, other) = (lemma(g.word), lemma(p.word));
        if own != other {
            let class = of_lemma(g.word, p.word);
            out.push(Fault { class, form: bare(&g.word.form), gold: own, found: other });
        }
    }
    out.extend(cuts(gold, predicted));
    Ok(out)
}

/// Tokens that have not the words that they should have.
fn cuts(gold: &[Sentence], predicted: &[Sentence]) -> Vec<Fault> {
    let mut out = Vec::new();
    for (token, beside) in File::of(gold).beside(&File::of(predicted)) {
        let (own, other) = (written(token), beside.map(written));
        if other.as_ref() != Some(&own) {
            let found = other.unwrap_or_else(|| "another token".to_owned());
            out.push(Fault { class: of_cut(token, beside), form: bare(&token.text), gold: own, found });
        }
    }
    out
}

/// A lemma without marks, the treebank's sign for a small alef among them.
fn lemma(word: &Word) -> String {
    bare(&word.lemma).replace('`', "")
}

/// Attached words before a stem.
const PROCLITICS: [&str; 7] = ["و", "ف", "ب", "ل", "ك", "س", "أ"];

fn of_cut(gold: &Token, found: Option<&Token>) -> &'static str {
    if gold.words.iter().any(|w| w.upos == "PROPN") {
        return "words: names, first or last letters like a clitic";
    }
    let before = |token: &Token| -> Vec<String> {
        let forms = token.words.iter().map(|w| bare(&w.form));
        forms.take_while(|f| PROCLITICS.contains(&f.as_str())).collect()
    };
    match found {
        Some(found) if before(gold) != before(found) => "words: proclitic or first letter of the stem",
        Some(found) if gold.words.len() != found.words.len() => {
            "words: pronoun suffix or last letters of the stem"
        }
        Some(_) => "words: ة before a pronoun and other letters restored otherwise",
        None => "words: another token",
    }
}

fn nominal(upos: &str) -> bool {
    matches!(upos, "NOUN" | "PROPN" | "ADJ" | "NUM" | "X")
}

fn closed(upos: &str) -> bool {
    matches!(upos, "ADP" | "SCONJ" | "CCONJ" | "PART" | "ADV" | "AUX")
}

fn of_tag(gold: &Word, found: &Word) -> &'static str {
    let (a, b) = (gold.upos.as_str(), found.upos.as_str());
    let either = |name: &str| a == name || b == name;
    let form = bare(&gold.form);
    if PROCLITICS.contains(&form.as_str()) {
        return "part of speech: attached و، ف، ل and others";
    }
    if ["كان", "ليس"].contains(&lemma(gold).as_str()) {
        return "part of speech: كان and ليس as auxiliary, particle or verb";
    }
    match () {
        () if either("NUM") => "part of speech: number words",
        () if either("PROPN") && either("NOUN") => "part of speech: noun or proper noun",
        () if either("ADJ") && either("NOUN") => "part of speech: adjective or noun",
        () if either("ADJ") && either("PROPN") => "part of speech: adjective or proper noun",
        () if either("VERB") && (nominal(a) || nominal(b)) => "part of speech: verb or noun, adjective, name",
        () if either("ADV") && (nominal(a) || nominal(b)) => "part of speech: adverb or noun, adjective",
        () if either("PRON") || either("DET") => "part of speech: pronouns and determiners",
        () if closed(a) && closed(b) => "part of speech: subordinators, particles, prepositions",
        () => "part of speech: other",
    }
}

fn of_lemma(gold: &Word, found: &Word) -> &'static str {
    let (own, other) = (lemma(gold), lemma(found));
    if folded(&own) == folded(&other) {
        return "lemma: hamza, ى or ة spelled otherwise in the treebank";
    }
    let related = |word: &Word| if nominal(&word.upos) { "NOUN".to_owned() } else { word.upos.clone() };
    if related(gold) != related(found) && !(closed(&gold.upos) && closed(&found.upos)) {
        return "lemma: follows from a wrong part of speech";
    }
    let feminine = own.strip_suffix('ة') == Some(&other) || other.strip_suffix('ة') == Some(&own);
    match gold.upos.as_str() {
        "VERB" | "AUX" => "lemma: verb forms that differ in marks only, weak verbs",
        "PROPN" => "lemma: names",
        "NOUN" | "X" if feminine => "lemma: feminine noun or feminine of a masculine",
        "NOUN" | "X" => "lemma: broken plurals and other nouns",
        "ADJ" => "lemma: adjectives",
        _ => "lemma: function words and numbers",
    }
}
