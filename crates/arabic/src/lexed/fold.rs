//! Folding of one character: its class for lexing and the letter that stands for it in normalised forms.

use crate::script;

/// What a character does to the token stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A letter of the Arabic script.
    Arabic,
    /// A letter of another script.
    Other,
    /// A decimal digit (ASCII, Arabic-Indic or Persian).
    Digit,
    /// Belongs to the character before it and leaves no trace: marks, tatweel, joiners, bidi controls.
    Silent,
    /// White space within a line.
    Space,
    /// A line end.
    Line,
    /// Punctuation.
    Punct,
    /// Any other sign: currency, percent, mathematics, pictures.
    Symbol,
}

/// The class of `c`.
#[inline]
pub fn class(c: char) -> Class {
    let code = c as usize;
    if let Some(class) = ASCII.get(code) {
        return *class;
    }
    match code.checked_sub(ARABIC_START).and_then(|at| ARABIC.get(at)) {
        Some(class) => *class,
        None => outside(c),
    }
}

const ARABIC_START: usize = 0x600;
/// The classes of the two blocks that nearly every character of a text is in.
static ASCII: [Class; 0x80] = table(0);
static ARABIC: [Class; 0x100] = table(ARABIC_START);

const fn table<const N: usize>(start: usize) -> [Class; N] {
    let mut classes = [Class::Symbol; N];
    let mut at = 0;
    while at < N {
        if let Some(c) = char::from_u32((start + at) as u32) {
            classes[at] = common(c);
        }
        at += 1;
    }
    classes
}

/// The class of a character outside of the tables.
fn outside(c: char) -> Class {
    match common(c) {
        Class::Symbol if c.is_alphabetic() && !matches!(c, 'ª' | 'º') => Class::Other,
        class => class,
    }
}

/// Whether `c` has no shape of its own and none on the letter before it: at the end of a token it is no part of it.
pub(super) fn is_invisible(c: char) -> bool {
    script::is_bidi_control(c)
        || matches!(c, '\u{ad}' | '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}')
}

/// The class of `c`, but that letters of other scripts than Arabic and ASCII are symbols.
const fn common(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Other,
        '0'..='9' | '٠'..='٩' | '۰'..='۹' => Class::Digit,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Line,
        ' '
        | '\t'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200b}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => Class::Space,
        '$' | '%' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~' => Class::Symbol,
        '!'..='/' | ':' | ';' | '?' | '@' | '['..='_' | '{' | '}' => Class::Punct,
        '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => Class::Silent,
        '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}' => Class::Silent,
        '\u{61c}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => {
            Class::Silent
        }
        '\u{ad}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{300}'..='\u{36f}' => Class::Silent,
        '،' | '؍' | '؛' | '؞' | '؟' | '٭' | '۔' | '٫' | '٬' => Class::Punct,
        '٪' | '؋' | '؉' | '؊' | '؆' | '؇' => Class::Symbol,
        '\u{620}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{8a0}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdfb}'
        | '\u{fe70}'..='\u{fefc}' => Class::Arabic,
        '«' | '»' | '·' | '¡' | '¿' | '§' | '¶' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' => {
            Class::Punct
        }
        _ => Class::Symbol,
    }
}

/// A letter of the Arabic block that is folded to one letter of two bytes.
#[derive(Clone, Copy)]
pub(super) struct Plain {
    pub(super) written: char,
    pub(super) folded: char,
    pub(super) changes: bool,
}

static PLAIN: [Option<Plain>; 0x80] = {
    let mut letters = [None; 0x80];
    let mut at = 0;
    while at < 0x80 {
        if let Some(written) = char::from_u32((ARABIC_START + at) as u32)
            && matches!(written, 'ء'..='غ' | 'ف'..='ي')
        {
            let folded = match written {
                'أ' | 'إ' | 'آ' => 'ا',
                'ة' => 'ه',
                'ى' | 'ئ' => 'ي',
                'ؤ' => 'و',
                c => c,
            };
            letters[at] = Some(Plain { written, folded, changes: written as u32 != folded as u32 });
        }
        at += 1;
    }
    letters
};

/// The letter at U+0600 and `code`, if it is one of the letters that Arabic is written with.
#[inline]
pub(super) fn plain(code: u8) -> Option<Plain> {
    PLAIN.get(usize::from(code)).copied().flatten()
}

/// Whether the folded form of `c` is `c`, for the characters that most texts are made of.
#[inline]
pub(super) fn is_itself(c: char) -> bool {
    match c {
        'ب'..='غ' => c != 'ة',
        'ف'..='و' | 'ا' | 'ي' | 'ء' => true,
        c => c.is_ascii() && !c.is_ascii_uppercase(),
    }
}

