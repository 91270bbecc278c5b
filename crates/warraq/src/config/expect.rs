//! What a `[[test]]` expects: the rows of layers, by the text that they cover and by their columns.

use warraq_core::suggest::suggest;

use crate::config::tree::{Data, Entry, Node, Table};
use crate::config::{TestConfig, Word, fields, keys};
use crate::diagnostics::{Place, Report, codes};

/// What is expected of one layer.
#[derive(Clone, PartialEq, Debug)]
pub struct LayerExpect {
    /// The layer.
    pub layer: Word,
    /// All its rows; what is not among them is not expected.
    pub rows: Option<Vec<RowExpect>>,
    /// Rows that it has, perhaps among others.
    pub has: Vec<RowExpect>,
    /// Rows that it does not have.
    pub none: Vec<RowExpect>,
    /// How many rows it has.
    pub count: Option<(u64, Place)>,
}

/// A row as a test describes it: what it does not name may be anything.
#[derive(Clone, PartialEq, Debug)]
pub struct RowExpect {
    /// Where it is described.
    pub place: Place,
    /// `text`, `label`, `start`, `end` and columns.
    pub cells: Vec<Entry>,
}

/// The keys of a test.
const KEYS: &[&str] = &["name", "text", "fields", "expect", "drops"];

/// The keys of a table that stands for a layer.
const LAYER_KEYS: &[&str] = &["has", "none", "count"];

/// What stands for a layer, in words.
const ALLOWED: &str = "a list of rows, or a table with has, none or count";

/// Reads a `[[test]]`.
pub(crate) fn test(node: &Node, report: &mut Report) -> Option<TestConfig> {
    let table = node.table()?;
    keys::only(table, KEYS, "[[test]]", report);
    // A key that is misspelt is reported as unknown, and is not missing beside that.
    let near = |key: &str| {
        let unknown = table.entries.iter().filter(|entry| !KEYS.contains(&entry.key.as_str()));
        unknown.into_iter().any(|entry| suggest(&entry.key, KEYS.iter().copied()) == Some(key))
    };
    for key in ["name", "text"] {
        if table.get(key).is_none() && !near(key) {
            report.error(codes::BAD_TEST, node.place, format!("this test has no {key}"));
        }
    }
    let word = |key: &str, report: &mut Report| {
        keys::text(table, key, report).map(|(text, place)| Word { text: text.to_owned(), place })
    };
    let drops = keys::boolean(table, "drops", report).unwrap_or(false);
    let expect: Vec<LayerExpect> = match keys::table(table, "expect", report) {
        Some(table) => table.entries.iter().filter_map(|entry| layer(entry, report)).collect(),
        None => Vec::new(),
    };
    if table.get("expect").is_none_or(|node| node.table().is_some_and(|table| table.entries.is_empty()))
        && !drops
        && !near("expect")
    {
        let message = "this test expects nothing; write expect.LAYER = [{ text = \"…\" }], or drops = true where a filter drops the document";
        report.error(codes::BAD_TEST, node.place, message);
    }
    let fields = keys::table(table, "fields", report).map(fields::from_table).unwrap_or_default();
    Some(TestConfig {
        name: word("name", report)?,
        text: word("text", report)?,
        fields,
        expect,
        drops,
        node: node.clone(),
    })
}

fn layer(entry: &Entry, report: &mut Report) -> Option<LayerExpect> {
    let layer = Word { text: entry.key.clone(), place: entry.place };
    let mut expect = LayerExpect { layer, rows: None, has: Vec::new(), none: Vec::new(), count: None };
    match &entry.value.data {
        Data::List(_) => expect.rows = rows(&entry.value, report),
        Data::Table(table) => {
            keys::only(table, LAYER_KEYS, "what is expected of a layer", report);
            let mut list = |key: &str| table.get(key).and_then(|node| rows(node, report)).unwrap_or_default();
            (expect.has, expect.none) = (list("has"), list("none"));
            let count = keys::count(table, "count", 0, report);
            expect.count = count.zip(table.get("count").map(|node| node.place));
            if LAYER_KEYS.iter().all(|key| table.get(key).is_none()) {
                let message = format!("found a table without has, none and count, allowed is {ALLOWED}");
                report.error(codes::BAD_TEST, entry.value.place, message);
            }
        }
        _ => {
            keys::bad(&entry.value, ALLOWED, codes::BAD_TEST, report);
            return None;
        }
    }
    Some(expect)
}

fn rows(node: &Node, report: &mut Report) -> Option<Vec<RowExpect>> {
    let Data::List(items) = &node.data else {
        keys::bad(node, "a list of rows", codes::BAD_TEST, report);
        return None;
    };
    let mut rows = Vec::with_capacity(items.len());
    for item in items {
        match &item.data {
            Data::Table(Table { entries }) => {
                rows.push(RowExpect { place: item.place, cells: entries.clone() });
            }
            Data::Text(_) => {
                let text = Entry { key: "text".into(), place: item.place, value: item.clone() };
                rows.push(RowExpect { place: item.place, cells: vec![text] });
            }
            _ => {
                let allowed = "a row: { text = \"…\", COLUMN = … }, or the text alone";
                keys::bad(item, allowed, codes::BAD_TEST, report);
            }
        }
    }
    Some(rows)
}
