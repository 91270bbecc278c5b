//! What each paragraph of a plain text is, by its shape, its place and its first words.

use crate::blocks::Block;
use warraq_arabic::normalise::{Normaliser, Switches};

/// The labels of the layer `paragraph`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Title,
    Heading,
    Body,
    Quote,
    Caption,
    List,
    Table,
    Boilerplate,
}

/// All labels in the order of their numbers.
pub(super) const LABELS: [Label; 8] = [
    Label::Title,
    Label::Heading,
    Label::Body,
    Label::Quote,
    Label::Caption,
    Label::List,
    Label::Table,
    Label::Boilerplate,
];

impl Label {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Label::Title => "title",
            Label::Heading => "heading",
            Label::Body => "body",
            Label::Quote => "quote",
            Label::Caption => "caption",
            Label::List => "list",
            Label::Table => "table",
            Label::Boilerplate => "boilerplate",
        }
    }
}

/// Words that give a paragraph away.
#[derive(Debug)]
pub(super) struct Cues {
    normaliser: Normaliser,
    cues: Vec<(Label, bool, String)>,
}

impl Cues {
    /// The cues of the data file.
    pub(super) fn built_in() -> Self {
        let normaliser = Normaliser::new(Switches::LOOSE);
        let mut cues = Vec::new();
        for line in
            include_str!("../../data/paragraph-cues.tsv").lines().filter(|line| !line.starts_with('#'))
        {
            let mut columns = line.split('\t');
            if let (Some(label), Some(place), Some(cue)) = (columns.next(), columns.next(), columns.next()) {
                let label = if label == "caption" { Label::Caption } else { Label::Boilerplate };
                cues.push((label, place == "whole", normaliser.string(cue)));
            }
        }
        Self { normaliser, cues }
    }

    fn find(&self, text: &str) -> Option<Label> {
        // Longer than any cue.
        let head = match text.char_indices().nth(40) {
            Some((at, _)) => text.get(..at).unwrap_or_default(),
            None => text,
        };
        let mut head = self.normaliser.string(head);
        head.make_ascii_lowercase();
        let bare = head.trim_matches(|c: char| !c.is_alphanumeric());
        let fits = |cue: &str, whole: bool| {
            if whole {
                bare == cue && head.len() <= bare.len() + 8
            } else {
                let rest = head.strip_prefix(cue);
                rest.is_some_and(|rest| {
                    !cue.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
                })
            }
        };
        self.cues.iter().find(|(_, whole, cue)| fits(cue, *whole)).map(|(label, ..)| *label)
    }
}

/// What is measured about a paragraph once.
struct Shape<'a> {
    text: &'a str,
    chars: usize,
    words: usize,
    /// Ends as sentences do.
    closed: bool,
}

impl<'a> Shape<'a> {
    fn new(text: &'a str) -> Self {
        let last = text.trim_end_matches(['"', '»', '”', ')', ']']).chars().next_back();
        Self {
            text,
            chars: text.chars().count(),
            // Good enough for lengths, and counted many bytes at once.
            words: text.bytes().filter(|byte| *byte == b' ').count() + 1,
            closed: matches!(last, Some('.' | '!' | '…' | '۔' | '،' | '؛' | ',' | ';')),
        }
    }

    /// Running text rather than a line by itself.
    fn is_prose(&self) -> bool {
        self.chars >= 40 && (self.closed || self.words >= 15) || self.words >= 25
    }

    fn is_question(&self) -> bool {
        self.text.ends_with(['؟', '?'])
    }
}

/// The labels of `blocks`.
pub(super) fn labels(
    text: &str,
    blocks: &[Block],
    title: Option<&str>,
    guess: bool,
    cues: &Cues,
) -> Vec<Label> {
    let shapes: Vec<Shape<'_>> =
        blocks.iter().map(|block| Shape::new(text.get(block.start..block.end).unwrap_or_default())).collect();
    let mut labels: Vec<Label> = shapes
        .iter()
        .map(|shape| cues.find(shape.text).or_else(|| by_text(shape)).unwrap_or(Label::Body))
        .collect();
    lone_items(&shapes, &mut labels);
    if let (Some(first), Some(label)) = (shapes.first(), labels.first_mut()) {
        let is_title = match title {
            Some(title) => same(title, first.text),
            None => {
                guess && *label == Label::Body && looks_like_title(first, shapes.get(1..).unwrap_or_default())
            }
        };
        if is_title {
            *label = Label::Title;
        }
    }
    headings(&shapes, &mut labels);
    labels
}

