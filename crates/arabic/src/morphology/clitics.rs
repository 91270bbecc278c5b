//! The ways to take a written word apart: proclitics, article, stem, pronoun suffix.
//!
//! The convention is that of the Universal Dependencies treebanks: و، ف، ب، ل، ك، س، أ and the suffix pronouns are words of their own, the
//! article is part of its noun, and a stem's letters are restored where a clitic changed them («للعراق»: ل and العراق).

/// Proclitics that join clauses and words, by [`Cut::conjunction`].
pub const CONJUNCTIONS: [&str; 3] = ["", "و", "ف"];

/// Prepositions and particles before a stem, by [`Cut::particle`].
pub const PARTICLES: [&str; 6] = ["", "ب", "ل", "ك", "س", "أ"];

/// Pronoun suffixes, by [`Cut::suffix`]; the last two are ما and من, which join prepositions («مما», «عما», «فيما»).
pub const SUFFIXES: [&str; 15] =
    ["", "ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كما", "ي", "ني", "نا", "ما", "من"];

/// How the definite article is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Article {
    /// There is none.
    None,
    /// ال at the start of the stem.
    Written,
    /// Only its lam, after the preposition ل: «للعراق».
    Merged,
}

/// One way to take a word apart. Offsets are bytes of the word's letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// Number of the conjunction in [`CONJUNCTIONS`].
    pub conjunction: u8,
    /// Number of the particle in [`PARTICLES`].
    pub particle: u8,
    /// The article.
    pub article: Article,
    /// Where the stem begins, its article included.
    pub stem: u16,
    /// Where the stem begins, its article left out.
    pub core: u16,
    /// Where the stem ends.
    pub end: u16,
    /// Number of the suffix in [`SUFFIXES`].
    pub suffix: u8,
}

impl Cut {
    /// What tells one kind of cut from another, whatever the stem: below 1,024.
    #[inline]
    pub fn kind(&self) -> u64 {
        let article = match self.article {
            Article::None => 0,
            Article::Written => 1,
            Article::Merged => 2,
        };
        ((u64::from(self.conjunction) * 6 + u64::from(self.particle)) * 3 + article) * 15
            + u64::from(self.suffix)
    }

    /// The stem without its article.
    #[inline]
    pub fn core_of<'w>(&self, word: &'w str) -> &'w str {
        word.get(usize::from(self.core)..usize::from(self.end)).unwrap_or("")
    }

    /// The stem as written.
    #[inline]
    pub fn stem_of<'w>(&self, word: &'w str) -> &'w str {
        word.get(usize::from(self.stem)..usize::from(self.end)).unwrap_or("")
    }

    /// Whether the word stays whole.
    #[inline]
    pub fn is_whole(&self) -> bool {
        self.conjunction == 0 && self.particle == 0 && self.suffix == 0
    }
}

/// The longest word that is taken apart, in bytes; longer ones stay whole.
pub const LONGEST: usize = 80;

/// All ways to take `letters` apart (Arabic letters without marks), the whole word first.
///
/// Only the letters are looked at; whether the stem that is left is a word is for others to say.
pub fn cuts(letters: &str, out: &mut Vec<Cut>) {
    out.clear();
    let length = letters.len();
    if length > LONGEST {
        out.push(whole(letters, length.min(usize::from(u16::MAX))));
        return;
    }
    for (conjunction, text) in CONJUNCTIONS.iter().enumerate() {
        let Some(rest) = letters.strip_prefix(text) else { continue };
        for (particle, skip) in [(0, 0), (particle(rest), 2)] {
            if particle == 0 && skip > 0 {
                continue;
            }
            let rest = rest.get(skip..).unwrap_or("");
            let start = length - rest.len();
            if rest.is_empty() || (start > 0 && rest.len() < 2) {
                continue;
            }
            if particle == 4 && !matches!(rest.chars().next(), Some('ي' | 'ت' | 'ن' | 'أ' | 'ا')) {
                continue;
            }
            stems(letters, start, (conjunction as u8, particle), out);
        }
    }
}

fn whole(letters: &str, end: usize) -> Cut {
    let written = letters.starts_with("ال") && end > 6;
    Cut {
        conjunction: 0,
        particle: 0,
        article: if written { Article::Written } else { Article::None },
        stem: 0,
        core: if written { 4 } else { 0 },
        end: end as u16,
        suffix: 0,
    }
}

/// The number of the particle that `letters` may begin with; 0 if there is none.
fn particle(letters: &str) -> u8 {
    match letters.chars().next() {
        Some('ب') => 1,
        Some('ل') => 2,
        Some('ك') => 3,
        Some('س') => 4,
        Some('أ') => 5,
        _ => 0,
    }
}

