//! The lines of a document's sentences.

use std::io::Write as _;

use warraq_core::layer::Column;
use warraq_core::{Layer, Record, Span, Sym};

use super::ConlluOptions;

/// What a document's CoNLL-U is made of.
pub(super) struct Writer<'r> {
    record: &'r Record<'r>,
    sentences: Vec<Span>,
    paragraphs: Vec<Span>,
    tokens: Option<&'r Layer>,
    words: Words<'r>,
    entities: Option<&'r Layer>,
}

/// The words of tokens.
struct Words<'r> {
    layer: Option<&'r Layer>,
    /// Token and word row, sorted.
    of: Vec<(u32, u32)>,
    form: Option<&'r Column>,
    lemma: Option<&'r Column>,
    upos: Option<&'r Column>,
    feats: Option<&'r Column>,
}

impl<'r> Words<'r> {
    fn new(record: &'r Record<'r>, name: &str) -> Self {
        let id = record.head.schema.find(name);
        let layer = id.and_then(|id| record.document.layer(id));
        let schema = id.and_then(|id| record.head.schema.layer(id)).map(|run| &run.schema);
        let column = |name: &str| layer?.columns.get(schema?.column(name)?);
        let rows = 0..layer.map_or(0, Layer::len);
        let token = column("token");
        let mut of: Vec<(u32, u32)> =
            rows.filter_map(|row| Some((token?.row(row)?, u32::try_from(row).ok()?))).collect();
        of.sort_unstable();
        let (form, lemma) = (column("form"), column("lemma"));
        Self { layer, of, form, lemma, upos: column("upos"), feats: column("feats") }
    }

    /// The word rows of a token.
    fn of(&self, token: usize) -> &[(u32, u32)] {
        let from = self.of.partition_point(|&(of, _)| (of as usize) < token);
        let to = self.of.partition_point(|&(of, _)| of as usize <= token);
        self.of.get(from..to).unwrap_or_default()
    }
}

/// One line of ten columns.
struct Line<'l> {
    id: String,
    form: &'l str,
    lemma: &'l str,
    upos: &'l str,
    feats: &'l str,
    misc: [Option<String>; 2],
}

impl<'r> Writer<'r> {
    pub(super) fn new(record: &'r Record<'r>, options: &ConlluOptions) -> Self {
        let layer = |name: &str| {
            let id = record.head.schema.find(name)?;
            record.document.layer(id)
        };
        let shown =
            record.head.schema.find(&options.entity).is_some_and(|id| record.head.layers.contains(&id));
        Self {
            record,
            sentences: spans(layer(&options.sentence)),
            paragraphs: spans(layer("paragraph")),
            tokens: layer(&options.token),
            words: Words::new(record, &options.word),
            entities: layer(&options.entity).filter(|_| shown),
        }
    }

