//! A component's options: one declaration gives the struct, its defaults, and the schema that configs are checked against.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::suggest::suggest;

mod types;

pub use types::{Duration, OptionType, Path, Size, Table};

/// What an option may hold.
#[derive(Clone, Copy, PartialEq, Debug)]
#[non_exhaustive]
pub enum OptionKind {
    /// `true` or `false`.
    Bool,
    /// An integer in an inclusive range.
    Int {
        /// The smallest value allowed.
        min: i64,
        /// The largest value allowed.
        max: i64,
    },
    /// A number.
    Float,
    /// A string.
    String,
    /// One of these strings.
    Enum(&'static [&'static str]),
    /// A list of values of one kind.
    List(&'static OptionKind),
    /// A file, relative to the config; the engine reads it and hands over its bytes.
    Path,
    /// A duration: a number with `ms`, `s`, `m` or `h`.
    Duration,
    /// A size: a number with `B`, `KiB`, `MiB` or `GiB`.
    Size,
    /// A table whose values are of one kind; the keys are free.
    Table(&'static OptionKind),
}

impl OptionKind {
    /// The kind in words, for messages and the reference.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Bool => "true or false".into(),
            Self::Int { min: i64::MIN, max: i64::MAX } => "an integer".into(),
            Self::Int { min, max: i64::MAX } => format!("an integer of at least {min}"),
            Self::Int { min, max } => format!("an integer from {min} to {max}"),
            Self::Float => "a number".into(),
            Self::String => "a string".into(),
            Self::Enum(names) => {
                let names: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
                format!("one of {}", names.join(", "))
            }
            Self::List(of) => format!("a list of: {}", of.describe()),
            Self::Path => "a path".into(),
            Self::Duration => "a duration like \"10s\"".into(),
            Self::Size => "a size like \"64MiB\"".into(),
            Self::Table(of) => format!("a table of: {}", of.describe()),
        }
    }
}

/// One declared option.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct OptionSpec {
    /// The key in the config.
    pub name: &'static str,
    /// What it does: the doc comment.
    pub doc: &'static str,
    /// What it may hold.
    pub kind: OptionKind,
    /// The default as a JSON literal; empty when there is none.
    pub default: &'static str,
    /// Whether the config must give it.
    pub required: bool,
}

/// A struct of options, made by [`crate::options!`].
pub trait Options: Sized + Send + Sync + 'static {
    /// The declared options in their order.
    const SCHEMA: &'static [OptionSpec];

    /// Reads the options from a table that the schema allows; absent ones get their defaults.
    ///
    /// # Errors
    /// A required option is missing, or a value is of the wrong kind or out of range.
    fn from_json(table: &Map<String, Value>) -> Result<Self, Error>;
}

/// No options.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NoOptions;

impl Options for NoOptions {
    const SCHEMA: &'static [OptionSpec] = &[];

    fn from_json(_: &Map<String, Value>) -> Result<Self, Error> {
        Ok(Self)
    }
}

/// Checks a table against a schema and reports every mistake, each with the path of the option.
#[must_use]
pub fn validate(schema: &[OptionSpec], table: &Map<String, Value>) -> Vec<Error> {
    let mut errors = Vec::new();
    for (key, value) in table {
        match schema.iter().find(|option| option.name == key) {
            Some(option) => check(&option.kind, value, &[key.as_str()], &mut errors),
            None => errors.push(unknown(schema, key)),
        }
    }
    for option in schema.iter().filter(|option| option.required && !table.contains_key(option.name)) {
        let message = format!("the option {} is missing: {}", option.name, option.kind.describe());
        errors.push(Error::config(message));
    }
    errors
}

fn unknown(schema: &[OptionSpec], key: &str) -> Error {
    let names: Vec<&str> = schema.iter().map(|option| option.name).collect();
    let allowed =
        if names.is_empty() { "it has no options".into() } else { format!("it has {}", names.join(", ")) };
    let mut error = Error::config(format!("unknown option {key}; {allowed}"));
    error.option = vec![key.to_owned()];
    error.suggestion = suggest(key, names.iter().copied()).map(str::to_owned);
    error
}

