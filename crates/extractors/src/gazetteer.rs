//! `extract.gazetteer`: the phrases of lists, wherever whole words of the text are theirs.

mod build;
mod list;
mod source;
mod words;

use std::sync::Arc;

use warraq_core::create::{ColumnOut, LayerOut};
use warraq_core::options::Path;
use warraq_core::{
    ColumnSchema, ColumnType, Component, Create, Doc, Error, Example, Labels, LayerSchema, Out, Process,
    Processor, Signature, Span, Spec, Sym, options, options_enum,
};

use list::{List, MAGIC};
use source::Entry;
use words::{Alike, Alphabet, Words, chain, hash, letter};

options_enum! {
    /// What is made alike before phrases and texts are compared.
    pub enum Spelling {
        /// marks, tatweel, presentation forms, and letters that writers confuse: أ إ آ ا, ى ي, ة ه, digits
        Loose = "loose",
        /// marks, tatweel and presentation forms
        Bare = "bare",
        /// nothing
        Exact = "exact",
    }
}

options! {
    /// What is looked for.
    pub struct GazetteerOptions {
        /// Lists: tables with the columns phrase, label, id and name (`.tsv`, `.csv`; a first line may name them), TOML with
        /// `[[entry]]`, or what `warraq compile-list` wrote.
        pub files: Vec<Path> = [],
        /// Phrases given here.
        pub phrases: Vec<String> = [],
        /// The label of phrases that have none.
        pub label: String = "MISC",
        /// What is made alike before phrases and texts are compared. Compiled lists have theirs inside.
        pub spelling: Spelling = "loose",
        /// Whether capital and small letters are the same.
        pub fold_case: bool = true,
        /// Whether the particles و ف ب ل ك and the article, also together, may be attached to the first word of a phrase.
        pub particles: bool = true,
    }
}

/// The layer that is written.
const ENTITY: &str = "entity";
/// The fewest letters of a word behind particles; «ورق» is no «رق» with و before it.
const FEWEST: usize = 3;

/// The component.
pub struct Gazetteer {
    lists: Vec<Sought>,
    particles: bool,
    entity: LayerOut,
    name: ColumnOut,
    id: ColumnOut,
}

/// A list, and how texts are read for it.
struct Sought {
    list: List,
    alphabet: Alphabet,
    labels: Vec<Sym>,
}

impl Component for Gazetteer {
    type Options = GazetteerOptions;
    const SPEC: Spec = Spec {
        summary: "finds the phrases of lists",
        doc: "A phrase is found where its words stand one after another in the text, whatever white space lies between \
              them, but not over a blank line; signs count as words. The longest phrase wins, and phrases of a list \
              do not overlap (all tables and phrases are one list, each compiled list is one). The first word may have particles before it; the row covers the letters of the phrase alone, \
              with their marks: «صواريخ» in «وبصواريخ». Letters of scripts without spaces are words by themselves.\n\n\
              The column `name` has the name in the list (the phrase where it gives none), `id` its id. A phrase with \
              several labels or ids gives a row for each.\n\nSpelling is made alike here, so no view is needed; on a view \
              the list is compared with the view's text. Write large lists with `warraq compile-list`: they are used \
              as they lie in the file, a million phrases in some milliseconds.",
        examples: &[
            Example {
                title: "phrases with particles and marks",
                options: "label = \"ORG\"\nphrases = [\"حزب النهر\", \"رابطة الصيادين\"]",
                text: "اتفق مع رابطةِ الصيّادين ولحزب النهر",
                expect: "entity ORG «رابطةِ الصي\u{651}ادين» name=رابطة الصيادين\nentity ORG «حزب النهر» name=حزب النهر",
            },
            Example {
                title: "the longest phrase wins",
                options: "label = \"LOC\"\nphrases = [\"وادي\", \"وادي الزيتون\"]",
                text: "من وادي الزيتون",
                expect: "entity LOC «وادي الزيتون» name=وادي الزيتون",
            },
        ],
        ..Spec::new("extract.gazetteer")
    };

    fn signature(options: &GazetteerOptions, s: &mut Signature) -> Result<(), Error> {
        if options.files.is_empty() && options.phrases.is_empty() {
            return Err(Error::option("files", "there is no list and no phrase to look for"));
        }
        let mut schema =
            warraq_core::layers::get(ENTITY).unwrap_or_else(|| LayerSchema::new(ENTITY, Labels::Open));
        schema.labels = Labels::Open;
        schema.columns.push(ColumnSchema::nullable("id", ColumnType::Text));
        s.writes_as(schema);
        Ok(())
    }