/// Appends the folded form of `c` to `out`: hamza and alef forms to the bare letter, ة to ه, ى and Persian ی
/// to ي, presentation forms to their letters, Latin to lower case without accents, digits and signs to ASCII.
pub fn push(c: char, out: &mut String) {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\0'..='\u{7f}' => out.push(c),
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' | 'ٵ' => out.push('ا'),
        'ة' | 'ۃ' | 'ہ' | 'ە' | 'ۀ' => out.push('ه'),
        'ى' | 'ئ' | 'ی' | 'ۍ' | 'ې' => out.push('ي'),
        'ؤ' => out.push('و'),
        'ک' | 'ڪ' => out.push('ك'),
        '٠'..='٩' => out.push(digit(c as u32 - 0x660)),
        '۰'..='۹' => out.push(digit(c as u32 - 0x6f0)),
        '٪' => out.push('%'),
        '،' | '٬' => out.push(','),
        '؛' => out.push(';'),
        '؟' => out.push('?'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        '’' | '‘' | 'ʼ' => out.push('\''),
        '\u{fe70}'..='\u{fefc}' => presentation(c, out),
        c if (c as u32) < 0xc0 => out.push(c),
        '\u{c0}'..='\u{17f}' => latin(c, out),
        c if is_arabic_block(c) => out.push(c),
        c => out.extend(c.to_lowercase()),
    }
}

fn is_arabic_block(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}')
}

fn digit(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('0')
}

/// Latin letters with accents lose them; what has no plain counterpart is only lower-cased.
fn latin(c: char, out: &mut String) {
    let plain = match c {
        'à'..='å' | 'À'..='Å' | 'ā' | 'Ā' => 'a',
        'ç' | 'Ç' => 'c',
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'Ē' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' | 'Ī' => 'i',
        'ñ' | 'Ñ' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' | 'ō' | 'Ō' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' | 'Ū' => 'u',
        'ý' | 'ÿ' | 'Ý' => 'y',
        _ => {
            out.extend(c.to_lowercase());
            return;
        }
    };
    out.push(plain);
}

/// Presentation forms B: the letters in code order, each with the number of shapes that Unicode gives it.
fn presentation(c: char, out: &mut String) {
    const SHAPES: [(u32, char); 35] = [
        (1, 'ء'),
        (2, 'ا'),
        (2, 'ا'),
        (2, 'و'),
        (2, 'ا'),
        (4, 'ي'),
        (2, 'ا'),
        (4, 'ب'),
        (2, 'ه'),
        (4, 'ت'),
        (4, 'ث'),
        (4, 'ج'),
        (4, 'ح'),
        (4, 'خ'),
        (2, 'د'),
        (2, 'ذ'),
        (2, 'ر'),
        (2, 'ز'),
        (4, 'س'),
        (4, 'ش'),
        (4, 'ص'),
        (4, 'ض'),
        (4, 'ط'),
        (4, 'ظ'),
        (4, 'ع'),
        (4, 'غ'),
        (4, 'ف'),
        (4, 'ق'),
        (4, 'ك'),
        (4, 'ل'),
        (4, 'م'),
        (4, 'ن'),
        (4, 'ه'),
        (2, 'و'),
        (2, 'ي'),
    ];
    let code = c as u32;
    if code >= 0xfef5 {
        out.push_str("لا");
        return;
    }
    let Some(mut left) = code.checked_sub(0xfe80) else { return };
    for (count, letter) in SHAPES {
        if left < count {
            out.push(letter);
            return;
        }
        left -= count;
    }
    out.push('ي');
}

/// The folded form of a whole text, silent characters dropped: for keys of tables.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if class(c) != Class::Silent {
            push(c, &mut out);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_variants_fold_to_one_form() {
        for (written, form) in [
            ("أَلْفَانِ", "الفان"),
            ("مئة", "ميه"),
            ("مائـــة", "مايه"),
            ("اثنى", "اثني"),
            ("٣٫٥٪", "3٫5%"),
            ("Février", "fevrier"),
            ("ﻣﻠﻴﻮﻥ", "مليون"),
            ("ﺛﻼﺛﺔ", "ثلاثه"),
        ] {
            assert_eq!(folded(written), form, "{written}");
        }
    }

    #[test]
    fn plain_letters_are_folded_as_all_are() {
        for code in 0..0x80 {
            if let Some(letter) = plain(code) {
                assert_eq!(folded(&letter.written.to_string()), letter.folded.to_string());
                assert_eq!(class(letter.written), Class::Arabic);
            }
        }
    }
}
