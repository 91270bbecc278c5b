//! Where, when, in whose words, and with how many: what an event takes from the layers of earlier steps.

use warraq_core::{ColumnIn, ColumnType, Create, Doc, Error, LayerIn, Signature, Span, Sym};

use crate::inflect::Shape;
use crate::syntax::{Class, Syntax};

use super::finder::{Event, Finder};

/// How far from a trigger its place or date may stand, in tokens.
pub(super) const FAR: usize = 24;

/// The layers.
pub(super) struct Layers {
    pub(super) entity: Option<LayerIn>,
    pub(super) location: Sym,
    time: Option<LayerIn>,
    date: Sym,
    clock: Sym,
    value: Option<ColumnIn>,
    quantity: Option<LayerIn>,
    count: Sym,
    pub(super) statement: Option<LayerIn>,
    pub(super) cue: Option<ColumnIn>,
    pub(super) source: Option<ColumnIn>,
    pub(super) speaker: Option<ColumnIn>,
    frame: Option<ColumnIn>,
    deny: Sym,
    unreal: [Sym; 3],
}

/// What surrounds one event.
#[derive(Default, Debug)]
pub(super) struct Setting {
    pub(super) place: Option<Span>,
    /// The row of the time expression, its span and value.
    pub(super) date: Option<(Span, String)>,
    pub(super) statement: Option<u32>,
    /// Whether who speaks denies it.
    pub(super) denied: bool,
    /// Whether who speaks calls for it, promises it or warns of it.
    pub(super) unreal: bool,
}

impl Layers {
    pub(super) fn declare(s: &mut Signature) {
        s.reads_if_present("entity");
        s.reads_if_present("time").column_if_present("value", ColumnType::Text);
        s.reads_if_present("quantity");
        s.reads_if_present("statement")
            .column_if_present("frame", ColumnType::Sym)
            .column_if_present("cue", ColumnType::Span)
            .column_if_present("source", ColumnType::Span)
            .column_if_present("speaker", ColumnType::Span);
    }

    pub(super) fn create(cx: &Create<'_>) -> Result<Self, Error> {
        Ok(Self {
            entity: cx.input("entity")?,
            location: cx.intern("LOC"),
            time: cx.input("time")?,
            date: cx.intern("DATE"),
            clock: cx.intern("TIME"),
            value: cx.column("time", "value"),
            quantity: cx.input("quantity")?,
            count: cx.intern("COUNT"),
            statement: cx.input("statement")?,
            cue: cx.column("statement", "cue"),
            source: cx.column("statement", "source"),
            speaker: cx.column("statement", "speaker"),
            frame: cx.column("statement", "frame"),
            deny: cx.intern("deny"),
            unreal: ["call", "promise", "warn"].map(|frame| cx.intern(frame)),
        })
    }

    /// What surrounds an event.
    pub(super) fn setting(
        &self,
        doc: Doc<'_>,
        finder: &Finder<'_>,
        (event, violent): (&Event, bool),
    ) -> Setting {
        let syntax = finder.syntax;
        let mut setting = Setting::default();
        let (from, to) = event.sentence;
        let sentence = Span { start: syntax.lexed.start(from), end: syntax.lexed.end(to.saturating_sub(1)) };
        let (mut within, mut dating) = (sentence, sentence);
        if let Some(statements) = doc.find(self.statement) {
            let until = statements.first_from(event.trigger.end);
            let around =
                (until.saturating_sub(64)..until).filter(|row| statements.span(*row).contains(event.trigger));
            // The innermost one: the last to begin, the shortest.
            let row = around.min_by_key(|row| statements.span(*row).len());
            if let Some(row) = row {
                setting.statement = u32::try_from(row).ok();
                // «أعلن أمس مقتل»: what stands outside of what was said dates the saying.
                let said = statements.span(row);
                within = Span {
                    start: within.start.max(said.start),
                    end: within.end.min(said.end.max(within.start)),
                };
                // «أعلنت أمس قطع العلاقات»: what is decided and told at once.
                let first = syntax.token_at(said.start);
                let kind = finder.lexicon.kind(event.kind);
                let decided = kind.is_some_and(|kind| finder.class_of(kind) != "COERCE") && !violent;
                let begins = event.shape == Shape::Noun && decided && event.at <= first + 1;
                dating.end = within.end;
                dating.start = if begins { sentence.start } else { within.start };
                let frame = self.frame.map_or(Sym::NONE, |column| statements.sym(column, row));
                setting.denied = frame == self.deny;
                let past = event.shape == Shape::Past && syntax.class(event.at) == Class::Verb;
                // «دعا إلى محاسبة من قتلوا المتظاهرين»: the past happened, whatever is called for.
                setting.unreal = self.unreal.contains(&frame) && !past;
            }
        }
        setting.place = self.place(doc, finder, (event, violent), within);
        setting.date = self.dated(doc, finder, (event, violent), dating);
        setting
    }

