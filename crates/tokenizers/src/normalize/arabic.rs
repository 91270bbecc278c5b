//! `normalize.arabic`: a view of the text in which spellings that readers take for the same are the same.

use std::sync::Arc;

use warraq_arabic::normalise::{Edits, Normaliser, Switches};
use warraq_arabic::script::{self, is_letter, is_mark};
use warraq_arabic::stem::light_stem;
use warraq_arabic::stopwords::StopWords;
use warraq_core::{
    Alignment, Component, Create, Doc, Error, Example, Out, Process, Processor, Rewriter, Signature, Spec,
    ViewOut, options,
};

use super::VIEW;

options! {
    /// What is made alike.
    pub struct ArabicViewOptions {
        /// Leave out vowel signs, tanwin, shadda, sukun, dagger alef and Quranic marks.
        pub diacritics: bool = true,
        /// Leave out tatweel.
        pub tatweel: bool = true,
        /// أ إ آ ٱ become ا.
        pub alef: bool = true,
        /// ى becomes ي.
        pub alef_maqsura: bool = true,
        /// ة becomes ه.
        pub ta_marbuta: bool = true,
        /// ؤ becomes و, and ئ becomes ي.
        pub hamza: bool = false,
        /// The Persian letters ک ی ھ, which keyboards mix up with the Arabic ones, become ك ي ه.
        pub persian: bool = true,
        /// Digits become those of ASCII, and ٫ ٬ ٪ become `.` `,` `%`.
        pub digits: bool = true,
        /// Presentation forms and ligatures become the letters that they show.
        pub presentation: bool = true,
        /// Full-width and small punctuation, letters and digits become ordinary ones.
        pub width: bool = true,
        /// Leave out joiners, direction controls, soft hyphens and byte order marks.
        pub invisible: bool = true,
        /// Words become their light stems: without article, و and the commonest endings.
        pub stem: bool = false,
        /// Leave out stop words, each with the white space behind it.
        pub stop_words: bool = false,
    }
}

/// The component.
pub struct NormalizeArabic {
    normaliser: Normaliser,
    stem: bool,
    stop_words: Option<StopWords>,
    view: ViewOut,
}

impl Component for NormalizeArabic {
    type Options = ArabicViewOptions;
    const SPEC: Spec = Spec {
        summary: "writes a view of the text in which different spellings of a word are one",
        doc: "A step with `on = \"norm\"` (or the name that `out` gives) works on this view, and what it finds points \
              at the letters of the original text: a letter takes its marks and tatweel along, a ligature or \
              presentation form stands for all its letters, and a light stem for its whole word.\n\nStems and stop \
              words are looked for after all other changes; a word that still has marks or anything but letters in \
              it is left whole.",
        examples: &[
            Example {
                title: "marks, tatweel, alef, ta marbuta and digits",
                options: "",
                text: "زارَ الوفدُ المدرســة الأولى يوم ١٢ مايو",
                expect: "view norm «زار الوفد المدرسه الاولي يوم 12 مايو»",
            },
            Example {
                title: "light stems without stop words",
                options: "stem = true\nstop_words = true",
                text: "عاد اللاعبون إلى الملعب",
                expect: "view norm «عاد لاعب ملعب»",
            },
        ],
        ..Spec::new("normalize.arabic")
    };

    fn signature(_: &ArabicViewOptions, s: &mut Signature) -> Result<(), Error> {
        s.writes_view(VIEW);
        Ok(())
    }

    fn create(cx: &Create<'_>, o: ArabicViewOptions) -> Result<Self, Error> {
        let switches = Switches {
            marks: o.diacritics,
            tatweel: o.tatweel,
            alef: o.alef,
            alef_maqsura: o.alef_maqsura,
            ta_marbuta: o.ta_marbuta,
            hamza: o.hamza,
            persian: o.persian,
            digits: o.digits,
            presentation: o.presentation,
            width: o.width,
            joiners: o.invisible,
            controls: o.invisible,
        };
        Ok(Self {
            normaliser: Normaliser::new(switches),
            stem: o.stem,
            stop_words: o.stop_words.then(StopWords::built_in),
            view: cx.view(0)?,
        })
    }
}

impl Process for NormalizeArabic {
    type Worker = ArabicView;

    fn worker(self: &Arc<Self>) -> Result<ArabicView, Error> {
        Ok(ArabicView(Arc::clone(self)))
    }
}

/// A worker of [`NormalizeArabic`].
pub struct ArabicView(Arc<NormalizeArabic>);

impl Processor for ArabicView {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let mut edits = Rewrites { text: doc.text, rewriter: Rewriter::new(doc.text) };
        self.0.normaliser.edits(doc.text, &mut edits);
        let (mut text, mut alignment) = edits.rewriter.finish();
        if self.0.stem || self.0.stop_words.is_some() {
            let (reduced, to_letters) = self.0.words(&text);
            alignment = to_letters.compose(&alignment);
            text = reduced;
        }
        out.view(self.0.view, text, alignment);
        Ok(())
    }
}

