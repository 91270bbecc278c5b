//! Scores of words against a treebank: F1 by spans after the CoNLL 2018 shared task, word-level accuracy, features.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use warraq_tokenizers::words::lemma::bare;

use crate::conllu::{Sentence, Token, Word};

/// A word with the span of its token, counted in characters that are no blanks.
#[derive(Clone, Copy)]
pub(super) struct Unit<'a> {
    pub(super) word: &'a Word,
    pub(super) token: &'a Token,
    start: usize,
    end: usize,
}

impl Unit<'_> {
    fn multi(&self) -> bool {
        self.token.words.len() > 1
    }

    /// The form as it counts: the token's own where it is one word.
    fn form(&self) -> &str {
        if self.multi() { &self.word.form } else { &self.token.text }
    }
}

/// The words, tokens and sentences of a file.
pub(super) struct File<'a> {
    text: String,
    units: Vec<Unit<'a>>,
    /// The tokens, and where each stands.
    all: Vec<&'a Token>,
    tokens: Vec<(usize, usize)>,
    sentences: Vec<(usize, usize)>,
}

impl<'a> File<'a> {
    pub(super) fn of(sentences: &'a [Sentence]) -> File<'a> {
        let mut file = File {
            text: String::new(),
            units: Vec::new(),
            all: Vec::new(),
            tokens: Vec::new(),
            sentences: Vec::new(),
        };
        let mut at = 0;
        for sentence in sentences {
            let first = at;
            for token in sentence {
                let start = at;
                for c in token.text.chars().filter(|c| !c.is_whitespace()) {
                    file.text.push(c);
                    at += 1;
                }
                file.all.push(token);
                file.tokens.push((start, at));
                file.units.extend(token.words.iter().map(|word| Unit { word, token, start, end: at }));
            }
            if at > first {
                file.sentences.push((first, at));
            }
        }
        file
    }

    /// Each token with the one of the same span in another file, if there is one.
    pub(super) fn beside<'b>(
        &self,
        other: &File<'b>,
    ) -> impl Iterator<Item = (&'a Token, Option<&'b Token>)> {
        let found: BTreeMap<_, _> = other.tokens.iter().copied().zip(other.all.iter().copied()).collect();
        self.tokens.iter().zip(&self.all).map(move |(span, token)| (*token, found.get(span).copied()))
    }
}

/// The forms of a token's words without marks, with signs between them.
pub(super) fn written(token: &Token) -> String {
    token.words.iter().map(|w| bare(&w.form)).collect::<Vec<_>>().join("+")
}

/// Pairs of words that stand for each other: of the same span, or, where a token has several, in the longest common sequence of forms.
pub(super) fn aligned<'g, 'p>(
    gold: &'g [Sentence],
    predicted: &'p [Sentence],
    fold: bool,
) -> Result<Vec<(Unit<'g>, Unit<'p>)>> {
    let (gold, predicted) = (File::of(gold), File::of(predicted));
    same_text(&gold, &predicted)?;
    Ok(pairs(&gold.units, &predicted.units, fold))
}

fn same_text(gold: &File<'_>, predicted: &File<'_>) -> Result<()> {
    if gold.text == predicted.text {
        return Ok(());
    }
    let same = gold.text.chars().zip(predicted.text.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.chars().skip(same.saturating_sub(20)).take(40).collect::<String>();
    bail!("the texts differ at character {same}: «{}» and «{}»", around(&gold.text), around(&predicted.text))
}

fn pairs<'g, 'p>(gold: &[Unit<'g>], found: &[Unit<'p>], fold: bool) -> Vec<(Unit<'g>, Unit<'p>)> {
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(g), Some(p)) = (gold.get(i), found.get(j)) {
        if !g.multi() && !p.multi() {
            if (g.start, g.end) == (p.start, p.end) {
                out.push((*g, *p));
            }
            let (g_end, p_end) = (g.end, p.end);
            i += usize::from(g_end <= p_end);
            j += usize::from(p_end <= g_end);
            continue;
        }
        // A run of words that a token of several words on either side covers.
        let (mut end, mut a, mut b) = (g.end.max(p.end), i, j);
        loop {
            let next_gold = gold.get(a).filter(|u| u.start < end);
            let next_found = found.get(b).filter(|u| u.start < end);
            if next_gold.is_none() && next_found.is_none() {
                break;
            }
            a += usize::from(next_gold.is_some());
            b += usize::from(next_found.is_some());
            let ends = [next_gold.map(|u| u.end), next_found.map(|u| u.end)];
            end = ends.into_iter().flatten().fold(end, usize::max);
        }
        let (left, right) = (gold.get(i..a).unwrap_or_default(), found.get(j..b).unwrap_or_default());
        common(left, right, fold, &mut out);
        (i, j) = (a, b);
    }
    out
}

