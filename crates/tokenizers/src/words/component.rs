//! The component `words.arabic`.

use std::collections::HashMap;
use std::sync::Arc;

use warraq_arabic::morphology::lexicon::Lexicon;
use warraq_core::create::{ColumnOut, LayerIn, LayerOut};
use warraq_core::options::NoOptions;
use warraq_core::spec::{Example, Spec};
use warraq_core::{Component, Create, Doc, Error, Out, Process, Processor, Signature, Span, Sym};
use warraq_model::{Lattice, Weights};

use super::cache::{Cache, Entry};
use super::engine::{Beam, Engine};
use super::features::Counts;
use super::parts::CLITIC_FEATS;
use super::{lemma, tags};

const LEXICON: &[u8] = include_bytes!("../../models/words.lexicon");
const SEEN: &[u8] = include_bytes!("../../models/words.seen");
const WEIGHTS: &[u8] = include_bytes!("../../models/words.weights");
const COUNTS: &[u8] = include_bytes!("../../models/words.counts");

/// The longest run of tokens that is decoded at once; longer sentences are decoded in pieces.
const LONGEST: usize = 400;

/// The analysis with the models that are compiled in.
///
/// # Errors
/// The compiled-in files are not what this version reads.
pub fn built_in() -> Result<Engine<'static>, Error> {
    let broken =
        |name: &str, why: &dyn std::fmt::Display| Error::config(format!("the compiled-in {name}: {why}"));
    Ok(Engine {
        lexicon: Lexicon::from_bytes(LEXICON).map_err(|e| broken("lexicon", &e))?,
        seen: Lexicon::from_bytes(SEEN).map_err(|e| broken("list of stems", &e))?,
        weights: Weights::from_bytes(WEIGHTS).map_err(|e| broken("weights", &e))?,
        counts: Counts(Some(Weights::from_bytes(COUNTS).map_err(|e| broken("counts", &e))?)),
        beam: Beam::default(),
    })
}

/// Takes Arabic tokens apart into words.
pub struct Words {
    engine: Engine<'static>,
    symbols: Symbols,
    token: LayerIn,
    sentence: Option<LayerIn>,
    word: LayerOut,
    columns: Columns,
    classes: [(Sym, u8); 11],
}

struct Columns {
    token: ColumnOut,
    form: ColumnOut,
    lemma: ColumnOut,
    marked: ColumnOut,
    upos: ColumnOut,
    feats: ColumnOut,
    restored: ColumnOut,
}

/// Symbols of all parts of speech and feature strings.
pub struct Symbols {
    upos: Vec<Sym>,
    feats: HashMap<String, Sym>,
    none: Sym,
}

/// No features are written as in CoNLL-U.
fn shown(feats: &str) -> &str {
    if feats.is_empty() { "_" } else { feats }
}

impl Symbols {
    fn new(cx: &Create<'_>, engine: &Engine<'_>) -> Symbols {
        let mut feats = HashMap::new();
        let mut add = |text: String| {
            let sym = cx.intern(shown(&text));
            feats.insert(text, sym);
        };
        CLITIC_FEATS.iter().for_each(|f| add((*f).to_owned()));
        let of_tags = engine.lexicon.tags().iter().map(|t| t.feats.as_str());
        for entry in of_tags.chain(["", lemma::GUESSED_FEMININE]) {
            for definite in ["", lemma::DEFINITE, lemma::CONSTRUCT] {
                add(lemma::joined(entry, definite));
            }
        }
        Symbols { upos: tags::UPOS.iter().map(|u| cx.intern(u)).collect(), feats, none: cx.intern(shown("")) }
    }

    /// The symbol of a part of speech.
    pub fn upos(&self, tag: u8) -> Sym {
        self.upos.get(usize::from(tag)).copied().unwrap_or(self.none)
    }

    /// The symbol of a feature string.
    pub fn feats(&self, feats: &str) -> Sym {
        self.feats.get(feats).copied().unwrap_or(self.none)
    }
}

impl Component for Words {
    type Options = NoOptions;
    const SPEC: Spec = Spec {
        summary: "Takes Arabic tokens apart into words with lemma, part of speech and features",
        doc: "Every token is taken apart into its clitics after the convention of the Universal Dependencies treebanks: \
the conjunctions و and ف, the prepositions and particles ب, ل, ك, س, أ, the stem with its article, and a pronoun suffix. The \
words of a token partition it; where a clitic changed the letters of the stem, `form` has them restored and `restored` is true \
(«للعراق» is «ل» and «العراق», «مدرسته» is «مدرسة» and «ه», «عليه» is «على» and «ه»).\n\n\
`lemma` has no marks; `lemma_marked` has them where a lexicon knows the lemma. Parts of speech and features are those of \
Universal Dependencies. Sentences are used where the layer is there.",
        languages: &["ar"],
        examples: &[Example {
            title: "Clitics, restored letters, lemmas",
            options: "",
            text: "وسيكتبونها للمدير",
            expect: "word «و» token=0 form=و lemma=و lemma_marked=وَ upos=CCONJ feats=_\n\
word «س» token=0 form=س lemma=س lemma_marked=سَ upos=PART feats=_\n\
word «يكتبون» token=0 form=يكتبون lemma=كتب lemma_marked=كَتَب upos=VERB feats=Aspect=Imp|Gender=Masc|Number=Plur|Person=3|Voice=Act\n\
word «ها» token=0 form=ها lemma=هو lemma_marked=هُوَ upos=PRON feats=Gender=Fem|Number=Sing|Person=3|PronType=Prs\n\
word «ل» token=1 form=ل lemma=ل lemma_marked=لِ upos=ADP feats=_\n\
word «لمدير» token=1 form=المدير lemma=مدير lemma_marked=مُدِير upos=NOUN feats=Definite=Def|Gender=Masc|Number=Sing restored",
        }],
        data: &[
            "lexicon of inflected forms from Camel Morph MSA and ArabicChainBank: CC BY 4.0",
            "weights and stems trained on Universal Dependencies Arabic-PUD: CC BY-SA 3.0",
            "counts of word forms in the ANT corpus: Apache-2.0",
        ],
        ..Spec::new("words.arabic")
    };

