//! The inflected forms of a verb stem, letters only.
//!
//! Follows the stem classes of CamelMorph's verb tables (`COND-S`: how the stem ends or begins; `COND-T`: before which suffixes it
//! stands). Endings that only short vowels tell apart are one form here.

use super::forms::{Form, Forms};
use warraq_arabic::morphology::lexicon::Attach;

/// A stem row of the tables.
pub(crate) struct Stem<'a> {
    /// Letters of the stem without what its ending class adds.
    pub(crate) letters: &'a str,
    /// `COND-S`, split at blanks.
    pub(crate) ends: Vec<&'a str>,
    /// `COND-T`: `c-suff`, `v-suff` or empty for both.
    pub(crate) before: &'a str,
    pub(crate) passive: bool,
}

impl Stem<'_> {
    fn has(&self, class: &str) -> bool {
        self.ends.contains(&class)
    }

    fn consonantal(&self) -> bool {
        self.before != "v-suff"
    }

    fn vocalic(&self) -> bool {
        self.before != "c-suff"
    }

    fn voice(&self) -> &'static str {
        if self.passive { "Pass" } else { "Act" }
    }
}

/// What follows a stem, as far as it changes the stem's last letter.
#[derive(Clone, Copy, PartialEq)]
enum Next {
    /// Nothing, in the perfect and indicative.
    Zero,
    /// Nothing, in the jussive and imperative.
    Short,
    /// Nothing but a pronoun.
    Pronoun,
    A,
    W,
    Y,
    /// A suffix that begins with a consonant.
    Consonant,
    /// The feminine ت of the perfect.
    T,
}

