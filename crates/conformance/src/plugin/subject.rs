//! A component of any kind as `plugin check` tests it: texts go in, lines that say all it gave come out.

use std::time::{Duration, Instant};

use serde_json::{Map, Value};
use warraq_core::signature::Context;
use warraq_core::{Document, Entry, Factory, Kind, Labels, LayerSchema, Renames, layers};
use warraq_host::Plugin;

use super::kinds::{Reading, Unpacking, Writing};
use super::watched::read_only;
use crate::chain::{Chain, GivenLayer, Ready};
use crate::rows;

/// What stands before the message of an error among a component's lines.
pub(super) const ERROR: &str = "error: ";

/// A component that is made and has a worker.
pub(super) trait Subject: Send {
    /// What it gives for each of some texts that one worker gets one after the other, or in one batch where its kind
    /// has batches. A text that fails gives one line with [`ERROR`] before the message.
    fn run(&mut self, texts: &[&str]) -> Vec<Vec<String>>;

    /// How long it takes over texts, and how many rows or lines it gives.
    fn time(&mut self, texts: &[&str]) -> Result<(Duration, usize), String> {
        let started = Instant::now();
        let lines = self.run(texts).iter().map(Vec::len).sum();
        Ok((started.elapsed(), lines))
    }

    /// Runs over a text whose memory cannot be written to; `false` where the kind gets no such memory.
    fn untouched(&mut self, text: &str) -> Result<bool, String>;
}

/// Makes a component of a plugin.
pub(super) fn subject(
    plugin: &Plugin,
    kind: Kind,
    name: &str,
    options: &Value,
) -> Result<Box<dyn Subject>, String> {
    let entry =
        plugin.components().into_iter().find(|entry| entry.kind() == kind && entry.spec().name == name);
    let entry = entry.ok_or("the component is gone")?;
    let table = options.as_object().cloned().unwrap_or_default();
    Ok(match kind {
        Kind::Processor => Box::new(prepare(entry, options)?),
        Kind::Reader => Box::new(Reading::new(entry.as_ref(), &table)?),
        Kind::Unpacker => Box::new(Unpacking::new(entry.as_ref(), &table)?),
        Kind::Encoder => Box::new(Writing::new(entry.as_ref(), &table)?),
    })
}

/// What must be given, taken from the first example that gives it.
pub(super) fn defaults(entry: &dyn Factory) -> Map<String, Value> {
    let required: Vec<&str> = entry.options().iter().filter(|o| o.required).map(|o| o.name).collect();
    let examples = entry.spec().examples.iter();
    let tables = examples.filter_map(|example| toml::from_str::<Map<String, Value>>(example.options).ok());
    tables.into_iter().find(|table| required.iter().all(|name| table.contains_key(*name))).unwrap_or_default()
}

/// A processor in a chain, with the layers that it reads.
pub(super) struct Prepared {
    pub(super) chain: Ready,
    given: Vec<LayerSchema>,
    pub(super) tokens: bool,
}

pub(super) fn prepare(entry: Entry, options: &Value) -> Result<Prepared, String> {
    let table = options.as_object().cloned().unwrap_or_default();
    let signature = entry.signature(&table, Context::default());
    let signature =
        signature.map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))?;
    let given: Vec<LayerSchema> =
        signature.reads.iter().map(|reads| read_layer(&reads.layer, &reads.columns)).collect();
    let mut chain = Chain::new();
    for schema in &given {
        chain = chain.given_as(schema.clone());
    }
    let tokens = given.iter().any(|schema| schema.name == "token");
    let chain = chain.step_of(entry, options.clone(), Renames::default()).ready();
    Ok(Prepared { chain: chain.map_err(|error| error.to_string())?, given, tokens })
}

fn read_layer(name: &str, columns: &[warraq_core::ColumnSchema]) -> LayerSchema {
    layers::get(name)
        .unwrap_or_else(|| LayerSchema { columns: columns.to_vec(), ..LayerSchema::new(name, Labels::None) })
}

impl Prepared {
    fn document(&self, text: &str) -> Result<Document, String> {
        let tokens = GivenLayer::tokens(text);
        let given: Vec<GivenLayer> = self
            .given
            .iter()
            .map(|schema| GivenLayer {
                schema: schema.clone(),
                rows: if schema.name == "token" { tokens.rows.clone() } else { Vec::new() },
            })
            .collect();
        self.chain.document(text, &[("published", "2020-12-30")], &given).map_err(|error| error.to_string())
    }

    fn rows(&self, document: &Document) -> Vec<String> {
        let own = self.chain.schema.layers.iter().filter(|layer| layer.step != "given");
        own.flat_map(|layer| rows(document, &self.chain.schema, &self.chain.symbols, &layer.schema.name))
            .collect()
    }
}

impl Subject for Prepared {
    fn run(&mut self, texts: &[&str]) -> Vec<Vec<String>> {
        let mut documents: Vec<Document> = Vec::with_capacity(texts.len());
        for text in texts {
            match self.document(text) {
                Ok(document) => documents.push(document),
                Err(error) => return vec![vec![format!("{ERROR}{error}")]; texts.len()],
            }
        }
        let outcomes = self.chain.outcomes(&mut documents.iter_mut().collect::<Vec<_>>());
        let lines = |(document, outcome): (&Document, Result<_, warraq_core::Error>)| match outcome {
            Ok(_) => self.rows(document),
            Err(error) => vec![format!("{ERROR}{error}")],
        };
        documents.iter().zip(outcomes).map(lines).collect()
    }

    fn time(&mut self, texts: &[&str]) -> Result<(Duration, usize), String> {
        let documents: Result<Vec<Document>, String> = texts.iter().map(|text| self.document(text)).collect();
        let mut documents = documents?;
        let mut batch: Vec<&mut Document> = documents.iter_mut().collect();
        let started = Instant::now();
        let rows = self.chain.steps_on(&mut batch);
        Ok((started.elapsed(), rows))
    }

    fn untouched(&mut self, text: &str) -> Result<bool, String> {
        let mut document = self.document(text)?;
        // The text lies on the heap, where it stays while the document is lent.
        let (at, len) = (document.text().as_ptr(), document.text().len());
        #[allow(unsafe_code)]
        // SAFETY: the document outlives the call below, and its text never changes or moves.
        let lent = unsafe { std::slice::from_raw_parts(at, len) };
        read_only(lent, || self.chain.steps_on(&mut [&mut document]));
        unchanged(lent, text.as_bytes())
    }
}

/// Whether what was lent is as it was.
pub(super) fn unchanged(lent: &[u8], before: &[u8]) -> Result<bool, String> {
    if lent == before { Ok(true) } else { Err("the text was changed".into()) }
}
