//! `tokenize.unicode` against Unicode's own test file for word boundaries.

use std::path::Path;
use std::process::Command;

/// The test file as the crate `icu_segmenter` carries it, found through cargo's metadata.
fn word_break_test() -> String {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let version = Command::new("rustc").arg("-vV").output().expect("rustc runs").stdout;
    let version = String::from_utf8(version).expect("text");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host");
    // A build fetches what this machine needs; packages of other systems may never have been fetched.
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let package =
        packages.iter().find(|p| p["name"] == "icu_segmenter").expect("icu_segmenter is a dependency");
    let manifest = package["manifest_path"].as_str().expect("a path");
    let file = Path::new(manifest).with_file_name("tests/testdata/WordBreakTest_17.txt");
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

#[test]
fn all_boundaries_of_the_test_file_are_found() {
    let mut count = 0;
    for line in word_break_test().lines() {
        let case = line.split('#').next().unwrap_or_default().trim();
        if case.is_empty() {
            continue;
        }
        let mut expected = Vec::new();
        for piece in case.trim_matches(['÷', ' ']).split(" ÷ ") {
            let codes =
                piece.split(" × ").map(|code| u32::from_str_radix(code.trim(), 16).expect("a code point"));
            expected.push(codes.map(|code| char::from_u32(code).expect("a character")).collect::<String>());
        }
        let text = expected.concat();
        let found: Vec<_> =
            warraq_tokenizers::unicode::pieces(&text).map(|(_, piece)| piece.to_owned()).collect();
        assert_eq!(found, expected, "{line}");
        count += 1;
    }
    assert!(count > 1000, "{count} cases read");
}
