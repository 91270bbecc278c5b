//! The commands: each takes its arguments and gives what is printed, or an exit status.

use std::fs::File;
use std::io::{IsTerminal, Read, stderr, stdin, stdout};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use warraq::config::{Overrides, PipelineSource};
use warraq::diagnostics::{Report, explain as explain_code};
use warraq::planner::{Planned, Planner};
use warraq::run::{Account, BROKEN_PIPE, RunError};
use warraq::{Registry, inspect as engine};

use crate::args::{self, Cli, Command, ErrorFormat};
use crate::progress::{Console, summary};
use crate::style::{Style, printable};
use crate::{catalogue, inspect};

/// How a command ended.
pub enum Ended {
    /// With text for standard output and status 0.
    Printed(String),
    /// With this exit status.
    Status(u8),
}

/// The exit status of a wrong config or of wrong arguments.
pub(crate) const WRONG: u8 = 2;

/// Runs a command.
///
/// # Errors
/// What cannot be pointed at in a config; the exit status is 1.
pub fn run(cli: &Cli) -> Result<Ended> {
    let style = Style::new(cli.color, &stdout());
    match &cli.command {
        Command::Run(run) => run_pipeline(cli, run),
        Command::Check(check) => check_pipeline(cli, check),
        Command::Inspect(inspect) => inspect_document(cli, inspect, style),
        Command::Explain(explain) => explain_pipeline(cli, explain),
        Command::List(list) => with_plugins(cli, &list.of, |registry| {
            Ended::Printed(catalogue::list(registry, list.what, style))
        }),
        Command::CompileList(lists) => crate::lists::run(lists),
        Command::Schema => {
            let schema = warraq::config::json_schema(&Registry::built_in());
            Ok(Ended::Printed(format!("{schema:#}\n")))
        }
        Command::New(new) => crate::new::run(cli, new),
        Command::Eval(eval) => crate::eval::run(cli, eval),
        Command::Test(test) => crate::test::run(cli, test),
        Command::Plugin(plugin) => crate::plugin::run(cli, plugin),
        Command::Show(show) => {
            with_plugins(cli, &show.of, |registry| match catalogue::show(registry, &show.name) {
                Ok(page) => Ended::Printed(page),
                Err(error) => {
                    eprintln!("{} {error}", Style::new(cli.color, &stderr()).error("error:"));
                    Ended::Status(WRONG)
                }
            })
        }
    }
}

/// Gives `body` the built-in components and those of a pipeline's plugins. What is wrong with the pipeline is said, and
/// hides nothing that could be loaded.
fn with_plugins(cli: &Cli, of: &args::OfPlugins, body: impl FnOnce(&Registry) -> Ended) -> Result<Ended> {
    let environment = |name: &str| std::env::var(name).ok();
    let plugins = crate::plugin::loader(Style::new(cli.color, &stderr()));
    let mut planner = Planner::new(Registry::built_in()).with_environment(&environment).with_loader(&plugins);
    let overrides = Overrides { no_plugins: of.no_plugins, ..Overrides::default() };
    let (registry, found) = planner.load_plugins(&source(of.pipeline.as_deref()), &overrides);
    if !found.findings().is_empty() {
        report(cli, &found);
    }
    Ok(registry.map_or(Ended::Status(WRONG), body))
}

/// The pipeline that is meant where none is named.
pub fn source(named: Option<&str>) -> PipelineSource {
    match named {
        Some(word) => PipelineSource::from_word(word),
        None if Path::new("warraq.toml").is_file() => PipelineSource::File("warraq.toml".into()),
        None => PipelineSource::Preset("news-ar".into()),
    }
}

pub(crate) fn overrides(pipeline: &args::Pipeline) -> Overrides {
    Overrides {
        fields: pipeline.field.clone(),
        profile: pipeline.profile.clone(),
        set: pipeline.set.clone(),
        no_plugins: pipeline.no_plugins,
        ..Overrides::default()
    }
}

