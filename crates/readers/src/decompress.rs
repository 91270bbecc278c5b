//! Decompression by content: gzip and zstd streams are recognised by their first bytes, whatever their name.

use std::io::{self, BufReader, Read};

/// The first bytes of a gzip member.
const GZIP: &[u8] = &[0x1F, 0x8B, 0x08];
/// The first bytes of a zstd frame.
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];
/// How many compressions may lie in each other. More is not found in honest files.
const LAYERS: usize = 2;

/// The stream decompressed, if it begins like gzip (of any number of members) or zstd (of any number of frames);
/// else the stream as it is. A compressed stream inside a compressed stream is decompressed once more, no deeper.
///
/// Reading reports a stream that is cut off or broken as an error that says after how many bytes. The decompressed
/// bytes are not bounded here: unpackers bound what they hold by the size of items.
#[must_use]
pub fn decompressed(stream: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
    let mut stream = stream;
    for _ in 0..LAYERS {
        let (first, whole) = peek(stream);
        let whole = BufReader::with_capacity(1 << 16, whole);
        if first.starts_with(GZIP) {
            stream = Box::new(Named::new("gzip", flate2::bufread::MultiGzDecoder::new(whole)));
        } else if first.starts_with(ZSTD) || is_skippable(&first) {
            stream = match zstd::stream::read::Decoder::with_buffer(whole) {
                Ok(decoder) => Box::new(Named::new("zstd", decoder)),
                Err(error) => Box::new(Fails(Some(error))),
            };
        } else {
            return Box::new(whole);
        }
    }
    stream
}

/// A zstd frame that holds no data, which may stand before those that do.
fn is_skippable(first: &[u8]) -> bool {
    matches!(first, [0x50..=0x5F, 0x2A, 0x4D, 0x18])
}

/// The first four bytes, and the stream with them back in place. An error comes back when it is read again.
fn peek(mut stream: Box<dyn Read + Send>) -> (Vec<u8>, Box<dyn Read + Send>) {
    let mut first = Vec::with_capacity(4);
    let failed = stream.by_ref().take(4).read_to_end(&mut first).err();
    let again = io::Cursor::new(first.clone()).chain(Fails(failed)).chain(stream);
    (first, Box::new(again))
}

/// Fails once, if it has an error; else it is empty.
struct Fails(Option<io::Error>);

impl Read for Fails {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A decoder whose errors say what was being decoded and how far it came.
struct Named<R> {
    name: &'static str,
    decoder: R,
    given: u64,
}

impl<R> Named<R> {
    fn new(name: &'static str, decoder: R) -> Self {
        Self { name, decoder, given: 0 }
    }
}

impl<R: Read> Read for Named<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (name, given) = (self.name, self.given);
        match self.decoder.read(buffer) {
            Ok(n) => {
                self.given += n as u64;
                Ok(n)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                let message =
                    format!("the {name} stream is cut off: it ends after {given} decompressed bytes");
                Err(io::Error::new(io::ErrorKind::UnexpectedEof, message))
            }
            Err(error) => {
                let message =
                    format!("the {name} stream is broken after {given} decompressed bytes: {error}");
                Err(io::Error::new(io::ErrorKind::InvalidData, message))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::stream::encode_all(bytes, 1).unwrap()
    }

    fn read(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
        let mut out = Vec::new();
        let mut stream = decompressed(Box::new(io::Cursor::new(bytes)));
        stream.read_to_end(&mut out).map_err(|error| error.to_string())?;
        Ok(out)
    }

    #[test]
    fn streams_are_recognised_by_their_content() {
        let text = "نشرت الصحيفة خبراً. ".repeat(5000).into_bytes();
        let (half, rest) = text.split_at(40_001);
        let skippable = [&[0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 9, 9][..], &zstd(&text)].concat();
        for bytes in [
            text.clone(),
            gzip(&text),
            [gzip(half), gzip(rest)].concat(),
            zstd(&text),
            [zstd(half), zstd(rest)].concat(),
            skippable,
            gzip(&gzip(&text)),
            zstd(&gzip(&text)),
        ] {
            assert_eq!(read(bytes).as_ref(), Ok(&text));
        }
        for short in [&b""[..], b"a", &GZIP[..2], &ZSTD[..3], "ب".as_bytes()] {
            assert_eq!(read(short.to_vec()), Ok(short.to_vec()));
        }
        // The third layer stays as it is.
        assert_eq!(read(gzip(&gzip(&gzip(&text)))), Ok(gzip(&text)));
        assert_eq!(read(gzip(b"")), Ok(Vec::new()));
    }

    #[test]
    fn cut_and_broken_streams_say_so() {
        let text = "نشرت الصحيفة خبراً. ".repeat(20_000).into_bytes();
        for (name, whole) in [("gzip", gzip(&text)), ("zstd", zstd(&text))] {
            for cut in [whole.len() - 1, whole.len() / 2, 20] {
                let error = read(whole[..cut].to_vec()).unwrap_err();
                assert!(error.starts_with(&format!("the {name} stream is cut off")), "{name} {cut}: {error}");
            }
            let mut broken = whole.clone();
            let middle = broken.len() / 2;
            broken[middle..middle + 8].iter_mut().for_each(|byte| *byte = !*byte);
            let error = read(broken).unwrap_err();
            assert!(error.starts_with(&format!("the {name} stream is ")), "{error}");
        }
        let error = read([gzip(&text), b"rest".to_vec()].concat()).unwrap_err();
        assert!(error.starts_with("the gzip stream is "), "{error}");
    }

    #[test]
    fn a_bomb_is_read_no_further_than_asked() {
        let bomb = gzip(&vec![0; 50_000_000]);
        assert!(bomb.len() < 300_000);
        let mut stream = decompressed(Box::new(io::Cursor::new(bomb)));
        let mut some = Vec::new();
        stream.by_ref().take(1000).read_to_end(&mut some).unwrap();
        assert_eq!(some, vec![0; 1000]);
    }
}
