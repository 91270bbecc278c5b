//! Old plugins in this host, and plugins of this SDK in the oldest host: `tests/abi-1.0` holds a plugin and a host that
//! are compiled with the first header, which never changes.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use serde_json::json;
use warraq_conformance::{Chain, GivenLayer, rows};
use warraq_core::remote::Bound;
use warraq_core::signature::Context;
use warraq_core::wiring::output_schema;
use warraq_core::{
    Create, Entry, Factory, Head, Interner, Item, LayerId, Made, OpenArgs, OutputSettings, ReadOut, Record,
    Renames, RunLayer, Schema, ViewId, Wiring, layers,
};
use warraq_host::{Settings, load};

#[path = "built/plugins.rs"]
mod built;

use built::{compile, root};

/// The first header that was committed, and the plugin and the host that are compiled with it, whatever came after.
const FIRST: [(&str, &str); 3] = [
    ("warraq_plugin.h", "0ed979fb908396fd5e8e793647d1aa59d2bdb9c91e4e7bc2d4e37ba5036aaccf"),
    ("plugin.c", "704531e56206cf1e57a33325773cf6314266ba41edbc94b3b0ff38e20b274259"),
    ("host.c", "0d00e2e9dee96ceb263b08b2b200f2cc5d7bcfb7046436b62f9217c33903ea5e"),
];

fn old_plugin() -> std::path::PathBuf {
    compile("cc", &["-std=c11", "-fPIC", "-shared"], "tests/abi-1.0", "tests/abi-1.0/plugin.c", "libold.so")
}

fn component(library: &Path, name: &str) -> Entry {
    let settings = Settings { name: "old".into(), path: library.to_owned(), sha256: None };
    let plugin = load(&settings, |_| {}).unwrap();
    plugin.components().into_iter().find(|entry| entry.spec().name == name).unwrap()
}

fn make(entry: &dyn Factory) -> (Made, Wiring, Arc<warraq_core::Symbols>) {
    let signature = entry.signature(&Default::default(), Context::default()).unwrap();
    let (names, interner, schema) = (Renames::default(), Interner::new(), Schema::default());
    let wiring = Wiring::new(&signature, &names, &schema, &interner).unwrap();
    let made = entry.create(&Create::new("old", &wiring, &interner, &[]), &Default::default()).unwrap();
    (made, wiring, interner.freeze())
}

#[test]
fn what_was_built_for_the_first_abi_does_not_change() {
    for (file, hash) in FIRST {
        let bytes = std::fs::read(root().join("tests/abi-1.0").join(file)).unwrap();
        assert_eq!(warraq_host::sha256(&bytes), hash, "{file}");
    }
}

#[test]
fn a_plugin_of_the_first_abi_loads_and_works() {
    let library = old_plugin();
    processor(&library);
    reader(&library);
    unpacker(&library);
    writer(&library);
}

fn processor(library: &Path) {
    let step = component(library, "old.lengths");
    let mut chain =
        Chain::new().given("token").step_of(step, json!({"least": 2}), Renames::default()).ready().unwrap();
    let text = "ab abc d";
    let document = chain.run_with(text, &[], &[GivenLayer::tokens(text)]).unwrap();
    assert_eq!(
        rows(&document, &chain.schema, &chain.symbols, "old.row"),
        ["old.row «ab» length=2 parity=even", "old.row «abc» length=3 parity=odd"]
    );
    assert_eq!(document.fields.text("old_count"), Some("2"));
    assert_eq!(document.view(ViewId(0)).unwrap().text, text);
    let error = chain.run_with("stop", &[], &[GivenLayer::tokens("stop")]).unwrap_err();
    assert!(error.to_string().contains("told to stop"), "{error}");
}

fn reader(library: &Path) {
    let (Made::Reader(reader), wiring, symbols) = make(&*component(library, "old.halves")) else {
        panic!("no reader")
    };
    let item = Item { id: "a".into(), uri: "a".into(), bytes: "سطر|آخر".into(), ..Item::default() };
    let mut out = ReadOut::new(&wiring, &symbols);
    reader.worker().unwrap().read(&item, &mut out).unwrap();
    let documents = out.into_parts().0;
    let found: Vec<_> = documents.iter().map(|document| (document.id(), document.text())).collect();
    // The engine names what has no name.
    assert_eq!(found, [("", "سطر"), ("second", "آخر")]);
}

