//! The host as a plugin sees it.

use warraq_abi as abi;
use warraq_core::create::Asset;
use warraq_core::remote::{RemoteContext, RemoteError, code_of};
use warraq_core::signature::Context;
use warraq_core::{Error, Sym, Symbols};

use crate::send::Foreign;

/// A pointer to the host's struct, valid for the call or for the life of the component.
pub(crate) struct Host {
    ptr: Foreign<*const abi::Host>,
    api: Foreign<abi::Host>,
}

#[allow(unsafe_code)]
impl Host {
    /// # Safety
    /// The pointer is null or the host's, and stays valid as long as this value is used.
    pub(crate) unsafe fn new(ptr: *const abi::Host) -> Option<Self> {
        // SAFETY: the caller vouches for the pointer.
        let api = unsafe { abi::read_sized(ptr, abi::least::HOST)? };
        Some(Self { ptr: Foreign(ptr), api: Foreign(api) })
    }

    pub(crate) fn pointer(&self) -> *const abi::Host {
        self.ptr.0
    }

    /// Runs what a component does in a call of this host; a panic gives its message and place.
    ///
    /// # Errors
    /// The panic.
    pub(crate) fn guard<T>(&self, call: impl FnOnce() -> T) -> Result<T, String> {
        crate::guard::catch(self.ptr.0, call)
    }

    /// Looks an extension up.
    pub(crate) fn extension<T>(&self, id: &str) -> Option<&'static T> {
        let find = self.api.0.extension?;
        // SAFETY: extensions are constants of the host, of the type that the id names.
        unsafe { find(self.ptr.0, abi::Str::lend(id)).cast::<T>().as_ref() }
    }

    /// The symbol of a string; only inside `create`.
    pub(crate) fn intern(&self, name: &str) -> Sym {
        // SAFETY: the host's function takes what it lent.
        self.api.0.intern.map_or(Sym::NONE, |f| Sym(unsafe { f(self.ptr.0, abi::Str::lend(name)) }))
    }

    fn symbol(&self, sym: u32) -> Option<Box<str>> {
        // SAFETY: the string is valid until the running call returns; it is copied here.
        let text = unsafe { self.api.0.symbol?(self.ptr.0, sym) };
        if text.ptr.is_null() {
            return None;
        }
        // SAFETY: as above.
        unsafe { text.text() }.map(Box::from)
    }

    /// A copy of the run's frozen symbols.
    pub(crate) fn symbols(&self) -> Symbols {
        let mut names: Vec<Box<str>> = vec!["".into()];
        names.extend((1..abi::flag::SYM_LOCAL).map_while(|sym| self.symbol(sym)));
        Symbols::from_names(names)
    }

    /// Says why the running call fails, and gives the code to return.
    pub(crate) fn fail(&self, error: &Error) -> i32 {
        let code = code_of(error);
        let known = self.extension::<abi::ErrorJson>(abi::id::ERROR).and_then(|ext| ext.json);
        if let (Some(send), Ok(json)) = (known, serde_json::to_string(&RemoteError::new(error))) {
            // SAFETY: the string is lent for the time of the call.
            unsafe { send(self.ptr.0, code, abi::Str::lend(&json)) };
            return code;
        }
        self.message(code, &error.message)
    }

    /// The same for a message.
    pub(crate) fn message(&self, code: i32, message: &str) -> i32 {
        if let Some(send) = self.api.0.error {
            // SAFETY: the string is lent for the time of the call.
            unsafe { send(self.ptr.0, code, abi::Str::lend(message)) };
        }
        code
    }

    /// What the plan knows; only inside `signature`.
    pub(crate) fn context(&self) -> Context {
        let json = self.extension::<abi::Context>(abi::id::CONTEXT).and_then(|ext| ext.json);
        // SAFETY: the string is valid until `signature` returns.
        let json = json.and_then(|json| unsafe { json(self.ptr.0).text() });
        let context: Option<RemoteContext> = json.and_then(|json| serde_json::from_str(json).ok());
        context.unwrap_or_default().into()
    }

    /// The files that options name; only inside `create`.
    pub(crate) fn assets(&self) -> Result<Vec<Asset>, Error> {
        let Some(ext) = self.extension::<abi::Assets>(abi::id::ASSETS) else { return Ok(Vec::new()) };
        let (Some(count), Some(get)) = (ext.count, ext.get) else { return Ok(Vec::new()) };
        // SAFETY: both functions belong to this host; what they lend is valid until `create` returns and is copied.
        unsafe {
            let asset = |at| {
                let (mut path, mut bytes) = (abi::Str::EMPTY, abi::Str::EMPTY);
                match get(self.ptr.0, at, &raw mut path, &raw mut bytes) {
                    abi::code::OK => {
                        let path =
                            path.text().ok_or_else(|| Error::config("the path of a file is not UTF-8"))?;
                        Ok(Asset { path: path.into(), bytes: bytes.bytes().into() })
                    }
                    code => Err(Error::config(format!("the host did not give file {at} (code {code})"))),
                }
            };
            (0..count(self.ptr.0)).map(asset).collect()
        }
    }
}
