//! `warraq new`: a project that runs as it is, with tests that hold.

use std::fs;
use std::io::stderr;
use std::path::Path;

use anyhow::{Context, Result};
use warraq::Registry;

use crate::args::{self, Cli};
use crate::commands::{Ended, WRONG};
use crate::style::{Style, printable};

const PIPELINE: &str = include_str!("../templates/warraq.toml");
const ARTICLES: &str = include_str!("../templates/articles.jsonl");
const README: &str = include_str!("../templates/README.md");

/// Makes the project.
pub fn run(cli: &Cli, arguments: &args::New) -> Result<Ended> {
    let folder = arguments.folder.as_path();
    let shown = folder.display();
    let style = Style::new(cli.color, &stderr());
    let wrong = |message: String| {
        eprintln!("{} {message}", style.error("error:"));
        Ok(Ended::Status(WRONG))
    };
    if folder.is_file() {
        return wrong(format!("{shown} is a file; a project is a folder"));
    }
    let schema = warraq::config::json_schema(&Registry::built_in());
    let name = name(folder);
    let files = [
        ("warraq.toml", PIPELINE.replace("{name}", &quoted(&name))),
        ("documents/articles.jsonl", ARTICLES.to_owned()),
        ("README.md", README.replace("{title}", &name)),
        (".gitignore", "/out/\n".to_owned()),
        ("warraq.schema.json", format!("{schema:#}\n")),
    ];
    if let Some((file, _)) = files.iter().find(|(file, _)| folder.join(file).exists()) {
        return wrong(format!("{shown} has a {file} already; nothing was written"));
    }
    for (file, text) in &files {
        let path = folder.join(file);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        }
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let list: String = files.iter().map(|(file, _)| format!("  {}\n", style.name(file))).collect();
    let enter = if folder == Path::new(".") { String::new() } else { format!("cd {shown} && ") };
    eprint!(
        "made {}\n{list}next: {}\n",
        printable(&shown.to_string()),
        style.heading(&format!("{enter}warraq test && warraq run"))
    );
    Ok(Ended::Status(0))
}

/// The pipeline's name: that of the folder.
fn name(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().or(folder.file_name());
    name.map_or_else(|| "pipeline".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => format!("\\u{:04x}", c as u32),
            c => c.to_string(),
        })
        .collect();
    format!("\"{}\"", escaped.replace("${", "$${"))
}
