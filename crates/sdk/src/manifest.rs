//! The manifest, made at compile time from the components' own specs.

use warraq_abi::json::Json;
use warraq_core::component::{Accepts, Component, Encode, Process, Read, Unpack};
use warraq_core::options::{OptionKind, OptionSpec, Options};
use warraq_core::spec::Spec;

/// What the manifest says about the plugin as a whole.
pub struct About {
    /// The package's name.
    pub id: &'static str,
    /// The package's version.
    pub version: &'static str,
    /// The package's licence.
    pub license: &'static str,
    /// Whether panics abort the process.
    pub aborts: bool,
    /// The minor version of the ABI that the plugin needs.
    pub minor: u32,
}

/// A component as the manifest shows it.
#[derive(Clone, Copy)]
pub struct Entry {
    kind: &'static str,
    spec: Spec,
    options: &'static [OptionSpec],
    accepts: Accepts,
}

const NOTHING: Accepts = Accepts { media_types: &[], endings: &[] };

impl Entry {
    const fn of<C: Component>(kind: &'static str, accepts: Accepts) -> Self {
        Self { kind, spec: C::SPEC, options: <C::Options as Options>::SCHEMA, accepts }
    }

    /// A processor.
    #[must_use]
    pub const fn processor<C: Process>() -> Self {
        Self::of::<C>("processor", NOTHING)
    }

    /// A reader.
    #[must_use]
    pub const fn reader<C: Read>() -> Self {
        Self::of::<C>("reader", C::ACCEPTS)
    }

    /// An unpacker.
    #[must_use]
    pub const fn unpacker<C: Unpack>() -> Self {
        Self::of::<C>("unpacker", C::ACCEPTS)
    }

    /// An output format.
    #[must_use]
    pub const fn writer<C: Encode>() -> Self {
        Self::of::<C>("format", Accepts { media_types: &[], endings: C::ENDINGS })
    }
}

/// Writes the manifest.
#[must_use]
pub const fn write<const N: usize>(mut json: Json<N>, about: &About, entries: &[Entry]) -> Json<N> {
    json.raw("{\"manifest\":1,");
    member(&mut json, "id", about.id);
    member(&mut json, "version", about.version);
    member(&mut json, "license", about.license);
    member(&mut json, "sdk", concat!("warraq-sdk ", env!("CARGO_PKG_VERSION")));
    member(&mut json, "compiler", env!("WARRAQ_COMPILER"));
    member(&mut json, "target", env!("WARRAQ_TARGET"));
    member(&mut json, "panic", if about.aborts { "abort" } else { "unwind" });
    json.raw("\"abi\":{\"major\":");
    json.int(warraq_abi::MAJOR as i64);
    json.raw(",\"minor\":");
    json.int(about.minor as i64);
    json.raw("},\"components\":[");
    let mut at = 0;
    while at < entries.len() {
        if at > 0 {
            json.raw(",");
        }
        entry(&mut json, &entries[at]);
        at += 1;
    }
    json.raw("]}");
    json
}

const fn member<const N: usize>(json: &mut Json<N>, key: &str, value: &str) {
    json.key(key);
    json.string(value);
    json.raw(",");
}

const fn entry<const N: usize>(json: &mut Json<N>, entry: &Entry) {
    json.raw("{");
    member(json, "name", entry.spec.name);
    member(json, "kind", entry.kind);
    member(json, "version", entry.spec.version);
    member(json, "summary", entry.spec.summary);
    member(json, "doc", entry.spec.doc);
    json.key("languages");
    json.strings(entry.spec.languages);
    json.raw(",");
    json.key("data");
    json.strings(entry.spec.data);
    json.raw(",");
    json.key("media_types");
    json.strings(entry.accepts.media_types);
    json.raw(",");
    json.key("endings");
    json.strings(entry.accepts.endings);
    json.raw(",\"examples\":[");
    let mut at = 0;
    while at < entry.spec.examples.len() {
        let example = &entry.spec.examples[at];
        json.raw(if at > 0 { ",{" } else { "{" });
        member(json, "title", example.title);
        member(json, "options", example.options);
        member(json, "text", example.text);
        json.key("expect");
        json.string(example.expect);
        json.raw("}");
        at += 1;
    }
    json.raw("],\"options\":[");
    let mut at = 0;
    while at < entry.options.len() {
        json.raw(if at > 0 { ",{" } else { "{" });
        option(json, &entry.options[at]);
        json.raw("}");
        at += 1;
    }
    json.raw("]}");
}

const fn option<const N: usize>(json: &mut Json<N>, option: &OptionSpec) {
    member(json, "name", option.name);
    member(json, "doc", option.doc);
    if !option.default.is_empty() {
        json.key("default");
        json.raw(option.default);
        json.raw(",");
    }
    if option.required {
        json.raw("\"required\":true,");
    }
    json.key("type");
    kind(json, &option.kind);
}

const fn kind<const N: usize>(json: &mut Json<N>, kind_of: &OptionKind) {
    match kind_of {
        OptionKind::Bool => json.string("bool"),
        OptionKind::Int { min, max } => {
            json.raw("{\"int\":[");
            json.int(*min);
            json.raw(",");
            json.int(*max);
            json.raw("]}");
        }
        OptionKind::Float => json.string("float"),
        OptionKind::Enum(names) => {
            json.raw("{\"enum\":");
            json.strings(names);
            json.raw("}");
        }
        OptionKind::List(of) => {
            json.raw("{\"list\":");
            kind(json, of);
            json.raw("}");
        }
        OptionKind::Path => json.string("path"),
        OptionKind::Duration => json.string("duration"),
        OptionKind::Size => json.string("size"),
        OptionKind::Table(of) => {
            json.raw("{\"table\":");
            kind(json, of);
            json.raw("}");
        }
        // A kind that this SDK does not know yet is text.
        _ => json.string("string"),
    }
}
