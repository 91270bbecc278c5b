//! Deliberately bad plugins: each failure that the plugin system promises to catch, one test each.
//!
//! `tests/bad-plugins/bad.c` is compiled with different macros; `docs/plugins.md` says which test stands for what.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unsafe_code)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock};

use serde_json::json;
use warraq_conformance::chain::Ready;
use warraq_conformance::{Chain, GivenLayer, rows};
use warraq_core::{Document, Entry, Outcome, Renames};
use warraq_host::{LogLine, Plugin, Settings, inspect, load};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Compiles `bad.c` with these macros.
fn build(name: &str, macros: &[&str]) -> PathBuf {
    compile(&root().join("tests/bad-plugins/bad.c"), name, macros)
}

fn compile(source: &Path, name: &str, flags: &[&str]) -> PathBuf {
    let library = scratch(&format!("lib{name}.so"));
    let output = Command::new("cc")
        .args(["-std=c11", "-O1", "-fPIC", "-shared", "-w", "-I"])
        .arg(root().join("crates/abi/include"))
        .args(flags)
        .arg(source)
        .arg("-o")
        .arg(&library)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    library
}

fn ordinary() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| build("bad", &[]))
}

fn settings(path: &Path) -> Settings {
    Settings { name: "acme".into(), path: path.to_owned(), sha256: None }
}

fn refused(path: &Path) -> String {
    load(&settings(path), |_| {}).expect_err("it should not load").to_string()
}

fn plugin() -> Plugin {
    load(&settings(ordinary()), |_| {}).unwrap()
}

fn entry(plugin: &Plugin) -> Entry {
    plugin.components().remove(0)
}

/// How a document ended, and its rows.
type Ended = (Result<Outcome, String>, Vec<String>);

/// Runs a mode of the bad plugin over documents, in one batch.
fn run(mode: &str, texts: &[&str]) -> Vec<Ended> {
    run_entry(entry(&plugin()), mode, texts)
}

fn run_entry(entry: Entry, mode: &str, texts: &[&str]) -> Vec<Ended> {
    run_on(&mut prepare(entry, mode), texts)
}

fn prepare(entry: Entry, mode: &str) -> Ready {
    let chain = Chain::new().given("token");
    chain.step_of(entry, json!({ "mode": mode }), Renames::default()).ready().unwrap()
}

fn run_on(ready: &mut Ready, texts: &[&str]) -> Vec<Ended> {
    let mut documents: Vec<Document> =
        texts.iter().map(|text| ready.document(text, &[], &[GivenLayer::tokens(text)]).unwrap()).collect();
    let outcomes = ready.outcomes(&mut documents.iter_mut().collect::<Vec<_>>());
    outcomes
        .into_iter()
        .zip(&documents)
        .map(|(outcome, document)| {
            let rows = rows(document, &ready.schema, &ready.symbols, "bad.row");
            (outcome.map_err(|error| error.to_string()), rows)
        })
        .collect()
}

const GOOD: &str = "bad.row «ab» n=1 x=0.5 s=one b t=t p=«ab» r=0";

#[test]
fn inspecting_runs_nothing() {
    let mark = scratch("constructor-ran");
    let _ = std::fs::remove_file(&mark);
    let library = build("ctor", &[&format!("-DCONSTRUCTOR=\"{}\"", mark.display())]);
    let found = inspect(&library).unwrap();
    assert_eq!((found.manifest.id.as_str(), found.problems.len()), ("bad", 0));
    assert!(!mark.exists(), "inspecting ran the constructor");
    load(&settings(&library), |_| {}).unwrap();
    assert!(mark.exists(), "the test's constructor does nothing, so the test could not fail");
}

