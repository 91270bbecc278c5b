//! `normalize.unicode`: a view of the text in a Unicode normalisation form, with letters of one case.

use std::sync::Arc;

use caseless::Caseless;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick, is_nfkc_quick};
use warraq_core::{
    Alignment, Component, Create, Doc, Error, Example, Out, Process, Processor, Rewriter, Signature, Spec,
    ViewOut, options, options_enum,
};

use super::VIEW;

options_enum! {
    /// A normalisation form of Unicode.
    pub enum Form {
        /// letters and marks composed where there is a character for both
        Nfc = "nfc",
        /// composed, and compatibility characters (ligatures, widths, superscripts) become what they stand for
        Nfkc = "nfkc",
        /// as it is
        None = "none",
    }
}

options! {
    /// What is made alike.
    pub struct UnicodeViewOptions {
        /// The normalisation form.
        pub form: Form = "nfkc",
        /// Whether letters that differ in case only become one (full case folding, of no language: ß becomes ss).
        pub fold_case: bool = true,
    }
}

/// The component.
pub struct NormalizeUnicode {
    rules: Rules,
    view: ViewOut,
}

impl Component for NormalizeUnicode {
    type Options = UnicodeViewOptions;
    const SPEC: Spec = Spec {
        summary: "writes a view of the text in a Unicode normalisation form, with case folded",
        doc: "A step with `on = \"norm\"` (or the name that `out` gives) works on this view, and what it finds points \
              at the original text. Where several characters became others, a part of the new ones stands for all of \
              the old ones.",
        examples: &[
            Example {
                title: "width, ligatures and case",
                options: "",
                text: "Ｗａｒｒａｑ ﬁrst",
                expect: "view norm «warraq first»",
            },
            Example {
                title: "composition alone",
                options: "form = \"nfc\"\nfold_case = false",
                text: "Cafe\u{301} ﬁn",
                expect: "view norm «Café ﬁn»",
            },
        ],
        ..Spec::new("normalize.unicode")
    };

    fn signature(_: &UnicodeViewOptions, s: &mut Signature) -> Result<(), Error> {
        s.writes_view(VIEW);
        Ok(())
    }

    fn create(cx: &Create<'_>, options: UnicodeViewOptions) -> Result<Self, Error> {
        Ok(Self { rules: Rules::new(options.form, options.fold_case), view: cx.view(0)? })
    }
}

impl Process for NormalizeUnicode {
    type Worker = UnicodeView;

    fn worker(self: &Arc<Self>) -> Result<UnicodeView, Error> {
        Ok(UnicodeView { component: Arc::clone(self), piece: String::new() })
    }
}

/// A worker of [`NormalizeUnicode`].
pub struct UnicodeView {
    component: Arc<NormalizeUnicode>,
    piece: String,
}

impl Processor for UnicodeView {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let (text, alignment) = self.component.rules.rewrite(doc.text, &mut self.piece);
        out.view(self.component.view, text, alignment);
        Ok(())
    }
}

impl Rules {
    /// The normal form of a text.
    fn rewrite(&self, text: &str, piece: &mut String) -> (String, Alignment) {
        let mut rewriter = Rewriter::new(text);
        // Where the last character begins that can begin a piece.
        let mut start = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let class = self.class(c);
            if class == BEGINS | STAYS {
                start = at;
                continue;
            }
            if class & BEGINS != 0 {
                start = at;
            }
            let mut alone = class & BEGINS != 0;
            while chars.next_if(|(_, c)| self.class(*c) & BEGINS == 0).is_some() {
                alone = false;
            }
            rewriter.keep(start.saturating_sub(rewriter.position()));
            // Capitals of ASCII are by far the most of what changes.
            if alone && c.is_ascii() {
                rewriter.replace(1, c.to_ascii_lowercase().encode_utf8(&mut [0; 4]));
                start = at + 1;
                continue;
            }
            let end = chars.peek().map_or(text.len(), |(at, _)| *at);
            let old = text.get(start..end).unwrap_or_default();
            self.write(old, piece);
            replace(&mut rewriter, old, piece);
            start = end;
        }
        rewriter.keep_rest();
        rewriter.finish()
    }
}

/// Replaces a piece, character by character where only single characters changed.
fn replace(rewriter: &mut Rewriter<'_>, old: &str, new: &str) {
    if old == new {
        return rewriter.keep(old.len());
    }
    let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new);
    let same: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let (old, new) = (old.get(same..).unwrap_or_default(), new.get(same..).unwrap_or_default());
    rewriter.keep(same);
    match old.is_empty() {
        true => rewriter.insert(new),
        false => rewriter.replace(old.len(), new),
    }
}

/// A piece can begin with this character: it never joins the one before it.
const BEGINS: u8 = 1;
/// Alone, the character is normal already.
const STAYS: u8 = 2;

