//! Findings for people: the source line, carets under the wrong words, what may have been meant.

use std::fmt::Write;

use super::{Diagnostic, Place, Report, Severity, Source};

/// Lines longer than this are cut around the carets.
const WIDTH: usize = 100;

struct Style {
    strong: &'static str,
    error: &'static str,
    warning: &'static str,
    frame: &'static str,
    hint: &'static str,
    end: &'static str,
}

const PLAIN: Style = Style { strong: "", error: "", warning: "", frame: "", hint: "", end: "" };
const COLOUR: Style = Style {
    strong: "\x1b[1m",
    error: "\x1b[1;31m",
    warning: "\x1b[1;33m",
    frame: "\x1b[34m",
    hint: "\x1b[32m",
    end: "\x1b[0m",
};

pub(super) fn render(report: &Report, colour: bool) -> String {
    let style = if colour { &COLOUR } else { &PLAIN };
    let mut out = String::new();
    for finding in report.findings() {
        if !out.is_empty() {
            out.push('\n');
        }
        // Writing to a string cannot fail.
        let _ = one(report, finding, style, &mut out);
    }
    out
}

fn one(report: &Report, finding: &Diagnostic, style: &Style, out: &mut String) -> std::fmt::Result {
    let kind = match finding.severity {
        Severity::Error => style.error,
        Severity::Warning => style.warning,
    };
    let Style { strong, frame, hint, end, .. } = style;
    let (name, code) = (finding.severity.name(), finding.code.id);
    writeln!(out, "{kind}{name}[{code}]{end}{strong}: {}{end}", finding.message)?;
    let mut shown = false;
    if let Some((place, source)) = located(report, finding.place) {
        snippet(source, place, kind, style, out)?;
        shown = true;
    }
    if let Some(suggestion) = &finding.suggestion {
        let bar = if shown { "  = " } else { "  " };
        writeln!(out, "{frame}{bar}{end}{hint}did you mean {}?{end}", super::isolate(suggestion))?;
    }
    for note in &finding.notes {
        writeln!(out, "{frame}  = {end}{}", note.message)?;
        if let Some((place, source)) = located(report, note.place) {
            snippet(source, place, frame, style, out)?;
        }
    }
    Ok(())
}

fn located(report: &Report, place: Option<Place>) -> Option<(Place, &Source)> {
    let place = place?;
    Some((place, report.sources.get(place.source)?))
}

fn snippet(source: &Source, place: Place, caret: &str, style: &Style, out: &mut String) -> std::fmt::Result {
    let Style { frame, end, .. } = style;
    let at = source.position(place.start);
    let (line, line_start) = source.line(place.start);
    let from = (place.start as usize).saturating_sub(line_start).min(line.len());
    let to = (place.end as usize).saturating_sub(line_start).clamp(from, line.len());
    let (line, before, words) = window(line, from, to);
    let number = at.line.to_string();
    let gap = " ".repeat(number.len());
    writeln!(out, "{gap}{frame}-->{end} {}:{}:{}", source.name, at.line, at.column)?;
    writeln!(out, "{gap} {frame}|{end}")?;
    writeln!(out, "{frame}{number} |{end} {}", visible(&line))?;
    let pad: String = before.chars().filter_map(column).collect();
    let carets = words.chars().filter_map(column).count().max(1);
    writeln!(out, "{gap} {frame}|{end} {pad}{caret}{}{end}", "^".repeat(carets))
}

/// What stands under a character: nothing under one that takes no room, a tab under a tab.
fn column(c: char) -> Option<char> {
    match c {
        '\t' => Some('\t'),
        '\u{0300}'..='\u{036f}'
        | '\u{0610}'..='\u{061a}'
        | '\u{064b}'..='\u{065f}'
        | '\u{0670}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => None,
        _ => Some(' '),
    }
}

/// The line with control characters shown, so that none of them acts on the terminal.
fn visible(line: &str) -> String {
    let show = |c: char| match c {
        '\t' => '\t',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    line.chars().map(show).collect()
}

/// A line of bearable length: the line, what stands before the words, and the words.
fn window(line: &str, from: usize, to: usize) -> (String, String, String) {
    let (before, words) = (line.get(..from).unwrap_or_default(), line.get(from..to).unwrap_or_default());
    if line.chars().count() <= WIDTH {
        return (line.to_owned(), before.to_owned(), words.to_owned());
    }
    let keep: Vec<char> = before.chars().rev().take(WIDTH / 3).collect();
    let cut = keep.len() < before.chars().count();
    let before: String =
        if cut { "…".chars().chain(keep.into_iter().rev()).collect() } else { before.to_owned() };
    let room = WIDTH.saturating_sub(before.chars().count());
    let words: String = words.chars().take(room).collect();
    let rest = line.get(from..).unwrap_or_default();
    let tail: String = rest.chars().take(room).collect();
    let more = if rest.chars().count() > room { "…" } else { "" };
    (format!("{before}{tail}{more}"), before, words)
}
