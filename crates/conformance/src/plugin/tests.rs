//! The tests of `plugin check`, over every component of a plugin.

use serde_json::{Value, json};
use warraq_core::signature::Context;
use warraq_core::{Entry, Kind};
use warraq_host::Plugin;

use super::subject::{ERROR, Subject, defaults, subject};
use super::{Verdict, contract, faults};
use crate::hostile;

type Test = fn(&Plugin, u64) -> Verdict;

/// The tests in their order.
pub(super) const ALL: &[(&str, Test)] = &[
    ("load", load),
    ("examples", examples),
    ("options", options),
    ("contract", contract),
    ("input untouched", input),
    ("determinism", determinism),
    ("lifecycle", lifecycle),
    ("threads", threads),
    (SURROUNDINGS, surroundings),
    ("faults", faults),
    ("performance", performance),
];

/// The test before and after which what belongs to the process is compared.
pub(super) const SURROUNDINGS: &str = "surroundings";

/// An ordinary text.
pub(super) const TEXT: &str =
    "أعلنت وزارة النقل يوم الأحد أن 12 قطاراً جديداً ستصل إلى المدينة، وقالت: «مرحبا بكم، سلام للجميع».\n";

/// Makes a component anew.
type Make<'a> = &'a dyn Fn() -> Result<Box<dyn Subject>, String>;

/// Runs `body` for each component with its defaults; the first failure counts.
fn each(plugin: &Plugin, body: impl Fn(&Entry, Make<'_>) -> Result<String, String>) -> Verdict {
    let mut details = Vec::new();
    for entry in plugin.components() {
        let (name, kind, options) =
            (entry.spec().name, entry.kind(), Value::Object(defaults(entry.as_ref())));
        match body(&entry, &|| subject(plugin, kind, name, &options)) {
            Ok(detail) => details.push(detail),
            Err(message) => return Verdict::failed(format!("{name}: {message}")),
        }
    }
    details.retain(|detail| !detail.is_empty());
    Verdict::passed(details.join("; "))
}

fn load(plugin: &Plugin, _: u64) -> Verdict {
    let (manifest, found) = (&plugin.manifest, plugin.components());
    if found.is_empty() {
        return Verdict::failed("the plugin has no components");
    }
    for entry in &found {
        let signature = entry.signature(&defaults(entry.as_ref()), Context::default());
        if let Err(errors) = signature {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            return Verdict::failed(format!("{}: {}", entry.spec().name, errors.join("; ")));
        }
    }
    Verdict::passed(format!("{} {}, {} components", manifest.id, manifest.version, found.len()))
}

fn examples(plugin: &Plugin, _: u64) -> Verdict {
    let mut count = 0;
    for entry in plugin.components() {
        let (name, kind, all) = (entry.spec().name, entry.kind(), entry.spec().examples);
        if all.is_empty() {
            return Verdict::failed(format!("{name} has no example"));
        }
        for example in all {
            count += 1;
            let options: Result<Value, _> = toml::from_str(example.options);
            let made = options.map_err(|error| error.to_string());
            let made = made.and_then(|options| subject(plugin, kind, name, &options));
            let found = match made {
                Ok(mut made) => made.run(&[example.text]).remove(0),
                Err(error) => return Verdict::failed(format!("{name}, «{}»: {error}", example.title)),
            };
            // Readers, unpackers and formats may leave open what comes, but not fail.
            let open = kind != Kind::Processor && example.expect.is_empty();
            let right = match open {
                true => !found.iter().any(|line| line.starts_with(ERROR)),
                false => found == example.expect.lines().collect::<Vec<_>>(),
            };
            if !right {
                let (title, expect) = (example.title, example.expect.replace('\n', " | "));
                let found = found.join(" | ");
                return Verdict::failed(format!("{name}, «{title}»: expected {expect}, found {found}"));
            }
        }
    }
    Verdict::passed(format!("{count} examples"))
}

/// A wrong option is refused, and the component still answers afterwards.
fn options(plugin: &Plugin, _: u64) -> Verdict {
    for entry in plugin.components() {
        let mut wrong = defaults(entry.as_ref());
        wrong.insert("no such option".into(), json!(1));
        if entry.signature(&wrong, Context::default()).is_ok() {
            return Verdict::failed(format!("{} takes an option that it does not have", entry.spec().name));
        }
        if entry.signature(&defaults(entry.as_ref()), Context::default()).is_err() {
            return Verdict::failed(format!("{} does not take its own defaults", entry.spec().name));
        }
    }
    Verdict::passed("")
}

fn contract(plugin: &Plugin, _: u64) -> Verdict {
    each(plugin, |entry, _| {
        let again = plugin
            .components()
            .into_iter()
            .find(|other| other.kind() == entry.kind() && other.spec().name == entry.spec().name);
        contract::check(plugin, again.ok_or("the component is gone")?)
    })
}

/// The input lies on pages that cannot be written to; a plugin that does so dies.
fn input(plugin: &Plugin, _: u64) -> Verdict {
    if plugin.components().iter().all(|entry| entry.kind() == Kind::Unpacker) {
        return Verdict::skipped("a stream is read into the plugin's own memory");
    }
    each(plugin, |_, make| make()?.untouched(&TEXT.repeat(4000)).map(|_| String::new()))
}

/// Texts in an order that the seed gives.
fn texts(seed: u64) -> Vec<String> {
    let mut texts: Vec<String> = hostile::texts().into_iter().map(|(_, text)| text).collect();
    texts.extend((1..40).map(|n| TEXT.repeat(n % 5 + 1)));
    let mut state = seed | 1;
    for at in (1..texts.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        texts.swap(at, (state >> 33) as usize % (at + 1));
    }
    texts
}

fn determinism(plugin: &Plugin, seed: u64) -> Verdict {
    each(plugin, |_, make| {
        let texts = texts(seed);
        let run = |size: usize, backwards: bool| -> Result<Vec<Vec<String>>, String> {
            let mut made = make()?;
            let mut order: Vec<&str> = texts.iter().map(String::as_str).collect();
            if backwards {
                order.reverse();
            }
            let mut results: Vec<Vec<String>> =
                order.chunks(size).flat_map(|batch| made.run(batch)).collect();
            if backwards {
                results.reverse();
            }
            Ok(results)
        };
        let alone = run(1, false)?;
        for (size, backwards) in [(1, true), (7, false), (texts.len(), false), (texts.len(), true)] {
            if run(size, backwards)? != alone {
                return Err(format!("other rows in batches of {size} (seed {seed})"));
            }
        }
        Ok(String::new())
    })
}

fn lifecycle(plugin: &Plugin, _: u64) -> Verdict {
    each(plugin, |_, make| {
        let open = || std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
        let tasks = || std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count);
        let mut first = None;
        for round in 0..300 {
            make()?.run(&[TEXT]);
            if round == 20 {
                first = Some((open(), tasks(), memory()));
            }
        }
        let Some((files, threads, before)) = first else { return Ok(String::new()) };
        let (more_files, more_threads) = (open().saturating_sub(files), tasks().saturating_sub(threads));
        if more_files + more_threads > 0 {
            return Err(format!("{more_files} files and {more_threads} threads more after 300 rounds"));
        }
        let grown = memory().saturating_sub(before);
        // What is kept on purpose (a pool that fills up) stays far below this.
        if grown > 32 << 20 {
            return Err(format!("{} MiB more after 300 rounds", grown >> 20));
        }
        Ok(String::new())
    })
}

