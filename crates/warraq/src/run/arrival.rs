//! A document as it comes from its reader: the fields that its place gives, and the steps that apply to it.

use warraq_core::{Document, Item, Origin};

use super::facts::DocumentFacts;
use crate::plan::{Plan, PlanStep};

/// Fills the fields that the item's place and the command line give.
pub(crate) fn complete(plan: &Plan, document: &mut Document, item: &Item, part: Option<usize>) {
    // What an earlier run said of a record holds only as long as no step changes it.
    if !plan.steps.is_empty() {
        document.run = None;
    }
    for (name, value) in item.fields.iter() {
        if document.fields.get(name).is_none() {
            document.set_field(name, value.clone(), Origin::Reader);
        }
    }
    if document.fields.text("id").is_none() {
        let id = part.map_or_else(|| item.id.clone(), |part| format!("{}#{part}", item.id));
        document.set_field("id", id, Origin::Pipeline);
    }
    if document.fields.text("uri").is_none() {
        document.set_field("uri", &*item.uri, Origin::Pipeline);
    }
    if let (None, Some(media_type)) = (document.fields.text("media_type"), &item.media_type) {
        document.set_field("media_type", media_type.as_str(), Origin::Pipeline);
    }
    if let (None, Some(language)) = (document.fields.text("language"), &plan.language) {
        document.set_field("language", language.as_str(), Origin::Pipeline);
    }
    for (name, value) in &plan.fields {
        document.set_field(name, value.clone(), Origin::CommandLine);
    }
}

pub(crate) fn applies(plan: &Plan, step: &PlanStep, document: &Document) -> bool {
    match &step.when {
        Some(when) => when.eval(&DocumentFacts { document, schema: &plan.schema }),
        None if step.languages.is_empty() => true,
        None => {
            let language = document.fields.text("language").unwrap_or("und");
            let primary = language.split(['-', '_']).next().unwrap_or(language);
            primary == "und" || step.languages.iter().any(|known| known == primary)
        }
    }
}
