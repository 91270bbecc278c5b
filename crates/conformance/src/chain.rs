//! A chain of components in memory: what the engine does, without a config, threads or files.

use std::sync::Arc;

use serde_json::{Map, Value};
use warraq_core::create::Asset;
use warraq_core::factory;
use warraq_core::item::{Item, ReadOut};
use warraq_core::signature::Context;
use warraq_core::wiring::output_schema;
use warraq_core::{
    Component, Create, Document, Error, FieldValue, Interner, LayerSchema, Made, Origin, Outcome, Process,
    Renames, RunLayer, Schema, Signature, Span, StepWorker, Symbols, Wiring, layers,
};

/// A row that a test gives: span, label, and columns by name as JSON (spans as `[start, end]`).
pub type GivenRow = (Span, String, Vec<(String, Value)>);

/// What a reader made of an item: documents, the reasons of those that were given up, and what the run knows.
pub type Readings = (Vec<Document>, Vec<String>, Arc<Schema>, Arc<Symbols>);

/// A layer that a test gives instead of running the component that would write it.
#[derive(Clone, Debug)]
pub struct GivenLayer {
    /// What it is.
    pub schema: LayerSchema,
    /// Its rows: span, label, and columns by name as JSON (spans as `[start, end]`).
    pub rows: Vec<GivenRow>,
}

impl GivenLayer {
    /// A layer of the catalogue with rows that have labels only.
    #[must_use]
    pub fn new(name: &str, rows: Vec<(Span, &str)>) -> Self {
        let schema = layers::get(name).unwrap_or_else(|| LayerSchema::new(name, warraq_core::Labels::None));
        let rows = rows.into_iter().map(|(span, label)| (span, label.to_owned(), Vec::new())).collect();
        Self { schema, rows }
    }

    /// Tokens of a text for tests: runs of letters, marks and digits, and every other visible character by itself.
    #[must_use]
    pub fn tokens(text: &str) -> Self {
        let mut rows: Vec<(Span, &str)> = Vec::new();
        let mut open: Option<(usize, bool)> = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            let inside = c.is_alphanumeric() || is_mark(c);
            if let (Some((start, digits)), false) = (open, inside) {
                rows.push((Span::new(start as u32, at as u32), if digits { "number" } else { "word" }));
                open = None;
            }
            match (inside, open) {
                (true, None) => open = Some((at, c.is_numeric())),
                (true, Some((start, digits))) => open = Some((start, digits && c.is_numeric())),
                (false, _) if !c.is_whitespace() && !c.is_control() => {
                    rows.push((Span::new(at as u32, (at + c.len_utf8()) as u32), "punct"));
                }
                _ => {}
            }
        }
        Self::new("token", rows)
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{0610}'..='\u{061a}' | '\u{0640}' | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{200c}' | '\u{200d}')
}

/// What a step was asked for.
struct Planned {
    factory: factory::Entry,
    options: Map<String, Value>,
    names: Renames,
    inputs: Vec<String>,
}

/// A chain of processors.
#[derive(Default)]
pub struct Chain {
    given: Vec<LayerSchema>,
    steps: Vec<Planned>,
    assets: Vec<Asset>,
}

impl Chain {
    /// An empty chain.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Declares a layer that documents bring along (see [`Ready::run_with`]).
    #[must_use]
    pub fn given(mut self, layer: &str) -> Self {
        self.given
            .push(layers::get(layer).unwrap_or_else(|| LayerSchema::new(layer, warraq_core::Labels::None)));
        self
    }

    /// Declares such a layer with a definition of its own.
    #[must_use]
    pub fn given_as(mut self, schema: LayerSchema) -> Self {
        self.given.push(schema);
        self
    }

    /// Adds a file that an option of type `path` names.
    #[must_use]
    pub fn asset(mut self, path: &str, bytes: &[u8]) -> Self {
        self.assets.push(Asset { path: path.to_owned(), bytes: bytes.into() });
        self
    }

    /// Adds a step with options as a JSON object (`json!({})` for the defaults).
    #[must_use]
    pub fn step<C: Process>(self, options: Value) -> Self {
        self.step_of(factory::processor::<C>(), options, Renames::default())
    }

    /// Adds a step with renamed inputs, outputs and view.
    #[must_use]
    pub fn step_as<C: Process>(self, options: Value, names: Renames) -> Self {
        self.step_of(factory::processor::<C>(), options, names)
    }

    /// Adds a step whose key `in` is a list (`layer.merge`).
    #[must_use]
    pub fn step_over<C: Process>(mut self, inputs: &[&str], options: Value, names: Renames) -> Self {
        self = self.step_of(factory::processor::<C>(), options, names);
        if let Some(step) = self.steps.last_mut() {
            step.inputs = inputs.iter().map(|&name| name.to_owned()).collect();
        }
        self
    }