/// Resident memory in bytes, where the system tells.
fn memory() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}

fn threads(plugin: &Plugin, seed: u64) -> Verdict {
    each(plugin, |_, make| {
        let texts = texts(seed);
        let all = |mut made: Box<dyn Subject>| -> Vec<Vec<String>> {
            texts.iter().flat_map(|text| made.run(&[text])).collect()
        };
        let expected = all(make()?);
        let others: Vec<Box<dyn Subject>> = (0..4).map(|_| make()).collect::<Result<_, _>>()?;
        let results: Vec<Option<Vec<Vec<String>>>> = std::thread::scope(|scope| {
            let all = &all;
            let running: Vec<_> = others.into_iter().map(|other| scope.spawn(move || all(other))).collect();
            running.into_iter().map(|thread| thread.join().ok()).collect()
        });
        match results.iter().all(|result| result.as_ref() == Some(&expected)) {
            true => Ok(String::new()),
            false => Err("other rows when several threads work".into()),
        }
    })
}

/// All that a component does once; who runs the test compares what it left behind.
fn surroundings(plugin: &Plugin, _: u64) -> Verdict {
    each(plugin, |_, make| {
        make()?.run(&[TEXT]);
        Ok(String::new())
    })
}

fn faults(plugin: &Plugin, _: u64) -> Verdict {
    each(plugin, |_, make| faults::check(make))
}

fn performance(plugin: &Plugin, _: u64) -> Verdict {
    each(plugin, |entry, make| {
        let mut made = make()?;
        let text = TEXT.repeat(20);
        let texts = vec![text.as_str(); 50];
        made.time(&texts)?;
        let (time, lines) = made.time(&texts)?;
        let nanos = time.as_nanos() as f64;
        let bytes = (text.len() * texts.len()) as f64;
        let what = if entry.kind() == Kind::Processor { "row" } else { "line" };
        let each =
            if lines == 0 { String::new() } else { format!(", {:.0} ns a {what}", nanos / lines as f64) };
        Ok(format!("{}: {:.2} ns a byte{each}", entry.spec().name, nanos / bytes))
    })
}
