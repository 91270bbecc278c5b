//! The types that options may have.

use std::collections::BTreeMap;

use serde_json::Value;

use super::OptionKind;

/// A type that an option may have.
pub trait OptionType: Sized {
    /// The kind that the schema states.
    const KIND: OptionKind;
    /// Whether an option of this type without a default must be given.
    const REQUIRED: bool = true;

    /// The value from JSON; `None` when it does not fit.
    fn from_json(value: &Value) -> Option<Self>;

    /// The value of an absent option without a default; `None` when it must be given.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

impl OptionType for bool {
    const KIND: OptionKind = OptionKind::Bool;

    fn from_json(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl OptionType for i64 {
    const KIND: OptionKind = OptionKind::Int { min: i64::MIN, max: i64::MAX };

    fn from_json(value: &Value) -> Option<Self> {
        value.as_i64()
    }
}

impl OptionType for f64 {
    const KIND: OptionKind = OptionKind::Float;

    fn from_json(value: &Value) -> Option<Self> {
        value.as_f64()
    }
}

impl OptionType for String {
    const KIND: OptionKind = OptionKind::String;

    fn from_json(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl<T: OptionType> OptionType for Option<T> {
    const KIND: OptionKind = T::KIND;
    const REQUIRED: bool = false;

    fn from_json(value: &Value) -> Option<Self> {
        T::from_json(value).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: OptionType> OptionType for Vec<T> {
    const KIND: OptionKind = OptionKind::List(&T::KIND);

    fn from_json(value: &Value) -> Option<Self> {
        value.as_array()?.iter().map(T::from_json).collect()
    }
}

/// A table whose keys are free, sorted by key.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table<T>(pub BTreeMap<String, T>);

impl<T> std::ops::Deref for Table<T> {
    type Target = BTreeMap<String, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T: OptionType> OptionType for Table<T> {
    const KIND: OptionKind = OptionKind::Table(&T::KIND);

    fn from_json(value: &Value) -> Option<Self> {
        let entries = value.as_object()?.iter();
        entries.map(|(key, value)| Some((key.clone(), T::from_json(value)?))).collect::<Option<_>>().map(Self)
    }
}

/// A file that the engine reads: [`crate::Create::asset`] has its bytes.
#[derive(Clone, PartialEq, Eq, Debug, Default, PartialOrd, Ord)]
pub struct Path(String);

impl Path {
    /// The path as the config gives it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl OptionType for Path {
    const KIND: OptionKind = OptionKind::Path;

    fn from_json(value: &Value) -> Option<Self> {
        value.as_str().map(|path| Self(path.to_owned()))
    }
}

/// A length of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord)]
pub struct Duration(u64);

impl Duration {
    /// The length in milliseconds.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0
    }
}

impl OptionType for Duration {
    const KIND: OptionKind = OptionKind::Duration;

    fn from_json(value: &Value) -> Option<Self> {
        parse_duration(value.as_str()?).map(Self)
    }
}

/// An amount of memory or data.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord)]
pub struct Size(u64);

impl Size {
    /// The amount in bytes.
    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.0
    }
}

impl OptionType for Size {
    const KIND: OptionKind = OptionKind::Size;

    fn from_json(value: &Value) -> Option<Self> {
        parse_size(value.as_str()?).map(Self)
    }
}

/// Splits «12.5ms» into its number and its unit.
fn number_and_unit(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, unit) = text.split_at_checked(end)?;
    Some((number.parse().ok()?, unit.trim()))
}

fn scaled(number: f64, factor: f64) -> Option<u64> {
    let value = number * factor;
    (value.is_finite() && (0.0..9.0e18).contains(&value)).then_some(value as u64)
}

/// A duration in milliseconds: a number with `ms`, `s`, `m` or `h`.
#[must_use]
pub(super) fn parse_duration(text: &str) -> Option<u64> {
    let (number, unit) = number_and_unit(text)?;
    let factor = match unit {
        "ms" => 1.0,
        "s" => 1e3,
        "m" => 60e3,
        "h" => 3600e3,
        _ => return None,
    };
    scaled(number, factor)
}

/// A size in bytes: a number with `B`, `KiB`, `MiB` or `GiB`.
#[must_use]
pub(super) fn parse_size(text: &str) -> Option<u64> {
    let (number, unit) = number_and_unit(text)?;
    let factor = match unit {
        "B" => 1.0,
        "KiB" => 1024.0,
        "MiB" => 1024.0 * 1024.0,
        "GiB" => 1024.0 * 1024.0 * 1024.0,
        _ => return None,
    };
    scaled(number, factor)
}
