//! The reference of components and layers, made from the components' own specifications.

use std::fmt::Write as _;

use serde_json::Map;
use warraq_core::options::OptionSpec;
use warraq_core::signature::{Context, Reads, Signature};
use warraq_core::{Factory, Kind, Labels, LayerSchema, layers};

use crate::registry::Registry;

/// The page of one component, in Markdown.
#[must_use]
pub fn component(factory: &dyn Factory) -> String {
    let spec = factory.spec();
    let mut page = format!("## {} ({})\n\n{}\n", spec.name, factory.kind().name(), spec.summary);
    for paragraph in spec.doc.trim().lines() {
        let _ = write!(page, "{}{paragraph}", if page.ends_with("\n\n") { "" } else { "\n" });
    }
    page.push('\n');
    if !spec.languages.is_empty() {
        let _ = write!(page, "\nLanguages: {}.\n", spec.languages.join(", "));
    }
    let accepts = factory.accepts();
    if !accepts.endings.is_empty() {
        let endings: Vec<String> = accepts.endings.iter().map(|ending| format!("`.{ending}`")).collect();
        let _ = write!(page, "\nChosen for names that end in {}.\n", endings.join(", "));
    }
    if let Ok(signature) = factory.signature(&Map::new(), Context::default()) {
        wiring(&mut page, &signature);
    }
    options(&mut page, factory.options());
    for example in spec.examples {
        let _ = write!(page, "\n{}:\n\n", example.title);
        if !example.options.is_empty() {
            let _ = write!(page, "```toml\n{}\n```\n\n", example.options.trim());
        }
        let _ = write!(page, "```text\n{}\n", example.text.trim_end());
        if !example.expect.is_empty() {
            let _ = write!(page, "\n{}\n", example.expect.trim());
        }
        page.push_str("```\n");
    }
    for data in spec.data {
        let _ = write!(page, "\nData: {data}\n");
    }
    page
}

fn wiring(page: &mut String, signature: &Signature) {
    let read = |reads: &Reads| {
        let mut name = format!("`{}`", reads.layer);
        let columns: Vec<&str> = reads.columns.iter().map(|column| column.name.as_str()).collect();
        if !columns.is_empty() {
            let _ = write!(name, " ({})", columns.join(", "));
        }
        if !reads.required {
            name.push_str(" if present");
        }
        name
    };
    let mut line = |what: &str, items: Vec<String>| {
        if !items.is_empty() {
            let _ = write!(page, "\n{what}: {}.\n", items.join(", "));
        }
    };
    line("Reads", signature.reads.iter().map(read).collect());
    line("Reads the fields", signature.fields_in.iter().map(|field| format!("`{field}`")).collect());
    line("Writes", signature.writes.iter().map(|layer| format!("`{}`", layer.name)).collect());
    line("Writes the views", signature.views.iter().map(|view| format!("`{view}`")).collect());
    line("Sets the fields", signature.fields_out.iter().map(|field| format!("`{}`", field.name)).collect());
}

fn options(page: &mut String, options: &[OptionSpec]) {
    if options.is_empty() {
        return;
    }
    page.push_str("\n| option | value | default | |\n| --- | --- | --- | --- |\n");
    for option in options {
        let default = match (option.required, option.default) {
            (true, _) => "must be given".to_owned(),
            (false, "") => "–".to_owned(),
            (false, default) => format!("`{default}`"),
        };
        let doc = option.doc.split_whitespace().collect::<Vec<_>>().join(" ");
        let cells =
            [option.name, &option.kind.describe(), &default, &doc].map(|cell| cell.replace('|', "\\|"));
        let _ = writeln!(page, "| `{}` | {} | {} | {} |", cells[0], cells[1], cells[2], cells[3]);
    }
}

/// The page of one layer, in Markdown.
#[must_use]
pub fn layer(schema: &LayerSchema) -> String {
    let labels = match &schema.labels {
        Labels::None => "Rows have no label.".to_owned(),
        Labels::Open => "Each row has a label.".to_owned(),
        Labels::Closed(labels) => format!("Labels: {}.", labels.join(", ")),
    };
    let mut page = format!("## {}\n\n{labels}\n", schema.name);
    if !schema.columns.is_empty() {
        page.push_str("\n| column | type | |\n| --- | --- | --- |\n");
        for column in &schema.columns {
            let empty = if column.nullable { "may be empty" } else { "always there" };
            let _ = writeln!(page, "| `{}` | {} | {empty} |", column.name, column.ty.describe());
        }
    }
    page
}

/// The whole reference: all components by kind, then the layer catalogue.
#[must_use]
pub fn all(registry: &Registry) -> String {
    let mut page = String::from(
        "# Reference\n\nMade by `warraq show all` from the components' own specifications; do not edit it by hand.\n",
    );
    for (kind, title) in [
        (Kind::Unpacker, "Unpackers"),
        (Kind::Reader, "Readers"),
        (Kind::Processor, "Steps"),
        (Kind::Encoder, "Output formats"),
    ] {
        let _ = write!(page, "\n# {title}\n");
        for factory in registry.iter().filter(|factory| factory.kind() == kind && factory.plugin().is_none())
        {
            let _ = write!(page, "\n{}", component(factory));
        }
    }
    page.push_str("\n# Layers\n");
    for schema in layers::NAMES.iter().filter_map(|name| layers::get(name)) {
        let _ = write!(page, "\n{}", layer(&schema));
    }
    page
}
