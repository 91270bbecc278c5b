//! `extract.entity`: names of persons, organisations, places and other things.

use std::sync::Arc;

use warraq_arabic::normalise::{Normaliser, Switches};
use warraq_core::options::Path;
use warraq_core::{
    ColumnIn, ColumnOut, ColumnType, Component, Create, Doc, Error, Example, LayerIn, LayerOut, LayerView,
    Out, Process, Processor, Signature, Spec, Sym,
};

pub mod classes;
pub mod features;
pub mod finder;
pub mod gazetteer;
pub mod kinds;
mod mention;
mod name;
pub mod reading;
mod rules;
mod sums;
pub mod tagger;
#[cfg(test)]
mod tests;
pub mod unit;
mod words;

use finder::{Finder, Found, Label, Rule};
use reading::Reading;
use tagger::{Model, Scratch};
use unit::{Shape, Token, UPOS, Word};

const WEIGHTS: &[u8] = include_bytes!("../models/entity.weights");

warraq_core::options! {
    /// What may be chosen about entities.
    pub struct EntityOptions {
        /// A weight file of `warraq-train entities` instead of the one that is compiled in.
        pub weights: Option<Path>,
    }
}

/// The component.
#[derive(Debug)]
pub struct ExtractEntity {
    finder: Finder,
    /// Takes marks and tatweel off names.
    bare: Normaliser,
    layers: Layers,
    entity: LayerOut,
    labels: [Sym; 4],
    rules: [Sym; 4],
    name: ColumnOut,
    mention: ColumnOut,
    country: ColumnOut,
    rule: ColumnOut,
}

/// The layers and columns that are read.
#[derive(Debug)]
struct Layers {
    paragraph: Option<LayerIn>,
    boilerplate: Sym,
    sentence: Option<LayerIn>,
    token: LayerIn,
    word: LayerIn,
    form: ColumnIn,
    lemma: ColumnIn,
    upos: ColumnIn,
    /// By the number of a symbol.
    shapes: Vec<Shape>,
    /// Parts of speech, likewise.
    parts: Vec<u8>,
}

impl Component for ExtractEntity {
    type Options = EntityOptions;
    const SPEC: Spec = Spec {
        summary: "Finds the names of persons, organisations, places and other things in Arabic news",
        doc: "A linear sequence model over tokens and words with lists of names, set right by rules: titles stay outside of persons, \
kinds of place outside of places, attached particles outside of all; the name of a body takes its nationality and, where it is \
generic without it, its city. Names are flat, the longest counts.

`name` is the normalised name: without marks, tatweel and invisible characters, with the alif of an article that ل took. `mention` is the row of the first full \
mention of the same name in the document; a row that is itself the first has none. `country` is the ISO 3166 code of a country, of a \
capital's or city's country where a list knows it, and of the nationality or country in the name of a body. `rule` says how a name was found: by the \
model, by a pattern, in a list, or as a repetition of a name found elsewhere in the document. Boilerplate paragraphs are passed over.",
        languages: &["ar"],
        examples: &[Example {
            title: "A body with its city, a short name, a ministry",
            options: "",
            text: "استقبل وزير الخارجية الأردني سامر الحمداني سفير فرنسا. وقال الحمداني إن السفارة الفرنسية في عمان ووزارة التربية والتعليم اتفقتا.",
            expect: "entity PER «سامر الحمداني» name=سامر الحمداني rule=model\n\
entity LOC «فرنسا» name=فرنسا country=FR rule=model\n\
entity PER «الحمداني» name=الحمداني mention=0 rule=model\n\
entity ORG «السفارة الفرنسية في عمان» name=السفارة الفرنسية في عمان country=FR rule=pattern\n\
entity ORG «وزارة التربية والتعليم» name=وزارة التربية والتعليم rule=pattern",
        }],
        data: &[
            "weights and classes of words learned from ANERcorp (CC BY-SA 4.0), WikiFANE Gold (CC BY-SA 3.0) and the ANT corpus (Apache-2.0): CC BY-SA 4.0",
            "names of countries from Unicode CLDR: Unicode-3.0; of cities from GeoNames: CC BY 4.0; of people from Wikidata: CC0",
        ],
        ..Spec::new("extract.entity")
    };

