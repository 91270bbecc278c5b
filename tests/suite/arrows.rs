//! The dependency arrows of the workspace: nothing depends on what it must not know.

use std::collections::BTreeMap;
use std::process::Command;

use crate::program::root;

/// What each crate may depend on, beside crates from outside. `tests` may depend on anything.
const ALLOWED: &[(&str, &[&str])] = &[
    ("warraq-abi", &[]),
    ("warraq-core", &["warraq-abi"]),
    ("warraq-arabic", &[]),
    ("warraq-model", &[]),
    ("warraq-readers", &["warraq-core", "warraq-arabic"]),
    ("warraq-formats", &["warraq-core", "warraq-arabic"]),
    ("warraq-tokenizers", &["warraq-core", "warraq-arabic", "warraq-model"]),
    ("warraq-extractors", &["warraq-core", "warraq-arabic", "warraq-model"]),
    ("warraq-sdk", &["warraq-core", "warraq-abi"]),
    ("warraq-host", &["warraq-core", "warraq-abi"]),
    // Its tests compare built-in components with the same ones behind the SDK.
    ("warraq-conformance", &["warraq-core", "warraq-host", "warraq-abi", "warraq-sdk"]),
    (
        "warraq",
        &[
            "warraq-core",
            "warraq-host",
            "warraq-readers",
            "warraq-tokenizers",
            "warraq-extractors",
            "warraq-formats",
        ],
    ),
    (
        "warraq-train",
        &["warraq", "warraq-model", "warraq-arabic", "warraq-tokenizers", "warraq-extractors", "warraq-core"],
    ),
    ("warraq-cli", &["warraq", "warraq-core", "warraq-conformance", "warraq-host"]),
];

#[test]
fn crates_depend_only_on_what_they_may_know() {
    let allowed: BTreeMap<_, _> = ALLOWED.iter().copied().collect();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for package in metadata["packages"].as_array().expect("packages") {
        let name = package["name"].as_str().expect("a name");
        if name == "warraq-tests" {
            continue;
        }
        seen += 1;
        let Some(allowed) = allowed.get(name) else {
            wrong.push(format!("{name} has no line in this test"));
            continue;
        };
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let to = dependency["name"].as_str().expect("a name");
            let dev = dependency["kind"] == "dev";
            // Any crate may use the conformance checks in its tests.
            if !to.starts_with("warraq") || (dev && (to == "warraq-conformance" || to == name)) {
                continue;
            }
            if !allowed.contains(&to) {
                wrong.push(format!("{name} -> {to}"));
            }
        }
    }
    assert!(seen >= 10, "only {seen} crates found");
    assert_eq!(wrong, Vec::<String>::new());
}