    /// Writes the document.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        comment(out, "newdoc id", self.record.document.id());
        let end = self.record.text().len() as u32;
        let (mut at, mut token, mut number) = (0, 0, 0);
        // What lies between sentences is a sentence of its own, should there be anything to see.
        for &sentence in self.sentences.iter().chain([&Span::new(end, end)]) {
            for span in [Span::new(at, sentence.start), sentence] {
                self.sentence(span, &mut token, &mut number, out);
            }
            at = at.max(sentence.end);
        }
    }

    fn sentence(&self, span: Span, token: &mut usize, number: &mut usize, out: &mut Vec<u8>) {
        let pieces = self.pieces(span, token);
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
        let span = Span::new(first.0.start, last.0.end);
        *number += 1;
        if self
            .paragraphs
            .iter()
            .any(|p| p.start <= span.start && span.start < p.end && self.is_first(p, span))
        {
            out.extend_from_slice(b"# newpar\n");
        }
        comment(out, "sent_id", &format!("{}-{number}", self.record.document.id()));
        comment(out, "text", self.record.covered(span));
        let mut id = 1;
        for &(span, row) in &pieces {
            self.token(span, row, &mut id, out);
        }
        out.push(b'\n');
    }

    /// Whether nothing visible stands between the paragraph's start and the sentence.
    fn is_first(&self, paragraph: &Span, sentence: Span) -> bool {
        self.record.covered(Span::new(paragraph.start, sentence.start)).trim().is_empty()
    }

    /// The tokens of a sentence, and between them what no token covers.
    fn pieces(&self, sentence: Span, token: &mut usize) -> Vec<(Span, Option<usize>)> {
        let mut pieces = Vec::new();
        let mut at = sentence.start;
        while let Some(span) = self.tokens.and_then(|tokens| tokens.span(*token)) {
            if span.start >= sentence.end {
                break;
            }
            if span.start >= at && span.end <= sentence.end {
                self.gap(Span::new(at, span.start), &mut pieces);
                pieces.push((span, Some(*token)));
                at = span.end;
            }
            *token += 1;
        }
        self.gap(Span::new(at, sentence.end), &mut pieces);
        pieces
    }

    fn gap(&self, gap: Span, pieces: &mut Vec<(Span, Option<usize>)>) {
        let text = self.record.covered(gap);
        let base = text.as_ptr() as usize;
        for piece in text.split(is_space).filter(|piece| !piece.is_empty()) {
            let start = gap.start + (piece.as_ptr() as usize - base) as u32;
            pieces.push((Span::new(start, start + piece.len() as u32), None));
        }
    }

    fn token(&self, span: Span, row: Option<usize>, id: &mut usize, out: &mut Vec<u8>) {
        let words = row.map_or(&[][..], |row| self.words.of(row));
        let surface = self.record.covered(span);
        let next = self.record.text().get(span.end as usize..).and_then(|rest| rest.chars().next());
        let glued = next.is_some_and(|next| !is_space(next)).then(|| "SpaceAfter=No".to_owned());
        // What no token covers is no word: control characters and marks of direction, for the most part.
        let upos = row.map_or("X", |row| self.upos_of(row));
        match words {
            [] => {
                let misc = [self.name(span), glued];
                line(out, &Line { id: id.to_string(), form: surface, lemma: "_", upos, feats: "_", misc });
            }
            [(_, word)] => {
                let word = self.word(*word as usize, id.to_string());
                let misc = [self.name(span), glued];
                line(out, &Line { form: surface, misc, ..word });
            }
            words => {
                let range = format!("{id}-{}", *id + words.len() - 1);
                let misc = [None, glued];
                line(out, &Line { id: range, form: surface, lemma: "_", upos: "_", feats: "_", misc });
                for (at, (_, word)) in words.iter().enumerate() {
                    line(out, &self.word(*word as usize, (*id + at).to_string()));
                }
            }
        }
        *id += words.len().max(1);
    }

    fn word(&self, row: usize, id: String) -> Line<'_> {
        let words = &self.words;
        let text = |column: Option<&'r Column>| column.and_then(|column| column.text(row)).unwrap_or("_");
        let symbol = |column: Option<&'r Column>| {
            let sym = column.and_then(|column| column.sym(row)).unwrap_or(Sym::NONE);
            self.record.symbol(sym)
        };
        let span = words.layer.and_then(|layer| layer.span(row)).unwrap_or(Span::new(0, 0));
        Line {
            id,
            form: text(words.form),
            lemma: text(words.lemma),
            upos: symbol(words.upos),
            feats: symbol(words.feats),
            misc: [self.name(span), None],
        }
    }

    /// The part of speech that a token's label tells.
    fn upos_of(&self, token: usize) -> &'static str {
        let label = self.tokens.map_or(Sym::NONE, |tokens| tokens.label(token));
        match self.record.symbol(label) {
            "punct" => "PUNCT",
            "number" => "NUM",
            "symbol" | "emoji" => "SYM",
            _ => "_",
        }
    }

    /// The name that a token or word belongs to.
    fn name(&self, span: Span) -> Option<String> {
        let entities = self.entities?;
        let upto = entities.start.partition_point(|&start| start <= span.start);
        // Names do not nest deeply: the last few that begin before are enough to find one that reaches here.
        let row = (upto.saturating_sub(8)..upto).rev().find(|&row| {
            entities.end.get(row).is_some_and(|&end| end >= span.end) && span.start < span.end
        })?;
        let side = if entities.start.get(row) == Some(&span.start) { 'B' } else { 'I' };
        Some(format!("NER={side}-{}", self.record.symbol(entities.label(row))))
    }
}

fn spans(layer: Option<&Layer>) -> Vec<Span> {
    layer.map_or_else(Vec::new, |layer| (0..layer.len()).filter_map(|row| layer.span(row)).collect())
}

/// White space as the tools that read CoNLL-U see it (Python's `str.split`).
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

fn comment(out: &mut Vec<u8>, name: &str, value: &str) {
    // Writing into memory cannot fail.
    let _ = write!(out, "# {name} = ");
    clean(out, value);
    out.push(b'\n');
}

fn line(out: &mut Vec<u8>, line: &Line<'_>) {
    for (at, column) in [&line.id, line.form, line.lemma, line.upos, "_", line.feats].into_iter().enumerate()
    {
        if at > 0 {
            out.push(b'\t');
        }
        match column {
            "" => out.push(b'_'),
            column => clean(out, column),
        }
    }
    out.extend_from_slice(b"\t_\t_\t_\t");
    let misc: Vec<&str> = line.misc.iter().flatten().map(String::as_str).collect();
    match misc.as_slice() {
        [] => out.push(b'_'),
        misc => clean(out, &misc.join("|")),
    }
    out.push(b'\n');
}

/// A text whose line breaks and tabs are spaces.
fn clean(out: &mut Vec<u8>, text: &str) {
    let breaks =
        |c: char| matches!(c, '\t'..='\r' | '\u{1c}'..='\u{1f}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let mut rest = text;
    while let Some(at) = rest.find(breaks) {
        let (plain, behind) = rest.split_at(at);
        out.extend_from_slice(plain.as_bytes());
        out.push(b' ');
        rest = behind.get(behind.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    out.extend_from_slice(rest.as_bytes());
}
