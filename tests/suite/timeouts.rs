//! Time limits of documents: a slow one fails alone, whoever shared its call.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use warraq::config::{Overrides, PipelineSource};
use warraq::run::Silent;
use warraq::{Planner, Registry};
use warraq_core::factory::processor;
use warraq_core::{Component, Create, Doc, Error, NoOptions, Out, Process, Processor, Signature, Spec};

/// Works on documents that say «slow» until it is stopped, and on no document after that.
struct Patient;

struct PatientWorker;

impl Component for Patient {
    type Options = NoOptions;
    const SPEC: Spec = Spec { summary: "Takes its time", ..Spec::new("test.patient") };

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        s.writes("test.patient");
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Process for Patient {
    type Worker = PatientWorker;

    fn worker(self: &Arc<Self>) -> Result<PatientWorker, Error> {
        Ok(PatientWorker)
    }
}

impl Processor for PatientWorker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        while doc.text.contains("slow") && !out.stop() {
            std::thread::yield_now();
        }
        if out.stop() { Err(Error::cancelled()) } else { Ok(()) }
    }
}

#[test]
fn only_the_slow_document_of_a_batch_is_dead() {
    let directory = tempfile::tempdir().expect("a directory");
    let lines: Vec<String> = (0..16)
        .map(|n| format!(r#"{{"id":"d{n}","text":"{}"}}"#, if n == 9 { "slow" } else { "quick" }))
        .collect();
    std::fs::write(directory.path().join("in.jsonl"), lines.join("\n")).expect("written");
    let text = r#"
version = 1
[run]
threads = 1
batch = 4
max_errors = "100%"
[dead_letter]
path = "dead.jsonl"
[[input]]
use = "jsonl"
path = "in.jsonl"
[[step]]
use = "test.patient"
timeout = "300ms"
[[output]]
use = "jsonl"
path = "out.jsonl"
"#;
    let mut registry = Registry::built_in();
    registry.add(vec![processor::<Patient>()]);
    let source = PipelineSource::Text {
        name: "test.toml".into(),
        text: text.into(),
        directory: directory.path().into(),
    };
    let mut planner = Planner::new(registry);
    let planned = planner.plan(&source, &Overrides::default()).unwrap_or_else(|report| panic!("{report}"));
    let (account, result) = warraq::run(&planned.plan, &AtomicBool::new(false), &mut Silent);
    assert_eq!(result, Ok(()));
    assert_eq!((account.read, account.written, account.dead), (16, 15, 1));
    let read = |name: &str| std::fs::read_to_string(directory.path().join(name)).unwrap_or_default();
    let ids: Vec<String> = read("out.jsonl")
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a record")["id"].to_string())
        .collect();
    let expected: Vec<String> = (0..16).filter(|n| *n != 9).map(|n| format!("\"d{n}\"")).collect();
    assert_eq!(ids, expected);
    let dead = read("dead.jsonl");
    assert!(dead.contains("\"d9\"") && dead.contains("the time for this document is over"), "{dead}");
}
