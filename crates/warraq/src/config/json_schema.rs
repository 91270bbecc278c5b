//! The JSON Schema of the config, generated from the components, for editors.

use serde_json::{Map, Value, json};
use warraq_core::options::{OptionKind, OptionSpec};
use warraq_core::{Factory, Kind};

use crate::Registry;

/// A step's name of a layer, or a table from the component's names to the run's.
fn renames() -> Value {
    json!({"type": "object", "additionalProperties": {"type": "string"}})
}

fn on_error() -> Value {
    json!({"enum": ["dead_letter", "skip_step", "fail"], "description": "what becomes of a document on which a step fails"})
}

fn string(doc: &str) -> Value {
    json!({"type": "string", "description": doc})
}

fn duration(doc: &str) -> Value {
    json!({"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? *(ms|s|m|h)$", "description": doc})
}

fn size(doc: &str) -> Value {
    json!({"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? *(B|KiB|MiB|GiB)$", "description": doc})
}

/// The schema of a pipeline file with these components.
#[must_use]
pub fn json_schema(registry: &Registry) -> Value {
    let plugin = json!({
        "type": "object", "required": ["path"], "additionalProperties": false,
        "properties": {
            "path": string("the shared library, relative to this file"),
            "sha256": {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"},
            "isolation": {"enum": ["none", "process"]},
            "max_restarts": {"type": "integer", "minimum": 0},
        },
    });
    let patch = json!({"type": "object", "description": "changes the step with this id"});
    let mut properties = sections();
    properties.insert("plugins".into(), json!({"type": "object", "additionalProperties": plugin}));
    properties.insert("input".into(), list(input(registry)));
    properties.insert("patch".into(), json!({"type": "object", "additionalProperties": patch}));
    properties.insert("step".into(), list(step(registry)));
    properties.insert("output".into(), list(output(registry)));
    let keys = ["vars", "run", "dead_letter", "plugins", "input", "patch", "step", "output"];
    let profile: Map<String, Value> =
        keys.iter().map(|&key| (key.to_owned(), json!({"$ref": format!("#/properties/{key}")}))).collect();
    let profile = json!({"type": "object", "additionalProperties": false, "properties": profile});
    properties.insert("profile".into(), json!({"type": "object", "additionalProperties": profile}));
    properties.insert("test".into(), list(test()));
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Warraq pipeline",
        "type": "object",
        "required": ["version"],
        "additionalProperties": false,
        "properties": properties,
    })
}

fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

fn sections() -> Map<String, Value> {
    let scalar = json!({"type": ["string", "number", "boolean"]});
    let variable = json!({"anyOf": [scalar, {
        "type": "object", "required": ["env"], "additionalProperties": false,
        "properties": {"env": {"type": "string"}, "default": scalar},
    }]});
    let count = json!({"type": "integer", "minimum": 1});
    let value = json!({
        "version": {"const": 1, "description": "the version of the config format"},
        "pipeline": {
            "type": "object", "additionalProperties": false,
            "properties": {
                "name": string("the pipeline's name"),
                "language": string("the language of documents that do not say theirs"),
                "extends": string("preset:NAME, or a pipeline file"),
            },
        },
        "vars": {"type": "object", "additionalProperties": variable},
        "run": {
            "type": "object", "additionalProperties": false,
            "properties": {
                "threads": {"anyOf": [{"const": "auto"}, {"type": "integer", "minimum": 1, "maximum": 1024}]},
                "memory": size("bytes in flight; readers block above"),
                "max_document": size("larger documents go to the dead letters"),
                "batch": count,
                "timeout": duration("a document's time in one step"),
                "on_error": on_error(),
                "max_errors": {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? *%$"}]},
                "limit": {"type": "integer", "minimum": 0},
                "state": string("where the journal is kept"),
            },
        },
        "dead_letter": {
            "type": "object", "additionalProperties": false,
            "properties": {"path": string("where failed documents are kept")},
        },
    });
    value.as_object().cloned().unwrap_or_default()
}

/// A table whose component adds its options.
fn component_table(properties: &Value, required: &[&str], registry: &Registry, kinds: &[Kind]) -> Value {
    let of_kind: Vec<&dyn Factory> =
        registry.iter().filter(|factory| kinds.contains(&factory.kind())).collect();
    let mut names: Vec<&str> = of_kind.iter().map(|factory| factory.spec().name).collect();
    names.sort_unstable();
    names.dedup();
    let mut properties = properties.clone();
    if let Some(properties) = properties.as_object_mut() {
        properties.insert("use".into(), component(registry, &names));
    }
    // An input has the options of an unpacker and of a reader, so its keys do not follow from one name.
    let engine: Option<Vec<&str>> = match kinds {
        [_] => properties.as_object().map(|keys| keys.keys().map(String::as_str).collect()),
        _ => None,
    };
    let cases: Vec<Value> = of_kind.iter().filter_map(|factory| case(*factory, engine.as_deref())).collect();
    let mut table = json!({"type": "object", "required": required, "properties": properties});
    if let (Some(table), false) = (table.as_object_mut(), cases.is_empty()) {
        table.insert("allOf".into(), cases.into());
    }
    table
}

/// The name of a component: one that is built in, or one of a plugin, whose first part is no family of built-in ones.
fn component(registry: &Registry, names: &[&str]) -> Value {
    let mut families: Vec<&str> = registry
        .iter()
        .filter_map(|factory| factory.spec().name.split_once('.'))
        .map(|(family, _)| family)
        .collect();
    families.sort_unstable();
    families.dedup();
    let own = format!(r"^(?!({})\.)[^.]+\..+$", families.join("|"));
    json!({
        "description": "the component, or PLUGIN.COMPONENT",
        // Editors complete what they find in anyOf, and name what is allowed where an enum fails.
        "anyOf": [{"enum": names}, {"type": "string"}],
        "if": {"type": "string", "pattern": own},
        "then": {"type": "string"},
        "else": {"enum": names},
    })
}

/// What the name of a component says about its table: its options, and where `engine` names all other keys, that there
/// are no more.
fn case(factory: &dyn Factory, engine: Option<&[&str]>) -> Option<Value> {
    let options: Map<String, Value> =
        factory.options().iter().map(|option| (option.name.to_owned(), option_schema(option))).collect();
    let required: Vec<&str> =
        factory.options().iter().filter(|option| option.required).map(|option| option.name).collect();
    if options.is_empty() && engine.is_none() {
        return None;
    }
    let mut then = json!({"required": required, "properties": options});
    if let (Some(engine), Some(then)) = (engine, then.as_object_mut()) {
        let own = factory.options().iter().map(|option| option.name);
        let keys: Vec<&str> = engine.iter().copied().chain(own).collect();
        then.insert("propertyNames".into(), json!({"enum": keys}));
    }
    Some(json!({
        "if": {"required": ["use"], "properties": {"use": {"const": factory.spec().name}}},
        "then": then,
    }))
}

fn option_schema(option: &OptionSpec) -> Value {
    let mut schema = kind_schema(&option.kind);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".into(), option.doc.trim().into());
        if let Ok(default) = serde_json::from_str::<Value>(option.default) {
            schema.insert("default".into(), default);
        }
    }
    schema
}

