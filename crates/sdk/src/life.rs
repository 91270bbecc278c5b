//! The lifecycle of components: signature, create, open, close, destroy.

use std::sync::{Arc, OnceLock};

use serde_json::{Map, Value};
use warraq_abi as abi;
use warraq_core::lend::Names;
use warraq_core::remote::Bound;
use warraq_core::{
    Create, Encoder, Error, Interner, Kind, Made, Processor, Reader, Sym, Symbols, Unpacker, Wiring,
};

use crate::export::find;
use crate::host::Host;
use crate::writer::Known;
use crate::{guard, log};

/// A component behind the pointer that the host holds.
pub(crate) struct Shared {
    pub(crate) host: Host,
    pub(crate) made: Made,
    pub(crate) wiring: Wiring,
    /// The symbols of the layers read.
    pub(crate) inputs: Vec<Sym>,
    /// The symbols of the layers written and of their columns.
    pub(crate) outputs: Vec<Names>,
    /// The symbols of the views written.
    pub(crate) views: Vec<Sym>,
    symbols: OnceLock<Symbols>,
}

impl Shared {
    /// The run's symbols. They are frozen before the first document, and copied then.
    pub(crate) fn symbols(&self) -> &Symbols {
        self.symbols.get_or_init(|| self.host.symbols())
    }
}

/// A worker behind the pointer that the host holds.
pub(crate) struct Worker {
    pub(crate) shared: Arc<Shared>,
    pub(crate) state: State,
    /// After a panic nothing but `close` may be called.
    pub(crate) broken: bool,
}

/// What a worker does.
pub(crate) enum State {
    Processor(Box<dyn Processor>, Box<crate::processor::Scratch>),
    Reader(Box<dyn Reader>),
    Unpacker(Option<Box<dyn Unpacker>>),
    Encoder(Box<dyn Encoder>, Option<Box<Known>>),
}

const fn kind(number: u8) -> Kind {
    match number {
        0 => Kind::Processor,
        1 => Kind::Reader,
        2 => Kind::Unpacker,
        _ => Kind::Encoder,
    }
}

fn options(json: Option<&str>) -> Result<Map<String, Value>, Error> {
    let table = json.and_then(|json| serde_json::from_str(json).ok());
    table.ok_or_else(|| Error::config("the options are no JSON object"))
}

/// Runs the body of a call that may fail; a panic is told to the host.
fn told(host: &Host, body: impl FnOnce() -> Result<(), Error>) -> i32 {
    match host.guard(body) {
        Ok(Ok(())) => abi::code::OK,
        Ok(Err(error)) => host.fail(&error),
        Err(panic) => host.message(abi::code::PANIC, &panic),
    }
}

#[allow(unsafe_code)]
pub(crate) unsafe extern "C" fn signature<const KIND: u8>(
    host: *const abi::Host,
    id: abi::Str,
    options_json: abi::Str,
    out: *const abi::JsonOut,
) -> i32 {
    // SAFETY: all arguments are lent for the time of this call.
    let (host, id, json, out) = unsafe { (Host::new(host), id.text(), options_json.text(), out.as_ref()) };
    let (Some(host), Some(out)) = (host, out) else { return abi::code::ARG };
    let Some(factory) = id.and_then(|id| find(kind(KIND), id)) else { return abi::code::ARG };
    told(&host, || {
        let signature = factory.signature(&options(json)?, host.context());
        let signature = signature.map_err(|mut errors| errors.remove(0))?;
        let json = serde_json::to_string(&signature).map_err(|error| Error::config(error.to_string()))?;
        let Some(put) = out.put else { return Err(Error::config("the host takes no signature")) };
        // SAFETY: the string is lent for the time of the call.
        match unsafe { put(out.ctx, abi::Str::lend(&json)) } {
            abi::code::OK => Ok(()),
            _ => Err(Error::config("the host refused the signature")),
        }
    })
}

#[allow(unsafe_code)]
pub(crate) unsafe extern "C" fn create<const KIND: u8>(
    host: *const abi::Host,
    id: abi::Str,
    options_json: abi::Str,
    wiring_json: abi::Str,
    component: *mut *mut abi::Component,
) -> i32 {
    // SAFETY: the strings are lent for the time of this call; the host stays valid until `destroy`, and what is made of
    // it here lives in the component.
    let (host_of, id, json, wiring) =
        unsafe { (|| Host::new(host), id.text(), options_json.text(), wiring_json.text()) };
    let Some(factory) = id.and_then(|id| find(kind(KIND), id)) else { return abi::code::ARG };
    let (Some(host), Some(own), false) = (host_of(), host_of(), component.is_null()) else {
        return abi::code::ARG;
    };
    let mut made = None;
    let code = told(&host, || {
        let bound: Option<Bound> = wiring.and_then(|json| serde_json::from_str(json).ok());
        let bound = bound.ok_or_else(|| Error::config("the wiring is not what this SDK knows"))?;
        made = Some(make(factory, &options(json)?, &bound, own)?);
        Ok(())
    });
    if let Some(shared) = made.filter(|_| code == abi::code::OK) {
        // SAFETY: not null; the host gives room for a pointer.
        unsafe { component.write(Box::into_raw(Box::new(Arc::new(shared))).cast()) };
    }
    code
}

