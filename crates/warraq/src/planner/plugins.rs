//! Plugins as the planner sees them: something gives their components, or says why not.

use std::sync::LazyLock;

use warraq_core::Entry;

use crate::config::{Config, PluginConfig};
use crate::diagnostics::{Diagnostic, Report, codes};

use super::{LoadedPluginInfo, Planner};

/// Loads the plugins that a config lists.
pub trait PluginLoader {
    /// The components of a plugin, named `PLUGIN.COMPONENT`.
    ///
    /// # Errors
    /// Each reason why it cannot be used: lower case, no full stop, the path and version named.
    fn load(&self, plugin: &PluginConfig) -> Result<(LoadedPluginInfo, Vec<Entry>), Vec<String>>;
}

/// A loader for builds without plugins.
pub struct NoPlugins;

impl PluginLoader for NoPlugins {
    fn load(&self, _: &PluginConfig) -> Result<(LoadedPluginInfo, Vec<Entry>), Vec<String>> {
        Err(vec!["plugins are not available in this build".into()])
    }
}

/// A plugin whose components are in the registry.
#[derive(Clone, PartialEq, Debug)]
pub struct LoadedPlugin {
    /// The name in the config.
    pub name: String,
    /// How it is used.
    pub config: PluginConfig,
    /// What is known of it.
    pub info: LoadedPluginInfo,
}

/// Loads what is not loaded yet; gives the names of plugins whose components are missing.
pub(super) fn load(
    planner: &mut Planner<'_>,
    config: &Config,
    switched_off: bool,
    report: &mut Report,
) -> Vec<String> {
    static OFF: LazyLock<Vec<String>> =
        LazyLock::new(|| vec!["plugins are switched off (--no-plugins)".to_owned()]);
    let mut missing = Vec::new();
    for plugin in &config.plugins {
        let name = &plugin.name.text;
        let known = planner
            .plugins
            .iter_mut()
            .find(|loaded| loaded.name == *name && loaded.config.resolved == plugin.resolved);
        if let (Some(known), false) = (known, switched_off) {
            known.config = plugin.clone();
            continue;
        }
        let loaded = if switched_off { Err(OFF.clone()) } else { planner.loader.load(plugin) };
        match loaded {
            Ok((info, entries)) => {
                planner.registry.add(entries);
                planner.plugins.push(LoadedPlugin { name: name.clone(), config: plugin.clone(), info });
            }
            Err(reasons) => {
                missing.push(name.clone());
                // Switched off, a plugin is only missed by the steps that use it.
                for reason in reasons.iter().filter(|_| !switched_off) {
                    let message = format!("the plugin {name} cannot be used: {reason}");
                    report.push(Diagnostic::error(codes::PLUGIN, plugin.path.place, message));
                }
            }
        }
    }
    missing
}
