//! The plugin tutorial, as a newcomer goes through it in an empty folder: its commands are run as they stand on the page,
//! nothing that is made is edited, and its config runs on a sample document.

use std::fs;
use std::process::Command;

use crate::program::{self, Ended, records, root, run_in};

#[cfg(target_os = "linux")]
mod account;
#[cfg(target_os = "linux")]
mod bad;
#[cfg(target_os = "linux")]
mod breaks;
#[cfg(target_os = "linux")]
mod built;
#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod catalogue;
#[cfg(target_os = "linux")]
mod kept;
#[cfg(target_os = "linux")]
mod new;
#[cfg(target_os = "linux")]
mod panics;
#[cfg(target_os = "linux")]
mod same;
#[cfg(target_os = "linux")]
mod tools;

/// The text of the page's blocks of one language.
fn blocks(language: &str) -> Vec<String> {
    let page = fs::read_to_string(root().join("docs/write-a-plugin.md")).expect("the page");
    let open = format!("```{language}\n");
    page.split(&open).skip(1).filter_map(|rest| rest.split("\n```").next()).map(str::to_owned).collect()
}

#[test]
fn the_plugin_tutorial_works_as_it_stands() {
    let place = tempfile::tempdir().expect("a directory");
    let program = program::path().parent().expect("a directory").to_path_buf();
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&paths)));
    let paths = paths.expect("a path");
    let commands = blocks("sh");
    assert_eq!(commands.len(), 2, "a block of commands for Rust and one for C");
    for commands in commands {
        let commands = commands.replace("../warraq", &root().display().to_string());
        let output = Command::new("bash")
            .args(["-ec", &commands])
            .env("PATH", &paths)
            .env_remove("CARGO_TARGET_DIR")
            // What is built for other tests serves here; the library lands where the page says it does.
            .env("CARGO_BUILD_BUILD_DIR", root().join("target/plugins"))
            .current_dir(place.path())
            .output();
        let ended = Ended::from(output.expect("a shell"));
        assert_eq!(ended.status, 0, "{commands}\n{}{}", ended.stdout, ended.stderr);
        assert!(ended.stdout.contains("passed   load"), "{}", ended.stdout);
        assert!(!ended.stdout.contains("failed "), "{}", ended.stdout);
    }
    let config = &blocks("toml")[0];
    fs::write(place.path().join("warraq.toml"), config).expect("written");
    fs::write(place.path().join("text.txt"), "عبر الوفد نهر الأردن في 1990.").expect("written");
    let checked = run_in(place.path(), &["check"]);
    assert_eq!(checked.status, 0, "{}", checked.stderr);
    let sample = root().join("docs/samples/port.txt");
    for (file, layer, expected) in [
        ("text.txt", "topics.find", "نهر"),
        ("text.txt", "digits.find", "1990"),
        (sample.to_str().expect("a path"), "digits.find", "35"),
    ] {
        let ran = run_in(place.path(), &["run", file]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let layers = &records(&ran.stdout)[0]["layers"];
        let rows = layers[layer].as_array().expect("rows");
        assert!(rows.iter().any(|row| row["text"] == expected), "{file}: {layers}");
    }
    let without = run_in(place.path(), &["run", "--no-plugins", "text.txt"]);
    assert_eq!(without.status, 2, "a pipeline that needs a plugin says so: {}", without.stderr);
}

/// The plugin in C that stands on the page: short, without a warning, and right.
#[cfg(target_os = "linux")]
#[test]
fn the_plugin_in_c_on_the_page_works_as_it_stands() {
    let place = tempfile::tempdir().expect("a directory");
    let blocks = blocks("c");
    assert_eq!(blocks.len(), 1);
    let lines = blocks[0].lines().filter(|line| !line.is_empty()).count();
    assert!(lines <= 20, "{lines} lines, the page promises about twenty");
    let source = place.path().join("pieces.c");
    fs::write(&source, format!("{}\n", blocks[0])).expect("written");
    built::c(place.path(), "pieces", source.to_str().expect("a path"), "crates/abi/include");
    let checked = run_in(place.path(), &["plugin", "check", "libpieces.so"]);
    let passed = checked.stdout.lines().filter(|line| line.starts_with("passed ")).count();
    assert_eq!((checked.status, passed), (0, 11), "{}{}", checked.stdout, checked.stderr);
    let config = "version = 1\n\n[plugins.pieces]\npath = \"./libpieces.so\"\n\n[[step]]\nuse = \"pieces.split\"\nshortest = 7\n";
    fs::write(place.path().join("warraq.toml"), config).expect("written");
    // More pieces than go into one table of the short form.
    fs::write(place.path().join("text.txt"), "عبر الوفد نهر الأردن\n".repeat(300)).expect("written");
    let ran = run_in(place.path(), &["run", "text.txt"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let rows = records(&ran.stdout)[0]["layers"]["pieces.piece"].as_array().expect("rows").clone();
    let texts: Vec<&str> = rows.iter().filter_map(|row| row["text"].as_str()).collect();
    assert_eq!(texts, ["الوفد", "الأردن"].repeat(300));
}

/// The templates that are checked in as plugins are what `plugin new` makes, and the header is the one of the ABI.
#[test]
fn the_templates_in_the_repository_are_what_plugin_new_makes() {
    let place = tempfile::tempdir().expect("a directory");
    for (language, name, files) in [
        ("rust", "hello-rust", &["src/lib.rs"][..]),
        ("c", "hello-c", &["hello_c.c", "warraq_plugin.h", "warraq_plugin_easy.h", "Makefile"][..]),
    ] {
        let made = run_in(place.path(), &["plugin", "new", "--lang", language, name]);
        assert_eq!(made.status, 0, "{}", made.stderr);
        for file in files {
            let new = fs::read_to_string(place.path().join(name).join(file)).expect("made");
            let kept = fs::read_to_string(root().join("plugins").join(name).join(file)).expect("kept");
            assert!(new == kept, "plugins/{name}/{file} differs from what plugin new makes");
        }
    }
    for file in ["warraq_plugin.h", "warraq_plugin_easy.h"] {
        let header = fs::read_to_string(root().join("crates/abi/include").join(file)).expect("the header");
        assert_eq!(fs::read_to_string(place.path().join("hello-c").join(file)).ok(), Some(header), "{file}");
    }
}
