//! Components of every kind as built-ins and as a loaded plugin: rows, fields, views, items and bytes are the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, unreachable_pub, dead_code)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;
use warraq_conformance::{Chain, GivenLayer, hostile};
use warraq_core::signature::Context;
use warraq_core::wiring::output_schema;
use warraq_core::{
    Create, Document, Entry, Factory, Head, Interner, Item, Kind, LayerId, Made, OpenArgs, OutputSettings,
    ReadOut, Record, Renames, RunLayer, Schema, Symbols, ViewId, Wiring, encoder, processor, reader,
    unpacker,
};
use warraq_host::{Plugin, Settings, load};

#[path = "built/plugins.rs"]
mod built;
#[path = "../../../tests/bad-plugins/rust/src/kinds.rs"]
mod kinds;

fn plugin() -> Plugin {
    load(&Settings { name: "acme".into(), path: built::rust().to_owned(), sha256: None }, |_| {}).unwrap()
}

fn loaded(kind: Kind) -> Entry {
    plugin().components().into_iter().find(|entry| entry.kind() == kind).unwrap()
}

/// The project's sample documents, as files.
fn samples() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/samples");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 4, "{paths:?}");
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// The texts of the sample corpus, and what is hard on components.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> =
        samples().into_iter().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    texts.extend(hostile::texts().into_iter().map(|(_, text)| text));
    texts.push("أعلنت الوزارة أمس إنّ 3 قطاراتٍ وصلت ـــ بحمد ﷲ".into());
    texts.push("BORING نص لا يعني أحداً".into());
    texts
}

/// All that a step did to documents.
fn processed(entry: Entry, texts: &[String]) -> Vec<String> {
    let mut ready =
        Chain::new().given("token").step_of(entry, json!({}), Renames::default()).ready().unwrap();
    let document = |text: &String| {
        let fields = [("published", "2020-12-30")];
        ready.document(text, &fields, &[GivenLayer::tokens(text)]).unwrap()
    };
    let mut documents: Vec<Document> = texts.iter().map(document).collect();
    let outcomes = ready.outcomes(&mut documents.iter_mut().collect::<Vec<_>>());
    let show = |document: &Document| {
        let layers: Vec<String> = (0..ready.schema.layers.len())
            .map(|at| dump(document, LayerId(at as u16), &ready.symbols))
            .collect();
        let (view, fields, warnings) = (document.view(ViewId(0)), &document.fields, &document.warnings);
        format!("{layers:?} {view:?} {fields:?} {warnings:?}")
    };
    documents
        .iter()
        .zip(outcomes)
        .map(|(document, outcome)| format!("{outcome:?} {}", show(document)))
        .collect()
}

/// A layer with its symbols by name, since their numbers differ.
fn dump(document: &Document, id: LayerId, symbols: &Symbols) -> String {
    use warraq_core::layer::Values;
    let Some(layer) = document.layer(id) else { return "none".into() };
    let name = |sym| document.local.name(symbols, sym).unwrap_or("?").to_owned();
    let labels: Vec<String> = layer.label.iter().map(|&sym| name(sym)).collect();
    let columns: Vec<String> = layer
        .columns
        .iter()
        .map(|column| match &column.values {
            Values::Sym(syms) => {
                format!("{:?} {:?}", syms.iter().map(|&sym| name(sym)).collect::<Vec<_>>(), column.validity)
            }
            _ => format!("{column:?}"),
        })
        .collect();
    format!("{:?} {:?} {labels:?} {columns:?}", layer.start, layer.end)
}

#[test]
fn built_in_and_loaded_processors_give_the_same() {
    let texts = texts();
    let built = processed(processor::<kinds::Every>(), &texts);
    assert!(
        built.iter().any(|line| line.contains("Dropped")) && built.iter().any(|line| line.contains("الله"))
    );
    assert_eq!(processed(loaded(Kind::Processor), &texts), built);
}

#[test]
fn a_rust_panic_names_plugin_component_document_message_and_place() {
    let texts = ["نص أول", "POISON", "نص ثالث"].map(str::to_owned);
    let ended = processed(loaded(Kind::Processor), &texts);
    assert!(ended[0].starts_with("Ok(") && ended[2].starts_with("Ok("), "{ended:?}");
    for part in ["acme.every", "document test", "found the word POISON", "src/kinds.rs:"] {
        assert!(ended[1].contains(part), "«{part}» is missing in {}", ended[1]);
    }
}

