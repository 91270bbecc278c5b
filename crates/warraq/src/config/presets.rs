//! The pipelines that are compiled in.

/// A pipeline that is compiled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Preset {
    /// The name, used as `preset:NAME`.
    pub name: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// The TOML.
    pub text: &'static str,
}

/// All presets.
pub const PRESETS: &[Preset] = &[Preset {
    name: "news-ar",
    summary: "web news in Arabic: paragraphs to statements and events",
    text: include_str!("../../presets/news-ar.toml"),
}];

/// The preset of this name, with or without `preset:` before it.
#[must_use]
pub fn preset(name: &str) -> Option<&'static Preset> {
    let name = name.strip_prefix("preset:").unwrap_or(name);
    PRESETS.iter().find(|preset| preset.name == name)
}
