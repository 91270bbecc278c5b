//! One document as an article of the page: its text cut into spans, and its facts beside it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use warraq_core::{Record, Span};

use super::escape::{class, escaped, script, text};
use super::marks::{Fact, Facts, Mark, shorten};
use super::style::{Channel, Shown};
use crate::blocks::{Block, blocks};

/// How many rows a span names: those that begin last.
const MOST: usize = 12;

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: &[&str] =
    &["ar", "fa", "ur", "he", "yi", "ps", "ckb", "ug", "sd", "dv", "syr", "arz", "ary", "apc"];

/// Adds a document to the page.
pub(super) fn write(record: &Record<'_>, shown: &[Shown<'_>], page: &mut String) {
    let facts = Facts::new(record, shown);
    let language = record.document.fields.text("language").unwrap_or_default();
    let rtl = RIGHT_TO_LEFT.contains(&language) || (language.is_empty() && starts_rtl(record.text()));
    let direction = if rtl { "rtl" } else { "ltr" };
    let _ =
        writeln!(page, "<article lang=\"{}\" dir=\"{direction}\">\n<div class=\"text\">", escaped(language));
    let blocks = blocks(record);
    header(record, &blocks, page);
    let mut from = 0;
    for block in &blocks {
        paragraph(record, block, &facts, shown, &mut from, page);
    }
    page.push_str("</div>\n<aside>\n");
    aside(record, &facts, shown, page);
    let _ = writeln!(
        page,
        "</aside>\n<script type=\"application/json\">{}</script>\n</article>",
        script(&facts.json(record, shown))
    );
}

fn starts_rtl(source: &str) -> bool {
    let strong = source.chars().find(|c| c.is_alphabetic());
    strong.is_some_and(
        |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'),
    )
}

fn header(record: &Record<'_>, blocks: &[Block<'_>], page: &mut String) {
    let field = |name: &str| record.document.fields.text(name).filter(|value| !value.is_empty());
    if !blocks.iter().any(|block| block.label == "title")
        && let Some(title) =
            field("title").filter(|title| record.text().lines().next().map(str::trim) != Some(*title))
    {
        let _ = writeln!(page, "<h2 dir=\"auto\">{}</h2>", escaped(title));
    }
    let mut parts: Vec<String> = ["author", "published"].into_iter().filter_map(field).map(escaped).collect();
    match field("uri") {
        Some(uri) if uri.starts_with("https://") || uri.starts_with("http://") => {
            let uri = escaped(uri);
            parts.push(format!("<a rel=\"noreferrer\" href=\"{uri}\" dir=\"ltr\">{uri}</a>"));
        }
        _ => parts.push(format!("<bdi>{}</bdi>", escaped(record.document.id()))),
    }
    let _ = writeln!(page, "<p class=\"meta\">{}</p>", parts.join(" · "));
}

fn paragraph(
    record: &Record<'_>,
    block: &Block<'_>,
    facts: &Facts,
    shown: &[Shown<'_>],
    from: &mut usize,
    page: &mut String,
) {
    let (element, kind) = match block.label {
        "title" => ("h2", String::new()),
        "heading" => ("h3", String::new()),
        "quote" => ("blockquote", String::new()),
        label => ("p", format!(" class=\"{}\"", class(label))),
    };
    let _ = write!(page, "<{element} dir=\"auto\"{kind}>");
    let mut cut = Cut { record, facts, shown, page };
    cut.block(block.span, from);
    let _ = writeln!(page, "</{element}>");
}

/// A block on its way into the page.
struct Cut<'c> {
    record: &'c Record<'c>,
    facts: &'c Facts,
    shown: &'c [Shown<'c>],
    page: &'c mut String,
}

