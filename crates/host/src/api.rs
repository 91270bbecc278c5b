//! The host as plugins see it: symbols, log, files, errors.

use std::cell::RefCell;
use std::ffi::c_void;
use std::sync::{Arc, OnceLock};

use warraq_abi as abi;
use warraq_core::create::Asset;
use warraq_core::remote::{RemoteError, from_code};
use warraq_core::{Error, Interner, Sym, Symbols};

/// How much a line of a plugin's log matters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Level {
    /// Something failed.
    Error,
    /// Something is odd.
    Warn,
    /// Something happened.
    Info,
    /// For the author.
    Debug,
}

/// A line of a plugin's log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogLine {
    /// The plugin's name in the config.
    pub plugin: String,
    /// How much it matters.
    pub level: Level,
    /// The document that it is about; empty for none.
    pub document: String,
    /// What it says.
    pub message: String,
}

/// Where log lines go.
pub(crate) type Log = Arc<dyn Fn(&LogLine) + Send + Sync>;

/// What a plugin's calls into the host find: one for each component, and one for the module.
pub(crate) struct HostState {
    api: abi::Host,
    pub(crate) plugin: String,
    log: Log,
    symbols: OnceLock<Vec<Box<str>>>,
}

// SAFETY: the pointers in `api` are to this very struct and to constants; what is behind them is `Sync`.
#[allow(unsafe_code)]
unsafe impl Send for HostState {}
// SAFETY: as above.
#[allow(unsafe_code)]
unsafe impl Sync for HostState {}

thread_local! {
    /// Why the call that runs on this thread fails.
    static WHY: RefCell<Option<Error>> = const { RefCell::new(None) };
    /// What is there only while `create` or `signature` runs on this thread.
    static MAKING: RefCell<Making> = const { RefCell::new(Making::NOTHING) };
}

/// What `create` and `signature` may ask for. The pointers are valid while [`during`] runs.
struct Making {
    interner: Option<*const Interner>,
    assets: Option<*const [Asset]>,
    context: Option<String>,
    lent: Vec<Box<str>>,
}

impl Making {
    const NOTHING: Self = Self { interner: None, assets: None, context: None, lent: Vec::new() };
}

const NAME: &str = "warraq";
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl HostState {
    /// A host for a component or a module. It must not move while a plugin has its pointer, hence the box.
    pub(crate) fn new(plugin: &str, log: Log) -> Box<Self> {
        let api = abi::Host {
            struct_size: size_of::<abi::Host>() as u32,
            abi_minor: abi::MINOR,
            ctx: std::ptr::null_mut(),
            name: abi::Str::lend(NAME),
            version: abi::Str::lend(VERSION),
            extension: Some(extension),
            intern: Some(intern),
            symbol: Some(symbol),
            error: Some(error),
        };
        let mut state = Box::new(Self { api, plugin: plugin.to_owned(), log, symbols: OnceLock::new() });
        let pointer = (&raw mut *state).cast();
        state.api.ctx = pointer;
        state
    }

    /// What the plugin gets.
    pub(crate) fn pointer(&self) -> *const abi::Host {
        &raw const self.api
    }

    /// Notes the run's symbols before the first document.
    pub(crate) fn freeze(&self, symbols: &Symbols) {
        self.symbols.get_or_init(|| symbols.names().map(Box::from).collect());
    }
}

/// Takes what the plugin said about why its call failed.
pub(crate) fn why() -> Option<Error> {
    WHY.with(|cell| cell.borrow_mut().take())
}

/// Runs a call of `signature` or `create` with what it may ask for.
pub(crate) fn during<T>(
    interner: Option<&Interner>,
    assets: Option<&[Asset]>,
    context: Option<String>,
    call: impl FnOnce() -> T,
) -> T {
    /// Takes away what was lent, even when the call unwinds.
    struct Reset(Option<Making>);
    impl Drop for Reset {
        fn drop(&mut self) {
            MAKING.with(|cell| *cell.borrow_mut() = self.0.take().unwrap_or(Making::NOTHING));
        }
    }
    let making = Making {
        interner: interner.map(std::ptr::from_ref),
        assets: assets.map(std::ptr::from_ref),
        context,
        lent: Vec::new(),
    };
    let _reset = Reset(Some(MAKING.with(|cell| cell.replace(making))));
    let _ = why();
    call()
}

#[allow(unsafe_code)]
unsafe fn state<'a>(host: *const abi::Host) -> Option<&'a HostState> {
    // SAFETY: plugins pass the pointer that they were given, whose `ctx` is the state around it.
    unsafe { host.as_ref()?.ctx.cast::<HostState>().as_ref() }
}

struct Table<T>(T);
// SAFETY: tables of functions are constants.
#[allow(unsafe_code)]
unsafe impl<T> Sync for Table<T> {}

static LOG: Table<abi::Log> =
    Table(abi::Log { struct_size: size_of::<abi::Log>() as u32, reserved: 0, write: Some(log) });
static ASSETS: Table<abi::Assets> = Table(abi::Assets {
    struct_size: size_of::<abi::Assets>() as u32,
    reserved: 0,
    count: Some(assets_count),
    get: Some(assets_get),
});
static CONTEXT: Table<abi::Context> =
    Table(abi::Context { struct_size: size_of::<abi::Context>() as u32, reserved: 0, json: Some(context) });