fn check(kind: &OptionKind, value: &Value, path: &[&str], errors: &mut Vec<Error>) {
    let fits = match (kind, value) {
        (OptionKind::Bool, Value::Bool(_)) | (OptionKind::String | OptionKind::Path, Value::String(_)) => {
            true
        }
        (OptionKind::Int { min, max }, Value::Number(n)) => {
            n.as_i64().is_some_and(|n| (*min..=*max).contains(&n))
        }
        (OptionKind::Float, Value::Number(n)) => n.as_f64().is_some_and(f64::is_finite),
        (OptionKind::Enum(names), Value::String(text)) => names.contains(&text.as_str()),
        (OptionKind::Duration, Value::String(text)) => types::parse_duration(text).is_some(),
        (OptionKind::Size, Value::String(text)) => types::parse_size(text).is_some(),
        (OptionKind::List(of), Value::Array(items)) => {
            for (at, item) in items.iter().enumerate() {
                let at = at.to_string();
                check(of, item, &[path, &[&at]].concat(), errors);
            }
            true
        }
        (OptionKind::Table(of), Value::Object(items)) => {
            for (key, item) in items {
                check(of, item, &[path, &[key.as_str()]].concat(), errors);
            }
            true
        }
        _ => false,
    };
    if !fits {
        let mut error = Error::config(format!("found {}, allowed is {}", found(value), kind.describe()));
        error.option = path.iter().map(|&key| key.to_owned()).collect();
        if let (OptionKind::Enum(names), Value::String(text)) = (kind, value) {
            error.suggestion = suggest(text, names.iter().copied()).map(|name| format!("\"{name}\""));
        }
        errors.push(error);
    }
}

fn found(value: &Value) -> String {
    match value {
        Value::Null => "nothing".into(),
        Value::Bool(bool) => bool.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => format!("\"{}\"", text.chars().take(40).collect::<String>()),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "a table".into(),
    }
}

/// The value of an option: what the table says, else the default. For [`crate::options!`].
///
/// # Errors
/// The option is required and missing, or its value is of the wrong kind.
pub fn take<T: OptionType>(table: &Map<String, Value>, option: &OptionSpec) -> Result<T, Error> {
    let given = match table.get(option.name) {
        Some(value) => Some(value.clone()),
        None if option.default.is_empty() => None,
        None => serde_json::from_str(option.default).ok(),
    };
    let Some(value) = given else {
        let missing = || Error::option(option.name, format!("missing: {}", option.kind.describe()));
        return T::absent().ok_or_else(missing);
    };
    let mut errors = Vec::new();
    check(&option.kind, &value, &[option.name], &mut errors);
    if let Some(error) = errors.into_iter().next() {
        return Err(error);
    }
    let wrong = || {
        Error::option(option.name, format!("found {}, allowed is {}", found(&value), option.kind.describe()))
    };
    T::from_json(&value).ok_or_else(wrong)
}

