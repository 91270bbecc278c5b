//! Finding the component that a config names, or saying which one may have been meant.

use warraq_core::suggest::suggest;
use warraq_core::{Factory, Kind};

use crate::Registry;
use crate::config::Word;
use crate::diagnostics::{Diagnostic, Report, codes};

/// Where components are looked up.
pub(super) struct Lookup<'p> {
    pub(super) registry: &'p Registry,
    /// The plugins that are listed, but whose components are not there.
    pub(super) missing: Vec<String>,
}

/// What a name stands for.
pub(super) enum Found<'p> {
    /// This component.
    Component(&'p dyn Factory),
    /// None, which is reported; this one was probably meant, and stands in so that later steps are checked.
    Meant(&'p dyn Factory),
    /// None, which is reported.
    Nothing,
}

/// Where the component of a kind belongs.
fn section(kind: Kind) -> &'static str {
    match kind {
        Kind::Unpacker | Kind::Reader => "[[input]]",
        Kind::Processor => "[[step]]",
        Kind::Encoder => "[[output]]",
    }
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Unpacker => "an unpacker",
        Kind::Reader => "a reader",
        Kind::Processor => "a processor",
        Kind::Encoder => "a format",
    }
}

impl<'p> Lookup<'p> {
    /// The component of this name that is of one of these kinds.
    pub(super) fn find(&self, word: &Word, kinds: &[Kind], report: &mut Report) -> Found<'p> {
        let name = word.text.as_str();
        if let Some(found) = kinds.iter().find_map(|&kind| self.registry.find(name, kind)) {
            return Found::Component(found);
        }
        if let Some(other) = self.registry.iter().find(|factory| factory.spec().name == name) {
            let kind = other.kind();
            let message = format!("\"{name}\" is {}, which belongs in {}", plural(kind), section(kind));
            report.error(codes::WRONG_KIND, word.place, message);
            return Found::Nothing;
        }
        self.unknown(word, kinds, report)
    }

    fn unknown(&self, word: &Word, kinds: &[Kind], report: &mut Report) -> Found<'p> {
        let name = word.text.as_str();
        let names = self.names(kinds);
        let plugin = name.split_once('.').map(|(plugin, _)| plugin);
        let missing = plugin.filter(|plugin| self.missing.iter().any(|known| known == plugin));
        if let Some(plugin) = missing {
            let message = format!("\"{name}\" is not there, because the plugin {plugin} is not loaded");
            report.error(codes::PLUGIN, word.place, message);
            return Found::Nothing;
        }
        let suggestion = suggest(name, names.iter().copied()).or_else(|| near_tail(name, &names));
        let kind = kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" or ");
        let list = if names.len() <= 12 {
            format!("there are {}", names.join(", "))
        } else {
            "warraq list components shows them all".to_owned()
        };
        let message = format!("no {kind} is called \"{name}\"; {list}");
        let mut finding =
            Diagnostic::error(codes::UNKNOWN_COMPONENT, word.place, message).suggest(suggestion);
        let known_prefix = |plugin: &str| names.iter().any(|name| name.split('.').next() == Some(plugin));
        if let (Some(plugin), None) = (plugin.filter(|plugin| !known_prefix(plugin)), suggestion) {
            finding = finding.note(format!("a plugin's components need a table [plugins.{plugin}]"), None);
        }
        report.push(finding);
        let meant = suggestion.and_then(|name| kinds.iter().find_map(|&kind| self.registry.find(name, kind)));
        meant.map_or(Found::Nothing, Found::Meant)
    }

    /// The names of all components of these kinds.
    pub(super) fn names(&self, kinds: &[Kind]) -> Vec<&'p str> {
        let of_kind = self.registry.iter().filter(|factory| kinds.contains(&factory.kind()));
        let mut names: Vec<&str> = of_kind.map(|factory| factory.spec().name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The components that write a layer under their defaults, for «… could write it».
    pub(super) fn writers(&self, layer: &str) -> Vec<&'p str> {
        let writes = |factory: &&dyn Factory| {
            let signature = factory.signature(&serde_json::Map::new(), Default::default());
            signature.is_ok_and(|signature| signature.writes.iter().any(|schema| schema.name == layer))
        };
        let processors = self.registry.iter().filter(|factory| factory.kind() == Kind::Processor);
        processors.filter(writes).map(|factory| factory.spec().name).collect()
    }
}

/// A name that was given without its first part: `number` for `extract.number`.
fn near_tail<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    let tail = |full: &str| full.rsplit_once('.').map(|(_, tail)| tail.to_owned());
    names.iter().copied().find(|full| tail(full).as_deref() == Some(name))
}
