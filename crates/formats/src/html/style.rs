//! How layers look: which channel of a span they use, and in which colour.

use std::fmt::Write as _;

use warraq_core::{Head, Labels, LayerId, RunLayer};

/// Layers that are the text's own structure and are not highlighted.
const STRUCTURE: &[&str] = &["paragraph", "sentence", "token", "word", "language"];

/// Where a layer is drawn. Layers that often overlap use different channels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Channel {
    /// Behind the letters.
    Fill,
    /// A line above them.
    Over,
    /// A line close below them.
    Number,
    /// A line at the bottom, in the speaker's colour.
    Statement,
}

/// A layer that the page shows.
pub(super) struct Shown<'h> {
    pub(super) id: LayerId,
    pub(super) run: &'h RunLayer,
    pub(super) channel: Channel,
    hue: usize,
}

/// The layers that the page shows, in the order of records.
pub(super) fn shown<'h>(head: &Head<'h>) -> Vec<Shown<'h>> {
    let runs = head.layers.iter().filter_map(|&id| Some((id, head.schema.layer(id)?)));
    let facts = runs.filter(|(_, run)| !STRUCTURE.contains(&run.schema.name.as_str()));
    facts
        .enumerate()
        .map(|(at, (id, run))| {
            let (channel, hue) = match run.schema.name.as_str() {
                "entity" => (Channel::Fill, 220),
                "contact" => (Channel::Fill, 180),
                "time" => (Channel::Fill, 48),
                "number" => (Channel::Number, 0),
                "quantity" => (Channel::Fill, 12),
                "statement" => (Channel::Statement, 210),
                "event" => (Channel::Over, 345),
                "event_part" => (Channel::Over, 300),
                "keyphrase" => (Channel::Fill, 90),
                _ => (Channel::Fill, (at * 67 + 20) % 360),
            };
            Shown { id, run, channel, hue }
        })
        .collect()
}

/// Labels that have colours of their own: those of entities (see the rules `.b-…` of the page).
const COLOURED: &[&str] = &["PER", "ORG", "LOC", "MISC"];

/// The labels of a layer in their colours, for the legend.
pub(super) fn swatches(layer: &Shown<'_>) -> String {
    let Labels::Closed(labels) = &layer.run.schema.labels else { return String::new() };
    let coloured = labels.iter().filter(|label| COLOURED.contains(&label.as_str()));
    coloured.map(|label| format!("<span class=\"b b-{label}\">{label}</span>")).collect()
}

/// The rules of the layers. A layer whose box in the legend is not checked has none.
pub(super) fn rules(shown: &[Shown<'_>]) -> String {
    let mut css = String::new();
    for (at, layer) in shown.iter().enumerate() {
        let hue = layer.hue;
        let on = format!(":root:has(#k{at}:checked)");
        let _ = match layer.channel {
            Channel::Fill => writeln!(
                css,
                "{on} .k{at}, .key.k{at} {{ --fill: hsl(var(--hue, {hue}) var(--sat) var(--lum)); }} .key.k{at} {{ background: var(--fill); }}"
            ),
            Channel::Over => {
                // The parts of events stand back behind the events.
                let part = if layer.run.schema.name == "event_part" { " / .45" } else { "" };
                let colour = format!("hsl({hue} 65% var(--mid){part})");
                writeln!(
                    css,
                    "{on} .k{at} {{ --over: {colour}; }} .key.k{at} {{ border-top: 2px solid {colour}; }}"
                )
            }
            Channel::Number => writeln!(
                css,
                "{on} .k{at} {{ --num: hsl({hue} 65% var(--mid)); }} .key.k{at} {{ border-bottom: 2px solid hsl({hue} 65% var(--mid)); }}"
            ),
            Channel::Statement => writeln!(
                css,
                "{on} .k{at} {{ --under: var(--q); }} {on} .r{at}-cue {{ color: var(--q); }} \
                 {on} .r{at}-source, {on} .r{at}-speaker {{ text-decoration: underline 2px dotted var(--q); text-underline-offset: .3em; }} \
                 .key.k{at} {{ border-bottom: 2px solid hsl(212 70% var(--mid)); border-radius: 0; }}"
            ),
        };
    }
    css
}