    fn create(cx: &Create<'_>, options: GazetteerOptions) -> Result<Self, Error> {
        let mut lists = Vec::new();
        let mut entries = Vec::new();
        for (at, path) in options.files.iter().enumerate() {
            let asset = cx.asset(path)?;
            let wrong = |message| Error::option(&format!("files.{at}"), message);
            if asset.bytes.starts_with(MAGIC) {
                lists.push(List::open(Arc::clone(&asset.bytes)).map_err(wrong)?);
            } else {
                source::read(path.as_str(), &asset.bytes, &options.label, &mut entries).map_err(wrong)?;
            }
        }
        entries.extend(options.phrases.iter().enumerate().map(|(at, phrase)| Entry {
            phrase: phrase.clone(),
            label: options.label.clone(),
            place: format!("phrases.{at}"),
            ..Entry::default()
        }));
        if !entries.is_empty() {
            let bytes = build::compile(&entries, alike(options.spelling, options.fold_case));
            let bytes = bytes.map_err(Error::config)?;
            lists.push(List::open(bytes.into()).map_err(Error::config)?);
        }
        let sought = |list: List| Sought {
            alphabet: Alphabet::new(list.alike),
            labels: list.names.iter().map(|name| cx.intern(name)).collect(),
            list,
        };
        Ok(Self {
            lists: lists.into_iter().map(sought).collect(),
            particles: options.particles,
            entity: cx.output(ENTITY)?,
            name: cx.output_column(ENTITY, "name")?,
            id: cx.output_column(ENTITY, "id")?,
        })
    }
}

fn alike(spelling: Spelling, fold_case: bool) -> Alike {
    let spelling = match spelling {
        Spelling::Exact => 0,
        Spelling::Bare => 1,
        Spelling::Loose => 2,
    };
    Alike { spelling, fold_case }
}

/// Compiles lists into the form that the option `files` takes as it lies in its file. Each list has its path, whose
/// ending tells its form, and its bytes.
///
/// # Errors
/// What is wrong in a list, with its line.
pub fn compile_lists(
    lists: &[(String, Vec<u8>)],
    label: &str,
    spelling: Spelling,
    fold_case: bool,
) -> Result<Vec<u8>, String> {
    let mut entries = Vec::new();
    for (path, bytes) in lists {
        if bytes.starts_with(MAGIC) {
            return Err(format!("{path} is a compiled list already"));
        }
        source::read(path, bytes, label, &mut entries)?;
    }
    if entries.is_empty() {
        return Err("the lists are empty".into());
    }
    build::compile(&entries, alike(spelling, fold_case))
}

impl Process for Gazetteer {
    type Worker = Finder;

    fn worker(self: &Arc<Self>) -> Result<Finder, Error> {
        Ok(Finder { gazetteer: Arc::clone(self), words: Words::default() })
    }
}

/// A worker of [`Gazetteer`].
pub struct Finder {
    gazetteer: Arc<Gazetteer>,
    words: Words,
}

impl Processor for Finder {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let gazetteer = &self.gazetteer;
        let mut asked = 0_u32;
        for sought in &gazetteer.lists {
            sought.alphabet.read(doc.text, &mut self.words);
            let words = &self.words;
            let mut at = 0;
            while at < words.len() {
                asked += 1;
                if asked.is_multiple_of(1024) && out.stop() {
                    return Err(Error::cancelled());
                }
                let Some(found) = sought.longest(words, at, gazetteer.particles) else {
                    at += 1;
                    continue;
                };
                gazetteer.push(sought, words, at, found, doc.text, out);
                at = found.last + 1;
            }
        }
        Ok(())
    }
}

impl Gazetteer {
    /// Pushes the rows of all entries with the phrase that was found.
    fn push(&self, sought: &Sought, words: &Words, at: usize, found: Found, text: &str, out: &mut Out<'_>) {
        let start = words.starts.get(at).copied().unwrap_or_default();
        let start = match found.skipped {
            0 => start,
            skipped => sought.alphabet.letter(text, start, skipped),
        };
        let span = Span::new(start, words.ends.get(found.last).copied().unwrap_or(start));
        let mut entry = found.entry;
        loop {
            let (label, more) = sought.list.label(entry);
            let label = sought.labels.get(label).copied().unwrap_or(Sym::NONE);
            let row = out.push(self.entity, span, label).text(self.name, sought.list.name(entry));
            let id = sought.list.id(entry);
            if !id.is_empty() {
                row.text(self.id, id);
            }
            if !more {
                return;
            }
            entry += 1;
        }
    }
}

