//! `warraq inspect`: one document, step by step.

use std::fmt::Write as _;

use warraq::inspect::{Inspected, LayerReport, StepStatus};

use crate::progress::duration;
use crate::style::{Style, printable};

/// How wide a covered text is shown.
const WIDTH: usize = 40;

/// An inspected document for people.
#[must_use]
pub fn render(inspected: &Inspected, style: Style) -> String {
    let document = &inspected.document;
    let mut out = format!("{} {}\n", style.heading("document"), printable(document.id()));
    for (name, value) in document.fields.iter().filter(|(name, _)| *name != "id") {
        let value = value.to_json();
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let _ = writeln!(out, "  {name}: {}", printable(&value));
    }
    let text = document.text();
    let _ = writeln!(out, "  {} bytes, {} characters", text.len(), text.chars().count());
    for layer in &inspected.read {
        let _ = write!(out, "  the reader brought:\n{}", rows(layer, style));
    }
    for step in &inspected.steps {
        let status = match &step.status {
            StepStatus::Ok => style.name("ok"),
            StepStatus::Given => style.dim("given: the reader brought its layers"),
            StepStatus::PassedOver(why) => style.dim(&format!("passed over: {why}")),
            StepStatus::Dropped(why) => style.warning(&format!("dropped: {}", printable(why))),
            StepStatus::Failed(why) => style.error(&format!("failed: {}", printable(why))),
        };
        let time = duration(step.time.as_secs_f64());
        let _ = writeln!(out, "{} ({}) {status}, {time}", style.heading(&step.id), step.component);
        for layer in &step.layers {
            out.push_str(&rows(layer, style));
        }
    }
    for warning in &document.warnings {
        let _ = writeln!(out, "{} {}", style.warning("warning:"), printable(warning));
    }
    out
}

fn rows(layer: &LayerReport, style: Style) -> String {
    let mut out = format!("  {} {} rows\n", style.name(&layer.name), layer.rows);
    for (label, covered) in &layer.first {
        let short: String = covered.chars().take(WIDTH).collect();
        let more = if short.len() < covered.len() { "…" } else { "" };
        let _ = writeln!(out, "    {label:<12} {}{more}", printable(&short));
    }
    if layer.rows > layer.first.len() {
        let _ = writeln!(out, "    {}", style.dim("…"));
    }
    out
}
