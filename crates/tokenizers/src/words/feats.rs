//! Feature strings as numbers: those of the lexicon's tags with each definiteness, and those of clitics.

use warraq_arabic::morphology::lexicon::Tag;

use super::vowels::Voice;

/// No features.
pub const NONE: u16 = 0;

/// Features of clitics.
const CLITICS: [&str; 11] = [
    "",
    "Gender=Masc|Number=Sing|Person=3|PronType=Prs",
    "Gender=Fem|Number=Sing|Person=3|PronType=Prs",
    "Gender=Masc|Number=Plur|Person=3|PronType=Prs",
    "Gender=Fem|Number=Plur|Person=3|PronType=Prs",
    "Number=Dual|Person=3|PronType=Prs",
    "Number=Sing|Person=2|PronType=Prs",
    "Gender=Masc|Number=Plur|Person=2|PronType=Prs",
    "Gender=Fem|Number=Plur|Person=2|PronType=Prs",
    "Number=Dual|Person=2|PronType=Prs",
    "PronType=Rel",
];

/// Features of the first person, which has no gender.
const FIRST: [&str; 2] = ["Number=Sing|Person=1|PronType=Prs", "Number=Plur|Person=1|PronType=Prs"];

/// The features of an unknown noun in ة.
const GUESSED_FEMININE: &str = "Gender=Fem|Number=Sing";

/// What a token tells of its stem beside the lexicon: the definiteness of a noun, the voice of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Nothing.
    Nothing,
    /// It has the article.
    Article,
    /// It has a pronoun suffix.
    Construct,
    /// Its vowels are those of this voice.
    Voice(Voice),
}

/// Where the strings of stems begin.
const STEMS: u16 = (CLITICS.len() + FIRST.len()) as u16;

/// The number of the features of a pronoun suffix.
pub fn of_suffix(text: &str) -> u16 {
    match text {
        "ه" => 1,
        "ها" => 2,
        "هم" => 3,
        "هن" => 4,
        "هما" => 5,
        "ك" => 6,
        "كم" => 7,
        "كن" => 8,
        "كما" => 9,
        "ي" | "ني" => 11,
        "نا" => 12,
        _ => 10,
    }
}

/// The number of the features of a stem: those of a tag of the lexicon, or of a noun that it does not have. A voice is told of verbs only.
pub fn of_stem(tag: Option<u8>, feminine: bool, told: Told) -> u16 {
    let entry = match tag {
        Some(tag) => u16::from(tag) + 2,
        None => u16::from(feminine),
    };
    let told = match told {
        Told::Nothing => 0,
        Told::Article | Told::Voice(Voice::Active) => 1,
        Told::Construct | Told::Voice(Voice::Passive) => 2,
    };
    STEMS + entry * 3 + told
}

/// All feature strings by number, for a frozen symbol table.
pub fn all(tags: &[Tag]) -> Vec<String> {
    let clitics = CLITICS.iter().chain(&FIRST).map(|&f| f.to_owned());
    let entries = ["", GUESSED_FEMININE].into_iter().chain(tags.iter().map(|t| t.feats.as_str()));
    let stems = entries.flat_map(|entry| match entry.rsplit_once("|Voice=") {
        Some((rest, _)) => [entry.to_owned(), joined(rest, "Voice=Act"), joined(rest, "Voice=Pass")],
        None => ["", "Definite=Def", "Definite=Com"].map(|definite| joined(entry, definite)),
    });
    clitics.chain(stems).collect()
}

/// The features of an entry and one more, sorted.
fn joined(feats: &str, more: &str) -> String {
    let mut all: Vec<&str> = feats.split('|').chain([more]).filter(|f| !f.is_empty()).collect();
    all.sort_unstable();
    all.join("|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use warraq_arabic::morphology::lexicon::Attach;

    #[test]
    fn numbers_and_strings_agree() {
        let tag = |upos: &str, feats: &str| Tag {
            upos: upos.into(),
            feats: feats.into(),
            attach: Attach::Any,
            origin: "lemma".into(),
            cost: 0,
        };
        let noun = tag("NOUN", "Gender=Fem|Number=Plur");
        let all = all(&[noun, tag("VERB", "Aspect=Perf|Number=Dual|Voice=Act")]);
        let text = |n: u16| all[usize::from(n)].as_str();
        assert_eq!(text(NONE), "");
        assert_eq!(text(of_suffix("نا")), "Number=Plur|Person=1|PronType=Prs");
        assert_eq!(text(of_suffix("ما")), "PronType=Rel");
        assert_eq!(text(of_stem(None, true, Told::Nothing)), GUESSED_FEMININE);
        assert_eq!(text(of_stem(Some(0), false, Told::Article)), "Definite=Def|Gender=Fem|Number=Plur");
        assert_eq!(text(of_stem(Some(0), false, Told::Construct)), "Definite=Com|Gender=Fem|Number=Plur");
        for (voice, name) in [(Voice::Active, "Act"), (Voice::Passive, "Pass")] {
            let found = text(of_stem(Some(1), false, Told::Voice(voice)));
            assert_eq!(found, format!("Aspect=Perf|Number=Dual|Voice={name}"));
        }
    }
}
