//! JSON written at compile time: once to count the bytes, once to keep them.

/// A JSON text of `N` bytes that is being written. With `N` = 0 it only counts.
pub struct Json<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Json<N> {
    /// An empty text.
    #[must_use]
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Self { bytes: [0; N], len: 0 }
    }

    /// The number of bytes written or counted.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was written.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The text.
    #[must_use]
    pub const fn finish(self) -> [u8; N] {
        self.bytes
    }

    const fn byte(&mut self, byte: u8) {
        if self.len < N {
            self.bytes[self.len] = byte;
        }
        self.len += 1;
    }

    /// Writes a text as it is.
    pub const fn raw(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            self.byte(bytes[at]);
            at += 1;
        }
    }

    /// Writes a string in quotes, escaped.
    pub const fn string(&mut self, text: &str) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        self.byte(b'"');
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte == b'"' || byte == b'\\' {
                self.byte(b'\\');
                self.byte(byte);
            } else if byte < 0x20 {
                self.raw("\\u00");
                self.byte(HEX[(byte >> 4) as usize]);
                self.byte(HEX[(byte & 15) as usize]);
            } else {
                self.byte(byte);
            }
            at += 1;
        }
        self.byte(b'"');
    }

    /// Writes a key with its colon.
    pub const fn key(&mut self, name: &str) {
        self.string(name);
        self.byte(b':');
    }

    /// Writes an integer.
    pub const fn int(&mut self, value: i64) {
        let (mut digits, mut n, mut rest) = ([0u8; 20], 0, value.unsigned_abs());
        while n == 0 || rest > 0 {
            digits[n] = b'0' + (rest % 10) as u8;
            rest /= 10;
            n += 1;
        }
        if value < 0 {
            self.byte(b'-');
        }
        while n > 0 {
            n -= 1;
            self.byte(digits[n]);
        }
    }

    /// Writes a list of strings.
    pub const fn strings(&mut self, list: &[&str]) {
        self.byte(b'[');
        let mut at = 0;
        while at < list.len() {
            if at > 0 {
                self.byte(b',');
            }
            self.string(list[at]);
            at += 1;
        }
        self.byte(b']');
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    const fn write<const N: usize>(mut json: Json<N>) -> Json<N> {
        json.raw("{");
        json.key("ورق");
        json.strings(&["a\"b\\c\n\u{1}", "كتاب"]);
        json.raw(",");
        json.key("n");
        json.int(i64::MIN);
        json.raw("}");
        json
    }

    const LEN: usize = write(Json::<0>::new()).len();
    const TEXT: [u8; LEN] = write(Json::<LEN>::new()).finish();

    #[test]
    fn texts_are_made_at_compile_time() {
        let text = core::str::from_utf8(&TEXT).unwrap();
        let expected = "{\"ورق\":[\"a\\\"b\\\\c\\u000a\\u0001\",\"كتاب\"],\"n\":-9223372036854775808}";
        assert_eq!(text, expected);
    }
}
