//! The program `warraq`, built once and run like a user runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace")
}

/// The path of the program, which is built on first use.
pub fn path() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let exe = std::env::current_exe().expect("a test has a path");
        let profile = exe.parent().and_then(Path::parent).expect("tests lie in target/PROFILE/deps");
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--package", "warraq-cli"]).current_dir(root());
        if profile.ends_with("release") {
            build.arg("--release");
        }
        if let Some(target) = profile.parent() {
            build.arg("--target-dir").arg(target);
        }
        assert!(build.status().expect("cargo runs").success(), "the program does not build");
        profile.join(format!("warraq{}", std::env::consts::EXE_SUFFIX))
    })
}

/// How a run of the program ended.
pub struct Ended {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// The exit status.
    pub status: i32,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            status: output.status.code().unwrap_or(-1),
        }
    }
}

/// Runs the program in a directory.
pub fn run_in(directory: &Path, arguments: &[&str]) -> Ended {
    let output = Command::new(path()).args(arguments).current_dir(directory).stdin(Stdio::null()).output();
    output.expect("the program runs").into()
}

/// Runs the program in the root of the repository.
pub fn run(arguments: &[&str]) -> Ended {
    run_in(root(), arguments)
}

/// The records of an output in JSON lines.
pub fn records(jsonl: &str) -> Vec<serde_json::Value> {
    jsonl.lines().map(|line| serde_json::from_str(line).expect("a line is a record")).collect()
}
