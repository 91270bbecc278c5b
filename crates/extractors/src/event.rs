//! `extract.event`: who did what to whom, where and when, by PLOVER's classes.

use std::sync::Arc;

use warraq_core::options::Path;
use warraq_core::{
    ColumnOut, ColumnType, Component, Create, Doc, Error, Example, LayerOut, Out, Process, Processor, Pushed,
    Signature, Span, Spec, Sym, layers,
};

use crate::statement::Lists;
use crate::syntax::{Phrase, Syntax, SyntaxLayers, Words};

mod arguments;
mod certainty;
mod clause;
mod control;
mod extent;
mod finder;
mod lexicon;
mod meeting;
mod nearby;
mod owner;
mod parties;
mod place;
mod setting;
mod spoken;
#[cfg(test)]
mod tests;
mod told;
mod words;

use certainty::Certainty;
use finder::{Event, Finder};
use lexicon::{Harm, Lexicon};
use setting::{Layers, Setting};
use words::EventWords;

const EVENTS: &str = include_str!("../data/events.toml");
const ASSAULT: &str = include_str!("../models/assault.tsv");

/// The part of `min_score` that is enough for an ASSAULT with actor and recipient.
pub const WHOLE: f64 = 0.55;
/// The roles of those who attack.
const ATTACKERS: [&str; 4] = ["armed", "military", "police", "rebel"];

warraq_core::options! {
    /// What may be chosen about events.
    pub struct EventOptions {
        /// Files of further events, in the format of the built-in one: `[[event]]` with class, past, present, nouns, object, to, …
        pub events: Vec<Path> = [],
        /// How sure an ASSAULT that is neither denied nor only possible must be to be written: `score` says how likely careful readers agree that its sentence tells of violence that happened. A little more than half of it (0.55) is enough where both actor and recipient are told.
        pub min_score: f64 = 0.45,
        /// Writes the features behind `score` into a column of that name, for those who train the weights.
        pub features: bool = false,
    }
}

/// The component.
pub struct ExtractEvent {
    syntax_layers: SyntaxLayers,
    layers: Layers,
    words: Words,
    lists: Lists,
    event_words: EventWords,
    lexicon: Lexicon,
    certainty: Certainty,
    min_score: f64,
    event: LayerOut,
    part: LayerOut,
    columns: Columns,
    classes: Vec<Sym>,
    labels: Labels,
    roles: Vec<Sym>,
}

struct Columns {
    score: ColumnOut,
    features: Option<ColumnOut>,
    actor: ColumnOut,
    recipient: ColumnOut,
    place: ColumnOut,
    date: ColumnOut,
    negated: ColumnOut,
    hypothetical: ColumnOut,
    passive: ColumnOut,
    in_statement: ColumnOut,
    part_event: ColumnOut,
    country: ColumnOut,
    role: ColumnOut,
    quantity: ColumnOut,
}

struct Labels {
    actor: Sym,
    recipient: Sym,
    place: Sym,
    date: Sym,
    killed: Sym,
    wounded: Sym,
    object: Sym,
}

impl Component for ExtractEvent {
    type Options = EventOptions;
    const SPEC: Spec = Spec {
        summary: "Finds events by PLOVER's classes: who did what to whom, where, when, and with how many",
        doc: "The span is the trigger, one verb or event noun without clitics; the label is one of PLOVER's classes (AGREE, CONSULT, \
SUPPORT, COOPERATE, AID, YIELD, REQUEST, ACCUSE, REJECT, THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT). `actor` and \
`recipient` are noun phrases with titles; in the passive («قُتل جنديان») the recipient is what the verb is about and the actor is \
empty unless it is named («على يد مسلحين»). `date` is the value of the time expression that dates the event. Events inside statements \
point to them (`in_statement`); denied and possible ones are marked.

The layer `event_part` has a row for each actor, recipient, place and date with its country (ISO 3166-1 alpha-2) and role, and one \
for each count of killed, wounded or other things, which refers to the quantity. Entities, times, quantities and statements are used \
where the pipeline has them. The lexicon is data; `events` names files that add to it.",
        languages: &["ar"],
        examples: &[Example {
            title: "An attack and what it did",
            options: "",
            text: "هاجم مسلحون دورية للشرطة في بغداد.",
            expect: "event ASSAULT «هاجم» actor=«مسلحون» recipient=«دورية» place=«بغداد» score=0.513\n\
event_part ACTOR «مسلحون» event=0 role=armed\n\
event_part RECIPIENT «دورية» event=0 role=military\n\
event_part PLACE «بغداد» event=0 country=IQ",
        }],
        ..Spec::new("extract.event")
    };

    fn signature(options: &EventOptions, s: &mut Signature) -> Result<(), Error> {
        SyntaxLayers::declare(s);
        Layers::declare(s);
        let columns = s.writes("event").extra(&["score"]);
        if options.features {
            columns.nullable("features", ColumnType::Text);
        }
        s.writes("event_part");
        Ok(())
    }

