//! The class of each token: from closed lists and the shape of the word, until a better source refines it.

use std::collections::HashMap;

use warraq_arabic::lexed::{Kind, Lexed, Lexicon, fold};
use warraq_arabic::morphology::FUNCTION_WORDS;

use crate::inflect::PRONOUNS;

/// What a token can be to a sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Class {
    /// A common noun, or a word that nothing is known about.
    Noun,
    /// A proper noun.
    Proper,
    /// An adjective.
    Adjective,
    /// A number, in digits or words.
    Number,
    /// A finite verb.
    Verb,
    /// A preposition written as a word of its own.
    Preposition,
    /// A pronoun or demonstrative.
    Pronoun,
    /// A relative pronoun.
    Relative,
    /// A conjunction.
    Conjunction,
    /// أن and its sisters.
    That,
    /// A particle: negation, tense, question.
    Particle,
    /// An adverb.
    Adverb,
    /// A comma or semicolon.
    Comma,
    /// A colon.
    Colon,
    /// A full stop, question or exclamation mark.
    #[default]
    Stop,
    /// Any other sign.
    Sign,
}

/// What a name names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Name {
    /// People.
    Person,
    /// Organisations.
    Body,
    /// Places.
    Place,
    /// Anything else.
    Other,
}

/// What is known about a token. Offsets are bytes of its folded form.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Fact {
    /// The class.
    pub(crate) class: Class,
    /// Whether و or ف is attached.
    pub(crate) joined: bool,
    /// ب, ل or ك attached.
    pub(crate) particle: Option<char>,
    /// Whether there is an article.
    pub(crate) article: bool,
    /// Whether a pronoun suffix is attached.
    pub(crate) suffix: bool,
    /// Where the stem begins, its article included.
    pub(crate) stem: u8,
    /// Where the stem begins, its article left out.
    pub(crate) core: u8,
    /// Feminine by its form.
    pub(crate) feminine: bool,
    /// Plural by its form or features.
    pub(crate) plural: bool,
    /// Indefinite accusative by its form («قرارا»), or an oblique sound plural («النواب» has none, «المواطنين» has).
    pub(crate) accusative: bool,
    /// Whether a step before this one said so, not the shape of the word.
    pub(crate) sure: bool,
    /// Whether the ت before the word's pronoun is no letter of its lemma but ة, where a step before this one told the lemma: «نقابتهم»,
    /// «مراسلتنا», but not «بيته».
    pub(crate) marbuta: Option<bool>,
    /// Whether it is written with a ة at its end, which the folded form shows as ه.
    pub(crate) taa: bool,
    /// Whether it is written with أ at its start, which the folded form shows as ا.
    pub(crate) hamza: bool,
    /// The kind of name that an earlier step found here.
    pub(crate) name: Option<Name>,
    /// Whether that name goes on with the next token.
    pub(crate) more: bool,
}

impl Fact {
    /// The same as a common noun.
    fn noun(self) -> Self {
        Fact { class: Class::Noun, ..self }
    }

    /// Whether the token can be part of a noun phrase.
    pub(crate) fn is_nominal(&self) -> bool {
        matches!(self.class, Class::Noun | Class::Proper | Class::Adjective | Class::Number)
    }
}

/// The closed lists.
pub(crate) struct Words {
    classes: Lexicon<Class>,
}

const THAT: [&str; 3] = ["أن", "إن", "ان"];
const RELATIVES: [&str; 10] =
    ["الذي", "التي", "الذين", "اللذان", "اللذين", "اللتان", "اللتين", "اللواتي", "اللاتي", "ممن"];
/// Compound prepositions, and prepositions that have swallowed ما.
const COMPOUND_PREPOSITIONS: [&str; 16] = [
    "بحق",
    "بسبب",
    "بشأن",
    "بفضل",
    "بموجب",
    "بخصوص",
    "بهدف",
    "لصالح",
    "مما",
    "عما",
    "لما",
    "بما",
    "ضد",
    "باتجاه",
    "بشكل",
    "بدون",
];
/// Quantifiers head a noun phrase («كل الأطراف», «بعض النواب»).
const QUANTIFIERS: [&str; 13] =
    ["كل", "بعض", "جميع", "عدة", "عدد", "أحد", "إحدى", "كافة", "معظم", "غالبية", "أغلب", "مختلف", "كلا"];

/// The pronouns that are attached to أن and to prepositions.
fn pronouns() -> impl Iterator<Item = &'static str> {
    PRONOUNS.into_iter().chain(["كم"])
}

