//! What crosses as JSON between a host and a plugin: everything that is known before the first document.

use serde::{Deserialize, Serialize};

use crate::create::{Create, OutputSettings};
use crate::document::{Document, Status};
use crate::error::{Error, ErrorKind};
use crate::offsets::OffsetUnit;
use crate::record::Head;
use crate::schema::{LayerId, LayerSchema, RunLayer, Schema, ViewId};
use crate::signature::Context;
use crate::wiring::{Input, LabelSet, Output, Target, Wiring};

/// A signature bound to a run, as `create` gets it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Bound {
    /// The id of the step.
    pub step: String,
    /// The pipeline's language.
    pub language: Option<String>,
    /// For formats: how documents are shown.
    pub output: Settings,
    /// The layers read, in the order of the signature.
    pub inputs: Vec<BoundInput>,
    /// The layers written, in the order of the signature.
    pub outputs: Vec<BoundOutput>,
    /// The fields read.
    pub fields_in: Vec<String>,
    /// The fields set.
    pub fields_out: Vec<String>,
    /// The component's names of the views that it writes.
    pub views: Vec<String>,
    /// Whether the step works on a view.
    pub on_view: bool,
}

/// A layer that is read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BoundInput {
    /// The component's name for it.
    pub role: String,
    /// What it is in this run; `None` when nothing writes it.
    pub schema: Option<LayerSchema>,
}

/// A layer that is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BoundOutput {
    /// The component's name for it.
    pub role: String,
    /// What it is in this run.
    pub schema: LayerSchema,
    /// For each column, the written layer that it refers to, by position.
    pub own: Vec<Option<usize>>,
}

/// How an output shows documents.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// `byte`, `char` or `utf16`.
    pub offsets: String,
    /// Whether rows carry their origin.
    pub provenance: bool,
    /// Whether layers are column arrays.
    pub columns: bool,
}

impl Settings {
    fn new(settings: &OutputSettings) -> Self {
        let offsets = match settings.offsets {
            OffsetUnit::Byte => "byte",
            OffsetUnit::Char => "char",
            OffsetUnit::Utf16 => "utf16",
        };
        Self { offsets: offsets.to_owned(), provenance: settings.provenance, columns: settings.columns }
    }

    /// The settings as core has them.
    #[must_use]
    pub fn get(&self) -> OutputSettings {
        let offsets = match self.offsets.as_str() {
            "char" => OffsetUnit::Char,
            "utf16" => OffsetUnit::Utf16,
            _ => OffsetUnit::Byte,
        };
        OutputSettings { offsets, provenance: self.provenance, columns: self.columns }
    }
}

impl Bound {
    /// What a component is given when it is made.
    #[must_use]
    pub fn new(cx: &Create<'_>) -> Self {
        let wiring = cx.wiring();
        let own = |target: &Target| match target {
            Target::Own(at) => Some(*at),
            _ => None,
        };
        Self {
            step: cx.step.to_owned(),
            language: cx.language.map(str::to_owned),
            output: Settings::new(&cx.output),
            inputs: wiring
                .inputs
                .iter()
                .map(|input| BoundInput { role: input.role.clone(), schema: input.schema.clone() })
                .collect(),
            outputs: wiring
                .outputs
                .iter()
                .map(|output| BoundOutput {
                    role: output.role.clone(),
                    schema: output.schema.clone(),
                    own: output.targets.iter().map(own).collect(),
                })
                .collect(),
            fields_in: wiring.fields_in.clone(),
            fields_out: wiring.fields_out.clone(),
            views: wiring.view_roles.clone(),
            on_view: wiring.on.is_some(),
        }
    }

    /// The wiring as a plugin needs it. Labels and references are left to the host's validation, but for references
    /// within what a reader gives.
    #[must_use]
    pub fn wiring(&self) -> Wiring {
        let id = |at: usize| LayerId(u16::try_from(at).unwrap_or(u16::MAX));
        let target = |own: &Option<usize>| own.map_or(Target::None, Target::Own);
        Wiring {
            inputs: self
                .inputs
                .iter()
                .enumerate()
                .map(|(at, input)| Input {
                    role: input.role.clone(),
                    layer: input.schema.as_ref().map(|_| id(at)),
                    schema: input.schema.clone(),
                })
                .collect(),
            outputs: self
                .outputs
                .iter()
                .enumerate()
                .map(|(at, output)| Output {
                    role: output.role.clone(),
                    layer: id(at),
                    schema: output.schema.clone(),
                    labels: LabelSet::None,
                    targets: output.own.iter().map(target).collect(),
                })
                .collect(),
            fields_in: self.fields_in.clone(),
            fields_out: self.fields_out.clone(),
            views_out: (0..self.views.len()).filter_map(|at| u16::try_from(at).ok()).map(ViewId).collect(),
            view_roles: self.views.clone(),
            on: self.on_view.then_some(ViewId(u16::MAX)),
        }
    }
}