    fn signature(_: &EntityOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads("token");
        s.reads("word")
            .column("form", ColumnType::Text)
            .column("lemma", ColumnType::Text)
            .column("upos", ColumnType::Sym);
        s.reads_if_present("sentence");
        s.reads_if_present("paragraph");
        s.writes("entity").extra(&["rule"]);
        Ok(())
    }

    fn create(cx: &Create<'_>, options: EntityOptions) -> Result<Self, Error> {
        let model = match &options.weights {
            Some(path) => Model::new(&cx.asset(path)?.bytes)?,
            None => Model::new(WEIGHTS)?,
        };
        let column = |name| cx.output_column("entity", name);
        Ok(Self {
            finder: Finder::new(model),
            bare: Normaliser::new(Switches::BARE),
            layers: Layers::create(cx)?,
            entity: cx.output("entity")?,
            labels: Label::ALL.map(|label| cx.intern(label.name())),
            rules: Rule::ALL.map(|rule| cx.intern(rule.name())),
            name: column("name")?,
            mention: column("mention")?,
            country: column("country")?,
            rule: column("rule")?,
        })
    }
}

/// Tokens of a sentence, about.
const SENTENCE: usize = 96;

const SHAPES: [(&str, Shape); 12] = [
    ("word", Shape::Word),
    ("punct", Shape::Punct),
    ("number", Shape::Number),
    ("date", Shape::Number),
    ("time", Shape::Number),
    ("symbol", Shape::Other),
    ("url", Shape::Other),
    ("email", Shape::Other),
    ("hashtag", Shape::Other),
    ("mention", Shape::Other),
    ("percent", Shape::Other),
    ("emoji", Shape::Other),
];

/// A table by the numbers of symbols, which are few and small.
fn by_symbol<T: Copy>(entries: impl Iterator<Item = (Sym, T)>, other: T) -> Vec<T> {
    let mut out = Vec::new();
    for (Sym(number), value) in entries {
        let number = number as usize;
        out.resize(out.len().max(number + 1), other);
        if let Some(slot) = out.get_mut(number) {
            *slot = value;
        }
    }
    out
}

impl Layers {
    fn create(cx: &Create<'_>) -> Result<Layers, Error> {
        let column = |name: &str| {
            cx.column("word", name)
                .ok_or_else(|| Error::config(format!("the layer word has no column {name}")))
        };
        Ok(Layers {
            paragraph: cx.input("paragraph")?,
            boilerplate: cx.intern("boilerplate"),
            sentence: cx.input("sentence")?,
            token: cx.required("token")?,
            word: cx.required("word")?,
            form: column("form")?,
            lemma: column("lemma")?,
            upos: column("upos")?,
            shapes: by_symbol(SHAPES.iter().map(|(name, shape)| (cx.intern(name), *shape)), Shape::Word),
            parts: by_symbol(UPOS.iter().zip(0..).map(|(name, n)| (cx.intern(name), n)), unit::X),
        })
    }

    /// The words of a layer by row, for a token that begins at some byte.
    fn word_of<'a>(&'a self, words: LayerView<'a>) -> impl Fn(u32, usize) -> Word<'a> {
        let (starts, ends) = (words.starts(), words.ends());
        let (forms, lemmas, upos) = (words.texts(self.form), words.texts(self.lemma), words.syms(self.upos));
        let inside = move |at: Option<&u32>, token: u32| at.map_or(0, |at| at.saturating_sub(token));
        move |token, row| Word {
            start: inside(starts.get(row), token),
            end: inside(ends.get(row), token),
            form: forms.of(row),
            lemma: lemmas.of(row),
            upos: upos.get(row).and_then(|Sym(n)| self.parts.get(*n as usize)).copied().unwrap_or(unit::X),
        }
    }