/// The smallest library of macOS: its header.
fn mach() -> Vec<u8> {
    let words = [0xfeed_facf_u32, 0x0100_0007, 3, 6, 0, 0, 0, 0];
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// The smallest library of Windows: its headers, without a section.
fn pe() -> Vec<u8> {
    let mut bytes = vec![0; 512];
    let mut put = |at: usize, part: &[u8]| bytes[at..at + part.len()].copy_from_slice(part);
    put(0, b"MZ");
    put(0x3c, &64u32.to_le_bytes());
    put(64, b"PE\0\0\x64\x86");
    put(84, &240u16.to_le_bytes()); // the size of the optional header
    put(86, &0x2022u16.to_le_bytes());
    put(88, &0x20bu16.to_le_bytes());
    put(88 + 108, &16u32.to_le_bytes());
    bytes
}

#[test]
fn what_is_no_plugin_is_named_in_one_line() {
    let bytes = std::fs::read(ordinary()).unwrap();
    let mut other = bytes.clone();
    other[18] = 183; // e_machine: AArch64
    let mut system = b"MZ".to_vec();
    system.resize(4096, 0);
    let cases: [(&str, &[u8], &str); 8] = [
        ("empty", b"", "the file is empty"),
        ("text", b"[plugins.acme]\npath = 1\n", "not a shared library: the file begins with «[plugins.acme]"),
        ("truncated", &bytes[..bytes.len() / 2], "truncated"),
        ("architecture", &other, "built for the architecture Aarch64, X86_64 is needed here"),
        ("dos", &system, "not a shared library"),
        ("macos", &mach(), "found a MachO file of another system, Elf is needed here"),
        ("windows", &pe(), "found a Pe file of another system, Elf is needed here"),
        ("header", &bytes[..40], "truncated or damaged"),
    ];
    for (name, bytes, expected) in cases {
        let path = scratch(&format!("{name}.so"));
        std::fs::write(&path, bytes).unwrap();
        let message = refused(&path);
        assert!(message.contains(expected), "{name}: {message}");
        assert!(message.contains(path.to_str().unwrap()) && !message.contains('\n'), "{name}: {message}");
    }
    assert!(refused(&scratch("not-there.so")).contains("cannot be read"));
    assert!(refused(&build("nomanifest", &["-DNO_MANIFEST"])).contains("no section .wrq_manifest"));
    assert!(refused(&build("damaged", &["-DDAMAGED"])).contains("the manifest is not what it should be"));
}

#[test]
fn every_prefix_and_many_flips_of_a_library_are_survived() {
    let bytes = std::fs::read(ordinary()).unwrap();
    for end in (0..bytes.len()).step_by(97) {
        let _ = warraq_host::inspect::inspect_bytes(Path::new("x.so"), &bytes[..end]);
    }
    let mut state = 7u64;
    for _ in 0..3000 {
        let mut copy = bytes.clone();
        for _ in 0..8 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = (state >> 33) as usize % copy.len();
            copy[at] = (state >> 20) as u8;
        }
        let _ = warraq_host::inspect::inspect_bytes(Path::new("x.so"), &copy);
    }
}

#[test]
fn all_mismatches_are_reported_at_once() {
    let abi = "-DABI=\"{\\\"major\\\":1,\\\"minor\\\":9}\"";
    let library = build("versions", &[abi, "-DPANIC=\"abort\"", "-DTARGET=\"riscv64-unknown-none\""]);
    let wrong = Settings { sha256: Some("00".repeat(32)), ..settings(&library) };
    let message = load(&wrong, |_| {}).unwrap_err().to_string();
    for part in [
        "plugin acme",
        "its sha256 is",
        "bad 0.3.0 needs the plugin ABI 1.9, this warraq speaks 1.0: upgrade warraq",
        "panic = \"abort\"",
        "built for riscv64-unknown-none",
    ] {
        assert!(message.contains(part), "«{part}» is missing in {message}");
    }
    let other = refused(&build("major", &["-DABI=\"{\\\"major\\\":2,\\\"minor\\\":0}\""]));
    assert!(other.contains("needs the plugin ABI 2.0"), "{other}");
}

