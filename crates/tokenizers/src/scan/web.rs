//! Addresses, hashtags and handles.

use super::kind::{self, Kind};
use super::{Class, Scanner, Sink};

/// How far the head of an address (host or local part) is looked for: the longest that the standards allow.
const HEAD: usize = 254;

/// Top-level domains that make a bare `name.tld` an address; others need a scheme or `www.`.
const DOMAINS: &[&str] = &[
    "ae", "app", "bh", "biz", "blog", "ch", "cn", "co", "com", "de", "dz", "edu", "eg", "es", "eu", "fr",
    "gov", "info", "int", "io", "iq", "ir", "it", "jo", "kw", "lb", "ly", "ma", "me", "mil", "mr", "net",
    "news", "nl", "om", "online", "org", "ps", "qa", "ru", "sa", "sd", "site", "sy", "tn", "tr", "tv", "uk",
    "us", "ye",
];

impl<S: Sink> Scanner<'_, S> {
    /// The address that opens with the letter at `at`, if one does: its end and class.
    pub(super) fn address(&mut self, at: usize) -> Option<(usize, Class)> {
        let rest = self.bytes.get(at..)?;
        if let Some(scheme) = scheme(rest) {
            return self.url_end(at, at + scheme).map(|end| (end, Class::Url));
        }
        // A word inside a chain that was looked at before («a-b-c-…») need not look at the rest of it again.
        if at < self.no_address_before {
            return None;
        }
        let head = rest.iter().take(HEAD).take_while(|b| in_head(**b)).count();
        let found = self.email(at, head).or_else(|| self.bare_url(at));
        if found.is_none() {
            self.no_address_before = at + head;
        }
        found
    }

    /// The e-mail address whose local part may be the `head` bytes at `at`.
    fn email(&self, at: usize, head: usize) -> Option<(usize, Class)> {
        if self.byte(at + head) != b'@' {
            return None;
        }
        let host = self.host(at + head + 1);
        host.contains(&b'.').then_some((at + head + 1 + host.len(), Class::Email))
    }

    /// The address without a scheme at `at`: a host under a known domain, with its path.
    fn bare_url(&self, at: usize) -> Option<(usize, Class)> {
        let host = self.host(at);
        let domain = host.rsplit(|b| *b == b'.').next().filter(|last| last.len() < host.len())?;
        let domain = std::str::from_utf8(domain).ok()?;
        let known = DOMAINS.iter().any(|known| known.eq_ignore_ascii_case(domain));
        let end = at + host.len();
        let ends =
            self.char(end).is_none_or(|c| c != '_' && !matches!(kind::of(c), Kind::Letter | Kind::Digit));
        if !known || !ends {
            return None;
        }
        let path = if self.byte(end) == b'/' { self.url_end(at, end + 1).unwrap_or(end) } else { end };
        Some((path, Class::Url))
    }

    /// The host name at `at`: letters, digits, hyphens and single full stops, a letter or digit last.
    fn host(&self, at: usize) -> &[u8] {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let mut end = 0;
        for (i, byte) in rest.iter().enumerate().take(HEAD) {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => end = i + 1,
                b'.' if end == i && i > 0 => {}
                b'-' => {}
                _ => break,
            }
        }
        rest.get(..end).unwrap_or_default()
    }

    /// The end of the address whose scheme ended at `from`, if anything follows; final punctuation is left out.
    fn url_end(&self, at: usize, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        let mut end = from;
        let (mut open, mut closed) = (0usize, 0usize);
        for (i, c) in rest.char_indices() {
            match c {
                '"' | '<' | '>' | '`' | '{' | '}' | '[' | ']' | '«' | '»' | '“' | '”' | '،' | '؛' | '؟' =>
                {
                    break;
                }
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' => continue,
                '(' => open += 1,
                ')' if closed >= open => break,
                ')' => closed += 1,
                _ if matches!(kind::of(c), Kind::Space | Kind::Hidden) => break,
                _ => {}
            }
            end = from + i + c.len_utf8();
        }
        (end > from && end > at).then_some(end)
    }

    /// Emits the hashtag whose sign of `width` bytes is at `at`, or the sign alone.
    pub(super) fn hashtag(&mut self, at: usize, width: usize) -> usize {
        if let Some(end) = self.keycap_end(at) {
            return self.one(at, end - at, Class::Emoji);
        }
        let (end, letters) = self.name_end(at + width, |c| c == '_');
        if letters { self.one(at, end - at, Class::Hashtag) } else { self.one(at, width, Class::Symbol) }
    }

    /// Emits the handle whose sign of `width` bytes is at `at`, or the sign alone.
    pub(super) fn mention(&mut self, at: usize, width: usize) -> usize {
        let (end, letters) = self.name_end(at + width, |c| c == '_');
        if letters { self.one(at, end - at, Class::Mention) } else { self.one(at, width, Class::Symbol) }
    }

    /// The end of a name at `at`, and whether a letter is in it.
    fn name_end(&self, at: usize, joins: impl Fn(char) -> bool) -> (usize, bool) {
        let (mut end, mut letters) = (at, false);
        for (i, c) in self.text.get(at..).unwrap_or_default().char_indices() {
            match kind::of(c) {
                Kind::Letter | Kind::Arabic => letters = true,
                Kind::Mark | Kind::Digit => {}
                Kind::Hidden => continue,
                _ if joins(c) => {}
                _ => break,
            }
            end = at + i + c.len_utf8();
        }
        (end, letters)
    }
}

/// The length of a scheme, or of `www.`, at the start of `rest`.
fn scheme(rest: &[u8]) -> Option<usize> {
    const SCHEMES: [&[u8]; 4] = [b"http://", b"https://", b"ftp://", b"www."];
    SCHEMES
        .iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)))
        .map(|scheme| scheme.len())
}

/// Whether `byte` may stand in the local part of an e-mail address or in a host name.
fn in_head(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
}
