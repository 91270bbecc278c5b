//! The manifest: what a plugin says about itself, checked against this host.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use warraq_core::options::{OptionKind, OptionSpec};
use warraq_core::{Accepts, Example, Kind, Spec};

use crate::keep;

/// What a plugin says about itself.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the manifest's form.
    #[serde(default = "one")]
    pub manifest: u32,
    /// The plugin's name.
    pub id: String,
    /// The plugin's version.
    #[serde(default)]
    pub version: String,
    /// The plugin's licence.
    #[serde(default)]
    pub license: String,
    /// What it was written with.
    #[serde(default)]
    pub sdk: String,
    /// What it was compiled with.
    #[serde(default)]
    pub compiler: String,
    /// The target triple; empty when it does not say.
    #[serde(default)]
    pub target: String,
    /// `unwind`, `abort`, or `none` for languages without panics.
    #[serde(default = "none")]
    pub panic: String,
    /// The ABI that it needs.
    pub abi: Abi,
    /// Its components.
    pub components: Vec<ComponentInfo>,
}

fn one() -> u32 {
    1
}

fn none() -> String {
    "none".into()
}

/// A version of the ABI.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Abi {
    /// Another major is another contract.
    pub major: u32,
    /// A minor only adds.
    #[serde(default)]
    pub minor: u32,
}

/// A component as the manifest shows it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ComponentInfo {
    /// Its name within the plugin.
    pub name: String,
    /// `processor`, `reader`, `unpacker` or `format`.
    pub kind: String,
    /// Its version.
    #[serde(default)]
    pub version: String,
    /// One line: what it does.
    #[serde(default)]
    pub summary: String,
    /// The reference text.
    #[serde(default)]
    pub doc: String,
    /// The languages that it is for.
    #[serde(default)]
    pub languages: Vec<String>,
    /// The models and data that it carries.
    #[serde(default)]
    pub data: Vec<String>,
    /// The media types that choose it.
    #[serde(default)]
    pub media_types: Vec<String>,
    /// The endings of names that choose it.
    #[serde(default)]
    pub endings: Vec<String>,
    /// Its options.
    #[serde(default)]
    pub options: Vec<OptionInfo>,
    /// Its examples.
    #[serde(default)]
    pub examples: Vec<ExampleInfo>,
}

/// An option as the manifest shows it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OptionInfo {
    /// The key.
    pub name: String,
    /// What it does.
    #[serde(default)]
    pub doc: String,
    /// The default.
    #[serde(default)]
    pub default: Option<Value>,
    /// Whether it must be given.
    #[serde(default)]
    pub required: bool,
    /// What it may hold: a name, or an object with `int`, `enum`, `list` or `table`.
    #[serde(rename = "type")]
    pub ty: Value,
}

/// An example as the manifest shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExampleInfo {
    /// What it shows.
    #[serde(default)]
    pub title: String,
    /// The options in TOML.
    #[serde(default)]
    pub options: String,
    /// The text.
    pub text: String,
    /// The rows.
    #[serde(default)]
    pub expect: String,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// The JSON is not a manifest, in one line.
    pub fn parse(json: &str) -> Result<Self, String> {
        serde_json::from_str(json).map_err(|error| format!("the manifest is not what it should be: {error}"))
    }

    /// Everything for which this host cannot run the plugin in its process.
    #[must_use]
    pub fn mismatches(&self) -> Vec<String> {
        let mut reasons = Vec::new();
        let (major, minor) = (warraq_abi::MAJOR, warraq_abi::MINOR);
        let Self { id, version, abi, .. } = self;
        if abi.major != major || abi.minor > minor {
            let way = if abi.major < major || abi.major == 0 {
                "rebuild the plugin with a current SDK"
            } else {
                "upgrade warraq, or build the plugin for an older ABI"
            };
            let needed = format!("{}.{}", abi.major, abi.minor);
            reasons.push(format!(
                "{id} {version} needs the plugin ABI {needed}, this warraq speaks {major}.{minor}: {way}"
            ));
        }
        if self.panic == "abort" {
            reasons.push(format!(
                "{id} {version} is built with panic = \"abort\", so one bad document would end the run: build it with \
                 panic = \"unwind\""
            ));
        }
        if !self.target.is_empty() && !fits(&self.target) {
            let (arch, os) = (std::env::consts::ARCH, std::env::consts::OS);
            reasons.push(format!("built for {}, this warraq runs on {arch} {os}", self.target));
        }
        for component in &self.components {
            if kind(&component.kind).is_none() {
                let found = &component.kind;
                reasons.push(format!(
                    "the component {} is a {found}, allowed are processor, reader, unpacker, format",
                    component.name
                ));
            }
            for option in &component.options {
                if Type::read(&option.ty).is_none() {
                    let (name, ty) = (&option.name, &option.ty);
                    reasons.push(format!(
                        "the option {name} of {} has the type {ty}, which this warraq does not know",
                        component.name
                    ));
                }
            }
        }
        reasons
    }
}