#[test]
fn larger_structs_are_taken_and_shorter_ones_refused() {
    let large = load(&settings(&build("large", &["-DMODULE_SIZE=288", "-DLIFE_SIZE=48"])), |_| {}).unwrap();
    assert_eq!(run_entry(entry(&large), "ok", &["ab"])[0].1, [GOOD]);
    let short = refused(&build("shortmodule", &["-DMODULE_SIZE=16"]));
    assert!(short.contains("smaller than in version 1.0"), "{short}");
    let life = load(&settings(&build("shortlife", &["-DLIFE_SIZE=40"])), |_| {}).unwrap();
    let chain = Chain::new().given("token").step_of(entry(&life), json!({}), Renames::default());
    let message = chain.ready().map(|_| ()).unwrap_err().to_string();
    assert!(message.contains("no working interface"), "{message}");
}

#[test]
fn unknown_ids_are_refused() {
    // The plugin itself asks for extensions that are not there, and fails when it gets one.
    let mut plugin = plugin();
    plugin.manifest.components[0].name = "rowsx".into();
    let signature = entry(&plugin).signature(&Default::default(), Default::default());
    let message = signature.unwrap_err()[0].to_string();
    assert!(message.contains("unknown component"), "{message}");
}

#[test]
fn a_missing_symbol_fails_at_load_with_its_name() {
    let message = refused(&build("missing", &["-DMISSING"]));
    assert!(message.contains("a_function_that_nobody_has"), "{message}");
    let message = refused(&build("noexport", &["-DNO_EXPORT"]));
    assert!(message.contains("does not export warraq_plugin_open_v1"), "{message}");
}

#[test]
fn a_failed_document_leaves_no_rows_and_the_others_stay() {
    let ended = run("rows then fail", &["ab", "ab"]);
    for (outcome, rows) in &ended {
        let message = outcome.as_ref().unwrap_err();
        assert!(message.contains("acme.rows, document test: changed my mind"), "{message}");
        assert!(rows.is_empty(), "{rows:?}");
    }
    let ended = run("fail some", &["ab", "POISON", "ab"]);
    assert!(ended[0].0.is_ok() && ended[2].0.is_ok());
    assert!(ended[1].0.as_ref().unwrap_err().contains("poisoned"));
    assert_eq!((ended[0].1.len(), ended[1].1.len(), ended[2].1.len()), (1, 0, 1));
}

#[test]
fn bad_rows_are_refused_with_row_number_and_snippet() {
    let cases = [
        ("empty", "is empty"),
        ("reversed", "is reversed"),
        ("range", "is out of range"),
        ("nan", "NaN is not a finite number"),
        ("symbol", "is no symbol of this run"),
        ("local", "is no symbol of this run"),
        ("dangling", "row 77 does not exist, the layer has 1"),
        ("bool", "9 is neither 0 nor 1"),
        ("span column", "is out of range"),
        ("not utf-8", "text that is not UTF-8"),
        ("offsets", "offsets that fall, pass the end"),
        ("null column", "null, misaligned"),
        ("unknown type", "a type that this version does not know"),
        ("wrong type", "i64 is allowed"),
        ("length", "values_len does not fit"),
        ("null values", "values are null or misaligned"),
        ("misaligned", "values are null or misaligned"),
        ("short table", "smaller than in version 1.0"),
        ("short column", "smaller than in version 1.0"),
        ("many rows", "at most"),
        ("foreign document", "a result for document 1000000 of a batch of 1"),
        ("runs", "the runs of a view"),
    ];
    for (mode, expected) in cases {
        let (outcome, rows) = run(mode, &["ab"]).remove(0);
        let message = outcome.expect_err(mode);
        assert!(message.contains(expected), "{mode}: {message}");
        assert!(rows.is_empty(), "{mode}: {rows:?}");
    }
    let (outcome, _) = run("inside", &["ورق"]).remove(0);
    let message = outcome.unwrap_err();
    assert!(
        message.contains("row 0") && message.contains("cuts a character at byte 1, in «ورق»"),
        "{message}"
    );
    assert_eq!(run("ok", &["ab"])[0].1, [GOOD]);
}

#[test]
fn only_declared_layers_columns_and_fields_can_be_written() {
    for (mode, expected) in [
        ("foreign layer", "which the signature does not write (it writes bad.row)"),
        ("foreign column", "which has n, x, s, b, t, p, r"),
        ("foreign field", "the field title, which the signature does not set"),
    ] {
        let message = run(mode, &["ab"]).remove(0).0.expect_err(mode);
        assert!(message.contains(expected), "{mode}: {message}");
    }
}

