//! Notes the target and the compiler for the manifests of plugins.

use std::process::Command;

fn main() {
    let target = std::env::var("TARGET").unwrap_or_default();
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    println!("cargo:rustc-env=WARRAQ_TARGET={target}");
    println!("cargo:rustc-env=WARRAQ_COMPILER={}", version.unwrap_or_default());
    println!("cargo:rerun-if-changed=build.rs");
}
