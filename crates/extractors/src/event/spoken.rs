//! What the statements of a text tell of its events: who calls for something, whose refusal is told.

use warraq_core::{Doc, LayerView, Span};

use crate::inflect::Shape;
use crate::syntax::{Phrase, Syntax};

use super::finder::{Event, Finder};
use super::setting::Layers;

/// The classes whose verbs and participles are cues of statements, too.
const SPOKEN: [&str; 6] = ["REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT"];

/// How far from its cue what is said may begin, in bytes.
const FAR: u32 = 8192;

impl Layers {
    /// An event with the actor that a statement names: whose cue the trigger is («داعيا الجميع إلى»), or what the statement's content
    /// begins with («أكدت الحركة مساندتها»).
    pub(super) fn spoken(&self, doc: Doc<'_>, finder: &Finder<'_>, event: &Event) -> Event {
        let mut event = event.clone();
        let (syntax, lexicon) = (finder.syntax, finder.lexicon);
        let Some((statements, kind)) = doc.find(self.statement).zip(lexicon.kind(event.kind)) else {
            return event;
        };
        if event.passive || !SPOKEN.contains(&finder.class_of(kind)) {
            return event;
        }
        let noun = event.shape == Shape::Noun;
        let own = !noun && !syntax.fact(event.at).article;
        // What is said begins far from the cue in no text but a long quotation.
        let Span { start, end } = event.trigger;
        let near =
            statements.first_from(start.saturating_sub(FAR))..statements.first_from(end.saturating_add(FAR));
        let row = near.into_iter().find(|row| {
            let cue = self.cue.and_then(|column| statements.span_in(column, *row));
            let cued = own && cue.is_some_and(|cue| cue.overlaps(event.trigger));
            let begins =
                noun && syntax.fact(event.at).suffix && begins_with(syntax, statements.span(*row), event.at);
            cued || begins
        });
        let Some(row) = row else { return event };
        if !noun && self.source.and_then(|column| statements.span_in(column, row)).is_none() {
            // «ودعا الوزراء إلى»: who speaks was told before, so that those behind the verb are spoken to.
            let behind = event.actor.take_if(|actor| actor.first > event.at);
            event.recipient = event.recipient.or(behind);
        }
        let Some((speaker, named)) = self.speaker(syntax, &statements, row, event.sentence) else {
            return event;
        };
        let speaker = finder.cut(speaker);
        if named || event.actor.is_none() {
            event.actor = Some(speaker);
            event.recipient =
                event.recipient.filter(|phrase| phrase.last < speaker.first || phrase.first > speaker.last);
        }
        if !noun && named && event.recipient.is_none() && speaker.first > event.at {
            event.recipient = finder.called(speaker.last + 1, event.sentence.1, kind);
        }
        event.bare = false;
        event
    }

    /// Who speaks, where it is in the sentence, and whether the statement itself names them.
    fn speaker(
        &self,
        syntax: &Syntax,
        statements: &LayerView<'_>,
        row: usize,
        (from, to): (usize, usize),
    ) -> Option<(Phrase, bool)> {
        let span = |column: Option<_>| column.and_then(|column| statements.span_in(column, row));
        let source = span(self.source).and_then(|span| tokens(syntax, span));
        let speaker = span(self.speaker).and_then(|span| tokens(syntax, span));
        let near = |phrase: &Phrase| phrase.first >= from && phrase.last < to;
        source
            .filter(near)
            .map(|source| (source, true))
            .or(speaker.filter(near).map(|speaker| (speaker, false)))
    }
}

/// The tokens of a span.
fn tokens(syntax: &Syntax, span: Span) -> Option<Phrase> {
    let all = syntax.lexed.tokens();
    let first = all.partition_point(|token| token.end <= span.start);
    let last = all.partition_point(|token| token.start < span.end).checked_sub(1)?;
    (first <= last).then_some(Phrase { first, last })
}

/// Whether a statement's content begins with token `i`, quotation marks left out.
fn begins_with(syntax: &Syntax, content: Span, i: usize) -> bool {
    let first = syntax.token_at(content.start);
    first == i || first + 1 == i && syntax.is_quote(first)
}
