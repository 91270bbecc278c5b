//! What conditions may ask about a document.

use warraq_core::expr::{Facts, Value};
use warraq_core::{Document, FieldValue, Schema};

/// A document as conditions see it.
pub(super) struct DocumentFacts<'a> {
    pub(super) document: &'a Document,
    pub(super) schema: &'a Schema,
}

impl Facts for DocumentFacts<'_> {
    fn name(&self, name: &str) -> Option<Value<'_>> {
        match self.document.fields.get(name) {
            Some(FieldValue::Text(text)) => Some(Value::Text(text)),
            Some(FieldValue::Int(int)) => Some(Value::Int(*int)),
            Some(FieldValue::Float(float)) => Some(Value::Float(*float)),
            Some(FieldValue::Bool(bool)) => Some(Value::Bool(*bool)),
            Some(_) | None => None,
        }
    }

    fn chars(&self) -> u64 {
        self.document.text().chars().count() as u64
    }

    fn count(&self, layer: &str) -> u64 {
        let layer = self.schema.find(layer).and_then(|id| self.document.layer(id));
        layer.map_or(0, |layer| layer.len() as u64)
    }
}
