//! Noun phrases: head, idafa chain, adjectives, names in apposition, and the attachments that belong to titles.

use warraq_arabic::lexed::{Gap, Lexicon};

use super::{Class, Syntax};

/// The longest noun phrase, in tokens.
const LONGEST: usize = 28;

/// A set of folded words with quick look-ups.
#[derive(Default)]
pub(crate) struct WordSet(Lexicon<()>);

impl WordSet {
    /// The set of these words, folded.
    pub(crate) fn new(words: &[String]) -> Self {
        Self(Lexicon::new(words.iter().map(|word| (word.as_str(), ()))))
    }

    /// Whether a folded word is in the set.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.0.get(word).is_some()
    }
}

/// The words that decide where a noun phrase ends.
#[derive(Default)]
pub(crate) struct Limits {
    /// Offices and functions, folded, without article.
    pub(crate) roles: WordSet,
    /// What a speech act happens in, folded.
    pub(crate) occasions: WordSet,
    /// Who is spoken to, folded.
    pub(crate) audience: WordSet,
    /// Participles that stand for a relative clause («الواقعة في»), folded, without article and ة.
    pub(crate) reduced: WordSet,
    /// What stands between a subject and its verb: قد, كان, سوف.
    pub(crate) auxiliaries: WordSet,
    /// Adverbs and words of time, folded.
    pub(crate) adverbs: WordSet,
}

/// A noun phrase: its tokens, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Phrase {
    /// The first token.
    pub(crate) first: usize,
    /// The last token.
    pub(crate) last: usize,
}

/// How a noun phrase is read.
#[derive(Clone, Copy, Default)]
pub(crate) struct Asked<'a> {
    /// Prepositions that belong to the verb and so end the phrase, folded.
    pub(crate) barred: &'a [String],
    /// Whether a second noun phrase may follow at once: the object behind the subject.
    pub(crate) transitive: bool,
    /// The token before which it must end.
    pub(crate) limit: usize,
}

impl Syntax {
    /// Whether token `i` can begin a noun phrase.
    pub(crate) fn starts_phrase(&self, i: usize, limits: &Limits) -> bool {
        let fact = self.fact(i);
        let quoted = self.closing(i).is_some_and(|close| close <= i + 8) && self.fact(i + 1).is_nominal();
        quoted || fact.is_nominal() && !limits.adverbs.contains(self.stem(i))
    }

    /// The noun phrase that begins with token `i`.
    pub(crate) fn phrase(&self, i: usize, limits: &Limits, asked: Asked<'_>) -> Option<Phrase> {
        let limit = asked.limit.min(i + LONGEST);
        if i >= limit || !self.starts_phrase(i, limits) {
            return None;
        }
        let mut phrase = Phrase { first: i, last: i };
        if let Some(close) = self.closing(i).filter(|close| *close < limit) {
            phrase.last = close;
        }
        loop {
            let next = phrase.last + 1;
            if next >= limit || self.lexed.gap(next) >= Gap::Line {
                break;
            }
            match self.extension(phrase, next, limits, asked) {
                Some(last) if last < limit => phrase.last = last,
                _ => break,
            }
        }
        while phrase.last > phrase.first && self.lexed.form(phrase.last) == "-" {
            phrase.last -= 1;
        }
        Some(phrase)
    }

