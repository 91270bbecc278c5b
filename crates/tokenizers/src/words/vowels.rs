//! What the vowels written on a verb tell: its voice, and which measures it cannot be.
//!
//! The passive has u on the first letter that bears a vowel and i before the last radical in the perfect («كُتِبَ», «اُنتُخِبَ»), u on the prefix
//! and a before the last radical in the imperfect («يُكتَبُ»). One written vowel is mostly enough, since the active has another one there.

/// A short vowel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vowel {
    A,
    U,
    I,
}

/// The voice of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Its subject acts.
    Active,
    /// Its subject is acted on.
    Passive,
}

/// A letter with the marks that are written on it.
#[derive(Debug, Clone, Copy)]
struct Letter {
    letter: char,
    vowel: Option<Vowel>,
    doubled: bool,
}

/// The letters of a stem with their marks; empty where it has none.
#[derive(Debug, Clone, Default)]
pub struct Vowels(Vec<Letter>);

impl Vowels {
    /// Reads a stem as written.
    pub fn of(stem: &str) -> Vowels {
        let mut out: Vec<Letter> = Vec::new();
        let mut marked = false;
        for c in stem.chars() {
            let vowel = match c {
                '\u{64e}' => Some(Vowel::A),
                '\u{64f}' => Some(Vowel::U),
                '\u{650}' => Some(Vowel::I),
                _ => None,
            };
            let doubles = c == '\u{651}';
            marked |= doubles || vowel.is_some();
            if vowel.is_some() || doubles {
                if let Some(last) = out.last_mut() {
                    last.vowel = vowel.or(last.vowel);
                    last.doubled |= doubles;
                }
            } else if super::surface::is_arabic(c) {
                out.push(Letter { letter: c, vowel: None, doubled: false });
            }
        }
        if !marked {
            out.clear();
        }
        Vowels(out)
    }

    /// Whether no marks are written.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn vowel(&self, at: usize) -> Option<Vowel> {
        self.0.get(at).and_then(|l| l.vowel)
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.0.get(at).map(|l| l.letter)
    }

    /// How many letters are left without endings.
    fn without(&self, endings: &[&str]) -> usize {
        let length = self.0.len();
        let ends = |ending: &&&str| {
            let letters = ending.chars().count();
            length > letters + 2
                && ending.chars().enumerate().all(|(n, c)| self.letter(length - letters + n) == Some(c))
        };
        length - endings.iter().find(ends).map_or(0, |ending| ending.chars().count())
    }

    /// The voice that the written vowels tell of a form of a verb, which is imperfect or perfect; `third` says that it is a perfect of the third
    /// person singular.
    pub fn voice(&self, lemma: &str, imperfect: bool, third: bool) -> Option<Voice> {
        if self.0.is_empty() {
            return None;
        }
        let measure = Measure::of(lemma);
        if imperfect { self.of_imperfect(&measure) } else { self.of_perfect(&measure, third) }
    }

    fn of_imperfect(&self, measure: &Measure) -> Option<Voice> {
        let end = self.without(&["ون", "وا", "ين", "ان"]);
        let inner = end.checked_sub(2).filter(|&n| n > 0);
        match (self.vowel(0), inner.and_then(|n| self.vowel(n))) {
            (Some(Vowel::A), _) | (_, Some(Vowel::I)) => Some(Voice::Active),
            (Some(Vowel::U), _) if !measure.with_u => Some(Voice::Passive),
            (_, Some(Vowel::A)) if measure.with_u || measure.joined => Some(Voice::Passive),
            (Some(Vowel::U), _) => {
                let long = inner.and_then(|n| self.letter(n)) == Some('ا') && measure.letters == 4;
                let open = self.letter(self.0.len() - 1) == Some('ى');
                (long || open).then_some(Voice::Passive)
            }
            _ => None,
        }
    }

    fn of_perfect(&self, measure: &Measure, third: bool) -> Option<Voice> {
        // A joined alef has no vowel of its own in the middle of speech.
        let joined = self.letter(0) == Some('ا');
        let first = if joined { 0..3 } else { 0..1 };
        let vowels = first.filter_map(|at| self.vowel(at));
        let told = vowels.fold(None, |told, vowel| match (told, vowel) {
            (Some(Vowel::U), _) => told,
            (_, vowel) => Some(vowel),
        });
        let short = measure.hollow && !matches!(self.letter(1), Some('ا' | 'ي' | 'و'));
        match told {
            // «قُلت» has the u of its root.
            Some(Vowel::U) if short => return None,
            Some(Vowel::U) => return Some(Voice::Passive),
            Some(Vowel::I) if measure.hollow && self.letter(1) == Some('ي') => return Some(Voice::Passive),
            Some(Vowel::A) => return Some(Voice::Active),
            Some(Vowel::I) if joined => return Some(Voice::Active),
            _ => {}
        }
        let feminine = self.letter(self.0.len() - 1) == Some('ت') && measure.letters < self.0.len();
        let end = self.0.len() - usize::from(feminine);
        let inner = end.checked_sub(2).filter(|&n| n > 0 && third && !short)?;
        match self.vowel(inner)? {
            Vowel::I if !measure.with_i => Some(Voice::Passive),
            Vowel::A => Some(Voice::Active),
            _ => None,
        }
    }

    /// Whether the written marks rule out a form of a lemma, which is imperfect or perfect; `passive` says that its letters are the passive's.
    pub fn exclude(&self, lemma: &str, imperfect: bool, passive: bool) -> bool {
        let Some(last) = self.0.len().checked_sub(1) else { return false };
        let measure = Measure::of(lemma);
        let doubled = self.0.iter().take(last).skip(1 + usize::from(imperfect)).any(|l| l.doubled);
        let end = self.without(&["ون", "وا", "ين", "ان"]);
        let inner = end.checked_sub(2).and_then(|n| self.vowel(n));
        let prefix = imperfect.then(|| self.vowel(0)).flatten();
        // «تُنقل» is hardly ever the passive of «تنقّل».
        let fifth = !imperfect && !passive && measure.with_t && self.vowel(0) == Some(Vowel::U);
        fifth
            || doubled && !measure.doubled
            || prefix == Some(Vowel::A) && measure.with_u
            // «تُوُفّي» is a perfect: no imperfect has u on its prefix and on what follows.
            || prefix == Some(Vowel::U) && self.vowel(1) == Some(Vowel::U)
            || prefix == Some(Vowel::U) && inner == Some(Vowel::I) && !measure.with_u
    }
}