impl Cut<'_> {
    /// Cuts a block where marks begin and end. `from` is the first mark that may reach into it.
    fn block(&mut self, block: Span, from: &mut usize) {
        let marks = &self.facts.marks;
        while marks.get(*from).is_some_and(|mark| mark.span.end <= block.start) {
            *from += 1;
        }
        let mut next = *from;
        let mut active: Vec<&Mark> = Vec::new();
        let mut at = block.start;
        while at < block.end {
            active.retain(|mark| mark.span.end > at);
            while let Some(mark) = marks.get(next).filter(|mark| mark.span.start <= at) {
                if mark.span.end > at {
                    active.push(mark);
                }
                next += 1;
            }
            let ends = active.iter().map(|mark| mark.span.end);
            let begins = marks.get(next).map(|mark| mark.span.start);
            let end = ends.chain(begins).chain([block.end]).min().unwrap_or(block.end).min(block.end);
            self.piece(Span::new(at, end), &active, block);
            at = end;
        }
    }

    fn piece(&mut self, span: Span, active: &[&Mark], block: Span) {
        let covered = self.record.covered(span);
        if active.is_empty() {
            return text(self.page, covered);
        }
        let named = active.get(active.len().saturating_sub(MOST)..).unwrap_or_default();
        let mut classes: Vec<String> = vec!["s".into()];
        let mut rows: Vec<usize> = Vec::new();
        let mut roles: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut first = false;
        for mark in named {
            let Some(fact) = self.facts.rows.get(mark.row) else { continue };
            rows.push(mark.row);
            roles
                .entry(if mark.role.is_empty() { "m" } else { &mark.role })
                .or_default()
                .push(mark.row.to_string());
            classes.extend(look(mark, fact));
            let fill = self.shown.get(fact.layer).is_some_and(|layer| layer.channel == Channel::Fill);
            let own = mark.role.is_empty();
            first |= own && mark.span.start.max(block.start) == span.start;
            if own && fill && mark.span.start == span.start {
                classes.push("f".into());
            }
            if own && fill && mark.span.end == span.end {
                classes.push("z".into());
            }
        }
        let mut known = std::collections::BTreeSet::new();
        classes.retain(|class| known.insert(class.clone()));
        rows.sort_unstable();
        rows.dedup();
        let rows: Vec<String> = rows.iter().map(usize::to_string).collect();
        let _ = write!(self.page, "<span class=\"{}\" data-r=\"{}\"", classes.join(" "), rows.join(" "));
        if !roles.contains_key("m") {
            self.page.push_str(" data-m=\"\"");
        }
        for (role, rows) in roles {
            let _ = write!(self.page, " data-{}=\"{}\"", class(role).to_ascii_lowercase(), rows.join(" "));
        }
        self.page.push_str(if first { " tabindex=\"0\">" } else { ">" });
        text(self.page, covered);
        self.page.push_str("</span>");
    }
}

/// The classes of a mark.
fn look(mark: &Mark, fact: &Fact) -> Vec<String> {
    let mut classes = Vec::new();
    match mark.role.as_str() {
        "" => {
            classes.push(format!("k{}", fact.layer));
            if !fact.label.is_empty() {
                classes.push(format!("b-{}", class(&fact.label)));
            }
        }
        role => classes.push(format!("r{}-{}", fact.layer, class(role))),
    }
    classes.extend(fact.colour.map(|colour| format!("q{colour}")));
    classes
}

fn aside(record: &Record<'_>, facts: &Facts, shown: &[Shown<'_>], page: &mut String) {
    // Who said what comes first; it is what the text does not show at a glance.
    let mut order: Vec<(usize, &Shown<'_>)> = shown.iter().enumerate().collect();
    order.sort_by_key(|(_, layer)| layer.channel != Channel::Statement);
    for (at, layer) in order {
        let rows: Vec<(usize, &Fact)> =
            facts.rows.iter().enumerate().filter(|(_, fact)| fact.layer == at).collect();
        if rows.is_empty() {
            continue;
        }
        let name = escaped(&layer.run.schema.name);
        let open = if layer.channel == Channel::Statement || rows.len() <= 12 { " open" } else { "" };
        let _ = writeln!(page, "<details{open}><summary>{name} · {}</summary>\n<ul>", rows.len());
        for (number, fact) in rows {
            match layer.channel {
                Channel::Statement => said(record, number, fact, page),
                _ => item(record, number, fact, page),
            }
        }
        page.push_str("</ul></details>\n");
    }
}

fn said(record: &Record<'_>, number: usize, fact: &Fact, page: &mut String) {
    let value =
        |name: &str| fact.values.iter().find(|(column, _)| column == name).map(|(_, text)| text.as_str());
    let who = value("speaker").or_else(|| value("source")).unwrap_or("—");
    let _ = writeln!(
        page,
        "<li class=\"said q{}\" data-r=\"{number}\" tabindex=\"0\"><span class=\"who\"><bdi>{}</bdi></span> <span class=\"cue\"><bdi>{}</bdi></span> <bdi>{}</bdi></li>",
        fact.colour.unwrap_or_default(),
        escaped(who),
        escaped(value("cue").unwrap_or_default()),
        escaped(&shorten(record.covered(fact.span))),
    );
}

fn item(record: &Record<'_>, number: usize, fact: &Fact, page: &mut String) {
    let _ = write!(page, "<li data-r=\"{number}\" tabindex=\"0\">");
    if !fact.label.is_empty() {
        let _ = write!(page, "<span class=\"tag\">{}</span> ", escaped(&fact.label));
    }
    let _ = write!(page, "<bdi>{}</bdi>", escaped(&shorten(record.covered(fact.span))));
    for (name, value) in fact
        .values
        .iter()
        .filter(|(name, _)| ["value", "value_max", "unit", "name", "date"].contains(&name.as_str()))
    {
        let _ = write!(
            page,
            " <span class=\"val\" title=\"{}\"><bdi>{}</bdi></span>",
            escaped(name),
            escaped(value)
        );
    }
    page.push_str("</li>\n");
}
