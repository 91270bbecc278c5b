//! The document model and the component traits.
//!
//! A [`Document`] is a text that never changes, with [`Fields`] and typed [`Layer`]s that only grow. Components
//! ([`Component`]) read documents ([`Reader`]), add layers to them ([`Processor`]) and write them ([`Encoder`]).
//! This crate does no I/O, has no `unsafe` and holds no global state.

pub mod alignment;
pub mod commit;
pub mod component;
pub mod create;
pub mod doc;
pub mod document;
pub mod error;
pub mod expr;
pub mod factory;
pub mod fields;
pub mod item;
pub mod layer;
pub mod layers;
pub mod lend;
pub mod offsets;
pub mod options;
pub mod out;
pub mod record;
pub mod remote;
pub mod rows;
pub mod schema;
pub mod signature;
pub mod span;
pub mod spec;
pub mod step;
pub mod suggest;
pub mod symbol;
pub mod wiring;

pub use serde_json;

pub use alignment::{Alignment, Rewriter};
pub use component::{
    Accepts, Component, Encode, Encoder, Framing, Made, OpenEncoder, OpenProcessor, OpenReader, OpenStream,
    Process, Processor, Read, Reader, Target, Task, Unpack, Unpacker,
};
pub use create::{
    ColumnIn, ColumnOut, Create, FieldIn, FieldOut, LayerIn, LayerOut, OutputSettings, ViewOut,
};
pub use doc::{Doc, DocParts, LayerView, Texts};
pub use document::{Document, Status, View};
pub use error::{Error, ErrorKind};
pub use factory::{Entry, Factory, encoder, processor, reader, unpacker};
pub use fields::{FieldValue, Fields, Origin};
pub use item::{Item, ItemError, NewDocument, OpenArgs, Part, ReadOut};
pub use layer::Layer;
pub use offsets::{OffsetIndex, OffsetUnit};
pub use options::{NoOptions, Options};
pub use out::{Call, Given, Out};
pub use record::{Head, Record};
pub use rows::{Pushed, Row, Rows, ValuesIn};
pub use schema::{ColumnSchema, ColumnType, Labels, LayerId, LayerSchema, RunLayer, Schema, ViewId};
pub use signature::Signature;
pub use span::Span;
pub use spec::{Example, Kind, Spec};
pub use step::{Outcome, StepWorker};
pub use symbol::{Interner, Sym, Symbols};
pub use wiring::{Renames, Wiring};
