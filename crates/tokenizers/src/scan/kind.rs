//! What a character outside the plain Arabic range is, for the scanner.

use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};
use warraq_arabic::script;

/// The scanner's classes of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// White space and control characters: between tokens.
    Space,
    /// A letter or letter-like number of a script other than Arabic.
    Letter,
    /// A letter of the Arabic script, or tatweel.
    Arabic,
    /// A combining mark of any script.
    Mark,
    /// A decimal digit in one of the three sets.
    Digit,
    /// Invisible: joiners, direction controls, soft hyphen, byte order mark. Inside words, not between them.
    Hidden,
    /// Punctuation.
    Punct,
    /// All else that is visible.
    Symbol,
}

/// The kind of `c`.
pub(super) fn of(c: char) -> Kind {
    if script::is_letter(c) || c == script::TATWEEL {
        return Kind::Arabic;
    }
    if script::digit_value(c).is_some() {
        return Kind::Digit;
    }
    if c.is_whitespace() || c.is_control() || c == '\u{200b}' {
        return Kind::Space;
    }
    match c.general_category_group() {
        Group::Letter | Group::Number => Kind::Letter,
        Group::Mark => Kind::Mark,
        Group::Punctuation => Kind::Punct,
        Group::Separator => Kind::Space,
        Group::Other if is_hidden(c) => Kind::Hidden,
        Group::Symbol | Group::Other => Kind::Symbol,
    }
}

/// Whether `c` is a format control that is shown as nothing.
fn is_hidden(c: char) -> bool {
    // The Arabic signs that span a number (U+0600..U+0605, U+06DD) are Cf too, but can be seen.
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{61c}')
}

/// The class of every ASCII byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ascii {
    Space,
    Letter,
    Digit,
    /// One token each.
    Punct,
    /// Punctuation whose runs are one token: `...`, `!!`, `--`.
    Run,
    Symbol,
    Percent,
    Hash,
    At,
}

/// The class of an ASCII byte; bytes above are `Symbol`.
pub(super) const fn ascii(byte: u8) -> Ascii {
    ASCII[byte as usize]
}

static ASCII: [Ascii; 256] = {
    let mut table = [Ascii::Symbol; 256];
    let mut i = 0;
    while i < 128 {
        let byte = i as u8;
        table[i] = match byte {
            0..=b' ' | 0x7F => Ascii::Space,
            b'0'..=b'9' => Ascii::Digit,
            b'a'..=b'z' | b'A'..=b'Z' => Ascii::Letter,
            b'.' | b'!' | b'?' | b'-' | b'_' | b'*' => Ascii::Run,
            b'%' => Ascii::Percent,
            b'#' => Ascii::Hash,
            b'@' => Ascii::At,
            b'+' | b'<' | b'=' | b'>' | b'|' | b'~' | b'$' | b'^' | b'`' => Ascii::Symbol,
            _ => Ascii::Punct,
        };
        i += 1;
    }
    table
};