/// Declares a struct of options together with its schema and defaults.
///
/// ```
/// warraq_core::options! {
///     /// How numbers are found.
///     pub struct NumberOptions {
///         /// Whether numbers in words are found, not only those in digits.
///         pub words: bool = true,
///         /// The shortest run of digits.
///         pub min_digits: i64 = 1 in 1..=9,
///         /// A list of words to leave alone.
///         pub except: Vec<String> = [],
///         /// A file of names, one a line. Without a default, an option must be given, unless it is an `Option`.
///         pub names: Option<warraq_core::options::Path>,
///     }
/// }
/// use warraq_core::options::Options;
/// assert!(NumberOptions::from_json(&Default::default()).unwrap().words);
/// ```
///
/// The types are `bool`, `i64`, `f64`, `String`, enums made by [`crate::options_enum!`], `Vec<T>`,
/// [`Path`], [`Duration`], [`Size`], [`Table<T>`](Table) and `Option<T>`. A default is a JSON literal.
#[macro_export]
macro_rules! options {
    (
        $(#[doc = $about:literal])* $vis:vis struct $name:ident {
            $( $(#[doc = $doc:literal])* $fvis:vis $field:ident : $ty:ty $(= $default:tt $(in $min:literal ..= $max:literal)?)? ),* $(,)?
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug)]
        $vis struct $name { $( $(#[doc = $doc])* $fvis $field: $ty ),* }

        impl $crate::options::Options for $name {
            const SCHEMA: &'static [$crate::options::OptionSpec] = &[$(
                $crate::options::OptionSpec {
                    name: stringify!($field),
                    doc: concat!($($doc, "\n"),*),
                    kind: $crate::__option_kind!($ty $($(, $min, $max)?)?),
                    default: concat!($(stringify!($default))?),
                    required: <$ty as $crate::options::OptionType>::REQUIRED && concat!($(stringify!($default))?).is_empty(),
                }
            ),*];

            fn from_json(
                table: &$crate::serde_json::Map<String, $crate::serde_json::Value>,
            ) -> Result<Self, $crate::Error> {
                let mut specs = Self::SCHEMA.iter();
                $( let $field = match specs.next() {
                    Some(spec) => $crate::options::take::<$ty>(table, spec)?,
                    None => return Err($crate::Error::config("an option without a schema")),
                }; )*
                let _ = (specs, table);
                Ok(Self { $($field),* })
            }
        }
    };
}

/// The kind of an option: its type's, narrowed by a range. For [`crate::options!`].
#[doc(hidden)]
#[macro_export]
macro_rules! __option_kind {
    ($ty:ty) => {
        <$ty as $crate::options::OptionType>::KIND
    };
    ($ty:ty, $min:literal, $max:literal) => {
        $crate::options::OptionKind::Int { min: $min, max: $max }
    };
}

/// Declares an enum whose values are strings in the config.
///
/// ```
/// warraq_core::options_enum! {
///     /// Which of two overlapping rows stays.
///     pub enum Prefer { Longest = "longest", First = "first" }
/// }
/// ```
#[macro_export]
macro_rules! options_enum {
    ($(#[doc = $about:literal])* $vis:vis enum $name:ident { $( $(#[doc = $doc:literal])* $variant:ident = $text:literal ),* $(,)? }) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        $vis enum $name { $( #[doc = concat!("`", $text, "` ", $($doc),*)] $variant ),* }

        impl $crate::options::OptionType for $name {
            const KIND: $crate::options::OptionKind = $crate::options::OptionKind::Enum(&[$($text),*]);

            fn from_json(value: &$crate::serde_json::Value) -> Option<Self> {
                match value.as_str()? {
                    $( $text => Some(Self::$variant), )*
                    _ => None,
                }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    crate::options_enum! {
        /// A choice.
        enum Choice { Longest = "longest", First = "first" }
    }

    crate::options! {
        /// Test options.
        struct Test {
            /// A switch.
            on: bool = true,
            /// A count.
            count: i64 = 3 in 1..=9,
            /// A share.
            share: f64 = 0.5,
            /// A choice.
            choice: Choice = "first",
            /// A list.
            names: Vec<String> = ["a", "b"],
            /// Must be given.
            path: Path,
            /// May be given.
            wait: Option<Duration>,
            /// Patterns by name.
            patterns: Table<String> = {},
        }
    }

    fn table(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn defaults_and_values() {
        let options =
            Test::from_json(&table(json!({"path": "x.tsv", "wait": "10s", "patterns": {"a": "b"}}))).unwrap();
        assert!(options.on && options.count == 3 && options.share == 0.5 && options.choice == Choice::First);
        assert_eq!(options.names, ["a", "b"]);
        assert_eq!(options.path.as_str(), "x.tsv");
        assert_eq!(options.wait.map(|wait| wait.as_millis()), Some(10_000));
        assert_eq!(options.patterns.get("a").map(String::as_str), Some("b"));
        assert!(Test::from_json(&Map::new()).is_err());
        assert_eq!(Test::SCHEMA[0].doc, " A switch.\n");
    }

    #[test]
    fn every_mistake_is_reported_with_its_path() {
        let wrong = json!({"on": 1, "count": 12, "choice": "longst", "names": ["a", 2], "shar": 0.1});
        let errors: Vec<String> =
            validate(Test::SCHEMA, &table(wrong)).iter().map(ToString::to_string).collect();
        assert_eq!(
            errors,
            [
                "option on: found 1, allowed is true or false",
                "option count: found 12, allowed is an integer from 1 to 9",
                "option choice: found \"longst\", allowed is one of \"longest\", \"first\" (did you mean \"longest\"?)",
                "option names.1: found 2, allowed is a string",
                "option shar: unknown option shar; it has on, count, share, choice, names, path, wait, patterns (did you mean share?)",
                "the option path is missing: a path",
            ]
        );
    }
}
