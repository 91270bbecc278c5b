//! The format `tsv`: a row for every annotation, separated by tabs.

use std::sync::Arc;

use warraq_core::component::Encode;
use warraq_core::{Component, Create, Error, Example, Signature, Spec};

use crate::table::{DOC, TableEncoder, TableOptions};

/// The component.
pub struct Tsv(Arc<TableOptions>);

impl Component for Tsv {
    type Options = TableOptions;
    const SPEC: Spec = Spec {
        summary: "writes a row for every annotation, separated by tabs",
        doc: DOC,
        examples: &[Example {
            title: "the names of all documents",
            options: "layer = \"entity\"\nfields = [\"id\", \"published\"]",
            text: "وصل عمر إلى بيروت.",
            expect: "",
        }],
        ..Spec::new("tsv")
    };

    fn signature(options: &TableOptions, s: &mut Signature) -> Result<(), Error> {
        if let Some(layer) = &options.layer {
            s.reads(layer);
        }
        Ok(())
    }

    fn create(_: &Create<'_>, options: TableOptions) -> Result<Self, Error> {
        Ok(Self(Arc::new(options)))
    }
}

impl Encode for Tsv {
    const ENDINGS: &'static [&'static str] = &["tsv", "tab"];
    type Worker = TableEncoder;

    fn worker(self: &Arc<Self>) -> Result<TableEncoder, Error> {
        Ok(TableEncoder::new(&self.0, b'\t'))
    }
}
