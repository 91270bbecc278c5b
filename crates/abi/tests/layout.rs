//! The mirror has the header's layout, the header compiles without warnings, and what was released never moves.

#![allow(unsafe_code, clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn include() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("include")
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn compile(compiler: &str, args: &[&str], source: &Path, to: &Path) {
    let output = Command::new(compiler)
        .args(args)
        .arg("-I")
        .arg(include())
        .arg(source)
        .arg("-o")
        .arg(to)
        .output()
        .unwrap_or_else(|error| panic!("{compiler} does not run: {error}"));
    assert!(output.status.success(), "{compiler}: {}", String::from_utf8_lossy(&output.stderr));
}

/// One line for a struct and one for each field, as the mirror sees them.
fn mirror() -> String {
    let mut lines = String::new();
    for layout in warraq_abi::LAYOUT {
        lines += &format!("{} size {} align {}\n", layout.name, layout.size, layout.align);
        for (field, offset) in layout.fields {
            lines += &format!("{}.{} {offset}\n", layout.name, field.trim_start_matches("r#"));
        }
    }
    lines
}

#[test]
fn header_and_mirror_agree() {
    let mut source = String::from(
        "#include <stdio.h>\n#include <stdalign.h>\n#include \"warraq_plugin.h\"\nint main(void) {\n",
    );
    for layout in warraq_abi::LAYOUT {
        let name = layout.name;
        source += &format!("printf(\"{name} size %zu align %zu\\n\", sizeof({name}), alignof({name}));\n");
        for (field, _) in layout.fields {
            let field = field.trim_start_matches("r#");
            source += &format!("printf(\"{name}.{field} %zu\\n\", offsetof({name}, {field}));\n");
        }
    }
    source += "return 0;\n}\n";
    let (file, program) = (scratch("layout.c"), scratch("layout"));
    std::fs::write(&file, source).unwrap();
    compile("cc", &["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"], &file, &program);
    let output = Command::new(&program).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), mirror());
}

/// The structs of the header with their fields, in order, read from its text.
fn declared() -> BTreeMap<String, Vec<String>> {
    let code: String = warraq_abi::HEADER
        .split("/*")
        .enumerate()
        .map(|(n, part)| if n == 0 { part } else { part.split_once("*/").unwrap().1 })
        .collect();
    // Macros are the author's: what one expands to is no struct of the contract.
    let code = code.replace("\\\n", " ");
    let kept = code.lines().filter(|line| !line.starts_with('#'));
    let code: String = kept.flat_map(|line| [line, "\n"]).collect();
    let word = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    let mut structs = BTreeMap::new();
    for (at, _) in code.match_indices("struct ") {
        let rest = &code[at + "struct ".len()..];
        let (before, rest) = rest.split_at(rest.find(['{', ';', ')', ',']).unwrap());
        let Some(rest) = rest.strip_prefix('{') else { continue };
        let (body, after) = rest.split_once('}').unwrap();
        let name = if before.trim().is_empty() { after.split(';').next().unwrap() } else { before };
        let fields = body.split(';').map(str::trim).filter(|field| !field.is_empty()).flat_map(|field| {
            if let Some((_, function)) = field.split_once("(*") {
                return vec![function.split(word).next().unwrap().to_owned()];
            }
            let last = |part: &str| {
                let part = part.split('[').next().unwrap().trim_end();
                part.rsplit(word).next().unwrap().to_owned()
            };
            field.split(',').map(last).collect()
        });
        structs.insert(name.trim().to_owned(), fields.collect());
    }
    structs
}

#[test]
fn the_mirror_has_every_struct_and_field_of_the_header() {
    let field = |(field, _): &(&str, usize)| field.trim_start_matches("r#").to_owned();
    let mirror: BTreeMap<String, Vec<String>> = warraq_abi::LAYOUT
        .iter()
        .map(|layout| (layout.name.to_owned(), layout.fields.iter().map(field).collect()))
        .collect();
    assert_eq!(declared(), mirror);
}

#[test]
fn header_compiles_without_warnings() {
    let file = scratch("empty.cpp");
    std::fs::write(&file, "#include \"warraq_plugin.hpp\"\nint main() { return 0; }\n").unwrap();
    let strict = ["-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];
    compile("c++", &strict, &file, &scratch("empty_cpp"));
    let file = scratch("empty.c");
    std::fs::write(&file, "#include \"warraq_plugin.h\"\nint main(void) { return 0; }\n").unwrap();
    compile("cc", &["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"], &file, &scratch("empty_c"));
}

/// `layout-1.N.txt` is written once, when minor N is released, and never changed: every later layout starts with it.
/// To add fields: raise `MINOR` here and in the header, add a line to `CHANGELOG.md`, and write the new file with
/// `WARRAQ_BLESS=1`.
#[test]
fn a_layout_change_needs_a_minor_and_a_changelog_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts");
    let current = folder.join(format!("layout-{}.{}.txt", warraq_abi::MAJOR, warraq_abi::MINOR));
    if std::env::var_os("WARRAQ_BLESS").is_some() && !current.exists() {
        std::fs::write(&current, mirror()).unwrap();
    }
    let kept = std::fs::read_to_string(&current).expect("a layout file for this minor");
    assert_eq!(kept, mirror(), "the layout changed: this needs a new minor, see above");
    let changelog =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("CHANGELOG.md")).unwrap();
    for minor in 0..=warraq_abi::MINOR {
        assert!(changelog.contains(&format!("## {}.{minor}\n", warraq_abi::MAJOR)), "no section for {minor}");
        let old = std::fs::read_to_string(folder.join(format!("layout-1.{minor}.txt"))).unwrap();
        for line in old.lines().filter(|line| line.contains('.')) {
            assert!(
                kept.lines().any(|now| now == line),
                "1.{minor} has «{line}», 1.{} not",
                warraq_abi::MINOR
            );
        }
    }
    let header = format!("#define WRQ_ABI_MINOR {}u", warraq_abi::MINOR);
    assert!(warraq_abi::HEADER.contains(&header), "the header and the mirror state different minors");
}

#[test]
fn shorter_structs_are_read_no_further_than_they_reach() {
    #[repr(C)]
    struct Short {
        module: [u64; 4],
    }
    let mut short = Short { module: [0; 4] };
    short.module[0] = 31;
    // SAFETY: the pointer is aligned and at least as long as the size states.
    let read = unsafe {
        warraq_abi::read_sized::<warraq_abi::Module>((&raw const short).cast(), warraq_abi::least::MODULE)
    };
    assert!(read.is_none(), "31 bytes are less than version 1.0 has");
    // A writer of 1.0 that ends before a field that a later minor may add: the field reads as absent.
    let mut writer = [0u64; 6];
    writer[0] = 40;
    writer[5] = u64::MAX;
    // SAFETY: as above.
    let read = unsafe { warraq_abi::read_sized::<warraq_abi::Writer>(writer.as_ptr().cast(), 40) };
    assert!(read.unwrap().describe.is_none(), "a field behind the size was read");
}
