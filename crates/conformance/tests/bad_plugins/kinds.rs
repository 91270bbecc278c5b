//! A hostile reader, unpacker and format: what they give is refused with a reason, and they are still usable or replaced.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use warraq_core::signature::Context;
use warraq_core::step::Broken;
use warraq_core::wiring::output_schema;
use warraq_core::{
    Create, Error, Head, Interner, Item, Kind, LayerId, Made, OpenArgs, OutputSettings, ReadOut, Record,
    RunLayer, Schema, Symbols, Wiring,
};

use super::*;

/// `tests/bad-plugins/kinds.c`.
pub fn plugin() -> Plugin {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let library = BUILT.get_or_init(|| compile(&root().join("tests/bad-plugins/kinds.c"), "kinds", &[]));
    load(&settings(library), |_| {}).unwrap()
}

/// A component of one of the kinds.
struct Alone {
    made: Made,
    wiring: Wiring,
    symbols: Arc<Symbols>,
}

fn make(plugin: &Plugin, kind: Kind, mode: &str) -> Alone {
    let entry = plugin.components().into_iter().find(|entry| entry.kind() == kind).unwrap();
    let options = json!({ "mode": mode }).as_object().cloned().unwrap();
    let signature = entry.signature(&options, Context::default()).unwrap();
    let (names, interner, mut schema) = (Renames::default(), Interner::new(), Schema::default());
    for writes in &signature.writes {
        schema.layers.push(RunLayer { schema: output_schema(writes, &names), step: "reader".into() });
    }
    let wiring = Wiring::new(&signature, &names, &schema, &interner).unwrap();
    let made = entry.create(&Create::new("made", &wiring, &interner, &[]), &options).unwrap();
    Alone { made, wiring, symbols: interner.freeze() }
}

/// A call as the engine makes it; a worker that is not to be used again unwinds with its error.
fn guarded<T>(call: impl FnOnce() -> Result<T, Error>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(panic) => Err(format!("broken: {}", panic.downcast_ref::<Broken>().unwrap().0)),
    }
}

fn item(bytes: &[u8]) -> Item {
    Item { id: "test".into(), uri: "test".into(), bytes: bytes.to_vec(), ..Item::default() }
}

/// What a reader makes of an item: the texts of its documents with their rows, and the reasons of those given up.
fn read(of: &Alone, bytes: &[u8]) -> Result<(Vec<String>, Vec<String>), String> {
    let Made::Reader(reader) = &of.made else { panic!("no reader") };
    let (mut worker, mut out) = (Arc::clone(reader).worker().unwrap(), ReadOut::new(&of.wiring, &of.symbols));
    guarded(|| worker.read(&item(bytes), &mut out))?;
    let (documents, failed) = out.into_parts();
    let show = |document: &Document| {
        let rows = document.layer(LayerId(0)).map_or(0, warraq_core::Layer::len);
        format!("{}, {rows} rows, {:?}", document.text(), document.warnings)
    };
    Ok((documents.iter().map(show).collect(), failed))
}

/// The items of a stream, or why there is none; `None` ends it.
fn unpack(of: &Alone, bytes: &[u8]) -> Vec<Result<Vec<u8>, String>> {
    let Made::Unpacker(unpacker) = &of.made else { panic!("no unpacker") };
    let args = OpenArgs { uri: "test".into(), id: "test".into(), max_item: 1000 };
    let mut open = match guarded(|| Arc::clone(unpacker).open(Box::new(Cursor::new(bytes.to_vec())), args)) {
        Ok(open) => open,
        Err(message) => return vec![Err(message)],
    };
    let items = std::iter::from_fn(|| open.next());
    items.take(9).map(|item| item.map(|item| item.bytes).map_err(|error| error.message)).collect()
}

/// What a format writes for a text.
fn write(of: &Alone, text: &str) -> Result<String, String> {
    let Made::Encoder(format) = &of.made else { panic!("no format") };
    let chain = Chain::new().given("token").ready().unwrap();
    let document = chain.document(text, &[], &[GivenLayer::tokens(text)]).unwrap();
    let (settings, layers) = (OutputSettings::default(), [LayerId(0)]);
    let head = Head {
        schema: &chain.schema,
        layers: &layers,
        pipeline: "p",
        fingerprint: "f",
        settings: &settings,
        symbols: &chain.symbols,
    };
    let (mut worker, mut out) = (Arc::clone(format).worker().unwrap(), Vec::new());
    guarded(|| {
        worker.begin(&head, &mut out)?;
        worker.encode(&Record::new(&document, head), &mut out)?;
        worker.finish(&mut out)
    })?;
    Ok(String::from_utf8(out).unwrap())
}

