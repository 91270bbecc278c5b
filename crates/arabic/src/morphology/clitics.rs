//! The ways to take a written word apart: proclitics, article, stem, pronoun suffix.
//!
//! The convention is that of the Universal Dependencies treebanks: و، ف، ب، ل، ك، س، أ and the suffix pronouns are words of their own, the
//! article is part of its noun, and a stem's letters are restored where a clitic changed them («للعراق»: ل and العراق).

/// Proclitics that join clauses and words, by [`Cut::conjunction`], one letter a word. The interrogative أ stands before them («أوليس»).
pub const CONJUNCTIONS: [&str; 5] = ["", "و", "ف", "أو", "أف"];

/// Prepositions and particles before a stem, by [`Cut::particle`], one letter a word.
pub const PARTICLES: [&str; 10] = ["", "ب", "ل", "ك", "س", "أ", "أب", "أل", "أك", "أس"];

/// The number of the interrogative أ among the particles; higher ones begin with it.
const ASKING: u8 = 5;

/// The number of و among the conjunctions that follow the interrogative أ, and what it takes off to get that of the bare one.
const ASKING_CONJUNCTION: u8 = 3;

/// Pronoun suffixes, by [`Cut::suffix`]; the last two are ما and من, which join prepositions («مما», «عما», «فيما»).
pub const SUFFIXES: [&str; 15] =
    ["", "ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كما", "ي", "ني", "نا", "ما", "من"];

/// The number of ك among the suffixes.
pub const YOURS: u8 = 6;

/// The number of ي among the suffixes.
pub const MINE: u8 = 10;

/// The number of نا among the suffixes; ما and من are behind it.
pub const OURS: u8 = 12;

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
    /// What tells one kind of cut from another, whatever the stem: below 2,048.
    #[inline]
    pub fn kind(&self) -> u64 {
        // A particle of two letters stands behind no conjunction.
        let (conjunction, particle) = match self.particle.checked_sub(ASKING) {
            Some(behind @ 1..) => (CONJUNCTIONS.len() as u8, behind),
            _ => (self.conjunction, self.particle),
        };
        let article = match self.article {
            Article::None => 0,
            Article::Written => 1,
            Article::Merged => 2,
        };
        ((u64::from(conjunction) * 6 + u64::from(particle)) * 3 + article) * 15 + u64::from(self.suffix)
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

    /// The words before the stem, one letter each.
    pub fn proclitics(&self) -> impl Iterator<Item = char> {
        let text = |list: &[&'static str], n: u8| list.get(usize::from(n)).copied().unwrap_or("");
        text(&CONJUNCTIONS, self.conjunction).chars().chain(text(&PARTICLES, self.particle).chars())
    }

    /// Whether the interrogative أ is among its proclitics.
    #[inline]
    pub fn asks(&self) -> bool {
        self.particle >= ASKING || self.conjunction >= ASKING_CONJUNCTION
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
    for (conjunction, text) in (0u8..ASKING_CONJUNCTION).zip(CONJUNCTIONS) {
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
            stems(letters, start, (conjunction, particle), out);
        }
    }
}

/// The ways to take `letters` apart whose first word is the interrogative أ, before a stem, a conjunction or a particle: «أتعرف», «أفلا», «ألهذا».
pub fn questions(letters: &str, out: &mut Vec<Cut>) {
    out.clear();
    let length = letters.len();
    if length > LONGEST || !letters.starts_with('أ') {
        return;
    }
    let conjunctions = [0, ASKING_CONJUNCTION, ASKING_CONJUNCTION + 1];
    for conjunction in conjunctions {
        for particle in (0u8..).take(PARTICLES.len()) {
            // The interrogative is said once: with the conjunction, or with the particle.
            if (conjunction == 0) != (particle >= ASKING) {
                continue;
            }
            let text = |list: &[&'static str], n: u8| list.get(usize::from(n)).copied().unwrap_or("");
            let (first, second) = (text(&CONJUNCTIONS, conjunction), text(&PARTICLES, particle));
            let rest = letters.strip_prefix(first).and_then(|rest| rest.strip_prefix(second));
            if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
                bare_stems(letters, length - rest.len(), (conjunction, particle), out);
            }
        }
    }
}

/// Stems without an article behind given proclitics.
fn bare_stems(letters: &str, start: usize, clitics: (u8, u8), out: &mut Vec<Cut>) {
    let before = out.len();
    stems(letters, start, clitics, out);
    let mut at = 0;
    out.retain(|cut| {
        at += 1;
        at <= before || cut.article == Article::None
    });
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
    if rest.starts_with("ال") && rest.len() > 6 && particle != 4 && particle != ASKING {
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
        "ع" if cut.suffix >= OURS => return Some("عن".to_owned()),
        "م" if cut.suffix >= OURS => return Some("من".to_owned()),
        "إ" if cut.suffix == OURS => return Some("إن".to_owned()),
        "ف" if cut.suffix == MINE => return Some("في".to_owned()),
        "لد" if cut.suffix == MINE => return Some("لدى".to_owned()),
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
        out.iter().map(|cut| written(cut, word)).collect()
    }

    /// The words of a cut with signs between them.
    fn written(cut: &Cut, word: &str) -> String {
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
        for (number, text) in (0u8..).zip(PARTICLES).skip(1).take(5) {
            assert_eq!(particle(text), number);
        }
        for (number, text) in (0u8..).zip(SUFFIXES) {
            assert!(suffixes(text).contains(&number), "{text}");
        }
    }

    #[test]
    fn questions_begin_with_their_particle() {
        for (word, expected) in [
            ("أهذا", "أ+هذا"),
            ("أفلا", "أف+لا"),
            ("أوليس", "أو+ليس"),
            ("أفبهذا", "أف+ب+هذا"),
            ("ألهم", "أل+هم"),
            ("ألديك", "أ+لدي+ك"),
            ("أستذهب", "أس+تذهب"),
        ] {
            let mut cuts = Vec::new();
            questions(word, &mut cuts);
            let found: Vec<String> = cuts.iter().map(|cut| written(cut, word)).collect();
            assert!(found.contains(&expected.to_owned()), "{expected} in {found:?}");
            assert!(cuts.iter().all(|c| c.asks() && !c.is_whole() && c.proclitics().next() == Some('أ')));
            let mut kinds: Vec<u64> = cuts.iter().map(Cut::kind).collect();
            kinds.sort_unstable();
            kinds.dedup();
            assert!(kinds.len() == cuts.len() && kinds.iter().all(|&k| k < 2048));
        }
        let mut cuts = Vec::new();
        questions("هذا", &mut cuts);
        assert!(cuts.is_empty());
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