    /// Adds a step of any component.
    #[must_use]
    pub fn step_of(mut self, factory: factory::Entry, options: Value, names: Renames) -> Self {
        let options = options.as_object().cloned().unwrap_or_default();
        self.steps.push(Planned { factory, options, names, inputs: Vec::new() });
        self
    }

    /// Makes the components and wires them.
    ///
    /// # Errors
    /// Options, layers or files are wrong; the first mistake is given.
    pub fn ready(self) -> Result<Ready, Error> {
        let mut schema = Schema::default();
        for layer in &self.given {
            schema.layers.push(RunLayer { schema: layer.clone(), step: "given".into() });
        }
        let interner = Interner::new();
        let source = source_wiring(&self.given, &schema, &interner)?;
        let mut made = Vec::new();
        for step in &self.steps {
            let wiring = Arc::new(wire(step, &mut schema, &interner)?);
            let id = step.factory.spec().name;
            let component =
                step.factory.create(&Create::new(id, &wiring, &interner, &self.assets), &step.options)?;
            made.push((id.to_owned(), component, wiring));
        }
        let symbols = interner.freeze();
        let mut steps = Vec::new();
        for (id, component, wiring) in made {
            let Made::Processor(component) = component else {
                return Err(Error::config(format!("{id} is not a processor")));
            };
            steps.push((id, StepWorker::new(component, wiring, Arc::clone(&symbols))?));
        }
        Ok(Ready { schema: Arc::new(schema), symbols, source, steps })
    }
}

fn wire(step: &Planned, schema: &mut Schema, interner: &Interner) -> Result<Wiring, Error> {
    let layers = schema.layers.iter().map(|layer| layer.schema.clone()).collect();
    let context = Context { inputs: step.inputs.clone(), layers };
    let signature = step.factory.signature(&step.options, context);
    let signature = signature.map_err(|mut errors| errors.remove(0))?;
    extend(schema, &signature, &step.names, step.factory.spec().name);
    Wiring::new(&signature, &step.names, schema, interner)
}

/// Adds what a signature writes to the layers of a run.
fn extend(schema: &mut Schema, signature: &Signature, names: &Renames, step: &str) {
    for writes in &signature.writes {
        schema.layers.push(RunLayer { schema: output_schema(writes, names), step: step.to_owned() });
    }
    for view in &signature.views {
        schema.views.push(names.output(view).to_owned());
    }
}

fn source_wiring(given: &[LayerSchema], schema: &Schema, interner: &Interner) -> Result<Wiring, Error> {
    let signature = Signature { writes: given.to_vec(), ..Signature::default() };
    Wiring::new(&signature, &Renames::default(), schema, interner)
}

/// A chain whose components are made.
pub struct Ready {
    /// The layers and views.
    pub schema: Arc<Schema>,
    /// The symbols.
    pub symbols: Arc<Symbols>,
    source: Wiring,
    steps: Vec<(String, StepWorker)>,
}

impl Ready {
    /// Runs a text through the steps.
    ///
    /// # Errors
    /// A step fails on it; its id stands before the message.
    pub fn run(&mut self, text: &str) -> Result<Document, Error> {
        self.run_with(text, &[], &[])
    }

    /// Runs a text with fields and given layers through the steps. A document that a step drops comes back as it was
    /// then, with a warning `dropped: …`.
    ///
    /// # Errors
    /// A step fails on it, or a given layer is wrong.
    pub fn run_with(
        &mut self,
        text: &str,
        fields: &[(&str, &str)],
        given: &[GivenLayer],
    ) -> Result<Document, Error> {
        let mut document = self.document(text, fields, given)?;
        for (id, worker) in &mut self.steps {
            let outcome = worker.run(&mut [&mut document], None).remove(0);
            match outcome {
                Ok(Outcome::Dropped { reason }) => {
                    document.warnings.push(format!("dropped: {reason}"));
                    return Ok(document);
                }
                Ok(_) => {}
                Err(error) => return Err(error.within(id)),
            }
        }
        Ok(document)
    }

    /// Runs the steps on documents made before, as the engine does on a batch: for measuring. Gives the number of rows
    /// that were added.
    pub fn steps_on(&mut self, documents: &mut [&mut Document]) -> usize {
        let outcomes = self.steps.iter_mut().flat_map(|(_, worker)| worker.run(documents, None));
        let rows = |outcome| if let Ok(Outcome::Done { rows }) = outcome { rows } else { 0 };
        outcomes.map(rows).sum()
    }

