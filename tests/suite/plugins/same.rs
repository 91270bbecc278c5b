//! The same components built in and loaded, through the engine and over the sample documents: the same bytes come out.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use serde_json::{Map, Value};
use warraq::config::{Overrides, PipelineSource, PluginConfig};
use warraq::native::NativePlugins;
use warraq::planner::{LoadedPluginInfo, PluginLoader};
use warraq::run::Silent;
use warraq::{Planner, Registry};
use warraq_core::options::OptionSpec;
use warraq_core::signature::Context;
use warraq_core::{
    Accepts, Create, Entry, Error, Factory, Kind, Made, Signature, Spec, encoder, processor, reader, unpacker,
};

use super::built;
use crate::program::root;

#[path = "../../bad-plugins/rust/src/kinds.rs"]
#[allow(dead_code, missing_docs, unreachable_pub)]
mod kinds;

/// A built-in component under another name.
struct Named(Entry, Spec);

impl Factory for Named {
    fn spec(&self) -> &Spec {
        &self.1
    }

    fn kind(&self) -> Kind {
        self.0.kind()
    }

    fn options(&self) -> &[OptionSpec] {
        self.0.options()
    }

    fn accepts(&self) -> Accepts {
        self.0.accepts()
    }

    fn signature(&self, options: &Map<String, Value>, context: Context) -> Result<Signature, Vec<Error>> {
        self.0.signature(options, context)
    }

    fn create(&self, cx: &Create<'_>, options: &Map<String, Value>) -> Result<Made, Error> {
        self.0.create(cx, options)
    }
}

/// Loads the library, and gives its components or, in their place, those that are built into this test.
struct Either {
    built_in: bool,
}

impl PluginLoader for Either {
    fn load(&self, plugin: &PluginConfig) -> Result<(LoadedPluginInfo, Vec<Entry>), Vec<String>> {
        let (info, loaded) = NativePlugins::new(|_| {}).load(plugin)?;
        if !self.built_in {
            assert!(loaded.iter().all(|entry| entry.plugin() == Some("acme")));
            return Ok((info, loaded));
        }
        let named = |entry: Entry, name| {
            let spec = Spec { name, ..*entry.spec() };
            Box::new(Named(entry, spec)) as Entry
        };
        let entries = vec![
            named(processor::<kinds::Every>(), "acme.every"),
            named(reader::<kinds::Notes>(), "acme.notes"),
            named(unpacker::<kinds::Lines>(), "acme.lines"),
            named(encoder::<kinds::Dump>(), "acme.dump"),
        ];
        Ok((info, entries))
    }
}

/// Runs the components over the samples; what each output got.
fn outputs(library: &Path, built_in: bool) -> Vec<(String, Vec<u8>)> {
    let place = tempfile::tempdir().expect("a directory");
    let samples = root().join("docs/samples");
    let config = format!(
        "version = 1\n\n[plugins.acme]\npath = \"{}\"\n\n\
         [[input]]\nuse = \"acme.lines\"\nread = \"acme.notes\"\npath = \"{}/*.jsonl\"\n\n\
         [[input]]\nuse = \"acme.notes\"\npath = \"{}/*.txt\"\n\n\
         [[step]]\nuse = \"acme.every\"\n\n\
         [[output]]\npath = \"out.jsonl\"\nlayers = \"all\"\n\n[[output]]\nuse = \"acme.dump\"\npath = \"out.dump\"\n",
        library.display(),
        samples.display(),
        samples.display(),
    );
    let source =
        PipelineSource::Text { name: "warraq.toml".into(), text: config, directory: place.path().into() };
    let loader = Either { built_in };
    let mut planner = Planner::new(Registry::built_in()).with_loader(&loader);
    let planned = planner.plan(&source, &Overrides::default()).unwrap_or_else(|report| panic!("{report}"));
    let (_, result) = warraq::run(&planned.plan, &AtomicBool::new(false), &mut Silent);
    assert_eq!(result, Ok(()));
    let read = |name: &str| (name.to_owned(), fs::read(place.path().join(name)).expect("an output"));
    ["out.jsonl", "out.dump"].map(read).to_vec()
}

#[test]
fn built_in_and_loaded_write_the_same_bytes_over_the_samples() {
    let library = built::rust("tests/bad-plugins/rust", "bad_rust");
    let (built, loaded) = (outputs(&library, true), outputs(&library, false));
    for ((name, built), (_, loaded)) in built.into_iter().zip(loaded) {
        let text = String::from_utf8_lossy(&built);
        assert!(text.lines().count() > 20 && text.contains("every.row"), "{name}: {text}");
        assert!(built == loaded, "{name}: {text}\n{}", String::from_utf8_lossy(&loaded));
    }
}
