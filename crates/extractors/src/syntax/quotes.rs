//! Quotation marks of all kinds, paired in one pass.

use warraq_arabic::lexed::{Gap, Kind, Lexed};

/// The pairs of a document.
#[derive(Default)]
pub(crate) struct Quotes {
    /// For each token: its partner plus one if it is a mark, else 0.
    partner: Vec<u32>,
    /// For each token: the opening mark of the innermost quotation around it plus one, else 0.
    around: Vec<u32>,
    open: Vec<(usize, char)>,
}

/// The marks that only open, with what closes them.
const PAIRS: [(char, &[char]); 5] =
    [('«', &['»']), ('“', &['”', '"', '“']), ('„', &['“', '”']), ('‹', &['›']), ('‟', &['”'])];

impl Quotes {
    pub(crate) fn read(&mut self, lexed: &Lexed) {
        self.partner.clear();
        self.partner.resize(lexed.len(), 0);
        self.around.clear();
        self.around.resize(lexed.len(), 0);
        self.open.clear();
        for i in 0..lexed.len() {
            if lexed.gap(i) == Gap::Break {
                self.abandon(lexed, i);
            }
            let mark = lexed.form(i).chars().next().filter(|_| lexed.form(i).chars().count() == 1);
            let handled = mark.is_some_and(|mark| self.mark(lexed, i, mark));
            if !handled {
                self.set_around(i);
            }
        }
        self.abandon(lexed, lexed.len());
    }

    /// A quotation left open before token `end`, the start of a paragraph, runs to the paragraph's end. A straight mark is trusted
    /// that far only behind a colon, since it may be a closing one whose partner is missing.
    fn abandon(&mut self, lexed: &Lexed, end: usize) {
        // Straight marks that look like opening ones and are closed by none part the paragraph two by two.
        while let [(first, '"'), (second, '"'), ..] = self.open[..] {
            self.join(first, second);
            self.open.drain(..2);
        }
        let outer = self.open.first().copied();
        self.open.clear();
        if let Some((at, mark)) = outer
            && at + 1 < end
            && (mark != '"' || at.checked_sub(1).is_some_and(|before| lexed.form(before) == ":"))
            && let Some(slot) = self.partner.get_mut(at)
        {
            *slot = end as u32;
        }
    }

    /// Handles a mark; false where the token is none.
    fn mark(&mut self, lexed: &Lexed, i: usize, mark: char) -> bool {
        let top = self.open.last().copied();
        let closes = |open: char| {
            open == mark && mark == '"'
                || PAIRS.iter().any(|(o, closers)| *o == open && closers.contains(&mark))
        };
        let nested = mark == '"' && self.open.len() < 8 && opens_only(lexed, i);
        if let Some((at, open)) = top
            && closes(open)
            && !nested
        {
            self.open.pop();
            self.join(at, i);
            return true;
        }
        // Two single marks that touch («''») are left alone, since one is an apostrophe too.
        let opens = mark == '"' || PAIRS.iter().any(|(open, _)| *open == mark);
        if opens {
            if self.open.len() < 8 && has_partner(lexed, i, mark) {
                self.set_around(i);
                self.open.push((i, mark));
            }
            return true;
        }
        matches!(mark, '»' | '”' | '›')
    }

    fn join(&mut self, open: usize, close: usize) {
        if let Some(slot) = self.partner.get_mut(open) {
            *slot = close as u32 + 1;
        }
        if let Some(slot) = self.partner.get_mut(close) {
            *slot = open as u32 + 1;
        }
    }

    fn set_around(&mut self, i: usize) {
        if let (Some((at, _)), Some(slot)) = (self.open.last(), self.around.get_mut(i)) {
            *slot = *at as u32 + 1;
        }
    }

    pub(crate) fn closing(&self, i: usize) -> Option<usize> {
        self.partner.get(i).and_then(|p| (*p as usize).checked_sub(1)).filter(|p| *p > i)
    }

    pub(crate) fn opening(&self, i: usize) -> Option<usize> {
        self.partner.get(i).and_then(|p| (*p as usize).checked_sub(1)).filter(|p| *p < i)
    }

    pub(crate) fn around(&self, i: usize) -> Option<(usize, usize)> {
        let open = (*self.around.get(i)? as usize).checked_sub(1)?;
        Some((open, self.closing(open)?))
    }

    pub(crate) fn is_mark(&self, i: usize) -> bool {
        self.partner.get(i).is_some_and(|p| *p > 0)
    }
}

/// Whether a straight mark stands as only an opening one does: white space before it, a word right behind it.
fn opens_only(lexed: &Lexed, i: usize) -> bool {
    lexed.gap(i) != Gap::None && lexed.gap(i + 1) == Gap::None && lexed.kind(i + 1) != Some(Kind::Punct)
}

/// A straight mark opens only where a word follows it at once or nothing stands before it.
fn has_partner(lexed: &Lexed, i: usize, mark: char) -> bool {
    mark != '"'
        || lexed.gap(i) != Gap::None
        || lexed.gap(i + 1) == Gap::None && lexed.kind(i + 1) != Some(Kind::Punct)
}
