//! Makes the compiled form of a list out of its entries.

use std::collections::BTreeMap;

use super::list::{CONTINUES, ENTRY_BITS, HEAD, MAGIC, MORE, VALUE_BITS, place};
use super::source::Entry;
use super::words::{Alike, Alphabet, Words, chain};

/// The most labels of a list.
const MOST_LABELS: usize = (MORE - 1) as usize;
/// How many times another seed is tried when two beginnings cannot be told apart.
const SEEDS: u64 = 16;

/// Compiles entries: sorted, without repetitions, hashed by their words.
///
/// # Errors
/// An entry has no letters, or there are more labels or entries than the form allows.
pub(crate) fn compile(entries: &[Entry], alike: Alike) -> Result<Vec<u8>, String> {
    let alphabet = Alphabet::new(alike);
    let mut words = Words::default();
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        alphabet.read(&entry.phrase.replace(['\n', '\r'], " "), &mut words);
        if words.len() == 0 {
            return Err(format!("{}: the phrase «{}» has no letters", entry.place, entry.phrase));
        }
        rows.push((words.phrase(), entry));
    }
    let told = |row: &(String, &Entry)| {
        (row.0.clone(), row.1.label.clone(), row.1.id.clone(), row.1.name().to_owned())
    };
    rows.sort_by(|(a, x), (b, y)| (a, &x.label, &x.id, x.name()).cmp(&(b, &y.label, &y.id, y.name())));
    rows.dedup_by(|a, b| a.0 == b.0 && told(a) == told(b));
    if rows.len() >= (1 << ENTRY_BITS) - 1 {
        return Err(format!(
            "the list has {} entries, at most {} are allowed",
            rows.len(),
            (1 << ENTRY_BITS) - 2
        ));
    }
    let mut labels = BTreeMap::new();
    for (_, entry) in &rows {
        let next = labels.len();
        labels.entry(entry.label.as_str()).or_insert(next);
    }
    if labels.len() > MOST_LABELS {
        return Err(format!("the list has {} labels, at most {MOST_LABELS} are allowed", labels.len()));
    }
    for seed in 0..SEEDS {
        let keys = keys(&rows, &alphabet, seed);
        if let Some(slots) = keys.and_then(|keys| slots(&keys)) {
            return Ok(written(&rows, &labels, alike, seed, &slots));
        }
    }
    Err("the list cannot be hashed".into())
}

/// A beginning of entries: its key, and what its slot says.
type Beginning = (u64, u64);

/// All beginnings by whole words; `None` when two different entries have the same key.
fn keys(rows: &[(String, &Entry)], alphabet: &Alphabet, seed: u64) -> Option<Vec<Beginning>> {
    let mut words = Words::default();
    let mut all: Vec<Beginning> = Vec::new();
    for (at, (phrase, _)) in rows.iter().enumerate() {
        if at > 0 && rows.get(at - 1).is_some_and(|before| before.0 == *phrase) {
            continue;
        }
        // The phrase is in its normal form, which is its own normal form.
        alphabet.read(phrase, &mut words);
        let mut key = seed;
        for (nth, hash) in words.hashes.iter().enumerate() {
            key = chain(key, *hash);
            let last = nth + 1 == words.len();
            all.push((key, if last { at as u64 + 1 } else { CONTINUES }));
        }
    }
    all.sort_unstable();
    let mut merged: Vec<Beginning> = Vec::with_capacity(all.len());
    for (key, value) in all {
        match merged.last_mut().filter(|last| last.0 == key) {
            None => merged.push((key, value)),
            // The same beginning of several entries, or of one that ends where others go on.
            Some(last) if value == CONTINUES || last.1 == CONTINUES => last.1 |= value,
            Some(_) => return None,
        }
    }
    Some(merged)
}

/// The hash table; `None` when two keys could be taken for each other.
fn slots(beginnings: &[Beginning]) -> Option<Vec<u64>> {
    let count = beginnings.len() * 3 / 2 + 1;
    let mut slots = vec![0u64; count];
    for &(key, value) in beginnings {
        let fingerprint = key << VALUE_BITS >> VALUE_BITS;
        let mut at = place(key, count as u64) as usize;
        loop {
            let slot = slots.get_mut(at)?;
            if *slot == 0 {
                *slot = (fingerprint << VALUE_BITS) | value;
                break;
            }
            if *slot >> VALUE_BITS == fingerprint {
                return None;
            }
            at = if at + 1 == count { 0 } else { at + 1 };
        }
    }
    Some(slots)
}

fn written(
    rows: &[(String, &Entry)],
    labels: &BTreeMap<&str, usize>,
    alike: Alike,
    seed: u64,
    slots: &[u64],
) -> Vec<u8> {
    let mut names: Vec<(&str, usize)> = labels.iter().map(|(name, at)| (*name, *at)).collect();
    names.sort_by_key(|(_, at)| *at);
    let names: String = names.iter().map(|(name, _)| format!("{name}\n")).collect();
    let mut out = Vec::with_capacity(HEAD + slots.len() * 8 + rows.len() * 64);
    out.extend(MAGIC);
    out.extend(seed.to_le_bytes());
    for number in [slots.len(), rows.len(), names.len()] {
        out.extend((number as u32).to_le_bytes());
    }
    out.extend([alike.spelling, u8::from(alike.fold_case)]);
    out.resize(HEAD, 0);
    out.extend(slots.iter().flat_map(|slot| slot.to_le_bytes()));
    let mut strings = String::new();
    for (phrase, entry) in rows {
        for string in [phrase.as_str(), &entry.id, entry.name()] {
            strings.push_str(string);
            out.extend((strings.len() as u32).to_le_bytes());
        }
    }
    for (at, (phrase, entry)) in rows.iter().enumerate() {
        let more = rows.get(at + 1).is_some_and(|next| next.0 == *phrase);
        let label = labels.get(entry.label.as_str()).map_or(0, |label| *label as u16);
        out.extend((label | if more { MORE } else { 0 }).to_le_bytes());
    }
    out.extend(names.bytes());
    out.extend(strings.bytes());
    out
}
