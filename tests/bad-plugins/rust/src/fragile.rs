//! Components that panic where their option `at` says: one of each kind. And one that talks.

use std::panic::panic_any;
use std::sync::Arc;

use warraq_sdk::prelude::*;

options! {
    /// Where to break.
    pub struct FragileOptions {
        /// The place: `signature`, `create`, `framing`, `worker`, `open`, `begin`, `call`, `finish`, `drop worker`, `drop`.
        pub at: String = "nowhere",
        /// Whether the panic carries something whose own drop panics.
        pub spite: bool = false,
    }
}

/// What a panic carries that panics again when it is dropped.
struct Spite;

impl Drop for Spite {
    fn drop(&mut self) {
        panic!("out of spite");
    }
}

impl FragileOptions {
    fn reach(&self, place: &str) {
        if self.at == place && self.spite {
            panic_any(Spite);
        }
        assert!(self.at != place, "broke at {place}");
    }
}

/// What all of them are made of: it breaks when the component is destroyed.
struct Core(FragileOptions);

impl Drop for Core {
    fn drop(&mut self) {
        self.0.reach("drop");
    }
}

/// A worker of any of them: it breaks when it is closed.
struct Hand(Arc<Core>);

impl Drop for Hand {
    fn drop(&mut self) {
        self.0.0.reach("drop worker");
    }
}

macro_rules! fragile {
    ($component:ident, $name:literal) => {
        /// A component that breaks.
        pub struct $component(Arc<Core>);

        impl Component for $component {
            type Options = FragileOptions;
            const SPEC: Spec = Spec { summary: "breaks", ..Spec::new($name) };

            fn signature(options: &FragileOptions, s: &mut Signature) -> Result<(), Error> {
                options.reach("signature");
                let _ = s;
                Ok(())
            }

            fn create(_: &Create<'_>, options: FragileOptions) -> Result<Self, Error> {
                options.reach("create");
                Ok(Self(Arc::new(Core(options))))
            }
        }
    };
}

fragile!(FragileStep, "fragile-step");
fragile!(FragileReader, "fragile-reader");
fragile!(FragileStreams, "fragile-streams");
fragile!(FragileFormat, "fragile-format");

/// Opens a worker, or breaks.
fn hand(core: &Arc<Core>) -> Hand {
    core.0.reach("worker");
    Hand(Arc::clone(core))
}

/// Breaks on what has the word in it.
fn call(hand: &Hand, text: &str) {
    if text.contains("POISON") {
        hand.0.0.reach("call");
    }
}

/// A worker.
pub struct StepHand(Hand);

impl Process for FragileStep {
    type Worker = StepHand;

    fn worker(self: &Arc<Self>) -> Result<StepHand, Error> {
        Ok(StepHand(hand(&self.0)))
    }
}

impl Processor for StepHand {
    fn process(&mut self, doc: Doc<'_>, _: &mut Out<'_>) -> Result<(), Error> {
        call(&self.0, doc.text);
        Ok(())
    }
}

/// A worker.
pub struct ReaderHand(Hand);

impl Read for FragileReader {
    type Worker = ReaderHand;

    fn worker(self: &Arc<Self>) -> Result<ReaderHand, Error> {
        Ok(ReaderHand(hand(&self.0)))
    }
}

impl Reader for ReaderHand {
    fn read(&mut self, item: &Item, out: &mut ReadOut<'_>) -> Result<(), Error> {
        let text = String::from_utf8_lossy(&item.bytes).into_owned();
        call(&self.0, &text);
        let mut document = out.document(text);
        document.field("id", item.id.as_str());
        document.finish()
    }
}

/// A stream, of which each line is an item.
struct StreamHand {
    hand: Hand,
    lines: std::vec::IntoIter<String>,
    args: OpenArgs,
    index: usize,
}

impl Unpack for FragileStreams {
    fn open(
        self: &Arc<Self>,
        stream: Box<dyn std::io::Read + Send>,
        args: OpenArgs,
    ) -> Result<Box<dyn Unpacker>, Error> {
        self.0.0.reach("open");
        let hand = hand(&self.0);
        let text = std::io::read_to_string(stream).map_err(|error| Error::document(error.to_string()))?;
        let lines = text.lines().map(str::to_owned).collect::<Vec<_>>().into_iter();
        Ok(Box::new(StreamHand { hand, lines, args, index: 0 }))
    }
}

impl Unpacker for StreamHand {
    fn next(&mut self) -> Option<Result<Item, ItemError>> {
        let line = self.lines.next()?;
        call(&self.hand, &line);
        let id = format!("{}#{}", self.args.id, self.index);
        self.index += 1;
        let (uri, bytes) = (Arc::clone(&self.args.uri), line.into_bytes());
        Some(Ok(Item { uri, id, bytes, media_type: Some("text/plain".into()), ..Item::default() }))
    }
}

/// A worker.
pub struct FormatHand(Hand);

impl Encode for FragileFormat {
    const ENDINGS: &'static [&'static str] = &["fragile"];
    type Worker = FormatHand;

    fn framing(&self) -> Framing {
        self.0.0.reach("framing");
        Framing::default()
    }

    fn worker(self: &Arc<Self>) -> Result<FormatHand, Error> {
        Ok(FormatHand(hand(&self.0)))
    }
}

impl Encoder for FormatHand {
    fn begin(&mut self, _: &Head<'_>, _: &mut Vec<u8>) -> Result<(), Error> {
        self.0.0.0.reach("begin");
        Ok(())
    }

    fn encode(&mut self, record: &Record<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        call(&self.0, record.text());
        out.extend_from_slice(record.text().trim().as_bytes());
        out.push(b'\n');
        Ok(())
    }

    fn finish(&mut self, _: &mut Vec<u8>) -> Result<(), Error> {
        self.0.0.0.reach("finish");
        Ok(())
    }
}

/// Writes to the host's log: a line of each level about each document, and one while it is made.
pub struct Talk;

impl Component for Talk {
    type Options = NoOptions;
    const SPEC: Spec = Spec { summary: "talks", ..Spec::new("talk") };

    fn signature(_: &NoOptions, _: &mut Signature) -> Result<(), Error> {
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        log::line(Level::Info, "", "made");
        Ok(Self)
    }
}

/// A worker.
pub struct Talking;

impl Process for Talk {
    type Worker = Talking;

    fn worker(self: &Arc<Self>) -> Result<Talking, Error> {
        Ok(Talking)
    }
}

impl Processor for Talking {
    fn process(&mut self, doc: Doc<'_>, _: &mut Out<'_>) -> Result<(), Error> {
        let levels = [Level::Error, Level::Warn, Level::Info, Level::Debug];
        for (level, message) in levels.into_iter().zip(["worst", "سيئ", "«fine»", ""]) {
            log::line(level, doc.id, message);
        }
        Ok(())
    }
}
