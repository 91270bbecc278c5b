//! What the benchmarks share: the text they are given, its documents, and the time of a thread.

use std::hint::black_box;

use warraq_conformance::Chain;
use warraq_conformance::chain::Ready;
use warraq_core::Document;

/// Documents in a call, as in a run.
pub const BATCH: usize = 64;

/// The text file that a benchmark is given on its command line; without one it says how to give it and ends well.
#[must_use]
pub fn text(bench: &str) -> String {
    let Some(path) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) else {
        println!(
            "skipped: give the path of a text file: cargo bench -p warraq-tests --bench {bench} -- TEXT_FILE"
        );
        std::process::exit(0);
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            println!("{path}: {:.1} MB; processor time of one thread, best pass", megabytes(&text));
            text
        }
        Err(error) => {
            eprintln!("cannot read {path}: {error}");
            std::process::exit(2);
        }
    }
}

/// The length of a text in millions of bytes.
#[must_use]
pub fn megabytes(text: &str) -> f64 {
    text.len() as f64 / 1e6
}

/// Cuts a text at line ends into documents of about 4 KiB.
#[must_use]
pub fn documents(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('\n') {
        if at - start >= 4096 {
            out.extend(text.get(start..at));
            start = at;
        }
    }
    out.extend(text.get(start..));
    out
}

/// Seconds that this thread had the processor, so that other work on the machine does not count.
#[must_use]
pub fn processor_time() -> f64 {
    #[cfg(unix)]
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    #[cfg(unix)]
    return time.tv_sec as f64 + time.tv_nsec as f64 / 1e9;
    #[cfg(not(unix))]
    std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0.0, |time| time.as_secs_f64())
}

/// Runs `work` three times and prints the best throughput.
pub fn measure(name: &str, text: &str, mut work: impl FnMut() -> usize) {
    let (mut best, mut count) = (f64::INFINITY, 0);
    for _ in 0..3 {
        let started = processor_time();
        count = black_box(work());
        best = best.min(processor_time() - started);
    }
    println!("{:8.0} MB/s  {name} ({count})", megabytes(text) / best);
}

/// Measures the last step of a chain alone, three times: documents are made before the clock starts, and the layers are
/// kept until it stops.
///
/// # Panics
/// The component cannot be made with its options.
pub fn component(name: &str, text: &str, documents: &[&str], chain: Chain) {
    let mut chain = chain.ready().expect("a component that can be made");
    let (mut best, mut count) = (f64::INFINITY, 0);
    for _ in 0..3 {
        count = 0;
        let mut elapsed = 0.0;
        for batch in documents.chunks(BATCH) {
            let (seconds, rows) = timed(&mut chain, batch, &[]);
            elapsed += seconds;
            count += rows;
        }
        best = best.min(elapsed);
    }
    println!("{:8.0} MB/s  {name} ({count} rows)", megabytes(text) / best);
}

/// Runs the steps of a chain on documents with these fields: the seconds that the steps alone took, and their rows.
///
/// # Panics
/// A text is too large for a document.
pub fn timed(chain: &mut Ready, texts: &[&str], fields: &[(&str, &str)]) -> (f64, usize) {
    let made: Result<Vec<Document>, _> = texts.iter().map(|text| chain.document(text, fields, &[])).collect();
    let mut made = made.expect("documents");
    let mut batch: Vec<&mut Document> = made.iter_mut().collect();
    let started = processor_time();
    let rows = black_box(chain.steps_on(&mut batch));
    (processor_time() - started, rows)
}

/// Peers that do the same work on the same text, in turns, so that whatever else the machine does meets all of them.
pub struct Race<'a> {
    text: &'a str,
    documents: &'a [&'a str],
    peers: Vec<Peer<'a>>,
}

/// One pass of a peer: the seconds that it took and what it counted.
type Pass<'a> = Box<dyn FnMut() -> (f64, usize) + 'a>;

struct Peer<'a> {
    name: String,
    pass: Pass<'a>,
    best: f64,
    count: usize,
}

impl<'a> Race<'a> {
    /// Nobody runs yet.
    #[must_use]
    pub fn new(text: &'a str, documents: &'a [&'a str]) -> Self {
        Self { text, documents, peers: Vec::new() }
    }

    /// Adds a peer that reads one document after another and counts what it finds.
    pub fn add(&mut self, name: &str, mut count: impl FnMut(&str) -> usize + 'a) {
        let documents = self.documents;
        let pass = Box::new(move || {
            let started = processor_time();
            let found = black_box(documents.iter().map(|document| count(document)).sum::<usize>());
            (processor_time() - started, found)
        });
        self.peers.push(Peer { name: name.to_owned(), pass, best: f64::INFINITY, count: 0 });
    }

    /// Adds the last step of a chain, whose rows are validated and kept as a layer.
    ///
    /// # Panics
    /// The component cannot be made with its options.
    pub fn add_component(&mut self, name: &str, chain: Chain) {
        let mut chain = chain.ready().expect("a component that can be made");
        let documents = self.documents;
        let pass = Box::new(move || {
            documents
                .chunks(BATCH)
                .map(|batch| timed(&mut chain, batch, &[]))
                .fold((0.0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
        });
        self.peers.push(Peer { name: name.to_owned(), pass, best: f64::INFINITY, count: 0 });
    }

    /// Runs all peers `rounds` times, in turns; the best pass of each counts.
    pub fn run(&mut self, rounds: usize) {
        for _ in 0..rounds {
            for peer in &mut self.peers {
                let (seconds, count) = (peer.pass)();
                (peer.best, peer.count) = (peer.best.min(seconds), count);
            }
        }
    }

    /// MB/s of a peer.
    #[must_use]
    pub fn speed(&self, name: &str) -> Option<f64> {
        let peer = self.peers.iter().find(|peer| peer.name == name)?;
        Some(megabytes(self.text) / peer.best)
    }

    /// Prints a line for each peer: MB/s, and how many times as fast `ours` is.
    pub fn print(&self, ours: &str) {
        let of = self.speed(ours).unwrap_or(f64::NAN);
        println!("{:>8}  {:>9}  what", "MB/s", "ours is");
        for peer in &self.peers {
            let speed = megabytes(self.text) / peer.best;
            let ratio = if peer.name == ours { "=".to_owned() } else { format!("{:.2} x", of / speed) };
            println!("{speed:8.1}  {ratio:>9}  {} ({})", peer.name, peer.count);
        }
    }
}
