//! `warraq plugin`: make, look at, check, list and lock plugins.

use std::io::stdout;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};
use warraq::config::Overrides;
use warraq::native::NativePlugins;
use warraq_conformance::plugin as check;
use warraq_host::new::{Lang, NewKind, NewPlugin};
use warraq_host::{Inspection, Level};

use crate::args::Cli;
use crate::commands::{Ended, source};
use crate::style::{Style, printable};

/// `warraq plugin`.
#[derive(Args, Debug)]
pub struct Plugin {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Make a folder with a plugin that builds and passes its checks as it is.
    New(New),
    /// Show what a plugin says about itself, without running anything of it.
    Inspect(Inspect),
    /// Test a plugin, each test in a process of its own.
    Check(Check),
    /// List the plugins of a pipeline; one that is broken does not hide the others.
    List(OfPipeline),
    /// Write the hashes of a pipeline's plugins into its file.
    Lock(OfPipeline),
}

#[derive(Args, Debug)]
struct New {
    /// The name: a-z, 0-9 and hyphens.
    name: String,
    /// The language.
    #[arg(long, value_enum)]
    lang: LangArg,
    /// What its component is.
    #[arg(long, value_enum, default_value = "processor")]
    kind: KindArg,
    /// Where the SDK is, when it does not come from the registry.
    #[arg(long, value_name = "PATH")]
    sdk_path: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LangArg {
    Rust,
    C,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum KindArg {
    Processor,
    Reader,
    Writer,
}

#[derive(Args, Debug)]
struct Inspect {
    /// The plugin.
    file: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args, Debug)]
struct Check {
    /// The plugin.
    file: PathBuf,
    /// Run the tests whose names contain this.
    #[arg(long, value_name = "TEST")]
    only: Option<String>,
    /// The seed of what is random: the one that is printed repeats a check.
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Run this test in this process.
    #[arg(long, value_name = "TEST", hide = true)]
    child: Option<String>,
}

#[derive(Args, Debug)]
struct OfPipeline {
    /// The pipeline file [default: warraq.toml].
    file: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// The loader of plugins for runs: their log lines go to standard error.
pub fn loader(style: Style) -> NativePlugins {
    NativePlugins::new(move |line| {
        let level = match line.level {
            Level::Error => style.error("error:"),
            Level::Warn => style.warning("warning:"),
            Level::Info => "info:".to_owned(),
            // For authors; a run shows what matters to its user.
            Level::Debug => return,
        };
        let document = match line.document.as_str() {
            "" => String::new(),
            id => format!(", document {}", printable(id)),
        };
        eprintln!("{level} plugin {}{document}: {}", line.plugin, printable(&line.message));
    })
}

/// Runs `warraq plugin`.
///
/// # Errors
/// What was asked for cannot be done; the exit status is 1.
pub fn run(cli: &Cli, plugin: &Plugin) -> Result<Ended> {
    match &plugin.command {
        Command::New(new) => make(new),
        Command::Inspect(inspect) => look(inspect),
        Command::Check(check) => test(cli, check),
        Command::List(of) => list(of),
        Command::Lock(of) => lock(of),
    }
}

fn pretty(value: &Value) -> Result<Ended> {
    Ok(Ended::Printed(format!("{}\n", serde_json::to_string_pretty(value)?)))
}

fn make(new: &New) -> Result<Ended> {
    let asked = NewPlugin {
        lang: match new.lang {
            LangArg::Rust => Lang::Rust,
            LangArg::C => Lang::C,
        },
        kind: match new.kind {
            KindArg::Processor => NewKind::Processor,
            KindArg::Reader => NewKind::Reader,
            KindArg::Writer => NewKind::Writer,
        },
        name: &new.name,
        sdk_path: new.sdk_path.as_deref(),
    };
    let made = asked.write(Path::new(""))?;
    if new.json {
        return pretty(&json!({"folder": made.folder, "files": made.files, "build": made.build,
            "library": made.library, "component": format!("{}.{}", new.name, made.component)}));
    }
    let (folder, library) = (made.folder.display(), made.library.display());
    Ok(Ended::Printed(format!(
        "made {folder}\n\nBuild and check it:\n  (cd {folder} && {})\n  warraq plugin check {library}\n\nUse it in a \
         pipeline:\n  [plugins.{name}]\n  path = \"{library}\"\n\n  {table}\n  use = \"{name}.{}\"\n",
        made.build.join(" "),
        made.component,
        name = new.name,
        table = match new.kind {
            KindArg::Processor => "[[step]]",
            KindArg::Reader => "[[input]]",
            KindArg::Writer => "[[output]]",
        },
    )))
}

fn look(asked: &Inspect) -> Result<Ended> {
    let found = warraq_host::inspect(&asked.file)?;
    if asked.json {
        return pretty(&serde_json::to_value(&found)?);
    }
    Ok(Ended::Printed(describe(&found)))
}

fn describe(found: &Inspection) -> String {
    let Inspection { manifest, .. } = found;
    let abi =
        format!("{}.{} (this warraq speaks {})", manifest.abi.major, manifest.abi.minor, found.host_abi);
    let size = format!("{} bytes", found.size);
    let (needed, exports) = (found.needed.join(", "), found.exports.join(", "));
    let facts = [
        ("plugin", manifest.id.as_str()),
        ("version", &manifest.version),
        ("licence", &manifest.license),
        ("SDK", &manifest.sdk),
        ("compiler", &manifest.compiler),
        ("target", &manifest.target),
        ("panic", &manifest.panic),
        ("ABI", &abi),
        ("size", &size),
        ("sha256", &found.sha256),
        ("needs", &needed),
        ("exports", &exports),
    ];
    let mut text = String::new();
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        text += &format!("{name:10}{}\n", printable(value));
    }
    for component in &manifest.components {
        text += &format!("\n{} {}: {}\n", component.kind, component.name, printable(&component.summary));
        for option in &component.options {
            let default = option.default.as_ref().map_or_else(|| "none".to_owned(), Value::to_string);
            text += &format!("  {} = {default}   {}\n", option.name, printable(option.doc.trim()));
        }
        for example in &component.examples {
            text += &format!("  example: {}\n", printable(&example.title));
        }
    }
    for problem in &found.problems {
        text += &format!("\ncannot be loaded here: {}\n", printable(problem));
    }
    text
}

fn test(cli: &Cli, asked: &Check) -> Result<Ended> {
    if let Some(name) = &asked.child {
        eprintln!("\n{}", check::run_one(&asked.file, name, asked.seed).to_line());
        return Ok(Ended::Status(0));
    }
    warraq_host::inspect(&asked.file)?;
    let program = std::env::current_exe().context("where this program is cannot be found out")?;
    let child = |test: &str, seed: u64| {
        let mut command = std::process::Command::new(&program);
        command.args(["plugin", "check"]).arg(&asked.file).args([
            "--child",
            test,
            "--seed",
            &seed.to_string(),
        ]);
        command
    };
    let rows = check::check(asked.only.as_deref(), asked.seed, &child).map_err(|message| anyhow!(message))?;
    let bad = rows.iter().any(|row| matches!(row.status, check::Status::Failed | check::Status::Crashed));
    if asked.json {
        let rows: Vec<Value> = rows.iter().map(check::Row::to_json).collect();
        println!(
            "{}",
            serde_json::to_string_pretty(&json!({"ok": !bad, "seed": asked.seed, "tests": rows}))?
        );
        return Ok(Ended::Status(u8::from(bad)));
    }
    let style = Style::new(cli.color, &stdout());
    for row in &rows {
        let word = row.status.name();
        let word = if matches!(row.status, check::Status::Failed | check::Status::Crashed) {
            style.error(word)
        } else {
            word.to_owned()
        };
        println!("{word:8} {:18} {}", row.test, printable(&row.detail));
    }
    println!("seed {}", asked.seed);
    Ok(Ended::Status(u8::from(bad)))
}

/// The plugins that a pipeline lists: name, file, hash in the config.
fn listed(of: &OfPipeline) -> Result<(PathBuf, String, Vec<warraq_host::Settings>)> {
    let named = source(of.file.as_deref());
    let warraq::PipelineSource::File(file) = named else {
        bail!("a preset has no plugins; name a pipeline file");
    };
    let text = std::fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
    let environment = |name: &str| std::env::var(name).ok();
    let mut report = warraq::Report::default();
    let source = warraq::PipelineSource::File(file.clone());
    let config = warraq::config::load(&source, &Overrides::default(), &environment, &mut report);
    let Some(config) = config else { bail!("{}", report.to_text(false).trim_end()) };
    let settings = config.plugins.iter().map(|plugin| warraq_host::Settings {
        name: plugin.name.text.clone(),
        path: plugin.resolved.clone(),
        sha256: plugin.sha256.as_ref().map(|hash| hash.text.clone()),
    });
    Ok((file, text, settings.collect()))
}

fn list(of: &OfPipeline) -> Result<Ended> {
    let (_, _, settings) = listed(of)?;
    let mut rows = Vec::new();
    let mut text = String::new();
    for plugin in &settings {
        let found = warraq_host::inspect(&plugin.path);
        let mut problems = match &found {
            Ok(found) => found.problems.clone(),
            Err(error) => error.reasons.clone(),
        };
        if let (Ok(found), Some(wanted)) = (&found, &plugin.sha256)
            && !wanted.eq_ignore_ascii_case(&found.sha256)
        {
            problems.push(format!("its sha256 is {}, the config wants {wanted}", found.sha256));
        }
        let manifest = found.as_ref().ok().map(|found| &found.manifest);
        let names: Vec<String> = manifest.map_or(Vec::new(), |manifest| {
            manifest
                .components
                .iter()
                .map(|component| format!("{}.{}", plugin.name, component.name))
                .collect()
        });
        let version = manifest.map_or("", |manifest| manifest.version.as_str());
        let state =
            if problems.is_empty() { names.join(", ") } else { format!("broken: {}", problems.join("; ")) };
        text += &format!("{} {version}  {}  {}\n", plugin.name, plugin.path.display(), printable(&state));
        rows.push(json!({"name": plugin.name, "path": plugin.path, "version": version, "components": names,
            "locked": plugin.sha256.is_some(), "problems": problems}));
    }
    if of.json { pretty(&json!(rows)) } else { Ok(Ended::Printed(text)) }
}

fn lock(of: &OfPipeline) -> Result<Ended> {
    let (file, text, settings) = listed(of)?;
    let mut hashes = Vec::new();
    for plugin in &settings {
        let found = warraq_host::inspect(&plugin.path)?;
        hashes.push(warraq_host::lock::Hash { name: plugin.name.clone(), sha256: found.sha256 });
    }
    let (locked, missing) = warraq_host::lock::lock(&text, &hashes);
    if !missing.is_empty() {
        bail!("{}: no table [plugins.{}] to write into", file.display(), missing.join("], [plugins."));
    }
    if locked != text {
        std::fs::write(&file, &locked).with_context(|| format!("{}", file.display()))?;
    }
    if of.json {
        let rows = hashes.iter().map(|hash| json!({"name": hash.name, "sha256": hash.sha256}));
        return pretty(&json!({"file": file, "plugins": rows.collect::<Vec<_>>()}));
    }
    let rows = hashes.iter().map(|hash| format!("{} {}\n", hash.sha256, hash.name));
    Ok(Ended::Printed(rows.collect()))
}
