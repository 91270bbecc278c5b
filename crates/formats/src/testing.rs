//! Documents for the tests of formats, and a way to encode them.

use std::sync::Arc;

use serde_json::{Value, json};
use warraq_conformance::{Chain, GivenLayer};
use warraq_core::{
    ColumnType, Create, Document, Encode, Encoder, Head, Interner, Labels, LayerSchema, Made, OutputSettings,
    Record, Schema, Span, Symbols, Wiring, factory, serde_json,
};

/// A document with what a format needs to show it.
pub(crate) struct Shown {
    pub(crate) document: Document,
    pub(crate) schema: Arc<Schema>,
    pub(crate) symbols: Arc<Symbols>,
}

/// The span of a word in a text.
pub(crate) fn at(text: &str, word: &str) -> Span {
    let start = text.find(word).unwrap();
    Span::new(start as u32, (start + word.len()) as u32)
}

fn pair(span: Span) -> Value {
    json!([span.start, span.end])
}

impl Shown {
    /// A document with these layers.
    pub(crate) fn new(text: &str, fields: &[(&str, &str)], layers: Vec<GivenLayer>) -> Self {
        let mut chain = Chain::new();
        for layer in &layers {
            chain = chain.given_as(layer.schema.clone());
        }
        let ready = chain.ready().unwrap();
        let mut document = ready.document(text, &[], &layers).unwrap();
        for (name, value) in fields {
            document.set_field(name, *value, warraq_core::Origin::Reader);
        }
        Self { document, schema: Arc::clone(&ready.schema), symbols: Arc::clone(&ready.symbols) }
    }

    /// A document without layers.
    pub(crate) fn plain(text: &str) -> Self {
        Self::new(text, &[], Vec::new())
    }

    /// The document in a format with its default options.
    pub(crate) fn encode<E: Encode>(&self, settings: OutputSettings) -> String {
        self.encode_with::<E>(settings, json!({}))
    }

    /// The document in a format.
    pub(crate) fn encode_with<E: Encode>(&self, settings: OutputSettings, options: Value) -> String {
        let mut encoder = encoder::<E>(&settings, options);
        let layers = self.schema.record_order();
        let head = Head {
            schema: &self.schema,
            layers: &layers,
            pipeline: "p",
            fingerprint: "f",
            settings: &settings,
            symbols: &self.symbols,
        };
        let mut out = Vec::new();
        encoder.begin(&head, &mut out).unwrap();
        encoder.encode(&Record::new(&self.document, head), &mut out).unwrap();
        encoder.finish(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }
}

fn encoder<E: Encode>(settings: &OutputSettings, options: Value) -> Box<dyn Encoder> {
    let factory = factory::encoder::<E>();
    let (wiring, interner) = (Wiring::default(), Interner::new());
    let mut create = Create::new("out", &wiring, &interner, &[]);
    create.output = settings.clone();
    match factory.create(&create, options.as_object().unwrap()).unwrap() {
        Made::Encoder(encoder) => encoder.worker().unwrap(),
        _ => panic!("not a format"),
    }
}

/// A short news item with entities and a statement.
pub(crate) fn news() -> Shown {
    let text = "قال عمر: «وصلنا بيروت».\n";
    let mut entity = GivenLayer::new("entity", vec![(at(text, "عمر"), "PER"), (at(text, "بيروت"), "LOC")]);
    entity.schema.columns.extend(warraq_core::layers::extra("score"));
    entity.rows[0].2 = vec![("score".into(), json!(0.987_654))];
    entity.rows[1].2 = vec![("name".into(), json!("Beirut")), ("mention".into(), json!(0))];
    let mut statement = GivenLayer::new("statement", vec![(at(text, "وصلنا بيروت"), "DIRECT")]);
    statement.rows[0].2 =
        vec![("cue".into(), pair(at(text, "قال"))), ("source".into(), pair(at(text, "عمر")))];
    let layers = vec![
        statement,
        GivenLayer::new("time", vec![]),
        GivenLayer::new("sentence", vec![(Span::new(0, text.len() as u32 - 1), "")]),
        GivenLayer::new("token", vec![(at(text, "قال"), "word"), (at(text, "عمر"), "word")]),
        entity,
    ];
    let fields = [("section", "أخبار"), ("published", "2020-12-30"), ("title", "عاجل")];
    Shown::new(text, &fields, layers)
}

/// A layer with a column of every type, in a row that fills them and one that does not.
pub(crate) fn every_column() -> Shown {
    let mut schema = LayerSchema::new("acme.all", Labels::None);
    let types = [
        ("sym", ColumnType::Sym),
        ("bool", ColumnType::Bool),
        ("i64", ColumnType::I64),
        ("f64", ColumnType::F64),
        ("words", ColumnType::Text),
        ("row", ColumnType::Row("acme.all".into())),
        ("span", ColumnType::Span),
    ];
    schema.columns = types.map(|(name, ty)| warraq_core::ColumnSchema::nullable(name, ty)).into();
    schema.columns.extend(warraq_core::layers::extra("rule"));
    let text = "سر بن";
    let values = json!({"sym": "ص", "bool": true, "i64": -3, "f64": 0.5, "words": "نص", "row": 1, "span": [5, 9], "rule": "ق1"});
    let values =
        values.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let rows = vec![
        (at(text, "سر"), String::new(), values),
        (at(text, "بن"), String::new(), vec![("bool".to_owned(), json!(false))]),
    ];
    Shown::new(text, &[], vec![GivenLayer { schema, rows }])
}
