//! A plugin's component before it is made: what a registry holds.

use std::ffi::c_void;
use std::sync::Arc;

use serde_json::{Map, Value};
use warraq_abi as abi;
use warraq_core::options::{OptionSpec, validate};
use warraq_core::remote::{Bound, RemoteContext};
use warraq_core::signature::Context;
use warraq_core::{Accepts, Create, Error, Factory, Kind, Made, Signature, Spec};

use crate::api::{self, HostState, Log};
use crate::life::{Component, failure};
use crate::load::{Module, Plugin};
use crate::manifest::{ComponentInfo, kind};
use crate::{processor, reader, unpacker, writer};

/// A plugin's component.
pub(crate) struct Loaded {
    plugin: String,
    id: String,
    spec: Spec,
    kind: Kind,
    accepts: Accepts,
    options: Vec<OptionSpec>,
    module: &'static Module,
    log: Log,
}

/// The functions of a component's kind.
#[derive(Clone, Copy)]
pub(crate) enum Interface {
    Processor(abi::Processor),
    Reader(abi::Reader),
    Unpacker(abi::Unpacker),
    Writer(abi::Writer),
}

impl Loaded {
    /// The component that the manifest shows; `None` for a kind that this host does not know.
    pub(crate) fn new(plugin: &Plugin, info: &ComponentInfo) -> Option<Self> {
        Some(Self {
            plugin: plugin.name.clone(),
            id: info.name.clone(),
            spec: info.spec(&plugin.name),
            kind: kind(&info.kind)?,
            accepts: info.accepts(),
            options: info.option_specs(),
            module: plugin.module,
            log: Arc::clone(&plugin.log),
        })
    }

    fn interface(&self) -> Result<(Interface, abi::Life), Error> {
        use abi::{id, least};
        let module = self.module;
        let (found, life) = match self.kind {
            Kind::Processor => {
                let table: Option<abi::Processor> = module.interface(id::PROCESSOR, least::PROCESSOR);
                (table.map(Interface::Processor), table.map(|table| table.life))
            }
            Kind::Reader => {
                let table: Option<abi::Reader> = module.interface(id::READER, least::READER);
                (table.map(Interface::Reader), table.map(|table| table.life))
            }
            Kind::Unpacker => {
                let table: Option<abi::Unpacker> = module.interface(id::UNPACKER, least::UNPACKER);
                (table.map(Interface::Unpacker), table.map(|table| table.life))
            }
            Kind::Encoder => {
                let table: Option<abi::Writer> = module.interface(id::WRITER, least::WRITER);
                (table.map(Interface::Writer), table.map(|table| table.life))
            }
        };
        // SAFETY: the interface's `life` is null or a constant of the library.
        #[allow(unsafe_code)]
        let life = life.and_then(|life| unsafe { abi::read_sized(life, least::LIFE) });
        let missing = || {
            let kind = self.kind.name();
            Error::config(format!("the plugin {} has no working interface for a {kind}", self.plugin))
        };
        found.zip(life).ok_or_else(missing)
    }

    #[allow(unsafe_code)]
    fn ask(&self, options: &Map<String, Value>, context: Context) -> Result<Signature, Error> {
        let (_, life) = self.interface()?;
        let Some(call) = life.signature else { return Ok(Signature::default()) };
        let host = HostState::new(&self.plugin, Arc::clone(&self.log));
        let json = Value::Object(options.clone()).to_string();
        let remote = serde_json::to_string(&RemoteContext::from(context)).ok();
        let mut answer = String::new();
        let out = abi::JsonOut { ctx: (&raw mut answer).cast(), put: Some(put) };
        let (id, json) = (abi::Str::lend(&self.id), abi::Str::lend(&json));
        // SAFETY: everything is lent for the time of the call.
        let ask = || unsafe { call(host.pointer(), id, json, &raw const out) };
        let code = api::during(None, None, remote, ask);
        if code != abi::code::OK {
            return Err(failure(code));
        }
        let signature: Result<Signature, _> = serde_json::from_str(&answer);
        signature.map_err(|error| Error::config(format!("the plugin's signature is not readable: {error}")))
    }

    #[allow(unsafe_code)]
    fn make(
        &self,
        cx: &Create<'_>,
        options: &Map<String, Value>,
    ) -> Result<(Interface, Arc<Component>), Error> {
        let (interface, life) = self.interface()?;
        let Some(call) = life.create else { return Err(Error::config("the plugin cannot make components")) };
        let host = HostState::new(&self.plugin, Arc::clone(&self.log));
        let json = Value::Object(options.clone()).to_string();
        let wiring = serde_json::to_string(&Bound::new(cx)).map_err(|e| Error::config(e.to_string()))?;
        let (id, json, wiring) = (abi::Str::lend(&self.id), abi::Str::lend(&json), abi::Str::lend(&wiring));
        let mut ptr = std::ptr::null_mut();
        // SAFETY: the strings are lent for the time of the call; the host lives in the component until it is destroyed.
        let make = || unsafe { call(host.pointer(), id, json, wiring, &raw mut ptr) };
        let code = api::during(Some(cx.interner()), Some(cx.assets()), None, make);
        if code != abi::code::OK || ptr.is_null() {
            return Err(failure(code));
        }
        Ok((interface, Component::new(host, life, ptr, self.spec.name)))
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn put(ctx: *mut c_void, json: abi::Str) -> i32 {
    // SAFETY: `ctx` is the string of the call that is running, and nothing else uses it now; the JSON is lent.
    let (Some(answer), Some(json)) = (unsafe { (ctx.cast::<String>().as_mut(), json.text()) }) else {
        return abi::code::ARG;
    };
    json.clone_into(answer);
    abi::code::OK
}

impl Factory for Loaded {
    fn spec(&self) -> &Spec {
        &self.spec
    }

    fn kind(&self) -> Kind {
        self.kind
    }

    fn options(&self) -> &[OptionSpec] {
        &self.options
    }

    fn accepts(&self) -> Accepts {
        self.accepts
    }

    fn plugin(&self) -> Option<&str> {
        Some(&self.plugin)
    }

    fn signature(&self, options: &Map<String, Value>, context: Context) -> Result<Signature, Vec<Error>> {
        let errors = validate(&self.options, options);
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut signature = self.ask(options, context.clone()).map_err(|error| vec![error])?;
        signature.context = context;
        Ok(signature)
    }

    fn create(&self, cx: &Create<'_>, options: &Map<String, Value>) -> Result<Made, Error> {
        let (interface, component) = self.make(cx, options)?;
        Ok(match interface {
            Interface::Processor(table) => {
                Made::Processor(Arc::new(processor::Shared::new(cx, table, component)?))
            }
            Interface::Reader(table) => Made::Reader(Arc::new(reader::Shared::new(cx, table, component)?)),
            Interface::Unpacker(table) => Made::Unpacker(Arc::new(unpacker::Shared { table, component })),
            Interface::Writer(table) => Made::Encoder(Arc::new(writer::Shared::new(table, component)?)),
        })
    }
}
