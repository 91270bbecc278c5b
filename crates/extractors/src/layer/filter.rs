//! `layer.filter`: the rows of a layer for which a condition holds.

use std::sync::Arc;

use warraq_core::create::LayerOut;
use warraq_core::expr::{Expr, Facts, Names, Type, Value};
use warraq_core::{
    ColumnType, Component, Create, Doc, Error, Example, Labels, LayerSchema, LayerView, Out, Process,
    Processor, Pushed, Signature, Spec,
};

use super::{At, Source, known, visible};
use crate::condition::{one_of, refused};

warraq_core::options! {
    /// Which rows stay. One of `keep` and `drop` is given.
    pub struct LayerFilterOptions {
        /// A condition: rows for which it does not hold are left out.
        pub keep: Option<String>,
        /// A condition: rows for which it holds are left out.
        pub drop: Option<String>,
    }
}

/// The role under which the layer is written; `out` names it.
const FILTERED: &str = "filtered";

/// The component.
pub struct LayerFilter {
    condition: Expr,
    keep: bool,
    source: Source,
    schema: LayerSchema,
    out: LayerOut,
}

impl Component for LayerFilter {
    type Options = LayerFilterOptions;
    const SPEC: Spec = Spec {
        summary: "keeps the rows of a layer for which a condition holds",
        doc: "The step's `in` names the layer and `out` the new one: `in = \"entity_model\"`, `out = \"entity\"`. The \
              condition may name `label`, `text` (the covered text), `score` and all other columns, and \
              `chars(text)`; a column of spans stands for the text that it covers. Where a row has no value, \
              comparisons are false. References from the layer to itself lead to the rows that stay, or nowhere.",
        examples: &[Example {
            title: "only names that the model is sure of",
            options: "in = \"entity_model\"\nout = \"entity\"\nkeep = 'score >= 0.6 and label in [\"PER\", \"ORG\"]'",
            text: "التقى عمر وفد البلدية",
            expect: "",
        }],
        ..Spec::new("layer.filter")
    };

    fn signature(options: &LayerFilterOptions, s: &mut Signature) -> Result<(), Error> {
        let [name] = s.context.inputs.as_slice() else {
            return Err(Error::config("name the one layer to filter: in = \"…\""));
        };
        let name = name.clone();
        let (key, source) = one_of(&options.keep, &options.drop)?;
        let condition = Expr::parse(source).map_err(|errors| refused(key, errors))?;
        let mut schema = LayerSchema::new(FILTERED, Labels::None);
        if let Some(layer) = known(s, &name) {
            condition.check_condition(&Columns(layer)).map_err(|errors| refused(key, errors))?;
            schema = filtered(layer);
        }
        s.reads(&name);
        s.writes_as(schema);
        Ok(())
    }

    fn create(cx: &Create<'_>, options: LayerFilterOptions) -> Result<Self, Error> {
        let (key, source) = one_of(&options.keep, &options.drop)?;
        let condition = Expr::parse(source).map_err(|errors| refused(key, errors))?;
        let names: Vec<String> = cx.wiring().inputs.iter().map(|input| input.role.clone()).collect();
        let [name] = names.as_slice() else { return Err(Error::config("name the one layer to filter")) };
        let schema = cx.input_schema(name).cloned().unwrap_or_else(|| LayerSchema::new(name, Labels::None));
        let source = Source::new(cx, name, &names, FILTERED)?;
        Ok(Self { condition, keep: key == "keep", source, schema, out: cx.output(FILTERED)? })
    }
}

/// The definition of the new layer: references to itself may lead nowhere.
fn filtered(layer: &LayerSchema) -> LayerSchema {
    let mut schema = layer.clone();
    for column in &mut schema.columns {
        if matches!(&column.ty, ColumnType::Row(to) if *to == layer.name) {
            column.ty = ColumnType::Row(FILTERED.into());
            column.nullable = true;
        }
    }
    schema.name = FILTERED.into();
    schema
}

