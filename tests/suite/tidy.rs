//! What a reader of the code can count on: sizes, names, no machine in the text, no unsafe where it does not belong.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::root;

/// The files under version control.
fn files() -> Vec<PathBuf> {
    let output = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output().expect("git runs");
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    names
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(|name| root().join(name))
        .filter(|path| path.is_file())
        .collect()
}

fn rust() -> Vec<(PathBuf, String)> {
    let rust = files().into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    rust.map(|path| {
        let text = std::fs::read_to_string(&path).expect("a source file is text");
        (path, text)
    })
    .collect()
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().into_owned()
}

#[test]
fn files_are_short_and_begin_with_what_they_are() {
    let mut wrong = Vec::new();
    for (path, text) in rust() {
        let lines = text.lines().count();
        if lines > 400 {
            wrong.push(format!("{} has {lines} lines, 400 are allowed", name(&path)));
        }
        if !text.starts_with("//!") && !text.starts_with("#![") {
            wrong.push(format!("{} does not begin with a sentence about itself", name(&path)));
        }
        let base = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if ["mod", "util", "utils", "helper", "helpers", "common", "misc"].contains(&base.as_str()) {
            wrong.push(format!("{} has a name that says nothing", name(&path)));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Functions by their braces: good enough for code that rustfmt has laid out.
#[test]
fn functions_are_short() {
    let mut wrong = Vec::new();
    for (path, text) in rust() {
        let mut open: Option<(usize, String)> = None;
        for (number, line) in text.lines().enumerate() {
            let bare = line.trim_start();
            let starts = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn "]
                .iter()
                .any(|word| bare.starts_with(word));
            if open.is_none() && starts && !line.trim_end().ends_with(['}', ';']) {
                open = Some((number, " ".repeat(line.len() - bare.len()) + "}"));
            }
            if let Some((start, end)) = &open
                && line == end
            {
                let length = number - start + 1;
                if length > 60 {
                    wrong.push(format!(
                        "{}:{}: a function of {length} lines, 60 are allowed",
                        name(&path),
                        start + 1
                    ));
                }
                open = None;
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn unsafe_stays_where_it_belongs() {
    let home = ["crates/abi/", "crates/sdk/", "crates/host/", "crates/conformance/", "tests/", "plugins/"];
    let mut wrong = Vec::new();
    for (path, text) in rust() {
        let shown = name(&path);
        if home.iter().any(|home| shown.starts_with(home)) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let found =
                code.contains("unsafe {") || code.contains("unsafe fn") || code.contains("unsafe impl");
            if found {
                wrong.push(format!("{shown}:{}", number + 1));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Component crates and the core do not touch files, clocks, the environment or other processes.
#[test]
fn components_do_no_io() {
    let pure = ["core", "arabic", "model", "readers", "tokenizers", "extractors", "formats"];
    let words = [
        "std::fs",
        "std::net",
        "std::process",
        "std::env",
        "std::time",
        "println!(",
        "eprintln!(",
        "File::open",
    ];
    let mut wrong = Vec::new();
    for (path, text) in rust() {
        let shown = name(&path);
        if !pure.iter().any(|name| shown.starts_with(&format!("crates/{name}/src/")))
            || shown.contains("/tests")
        {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let bare = line.trim_start();
            if !bare.starts_with("//") && words.iter().any(|word| bare.contains(word)) {
                wrong.push(format!("{shown}:{}: {bare}", number + 1));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn nothing_speaks_of_one_machine() {
    // Put together, so that this file does not contain them.
    let words = [["/wo", "rk/"].concat(), ["/ro", "ot/"].concat(), ["/fa", "rm/"].concat()];
    let mut wrong = Vec::new();
    for path in files() {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word.as_str())) {
                wrong.push(format!("{}:{}", name(&path), number + 1));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// What a data file is, where it is from and what it may be used for stands at its head; of trained files, in the
/// page about models.
#[test]
fn data_files_tell_their_origin_and_licence() {
    let models = std::fs::read_to_string(root().join("docs/models.md")).expect("the page about models");
    let mut wrong = Vec::new();
    let mut read = 0;
    for path in files() {
        let shown = name(&path);
        let base = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !shown.starts_with("crates/") {
            continue;
        }
        if shown.contains("/models/") {
            read += 1;
            if !models.contains(&format!("{base}`")) {
                wrong.push(format!("{shown} is not named in docs/models.md"));
            }
            continue;
        }
        let data = (shown.contains("/data/") || shown.contains("/cases/")) && !base.ends_with(".py");
        if !data && !base.ends_with(".tsv") && base != "cases.txt" {
            continue;
        }
        read += 1;
        let text = std::fs::read_to_string(&path).expect("a data file is text");
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
        let head = head.join(" ");
        if !head.contains("Origin: ") || !head.contains("Licence: ") {
            wrong.push(format!("{shown} has no `Origin: ` and `Licence: ` in the comment at its head"));
        }
    }
    assert!(read >= 40, "only {read} data files found");
    assert_eq!(wrong, Vec::<String>::new());
}

/// `crates/arabic` is a plain library: it is of use without the rest.
#[test]
fn what_is_known_about_arabic_needs_no_other_crate_of_ours() {
    let text = std::fs::read_to_string(root().join("crates/arabic/Cargo.toml")).expect("a manifest");
    let manifest: toml::Table = text.parse().expect("a manifest is TOML");
    let mut names = Vec::new();
    for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let table = manifest.get(kind).and_then(toml::Value::as_table);
        names.extend(table.into_iter().flat_map(toml::Table::keys));
    }
    assert!(names.iter().any(|name| *name == "unicode-normalization"), "{names:?}");
    assert!(!names.iter().any(|name| name.starts_with("warraq")), "{names:?}");
}

/// The models of `words.arabic` are small enough to be compiled in.
#[test]
fn the_models_of_words_stay_below_ten_megabytes() {
    let sizes: Vec<u64> = files()
        .iter()
        .filter(|path| name(path).starts_with("crates/tokenizers/models/words."))
        .map(|path| path.metadata().expect("a model").len())
        .collect();
    assert!(sizes.len() >= 4, "only {} models of words found", sizes.len());
    assert!(sizes.iter().sum::<u64>() < 10_000_000, "{sizes:?} bytes");
}
