//! Noun phrases: head, idafa chain, adjectives, names in apposition, and the attachments that belong to titles.

mod addressee;
mod attached;
mod bare;
mod before;
mod complement;
mod extension;
mod holder;

use warraq_arabic::lexed::{Gap, Lexicon};

use super::{Class, Name, Syntax};

/// The longest noun phrase, in tokens.
const LONGEST: usize = 40;

/// A set of folded words with quick look-ups.
#[derive(Default, serde::Deserialize)]
#[serde(from = "Vec<String>")]
pub(crate) struct WordSet(Lexicon<()>);

impl From<Vec<String>> for WordSet {
    fn from(words: Vec<String>) -> Self {
        Self::new(&words)
    }
}

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
    /// Bodies: «وزارة», «محكمة»; likewise.
    pub(crate) bodies: WordSet,
    /// What looks like women in the plural and is no office: «مساعدات», «منتجات»; likewise.
    pub(crate) things: WordSet,
    /// Several who hold no office: «أشخاص»; likewise.
    pub(crate) people: WordSet,
    /// Kinds of place: «ولاية», «مدينة»; likewise.
    pub(crate) places: WordSet,
    /// What is written: «بيان», «تقرير»; likewise.
    pub(crate) documents: WordSet,
    /// Heads that take من: «عدد من», «كل من»; likewise.
    pub(crate) partitives: WordSet,
    /// «الملتئمة» behind a body: where and when it meets.
    pub(crate) meeting: WordSet,
    /// «حزب», «نقابة»: whose member somebody is.
    pub(crate) parties: WordSet,
    /// «نشره», «صدر» behind a document: who published it.
    pub(crate) publishing: WordSet,
    /// «نظر», «انتباه» before إلى: what somebody's words draw there.
    pub(crate) drawn: WordSet,
    /// Offices that take إلى: «مبعوث»; likewise.
    pub(crate) envoys: WordSet,
    /// What a speech act happens in, folded.
    pub(crate) occasions: WordSet,
    /// Who is spoken to, folded.
    pub(crate) audience: WordSet,
    /// Participles that stand for a relative clause («الواقعة في»), folded, without article and ة.
    pub(crate) reduced: WordSet,
    /// What stands between a subject and its verb: قد, كان, سوف.
    pub(crate) auxiliaries: WordSet,
    /// States and capitals, folded.
    pub(crate) states: WordSet,
    /// Pages and accounts, folded, without article.
    pub(crate) pages: WordSet,
    /// «له», «لها» behind what is somebody's.
    pub(crate) owners: WordSet,
    /// «ضيف» of a programme.
    pub(crate) guests: WordSet,
    /// Participles that stand for a relative clause by what they take with ب: «الناطقة بالعربية».
    pub(crate) taking: WordSet,
    /// Parts of what is written that have a number: «المادة 110».
    pub(crate) numbered: WordSet,
    /// Adjectives that tell one holder of an office from another, without article.
    pub(crate) others: WordSet,
    /// What follows «العام» where it is the year.
    pub(crate) years: WordSet,
    /// Adverbs and words of time, folded.
    pub(crate) adverbs: WordSet,
}

impl Limits {
    /// Whether a word without article is an office, also in the dual and the sound plural.
    pub(crate) fn is_role(&self, core: &str) -> bool {
        let several = || ["ان", "ين", "ون", "ات"].iter().find_map(|ending| core.strip_suffix(ending));
        // Four letters and more before the ending; most words end otherwise.
        let may_be = core.len() > 10 && core.ends_with(['ن', 'ت']);
        self.roles.contains(core)
            || may_be && several().is_some_and(|one| self.roles.contains(one)) && !self.things.contains(core)
    }

    /// Whether a word without article is whom news speaks to, also in the plural of ة: «شبكات».
    pub(crate) fn is_audience(&self, core: &str) -> bool {
        self.audience.contains(core)
            || core.strip_suffix("ات").is_some_and(|stem| self.audience.contains(&format!("{stem}ه")))
    }

    /// Whether a word without article is a kind of body, in the singular or the plural of ة.
    pub(crate) fn is_body(&self, core: &str) -> bool {
        let bodies = &self.bodies;
        bodies.contains(core)
            || core.strip_suffix("ات").is_some_and(|stem| bodies.contains(&format!("{stem}ه")))
    }
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

/// A noun phrase that is being read.
struct Reading<'a> {
    syntax: &'a Syntax,
    limits: &'a Limits,
    asked: Asked<'a>,
    limit: usize,
    phrase: Phrase,
    /// The last office in the phrase, if no person's name stands behind it.
    office: bool,
    /// Whether the last office has the name of its holder, or the phrase is a person's name.
    person: bool,
    /// Whether there was an office before the person's name.
    titled: bool,
    /// The head of the last coordinated part.
    head: usize,
    /// Whether that head is a body, or the name of one.
    body: bool,
    /// Whether the head is something written.
    document: bool,
    /// Whether the head is one of those that take من.
    partitive: bool,
    /// Whether an apposition is being read, in which no other one is.
    nested: bool,
}

impl Syntax {
    /// Whether token `i` can begin a noun phrase.
    pub(crate) fn starts_phrase(&self, i: usize, limits: &Limits) -> bool {
        let fact = self.fact(i);
        let quoted = self.closing(i).is_some_and(|close| close <= i + 8) && self.fact(i + 1).is_nominal();
        quoted || fact.is_nominal() && !limits.adverbs.contains(self.stem(i)) || self.shows(i)
    }

