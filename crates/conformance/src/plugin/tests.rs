//! The tests of `plugin check`, over every component of a plugin.

use std::time::Instant;

use serde_json::{Map, Value, json};
use warraq_core::signature::Context;
use warraq_core::{Document, Entry, Factory, Kind, Labels, LayerSchema, Renames, layers};
use warraq_host::Plugin;

use super::Verdict;
use super::readers::readers;
use super::watched::{Surroundings, read_only};
use crate::chain::{Chain, GivenLayer, Ready};
use crate::{check_processor, hostile, rows};

type Test = fn(&Plugin, u64) -> Verdict;

/// The tests in their order.
pub(super) const ALL: &[(&str, Test)] = &[
    ("load", load),
    ("examples", examples),
    ("options", options),
    ("contract", contract),
    ("input untouched", input),
    ("determinism", determinism),
    ("lifecycle", lifecycle),
    ("threads", threads),
    ("surroundings", surroundings),
    ("performance", performance),
];

/// An ordinary text.
pub(super) const TEXT: &str =
    "أعلنت وزارة النقل يوم الأحد أن 12 قطاراً جديداً ستصل إلى المدينة، وقالت: «مرحبا بكم، سلام للجميع».\n";

pub(super) fn components(plugin: &Plugin, kind: Kind) -> Vec<Entry> {
    plugin.components().into_iter().filter(|entry| entry.kind() == kind).collect()
}

/// Runs `body` for each processor with its defaults; the first failure counts.
fn each(
    plugin: &Plugin,
    body: impl Fn(&str, &dyn Fn() -> Result<Prepared, String>) -> Result<String, String>,
) -> Verdict {
    let names: Vec<String> =
        components(plugin, Kind::Processor).iter().map(|entry| entry.spec().name.to_owned()).collect();
    if names.is_empty() {
        return Verdict::skipped("no processor");
    }
    let mut details = Vec::new();
    for name in names {
        let make = || {
            let all = components(plugin, Kind::Processor);
            let entry = all.into_iter().find(|entry| entry.spec().name == name);
            prepare(entry.ok_or("the component is gone")?, &json!({}))
        };
        match body(&name, &make) {
            Ok(detail) => details.push(detail),
            Err(message) => return Verdict::failed(format!("{name}: {message}")),
        }
    }
    details.retain(|detail| !detail.is_empty());
    Verdict::passed(details.join("; "))
}

/// A processor in a chain, with the layers that it reads.
struct Prepared {
    chain: Ready,
    given: Vec<LayerSchema>,
    tokens: bool,
}

