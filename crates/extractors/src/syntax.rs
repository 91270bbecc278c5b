//! A text as the extractors of statements and events read it: tokens with classes, sentences, quotation marks, noun phrases.

mod classes;
mod families;
mod held;
mod layers;
mod named;
mod names;
mod phrase;
mod quotes;
mod subject;
mod words;

pub(crate) use classes::{Class, Fact, Name, Words};
pub(crate) use layers::SyntaxLayers;
pub(crate) use phrase::{Asked, Limits, Phrase, WordSet};

use std::borrow::Cow;
use std::collections::HashMap;

use warraq_arabic::lexed::{Gap, Kind, Lexed};
use warraq_core::{Doc, Span};

pub(crate) use subject::VerbForm;

use crate::inflect::PRONOUNS;

use quotes::Quotes;

/// The reading of one document. One value serves any number of documents and keeps its storage.
#[derive(Default)]
pub(crate) struct Syntax {
    /// The small tokens.
    pub(crate) lexed: Lexed,
    /// What is known about each token.
    pub(crate) facts: Vec<Fact>,
    /// Token ranges of the sentences.
    pub(crate) sentences: Vec<(usize, usize)>,
    /// Whether the sentence is a title or heading, in step with `sentences`.
    pub(crate) headings: Vec<bool>,
    quotes: Quotes,
    /// Whether a man's and a woman's office stand before the whole names that end with a family's name.
    titled: HashMap<String, [bool; 2]>,
}

impl Syntax {
    /// Reads a document.
    pub(crate) fn read(&mut self, doc: Doc<'_>, layers: &SyntaxLayers, words: &Words) {
        layers.lex(doc, &mut self.lexed);
        words.classify(&self.lexed, &mut self.facts);
        layers.refine(doc, &self.lexed, &mut self.facts);
        self.note_spelling(doc.text);
        self.quotes.read(&self.lexed);
        self.split(doc, layers);
    }

    /// Notes what folding took away and some readings need.
    fn note_spelling(&mut self, text: &str) {
        for (token, fact) in self.lexed.tokens().iter().zip(&mut self.facts) {
            let written = text.get(token.start as usize..token.end as usize).unwrap_or_default();
            fact.taa = written.ends_with('ة');
            fact.hamza = written.starts_with('أ');
        }
    }

    /// Whether a step before this one told the classes of words.
    pub(crate) fn is_told(&self) -> bool {
        self.facts.iter().any(|fact| fact.sure)
    }

