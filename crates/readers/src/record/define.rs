//! The layers that the option `layers` names, with what the option `define` says about them.

use warraq_core::options::Table;
use warraq_core::suggest::suggest;
use warraq_core::{ColumnSchema, ColumnType, Error, Labels, LayerSchema, layers as catalogue};

type Define = Table<Vec<String>>;

/// The definitions of the layers that are read, in the order in which they are named.
///
/// # Errors
/// A name is not known, a definition is no definition, or a layer refers to one that is not read.
pub(super) fn layers(names: &[String], define: &Define) -> Result<Vec<LayerSchema>, Error> {
    let mut layers: Vec<LayerSchema> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let named: Vec<&str> = if name == "all" {
            let foreign = define.keys().map(String::as_str).filter(|name| !catalogue::NAMES.contains(name));
            catalogue::NAMES.iter().copied().chain(foreign).collect()
        } else {
            vec![name]
        };
        for name in named {
            if !layers.iter().any(|layer| layer.name == name) {
                layers.push(layer(name, at, define)?);
            }
        }
    }
    let unread: Vec<&String> =
        define.keys().filter(|&name| !layers.iter().any(|layer| layer.name == *name)).collect();
    if let Some(name) = unread.first() {
        let message = format!("the layer {name} is defined but not read: name it in layers");
        return Err(at(&["define", name], message));
    }
    let read: Vec<String> = layers.iter().map(|layer| layer.name.clone()).collect();
    for layer in &mut layers {
        keep_references(layer, &read)?;
    }
    Ok(layers)
}

fn layer(name: &str, nth: usize, define: &Define) -> Result<LayerSchema, Error> {
    let lines = define.get(name);
    let mut schema = match (catalogue::get(name), lines) {
        (Some(schema), _) => schema,
        (None, Some(_)) => LayerSchema::new(name, Labels::None),
        (None, None) => return Err(unknown(name, nth)),
    };
    for (line_at, line) in lines.into_iter().flatten().enumerate() {
        add(&mut schema, line).map_err(|message| at(&["define", name, &line_at.to_string()], message))?;
    }
    for extra in ["score", "rule"].into_iter().filter_map(catalogue::extra) {
        if schema.column(&extra.name).is_none() {
            schema.columns.push(extra);
        }
    }
    Ok(schema)
}

fn unknown(name: &str, nth: usize) -> Error {
    let known = catalogue::NAMES.join(", ");
    let message = format!("the layer {name} is not in the catalogue ({known}); define can declare it");
    let error = at(&["layers", &nth.to_string()], message);
    match suggest(name, catalogue::NAMES.iter().copied().chain(["all"])) {
        Some(near) => error.suggest(format!("\"{near}\"")),
        None => error,
    }
}

/// Adds what a line of a definition says.
fn add(schema: &mut LayerSchema, line: &str) -> Result<(), String> {
    let wanted = "a line like \"topic: text?\" or \"label: A, B\"";
    let (name, what) =
        line.split_once(':').ok_or_else(|| format!("found \"{line}\", allowed is {wanted}"))?;
    let (name, what) = (name.trim(), what.trim());
    if name == "label" {
        let labels: Vec<&str> = what.split(',').map(str::trim).filter(|label| !label.is_empty()).collect();
        schema.labels = match labels.as_slice() {
            ["open"] => Labels::Open,
            ["none"] | [] => Labels::None,
            labels => Labels::of(labels),
        };
        return Ok(());
    }
    if name.is_empty() || ["start", "end", "text", "step"].contains(&name) {
        return Err(format!("\"{name}\" is no name that a column may have"));
    }
    if schema.column(name).is_some() {
        return Err(format!("the layer has a column {name} already"));
    }
    let (kind, nullable) = what.strip_suffix('?').map_or((what, false), |kind| (kind, true));
    let ty = column_type(kind.trim()).ok_or_else(|| {
        format!("found the type \"{kind}\", allowed are text, sym, bool, i64, f64, span and row(LAYER)")
    })?;
    schema.columns.push(ColumnSchema { name: name.to_owned(), ty, nullable });
    Ok(())
}

