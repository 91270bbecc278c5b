//! What plugins say, kept as long as the process: a loaded plugin is never unloaded. Each value is kept once, however often
//! plugins are loaded and their components looked at. Of a plugin that is only inspected nothing is kept.

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::{LazyLock, Mutex, PoisonError};

use warraq_core::Example;
use warraq_core::options::OptionKind;

/// Texts and lists of them: a manifest may have tens of thousands. Nothing goes through a set, so its order is not seen.
type Set<T> = LazyLock<Mutex<HashSet<&'static T>>>;

/// Values of which a manifest has as many as it has nested options and components.
type Few<T> = Mutex<Vec<&'static T>>;

static TEXTS: Set<str> = LazyLock::new(Mutex::default);
static LISTS: Set<[&'static str]> = LazyLock::new(Mutex::default);
static KINDS: Few<OptionKind> = Mutex::new(Vec::new());
static EXAMPLES: Few<[Example]> = Mutex::new(Vec::new());

fn once<T: Eq + Hash + ?Sized>(kept: &Set<T>, value: Box<T>) -> &'static T {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(&*value) {
        return known;
    }
    let value: &'static T = Box::leak(value);
    kept.insert(value);
    value
}

fn once_of_few<T: PartialEq + ?Sized>(kept: &Few<T>, value: Box<T>) -> &'static T {
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

pub(crate) fn list<T: AsRef<str>>(texts: &[T]) -> &'static [&'static str] {
    once(&LISTS, texts.iter().map(|each| text(each.as_ref())).collect())
}

pub(crate) fn kind(kind: OptionKind) -> &'static OptionKind {
    once_of_few(&KINDS, Box::new(kind))
}

pub(crate) fn examples(examples: Vec<Example>) -> &'static [Example] {
    once_of_few(&EXAMPLES, examples.into())
}

/// Whether a text is kept.
#[cfg(test)]
pub(crate) fn knows(text: &str) -> bool {
    TEXTS.lock().unwrap_or_else(PoisonError::into_inner).contains(text)
}

#[cfg(test)]
mod tests {
    use std::hash::Hasher;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    static COMPARED: AtomicU32 = AtomicU32::new(0);

    /// A value that counts with how many others it is compared.
    #[derive(Debug, Eq)]
    struct Counted(u32);

    impl PartialEq for Counted {
        fn eq(&self, other: &Self) -> bool {
            COMPARED.fetch_add(1, Ordering::Relaxed);
            self.0 == other.0
        }
    }

    impl Hash for Counted {
        fn hash<H: Hasher>(&self, state: &mut H) {
            self.0.hash(state);
        }
    }

    /// A manifest may have tens of thousands of names.
    #[test]
    fn values_are_not_compared_each_with_each() {
        static SET: Set<Counted> = LazyLock::new(Mutex::default);
        for number in (0..20_000).chain(0..20_000) {
            assert_eq!(once(&SET, Box::new(Counted(number))).0, number);
        }
        assert_eq!(SET.lock().expect("the set").len(), 20_000);
        let compared = COMPARED.load(Ordering::Relaxed);
        assert!((20_000..100_000).contains(&compared), "{compared} comparisons");
    }
}