    /// Reads a document; true where the kinds of tokens were forgotten.
    fn read(&self, doc: Doc<'_>, reading: &mut Reading, finder: &Finder) -> bool {
        let fresh = reading.begin();
        let (tokens, words) = (doc.layer(self.token), doc.layer(self.word));
        let sentences = doc.find(self.sentence).map_or(&[][..], |s| s.starts());
        let paragraphs = doc.find(self.paragraph);
        let word = self.word_of(words);
        let (ends, labels) = (words.ends(), tokens.labels());
        let (mut sentence, mut paragraph, mut row) = (0, 0, 0);
        let mut batch = Vec::with_capacity(SENTENCE);
        let mut close = |batch: &mut Vec<Token<'_>>| {
            reading.tokens(batch, &word, &finder.lists);
            reading.end_sentence();
            batch.clear();
        };
        for (at, span) in tokens.spans().enumerate() {
            if let Some(paragraphs) = paragraphs {
                while paragraphs.ends().get(paragraph).is_some_and(|end| *end <= span.start) {
                    paragraph += 1;
                    close(&mut batch);
                }
                let inside = paragraphs.starts().get(paragraph).is_some_and(|start| *start <= span.start);
                if inside && paragraphs.label(paragraph) == self.boilerplate {
                    continue;
                }
            }
            while sentences.get(sentence).is_some_and(|start| *start <= span.start) {
                sentence += 1;
                close(&mut batch);
            }
            while words.starts().get(row).is_some_and(|start| *start < span.start) {
                row += 1;
            }
            let from = row;
            while ends.get(row).is_some_and(|end| *end <= span.end) {
                row += 1;
            }
            let shape = labels.get(at).and_then(|Sym(label)| self.shapes.get(*label as usize));
            batch.push(Token {
                text: doc.text.get(span.start as usize..span.end as usize).unwrap_or(""),
                start: span.start,
                shape: shape.copied().unwrap_or(Shape::Word),
                words: from..row,
            });
        }
        close(&mut batch);
        reading.finish(&finder.lists);
        fresh
    }
}

impl Process for ExtractEntity {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        let (reading, scratch, names) = Default::default();
        Ok(Worker { shared: Arc::clone(self), reading, scratch, names })
    }
}

/// One worker's reading and sums.
pub struct Worker {
    shared: Arc<ExtractEntity>,
    reading: Reading,
    scratch: Scratch,
    names: name::Names,
}

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let Self { shared, reading, scratch, names } = self;
        if shared.layers.read(doc, reading, &shared.finder) {
            scratch.clear();
        }
        if out.stop() {
            return Err(Error::cancelled());
        }
        let found = shared.finder.find(doc.text, reading, scratch);
        shared.push(doc.text, &found, reading, names, out);
        Ok(())
    }
}

impl ExtractEntity {
    fn push(
        &self,
        text: &str,
        found: &[Found],
        reading: &Reading,
        names: &mut name::Names,
        out: &mut Out<'_>,
    ) {
        let mut rows = vec![None; found.len()];
        // First the mentions that others may point to.
        let first = found.iter().enumerate().filter(|(at, one)| one.mention == *at);
        let rest = found.iter().enumerate().filter(|(at, one)| one.mention != *at);
        for (at, one) in first.chain(rest) {
            let pick = |list: &[Sym; 4], n: usize| list.get(n).copied().unwrap_or(Sym::NONE);
            let covered = text.get(one.span.start as usize..one.span.end as usize).unwrap_or("");
            let mut row = out
                .push(self.entity, one.span, pick(&self.labels, one.label as usize))
                .text(self.name, names.of(&self.bare, covered, reading, one))
                .sym(self.rule, pick(&self.rules, one.rule as usize));
            if let Some(country) = name::country(reading, &self.finder.lists, one) {
                row = row.text(self.country, country.as_str());
            }
            if let Some(first) = rows.get(one.mention).copied().flatten() {
                row = row.refer(self.mention, first);
            }
            let pushed = row.at();
            if let Some(slot) = rows.get_mut(at) {
                *slot = Some(pushed);
            }
        }
    }
}
