//! The component `words.arabic`.

use std::sync::Arc;

use warraq_arabic::morphology::lexicon::Lexicon;
use warraq_core::create::{ColumnOut, LayerIn, LayerOut};
use warraq_core::options::NoOptions;
use warraq_core::spec::{Example, Spec};
use warraq_core::{Component, Create, Error, Process, Signature, Sym};
use warraq_model::Weights;

use super::engine::Engine;
use super::features::Counts;
use super::worker::Worker;
use super::{feats, tags};

pub(super) const LEXICON: &[u8] = include_bytes!("../../models/words.lexicon");
const SEEN: &[u8] = include_bytes!("../../models/words.seen");
const WEIGHTS: &[u8] = include_bytes!("../../models/words.weights");
const COUNTS: &[u8] = include_bytes!("../../models/words.counts");

/// The analysis with the models that are compiled in.
///
/// # Errors
/// The compiled-in files are not what this version reads.
pub fn built_in() -> Result<Engine<'static>, Error> {
    let broken =
        |name: &str, why: &dyn std::fmt::Display| Error::config(format!("the compiled-in {name}: {why}"));
    let lexicon = Lexicon::from_bytes(LEXICON).map_err(|e| broken("lexicon", &e))?;
    let seen = Lexicon::from_bytes(SEEN).map_err(|e| broken("list of stems", &e))?;
    let weights = Weights::from_bytes(WEIGHTS).map_err(|e| broken("weights", &e))?;
    let counts = Counts(Some(Weights::from_bytes(COUNTS).map_err(|e| broken("counts", &e))?));
    Engine::new(lexicon, seen, &weights, counts).map_err(|e| broken("weights", &e))
}

/// Takes Arabic tokens apart into words.
pub struct Words {
    pub(super) engine: Engine<'static>,
    pub(super) symbols: Symbols,
    pub(super) token: LayerIn,
    pub(super) sentence: Option<LayerIn>,
    pub(super) word: LayerOut,
    pub(super) columns: Columns,
    /// The part of speech plus one of tokens that are no words, by the number of their label's symbol.
    classes: Vec<u8>,
}

/// Positions of the columns of the layer.
pub(super) struct Columns {
    pub(super) token: ColumnOut,
    pub(super) form: ColumnOut,
    pub(super) lemma: ColumnOut,
    pub(super) marked: ColumnOut,
    pub(super) upos: ColumnOut,
    pub(super) feats: ColumnOut,
    pub(super) restored: ColumnOut,
}

/// Symbols of all parts of speech and feature strings, by number.
pub struct Symbols {
    upos: Vec<Sym>,
    feats: Vec<Sym>,
    none: Sym,
}

/// No features are written as in CoNLL-U.
fn shown(feats: &str) -> &str {
    if feats.is_empty() { "_" } else { feats }
}

impl Symbols {
    fn new(cx: &Create<'_>, engine: &Engine<'_>) -> Symbols {
        let feats = feats::all(engine.lexicon.lexicon.tags());
        Symbols {
            upos: tags::UPOS.iter().map(|u| cx.intern(u)).collect(),
            feats: feats.iter().map(|f| cx.intern(shown(f))).collect(),
            none: cx.intern(shown("")),
        }
    }

    /// The symbol of a part of speech.
    pub fn upos(&self, tag: u8) -> Sym {
        self.upos.get(usize::from(tag)).copied().unwrap_or(self.none)
    }

    /// The symbol of a feature string.
    pub fn feats(&self, feats: u16) -> Sym {
        self.feats.get(usize::from(feats)).copied().unwrap_or(self.none)
    }
}

impl Words {
    /// The part of speech that its class gives a token that is no word.
    #[inline]
    pub(super) fn given(&self, label: Sym) -> Option<u8> {
        self.classes.get(label.0 as usize).and_then(|tag| tag.checked_sub(1))
    }
}

/// Tokens that are no words have the part of speech of their class.
const CLASSES: [(&str, u8); 11] = [
    ("number", tags::NUM),
    ("punct", tags::PUNCT),
    ("symbol", tags::SYM),
    ("url", tags::X),
    ("email", tags::X),
    ("hashtag", tags::X),
    ("mention", tags::X),
    ("date", tags::NUM),
    ("time", tags::NUM),
    ("percent", tags::SYM),
    ("emoji", tags::SYM),
];

fn classes(cx: &Create<'_>) -> Vec<u8> {
    let mut by_symbol = Vec::new();
    for (label, tag) in CLASSES {
        let at = cx.intern(label).0 as usize;
        by_symbol.resize(by_symbol.len().max(at + 1), 0);
        if let Some(place) = by_symbol.get_mut(at) {
            *place = tag + 1;
        }
    }
    by_symbol
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
            "lexicon of inflected forms from Camel Morph MSA and ArabicChainBank, names of cities from GeoNames: CC BY 4.0; names of countries from Unicode CLDR: Unicode-3.0",
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
            classes: classes(cx),
            engine,
        })
    }
}

impl Process for Words {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker::new(Arc::clone(self)))
    }
}