    fn create(cx: &Create<'_>, options: EventOptions) -> Result<Self, Error> {
        let mut lexicon = Lexicon::default();
        lexicon.add("events.toml", EVENTS)?;
        for path in &options.events {
            let asset = cx.asset(path)?;
            let text = std::str::from_utf8(&asset.bytes)
                .map_err(|_| Error::option("events", format!("{} is not UTF-8", asset.path)))?;
            lexicon.add(&asset.path, text)?;
        }
        let event_words = EventWords::new()?;
        Ok(Self {
            syntax_layers: SyntaxLayers::create(cx)?,
            layers: Layers::create(cx)?,
            words: Words::new(),
            lists: Lists::new()?,
            roles: event_words.roles.names.iter().map(|role| cx.intern(role)).collect(),
            event_words,
            lexicon,
            certainty: Certainty::read("assault.tsv", ASSAULT)?,
            min_score: options.min_score,
            event: cx.output("event")?,
            part: cx.output("event_part")?,
            columns: columns(cx, options.features)?,
            classes: layers::EVENT_CLASSES.iter().map(|class| cx.intern(class)).collect(),
            labels: Labels {
                actor: cx.intern("ACTOR"),
                recipient: cx.intern("RECIPIENT"),
                place: cx.intern("PLACE"),
                date: cx.intern("DATE"),
                killed: cx.intern("KILLED"),
                wounded: cx.intern("WOUNDED"),
                object: cx.intern("OBJECT"),
            },
        })
    }
}

fn columns(cx: &Create<'_>, features: bool) -> Result<Columns, Error> {
    let event = |name| cx.output_column("event", name);
    let part = |name| cx.output_column("event_part", name);
    Ok(Columns {
        score: event("score")?,
        features: if features { Some(event("features")?) } else { None },
        actor: event("actor")?,
        recipient: event("recipient")?,
        place: event("place")?,
        date: event("date")?,
        negated: event("negated")?,
        hypothetical: event("hypothetical")?,
        passive: event("passive")?,
        in_statement: event("in_statement")?,
        part_event: part("event")?,
        country: part("country")?,
        role: part("role")?,
        quantity: part("quantity")?,
    })
}

impl Process for ExtractEvent {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker { shared: Arc::clone(self), syntax: Syntax::default() })
    }
}

/// A worker's reading of the document.
pub struct Worker {
    shared: Arc<ExtractEvent>,
    syntax: Syntax,
}

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let shared = &self.shared;
        self.syntax.read(doc, &shared.syntax_layers, &shared.words);
        let finder = Finder {
            syntax: &self.syntax,
            lexicon: &shared.lexicon,
            words: &shared.event_words,
            limits: &shared.lists.limits,
        };
        let events = finder.run();
        let mut start = 0;
        while start < events.len() {
            let sentence = events.get(start).map(|event| event.sentence).unwrap_or_default();
            let rest = events.get(start..).unwrap_or_default().iter();
            let end = start + rest.take_while(|event| event.sentence == sentence).count();
            let events = events.get(start..end).unwrap_or_default().iter();
            let told: Vec<Event> = events.map(|event| shared.layers.spoken(doc, &finder, event)).collect();
            shared.sentence(doc, &finder, &told, out);
            start = end.max(start + 1);
        }
        Ok(())
    }
}

impl ExtractEvent {
    /// Pushes the events of one sentence and their parts.
    fn sentence(&self, doc: Doc<'_>, finder: &Finder<'_>, events: &[Event], out: &mut Out<'_>) {
        let syntax = finder.syntax;
        let Some(sentence) = events.first().map(|event| event.sentence) else { return };
        let settings: Vec<Setting> = events
            .iter()
            .map(|event| self.layers.setting(doc, finder, (event, self.is_assault(event))))
            .collect();
        // What is bare counts where its place is told.
        let told =
            events.iter().zip(&settings).filter(|(event, setting)| !event.bare || setting.place.is_some());
        let told: Vec<(&Event, &Setting)> = told.collect();
        let violent: Vec<_> = told.iter().filter(|(event, _)| self.is_assault(event)).copied().collect();
        let counts = self.layers.counts(doc, syntax, sentence);
        let features = if violent.is_empty() {
            Vec::new()
        } else {
            self.certainty.features(syntax, &self.event_words, &violent, !counts.is_empty())
        };
        let score = self.certainty.score(&features);
        let mut rows: Vec<(Pushed, &Event)> = Vec::new();
        for (event, setting) in told {
            let assault = self.is_assault(event);
            let real = !(event.negated || event.hypothetical || setting.denied || setting.unreal);
            let whole = event.actor.is_some() && event.recipient.is_some();
            let least = if whole { self.min_score * WHOLE } else { self.min_score };
            if assault && real && score < least {
                continue;
            }
            let known = assault.then_some((score, features.as_slice()));
            let at = self.push(syntax, event, setting, known, out);
            self.parts(syntax, event, setting, at, out);
            rows.push((at, event));
        }
        for (row, span) in counts {
            self.count(syntax, &rows, row, span, out);
        }
    }

