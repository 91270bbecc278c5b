//! The JSON objects of an item: their members in order and unparsed, and messages that say where one is broken.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use warraq_core::serde_json::{self, Value, value::RawValue};
use warraq_core::{Error, Item, ReadOut};

use crate::decode::unmarked;

/// The text of an item that holds JSON, and how many sequences of its bytes could not be decoded.
pub(crate) fn json_text(item: &Item) -> (Cow<'_, str>, u64) {
    let bytes = unmarked(&item.bytes);
    let undecoded = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    (String::from_utf8_lossy(bytes), undecoded as u64)
}

/// Makes a document of every object of an item. An item that is one object fails with it; of several objects the broken
/// ones are given up, and the others stay.
pub(crate) fn each_object(
    item: &Item,
    out: &mut ReadOut<'_>,
    make: impl Fn(&Members<'_>, Place<'_>, u64, &mut ReadOut<'_>) -> Result<(), String>,
) -> Result<(), Error> {
    let (json, undecoded) = json_text(item);
    for (members, nth) in objects(item, &json).map_err(Error::document)? {
        match make(&members, Place { item, nth }, undecoded, out) {
            Err(message) if nth.is_none() => return Err(Error::document(message)),
            Err(message) => out.fail(message),
            Ok(()) => {}
        }
    }
    Ok(())
}

/// An object's members in their order.
#[derive(Debug)]
pub(crate) struct Members<'j>(Vec<(Cow<'j, str>, &'j RawValue)>);

impl<'j> Members<'j> {
    /// The value of a key, unless it is missing or null.
    pub(crate) fn get(&self, key: &str) -> Option<&'j RawValue> {
        let (_, value) = self.0.iter().find(|(known, _)| known == key)?;
        (value.get() != "null").then_some(*value)
    }

    /// The value of a key, or of a path of keys joined by dots.
    pub(crate) fn find(&self, path: &str) -> Option<&'j RawValue> {
        if let Some(value) = self.get(path) {
            return Some(value);
        }
        let (key, mut rest) = path.split_once('.')?;
        let mut value = self.get(key)?;
        loop {
            let inner: Members<'j> = serde_json::from_str(value.get()).ok()?;
            if let Some(found) = inner.get(rest) {
                return Some(found);
            }
            let (key, behind) = rest.split_once('.')?;
            (value, rest) = (inner.get(key)?, behind);
        }
    }

    /// The members in their order, nulls included.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &'j RawValue)> {
        self.0.iter().map(|(key, value)| (&**key, *value))
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members: Vec<(Cow<'de, str>, &'de RawValue)> = Vec::new();
                while let Some((Key(key), value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
                    if members.iter().any(|(known, _)| *known == key) {
                        return Err(A::Error::custom(format!(
                            "the key \"{}\" stands twice",
                            short(&key, 40)
                        )));
                    }
                    members.push((key, value));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}

/// A key, borrowed where it has no escapes.
#[derive(Deserialize)]
struct Key<'j>(#[serde(borrow)] Cow<'j, str>);

/// Where an object stands, for messages and ids.
#[derive(Clone, Copy)]
pub(crate) struct Place<'i> {
    /// The item that holds it.
    pub(crate) item: &'i Item,
    /// Its number in the item's array.
    pub(crate) nth: Option<usize>,
}

impl Place<'_> {
    /// The id of a document that has none of its own.
    pub(crate) fn id(&self) -> String {
        match self.nth {
            Some(nth) => format!("{}#{nth}", self.item.id),
            None => self.item.id.clone(),
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(part) = self.item.part {
            write!(f, "line {}: ", part.index + 1)?;
        }
        match self.nth {
            Some(nth) => write!(f, "document {nth} of the array: "),
            None => Ok(()),
        }
    }
}

/// The objects of an item: the item itself, or the elements of an array.
///
/// # Errors
/// The item is no JSON, or something else than an object or an array of objects.
pub(crate) fn objects<'j>(item: &Item, json: &'j str) -> Result<Vec<(Members<'j>, Option<usize>)>, String> {
    if !json.trim_start().starts_with('[') {
        return match serde_json::from_str(json) {
            Ok(members) => Ok(vec![(members, None)]),
            Err(error) => Err(broken(item, json, &error)),
        };
    }
    let elements: Vec<&'j RawValue> =
        serde_json::from_str(json).map_err(|error| broken(item, json, &error))?;
    let parse = |(nth, element): (usize, &&'j RawValue)| {
        let members = serde_json::from_str(element.get());
        let members =
            members.map_err(|error| format!("{}{}", Place { item, nth: Some(nth) }, bare(&error)))?;
        Ok((members, Some(nth)))
    };
    elements.iter().enumerate().map(parse).collect()
}

/// What is wrong with an item that is no JSON object, and where.
fn broken(item: &Item, json: &str, error: &serde_json::Error) -> String {
    let line = item.part.map_or(0, |part| part.index) + error.line().max(1) as u64;
    if json.trim().is_empty() {
        return format!("line {line}: found nothing, a JSON object is allowed");
    }
    match error.classify() {
        serde_json::error::Category::Data => format!("line {line}: {}", bare(error)),
        _ => format!("line {line}: broken JSON at byte {}: {}", error.column(), bare(error)),
    }
}

/// The error without its place, which would count lines from the start of the item.
pub(crate) fn bare(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    let text = short(text.get(..end).unwrap_or(&text), 160);
    if text.contains("surrogate") || text.contains("hex escape") {
        return format!("{text} (half of a surrogate pair stands alone, or an escape is cut off)");
    }
    text
}

/// A text that fits into a message.
pub(crate) fn short(text: &str, chars: usize) -> String {
    let mut short: String = text.chars().take(chars).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// What a JSON value is, in words.
pub(crate) fn found(raw: &RawValue) -> String {
    match raw.get().as_bytes().first() {
        Some(b'"') => "a string".into(),
        Some(b'{') => "an object".into(),
        Some(b'[') => "a list".into(),
        Some(b't' | b'f' | b'n') => raw.get().to_owned(),
        _ => format!("the number {}", raw.get().chars().take(20).collect::<String>()),
    }
}

/// A string.
///
/// # Errors
/// It is something else, or a broken string.
pub(crate) fn string(key: &str, raw: &RawValue) -> Result<String, String> {
    if !raw.get().starts_with('"') {
        return Err(format!("the key \"{key}\" holds {}, a string is allowed", found(raw)));
    }
    serde_json::from_str(raw.get()).map_err(|error| format!("the key \"{key}\": {}", bare(&error)))
}

/// A value of any type.
///
/// # Errors
/// It holds a broken string, a number out of range, or is nested too deeply.
pub(crate) fn value(key: &str, raw: &RawValue) -> Result<Value, String> {
    serde_json::from_str(raw.get()).map_err(|error| format!("the key \"{key}\": {}", bare(&error)))
}
