//! How likely each lemma and each tag is, learned from plain text without annotation.
//!
//! Expectation maximisation over the analyses of every word form of a corpus: an analysis is as likely as its clitics, its tag and its
//! lemma together; a form's count is shared among its analyses by their likelihood, and the shares are the next likelihoods.

use std::collections::BTreeMap;

use warraq_arabic::morphology::clitics::{Cut, cuts};
use warraq_arabic::morphology::lexicon::{Analysis, LexiconBuilder};
use warraq_tokenizers::words::known::Facts;
use warraq_tokenizers::words::readings::fits;

use crate::corpus::Counts;

const ROUNDS: usize = 12;

/// An analysis of a form: clitics, and what the stem is, or none if the lexicon does not have it.
struct Choice {
    kind: u64,
    analysis: Option<Analysis>,
    /// For a stem that is not in the lexicon: how likely its letters are.
    unknown: f64,
}

struct Form {
    count: f64,
    choices: Vec<Choice>,
}

/// Costs, in eighths of the negative natural logarithm of the likelihood.
pub(crate) struct Priors {
    pub(crate) lemmas: Vec<u8>,
    pub(crate) tags: Vec<u8>,
}

#[derive(Default)]
struct Table {
    lemmas: Vec<f64>,
    tags: Vec<f64>,
    kinds: BTreeMap<u64, f64>,
    unknown: f64,
}

pub(crate) fn learn(builder: &LexiconBuilder, counts: &Counts) -> Priors {
    let forms: Vec<Form> = counts.sorted().iter().filter_map(|(word, n)| form(builder, word, *n)).collect();
    let mut table = Table {
        lemmas: vec![1.0; builder.lemma_count()],
        tags: vec![1.0; builder.tags().len()],
        kinds: forms.iter().flat_map(|f| &f.choices).map(|c| (c.kind, 1.0)).collect(),
        unknown: 1.0,
    };
    normalise(&mut table);
    for _ in 0..ROUNDS {
        table = round(&forms, &table);
    }
    let cost = |p: &f64| (-p.max(1e-14).ln() * 8.0).round().clamp(0.0, 255.0) as u8;
    Priors { lemmas: table.lemmas.iter().map(cost).collect(), tags: table.tags.iter().map(cost).collect() }
}

fn form(builder: &LexiconBuilder, word: &str, count: u32) -> Option<Form> {
    let mut all = Vec::new();
    cuts(word, &mut all);
    let mut choices = Vec::new();
    for cut in &all {
        let core = cut.core_of(word);
        for &analysis in builder.analyses(core) {
            let tag = builder.tags().get(usize::from(analysis.tag))?;
            if Facts::of(tag).is_some_and(|facts| fits(cut, core, facts)) {
                choices.push(Choice { kind: cut.kind(), analysis: Some(analysis), unknown: 0.0 });
            }
        }
        if may_be_unknown(cut, core) {
            let letters = core.chars().count() as i32;
            choices.push(Choice { kind: cut.kind(), analysis: None, unknown: 0.06f64.powi(letters) });
        }
    }
    (!choices.is_empty()).then_some(Form { count: f64::from(count), choices })
}

fn may_be_unknown(cut: &Cut, core: &str) -> bool {
    cut.suffix == 0 && core.chars().count() >= 3
}

fn round(forms: &[Form], table: &Table) -> Table {
    let mut next = Table {
        // A little of everything, so that what was not seen stays possible.
        lemmas: vec![0.05; table.lemmas.len()],
        tags: vec![0.5; table.tags.len()],
        kinds: table.kinds.keys().map(|&k| (k, 0.5)).collect(),
        unknown: 1.0,
    };
    let mut likely = Vec::new();
    for form in forms {
        likely.clear();
        likely.extend(form.choices.iter().map(|choice| {
            let kind = table.kinds.get(&choice.kind).copied().unwrap_or(0.0);
            kind * match choice.analysis {
                Some(a) => {
                    let of = |list: &[f64], n: usize| list.get(n).copied().unwrap_or(0.0);
                    of(&table.tags, a.tag.into()) * of(&table.lemmas, a.lemma.into())
                }
                None => table.unknown * choice.unknown,
            }
        }));
        let sum: f64 = likely.iter().sum();
        if sum <= 0.0 {
            continue;
        }
        // Frequent forms count less than in proportion: names of one corpus must not outweigh the language.
        let count = form.count.powf(0.8);
        for (choice, p) in form.choices.iter().zip(&likely) {
            let share = count * p / sum;
            if let Some(kind) = next.kinds.get_mut(&choice.kind) {
                *kind += share;
            }
            match choice.analysis {
                Some(a) => {
                    add(&mut next.lemmas, a.lemma.into(), share);
                    add(&mut next.tags, a.tag.into(), share);
                }
                None => next.unknown += share,
            }
        }
    }
    normalise(&mut next);
    next
}

fn add(list: &mut [f64], at: usize, share: f64) {
    if let Some(value) = list.get_mut(at) {
        *value += share;
    }
}

fn normalise(table: &mut Table) {
    let known: f64 = table.tags.iter().sum();
    let all = known + table.unknown;
    let lemmas: f64 = table.lemmas.iter().sum();
    let kinds: f64 = table.kinds.values().sum();
    table.lemmas.iter_mut().for_each(|v| *v /= lemmas);
    table.tags.iter_mut().for_each(|v| *v /= all);
    table.kinds.values_mut().for_each(|v| *v /= kinds);
    table.unknown /= all;
}
