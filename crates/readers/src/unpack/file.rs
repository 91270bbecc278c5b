//! The unpacker `file`: the whole stream is one item.

use std::io::Read as _;
use std::sync::Arc;

use warraq_core::component::{Unpack, Unpacker};
use warraq_core::{
    Component, Create, Error, Example, Fields, Item, ItemError, NoOptions, OpenArgs, Signature, Spec,
};

use super::{BEGINNING, too_large};

/// The component.
pub struct File;

impl Component for File {
    type Options = NoOptions;
    const SPEC: Spec = Spec {
        summary: "takes a whole file as one item",
        doc: "The default for every name that no other unpacker claims. The file's path, from the literal beginning \
              of the input's pattern on, becomes the document's id.\n\nA file above `run.max_document` is never held \
              in memory: reading stops there, and its first kibibyte goes to the dead letters.",
        examples: &[Example {
            title: "one file, one document",
            options: "",
            text: "أعلنت البلدية فتح الجسر الجديد أمام المشاة.",
            expect: "",
        }],
        ..Spec::new("file")
    };

    fn signature(_: &NoOptions, _: &mut Signature) -> Result<(), Error> {
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Unpack for File {
    fn open(
        self: &Arc<Self>,
        stream: Box<dyn std::io::Read + Send>,
        args: OpenArgs,
    ) -> Result<Box<dyn Unpacker>, Error> {
        Ok(Box::new(Whole { stream: Some(stream), args }))
    }
}

/// A stream that is given once, as a whole.
struct Whole {
    stream: Option<Box<dyn std::io::Read + Send>>,
    args: OpenArgs,
}

impl Whole {
    fn failed(&self, mut bytes: Vec<u8>, message: String) -> ItemError {
        bytes.truncate(BEGINNING);
        bytes.shrink_to_fit();
        ItemError { item: self.item(bytes), message, last: true }
    }

    fn item(&self, bytes: Vec<u8>) -> Item {
        let (uri, id) = (Arc::clone(&self.args.uri), self.args.id.clone());
        Item { uri, id, part: None, media_type: None, fields: Fields::default(), bytes }
    }
}

impl Unpacker for Whole {
    fn next(&mut self) -> Option<Result<Item, ItemError>> {
        let stream = self.stream.take()?;
        let max = self.args.max_item;
        let mut bytes = Vec::new();
        let read = stream.take(max.saturating_add(1)).read_to_end(&mut bytes);
        Some(match read {
            Err(error) => {
                let message = format!("reading failed after {} bytes: {error}", bytes.len());
                Err(self.failed(bytes, message))
            }
            Ok(_) if bytes.len() as u64 > max => Err(self.failed(bytes, too_large("the file", None, max))),
            Ok(_) => Ok(self.item(bytes)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    /// Gives its bytes, then an error.
    struct Breaks(&'static [u8]);

    impl io::Read for Breaks {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(io::Error::other("the disk went away")),
                n => Ok(n),
            }
        }
    }

    fn open(stream: impl io::Read + Send + 'static, max_item: u64) -> Box<dyn Unpacker> {
        let args = OpenArgs { uri: "d/a.txt".into(), id: "a.txt".into(), max_item };
        Arc::new(File).open(Box::new(stream), args).unwrap()
    }

    #[test]
    fn the_whole_stream_is_one_item() {
        for text in ["", "خبر\nعاجل\n", "\0\u{feff}"] {
            let mut unpacker = open(text.as_bytes(), 100);
            let item = unpacker.next().unwrap().unwrap();
            assert_eq!(
                (item.bytes.as_slice(), item.id.as_str(), item.part),
                (text.as_bytes(), "a.txt", None)
            );
            assert!(unpacker.next().is_none());
        }
    }

    #[test]
    fn a_larger_stream_is_not_held() {
        let mut unpacker = open(io::repeat(b'x'), 5000);
        let error = unpacker.next().unwrap().unwrap_err();
        assert_eq!(
            error.message,
            "the file has more than the 5000 bytes that are allowed (run.max_document)"
        );
        assert!(error.last && error.item.bytes.len() == BEGINNING && error.item.bytes.capacity() < 5000);
        assert!(unpacker.next().is_none());
        assert!(open(&b"12345"[..], 5).next().unwrap().is_ok());
        assert!(open(&b"123456"[..], 5).next().unwrap().is_err());
    }

    #[test]
    fn a_stream_that_breaks_says_where() {
        let error = open(Breaks(b"abc"), 100).next().unwrap().unwrap_err();
        assert_eq!(error.message, "reading failed after 3 bytes: the disk went away");
        assert_eq!(error.item.bytes, b"abc");
    }
}
