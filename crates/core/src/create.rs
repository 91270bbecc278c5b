//! What a component is given when it is made: handles to its layers and columns, symbols, files.

use std::sync::Arc;

use crate::error::Error;
use crate::schema::LayerSchema;
use crate::symbol::{Interner, Sym};
use crate::wiring::Wiring;

/// A layer that the component reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LayerIn {
    pub(crate) at: u16,
}

/// A column of a layer that the component reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ColumnIn {
    pub(crate) column: u16,
}

/// A layer that the component writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LayerOut {
    pub(crate) at: u16,
}

/// A column of a layer that the component writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ColumnOut {
    pub(crate) layer: u16,
    pub(crate) column: u16,
}

impl ColumnOut {
    /// The column's position in its layer, for [`crate::Rows::extend_column`].
    #[must_use]
    pub fn position(self) -> usize {
        usize::from(self.column)
    }
}

/// A field that the component reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FieldIn {
    pub(crate) at: u16,
}

/// A field that the component sets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FieldOut {
    pub(crate) at: u16,
}

/// A view that the component writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ViewOut {
    pub(crate) at: u16,
}

/// A file that an option of type `path` names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asset {
    /// The path as the config gives it.
    pub path: String,
    /// The file's bytes.
    pub bytes: Arc<[u8]>,
}

/// How an output shows documents; the engine's keys of `[[output]]`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OutputSettings {
    /// The unit of offsets.
    pub offsets: crate::OffsetUnit,
    /// Whether rows carry `rule` and `step`.
    pub provenance: bool,
    /// Whether layers are written as column arrays instead of rows.
    pub columns: bool,
}

/// What a component is given when it is made.
pub struct Create<'a> {
    /// The id of the step, for messages.
    pub step: &'a str,
    /// The pipeline's language; a document's own wins.
    pub language: Option<&'a str>,
    /// For formats: how documents are shown.
    pub output: OutputSettings,
    wiring: &'a Wiring,
    interner: &'a Interner,
    assets: &'a [Asset],
}

impl<'a> Create<'a> {
    /// For engines and test kits.
    #[must_use]
    pub fn new(step: &'a str, wiring: &'a Wiring, interner: &'a Interner, assets: &'a [Asset]) -> Self {
        Self { step, language: None, output: OutputSettings::default(), wiring, interner, assets }
    }

    /// The symbol of a string. Only while components are made: the table is frozen before the first document.
    #[must_use]
    pub fn intern(&self, name: &str) -> Sym {
        self.interner.intern(name)
    }

    /// A layer that the signature reads; `None` when it is read only if present, and no step writes it.
    ///
    /// # Errors
    /// The signature does not read it.
    pub fn input(&self, layer: &str) -> Result<Option<LayerIn>, Error> {
        let at = self.wiring.inputs.iter().position(|input| input.role == layer);
        let at = at.ok_or_else(|| Error::config(format!("the signature does not read the layer {layer}")))?;
        Ok(self.wiring.inputs[at].layer.map(|_| LayerIn { at: at as u16 }))
    }

    /// A layer that the signature requires.
    ///
    /// # Errors
    /// The signature does not read it, or the pipeline does not have it.
    pub fn required(&self, layer: &str) -> Result<LayerIn, Error> {
        self.input(layer)?.ok_or_else(|| Error::config(format!("no step writes the layer {layer}")))
    }

    /// What a layer that the signature reads is in this run.
    #[must_use]
    pub fn input_schema(&self, layer: &str) -> Option<&LayerSchema> {
        self.wiring.inputs.iter().find(|input| input.role == layer)?.schema.as_ref()
    }

    /// A column of a layer that the signature reads; `None` when the layer or the column is not there.
    #[must_use]
    pub fn column(&self, layer: &str, column: &str) -> Option<ColumnIn> {
        let at = self.input_schema(layer)?.column(column)?;
        u16::try_from(at).ok().map(|column| ColumnIn { column })
    }

    /// A column that the signature requires.
    ///
    /// # Errors
    /// The layer or the column is not there.
    pub fn required_column(&self, layer: &str, column: &str) -> Result<ColumnIn, Error> {
        let missing = || Error::config(format!("the layer {layer} has no column {column}"));
        self.column(layer, column).ok_or_else(missing)
    }

    /// A layer that the signature writes.
    ///
    /// # Errors
    /// The signature does not write it.
    pub fn output(&self, layer: &str) -> Result<LayerOut, Error> {
        let at = self.wiring.outputs.iter().position(|output| output.role == layer);
        let at =
            at.ok_or_else(|| Error::config(format!("the signature does not write the layer {layer}")))?;
        Ok(LayerOut { at: at as u16 })
    }

    /// A column of a layer that the signature writes.
    ///
    /// # Errors
    /// The signature does not write it.
    pub fn output_column(&self, layer: &str, column: &str) -> Result<ColumnOut, Error> {
        let at = self.output(layer)?.at;
        let found = self.wiring.outputs.get(at as usize).and_then(|output| output.schema.column(column));
        let found =
            found.ok_or_else(|| Error::config(format!("the layer {layer} has no column {column}")))?;
        Ok(ColumnOut { layer: at, column: found as u16 })
    }

    /// A field that the signature reads.
    ///
    /// # Errors
    /// The signature does not read it.
    pub fn field(&self, name: &str) -> Result<FieldIn, Error> {
        let at = self.wiring.fields_in.iter().position(|field| field == name);
        let at = at.ok_or_else(|| Error::config(format!("the signature does not read the field {name}")))?;
        Ok(FieldIn { at: at as u16 })
    }

    /// A field that the signature sets.
    ///
    /// # Errors
    /// The signature does not set it.
    pub fn output_field(&self, name: &str) -> Result<FieldOut, Error> {
        let at = self.wiring.fields_out.iter().position(|field| field == name);
        let at = at.ok_or_else(|| Error::config(format!("the signature does not set the field {name}")))?;
        Ok(FieldOut { at: at as u16 })
    }

    /// A view that the signature writes, by its position in the signature.
    ///
    /// # Errors
    /// There are not so many.
    pub fn view(&self, at: usize) -> Result<ViewOut, Error> {
        let found = self.wiring.views_out.get(at);
        found.ok_or_else(|| Error::config(format!("the signature does not write a view {at}")))?;
        Ok(ViewOut { at: at as u16 })
    }

    /// The file that an option named.
    ///
    /// # Errors
    /// The engine did not read it (it reads what options of type `path` hold).
    pub fn asset(&self, path: &crate::options::Path) -> Result<&'a Asset, Error> {
        let found = self.assets.iter().find(|asset| asset.path == path.as_str());
        found.ok_or_else(|| Error::config(format!("the file {} was not read", path.as_str())))
    }

    /// All files that options named.
    #[must_use]
    pub fn assets(&self) -> &'a [Asset] {
        self.assets
    }

    /// The run's symbols so far, for hosts that hand the question on.
    #[must_use]
    pub fn interner(&self) -> &'a Interner {
        self.interner
    }

    /// The layers and fields as wired in this run.
    #[must_use]
    pub fn wiring(&self) -> &'a Wiring {
        self.wiring
    }
}
