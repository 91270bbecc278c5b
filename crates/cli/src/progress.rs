//! What a run shows while it goes, on standard error: a bar on a terminal, a line every few seconds elsewhere.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use warraq::run::{Account, DeadLetter, Observer};

use crate::style::Style;

/// How progress is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Mode {
    /// A bar on a terminal, lines elsewhere.
    Auto,
    /// A line every few seconds.
    Plain,
    /// Nothing.
    None,
}

/// How many dead documents are named one by one; the dead letters have them all.
const NAMED: u64 = 20;

/// Shows a run.
pub struct Console {
    bar: bool,
    lines: bool,
    quiet: bool,
    style: Style,
    since: Instant,
    last: Instant,
    drawn: bool,
    named: u64,
}

impl Console {
    /// A console in the given mode; `quiet` names nothing at all.
    #[must_use]
    pub fn new(mode: Mode, quiet: bool, style: Style) -> Self {
        let terminal = stderr().is_terminal();
        let bar = mode == Mode::Auto && terminal && !quiet;
        let lines = !quiet && (mode == Mode::Plain || (mode == Mode::Auto && !terminal));
        let now = Instant::now();
        Self { bar, lines, quiet, style, since: now, last: now, drawn: false, named: 0 }
    }

    /// Takes the bar off the screen.
    pub fn clear(&mut self) {
        if self.drawn {
            let _ = write!(stderr(), "\r\x1b[2K");
            self.drawn = false;
        }
    }

    fn line(&self, account: &Account) -> String {
        let seconds = self.since.elapsed().as_secs_f64().max(1e-3);
        let mut line = format!(
            "{} documents, {}, {}/s",
            account.read,
            size(account.item_bytes),
            size((account.item_bytes as f64 / seconds) as u64)
        );
        if account.total_bytes > 0 {
            let share = (account.file_bytes as f64 / account.total_bytes as f64).min(1.0);
            let left = if share > 0.0 { seconds / share - seconds } else { 0.0 };
            let _ = write!(line, ", {:.0} %, {} left", share * 100.0, duration(left));
        }
        if account.dead > 0 {
            let _ = write!(line, ", {} dead", account.dead);
        }
        line
    }
}

impl Observer for Console {
    fn progress(&mut self, account: &Account) {
        let wait = if self.bar { Duration::from_millis(100) } else { Duration::from_secs(5) };
        if !(self.bar || self.lines) || self.last.elapsed() < wait {
            return;
        }
        self.last = Instant::now();
        let line = self.line(account);
        if self.bar {
            let width = 24;
            let share = account.file_bytes as f64 / account.total_bytes.max(1) as f64;
            let full = ((share.min(1.0) * f64::from(width)) as usize).min(width as usize);
            let bar = if account.total_bytes > 0 {
                format!("{}{} ", "█".repeat(full), "░".repeat(width as usize - full))
            } else {
                String::new()
            };
            let _ = write!(stderr(), "\r\x1b[2K{bar}{line}");
            let _ = stderr().flush();
            self.drawn = true;
        } else {
            let _ = writeln!(stderr(), "{line}");
        }
    }

    fn dead(&mut self, letter: &DeadLetter) {
        self.named += 1;
        if self.quiet || self.named > NAMED + 1 {
            return;
        }
        self.clear();
        if self.named == NAMED + 1 {
            let _ = writeln!(stderr(), "{} and more, named in the dead letters", self.style.warning("dead"));
            return;
        }
        let place = match letter.source.index {
            Some(index) => format!("{}#{index}", letter.source.uri),
            None => letter.source.uri.clone(),
        };
        let _ = writeln!(
            stderr(),
            "{} {place}: {}: {}",
            self.style.error("dead"),
            letter.step,
            crate::style::printable(&letter.message)
        );
    }

    fn stuck(&mut self, message: &str) {
        self.clear();
        let _ = writeln!(stderr(), "{} {message}", self.style.error("error:"));
        // The component cannot be stopped, so the process ends here; no output has appeared under its name.
        std::process::exit(1);
    }
}

/// The account at the end of a run.
#[must_use]
pub fn summary(account: &Account, seconds: f64) -> String {
    let mut out = format!(
        "read {} = written {} + dropped {} + dead {}",
        account.read, account.written, account.dropped, account.dead
    );
    if !account.adds_up {
        out.push_str("  (THIS DOES NOT ADD UP: please report it)");
    }
    if account.partial > 0 {
        let _ = write!(out, "; {} partial", account.partial);
    }
    let rate = (account.item_bytes as f64 / seconds.max(1e-3)) as u64;
    let _ = write!(out, "; {} in {}, {}/s", size(account.item_bytes), duration(seconds), size(rate));
    for (reason, count) in &account.dropped_for {
        let _ =
            write!(out, "\n  dropped {count}: {}: {}", reason.step, crate::style::printable(&reason.reason));
    }
    for (reason, count) in &account.dead_for {
        let _ = write!(out, "\n  dead {count}: {}: {}", reason.step, crate::style::printable(&reason.reason));
    }
    if account.undecoded > 0 {
        let _ = write!(out, "\n  {} sequences of bytes were no text and became U+FFFD", account.undecoded);
    }
    if account.warnings > 0 {
        let _ = write!(out, "\n  {} warnings, see run.warnings in the records", account.warnings);
    }
    for (name, plugin) in &account.plugins {
        let (documents, rows, time) = (plugin.documents, plugin.rows, duration(plugin.time.as_secs_f64()));
        let _ = write!(out, "\n  plugin {name}: {documents} documents, {rows} rows, ");
        let _ = write!(out, "{} errors, {} restarts, {time}", plugin.errors, plugin.restarts);
    }
    if let Some(step) = account.slowest().filter(|_| seconds > 1.0) {
        let _ = write!(
            out,
            "\n  slowest step: {} ({} on all threads together)",
            step.id,
            duration(step.time.as_secs_f64())
        );
    }
    out
}

/// A number of bytes for people.
#[must_use]
pub fn size(bytes: u64) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let (mut value, mut unit) = (bytes as f64, 0);
    while value >= 1024.0 && unit + 1 < units.len() {
        value /= 1024.0;
        unit += 1;
    }
    if unit == 0 { format!("{bytes} B") } else { format!("{value:.1} {}", units[unit]) }
}

/// A length of time for people.
#[must_use]
pub fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 1.0 => format!("{:.0} ms", s * 1e3),
        s if s < 100.0 => format!("{s:.1} s"),
        s if s < 6_000.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.1} h", s / 3_600.0),
    }
}
