//! `extract.statement`: who said what, as cue, content, source and speaker.

use std::sync::Arc;

use warraq_core::options::Path;
use warraq_core::{
    ColumnOut, ColumnType, Component, Create, Doc, Error, Example, LayerOut, Out, Process, Processor,
    Signature, Spec, Sym,
};

use crate::syntax::{Syntax, SyntaxLayers, Words};

mod anchored;
mod apart;
mod closing;
mod cluster;
mod complement;
mod content;
mod cues;
mod dropped;
mod editor;
mod finder;
mod formula;
mod headline;
mod holder;
mod inverted;
mod learned;
mod lexicon;
mod lists;
mod mention;
mod nominal;
mod object;
mod occasion;
mod people;
mod reference;
mod resort;
mod speaker;
mod subject;
#[cfg(test)]
mod tests;
mod title;
mod written;

use content::Label;
use finder::{Finder, Statement};
use learned::{Asked, Learned};
pub use learned::{FOUND, KEPT};
use lexicon::Lexicon;
pub(crate) use lists::Lists;

const CUES: &str = include_str!("../data/cues.toml");
const WEIGHTS: &[u8] = include_bytes!("../models/statement.weights");

warraq_core::options! {
    /// What may be chosen about statements.
    pub struct StatementOptions {
        /// Files of further cues, in the format of the built-in one: `[[cue]]` with past, present, participle, nouns, frame, takes.
        pub cues: Vec<Path> = [],
        /// Writes the layer `statement_features`, for those who train the weights: each word that may be a cue, and the features behind it. The
        /// rules alone find statements then.
        pub features: bool = false,
    }
}

/// The numbers of the rules in [`RULES`].
mod rules {
    pub(super) const VERB: usize = 0;
    pub(super) const PARTICIPLE: usize = 1;
    pub(super) const NOUN: usize = 2;
    pub(super) const QUOTE: usize = 3;
    pub(super) const INVERTED: usize = 4;
    pub(super) const FORMULA: usize = 5;
    pub(super) const CLOSING: usize = 6;
    pub(super) const HEADLINE: usize = 7;
}

const RULES: [&str; 8] =
    ["verb", "participle", "noun", "quotation", "inverted", "formula", "closing", "headline"];

/// The component.
pub struct ExtractStatement {
    layers: SyntaxLayers,
    words: Words,
    lists: Lists,
    lexicon: Lexicon,
    learned: Learned,
    features: Option<(LayerOut, ColumnOut)>,
    statement: LayerOut,
    cue: ColumnOut,
    source: ColumnOut,
    speaker: ColumnOut,
    frame: ColumnOut,
    rule: ColumnOut,
    labels: [Sym; 3],
    frames: Vec<Sym>,
    rules: Vec<Sym>,
}

impl Component for ExtractStatement {
    type Options = StatementOptions;
    const SPEC: Spec = Spec {
        summary: "Finds who said what: cue, content, source and speaker of reported speech",
        doc: "One row for every cue: a verb, participle or noun that reports speech, writing or thought held out to others, a formula \
(«بحسب», «وفقاً لـ», «على حد قوله»), or the colon of a headline. The row's span is the content, without complementiser, quotation \
marks and final punctuation. `source` is the noun phrase that speaks, with titles and apposition; it is empty where the subject is \
dropped. `speaker` is the fullest mention so far of the same one, also for short names and dropped subjects. The label says whether \
all (`DIRECT`), none (`INDIRECT`) or some (`MIXED`) of the content stands in quotation marks; `frame` what the speaker does (affirm, \
deny, accuse, call, promise, warn, disclose, judge, ask, feel, refer); `rule` how it was found.

Words, entities and times of earlier steps are used where the pipeline has them. With words a model, learned from annotated news, \
decides with the rules which words report speech; without words the component takes clitics off by itself, knows verbs by their shape \
only, and goes by its rules. Cues are data: `cues` names files that add to the built-in list.",
        languages: &["ar"],
        examples: &[
            Example {
                title: "A dropped subject and a participle",
                options: "",
                text: "أعلنت وزيرة الصحة أن الحملة بدأت. وأضافت أن اللقاح مجاني، مشيرة إلى أن المراكز مفتوحة.",
                expect: "statement INDIRECT «الحملة بدأت» cue=«أعلنت» source=«وزيرة الصحة» speaker=«وزيرة الصحة» frame=affirm rule=verb\n\
statement INDIRECT «اللقاح مجاني» cue=«أضافت» speaker=«وزيرة الصحة» frame=affirm rule=verb\n\
statement INDIRECT «المراكز مفتوحة» cue=«مشيرة إلى» speaker=«وزيرة الصحة» frame=affirm rule=participle",
            },
            Example {
                title: "Direct speech and a formula",
                options: "",
                text: "قال المدرب: \"سنلعب من أجل الفوز. الفريق جاهز\". وغاب لاعبان عن التدريب، بحسب النادي.",
                expect: "statement DIRECT «سنلعب من أجل الفوز. الفريق جاهز» cue=«قال» source=«المدرب» speaker=«المدرب» frame=affirm rule=quotation\n\
statement INDIRECT «غاب لاعبان عن التدريب» cue=«بحسب» source=«النادي» speaker=«النادي» frame=refer rule=formula",
            },
        ],
        ..Spec::new("extract.statement")
    };

