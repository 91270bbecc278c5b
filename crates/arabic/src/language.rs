//! Which language a text in the Arabic script is in, by its letters and commonest words.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::script;

/// The languages that are told apart, by their BCP 47 tags: Arabic, Persian, Urdu, Central Kurdish, Pashto, Sindhi, Uyghur.
pub const LANGUAGES: [&str; 7] = ["ar", "fa", "ur", "ckb", "ps", "sd", "ug"];

/// Evidence for each of [`LANGUAGES`], in nats.
pub type Weights = [f32; LANGUAGES.len()];

/// How far into a text its words are looked at; letters are counted to its end.
const WORDS: usize = 2048;

/// The tables of `data/language-evidence.tsv`.
#[derive(Debug)]
pub struct Evidence {
    /// By code point from U+0600.
    letters: Vec<Weights>,
    words: HashMap<String, Weights>,
    prefixes: Vec<(String, Weights)>,
}

/// What a text showed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
    /// Evidence for each language.
    pub weights: Weights,
    /// Letters of the Arabic script.
    pub arabic: u32,
    /// Letters of other scripts.
    pub other: u32,
}

impl Default for Evidence {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Evidence {
    /// The tables, parsed.
    #[must_use]
    pub fn built_in() -> Self {
        let mut this =
            Self { letters: vec![Weights::default(); 256], words: HashMap::new(), prefixes: Vec::new() };
        for line in
            include_str!("../data/language-evidence.tsv").lines().filter(|line| !line.starts_with('#'))
        {
            let mut columns = line.split('\t');
            let (Some(kind), Some(items)) = (columns.next(), columns.next()) else { continue };
            let mut weights = Weights::default();
            for (weight, column) in weights.iter_mut().zip(columns) {
                *weight = column.parse().unwrap_or(0.0);
            }
            for item in items.split(' ') {
                match kind {
                    "letter" => {
                        let at = item.chars().next().and_then(slot);
                        if let Some(letter) = at.and_then(|at| this.letters.get_mut(at)) {
                            *letter = weights;
                        }
                    }
                    "word" => add(this.words.entry(folded(item)).or_default(), &weights, 1.0),
                    _ => this.prefixes.push((item.to_owned(), weights)),
                }
            }
        }
        this
    }

    /// Reads a text.
    #[must_use]
    pub fn read(&self, text: &str) -> Reading {
        let mut counts = [0u32; 256];
        let (mut other, mut rare) = (0, 0);
        for c in text.chars() {
            match slot(c) {
                Some(at) => counts[at] += 1,
                None if c.is_ascii() => other += u32::from(c.is_ascii_alphabetic()),
                None if script::is_presentation_form(c) => {
                    for at in std::iter::once(c).nfkc().filter_map(slot) {
                        counts[at] += 1;
                    }
                }
                None if script::is_letter(c) => rare += 1,
                None => other += u32::from(c.is_alphabetic()),
            }
        }
        let mut reading = Reading { other, arabic: rare, ..Reading::default() };
        for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            if char::from_u32(0x600 + at as u32).is_some_and(script::is_letter) {
                reading.arabic += count;
                if let Some(weights) = self.letters.get(at) {
                    add(&mut reading.weights, weights, *count as f32);
                }
            }
        }
        if reading.arabic > 0 {
            self.read_words(text, &mut reading.weights);
        }
        reading
    }

    fn read_words(&self, text: &str, weights: &mut Weights) {
        let mut word = String::new();
        let mut letters = 0;
        for (at, c) in text.char_indices() {
            if (script::is_letter(c) && c < '\u{fb50}') || c == '۽' || c == '۾' || c == '\u{200c}' {
                word.push(fold(c));
                letters += 1;
                continue;
            }
            if script::is_presentation_form(c) {
                let before = word.len();
                word.extend(std::iter::once(c).nfkc().filter(|c| script::is_letter(*c)).map(fold));
                letters += word.get(before..).map_or(0, |part| part.chars().count());
                continue;
            }
            // What is not seen parts no word.
            if script::is_mark(c) || c == script::TATWEEL || c == '\u{200d}' || script::is_bidi_control(c) {
                continue;
            }
            // «و30»: a conjunction written onto digits, which is no word of any language.
            if !(word == "و" && c.is_numeric()) {
                self.read_word(&word, letters, weights);
            }
            word.clear();
            letters = 0;
            if at > WORDS {
                return;
            }
        }
        self.read_word(&word, letters, weights);
    }

    fn read_word(&self, word: &str, letters: usize, weights: &mut Weights) {
        if word.is_empty() {
            return;
        }
        // All known words are short.
        if letters <= 8
            && let Some(found) = self.words.get(word)
        {
            add(weights, found, 1.0);
        } else if letters >= 4
            && let Some((_, found)) =
                self.prefixes.iter().find(|(prefix, _)| word.starts_with(prefix.as_str()))
        {
            add(weights, found, 1.0);
        }
    }
}