/// One life of a component of each kind, of which workers break in the mode «panic some».
pub fn live(plugin: &Plugin, mode: &str) {
    let breaks = mode != "ok";
    let reader = make(plugin, Kind::Reader, mode);
    assert_eq!(read(&reader, b"ab").unwrap().0, [r#"ab, 1 rows, ["odd"]"#]);
    assert_eq!(read(&reader, b"POISON").is_err(), breaks);
    let unpacker = make(plugin, Kind::Unpacker, mode);
    assert_eq!(unpack(&unpacker, b"ab"), [Ok(b"ab".to_vec())]);
    assert_eq!(unpack(&unpacker, b"POISON")[0].is_err(), breaks);
    let format = make(plugin, Kind::Encoder, mode);
    assert_eq!(write(&format, "ab").as_deref(), Ok("<\nab\n>\n"));
    assert_eq!(write(&format, "POISON").is_err(), breaks);
}

#[test]
fn ordinary_modes_of_the_hostile_kinds_work() {
    live(&plugin(), "ok");
}

#[test]
fn hostile_documents_of_readers_are_refused() {
    let whole = "a document that is null, misaligned, or smaller than in version 1.0";
    let cases = [
        ("null document", whole),
        ("short document", whole),
        ("misaligned document", whole),
        ("text not utf-8", "the text of a document is not UTF-8"),
        ("text null", "the text of a document is null, with a length of 5 bytes"),
        ("text without end", "has 1099511627776 bytes, at most 4294967295 are allowed"),
        ("id not utf-8", "the id of a document is not UTF-8"),
        ("runs range", "the runs of a document: "),
        ("runs misaligned", "the runs are null or misaligned"),
        ("fields null", "the fields are null or misaligned"),
        ("field not utf-8", "a field's name or value is not UTF-8"),
        ("field no json", "the value of the field topic is no JSON"),
        ("layers null", "the layers are null or misaligned"),
        ("table null", "tables are null or misaligned"),
        ("short table", "tables are null or misaligned"),
        ("columns null", "the columns of the layer bad.word are null or misaligned"),
        ("starts null", "the starts or ends of the layer bad.word are null or misaligned"),
        ("many rows", "1099511627776 rows for the layer bad.word in one table, at most"),
        ("foreign layer", "which the signature does not write (it writes bad.word)"),
        ("foreign column", "in the layer bad.word, which has n"),
        ("range", "row 0: span 0..1004 is out of range"),
        ("inside", "cuts a character at byte 1, in «ور»"),
        ("reversed", "row 0: span 4..0 is reversed"),
        ("local null", "the local symbols are null or misaligned"),
        ("warnings null", "the warnings are null or misaligned"),
        ("document then fail", "changed my mind"),
        (
            "document then panic",
            "broken: plugin component acme.pages, document test: panicked at kinds.c: afterwards",
        ),
    ];
    let plugin = plugin();
    for (mode, expected) in cases {
        let message = read(&make(&plugin, Kind::Reader, mode), "ور".as_bytes()).expect_err(mode);
        assert!(message.contains(expected), "{mode}: {message}");
        assert!(message.contains("plugin component acme.pages, document test: "), "{mode}: {message}");
    }
    let failed = read(&make(&plugin, Kind::Reader, "fail"), b"ab").unwrap();
    assert_eq!(failed, (vec![], vec!["cannot be read".to_owned()]));
}

#[test]
fn hostile_items_of_unpackers_are_refused() {
    let whole = "an item that is null, misaligned, or smaller than in version 1.0, or whose bytes are null";
    let cases = [
        ("null item", whole),
        ("short item", whole),
        ("misaligned item", whole),
        ("bytes null", whole),
        ("bytes without end", "an item of 1099511627776 bytes, at most 1000 are allowed (run.max_document)"),
        ("field not utf-8", "a field's name or value is not UTF-8"),
        ("fail", "a broken part"),
        ("fail nothing", "a broken item"),
        ("code", "plugin component acme.parts, document test: the plugin failed with an unknown code"),
        ("nowhere to read", "nothing to read"),
        ("more for ever", "said 1000000 times in a row that there is more, gave no item and read nothing"),
        ("begin fails", "no archive"),
        ("begin panics", "panicked at kinds.c: begin"),
    ];
    let plugin = plugin();
    for (mode, expected) in cases {
        let items = unpack(&make(&plugin, Kind::Unpacker, mode), b"ab");
        // The failure, and then the end.
        assert_eq!(items.len(), 1, "{mode}: {items:?}");
        let message = items[0].as_ref().expect_err(mode);
        assert!(message.contains(expected), "{mode}: {message}");
    }
    let items = unpack(&make(&plugin, Kind::Unpacker, "item then panic"), b"ab");
    assert_eq!(items[0], Ok(b"ab".to_vec()));
    assert!(items[1].as_ref().unwrap_err().contains("panicked at kinds.c: afterwards") && items.len() == 2);
    // Who reads on may say so as often as there are bytes.
    assert_eq!(unpack(&make(&plugin, Kind::Unpacker, "byte by byte"), &vec![b'a'; 1_100_000]), []);
}

#[test]
fn hostile_bytes_of_formats_are_refused() {
    let bytes = "document test: the bytes to be written are null, or more than there can be";
    let cases = [
        ("bytes null", bytes),
        ("bytes without end", bytes),
        ("bytes then fail", "plugin component acme.lines, document test: changed my mind"),
        ("begin panics", "broken: plugin component acme.lines: panicked at kinds.c: begin"),
        ("finish fails", "plugin component acme.lines: the plugin could not read or write"),
    ];
    let plugin = plugin();
    for (mode, expected) in cases {
        let message = write(&make(&plugin, Kind::Encoder, mode), "ab").expect_err(mode);
        assert!(message.contains(expected), "{mode}: {message}");
    }
    let Made::Encoder(format) = make(&plugin, Kind::Encoder, "framing not utf-8").made else { panic!() };
    assert_eq!((format.framing().open, format.framing().close), ("", ""));
}