    fn signature(options: &StatementOptions, s: &mut Signature) -> Result<(), Error> {
        SyntaxLayers::declare(s);
        if options.features {
            s.writes("statement_features").nullable("features", ColumnType::Text);
        }
        s.writes("statement").extra(&["rule"]);
        Ok(())
    }

    fn create(cx: &Create<'_>, options: StatementOptions) -> Result<Self, Error> {
        let mut lexicon = Lexicon::default();
        lexicon.add("cues.toml", CUES)?;
        for path in &options.cues {
            let asset = cx.asset(path)?;
            let text = std::str::from_utf8(&asset.bytes)
                .map_err(|_| Error::option("cues", format!("{} is not UTF-8", asset.path)))?;
            lexicon.add(&asset.path, text)?;
        }
        let column = |name| cx.output_column("statement", name);
        Ok(Self {
            layers: SyntaxLayers::create(cx)?,
            words: Words::new(),
            lists: Lists::new()?,
            lexicon,
            learned: Learned::read(WEIGHTS)?,
            features: if options.features {
                let layer = "statement_features";
                Some((cx.output(layer)?, cx.output_column(layer, "features")?))
            } else {
                None
            },
            statement: cx.output("statement")?,
            cue: column("cue")?,
            source: column("source")?,
            speaker: column("speaker")?,
            frame: column("frame")?,
            rule: column("rule")?,
            labels: ["DIRECT", "INDIRECT", "MIXED"].map(|label| cx.intern(label)),
            frames: lexicon::FRAMES.iter().map(|frame| cx.intern(frame)).collect(),
            rules: RULES.iter().map(|rule| cx.intern(rule)).collect(),
        })
    }
}

impl Process for ExtractStatement {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker { shared: Arc::clone(self), syntax: Syntax::default() })
    }
}

/// A worker's reading of the document.
pub struct Worker {
    shared: Arc<ExtractStatement>,
    syntax: Syntax,
}

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let shared = &self.shared;
        self.syntax.read(doc, &shared.layers, &shared.words);
        let asked = match shared.features {
            Some(_) => Asked::Features,
            None if self.syntax.is_told() => Asked::Always,
            None => Asked::Never,
        };
        self.syntax.mend_names(&shared.lists.limits);
        let finder = Finder::run(&self.syntax, &shared.lexicon, &shared.lists, (&shared.learned, asked));
        if let Some((layer, column)) = shared.features {
            for (span, features) in &*finder.told.borrow() {
                out.push(layer, *span, shared.labels[0]).text(column, features);
            }
        }
        for statement in &finder.statements {
            shared.push(statement, finder.label(statement), &self.syntax, out);
        }
        Ok(())
    }
}

impl ExtractStatement {
    fn push(&self, statement: &Statement, label: Label, syntax: &Syntax, out: &mut Out<'_>) {
        let [direct, indirect, mixed] = self.labels;
        let label = match label {
            Label::Direct => direct,
            Label::Indirect => indirect,
            Label::Mixed => mixed,
        };
        let mut row = out.push(self.statement, statement.content, label).span(self.cue, statement.cue);
        if let Some(source) = statement.source {
            row = row.span(self.source, syntax.phrase_span(source));
        }
        if let Some(speaker) = statement.speaker {
            row = row.span(self.speaker, speaker);
        }
        if let Some(frame) = self.frames.get(statement.frame) {
            row = row.sym(self.frame, *frame);
        }
        if let Some(rule) = self.rules.get(statement.rule) {
            row.sym(self.rule, *rule);
        }
    }
}
