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

/// The single mark, which is an apostrophe too.
const SINGLE: char = '\'';

/// How many tokens of a quotation a name or term has at most.
const NAME: usize = 7;

/// How long a quotation in single marks may be, in tokens.
const LONGEST: usize = 200;

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
        if mark == SINGLE {
            return self.single(lexed, i);
        }
        let below = self.open.iter().rposition(|(_, open)| *open != SINGLE);
        let top = below.and_then(|below| self.open.get(below)).copied();
        let closes = |open: char| {
            open == mark && mark == '"'
                || PAIRS.iter().any(|(o, closers)| *o == open && closers.contains(&mark))
        };
        let nested = mark == '"' && self.open.len() < 8 && opens_only(lexed, i);
        if let Some((at, open)) = top
            && closes(open)
            && !nested
        {
            self.open.truncate(below.unwrap_or_default());
            if mark != '"' || !self.is_astray(lexed, at, i) {
                self.join(at, i);
            }
            return true;
        }
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

    /// Handles a single mark, which is an apostrophe too: it opens where another one closes in the paragraph, and two that touch («''») are
    /// left alone.
    fn single(&mut self, lexed: &Lexed, i: usize) -> bool {
        if let Some((at, SINGLE)) = self.open.last().copied() {
            if !closes_single(lexed, i) {
                return false;
            }
            self.open.pop();
            self.join(at, i);
            return true;
        }
        if self.open.len() >= 8 || !opens_single(lexed, i) || !is_closed(lexed, i) {
            return false;
        }
        self.set_around(i);
        self.open.push((i, SINGLE));
        true
    }

    /// Whether two straight marks cannot be of one quotation: between them others hold whole sentences and a sentence ends outside those,
    /// so that the closing mark of the first is missing.
    fn is_astray(&self, lexed: &Lexed, open: usize, close: usize) -> bool {
        let (mut speech, mut stop) = (false, false);
        let mut k = open + 1;
        while k < close {
            if let Some(end) = self.closing(k) {
                // «…» inside of straight marks are well apart from them.
                speech |= end > k + NAME && lexed.form(k) == "\"";
                k = end;
            }
            stop |= lexed.form(k) == "." && lexed.gap(k + 1) != Gap::None;
            k += 1;
        }
        speech && stop
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

/// Whether a single mark stands as one that opens: nothing or white space before it, a word right behind it.
fn opens_single(lexed: &Lexed, i: usize) -> bool {
    let before = i.checked_sub(1).is_none_or(|before| lexed.kind(before) == Some(Kind::Punct));
    let apart = i == 0 || lexed.gap(i) != Gap::None || before && lexed.form(i - 1) != "'";
    apart && lexed.gap(i + 1) == Gap::None && lexed.kind(i + 1).is_some_and(|kind| kind != Kind::Punct)
}

/// Whether a single mark stands as one that closes: right behind a word, before white space or punctuation.
fn closes_single(lexed: &Lexed, i: usize) -> bool {
    let apart = lexed.gap(i + 1) != Gap::None || lexed.kind(i + 1).is_none_or(|kind| kind == Kind::Punct);
    i > 0 && lexed.gap(i) == Gap::None && lexed.form(i - 1) != "'" && apart
}

/// Whether a single mark that opens is closed in its paragraph, with no half of another quotation between.
fn is_closed(lexed: &Lexed, i: usize) -> bool {
    let inside = (i + 1..lexed.len().min(i + LONGEST)).take_while(|k| lexed.gap(*k) != Gap::Break);
    let mut halves = 0;
    for k in inside {
        match lexed.form(k) {
            "'" if closes_single(lexed, k) => return halves == 0,
            "'" if opens_single(lexed, k) => return false,
            "\"" => halves = 1 - halves,
            "«" | "“" => halves += 1,
            "»" | "”" => halves -= 1,
            _ => {}
        }
    }
    false
}

/// Whether a straight mark stands as only an opening one does: white space or an attached particle before it, a word right behind it.
fn opens_only(lexed: &Lexed, i: usize) -> bool {
    // «بـ"المخزي"», «و"التجهيزات"»
    let particle = || i.checked_sub(1).is_some_and(|k| matches!(lexed.form(k), "ب" | "ل" | "ك" | "و" | "ف"));
    (lexed.gap(i) != Gap::None || particle())
        && lexed.gap(i + 1) == Gap::None
        && lexed.kind(i + 1) != Some(Kind::Punct)
}

/// A straight mark opens only where a word follows it at once or nothing stands before it.
fn has_partner(lexed: &Lexed, i: usize, mark: char) -> bool {
    // «…،" إن الصندوق»: what a complementiser follows opens.
    let that = matches!(lexed.form(i + 1), "ان" | "انه" | "انها" | "انهم" | "اننا");
    let behind = i.checked_sub(1).is_some_and(|before| matches!(lexed.form(before), "," | ":"));
    mark != '"'
        || lexed.gap(i) != Gap::None
        || that && behind
        || lexed.gap(i + 1) == Gap::None && lexed.kind(i + 1) != Some(Kind::Punct)
}
