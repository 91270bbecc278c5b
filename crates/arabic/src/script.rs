//! Character classes of the Arabic script: letters, marks, digits, joiners, direction controls, presentation forms.

/// The tatweel (kashida), which stretches a word and means nothing.
pub const TATWEEL: char = '\u{640}';

/// Whether `c` is a letter of the Arabic script, presentation forms included; tatweel and marks are none.
#[must_use]
pub fn is_letter(c: char) -> bool {
    matches!(c,
        '\u{620}'..='\u{63f}' | '\u{641}'..='\u{64a}' | '\u{66e}'..='\u{66f}' | '\u{671}'..='\u{6d3}' | '\u{6d5}'
        | '\u{6e5}'..='\u{6e6}' | '\u{6ee}'..='\u{6ef}' | '\u{6fa}'..='\u{6fc}' | '\u{6ff}'
        | '\u{750}'..='\u{77f}' | '\u{870}'..='\u{887}' | '\u{889}'..='\u{88e}' | '\u{8a0}'..='\u{8c9}')
        || is_presentation_form(c)
}

/// Whether `c` is a combining mark of the Arabic script: vowels, shadda, dagger alef, Quranic annotation.
#[must_use]
pub fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
        | '\u{6e7}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{897}'..='\u{89f}' | '\u{8ca}'..='\u{8e1}'
        | '\u{8e3}'..='\u{8ff}')
}

/// Whether `c` is a vowel sign, tanwin, shadda, sukun or dagger alef: the marks that ordinary writing leaves out.
#[must_use]
pub fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{652}' | '\u{670}')
}

/// Whether `c` belongs to the Arabic script at all (letters, marks, tatweel).
#[must_use]
pub fn is_arabic(c: char) -> bool {
    is_letter(c) || is_mark(c) || c == TATWEEL
}

/// Whether `c` is the zero-width joiner or non-joiner, which shape the letter before them.
#[must_use]
pub fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether `c` is an invisible control of writing direction (marks, embeddings, overrides, isolates).
#[must_use]
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether `c` is a letter in a presentation form (blocks A and B), as old software and PDF files write them.
///
/// Ornate brackets, the rial sign, the basmala sign and the byte order mark, which share the blocks, are none.
#[must_use]
pub fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{fb50}'..='\u{fbb1}' | '\u{fbd3}'..='\u{fd3d}' | '\u{fd50}'..='\u{fd8f}' | '\u{fd92}'..='\u{fdc7}'
        | '\u{fdf0}'..='\u{fdfb}' | '\u{fe70}'..='\u{fe74}' | '\u{fe76}'..='\u{fefc}')
}

/// The value of a decimal digit in ASCII, Arabic-Indic (٠-٩) or Persian (۰-۹) form.
#[must_use]
pub fn digit_value(c: char) -> Option<u8> {
    let base = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(base)).ok()
}

/// The share of Arabic letters among all letters of `text`; `None` where there are no letters.
#[must_use]
pub fn arabic_share(text: &str) -> Option<f64> {
    let (mut arabic, mut all) = (0u32, 0u32);
    for c in text.chars() {
        if is_letter(c) {
            arabic += 1;
            all += 1;
        } else if c.is_alphabetic() && !is_mark(c) && c != TATWEEL {
            all += 1;
        }
    }
    (all > 0).then(|| f64::from(arabic) / f64::from(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_marks_and_digits_do_not_overlap() {
        for c in (0..0x11_0000).filter_map(char::from_u32) {
            let classes = [
                is_letter(c),
                is_mark(c),
                digit_value(c).is_some(),
                is_joiner(c),
                is_bidi_control(c),
                c == TATWEEL,
            ];
            assert!(classes.iter().filter(|x| **x).count() <= 1, "{c:?} is in two classes");
            if is_letter(c) {
                assert!(c.is_alphabetic(), "{c:?} ({:x}) is called a letter", u32::from(c));
            }
        }
    }

    #[test]
    fn digits_of_three_sets_have_values() {
        let values: Vec<_> = "5٥۵".chars().map(digit_value).collect();
        assert_eq!(values, [Some(5), Some(5), Some(5)]);
        assert_eq!(digit_value('৫'), None);
    }

    #[test]
    fn share_counts_letters_only() {
        assert_eq!(arabic_share("بيت ab 12!"), Some(0.6));
        assert_eq!(arabic_share("بَيْتٌ"), Some(1.0));
        assert_eq!(arabic_share("12 %"), None);
    }
}
