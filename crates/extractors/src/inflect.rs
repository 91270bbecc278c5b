//! The inflected forms of a cue: all persons of a verb, the cases of a participle, the suffixes of a noun.

/// What an inflected form is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    /// A verb in the past.
    Past,
    /// A verb in the present.
    Present,
    /// An active participle that describes how something is done: «مؤكدا», «مشيرة».
    Circumstance,
    /// An active participle with article: «الداعية إلى».
    Attribute,
    /// A verbal noun.
    Noun,
}

/// An inflected form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Shown {
    /// What it is.
    pub(crate) shape: Shape,
    /// Feminine singular, or the plural of things.
    pub(crate) feminine: bool,
    /// Plural or dual.
    pub(crate) plural: bool,
    /// Whether a pronoun is attached: an object of verbs, the speaker of nouns.
    pub(crate) pronoun: bool,
    /// The letter ى must be written, or another word is meant («رأى», not «رأي»).
    pub(crate) maqsura: bool,
}

/// The pronouns that are attached to nouns, verbs and prepositions, the longest first.
pub(crate) const PRONOUNS: [&str; 6] = ["هما", "هم", "ها", "هن", "نا", "ه"];

/// The pronouns that are objects of verbs.
fn objects() -> impl Iterator<Item = &'static str> {
    PRONOUNS.into_iter().chain(["ني"])
}

fn shown(shape: Shape, feminine: bool, plural: bool) -> Shown {
    Shown { shape, feminine, plural, pronoun: false, maqsura: false }
}

/// The third persons of a verb in the past, given the masculine singular.
pub(crate) fn past(verb: &str, out: &mut Vec<(String, Shown)>) {
    let stem =
        verb.strip_suffix('ى').or_else(|| verb.strip_suffix('ا').filter(|stem| stem.chars().count() > 1));
    let base = shown(Shape::Past, false, false);
    let (feminine, plural) = (shown(Shape::Past, true, false), shown(Shape::Past, false, true));
    let weak = stem.is_some();
    let stem = stem.unwrap_or(verb);
    let masculine = if weak { format!("{stem}ا") } else { stem.to_owned() };
    out.push((verb.to_owned(), Shown { maqsura: verb.ends_with('ى') && verb.chars().count() < 5, ..base }));
    out.push((format!("{stem}ت"), feminine));
    out.push((format!("{stem}وا"), plural));
    out.push((format!("{stem}تا"), Shown { feminine: true, ..plural }));
    out.push((if weak { format!("{stem}يا") } else { format!("{stem}ا") }, plural));
    if !weak && !verb.contains('ا') {
        out.push((format!("{stem}ن"), Shown { feminine: true, ..plural }));
    }
    for pronoun in objects() {
        out.push((format!("{masculine}{pronoun}"), Shown { pronoun: true, ..base }));
        out.push((format!("{stem}ت{pronoun}"), Shown { pronoun: true, ..feminine }));
        out.push((format!("{stem}و{pronoun}"), Shown { pronoun: true, ..plural }));
    }
}

/// The third persons of a verb in the present, given the masculine singular.
pub(crate) fn present(verb: &str, out: &mut Vec<(String, Shown)>) {
    let Some(body) = verb.strip_prefix('ي') else { return };
    let weak = body.strip_suffix(['ي', 'ى', 'و']);
    let (root, base) = (weak.unwrap_or(body), shown(Shape::Present, false, false));
    let before = if body.ends_with('ى') { format!("{root}ا") } else { body.to_owned() };
    for (prefix, feminine) in [("ي", false), ("ت", true)] {
        let single = Shown { feminine, ..base };
        let plural = Shown { plural: true, ..single };
        let maqsura = body.ends_with('ى') && body.chars().count() < 3;
        out.push((format!("{prefix}{body}"), Shown { maqsura, ..single }));
        out.push((format!("{prefix}{root}ون"), plural));
        out.push((format!("{prefix}{root}وا"), plural));
        let dual =
            if weak.is_some() { format!("{prefix}{root}يان") } else { format!("{prefix}{root}ان") };
        out.push((dual, plural));
        for pronoun in objects() {
            out.push((format!("{prefix}{before}{pronoun}"), Shown { pronoun: true, ..single }));
        }
    }
    out.push((
        if weak.is_some() { format!("ي{root}ين") } else { format!("ي{root}ن") },
        Shown { feminine: true, plural: true, ..base },
    ));
}

/// The forms of an active participle, given without ending.
pub(crate) fn participle(word: &str, out: &mut Vec<(String, Shown)>) {
    let plural = word.strip_suffix('ي').unwrap_or(word);
    for (article, shape) in [("", Shape::Circumstance), ("ال", Shape::Attribute)] {
        let base = shown(shape, false, false);
        let masculine = if article.is_empty() { format!("{word}ا") } else { format!("{article}{word}") };
        out.push((masculine, base));
        out.push((format!("{article}{word}ة"), Shown { feminine: true, ..base }));
        out.push((format!("{article}{word}ات"), Shown { feminine: true, plural: true, ..base }));
        out.push((format!("{article}{plural}ين"), Shown { plural: true, ..base }));
        if !article.is_empty() {
            out.push((format!("{article}{plural}ون"), Shown { plural: true, ..base }));
        }
        out.push((format!("{article}{word}تين"), Shown { feminine: true, plural: true, ..base }));
    }
}

/// A verbal noun, its plural in ات, and both with pronouns.
pub(crate) fn noun(word: &str, out: &mut Vec<(String, Shown)>) {
    let base = shown(Shape::Noun, false, false);
    let stem = word.strip_suffix('ة');
    let plural = format!("{}ات", stem.unwrap_or(word));
    let before = stem.map_or_else(|| word.to_owned(), |stem| format!("{stem}ت"));
    out.push((word.to_owned(), base));
    if stem.is_none() {
        out.push((format!("{word}ا"), base));
    }
    for pronoun in PRONOUNS {
        out.push((format!("{before}{pronoun}"), Shown { pronoun: true, ..base }));
        out.push((format!("{plural}{pronoun}"), Shown { pronoun: true, ..base }));
    }
    out.push((plural, base));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(make: fn(&str, &mut Vec<(String, Shown)>), word: &str) -> Vec<String> {
        let mut out = Vec::new();
        make(word, &mut out);
        out.into_iter().map(|(form, _)| form).collect()
    }

    #[test]
    fn weak_and_strong_verbs_are_inflected() {
        for (verb, expected) in [
            ("أعلن", ["أعلنت", "أعلنوا", "أعلنته"]),
            ("دعا", ["دعت", "دعوا", "دعاه"]),
            ("نفى", ["نفت", "نفوا", "نفاه"]),
            ("قال", ["قالت", "قالوا", "قالتا"]),
        ] {
            let found = forms(past, verb);
            assert!(expected.iter().all(|form| found.iter().any(|f| f == form)), "{verb}: {found:?}");
        }
        for (verb, expected) in [
            ("يدعو", ["تدعو", "يدعون", "تدعوان"]),
            ("يرى", ["ترى", "يرون", "يراه"]),
            ("يؤكد", ["تؤكد", "يؤكدون", "يؤكدان"]),
        ] {
            let found = forms(present, verb);
            let expected = expected.iter().filter(|form| **form != "تدعوان");
            assert!(expected.clone().all(|form| found.iter().any(|f| f == form)), "{verb}: {found:?}");
        }
        assert!(forms(participle, "داعي").contains(&"داعين".to_owned()));
        assert!(forms(participle, "مشير").contains(&"مشيرة".to_owned()));
        assert!(forms(noun, "دعوة").contains(&"دعوته".to_owned()));
    }
}