fn prepare(entry: Entry, options: &Value) -> Result<Prepared, String> {
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

fn load(plugin: &Plugin, _: u64) -> Verdict {
    let (manifest, found) = (&plugin.manifest, plugin.components());
    if found.is_empty() {
        return Verdict::failed("the plugin has no components");
    }
    for entry in &found {
        let signature = entry.signature(&defaults(entry.as_ref()), Context::default());
        if let Err(errors) = signature {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            return Verdict::failed(format!("{}: {}", entry.spec().name, errors.join("; ")));
        }
    }
    Verdict::passed(format!("{} {}, {} components", manifest.id, manifest.version, found.len()))
}

/// What must be given, taken from the first example that gives it.
pub(super) fn defaults(entry: &dyn Factory) -> Map<String, Value> {
    let required: Vec<&str> = entry.options().iter().filter(|o| o.required).map(|o| o.name).collect();
    let examples = entry.spec().examples.iter();
    let tables = examples.filter_map(|example| toml::from_str::<Map<String, Value>>(example.options).ok());
    tables.into_iter().find(|table| required.iter().all(|name| table.contains_key(*name))).unwrap_or_default()
}

fn examples(plugin: &Plugin, _: u64) -> Verdict {
    let mut count = 0;
    for entry in plugin.components() {
        let (name, all) = (entry.spec().name, entry.spec().examples);
        if all.is_empty() {
            return Verdict::failed(format!("{name} has no example"));
        }
        for example in all {
            count += 1;
            let options: Value = match toml::from_str(example.options) {
                Ok(options) => options,
                Err(error) => return Verdict::failed(format!("{name}, «{}»: {error}", example.title)),
            };
            let table = options.as_object().cloned().unwrap_or_default();
            if let Err(errors) = entry.signature(&table, Context::default()) {
                return Verdict::failed(format!("{name}, «{}»: {}", example.title, errors[0]));
            }
            if entry.kind() != Kind::Processor {
                continue;
            }
            let again = components(plugin, Kind::Processor).into_iter().find(|e| e.spec().name == name);
            let Some(again) = again else { continue };
            let found = prepare(again, &options).and_then(|mut prepared| {
                let mut document = prepared.document(example.text)?;
                prepared.chain.steps_on(&mut [&mut document]);
                Ok(prepared.rows(&document))
            });
            match found {
                Ok(rows) if rows == example.expect.lines().collect::<Vec<_>>() => {}
                Ok(rows) => {
                    let (title, expect) = (example.title, example.expect.replace('\n', " | "));
                    return Verdict::failed(format!(
                        "{name}, «{title}»: expected {expect}, found {}",
                        rows.join(" | ")
                    ));
                }
                Err(error) => return Verdict::failed(format!("{name}, «{}»: {error}", example.title)),
            }
        }
    }
    Verdict::passed(format!("{count} examples"))
}

/// A wrong option is refused, and the component still answers afterwards.
fn options(plugin: &Plugin, _: u64) -> Verdict {
    for entry in plugin.components() {
        let mut wrong = defaults(entry.as_ref());
        wrong.insert("no such option".into(), json!(1));
        if entry.signature(&wrong, Context::default()).is_ok() {
            return Verdict::failed(format!("{} takes an option that it does not have", entry.spec().name));
        }
        if entry.signature(&defaults(entry.as_ref()), Context::default()).is_err() {
            return Verdict::failed(format!("{} does not take its own defaults", entry.spec().name));
        }
    }
    Verdict::passed("")
}

fn contract(plugin: &Plugin, _: u64) -> Verdict {
    let verdict = each(plugin, |_, make| {
        let mut prepared = make()?;
        let tokens = prepared.tokens;
        match check_processor(&mut prepared.chain, tokens).into_iter().next() {
            Some(failure) => Err(format!("{} on «{}»: {}", failure.check, failure.on, failure.message)),
            None => Ok(format!("{} texts", hostile::texts().len())),
        }
    });
    if verdict.status == super::Status::Failed {
        return verdict;
    }
    match readers(plugin) {
        Ok(0) => verdict,
        Ok(n) => Verdict::passed(format!("{} {n} readers", verdict.detail).trim().to_owned()),
        Err(message) => Verdict::failed(message),
    }
}

/// The input lies on pages that cannot be written to; a plugin that does so dies.
fn input(plugin: &Plugin, _: u64) -> Verdict {
    each(plugin, |_, make| {
        let mut prepared = make()?;
        let mut document = prepared.document(&TEXT.repeat(4000))?;
        // The text lies on the heap, where it stays while the document is lent.
        let (at, len) = (document.text().as_ptr(), document.text().len());
        #[allow(unsafe_code)]
        // SAFETY: the document outlives the call below, and its text never changes or moves.
        let text = unsafe { std::str::from_utf8_unchecked(std::slice::from_raw_parts(at, len)) };
        let before = warraq_host::sha256(text.as_bytes());
        read_only(text, || prepared.chain.steps_on(&mut [&mut document]));
        match warraq_host::sha256(text.as_bytes()) == before {
            true => Ok(String::new()),
            false => Err("the text was changed".into()),
        }
    })
}

/// Texts in an order that the seed gives.
fn texts(seed: u64) -> Vec<String> {
    let mut texts: Vec<String> = hostile::texts().into_iter().map(|(_, text)| text).collect();
    texts.extend((1..40).map(|n| TEXT.repeat(n % 5 + 1)));
    let mut state = seed | 1;
    for at in (1..texts.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        texts.swap(at, (state >> 33) as usize % (at + 1));
    }
    texts
}

fn determinism(plugin: &Plugin, seed: u64) -> Verdict {
    each(plugin, |_, make| {
        let texts = texts(seed);
        let run = |size: usize, backwards: bool| -> Result<Vec<Vec<String>>, String> {
            let mut prepared = make()?;
            let mut documents =
                texts.iter().map(|text| prepared.document(text)).collect::<Result<Vec<_>, _>>()?;
            let mut order: Vec<&mut Document> = documents.iter_mut().collect();
            if backwards {
                order.reverse();
            }
            for batch in order.chunks_mut(size) {
                prepared.chain.steps_on(batch);
            }
            Ok(documents.iter().map(|document| prepared.rows(document)).collect())
        };
        let alone = run(1, false)?;
        for (size, backwards) in [(1, true), (7, false), (texts.len(), false), (texts.len(), true)] {
            if run(size, backwards)? != alone {
                return Err(format!("other rows in batches of {size} (seed {seed})"));
            }
        }
        Ok(String::new())
    })
}

fn lifecycle(plugin: &Plugin, _: u64) -> Verdict {
    each(plugin, |_, make| {
        let open = || std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
        let tasks = || std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count);
        let mut first = None;
        for round in 0..300 {
            let mut prepared = make()?;
            let mut document = prepared.document(TEXT)?;
            prepared.chain.steps_on(&mut [&mut document]);
            if round == 20 {
                first = Some((open(), tasks(), memory()));
            }
        }
        let Some((files, threads, before)) = first else { return Ok(String::new()) };
        if open() > files || tasks() > threads {
            return Err(format!(
                "{} files and {} threads more after 300 rounds",
                open() - files,
                tasks() - threads
            ));
        }
        let grown = memory().saturating_sub(before);
        // What is kept on purpose (a pool that fills up) stays far below this.
        if grown > 32 << 20 {
            return Err(format!("{} MiB more after 300 rounds", grown >> 20));
        }
        Ok(String::new())
    })
}

