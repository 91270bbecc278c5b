//! The ordered end of a run: finished batches in input order go to the outputs, the dead letters and the account.

use std::collections::BTreeMap;
use std::sync::PoisonError;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use warraq_core::Document;

use super::account::Account;
use super::batch::{Ended, Finished};
use super::dead::DeadLetter;
use super::sink::{DeadSink, Sink};
use super::{Observer, RunError, Shared};
use crate::plan::{Destination, MaxErrors};

/// From how many documents on a share of dead ones is judged.
const JUDGED_FROM: u64 = 1_000;

/// How often the watch over time limits looks.
const LOOK: Duration = Duration::from_millis(100);

/// The outputs of a run, written in input order.
pub(super) struct Ordered<'s, 'p> {
    shared: &'s Shared<'p>,
    sinks: Vec<Sink<'p>>,
    dead: Option<DeadSink>,
}

impl<'s, 'p> Ordered<'s, 'p> {
    /// Opens the outputs under temporary names.
    pub(super) fn open(shared: &'s Shared<'p>) -> Result<Self, String> {
        let plan = shared.plan;
        let sinks = plan.outputs.iter().map(|output| Sink::open(plan, output)).collect::<Result<_, _>>()?;
        let dead = plan.dead_letter.as_ref().map(|path| DeadSink::new(path, plan.settings.max_document));
        Ok(Self { shared, sinks, dead })
    }

    /// Writes batches as they come, in order, until the workers are done.
    pub(super) fn write_all(
        &mut self,
        finished: &Receiver<Finished>,
        observer: &mut dyn Observer,
    ) -> Result<(), RunError> {
        let mut waiting: BTreeMap<u64, Finished> = BTreeMap::new();
        let mut next = 0;
        loop {
            match finished.recv_timeout(LOOK) {
                Ok(batch) => {
                    waiting.insert(batch.number, batch);
                }
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(message) = self.shared.watch.overrun() {
                        observer.stuck(&message);
                        return Err(RunError::Failed(message));
                    }
                }
            }
            while let Some(batch) = waiting.remove(&next) {
                next += 1;
                self.batch(batch, observer)?;
            }
            if self.shared.stopped() {
                break;
            }
        }
        Ok(())
    }

    fn batch(&mut self, batch: Finished, observer: &mut dyn Observer) -> Result<(), RunError> {
        let mut from = vec![0; self.sinks.len()];
        for ended in batch.ended {
            match ended {
                Ended::Encoded { partial, ends, document, paths, warnings } => {
                    let pieces = batch.bytes.iter().zip(from.iter().zip(&ends));
                    let pieces = pieces.map(|(bytes, (&from, &to))| bytes.get(from..to).unwrap_or_default());
                    let pieces: Vec<&[u8]> = pieces.collect();
                    self.written(&pieces, document.as_deref(), &paths).map_err(RunError::Failed)?;
                    from = ends;
                    self.account(|account| {
                        account.read += 1;
                        account.written += 1;
                        account.partial += u64::from(partial);
                        account.warnings += warnings;
                    });
                }
                Ended::Dropped { step, reason } => {
                    self.account(|account| account.count_dropped(&step, &reason))
                }
                Ended::Dead(letter) => self.bury(&letter, observer)?,
            }
        }
        self.account(|account| account.file_bytes = batch.file_bytes);
        self.shared.budget.release(batch.reserved);
        let account = self.shared.account.lock().unwrap_or_else(PoisonError::into_inner).clone();
        observer.progress(&account);
        Ok(())
    }

    fn written(
        &mut self,
        pieces: &[&[u8]],
        document: Option<&Document>,
        paths: &[Option<String>],
    ) -> Result<(), String> {
        for ((sink, piece), path) in self.sinks.iter_mut().zip(pieces).zip(paths) {
            sink.write(piece, document, path.as_deref())?;
        }
        Ok(())
    }

    fn bury(&mut self, letter: &DeadLetter, observer: &mut dyn Observer) -> Result<(), RunError> {
        observer.dead(letter);
        if let Some(dead) = &mut self.dead {
            dead.write(letter).map_err(RunError::Failed)?;
        }
        self.account(|account| account.count_dead(&letter.step, &letter.message));
        match self.too_many(false) {
            Some(message) => Err(RunError::TooManyDead(message)),
            None => Ok(()),
        }
    }

    fn account(&self, change: impl FnOnce(&mut Account)) {
        change(&mut self.shared.account.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Whether more documents died than the run allows, as a message.
    fn too_many(&self, at_end: bool) -> Option<String> {
        let account = self.shared.account.lock().unwrap_or_else(PoisonError::into_inner);
        let (dead, read) = (account.dead, account.read);
        match self.shared.plan.settings.max_errors {
            MaxErrors::Count(most) if dead > most => {
                Some(format!("{dead} documents died, max_errors = {most} allows no more"))
            }
            MaxErrors::Share(share)
                if (at_end || read >= JUDGED_FROM) && dead as f64 > share * read as f64 =>
            {
                let percent = share * 100.0;
                Some(format!("{dead} of {read} documents died, max_errors = \"{percent}%\" allows no more"))
            }
            _ => None,
        }
    }

    /// Completes all outputs: what was under a temporary name appears under its own.
    pub(super) fn finish(&mut self) -> Result<(), RunError> {
        for sink in &mut self.sinks {
            sink.finish().map_err(RunError::Failed)?;
        }
        if let Some(dead) = &mut self.dead {
            dead.finish().map_err(RunError::Failed)?;
        }
        match self.too_many(true) {
            Some(message) => Err(RunError::TooManyDead(message)),
            None => Ok(()),
        }
    }

    /// Removes what is not complete. The dead letters stay: they say why.
    pub(super) fn abandon(&mut self) {
        self.sinks.iter_mut().for_each(Sink::abandon);
        if let Some(dead) = &mut self.dead {
            let _ = dead.finish();
        }
    }
}

/// The path of a document's own file below the output's directory; `None` for outputs that share one.
///
/// # Errors
/// A field in the template has no value for this document.
pub(super) fn document_path(
    destination: &Destination,
    document: &Document,
) -> Result<Option<String>, String> {
    let Destination::Each { template, .. } = destination else { return Ok(None) };
    let (mut path, mut rest) = (String::new(), template.as_str());
    while let Some((before, after)) = rest.split_once("{doc.") {
        let Some((name, behind)) = after.split_once('}') else { break };
        path.push_str(before);
        let value = document.fields.get(name).map(|value| value.to_json());
        match value {
            Some(serde_json::Value::String(text)) => path.push_str(&text),
            Some(other) => path.push_str(&other.to_string()),
            None => {
                return Err(format!(
                    "the output's path needs the field {name}, which this document does not have"
                ));
            }
        }
        rest = behind;
    }
    path.push_str(rest);
    Ok(Some(inside(&path)))
}

/// The path with every part that would leave the directory made harmless.
fn inside(path: &str) -> String {
    let part = |part: &str| match part {
        "." | ".." => part.replace('.', "_"),
        other => other.chars().map(|c| if c.is_control() || c == '\\' { '_' } else { c }).collect(),
    };
    let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(part).collect();
    if parts.is_empty() { "_".into() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use warraq_core::Origin;

    #[test]
    fn a_document_cannot_write_outside_its_directory() {
        let each = Destination::Each { directory: "out".into(), template: "{doc.id}.html".into() };
        let mut document = Document::new(String::new());
        assert!(document_path(&each, &document).is_err());
        document.set_field("id", "/etc/../../x", Origin::Reader);
        assert_eq!(document_path(&each, &document), Ok(Some("etc/__/__/x.html".into())));
    }
}
