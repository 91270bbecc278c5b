//! One worker of `words.arabic`: sentence by sentence, and a document's rows column by column.

use std::ops::Range;
use std::sync::Arc;

use warraq_core::{Doc, Error, Out, Processor, Span, Sym, ValuesIn};
use warraq_model::Lattice;

use super::cache::{Cache, Chosen};
use super::component::Words;

/// The longest run of tokens that is decoded at once; longer sentences are decoded in pieces.
const LONGEST: usize = 400;

/// Pieces between two questions whether to stop, which is a tenth of a millisecond or so.
const PIECES: u32 = 8;

/// One worker's cache and scratch.
pub struct Worker {
    words: Arc<Words>,
    cache: Cache,
    lattice: Lattice<i32, u16>,
    path: Vec<u16>,
    entries: Vec<u32>,
    chosen: Vec<Chosen>,
    rows: Columns,
}

/// The rows of a document, column by column.
#[derive(Default)]
struct Columns {
    start: Vec<u32>,
    end: Vec<u32>,
    token: Vec<u32>,
    form: Texts,
    lemma: Texts,
    marked: Texts,
    /// One bit a row: whether it has a lemma with marks.
    has_marked: Vec<u8>,
    upos: Vec<Sym>,
    feats: Vec<Sym>,
    restored: Vec<u8>,
}

/// Strings one behind the other.
struct Texts {
    offsets: Vec<u32>,
    bytes: String,
}

impl Default for Texts {
    fn default() -> Self {
        Texts { offsets: vec![0], bytes: String::new() }
    }
}

impl Texts {
    #[inline]
    fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.offsets.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
    }

    fn clear(&mut self) {
        self.offsets.truncate(1);
        self.bytes.clear();
    }

    fn values(&self) -> ValuesIn<'_> {
        ValuesIn::Text { offsets: &self.offsets, bytes: &self.bytes }
    }
}

impl Columns {
    fn clear(&mut self) {
        self.start.clear();
        self.end.clear();
        self.token.clear();
        self.form.clear();
        self.lemma.clear();
        self.marked.clear();
        self.has_marked.clear();
        self.upos.clear();
        self.feats.clear();
        self.restored.clear();
    }

    /// Hands the rows over.
    fn give(&self, words: &Words, out: &mut Out<'_>) {
        let (to, at) = (out.rows(words.word), &words.columns);
        let from = to.len();
        to.extend(&self.start, &self.end, &[]);
        let columns: [(_, ValuesIn<'_>, Option<&[u8]>); 7] = [
            (at.token, ValuesIn::Row(&self.token), None),
            (at.form, self.form.values(), None),
            (at.lemma, self.lemma.values(), None),
            (at.marked, self.marked.values(), Some(&self.has_marked)),
            (at.upos, ValuesIn::Sym(&self.upos), None),
            (at.feats, ValuesIn::Sym(&self.feats), None),
            (at.restored, ValuesIn::Bool(&self.restored), None),
        ];
        for (column, values, valid) in columns {
            // A column that the engine does not take stays empty, and the engine refuses the rows for it.
            let _ = to.extend_column(column.position(), from, &values, valid);
        }
    }

    /// Adds the words of a token: its row, where it begins, and its text.
    #[inline]
    fn add(&mut self, cache: &Cache, chosen: Chosen, (row, at, text): (u32, u32, &str)) {
        let (mut start, mut string) = (0, chosen.text as usize);
        for number in (chosen.first as usize..).take(usize::from(chosen.count)) {
            let Some((word, strings)) = cache.word(number, &mut string) else { return };
            let row_number = self.start.len();
            self.start.push(at + start);
            self.end.push(at + word.end);
            self.token.push(row);
            let covered = || text.get(start as usize..word.end as usize).unwrap_or("");
            self.form.push(strings.form.unwrap_or_else(covered));
            self.lemma.push(strings.lemma);
            self.marked.push(strings.marked.unwrap_or(""));
            if row_number.is_multiple_of(8) {
                self.has_marked.push(0);
            }
            if let Some(last) = self.has_marked.last_mut() {
                *last |= u8::from(strings.marked.is_some()) << (row_number % 8);
            }
            self.upos.push(word.upos);
            self.feats.push(word.feats);
            self.restored.push(u8::from(strings.form.is_some()));
            start = word.end;
        }
    }
}

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let words = Arc::clone(&self.words);
        let tokens = doc.layer(words.token);
        let sentences = doc.find(words.sentence);
        let (count, starts) = (tokens.len(), tokens.starts());
        self.rows.clear();
        let (mut from, mut sentence, mut pieces) = (0, 0, 0u32);
        while from < count {
            if pieces.is_multiple_of(PIECES) && out.stop() {
                return Err(Error::cancelled());
            }
            pieces += 1;
            let mut to = count.min(from + LONGEST);
            if let Some(sentences) = sentences {
                // The piece ends with the sentence that the first token is in, or before the next one.
                let at = starts.get(from).copied().unwrap_or(0);
                while sentence < sentences.len() && sentences.span(sentence).end <= at {
                    sentence += 1;
                }
                let span = sentences.span(sentence);
                if sentence < sentences.len() {
                    let border = if span.start > at { span.start } else { span.end };
                    let rest = starts.get(from..to).unwrap_or(&[]);
                    to = from + rest.iter().position(|&start| start >= border).unwrap_or(rest.len()).max(1);
                }
            }
            self.piece(&words, doc, from..to);
            from = to;
        }
        self.rows.give(&words, out);
        Ok(())
    }
}

impl Worker {
    pub(super) fn new(words: Arc<Words>) -> Worker {
        Worker {
            words,
            cache: Cache::default(),
            lattice: Lattice::default(),
            path: Vec::new(),
            entries: Vec::new(),
            chosen: Vec::new(),
            rows: Columns::default(),
        }
    }

    fn piece(&mut self, words: &Words, doc: Doc<'_>, rows: Range<usize>) {
        let tokens = doc.layer(words.token);
        let text = |span: Span| doc.text.get(span.start as usize..span.end as usize).unwrap_or("");
        self.cache.make_room();
        let sentence = rows.clone().map(|row| (text(tokens.span(row)), words.given(tokens.label(row))));
        self.cache.find(sentence.clone(), &words.engine, &mut self.entries);
        self.cache.choose(&self.entries, &words.engine, &mut self.lattice, &mut self.path);
        self.chosen.clear();
        for ((&entry, &chosen), (text, _)) in self.entries.iter().zip(&self.path).zip(sentence) {
            let (engine, symbols) = (&words.engine, &words.symbols);
            self.chosen.push(self.cache.words(entry, chosen, text, engine, symbols));
        }
        std::hint::black_box(self.cache.fetch(&self.chosen));
        for (row, &chosen) in rows.zip(&self.chosen) {
            let span = tokens.span(row);
            self.rows.add(&self.cache, chosen, (row as u32, span.start, text(span)));
        }
    }
}