/// Makes a plan, or shows what is wrong.
pub(crate) fn plan(cli: &Cli, source: &PipelineSource, overrides: &Overrides) -> Option<Planned> {
    let environment = |name: &str| std::env::var(name).ok();
    let plugins = crate::plugin::loader(Style::new(cli.color, &stderr()));
    let mut planner = Planner::new(Registry::built_in()).with_environment(&environment).with_loader(&plugins);
    match planner.plan(source, overrides) {
        Ok(planned) => {
            if !planned.report.findings().is_empty() {
                report(cli, &planned.report);
            }
            Some(planned)
        }
        Err(wrong) => {
            report(cli, &wrong);
            None
        }
    }
}

fn report(cli: &Cli, report: &Report) {
    match cli.error_format {
        ErrorFormat::Json => eprintln!("{}", report.to_json()),
        ErrorFormat::Text => {
            let style = Style::new(cli.color, &stderr());
            eprint!("{}", report.to_text(style.is_coloured()));
        }
    }
}

fn run_pipeline(cli: &Cli, run: &args::Run) -> Result<Ended> {
    let overrides = Overrides {
        inputs: run.inputs.clone(),
        output: run.output.clone(),
        format: run.format.clone(),
        threads: run.threads,
        batch: run.batch,
        limit: run.limit,
        offsets: run.offsets.clone(),
        layers: run.layers.clone(),
        ..overrides(&run.pipeline)
    };
    let Some(planned) = plan(cli, &source(run.pipeline.pipeline.as_deref()), &overrides) else {
        return Ok(Ended::Status(WRONG));
    };
    let style = Style::new(cli.color, &stderr());
    if planned.plan.inputs.is_empty() {
        let hint = if stdin().is_terminal() { "" } else { "; `-` reads standard input" };
        eprintln!(
            "{} there is nothing to read: name files or directories, or add an [[input]]{hint}",
            style.error("error:")
        );
        return Ok(Ended::Status(WRONG));
    }
    for path in planned.plan.inputs.iter().flat_map(|input| &input.paths).filter(|path| path.given != "-") {
        if let Err(message) = warraq::run::expand(path) {
            eprintln!("{} {}", style.error("error:"), printable(&message));
            return Ok(Ended::Status(WRONG));
        }
    }
    let mut console = Console::new(run.progress, run.quiet, style);
    let since = Instant::now();
    let (account, result) = warraq::run(&planned.plan, interrupted()?, &mut console);
    console.clear();
    let seconds = since.elapsed().as_secs_f64();
    if let Some(path) = &run.metrics {
        write(path, &metrics(&account, seconds)?)?;
    }
    if let Some(state) = &planned.config.state {
        write(&state.join("run.json"), &metrics(&account, seconds)?)?;
    }
    let status = match result {
        Err(RunError::Failed(message)) if message == BROKEN_PIPE => return Ok(Ended::Status(0)),
        Ok(()) if account.adds_up => 0,
        Ok(()) => 1,
        Err(RunError::TooManyDead(_)) => 3,
        Err(RunError::Interrupted) => 130,
        Err(_) => 1,
    };
    // A single document that went well needs no account on a terminal's screen or in a pipe.
    let alone = status == 0 && account.read == account.written && account.read <= 1;
    if !run.quiet && !alone {
        eprintln!("{}", summary(&account, seconds));
    }
    if let Err(error) = &result {
        eprintln!("{} {}", style.error("error:"), printable(&error.to_string()));
    }
    Ok(Ended::Status(status))
}

/// Set when the user interrupts the run; a second interrupt ends the process at once.
fn interrupted() -> Result<&'static AtomicBool> {
    static FLAG: AtomicBool = AtomicBool::new(false);
    static HANDLER: OnceLock<()> = OnceLock::new();
    if HANDLER.set(()).is_ok() {
        ctrlc::set_handler(|| {
            if FLAG.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        })
        .context("cannot listen for interrupts")?;
    }
    Ok(&FLAG)
}

pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory).with_context(|| format!("cannot make {}", directory.display()))?;
    }
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// The account as JSON, with the time of each step and plugin.
fn metrics(account: &Account, seconds: f64) -> Result<String> {
    let mut value = serde_json::to_value(account)?;
    let times: serde_json::Map<String, serde_json::Value> =
        account.steps.iter().map(|step| (step.id.clone(), step.time.as_secs_f64().into())).collect();
    if let Some(object) = value.as_object_mut() {
        object.insert("seconds".into(), seconds.into());
        object.insert("step_seconds".into(), times.into());
        object.insert("slowest_step".into(), account.slowest().map(|step| step.id.as_str()).into());
        for (name, plugin) in &account.plugins {
            if let Some(shown) = object.get_mut("plugins").and_then(|plugins| plugins.get_mut(name)) {
                shown["seconds"] = plugin.time.as_secs_f64().into();
            }
        }
    }
    Ok(format!("{}\n", serde_json::to_string_pretty(&value)?))
}

fn check_pipeline(cli: &Cli, check: &args::Check) -> Result<Ended> {
    let named = check.file.as_deref().or(check.pipeline.pipeline.as_deref());
    let environment = |name: &str| std::env::var(name).ok();
    let plugins = crate::plugin::loader(Style::new(cli.color, &stderr()));
    let mut planner = Planner::new(Registry::built_in()).with_environment(&environment).with_loader(&plugins);
    let (checked, found) = planner.check(&source(named), &overrides(&check.pipeline));
    let Some(checked) = checked else {
        report(cli, &found);
        return Ok(Ended::Status(WRONG));
    };
    let (steps, outputs) = (checked.steps.len(), checked.outputs.len());
    let layers: Vec<&str> = checked.schema.layers.iter().map(|layer| layer.schema.name.as_str()).collect();
    let text = format!("ok: {steps} steps, {outputs} outputs; layers: {}\n", layers.join(", "));
    drop(checked);
    if !found.findings().is_empty() {
        report(cli, &found);
    }
    Ok(Ended::Printed(text))
}

fn inspect_document(cli: &Cli, arguments: &args::Inspect, style: Style) -> Result<Ended> {
    let overrides = Overrides { inputs: vec![arguments.file.clone()], ..overrides(&arguments.pipeline) };
    let Some(planned) = plan(cli, &source(arguments.pipeline.pipeline.as_deref()), &overrides) else {
        return Ok(Ended::Status(WRONG));
    };
    let Some(input) = planned.plan.inputs.first() else { bail!("there is no input") };
    let stream: Box<dyn Read + Send> = match arguments.file.as_str() {
        "-" => Box::new(stdin()),
        path => Box::new(File::open(path).with_context(|| format!("cannot open {path}"))?),
    };
    match engine::inspect(&planned.plan, input, &arguments.file, stream) {
        Ok(inspected) => Ok(Ended::Printed(inspect::render(&inspected, style))),
        Err(message) => bail!("{message}"),
    }
}

fn explain_pipeline(cli: &Cli, explain: &args::Explain) -> Result<Ended> {
    if let Some(code) = &explain.code {
        return Ok(match explain_code(code) {
            Some(code) => Ended::Printed(format!("{}: {}\n\n{}\n", code.id, code.title, code.text)),
            None => {
                eprintln!(
                    "{} there is no error code {code}",
                    Style::new(cli.color, &stderr()).error("error:")
                );
                Ended::Status(WRONG)
            }
        });
    }
    let source = source(explain.pipeline.pipeline.as_deref());
    let Some(planned) = plan(cli, &source, &overrides(&explain.pipeline)) else {
        return Ok(Ended::Status(WRONG));
    };
    let explanation = planned.explanation;
    Ok(Ended::Printed(if explain.toml { explanation.toml } else { explanation.to_text() }))
}
