//! Feature strings as numbers: those of the lexicon's tags with each definiteness, and those of clitics.

use warraq_arabic::morphology::lexicon::Tag;

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

/// What the clitics of a noun tell of its definiteness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Definite {
    /// Nothing.
    Unsaid,
    /// It has the article.
    Article,
    /// It has a pronoun suffix.
    Construct,
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

/// The number of the features of a stem: those of a tag of the lexicon, or of a noun that it does not have.
pub fn of_stem(tag: Option<u8>, feminine: bool, definite: Definite) -> u16 {
    let entry = match tag {
        Some(tag) => u16::from(tag) + 2,
        None => u16::from(feminine),
    };
    let definite = match definite {
        Definite::Unsaid => 0,
        Definite::Article => 1,
        Definite::Construct => 2,
    };
    STEMS + entry * 3 + definite
}

/// All feature strings by number, for a frozen symbol table.
pub fn all(tags: &[Tag]) -> Vec<String> {
    let clitics = CLITICS.iter().chain(&FIRST).map(|&f| f.to_owned());
    let entries = ["", GUESSED_FEMININE].into_iter().chain(tags.iter().map(|t| t.feats.as_str()));
    let stems = entries
        .flat_map(|entry| ["", "Definite=Def", "Definite=Com"].map(|definite| joined(entry, definite)));
    clitics.chain(stems).collect()
}

/// The features of an entry and one more, sorted.
fn joined(feats: &str, definite: &str) -> String {
    let mut all: Vec<&str> = feats.split('|').chain([definite]).filter(|f| !f.is_empty()).collect();
    all.sort_unstable();
    all.join("|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use warraq_arabic::morphology::lexicon::Attach;

    #[test]
    fn numbers_and_strings_agree() {
        let tag = Tag {
            upos: "NOUN".into(),
            feats: "Gender=Fem|Number=Plur".into(),
            attach: Attach::Any,
            origin: "lemma".into(),
            cost: 0,
        };
        let all = all(&[tag]);
        let text = |n: u16| all[usize::from(n)].as_str();
        assert_eq!(text(NONE), "");
        assert_eq!(text(of_suffix("نا")), "Number=Plur|Person=1|PronType=Prs");
        assert_eq!(text(of_suffix("ما")), "PronType=Rel");
        assert_eq!(text(of_stem(None, true, Definite::Unsaid)), GUESSED_FEMININE);
        assert_eq!(text(of_stem(Some(0), false, Definite::Article)), "Definite=Def|Gender=Fem|Number=Plur");
        assert_eq!(text(of_stem(Some(0), false, Definite::Construct)), "Definite=Com|Gender=Fem|Number=Plur");
    }
}