    /// The token up to which `phrase` grows when token `k` follows; `None` where it ends.
    fn extension(&self, phrase: Phrase, k: usize, limits: &Limits, asked: Asked<'_>) -> Option<usize> {
        if let Some(close) = self.closing(k) {
            let short = close <= k + 8 && self.lexed.gap(k) <= Gap::Space && self.class(k + 1) != Class::Verb;
            return (short && self.form(k.saturating_sub(1)) != ":").then_some(close);
        }
        let fact = self.fact(k);
        if matches!(self.form(k), "له" | "لها" | "لهم") && limits.occasions.contains(self.stem(phrase.last))
        {
            return Some(k);
        }
        if matches!(self.form(k), "ذاته" | "ذاتها" | "ذاتهم" | "نفسه" | "نفسها" | "انفسهم")
        {
            return Some(k);
        }
        match fact.class {
            Class::Comma => self.apposition(phrase, k, asked),
            Class::Preposition => self.attached(phrase, k, limits, asked),
            Class::Sign if self.form(k) == "-" && self.lexed.gap(k) == Gap::None => {
                (self.lexed.gap(k + 1) == Gap::None && self.fact(k + 1).is_nominal()).then_some(k + 1)
            }
            _ if !fact.is_nominal() => None,
            _ if limits.adverbs.contains(self.stem(k)) => None,
            _ if (fact.article || self.class(k + 1) == Class::Preposition)
                && limits.reduced.contains(self.core(k).trim_end_matches('ه')) =>
            {
                None
            }
            _ if fact.particle.is_some() => self.with_particle(phrase, k, limits, asked),
            _ if fact.joined => (!fact.suffix || !asked.transitive).then_some(k),
            Class::Number if fact.article || phrase.first == phrase.last => Some(k),
            _ => (!self.parts(phrase, k, limits, asked.transitive)).then_some(k),
        }
    }

    /// Whether a new noun phrase begins with token `k` behind `phrase`.
    fn parts(&self, phrase: Phrase, k: usize, limits: &Limits, transitive: bool) -> bool {
        let (before, fact) = (self.fact(phrase.last), self.fact(k));
        let role = limits.roles.contains(self.core(k));
        // «دعا النائب وليد الشامي رئيسة الهيئة»: an office of the other gender is not his.
        let other = transitive
            && role
            && before.class == Class::Proper
            && self.core(k).ends_with('ه')
            && !self.fact(phrase.first).feminine
            && limits.roles.contains(self.core(phrase.first));
        if (fact.class == Class::Proper || role) && !other {
            return false;
        }
        if other {
            return true;
        }
        let settled = before.article || before.suffix || before.class == Class::Proper;
        if fact.accusative && (settled || !before.accusative) && fact.class != Class::Adjective {
            return true;
        }
        if fact.suffix && fact.class == Class::Noun && settled {
            return true;
        }
        if !transitive {
            return settled
                && fact.class == Class::Noun
                && !fact.article
                && before.class != Class::Proper
                && before.suffix;
        }
        if fact.class == Class::Adjective {
            // «هاجم مسلحون دورية»: men are not described in the feminine.
            if self.form(phrase.last).ends_with("ون") && self.core(k).ends_with('ه') {
                return true;
            }
            // An adjective agrees in definiteness with what it describes.
            return fact.article != settled && !fact.article && settled;
        }
        let closed = before.class == Class::Proper || before.class == Class::Adjective && before.article;
        closed || settled && (!fact.article || phrase.first == phrase.last && before.article)
    }

    /// A name between commas behind a title: «وزير الخارجية، فلان الفلاني، إن».
    fn apposition(&self, phrase: Phrase, comma: usize, asked: Asked<'_>) -> Option<usize> {
        let titled = (phrase.first..=phrase.last).all(|i| self.class(i) != Class::Proper);
        let mut k = comma + 1;
        while k < asked.limit && k <= comma + 4 && self.class(k) == Class::Proper && self.fact(k).stem == 0 {
            k += 1;
        }
        let ends = matches!(self.class(k), Class::Comma | Class::That | Class::Stop | Class::Colon);
        (titled && phrase.last > phrase.first && k > comma + 1 && ends).then(|| k - 1)
    }