/// What happens to characters.
struct Rules {
    form: Form,
    fold: bool,
    /// The class of every character of the Basic Multilingual Plane.
    classes: Vec<u8>,
}

impl Rules {
    fn new(form: Form, fold: bool) -> Self {
        let mut rules = Self { form, fold, classes: Vec::new() };
        rules.classes =
            (0..=0xFFFF).map(|code| char::from_u32(code).map_or(0, |c| rules.compute(c))).collect();
        rules
    }

    fn class(&self, c: char) -> u8 {
        self.classes.get(c as usize).copied().unwrap_or_else(|| self.compute(c))
    }

    fn compute(&self, c: char) -> u8 {
        let one = || std::iter::once(c);
        let quick = |c: char| match self.form {
            Form::Nfc => is_nfc_quick(std::iter::once(c)),
            Form::Nfkc => is_nfkc_quick(std::iter::once(c)),
            Form::None => IsNormalized::Yes,
        };
        // What a character is made of may join what stands before it, and then it does so itself.
        let first = match self.form {
            Form::Nfc => one().nfd().next(),
            Form::Nfkc => one().nfkd().next(),
            Form::None => None,
        };
        let joins = |c: char| canonical_combining_class(c) != 0 || quick(c) == IsNormalized::Maybe;
        let begins = first.is_none_or(|first| !joins(first) && !joins(c));
        let normal = quick(c) == IsNormalized::Yes;
        let folds = self.fold && !std::iter::once(c).default_case_fold().eq(std::iter::once(c));
        (u8::from(begins) * BEGINS) | (u8::from(normal && !folds) * STAYS)
    }

    /// Writes the normal form of a piece.
    fn write(&self, piece: &str, to: &mut String) {
        to.clear();
        match (self.form, self.fold) {
            (Form::Nfc, false) => to.extend(piece.nfc()),
            (Form::Nfkc, false) => to.extend(piece.nfkc()),
            // Folding can undo the form (a capital with an iota below), so the form is made again.
            (Form::Nfc, true) => to.extend(piece.nfc().default_case_fold().nfc()),
            (Form::Nfkc, true) => to.extend(piece.nfkc().default_case_fold().nfkc()),
            (Form::None, true) => to.extend(piece.chars().default_case_fold()),
            (Form::None, false) => to.push_str(piece),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{conforms, originals};
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn examples_and_conformance() {
        conforms::<NormalizeUnicode>();
    }

    #[test]
    fn what_is_found_in_the_view_points_at_the_original_characters() {
        let cases = [
            ("The CAFE\u{301} opens", "café", "CAFE\u{301}"),
            ("The CAFE\u{301} opens", "caf", "CAF"),
            ("Straße", "ss", "ß"),
            ("Straße", "strasse", "Straße"),
            ("oﬃce", "off", "oﬃ"),
            ("ﷺ قال", "عليه", "ﷺ"),
            ("ﻣﺪﺭﺳﺔ", "درس", "ﺪﺭﺳ"),
            ("قَالَ", "قَا", "قَا"),
            ("ا\u{653}مال", "آمال", "ا\u{653}مال"),
            ("x²", "2", "²"),
            ("𝐀b", "a", "𝐀"),
        ];
        for (text, found, expected) in cases {
            assert_eq!(originals::<NormalizeUnicode>(json!({}), text, found), [expected], "{text}");
        }
    }

    #[test]
    fn the_view_is_the_normal_form_of_the_whole_text() {
        type Whole = fn(&str) -> String;
        let forms: [(Form, bool, Whole); 5] = [
            (Form::Nfc, false, |text| text.nfc().collect()),
            (Form::Nfkc, false, |text| text.nfkc().collect()),
            (Form::None, true, |text| text.chars().default_case_fold().collect()),
            (Form::Nfc, true, |text| text.nfc().default_case_fold().nfc().collect()),
            (Form::Nfkc, true, |text| text.nfkc().default_case_fold().nfkc().collect()),
        ];
        let forms = forms.map(|(form, fold, whole)| (Rules::new(form, fold), whole));
        let texts = "[a-cA-Cß-öİıſ\u{300}-\u{345}ا-ي\u{64b}-\u{655}ﬀ-ﬆﷰ-ﻼ가-각\u{1100}-\u{1103}\u{1161}-\u{1163}\u{11a7}-\u{11a9}Ａ-Ｃ 𝐀\u{1f80}-\u{1faf}\u{0344}\u{0f71}-\u{0f75}]{0,30}";
        proptest!(|(text in texts)| {
            for (rules, whole) in &forms {
                let (view, alignment) = rules.rewrite(&text, &mut String::new());
                prop_assert_eq!(&view, &whole(&text));
                prop_assert_eq!(alignment.old_len() as usize, text.len());
            }
        });
    }
}
