//! The account of a run: read = written + dropped + dead, each with reasons and counts.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use crate::plan::Plan;

/// Why documents were dropped or died, and how many.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Reason {
    /// The step, reader, unpacker or output where it happened.
    pub step: String,
    /// The reason, shortened so that equal causes count together.
    pub reason: String,
}

/// What one step did.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct StepMetrics {
    /// The step's id.
    pub id: String,
    /// The component's name.
    pub component: String,
    /// The plugin that it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plugin: Option<String>,
    /// Documents that it ran on.
    pub documents: u64,
    /// Documents that it was passed over for (`when`, language, given layers).
    pub passed_over: u64,
    /// Rows that it added.
    pub rows: u64,
    /// Documents that it failed on.
    pub errors: u64,
    /// Documents that it dropped.
    pub dropped: u64,
    /// Workers opened anew after a panic.
    pub restarts: u64,
    /// Time in it on all workers together.
    #[serde(skip)]
    pub time: Duration,
}

/// What all components of a plugin did together.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct PluginMetrics {
    /// Documents that it had: in each step, from each reader, for each format.
    pub documents: u64,
    /// Rows that its steps added.
    pub rows: u64,
    /// Documents that it failed on.
    pub errors: u64,
    /// Workers that broke; they are opened anew when they are next needed.
    pub restarts: u64,
    /// Time in it on all workers together.
    #[serde(skip)]
    pub time: Duration,
}

impl PluginMetrics {
    /// Adds what was done elsewhere.
    pub(crate) fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.rows += other.rows;
        self.errors += other.errors;
        self.restarts += other.restarts;
        self.time += other.time;
    }
}

/// The account of a run.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Account {
    /// The pipeline's name.
    pub pipeline: String,
    /// The hash of config, component versions, plugins and models.
    pub fingerprint: String,
    /// Documents read, those that could not be read included.
    pub read: u64,
    /// Documents that all outputs have.
    pub written: u64,
    /// Documents that a step dropped.
    pub dropped: u64,
    /// Documents that failed.
    pub dead: u64,
    /// Documents written without what a failed step would have given.
    pub partial: u64,
    /// Why documents were dropped.
    #[serde(serialize_with = "as_list")]
    pub dropped_for: BTreeMap<Reason, u64>,
    /// Why documents died.
    #[serde(serialize_with = "as_list")]
    pub dead_for: BTreeMap<Reason, u64>,
    /// Bytes of text that the steps saw.
    pub text_bytes: u64,
    /// Bytes of items taken in, decompressed.
    pub item_bytes: u64,
    /// Bytes of all files together as far as known; 0 when standard input is among them.
    #[serde(skip)]
    pub total_bytes: u64,
    /// Bytes of files read so far, compressed as they are.
    #[serde(skip)]
    pub file_bytes: u64,
    /// Warnings in the records.
    pub warnings: u64,
    /// Sequences of bytes that could not be decoded.
    pub undecoded: u64,
    /// What each step did.
    pub steps: Vec<StepMetrics>,
    /// What each plugin did.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub plugins: BTreeMap<String, PluginMetrics>,
    /// Whether read = written + dropped + dead.
    pub adds_up: bool,
}

fn as_list<S: serde::Serializer>(map: &BTreeMap<Reason, u64>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Entry<'a> {
        #[serde(flatten)]
        reason: &'a Reason,
        count: u64,
    }
    serializer.collect_seq(map.iter().map(|(reason, &count)| Entry { reason, count }))
}

/// How many different reasons are told apart; the rest count as «other reasons».
const MAX_REASONS: usize = 1_000;

impl Account {
    /// An empty account of a plan.
    #[must_use]
    pub fn new(plan: &Plan) -> Self {
        let steps = plan.steps.iter().map(|step| StepMetrics {
            id: step.id.clone(),
            component: step.component.clone(),
            plugin: step.patience.plugin.clone(),
            ..StepMetrics::default()
        });
        Self {
            pipeline: plan.name.clone(),
            fingerprint: plan.fingerprint.clone(),
            steps: steps.collect(),
            ..Self::default()
        }
    }

    pub(crate) fn count_dropped(&mut self, step: &str, reason: &str) {
        self.read += 1;
        self.dropped += 1;
        count(&mut self.dropped_for, step, reason);
    }

    pub(crate) fn count_dead(&mut self, step: &str, reason: &str) {
        self.read += 1;
        self.dead += 1;
        count(&mut self.dead_for, step, reason);
    }

    pub(crate) fn close(&mut self) {
        self.adds_up = self.read == self.written + self.dropped + self.dead;
    }

    /// The step that took most time.
    #[must_use]
    pub fn slowest(&self) -> Option<&StepMetrics> {
        self.steps.iter().filter(|step| !step.time.is_zero()).max_by_key(|step| step.time)
    }
}

fn count(map: &mut BTreeMap<Reason, u64>, step: &str, reason: &str) {
    let mut key = Reason { step: step.to_owned(), reason: general(reason) };
    if map.len() >= MAX_REASONS && !map.contains_key(&key) {
        key = Reason { step: step.to_owned(), reason: "other reasons".into() };
    }
    *map.entry(key).or_default() += 1;
}

/// A reason without its particulars: numbers become `#`, what is quoted `…`, and it ends after 120 characters.
fn general(reason: &str) -> String {
    let mut out = String::new();
    let (mut digits, mut quoted) = (false, false);
    for c in reason.chars() {
        match c {
            '»' => quoted = false,
            _ if quoted => continue,
            '«' => {
                quoted = true;
                out.push_str("«…");
                continue;
            }
            _ => {}
        }
        if c.is_ascii_digit() {
            if !digits {
                out.push('#');
            }
        } else {
            out.push(c);
        }
        digits = c.is_ascii_digit();
        if out.len() > 120 {
            out.push('…');
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_causes_count_together() {
        let mut account = Account::default();
        account.count_dead("read", "line 12: «قال» is no JSON");
        account.count_dead("read", "line 7: «كتب» is no JSON");
        account.close();
        assert_eq!(account.dead_for.values().copied().collect::<Vec<_>>(), [2]);
        assert!(account.adds_up);
    }
}