/// What a format knows before the first document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoteHead {
    /// All layers of the run with the steps that write them.
    pub layers: Vec<(LayerSchema, String)>,
    /// The views.
    pub views: Vec<String>,
    /// The layers shown, by position.
    pub show: Vec<u16>,
    /// The pipeline's name.
    pub pipeline: String,
    /// The run's fingerprint.
    pub fingerprint: String,
    /// How documents are shown.
    pub settings: Settings,
}

impl RemoteHead {
    /// What a format knows, to be sent.
    #[must_use]
    pub fn new(head: &Head<'_>) -> Self {
        let layers = head.schema.layers.iter();
        Self {
            layers: layers.map(|layer| (layer.schema.clone(), layer.step.clone())).collect(),
            views: head.schema.views.clone(),
            show: head.layers.iter().map(|id| id.0).collect(),
            pipeline: head.pipeline.to_owned(),
            fingerprint: head.fingerprint.to_owned(),
            settings: Settings::new(head.settings),
        }
    }

    /// The run's layers and views, and the layers shown.
    #[must_use]
    pub fn schema(&self) -> (Schema, Vec<LayerId>) {
        let layers = self.layers.iter();
        let layers = layers.map(|(schema, step)| RunLayer { schema: schema.clone(), step: step.clone() });
        let schema = Schema { layers: layers.collect(), views: self.views.clone() };
        (schema, self.show.iter().map(|&at| LayerId(at)).collect())
    }
}

/// What a record has beside text, fields and layers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoteRecord {
    /// The warnings.
    pub warnings: Vec<String>,
    /// Whether a step was left out.
    pub partial: bool,
    /// How many sequences of bytes did not decode.
    pub undecoded: u64,
    /// The `run` member of the record that the document was read from.
    pub run: Option<String>,
}

impl RemoteRecord {
    /// What a document has of these; `None` when it has nothing.
    #[must_use]
    pub fn new(document: &Document) -> Option<Self> {
        let record = Self {
            warnings: document.warnings.clone(),
            partial: document.status == Status::Partial,
            undecoded: document.undecoded,
            run: document.run.clone(),
        };
        (record != Self::default()).then_some(record)
    }

    /// Puts them on a document.
    pub fn put(self, document: &mut Document) {
        document.warnings = self.warnings;
        document.status = if self.partial { Status::Partial } else { Status::Ok };
        document.undecoded = self.undecoded;
        document.run = self.run;
    }
}

/// What a plan knows when it asks for a signature.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoteContext {
    /// The step's key `in`.
    pub inputs: Vec<String>,
    /// The layers that earlier steps write.
    pub layers: Vec<LayerSchema>,
}

impl From<Context> for RemoteContext {
    fn from(Context { inputs, layers }: Context) -> Self {
        Self { inputs, layers }
    }
}

impl From<RemoteContext> for Context {
    fn from(RemoteContext { inputs, layers }: RemoteContext) -> Self {
        Self { inputs, layers }
    }
}

/// An error with the option that it concerns.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoteError {
    /// The message.
    pub message: String,
    /// The option as a path.
    pub option: Vec<String>,
    /// A replacement.
    pub suggestion: Option<String>,
}

impl RemoteError {
    /// An error to be sent; its kind goes as the code.
    #[must_use]
    pub fn new(error: &Error) -> Self {
        let Error { message, option, suggestion, .. } = error.clone();
        Self { message, option, suggestion }
    }

    /// The error as core has it.
    #[must_use]
    pub fn get(self, code: i32) -> Error {
        let Self { message, option, suggestion } = self;
        Error { option, suggestion, ..from_code(code, message) }
    }
}

/// The ABI's code for an error.
#[must_use]
pub fn code_of(error: &Error) -> i32 {
    match error.kind {
        ErrorKind::Config => warraq_abi::code::CONFIG,
        ErrorKind::Document => warraq_abi::code::DOC,
        ErrorKind::Fatal => warraq_abi::code::FATAL,
        ErrorKind::Cancelled => warraq_abi::code::CANCELLED,
    }
}

/// The error that a code and a message stand for.
#[must_use]
pub fn from_code(code: i32, message: String) -> Error {
    match code {
        warraq_abi::code::CONFIG => Error::config(message),
        warraq_abi::code::FATAL => Error::fatal(message),
        warraq_abi::code::CANCELLED => Error { kind: ErrorKind::Cancelled, ..Error::document(message) },
        _ => Error::document(message),
    }
}