fn column_type(name: &str) -> Option<ColumnType> {
    Some(match name {
        "text" => ColumnType::Text,
        "sym" => ColumnType::Sym,
        "bool" => ColumnType::Bool,
        "i64" => ColumnType::I64,
        "f64" => ColumnType::F64,
        "span" => ColumnType::Span,
        _ => ColumnType::Row(name.strip_prefix("row(")?.strip_suffix(')')?.trim().to_owned()),
    })
}

/// Leaves out columns that refer to layers which are not read.
fn keep_references(layer: &mut LayerSchema, read: &[String]) -> Result<(), Error> {
    let dangling = |column: &ColumnSchema| match &column.ty {
        ColumnType::Row(to) => (!read.contains(to)).then(|| to.clone()),
        _ => None,
    };
    for column in layer.columns.iter().filter(|column| !column.nullable) {
        if let Some(to) = dangling(column) {
            let message =
                format!("rows of {} refer to rows of {to}, which is not read: name it too", layer.name);
            return Err(at(&["layers"], message));
        }
    }
    layer.columns.retain(|column| dangling(column).is_none());
    Ok(())
}

fn at(option: &[&str], message: String) -> Error {
    let mut error = Error::config(message);
    error.option = option.iter().map(|&key| key.to_owned()).collect();
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Layers and the lines that define them.
    type Entries<'e> = &'e [(&'e str, &'e [&'e str])];

    fn define(entries: Entries<'_>) -> Define {
        let entries = entries
            .iter()
            .map(|(name, lines)| ((*name).to_owned(), lines.iter().map(|&line| line.to_owned()).collect()));
        Table(entries.collect())
    }

    fn names(layers: &[LayerSchema]) -> Vec<&str> {
        layers.iter().map(|layer| layer.name.as_str()).collect()
    }

    #[test]
    fn all_is_the_catalogue_and_what_is_defined() {
        let define = define(&[("acme.topic", &["label: a, b", "weight: f64", "of: row(entity)?"])]);
        let found = layers(&["all".into()], &define).unwrap();
        assert_eq!(names(&found), [catalogue::NAMES, &["acme.topic"]].concat());
        let topic = found.last().unwrap();
        assert_eq!(topic.labels, Labels::of(&["a", "b"]));
        let columns: Vec<_> =
            topic.columns.iter().map(|c| (c.name.as_str(), c.ty.describe(), c.nullable)).collect();
        let expected = [
            ("weight", "f64", false),
            ("of", "row(entity)", true),
            ("score", "f64", true),
            ("rule", "sym", true),
        ];
        assert_eq!(columns, expected.map(|(name, ty, nullable)| (name, ty.to_owned(), nullable)));
    }

    #[test]
    fn references_to_layers_that_are_not_read_are_left_out() {
        let found = layers(&["event".into()], &Define::default()).unwrap();
        assert!(found[0].column("in_statement").is_none());
        let error = layers(&["word".into()], &Define::default()).unwrap_err().to_string();
        assert_eq!(
            error,
            "option layers: rows of word refer to rows of token, which is not read: name it too"
        );
    }

    #[test]
    fn mistakes_name_their_option() {
        let cases: &[(&[&str], Entries<'_>, &str)] = &[
            (&["entity", "acme.x"], &[], "option layers.1: the layer acme.x is not in the catalogue"),
            (&[], &[("acme.x", &[])], "option define.acme.x: the layer acme.x is defined but not read"),
            (
                &["all"],
                &[("a.b", &["weight f64"])],
                "option define.a.b.0: found \"weight f64\", allowed is a line",
            ),
            (
                &["all"],
                &[("a.b", &["w: f64", "w: text"])],
                "option define.a.b.1: the layer has a column w already",
            ),
            (
                &["all"],
                &[("a.b", &["w: float"])],
                "option define.a.b.0: found the type \"float\", allowed are text",
            ),
            (&["all"], &[("a.b", &["start: i64"])], "option define.a.b.0: \"start\" is no name"),
        ];
        for (names, entries, message) in cases {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            let error = layers(&names, &define(entries)).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
