//! Native plugins for plans: the libraries that `[plugins]` lists, loaded in the process.

use std::sync::Arc;

use warraq_core::Entry;
use warraq_host::{LogLine, Settings};

use crate::config::{Isolation, PluginConfig};
use crate::planner::{LoadedPluginInfo, PluginLoader};

/// Loads native plugins in the process.
#[derive(Clone)]
pub struct NativePlugins {
    log: Arc<dyn Fn(&LogLine) + Send + Sync>,
}

impl NativePlugins {
    /// A loader whose plugins write their log lines here.
    #[must_use]
    pub fn new(log: impl Fn(&LogLine) + Send + Sync + 'static) -> Self {
        Self { log: Arc::new(log) }
    }
}

impl PluginLoader for NativePlugins {
    fn load(&self, plugin: &PluginConfig) -> Result<(LoadedPluginInfo, Vec<Entry>), Vec<String>> {
        if plugin.isolation == Isolation::Process {
            return Err(vec![
                "isolation = \"process\" is not available yet; \"none\" runs it in this process".into(),
            ]);
        }
        let settings = Settings {
            name: plugin.name.text.clone(),
            path: plugin.resolved.clone(),
            sha256: plugin.sha256.as_ref().map(|hash| hash.text.clone()),
        };
        let log = Arc::clone(&self.log);
        let loaded = warraq_host::load(&settings, move |line| log(line));
        let loaded = loaded.map_err(|error| {
            let path = error.path.display();
            error.reasons.iter().map(|reason| format!("{path}: {reason}")).collect::<Vec<_>>()
        })?;
        let info = LoadedPluginInfo {
            version: loaded.manifest.version.clone(),
            sha256: loaded.sha256.clone(),
            licence: loaded.manifest.license.clone(),
        };
        Ok((info, loaded.components()))
    }
}
