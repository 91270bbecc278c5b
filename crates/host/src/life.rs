//! A component of a plugin and its workers, with the calls of their lifecycle.

use std::sync::Arc;

use warraq_abi as abi;
use warraq_core::Error;
use warraq_core::remote::from_code;
use warraq_core::step::Broken;

use crate::api::{self, HostState};

/// A made component. It is destroyed when the last worker is gone.
pub(crate) struct Component {
    pub(crate) host: Box<HostState>,
    pub(crate) life: abi::Life,
    ptr: *mut abi::Component,
    /// `plugin.component`, for messages.
    pub(crate) name: &'static str,
}

// SAFETY: the ABI allows `open` from any thread and asks for one thread at a time only in a worker.
#[allow(unsafe_code)]
unsafe impl Send for Component {}
// SAFETY: as above.
#[allow(unsafe_code)]
unsafe impl Sync for Component {}

impl Component {
    /// Takes over what `create` gave.
    pub(crate) fn new(
        host: Box<HostState>,
        life: abi::Life,
        ptr: *mut abi::Component,
        name: &'static str,
    ) -> Arc<Self> {
        Arc::new(Self { host, life, ptr, name })
    }

    pub(crate) fn pointer(&self) -> *mut abi::Component {
        self.ptr
    }

    /// Opens a worker.
    #[allow(unsafe_code)]
    pub(crate) fn open(self: Arc<Self>) -> Result<Worker, Error> {
        let Some(open) = self.life.open else { return Err(Error::fatal("the plugin cannot open workers")) };
        let mut ptr = std::ptr::null_mut();
        let _ = api::why();
        // SAFETY: the component is alive; the plugin writes a pointer.
        let code = unsafe { open(self.ptr, &raw mut ptr) };
        if code != abi::code::OK || ptr.is_null() {
            return Err(failure(code).within(self.name));
        }
        Ok(Worker { component: self, ptr })
    }
}

impl Drop for Component {
    fn drop(&mut self) {
        if let Some(destroy) = self.life.destroy {
            // SAFETY: `create` succeeded, all workers are closed, and this happens once.
            #[allow(unsafe_code)]
            unsafe {
                destroy(self.ptr);
            }
        }
    }
}

/// An open worker. It is closed when it goes, also after a panic.
pub(crate) struct Worker {
    pub(crate) component: Arc<Component>,
    ptr: *mut abi::Worker,
}

// SAFETY: the ABI asks for one thread at a time, not for the same one.
#[allow(unsafe_code)]
unsafe impl Send for Worker {}

impl Worker {
    pub(crate) fn pointer(&self) -> *mut abi::Worker {
        self.ptr
    }

    /// The error of a call that failed as a whole, with the component's name and what it was about.
    pub(crate) fn failed(&self, code: i32, about: &str) -> Error {
        failure(code).within(&self.place(about))
    }

    /// The component's name and what the call was about.
    pub(crate) fn place(&self, about: &str) -> String {
        if about.is_empty() {
            format!("plugin component {}", self.component.name)
        } else {
            format!("plugin component {}, document {about}", self.component.name)
        }
    }

    /// Leaves the call so that the engine never uses this worker again.
    pub(crate) fn abandon(&self, code: i32, about: &str) -> ! {
        std::panic::resume_unwind(Box::new(Broken(self.failed(code, about))))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if let Some(close) = self.component.life.close {
            // SAFETY: `open` gave the pointer, and this happens once.
            #[allow(unsafe_code)]
            unsafe {
                close(self.ptr);
            }
        }
    }
}

/// The error for a code: what the plugin said, else what the code means.
pub(crate) fn failure(code: i32) -> Error {
    if let Some(mut error) = api::why() {
        // What was said for another code keeps its words, not its kind.
        if from_code(code, String::new()).kind != error.kind {
            error.kind = from_code(code, String::new()).kind;
        }
        return error;
    }
    from_code(code, meaning(code).to_owned())
}

fn meaning(code: i32) -> &'static str {
    match code {
        abi::code::OK => "the plugin gave no object",
        abi::code::ABI => "the plugin speaks another version of the ABI",
        abi::code::ARG => "the plugin refused an argument (unknown component or bad table)",
        abi::code::CONFIG => "the plugin refused its set-up without a reason",
        abi::code::DOC => "the plugin failed without a reason",
        abi::code::FATAL => "the plugin can do no more",
        abi::code::PANIC => "the plugin panicked",
        abi::code::CANCELLED => "stopped: the time for this document is over",
        abi::code::NOMEM => "the plugin ran out of memory",
        abi::code::UNSUPPORTED => "the plugin does not support this",
        abi::code::IO => "the plugin could not read or write",
        abi::code::LIMIT => "the plugin passed a bound",
        _ => "the plugin failed with an unknown code",
    }
}