fn kind_schema(kind: &OptionKind) -> Value {
    match kind {
        OptionKind::Bool => json!({"type": "boolean"}),
        OptionKind::Int { min: i64::MIN, max: i64::MAX } => json!({"type": "integer"}),
        OptionKind::Int { min, max: i64::MAX } => json!({"type": "integer", "minimum": min}),
        OptionKind::Int { min, max } => json!({"type": "integer", "minimum": min, "maximum": max}),
        OptionKind::Float => json!({"type": "number"}),
        OptionKind::Enum(names) => json!({"enum": names}),
        OptionKind::List(of) => list(kind_schema(of)),
        OptionKind::Table(of) => json!({"type": "object", "additionalProperties": kind_schema(of)}),
        OptionKind::Duration => duration(""),
        OptionKind::Size => size(""),
        // A path is a string, and so is whatever kind is added later until this says more.
        _ => json!({"type": "string"}),
    }
}

fn step(registry: &Registry) -> Value {
    let name_or_list = json!([{"type": "string"}, {"type": "array", "items": {"type": "string"}}, renames()]);
    let properties = json!({
        "id": string("the step's name; its component's with - for . by default"),
        "on": string("the view that the step works on"),
        "in": {"anyOf": name_or_list, "description": "the layers that the step reads, where they have other names"},
        "out": {"anyOf": [{"type": "string"}, renames()], "description": "new names of what the step writes"},
        "when": string("the condition under which the step runs"),
        "timeout": duration("a document's time in this step"),
        "on_error": on_error(),
        "before": string("the id of the step that this one goes before"),
        "after": string("the id of the step that this one goes behind"),
        "enabled": {"type": "boolean"},
    });
    component_table(&properties, &["use"], registry, &[Kind::Processor])
}

fn input(registry: &Registry) -> Value {
    let paths = json!([{"type": "string"}, {"type": "array", "items": {"type": "string"}}]);
    let properties = json!({
        "read": string("the reader; by type, content and name by default"),
        "path": {"anyOf": paths, "description": "files, directories, globs; - is standard input"},
    });
    component_table(&properties, &["path"], registry, &[Kind::Unpacker, Kind::Reader])
}

fn output(registry: &Registry) -> Value {
    let layers = json!([{"type": "string"}, {"type": "array", "items": {"type": "string"}}]);
    let properties = json!({
        "path": string("a file, a directory, or a path with {doc.FIELD}; standard output by default"),
        "layers": {"anyOf": layers, "description": "the layers shown; \"all\" adds word"},
        "offsets": {"enum": ["byte", "char", "utf16"], "description": "the unit of offsets"},
        "provenance": {"type": "boolean", "description": "whether rows say which rule and step made them"},
        "rows": {"enum": ["objects", "columns"]},
        "compression": {"enum": ["none", "gzip", "zstd"], "description": "by the path's ending by default"},
    });
    component_table(&properties, &[], registry, &[Kind::Encoder])
}

fn test() -> Value {
    let cell = json!({"type": ["string", "integer", "number", "boolean"]});
    let columns = json!({"type": "object", "minProperties": 1, "additionalProperties": cell});
    let rows = list(
        json!({"anyOf": [{"type": "string"}, columns], "description": "a row, or the text that it covers"}),
    );
    let some = json!({
        "type": "object", "minProperties": 1, "additionalProperties": false,
        "properties": {
            "has": rows, "none": rows,
            "count": {"type": "integer", "minimum": 0, "description": "how many rows the layer has"},
        },
    });
    json!({
        "type": "object", "required": ["name", "text"], "additionalProperties": false,
        "properties": {
            "name": string("what the test shows"),
            "text": string("the text that is processed"),
            "fields": {"type": "object", "description": "the document's fields"},
            "expect": {"type": "object", "minProperties": 1, "additionalProperties": {"anyOf": [rows, some]}},
            "drops": {"type": "boolean", "description": "whether a step drops the document"},
        },
    })
}