    /// A preposition that belongs to the phrase: «السفارة في بغداد», «مصدر من الوزارة», «سفير لدى».
    fn attached(&self, phrase: Phrase, k: usize, limits: &Limits, asked: Asked<'_>) -> Option<usize> {
        let (form, next) = (self.stem(k), self.fact(k + 1));
        let fits = next.is_nominal() && next.stem == 0 && !limits.adverbs.contains(self.stem(k + 1));
        if self.fact(k).joined
            || !fits
            || k + 1 >= asked.limit
            || asked.barred.iter().any(|barred| barred == form)
        {
            return None;
        }
        let head = limits.roles.contains(self.core(phrase.first));
        let alone = phrase.first == phrase.last;
        let belongs = match form {
            "في" => !limits.occasions.contains(self.stem(k + 1)) && (head || !asked.transitive),
            "من" => {
                (head && !self.fact(phrase.last).article) || (alone && !self.fact(phrase.first).article)
            }
            "عن" => head,
            "لدي" => true,
            _ => false,
        };
        belongs.then_some(k + 1)
    }

    /// A word with ب or ل attached that belongs to a title: «الناطق باسم», «الأمين العام للأمم المتحدة».
    fn with_particle(&self, phrase: Phrase, k: usize, limits: &Limits, asked: Asked<'_>) -> Option<usize> {
        let fact = self.fact(k);
        let particle = fact.particle?;
        let mut text = [0u8; 4];
        let barred = asked.barred.iter().any(|barred| barred == particle.encode_utf8(&mut text));
        let outside = limits.occasions.contains(self.stem(k))
            || limits.audience.contains(self.core(k))
            || limits.audience.contains(self.stem(k));
        let titled = (phrase.first..=phrase.last).any(|i| limits.roles.contains(self.core(i)));
        if fact.joined || outside || !titled {
            return None;
        }
        let belongs = match particle {
            'ب' => self.stem(k) == "اسم" || !barred && (fact.article || self.is_construct(k)),
            'ل' => !barred && fact.article || self.stem(k) == "شؤون" || self.stem(k) == "شوون",
            _ => false,
        };
        belongs.then_some(k)
    }

    /// Whether a definite noun or a name follows token `k` as its genitive: «مجلس النواب», «مركز ولاية بنزرت».
    fn is_construct(&self, k: usize) -> bool {
        (k + 1..k + 3).any(|next| {
            let fact = self.fact(next);
            let bare = fact.is_nominal() && !fact.joined && fact.particle.is_none();
            bare && (fact.article || fact.class == Class::Proper)
        }) && self.fact(k + 1).class == Class::Noun
    }

    /// The noun phrase that ends with token `i`, not reaching before token `from`: as [`Syntax::phrase`] reads it from its start.
    pub(crate) fn phrase_before(&self, i: usize, from: usize, limits: &Limits) -> Option<Phrase> {
        let last = self.opening(i).filter(|open| *open > from).map_or(i, |_| i);
        let mut first = self.opening(i).unwrap_or(i);
        let nominal = |k: usize| self.fact(k).is_nominal() && !limits.adverbs.contains(self.stem(k));
        if first == i && !nominal(i) {
            return None;
        }
        let mut start = None;
        while first + LONGEST > last {
            start = Some(first);
            let Some(before) = first.checked_sub(1).filter(|before| *before >= from) else { break };
            if self.lexed.gap(first) >= Gap::Line {
                break;
            }
            if let Some(open) = self.opening(before) {
                first = open;
            } else if nominal(before) {
                first = before;
            } else if self.stem(before) == "في"
                && before > from
                && nominal(before - 1)
                && self.fact(before - 1).stem == 0
            {
                first = before - 1;
            } else {
                break;
            }
        }
        // The last phrase of the run is the one that reaches `i` when read forward.
        let mut first = start?;
        loop {
            let phrase = self.phrase(first, limits, Asked { limit: last + 1, ..Asked::default() })?;
            if phrase.last >= last {
                return Some(phrase);
            }
            first = phrase.last + 1;
            while first < last && !self.starts_phrase(first, limits) {
                first += 1;
            }
        }
    }
}
