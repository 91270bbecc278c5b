//! From the Buckwalter transliteration to Arabic letters, and from marked to unmarked text.

/// Arabic text for a string in Buckwalter's transliteration, marks included; `keep_marks` false leaves out the marks.
pub(crate) fn arabic(text: &str, keep_marks: bool) -> String {
    text.chars().filter_map(letter).filter(|&c| keep_marks || !is_mark(c)).collect()
}

fn letter(c: char) -> Option<char> {
    Some(match c {
        '\'' => 'ء',
        '|' => 'آ',
        '>' => 'أ',
        '&' => 'ؤ',
        '<' => 'إ',
        '}' => 'ئ',
        'A' | '{' => 'ا',
        'b' => 'ب',
        'p' => 'ة',
        't' => 'ت',
        'v' => 'ث',
        'j' => 'ج',
        'H' => 'ح',
        'x' => 'خ',
        'd' => 'د',
        '*' => 'ذ',
        'r' => 'ر',
        'z' => 'ز',
        's' => 'س',
        '$' => 'ش',
        'S' => 'ص',
        'D' => 'ض',
        'T' => 'ط',
        'Z' => 'ظ',
        'E' => 'ع',
        'g' => 'غ',
        'f' => 'ف',
        'q' => 'ق',
        'k' => 'ك',
        'l' => 'ل',
        'm' => 'م',
        'n' => 'ن',
        'h' => 'ه',
        'w' => 'و',
        'Y' => 'ى',
        'y' => 'ي',
        'F' => 'ً',
        'N' => 'ٌ',
        'K' => 'ٍ',
        'a' => 'َ',
        'u' => 'ُ',
        'i' => 'ِ',
        '~' => 'ّ',
        'o' => 'ْ',
        '`' => 'ٰ',
        'P' => 'پ',
        'V' => 'ڤ',
        'J' => 'چ',
        'G' => 'گ',
        _ => return None,
    })
}

/// Whether a character is a vowel mark or another mark over or under a letter.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
}

/// Text without marks.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|&c| !is_mark(c)).collect()
}

/// A lemma without what the sources append to tell homographs and verb classes apart (`-u`, `_1`).
pub(crate) fn clean_lemma(lemma: &str) -> &str {
    let end = lemma.find(['-', '_']).unwrap_or(lemma.len());
    lemma.get(..end).unwrap_or(lemma)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_marks() {
        assert_eq!(arabic("mado$uwnap", true), "مَدْشُونَة");
        assert_eq!(arabic("{isotaqobal", false), "استقبل");
        assert_eq!(bare("مُدَرِّسَة"), "مدرسة");
        assert_eq!(clean_lemma("katab-u_1"), "katab");
    }
}