    fn signature(_options: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads("token");
        s.reads_if_present("sentence");
        s.writes("word");
        Ok(())
    }

    fn create(cx: &Create<'_>, _options: NoOptions) -> Result<Self, Error> {
        let engine = built_in()?;
        let column = |name| cx.output_column("word", name);
        // Tokens that are no words have the part of speech of their class.
        let class = |label: &str, tag: u8| (cx.intern(label), tag);
        Ok(Words {
            symbols: Symbols::new(cx, &engine),
            token: cx.required("token")?,
            sentence: cx.input("sentence")?,
            word: cx.output("word")?,
            columns: Columns {
                token: column("token")?,
                form: column("form")?,
                lemma: column("lemma")?,
                marked: column("lemma_marked")?,
                upos: column("upos")?,
                feats: column("feats")?,
                restored: column("restored")?,
            },
            classes: [
                class("number", tags::NUM),
                class("punct", tags::PUNCT),
                class("symbol", tags::SYM),
                class("url", tags::X),
                class("email", tags::X),
                class("hashtag", tags::X),
                class("mention", tags::X),
                class("date", tags::NUM),
                class("time", tags::NUM),
                class("percent", tags::SYM),
                class("emoji", tags::SYM),
            ],
            engine,
        })
    }
}

impl Process for Words {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker {
            words: Arc::clone(self),
            cache: Cache::default(),
            lattice: Lattice::default(),
            path: Vec::new(),
            entries: Vec::new(),
        })
    }
}

/// One worker's cache and scratch.
pub struct Worker {
    words: Arc<Words>,
    cache: Cache,
    lattice: Lattice<i32, u16>,
    path: Vec<u16>,
    entries: Vec<u32>,
}

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let words = Arc::clone(&self.words);
        let count = doc.layer(words.token).len();
        let sentences = doc.find(words.sentence);
        let mut from = 0;
        let mut sentence = 0;
        while from < count {
            if out.stop() {
                return Err(Error::cancelled());
            }
            let mut to = count.min(from + LONGEST);
            if let Some(sentences) = sentences {
                // The piece ends with the sentence that the first token is in, or before the next one.
                let at = doc.layer(words.token).span(from).start;
                while sentence < sentences.len() && sentences.span(sentence).end <= at {
                    sentence += 1;
                }
                let span = sentences.span(sentence);
                if sentence < sentences.len() {
                    let border = if span.start > at { span.start } else { span.end };
                    to = to.min(doc.layer(words.token).first_from(border).max(from + 1));
                }
            }
            self.piece(&words, doc, from..to, out);
            from = to;
        }
        Ok(())
    }
}

impl Worker {
    fn piece(&mut self, words: &Words, doc: Doc<'_>, rows: std::ops::Range<usize>, out: &mut Out<'_>) {
        let tokens = doc.layer(words.token);
        self.cache.make_room();
        self.entries.clear();
        for row in rows.clone() {
            let span = tokens.span(row);
            let text = doc.text.get(span.start as usize..span.end as usize).unwrap_or("");
            let label = tokens.label(row);
            let class = words.classes.iter().position(|(sym, _)| *sym == label);
            let given = class.and_then(|n| words.classes.get(n)).map(|(_, tag)| *tag);
            self.entries.push(self.cache.find(text, given, &words.engine));
        }
        self.cache.choose(&self.entries, &words.engine, &mut self.lattice, &mut self.path);
        for ((row, &entry), &chosen) in rows.zip(&self.entries).zip(&self.path) {
            let span = tokens.span(row);
            let text = doc.text.get(span.start as usize..span.end as usize).unwrap_or("");
            let Some(entry) = self.cache.entry(entry) else { continue };
            write(words, entry, usize::from(chosen), (row, span, text), out);
        }
    }
}

/// Writes the words of one token.
fn write(words: &Words, entry: &mut Entry, chosen: usize, token: (usize, Span, &str), out: &mut Out<'_>) {
    let (row, span, text) = token;
    let columns = &words.columns;
    let mut start = 0;
    for word in entry.words(chosen, text, &words.engine, &words.symbols) {
        let part = Span { start: span.start + start, end: span.start + word.end };
        let covered = text.get(start as usize..word.end as usize).unwrap_or("");
        start = word.end;
        let pushed = out
            .push(words.word, part, Sym::NONE)
            .row(columns.token, row as u32)
            .text(columns.form, word.form.as_deref().unwrap_or(covered))
            .text(columns.lemma, &word.lemma)
            .sym(columns.upos, word.upos)
            .sym(columns.feats, word.feats)
            .bool(columns.restored, word.form.is_some());
        if let Some(marked) = &word.marked {
            pushed.text(columns.marked, marked);
        }
    }
}