/// What a condition may name.
struct Columns<'s>(&'s LayerSchema);

impl Names for Columns<'_> {
    fn type_of(&self, name: &str) -> Option<Type> {
        match name {
            "text" => return Some(Type::Text),
            "label" if self.0.labels != Labels::None => return Some(Type::Text),
            _ => {}
        }
        let column = self.0.columns.get(self.0.column(name)?)?;
        Some(match column.ty {
            ColumnType::Sym | ColumnType::Text | ColumnType::Span => Type::Text,
            ColumnType::Bool => Type::Bool,
            ColumnType::I64 | ColumnType::Row(_) => Type::Int,
            ColumnType::F64 => Type::Float,
        })
    }

    fn candidates(&self) -> Vec<String> {
        let label = (self.0.labels != Labels::None).then(|| "label".to_owned());
        let columns = self.0.columns.iter().map(|column| column.name.clone());
        label.into_iter().chain(["text".to_owned()]).chain(columns).collect()
    }

    fn has_layer(&self, _: &str) -> bool {
        false
    }
}

impl Process for LayerFilter {
    type Worker = LayerFilterWorker;

    fn worker(self: &Arc<Self>) -> Result<LayerFilterWorker, Error> {
        Ok(LayerFilterWorker(Arc::clone(self)))
    }
}

/// A worker of [`LayerFilter`].
pub struct LayerFilterWorker(Arc<LayerFilter>);

impl Processor for LayerFilterWorker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let filter = &self.0;
        let layer = doc.layer(filter.source.layer);
        let holds = |row: usize| filter.condition.eval(&Facet { filter, doc, layer, row }) == filter.keep;
        let kept: Vec<usize> =
            visible(doc, filter.source.layer).map(|(row, _)| row).filter(|&row| holds(row)).collect();
        let goes = |at: At| {
            let found = kept.binary_search(&at.row).ok()?;
            u32::try_from(found).ok().map(Pushed)
        };
        for &row in &kept {
            filter.source.copy(layer, row, filter.out, &goes, out);
        }
        Ok(())
    }
}

/// What a condition asks of a row.
struct Facet<'d> {
    filter: &'d LayerFilter,
    doc: Doc<'d>,
    layer: LayerView<'d>,
    row: usize,
}

impl Facet<'_> {
    fn text(&self) -> &str {
        self.layer.span(self.row).get(self.doc.text).unwrap_or_default()
    }
}

