//! A document as the tagger sees it: its units by sentence, listed names in it, and what other mentions of a word tell.

use std::ops::Range;
use std::sync::LazyLock;

use warraq_core::Span;

use super::gazetteer::{Classes, Entry, Gazetteer};
use super::unit::{ADP, AUX, ByHash, Kind, Kinds, SCONJ, Shape, VERB, Word};

/// A token in its place.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    /// The number of its kind.
    pub kind: u32,
    /// The token.
    pub token: Span,
    /// Its stem: the token without attached particles and pronouns.
    pub stem: Span,
    /// The listed name that it is part of, and whether it begins it.
    pub listed: Option<(Entry, bool)>,
    /// Words in that listed name.
    pub words: u8,
    /// The head of a name or noun phrase that it may belong to: the hash of its core, its classes, its distance.
    pub head: Option<(u64, Classes, u8)>,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
    /// What the mentions of its core elsewhere in the document tell, one bit each.
    pub evidence: u16,
}

/// The kinds of evidence, from the words around a mention.
mod evidence {
    pub(super) const KINDS: usize = 10;
}

/// A document being read; keeps its storage.
#[derive(Debug, Default)]
pub struct Reading {
    /// The kinds of tokens.
    pub kinds: Kinds,
    /// The units.
    pub units: Vec<Unit>,
    /// The units of each sentence.
    pub sentences: Vec<Range<usize>>,
    seen: ByHash<[u8; evidence::KINDS]>,
}

impl Reading {
    /// Begins a document; true where the kinds were forgotten.
    pub fn begin(&mut self) -> bool {
        self.units.clear();
        self.sentences.clear();
        self.kinds.make_room()
    }