    /// The number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.facts.len()
    }

    /// What is known about token `i`; a full stop past the end.
    pub(crate) fn fact(&self, i: usize) -> Fact {
        self.facts.get(i).copied().unwrap_or_default()
    }

    /// The class of token `i`.
    pub(crate) fn class(&self, i: usize) -> Class {
        self.fact(i).class
    }

    /// The folded form of token `i`.
    pub(crate) fn form(&self, i: usize) -> &str {
        self.lexed.form(i)
    }

    /// The folded form of token `i` without its attached particles.
    pub(crate) fn stem(&self, i: usize) -> &str {
        self.lexed.form(i).get(usize::from(self.fact(i).stem)..).unwrap_or("")
    }

    /// The folded form of token `i` without particles and article.
    pub(crate) fn core(&self, i: usize) -> &str {
        self.lexed.form(i).get(usize::from(self.fact(i).core)..).unwrap_or("")
    }

    /// The folded form of token `i` without particles, article and the ending of the indefinite accusative: «عدد» in «عددا».
    pub(crate) fn bare_noun(&self, i: usize) -> &str {
        let core = self.core(i);
        core.strip_suffix('ا').filter(|_| self.fact(i).accusative).unwrap_or(core)
    }

    /// The folded form of token `i` without particles, article and pronoun: «رئيس» in «ورئيسها», «نقابة» in «نقابتهم».
    pub(crate) fn noun(&self, i: usize) -> Cow<'_, str> {
        let core = self.core(i);
        let owned = Some(core).filter(|_| self.fact(i).suffix);
        let bare = owned.and_then(|core| PRONOUNS.iter().find_map(|pronoun| core.strip_suffix(pronoun)));
        match bare.filter(|bare| bare.chars().count() > 2) {
            Some(bare) => match bare.strip_suffix('ت').filter(|stem| self.was_marbuta(i, stem)) {
                Some(stem) => Cow::Owned(format!("{stem}ه")),
                None => Cow::Borrowed(bare),
            },
            None => Cow::Borrowed(core),
        }
    }

    /// Whether the ت before the pronoun of token `i`, behind `stem`, is the noun's ة: its lemma says so, or without lemmas its length
    /// («نقابتهم», not «بيته»).
    fn was_marbuta(&self, i: usize, stem: &str) -> bool {
        !stem.ends_with('ا') && self.fact(i).marbuta.unwrap_or(stem.chars().count() > 2)
    }

    /// Whether token `i` is what a speech act happens in: «تصريح», «تصريحاته», «الاجتماع».
    pub(crate) fn is_occasion(&self, i: usize, limits: &Limits) -> bool {
        let noun = self.noun(i);
        let one = noun.strip_suffix("ات").filter(|_| self.fact(i).suffix);
        limits.occasions.contains(self.stem(i))
            || self.fact(i).suffix && limits.occasions.contains(&noun)
            || one.is_some_and(|one| {
                limits.occasions.contains(&format!("{one}ه")) || limits.occasions.contains(one)
            })
    }

    /// The folded form of token `i` without an attached و or ف; a root's own stays.
    pub(crate) fn bare(&self, i: usize) -> &str {
        let form = self.form(i);
        // «ووجهت» has its own و behind the conjunction.
        form.strip_prefix(['و', 'ف'])
            .filter(|_| self.fact(i).joined || form.starts_with("وو"))
            .unwrap_or(form)
    }

    /// Where token `i` starts once its attached particles are left out.
    pub(crate) fn stem_start(&self, i: usize) -> u32 {
        self.lexed.offset(i, usize::from(self.fact(i).stem))
    }

    /// The token with which the quotation opened by token `i` ends; `None` where `i` opens none.
    pub(crate) fn closing(&self, i: usize) -> Option<usize> {
        self.quotes.closing(i)
    }

    /// The token that opens the quotation that token `i` closes.
    pub(crate) fn opening(&self, i: usize) -> Option<usize> {
        self.quotes.opening(i)
    }

    /// The quotation around token `i`, as its opening and closing tokens; the marks themselves are in none.
    pub(crate) fn quotation(&self, i: usize) -> Option<(usize, usize)> {
        self.quotes.around(i)
    }

    /// Whether token `i` is a mark of a quotation.
    pub(crate) fn is_quote(&self, i: usize) -> bool {
        self.quotes.is_mark(i)
    }

    /// The span from the stem of token `from` to the end of token `to`.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        Span { start: self.stem_start(from), end: self.lexed.end(to) }
    }

    /// The token that ends behind byte `offset`, or the number of tokens.
    pub(crate) fn token_at(&self, offset: u32) -> usize {
        self.lexed.tokens().partition_point(|token| token.end <= offset)
    }

    /// The span of a noun phrase: quotation marks at its ends stay outside.
    pub(crate) fn phrase_span(&self, phrase: Phrase) -> Span {
        let alone = self.form(phrase.first) == "\"" && self.closing(phrase.first).is_none();
        let opens = alone || self.closing(phrase.first) == Some(phrase.last);
        let first = if opens { phrase.first + 1 } else { phrase.first };
        let last = if self.opening(phrase.last).is_some() { phrase.last - 1 } else { phrase.last };
        self.span(first, last.max(first))
    }

    /// Whether token `i` says that the one before it is the same one: «ذاته», «نفسها».
    pub(crate) fn is_same(&self, i: usize) -> bool {
        let form = self.form(i);
        form.len() <= 12
            && form.ends_with(['ه', 'ا', 'م'])
            && matches!(form, "ذاته" | "ذاتها" | "ذاتهم" | "نفسه" | "نفسها" | "نفسهم" | "انفسهم")
    }

    /// Whether the word behind token `i` is the same one: «ذات», «نفس».
    pub(crate) fn same_follows(&self, i: usize) -> bool {
        matches!(self.core(i), "ذات" | "نفس")
    }

    /// The head of a noun phrase: behind a demonstrative, behind ذات and نفس.
    pub(crate) fn head_of(&self, phrase: Phrase) -> usize {
        let first = phrase.first;
        let outer = self.class(first) == Class::Pronoun
            || first < phrase.last && (self.same_follows(first) || self.closing(first).is_some());
        if outer { first + 1 } else { first }
    }

    /// The sentence of token `i`: its number.
    pub(crate) fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.1 <= i)
    }

    /// Splits the tokens into sentences: where the layer begins one, at empty lines, and at full stops outside quotations.
    fn split(&mut self, doc: Doc<'_>, layers: &SyntaxLayers) {
        self.sentences.clear();
        self.headings.clear();
        let starts = layers.sentence_starts(doc);
        let (mut from, mut next) = (0, 0);
        for i in 0..self.facts.len() {
            let at = self.lexed.start(i);
            while starts.get(next).is_some_and(|s| *s < at) {
                next += 1;
            }
            let begins = starts.get(next).is_some_and(|s| *s == at)
                || (starts.is_empty() && i > 0 && self.ends_sentence(i - 1, i));
            let breaks =
                self.lexed.gap(i) >= Gap::Line && (starts.is_empty() || self.lexed.gap(i) == Gap::Break);
            if i > from && (breaks || (begins && self.quotation(i).is_none())) {
                self.close(from, i, doc, layers);
                from = i;
            }
        }
        if from < self.facts.len() {
            self.close(from, self.facts.len(), doc, layers);
        }
    }

    fn close(&mut self, from: usize, to: usize, doc: Doc<'_>, layers: &SyntaxLayers) {
        let line = to < self.facts.len() && self.lexed.gap(to) >= Gap::Line;
        let heading = layers.is_heading(doc, self.lexed.start(from), self.sentences.is_empty() && line);
        self.sentences.push((from, to));
        self.headings.push(heading);
    }

    fn ends_sentence(&self, mark: usize, next: usize) -> bool {
        self.class(mark) == Class::Stop
            && self.lexed.gap(next) != Gap::None
            && self.lexed.kind(next) != Some(Kind::Punct)
    }
}
