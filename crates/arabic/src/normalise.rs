//! Normalisation of Arabic text by single switches, into a buffer or as a list of edits that an alignment can follow.

use crate::script;
use unicode_normalization::UnicodeNormalization;

/// What is to be made alike. Each switch stands for itself; [`Switches::NONE`] changes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    /// Delete vowel signs, tanwin, shadda, sukun, dagger alef and Quranic marks.
    pub marks: bool,
    /// Delete tatweel.
    pub tatweel: bool,
    /// أ إ آ ٱ become ا.
    pub alef: bool,
    /// ى becomes ي.
    pub alef_maqsura: bool,
    /// ة becomes ه.
    pub ta_marbuta: bool,
    /// ؤ becomes و, ئ becomes ي.
    pub hamza: bool,
    /// The Persian forms ک ی ھ become ك ي ه, as keyboards mix them up.
    pub persian: bool,
    /// Digits become ASCII, and ٫ ٬ ٪ become `.` `,` `%`.
    pub digits: bool,
    /// Presentation forms become the letters that they show.
    pub presentation: bool,
    /// Full-width and small punctuation, letters and digits become ordinary ones.
    pub width: bool,
    /// Delete zero-width joiners and non-joiners.
    pub joiners: bool,
    /// Delete direction controls, soft hyphens and byte order marks.
    pub controls: bool,
}

impl Switches {
    /// Changes nothing.
    pub const NONE: Switches = Switches {
        marks: false,
        tatweel: false,
        alef: false,
        alef_maqsura: false,
        ta_marbuta: false,
        hamza: false,
        persian: false,
        digits: false,
        presentation: false,
        width: false,
        joiners: false,
        controls: false,
    };

    /// What does not change a word's spelling: marks, tatweel, invisible characters and old encodings go.
    pub const BARE: Switches = Switches {
        marks: true,
        tatweel: true,
        presentation: true,
        width: true,
        joiners: true,
        controls: true,
        ..Switches::NONE
    };

    /// What list matching and search want: [`Switches::BARE`], and the letters that writers confuse become one.
    pub const LOOSE: Switches = Switches {
        alef: true,
        alef_maqsura: true,
        ta_marbuta: true,
        persian: true,
        digits: true,
        ..Switches::BARE
    };
}

/// Takes the edits that turn a text into its normal form: in order, without gaps, as byte ranges of the text.
pub trait Edits {
    /// This range stays as it is.
    fn keep(&mut self, start: usize, end: usize);
    /// This range goes.
    fn delete(&mut self, start: usize, end: usize);
    /// This range, which is one character, becomes `text`, which is not empty.
    fn replace(&mut self, start: usize, end: usize, text: &str);
}

/// Switches made into a table.
#[derive(Clone, Debug)]
pub struct Normaliser {
    switches: Switches,
    /// For U+0600..U+06FF: [`KEEP`], [`DELETE`], or the replacement.
    table: [u16; 256],
}

const KEEP: u16 = 0;
const DELETE: u16 = 1;

impl Default for Normaliser {
    fn default() -> Self {
        Self::new(Switches::default())
    }
}

impl Normaliser {
    /// Makes the table.
    #[must_use]
    pub fn new(switches: Switches) -> Self {
        let mut table = [KEEP; 256];
        for (low, entry) in table.iter_mut().enumerate() {
            let c = char::from_u32(0x600 + low as u32).unwrap_or(' ');
            *entry = match action(switches, c) {
                Action::Keep | Action::Decompose => KEEP,
                Action::Delete => DELETE,
                Action::Replace(to) => u16::try_from(u32::from(to)).unwrap_or(KEEP),
            };
        }
        Self { switches, table }
    }

    /// Writes the normal form of `text` into `buffer`, whose old content goes.
    pub fn write(&self, text: &str, buffer: &mut String) {
        buffer.clear();
        self.edits(text, &mut Writer { text, buffer });
    }

    /// The normal form as a new string.
    #[must_use]
    pub fn string(&self, text: &str) -> String {
        let mut buffer = String::with_capacity(text.len());
        self.write(text, &mut buffer);
        buffer
    }