impl Facts for Facet<'_> {
    fn name(&self, name: &str) -> Option<Value<'_>> {
        match name {
            "text" => return Some(Value::Text(self.text())),
            "label" => {
                let label = self.layer.label(self.row);
                return (!label.is_none()).then(|| Value::Text(self.doc.symbol(label)));
            }
            _ => {}
        }
        let column = self.filter.source.columns.get(self.filter.schema.column(name)?)?;
        let (from, row) = (column.from, self.row);
        match column.ty {
            ColumnType::Sym => {
                let sym = self.layer.sym(from, row);
                (!sym.is_none()).then(|| Value::Text(self.doc.symbol(sym)))
            }
            ColumnType::Bool => self.layer.bool(from, row).map(Value::Bool),
            ColumnType::I64 => self.layer.i64(from, row).map(Value::Int),
            ColumnType::F64 => self.layer.f64(from, row).map(Value::Float),
            ColumnType::Text => self.layer.text(from, row).map(Value::Text),
            ColumnType::Row(_) => {
                let row = self.layer.row(from, row)?;
                Some(Value::Int(i64::try_from(row).unwrap_or(i64::MAX)))
            }
            ColumnType::Span => self.layer.span_in(from, row)?.get(self.doc.text).map(Value::Text),
        }
    }

    fn chars(&self) -> u64 {
        self.text().chars().count() as u64
    }

    fn count(&self, _: &str) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use warraq_conformance::{Chain, GivenLayer, rows};
    use warraq_core::{Renames, Span};

    const TEXT: &str = "التقى عمر وفد بيروت، وقال عمر إنه عائد";

    fn names() -> GivenLayer {
        let at = |word: &str, from: usize| {
            let start = from + TEXT[from..].find(word).unwrap();
            Span::new(start as u32, (start + word.len()) as u32)
        };
        let second = TEXT.find("قال").unwrap();
        let mut layer = GivenLayer::new(
            "entity",
            vec![(at("عمر", 0), "PER"), (at("بيروت", 0), "LOC"), (at("عمر", second), "PER")],
        );
        layer.schema.columns.extend(warraq_core::layers::extra("score"));
        layer.rows[0].2 = vec![("score".into(), json!(0.9)), ("name".into(), json!("Omar"))];
        layer.rows[1].2 = vec![("score".into(), json!(0.3)), ("mention".into(), json!(0))];
        layer.rows[2].2 = vec![("score".into(), json!(0.8)), ("mention".into(), json!(0))];
        layer
    }

    fn run(options: serde_json::Value) -> Result<Vec<String>, String> {
        let outputs = [("filtered".to_owned(), "few".to_owned())].into_iter().collect();
        let renames = Renames { outputs, ..Renames::default() };
        let chain =
            Chain::new().given_as(names().schema).step_over::<LayerFilter>(&["entity"], options, renames);
        let mut ready = chain.ready().map_err(|error| error.to_string())?;
        let document = ready.run_with(TEXT, &[], &[names()]).map_err(|error| error.to_string())?;
        Ok(rows(&document, &ready.schema, &ready.symbols, "few"))
    }

    #[test]
    fn rows_are_kept_by_a_condition() {
        let (omar, beirut) = ("few PER «عمر» name=Omar score=0.9", "few LOC «بيروت» mention=0 score=0.3");
        let again = "few PER «عمر» mention=0 score=0.8";
        let cases: [(serde_json::Value, &[&str]); 7] = [
            (json!({"keep": "score >= 0.5"}), &[omar, again]),
            (json!({"drop": "label == \"PER\""}), &["few LOC «بيروت» score=0.3"]),
            (json!({"keep": "text in [\"بيروت\"] or has(name)"}), &[omar, beirut]),
            (json!({"keep": "mention == 0"}), &["few LOC «بيروت» score=0.3", "few PER «عمر» score=0.8"]),
            (json!({"keep": "chars(text) > 3"}), &["few LOC «بيروت» score=0.3"]),
            (json!({"keep": "name != \"Omar\""}), &[]),
            (json!({"drop": "false"}), &[omar, beirut, again]),
        ];
        for (options, expected) in cases {
            assert_eq!(run(options.clone()).unwrap(), expected, "{options}");
        }
    }

    #[test]
    fn mistakes_name_the_option() {
        let cases = [
            (json!({}), "give keep or drop"),
            (json!({"keep": "scor > 0.5"}), "option keep: "),
            (json!({"keep": "score == \"x\""}), "option keep: "),
            (json!({"keep": "count(entity) > 1"}), "option keep: "),
        ];
        for (options, message) in cases {
            let found = run(options).unwrap_err();
            assert!(found.starts_with(message), "{found}");
        }
        let alone = Chain::new().step::<LayerFilter>(json!({"keep": "true"})).ready().err().unwrap();
        assert_eq!(alone.to_string(), "name the one layer to filter: in = \"…\"");
    }

    #[test]
    fn hostile_texts_are_filtered_alike_twice() {
        let options = json!({"keep": "label == \"word\" and chars(text) > 1 or text < \"م\""});
        let chain =
            Chain::new().given("token").step_over::<LayerFilter>(&["token"], options, Renames::default());
        let mut ready = chain.ready().unwrap();
        for (name, text) in warraq_conformance::hostile::texts() {
            let tokens = [GivenLayer::tokens(&text)];
            let mut found = || {
                let document = ready.run_with(&text, &[], &tokens).unwrap();
                rows(&document, &ready.schema, &ready.symbols, "filtered")
            };
            assert_eq!(found(), found(), "{name}");
        }
    }
}
