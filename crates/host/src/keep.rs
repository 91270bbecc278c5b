//! What plugins say, kept as long as the process: a loaded plugin is never unloaded. Each value is kept once, however often
//! plugins are loaded and their components looked at.

use std::sync::{Mutex, PoisonError};

use warraq_core::Example;
use warraq_core::options::OptionKind;

/// The values of a type that are kept. They are few: what the manifests of a process say.
type Kept<T> = Mutex<Vec<&'static T>>;

static TEXTS: Kept<str> = Mutex::new(Vec::new());
static LISTS: Kept<[&'static str]> = Mutex::new(Vec::new());
static KINDS: Kept<OptionKind> = Mutex::new(Vec::new());
static EXAMPLES: Kept<[Example]> = Mutex::new(Vec::new());

fn once<T: PartialEq + ?Sized>(kept: &Kept<T>, value: Box<T>) -> &'static T {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.iter().find(|known| ***known == *value) {
        return known;
    }
    let value: &'static T = Box::leak(value);
    kept.push(value);
    value
}

pub(crate) fn text(text: &str) -> &'static str {
    once(&TEXTS, text.into())
}

pub(crate) fn list(texts: &[String]) -> &'static [&'static str] {
    once(&LISTS, texts.iter().map(|each| text(each)).collect())
}

pub(crate) fn kind(kind: OptionKind) -> &'static OptionKind {
    once(&KINDS, Box::new(kind))
}

pub(crate) fn examples(examples: Vec<Example>) -> &'static [Example] {
    once(&EXAMPLES, examples.into())
}