fn make(
    factory: &dyn warraq_core::Factory,
    options: &Map<String, Value>,
    bound: &Bound,
    host: Host,
) -> Result<Shared, Error> {
    let wiring = bound.wiring();
    let assets = host.assets()?;
    // A component with a symbol missing would give rows that nobody takes.
    let refused: Arc<OnceLock<String>> = Arc::default();
    #[allow(unsafe_code)]
    let interner = {
        // SAFETY: the host stays valid until `destroy`; the interner is gone before `create` returns.
        let host = unsafe { Host::new(host.pointer()) };
        let refused = Arc::clone(&refused);
        Interner::elsewhere(move |name| {
            let sym = host.as_ref().map_or(Sym::NONE, |host| host.intern(name));
            note(&refused, name, sym)
        })
    };
    let mut cx = Create::new(&bound.step, &wiring, &interner, &assets);
    cx.language = bound.language.as_deref();
    cx.output = bound.output.get();
    let made = factory.create(&cx, options)?;
    let intern = |name: &str| note(&refused, name, host.intern(name));
    let names = wiring.outputs.iter().map(|output| Names::new(&output.role, &output.schema, intern));
    let outputs = names.collect();
    let inputs = wiring.inputs.iter().map(|input| intern(&input.role)).collect();
    let views = bound.views.iter().map(|view| intern(view)).collect();
    if let Some(name) = refused.get() {
        return Err(Error::config(format!("the host gave no symbol for «{name}»")));
    }
    Ok(Shared { made, wiring, inputs, outputs, views, symbols: OnceLock::new(), host })
}

/// Notes a name for which the host gave no symbol.
fn note(refused: &OnceLock<String>, name: &str, sym: Sym) -> Sym {
    if sym == Sym::NONE && !name.is_empty() {
        refused.get_or_init(|| name.to_owned());
    }
    sym
}

#[allow(unsafe_code)]
pub(crate) unsafe extern "C" fn open(component: *mut abi::Component, worker: *mut *mut abi::Worker) -> i32 {
    // SAFETY: the pointer is one that `create` gave, and not destroyed.
    let Some(shared) = (unsafe { component.cast::<Arc<Shared>>().as_ref() }) else { return abi::code::ARG };
    if worker.is_null() {
        return abi::code::ARG;
    }
    let mut made = None;
    let code = told(&shared.host, || {
        let state = match &shared.made {
            Made::Processor(of) => State::Processor(Arc::clone(of).worker()?, Default::default()),
            Made::Reader(of) => State::Reader(Arc::clone(of).worker()?),
            Made::Unpacker(_) => State::Unpacker(None),
            Made::Encoder(of) => State::Encoder(Arc::clone(of).worker()?, None),
        };
        made = Some(Worker { shared: Arc::clone(shared), state, broken: false });
        Ok(())
    });
    if let Some(made) = made {
        // SAFETY: not null; the host gives room for a pointer.
        unsafe { worker.write(Box::into_raw(Box::new(made)).cast()) };
    }
    code
}

#[allow(unsafe_code)]
pub(crate) unsafe extern "C" fn close(worker: *mut abi::Worker) {
    if !worker.is_null() {
        // SAFETY: the pointer is one that `open` gave; the host calls this once and nothing afterwards.
        let worker = unsafe { Box::from_raw(worker.cast::<Worker>()) };
        // SAFETY: the host stays valid until `destroy`, which comes after this.
        let host = unsafe { Host::new(worker.shared.host.pointer()) };
        gone(host, "a worker was closed", worker);
    }
}

#[allow(unsafe_code)]
pub(crate) unsafe extern "C" fn destroy(component: *mut abi::Component) {
    if !component.is_null() {
        // SAFETY: the pointer is one that `create` gave; the host calls this once, after the last `close`.
        let component = unsafe { Box::from_raw(component.cast::<Arc<Shared>>()) };
        // SAFETY: the host stays valid until this returns.
        let host = unsafe { Host::new(component.host.pointer()) };
        gone(host, "a component was destroyed", component);
    }
}

/// Drops what the host gives back. No call waits for an error, so a panic is a line in the log.
fn gone<T>(host: Option<Host>, when: &str, what: T) {
    let pointer = host.as_ref().map_or(std::ptr::null(), Host::pointer);
    if let (Err(panic), Some(host)) = (guard::catch(pointer, || drop(what)), host) {
        log::to(&host, log::Level::Error, "", &format!("{panic} (when {when})"));
    }
}
