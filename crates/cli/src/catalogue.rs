//! `warraq list` and `warraq show`: the catalogue, from the components' own specifications.

use anyhow::{Result, bail};
use warraq::{Registry, reference};
use warraq_core::suggest::suggest;
use warraq_core::{Kind, layers};

use crate::args::What;
use crate::style::Style;

/// The list of components, layers, formats or presets.
#[must_use]
pub fn list(registry: &Registry, what: What, style: Style) -> String {
    let mut out = String::new();
    let mut line = |name: &str, about: &str| {
        out.push_str(&format!(
            "  {}{} {about}\n",
            style.name(name),
            " ".repeat(22usize.saturating_sub(name.len()))
        ));
    };
    match what {
        What::Components => {
            let kinds = [
                (Kind::Unpacker, "unpackers"),
                (Kind::Reader, "readers"),
                (Kind::Processor, "steps"),
                (Kind::Encoder, "formats"),
            ];
            for (kind, title) in kinds {
                out.push_str(&format!("{}\n{}", style.heading(title), of_kind(registry, kind, style)));
            }
        }
        What::Formats => out = of_kind(registry, Kind::Encoder, style),
        What::Layers => {
            for schema in layers::NAMES.iter().filter_map(|name| layers::get(name)) {
                let columns: Vec<&str> = schema.columns.iter().map(|column| column.name.as_str()).collect();
                line(&schema.name, &columns.join(", "));
            }
        }
        What::Presets => {
            for preset in warraq::config::PRESETS {
                line(&format!("preset:{}", preset.name), preset.summary);
            }
        }
    }
    out
}

fn of_kind(registry: &Registry, kind: Kind, style: Style) -> String {
    let of_kind = registry.iter().filter(|factory| factory.kind() == kind);
    let line = |name: &str, about: &str| {
        format!("  {}{} {about}\n", style.name(name), " ".repeat(22usize.saturating_sub(name.len())))
    };
    of_kind.map(|factory| line(factory.spec().name, factory.spec().summary)).collect()
}

/// The page of a component, a layer or a preset, or the whole reference.
///
/// # Errors
/// There is nothing of that name.
pub fn show(registry: &Registry, name: &str) -> Result<String> {
    if name == "all" {
        return Ok(reference::all(registry));
    }
    if let Some(preset) = name.strip_prefix("preset:") {
        if let Some(preset) = warraq::config::preset(preset) {
            return Ok(preset.text.to_owned());
        }
        let names: Vec<&str> = warraq::config::PRESETS.iter().map(|preset| preset.name).collect();
        bail!("there is no preset {preset}; there are {}", names.join(", "));
    }
    let mut pages: Vec<String> =
        registry.iter().filter(|factory| factory.spec().name == name).map(reference::component).collect();
    pages.extend(layers::get(name).as_ref().map(reference::layer));
    if pages.is_empty() {
        let names = registry.iter().map(|factory| factory.spec().name).chain(layers::NAMES.iter().copied());
        let near = suggest(name, names).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        bail!("there is no component or layer {name}{near} (`warraq list` has them all)");
    }
    Ok(pages.join("\n"))
}
