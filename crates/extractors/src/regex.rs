//! `extract.regex`: what patterns of the config match, their named groups as columns.

use std::sync::Arc;

use regex::Regex;
use warraq_core::create::{ColumnOut, LayerOut};
use warraq_core::options::Table;
use warraq_core::{
    ColumnType, Component, Create, Doc, Error, Example, Labels, LayerSchema, Out, Process, Processor,
    Signature, Span, Spec, Sym,
};

warraq_core::options_enum! {
    /// What a pattern's name is.
    pub enum NameOf {
        /// the label of its rows in one layer
        Label = "label",
        /// the layer of its rows
        Layer = "layer",
    }
}

warraq_core::options! {
    /// What is looked for.
    pub struct RegexOptions {
        /// Regular expressions by name, in the syntax of Rust's crate regex. A group with a name becomes a column; a
        /// group called `span` is what the row covers, in place of the whole match.
        pub patterns: Table<String>,
        /// What a pattern's name is: the label of its rows in the one layer `match`, or the layer of its rows.
        pub name_is: NameOf = "label",
    }
}

/// The layer of all patterns whose names are labels.
const MATCH: &str = "match";
/// The group that is what a row covers.
const SPAN: &str = "span";
/// Names that rows have for themselves.
const TAKEN: &[&str] = &["start", "end", "text", "label", "step"];
/// The most memory that a compiled pattern may take.
const SIZE: usize = 8 << 20;

/// The component.
pub struct ExtractRegex {
    patterns: Vec<Pattern>,
}

struct Pattern {
    regex: Regex,
    out: LayerOut,
    label: Sym,
    /// The group that is what a row covers.
    span: usize,
    groups: Vec<(usize, ColumnOut)>,
}

impl Component for ExtractRegex {
    type Options = RegexOptions;
    const SPEC: Spec = Spec {
        summary: "finds what patterns of the config match",
        doc: "Every pattern runs over the whole text, or over the view that `on` names, by itself; rows of different \
              patterns may overlap. Matches that cover nothing are passed over. The time of a match is linear in the \
              text, whatever the pattern.\n\nBy default there is one layer, `match`, with the patterns' names as \
              labels and a column of texts for every named group of any of them; `out` renames it. With \
              `name_is = \"layer\"` every pattern has a layer of its own.",
        examples: &[
            Example {
                title: "codes with their parts",
                options: "[patterns]\nflight = '(?<carrier>[A-Z]{2}) ?(?<number>\\d{2,4})'\ngate = 'البوابة (?<span>\\d+)'",
                text: "الرحلة MS 986 من البوابة 14",
                expect: "match flight «MS 986» carrier=MS number=986\nmatch gate «14»",
            },
            Example {
                title: "a layer for every pattern",
                options: "name_is = \"layer\"\n[patterns]\n\"acme.case\" = 'القضية رقم (?<number>\\d+)'",
                text: "نظرت المحكمة القضية رقم 77",
                expect: "acme.case «القضية رقم 77» number=77",
            },
        ],
        ..Spec::new("extract.regex")
    };

    fn signature(options: &RegexOptions, s: &mut Signature) -> Result<(), Error> {
        let compiled = compiled(&options.patterns)?;
        match options.name_is {
            NameOf::Layer => {
                for (name, regex) in &compiled {
                    let mut schema = LayerSchema::new(name, Labels::None);
                    columns(&mut schema, name, regex)?;
                    s.writes_as(schema);
                }
            }
            NameOf::Label => {
                let labels = compiled.iter().map(|(name, _)| name.clone()).collect();
                let mut schema = LayerSchema::new(MATCH, Labels::Closed(labels));
                for (name, regex) in &compiled {
                    columns(&mut schema, name, regex)?;
                }
                s.writes_as(schema);
            }
        }
        Ok(())
    }

    fn create(cx: &Create<'_>, options: RegexOptions) -> Result<Self, Error> {
        let make = |(name, regex): (String, Regex)| {
            let (layer, label) = match options.name_is {
                NameOf::Layer => (name.as_str(), Sym::NONE),
                NameOf::Label => (MATCH, cx.intern(&name)),
            };
            let groups = groups(&regex).map(|(at, group)| Ok((at, cx.output_column(layer, group)?)));
            let groups = groups.collect::<Result<_, Error>>()?;
            let span = regex.capture_names().position(|group| group == Some(SPAN)).unwrap_or(0);
            Ok(Pattern { out: cx.output(layer)?, label, span, groups, regex })
        };
        Ok(Self {
            patterns: compiled(&options.patterns)?.into_iter().map(make).collect::<Result<_, Error>>()?,
        })
    }
}

