//! The event lexicon: verbs and nouns that name events, with their class and argument frame.

use serde::Deserialize;
use warraq_arabic::lexed::{Lexicon as Table, fold};
use warraq_core::{Error, layers};

use crate::inflect::{self, Shape, Shown};

/// The file of events, as a linguist writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    event: Vec<Entry>,
}

/// One entry of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    class: String,
    past: Option<String>,
    present: Option<String>,
    passive: Option<String>,
    participle: Option<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    object: Object,
    #[serde(default)]
    to: Vec<String>,
    #[serde(default)]
    suffers: bool,
    #[serde(default)]
    weapon: bool,
    #[serde(default)]
    needs: Vec<String>,
    harm: Option<Harm>,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    people: bool,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    visit: bool,
    own: Option<Object>,
    #[serde(default)]
    tagged: bool,
    #[serde(default)]
    close: bool,
    #[serde(default)]
    alone: bool,
}

/// What the object of a verb, or the genitive of a noun, is to the event.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Object {
    /// Whom it is done to.
    #[default]
    Recipient,
    /// Who does it; what the verb's object is does not matter.
    Actor,
    /// What it is done with.
    Thing,
}

/// What an event does to people.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Harm {
    Killed,
    Wounded,
}

/// One lemma.
#[derive(Debug)]
pub(super) struct Kind {
    /// The number of its class in [`layers::EVENT_CLASSES`].
    pub(super) class: usize,
    pub(super) object: Object,
    /// Prepositions before the recipient, folded.
    pub(super) to: Vec<String>,
    pub(super) suffers: bool,
    pub(super) weapon: bool,
    /// Words of which one must follow, folded.
    pub(super) needs: Vec<String>,
    pub(super) harm: Option<Harm>,
    pub(super) strict: bool,
    /// Whether its object, or the genitive of a noun whose object is the actor, is people: with things it means something else.
    pub(super) people: bool,
    /// Words that close behind it give it another meaning, folded.
    pub(super) not: Vec<String>,
    /// Whether a place as the verb's object or the noun's genitive is what is visited.
    pub(super) visit: bool,
    /// Whom the pronoun of its noun stands for, where that is told: «إدانته» is his, «اعتقاله» happened to him.
    pub(super) own: Option<Object>,
    /// Whether the tagger must take its verb for one: the letters are those of a common noun, too.
    pub(super) tagged: bool,
    /// Whether a word that it needs must stand next to it or the next but one.
    pub(super) close: bool,
    /// Whether its noun is an event though nobody is told.
    pub(super) alone: bool,
}

/// A reading of a word as a trigger.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// The number of the lemma.
    pub(super) kind: usize,
    pub(super) shown: Shown,
    /// Whether the letters show a passive.
    pub(super) passive: bool,
    /// Bytes of the folded form that are attached particles.
    pub(super) skip: usize,
    /// Whether و or ف is attached.
    pub(super) joined: bool,
    /// Whether the article is attached.
    pub(super) article: bool,
}

/// All lemmas by their inflected forms.
#[derive(Default)]
pub(super) struct Lexicon {
    kinds: Vec<Kind>,
    forms: Table<u32>,
    groups: Vec<Vec<(usize, Shown, bool)>>,
}

