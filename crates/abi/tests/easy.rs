//! The short form for plugins in C: it compiles without warnings in both languages, and reads options as JSON has them.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::Command;

fn compile(compiler: &str, standard: &str, name: &str, source: &str, more: &[&str]) -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (file, made) = (place.join(name), place.join(format!("{name}.out")));
    std::fs::write(&file, source).unwrap();
    let output = Command::new(compiler)
        .args([standard, "-O1", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("include"))
        .args(more)
        .arg(&file)
        .arg("-o")
        .arg(&made)
        .output()
        .unwrap_or_else(|error| panic!("{compiler} does not run: {error}"));
    assert!(output.status.success(), "{compiler}: {}", String::from_utf8_lossy(&output.stderr));
    made
}

const PLUGIN: &str = r#"
#include "warraq_plugin_easy.h"
static void f(const wrq_easy *self, const wrq_KIND *from, wrq_easy_TO *to) { (void)self; (void)from; (void)to; }
WRQ_EASY_MACRO(f, "a", "1", "MIT", "f", "s", "d", "x", WRQ_EASY_INT("n", "d", -1, -9223372036854775808, 9) "," WRQ_EASY_BOOL("b", "d", true),
  WRQ_EASY_EXAMPLE("t", "n = 1", "\"\n", "x"));
"#;

#[test]
fn the_short_form_compiles_without_warnings() {
    let kinds = [("PROCESSOR", "doc", "rows"), ("READER", "item", "documents"), ("WRITER", "doc", "bytes")];
    for (kind, from, to) in kinds {
        let source = PLUGIN.replace("MACRO", kind).replace("KIND", from).replace("TO", to);
        compile("cc", "-std=c11", &format!("easy-{kind}.c"), &source, &["-fPIC", "-shared"]);
        compile("c++", "-std=c++17", &format!("easy-{kind}.cpp"), &source, &["-fPIC", "-shared"]);
    }
}

#[test]
fn options_are_found_by_name_where_they_are_options() {
    let source = r#"
#include <stdio.h>
#include "warraq_plugin_easy.h"
static void show(const char *json) {
  wrq_easy self = { NULL, 0, wrq_str_of(json, strlen(json)) };
  wrq_str text = wrq_easy_option(&self, "text");
  printf("%lld %d %.*s\n", (long long)wrq_easy_int(&self, "n", 42), wrq_easy_bool(&self, "b", 7), (int)text.len, text.ptr);
}
int main(void) {
  show("{}");
  show("");
  show("{\"n\":-12,\"b\":true}");
  show("{\"b\":false,\"n\":9007199254740993}");
  show("{\"text\":\"\\\"n\\\":1,\\\\\",\"n\":2}");
  show("{\"other\":{\"n\":1,\"b\":true},\"list\":[{\"n\":3},\"n\",[4]],\"b\":false}");
  show("{\"name\":\"n\",\"text\":\"b: {\",\"b\":true,\"nn\":5}");
  show("{ \"n\": 6, \"b\": true }");
  show("{\"n\":-9223372036854775808}");
  show("{\"n\":9223372036854775807}");
  return 0;
}
"#;
    // What C leaves undefined ends the program.
    let checked = ["-fsanitize=undefined", "-fsanitize-undefined-trap-on-error"];
    let program = compile("cc", "-std=c11", "easy-options.c", source, &checked);
    let printed = Command::new(program).output().unwrap();
    assert!(printed.status.success(), "{:?}", printed.status);
    let lines = String::from_utf8(printed.stdout).unwrap();
    let expected = [
        "42 7 ",
        "42 7 ",
        "-12 1 ",
        "9007199254740993 0 ",
        r#"2 7 "\"n\":1,\\""#,
        "42 0 ",
        r#"42 1 "b: {""#,
        "6 1 ",
        "-9223372036854775808 7 ",
        "9223372036854775807 7 ",
    ];
    assert_eq!(lines.lines().collect::<Vec<_>>(), expected);
}
