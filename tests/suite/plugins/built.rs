//! Plugins that tests build: with cargo into one shared directory, and with the system's C compiler.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::{self, Ended, root};

/// Where what cargo builds of plugins is shared by all tests.
pub fn target() -> PathBuf {
    program::path().parent().and_then(Path::parent).expect("target").join("plugins")
}

/// Runs cargo in a folder of the repository, with its lock file as it is.
pub fn cargo(folder: &str, command: &str) -> Ended {
    let output = Command::new(env!("CARGO"))
        .args([command, "--locked", "--target-dir"])
        .arg(target())
        .current_dir(root().join(folder))
        .env_remove("CARGO_TARGET_DIR")
        .output();
    let ended = Ended::from(output.expect("cargo runs"));
    assert_eq!(ended.status, 0, "cargo {command} in {folder}: {}", ended.stderr);
    assert!(!ended.stderr.contains("warning"), "cargo {command} in {folder}: {}", ended.stderr);
    ended
}

/// Builds a plugin of the repository with cargo and gives its library.
pub fn rust(folder: &str, library: &str) -> PathBuf {
    cargo(folder, "build");
    target().join(format!("debug/lib{library}.so"))
}

/// Compiles a C source of the repository into a directory, without a warning.
pub fn c(place: &Path, name: &str, source: &str, include: &str) -> PathBuf {
    let library = place.join(format!("lib{name}.so"));
    let output = Command::new("cc")
        .args(["-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared", "-I"])
        .arg(root().join(include))
        .arg(root().join(source))
        .arg("-o")
        .arg(&library)
        .output()
        .expect("a C compiler");
    assert!(output.status.success(), "{source}: {}", String::from_utf8_lossy(&output.stderr));
    library
}

/// The C template as `libhello.so` in a directory.
pub fn hello_c(place: &Path) -> PathBuf {
    c(place, "hello", "plugins/hello-c/hello_c.c", "crates/abi/include")
}
