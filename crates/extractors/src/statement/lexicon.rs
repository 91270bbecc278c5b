//! The cue lexicon: what reports speech, with its frame and what it takes, found by any inflected form.

use serde::Deserialize;
use warraq_arabic::lexed::{self, fold};
use warraq_core::Error;
use warraq_model::hash;

use crate::inflect::{self, Shape, Shown};

/// The file of cues, as a linguist writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    cue: Vec<Entry>,
}

/// One entry of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    past: Option<String>,
    present: Option<String>,
    participle: Option<String>,
    #[serde(default)]
    nouns: Vec<String>,
    frame: String,
    takes: Vec<String>,
    #[serde(default)]
    addressee: bool,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    near: bool,
    #[serde(default)]
    disclose: bool,
    #[serde(default)]
    agent: bool,
}

/// The frames that an entry may have.
pub(super) const FRAMES: [&str; 12] = [
    "affirm", "deny", "accuse", "call", "promise", "warn", "disclose", "judge", "ask", "feel", "agree",
    "refer",
];

/// The prepositions that an entry may take, as the files write them.
const PREPOSITIONS: [&str; 10] = ["إلى", "على", "عن", "من", "ب", "ل", "في", "حول", "مع", "ضد"];

/// What an entry takes.
#[derive(Debug, Default)]
pub(super) struct Takes {
    /// أن, إن and what is made of them.
    pub(super) that: bool,
    /// A noun phrase as the content.
    pub(super) object: bool,
    /// Direct speech.
    pub(super) quote: bool,
    /// A question.
    pub(super) question: bool,
    /// «حمّل فلانا مسؤولية …».
    pub(super) blame: bool,
    /// Prepositions, folded.
    pub(super) prepositions: Vec<String>,
}

/// A cue: one lemma.
#[derive(Debug)]
pub(super) struct Cue {
    /// The hash of its first form, by which it is known whatever stands before it in its file.
    pub(super) lemma: u64,
    /// The number of its frame in [`FRAMES`].
    pub(super) frame: usize,
    /// What introduces the content.
    pub(super) takes: Takes,
    /// Whether an object may be the one spoken to.
    pub(super) addressee: bool,
    /// Whether it has other common meanings.
    pub(super) strict: bool,
    /// Whether its content follows at once or right behind its subject.
    pub(super) near: bool,
    /// Whether its negation discloses nothing.
    pub(super) disclose: bool,
    /// Whether it is one only of those who can speak: a thing may be its subject in another meaning.
    pub(super) agent: bool,
}

impl Cue {
    /// Whether it is a noun that names what somebody does: «قرار», «تعليمات».
    pub(super) fn is_act(&self) -> bool {
        self.strict && !self.addressee && !self.takes.that && self.takes.prepositions.len() == 1
    }

    /// Whether who denies it has said nothing: «لم يطالب بـ», «لا يهدد».
    pub(super) fn is_undone(&self) -> bool {
        matches!(FRAMES.get(self.frame), Some(&("call" | "accuse" | "promise" | "warn")))
    }
}

/// A reading of a word as a cue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Found {
    /// The cue's number.
    pub(super) cue: usize,
    /// What the form shows.
    pub(super) shown: Shown,
    /// Bytes of the folded form that are attached particles.
    pub(super) skip: usize,
    /// Whether و or ف is attached.
    pub(super) joined: bool,
}

/// All cues by their inflected forms.
#[derive(Default)]
pub(super) struct Lexicon {
    cues: Vec<Cue>,
    /// How many of them the first file has.
    built_in: usize,
    forms: lexed::Lexicon<u32>,
    /// The readings of each form.
    groups: Vec<Vec<(usize, Shown)>>,
}