    /// The date in the sentence that stands nearest to the trigger, those behind it first.
    fn dated(
        &self,
        doc: Doc<'_>,
        finder: &Finder<'_>,
        (event, violent): (&Event, bool),
        sentence: Span,
    ) -> Option<(Span, String)> {
        let syntax = finder.syntax;
        let times = doc.find(self.time)?;
        let value = self.value?;
        let rows = times.first_from(sentence.start)..times.first_from(sentence.end);
        let distance = |span: Span| {
            if span.start >= event.trigger.end {
                span.start - event.trigger.end
            } else {
                // «في مارس والهجوم على …»: that date is of what stands before و.
                let apart = if syntax.fact(event.at).joined { 30 } else { 3 };
                (event.trigger.start.saturating_sub(span.end) + 1) * apart
            }
        };
        // What dates a relative clause or a sentence behind أن does not date the event before it, nor the other way round.
        let reaches = |span: Span| {
            let behind = span.start >= event.trigger.end;
            let (from, to) = if behind {
                (event.at + 1, syntax.token_at(span.start))
            } else {
                (syntax.token_at(span.end), event.at)
            };
            to.saturating_sub(from) < FAR
                && (from..to).all(|k| {
                    !matches!(syntax.class(k), Class::Stop | Class::That)
                        && (syntax.class(k) != Class::Relative || finder.is_told_by(event, k))
                        && (violent || !finder.parts_dates(event, k))
                })
        };
        let row = rows
            .filter(|row| {
                let told = times.text(value, *row);
                let at = syntax.token_at(times.span(*row).start);
                // «ميزانية الدولة لسنة 2017» tells which one.
                let which = matches!(syntax.form(at), "لسنه" | "لعام")
                    || at > 0 && syntax.form(at - 1) == "بتاريخ" && at < event.at;
                [self.date, self.clock].contains(&times.label(*row)) && !which && told.is_some_and(is_dated)
            })
            .filter(|row| reaches(times.span(*row)))
            .min_by_key(|row| distance(times.span(*row)))?;
        let value = times.text(value, row)?;
        // «2017-03-14T11:00», noon: the hour is no part of the date, that it was evening is.
        let hour = |clock: &str| clock == "MI" || clock.starts_with(|c: char| c.is_ascii_digit());
        let day = value.split_once('T').filter(|(_, clock)| hour(clock));
        Some((times.span(row), day.map_or(value, |(day, _)| day).to_owned()))
    }

    /// The counted things of a sentence, as rows of the layer with their spans.
    pub(super) fn counts(
        &self,
        doc: Doc<'_>,
        syntax: &Syntax,
        (from, to): (usize, usize),
    ) -> Vec<(u32, Span)> {
        let Some(quantities) = doc.find(self.quantity) else { return Vec::new() };
        let rows = quantities.first_from(syntax.lexed.start(from))
            ..quantities.first_from(syntax.lexed.end(to.saturating_sub(1)));
        rows.filter(|row| quantities.label(*row) == self.count)
            .map(|row| (row as u32, quantities.span(row)))
            .collect()
    }
}

/// Whether a value has a year.
fn is_dated(value: &str) -> bool {
    value.chars().take_while(char::is_ascii_digit).count() == 4
}

impl Finder<'_> {
    /// Whether another verb or event noun has the dates beyond token `k`: «دعت إلى إضراب غدا»; «لقاء جمعهم اليوم» describes this one.
    fn parts_dates(&self, event: &Event, k: usize) -> bool {
        let (syntax, words) = (self.syntax, self.words);
        let fact = syntax.fact(k);
        let verb = fact.class == Class::Verb && !(event.shape == Shape::Noun && fact.suffix);
        let form = syntax.form(k);
        let auxiliary = words.happening.contains(form) || self.limits.auxiliaries.contains(form);
        // «الهجوم الذي نفذه …», «الزيارة التي يؤديها …»: it is told of this event.
        let own = k == event.at + 2
            && syntax.class(k - 1) == Class::Relative
            && (words.doers.contains(form) || words.hitting.contains(form));
        // «ألقي القبض … يوم»
        let needed = self.lexicon.kind(event.kind).is_some_and(|kind| self.is_own_noun(k, kind));
        verb && !auxiliary && !own || fact.name.is_none() && !needed && self.is_event_noun(k)
    }

    /// Whether the relative pronoun at token `k` begins what is told of an event noun itself: «الهجوم الذي وقع أمس».
    fn is_told_by(&self, event: &Event, k: usize) -> bool {
        let verb = self.syntax.form(k + 1);
        let words = [&self.words.doers, &self.words.hitting, &self.words.happening];
        event.shape == Shape::Noun && k == event.at + 1 && words.iter().any(|set| set.contains(verb))
    }
}
