//! The inflected forms of nouns and adjectives, letters only.

use super::forms::{Form, Forms};
use warraq_arabic::morphology::lexicon::Attach;

/// Which forms a nominal stem has (the terms of CamelMorph's `COND-T`).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Shapes {
    pub(crate) masculine: bool,
    pub(crate) feminine: bool,
    pub(crate) dual: bool,
    /// The plural in ون.
    pub(crate) plural_un: bool,
    /// The plural in ات.
    pub(crate) plural_at: bool,
}

impl Shapes {
    /// From `MS||MD||FS`.
    pub(crate) fn parse(terms: &str) -> Shapes {
        let has = |term: &str| terms.split([' ', '|']).any(|t| t == term);
        Shapes {
            masculine: has("MS"),
            feminine: has("FS"),
            dual: has("MD") || has("FD"),
            plural_un: has("MP"),
            plural_at: has("FP"),
        }
    }
}

/// Makes the forms of a nominal from its citation form (masculine singular or, if it ends in ة, feminine).
pub(crate) struct Nominal<'a> {
    pub(crate) citation: &'a str,
    pub(crate) upos: &'static str,
    pub(crate) shapes: Shapes,
    /// `Masc` or `Fem`, of the citation form; empty if not known.
    pub(crate) gender: &'a str,
    /// `Sing`, or `Plur` for a broken plural.
    pub(crate) number: &'a str,
    /// Whether the final ي is dropped when indefinite (قاض, القاضي).
    pub(crate) defective: bool,
}

impl Nominal<'_> {
    fn put(&self, out: &mut Forms, form: String, gender: &str, number: &str, attach: Attach) {
        let feats = match gender {
            "" => format!("Number={number}"),
            _ => format!("Gender={gender}|Number={number}"),
        };
        out.push(Form { form, upos: self.upos, feats, attach });
    }

    /// All forms, the citation form first.
    pub(crate) fn forms(&self, out: &mut Forms) {
        if let Some(base) = self.citation.strip_suffix('ة') {
            self.put(out, self.citation.into(), self.gender, self.number, Attach::Never);
            self.put(out, format!("{base}ت"), self.gender, self.number, Attach::Only);
            if self.number == "Sing" {
                self.feminine_derived(out, base, self.shapes.plural_at);
            }
            return;
        }
        self.masculine(out);
        let base = self.base();
        if self.shapes.feminine {
            let base = if self.citation.ends_with('ى') {
                format!("{}ا", trim(self.citation))
            } else {
                base.clone()
            };
            self.put(out, format!("{base}ة"), "Fem", "Sing", Attach::Never);
            self.put(out, format!("{base}ت"), "Fem", "Sing", Attach::Only);
            if self.shapes.dual {
                self.duals(out, &format!("{base}ت"), "Fem");
            }
        }
        if self.shapes.plural_un {
            let stem =
                if self.defective || self.citation.ends_with('ى') { trim(self.citation) } else { &base };
            for (suffix, attach) in
                [("ون", Attach::Never), ("ين", Attach::Never), ("و", Attach::Any), ("ي", Attach::Any)]
            {
                let stem = hamza_before(stem, suffix);
                self.put(out, format!("{stem}{suffix}"), "Masc", "Plur", attach);
            }
        }
        if self.shapes.dual {
            self.duals(out, &base, self.gender);
        }
        if self.shapes.plural_at {
            self.put(out, joined(&base, "ات"), "Fem", "Plur", Attach::Any);
        }
    }

    /// The letters before endings that begin with a vowel.
    fn base(&self) -> String {
        match self.citation.chars().last() {
            Some('ى') => format!("{}ي", trim(self.citation)),
            Some('ا') if self.citation.chars().count() > 3 => trim(self.citation).to_owned(),
            _ => self.citation.to_owned(),
        }
    }

    fn masculine(&self, out: &mut Forms) {
        if !self.shapes.masculine {
            return;
        }
        let (word, gender, number) = (self.citation, self.gender, self.number);
        let stem = trim(word);
        let last = word.chars().last().unwrap_or(' ');
        match last {
            'ى' => {
                self.put(out, word.into(), gender, number, Attach::Never);
                self.put(out, format!("{stem}ا"), gender, number, Attach::Only);
            }
            'ء' => {
                self.put(out, word.into(), gender, number, Attach::Any);
                // Before pronouns the hamza sits on what its vowel asks for.
                if word.ends_with("اء") || word.ends_with("وء") || word.ends_with("يء") {
                    self.put(out, format!("{stem}ئ"), gender, number, Attach::Only);
                    self.put(out, format!("{stem}ؤ"), gender, number, Attach::Only);
                } else {
                    for seat in ["أ", "ؤ", "ئ"] {
                        self.put(out, format!("{stem}{seat}"), gender, number, Attach::Only);
                    }
                }
                if !word.ends_with("اء") {
                    self.put(out, format!("{word}ا"), gender, number, Attach::Never);
                    self.put(out, format!("{stem}ئا"), gender, number, Attach::Never);
                }
            }
            'أ' => {
                self.put(out, word.into(), gender, number, Attach::Any);
                self.put(out, format!("{stem}ئ"), gender, number, Attach::Only);
                self.put(out, format!("{stem}ؤ"), gender, number, Attach::Only);
            }
            'ي' if self.defective => {
                self.put(out, word.into(), gender, number, Attach::Any);
                self.put(out, stem.into(), gender, number, Attach::Never);
                self.put(out, format!("{word}ا"), gender, number, Attach::Never);
            }
            'ا' => self.put(out, word.into(), gender, number, Attach::Any),
            _ => {
                self.put(out, word.into(), gender, number, Attach::Any);
                self.put(out, format!("{word}ا"), gender, number, Attach::Never);
            }
        }
    }

    fn feminine_derived(&self, out: &mut Forms, base: &str, plural: bool) {
        if plural {
            let stem = match base.strip_suffix('ا') {
                Some(stem) => vec![format!("{stem}وات"), format!("{stem}يات")],
                None => vec![joined(base, "ات")],
            };
            stem.into_iter().for_each(|form| self.put(out, form, "Fem", "Plur", Attach::Any));
        }
        if self.shapes.dual {
            self.duals(out, &format!("{base}ت"), "Fem");
        }
    }

    fn duals(&self, out: &mut Forms, base: &str, gender: &str) {
        for (suffix, attach) in
            [("ان", Attach::Never), ("ين", Attach::Never), ("ا", Attach::Any), ("ي", Attach::Any)]
        {
            self.put(out, joined(base, suffix), gender, "Dual", attach);
        }
    }
}