/// A component warns of all that it finds in a document: the layer and the field that its signature reads, no other.
#[test]
fn a_component_sees_only_what_it_declared() {
    let chain = Chain::new().given("sentence").given("token").given("bad.other");
    let chain = chain.step_of(entry(&plugin()), json!({"mode": "look"}), Renames::default());
    let mut ready = chain.ready().unwrap();
    let text = "ab cd";
    let whole = |layer| GivenLayer::new(layer, vec![(warraq_core::Span::new(0, 5), "")]);
    let layers = [whole("sentence"), GivenLayer::tokens(text), whole("bad.other")];
    let mut seen = |fields: &[(&str, &str)], layers: &[GivenLayer]| {
        let mut document = ready.document(text, fields, layers).unwrap();
        ready.outcomes(&mut [&mut document]).remove(0).unwrap();
        assert!(document.fields.get("id").is_some());
        document.warnings
    };
    let fields = [("title", "ab"), ("published", "2020-12-30"), ("author", "cd")];
    assert_eq!(seen(&fields, &layers), ["layer token, 2 rows:", "field published: 2020-12-30"]);
    assert_eq!(seen(&fields[..1], &layers[..1]), [""; 0]);
}

#[test]
fn drops_are_no_errors() {
    let (outcome, _) = run("drop", &["ab"]).remove(0);
    assert_eq!(outcome, Ok(Outcome::Dropped { reason: "boring".into() }));
}

#[test]
fn failures_among_many_documents_add_up() {
    let texts: Vec<&str> = (0..10_000).map(|n| if n % 97 == 5 { "POISON" } else { "ab" }).collect();
    let plugin = plugin();
    for mode in ["fail some", "panic some"] {
        let (mut good, mut bad) = (0, 0);
        for batch in texts.chunks(64) {
            for ((outcome, rows), text) in run_entry(entry(&plugin), mode, batch).into_iter().zip(batch) {
                assert_eq!(outcome.is_err(), *text == "POISON");
                assert_eq!(rows.len(), usize::from(outcome.is_ok()));
                if outcome.is_ok() { good += 1 } else { bad += 1 }
            }
        }
        assert_eq!((good, bad), (texts.len() - 104, 104), "{mode}");
    }
}

#[test]
fn one_broken_plugin_does_not_stop_the_others() {
    let loaded = warraq_host::load_all(&[settings(&scratch("none.so")), settings(ordinary())], |_| {});
    assert!(loaded[0].is_err() && loaded[1].is_ok());
}

#[test]
fn wrong_options_are_named_with_their_path() {
    let table = json!({"size": 12, "mod": "x"}).as_object().cloned().unwrap();
    let errors = entry(&plugin()).signature(&table, Default::default()).unwrap_err();
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "option size: found 12, allowed is an integer from 1 to 9",
            "option mod: unknown option mod; it has mode, size (did you mean mode?)"
        ]
    );
}

#[test]
fn log_lines_arrive_with_plugin_level_and_document() {
    let lines: Arc<Mutex<Vec<LogLine>>> = Arc::default();
    let to = Arc::clone(&lines);
    let plugin = load(&settings(ordinary()), move |line| to.lock().unwrap().push(line.clone())).unwrap();
    run_entry(entry(&plugin), "log", &["ab"]);
    let lines = lines.lock().unwrap();
    let expected = LogLine {
        plugin: "acme".into(),
        level: warraq_host::Level::Warn,
        document: "test".into(),
        message: "look at this".into(),
    };
    assert_eq!(*lines, [expected]);
}

#[path = "bad_plugins/cpp.rs"]
mod cpp;
#[path = "bad_plugins/extent.rs"]
mod extent;
#[path = "bad_plugins/kinds.rs"]
mod kinds;
#[path = "bad_plugins/life.rs"]
mod life;
#[path = "bad_plugins/trust.rs"]
mod trust;