fn make(entry: &dyn Factory) -> (Made, Wiring, Schema, Arc<Symbols>) {
    let signature = entry.signature(&Default::default(), Context::default()).unwrap();
    let (names, interner, mut schema) = (Renames::default(), Interner::new(), Schema::default());
    for writes in &signature.writes {
        schema.layers.push(RunLayer { schema: output_schema(writes, &names), step: "reader".into() });
    }
    let wiring = Wiring::new(&signature, &names, &schema, &interner).unwrap();
    let made = entry.create(&Create::new("made", &wiring, &interner, &[]), &Default::default()).unwrap();
    (made, wiring, schema, interner.freeze())
}

/// What reading gives: documents, the reasons of those that were given up, and what the run knows.
type Readings = (Vec<Document>, Vec<String>, Schema, Arc<Symbols>);

/// Reads the samples and an item of notes of which one is broken.
fn read(entry: &dyn Factory) -> Readings {
    let (made, wiring, schema, symbols) = make(entry);
    let Made::Reader(reader) = made else { panic!("no reader") };
    let mut out = ReadOut::new(&wiring, &symbols);
    let notes = "known كلمة غريبة\n\nbroken\n\nكلمة known أخرى".into();
    for (n, bytes) in [notes].into_iter().chain(samples()).enumerate() {
        let item = Item { id: format!("item {n}"), uri: "a".into(), bytes, ..Item::default() };
        reader.clone().worker().unwrap().read(&item, &mut out).unwrap();
    }
    let (documents, failed) = out.into_parts();
    (documents, failed, schema, symbols)
}

#[test]
fn built_in_and_loaded_readers_give_the_same() {
    let show = |entry: &dyn Factory| {
        let (documents, failed, _, symbols) = read(entry);
        let show = |document: &Document| {
            let layer = dump(document, LayerId(0), &symbols);
            let Document { fields, alignment, warnings, undecoded, .. } = document;
            format!("{} {layer} {fields:?} {alignment:?} {warnings:?} {undecoded}", document.text())
        };
        (documents.iter().map(show).collect::<Vec<_>>(), failed)
    };
    let built = show(&*reader::<kinds::Notes>());
    assert!(built.0.len() > 20 && built.1.len() == 1, "{} {:?}", built.0.len(), built.1);
    assert_eq!(show(&*loaded(Kind::Reader)), built);
}

#[test]
fn built_in_and_loaded_unpackers_give_the_same() {
    let show = |entry: &dyn Factory| {
        let Made::Unpacker(of) = make(entry).0 else { panic!("no unpacker") };
        let lines = "سطر\nbad line\nآخر".into();
        let items = [lines].into_iter().chain(samples()).map(|bytes: Vec<u8>| {
            let args = OpenArgs { uri: "d/a.txt".into(), id: "a.txt".into(), max_item: 1000 };
            let mut unpacker = of.clone().open(Box::new(std::io::Cursor::new(bytes)), args).unwrap();
            std::iter::from_fn(|| unpacker.next()).map(|item| format!("{item:?}")).collect::<Vec<_>>()
        });
        items.collect::<Vec<_>>()
    };
    let built = show(&*unpacker::<kinds::Lines>());
    assert!(built[0].len() == 3 && built[1].len() > 3, "{built:?}");
    assert_eq!(show(&*loaded(Kind::Unpacker)), built);
}

#[test]
fn built_in_and_loaded_formats_give_the_same() {
    let (documents, _, schema, symbols) = read(&*reader::<kinds::Notes>());
    let show = |entry: &dyn Factory| {
        let Made::Encoder(of) = make(entry).0 else { panic!("no format") };
        let settings = OutputSettings { offsets: warraq_core::OffsetUnit::Char, ..OutputSettings::default() };
        let layers = [LayerId(0)];
        let head = Head {
            schema: &schema,
            layers: &layers,
            pipeline: "p",
            fingerprint: "f",
            settings: &settings,
            symbols: &symbols,
        };
        let (mut worker, mut out) = (Arc::clone(&of).worker().unwrap(), Vec::new());
        worker.begin(&head, &mut out).unwrap();
        for document in &documents {
            worker.encode(&Record::new(document, head), &mut out).unwrap();
        }
        worker.finish(&mut out).unwrap();
        (of.target(), of.framing(), String::from_utf8(out).unwrap())
    };
    let built = show(&*encoder::<kinds::Dump>());
    assert!(built.2.contains("notes.word 0..5 known «known» name=Some(\"known\")"), "{}", built.2);
    assert_eq!(show(&*loaded(Kind::Encoder)), built);
}
