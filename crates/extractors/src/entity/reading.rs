//! A document as the tagger sees it: its units by sentence, listed names in it, and what other mentions of a word tell.

use std::ops::Range;

use warraq_core::Span;

use super::gazetteer::{Classes, Entry, Gazetteer, joined, led};
use super::kinds::Kinds;
use super::unit::{ADP, AUX, Kind, SCONJ, Shape, Token, VERB, Word, clitics};

/// How far a head reaches.
const REACH: u8 = 6;

/// A token in its place.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    /// The number of its kind.
    pub kind: u32,
    /// The number of its core.
    pub root: u32,
    /// The token.
    pub token: Span,
    /// Its stem: the token without attached particles and pronouns.
    pub stem: Span,
    /// The listed name that it is part of, and whether it begins it.
    pub listed: Option<(Entry, bool)>,
    /// Words in that listed name.
    pub words: u8,
    /// How far before it stands the head of a name or noun phrase that it may belong to; 0 where there is none.
    pub head: u8,
    /// What rules may find with it: those of its kind.
    pub marks: u8,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
    /// What the mentions of its core elsewhere in the document tell, one bit each.
    pub evidence: u16,
}

/// What the mentions of a core in a document have told so far.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// What a mention told, one bit each.
    once: u16,
    /// What two mentions told.
    twice: u16,
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
    /// How many words of games there are.
    pub games: usize,
    /// By the number of a core.
    seen: Vec<Seen>,
}

impl Reading {
    /// Begins a document; true where the kinds were forgotten.
    pub fn begin(&mut self) -> bool {
        self.units.clear();
        self.sentences.clear();
        self.games = 0;
        self.kinds.make_room()
    }

    /// Adds tokens. `word` gives the word of a number for a token that begins at some byte.
    pub fn tokens<'a>(
        &mut self,
        tokens: &[Token<'_>],
        word: impl Fn(u32, usize) -> Word<'a>,
        lists: &Gazetteer,
    ) {
        let Self { kinds, units, games, .. } = self;
        kinds.find(tokens, word, lists, |token, number, kind| {
            let start = token.start;
            *games += usize::from(kind.asked.sport());
            units.push(Unit {
                kind: number,
                root: kind.root,
                token: Span { start, end: start + token.text.len() as u32 },
                stem: Span { start: start + u32::from(kind.stem), end: start + kind.stem_end },
                listed: None,
                words: 0,
                head: 0,
                marks: kind.marks,
                quoted: false,
                evidence: 0,
            });
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
    #[inline]
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
                    // Inside a name no word has particles before it but و, and ل before the article, but for its first.
                    let kind = self.kind(n)?;
                    let and = n > at && kind.clitics == clitics::CONJUNCTION && kind.stem > 0;
                    let to = n > at && kind.clitics == clitics::L && kind.article && kind.stem > 0;
                    let form = match (and, to) {
                        (true, _) => joined(kind.form),
                        (_, true) => led(kind.form),
                        _ => kind.form,
                    };
                    (n == at || and || to || kind.stem == 0).then_some(form)
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
    ///
    /// `head` counts from the head on, 1 at itself.
    fn heads(&mut self, sentence: Range<usize>) {
        let heads =
            Classes::BODY.with(Classes::STATE).with(Classes::SITE).with(Classes::EVENT).with(Classes::PLACE);
        let mut head = 0u8;
        let mut quoted = false;
        let list = self.kinds.list();
        for unit in self.units.get_mut(sentence).unwrap_or_default() {
            let Some(kind) = list.get(unit.kind as usize) else { continue };
            head = if head == 0 || head > REACH { 0 } else { head + 1 };
            let ends =
                matches!(kind.upos, VERB | AUX | SCONJ) || kind.shape == Shape::Punct && kind.letters < 2;
            let mark = kind.shape == Shape::Punct && kind.asked.quote();
            if mark {
                quoted = !quoted;
            } else if ends {
                head = 0;
            }
            unit.head = head.saturating_sub(1);
            unit.quoted = quoted;
            if kind.classes.has(heads) && kind.upos != ADP {
                head = 1;
            }
        }
    }

    /// Lets each unit know what the words beside other mentions of its core are.
    fn witness(&mut self, sentences: &[Range<usize>]) {
        let Self { kinds, units, seen, .. } = self;
        seen.resize(kinds.roots(), Seen::default());
        let list = kinds.list();
        // What other documents left goes first: memory that is only written to is not waited for, and is near once it is read.
        for unit in units.iter() {
            if let Some(told) = seen.get_mut(unit.root as usize) {
                *told = Seen::default();
            }
        }
        for sentence in sentences {
            for at in sentence.clone() {
                let Some(kind) = units.get(at).and_then(|u| list.get(u.kind as usize)) else { continue };
                if !kind.nominal || kind.letters < 2 {
                    continue;
                }
                let bits = around(units, list, sentence, at);
                let Some(told) = seen.get_mut(kind.root as usize) else { continue };
                told.twice |= told.once & bits;
                told.once |= bits;
                if let Some(unit) = units.get_mut(at) {
                    unit.evidence = bits;
                }
            }
        }
        for unit in units.iter_mut() {
            let told = seen.get(unit.root as usize);
            // Its own mention does not count.
            unit.evidence = told.map_or(0, |told| told.once & !unit.evidence | told.twice & unit.evidence);
        }
    }
}

/// What the words around a mention tell of it.
fn around(units: &[Unit], list: &[Kind], sentence: &Range<usize>, at: usize) -> u16 {
    let near = |n: Option<usize>| {
        let n = n.filter(|n| sentence.contains(n))?;
        list.get(units.get(n)?.kind as usize)
    };
    let own = near(Some(at));
    let preposition = own.is_some_and(|k| k.clitics & clitics::PREPOSITION != 0);
    let told = near(at.checked_sub(1)).map_or(0, |k| k.told_behind);
    let after = near(Some(at + 1)).map_or(0, |k| before(k.classes, k.stem > 0));
    // A given name stands before no preposition.
    let told = if preposition { told & !NAMED | LED } else { told };
    told | after
}

/// The bits of what a word before tells: a given name; a preposition.
const NAMED: u16 = 1 << 1;
const LED: u16 = 1 << 7;

/// What a word of some classes and part of speech tells of the word behind it.
pub(super) fn behind(classes: Classes, upos: u8) -> u16 {
    let bits = [
        (classes.has(Classes::TITLE.with(Classes::ROLE)), 1),
        (classes.has(Classes::GIVEN), NAMED),
        (classes.has(Classes::SPEAK), 1 << 3),
        (classes.has(Classes::PLACE), 1 << 4),
        (classes.has(Classes::BODY.with(Classes::STATE)), 1 << 5),
        (classes.has(Classes::FIRM), 1 << 6),
        (upos == ADP, LED),
        (classes.has(Classes::NISBA), 1 << 8),
    ];
    bits.iter().filter(|(told, _)| *told).fold(0, |sum, (_, bit)| sum | bit)
}

/// What a word of some classes tells of the word before it; `led` says whether particles are attached to it.
fn before(classes: Classes, led: bool) -> u16 {
    u16::from(classes.has(Classes::SURNAME) && !led) << 2 | u16::from(classes.has(Classes::NISBA)) << 9
}