impl Lexicon {
    /// Adds the cues of a file.
    ///
    /// # Errors
    /// The file is not TOML of this shape, or a value is none of those allowed.
    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let file: File = toml::from_str(text).map_err(|error| Error::config(format!("{name}: {error}")))?;
        for entry in file.cue {
            let cue = self.cues.len();
            self.cues.push(read(name, &entry)?);
            let mut forms = Vec::new();
            if let Some(past) = &entry.past {
                inflect::past(past, &mut forms);
            }
            if let Some(present) = &entry.present {
                inflect::present(present, &mut forms);
            }
            if let Some(participle) = &entry.participle {
                inflect::participle(participle, &mut forms);
            }
            for noun in &entry.nouns {
                inflect::noun(noun, &mut forms);
            }
            let objects = entry.addressee || entry.takes.iter().any(|item| item == "object");
            forms.retain(|(_, shown)| objects || !shown.pronoun || shown.shape == Shape::Noun);
            // «دعوة» looks like «دعوه», which nobody writes.
            let noun: Vec<String> = entry.nouns.iter().map(|noun| fold::folded(noun)).collect();
            forms.retain(|(form, shown)| {
                !shown.pronoun || shown.shape != Shape::Past || !noun.contains(&fold::folded(form))
            });
            for (form, shown) in forms {
                self.push(&form, cue, shown);
            }
        }
        if self.built_in == 0 {
            self.built_in = self.cues.len();
        }
        Ok(())
    }

    fn push(&mut self, form: &str, cue: usize, shown: Shown) {
        let number = match self.forms.get(&fold::folded(form)) {
            Some(number) => number as usize,
            None => {
                self.forms.add(form, self.groups.len() as u32);
                self.groups.push(Vec::new());
                self.groups.len() - 1
            }
        };
        if let Some(readings) =
            self.groups.get_mut(number).filter(|readings| !readings.contains(&(cue, shown)))
        {
            readings.push((cue, shown));
        }
    }

    /// The readings of a folded form without particles.
    fn group(&self, form: &str) -> &[(usize, Shown)] {
        self.forms.get(form).and_then(|number| self.groups.get(number as usize)).map_or(&[], Vec::as_slice)
    }

    /// Whether a cue is of the first file.
    pub(super) fn is_built_in(&self, cue: usize) -> bool {
        cue < self.built_in
    }

    /// The cue of a number.
    pub(super) fn cue(&self, number: usize) -> Option<&Cue> {
        self.cues.get(number)
    }

    /// Whether a folded form without article is the verbal noun of a cue.
    pub(super) fn is_noun(&self, form: &str) -> bool {
        self.group(form).iter().any(|(_, shown)| shown.shape == Shape::Noun && !shown.pronoun)
    }

    /// All readings of a folded form as a cue, with the fewest particles first.
    pub(super) fn find(&self, form: &str, maqsura: bool, out: &mut Vec<Found>) {
        out.clear();
        self.readings(form, 0, false, maqsura, out);
        if let Some(rest) = form.strip_prefix(['و', 'ف']) {
            self.readings(rest, form.len() - rest.len(), true, maqsura, out);
        }
    }

    fn readings(&self, form: &str, skip: usize, joined: bool, maqsura: bool, out: &mut Vec<Found>) {
        let mut push = |form: &str, skip: usize, allowed: &dyn Fn(Shape) -> bool| {
            for (cue, shown) in self.group(form) {
                if allowed(shown.shape) && (maqsura || !shown.maqsura) {
                    out.push(Found { cue: *cue, shown: *shown, skip, joined });
                }
            }
        };
        push(form, skip, &|_| true);
        // The future س and the ل of purpose stand before the present, ب and ل before nouns.
        if let Some(rest) = form.strip_prefix(['س', 'ل']) {
            push(rest, skip + 2, &|shape| shape == Shape::Present);
        }
        if let Some(rest) = form.strip_prefix(['ب', 'ل', 'ك']) {
            push(rest, skip + 2, &|shape| shape == Shape::Noun);
            // «للدعوات المنادية» is no cue of its own, «للمطالبة» is.
            if let Some(rest) = rest.strip_prefix('ل').filter(|_| form.starts_with('ل')) {
                push(&format!("ال{rest}"), skip + 2, &|shape| shape == Shape::Attribute);
            }
        }
    }
}

fn read(name: &str, entry: &Entry) -> Result<Cue, Error> {
    let word =
        entry.past.as_deref().or(entry.participle.as_deref()).or(entry.nouns.first().map(String::as_str));
    let Some(word) = word else {
        return Err(Error::config(format!("{name}: a cue has neither past nor participle nor nouns")));
    };
    let Some(frame) = FRAMES.iter().position(|frame| *frame == entry.frame) else {
        let allowed = FRAMES.join(", ");
        return Err(Error::config(format!(
            "{name}: the cue {word} has the frame {}, allowed is one of {allowed}",
            entry.frame
        )));
    };
    let mut takes = Takes::default();
    for item in &entry.takes {
        match item.as_str() {
            "أن" => takes.that = true,
            "object" => takes.object = true,
            "quote" => takes.quote = true,
            "question" => takes.question = true,
            "مسؤولية" => takes.blame = true,
            preposition if PREPOSITIONS.contains(&preposition) => {
                takes.prepositions.push(fold::folded(preposition))
            }
            other => {
                let allowed = PREPOSITIONS.join(", ");
                return Err(Error::config(format!(
                    "{name}: the cue {word} takes {other}, allowed is أن, object, quote, question, or one of {allowed}"
                )));
            }
        }
    }
    let Entry { addressee, strict, near, disclose, agent, .. } = *entry;
    Ok(Cue { lemma: hash::text(&fold::folded(word)), frame, takes, addressee, strict, near, disclose, agent })
}