impl NormalizeArabic {
    /// The text with its words reduced, aligned to what it was.
    fn words(&self, text: &str) -> (String, Alignment) {
        let mut rewriter = Rewriter::new(text);
        loop {
            let rest = rewriter.rest();
            let inside = |c: char| is_letter(c) || is_mark(c) || c == script::TATWEEL;
            rewriter.keep(rest.find(inside).unwrap_or(rest.len()));
            let rest = rewriter.rest();
            if rest.is_empty() {
                return rewriter.finish();
            }
            let word = rest.split_at(rest.find(|c| !inside(c)).unwrap_or(rest.len())).0;
            if self.stop_words.as_ref().is_some_and(|stop| stop.contains(word)) {
                let behind = rest.get(word.len()..).unwrap_or_default();
                let gap = behind.len() - behind.trim_start_matches([' ', '\t', '\u{a0}']).len();
                rewriter.delete(word.len() + gap);
                continue;
            }
            let stem = if self.stem { light_stem(word) } else { word };
            match stem == word {
                true => rewriter.keep(word.len()),
                false => rewriter.replace(word.len(), stem),
            }
        }
    }
}

/// Edits that go into a rewriter.
struct Rewrites<'t> {
    text: &'t str,
    rewriter: Rewriter<'t>,
}

impl Edits for Rewrites<'_> {
    fn keep(&mut self, start: usize, end: usize) {
        self.rewriter.keep(end - start);
    }

    fn delete(&mut self, start: usize, end: usize) {
        // Controls are none of a word's letters; marks, tatweel and joiners belong to the letter before them.
        let c = self.text.get(start..end).and_then(|deleted| deleted.chars().next());
        let own = c.is_some_and(|c| script::is_bidi_control(c) || matches!(c, '\u{ad}' | '\u{feff}'));
        match own {
            true => self.rewriter.delete(end - start),
            false => self.rewriter.delete_mark(end - start),
        }
    }

    fn replace(&mut self, start: usize, end: usize, text: &str) {
        self.rewriter.replace(end - start, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{conforms, originals};
    use serde_json::json;

    #[test]
    fn examples_and_conformance() {
        conforms::<NormalizeArabic>();
    }

    #[test]
    fn what_is_found_in_the_view_points_at_the_original_letters() {
        // The text, what is found in its view, and the letters of the text that it stands for.
        let cases = [
            ("وصلَ مُحَمَّدٌ أمسِ", "محمد", "مُحَمَّدٌ"),
            ("الأُستـــاذ هنا", "استاذ", "أُستـــاذ"),
            ("\u{64e}بيت", "بيت", "\u{64e}بيت"),
            // Lam-alef and Allah as one character each; a part of a ligature is the whole of it.
            ("السﻼم عليكم", "السلام", "السﻼم"),
            ("السﻼم عليكم", "الس", "الس"),
            ("السﻼم عليكم", "سل", "سﻼ"),
            ("عبد ﷲ", "الله", "ﷲ"),
            ("ﻣﺪﺭﺳﺔ ﺍﻟﺒﻨﺎﺕ", "مدرسه البنات", "ﻣﺪﺭﺳﺔ ﺍﻟﺒﻨﺎﺕ"),
            ("ﻣﺪﺭﺳﺔ ﺍﻟﺒﻨﺎﺕ", "بنات", "ﺒﻨﺎﺕ"),
            ("صحيفة \u{2067}الوطن\u{2069} قالت", "الوطن", "الوطن"),
            ("می\u{200c}خواهم", "ميخواهم", "می\u{200c}خواهم"),
            ("نسبة ٣٫٥٪", "3.5%", "٣٫٥٪"),
            ("ＡＢＣ！", "ABC!", "ＡＢＣ！"),
        ];
        for (text, found, expected) in cases {
            assert_eq!(originals::<NormalizeArabic>(json!({}), text, found), [expected], "{text}");
        }
    }

    #[test]
    fn a_stem_stands_for_its_word_and_a_stop_word_for_nothing() {
        let options = json!({"stem": true, "stop_words": true});
        let text = "وقّع الوزير على الاتفاقيّات مع الشركات.";
        assert_eq!(originals::<NormalizeArabic>(options.clone(), text, "اتفاق"), ["الاتفاقيّات"]);
        assert_eq!(
            originals::<NormalizeArabic>(options.clone(), text, "وزير اتفاق"),
            ["الوزير على الاتفاقيّات"]
        );
        assert_eq!(originals::<NormalizeArabic>(options, text, "شرك."), ["الشركات."]);
    }

    #[test]
    fn switches_that_are_off_change_nothing() {
        let names = [
            "diacritics",
            "tatweel",
            "alef",
            "alef_maqsura",
            "ta_marbuta",
            "persian",
            "digits",
            "presentation",
            "width",
            "invisible",
        ];
        let off: serde_json::Map<String, serde_json::Value> =
            names.iter().map(|name| ((*name).to_owned(), json!(false))).collect();
        let text = "أُخْرى مدرســة ٣٪ ﷲ ！ \u{200f}ک";
        assert_eq!(originals::<NormalizeArabic>(json!(off), text, text), [text]);
    }
}
