//! Plugins as configs use them: what the loader gives becomes components, and what it refuses is reported.

use std::path::PathBuf;

use serde_json::{Map, Value};
use warraq::config::{Isolation, PluginConfig};
use warraq::planner::{LoadedPluginInfo, PluginLoader};
use warraq::{Overrides, PipelineSource, Planner};
use warraq_core::options::OptionSpec;
use warraq_core::signature::Context;
use warraq_core::{Accepts, Create, Entry, Error, Factory, Kind, Made, Signature, Spec, processor};

use crate::components::{self, Token};

/// A component that says it comes from a plugin.
struct Loaded(Entry);

impl Factory for Loaded {
    fn spec(&self) -> &Spec {
        const { &Spec::new("acme.token") }
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

    fn plugin(&self) -> Option<&str> {
        Some("acme")
    }

    fn signature(&self, options: &Map<String, Value>, context: Context) -> Result<Signature, Vec<Error>> {
        self.0.signature(options, context)
    }

    fn create(&self, cx: &Create<'_>, options: &Map<String, Value>) -> Result<Made, Error> {
        self.0.create(cx, options)
    }
}

/// Loads `acme` and refuses everything else.
struct Shelf {
    sha256: &'static str,
}

impl PluginLoader for Shelf {
    fn load(&self, plugin: &PluginConfig) -> Result<(LoadedPluginInfo, Vec<Entry>), Vec<String>> {
        if plugin.name.text != "acme" {
            return Err(vec![format!("{} is not a shared library", plugin.resolved.display())]);
        }
        assert_eq!(plugin.isolation, Isolation::Process);
        let info =
            LoadedPluginInfo { version: "0.3.1".into(), sha256: self.sha256.into(), licence: "MIT".into() };
        Ok((info, vec![Box::new(Loaded(processor::<Token>()))]))
    }
}

const ACME: &str = r#"
version = 1
[plugins.acme]
path = "plugins/libacme.so"
isolation = "process"
max_restarts = 5
[[step]]
use = "acme.token"
[[step]]
use = "extract.entity"
"#;

fn source(text: &str) -> PipelineSource {
    PipelineSource::Text { name: "warraq.toml".into(), text: text.into(), directory: PathBuf::from("here") }
}

#[test]
fn a_loaded_plugin_is_used_like_a_built_in() {
    let plan = |sha256| {
        let loader = Shelf { sha256 };
        let mut planner = Planner::new(components::registry()).with_loader(&loader);
        planner.plan(&source(ACME), &Overrides::default()).unwrap_or_else(|report| panic!("{report}"))
    };
    let planned = plan("aa");
    let step = &planned.plan.steps[0];
    assert_eq!((step.id.as_str(), step.patience.plugin.as_deref()), ("acme-token", Some("acme")));
    assert_eq!(step.patience.max_restarts, 5);
    assert_eq!(step.timeout.map(|time| time.as_secs()), Some(10));
    assert_eq!(planned.plan.steps[1].timeout, None);
    let plugin = &planned.explanation.plugins[0];
    assert_eq!((plugin.path.as_str(), plugin.licence.as_str()), ("plugins/libacme.so", "MIT"));
    assert_ne!(planned.plan.fingerprint, plan("bb").plan.fingerprint, "the plugin's hash counts");
}

#[test]
fn a_plugin_that_is_refused_or_switched_off_is_named_where_it_is_used() {
    let loader = Shelf { sha256: "aa" };
    let mut planner = Planner::new(components::registry()).with_loader(&loader);
    let text = format!("{ACME}[plugins.other]\npath = \"libother.so\"\n[[step]]\nuse = \"other.thing\"\n");
    let report = planner.check(&source(&text), &Overrides::default()).1;
    insta::assert_snapshot!("refused", report.to_text(false));
    let off = Overrides { no_plugins: true, ..Overrides::default() };
    let report = Planner::new(components::registry()).with_loader(&loader).check(&source(ACME), &off).1;
    insta::assert_snapshot!("switched_off", report.to_text(false));
}

#[test]
fn a_plugin_is_opened_anew_a_thousand_times_if_nothing_is_said() {
    let loader = Shelf { sha256: "aa" };
    let mut planner = Planner::new(components::registry()).with_loader(&loader);
    let text = ACME.replace("max_restarts = 5\n", "");
    let planned = planner.plan(&source(&text), &Overrides::default());
    let planned = planned.unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(planned.plan.steps[0].patience.max_restarts, 1000);
}

#[test]
fn a_process_of_its_own_is_refused_with_a_way_out() {
    let loader = warraq::native::NativePlugins::new(|_| {});
    let report = Planner::new(components::registry())
        .with_loader(&loader)
        .check(&source(ACME), &Overrides::default())
        .1
        .to_text(false);
    let message = "the plugin acme cannot be used: isolation = \"process\" is not available yet; \"none\" runs it in \
                   this process";
    assert!(report.contains(message), "{report}");
}
