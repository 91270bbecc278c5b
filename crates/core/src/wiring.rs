//! A step's signature bound to a run: which layers its roles stand for, and what its rows are checked against.

use std::collections::HashMap;

use crate::error::Error;
use crate::schema::{ColumnType, LayerId, LayerSchema, Schema, ViewId};
use crate::signature::Signature;
use crate::symbol::{Interner, Sym, Symbols};

/// What the step keys `in`, `out` and `on` say: from the component's own names to the run's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renames {
    /// From the layers that the component reads to layers of the run.
    pub inputs: HashMap<String, String>,
    /// From the layers and views that it writes to layers and views of the run.
    pub outputs: HashMap<String, String>,
    /// The view that the step works on.
    pub on: Option<String>,
}

impl Renames {
    /// The run's name of a layer that the component reads. What the component itself writes is found under its new
    /// name, too.
    #[must_use]
    pub fn input<'a>(&'a self, role: &'a str) -> &'a str {
        self.inputs.get(role).map_or(role, String::as_str)
    }

    /// The run's name of a layer or view that the component writes.
    #[must_use]
    pub fn output<'a>(&'a self, role: &'a str) -> &'a str {
        self.outputs.get(role).map_or(role, String::as_str)
    }
}

/// A layer that the step reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The component's name for it.
    pub role: String,
    /// The layer of the run; `None` when it is read only if present, and no step writes it.
    pub layer: Option<LayerId>,
    /// The run's definition of that layer.
    pub schema: Option<LayerSchema>,
}

/// A layer that the step writes.
#[derive(Clone, Debug)]
pub struct Output {
    /// The component's name for it.
    pub role: String,
    /// The layer of the run.
    pub layer: LayerId,
    /// The run's definition of it (under the run's names).
    pub schema: LayerSchema,
    /// The labels allowed.
    pub labels: LabelSet,
    /// What each column refers to.
    pub targets: Vec<Target>,
}

/// What a reference column points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The column holds no references, or its layer is not in the run (then no reference is valid).
    None,
    /// An output of the same step, by position; references are emission numbers.
    Own(usize),
    /// A layer of an earlier step; references are final rows.
    Layer(LayerId),
}

/// The labels that are allowed in a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelSet {
    /// No label is looked at.
    None,
    /// Any known symbol.
    Open,
    /// These symbols; `bits` has a bit for each symbol number.
    Closed {
        /// The symbols in the schema's order.
        labels: Vec<Sym>,
        /// Bit `n` is set when symbol `n` is allowed.
        bits: Vec<u64>,
    },
}

impl LabelSet {
    fn new(schema: &LayerSchema, interner: &Interner) -> Self {
        match &schema.labels {
            crate::schema::Labels::None => Self::None,
            crate::schema::Labels::Open => Self::Open,
            crate::schema::Labels::Closed(names) => {
                let labels: Vec<Sym> = names.iter().map(|name| interner.intern(name)).collect();
                let top = labels.iter().map(|sym| sym.0 as usize).max().unwrap_or(0);
                let mut bits = vec![0u64; top / 64 + 1];
                for sym in &labels {
                    if let Some(word) = bits.get_mut(sym.0 as usize / 64) {
                        *word |= 1 << (sym.0 % 64);
                    }
                }
                Self::Closed { labels, bits }
            }
        }
    }

    /// Whether a closed set has this label.
    #[inline]
    #[must_use]
    pub fn allows(&self, label: Sym) -> bool {
        match self {
            Self::None => true,
            Self::Open => false,
            Self::Closed { bits, .. } => {
                bits.get(label.0 as usize / 64).is_some_and(|word| word >> (label.0 % 64) & 1 == 1)
            }
        }
    }

