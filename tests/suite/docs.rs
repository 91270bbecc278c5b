//! What the documentation says is run: configs are checked, commands give the output that stands below them, the
//! tutorial's code is code that is tested here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::{self, Ended, root, run};

/// A fenced block of a page.
struct Block {
    page: String,
    line: usize,
    language: String,
    text: String,
}

fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md")];
    let docs = fs::read_dir(root().join("docs")).expect("docs");
    pages.extend(
        docs.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "md")),
    );
    pages.sort();
    pages
}

fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    for path in pages() {
        let page = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        let text = fs::read_to_string(&path).expect("a page is text");
        let mut open: Option<Block> = None;
        for (number, line) in text.lines().enumerate() {
            match (&mut open, line.strip_prefix("```")) {
                (None, Some(language)) => {
                    let language = language.trim().to_owned();
                    open =
                        Some(Block { page: page.clone(), line: number + 1, language, text: String::new() });
                }
                (Some(_), Some("")) => blocks.extend(open.take()),
                (Some(block), _) => {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
                (None, None) => {}
            }
        }
        assert!(open.is_none(), "{page}: a block is not closed");
    }
    blocks
}

/// A copy of what examples need, so that what they write does not lie in the repository.
fn workplace() -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    for folder in ["docs/samples", "docs/lists"] {
        let copy = directory.path().join(folder);
        fs::create_dir_all(&copy).expect("made");
        for entry in fs::read_dir(root().join(folder)).expect("a folder").flatten() {
            if entry.path().is_file() {
                fs::copy(entry.path(), copy.join(entry.file_name())).expect("copied");
            }
        }
    }
    directory
}

#[test]
fn configs_in_the_docs_are_right() {
    let place = workplace();
    let mut checked = 0;
    for block in blocks().iter().filter(|block| block.language == "toml" && block.page != "docs/reference.md")
    {
        // A config with a plugin needs the plugin: the test of the plugin tutorial builds it and runs the page.
        if block.text.contains("[plugins.") {
            continue;
        }
        assert!(block.text.contains("version = 1"), "{}:{}: a config has a version", block.page, block.line);
        fs::write(place.path().join("doc.toml"), &block.text).expect("written");
        let ended = program::run_in(place.path(), &["check", "doc.toml"]);
        assert_eq!(ended.status, 0, "{}:{}:\n{}", block.page, block.line, ended.stderr);
        checked += 1;
    }
    assert!(checked >= 4, "only {checked} configs");
}

/// In a block of `console`, a line that starts with `$ ` is run, and the lines below it are its output. A line `…` stands
/// for any lines; `…` at the end of a line for any rest of it.
#[test]
fn commands_in_the_docs_give_what_stands_below_them() {
    let place = workplace();
    let mut ran = 0;
    for block in blocks().iter().filter(|block| block.language == "console") {
        let mut rest = block.text.as_str();
        while let Some(command) = rest.strip_prefix("$ ") {
            let (line, below) = command.split_once('\n').unwrap_or((command, ""));
            let end = below.find("\n$ ").map_or(below.len(), |at| at + 1);
            let (expected, after) = if below.starts_with("$ ") { ("", below) } else { below.split_at(end) };
            let ended = shell(place.path(), line);
            let shown = format!("{}{}", ended.stdout, ended.stderr);
            assert!(
                matches(expected.trim_end(), shown.trim_end()),
                "{}:{}: `{line}` gives\n{shown}\nand not\n{expected}",
                block.page,
                block.line
            );
            ran += 1;
            rest = after;
        }
    }
    assert!(ran >= 3, "only {ran} commands");
}

fn shell(directory: &Path, line: &str) -> Ended {
    let program = program::path().parent().expect("a directory");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(program.to_path_buf()).chain(std::env::split_paths(&path));
    let path = std::env::join_paths(paths).expect("a path");
    let output = Command::new("bash").args(["-c", line]).env("PATH", path).current_dir(directory).output();
    output.expect("a shell").into()
}

/// Whether a text is as a pattern of lines says.
fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<&str> = pattern.lines().collect();
    let text: Vec<&str> = text.lines().collect();
    lines_match(&pattern, &text)
}

fn lines_match(pattern: &[&str], text: &[&str]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((&"…", rest)), _) => (0..=text.len()).any(|skip| lines_match(rest, &text[skip..])),
        (Some((line, rest)), Some((found, others))) => {
            let same = match line.strip_suffix('…') {
                Some(start) => found.starts_with(start),
                None => line.trim_end() == found.trim_end(),
            };
            same && lines_match(rest, others)
        }
        _ => false,
    }
}

#[test]
fn the_tutorial_is_the_code_that_is_tested() {
    let code = fs::read_to_string(root().join("tests/suite/tutorial.rs")).expect("the tutorial's code");
    let page = "docs/write-a-component.md";
    let found = blocks().into_iter().find(|block| block.page == page && block.language == "rust");
    assert!(
        found.is_some_and(|block| block.text == code),
        "{page} does not show tests/suite/tutorial.rs as it is"
    );
}

#[test]
fn the_two_commands_of_the_readme_are_those_of_ci() {
    let ci = fs::read_to_string(root().join(".ci/run")).expect(".ci/run");
    let readme: Vec<Block> =
        blocks().into_iter().filter(|b| b.page == "README.md" && b.language == "sh").collect();
    let commands: Vec<&str> = readme.iter().take(2).flat_map(|block| block.text.lines()).collect();
    assert_eq!(commands.len(), 2, "{commands:?}");
    for command in commands {
        assert!(ci.lines().any(|line| line.trim() == command), "`{command}` is not a line of .ci/run");
    }
}

/// Paths that the pages name exist.
#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    for path in pages() {
        let text = fs::read_to_string(&path).expect("a page is text");
        for part in text.split("](").skip(1) {
            let target = part.split([')', '#', ' ']).next().unwrap_or_default();
            let outside = target.is_empty() || target.contains("://");
            if !outside && !path.parent().expect("a directory").join(target).exists() {
                wrong.push(format!("{}: {target}", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_command_has_a_help_text() {
    for command in ["run", "check", "inspect", "explain", "list", "show"] {
        let ended = run(&[command, "--help"]);
        assert_eq!(ended.status, 0);
        assert!(ended.stdout.len() > 200, "{command}: {}", ended.stdout);
    }
}
