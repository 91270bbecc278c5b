//! A document's fields: typed facts about the whole document.

use serde_json::Value;

/// The fields that every document knows, in the order of records. All are text.
pub const STANDARD: &[&str] = &["id", "uri", "title", "author", "published", "language", "media_type"];

/// Where a field's value came from. A later variant wins over an earlier one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Origin {
    /// `[pipeline]` in the config.
    Pipeline,
    /// The reader or the unpacker.
    Reader,
    /// A step that declares the field.
    Step,
    /// `--field` on the command line.
    CommandLine,
}

/// The value of a field.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum FieldValue {
    /// A string; dates are ISO 8601.
    Text(String),
    /// An integer.
    Int(i64),
    /// A floating-point number.
    Float(f64),
    /// True or false.
    Bool(bool),
    /// A list or an object, kept as it came.
    Json(Value),
}

impl FieldValue {
    /// The value as text, if it is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match self {
            Self::Text(text) => Value::String(text.clone()),
            Self::Int(int) => Value::from(*int),
            Self::Float(float) => Value::from(*float),
            Self::Bool(bool) => Value::Bool(*bool),
            Self::Json(value) => value.clone(),
        }
    }

    /// A value from JSON; `None` for null, which is no value.
    #[must_use]
    pub fn from_json(value: Value) -> Option<Self> {
        Some(match value {
            Value::Null => return None,
            Value::Bool(bool) => Self::Bool(bool),
            Value::String(text) => Self::Text(text),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(int), _) => Self::Int(int),
                (None, Some(float)) => Self::Float(float),
                (None, None) => Self::Json(Value::Number(number)),
            },
            list => Self::Json(list),
        })
    }
}

impl From<&str> for FieldValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for FieldValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A document's fields, in the order in which they were first set.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fields {
    entries: Vec<(String, FieldValue, Origin)>,
}

impl Fields {
    /// Sets a field, unless it has a value from a stronger origin. Gives back whether the value was taken.
    pub fn set(&mut self, name: &str, value: impl Into<FieldValue>, origin: Origin) -> bool {
        let value = value.into();
        match self.entries.iter_mut().find(|(known, ..)| known == name) {
            Some((.., old)) if *old > origin => false,
            Some(entry) => {
                entry.1 = value;
                entry.2 = origin;
                true
            }
            None => {
                self.entries.push((name.to_owned(), value, origin));
                true
            }
        }
    }

    /// The value of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&FieldValue> {
        self.entries.iter().find(|(known, ..)| known == name).map(|(_, value, _)| value)
    }

    /// The text of a field that is text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(FieldValue::as_text)
    }

    /// Where a field's value came from.
    #[must_use]
    pub fn origin(&self, name: &str) -> Option<Origin> {
        self.entries.iter().find(|(known, ..)| known == name).map(|(.., origin)| *origin)
    }

    /// The fields beyond [`STANDARD`], in the order in which they were first set.
    pub fn custom(&self) -> impl Iterator<Item = (&str, &FieldValue)> {
        self.iter().filter(|(name, _)| !STANDARD.contains(name))
    }

    /// All fields in the order in which they were first set.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FieldValue)> {
        self.entries.iter().map(|(name, value, _)| (name.as_str(), value))
    }

    /// About how many bytes the fields hold.
    #[must_use]
    pub fn heap_size(&self) -> usize {
        let value = |value: &FieldValue| match value {
            FieldValue::Text(text) => text.len(),
            FieldValue::Json(_) => 256,
            _ => 0,
        };
        self.entries.iter().map(|(name, v, _)| 64 + name.len() + value(v)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stronger_origin_wins_whatever_the_order() {
        let mut fields = Fields::default();
        assert!(fields.set("published", "2024-03-03", Origin::CommandLine));
        assert!(!fields.set("published", "2020-01-01", Origin::Reader));
        assert!(fields.set("language", "ar", Origin::Pipeline));
        assert!(fields.set("language", "fa", Origin::Reader));
        assert_eq!((fields.text("published"), fields.text("language")), (Some("2024-03-03"), Some("fa")));
    }
}
