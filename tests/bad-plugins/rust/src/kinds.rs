//! One component of each kind that uses all that its kind can.

use std::io::Read as _;
use std::sync::Arc;

use warraq_sdk::prelude::*;

options! {
    /// Nothing may be chosen but this.
    pub struct EveryOptions {
        /// The word at which the component panics.
        pub poison: String = "POISON",
        /// The word at which it drops the document.
        pub boring: String = "BORING",
    }
}

/// Writes every type of column, a view, fields, warnings; drops; panics.
pub struct Every {
    options: EveryOptions,
    row: LayerOut,
    columns: [ColumnOut; 7],
    odd: Sym,
    even: Sym,
    token: Option<LayerIn>,
    date: FieldIn,
    topic: FieldOut,
    count: FieldOut,
    view: ViewOut,
}

const COLUMNS: [(&str, ColumnType); 6] = [
    ("s", ColumnType::Sym),
    ("b", ColumnType::Bool),
    ("i", ColumnType::I64),
    ("f", ColumnType::F64),
    ("t", ColumnType::Text),
    ("p", ColumnType::Span),
];

impl Component for Every {
    type Options = EveryOptions;
    const SPEC: Spec = Spec { summary: "all of it", ..Spec::new("every") };

    fn signature(_: &EveryOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads_if_present("token");
        s.reads_field("published");
        let mut row = s.writes("every.row").labels(Labels::of(&["odd", "even"]));
        for (name, ty) in COLUMNS {
            row = row.nullable(name, ty);
        }
        row.nullable("r", ColumnType::Row("every.row".into()));
        s.writes_view("every.view");
        s.sets_field("topic", "text");
        s.sets_field("count", "a number");
        s.may_drop();
        Ok(())
    }

    fn create(cx: &Create<'_>, options: EveryOptions) -> Result<Self, Error> {
        let column = |name| cx.output_column("every.row", name);
        Ok(Self {
            options,
            row: cx.output("every.row")?,
            columns: [
                column("s")?,
                column("b")?,
                column("i")?,
                column("f")?,
                column("t")?,
                column("p")?,
                column("r")?,
            ],
            odd: cx.intern("odd"),
            even: cx.intern("even"),
            token: cx.input("token")?,
            date: cx.field("published")?,
            topic: cx.output_field("topic")?,
            count: cx.output_field("count")?,
            view: cx.view(0)?,
        })
    }
}

impl Process for Every {
    type Worker = EveryWorker;

    fn worker(self: &Arc<Self>) -> Result<EveryWorker, Error> {
        Ok(EveryWorker(Arc::clone(self)))
    }
}

/// A worker.
pub struct EveryWorker(Arc<Every>);

impl Processor for EveryWorker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let every = &*self.0;
        if doc.text.contains(&every.options.poison) {
            panic!("found the word {}", every.options.poison);
        }
        if doc.text.contains(&every.options.boring) {
            out.drop("boring");
        }
        let [s, b, i, f, t, p, r] = every.columns;
        let mut before = None;
        // Backwards, so that the engine must sort and rewrite references.
        let words: Vec<(usize, &str)> = doc
            .text
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(|word| (word.as_ptr() as usize - doc.text.as_ptr() as usize, word))
            .collect();
        for (n, &(at, word)) in words.iter().enumerate().rev() {
            let span = Span::new(at as u32, (at + word.len()) as u32);
            let label = if n % 2 == 0 { every.even } else { every.odd };
            let mut row = out.push(every.row, span, label);
            let pushed = row.at();
            if n % 3 != 0 {
                row = row.sym(s, label).bool(b, n % 2 == 0).i64(i, -(n as i64)).f64(f, n as f64 / 7.0);
            }
            if n % 4 != 1 {
                row = row.text(t, &word.chars().rev().collect::<String>()).span(p, span);
            }
            if let Some(before) = before {
                row.refer(r, before);
            }
            before = Some(pushed);
        }
        let tokens = doc.find(every.token);
        let known =
            tokens.map_or(0, |tokens| tokens.labels().iter().filter(|&&l| doc.symbol(l) == "word").count());
        out.warn(format!("{known} words, {:?}", doc.field_text(every.date)));
        out.field(every.topic, words.first().map_or("", |(_, word)| word));
        out.field(every.count, FieldValue::Int(words.len() as i64));
        let mut rewriter = Rewriter::new(doc.text);
        while let Some(c) = rewriter.rest().chars().next() {
            match c {
                'أ' | 'إ' => rewriter.replace(c.len_utf8(), "ا"),
                'ـ' | '\u{064b}'..='\u{0652}' => rewriter.delete_mark(c.len_utf8()),
                'ﷲ' => rewriter.replace(c.len_utf8(), "الله"),
                _ => rewriter.keep(c.len_utf8()),
            }
        }
        let (text, alignment) = rewriter.finish();
        out.view(every.view, text, alignment);
        Ok(())
    }
}

/// Reads paragraphs, with a layer of which some labels are known to no component.
pub struct Notes {
    row: LayerOut,
    name: ColumnOut,
}

impl Component for Notes {
    type Options = NoOptions;
    const SPEC: Spec = Spec { summary: "paragraphs", ..Spec::new("notes") };

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        s.writes("notes.word").labels(Labels::Open).nullable("name", ColumnType::Sym);
        Ok(())
    }

    fn create(cx: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        let _ = cx.intern("known");
        Ok(Self { row: cx.output("notes.word")?, name: cx.output_column("notes.word", "name")? })
    }
}

