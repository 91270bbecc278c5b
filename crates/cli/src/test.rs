//! `warraq test`: runs the tests of a pipeline, and shows what was expected and what was found.

use std::fmt::Write as _;
use std::io::{stderr, stdout};

use anyhow::Result;
use serde_json::{Value, json};
use warraq::Report;
use warraq::expect::{Failure, Tested, test};
use warraq_core::suggest::suggest;

use crate::args::{self, Cli};
use crate::commands::{Ended, WRONG, overrides, plan, source, write};
use crate::markup::markup;
use crate::style::{Style, printable};

const EXAMPLE: &str = "[[test]]\nname = \"a weekday is a date\"\ntext = \"وصل الوفد يوم الاثنين.\"\n\
    fields = { published = \"2025-02-04\" }\n\
    expect.time = [{ text = \"يوم الاثنين\", value = \"2025-02-03\" }]\n";

/// Runs the tests.
pub fn run(cli: &Cli, arguments: &args::Test) -> Result<Ended> {
    let named = arguments.file.as_deref().or(arguments.pipeline.pipeline.as_deref());
    let source = source(named);
    let Some(planned) = plan(cli, &source, &overrides(&arguments.pipeline)) else {
        return Ok(Ended::Status(WRONG));
    };
    let style = Style::new(cli.color, &stderr());
    let tests = &planned.config.tests;
    if tests.is_empty() {
        eprintln!(
            "{} the pipeline {} has no tests; one looks like this:\n\n{EXAMPLE}",
            style.error("error:"),
            planned.config.name
        );
        return Ok(Ended::Status(WRONG));
    }
    let words = arguments.only.as_deref().unwrap_or_default();
    let chosen: Vec<_> = tests.iter().filter(|test| test.name.text.contains(words)).collect();
    if chosen.is_empty() {
        let near = suggest(words, tests.iter().map(|test| test.name.text.as_str()));
        let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        eprintln!("{} no test has \"{words}\" in its name{near}", style.error("error:"));
        return Ok(Ended::Status(WRONG));
    }
    let results: Vec<Tested> = chosen.into_iter().map(|one| test(&planned.plan, one)).collect();
    if let Some(path) = &arguments.junit {
        write(path, &junit(&planned.config.name, &results, &planned.report))?;
    }
    let text = match arguments.json {
        true => format!("{:#}\n", as_json(&results, &planned.report)),
        false => as_text(&results, &planned.report, Style::new(cli.color, &stdout())),
    };
    print!("{text}");
    Ok(Ended::Status(u8::from(!results.iter().all(Tested::passed))))
}

fn as_text(results: &[Tested], report: &Report, style: Style) -> String {
    let mut out = String::new();
    for result in results {
        let verdict = if result.passed() { style.good("ok    ") } else { style.error("FAILED") };
        let _ = writeln!(out, "{verdict} {}", printable(&result.name));
        for failure in &result.failures {
            one(failure, report, style, &mut out);
        }
    }
    let failed = results.iter().filter(|result| !result.passed()).count();
    let passed = results.len() - failed;
    let failed = match failed {
        0 => String::new(),
        failed => format!(", {}", style.error(&format!("{failed} failed"))),
    };
    let _ = writeln!(out, "{passed} passed{failed}");
    out
}

fn one(failure: &Failure, report: &Report, style: Style, out: &mut String) {
    let layer = failure.layer.as_ref().map(|layer| format!("{}: ", style.name(layer))).unwrap_or_default();
    let _ = writeln!(
        out,
        "  {layer}{}  {}",
        printable(&failure.message),
        style.dim(&format!("({})", at(failure, report)))
    );
    if let Some(expected) = &failure.expected {
        let _ = writeln!(out, "    expected {}", legible(expected));
    }
    if let Some(row) = &failure.found {
        let keys = telling(failure);
        let _ = writeln!(out, "    found    {}", legible(&row.describe(&keys)));
        let (before, behind) = &row.around;
        let place = format!("at {}..{}:", row.span.start, row.span.end);
        let context = printable(&format!("{before}⟦{}⟧{behind}", row.text));
        let _ = writeln!(out, "    {} {}", style.dim(&place), context);
    }
    if let Some(help) = &failure.help {
        let _ = writeln!(out, "    {} {}", style.good("help:"), legible(help));
    }
}

/// Text on one line in which each quotation stands between isolates, so that a terminal keeps the order of the parts.
fn legible(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, quotation, open, close)) = next_quotation(rest) {
        out.push_str(&plain(before));
        out.push_str(open);
        out.push_str(&printable(quotation));
        out.push_str(close);
        rest = rest.get(before.len() + open.len() + quotation.len() + close.len()..).unwrap_or_default();
    }
    out + &plain(rest)
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// What stands before the next quotation, the quotation, and its quotes.
fn next_quotation(text: &str) -> Option<(&str, &str, &'static str, &'static str)> {
    let quotes = [("«", "»"), ("\"", "\"")];
    let (at, (open, close)) =
        quotes.into_iter().filter_map(|pair| Some((text.find(pair.0)?, pair))).min_by_key(|(at, _)| *at)?;
    let (before, inside) = (text.get(..at)?, text.get(at + open.len()..)?);
    Some((before, inside.get(..inside.find(close)?)?, open, close))
}

/// The columns that a message names.
fn telling(failure: &Failure) -> Vec<String> {
    let names = failure.message.strip_prefix("another ").unwrap_or_default();
    names
        .split(", ")
        .filter(|name| !name.is_empty() && *name != "label" && *name != "text")
        .map(str::to_owned)
        .collect()
}

fn at(failure: &Failure, report: &Report) -> String {
    report.sources.describe(failure.place)
}

fn as_json(results: &[Tested], report: &Report) -> Value {
    let failure = |failure: &Failure| {
        let found = failure.found.as_ref().map(|row| {
            let mut found =
                json!({"text": row.text, "start": row.span.start, "end": row.span.end, "label": row.label});
            if let Some(object) = found.as_object_mut() {
                object.extend(row.cells.iter().cloned());
            }
            found
        });
        json!({
            "layer": failure.layer, "message": failure.message, "expected": failure.expected, "found": found,
            "help": failure.help, "place": at(failure, report),
        })
    };
    let tests: Vec<Value> = results
        .iter()
        .map(|result| {
            let failures: Vec<Value> = result.failures.iter().map(failure).collect();
            json!({"name": result.name, "passed": result.passed(), "failures": failures})
        })
        .collect();
    let passed = results.iter().filter(|result| result.passed()).count();
    json!({"passed": passed, "failed": results.len() - passed, "tests": tests})
}

fn junit(pipeline: &str, results: &[Tested], report: &Report) -> String {
    let failed = results.iter().filter(|result| !result.passed()).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let name = markup(pipeline);
    let _ = writeln!(out, "<testsuite name=\"{name}\" tests=\"{}\" failures=\"{failed}\">", results.len());
    for result in results {
        let seconds = result.time.as_secs_f64();
        let _ = write!(
            out,
            "  <testcase classname=\"{name}\" name=\"{}\" time=\"{seconds:.3}\"",
            markup(&result.name)
        );
        if result.passed() {
            out.push_str("/>\n");
            continue;
        }
        let mut text = String::new();
        result.failures.iter().for_each(|failure| one(failure, report, Style::plain(), &mut text));
        let message = result.failures.first().map_or("", |failure| failure.message.as_str());
        let _ = writeln!(
            out,
            ">\n    <failure message=\"{}\">{}</failure>\n  </testcase>",
            markup(message),
            markup(&text)
        );
    }
    out.push_str("</testsuite>\n");
    out
}