fn fits(target: &str) -> bool {
    let mut parts = target.split('-');
    let arch = parts.next() == Some(std::env::consts::ARCH);
    let os = match std::env::consts::OS {
        "macos" => target.contains("apple-darwin"),
        os => target.contains(os),
    };
    let libc = !cfg!(target_os = "linux") || target.contains("musl") == cfg!(target_env = "musl");
    arch && os && libc
}

/// The kind that a manifest names.
pub(crate) fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "processor" => Kind::Processor,
        "reader" => Kind::Reader,
        "unpacker" => Kind::Unpacker,
        "format" | "writer" => Kind::Encoder,
        _ => return None,
    })
}

/// A type of options as a manifest gives it. Nothing of it is kept: manifests of plugins that are never loaded come here too.
enum Type<'m> {
    Plain(OptionKind),
    Enum(Vec<&'m str>),
    List(Box<Type<'m>>),
    Table(Box<Type<'m>>),
}

impl<'m> Type<'m> {
    /// Reads a type; none if this host does not know it.
    fn read(ty: &'m Value) -> Option<Self> {
        let plain = match ty {
            Value::String(name) => match name.as_str() {
                "bool" => OptionKind::Bool,
                "int" => OptionKind::Int { min: i64::MIN, max: i64::MAX },
                "float" => OptionKind::Float,
                "string" => OptionKind::String,
                "path" => OptionKind::Path,
                "duration" => OptionKind::Duration,
                "size" => OptionKind::Size,
                _ => return None,
            },
            Value::Object(map) if map.len() == 1 => match map.iter().next()? {
                (key, of) if key == "list" => return Some(Type::List(Box::new(Type::read(of)?))),
                (key, of) if key == "table" => return Some(Type::Table(Box::new(Type::read(of)?))),
                (key, of) if key == "enum" => {
                    return of.as_array()?.iter().map(Value::as_str).collect::<Option<_>>().map(Type::Enum);
                }
                (key, of) if key == "int" => {
                    OptionKind::Int { min: of.get(0)?.as_i64()?, max: of.get(1)?.as_i64()? }
                }
                _ => return None,
            },
            _ => return None,
        };
        Some(Type::Plain(plain))
    }

    /// The type as core has it, kept.
    fn kept(self) -> OptionKind {
        match self {
            Type::Plain(kind) => kind,
            Type::Enum(names) => OptionKind::Enum(keep::list(&names)),
            Type::List(of) => OptionKind::List(keep::kind(of.kept())),
            Type::Table(of) => OptionKind::Table(keep::kind(of.kept())),
        }
    }
}

impl ComponentInfo {
    /// The options as core has them; those of unknown types are left out ([`Manifest::mismatches`] names them).
    pub(crate) fn option_specs(&self) -> Vec<OptionSpec> {
        let spec = |option: &OptionInfo| {
            Some(OptionSpec {
                name: keep::text(&option.name),
                doc: keep::text(&option.doc),
                kind: Type::read(&option.ty)?.kept(),
                default: option.default.as_ref().map_or("", |value| keep::text(&value.to_string())),
                required: option.required,
            })
        };
        self.options.iter().filter_map(spec).collect()
    }

    /// The spec as core has it, under the name that configs use.
    pub(crate) fn spec(&self, plugin: &str) -> Spec {
        let example = |example: &ExampleInfo| Example {
            title: keep::text(&example.title),
            options: keep::text(&example.options),
            text: keep::text(&example.text),
            expect: keep::text(&example.expect),
        };
        Spec {
            name: keep::text(&format!("{plugin}.{}", self.name)),
            version: keep::text(&self.version),
            summary: keep::text(&self.summary),
            doc: keep::text(&self.doc),
            languages: keep::list(&self.languages),
            examples: keep::examples(self.examples.iter().map(example).collect()),
            data: keep::list(&self.data),
        }
    }

    /// What chooses the component by itself.
    pub(crate) fn accepts(&self) -> Accepts {
        Accepts { media_types: keep::list(&self.media_types), endings: keep::list(&self.endings) }
    }
}

#[cfg(test)]
mod tests {
    //! The types of options: which are known, and what is kept of them.

    use serde_json::json;

    use super::*;

    fn manifest(ty: Value) -> Manifest {
        let option = json!({"name": "o", "type": ty});
        let component = json!({"name": "c", "kind": "processor", "options": [option]});
        let manifest = json!({"id": "p", "abi": {"major": warraq_abi::MAJOR}, "components": [component]});
        Manifest::parse(&manifest.to_string()).expect("a manifest")
    }

    #[test]
    fn the_types_that_pass_are_the_known_ones() {
        let known = [
            json!("bool"),
            json!("int"),
            json!("float"),
            json!("string"),
            json!("path"),
            json!("duration"),
            json!("size"),
            json!({"int": [-3, 9]}),
            json!({"int": [i64::MIN, i64::MAX]}),
            json!({"enum": []}),
            json!({"enum": ["a", "b"]}),
            json!({"list": {"table": {"enum": ["a"]}}}),
            json!({"table": "size"}),
        ];
        let unknown = [
            json!("colour"),
            json!(""),
            json!(null),
            json!(7),
            json!(["int"]),
            json!({}),
            json!({"int": [1]}),
            json!({"int": [1, 1.5]}),
            json!({"int": [1, u64::MAX]}),
            json!({"int": "ab"}),
            json!({"enum": "a"}),
            json!({"enum": ["a", 1]}),
            json!({"list": "colour"}),
            json!({"list": {"int": [1]}}),
            json!({"set": "int"}),
            json!({"list": "int", "table": "int"}),
        ];
        let all = known.iter().map(|ty| (ty, true)).chain(unknown.iter().map(|ty| (ty, false)));
        for (ty, passes) in all {
            let manifest = manifest(ty.clone());
            assert_eq!(manifest.mismatches().is_empty(), passes, "{ty}");
            assert_eq!(manifest.components[0].option_specs().len(), usize::from(passes), "{ty}");
        }
    }

    #[test]
    fn looking_keeps_nothing() {
        let names: Vec<String> = (0..1000).map(|at| format!("a name of this test alone {at}")).collect();
        let manifest = manifest(json!({"list": {"enum": names}}));
        assert_eq!(manifest.mismatches(), [""; 0]);
        assert!(!crate::keep::knows(&names[0]), "a manifest that was looked at stays");
        let options = manifest.components[0].option_specs();
        assert!(crate::keep::knows(&names[999]), "a component's options are kept");
        assert!(matches!(options[0].kind, OptionKind::List(OptionKind::Enum(list)) if list.len() == 1000));
    }
}
