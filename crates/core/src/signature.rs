//! What a component reads and writes under given options.

use serde::{Deserialize, Serialize};

use crate::layers;
use crate::schema::{ColumnSchema, ColumnType, Labels, LayerSchema};

/// A layer that a component reads.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reads {
    /// The layer's name.
    pub layer: String,
    /// Whether the pipeline must have it; if not, it is read where it is present.
    pub required: bool,
    /// The columns that are read, with their types. A column that is missing in a present layer is an error unless it
    /// is nullable here.
    #[serde(default)]
    pub columns: Vec<ColumnSchema>,
}

/// A field that a component sets.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SetsField {
    /// The field's name.
    pub name: String,
    /// What it holds, in words.
    #[serde(default)]
    pub doc: String,
}

/// What a component reads and writes under given options. `check` asks for it without loading anything.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Signature {
    /// The layers read.
    pub reads: Vec<Reads>,
    /// The layers written.
    pub writes: Vec<LayerSchema>,
    /// The views written.
    pub views: Vec<String>,
    /// The fields read.
    pub fields_in: Vec<String>,
    /// The fields set.
    pub fields_out: Vec<SetsField>,
    /// Whether it may drop documents.
    pub drops: bool,
    /// What the plan knows already.
    #[serde(skip)]
    pub context: Context,
}

/// What the plan knows when it asks for a signature: for components whose output depends on their input.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Context {
    /// The step's key `in` where it is a list or a single name.
    pub inputs: Vec<String>,
    /// The layers that earlier steps write.
    pub layers: Vec<LayerSchema>,
}

impl Signature {
    /// A signature to be filled, in the given surroundings.
    #[must_use]
    pub fn new(context: Context) -> Self {
        Self { context, ..Self::default() }
    }

    /// Declares a layer without which the component cannot work.
    pub fn reads(&mut self, layer: &str) -> ReadsColumns<'_> {
        self.read(layer, true)
    }

    /// Declares a layer that is used where it is present.
    pub fn reads_if_present(&mut self, layer: &str) -> ReadsColumns<'_> {
        self.read(layer, false)
    }

    fn read(&mut self, layer: &str, required: bool) -> ReadsColumns<'_> {
        let at = self.reads.iter().position(|reads| reads.layer == layer).unwrap_or_else(|| {
            self.reads.push(Reads { layer: layer.to_owned(), required, columns: Vec::new() });
            self.reads.len() - 1
        });
        ReadsColumns { reads: self.reads.get_mut(at) }
    }

    /// Declares a layer that is written. One of the catalogue has the catalogue's labels and columns; a foreign one
    /// starts without either.
    pub fn writes(&mut self, layer: &str) -> WritesColumns<'_> {
        let schema = layers::get(layer).unwrap_or_else(|| LayerSchema::new(layer, Labels::None));
        self.writes_as(schema)
    }

    /// Declares a written layer with a definition of its own.
    pub fn writes_as(&mut self, schema: LayerSchema) -> WritesColumns<'_> {
        self.writes.push(schema);
        WritesColumns { schema: self.writes.last_mut() }
    }

    /// Declares a view that is written.
    pub fn writes_view(&mut self, name: &str) {
        self.views.push(name.to_owned());
    }

    /// Declares a field that is read.
    pub fn reads_field(&mut self, name: &str) {
        if !self.fields_in.iter().any(|known| known == name) {
            self.fields_in.push(name.to_owned());
        }
    }

    /// Declares a field that is set.
    pub fn sets_field(&mut self, name: &str, doc: &str) {
        self.fields_out.push(SetsField { name: name.to_owned(), doc: doc.to_owned() });
    }

    /// Declares that the component may drop documents.
    pub fn may_drop(&mut self) {
        self.drops = true;
    }
}

/// Adds the columns that are read of a layer.
#[derive(Debug)]
pub struct ReadsColumns<'s> {
    reads: Option<&'s mut Reads>,
}

impl ReadsColumns<'_> {
    /// A column that the layer must have.
    pub fn column(self, name: &str, ty: ColumnType) -> Self {
        self.add(ColumnSchema::required(name, ty))
    }

    /// A column that is used where the layer has it.
    pub fn column_if_present(self, name: &str, ty: ColumnType) -> Self {
        self.add(ColumnSchema::nullable(name, ty))
    }

    fn add(mut self, column: ColumnSchema) -> Self {
        if let Some(reads) = self.reads.as_mut() {
            reads.columns.push(column);
        }
        self
    }
}

/// Adds the labels and columns of a written layer.
#[derive(Debug)]
pub struct WritesColumns<'s> {
    schema: Option<&'s mut LayerSchema>,
}

impl WritesColumns<'_> {
    /// The labels that rows may have, in place of the catalogue's.
    pub fn labels(mut self, labels: Labels) -> Self {
        if let Some(schema) = self.schema.as_mut() {
            schema.labels = labels;
        }
        self
    }

    /// A column that every row fills.
    pub fn column(self, name: &str, ty: ColumnType) -> Self {
        self.add(ColumnSchema::required(name, ty))
    }

    /// A column that a row may leave empty.
    pub fn nullable(self, name: &str, ty: ColumnType) -> Self {
        self.add(ColumnSchema::nullable(name, ty))
    }

    /// The columns `score` and `rule`, where named.
    pub fn extra(mut self, names: &[&str]) -> Self {
        for column in names.iter().filter_map(|name| layers::extra(name)) {
            self = self.add(column);
        }
        self
    }

    fn add(mut self, column: ColumnSchema) -> Self {
        if let Some(schema) = self.schema.as_mut()
            && schema.column(&column.name).is_none()
        {
            schema.columns.push(column);
        }
        self
    }
}
