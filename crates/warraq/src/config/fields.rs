//! Values of document fields in configs and on the command line.

use warraq_core::FieldValue;
use warraq_core::fields::STANDARD;

use crate::config::tree::Table;

/// A field of the command line: standard ones are text; others are what they look like.
pub(crate) fn from_flag(name: &str, value: &str) -> Option<(String, FieldValue)> {
    let typed = if STANDARD.contains(&name) { None } else { typed(value) };
    Some((name.to_owned(), typed.unwrap_or_else(|| FieldValue::from(value))))
}

fn typed(value: &str) -> Option<FieldValue> {
    match value {
        "true" => Some(FieldValue::Bool(true)),
        "false" => Some(FieldValue::Bool(false)),
        // A number that would not be written the same way again (a telephone number, a postcode) is a string.
        _ => match value.parse::<i64>() {
            Ok(int) if int.to_string() == value => Some(FieldValue::Int(int)),
            _ => {
                let float = value.parse::<f64>().ok().filter(|float| float.is_finite())?;
                (value.contains('.') && format!("{float}") == value).then_some(FieldValue::Float(float))
            }
        },
    }
}

/// The fields of a table.
pub(crate) fn from_table(table: &Table) -> Vec<(String, FieldValue)> {
    let value = |entry: &super::tree::Entry| {
        FieldValue::from_json(entry.value.to_json()).map(|value| (entry.key.clone(), value))
    };
    table.entries.iter().filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_field_looks_like() {
        let value = |name: &str, text: &str| from_flag(name, text).unwrap().1;
        assert_eq!(value("published", "2020"), FieldValue::from("2020"));
        assert_eq!(value("visits", "12"), FieldValue::Int(12));
        assert_eq!(value("phone", "0012"), FieldValue::from("0012"));
        assert_eq!(value("share", "0.5"), FieldValue::Float(0.5));
        assert_eq!(value("paid", "true"), FieldValue::Bool(true));
        assert_eq!(value("v", "1e5"), FieldValue::from("1e5"));
    }
}