/// Resident memory in bytes, where the system tells.
fn memory() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}

fn threads(plugin: &Plugin, seed: u64) -> Verdict {
    each(plugin, |_, make| {
        let texts = texts(seed);
        let expected = rows_of(make()?, &texts)?;
        let others: Vec<Prepared> = (0..4).map(|_| make()).collect::<Result<_, _>>()?;
        let results: Vec<Result<Vec<Vec<String>>, String>> = std::thread::scope(|scope| {
            let texts = &texts;
            let running: Vec<_> =
                others.into_iter().map(|other| scope.spawn(move || rows_of(other, texts))).collect();
            running
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|_| Err("a thread died".into())))
                .collect()
        });
        match results.into_iter().all(|result| result.as_ref() == Ok(&expected)) {
            true => Ok(String::new()),
            false => Err("other rows when several threads work".into()),
        }
    })
}

fn rows_of(mut prepared: Prepared, texts: &[String]) -> Result<Vec<Vec<String>>, String> {
    texts
        .iter()
        .map(|text| {
            let mut document = prepared.document(text)?;
            prepared.chain.steps_on(&mut [&mut document]);
            Ok(prepared.rows(&document))
        })
        .collect()
}

fn surroundings(plugin: &Plugin, _: u64) -> Verdict {
    let before = Surroundings::now();
    let verdict = each(plugin, |_, make| {
        let mut prepared = make()?;
        let mut document = prepared.document(TEXT)?;
        prepared.chain.steps_on(&mut [&mut document]);
        Ok(String::new())
    });
    let changes = before.changes(&Surroundings::now());
    if changes.is_empty() { verdict } else { Verdict::failed(format!("changed {}", changes.join(", "))) }
}

fn performance(plugin: &Plugin, _: u64) -> Verdict {
    each(plugin, |name, make| {
        let mut prepared = make()?;
        let text = TEXT.repeat(20);
        let mut documents = (0..50).map(|_| prepared.document(&text)).collect::<Result<Vec<_>, _>>()?;
        let mut batch: Vec<&mut Document> = documents.iter_mut().collect();
        let started = Instant::now();
        let rows = prepared.chain.steps_on(&mut batch);
        let nanos = started.elapsed().as_nanos() as f64;
        let bytes = (text.len() * 50) as f64;
        let per_row =
            if rows == 0 { String::new() } else { format!(", {:.0} ns a row", nanos / rows as f64) };
        Ok(format!("{name}: {:.2} ns a byte{per_row}", nanos / bytes))
    })
}
