//! `plugin check` finds what plugins must not do. Not under the test harness: the processes that it starts are this
//! program again, and what a harness prints would count as the plugin's output.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

use std::path::{Path, PathBuf};
use std::process::Command;

use warraq_conformance::plugin::{Row, Status, check, run_one};

#[path = "built/plugins.rs"]
#[allow(dead_code)]
mod built;

fn main() {
    if let Some(file) = std::env::var_os("WARRAQ_CHECK_FILE") {
        let test = std::env::var("WARRAQ_CHECK_TEST").unwrap();
        eprintln!("{}", run_one(Path::new(&file), &test, 1).to_line());
        return;
    }
    if cfg!(target_os = "linux") {
        check_passes_an_ordinary_plugin();
        check_finds_what_plugins_must_not_do();
        check_tests_every_kind();
        check_says_what_it_skips();
    }
    println!("plugin check: ok");
}

fn checked(file: &Path, only: Option<&str>) -> Vec<Row> {
    let child = |test: &str, _: u64| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.env("WARRAQ_CHECK_FILE", file).env("WARRAQ_CHECK_TEST", test);
        command
    };
    check(only, 1, &child).unwrap()
}

/// `bad.c` with another mode as its default.
fn build(mode: &str) -> PathBuf {
    build_with(mode, &[])
}

fn build_with(mode: &str, macros: &[&str]) -> PathBuf {
    let source = std::fs::read_to_string(built::root().join("tests/bad-plugins/bad.c")).unwrap();
    let source = source.replace("c->mode, \"ok\");", &format!("c->mode, \"{mode}\");"));
    let name = format!("check-{}{}", mode.replace(' ', "-"), macros.concat());
    let file = built::scratch(&format!("{name}.c"));
    std::fs::write(&file, source).unwrap();
    compile(&file, &name, macros)
}

/// `kinds.c` with a mode as the default of one of its components.
fn build_kind(component: &str, mode: &str) -> PathBuf {
    let name = format!("check-{component}-{}", mode.replace(' ', "-"));
    compile(&built::root().join("tests/bad-plugins/kinds.c"), &name, &[&format!("-D{component}=\"{mode}\"")])
}

fn compile(source: &Path, name: &str, macros: &[&str]) -> PathBuf {
    let library = built::scratch(&format!("lib{name}.so"));
    let mut cc = Command::new("cc");
    cc.args(["-std=c11", "-O1", "-fPIC", "-shared", "-w", "-I"])
        .arg(built::root().join("crates/abi/include"))
        .arg("-I")
        .arg(built::root().join("tests/bad-plugins"))
        .args(macros)
        .arg(source)
        .arg("-o")
        .arg(&library);
    assert!(cc.status().unwrap().success());
    library
}

fn check_passes_an_ordinary_plugin() {
    let rows = checked(&build("ok"), None);
    assert!(rows.iter().all(|row| row.status == Status::Passed), "{rows:#?}");
    let speed = rows.iter().find(|row| row.test == "performance").unwrap();
    // `….rows: 0.03 ns a byte, 812 ns a row`
    let (byte, row) = speed.detail.split_once("rows: ").unwrap().1.split_once(", ").unwrap();
    let number = |part: &str, unit: &str| part.strip_suffix(unit).unwrap().parse::<f64>().unwrap();
    assert!(number(byte, " ns a byte") >= 0.0 && number(row, " ns a row") > 0.0, "{speed:?}");
}

/// What a test is not about is said, and is no failure.
fn check_says_what_it_skips() {
    let source = built::root().join("tests/bad-plugins/kinds.c");
    let rows = checked(&compile(&source, "check-only-parts", &["-DONLY_PARTS"]), Some("input untouched"));
    assert_eq!((rows.len(), rows[0].status), (1, Status::Skipped), "{rows:?}");
    assert_eq!(rows[0].detail, "a stream is read into the plugin's own memory");
}

/// A plugin with a processor, a reader, an unpacker and a format: each test is about all of them, each fault is injected.
fn check_tests_every_kind() {
    let library = built::compile(
        "cc",
        &["-std=c11", "-fPIC", "-shared"],
        "tests/abi-1.0",
        "tests/abi-1.0/plugin.c",
        "libcheck-kinds.so",
    );
    for row in checked(&library, None) {
        // It has no examples, which is what this test is there to say.
        let expected = if row.test == "examples" { Status::Failed } else { Status::Passed };
        assert_eq!(row.status, expected, "{row:?}");
        let parts: &[&str] = match row.test.as_str() {
            "contract" => &["31 texts", "35 texts", "items"],
            "faults" => &["calls refused"],
            "performance" => &["lengths", "halves", "blocks", "starts"],
            _ => &[],
        };
        assert!(parts.iter().all(|part| row.detail.contains(part)), "{row:?}");
    }
}

fn check_finds_what_plugins_must_not_do() {
    for (mode, test, status, word) in [
        ("write", "input untouched", Status::Crashed, "signal"),
        ("crash", "contract", Status::Crashed, "signal"),
        ("random", "determinism", Status::Failed, "other rows"),
        ("chdir", "surroundings", Status::Failed, "the working directory"),
        ("umask", "surroundings", Status::Failed, "changed Umask (was 0"),
        ("setenv", "surroundings", Status::Failed, "changed the environment"),
        (
            "locale",
            "surroundings",
            Status::Failed,
            "changed the locale (was C, is LC_CTYPE=C;LC_NUMERIC=C.UTF-8",
        ),
        ("signal", "surroundings", Status::Failed, "changed what happens on SIGUSR1"),
        ("handler", "surroundings", Status::Failed, "changed what happens on SIGSEGV"),
        ("ignore", "surroundings", Status::Failed, "changed what happens on SIGTERM"),
        ("block", "surroundings", Status::Failed, "changed SigBlk"),
        ("stdout", "examples", Status::Failed, "wrote to standard output"),
        ("range", "contract", Status::Failed, "out of range"),
        ("leak", "lifecycle", Status::Failed, "files"),
        ("sulk", "faults", Status::Failed, "other results"),
    ] {
        let rows = checked(&build(mode), Some(test));
        assert_eq!(rows[0].status, status, "{mode}: {rows:?}");
        assert!(rows[0].detail.contains(word), "{mode}: {rows:?}");
    }
    for (component, mode, test, status, word) in [
        ("PAGES", "ok", "input untouched", Status::Passed, ""),
        ("LINES", "ok", "input untouched", Status::Passed, ""),
        ("PAGES", "write", "input untouched", Status::Crashed, "signal"),
        ("LINES", "write", "input untouched", Status::Crashed, "signal"),
        ("PAGES", "range", "contract", Status::Failed, "is out of range"),
        ("PAGES", "document then panic", "contract", Status::Failed, "panicked at kinds.c"),
        ("PARTS", "fail", "examples", Status::Failed, "a broken part"),
        ("LINES", "bytes null", "examples", Status::Failed, "the bytes to be written are null"),
    ] {
        let rows = checked(&build_kind(component, mode), Some(test));
        assert_eq!(rows[0].status, status, "{component} {mode}: {rows:?}");
        assert!(rows[0].detail.contains(word), "{component} {mode}: {rows:?}");
    }
    // What a library does when it is loaded, before it is asked for anything.
    let rows = checked(&build_with("ok", &["-DEARLY"]), Some("surroundings"));
    assert_eq!(
        (rows[0].status, rows[0].detail.as_str()),
        (Status::Failed, "changed the locale (was C, is C.UTF-8)")
    );
}