/// The numbers of the suffixes that end in the last letter of `letters`, after that of no suffix.
fn suffixes(letters: &str) -> &'static [u8] {
    match letters.chars().next_back() {
        Some('ه') => &[0, 1],
        Some('ا') => &[0, 2, 5, 9, 12, 13],
        Some('م') => &[0, 3, 7],
        Some('ن') => &[0, 4, 8, 14],
        Some('ك') => &[0, 6],
        Some('ي') => &[0, 10, 11],
        _ => &[0],
    }
}

/// The articles and suffixes behind given proclitics.
fn stems(letters: &str, start: usize, (conjunction, particle): (u8, u8), out: &mut Vec<Cut>) {
    let rest = letters.get(start..).unwrap_or("");
    let mut articles = [(Article::None, 0); 3];
    let mut count = 1;
    if rest.starts_with("ال") && rest.len() > 6 && particle != 4 && particle != 5 {
        articles = [(Article::Written, 4), (Article::None, 0), (Article::None, 0)];
        count = 2;
    } else if particle == 2 && rest.starts_with('ل') && rest.len() > 4 {
        // After ل the article is its lam; before another lam it leaves no letter («للغة»).
        articles = [(Article::Merged, 2), (Article::Merged, 0), (Article::None, 0)];
        count = 3;
    }
    for &(article, skip) in articles.iter().take(count) {
        for &suffix in suffixes(rest) {
            let text = SUFFIXES.get(usize::from(suffix)).copied().unwrap_or("");
            let Some(body) = rest.strip_suffix(text) else { continue };
            let core = body.get(skip..).unwrap_or("");
            if core.is_empty() || (suffix > 0 && article != Article::None) {
                continue;
            }
            if suffix >= 13 && !matches!(core, "م" | "ع" | "في" | "عن" | "من") {
                continue;
            }
            out.push(Cut {
                conjunction,
                particle,
                article,
                stem: start as u16,
                core: (start + skip) as u16,
                end: (start + body.len()) as u16,
                suffix,
            });
        }
    }
}

/// What a stem is written as once its clitics are taken off, where that differs from its letters; `feminine` says that a final ت
/// stands for ة.
pub fn restored(cut: &Cut, word: &str, feminine: bool) -> Option<String> {
    let stem = cut.stem_of(word);
    if cut.article == Article::Merged {
        return Some(format!("ال{}", cut.core_of(word)));
    }
    if cut.suffix == 0 {
        return None;
    }
    match stem {
        "علي" | "عل" => return Some("على".to_owned()),
        "إلي" | "الي" | "إل" => return Some("إلى".to_owned()),
        "ع" if cut.suffix >= 13 => return Some("عن".to_owned()),
        "م" if cut.suffix >= 13 => return Some("من".to_owned()),
        _ => {}
    }
    let start = stem.strip_suffix('ت').filter(|_| feminine)?;
    Some(format!("{start}ة"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(word: &str) -> Vec<String> {
        let mut out = Vec::new();
        cuts(word, &mut out);
        out.iter()
            .map(|cut| {
                let stem = restored(cut, word, true).unwrap_or_else(|| cut.stem_of(word).to_owned());
                [
                    CONJUNCTIONS[usize::from(cut.conjunction)],
                    PARTICLES[usize::from(cut.particle)],
                    &stem,
                    SUFFIXES[usize::from(cut.suffix)],
                ]
                .iter()
                .filter(|p| !p.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join("+")
            })
            .collect()
    }

    #[test]
    fn the_right_cut_is_among_them() {
        for (word, expected) in [
            ("وسيكتبونها", "و+س+يكتبون+ها"),
            ("للعراق", "ل+العراق"),
            ("للغة", "ل+اللغة"),
            ("وللجنة", "و+ل+اللجنة"),
            ("مدرسته", "مدرسة+ه"),
            ("عليه", "على+ه"),
            ("إليهم", "إلى+هم"),
            ("له", "ل+ه"),
            ("مما", "من+ما"),
            ("عما", "عن+ما"),
            ("فبالنسبة", "ف+ب+النسبة"),
            ("كتاب", "كتاب"),
        ] {
            assert!(all(word).contains(&expected.to_owned()), "{expected} in {:?}", all(word));
        }
        assert_eq!(all("من").first().map(String::as_str), Some("من"));
    }

    #[test]
    fn letters_and_tables_agree() {
        for (number, text) in (0u8..).zip(PARTICLES).skip(1) {
            assert_eq!(particle(text), number);
        }
        for (number, text) in (0u8..).zip(SUFFIXES) {
            assert!(suffixes(text).contains(&number), "{text}");
        }
    }

    #[test]
    fn odd_words_stay_whole() {
        for word in ["و", "ال", "ه", "ها", "لل"] {
            let mut out = Vec::new();
            cuts(word, &mut out);
            assert!(out.iter().all(|c| c.stem < c.end && c.core < c.end), "{word}: {out:?}");
            assert!(out.first().is_some_and(Cut::is_whole), "{word}");
        }
        assert_eq!(all(&"ا".repeat(100)).len(), 1);
        let mut out = Vec::new();
        cuts("", &mut out);
        assert!(out.is_empty());
    }
}