/// The patterns in the order of their names.
fn compiled(patterns: &Table<String>) -> Result<Vec<(String, Regex)>, Error> {
    if patterns.is_empty() {
        return Err(Error::option("patterns", "there is no pattern"));
    }
    let compile = |(name, source): (&String, &String)| {
        let regex = regex::RegexBuilder::new(source).size_limit(SIZE).build();
        regex.map(|regex| (name.clone(), regex)).map_err(|error| wrong(name, &message(&error)))
    };
    patterns.iter().map(compile).collect()
}

/// The gist of a syntax error, whose full text draws the pattern over several lines.
fn message(error: &regex::Error) -> String {
    let text = error.to_string();
    let line = text.lines().rev().find_map(|line| line.trim().strip_prefix("error: ").map(str::to_owned));
    line.unwrap_or_else(|| text.lines().next().unwrap_or_default().to_owned())
}

fn wrong(name: &str, message: &str) -> Error {
    let mut error = Error::config(message);
    error.option = vec!["patterns".into(), name.into()];
    error
}

/// The named groups that become columns.
fn groups(regex: &Regex) -> impl Iterator<Item = (usize, &str)> {
    let named = regex.capture_names().enumerate().filter_map(|(at, name)| Some((at, name?)));
    named.filter(|(_, name)| *name != SPAN)
}

fn columns(schema: &mut LayerSchema, pattern: &str, regex: &Regex) -> Result<(), Error> {
    for (_, group) in groups(regex) {
        if TAKEN.contains(&group) {
            let message = format!("a group cannot be called {group}: rows have it for themselves");
            return Err(wrong(pattern, &message));
        }
        if schema.column(group).is_none() {
            schema.columns.push(warraq_core::ColumnSchema::nullable(group, ColumnType::Text));
        }
    }
    Ok(())
}

impl Process for ExtractRegex {
    type Worker = RegexWorker;

    fn worker(self: &Arc<Self>) -> Result<RegexWorker, Error> {
        Ok(RegexWorker(Arc::clone(self)))
    }
}

/// A worker of [`ExtractRegex`].
pub struct RegexWorker(Arc<ExtractRegex>);

impl Processor for RegexWorker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        for pattern in &self.0.patterns {
            for found in pattern.regex.captures_iter(doc.text) {
                if out.stop() {
                    return Err(Error::cancelled());
                }
                let Some(span) = found.get(pattern.span).filter(|span| !span.is_empty()) else { continue };
                let (Ok(start), Ok(end)) = (u32::try_from(span.start()), u32::try_from(span.end())) else {
                    continue;
                };
                let mut row = out.push(pattern.out, Span::new(start, end), pattern.label);
                for &(group, column) in &pattern.groups {
                    if let Some(text) = found.get(group) {
                        row = row.text(column, text.as_str());
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::run;
    use serde_json::json;
    use warraq_conformance::{Chain, check_processor};

    #[test]
    fn examples_hold() {
        for example in ExtractRegex::SPEC.examples {
            let options = toml::from_str(example.options).unwrap();
            assert_eq!(
                run::<ExtractRegex>(options, example.text),
                example.expect.lines().collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn matches_and_groups() {
        let cases: [(serde_json::Value, &str, &[&str]); 5] = [
            (json!({"م": "(?<أ>س)|(?<ب>ص)"}), "س ص", &["match م «س» أ=س", "match م «ص» ب=ص"]),
            (json!({"a": "", "b": "x*"}), "نص", &[]),
            (json!({"a": "سيارة (?<span>\\pL+)?"}), "سيارة ؟ سيارة حمراء", &["match a «حمراء»"]),
            (
                json!({"long": "قال.*", "short": "قال"}),
                "قال نعم",
                &["match long «قال نعم»", "match short «قال»"],
            ),
            (json!({"marks": "(?i)\\bUN\\b"}), "un الأمم UN", &["match marks «un»", "match marks «UN»"]),
        ];
        for (patterns, text, expected) in cases {
            assert_eq!(run::<ExtractRegex>(json!({"patterns": patterns}), text), expected, "{patterns}");
        }
    }

    #[test]
    fn mistakes_name_the_pattern() {
        let cases = [
            (json!({}), "option patterns: there is no pattern"),
            (json!({"a": "(س"}), "option patterns.a: unclosed group"),
            (json!({"a.b": "(?<text>س)"}), "option patterns.a.b: a group cannot be called text"),
            (json!({"a": "(?=س)"}), "option patterns.a: look-around"),
            (json!({"a": "\\w{1000}{1000}"}), "option patterns.a: Compiled regex exceeds size limit"),
        ];
        for (patterns, message) in cases {
            let options = json!({"patterns": patterns});
            let found = Chain::new().step::<ExtractRegex>(options).ready().err().unwrap().to_string();
            assert!(found.starts_with(message), "{found}");
        }
    }

    #[test]
    fn conforms() {
        let options = json!({"patterns": {"words": "(?<first>\\pL)\\pL*", "end": "$"}});
        assert_eq!(
            check_processor(&mut Chain::new().step::<ExtractRegex>(options).ready().unwrap(), false),
            []
        );
    }
}
