//! The reader `record`: Warraq's own output format back in.

mod define;
mod rows;

use std::sync::Arc;

use warraq_core::component::{Read, Reader};
use warraq_core::fields::STANDARD;
use warraq_core::options::Table;
use warraq_core::serde_json::{self, Map, Value, value::RawValue};
use warraq_core::{
    Component, Create, Error, Example, FieldValue, Item, NewDocument, OffsetUnit, ReadOut, Signature, Spec,
};

use crate::objects::{Members, Place, bare, each_object, found, short, string, value};
use rows::LayerReader;

warraq_core::options_enum! {
    /// What becomes of a record with keys that are not known.
    pub enum Unknown {
        /// makes the record a dead letter
        Refuse = "refuse",
        /// leaves the key out
        Ignore = "ignore",
    }
}

warraq_core::options! {
    /// How records are read.
    pub struct RecordOptions {
        /// The layers that are read; `all` stands for the whole catalogue and what `define` names.
        pub layers: Vec<String> = [],
        /// Layers that are not in the catalogue, and further columns of those that are: the layer's name, and a list
        /// of `column: type` in the order of records. Types are `text`, `sym`, `bool`, `i64`, `f64`, `span` and
        /// `row(LAYER)`, with `?` where a row may leave the column empty. `label: open` or `label: A, B` says which
        /// labels rows have.
        pub define: Table<Vec<String>> = {},
        /// What becomes of a record with keys that are not known.
        pub unknown: Unknown = "refuse",
    }
}

/// The component.
pub struct Record {
    layers: Vec<LayerReader>,
    strict: bool,
}

/// Keys of a record that are no fields.
const OTHERS: &[&str] = &["offset_unit", "text", "fields", "layers", "run"];

impl Component for Record {
    type Options = RecordOptions;
    const SPEC: Spec = Spec {
        summary: "reads Warraq's own records back, layers included",
        doc: "Takes what the formats `jsonl` and `json` write, by rows or by columns, with offsets in any unit, and \
              gold files of the same shape. Id, fields and text are taken as they are; a layer is taken only if the \
              option `layers` names it, and its rows are checked like those of a plugin: spans on character borders, \
              known labels, references that exist, the covered text where the record states it. References to rows \
              of a layer that is not read are left out.\n\nA step that would write a layer which the record brings \
              is passed over for that document. A pipeline without steps writes a record with all its layers back \
              byte for byte, `run` included.",
        examples: &[Example {
            title: "a record with one entity",
            options: "layers = [\"entity\"]",
            text: "{\"id\": \"a\", \"text\": \"وصل إلى بيروت\", \"offset_unit\": \"char\", \"layers\": {\"entity\": [{\"start\": 8, \"end\": 13, \"text\": \"بيروت\", \"label\": \"LOC\"}]}}",
            expect: "",
        }],
        ..Spec::new("record")
    };

    fn signature(options: &RecordOptions, s: &mut Signature) -> Result<(), Error> {
        for name in STANDARD {
            s.sets_field(name, "as the record states it");
        }
        for schema in define::layers(&options.layers, &options.define)? {
            s.writes_as(schema);
        }
        Ok(())
    }

    fn create(cx: &Create<'_>, options: RecordOptions) -> Result<Self, Error> {
        let schemas = define::layers(&options.layers, &options.define)?;
        let layers = schemas.into_iter().map(|schema| LayerReader::new(cx, schema));
        Ok(Self { layers: layers.collect::<Result<_, _>>()?, strict: options.unknown == Unknown::Refuse })
    }
}

impl Read for Record {
    type Worker = RecordReader;

    fn worker(self: &Arc<Self>) -> Result<RecordReader, Error> {
        Ok(RecordReader(Arc::clone(self)))
    }
}

/// A worker of [`Record`].
pub struct RecordReader(Arc<Record>);

impl Reader for RecordReader {
    fn read(&mut self, item: &Item, out: &mut ReadOut<'_>) -> Result<(), Error> {
        each_object(item, out, |members, place, undecoded, out| {
            self.0.document(members, place, undecoded, out)
        })
    }
}

