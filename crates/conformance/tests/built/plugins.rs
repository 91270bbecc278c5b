//! Plugins and programs that tests build: with cargo into one shared directory, and with the system's compilers.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Where tests put what they build.
pub fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// `tests/bad-plugins/rust`, built once.
pub fn rust() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("plugins");
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build
            .args(["build", "--quiet", "--locked", "--target-dir"])
            .arg(&target)
            .current_dir(root().join("tests/bad-plugins/rust"));
        assert!(build.status().unwrap().success());
        let (before, after) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
        target.join(format!("debug/{before}bad_rust{after}"))
    })
}

/// Compiles a source with the system's compiler, without a warning.
#[allow(dead_code)]
pub fn compile(compiler: &str, arguments: &[&str], include: &str, source: &str, to: &str) -> PathBuf {
    // Tests run side by side: what is made appears under its name when it is whole.
    static MADE: AtomicUsize = AtomicUsize::new(0);
    let made = scratch(&format!("{to}.{}.{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed)));
    let to = scratch(to);
    let output = Command::new(compiler)
        .args(["-O1", "-Wall", "-Wextra", "-Werror", "-I"])
        .arg(root().join(include))
        .args(arguments)
        .arg(root().join(source))
        .arg("-o")
        .arg(&made)
        .arg("-ldl")
        .output()
        .unwrap();
    assert!(output.status.success(), "{compiler}: {}", String::from_utf8_lossy(&output.stderr));
    std::fs::rename(made, &to).unwrap();
    to
}