    /// Whether token `i` is a demonstrative that belongs to the noun behind it: «هذه المنظمات».
    pub(crate) fn shows(&self, i: usize) -> bool {
        matches!(self.stem(i), "هذا" | "هذه" | "هولاء" | "تلك" | "ذلك")
            && self.fact(i).particle.is_none()
            && self.fact(i + 1).article
            && self.fact(i + 1).is_nominal()
            && self.fact(i + 1).stem == 0
    }

    /// Whether token `i` describes what stands before it, by its class or by its ending («إعلامية», «محلي»).
    pub(crate) fn describes(&self, i: usize) -> bool {
        let fact = self.fact(i);
        let core = self.core(i);
        let related = ["ي", "يه", "يين", "يون", "يات"].iter().any(|ending| core.ends_with(ending));
        // «غرفة عمليات السلاح الجوي»: what the tagger knows for a noun is one.
        let related = related && !(fact.sure && !fact.article && core.ends_with("يات"));
        fact.class == Class::Adjective
            || fact.class == Class::Noun && !fact.suffix && related && core.chars().count() > 4
    }

    /// The noun phrase that begins with token `i`.
    pub(crate) fn phrase(&self, i: usize, limits: &Limits, asked: Asked<'_>) -> Option<Phrase> {
        self.read_phrase(i, limits, asked, false)
    }

    fn read_phrase(&self, i: usize, limits: &Limits, asked: Asked<'_>, nested: bool) -> Option<Phrase> {
        let limit = asked.limit.min(i + LONGEST).min(self.len());
        if i >= limit || !self.starts_phrase(i, limits) {
            return None;
        }
        let phrase = Phrase { first: i, last: i };
        let mut reading = Reading {
            syntax: self,
            limits,
            asked,
            limit,
            phrase,
            office: false,
            person: false,
            titled: false,
            head: i,
            body: false,
            document: false,
            partitive: false,
            nested,
        };
        reading.begin();
        loop {
            let next = reading.phrase.last + 1;
            if next >= limit || self.lexed.gap(next) >= Gap::Line {
                break;
            }
            match reading.extension(next) {
                Some(last) if last < limit => reading.take(last),
                _ => break,
            }
        }
        let mut phrase = reading.phrase;
        while phrase.last > phrase.first && self.lexed.form(phrase.last) == "-" {
            phrase.last -= 1;
        }
        Some(phrase)
    }

    /// Whether nothing that belongs to a noun can follow token `i`: it has its article, pronoun or is a name.
    pub(crate) fn settled(&self, i: usize) -> bool {
        let fact = self.fact(i);
        fact.article
            || fact.suffix
            || fact.class == Class::Proper
            || fact.name.is_some()
            || !fact.is_nominal()
    }
}

impl Reading<'_> {
    /// Reads the first token, or the quotation or name that it begins.
    fn begin(&mut self) {
        let (syntax, i) = (self.syntax, self.phrase.first);
        let close = syntax.closing(i).filter(|close| *close < self.limit);
        let i = if close.is_some() || syntax.shows(i) { i + 1 } else { i };
        self.head = i;
        let core = syntax.core(i);
        let inside =
            matches!(core, "ذات" | "نفس" | "احد" | "احدي" | "بعض" | "كل" | "جميع" | "اخر" | "احدث" | "ابرز");
        let word = if inside { syntax.core(i + 1) } else { core };
        self.body = self.limits.is_body(word);
        // «الصفحة الرسمية لولاية سوسة»
        let described = syntax.fact(i).article && syntax.fact(i + 1).article && syntax.describes(i + 1);
        let page = described && self.limits.pages.contains(core);
        self.document = page || self.limits.documents.contains(word);
        self.partitive = self.limits.partitives.contains(syntax.bare_noun(i));
        self.phrase.last = i;
        if let Some(close) = close {
            self.phrase.last = close;
            return;
        }
        self.note(i);
        if syntax.begins_name(i).is_some() {
            self.take(syntax.name_end(i).min(self.limit - 1));
        }
    }

    /// Grows the phrase to token `last`.
    fn take(&mut self, last: usize) {
        for k in self.phrase.last + 1..=last {
            self.note(k);
        }
        self.phrase.last = last.max(self.phrase.last);
    }

    /// Notes what token `k` makes of the phrase.
    fn note(&mut self, k: usize) {
        let (fact, core) = (self.syntax.fact(k), self.syntax.core(k));
        let held = matches!(fact.name, Some(Name::Body | Name::Person));
        let role = self.limits.is_role(core) || fact.suffix && self.limits.is_role(&self.syntax.noun(k));
        let coordinated =
            k > self.phrase.first && (fact.joined || self.syntax.class(k - 1) == Class::Conjunction);
        // «مدير إدارة الشرق الأوسط وآسيا الوسطى»: two places of one office.
        let place = |k: usize| self.syntax.fact(k).name == Some(Name::Place);
        if coordinated && !(self.office && place(k) && place(k - 1)) {
            self.head = k;
            if fact.name.is_some() || role || self.person || self.limits.bodies.contains(core) {
                self.office = false;
                self.person = false;
                self.titled = false;
                self.body = self.limits.is_body(core);
            }
        }
        // «طيار الشركة بمدينة كذا سامي الحداد»: where he serves, and his name, tell an office.
        let served = k > self.head && self.reaches_holder(k);
        if (role || served) && !held {
            self.office = true;
            self.person = false;
        } else if fact.name == Some(Name::Person)
            || self.office
                && fact.class == Class::Proper
                && fact.name.is_none()
                && !fact.article
                && fact.particle.is_none()
                && !self.is_kind(core)
                && !self.is_quoted(k)
        {
            self.titled |= self.office;
            self.person = true;
            self.office = false;
        }
        if k == self.head {
            self.body |= fact.name == Some(Name::Body);
        }
    }
}
