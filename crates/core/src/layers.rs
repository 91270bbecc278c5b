//! The layer catalogue: the layers whose names have one meaning everywhere, with their labels and columns.

use crate::schema::{ColumnSchema, ColumnType, Labels, LayerSchema};

use ColumnType::{Bool, F64, I64, Span, Sym, Text};

/// The catalogue's layers in the order of records.
pub const NAMES: &[&str] = &[
    "paragraph",
    "sentence",
    "token",
    "word",
    "entity",
    "contact",
    "time",
    "number",
    "quantity",
    "statement",
    "event",
    "event_part",
    "keyphrase",
    "language",
];

/// PLOVER's event classes.
pub const EVENT_CLASSES: &[&str] = &[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "YIELD",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// A layer's place in records: its position in the catalogue, or behind all of it.
#[must_use]
pub fn position(name: &str) -> usize {
    NAMES.iter().position(|known| *known == name).unwrap_or(NAMES.len())
}

/// The catalogue's definition of a layer; `None` for a foreign name.
#[must_use]
pub fn get(name: &str) -> Option<LayerSchema> {
    let labels = match name {
        "paragraph" => {
            Labels::of(&["title", "heading", "body", "quote", "caption", "list", "table", "boilerplate"])
        }
        "sentence" | "word" | "number" | "keyphrase" => Labels::None,
        "token" => Labels::of(&[
            "word", "number", "punct", "symbol", "url", "email", "hashtag", "mention", "date", "time",
            "percent", "emoji",
        ]),
        "entity" => Labels::of(&["PER", "ORG", "LOC", "MISC"]),
        "contact" => Labels::of(&["url", "email", "phone", "hashtag", "handle"]),
        "time" => Labels::of(&["DATE", "TIME", "DURATION", "SET"]),
        "quantity" => Labels::of(&["COUNT", "MONEY", "PERCENT", "MEASURE"]),
        "statement" => Labels::of(&["DIRECT", "INDIRECT", "MIXED"]),
        "event" => Labels::of(EVENT_CLASSES),
        "event_part" => Labels::of(&["ACTOR", "RECIPIENT", "PLACE", "DATE", "KILLED", "WOUNDED", "OBJECT"]),
        "language" => Labels::Open,
        _ => return None,
    };
    Some(LayerSchema { name: name.to_owned(), labels, columns: columns(name) })
}

/// `?` at the end of a name marks a column that may be empty.
fn list(columns: &[(&str, ColumnType)]) -> Vec<ColumnSchema> {
    columns
        .iter()
        .map(|(name, ty)| match name.strip_suffix('?') {
            Some(name) => ColumnSchema::nullable(name, ty.clone()),
            None => ColumnSchema::required(name, ty.clone()),
        })
        .collect()
}

fn row(layer: &str) -> ColumnType {
    ColumnType::Row(layer.to_owned())
}

fn columns(name: &str) -> Vec<ColumnSchema> {
    match name {
        "word" => list(&[
            ("token", row("token")),
            ("form", Text),
            ("lemma", Text),
            ("lemma_marked?", Text),
            ("upos", Sym),
            ("feats", Sym),
            ("restored", Bool),
        ]),
        "entity" => list(&[("name?", Text), ("mention?", row("entity")), ("country?", Text)]),
        "contact" => list(&[("value", Text)]),
        "time" => list(&[
            ("value?", Text),
            ("value_max?", Text),
            ("calendar?", Sym),
            ("grain?", Sym),
            ("start_at?", I64),
            ("end_at?", I64),
        ]),
        "number" => list(&[
            ("value?", Text),
            ("value_max?", Text),
            ("value_num?", F64),
            ("value_max_num?", F64),
            ("ordinal?", Bool),
            ("magnitude?", I64),
        ]),
        "quantity" => list(&[
            ("value?", Text),
            ("unit?", Text),
            ("bound?", Sym),
            ("value_max?", Text),
            ("value_num?", F64),
            ("value_max_num?", F64),
            ("magnitude?", I64),
        ]),
        "statement" => list(&[("cue", Span), ("source?", Span), ("speaker?", Span), ("frame?", Sym)]),
        "event" => list(&[
            ("actor?", Span),
            ("recipient?", Span),
            ("place?", Span),
            ("date?", Text),
            ("negated", Bool),
            ("hypothetical", Bool),
            ("passive", Bool),
            ("in_statement?", row("statement")),
        ]),
        "event_part" => list(&[
            ("event", row("event")),
            ("country?", Text),
            ("role?", Sym),
            ("quantity?", row("quantity")),
        ]),
        "language" => list(&[("arabic_share?", F64)]),
        _ => Vec::new(),
    }
}

/// The columns that any layer may have, for components that grade their rows or name the rule that made them.
#[must_use]
pub fn extra(name: &str) -> Option<ColumnSchema> {
    match name {
        "score" => Some(ColumnSchema::nullable("score", F64)),
        "rule" => Some(ColumnSchema::nullable("rule", Sym)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_definition_and_references_stay_inside() {
        for name in NAMES {
            let layer = get(name).expect("a catalogue name without a definition");
            for column in &layer.columns {
                if let ColumnType::Row(target) = &column.ty {
                    assert!(NAMES.contains(&target.as_str()), "{name}.{} refers to {target}", column.name);
                }
            }
        }
        assert!(get("acme.topic").is_none());
    }
}
