//! How often components broke in a run: above what their plugin may, the run ends.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::{Account, Shared};
use crate::plan::Patience;

/// How often each plugin, or each built-in component, broke so far.
#[derive(Debug, Default)]
pub(super) struct Breaks(Mutex<BTreeMap<String, u64>>);

impl Breaks {
    fn add(&self, who: &str, n: u64) -> u64 {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(who.to_owned()).or_default();
        *count += n;
        *count
    }

    /// Tells the account how often each plugin broke.
    pub(super) fn report(&self, account: &mut Account) {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (who, &n) in &*counts {
            if let Some(plugin) = account.plugins.get_mut(who) {
                plugin.restarts = n;
            }
        }
    }
}

impl Shared<'_> {
    /// Counts that a component broke so many times just now; ends the run when that is more than allowed.
    pub(super) fn broke(&self, patience: &Patience, component: &str, n: u64) {
        if n == 0 {
            return;
        }
        let (who, named) = match &patience.plugin {
            Some(plugin) => (plugin.as_str(), format!("the plugin {plugin}")),
            None => (component, format!("the component {component}")),
        };
        let (broken, most) = (self.breaks.add(who, n), patience.max_restarts);
        if broken > most {
            self.fail(format!(
                "{named} broke {broken} times, max_restarts allows {most}; the last time in {component}"
            ));
        }
    }
}
