//! The document model whole: every type of column, read and written through a view, with renamed layers, references of
//! a layer to itself, and equal spans; and rows of every wrong kind, refused one by one.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use warraq::config::{Overrides, PipelineSource};
use warraq::run::Silent;
use warraq::{Planner, Registry};
use warraq_core::factory::processor;
use warraq_core::{
    ColumnIn, ColumnOut, ColumnType, Component, Create, Doc, Error, Labels, LayerIn, LayerOut, NoOptions,
    Out, Process, Processor, Rewriter, Signature, Span, Spec, Sym, ViewOut,
};

/// Makes a component whose worker is a pointer to it.
macro_rules! component {
    ($name:ident, $worker:ident) => {
        impl Process for $name {
            type Worker = $worker;

            fn worker(self: &Arc<Self>) -> Result<$worker, Error> {
                Ok($worker(Arc::clone(self)))
            }
        }

        struct $worker(Arc<$name>);
    };
}

/// A view without diacritics and tatweel.
struct Bare {
    view: ViewOut,
}

component!(Bare, BareWorker);

impl Component for Bare {
    type Options = NoOptions;
    const SPEC: Spec = Spec { summary: "Takes marks off", ..Spec::new("test.bare") };

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        s.writes_view("bare");
        Ok(())
    }

    fn create(cx: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self { view: cx.view(0)? })
    }
}

impl Processor for BareWorker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let mut rewriter = Rewriter::new(doc.text);
        for c in doc.text.chars() {
            match c {
                '\u{064b}'..='\u{0652}' | 'ـ' => rewriter.delete_mark(c.len_utf8()),
                _ => rewriter.keep(c.len_utf8()),
            }
        }
        let (text, alignment) = rewriter.finish();
        out.view(self.0.view, text, alignment);
        Ok(())
    }
}

/// Tags each token with a symbol, as a tagger would.
struct Tags {
    token: LayerIn,
    tag: LayerOut,
    upos: ColumnOut,
    noun: Sym,
    punct: Sym,
}

component!(Tags, TagsWorker);

impl Component for Tags {
    type Options = NoOptions;
    const SPEC: Spec = Spec { summary: "Tags tokens", ..Spec::new("test.tags") };

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads("token");
        s.writes("test.tag").column("upos", ColumnType::Sym);
        Ok(())
    }

    fn create(cx: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        let upos = cx.output_column("test.tag", "upos")?;
        let (token, tag) = (cx.required("token")?, cx.output("test.tag")?);
        Ok(Self { token, tag, upos, noun: cx.intern("NOUN"), punct: cx.intern("PUNCT") })
    }
}

impl Processor for TagsWorker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        for span in doc.layer(self.0.token).spans() {
            let letters = span.get(doc.text).is_some_and(|text| text.contains(char::is_alphabetic));
            let tag = if letters { self.0.noun } else { self.0.punct };
            out.push(self.0.tag, span, Sym::NONE).sym(self.0.upos, tag);
        }
        Ok(())
    }
}

/// Writes a row with every type of column for each noun, last noun first, and a second row with the same span.
struct Every {
    tag: LayerIn,
    upos: ColumnIn,
    every: LayerOut,
    columns: Vec<ColumnOut>,
    word: Sym,
    again: Sym,
}

component!(Every, EveryWorker);

const COLUMNS: &[(&str, ColumnType)] = &[
    ("upos", ColumnType::Sym),
    ("first", ColumnType::Bool),
    ("length", ColumnType::I64),
    ("share", ColumnType::F64),
    ("seen", ColumnType::Text),
    ("place", ColumnType::Span),
];

impl Component for Every {
    type Options = NoOptions;
    const SPEC: Spec = Spec { summary: "Writes every type of column", ..Spec::new("test.every") };

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads("word").column("upos", ColumnType::Sym);
        let mut writes = s.writes("test.every").labels(Labels::of(&["word", "again"]));
        for (name, ty) in COLUMNS {
            writes = writes.column(name, ty.clone());
        }
        writes
            .nullable("before", ColumnType::Row("test.every".into()))
            .nullable("of", ColumnType::Row("word".into()));
        Ok(())
    }

    fn create(cx: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        let names = COLUMNS.iter().map(|(name, _)| *name).chain(["before", "of"]);
        let columns = names.map(|name| cx.output_column("test.every", name)).collect::<Result<_, _>>()?;
        let (tag, every) = (cx.required("word")?, cx.output("test.every")?);
        let upos = cx.required_column("word", "upos")?;
        Ok(Self { tag, upos, every, columns, word: cx.intern("word"), again: cx.intern("again") })
    }
}

impl Processor for EveryWorker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        assert!(doc.is_view);
        let own = &self.0;
        let tags = doc.layer(own.tag);
        let mut before = None;
        for row in (0..tags.len()).rev() {
            let tag = tags.sym(own.upos, row);
            if doc.symbol(tag) != "NOUN" {
                continue;
            }
            let span = tags.span(row);
            let text = span.get(doc.text).unwrap_or_default();
            for label in [own.again, own.word] {
                let filled = out
                    .push(own.every, span, label)
                    .sym(own.columns[0], tag)
                    .bool(own.columns[1], row == 0)
                    .i64(own.columns[2], text.chars().count() as i64)
                    .f64(own.columns[3], f64::from(span.len()) / doc.text.len() as f64)
                    .text(own.columns[4], text)
                    .span(own.columns[5], span)
                    .row(own.columns[7], row as u32);
                let at = filled.at();
                if let Some(before) = before.replace(at) {
                    filled.refer(own.columns[6], before);
                }
            }
        }
        Ok(())
    }
}