fn unpacker(library: &Path) {
    let (Made::Unpacker(unpacker), ..) = make(&*component(library, "old.blocks")) else {
        panic!("no unpacker")
    };
    let args = OpenArgs { uri: "d/a".into(), id: "a".into(), max_item: 1000 };
    let mut open = unpacker.open(Box::new("abcdefghij".as_bytes()), args).unwrap();
    let items = std::iter::from_fn(|| open.next()).map(|item| item.unwrap().bytes);
    assert_eq!(items.collect::<Vec<_>>(), [b"abcd".to_vec(), b"efgh".to_vec(), b"ij".to_vec()]);
}

fn writer(library: &Path) {
    let (Made::Encoder(format), ..) = make(&*component(library, "old.starts")) else { panic!("no format") };
    let chain = Chain::new().given("token").ready().unwrap();
    let document = chain.document("ab cd", &[], &[GivenLayer::tokens("ab cd")]).unwrap();
    let (settings, shown) = (OutputSettings::default(), [LayerId(0)]);
    let head = Head {
        schema: &chain.schema,
        layers: &shown,
        pipeline: "p",
        fingerprint: "f",
        settings: &settings,
        symbols: &chain.symbols,
    };
    let (mut worker, mut out) = (format.worker().unwrap(), Vec::new());
    worker.begin(&head, &mut out).unwrap();
    worker.encode(&Record::new(&document, head), &mut out).unwrap();
    worker.finish(&mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), "test 0 3\n");
}

/// What the engine tells a component about its layers, for a processor that may read `token`.
fn wiring(entry: &dyn Factory) -> String {
    let signature = entry.signature(&Default::default(), Context::default()).unwrap();
    let (names, interner, mut schema) = (Renames::default(), Interner::new(), Schema::default());
    schema.layers.push(RunLayer { schema: layers::get("token").unwrap(), step: "given".into() });
    for writes in &signature.writes {
        schema.layers.push(RunLayer { schema: output_schema(writes, &names), step: "step".into() });
    }
    schema.views.extend(signature.views.iter().cloned());
    let wiring = Wiring::new(&signature, &names, &schema, &interner).unwrap();
    serde_json::to_string(&Bound::new(&Create::new("step", &wiring, &interner, &[]))).unwrap()
}

/// Runs a processor in the oldest host, or in one that plays a later minor; gives what it printed.
fn in_old_host(later: bool, library: &Path, name: &str, options: &str, texts: &[&str]) -> Vec<String> {
    let (flags, program): (&[&str], _) = match later {
        true => (&["-std=c11", "-DHOST_LATER"], "host-later"),
        false => (&["-std=c11"], "host-1.0"),
    };
    let program = compile("cc", flags, "tests/abi-1.0", "tests/abi-1.0/host.c", program);
    let wiring = wiring(&*component(library, &format!("old.{name}")));
    let output =
        Command::new(program).arg(library).args([name, options, &wiring]).args(texts).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{:?}: {printed}", output.status);
    printed.lines().filter(|line| !line.starts_with("signature ")).map(str::to_owned).collect()
}

#[test]
fn a_plugin_of_this_sdk_runs_in_the_oldest_host() {
    let printed = in_old_host(false, built::rust(), "every", "{}", &["أحمد كتب ab", "BORING"]);
    for line in [
        "0 every.row كتب odd s=odd b=0 i=-1 f=0.142857 r=0",
        "0 field count=3",
        "0 view every.view احمد كتب ab (0 runs)",
        "1 drop boring",
        "process 0",
    ] {
        assert!(printed.iter().any(|found| found == line), "«{line}» is missing in {printed:#?}");
    }
    // A batch with a panic fails as a whole.
    let printed = in_old_host(false, built::rust(), "every", "{}", &["نص", "POISON"]);
    assert!(printed[0].starts_with("error -6 panicked at src/kinds.rs:"), "{printed:#?}");
    assert!(printed[0].ends_with("found the word POISON"), "{printed:#?}");
    assert_eq!(printed[1..], ["process -6"]);
}

#[test]
fn unknown_layers_and_types_do_not_break_older_plugins() {
    let texts = ["أحمد كتب ab", "BORING نص"];
    let rust = |later| in_old_host(later, built::rust(), "every", "{}", &texts);
    let known = rust(false);
    assert!(known.iter().any(|line| line.starts_with("0 every.row كتب odd ")), "{known:#?}");
    assert!(known.contains(&"0 warn 3 words, None".to_owned()), "{known:#?}");
    assert!(known.contains(&"1 drop boring".to_owned()), "{known:#?}");
    assert_eq!(rust(true), known, "the SDK");
    let library = old_plugin();
    let c = |later| in_old_host(later, &library, "lengths", "{\"least\":2}", &texts);
    assert_eq!(c(true), c(false), "C");
    assert!(c(false).iter().any(|line| line == "0 old.row ab length=2 parity=even"), "{:#?}", c(false));
}