impl Read for Notes {
    type Worker = NotesWorker;

    fn worker(self: &Arc<Self>) -> Result<NotesWorker, Error> {
        Ok(NotesWorker(Arc::clone(self)))
    }
}

/// A worker.
pub struct NotesWorker(Arc<Notes>);

impl Reader for NotesWorker {
    fn read(&mut self, item: &Item, out: &mut ReadOut<'_>) -> Result<(), Error> {
        let text = std::str::from_utf8(&item.bytes).map_err(|error| Error::document(error.to_string()))?;
        for (n, part) in text.split("\n\n").enumerate() {
            if part.contains("broken") {
                out.fail(format!("part {n} is broken"));
                continue;
            }
            let mut document = out.document(part.to_owned());
            document.field("id", format!("{}#{n}", item.id));
            document.field("share", FieldValue::Float(0.5));
            document.undecoded(n as u64);
            document.warn("read");
            document
                .alignment(warraq_sdk::core::Alignment::whole(part.len() as u32, item.bytes.len() as u32));
            document.give(self.0.row);
            let mut at = 0;
            for word in part.split_inclusive(' ') {
                let trimmed = word.trim();
                if !trimmed.is_empty() {
                    let label = document.intern(trimmed);
                    let known = document.intern("known");
                    let start = at + (word.len() - word.trim_start().len()) as u32;
                    let span = Span::new(start, start + trimmed.len() as u32);
                    document.push(self.0.row, span, label).sym(self.0.name, known);
                }
                at += word.len() as u32;
            }
            document.finish()?;
        }
        Ok(())
    }
}

/// Splits a stream at line feeds.
pub struct Lines;

impl Component for Lines {
    type Options = NoOptions;
    const SPEC: Spec = Spec { summary: "lines", ..Spec::new("lines") };

    fn signature(_: &NoOptions, _: &mut Signature) -> Result<(), Error> {
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Unpack for Lines {
    fn open(
        self: &Arc<Self>,
        mut stream: Box<dyn std::io::Read + Send>,
        args: OpenArgs,
    ) -> Result<Box<dyn Unpacker>, Error> {
        let mut bytes = Vec::new();
        stream.by_ref().read_to_end(&mut bytes).map_err(|error| Error::document(error.to_string()))?;
        Ok(Box::new(Split { bytes, args, at: 0, index: 0 }))
    }
}

struct Split {
    bytes: Vec<u8>,
    args: OpenArgs,
    at: usize,
    index: u64,
}

impl Unpacker for Split {
    fn next(&mut self) -> Option<Result<Item, ItemError>> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let end = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        let mut item = Item {
            uri: Arc::clone(&self.args.uri),
            id: format!("{}#{}", self.args.id, self.index),
            part: Some(Part { offset: self.at as u64, length: end as u64, index: self.index }),
            media_type: Some("text/plain".into()),
            bytes: rest[..end].to_vec(),
            ..Item::default()
        };
        item.fields.set("line", FieldValue::Int(self.index as i64), warraq_sdk::core::Origin::Reader);
        self.index += 1;
        self.at += end + 1;
        if item.bytes.starts_with(b"bad") {
            return Some(Err(ItemError { item, message: "a bad line".into(), last: false }));
        }
        Some(Ok(item))
    }
}

/// Writes all that a record shows.
pub struct Dump;

impl Component for Dump {
    type Options = NoOptions;
    const SPEC: Spec = Spec { summary: "a dump", ..Spec::new("dump") };

    fn signature(_: &NoOptions, _: &mut Signature) -> Result<(), Error> {
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Encode for Dump {
    const ENDINGS: &'static [&'static str] = &["dump"];
    type Worker = Dumping;

    fn framing(&self) -> Framing {
        Framing { open: "[", between: ",", close: "]", empty: "" }
    }

    fn worker(self: &Arc<Self>) -> Result<Dumping, Error> {
        Ok(Dumping)
    }
}

/// A worker.
pub struct Dumping;

impl Encoder for Dumping {
    fn begin(&mut self, head: &Head<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        out.extend(format!("{} {} {}\n", head.pipeline, head.fingerprint, head.schema.layers.len()).bytes());
        Ok(())
    }

    fn encode(&mut self, record: &Record<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        let document = record.document;
        out.extend(format!("{:?} {:?} {:?}\n", document.fields, record.text(), document.warnings).bytes());
        for (layer, rows) in record.layers() {
            for row in 0..rows.len() {
                let Some(span) = rows.span(row) else { continue };
                let (from, to) = (record.offset(span.start), record.offset(span.end));
                let label = record.symbol(rows.label(row));
                let name = &layer.schema.name;
                out.extend(format!("{name} {from}..{to} {label} «{}»", record.covered(span)).bytes());
                for (schema, column) in layer.schema.columns.iter().zip(&rows.columns) {
                    let value = column.sym(row).map(|sym| record.symbol(sym).to_owned()).or_else(|| {
                        let bool = column.bool(row).map(|v| v.to_string());
                        let int = column.i64(row).map(|v| v.to_string());
                        let float = column.f64(row).map(|v| v.to_string());
                        let text = column.text(row).map(str::to_owned);
                        let target = column.row(row).map(|v| v.to_string());
                        let span = column.span(row).map(|v| record.covered(v).to_owned());
                        bool.or(int).or(float).or(text).or(target).or(span)
                    });
                    out.extend(format!(" {}={value:?}", schema.name).bytes());
                }
                out.push(b'\n');
            }
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        out.extend_from_slice(b"end\n");
        Ok(())
    }
}
