//! How sure a sentence tells of violence that happened: a linear model over features that can be read.

use std::collections::HashMap;

use warraq_arabic::lexed::Kind;
use warraq_core::Error;
use warraq_model::hash;

use crate::entity::{gazetteer, kinds::ByHash};
use crate::inflect::Shape;
use crate::syntax::{Class, Phrase, Syntax};

use super::finder::Event;
use super::setting::Setting;
use super::words::EventWords;

/// The longest sentence whose words are looked at, in tokens.
const LONGEST: usize = 160;

/// What every sentence has.
const BIAS: &str = "bias";

/// The model.
pub(super) struct Certainty {
    /// Weights by feature, in thousandths.
    weights: HashMap<String, i32>,
    /// Classes of words that stand between the same words, which say of words never seen beside violence what they are like.
    clusters: ByHash<u16>,
}

impl Certainty {
    /// Reads a weight file: a feature and its weight in thousandths a line, `#` before comments.
    ///
    /// # Errors
    /// A line has another shape.
    pub(super) fn read(name: &str, text: &str) -> Result<Self, Error> {
        let mut weights = HashMap::new();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let entry =
                line.split_once('\t').and_then(|(feature, weight)| Some((feature, weight.parse().ok()?)));
            let Some((feature, weight)) = entry else {
                let line = number + 1;
                return Err(Error::config(format!(
                    "{name}: line {line} is not a feature, a tab and a whole number"
                )));
            };
            weights.insert(feature.to_owned(), weight);
        }
        Ok(Self { weights, clusters: gazetteer::clusters() })
    }

    /// The probability that careful readers agree on the sentence: the bias and the weights of the other features, those over the square root
    /// of how many there are, so that a long sentence says no more than a short one.
    pub(super) fn score(&self, features: &[String]) -> f64 {
        let weight = |feature: &str| self.weights.get(feature).map_or(0, |weight| i64::from(*weight));
        let told = features.iter().filter(|feature| *feature != BIAS);
        let sum: i64 = told.clone().map(|feature| weight(feature)).sum();
        let sum = sum as f64 / (told.count().max(1) as f64).sqrt() + weight(BIAS) as f64;
        1.0 / (1.0 + (-sum / 1000.0).exp())
    }

    /// What is known about a sentence that has events of violence: its triggers, who does what to whom, its words. Sorted, each once.
    pub(super) fn features(
        &self,
        syntax: &Syntax,
        words: &EventWords,
        events: &[(&Event, &Setting)],
        counted: bool,
    ) -> Vec<String> {
        let mut out = vec![BIAS.to_owned()];
        let real: Vec<&(&Event, &Setting)> = events
            .iter()
            .filter(|(event, setting)| {
                !event.negated && !event.hypothetical && !setting.denied && !setting.unreal
            })
            .collect();
        if real.len() != 1 {
            out.push(format!("triggers={}", real.len().min(4)));
        }
        if counted {
            out.push("counted".to_owned());
        }
        let all: Vec<&(&Event, &Setting)> = events.iter().collect();
        for (event, setting) in if real.is_empty() { all } else { real } {
            trigger(syntax, words, event, setting, &mut out);
        }
        if let Some(&(from, to)) = events.first().map(|(event, _)| &event.sentence) {
            self.sentence(syntax, from, to.min(from + LONGEST), &mut out);
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn sentence(&self, syntax: &Syntax, from: usize, to: usize, out: &mut Vec<String>) {
        for k in from..to {
            let class = syntax.class(k);
            if matches!(
                class,
                Class::Noun | Class::Adjective | Class::Verb | Class::Adverb | Class::Preposition
            ) {
                out.push(format!("word={}", syntax.core(k)));
            } else if syntax.form(k) == "؟" {
                out.push("asks".to_owned());
            }
            if syntax.lexed.kind(k) == Some(Kind::Word) {
                out.extend(self.cluster(syntax, k).map(|cluster| format!("class={cluster}")));
            }
        }
    }

    /// The class of a word as it is written, or without what is attached to it.
    fn cluster(&self, syntax: &Syntax, k: usize) -> Option<u16> {
        let forms = [syntax.form(k), syntax.stem(k), syntax.core(k)];
        forms.iter().find_map(|form| self.clusters.get(&hash::text(form))).copied()
    }
}

fn trigger(syntax: &Syntax, words: &EventWords, event: &Event, setting: &Setting, out: &mut Vec<String>) {
    let stem = syntax.core(event.at);
    let noun = event.shape == Shape::Noun;
    out.push(format!("trigger={stem}"));
    let (actor, recipient) = (event.actor.is_some(), event.recipient.is_some());
    let shape = match event.shape {
        Shape::Noun if syntax.fact(event.at).article => "definite",
        Shape::Noun => "noun",
        Shape::Present => "present",
        _ => "past",
    };
    out.push(format!("shape={shape} actor={actor} recipient={recipient}"));
    if noun {
        out.push(format!("trigger={stem} {shape} recipient={recipient}"));
    }
    if event.passive {
        out.push("passive".to_owned());
    }
    if setting.statement.is_some() {
        out.push("said".to_owned());
    }
    if setting.place.is_some() {
        out.push("placed".to_owned());
    }
    if let Some((_, value)) = &setting.date {
        let digits = value.starts_with(|c: char| c.is_ascii_digit());
        let grain = match value.len() {
            10.. if digits => "day",
            4 if digits => "year",
            7 if digits => "month",
            _ => "other",
        };
        out.push(format!("dated={grain}"));
    }
    let role = |phrase: Option<Phrase>| {
        let role = phrase.and_then(|phrase| words.role(syntax, phrase))?;
        words.roles.names.get(role).map(String::as_str)
    };
    let (does, suffers) = (role(event.actor), role(event.recipient));
    for (label, role) in [("actor", does), ("recipient", suffers)] {
        if let Some(role) = role {
            out.push(format!("{label}={role}"));
        }
    }
    if actor && recipient {
        out.push(format!("{} against {}", does.unwrap_or("other"), suffers.unwrap_or("other")));
    }
    // What stands close to the trigger tells more than what stands anywhere.
    for k in event.at.saturating_sub(4).max(event.sentence.0)..event.sentence.1.min(event.at + 5) {
        let fact = syntax.fact(k);
        if k != event.at && (fact.is_nominal() || fact.class == Class::Verb) {
            out.push(format!("near={}", syntax.core(k)));
        }
    }
    for (label, at) in [("before", event.at.checked_sub(1)), ("after", Some(event.at + 1))] {
        if let Some(k) = at.filter(|k| syntax.class(*k) != Class::Stop) {
            out.push(format!("{label}={}", syntax.core(k)));
        }
    }
}