    /// Runs all steps but the last on documents made before, so that the last can be measured alone.
    pub fn steps_before_last(&mut self, documents: &mut [&mut Document]) {
        let before = self.steps.len().saturating_sub(1);
        for (_, worker) in self.steps.iter_mut().take(before) {
            worker.run(documents, None);
        }
    }

    /// How often workers were opened anew after a call failed as a whole.
    #[must_use]
    pub fn restarts(&self) -> u64 {
        self.steps.iter().map(|(_, worker)| worker.restarts()).sum()
    }

    /// Runs the last step on documents made before, in one batch, and gives how it ended for each.
    pub fn outcomes(&mut self, documents: &mut [&mut Document]) -> Vec<Result<Outcome, Error>> {
        self.steps.last_mut().map_or_else(Vec::new, |(_, worker)| worker.run(documents, None))
    }

    /// Makes a document with fields and given layers, without running any step.
    ///
    /// # Errors
    /// A given layer is wrong.
    pub fn document(
        &self,
        text: &str,
        fields: &[(&str, &str)],
        given: &[GivenLayer],
    ) -> Result<Document, Error> {
        let mut out = ReadOut::new(&self.source, &self.symbols);
        let interner = Interner::new();
        let create = Create::new("given", &self.source, &interner, &[]);
        let mut new = out.document(text.to_owned());
        for layer in given {
            let to = create.output(&layer.schema.name)?;
            new.give(to);
            for (span, label, columns) in &layer.rows {
                let label = new.intern(label);
                let symbols: Vec<_> =
                    columns.iter().map(|(_, v)| v.as_str().map(|text| new.intern(text))).collect();
                let mut row = new.push(to, *span, label);
                for ((name, value), symbol) in columns.iter().zip(symbols) {
                    let column = create.output_column(&layer.schema.name, name)?;
                    row = fill(row, column, value, symbol, &layer.schema, name);
                }
            }
        }
        new.finish()?;
        let mut document = out.into_parts().0.remove(0);
        document.set_field("id", "test", Origin::Reader);
        for (name, value) in fields {
            document.set_field(name, FieldValue::from(*value), Origin::CommandLine);
        }
        Ok(document)
    }
}

fn fill<'r>(
    row: warraq_core::Row<'r>,
    column: warraq_core::ColumnOut,
    value: &Value,
    symbol: Option<warraq_core::Sym>,
    schema: &LayerSchema,
    name: &str,
) -> warraq_core::Row<'r> {
    use warraq_core::ColumnType as T;
    let Some(ty) = schema.column(name).and_then(|at| schema.columns.get(at)).map(|column| &column.ty) else {
        return row;
    };
    let number = |at: usize| value.get(at).and_then(Value::as_u64).unwrap_or(0) as u32;
    match ty {
        T::Sym => row.sym(column, symbol.unwrap_or_default()),
        T::Text => row.text(column, value.as_str().unwrap_or_default()),
        T::Bool => row.bool(column, value.as_bool().unwrap_or_default()),
        T::I64 => row.i64(column, value.as_i64().unwrap_or_default()),
        T::F64 => row.f64(column, value.as_f64().unwrap_or_default()),
        T::Row(_) => row.row(column, value.as_u64().unwrap_or_default() as u32),
        T::Span => row.span(column, Span::new(number(0), number(1))),
    }
}

/// Reads an item with a reader made for the purpose, for tests of readers.
///
/// # Errors
/// The options are wrong, or the item cannot be read.
pub fn read<C: warraq_core::Read>(options: Value, item: &Item) -> Result<Readings, Error> {
    let options = options.as_object().cloned().unwrap_or_default();
    let factory = factory::reader::<C>();
    let signature = factory.signature(&options, Context::default()).map_err(|mut errors| errors.remove(0))?;
    let (mut schema, interner, names) = (Schema::default(), Interner::new(), Renames::default());
    extend(&mut schema, &signature, &names, C::SPEC.name);
    let wiring = Wiring::new(&signature, &names, &schema, &interner)?;
    let Made::Reader(reader) =
        factory.create(&Create::new(C::SPEC.name, &wiring, &interner, &[]), &options)?
    else {
        return Err(Error::config("not a reader"));
    };
    let symbols = interner.freeze();
    let mut out = ReadOut::new(&wiring, &symbols);
    reader.worker()?.read(item, &mut out)?;
    let (documents, failed) = out.into_parts();
    Ok((documents, failed, Arc::new(schema), symbols))
}

/// The name of a component, for messages.
#[must_use]
pub fn name<C: Component>() -> &'static str {
    C::SPEC.name
}