    /// Gives the edits that make the normal form of `text`.
    pub fn edits(&self, text: &str, edits: &mut impl Edits) {
        let bytes = text.as_bytes();
        let (mut at, mut kept) = (0, 0);
        while let Some(&lead) = bytes.get(at) {
            let action = match lead {
                0xD8..=0xDB => {
                    let low = (usize::from(lead & 3) << 6)
                        | usize::from(bytes.get(at + 1).copied().unwrap_or(0) & 0x3F);
                    match self.table[low] {
                        KEEP => {
                            at += 2;
                            continue;
                        }
                        DELETE => Action::Delete,
                        to => char::from_u32(u32::from(to)).map_or(Action::Keep, Action::Replace),
                    }
                }
                // Only these leads begin characters that some switch changes: U+00AD, U+0870.., U+2000.., U+3000, U+FB50.. .
                0xC2 | 0xE0 | 0xE2 | 0xE3 | 0xEF => match text.get(at..).and_then(|rest| rest.chars().next())
                {
                    Some(c) => action(self.switches, c),
                    None => Action::Keep,
                },
                _ => Action::Keep,
            };
            let end = at + width(lead);
            if !matches!(action, Action::Keep) {
                if at > kept {
                    edits.keep(kept, at);
                }
                kept = end;
            }
            match action {
                Action::Keep => {}
                Action::Delete => edits.delete(at, end),
                Action::Replace(to) => edits.replace(at, end, to.encode_utf8(&mut [0; 4])),
                Action::Decompose => self.decompose(text, at, end, edits),
            }
            at = end;
        }
        if at > kept {
            edits.keep(kept, text.len());
        }
    }

    /// Replaces a presentation form or a full-width character by what it stands for, itself normalised.
    fn decompose(&self, text: &str, start: usize, end: usize, edits: &mut impl Edits) {
        let mut buffer = String::new();
        let mut isolated = false;
        for c in text.get(start..end).unwrap_or_default().chars() {
            // Composed again, so that a hamza stays on its letter.
            for part in std::iter::once(c).nfkc() {
                match action(self.switches, part) {
                    Action::Delete => {}
                    // An isolated mark decomposes to a space and the mark; the space is none of the text's.
                    _ if part == ' ' => isolated = true,
                    Action::Replace(to) => buffer.push(to),
                    Action::Keep | Action::Decompose => buffer.push(part),
                }
            }
        }
        if buffer.is_empty()
            && isolated
            && !script::is_presentation_form(text.get(start..).and_then(|t| t.chars().next()).unwrap_or(' '))
        {
            buffer.push(' ');
        }
        if buffer.is_empty() { edits.delete(start, end) } else { edits.replace(start, end, &buffer) }
    }
}

/// The normal form, written.
struct Writer<'a> {
    text: &'a str,
    buffer: &'a mut String,
}

impl Edits for Writer<'_> {
    fn keep(&mut self, start: usize, end: usize) {
        self.buffer.push_str(self.text.get(start..end).unwrap_or_default());
    }

    fn delete(&mut self, _: usize, _: usize) {}

    fn replace(&mut self, _: usize, _: usize, text: &str) {
        self.buffer.push_str(text);
    }
}

#[derive(Clone, Copy)]
enum Action {
    Keep,
    Delete,
    Replace(char),
    Decompose,
}

/// What the switches do to `c`.
fn action(s: Switches, c: char) -> Action {
    let replaced = match c {
        'أ' | 'إ' | 'آ' | 'ٱ' if s.alef => 'ا',
        'ى' if s.alef_maqsura => 'ي',
        'ة' if s.ta_marbuta => 'ه',
        'ؤ' if s.hamza => 'و',
        'ئ' if s.hamza => 'ي',
        'ک' if s.persian => 'ك',
        'ی' if s.persian => 'ي',
        'ھ' if s.persian => 'ه',
        '٫' if s.digits => '.',
        '٬' if s.digits => ',',
        '٪' if s.digits => '%',
        _ if s.digits && !c.is_ascii() => match script::digit_value(c) {
            Some(value) => char::from(b'0' + value),
            None => c,
        },
        _ => c,
    };
    if replaced != c {
        return Action::Replace(replaced);
    }
    let deleted = (s.marks && script::is_mark(c))
        || (s.tatweel && c == script::TATWEEL)
        || (s.joiners && script::is_joiner(c))
        || (s.controls && (script::is_bidi_control(c) || matches!(c, '\u{ad}' | '\u{feff}')));
    if deleted {
        return Action::Delete;
    }
    let presentation =
        s.presentation && (script::is_presentation_form(c) || matches!(c, '\u{fdfc}' | '\u{fdfd}'));
    let wide = s.width && matches!(c, '\u{3000}' | '\u{fe50}'..='\u{fe6b}' | '\u{ff01}'..='\u{ff5e}');
    if presentation || wide { Action::Decompose } else { Action::Keep }
}

