//! `tokenize.regex`: tokens by a pattern of the user's own.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use warraq_core::{
    Component, Create, Doc, Error, Example, LayerOut, Out, Process, Processor, Signature, Span, Spec, Sym,
};

use crate::scan::{Class, class_of};

/// The largest automaton that a pattern may need.
const SIZE_LIMIT: usize = 10 << 20;

warraq_core::options! {
    /// The pattern.
    pub struct RegexOptions {
        /// What a token is, in the syntax of the Rust crate `regex` (Unicode classes, no look-around). Where the pattern
        /// has a group named `token`, the group is the token. Empty matches are left out.
        pub pattern: String = "\\w+|[^\\w\\s]",
    }
}

/// The component.
#[derive(Debug)]
pub struct TokenizeRegex {
    pattern: Regex,
    grouped: bool,
    token: LayerOut,
    labels: [Sym; Class::ALL.len()],
}

/// Compiles the pattern; its time of matching is linear in the text by the engine's nature.
fn compile(options: &RegexOptions) -> Result<Regex, Error> {
    RegexBuilder::new(&options.pattern).size_limit(SIZE_LIMIT).build().map_err(|error| {
        let message = error.to_string();
        Error::option("pattern", message.lines().last().unwrap_or("not a regular expression").to_owned())
    })
}

impl Component for TokenizeRegex {
    type Options = RegexOptions;
    const SPEC: Spec = Spec {
        summary: "Splits text into the matches of a regular expression",
        doc: "Every match of `pattern` is a token, and the text between matches belongs to none. The label goes by the \
first character: `word`, `number`, `punct`, `symbol` or `emoji`.",
        examples: &[
            Example {
                title: "Words and single signs",
                options: "",
                text: "بلغت 30%.",
                expect: "token word «بلغت»\ntoken number «30»\ntoken percent «%»\ntoken punct «.»",
            },
            Example {
                title: "A group",
                options: "pattern = '<(?<token>[^>]+)>'",
                text: "الأول <الثاني> الثالث",
                expect: "token word «الثاني»",
            },
        ],
        ..Spec::new("tokenize.regex")
    };

    fn signature(options: &RegexOptions, s: &mut Signature) -> Result<(), Error> {
        compile(options)?;
        s.writes("token");
        Ok(())
    }

    fn create(cx: &Create<'_>, options: RegexOptions) -> Result<Self, Error> {
        let pattern = compile(&options)?;
        let grouped = pattern.capture_names().flatten().any(|name| name == "token");
        let labels = Class::ALL.map(|class| cx.intern(class.label()));
        Ok(Self { pattern, grouped, token: cx.output("token")?, labels })
    }
}

impl Process for TokenizeRegex {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker(Arc::clone(self)))
    }
}

/// The expression keeps its own scratch.
pub struct Worker(Arc<TokenizeRegex>);

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let this = &*self.0;
        let rows = out.rows(this.token);
        let mut push = |start: usize, end: usize| {
            if start < end {
                let class = doc.text.get(start..end).and_then(class_of).unwrap_or(Class::Symbol);
                rows.push(Span { start: start as u32, end: end as u32 }, this.labels[class as usize]);
            }
        };
        if this.grouped {
            let tokens = this.pattern.captures_iter(doc.text).filter_map(|captures| captures.name("token"));
            tokens.for_each(|token| push(token.start(), token.end()));
        } else {
            this.pattern.find_iter(doc.text).for_each(|token| push(token.start(), token.end()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use serde_json::json;

    #[test]
    fn conforms() {
        testing::conforms::<TokenizeRegex>();
    }

    #[test]
    fn a_pattern_that_is_none_is_refused() {
        let chain = warraq_conformance::Chain::new().step::<TokenizeRegex>(json!({"pattern": "(\\w"}));
        let error = chain.ready().err().expect("an error");
        assert_eq!(
            (error.option, error.message.contains("unclosed group")),
            (vec!["pattern".to_owned()], true)
        );
    }

    #[test]
    fn empty_matches_are_no_tokens() {
        assert_eq!(testing::run::<TokenizeRegex>(json!({"pattern": "ب*"}), "أببا"), ["token word «بب»"]);
    }
}
