//! The contract of each kind: hostile texts, bytes and streams do no harm.

use std::io::Cursor;

use serde_json::{Value, json};
use warraq_core::{Entry, Factory, Kind};
use warraq_host::Plugin;

use super::kinds::{Odd, Reading, Unpacking, item};
use super::subject::{ERROR, Subject, defaults, prepare, subject};
use super::tests::TEXT;
use crate::check::LONG;
use crate::{check_processor, hostile};

/// How long they are for unpackers: one that gives an item for a few bytes stays below the most that a check lets it give.
const SHORTER: usize = 1 << 20;

/// Checks a component; gives what was done, in a few words.
pub(super) fn check(plugin: &Plugin, entry: Entry) -> Result<String, String> {
    let (name, options) = (entry.spec().name, Value::Object(defaults(entry.as_ref())));
    match entry.kind() {
        Kind::Processor => {
            let mut prepared = prepare(entry, &options)?;
            let tokens = prepared.tokens;
            match check_processor(&mut prepared.chain, tokens).into_iter().next() {
                Some(failure) => Err(format!("{} on «{}»: {}", failure.check, failure.on, failure.message)),
                None => Ok(format!("{} texts", hostile::texts().len())),
            }
        }
        Kind::Reader => reader(entry.as_ref()),
        Kind::Unpacker => {
            texts(&mut *subject(plugin, Kind::Unpacker, name, &options)?, SHORTER)?;
            streams(entry.as_ref())
        }
        Kind::Encoder => texts(&mut *subject(plugin, Kind::Encoder, name, &options)?, LONG),
    }
}

/// Hostile texts: each may fail with an error, but not break the component or give rows that are refused.
fn texts(subject: &mut dyn Subject, long: usize) -> Result<String, String> {
    let (mut count, small, large) = (0, hostile::texts(), hostile::large(long));
    for (name, text) in small.into_iter().chain(large) {
        count += 1;
        let lines = subject.run(&[&text]).remove(0);
        judge(name, &lines)?;
    }
    Ok(format!("{count} texts"))
}

fn judge(name: &str, lines: &[String]) -> Result<(), String> {
    let bad = |line: &&String| {
        line.starts_with(ERROR)
            && ["panicked", "rows refused", "no end after"].iter().any(|word| line.contains(word))
    };
    match lines.iter().find(bad) {
        Some(line) => Err(format!("on «{name}»: {}", line.trim_start_matches(ERROR))),
        None => Ok(()),
    }
}

fn reader(entry: &dyn Factory) -> Result<String, String> {
    let mut reading = Reading::new(entry, &defaults(entry))?;
    let done = texts(&mut reading, LONG)?;
    for (name, bytes) in [("bytes that are no text", (0..=255).collect()), ("half a letter", vec![0xd9])] {
        judge(name, &reading.read(&item(&bytes)))?;
    }
    let lines = reading.read(&item(TEXT.as_bytes()));
    match lines.iter().find(|line| line.starts_with(ERROR)) {
        Some(line) => Err(format!("an ordinary text: {}", line.trim_start_matches(ERROR))),
        None => Ok(done),
    }
}

/// Streams that give one byte at a time and streams that break: the same items, and never a loss without a word.
fn streams(entry: &dyn Factory) -> Result<String, String> {
    let unpacking = Unpacking::new(entry, &defaults(entry))?;
    let bytes = || Cursor::new(TEXT.repeat(20).into_bytes());
    let whole = unpacking.unpack(Box::new(bytes()));
    let slow = unpacking.unpack(Box::new(Odd { bytes: bytes(), breaks: None }));
    if slow != whole {
        return Err(format!(
            "a stream that gives a byte at a time: {} items, not {}",
            slow.len(),
            whole.len()
        ));
    }
    for at in [0, 1, 700] {
        let broken = unpacking.unpack(Box::new(Odd { bytes: bytes(), breaks: Some(at) }));
        judge("a stream that breaks", &broken)?;
        if !broken.iter().any(|line| line.starts_with(ERROR)) {
            return Err(format!("a stream that breaks after {at} bytes is taken for its end"));
        }
    }
    Ok(json!(whole.len()).to_string() + " items")
}