/// The length of a character by its first byte.
fn width(lead: u8) -> usize {
    match lead {
        0..=0x7F => 1,
        0x80..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn with(change: impl Fn(&mut Switches)) -> Normaliser {
        let mut switches = Switches::NONE;
        change(&mut switches);
        Normaliser::new(switches)
    }

    #[test]
    fn each_switch_does_its_own_part() {
        let text = "قَالَ إلى مدرسـة أُخْرى، ٣٫٥٪ ﻻ ﷲ سؤال ＡＢ！ كتا\u{200f}ب می\u{200c}خواهم";
        type Change = fn(&mut Switches);
        let cases: [(Change, &str); 11] = [
            (|s| s.marks = true, "قال إلى مدرسـة أخرى، ٣٫٥٪ ﻻ ﷲ سؤال ＡＢ！ كتا\u{200f}ب می\u{200c}خواهم"),
            (|s| s.tatweel = true, "قَالَ إلى مدرسة أُخْرى، ٣٫٥٪ ﻻ ﷲ سؤال ＡＢ！ كتا\u{200f}ب می\u{200c}خواهم"),
            (|s| s.alef = true, "قَالَ الى مدرسـة اُخْرى، ٣٫٥٪ ﻻ ﷲ سؤال ＡＢ！ كتا\u{200f}ب می\u{200c}خواهم"),
            (
                |s| s.alef_maqsura = true,
                "قَالَ إلي مدرسـة أُخْري، ٣٫٥٪ ﻻ ﷲ سؤال ＡＢ！ كتا\u{200f}ب می\u{200c}خواهم",
            ),
            (
                |s| s.ta_marbuta = true,
                "قَالَ إلى مدرسـه أُخْرى، ٣٫٥٪ ﻻ ﷲ سؤال ＡＢ！ كتا\u{200f}ب می\u{200c}خواهم",
            ),
            (|s| s.hamza = true, "قَالَ إلى مدرسـة أُخْرى، ٣٫٥٪ ﻻ ﷲ سوال ＡＢ！ كتا\u{200f}ب می\u{200c}خواهم"),
            (|s| s.persian = true, "قَالَ إلى مدرسـة أُخْرى، ٣٫٥٪ ﻻ ﷲ سؤال ＡＢ！ كتا\u{200f}ب مي\u{200c}خواهم"),
            (|s| s.digits = true, "قَالَ إلى مدرسـة أُخْرى، 3.5% ﻻ ﷲ سؤال ＡＢ！ كتا\u{200f}ب می\u{200c}خواهم"),
            (
                |s| s.presentation = true,
                "قَالَ إلى مدرسـة أُخْرى، ٣٫٥٪ لا الله سؤال ＡＢ！ كتا\u{200f}ب می\u{200c}خواهم",
            ),
            (|s| s.width = true, "قَالَ إلى مدرسـة أُخْرى، ٣٫٥٪ ﻻ ﷲ سؤال AB! كتا\u{200f}ب می\u{200c}خواهم"),
            (|s| s.controls = true, "قَالَ إلى مدرسـة أُخْرى، ٣٫٥٪ ﻻ ﷲ سؤال ＡＢ！ كتاب می\u{200c}خواهم"),
        ];
        for (change, expected) in cases {
            assert_eq!(with(change).string(text), expected);
        }
        assert_eq!(with(|s| s.joiners = true).string("می\u{200c}خواهم"), "میخواهم");
        assert_eq!(Normaliser::default().string(text), text);
    }

    #[test]
    fn what_a_presentation_form_shows_is_normalised_too() {
        assert_eq!(Normaliser::new(Switches::LOOSE).string("ﻷﻧﻪ ﻣﺪﺭﺳﺔ"), "لانه مدرسه");
        assert_eq!(Normaliser::new(Switches::BARE).string("ﻗﺬﺍﺋﻒ ﺳﺆﺍﻝ"), "قذائف سؤال");
        // A mark by itself in presentation form.
        assert_eq!(with(|s| s.presentation = true).string("ب\u{fe76}"), "ب\u{64e}");
    }

    #[derive(Default)]
    struct Log(Vec<(usize, usize)>, String);

    impl Edits for (&str, Log) {
        fn keep(&mut self, start: usize, end: usize) {
            self.1.0.push((start, end));
            self.1.1.push_str(&self.0[start..end]);
        }
        fn delete(&mut self, start: usize, end: usize) {
            self.1.0.push((start, end));
        }
        fn replace(&mut self, start: usize, end: usize, text: &str) {
            assert_eq!(self.0[start..end].chars().count(), 1);
            assert!(!text.is_empty());
            self.1.0.push((start, end));
            self.1.1.push_str(text);
        }
    }

    proptest! {
        #[test]
        fn edits_cover_the_text_in_order_and_make_the_written_form(text in "[ءا-ي\u{640}\u{64b}-\u{652}٠-٩a-z \u{200c}-\u{200f}ﹰ-ﻼ！-ﾟ\u{ad}é😀]{0,80}") {
            let normaliser = Normaliser::new(Switches { hamza: true, ..Switches::LOOSE });
            let mut log = (text.as_str(), Log::default());
            normaliser.edits(&text, &mut log);
            let mut at = 0;
            for (start, end) in &log.1.0 {
                prop_assert_eq!(*start, at);
                prop_assert!(end > start);
                at = *end;
            }
            prop_assert_eq!(at, text.len());
            prop_assert_eq!(&log.1.1, &normaliser.string(&text));
            // A normal form is its own normal form.
            prop_assert_eq!(normaliser.string(&log.1.1), log.1.1);
        }
    }
}