    fn is_assault(&self, event: &Event) -> bool {
        let class = self.lexicon.kind(event.kind).and_then(|kind| layers::EVENT_CLASSES.get(kind.class));
        class == Some(&"ASSAULT")
    }

    fn push(
        &self,
        syntax: &Syntax,
        event: &Event,
        setting: &Setting,
        known: Option<(f64, &[String])>,
        out: &mut Out<'_>,
    ) -> Pushed {
        let columns = &self.columns;
        let class = self
            .lexicon
            .kind(event.kind)
            .and_then(|kind| self.classes.get(kind.class))
            .copied()
            .unwrap_or_default();
        let mut row = out.push(self.event, event.trigger, class);
        if let Some(actor) = event.actor {
            row = row.span(columns.actor, syntax.phrase_span(actor));
        }
        if let Some(recipient) = event.recipient {
            row = row.span(columns.recipient, syntax.phrase_span(recipient));
        }
        if let Some(place) = setting.place {
            row = row.span(columns.place, place);
        }
        if let Some((_, value)) = &setting.date {
            row = row.text(columns.date, value);
        }
        row = row
            .bool(columns.negated, event.negated || setting.denied)
            .bool(columns.hypothetical, event.hypothetical || setting.unreal)
            .bool(columns.passive, event.passive);
        if let Some(statement) = setting.statement {
            row = row.row(columns.in_statement, statement);
        }
        if let Some((score, features)) = known {
            row = row.f64(columns.score, (score * 1000.0).round() / 1000.0);
            if let Some(column) = columns.features {
                row = row.text(column, &features.join("\t"));
            }
        }
        row.at()
    }

    fn parts(&self, syntax: &Syntax, event: &Event, setting: &Setting, at: Pushed, out: &mut Out<'_>) {
        for (label, phrase) in [(self.labels.actor, event.actor), (self.labels.recipient, event.recipient)] {
            if let Some(phrase) = phrase {
                let role =
                    self.event_words.role(syntax, phrase).and_then(|role| self.roles.get(role)).copied();
                let country = self.event_words.country(syntax, phrase);
                self.part(label, syntax.phrase_span(phrase), at, (country, role), out);
            }
        }
        if let Some(place) = setting.place {
            let tokens = syntax.lexed.tokens();
            let first = tokens.partition_point(|token| token.end <= place.start);
            let last = tokens.partition_point(|token| token.start < place.end).saturating_sub(1);
            let country = self.event_words.country(syntax, Phrase { first, last: last.max(first) });
            self.part(self.labels.place, place, at, (country, None), out);
        }
        if let Some((span, _)) = &setting.date {
            self.part(self.labels.date, *span, at, (None, None), out);
        }
    }

    fn part(
        &self,
        label: Sym,
        span: Span,
        event: Pushed,
        (country, role): (Option<&str>, Option<Sym>),
        out: &mut Out<'_>,
    ) {
        let mut row = out.push(self.part, span, label).refer(self.columns.part_event, event);
        if let Some(country) = country {
            row = row.text(self.columns.country, country);
        }
        if let Some(role) = role {
            row.sym(self.columns.role, role);
        }
    }

    /// Gives a count to the event whose trigger stands nearest before it, or else first behind it.
    fn count(
        &self,
        syntax: &Syntax,
        events: &[(Pushed, &Event)],
        quantity: u32,
        span: Span,
        out: &mut Out<'_>,
    ) {
        let before = events.iter().rev().find(|(_, event)| event.trigger.start < span.start);
        let Some((at, event)) = before.or(events.first()) else { return };
        let tokens = syntax.lexed.tokens();
        let first = tokens.partition_point(|token| token.end <= span.start);
        let last = tokens.partition_point(|token| token.start < span.end);
        let unit = |stems: &[&str]| {
            (first..last.max(first) + 1).any(|k| stems.iter().any(|stem| syntax.core(k).starts_with(stem)))
        };
        let harm = self.lexicon.kind(event.kind).and_then(|kind| kind.harm);
        let close = event.trigger.start < span.start && span.start - event.trigger.end < 60;
        let label = if unit(&["قتيل", "قتلي", "شهيد", "شهداء", "ضحايا"]) {
            self.labels.killed
        } else if unit(&["جريح", "جرحي", "مصاب"]) {
            self.labels.wounded
        } else {
            match harm.filter(|_| close) {
                Some(Harm::Killed) => self.labels.killed,
                Some(Harm::Wounded) => self.labels.wounded,
                None => self.labels.object,
            }
        };
        let row = out.push(self.part, span, label).refer(self.columns.part_event, *at);
        row.row(self.columns.quantity, quantity);
    }
}
