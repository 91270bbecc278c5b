//! C++ plugins: what they throw becomes an error, through `warraq_plugin.hpp`.

use super::*;

/// Compiles `throws.cpp`.
fn throws() -> Plugin {
    let library = scratch("libthrows.so");
    let output = Command::new("c++")
        .args(["-std=c++17", "-O1", "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared", "-I"])
        .arg(root().join("crates/abi/include"))
        .arg(root().join("tests/bad-plugins/throws.cpp"))
        .arg("-o")
        .arg(&library)
        .output()
        .expect("a C++ compiler, c++");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    load(&settings(&library), |_| {}).unwrap()
}

#[test]
fn a_cpp_exception_becomes_an_error() {
    let plugin = throws();
    let mut ready = Chain::new().step_of(entry(&plugin), json!({}), Renames::default()).ready().unwrap();
    let texts = ["ab", "std", "int", "memory", "cd"];
    let mut documents: Vec<Document> =
        texts.iter().map(|text| ready.document(text, &[], &[]).unwrap()).collect();
    let outcomes = ready.outcomes(&mut documents.iter_mut().collect::<Vec<_>>());
    let row = |document: &Document| rows(document, &ready.schema, &ready.symbols, "throws.row");
    let expected = [None, Some("thrown on std"), Some("no std::exception"), Some("memory ran out"), None];
    for ((outcome, document), expected) in outcomes.iter().zip(&documents).zip(expected) {
        match (outcome, expected) {
            (Ok(_), None) => assert_eq!(row(document).len(), 1),
            (Err(error), Some(expected)) => {
                let error = error.to_string();
                assert!(error.contains("acme.words, document test: "), "{error}");
                assert!(error.contains(expected), "{error}");
                assert!(row(document).is_empty(), "rows of a document that threw stay");
            }
            other => panic!("{other:?} on {}", document.text()),
        }
    }
    let refused = Chain::new().step_of(entry(&plugin), json!({"refuse": true}), Renames::default()).ready();
    assert_eq!(refused.map(|_| ()).unwrap_err().to_string(), "the option says no");
}