impl Words {
    pub(crate) fn new() -> Self {
        let mut classes: HashMap<String, Class> = HashMap::new();
        for word in THAT {
            classes.entry(fold::folded(word)).or_insert(Class::That);
            for suffix in pronouns() {
                classes.entry(fold::folded(&format!("{word}{suffix}"))).or_insert(Class::That);
            }
        }
        for word in RELATIVES {
            classes.entry(fold::folded(word)).or_insert(Class::Relative);
        }
        for line in FUNCTION_WORDS.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split('\t');
            let (Some(form), Some(_), Some(upos)) = (parts.next(), parts.next(), parts.next()) else {
                continue;
            };
            let class = match upos.split(',').next() {
                Some("ADP") => Class::Preposition,
                Some("PRON" | "DET") => Class::Pronoun,
                Some("CCONJ" | "SCONJ") => Class::Conjunction,
                Some("PART" | "AUX") => Class::Particle,
                Some("ADV") => Class::Adverb,
                Some("NUM") => Class::Number,
                Some("VERB") => Class::Verb,
                _ => continue,
            };
            let form = fold::folded(form);
            for suffix in pronouns().filter(|_| class == Class::Preposition) {
                classes.entry(format!("{form}{suffix}")).or_insert(Class::Adverb);
            }
            classes.entry(form).or_insert(class);
        }
        for word in COMPOUND_PREPOSITIONS {
            classes.insert(fold::folded(word), Class::Preposition);
        }
        for word in QUANTIFIERS {
            classes.insert(fold::folded(word), Class::Noun);
        }
        Self { classes: Lexicon::new(classes.iter().map(|(word, class)| (word.as_str(), *class))) }
    }

    /// The class of a bare folded word in the closed lists.
    pub(crate) fn closed(&self, form: &str) -> Option<Class> {
        self.classes.get(form)
    }

    /// Fills `facts` with one fact for each token.
    pub(crate) fn classify(&self, lexed: &Lexed, facts: &mut Vec<Fact>) {
        facts.clear();
        for i in 0..lexed.len() {
            facts.push(self.fact(lexed, i));
        }
    }

    fn fact(&self, lexed: &Lexed, i: usize) -> Fact {
        let form = lexed.form(i);
        let class = match lexed.kind(i) {
            Some(Kind::Word) => return self.word(lexed, i),
            Some(Kind::Latin) => Class::Proper,
            Some(Kind::Number) => Class::Number,
            _ => match form {
                "," | ";" => Class::Comma,
                ":" => Class::Colon,
                "." | "?" | "!" | "…" => Class::Stop,
                _ => Class::Sign,
            },
        };
        Fact { class, ..Fact::default() }
    }

    fn word(&self, lexed: &Lexed, i: usize) -> Fact {
        let form = lexed.form(i);
        // Without the dots of ى under it «علي» is a preposition, with them a name; with them «والي» is an office.
        let dotted = lexed.get(i).is_some_and(|token| !token.notes.maqsura);
        match form {
            "علي" if dotted => return Fact { class: Class::Proper, ..Fact::default() },
            "والي" if dotted => return Fact::default().noun(),
            _ => {}
        }
        if let Some(class) = self.closed(form) {
            return shape(form, Fact { class, ..Fact::default() });
        }
        let mut fact = Fact { class: Class::Noun, ..Fact::default() };
        let mut at = 0;
        let rest = |at: usize| form.get(at..).unwrap_or("");
        let letters = form.chars().count();
        if letters > 2 && (form.starts_with('و') || form.starts_with('ف')) {
            let closed = self.closed(rest(2));
            let article = rest(2).starts_with("ال") && letters > 4;
            if closed.is_some() || article || (form.starts_with('و') && letters > 3 && !is_waw_stem(form)) {
                fact.joined = true;
                at = 2;
                fact.class = closed.unwrap_or(Class::Noun);
            }
        }
        let inner = rest(at);
        if let Some(c) = inner.chars().next().filter(|c| matches!(c, 'ب' | 'ل' | 'ك')) {
            let after = rest(at + 2);
            let merged = c == 'ل' && after.starts_with('ل') && after.chars().count() > 2;
            let written = after.starts_with("ال") && after.chars().count() > 3;
            let that = self.closed(after) == Some(Class::That) && after.chars().count() > 1;
            if merged || written || that {
                fact.particle = Some(c);
                fact.class = if that { Class::That } else { Class::Noun };
                at += 2;
                fact.stem = at as u8;
                fact.article = merged || written;
                fact.core = (at
                    + if merged {
                        2
                    } else if written {
                        4
                    } else {
                        0
                    }) as u8;
                return shape(form, fact);
            }
        }
        fact.stem = at as u8;
        fact.core = at as u8;
        if inner.starts_with("ال") && inner.chars().count() > 3 {
            fact.article = true;
            fact.core = (at + 4) as u8;
        } else if fact.class == Class::Noun && is_present(inner) {
            fact.class = Class::Verb;
        }
        shape(form, fact)
    }
}

/// Stems that begin with و though the rest looks like a word.
fn is_waw_stem(form: &str) -> bool {
    [
        "وزير",
        "وزار",
        "وكال",
        "وسايل",
        "واشنطن",
        "والد",
        "والي",
        "وفد",
        "وحد",
        "وثيق",
        "وثايق",
        "وضع",
        "وطن",
        "ولاي",
        "وسط",
        "واحد",
        "واقع",
        "واضح",
        "وجود",
        "وكيل",
        "وفاه",
        "وصف",
        "واصل",
        "وعد",
        "وقف",
        "ورق",
        "وفق",
    ]
    .iter()
    .any(|stem| form.starts_with(stem))
}

/// The shape of a present-tense verb: ي and at least three letters, none of the endings of nouns in ي….
fn is_present(form: &str) -> bool {
    let letters = form.chars().count();
    form.starts_with('ي') && (4..=8).contains(&letters) && !form.ends_with('ه') && !form.ends_with("يا")
        || form.starts_with("سي")
            && (5..=8).contains(&letters)
            && !form.ends_with('ه')
            && !form.ends_with("يا")
}

/// Gender, number and case as far as the letters show them.
pub(super) fn shape(form: &str, mut fact: Fact) -> Fact {
    let core = form.get(usize::from(fact.core)..).unwrap_or("");
    let letters = core.chars().count();
    fact.feminine = core.ends_with('ه') || core.ends_with("ات");
    fact.plural = letters > 4 && (core.ends_with("ات") || core.ends_with("ون") || core.ends_with("ين"));
    fact.accusative =
        !fact.article && letters > 3 && core.ends_with('ا') && !core.ends_with("يا") && !core.ends_with("ها");
    fact
}