/// What the measure of a verb tells of its vowels.
#[derive(Debug, Clone, Copy)]
struct Measure {
    /// How many letters its lemma has.
    letters: usize,
    /// The prefix of its imperfect has u in the active: II, III, IV and four radicals.
    with_u: bool,
    /// It begins with a joined alef: VII to X.
    joined: bool,
    /// It begins with ت: V, VI.
    with_t: bool,
    /// Its perfect has i before the last radical: «علم».
    with_i: bool,
    /// Its middle radical is a long vowel: «قال».
    hollow: bool,
    /// It has a doubled letter.
    doubled: bool,
}

impl Measure {
    /// Of a lemma with marks.
    fn of(lemma: &str) -> Measure {
        let read = Vowels::of(lemma).0;
        let letter = |at: usize| read.get(at).map(|l| l.letter);
        let letters = read.len();
        let second_doubled = read.get(1).is_some_and(|l| l.doubled);
        let fourth = letter(0) == Some('أ') && (letters > 3 || read.get(2).is_some_and(|l| l.doubled));
        let third = letters == 4 && letter(1) == Some('ا');
        let four = letters == 4 && !matches!(letter(0), Some('ا' | 'ت' | 'ٱ'));
        Measure {
            letters,
            with_u: fourth || third || four || letters == 3 && second_doubled,
            joined: matches!(letter(0), Some('ا' | 'ٱ')),
            with_t: letters > 3 && letter(0) == Some('ت'),
            with_i: letters == 3 && read.get(1).is_some_and(|l| l.vowel == Some(Vowel::I)),
            hollow: letters == 3 && letter(1) == Some('ا'),
            doubled: read.iter().any(|l| l.doubled),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Form, lemma, whether imperfect, voice.
    const FORMS: &str = "\
كُتبت كَتَب perfect passive
كَتبت كَتَب perfect active
كُتِبَ كَتَب perfect passive
كتِب كَتَب perfect passive
علِم عَلِم perfect -
عُلم عَلِم perfect passive
قُلت قَال perfect -
قِيل قَال perfect passive
بِعت بَاع perfect -
أُعلن أَعلَن perfect passive
أَعلن أَعلَن perfect active
أعلِن أَعلَن perfect passive
أُعلِنت أَعلَن perfect passive
انتُخب اِنتَخَب perfect passive
انتَخب اِنتَخَب perfect active
اِنتخب اِنتَخَب perfect active
اُستقبل اِستَقبَل perfect passive
استُقبلت اِستَقبَل perfect passive
اتُّخذ اِتَّخَذ perfect passive
تُوفي تَوَفَّى perfect passive
تَوفى تَوَفَّى perfect active
شُكّل شَكَّل perfect passive
يُكتب كَتَب imperfect passive
يَكتب كَتَب imperfect active
يُكتَبون كَتَب imperfect passive
يُعلن أَعلَن imperfect -
يُعلِن أَعلَن imperfect active
يُعلَن أَعلَن imperfect passive
تُعلِنون أَعلَن imperfect active
يُدرِّس دَرَّس imperfect active
يُدرَّس دَرَّس imperfect passive
يُنتظر اِنتَظَر imperfect passive
ينتظَر اِنتَظَر imperfect passive
يُعاد أَعَاد imperfect passive
يُعطى أَعطَى imperfect passive
يشرَب شَرِب imperfect -
يكتب كَتَب imperfect -";

    #[test]
    fn written_vowels_tell_the_voice() {
        for line in FORMS.lines() {
            let [form, lemma, aspect, voice] = line.split(' ').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            let found = Vowels::of(form).voice(lemma, aspect == "imperfect", true);
            let found = match found {
                None => "-",
                Some(Voice::Active) => "active",
                Some(Voice::Passive) => "passive",
            };
            assert_eq!(found, voice, "{line}");
        }
    }

    #[test]
    fn written_marks_rule_lemmas_out() {
        for (form, imperfect, not, but) in
            [("درَّس", false, "دَرَس", "دَرَّس"), ("يَدرس", true, "دَرَّس", "دَرَس"), ("يُخبِر", true, "خَبَر", "أَخبَر")]
        {
            let vowels = Vowels::of(form);
            assert!(
                vowels.exclude(not, imperfect, false) && !vowels.exclude(but, imperfect, false),
                "{form}"
            );
        }
        assert!(!Vowels::of("درس").exclude("دَرَّس", false, false));
        let moved = Vowels::of("تُنقل");
        assert!(moved.exclude("تَنَقَّل", false, false) && !moved.exclude("نَقَل", true, false));
        assert!(!Vowels::of("تُوفي").exclude("تَوَفَّى", false, true));
        let died = Vowels::of("تُوُفِّي");
        assert!(died.exclude("وَفَّى", true, false) && !died.exclude("تَوَفَّى", false, true));
    }
}
