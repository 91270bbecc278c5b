//! Strings that hold a number and its unit: `10s`, `64MiB`, `1%`.

use std::time::Duration;

use serde_json::Value;
use warraq_core::options::{self, OptionType};

use crate::plan::MaxErrors;

/// A duration, as options of components have it.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let value = options::Duration::from_json(&Value::from(text))?;
    Some(Duration::from_millis(value.as_millis()))
}

/// A size, as options of components have it.
pub(crate) fn size(text: &str) -> Option<u64> {
    options::Size::from_json(&Value::from(text)).map(options::Size::bytes)
}

/// A share of all documents.
pub(crate) fn share(text: &str) -> Option<MaxErrors> {
    let percent = text.strip_suffix('%')?.trim().parse::<f64>().ok()?;
    (0.0..=100.0).contains(&percent).then_some(MaxErrors::Share(percent / 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units() {
        assert_eq!(duration("1.5s"), Some(Duration::from_millis(1500)));
        assert_eq!(duration("10"), None);
        assert_eq!(duration("10 s"), Some(Duration::from_secs(10)));
        assert_eq!(size("64MiB"), Some(64 << 20));
        assert_eq!(size("64MB"), None);
        assert_eq!(share("1%"), Some(MaxErrors::Share(0.01)));
        assert_eq!(share("101%"), None);
    }
}