/// The letters that a stem of an ending class shows before what follows; several where spelling varies.
fn ending(stem: &Stem<'_>, next: Next) -> &'static [&'static str] {
    use Next::{A, Consonant, Pronoun, Short, T, W, Y, Zero};
    let class = stem.ends.iter().find(|c| c.starts_with("#-")).copied().unwrap_or("");
    match (class, next) {
        ("#-a>", A) => &["آ"],
        ("#-a>", W) => &["أ", "ؤ"],
        ("#-a>", Y) => &["ئ"],
        ("#-a>", Pronoun) => &["أ", "ؤ"],
        ("#-a>", _) => &["أ"],
        ("#-u&", Y) => &["ئ"],
        ("#-u&", _) => &["ؤ"],
        ("#-aw", Zero | Pronoun) => &["ا"],
        ("#-aw", A | Consonant) => &["و"],
        ("#-ay" | "#-aY", Zero) => &["ى"],
        ("#-ay" | "#-aY", Pronoun) => &["ا"],
        ("#-ay" | "#-aY", A | Consonant) => &["ي"],
        ("#->ay" | "#->~ay", Zero) => &["أى"],
        ("#->ay" | "#->~ay", Pronoun) => &["آ"],
        ("#->ay" | "#->~ay", A | Consonant) => &["أي"],
        ("#->ay" | "#->~ay", _) => &["أ"],
        ("#-iy", Zero | Pronoun | A | Consonant | T) => &["ي"],
        ("#-uw", Zero | Pronoun | A | Consonant) => &["و"],
        ("#-}iy" | "#-}~iy", W) => &["ؤ"],
        ("#-}iy" | "#-}~iy", Short | Y) => &["ئ"],
        ("#-}iy" | "#-}~iy", _) => &["ئي"],
        ("#-iy'", Consonant | Short) => &["ئ"],
        ("#-iy'", Zero) => &["يء"],
        ("#-iy'", _) => &["يئ"],
        ("#-uw'", Consonant | Short) => &["ؤ"],
        ("#-uw'", Y) => &["وئ"],
        ("#-uw'", _) => &["وء"],
        ("#-A'", Consonant | Short) => &["أ"],
        ("#-A'", W) => &["اؤ", "اء"],
        ("#-A'", Y) => &["ائ"],
        ("#-A'", Pronoun) => &["اء", "اؤ"],
        ("#-A'", _) => &["اء"],
        ("#-aA", Zero | Pronoun) => &["ا"],
        ("#-aA", A | Consonant) => &["ي"],
        _ => &[""],
    }
}

fn put(
    out: &mut Forms,
    stem: &Stem<'_>,
    before: &str,
    next: Next,
    suffix: &str,
    attach: Attach,
    feats: &str,
) {
    for middle in ending(stem, next) {
        let form = format!("{before}{}{middle}{suffix}", stem.letters);
        out.push(Form { form, upos: "VERB", feats: format!("{feats}|Voice={}", stem.voice()), attach });
    }
}

/// Whether the bare stem looks otherwise before a pronoun.
fn bare_attach(stem: &Stem<'_>) -> Attach {
    let same = ending(stem, Next::Zero) == ending(stem, Next::Pronoun);
    if same { Attach::Any } else { Attach::Never }
}

/// The perfect.
pub(crate) fn perfect(stem: &Stem<'_>, out: &mut Forms) {
    let feats = |gender: &str, number: &str, person: u8| {
        format!("Aspect=Perf{gender}|Number={number}|Person={person}")
    };
    if stem.vocalic() {
        let he = feats("|Gender=Masc", "Sing", 3);
        put(out, stem, "", Next::Zero, "", bare_attach(stem), &he);
        if bare_attach(stem) == Attach::Never {
            put(out, stem, "", Next::Pronoun, "", Attach::Only, &he);
        }
        let a = if stem.has("#-a>") { "" } else { "ا" };
        put(out, stem, "", Next::T, "ت", Attach::Any, &feats("|Gender=Fem", "Sing", 3));
        put(out, stem, "", Next::W, "وا", Attach::Never, &feats("|Gender=Masc", "Plur", 3));
        put(out, stem, "", Next::W, "و", Attach::Only, &feats("|Gender=Masc", "Plur", 3));
        put(out, stem, "", Next::A, a, Attach::Any, &feats("|Gender=Masc", "Dual", 3));
        put(out, stem, "", Next::T, "تا", Attach::Any, &feats("|Gender=Fem", "Dual", 3));
    }
    if stem.consonantal() {
        let t = if stem.has("#t") { "" } else { "ت" };
        let n = if stem.has("#n") { "" } else { "ن" };
        put(out, stem, "", Next::Consonant, t, Attach::Any, &feats("", "Sing", 1));
        put(out, stem, "", Next::Consonant, &format!("{n}ا"), Attach::Any, &feats("", "Plur", 1));
        put(out, stem, "", Next::Consonant, n, Attach::Any, &feats("|Gender=Fem", "Plur", 3));
        put(
            out,
            stem,
            "",
            Next::Consonant,
            &format!("{t}م"),
            Attach::Never,
            &feats("|Gender=Masc", "Plur", 2),
        );
        put(
            out,
            stem,
            "",
            Next::Consonant,
            &format!("{t}مو"),
            Attach::Only,
            &feats("|Gender=Masc", "Plur", 2),
        );
        put(out, stem, "", Next::Consonant, &format!("{t}ن"), Attach::Any, &feats("|Gender=Fem", "Plur", 2));
        put(out, stem, "", Next::Consonant, &format!("{t}ما"), Attach::Any, &feats("", "Dual", 2));
    }
}

/// The letters before an imperfect stem for a person's prefix.
fn prefixed(stem: &Stem<'_>, prefix: &str) -> String {
    let first_person = prefix == "أ";
    match (stem.has(">-#"), stem.has("u-#"), first_person) {
        (false, _, _) => prefix.to_owned(),
        (true, false, true) => "آ".to_owned(),
        (true, false, false) => format!("{prefix}أ"),
        (true, true, true) => "أو".to_owned(),
        (true, true, false) => format!("{prefix}ؤ"),
    }
}

/// The imperfect, all moods.
pub(crate) fn imperfect(stem: &Stem<'_>, out: &mut Forms) {
    let feats = |gender: &str, number: &str, person: u8| {
        format!("Aspect=Imp{gender}|Number={number}|Person={person}")
    };
    let persons = [
        ("ي", feats("|Gender=Masc", "Sing", 3)),
        ("ت", feats("|Gender=Fem", "Sing", 3)),
        ("أ", feats("", "Sing", 1)),
        ("ن", feats("", "Plur", 1)),
    ];
    for (prefix, feats) in &persons {
        let before = prefixed(stem, prefix);
        if stem.vocalic() {
            put(out, stem, &before, Next::Zero, "", bare_attach(stem), feats);
            if bare_attach(stem) == Attach::Never {
                put(out, stem, &before, Next::Pronoun, "", Attach::Only, feats);
            }
        }
        if stem.consonantal() || stem.has("gem") {
            put(out, stem, &before, Next::Short, "", Attach::Any, feats);
        }
    }
    for (prefix, person, gender) in [("ي", 3, "|Gender=Masc"), ("ت", 2, "|Gender=Masc")] {
        let before = prefixed(stem, prefix);
        if stem.vocalic() {
            let they = feats(gender, "Plur", person);
            put(out, stem, &before, Next::W, "ون", Attach::Any, &they);
            put(out, stem, &before, Next::W, "وا", Attach::Never, &they);
            put(out, stem, &before, Next::W, "و", Attach::Only, &they);
            let two = feats(if person == 3 { gender } else { "|Gender=Fem" }, "Dual", 3);
            let a = if stem.has("#-a>") { "" } else { "ا" };
            put(out, stem, &before, Next::A, &format!("{a}ن"), Attach::Any, &two);
            put(out, stem, &before, Next::A, a, Attach::Any, &two);
        }
        if stem.consonantal() {
            let n = if stem.has("#n") { "" } else { "ن" };
            put(out, stem, &before, Next::Consonant, n, Attach::Any, &feats("|Gender=Fem", "Plur", person));
        }
    }
    if stem.vocalic() {
        let before = prefixed(stem, "ت");
        let you = feats("|Gender=Fem", "Sing", 2);
        put(out, stem, &before, Next::Y, "ين", Attach::Any, &you);
        put(out, stem, &before, Next::Y, "ي", Attach::Any, &you);
    }
}

/// The imperative.
pub(crate) fn imperative(stem: &Stem<'_>, out: &mut Forms) {
    let feats = |gender: &str, number: &str| format!("{gender}Mood=Imp|Number={number}|Person=2");
    if stem.consonantal() || stem.has("gem") {
        put(out, stem, "", Next::Short, "", Attach::Any, &feats("Gender=Masc|", "Sing"));
    }
    if stem.vocalic() {
        put(out, stem, "", Next::W, "وا", Attach::Never, &feats("Gender=Masc|", "Plur"));
        put(out, stem, "", Next::W, "و", Attach::Only, &feats("Gender=Masc|", "Plur"));
        put(out, stem, "", Next::Y, "ي", Attach::Any, &feats("Gender=Fem|", "Sing"));
    }
}

/// The letters and ending class of the passive of a stem where its letters differ from the active's; else None.
pub(crate) fn passive(
    letters: &str,
    marked: &str,
    class: &str,
    imperfect: bool,
    root: &str,
) -> Option<(String, String)> {
    let weak = ["#-ay", "#-aw", "#-aA", "#-iy", "#-uw", "#-aY"];
    if weak.contains(&class) {
        let new = if imperfect { "#-aY" } else { "#-iy" };
        return (new != class).then(|| (letters.to_owned(), new.to_owned()));
    }
    if imperfect {
        if root.starts_with("w.") && letters.chars().count() == 2 && !letters.starts_with('و') {
            return Some((format!("و{letters}"), class.to_owned()));
        }
        // A long vowel before the last letter: يقول, يعيد become يقال, يعاد.
        let at = long_vowel(marked, &["uw", "iy"])?;
        return Some((replace_letter(letters, at, 'ا'), class.to_owned()));
    }
    if let Some(at) = long_vowel(marked, &["aA"]) {
        return Some((replace_letter(letters, at, 'ي'), class.to_owned()));
    }
    // Form III and VI: قاتل, تبادل become قوتل, تبودل.
    let place = letters.chars().position(|c| c == 'ا')?;
    let third = place == 1 && !letters.starts_with('ا');
    let sixth = place == 2 && letters.starts_with('ت');
    (third || sixth).then(|| (replace_letter(letters, place, 'و'), class.to_owned()))
}

/// The place among the letters of a long vowel that only one letter follows.
fn long_vowel(marked: &str, vowels: &[&str]) -> Option<usize> {
    let last: String = marked.chars().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect();
    let found = vowels.iter().any(|v| last.len() == 3 && last.starts_with(v));
    let letters = super::buckwalter::arabic(marked, false).chars().count();
    (found && letters >= 2).then(|| letters - 2)
}

fn replace_letter(text: &str, at: usize, with: char) -> String {
    text.chars().enumerate().map(|(n, c)| if n == at { with } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(make: fn(&Stem<'_>, &mut Forms), letters: &str, ends: &[&str], before: &str) -> Vec<String> {
        let stem = Stem { letters, ends: ends.to_vec(), before, passive: false };
        let mut out = Forms::default();
        make(&stem, &mut out);
        out.into_iter().map(|f| f.form).collect()
    }

    #[test]
    fn stems_meet_their_endings() {
        let wrote = forms(perfect, "كتب", &["trans"], "");
        for form in ["كتب", "كتبت", "كتبوا", "كتبنا", "كتبتم"] {
            assert!(wrote.contains(&form.into()), "{form} in {wrote:?}");
        }
        let threw = forms(perfect, "رم", &["#-ay", "trans"], "");
        for form in ["رمى", "رما", "رمت", "رموا", "رمينا"] {
            assert!(threw.contains(&form.into()), "{form} in {threw:?}");
        }
        assert!(!threw.contains(&"رمي".into()));
        let said = forms(imperfect, "قول", &["a-#"], "v-suff");
        assert!(said.contains(&"يقولون".into()) && !said.contains(&"يقولن".into()));
        assert!(forms(imperfect, "قل", &["a-#"], "c-suff").contains(&"يقل".into()));
        let ate = forms(imperfect, "كل", &["a-#", ">-#"], "");
        assert!(ate.contains(&"يأكل".into()) && ate.contains(&"آكل".into()));
        assert!(forms(imperfect, "دع", &["a-#", "#-uw"], "").contains(&"يدعو".into()));
        assert!(forms(imperative, "اكتب", &["trans"], "").contains(&"اكتبوا".into()));
    }

    #[test]
    fn passives_whose_letters_differ() {
        assert_eq!(passive("قال", "qaAl", "", false, "q.w.l").unwrap().0, "قيل");
        assert_eq!(passive("قول", "quwl", "", true, "q.w.l").unwrap().0, "قال");
        assert_eq!(passive("قاتل", "qaAtal", "", false, "q.t.l").unwrap().0, "قوتل");
        assert_eq!(passive("جد", "jid", "", true, "w.j.d").unwrap().0, "وجد");
        assert_eq!(passive("دع", "daE", "#-aw", false, "d.E.w").unwrap().1, "#-iy");
        assert_eq!(passive("كتب", "katab", "", false, "k.t.b"), None);
    }
}
