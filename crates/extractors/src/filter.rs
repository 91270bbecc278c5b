//! `filter`: drops documents by a condition.

use std::sync::Arc;

use warraq_core::create::{FieldIn, LayerIn};
use warraq_core::expr::{Expr, Facts, Names, Type, Value};
use warraq_core::fields::STANDARD;
use warraq_core::{
    Component, Create, Doc, Error, Example, FieldValue, Out, Process, Processor, Signature, Spec,
};

use crate::condition::{one_of, refused};

warraq_core::options! {
    /// Which documents stay. One of `keep` and `drop` is given.
    pub struct FilterOptions {
        /// A condition: documents for which it does not hold are dropped.
        pub keep: Option<String>,
        /// A condition: documents for which it holds are dropped.
        pub drop: Option<String>,
        /// The reason in the run's account; the condition itself where it is not given.
        pub reason: Option<String>,
    }
}

/// The component.
pub struct Filter {
    condition: Expr,
    keep: bool,
    reason: String,
    fields: Vec<(String, FieldIn)>,
    layers: Vec<(String, LayerIn)>,
}

impl Component for Filter {
    type Options = FilterOptions;
    const SPEC: Spec = Spec {
        summary: "drops documents by a condition",
        doc: "The condition may name fields, `chars(text)`, `count(LAYER)` and `has(FIELD)`, with `== != < <= > >= in \
              not and or ( )`. A comparison with an unset field is false. A dropped document is no error: the run's \
              account counts it with its reason.",
        examples: &[
            Example {
                title: "short documents are dropped",
                options: "keep = \"chars(text) >= 10\"\nreason = \"too short\"",
                text: "قصير",
                expect: "",
            },
            Example {
                title: "the condition is the reason where there is no other",
                options: "drop = \"not has(published)\"",
                text: "خبر بلا تاريخ نشر",
                expect: "",
            },
        ],
        ..Spec::new("filter")
    };

    fn signature(options: &FilterOptions, s: &mut Signature) -> Result<(), Error> {
        let (key, source) = one_of(&options.keep, &options.drop)?;
        let condition = Expr::parse(source).map_err(|errors| refused(key, errors))?;
        checked(&condition).map_err(|errors| refused(key, errors))?;
        for name in condition.names() {
            s.reads_field(name);
        }
        for layer in condition.layers() {
            s.reads(layer);
        }
        s.may_drop();
        Ok(())
    }

    fn create(cx: &Create<'_>, options: FilterOptions) -> Result<Self, Error> {
        let (key, source) = one_of(&options.keep, &options.drop)?;
        let condition = Expr::parse(source).map_err(|errors| refused(key, errors))?;
        let named = |name: &str| Ok((name.to_owned(), cx.field(name)?));
        let fields = condition.names().into_iter().map(named).collect::<Result<_, Error>>()?;
        let counted = |name: &str| Ok((name.to_owned(), cx.required(name)?));
        let layers = condition.layers().into_iter().map(counted).collect::<Result<_, Error>>()?;
        let reason = options.reason.clone().unwrap_or_else(|| match key {
            "keep" => format!("not ({source})"),
            _ => source.to_owned(),
        });
        Ok(Self { condition, keep: key == "keep", reason, fields, layers })
    }
}

/// Checks the types. Standard fields are texts; nothing states what other fields hold, so all types are tried.
fn checked(condition: &Expr) -> Result<(), Vec<warraq_core::expr::ExprError>> {
    const TYPES: [Type; 4] = [Type::Text, Type::Int, Type::Float, Type::Bool];
    const MOST: usize = 4;
    let own: Vec<&str> = condition.names().into_iter().filter(|name| !STANDARD.contains(name)).collect();
    let tries = TYPES.len().pow(own.len().min(MOST) as u32);
    let mut first = Ok(());
    for attempt in 0..tries {
        let mut rest = attempt;
        let types = own.iter().map(|&name| {
            let ty = TYPES.get(rest % TYPES.len()).copied().unwrap_or(Type::Text);
            rest /= TYPES.len();
            (name, ty)
        });
        match condition.check_condition(&Fields(types.collect())) {
            Ok(()) => return Ok(()),
            Err(errors) => first = first.and(Err(errors)),
        }
    }
    first
}

/// The fields that a condition may name, those of one's own with the type that is being tried.
struct Fields<'f>(Vec<(&'f str, Type)>);