static ERROR: Table<abi::ErrorJson> = Table(abi::ErrorJson {
    struct_size: size_of::<abi::ErrorJson>() as u32,
    reserved: 0,
    json: Some(error_json),
});

#[allow(unsafe_code)]
unsafe extern "C" fn extension(_: *const abi::Host, id: abi::Str) -> *const c_void {
    // SAFETY: the plugin lends the id for the time of the call.
    match unsafe { id.text() } {
        Some(abi::id::LOG) => (&raw const LOG.0).cast(),
        Some(abi::id::ASSETS) => (&raw const ASSETS.0).cast(),
        Some(abi::id::CONTEXT) => (&raw const CONTEXT.0).cast(),
        Some(abi::id::ERROR) => (&raw const ERROR.0).cast(),
        _ => std::ptr::null(),
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn intern(_: *const abi::Host, name: abi::Str) -> u32 {
    // SAFETY: the plugin lends the name for the time of the call.
    let Some(name) = (unsafe { name.text() }) else { return 0 };
    if crate::fault::hit() {
        return 0;
    }
    MAKING.with(|cell| {
        // SAFETY: the pointer is there only while `during` runs on this thread, which borrows the interner.
        let interner = cell.borrow().interner.map(|interner| unsafe { &*interner });
        interner.map_or(0, |interner| interner.intern(name).0)
    })
}

#[allow(unsafe_code)]
unsafe extern "C" fn symbol(host: *const abi::Host, sym: u32) -> abi::Str {
    // SAFETY: see `state`.
    let Some(state) = (unsafe { state(host) }) else { return abi::Str::EMPTY };
    if let Some(names) = state.symbols.get() {
        return names.get(sym as usize).map_or(abi::Str::EMPTY, |name| abi::Str::lend(name));
    }
    MAKING.with(|cell| {
        let mut making = cell.borrow_mut();
        // SAFETY: as in `intern`.
        let interner = making.interner.map(|interner| unsafe { &*interner });
        let Some(name) = interner.and_then(|interner| interner.name(Sym(sym))) else {
            return abi::Str::EMPTY;
        };
        making.lent.push(name.into());
        making.lent.last().map_or(abi::Str::EMPTY, |name| abi::Str::lend(name))
    })
}

#[allow(unsafe_code)]
unsafe extern "C" fn error(_: *const abi::Host, code: i32, message: abi::Str) {
    // SAFETY: the plugin lends the message for the time of the call.
    let message = String::from_utf8_lossy(unsafe { message.bytes() }).into_owned();
    WHY.with(|cell| *cell.borrow_mut() = Some(from_code(code, message)));
}

#[allow(unsafe_code)]
unsafe extern "C" fn error_json(_: *const abi::Host, code: i32, json: abi::Str) {
    // SAFETY: as above.
    let error: Option<RemoteError> = unsafe { json.text() }.and_then(|json| serde_json::from_str(json).ok());
    WHY.with(|cell| *cell.borrow_mut() = error.map(|error| error.get(code)));
}

#[allow(unsafe_code)]
unsafe extern "C" fn log(host: *const abi::Host, level: i32, document: abi::Str, message: abi::Str) {
    // SAFETY: see `state`; the strings are lent for the time of the call.
    let (state, document, message) = unsafe { (state(host), document.bytes(), message.bytes()) };
    let Some(state) = state else { return };
    let level = match level {
        ..=abi::level::ERROR => Level::Error,
        abi::level::WARN => Level::Warn,
        abi::level::INFO => Level::Info,
        _ => Level::Debug,
    };
    (state.log)(&LogLine {
        plugin: state.plugin.clone(),
        level,
        document: String::from_utf8_lossy(document).into_owned(),
        message: String::from_utf8_lossy(message).into_owned(),
    });
}

#[allow(unsafe_code)]
fn with_assets<T>(call: impl FnOnce(&[Asset]) -> T) -> T {
    MAKING.with(|cell| {
        // SAFETY: the pointer is there only while `during` runs on this thread, which borrows the assets.
        let assets = cell.borrow().assets.map(|assets| unsafe { &*assets });
        call(assets.unwrap_or_default())
    })
}

#[allow(unsafe_code)]
unsafe extern "C" fn assets_count(_: *const abi::Host) -> u64 {
    with_assets(|assets| assets.len() as u64)
}

#[allow(unsafe_code)]
unsafe extern "C" fn assets_get(
    _: *const abi::Host,
    at: u64,
    path: *mut abi::Str,
    bytes: *mut abi::Str,
) -> i32 {
    if crate::fault::hit() {
        return abi::code::NOMEM;
    }
    with_assets(|assets| {
        let asset = usize::try_from(at).ok().and_then(|at| assets.get(at));
        let (Some(asset), false, false) = (asset, path.is_null(), bytes.is_null()) else {
            return abi::code::ARG;
        };
        // SAFETY: neither is null; the plugin gives room for both.
        unsafe {
            path.write(abi::Str::lend(&asset.path));
            bytes.write(abi::Str::lend_bytes(&asset.bytes));
        }
        abi::code::OK
    })
}

#[allow(unsafe_code)]
unsafe extern "C" fn context(_: *const abi::Host) -> abi::Str {
    MAKING.with(|cell| cell.borrow().context.as_deref().map_or(abi::Str::EMPTY, abi::Str::lend))
}
