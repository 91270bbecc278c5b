//! A TOML tree in which every key and value knows its place.

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostics::{Diagnostic, Place, Report, SourceId, codes};

/// A value with its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// The value.
    pub data: Data,
    /// Where it stands.
    pub place: Place,
}

/// A value.
#[derive(Clone, PartialEq, Debug)]
pub enum Data {
    /// True or false.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// A string.
    Text(String),
    /// A date or time, as written.
    Date(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

/// A key with its value.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub place: Place,
    /// The value.
    pub value: Node,
}

/// A table in the order of the file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Table {
    /// The keys and values.
    pub entries: Vec<Entry>,
}

impl Table {
    /// The entry of a key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The value of a key, for change.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value)
    }

    /// Sets a key; its place in the order stays.
    pub fn set(&mut self, entry: Entry) {
        match self.entries.iter_mut().find(|known| known.key == entry.key) {
            Some(known) => *known = entry,
            None => self.entries.push(entry),
        }
    }

    /// Takes a key out.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(at))
    }

    /// Lays another table over this one, key by key.
    pub fn overlay(&mut self, over: &Self) {
        for entry in &over.entries {
            self.set(entry.clone());
        }
    }

    /// The table as JSON.
    #[must_use]
    pub fn to_json(&self) -> Map<String, Value> {
        self.entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect()
    }
}

impl Node {
    /// The value as JSON; dates are strings.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match &self.data {
            Data::Bool(bool) => Value::Bool(*bool),
            Data::Int(int) => Value::from(*int),
            Data::Float(float) => Value::from(*float),
            Data::Text(text) | Data::Date(text) => Value::String(text.clone()),
            Data::List(items) => items.iter().map(Self::to_json).collect(),
            Data::Table(table) => Value::Object(table.to_json()),
        }
    }

    /// The value in words, for «found …».
    #[must_use]
    pub fn describe(&self) -> String {
        match &self.data {
            Data::Bool(bool) => bool.to_string(),
            Data::Int(int) => int.to_string(),
            Data::Float(float) => float.to_string(),
            Data::Text(text) => format!("\"{}\"", text.chars().take(40).collect::<String>()),
            Data::Date(date) => format!("the date {date}"),
            Data::List(_) => "a list".into(),
            Data::Table(_) => "a table".into(),
        }
    }

    /// The string, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The table, if it is one.
    #[must_use]
    pub fn table(&self) -> Option<&Table> {
        match &self.data {
            Data::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The node that a path of keys and list positions leads to, as far as it can be followed.
    #[must_use]
    pub fn follow(&self, path: &[String]) -> &Self {
        let Some((first, rest)) = path.split_first() else { return self };
        let next = match &self.data {
            Data::Table(table) => table.get(first),
            Data::List(items) => first.parse::<usize>().ok().and_then(|at| items.get(at)),
            _ => None,
        };
        next.map_or(self, |next| next.follow(rest))
    }
}

/// Parses a text; every syntax error is reported, and the rest of the tree is given.
pub(crate) fn parse(text: &str, source: SourceId, report: &mut Report) -> Table {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let place = error.span().map(|span| Place::new(source, span));
        report.error(codes::SYNTAX, place, decapitalise(error.message()));
    }
    convert_table(table.get_ref(), source, 0, report)
}

/// Parses one value that starts at byte `shift` of its source.
pub(crate) fn parse_value(
    text: &str,
    source: SourceId,
    shift: usize,
    report: &mut Report,
) -> Result<Node, ()> {
    let value = DeValue::parse(text).map_err(|_| ())?;
    Ok(convert(&value, source, shift, report))
}

fn decapitalise(message: &str) -> String {
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn convert_table(table: &DeTable<'_>, source: SourceId, shift: usize, report: &mut Report) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            place: place(key.span(), source, shift),
            value: convert(value, source, shift, report),
        })
        .collect();
    // The parser sorts by key; people expect their own order.
    entries.sort_by_key(|entry| entry.place.start);
    Table { entries }
}

fn place(span: std::ops::Range<usize>, source: SourceId, shift: usize) -> Place {
    Place::new(source, span.start + shift..span.end + shift)
}

fn convert(value: &Spanned<DeValue<'_>>, source: SourceId, shift: usize, report: &mut Report) -> Node {
    let place = place(value.span(), source, shift);
    let data = match value.get_ref() {
        DeValue::String(text) => Data::Text(text.to_string()),
        DeValue::Boolean(bool) => Data::Bool(*bool),
        DeValue::Datetime(date) => Data::Date(date.to_string()),
        DeValue::Integer(int) => match i64::from_str_radix(int.as_str(), int.radix()) {
            Ok(int) => Data::Int(int),
            Err(_) => {
                let message = format!("found {int}, allowed is an integer of 64 bits");
                report.push(Diagnostic::error(codes::BAD_VALUE, place, message));
                Data::Int(0)
            }
        },
        DeValue::Float(float) => match float.as_str().parse::<f64>() {
            Ok(float) if float.is_finite() => Data::Float(float),
            _ => {
                let message = format!("found {float}, allowed is a finite number");
                report.push(Diagnostic::error(codes::BAD_VALUE, place, message));
                Data::Float(0.0)
            }
        },
        DeValue::Array(items) => {
            Data::List(items.iter().map(|item| convert(item, source, shift, report)).collect())
        }
        DeValue::Table(table) => Data::Table(convert_table(table, source, shift, report)),
    };
    Node { data, place }
}
