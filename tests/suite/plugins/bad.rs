//! The plugins in `tests/bad-plugins`, compiled once for each set of macros and named in pipelines.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::root;

/// Compiles the bad processor into a directory.
pub fn build(place: &Path, name: &str, macros: &[&str]) -> PathBuf {
    compile(place, "bad.c", name, macros)
}

/// Compiles the bad reader, unpacker and format into a directory.
pub fn build_kinds(place: &Path, name: &str, macros: &[&str]) -> PathBuf {
    compile(place, "kinds.c", name, macros)
}

fn compile(place: &Path, source: &str, name: &str, macros: &[&str]) -> PathBuf {
    let library = place.join(format!("lib{name}.so"));
    let output = Command::new("cc")
        .args(["-std=c11", "-O1", "-fPIC", "-shared", "-w", "-I"])
        .arg(root().join("crates/abi/include"))
        .args(macros)
        .arg(root().join("tests/bad-plugins").join(source))
        .arg("-o")
        .arg(&library)
        .output()
        .expect("a C compiler");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    library
}

/// Writes `warraq.toml` with these plugins and the rest of a pipeline.
pub fn pipeline(place: &Path, plugins: &[(&str, &str)], rest: &str) {
    let plugins = plugins.iter().map(|(name, path)| format!("[plugins.{name}]\npath = \"{path}\"\n\n"));
    let text = format!("version = 1\n\n{}{rest}", plugins.collect::<String>());
    fs::write(place.join("warraq.toml"), text).expect("written");
}