impl Reading {
    /// The most likely language and its probability, after `prior` (in nats) is added to the evidence.
    #[must_use]
    pub fn best(&self, prior: &Weights) -> (&'static str, f64) {
        let mut best = 0;
        let mut sums = self.weights;
        add(&mut sums, prior, 1.0);
        for (at, sum) in sums.iter().enumerate() {
            if *sum > sums[best] {
                best = at;
            }
        }
        // Letters of one text are no independent witnesses: their sum says less than it seems to.
        let total: f64 = sums.iter().map(|sum| (f64::from(sum - sums[best]) * 0.5).exp()).sum();
        (LANGUAGES[best], 1.0 / total)
    }
}

/// Adds `times` the weights.
fn add(to: &mut Weights, weights: &Weights, times: f32) {
    for (to, weight) in to.iter_mut().zip(weights) {
        *to += weight * times;
    }
}

/// The place of a character of the block Arabic in the tables.
fn slot(c: char) -> Option<usize> {
    let at = u32::from(c).wrapping_sub(0x600);
    (at < 256).then_some(at as usize)
}

/// Keyboards mix up the two forms of yeh and kaf.
fn fold(c: char) -> char {
    match c {
        'ی' => 'ي',
        'ک' => 'ك',
        _ => c,
    }
}

fn folded(word: &str) -> String {
    word.chars().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_by_a_sentence() {
        let evidence = Evidence::built_in();
        let cases = [
            ("ar", "أعلن المتحدث باسم الوزارة أن الاجتماع سيعقد في العاصمة بعد غد."),
            ("ar", "شو بدك تعمل بكرا؟ أنا رايح عالبحر"),
            ("ar", "احنا مش عارفين ليه الكهربا بتقطع كل يوم"),
            ("ar", "قال الناطق الرسمي ان المباحثات انتهت"),
            ("fa", "وزیر گفت که این جلسه فردا در تهران برگزار می‌شود."),
            ("fa", "اين كتاب را از كتابخانه گرفتم و به خانه بردم"),
            ("ur", "وزیر نے کہا کہ یہ اجلاس کل اسلام آباد میں ہوگا۔"),
            ("ckb", "وەزیر گوتی کە کۆبوونەوەکە سبەی لە هەولێر دەکرێت."),
            ("ps", "وزیر وویل چې غونډه به سبا په کابل کې جوړه شي."),
            ("sd", "وزير چيو ته اجلاس سڀاڻي ڪراچي ۾ ٿيندو."),
            ("ug", "مىنىستىر يىغىننىڭ ئەتە ئۈرۈمچىدە ئۆتكۈزۈلىدىغانلىقىنى ئېيتتى."),
        ];
        for (language, text) in cases {
            let (found, score) = evidence.read(text).best(&Weights::default());
            assert_eq!(found, language, "{text}");
            assert!(score > 0.8, "{score} {text}");
        }
    }

    #[test]
    fn letters_are_counted_by_script() {
        let read = |text| Evidence::built_in().read(text);
        let reading = read("بيت abc é 12 ـَ");
        assert_eq!((reading.arabic, reading.other), (3, 4));
        // A ligature is the letters that it shows; letters outside of the first block count as well.
        assert_eq!((read("ﻻ ﻣﺎ").arabic, read("ﻻ ﻣﺎ").other), (4, 0));
        assert_eq!((read("ݐݐ").arabic, read("ݐݐ").other), (2, 0));
    }

    /// Vowel signs, tatweel, presentation forms, and characters that are not seen.
    #[test]
    fn how_a_text_is_written_does_not_change_its_language() {
        let evidence = Evidence::built_in();
        let plain = evidence.read("قال الوزير إن المدرسة ستفتح غدا");
        for text in [
            "قَالَ الوَزِيرُ إِنَّ المَدْرَسَةَ سَتُفْتَحُ غَداً",
            "قـال الوزيــر إن المدرســة ستفتح غـدا",
            "\u{200f}قا\u{200f}ل ا\u{200e}لوزير\u{202c} إن المد\u{61c}رسة ستفتح غدا\u{2069}",
            "قال الوزير إن المدرسة\u{200d} ستف\u{200d}تح غدا",
            "ﻗﺎﻝ ﺍﻟﻮﺯﻳﺮ ﺇﻥ ﺍﻟﻤﺪﺭﺳﺔ ﺳﺘﻔﺘﺢ ﻏﺪﺍ",
        ] {
            assert_eq!(evidence.read(text), plain, "{text}");
        }
        // A word with a non-joiner is one word.
        assert_eq!(evidence.read("می\u{200c}شود").best(&Weights::default()).0, "fa");
    }
}
