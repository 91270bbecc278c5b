//! A test kit: runs a processor in memory, without the ABI, and compares its own examples.

use std::sync::Arc;

use serde_json::{Map, Value};
use warraq_core::create::Asset;
use warraq_core::item::ReadOut;
use warraq_core::signature::Context;
use warraq_core::wiring::output_schema;
use warraq_core::{
    ColumnType, Create, Document, Error, Factory, Interner, Item, Made, Origin, Process, Read, Renames,
    RunLayer, Schema, Signature, StepWorker, Symbols, Wiring, factory,
};

/// What a run in memory gave.
pub struct Given {
    /// The documents.
    pub documents: Vec<Document>,
    /// What their layers are.
    pub schema: Schema,
    /// What their symbols are.
    pub symbols: Arc<Symbols>,
}

struct Ready {
    made: Made,
    wiring: Arc<Wiring>,
    schema: Schema,
    symbols: Arc<Symbols>,
}

fn ready(factory: &dyn Factory, options: &Value, assets: &[Asset]) -> Result<Ready, Error> {
    let options: Map<String, Value> = options.as_object().cloned().unwrap_or_default();
    let signature = factory.signature(&options, Context::default());
    let signature: Signature = signature.map_err(|mut errors| errors.remove(0))?;
    let (names, interner, mut schema) = (Renames::default(), Interner::new(), Schema::default());
    let step = factory.spec().name;
    for writes in &signature.writes {
        schema.layers.push(RunLayer { schema: output_schema(writes, &names), step: step.to_owned() });
    }
    schema.views.extend(signature.views.iter().cloned());
    let wiring = Arc::new(Wiring::new(&signature, &names, &schema, &interner)?);
    let made = factory.create(&Create::new(step, &wiring, &interner, assets), &options)?;
    Ok(Ready { made, wiring, schema, symbols: interner.freeze() })
}

/// Runs a processor that reads no layers over a text.
///
/// # Errors
/// The options are wrong, or the text cannot be processed.
pub fn process<C: Process>(
    options: &Value,
    text: &str,
    fields: &[(&str, &str)],
    assets: &[Asset],
) -> Result<Given, Error> {
    let Ready { made, wiring, schema, symbols } = ready(&*factory::processor::<C>(), options, assets)?;
    let Made::Processor(component) = made else { return Err(Error::config("no processor")) };
    let mut document = Document::new(text.to_owned());
    document.set_field("id", "test", Origin::Reader);
    for (name, value) in fields {
        document.set_field(name, *value, Origin::CommandLine);
    }
    let mut worker = StepWorker::new(component, wiring, Arc::clone(&symbols))?;
    worker.run(&mut [&mut document], None).remove(0)?;
    Ok(Given { documents: vec![document], schema, symbols })
}

/// Reads an item.
///
/// # Errors
/// The options are wrong, or the item cannot be read.
pub fn read<C: Read>(options: &Value, item: &Item) -> Result<Given, Error> {
    let Ready { made, wiring, schema, symbols } = ready(&*factory::reader::<C>(), options, &[])?;
    let Made::Reader(component) = made else { return Err(Error::config("no reader")) };
    let mut out = ReadOut::new(&wiring, &symbols);
    component.worker()?.read(item, &mut out)?;
    let (documents, failed) = out.into_parts();
    match failed.into_iter().next() {
        Some(message) => Err(Error::document(message)),
        None => Ok(Given { documents, schema, symbols }),
    }
}

impl Given {
    /// The rows of all layers of all documents, one a line: `layer label «covered text» column=value …`.
    #[must_use]
    pub fn rows(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for document in &self.documents {
            for layer in &self.schema.layers {
                let id = self.schema.find(&layer.schema.name);
                let Some(rows) = id.and_then(|id| document.layer(id)) else { continue };
                lines.extend((0..rows.len()).map(|row| self.line(document, layer, rows, row)));
            }
        }
        lines
    }

    fn line(&self, document: &Document, layer: &RunLayer, rows: &warraq_core::Layer, row: usize) -> String {
        let symbol = |sym| document.local.name(&self.symbols, sym).unwrap_or_default();
        let covered = |span: warraq_core::Span| span.get(document.text()).unwrap_or_default();
        let mut line = layer.schema.name.clone();
        let label = symbol(rows.label(row));
        if !label.is_empty() {
            line += &format!(" {label}");
        }
        line += &format!(" «{}»", rows.span(row).map(covered).unwrap_or_default());
        for (column, values) in layer.schema.columns.iter().zip(&rows.columns) {
            let value = match &column.ty {
                ColumnType::Sym => values.sym(row).map(|sym| symbol(sym).to_owned()),
                ColumnType::Bool => values.bool(row).filter(|&set| set).map(|_| String::new()),
                ColumnType::I64 => values.i64(row).map(|value| value.to_string()),
                ColumnType::F64 => values.f64(row).map(|value| value.to_string()),
                ColumnType::Text => values.text(row).map(str::to_owned),
                ColumnType::Row(_) => values.row(row).map(|value| value.to_string()),
                ColumnType::Span => values.span(row).map(|span| format!("«{}»", covered(span))),
            };
            match value {
                Some(value) if column.ty == ColumnType::Bool => line += &format!(" {}{value}", column.name),
                Some(value) => line += &format!(" {}={value}", column.name),
                None => {}
            }
        }
        line
    }
}

/// Runs the examples of a processor and gives the first that does not come out as it says.
///
/// # Errors
/// Which example, what was expected and what came.
pub fn examples<C: Process>() -> Result<(), String> {
    if C::SPEC.examples.is_empty() {
        return Err("a component has at least one example".into());
    }
    for example in C::SPEC.examples {
        let options: Value = toml::from_str(example.options).map_err(|error| error.to_string())?;
        let given = process::<C>(&options, example.text, &[], &[]);
        let rows = given.map_err(|error| format!("{}: {error}", example.title))?.rows();
        if rows != example.expect.lines().collect::<Vec<_>>() {
            let expected = example.expect;
            return Err(format!("{}:\nexpected\n{expected}\nfound\n{}", example.title, rows.join("\n")));
        }
    }
    Ok(())
}