    /// The allowed labels in words.
    #[must_use]
    pub fn describe(&self, symbols: &Symbols) -> String {
        match self {
            Self::None => "none".into(),
            Self::Open => "a symbol of this run".into(),
            Self::Closed { labels, .. } => {
                let names: Vec<_> = labels.iter().filter_map(|&sym| symbols.name(sym)).collect();
                format!("one of {}", names.join(", "))
            }
        }
    }
}

/// A step's or reader's signature bound to the layers of a run.
#[derive(Clone, Debug, Default)]
pub struct Wiring {
    /// What it reads, in the order of the signature.
    pub inputs: Vec<Input>,
    /// What it writes, in the order of the signature.
    pub outputs: Vec<Output>,
    /// The fields that it reads.
    pub fields_in: Vec<String>,
    /// The fields that it sets.
    pub fields_out: Vec<String>,
    /// The views that it writes.
    pub views_out: Vec<ViewId>,
    /// The component's own names for them.
    pub view_roles: Vec<String>,
    /// The view that it works on; `None` is the text.
    pub on: Option<ViewId>,
}

impl Wiring {
    /// Binds a signature. The run's schema must have the layers already: those of earlier steps and those that this
    /// one writes (see [`output_schema`]).
    ///
    /// # Errors
    /// A required layer, a written layer or a view is not in the schema. The plan reports these with their place in
    /// the config before it gets here.
    pub fn new(
        signature: &Signature,
        names: &Renames,
        run: &Schema,
        interner: &Interner,
    ) -> Result<Self, Error> {
        let mut wiring = Self {
            fields_in: signature.fields_in.clone(),
            view_roles: signature.views.clone(),
            fields_out: signature.fields_out.iter().map(|field| field.name.clone()).collect(),
            ..Self::default()
        };
        for reads in &signature.reads {
            let name = names.input(&reads.layer);
            let layer = run.find(name);
            if layer.is_none() && reads.required {
                return Err(Error::config(format!("reads the layer {name}, which nothing writes")));
            }
            let schema = layer.and_then(|id| run.layer(id)).map(|layer| layer.schema.clone());
            wiring.inputs.push(Input { role: reads.layer.clone(), layer, schema });
        }
        let own: Vec<&str> = signature.writes.iter().map(|writes| names.output(&writes.name)).collect();
        for writes in &signature.writes {
            let name = names.output(&writes.name);
            let layer =
                run.find(name).ok_or_else(|| Error::config(format!("the layer {name} is not in the run")))?;
            let schema = output_schema(writes, names);
            let target = |ty: &ColumnType| match ty {
                ColumnType::Row(to) => match own.iter().position(|name| name == to) {
                    Some(output) => Target::Own(output),
                    None => run.find(to).map_or(Target::None, Target::Layer),
                },
                _ => Target::None,
            };
            let targets = schema.columns.iter().map(|column| target(&column.ty)).collect();
            let labels = LabelSet::new(&schema, interner);
            wiring.outputs.push(Output { role: writes.name.clone(), layer, schema, labels, targets });
        }
        let view = |name: &str| {
            let at = run.views.iter().position(|view| view == name).and_then(|at| u16::try_from(at).ok());
            at.map(ViewId).ok_or_else(|| Error::config(format!("the view {name} is not in the run")))
        };
        for name in &signature.views {
            wiring.views_out.push(view(names.output(name))?);
        }
        wiring.on = names.on.as_deref().map(view).transpose()?;
        Ok(wiring)
    }
}

/// A written layer under the run's names: its own, and those that its reference columns point to.
#[must_use]
pub fn output_schema(writes: &LayerSchema, names: &Renames) -> LayerSchema {
    let mut schema = writes.clone();
    schema.name = names.output(&writes.name).to_owned();
    for column in &mut schema.columns {
        if let ColumnType::Row(to) = &mut column.ty {
            *to = match (names.outputs.get(to), names.inputs.get(to)) {
                (Some(new), _) | (None, Some(new)) => new.clone(),
                (None, None) => std::mem::take(to),
            };
        }
    }
    schema
}