/// Pushes one wrong row of the kind that the text names.
struct Wrong {
    layer: LayerOut,
    number: ColumnOut,
    reference: ColumnOut,
    label: Sym,
    other: Sym,
}

component!(Wrong, WrongWorker);

impl Component for Wrong {
    type Options = NoOptions;
    const SPEC: Spec = Spec { summary: "Pushes wrong rows", ..Spec::new("test.wrong") };

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        let writes = s.writes("test.wrong").labels(Labels::of(&["good"]));
        writes.column("number", ColumnType::F64).nullable("to", ColumnType::Row("test.wrong".into()));
        Ok(())
    }

    fn create(cx: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self {
            layer: cx.output("test.wrong")?,
            number: cx.output_column("test.wrong", "number")?,
            reference: cx.output_column("test.wrong", "to")?,
            label: cx.intern("good"),
            other: cx.intern("bad"),
        })
    }
}

impl Processor for WrongWorker {
    fn process(&mut self, _: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let own = &self.0;
        out.push(own.layer, Span::new(0, 2), own.label).f64(own.number, 1.0);
        for (start, end) in [(2, 2), (4, 2), (0, 999), (1, 4), (0, 3)] {
            out.push(own.layer, Span::new(start, end), own.label).f64(own.number, 1.0);
        }
        out.push(own.layer, Span::new(0, 2), own.other).f64(own.number, 1.0);
        out.push(own.layer, Span::new(0, 2), Sym::NONE).f64(own.number, 1.0);
        out.push(own.layer, Span::new(0, 2), Sym(77_777)).f64(own.number, 1.0);
        out.push(own.layer, Span::new(0, 2), own.label).f64(own.number, f64::NAN);
        out.push(own.layer, Span::new(0, 2), own.label);
        out.push(own.layer, Span::new(0, 2), own.label).f64(own.number, 1.0).row(own.reference, 99);
        Ok(())
    }
}

fn run(config: &str, input: &str) -> (String, warraq::Account) {
    let directory = tempfile::tempdir().expect("a directory");
    std::fs::write(directory.path().join("in.txt"), input).expect("written");
    let mut registry = Registry::built_in();
    registry.add(vec![processor::<Bare>(), processor::<Tags>(), processor::<Every>(), processor::<Wrong>()]);
    let mut planner = Planner::new(registry);
    let source = PipelineSource::Text {
        name: "test.toml".into(),
        text: config.into(),
        directory: directory.path().into(),
    };
    let planned = planner.plan(&source, &Overrides::default()).unwrap_or_else(|report| panic!("{report}"));
    let (account, result) = warraq::run(&planned.plan, &AtomicBool::new(false), &mut Silent);
    assert_eq!(result, Ok(()));
    let read = |name: &str| std::fs::read_to_string(directory.path().join(name)).unwrap_or_default();
    (read("out.json") + &read("dead.jsonl"), account)
}

const ENDS: &str = r#"
version = 1
[run]
max_errors = "100%"
[dead_letter]
path = "dead.jsonl"
[[input]]
use = "file"
path = "in.txt"
[[output]]
use = "json"
path = "out.json"
layers = "all"
"#;

#[test]
fn every_type_of_column_goes_through_a_view_and_back() {
    let config = format!(
        "{ENDS}
[[step]]
use = 'tokenize.whitespace'
out = 'acme.pieces'
[[step]]
use = 'test.bare'
out = 'norm'
[[step]]
use = 'test.tags'
in = {{ token = 'acme.pieces' }}
out = 'acme.tags'
[[step]]
use = 'test.every'
on = 'norm'
in = {{ word = 'acme.tags' }}
out = 'acme.every'
"
    );
    let (record, account) = run(&config, "كتـــابٌ . مُدرَّعة");
    assert_eq!((account.read, account.written), (1, 1));
    let record: serde_json::Value = serde_json::from_str(&record).expect("a record");
    insta::assert_json_snapshot!(record["layers"]);
}

#[test]
fn wrong_rows_are_refused_one_by_one() {
    let (dead, account) = run(&format!("{ENDS}[[step]]\nuse = 'test.wrong'\n"), "نص قصير");
    assert_eq!((account.read, account.dead), (1, 1));
    let dead = dead.lines().last().expect("a dead letter");
    let letter: serde_json::Value = serde_json::from_str(dead).expect("JSON");
    let message = letter["error"].as_str().expect("a message");
    assert!(message.contains("test.wrong"), "{message}");
    for (row, reason) in [
        (1, "is empty"),
        (2, "is reversed"),
        (3, "is out of range"),
        (4, "cuts a character"),
        (5, "cuts a character"),
        (6, "the label «bad», where one of good is allowed"),
        (7, "no label"),
        (8, "the label"),
        (9, "NaN is not a finite number"),
        (10, "column number is empty but required"),
        (11, "row 99 does not exist"),
    ] {
        let found =
            message.split("; ").any(|part| part.contains(&format!("row {row}: ")) && part.contains(reason));
        assert!(found, "row {row} should say «{reason}»: {message}");
    }
    assert!(!message.contains("row 0:"), "the right row is refused: {message}");
}