impl Lexicon {
    /// Adds the events of a file.
    ///
    /// # Errors
    /// The file is not TOML of this shape, or a class is none of PLOVER's.
    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let file: File = toml::from_str(text).map_err(|error| Error::config(format!("{name}: {error}")))?;
        for entry in file.event {
            let kind = self.kinds.len();
            let Some(class) = layers::EVENT_CLASSES.iter().position(|class| *class == entry.class) else {
                let allowed = layers::EVENT_CLASSES.join(", ");
                return Err(Error::config(format!(
                    "{name}: an event has the class {}, allowed is one of {allowed}",
                    entry.class
                )));
            };
            self.inflect(kind, &entry);
            let folded = |words: Vec<String>| words.iter().map(|word| fold::folded(word)).collect();
            let Entry {
                object, suffers, weapon, harm, strict, people, visit, own, tagged, close, alone, ..
            } = entry;
            let (to, needs, not) = (folded(entry.to), folded(entry.needs), folded(entry.not));
            let kind = Kind {
                class,
                object,
                to,
                suffers,
                weapon,
                needs,
                harm,
                strict,
                people,
                not,
                visit,
                own,
                tagged,
                close,
                alone,
            };
            self.kinds.push(kind);
        }
        Ok(())
    }

    fn inflect(&mut self, kind: usize, entry: &Entry) {
        let mut forms = Vec::new();
        // Before the noun, which may be written alike: «مطالبة».
        if let Some(participle) = &entry.participle {
            inflect::participle(participle, &mut forms);
            forms.retain(|(_, shown)| shown.shape == Shape::Circumstance);
        }
        if let Some(past) = &entry.past {
            inflect::past(past, &mut forms);
        }
        if let Some(present) = &entry.present {
            inflect::present(present, &mut forms);
        }
        for noun in &entry.nouns {
            inflect::noun(noun, &mut forms);
        }
        for (form, shown) in forms {
            self.push(&form, kind, shown, false);
        }
        if let Some(passive) = &entry.passive {
            let mut forms = Vec::new();
            inflect::past(passive, &mut forms);
            for (form, shown) in forms.into_iter().filter(|(_, shown)| !shown.pronoun) {
                self.push(&form, kind, shown, true);
            }
        }
    }

    fn push(&mut self, form: &str, kind: usize, shown: Shown, passive: bool) {
        let number = match self.forms.get(&fold::folded(form)) {
            Some(number) => number as usize,
            None => {
                self.forms.add(form, self.groups.len() as u32);
                self.groups.push(Vec::new());
                self.groups.len() - 1
            }
        };
        if let Some(group) = self.groups.get_mut(number) {
            group.push((kind, shown, passive));
        }
    }

    /// The lemma of a number.
    pub(super) fn kind(&self, number: usize) -> Option<&Kind> {
        self.kinds.get(number)
    }

    /// All readings of a folded form, with the fewest particles first.
    pub(super) fn find(&self, form: &str, out: &mut Vec<Found>) {
        out.clear();
        self.readings(form, 0, false, out);
        if let Some(rest) = form.strip_prefix(['و', 'ف']) {
            self.readings(rest, form.len() - rest.len(), true, out);
        }
    }

    fn readings(&self, form: &str, skip: usize, joined: bool, out: &mut Vec<Found>) {
        self.group(form, skip, (joined, false), &|_| true, out);
        if let Some(rest) = form.strip_prefix(['س', 'ل']) {
            self.group(rest, skip + 2, (joined, false), &|shape| shape == Shape::Present, out);
        }
        if let Some(rest) = form.strip_prefix("ال") {
            self.group(rest, skip + 4, (joined, true), &|shape| shape == Shape::Noun, out);
        }
        let Some(rest) = form.strip_prefix(['ب', 'ل', 'ك']) else { return };
        self.group(rest, skip + 2, (joined, false), &|shape| shape == Shape::Noun, out);
        let lam = form.starts_with('ل');
        if let Some(inner) = rest.strip_prefix("ال").or_else(|| rest.strip_prefix('ل').filter(|_| lam)) {
            let skip = skip + form.len() - inner.len();
            self.group(inner, skip, (joined, true), &|shape| shape == Shape::Noun, out);
        }
    }

    fn group(
        &self,
        form: &str,
        skip: usize,
        (joined, article): (bool, bool),
        fits: &dyn Fn(Shape) -> bool,
        out: &mut Vec<Found>,
    ) {
        // An indefinite accusative is written with an alef («هجوما»).
        let bare = form.strip_suffix('ا').filter(|stem| stem.chars().count() > 2);
        for (form, noun_only) in [(Some(form), false), (bare, true)] {
            let Some(number) = form.and_then(|form| self.forms.get(form)) else { continue };
            for &(kind, shown, passive) in self.groups.get(number as usize).into_iter().flatten() {
                // «العزلة» is no «عزله»: what has an article has no pronoun.
                let fits = fits(shown.shape) && !(article && shown.pronoun);
                if fits && (!noun_only || shown.shape == Shape::Noun && !shown.pronoun) {
                    out.push(Found { kind, shown, passive, skip, joined, article });
                }
            }
        }
    }
}