/// A text without its last letter.
fn trim(text: &str) -> &str {
    text.char_indices().last().and_then(|(at, _)| text.get(..at)).unwrap_or("")
}

/// A base and a suffix; أ and ا make آ.
fn joined(base: &str, suffix: &str) -> String {
    match (base.strip_suffix('أ'), suffix.strip_prefix('ا')) {
        (Some(base), Some(suffix)) => format!("{base}آ{suffix}"),
        _ => format!("{base}{suffix}"),
    }
}

/// A final hamza before ون and ين.
fn hamza_before(stem: &str, suffix: &str) -> String {
    let seat = if suffix.starts_with('و') { 'ؤ' } else { 'ئ' };
    match stem.strip_suffix(['ء', 'أ', 'ئ']) {
        Some(start) => format!("{start}{seat}"),
        None => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(citation: &str, shapes: &str, defective: bool) -> Vec<String> {
        let gender = if citation.ends_with('ة') { "Fem" } else { "Masc" };
        let nominal = Nominal {
            citation,
            upos: "NOUN",
            shapes: Shapes::parse(shapes),
            gender,
            number: "Sing",
            defective,
        };
        let mut out = Forms::default();
        nominal.forms(&mut out);
        out.into_iter().map(|f| f.form).collect()
    }

    #[test]
    fn citation_forms_inflect() {
        let all = "MS||MD||MP||FS||FD||FP";
        for (citation, shapes, defective, expected) in [
            ("مدرس", all, false, "مدرسة مدرست مدرسون مدرسين مدرسات مدرسا مدرسان"),
            ("مدينة", "FS||FD||FP", false, "مدينة مدينت مدينتان"),
            ("محامي", all, true, "محام محامي محامون محامين محامية"),
            ("مستشفى", "MS||MD||FP", false, "مستشفى مستشفا مستشفيات مستشفيان"),
            ("بناء", "MS||MD||FP", false, "بناء بنائ بناؤ بناءات"),
            ("مكافأة", "FS||FD||FP", false, "مكافأة مكافآت"),
            ("جزء", "MS||MD", false, "جزء جزءا جزئ جزءان"),
        ] {
            let found = forms(citation, shapes, defective);
            for form in expected.split(' ') {
                assert!(found.contains(&form.into()), "{form} of {citation} in {found:?}");
            }
        }
    }
}