    /// Adds a token with its words.
    pub fn token(&mut self, text: &str, start: u32, shape: Shape, words: &[Word<'_>], lists: &Gazetteer) {
        let number = self.kinds.find(text, shape, words, lists);
        let Some(kind) = self.kinds.list().get(number as usize) else { return };
        self.units.push(Unit {
            kind: number,
            token: Span { start, end: start + text.len() as u32 },
            stem: Span { start: start + kind.stem, end: start + kind.stem_end },
            listed: None,
            words: 0,
            head: None,
            quoted: false,
            evidence: 0,
        });
    }

    /// Ends a sentence behind the last token.
    pub fn end_sentence(&mut self) {
        let from = self.sentences.last().map_or(0, |s| s.end);
        if from < self.units.len() {
            self.sentences.push(from..self.units.len());
        }
    }

    /// The kind of a unit.
    #[must_use]
    pub fn kind(&self, at: usize) -> Option<&Kind> {
        self.kinds.list().get(self.units.get(at)?.kind as usize)
    }

    /// Ends the document: finds what needs more than one token.
    pub fn finish(&mut self, lists: &Gazetteer) {
        self.end_sentence();
        let sentences = std::mem::take(&mut self.sentences);
        for sentence in &sentences {
            self.list(sentence.clone(), lists);
            self.heads(sentence.clone());
        }
        self.witness(&sentences);
        self.sentences = sentences;
    }

    /// Marks listed names, the longest from the left.
    fn list(&mut self, sentence: Range<usize>, lists: &Gazetteer) {
        let mut at = sentence.start;
        while at < sentence.end {
            let opens = self.kind(at).is_some_and(|k| k.classes.has(Classes::OPENS));
            let found = if opens {
                let forms = (at..sentence.end).map_while(|n| {
                    // Inside a name no word has particles before it, but for its first.
                    let kind = self.kind(n)?;
                    (n == at || kind.stem == 0).then_some(kind.form)
                });
                lists.longest(forms)
            } else {
                None
            };
            let words = found.map_or(1, |(words, _)| words);
            if let Some((words, entry)) = found {
                for (n, unit) in self.units.iter_mut().skip(at).take(words).enumerate() {
                    unit.listed = Some((entry, n == 0));
                    unit.words = words as u8;
                }
            }
            at += words;
        }
    }

    /// Notes the head that each unit may belong to, and quotation.
    fn heads(&mut self, sentence: Range<usize>) {
        let heads =
            Classes::BODY.with(Classes::STATE).with(Classes::SITE).with(Classes::EVENT).with(Classes::PLACE);
        let mut head: Option<(u64, Classes, u8)> = None;
        let mut quoted = false;
        let list = self.kinds.list();
        for unit in self.units.get_mut(sentence).unwrap_or_default() {
            let Some(kind) = list.get(unit.kind as usize) else { continue };
            head = head.map(|(core, classes, distance)| (core, classes, distance + 1)).filter(|h| h.2 < 7);
            let ends =
                matches!(kind.upos, VERB | AUX | SCONJ) || kind.shape == Shape::Punct && kind.letters < 2;
            let mark = kind.shape == Shape::Punct && kind.letters == 1 && is_quote(kind);
            if mark {
                quoted = !quoted;
            } else if ends {
                head = None;
            }
            unit.head = head;
            unit.quoted = quoted;
            if kind.classes.has(heads) && kind.upos != ADP {
                head = Some((kind.core, kind.classes, 0));
            }
        }
    }

    /// Lets each unit know what the words beside other mentions of its core are.
    fn witness(&mut self, sentences: &[Range<usize>]) {
        let Self { kinds, units, seen, .. } = self;
        seen.clear();
        let list = kinds.list();
        for sentence in sentences {
            for at in sentence.clone() {
                let Some(kind) = units.get(at).and_then(|u| list.get(u.kind as usize)) else { continue };
                if !kind.is_nominal() || kind.letters < 2 {
                    continue;
                }
                let bits = around(units, list, sentence, at);
                if let Some(unit) = units.get_mut(at) {
                    unit.evidence = bits;
                }
                let counts = seen.entry(kind.core).or_default();
                for (bit, count) in counts.iter_mut().enumerate() {
                    *count = count.saturating_add((bits >> bit & 1) as u8);
                }
            }
        }
        for unit in units.iter_mut() {
            let Some(kind) = list.get(unit.kind as usize) else { continue };
            let Some(counts) = seen.get(&kind.core) else { continue };
            // Its own mention does not count.
            let own = unit.evidence;
            unit.evidence = 0;
            for (bit, &count) in counts.iter().enumerate() {
                if u16::from(count) > (own >> bit & 1) {
                    unit.evidence |= 1 << bit;
                }
            }
        }
    }
}

fn is_quote(kind: &Kind) -> bool {
    static MARKS: LazyLock<[u64; 8]> =
        LazyLock::new(|| ["\"", "«", "»", "“", "”", "„", "‹", "›"].map(warraq_model::hash::text));
    MARKS.contains(&kind.form)
}

/// What the words around a mention tell of it.
fn around(units: &[Unit], list: &[Kind], sentence: &Range<usize>, at: usize) -> u16 {
    let near = |n: Option<usize>| {
        let n = n.filter(|n| sentence.contains(n))?;
        list.get(units.get(n)?.kind as usize)
    };
    let before = near(at.checked_sub(1));
    let after = near(Some(at + 1));
    let is = |kind: Option<&Kind>, classes: Classes| kind.is_some_and(|k| k.classes.has(classes));
    let own = near(Some(at));
    let preposition = own.is_some_and(|k| k.clitics & super::unit::clitics::PREPOSITION != 0);
    let bits = [
        is(before, Classes::TITLE.with(Classes::ROLE)),
        is(before, Classes::GIVEN) && !preposition,
        is(after, Classes::SURNAME) && after.is_some_and(|k| k.stem == 0),
        is(before, Classes::SPEAK),
        is(before, Classes::PLACE),
        is(before, Classes::BODY.with(Classes::STATE)),
        is(before, Classes::FIRM),
        before.is_some_and(|k| k.upos == ADP) || preposition,
        is(before, Classes::NISBA),
        is(after, Classes::NISBA),
    ];
    bits.iter().enumerate().fold(0, |sum, (n, &bit)| sum | u16::from(bit) << n)
}