impl Record {
    /// Makes a document of a record.
    pub(crate) fn document(
        &self,
        members: &Members<'_>,
        place: Place<'_>,
        undecoded: u64,
        out: &mut ReadOut<'_>,
    ) -> Result<(), String> {
        self.read(members, place, undecoded, out).map_err(|message| format!("{place}{message}"))
    }

    fn read(
        &self,
        members: &Members<'_>,
        place: Place<'_>,
        undecoded: u64,
        out: &mut ReadOut<'_>,
    ) -> Result<(), String> {
        let known = |key: &str| STANDARD.contains(&key) || OTHERS.contains(&key);
        if let Some((key, _)) = members.iter().find(|(key, _)| self.strict && !known(key)) {
            let known = [STANDARD, OTHERS].concat().join(", ");
            return Err(format!("the key \"{}\" is none of a record's: {known}", short(key, 40)));
        }
        let Some(text) = members.get("text") else { return Err("the key \"text\" is missing".into()) };
        let unit = unit(members)?;
        let mut document = out.document(string("text", text)?);
        document.undecoded(undecoded);
        document.field("id", place.id());
        fields(members, &mut document)?;
        if let Some(raw) = members.get("run") {
            document.run(run(raw)?);
        }
        if let Some(raw) = members.get("layers") {
            self.layers(raw, unit, &mut document)?;
        }
        document.finish().map_err(|error| error.message)
    }

    fn layers(
        &self,
        raw: &RawValue,
        unit: OffsetUnit,
        document: &mut NewDocument<'_, '_>,
    ) -> Result<(), String> {
        let given: Members<'_> =
            serde_json::from_str(raw.get()).map_err(|error| format!("layers: {}", bare(&error)))?;
        let text = document.text().to_owned();
        let units = rows::Units::new(&text, unit);
        let mut faults = Vec::new();
        for layer in &self.layers {
            if let Some(raw) = given.get(layer.name()) {
                layer.read(raw, &units, self.strict, document, &mut faults);
            }
        }
        match faults.len() {
            0 => Ok(()),
            n => {
                faults.truncate(NAMED);
                let more = if n > NAMED { format!("; and {} more", n - NAMED) } else { String::new() };
                Err(format!("{n} faults in layers: {}{more}", faults.join("; ")))
            }
        }
    }
}

/// How many faults a message names one by one.
const NAMED: usize = 20;

fn unit(members: &Members<'_>) -> Result<OffsetUnit, String> {
    let Some(raw) = members.get("offset_unit") else { return Ok(OffsetUnit::Byte) };
    let name = string("offset_unit", raw)?;
    name.parse().map_err(|_| {
        format!("the key \"offset_unit\" holds \"{}\", allowed are byte, char and utf16", short(&name, 24))
    })
}

fn fields(members: &Members<'_>, document: &mut NewDocument<'_, '_>) -> Result<(), String> {
    for name in STANDARD {
        if let Some(raw) = members.get(name) {
            document.field(name, string(name, raw)?);
        }
    }
    let Some(raw) = members.get("fields") else { return Ok(()) };
    let Value::Object(custom) = value("fields", raw)? else {
        return Err(format!("the key \"fields\" holds {}, an object is allowed", found(raw)));
    };
    for (name, value) in custom {
        if let Some(value) = FieldValue::from_json(value) {
            document.field(&name, value);
        }
    }
    Ok(())
}

/// The `run` member on one line. It is kept as it stands, so that it can be written back byte for byte.
fn run(raw: &RawValue) -> Result<String, String> {
    let parsed: Map<String, Value> =
        serde_json::from_str(raw.get()).map_err(|error| format!("the key \"run\": {}", bare(&error)))?;
    let spread = raw.get().contains(['\n', '\r']);
    Ok(if spread { Value::Object(parsed).to_string() } else { raw.get().to_owned() })
}
