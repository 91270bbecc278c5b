//! `plugin check`: the tests that a plugin passes, each in a process of its own, so that a crash is a failed row.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

mod contract;
mod faults;
mod kinds;
mod subject;
mod tests;
mod watched;

/// How a test ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// As it should.
    Passed,
    /// Something is wrong.
    Failed,
    /// The process died.
    Crashed,
    /// There was nothing to test.
    Skipped,
}

impl Status {
    /// The word for tables and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Crashed => "crashed",
            Self::Skipped => "skipped",
        }
    }
}

/// A test and how it ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The test.
    pub test: String,
    /// How it ended.
    pub status: Status,
    /// What was found.
    pub detail: String,
    /// The seed of what was random.
    pub seed: u64,
    /// How long it took, in milliseconds.
    pub millis: u64,
}

impl Row {
    /// The row as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({"test": self.test, "status": self.status.name(), "detail": self.detail, "seed": self.seed,
               "milliseconds": self.millis})
    }
}

/// How long a test may take: time on the processor where the system tells it, since a busy machine is no fault of a plugin.
const LIMIT: Duration = Duration::from_secs(120);

/// The names of all tests in their order.
#[must_use]
pub fn names() -> Vec<&'static str> {
    tests::ALL.iter().map(|(name, _)| *name).collect()
}

/// Runs the tests whose names contain `only`, each in a child process. `child` gives the command that calls [`run_one`]
/// with a test and a seed and prints its [`Verdict::to_line`] as the last line of standard error.
///
/// # Errors
/// No test has such a name, or a child cannot be started.
pub fn check(
    only: Option<&str>,
    seed: u64,
    child: &dyn Fn(&str, u64) -> Command,
) -> Result<Vec<Row>, String> {
    let chosen: Vec<&str> =
        names().into_iter().filter(|name| only.is_none_or(|only| name.contains(only))).collect();
    if chosen.is_empty() {
        let only = only.unwrap_or_default();
        return Err(format!("no test is named like «{only}»; there are {}", names().join(", ")));
    }
    chosen.into_iter().map(|test| run(test, seed, &mut child(test, seed))).collect()
}

fn run(test: &str, seed: u64, command: &mut Command) -> Result<Row, String> {
    let failed = |what: &str, error: std::io::Error| format!("the test {test} {what}: {error}");
    let started = Instant::now();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().map_err(|error| failed("cannot be started", error))?;
    // Read while it runs: a child that writes much would wait for ever.
    let (out, err) = (process.stdout.take(), process.stderr.take());
    let out = std::thread::spawn(move || drain(out));
    let err = std::thread::spawn(move || drain(err));
    let status = loop {
        match process.try_wait().map_err(|error| failed("cannot be waited for", error))? {
            Some(status) => break Some(status),
            None if started.elapsed() > LIMIT && is_over(process.id(), started.elapsed()) => {
                let _ = process.kill();
                let _ = process.wait();
                break None;
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let (out, err) = (out.join().unwrap_or_default(), err.join().unwrap_or_default());
    let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let verdict = err.lines().rev().find_map(Verdict::from_line);
    let (status, detail) = match (status, verdict) {
        (None, _) => (Status::Crashed, format!("stopped after {} seconds", LIMIT.as_secs())),
        (Some(status), Some(verdict)) if status.success() => {
            if out.is_empty() || verdict.status != Status::Passed {
                (verdict.status, verdict.detail)
            } else {
                let shown: String = out.chars().take(60).collect();
                (Status::Failed, format!("wrote to standard output: «{}»", shown.escape_debug()))
            }
        }
        (Some(status), _) => {
            let last = err.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
            (Status::Crashed, format!("{status}; last words: «{}»", last.escape_debug()))
        }
    };
    Ok(Row { test: test.to_owned(), status, detail, seed, millis })
}

/// Whether a test that has run for so long is stopped: it used up its time, or does next to nothing (it waits for ever).
fn is_over(process: u32, elapsed: Duration) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The fields after the name, which may hold spaces: user and system time are the 12th and 13th, in hundredths.
    let fields = stat.rsplit_once(") ").map_or("", |(_, rest)| rest).split(' ');
    let ticks: Option<u64> = fields.skip(11).take(2).map(|field| field.parse::<u64>().ok()).sum();
    let Some(used) = ticks.filter(|_| !stat.is_empty()).map(|ticks| Duration::from_millis(ticks * 10)) else {
        return true;
    };
    used > LIMIT || used * 50 < elapsed || elapsed > LIMIT * 10
}

fn drain(pipe: Option<impl std::io::Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        let _ = pipe.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What a test found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// How it ended.
    pub status: Status,
    /// What was found.
    pub detail: String,
}

const MARK: &str = "warraq-verdict ";

impl Verdict {
    fn passed(detail: impl Into<String>) -> Self {
        Self { status: Status::Passed, detail: detail.into() }
    }

    fn failed(detail: impl Into<String>) -> Self {
        Self { status: Status::Failed, detail: detail.into() }
    }

    fn skipped(detail: impl Into<String>) -> Self {
        Self { status: Status::Skipped, detail: detail.into() }
    }

    /// The line by which a child tells its parent.
    #[must_use]
    pub fn to_line(&self) -> String {
        format!("{MARK}{}", json!({"status": self.status.name(), "detail": self.detail}))
    }

    fn from_line(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line.strip_prefix(MARK)?).ok()?;
        let status = match value.get("status")?.as_str()? {
            "passed" => Status::Passed,
            "skipped" => Status::Skipped,
            _ => Status::Failed,
        };
        Some(Self { status, detail: value.get("detail")?.as_str()?.to_owned() })
    }
}

/// Runs one test in this process, which may die of it.
#[must_use]
pub fn run_one(file: &Path, test: &str, seed: u64) -> Verdict {
    let Some((_, body)) = tests::ALL.iter().find(|(name, _)| *name == test) else {
        return Verdict::failed(format!("there is no test {test}"));
    };
    let settings = warraq_host::Settings { name: "checked".into(), path: file.to_owned(), sha256: None };
    let settings = match std::path::absolute(file) {
        Ok(path) => warraq_host::Settings { path, ..settings },
        Err(_) => settings,
    };
    let before = watched::Surroundings::now();
    let verdict = match warraq_host::load(&settings, |_| {}) {
        Ok(plugin) => body(&plugin, seed),
        Err(error) => return Verdict::failed(error.to_string()),
    };
    // What the library does while it is loaded counts, too.
    let changes = match test == tests::SURROUNDINGS {
        true => before.changes(&watched::Surroundings::now()),
        false => Vec::new(),
    };
    if changes.is_empty() { verdict } else { Verdict::failed(format!("changed {}", changes.join(", "))) }
}
