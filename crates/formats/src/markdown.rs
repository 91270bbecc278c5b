//! The format `markdown`: the document, and a table of its facts.

use std::fmt::Write as _;
use std::sync::Arc;

use warraq_core::component::{Encode, Encoder};
use warraq_core::{Component, Create, Error, Example, Labels, Layer, Record, RunLayer, Signature, Spec};

use crate::blocks::{Block, blocks};
use crate::table::value;

warraq_core::options! {
    /// What is written.
    pub struct MarkdownOptions {
        /// Whether the text itself is written, not only its facts.
        pub text: bool = true,
        /// Whether paragraphs that are labelled `boilerplate` are written.
        pub boilerplate: bool = false,
    }
}

/// The component.
pub struct Markdown(MarkdownOptions);

/// Layers that are the text's own structure, not facts.
const STRUCTURE: &[&str] = &["paragraph", "sentence", "token", "word", "language"];

impl Component for Markdown {
    type Options = MarkdownOptions;
    const SPEC: Spec = Spec {
        summary: "writes the document and a table of its facts",
        doc: "Title, author, date and address come first, then the paragraphs by their labels (headings, quotations, \
              lists), then a table for every other layer of the output that has rows: the covered text, the label, \
              and the columns that any row fills. Documents are separated by a rule.",
        examples: &[Example {
            title: "one document",
            options: "boilerplate = false",
            text: "وصل الوفد إلى عمّان.",
            expect: "",
        }],
        ..Spec::new("markdown")
    };

    fn signature(_: &MarkdownOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads_if_present("paragraph");
        Ok(())
    }

    fn create(_: &Create<'_>, options: MarkdownOptions) -> Result<Self, Error> {
        Ok(Self(options))
    }
}

impl Encode for Markdown {
    const ENDINGS: &'static [&'static str] = &["md", "markdown"];
    type Worker = MarkdownEncoder;

    fn worker(self: &Arc<Self>) -> Result<MarkdownEncoder, Error> {
        Ok(MarkdownEncoder(Arc::clone(self)))
    }
}

/// A worker of [`Markdown`].
pub struct MarkdownEncoder(Arc<Markdown>);

impl Encoder for MarkdownEncoder {
    fn encode(&mut self, record: &Record<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        let options = &self.0.0;
        let blocks = blocks(record);
        let title = record.document.fields.text("title");
        let mut page = String::new();
        let in_text = options.text && blocks.iter().any(|block| block.label == "title");
        if !in_text {
            let _ = writeln!(page, "# {}\n", escaped(title.unwrap_or(record.document.id())));
        }
        let mut written = false;
        for block in blocks
            .iter()
            .filter(|block| options.text && (options.boilerplate || block.label != "boilerplate"))
        {
            paragraph(record, block, &mut page);
            if block.label == "title" && !std::mem::replace(&mut written, true) {
                facts(record, &mut page);
            }
        }
        if !written {
            facts(record, &mut page);
        }
        for (run, layer) in record.layers() {
            if !layer.is_empty() && !STRUCTURE.contains(&run.schema.name.as_str()) {
                table(record, run, layer, &mut page);
            }
        }
        page.push_str("---\n\n");
        out.extend_from_slice(page.as_bytes());
        Ok(())
    }
}

/// Author, date and address.
fn facts(record: &Record<'_>, page: &mut String) {
    let shown = ["author", "published", "uri"];
    let found: Vec<String> = shown
        .iter()
        .filter_map(|name| record.document.fields.text(name))
        .map(|text| format!("*{}*", escaped(text)))
        .collect();
    if !found.is_empty() {
        let _ = writeln!(page, "{}\n", found.join(" · "));
    }
}

