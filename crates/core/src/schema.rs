//! What a layer is: its labels and typed columns; and all layers of a run.

use serde::{Deserialize, Serialize};

/// The type of a column.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    /// An interned string: few different values, known before the run.
    Sym,
    /// True or false.
    Bool,
    /// A signed integer.
    I64,
    /// A floating-point number; never NaN.
    F64,
    /// A free string.
    Text,
    /// A row of the named layer.
    Row(String),
    /// A span of the text.
    Span,
}

impl ColumnType {
    /// The type's name as `warraq show` prints it.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Sym => "sym".into(),
            Self::Bool => "bool".into(),
            Self::I64 => "i64".into(),
            Self::F64 => "f64".into(),
            Self::Text => "text".into(),
            Self::Row(layer) => format!("row({layer})"),
            Self::Span => "span".into(),
        }
    }
}

/// A named column of a layer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ColumnSchema {
    /// The column's name, which is its key in records.
    pub name: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub ty: ColumnType,
    /// Whether a row may leave it empty.
    #[serde(default)]
    pub nullable: bool,
}

impl ColumnSchema {
    /// A column that every row fills.
    #[must_use]
    pub fn required(name: &str, ty: ColumnType) -> Self {
        Self { name: name.to_owned(), ty, nullable: false }
    }

    /// A column that a row may leave empty.
    #[must_use]
    pub fn nullable(name: &str, ty: ColumnType) -> Self {
        Self { name: name.to_owned(), ty, nullable: true }
    }
}

/// The labels that a layer's rows may carry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Labels {
    /// Rows have no label.
    None,
    /// Each row has one of these.
    Closed(Vec<String>),
    /// Each row has a label; any symbol will do.
    Open,
}

impl Labels {
    /// A closed set, in this order.
    #[must_use]
    pub fn of(labels: &[&str]) -> Self {
        Self::Closed(labels.iter().map(|&label| label.to_owned()).collect())
    }

    /// The labels that both sides allow together.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::None, rest) | (rest, Self::None) => rest.clone(),
            (Self::Open, _) | (_, Self::Open) => Self::Open,
            (Self::Closed(a), Self::Closed(b)) => {
                let more = b.iter().filter(|label| !a.contains(label));
                Self::Closed(a.iter().chain(more).cloned().collect())
            }
        }
    }
}

/// A layer: its name, labels and columns.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LayerSchema {
    /// The layer's name, which is its key in records.
    pub name: String,
    /// Which labels its rows have.
    pub labels: Labels,
    /// Its columns, in the order of records.
    #[serde(default)]
    pub columns: Vec<ColumnSchema>,
}

impl LayerSchema {
    /// A layer without columns.
    #[must_use]
    pub fn new(name: &str, labels: Labels) -> Self {
        Self { name: name.to_owned(), labels, columns: Vec::new() }
    }

    /// The position of a column.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// The number of a layer in a run's [`Schema`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct LayerId(pub u16);

impl LayerId {
    /// The position in [`Schema::layers`].
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A layer of a run, with the step that writes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunLayer {
    /// What the layer is.
    pub schema: LayerSchema,
    /// The id of the step or reader that writes it.
    pub step: String,
}

/// All layers and views of a run, in the order in which the plan meets them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Schema {
    /// The layers; [`LayerId`] is a position here.
    pub layers: Vec<RunLayer>,
    /// The names of the views; [`ViewId`] is a position here.
    pub views: Vec<String>,
}

/// The number of a view in a run's [`Schema`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ViewId(pub u16);

impl Schema {
    /// The layer of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<LayerId> {
        let at = self.layers.iter().position(|layer| layer.schema.name == name)?;
        u16::try_from(at).ok().map(LayerId)
    }

    /// What a layer is; `None` for an id of another run.
    #[must_use]
    pub fn layer(&self, id: LayerId) -> Option<&RunLayer> {
        self.layers.get(id.index())
    }

    /// The layers in the order of records: the catalogue's order, then the plan's.
    #[must_use]
    pub fn record_order(&self) -> Vec<LayerId> {
        let mut ids: Vec<_> =
            (0..self.layers.len()).filter_map(|at| u16::try_from(at).ok()).map(LayerId).collect();
        ids.sort_by_key(|id| {
            let name = self.layers.get(id.index()).map_or("", |layer| layer.schema.name.as_str());
            (crate::layers::position(name), *id)
        });
        ids
    }
}
