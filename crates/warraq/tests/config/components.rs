//! Small components of each kind for tests of configs.

use std::io::Read as Stream;
use std::sync::Arc;

use warraq::Registry;
use warraq_core::item::OpenArgs;
use warraq_core::options::{Duration, NoOptions, Path, Table};
use warraq_core::{
    Accepts, ColumnType, Component, Create, Doc, Encode, Encoder, Error, Item, Out, Process, Processor, Read,
    ReadOut, Reader, Record, Signature, Spec, Unpack, Unpacker, encoder, options, processor, reader,
    unpacker,
};

/// All of them.
pub(crate) fn registry() -> Registry {
    Registry::of(vec![
        unpacker::<Source<0>>(),
        unpacker::<Source<1>>(),
        reader::<Lines<0>>(),
        reader::<Lines<1>>(),
        reader::<Lines<2>>(),
        processor::<Token>(),
        processor::<Word>(),
        processor::<Entity>(),
        processor::<Lists>(),
        processor::<Merge>(),
        processor::<Norm>(),
        processor::<Broken>(),
        processor::<Date>(),
        encoder::<Format<0>>(),
        encoder::<Format<1>>(),
    ])
}

/// A worker for what is never run.
pub(crate) struct Idle;

impl Processor for Idle {
    fn process(&mut self, _: Doc<'_>, _: &mut Out<'_>) -> Result<(), Error> {
        Ok(())
    }
}

impl Reader for Idle {
    fn read(&mut self, _: &Item, _: &mut ReadOut<'_>) -> Result<(), Error> {
        Ok(())
    }
}

impl Encoder for Idle {
    fn encode(&mut self, _: &Record<'_>, _: &mut Vec<u8>) -> Result<(), Error> {
        Ok(())
    }
}

macro_rules! process {
    ($($name:ident)*) => {
        $(impl Process for $name {
            type Worker = Idle;

            fn worker(self: &Arc<Self>) -> Result<Idle, Error> {
                Ok(Idle)
            }
        })*
    };
}

process!(Token Word Entity Lists Merge Norm Broken Date);

/// An unpacker.
pub(crate) struct Source<const N: usize>;

impl<const N: usize> Component for Source<N> {
    type Options = NoOptions;
    const SPEC: Spec = Spec::new(["file", "jsonl"][N]);