/// A phrase in the text.
#[derive(Clone, Copy)]
struct Found {
    entry: u32,
    /// Its last word.
    last: usize,
    /// How many letters of the first word are particles.
    skipped: usize,
}

impl Sought {
    /// The longest phrase that begins at a word, with as few letters taken for particles as may be.
    fn longest(&self, words: &Words, at: usize, particles: bool) -> Option<Found> {
        let whole = First { skipped: 0, article: false };
        let mut best = self.from(words, at, whole);
        if particles {
            let letters = words.letters(at);
            for first in behind_particles(letters).into_iter().flatten() {
                let found = self.from(words, at, first);
                let last = |found: &Option<Found>| found.map(|found| found.last);
                if found.is_some() && last(&found) > last(&best) {
                    best = found;
                }
            }
        }
        best
    }

    /// The longest phrase from a word on whose first letters are left out.
    fn from(&self, words: &Words, at: usize, first: First) -> Option<Found> {
        let word = match first {
            First { skipped: 0, article: false } => *words.hashes.get(at)?,
            first => hash(first.letters(words.letters(at))),
        };
        let mut key = self.list.key(word);
        let mut last = at;
        let mut best = None;
        while let Some(slot) = self.list.slot(key) {
            if let Some(entry) = slot.entry.filter(|entry| self.is_phrase(*entry, words, at, last, first)) {
                best = Some(Found { entry, last, skipped: first.skipped });
            }
            if !slot.continues {
                break;
            }
            last += 1;
            let Some(word) = words.hashes.get(last) else { break };
            key = chain(key, *word);
        }
        best
    }

    fn is_phrase(&self, entry: u32, words: &Words, at: usize, last: usize, first: First) -> bool {
        let mut chars = self.list.phrase(entry).chars();
        for word in at..=last {
            if word > at && chars.next() != Some(' ') {
                return false;
            }
            let letters = words.letters(word);
            let same = match word == at {
                true => first.letters(letters).all(|code| chars.next() == letter(code)),
                false => letters.iter().all(|code| chars.next() == letter(*code)),
            };
            if !same {
                return false;
            }
        }
        chars.next().is_none()
    }
}

/// What of a text's word is the first word of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct First {
    skipped: usize,
    /// Whether the article stands before it: «للعراق» is ل and «العراق».
    article: bool,
}

const ALEF: u32 = 'ا' as u32;
const LAM: u32 = 'ل' as u32;
const CONJUNCTIONS: [u32; 2] = ['و' as u32, 'ف' as u32];
const PREPOSITIONS: [u32; 3] = ['ب' as u32, LAM, 'ك' as u32];

impl First {
    fn letters(self, letters: &[u32]) -> impl Iterator<Item = u32> {
        let article: &[u32] = match self.article {
            true => &[ALEF, LAM],
            false => &[],
        };
        // Of «لل» the second letter is the article's own.
        let from = self.skipped + usize::from(self.article);
        article.iter().chain(letters.get(from..).unwrap_or_default()).copied()
    }
}

/// What may be left of a word behind particles, the fewest letters left out first.
fn behind_particles(letters: &[u32]) -> [Option<First>; 8] {
    let mut found = [None; 8];
    let is = |at: usize, which: &[u32]| letters.get(at).is_some_and(|letter| which.contains(letter));
    if !(is(0, &CONJUNCTIONS) || is(0, &PREPOSITIONS) || is(0, &[ALEF])) {
        return found;
    }
    let mut count = 0;
    let mut add = |skipped: usize, article: bool| {
        let left = letters.len().saturating_sub(skipped);
        if left >= FEWEST
            && let Some(slot) = found.get_mut(count)
        {
            *slot = Some(First { skipped, article });
            count += 1;
        }
    };
    let conjunction = usize::from(is(0, &CONJUNCTIONS));
    for at in if conjunction == 1 { 0..=1 } else { 0..=0 } {
        if at > 0 {
            add(at, false);
        }
        if is(at, &[ALEF]) && is(at + 1, &[LAM]) {
            add(at + 2, false);
        }
        if at == conjunction && is(at, &PREPOSITIONS) {
            add(at + 1, false);
            if is(at, &[LAM]) && is(at + 1, &[LAM]) {
                add(at + 1, true);
                add(at + 2, false);
            } else if is(at + 1, &[ALEF]) && is(at + 2, &[LAM]) {
                add(at + 3, false);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
