//! A run: batches through workers, in input order, within a bound on memory, with an account that adds up.
//!
//! One thread unpacks items and groups them into batches; workers take a batch through reading, all steps and
//! encoding; the calling thread puts the results back in order, writes them, and keeps the account.

mod account;
pub(crate) mod arrival;
mod batch;
mod breaks;
mod budget;
mod conclude;
mod dead;
mod facts;
mod order;
mod sink;
pub(crate) mod source;
mod timed;
mod watch;
pub(crate) mod worker;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

pub use account::{Account, PluginMetrics, Reason, StepMetrics};
pub use dead::{DeadLetter, SourceRef};
pub use sink::{BROKEN_PIPE, write_file};
pub use source::{Found, expand};

use crate::plan::Plan;
use batch::{Batch, Finished};
use budget::Budget;
use order::Ordered;

/// What a run tells while it goes. All calls come from the thread that called [`run`].
pub trait Observer {
    /// How far the run is; called for every batch that is written.
    fn progress(&mut self, account: &Account) {
        let _ = account;
    }

    /// A component overran its time limit beyond patience and cannot be stopped: a program should end here, since the
    /// run cannot return before that component does.
    fn stuck(&mut self, message: &str) {
        let _ = message;
    }

    /// A document died.
    fn dead(&mut self, letter: &DeadLetter) {
        let _ = letter;
    }
}

thread_local! {
    /// Where the last panic on this thread happened.
    static PANIC_AT: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

/// For the panic hook of a program: keeps where a panic happened, so that the document's error can name it.
pub fn note_panic_location(location: Option<&std::panic::Location<'_>>) {
    let place = location.map(ToString::to_string).unwrap_or_default();
    PANIC_AT.with(|at| *at.borrow_mut() = place);
}

/// Where the last panic on this thread happened, once.
fn take_panic_location() -> Option<String> {
    PANIC_AT.with(|at| Some(std::mem::take(&mut *at.borrow_mut())).filter(|place| !place.is_empty()))
}

/// Watches nothing.
pub struct Silent;

impl Observer for Silent {}

/// Why a run ended before its end.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum RunError {
    /// An input, an output or the run itself failed.
    Failed(String),
    /// More documents died than [`crate::plan::MaxErrors`] allows.
    TooManyDead(String),
    /// It was interrupted, and stopped cleanly.
    Interrupted,
}

impl std::fmt::Display for RunError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Failed(message) | Self::TooManyDead(message) => f.write_str(message),
            Self::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl std::error::Error for RunError {}

/// What all threads of a run share.
pub(crate) struct Shared<'p> {
    plan: &'p Plan,
    cancel: &'p AtomicBool,
    budget: Budget,
    breaks: breaks::Breaks,
    account: Mutex<Account>,
    fatal: Mutex<Option<String>>,
    watch: watch::Watch,
}

impl Shared<'_> {
    /// Ends the run with a message; the first one counts.
    fn fail(&self, message: String) {
        self.fatal.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(message);
        self.stop();
    }

    fn stop(&self) {
        self.cancel.store(true, Ordering::SeqCst);
        self.budget.release(0);
    }

    fn stopped(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

/// Runs a plan. Setting `cancel` from outside stops it cleanly. The account is given in every case.
pub fn run(plan: &Plan, cancel: &AtomicBool, observer: &mut dyn Observer) -> (Account, Result<(), RunError>) {
    let shared = Shared {
        plan,
        cancel,
        budget: Budget::new(plan.settings.memory),
        breaks: breaks::Breaks::default(),
        account: Mutex::new(Account::new(plan)),
        fatal: Mutex::new(None),
        watch: watch::Watch::new(plan.settings.threads),
    };
    let result = drive(&shared, observer);
    let mut account = shared.account.into_inner().unwrap_or_else(PoisonError::into_inner);
    shared.breaks.report(&mut account);
    account.close();
    (account, result)
}

fn drive(shared: &Shared<'_>, observer: &mut dyn Observer) -> Result<(), RunError> {
    let files = source::files(&shared.plan.inputs).map_err(RunError::Failed)?;
    {
        let mut account = shared.account.lock().unwrap_or_else(PoisonError::into_inner);
        account.total_bytes = source::total_bytes(&files);
    }
    let mut ordered = Ordered::open(shared).map_err(RunError::Failed)?;
    let threads = shared.plan.settings.threads.max(1);
    let (to_workers, batches) = mpsc::sync_channel::<Batch>(threads * 2);
    let (to_writer, finished) = mpsc::channel::<Finished>();
    let batches = Arc::new(Mutex::new(batches));
    let written = std::thread::scope(|scope| {
        scope.spawn(move || source::unpack(shared, files, &to_workers));
        for number in 0..threads {
            let (batches, to_writer) = (Arc::clone(&batches), to_writer.clone());
            scope.spawn(move || worker::work(shared, number, &batches, &to_writer));
        }
        drop(to_writer);
        let written = ordered.write_all(&finished, observer);
        if written.is_err() {
            shared.stop();
            // Workers may be waiting to hand over; what they give is no longer looked at.
            while finished.recv().is_ok() {}
        }
        written
    });
    let fatal = shared.fatal.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (fatal, written) {
        (Some(message), _) => {
            ordered.abandon();
            Err(RunError::Failed(message))
        }
        (None, Err(error)) => {
            ordered.abandon();
            Err(error)
        }
        (None, Ok(())) if shared.stopped() => {
            ordered.abandon();
            Err(RunError::Interrupted)
        }
        (None, Ok(())) => ordered.finish(),
    }
}