    fn signature(_: &NoOptions, _: &mut Signature) -> Result<(), Error> {
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl<const N: usize> Unpack for Source<N> {
    const ACCEPTS: Accepts = Accepts { media_types: &[], endings: [&[] as &[&str], &["jsonl", "ndjson"]][N] };

    fn open(self: &Arc<Self>, _: Box<dyn Stream + Send>, _: OpenArgs) -> Result<Box<dyn Unpacker>, Error> {
        Err(Error::document("nothing is read here"))
    }
}

options! {
    /// Options of the readers.
    pub(crate) struct LineOptions {
        /// The key of the text.
        pub text: String = "text",
        /// The layers that documents bring.
        pub layers: Vec<String> = [],
    }
}

/// A reader.
pub(crate) struct Lines<const N: usize>;

impl<const N: usize> Component for Lines<N> {
    type Options = LineOptions;
    const SPEC: Spec = Spec::new(["auto", "jsonl", "text"][N]);

    fn signature(options: &LineOptions, s: &mut Signature) -> Result<(), Error> {
        for layer in &options.layers {
            let _ = s.writes(layer).extra(&["score"]);
        }
        s.sets_field("section", "where it was published");
        Ok(())
    }

    fn create(_: &Create<'_>, _: LineOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl<const N: usize> Read for Lines<N> {
    type Worker = Idle;

    fn worker(self: &Arc<Self>) -> Result<Idle, Error> {
        Ok(Idle)
    }
}

/// Writes tokens.
pub(crate) struct Token;

impl Component for Token {
    type Options = NoOptions;
    const SPEC: Spec = Spec { summary: "cuts text into tokens", ..Spec::new("tokenize.test") };

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        let _ = s.writes("token");
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

/// Writes words.
pub(crate) struct Word;

impl Component for Word {
    type Options = NoOptions;
    const SPEC: Spec = Spec::new("words.test");

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        let _ = s.reads("token");
        let _ = s.writes("word");
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

options! {
    /// Options of the extractor.
    pub(crate) struct EntityOptions {
        /// The least score.
        pub min_score: f64 = 0.5,
        /// How many at most.
        pub most: i64 = 100 in 1..=1000,
        /// How long to look.
        pub patience: Option<Duration>,
    }
}

/// Finds entities.
pub(crate) struct Entity;

impl Component for Entity {
    type Options = EntityOptions;
    const SPEC: Spec = Spec {
        languages: &["ar"],
        data: &["a list of names (CC0-1.0)"],
        summary: "finds names",
        ..Spec::new("extract.entity")
    };

    fn signature(_: &EntityOptions, s: &mut Signature) -> Result<(), Error> {
        let _ = s.reads("token");
        let _ = s.writes("entity").extra(&["rule"]);
        Ok(())
    }

    fn create(cx: &Create<'_>, _: EntityOptions) -> Result<Self, Error> {
        let _ = (cx.required("token")?, cx.output("entity")?);
        Ok(Self)
    }
}

options! {
    /// Options of the lists.
    pub(crate) struct ListOptions {
        /// The lists.
        pub files: Vec<Path>,
        /// Patterns by name.
        pub patterns: Table<String> = {},
    }
}

/// Finds what lists name.
pub(crate) struct Lists;

impl Component for Lists {
    type Options = ListOptions;
    const SPEC: Spec = Spec::new("extract.lists");

    fn signature(_: &ListOptions, s: &mut Signature) -> Result<(), Error> {
        let _ = s.writes("entity");
        Ok(())
    }

    fn create(cx: &Create<'_>, options: ListOptions) -> Result<Self, Error> {
        for (at, path) in options.files.iter().enumerate() {
            if cx.asset(path)?.bytes.is_empty() {
                return Err(Error::option(&format!("files.{at}"), "the list is empty"));
            }
        }
        for (name, pattern) in options.patterns.iter() {
            if pattern.contains('(') {
                return Err(Error::option(&format!("patterns.{name}"), "a group is not closed"));
            }
        }
        Ok(Self)
    }
}

/// Joins layers.
pub(crate) struct Merge;

impl Component for Merge {
    type Options = NoOptions;
    const SPEC: Spec = Spec::new("layer.merge");

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        let inputs = s.context.inputs.clone();
        let Some(first) = inputs.first() else {
            return Err(Error::config("in must name the layers to merge"));
        };
        let known: Vec<_> =
            s.context.layers.iter().filter(|layer| inputs.contains(&layer.name)).cloned().collect();
        for name in &inputs {
            let _ = s.reads(name);
        }
        let mut merged = known.iter().find(|layer| layer.name == *first).cloned();
        for layer in known.iter().skip(1) {
            if let Some(merged) = &mut merged {
                merged.labels = merged.labels.union(&layer.labels);
            }
        }
        match merged {
            Some(mut merged) => {
                merged.name = "merged".into();
                for column in &mut merged.columns {
                    if let ColumnType::Row(to) = &mut column.ty
                        && inputs.contains(to)
                    {
                        *to = "merged".into();
                    }
                }
                let _ = s.writes_as(merged);
            }
            None => {
                let _ = s.writes("merged");
            }
        }
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

/// Writes a view.
pub(crate) struct Norm;

impl Component for Norm {
    type Options = NoOptions;
    const SPEC: Spec = Spec::new("normalize.test");

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        s.writes_view("norm");
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

/// Wants a column that no one writes, and one of the wrong type.
pub(crate) struct Broken;

impl Component for Broken {
    type Options = NoOptions;
    const SPEC: Spec = Spec::new("extract.broken");

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        let _ = s.reads("token").column("lemma", ColumnType::Text);
        let _ = s.reads("entity").column("name", ColumnType::I64).column_if_present("else", ColumnType::Bool);
        let _ = s.writes("test.broken");
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

/// Finds dates, and sets a field.
pub(crate) struct Date;

impl Component for Date {
    type Options = NoOptions;
    const SPEC: Spec = Spec::new("extract.date");

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        let _ = s.reads("token");
        let _ = s.reads_if_present("entity");
        let _ = s.writes("time");
        s.sets_field("first_date", "the first date of the text");
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

options! {
    /// Options of the formats.
    pub(crate) struct FormatOptions {
        /// Whether lines are indented.
        pub pretty: bool = false,
    }
}

/// A format.
pub(crate) struct Format<const N: usize>;

impl<const N: usize> Component for Format<N> {
    type Options = FormatOptions;
    const SPEC: Spec = Spec::new(["jsonl", "conllu"][N]);

    fn signature(_: &FormatOptions, s: &mut Signature) -> Result<(), Error> {
        if N == 1 {
            let _ = s.reads("word");
        }
        Ok(())
    }

    fn create(_: &Create<'_>, _: FormatOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl<const N: usize> Encode for Format<N> {
    const ENDINGS: &'static [&'static str] = [&["jsonl"] as &[&str], &["conllu"]][N];
    type Worker = Idle;

    fn worker(self: &Arc<Self>) -> Result<Idle, Error> {
        Ok(Idle)
    }
}
