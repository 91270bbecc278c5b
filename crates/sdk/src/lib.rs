//! For authors of plugins: the component traits, and one line that exports them.
//!
//! ```ignore
//! #![deny(unsafe_code)]
//! use warraq_sdk::prelude::*;
//! // … a type with `Component` and `Process`, as a built-in has them …
//! warraq_sdk::export!(processor Hello);
//! ```
//!
//! All that is unsafe about the ABI, and the guards that keep panics inside the plugin, are behind [`export!`].

mod borrow;
mod export;
mod guard;
mod host;
mod life;
pub mod log;
pub mod manifest;
mod processor;
mod reader;
mod send;
pub mod testing;
mod unpacker;
mod writer;

pub use warraq_abi as abi;
pub use warraq_core as core;
pub use warraq_core::{options, options_enum};

#[doc(hidden)]
pub use export::{Definition, open};

/// What a component's file needs.
pub mod prelude {
    pub use crate::log::{self, Level};
    pub use std::sync::Arc;
    pub use warraq_core::options::{Duration, Path, Size, Table};
    pub use warraq_core::{
        Accepts, ColumnIn, ColumnOut, ColumnType, Component, Create, Doc, Encode, Encoder, Error, Example,
        FieldIn, FieldOut, FieldValue, Framing, Head, Item, ItemError, Labels, LayerIn, LayerOut, LayerView,
        NewDocument, NoOptions, OpenArgs, Options, Out, Part, Process, Processor, Read, ReadOut, Reader,
        Record, Rewriter, Signature, Span, Spec, Sym, Target, Unpack, Unpacker, ViewOut, options,
        options_enum,
    };
}
