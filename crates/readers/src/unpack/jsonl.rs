//! The unpacker `jsonl`: every line is an item.

use std::io::{BufRead as _, BufReader};
use std::sync::Arc;

use warraq_core::component::{Accepts, Unpack, Unpacker};
use warraq_core::{
    Component, Create, Error, Example, Fields, Item, ItemError, NoOptions, OpenArgs, Part, Signature, Spec,
};

use super::{BEGINNING, too_large};

/// The component.
pub struct Lines;

impl Component for Lines {
    type Options = NoOptions;
    const SPEC: Spec = Spec {
        summary: "takes every line of a file as one item",
        doc: "For JSON lines, and for plain text with a document a line (`read = \"text\"`). Lines end with a line \
              feed; a carriage return before it does not count. Blank lines are passed over, but they are counted: \
              an item's number is its line's, from 0. The last line needs no line feed.\n\nA line above \
              `run.max_document` is passed over without being held in memory, and the run goes on with the next.",
        examples: &[Example {
            title: "two lines, two documents",
            options: "",
            text: "{\"text\": \"فاز الفريق أمس.\"}\n{\"text\": \"تأجلت المباراة.\"}",
            expect: "",
        }],
        ..Spec::new("jsonl")
    };

    fn signature(_: &NoOptions, _: &mut Signature) -> Result<(), Error> {
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Unpack for Lines {
    const ACCEPTS: Accepts = Accepts {
        media_types: &["application/jsonl", "application/x-ndjson", "application/x-jsonlines"],
        endings: &["jsonl", "ndjson", "jsonlines"],
    };

    fn open(
        self: &Arc<Self>,
        stream: Box<dyn std::io::Read + Send>,
        args: OpenArgs,
    ) -> Result<Box<dyn Unpacker>, Error> {
        let stream = BufReader::with_capacity(1 << 16, stream);
        Ok(Box::new(Split { stream, args, offset: 0, index: 0, over: false }))
    }
}

/// A stream on its way from line to line.
struct Split {
    stream: BufReader<Box<dyn std::io::Read + Send>>,
    args: OpenArgs,
    offset: u64,
    index: u64,
    over: bool,
}

/// A line as it was read: its first bytes up to the bound, its whole length with the line feed, and how it ended.
struct Line {
    bytes: Vec<u8>,
    length: u64,
    error: Option<std::io::Error>,
}

impl Split {
    fn line(&mut self) -> Line {
        let mut line = Line { bytes: Vec::new(), length: 0, error: None };
        loop {
            let buffer = match self.stream.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    line.error = Some(error);
                    return line;
                }
            };
            let feed = memchr::memchr(b'\n', buffer);
            let piece = buffer.get(..feed.map_or(buffer.len(), |at| at + 1)).unwrap_or_default();
            // One byte more than allowed for each part of the line's end, so that a line of the allowed length fits.
            let room = self.args.max_item.saturating_add(2).saturating_sub(line.bytes.len() as u64);
            let room = usize::try_from(room).unwrap_or(usize::MAX).min(piece.len());
            line.bytes.extend_from_slice(piece.get(..room).unwrap_or_default());
            if room < piece.len() {
                line.bytes.truncate(BEGINNING);
                line.bytes.shrink_to_fit();
            }
            line.length += piece.len() as u64;
            let (done, used) = (feed.is_some() || piece.is_empty(), piece.len());
            self.stream.consume(used);
            if done {
                return line;
            }
        }
    }

    fn item(&self, bytes: Vec<u8>, length: u64) -> Item {
        Item {
            uri: Arc::clone(&self.args.uri),
            id: format!("{}#{}", self.args.id, self.index),
            part: Some(Part { offset: self.offset, length, index: self.index }),
            media_type: None,
            fields: Fields::default(),
            bytes,
        }
    }