impl Names for Fields<'_> {
    fn type_of(&self, name: &str) -> Option<Type> {
        match STANDARD.contains(&name) {
            true => Some(Type::Text),
            false => self.0.iter().find(|(known, _)| *known == name).map(|(_, ty)| *ty),
        }
    }

    fn candidates(&self) -> Vec<String> {
        STANDARD.iter().map(|&name| name.to_owned()).collect()
    }

    fn has_layer(&self, _: &str) -> bool {
        // The plan knows which layers there are: the signature reads them.
        true
    }
}

impl Process for Filter {
    type Worker = FilterWorker;

    fn worker(self: &Arc<Self>) -> Result<FilterWorker, Error> {
        Ok(FilterWorker(Arc::clone(self)))
    }
}

/// A worker of [`Filter`].
pub struct FilterWorker(Arc<Filter>);

impl Processor for FilterWorker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let filter = &self.0;
        if filter.condition.eval(&Document { filter, doc }) != filter.keep {
            out.drop(filter.reason.as_str());
        }
        Ok(())
    }
}

/// What a condition asks of a document.
struct Document<'d> {
    filter: &'d Filter,
    doc: Doc<'d>,
}

impl Facts for Document<'_> {
    fn name(&self, name: &str) -> Option<Value<'_>> {
        let (_, field) = self.filter.fields.iter().find(|(known, _)| known == name)?;
        Some(match self.doc.field(*field)? {
            FieldValue::Text(text) => Value::Text(text),
            FieldValue::Int(int) => Value::Int(*int),
            FieldValue::Float(float) => Value::Float(*float),
            FieldValue::Bool(bool) => Value::Bool(*bool),
            // A list or an object is there, but it equals nothing that a condition can name.
            _ => Value::Text(""),
        })
    }

    fn chars(&self) -> u64 {
        self.doc.text.chars().count() as u64
    }

    fn count(&self, layer: &str) -> u64 {
        let found = self.filter.layers.iter().find(|(known, _)| known == layer);
        found.map_or(0, |(_, layer)| self.doc.layer(*layer).len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use warraq_conformance::{Chain, GivenLayer, check_processor};
    use warraq_core::Span;

    /// The reason for which a document is dropped.
    fn dropped(options: serde_json::Value, fields: &[(&str, &str)]) -> Option<String> {
        let layer = GivenLayer::new("entity", vec![(Span::new(0, 6), "PER")]);
        let mut chain = Chain::new().given("entity").step::<Filter>(options).ready().unwrap();
        let document = chain.run_with("عمر سافر", fields, &[layer]).unwrap();
        document.warnings.first().and_then(|warning| warning.strip_prefix("dropped: ")).map(str::to_owned)
    }

    #[test]
    fn documents_are_kept_or_dropped() {
        let cases = [
            (json!({"keep": "count(entity) > 0"}), None),
            (json!({"drop": "count(entity) == 1", "reason": "one"}), Some("one")),
            (json!({"keep": "chars(text) == 8"}), None),
            (json!({"keep": "language in [\"fa\", \"ur\"]"}), Some("not (language in [\"fa\", \"ur\"])")),
            (json!({"drop": "section == \"رياضة\""}), Some("section == \"رياضة\"")),
            (json!({"keep": "views > 3"}), Some("not (views > 3)")),
            (json!({"drop": "views > 3"}), None),
        ];
        for (options, reason) in cases {
            let found = dropped(options.clone(), &[("language", "ar"), ("section", "رياضة")]);
            assert_eq!(found.as_deref(), reason, "{options}");
        }
    }

    #[test]
    fn examples_hold() {
        let reasons = ["dropped: too short", "dropped: not has(published)"];
        for (example, reason) in Filter::SPEC.examples.iter().zip(reasons) {
            let options = toml::from_str(example.options).unwrap();
            let mut chain = Chain::new().step::<Filter>(options).ready().unwrap();
            assert_eq!(chain.run(example.text).unwrap().warnings, [reason]);
        }
        let options = json!({"keep": "chars(text) > 5"});
        assert_eq!(check_processor(&mut Chain::new().step::<Filter>(options).ready().unwrap(), false), []);
    }

    #[test]
    fn mistakes_name_the_option() {
        let cases = [
            (json!({}), "give keep or drop: a condition"),
            (json!({"keep": "true", "drop": "true"}), "option drop: give either keep or drop, not both"),
            (json!({"keep": "chars(text"}), "option keep: "),
            (json!({"keep": "language > 3"}), "option keep: "),
            (json!({"drop": "chars(text)"}), "option drop: "),
            (json!({"keep": "count(event) > 0"}), "reads the layer event, which nothing writes"),
        ];
        for (options, message) in cases {
            let found = Chain::new().step::<Filter>(options).ready().err().unwrap().to_string();
            assert!(found.starts_with(message), "{found}");
        }
    }
}