fn paragraph(record: &Record<'_>, block: &Block<'_>, page: &mut String) {
    let text = record.covered(block.span);
    let mark = match block.label {
        "title" => "# ",
        "heading" => "## ",
        "quote" => "> ",
        "list" => "- ",
        _ => "",
    };
    let lines: Vec<String> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(escaped).collect();
    let joined = match block.label {
        "title" | "heading" => lines.join(" "),
        "quote" | "list" => lines.join(&format!("\n{mark}")),
        _ => lines.join("\n"),
    };
    let _ = writeln!(page, "{mark}{joined}\n");
}

fn table(record: &Record<'_>, run: &RunLayer, layer: &Layer, page: &mut String) {
    let schema = &run.schema;
    let filled: Vec<_> = schema
        .columns
        .iter()
        .zip(&layer.columns)
        .filter(|(column, values)| column.name != "rule" && (0..layer.len()).any(|row| values.is_valid(row)))
        .collect();
    let labelled = schema.labels != Labels::None;
    let mut names = vec!["text"];
    names.extend(labelled.then_some("label"));
    names.extend(filled.iter().map(|(column, _)| column.name.as_str()));
    let _ = writeln!(
        page,
        "### {}\n\n| {} |\n|{}",
        escaped(&schema.name),
        names.join(" | "),
        "---|".repeat(names.len())
    );
    for row in 0..layer.len() {
        let mut cells = vec![layer.span(row).map(|span| record.covered(span)).unwrap_or_default().to_owned()];
        cells.extend(labelled.then(|| record.symbol(layer.label(row)).to_owned()));
        let values = filled.iter().map(|(column, values)| match values.is_valid(row) {
            true => value(record, values, row, &column.name),
            false => String::new(),
        });
        cells.extend(values);
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell).replace('|', "\\|")).collect();
        let _ = writeln!(page, "| {} |", cells.join(" | "));
    }
    page.push('\n');
}

/// A text on one line that Markdown takes as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' => out.extend(['\\', c]),
            '#' | '+' | '-' if at == 0 => out.extend(['\\', c]),
            '.' | ')' if numbers_a_list(text, at) => out.extend(['\\', c]),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Whether the stop at `at` would make a number at the start of a text the number of a list's item.
fn numbers_a_list(text: &str, at: usize) -> bool {
    let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
    !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit()) && behind.starts_with([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Shown, at, news};
    use serde_json::json;
    use warraq_conformance::GivenLayer;
    use warraq_core::OutputSettings;

    #[test]
    fn paragraphs_and_facts() {
        let text = "عنوان\n1. بند *مهم*\nاتصل بنا\n\"قول\"";
        let labels =
            [("عنوان", "title"), ("1. بند *مهم*", "list"), ("اتصل بنا", "boilerplate"), ("\"قول\"", "quote")];
        let rows = labels.iter().map(|(word, label)| (at(text, word), *label)).collect();
        let entity = GivenLayer::new("entity", vec![(at(text, "بند *مهم*"), "MISC")]);
        let fields = [("title", "عنوان"), ("published", "2020-12-30"), ("author", "س_ص")];
        let shown = Shown::new(text, &fields, vec![GivenLayer::new("paragraph", rows), entity]);
        let expected = "\
# عنوان

*س\\_ص* · *2020-12-30*

- 1\\. بند \\*مهم\\*

> \"قول\"

### entity

| text | label |
|---|---|
| بند \\*مهم\\* | MISC |

---

";
        assert_eq!(shown.encode::<Markdown>(OutputSettings::default()), expected);
    }

    #[test]
    fn facts_without_the_text() {
        let found = news().encode_with::<Markdown>(OutputSettings::default(), json!({"text": false}));
        let expected = "\
# عاجل

*2020-12-30*

### entity

| text | label | name | mention | score |
|---|---|---|---|---|
| عمر | PER |  |  | 0.9877 |
| بيروت | LOC | Beirut | 0 |  |

### statement

| text | label | cue | source |
|---|---|---|---|
| وصلنا بيروت | DIRECT | قال | عمر |

---

";
        assert_eq!(found, expected);
    }
}