/// What the text by itself says.
fn by_text(shape: &Shape<'_>) -> Option<Label> {
    let text = shape.text;
    if text.matches('\t').take(2).count() == 2 || text.matches('|').take(2).count() == 2 {
        return Some(Label::Table);
    }
    if is_item(text) {
        return Some(Label::List);
    }
    is_quote(text).then_some(Label::Quote)
}

/// Whether a line begins with a bullet or a number of a list.
fn is_item(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('•' | '▪' | '●' | '○' | '◦' | '■' | '▫' | '‣' | '►' | '✓' | '✔') => true,
        Some('-' | '–' | '—' | '*' | '·') => chars.next().is_some_and(char::is_whitespace),
        Some(c) if c.is_numeric() => {
            let rest = text.trim_start_matches(char::is_numeric);
            text.len() - rest.len() <= 4
                && rest.trim_start().starts_with(['.', '-', ')', '–'])
                && rest.trim_start().chars().nth(1).is_some_and(|c| !c.is_numeric())
        }
        _ => false,
    }
}

/// Whether one pair of quotes holds all of a paragraph.
fn is_quote(text: &str) -> bool {
    let inner = text.trim_end_matches(['.', '،', '!']);
    [('«', '»'), ('“', '”'), ('"', '"'), ('”', '“')].iter().any(|(open, close)| {
        let inner = inner.strip_prefix(*open).and_then(|inner| inner.strip_suffix(*close));
        inner.is_some_and(|inner| inner.chars().count() >= 20 && !inner.contains([*open, *close]))
    })
}

/// A dash or a number makes a list only where another item stands beside it; an agency's dateline has a dash, too.
fn lone_items(shapes: &[Shape<'_>], labels: &mut [Label]) {
    let is_list = |labels: &[Label], at: usize| labels.get(at) == Some(&Label::List);
    for at in 0..labels.len() {
        let bullet = shapes.get(at).is_some_and(|shape| {
            !shape.text.starts_with(['-', '–', '—', '*', '·']) && !shape.text.starts_with(char::is_numeric)
        });
        let beside = is_list(labels, at + 1) || (at > 0 && is_list(labels, at - 1));
        if is_list(labels, at) && !bullet && !beside {
            labels[at] = Label::Body;
        }
    }
}

/// Whether two titles are the same but for marks and white space.
fn same(title: &str, line: &str) -> bool {
    let normaliser = Normaliser::new(Switches::BARE);
    let (title, line) = (normaliser.string(title), normaliser.string(line));
    title.split_whitespace().eq(line.split_whitespace())
}

/// Short, open at its end, with prose close below.
fn looks_like_title(first: &Shape<'_>, rest: &[Shape<'_>]) -> bool {
    first.chars <= 160
        && first.words <= 28
        && (!first.closed || first.text.ends_with('!'))
        && rest.iter().take(4).any(Shape::is_prose)
}

/// Headings before prose, and stray lines behind all prose.
fn headings(shapes: &[Shape<'_>], labels: &mut [Label]) {
    let prose = |labels: &[Label], at: usize| {
        matches!(labels.get(at), Some(Label::Body | Label::Quote | Label::List))
            && shapes.get(at).is_some_and(Shape::is_prose)
    };
    let last = (0..labels.len()).rev().find(|at| prose(labels, *at));
    for (at, shape) in shapes.iter().enumerate() {
        if labels.get(at) != Some(&Label::Body) || shape.closed && !shape.is_question() {
            continue;
        }
        let short = shape.chars <= 80 && shape.words <= 12;
        if short && prose(labels, at + 1) && shapes.get(at + 1).is_some_and(|next| next.chars > shape.chars) {
            labels[at] = Label::Heading;
        } else if shape.words <= 3 && last.is_some_and(|last| at > last) {
            labels[at] = Label::Boilerplate;
        }
    }
}
