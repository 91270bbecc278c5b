//! A component before it is made: what lists of components hold, and what plugins look like to the engine.

use std::io::Read as Stream;
use std::marker::PhantomData;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::component::{
    Accepts, Component, Encode, Encoder, Framing, Made, OpenEncoder, OpenProcessor, OpenReader, OpenStream,
    Process, Processor, Read, Reader, Target, Unpack, Unpacker,
};
use crate::create::Create;
use crate::error::Error;
use crate::item::OpenArgs;
use crate::options::{OptionSpec, Options, validate};
use crate::signature::{Context, Signature};
use crate::spec::{Kind, Spec};

/// A component before it is made. The engine cannot tell a built-in from a loaded one.
pub trait Factory: Send + Sync {
    /// What no option changes.
    fn spec(&self) -> &Spec;

    /// The component's place in the flow.
    fn kind(&self) -> Kind;

    /// The declared options.
    fn options(&self) -> &[OptionSpec];

    /// What chooses a reader, an unpacker or a format by itself: media types and endings of names.
    fn accepts(&self) -> Accepts;

    /// The plugin that it comes from; `None` for a built-in.
    fn plugin(&self) -> Option<&str> {
        None
    }

    /// What the component reads and writes under these options. All mistakes in the options are reported.
    ///
    /// # Errors
    /// The options do not fit the schema, or contradict each other.
    fn signature(&self, options: &Map<String, Value>, context: Context) -> Result<Signature, Vec<Error>>;

    /// Makes the component.
    ///
    /// # Errors
    /// See [`Component::create`].
    fn create(&self, cx: &Create<'_>, options: &Map<String, Value>) -> Result<Made, Error>;
}

/// A place in a list of components.
pub type Entry = Box<dyn Factory>;

/// A processor for a list of components.
#[must_use]
pub fn processor<C: Process>() -> Entry {
    let made = |component| Made::Processor(Arc::new(Shared(component)));
    entry::<C>(Kind::Processor, Accepts { media_types: &[], endings: &[] }, made)
}

/// A reader for a list of components.
#[must_use]
pub fn reader<C: Read>() -> Entry {
    entry::<C>(Kind::Reader, C::ACCEPTS, |component| Made::Reader(Arc::new(Shared(component))))
}

/// An unpacker for a list of components.
#[must_use]
pub fn unpacker<C: Unpack>() -> Entry {
    entry::<C>(Kind::Unpacker, C::ACCEPTS, |component| Made::Unpacker(Arc::new(Shared(component))))
}

/// An output format for a list of components.
#[must_use]
pub fn encoder<C: Encode>() -> Entry {
    let accepts = Accepts { media_types: &[], endings: C::ENDINGS };
    entry::<C>(Kind::Encoder, accepts, |component| Made::Encoder(Arc::new(Shared(component))))
}

fn entry<C: Component>(kind: Kind, accepts: Accepts, made: fn(Arc<C>) -> Made) -> Entry {
    Box::new(BuiltIn { kind, accepts, made, spec: C::SPEC, component: PhantomData })
}

struct BuiltIn<C> {
    kind: Kind,
    accepts: Accepts,
    made: fn(Arc<C>) -> Made,
    spec: Spec,
    component: PhantomData<fn() -> C>,
}

impl<C: Component> Factory for BuiltIn<C> {
    fn spec(&self) -> &Spec {
        &self.spec
    }

    fn kind(&self) -> Kind {
        self.kind
    }

    fn options(&self) -> &[OptionSpec] {
        C::Options::SCHEMA
    }

    fn accepts(&self) -> Accepts {
        self.accepts
    }

    fn signature(&self, options: &Map<String, Value>, context: Context) -> Result<Signature, Vec<Error>> {
        let errors = validate(C::Options::SCHEMA, options);
        if !errors.is_empty() {
            return Err(errors);
        }
        let options = C::Options::from_json(options).map_err(|error| vec![error])?;
        let mut signature = Signature::new(context);
        C::signature(&options, &mut signature).map_err(|error| vec![error])?;
        Ok(signature)
    }

    fn create(&self, cx: &Create<'_>, options: &Map<String, Value>) -> Result<Made, Error> {
        let component = C::create(cx, C::Options::from_json(options)?)?;
        Ok((self.made)(Arc::new(component)))
    }
}

/// A shared component of a known type behind the traits of an unknown one.
struct Shared<C>(Arc<C>);

impl<C: Process> OpenProcessor for Shared<C> {
    fn worker(self: Arc<Self>) -> Result<Box<dyn Processor>, Error> {
        Ok(Box::new(self.0.worker()?))
    }
}

impl<C: Read> OpenReader for Shared<C> {
    fn worker(self: Arc<Self>) -> Result<Box<dyn Reader>, Error> {
        Ok(Box::new(self.0.worker()?))
    }
}

impl<C: Unpack> OpenStream for Shared<C> {
    fn open(
        self: Arc<Self>,
        stream: Box<dyn Stream + Send>,
        args: OpenArgs,
    ) -> Result<Box<dyn Unpacker>, Error> {
        self.0.open(stream, args)
    }
}

impl<C: Encode> OpenEncoder for Shared<C> {
    fn target(&self) -> Target {
        self.0.target()
    }

    fn framing(&self) -> Framing {
        self.0.framing()
    }

    fn worker(self: Arc<Self>) -> Result<Box<dyn Encoder>, Error> {
        Ok(Box::new(self.0.worker()?))
    }
}
