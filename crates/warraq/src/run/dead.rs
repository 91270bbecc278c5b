//! Dead letters: documents that failed, with the error, the place, and the input itself.

use serde::Serialize;
use serde_json::{Map, Value, json};
use warraq_core::Item;

/// Where a failed document came from.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct SourceRef {
    /// The stream.
    pub uri: String,
    /// The first byte in the decompressed stream.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// The number of bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
    /// The item's number in its stream, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u64>,
}

impl SourceRef {
    /// The place of an item.
    #[must_use]
    pub fn of(item: &Item) -> Self {
        Self {
            uri: item.uri.to_string(),
            offset: item.part.map(|part| part.offset),
            length: item.part.map(|part| part.length),
            index: item.part.map(|part| part.index),
        }
    }
}

/// A document that failed.
#[derive(Clone, PartialEq, Debug)]
pub struct DeadLetter {
    /// The document's id as far as known.
    pub id: String,
    /// Where it came from.
    pub source: SourceRef,
    /// The step, reader, unpacker or output where it failed.
    pub step: String,
    /// What was found and what was allowed.
    pub message: String,
    /// The item, for replay.
    pub item: Item,
}

impl DeadLetter {
    /// A dead letter of an item.
    #[must_use]
    pub fn new(item: Item, step: &str, message: impl Into<String>) -> Self {
        Self {
            id: item.id.clone(),
            source: SourceRef::of(&item),
            step: step.to_owned(),
            message: message.into(),
            item,
        }
    }

    /// One line of JSON. Bytes that are not UTF-8 are given as hexadecimal digits; an input above `max` bytes is left
    /// out, and `truncated` says so.
    #[must_use]
    pub fn to_json(&self, max: u64) -> String {
        let mut fields = Map::new();
        for (name, value) in self.item.fields.iter() {
            fields.insert(name.to_owned(), value.to_json());
        }
        let mut line = json!({
            "error": self.message,
            "step": self.step,
            "id": self.id,
            "source": self.source,
            "media_type": self.item.media_type,
            "fields": fields,
        });
        let bytes = &self.item.bytes;
        let (key, value) = if bytes.len() as u64 > max {
            ("truncated", Value::Bool(true))
        } else {
            match std::str::from_utf8(bytes) {
                Ok(text) => ("input", Value::from(text)),
                Err(_) => ("input_hex", Value::from(hexadecimal(bytes))),
            }
        };
        if let Some(line) = line.as_object_mut() {
            line.insert(key.to_owned(), value);
        }
        line.to_string()
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}