/// The longest common sequence of forms.
fn common<'g, 'p>(gold: &[Unit<'g>], found: &[Unit<'p>], fold: bool, out: &mut Vec<(Unit<'g>, Unit<'p>)>) {
    let form = |unit: &Unit<'_>| if fold { folded(unit.form()) } else { unit.form().to_owned() };
    let left: Vec<String> = gold.iter().map(form).collect();
    let right: Vec<String> = found.iter().map(form).collect();
    let width = right.len() + 1;
    let mut table = vec![0usize; (left.len() + 1) * width];
    let value = |table: &[usize], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in left.iter().enumerate().rev() {
        for (j, b) in right.iter().enumerate().rev() {
            let best = if a == b {
                value(&table, i + 1, j + 1) + 1
            } else {
                value(&table, i + 1, j).max(value(&table, i, j + 1))
            };
            if let Some(cell) = table.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while let (Some(g), Some(p), Some(a), Some(b)) = (gold.get(i), found.get(j), left.get(i), right.get(j)) {
        if a == b {
            out.push((*g, *p));
            (i, j) = (i + 1, j + 1);
        } else if value(&table, i + 1, j) >= value(&table, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
}

/// Letters alike across ways of spelling: hamza carriers, ى and ي, ة and ه.
pub(super) fn folded(text: &str) -> String {
    let letter = |c: char| match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' => 'ي',
        'ة' => 'ه',
        'ؤ' => 'و',
        c => c,
    };
    bare(text).chars().map(letter).collect()
}

/// Parts of speech alike across treebanks.
fn tag(upos: &str, fold: bool) -> &str {
    match upos {
        "PROPN" | "X" if fold => "NOUN",
        "SCONJ" | "CCONJ" | "PART" | "ADV" | "AUX" if fold => "ADP",
        "DET" if fold => "PRON",
        upos => upos,
    }
}

/// A lemma as it is compared.
fn lemma(text: &str, fold: bool) -> String {
    if fold { folded(text) } else { bare(text) }
}

/// The features that the analysis gives.
const FEATURES: [&str; 6] = ["Gender", "Number", "Person", "Definite", "Voice", "Aspect"];

/// The value of a feature. A noun before a pronoun is definite in some treebanks and in the construct state in others.
fn feature<'w>(word: &'w Word, name: &str) -> Option<&'w str> {
    let value = word.feats.split('|').find_map(|f| f.strip_prefix(name)?.strip_prefix('='))?;
    Some(if name == "Definite" && value == "Com" { "Def" } else { value })
}

fn share(n: usize, of: usize) -> f64 {
    100.0 * n as f64 / of.max(1) as f64
}

/// How many spans two sorted lists share.
fn same(gold: &[(usize, usize)], found: &[(usize, usize)]) -> usize {
    found.iter().filter(|span| gold.binary_search(span).is_ok()).count()
}

/// How often a feature is right.
pub(super) struct Feature {
    pub(super) name: &'static str,
    pub(super) right: usize,
    /// Words that have it in the treebank, that get it, and both.
    pub(super) gold: usize,
    found: usize,
    both: usize,
}

/// What is right, and out of how many in the treebank and in what was found.
pub(super) struct Scores {
    /// Words with a partner.
    pub(super) words: usize,
    /// Those with the same part of speech.
    pub(super) tagged: usize,
    /// Those with the same lemma.
    pub(super) lemmas: usize,
    /// Tokens whose words are all right.
    pub(super) whole: usize,
    pub(super) features: Vec<Feature>,
    sentences: usize,
    tokens: usize,
    /// Sentences, tokens, words of the treebank and of what was found.
    of: [(usize, usize); 3],
}

impl Scores {
    /// Compares two files of the same text.
    ///
    /// # Errors
    /// The texts differ.
    pub(super) fn of(gold: &[Sentence], predicted: &[Sentence], fold: bool) -> Result<Scores> {
        let (gold, found) = (File::of(gold), File::of(predicted));
        same_text(&gold, &found)?;
        let pairs = pairs(&gold.units, &found.units, fold);
        let count = |right: &dyn Fn(&Word, &Word) -> bool| {
            pairs.iter().filter(|(g, p)| right(g.word, p.word)).count()
        };
        let features = FEATURES.into_iter().map(|name| Feature {
            name,
            right: count(&|g, p| feature(g, name).is_some() && feature(g, name) == feature(p, name)),
            gold: count(&|g, _| feature(g, name).is_some()),
            found: count(&|_, p| feature(p, name).is_some()),
            both: count(&|g, p| feature(g, name).is_some() && feature(p, name).is_some()),
        });
        Ok(Scores {
            words: pairs.len(),
            tagged: count(&|g, p| tag(&g.upos, fold) == tag(&p.upos, fold)),
            lemmas: count(&|g, p| lemma(&g.lemma, fold) == lemma(&p.lemma, fold)),
            whole: gold
                .beside(&found)
                .filter(|(own, other)| other.is_some_and(|other| written(own) == written(other)))
                .count(),
            features: features.collect(),
            sentences: same(&gold.sentences, &found.sentences),
            tokens: same(&gold.tokens, &found.tokens),
            of: [
                (gold.sentences.len(), found.sentences.len()),
                (gold.tokens.len(), found.tokens.len()),
                (gold.units.len(), found.units.len()),
            ],
        })
    }
}

/// Prints all scores.
pub(super) fn report(gold: &[Sentence], predicted: &[Sentence], fold: bool) -> Result<()> {
    let scores = Scores::of(gold, predicted, fold)?;
    let [sentences, tokens, words] = scores.of;
    for (name, right, (gold, found)) in [
        ("sentences", scores.sentences, sentences),
        ("tokens", scores.tokens, tokens),
        ("words", scores.words, words),
        ("UPOS", scores.tagged, words),
        ("lemmas", scores.lemmas, words),
    ] {
        println!("{name} F1 {:.2}", 2.0 * share(right, gold + found));
    }
    println!("tokens whose words are all right: {:.2} % of {}", share(scores.whole, tokens.0), tokens.0);
    for feature in scores.features {
        let Feature { name, right, gold, found, both } = feature;
        let (of_gold, of_found, of_both) = (share(right, gold), share(right, found), share(right, both));
        println!(
            "{name}: of {gold} in the treebank {of_gold:.2} % right, of {found} found {of_found:.2} %, of {both} in both {of_both:.2} %"
        );
    }
    Ok(())
}