    fn judge(&mut self, mut line: Line) -> Option<Result<Item, ItemError>> {
        let whole = line.bytes.len() as u64 == line.length;
        let end = if whole { ending(&line.bytes) } else { 0 };
        let length = line.length - end as u64;
        line.bytes.truncate(line.bytes.len() - end);
        if let Some(error) = line.error {
            line.bytes.truncate(BEGINNING);
            let message = format!("line {}: reading failed after {length} bytes: {error}", self.index + 1);
            let item = self.item(line.bytes, length);
            return Some(Err(ItemError { item, message, last: true }));
        }
        if length > self.args.max_item {
            let what = format!("line {}", self.index + 1);
            line.bytes.truncate(BEGINNING);
            let message = too_large(&what, Some(length), self.args.max_item);
            let item = self.item(line.bytes, length);
            return Some(Err(ItemError { item, message, last: false }));
        }
        match line.bytes.iter().all(u8::is_ascii_whitespace) {
            true => None,
            false => Some(Ok(self.item(line.bytes, length))),
        }
    }
}

/// The length of a line's end: its line feed, and a carriage return before it.
fn ending(bytes: &[u8]) -> usize {
    match bytes {
        [.., b'\r', b'\n'] => 2,
        [.., b'\n'] => 1,
        _ => 0,
    }
}

impl Unpacker for Split {
    fn next(&mut self) -> Option<Result<Item, ItemError>> {
        while !self.over {
            let line = self.line();
            self.over = line.length == 0 || line.error.is_some();
            if line.length == 0 && line.error.is_none() {
                return None;
            }
            let length = line.length;
            let item = self.judge(line);
            self.offset += length;
            self.index += 1;
            if item.is_some() {
                return item;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{self, Read};

    fn lines(stream: impl io::Read + Send + 'static, max_item: u64) -> Vec<Result<Item, ItemError>> {
        let args = OpenArgs { uri: "d/a.jsonl".into(), id: "a.jsonl".into(), max_item };
        let mut unpacker = Arc::new(Lines).open(Box::new(stream), args).unwrap();
        std::iter::from_fn(|| unpacker.next()).collect()
    }

    #[test]
    fn lines_know_their_place() {
        let text = "أول\r\n\n  \nثان\nثالث";
        let found: Vec<_> = lines(text.as_bytes(), 100).into_iter().map(Result::unwrap).collect();
        let shown: Vec<_> =
            found.iter().map(|item| (item.id.as_str(), std::str::from_utf8(&item.bytes).unwrap())).collect();
        assert_eq!(shown, [("a.jsonl#0", "أول"), ("a.jsonl#3", "ثان"), ("a.jsonl#4", "ثالث")]);
        for item in &found {
            let part = item.part.unwrap();
            let range = part.offset as usize..(part.offset + part.length) as usize;
            assert_eq!(&text.as_bytes()[range], item.bytes);
        }
    }

    #[test]
    fn a_long_line_is_passed_over_and_the_next_is_given() {
        let long = "a\n".as_bytes().chain(io::repeat(b'x').take(50_000_000)).chain(&b"\r\nb\n"[..]);
        let found = lines(long, 1_000_000);
        assert_eq!(found[0].as_ref().unwrap().bytes, b"a");
        let error = found[1].as_ref().unwrap_err();
        let message = "line 2 has 50000002 bytes, at most 1000000 are allowed (run.max_document)";
        assert_eq!((error.message.as_str(), error.last, error.item.bytes.len()), (message, false, BEGINNING));
        let last = found[2].as_ref().unwrap();
        assert_eq!((last.bytes.as_slice(), last.part.unwrap().index), (&b"b"[..], 2));
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn the_bound_counts_the_line_without_its_end() {
        for text in ["12345\n", "12345\r\n", "12345"] {
            assert!(lines(text.as_bytes(), 5)[0].is_ok(), "{text:?}");
            assert!(lines(text.as_bytes(), 4)[0].is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_stream_that_breaks_ends_with_an_error() {
        struct Broken;
        impl io::Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("gone"))
            }
        }
        let found = lines("أول\nنصف".as_bytes().chain(Broken), 100);
        assert_eq!(found.len(), 2);
        let error = found[1].as_ref().unwrap_err();
        assert_eq!(error.message, "line 2: reading failed after 6 bytes: gone");
        assert!(error.last && error.item.bytes == "نصف".as_bytes());
    }
}
