//! The compiled form of a list: one block of bytes that is used as it lies in its file.

use std::sync::Arc;

use super::words::{Alike, chain};

/// What a compiled list begins with.
pub(crate) const MAGIC: &[u8; 8] = b"WRQLIST1";
/// The bytes before the tables: magic, seed, slots, entries, length of the labels, spelling, case, and nothing.
pub(crate) const HEAD: usize = 40;
/// The bits of a slot for the entry, counted from 1.
pub(crate) const ENTRY_BITS: u32 = 25;
/// The bit of a slot whose words some longer entry begins with.
pub(crate) const CONTINUES: u64 = 1 << ENTRY_BITS;
/// The bits of a slot behind the fingerprint.
pub(crate) const VALUE_BITS: u32 = ENTRY_BITS + 1;
/// The bit of an entry's label when the next entry has the same phrase.
pub(crate) const MORE: u16 = 1 << 15;

/// A compiled list.
///
/// Behind the head lie the slots (`u64`: fingerprint, [`CONTINUES`], entry), an open hash table over all beginnings of
/// entries by whole words; the ends of each entry's three strings (`u32` each: phrase, id, name); each entry's label
/// (`u16`); the labels, a line each; and the strings. All numbers are little-endian. Entries are sorted by phrase.
pub(crate) struct List {
    bytes: Arc<[u8]>,
    pub(crate) alike: Alike,
    seed: u64,
    slots: u64,
    ends: usize,
    labels: usize,
    strings: usize,
    /// The names of the labels.
    pub(crate) names: Vec<String>,
}

/// What a slot says.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    /// The entry that ends here.
    pub(crate) entry: Option<u32>,
    /// Whether longer entries go on from here.
    pub(crate) continues: bool,
}

impl List {
    /// Takes a file for a compiled list.
    ///
    /// # Errors
    /// It is none, or not whole.
    pub(crate) fn open(bytes: Arc<[u8]>) -> Result<Self, String> {
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let head = || {
            let seed = u64::from_le_bytes(bytes.get(8..16)?.try_into().ok()?);
            Some((seed, number(16)?, number(20)?, number(24)?, *bytes.get(28)?, *bytes.get(29)?))
        };
        let damaged = "the compiled list is damaged: compile it again";
        let Some((seed, slots, entries, names_length, spelling, fold_case)) =
            head().filter(|_| bytes.starts_with(MAGIC))
        else {
            return Err(damaged.into());
        };
        let ends = HEAD + slots as usize * 8;
        let labels = ends + entries as usize * 12;
        let names_at = labels + entries as usize * 2;
        let strings = names_at + names_length as usize;
        let last = if entries == 0 { Some(0) } else { number(labels.wrapping_sub(4)) };
        let length = last.map(|last| strings + last as usize);
        let names = bytes.get(names_at..strings).and_then(|names| std::str::from_utf8(names).ok());
        match (length, names) {
            (Some(length), Some(names)) if length == bytes.len() && slots > 0 => {
                let names = names.lines().map(str::to_owned).collect();
                let alike = Alike { spelling, fold_case: fold_case != 0 };
                Ok(Self { alike, seed, slots: u64::from(slots), ends, labels, strings, names, bytes })
            }
            _ => Err(damaged.into()),
        }
    }

    /// The key of one word; [`chain`] gives that of one more.
    pub(crate) fn key(&self, word: u64) -> u64 {
        chain(self.seed, word)
    }

    /// What the list says about the words of a key. One in many millions is wrong about words that no entry has, so
    /// entries are compared with their words.
    pub(crate) fn slot(&self, key: u64) -> Option<Slot> {
        let fingerprint = key << VALUE_BITS >> VALUE_BITS;
        let mut at = place(key, self.slots);
        for _ in 0..self.slots {
            let start = HEAD + at as usize * 8;
            let slot = u64::from_le_bytes(self.bytes.get(start..start + 8)?.try_into().ok()?);
            if slot == 0 {
                return None;
            }
            if slot >> VALUE_BITS == fingerprint {
                let entry = (slot & (CONTINUES - 1)) as u32;
                return Some(Slot { entry: entry.checked_sub(1), continues: slot & CONTINUES != 0 });
            }
            at = if at + 1 == self.slots { 0 } else { at + 1 };
        }
        None
    }

    /// The phrase of an entry, its words joined by spaces.
    pub(crate) fn phrase(&self, entry: u32) -> &str {
        self.string(entry, 0)
    }

    /// The id of an entry; empty for none.
    pub(crate) fn id(&self, entry: u32) -> &str {
        self.string(entry, 1)
    }

    /// The name of an entry as the list has it.
    pub(crate) fn name(&self, entry: u32) -> &str {
        self.string(entry, 2)
    }

    /// The label of an entry among [`List::names`], and whether the next entry has the same phrase.
    pub(crate) fn label(&self, entry: u32) -> (usize, bool) {
        let at = self.labels + entry as usize * 2;
        let label = self.bytes.get(at..at + 2).and_then(|label| label.try_into().ok());
        let label = label.map_or(0, u16::from_le_bytes);
        (usize::from(label & !MORE), label & MORE != 0)
    }

    fn string(&self, entry: u32, which: usize) -> &str {
        let border = |nth: usize| {
            let at = self.ends + nth.checked_sub(1)? * 4;
            Some(u32::from_le_bytes(self.bytes.get(at..at + 4)?.try_into().ok()?) as usize)
        };
        let nth = entry as usize * 3 + which;
        let (start, end) = (border(nth).unwrap_or(0), border(nth + 1).unwrap_or(0));
        let bytes = self.bytes.get(self.strings + start..self.strings + end).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// The slot where a key is looked for first.
pub(crate) fn place(key: u64, slots: u64) -> u64 {
    ((u128::from(key) * u128::from(slots)) >> 64) as u64
}
