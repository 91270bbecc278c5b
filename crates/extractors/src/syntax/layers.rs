//! What earlier steps found and a reading uses where it is there: paragraphs, sentences, words, entities, times.

use warraq_arabic::lexed::{Gap, Lexed};
use warraq_core::{ColumnIn, ColumnType, Create, Doc, Error, LayerIn, Signature, Span, Sym};

use super::classes::{Class, Fact, Name, shape};
use super::words::OwnLetters;
use crate::inflect::PRONOUNS;

/// The layers that a reading uses if the pipeline has them.
pub(crate) struct SyntaxLayers {
    paragraph: Option<LayerIn>,
    sentence: Option<LayerIn>,
    word: Option<LayerIn>,
    upos: Option<ColumnIn>,
    feats: Option<ColumnIn>,
    lemma: Option<ColumnIn>,
    entity: Option<LayerIn>,
    time: Option<LayerIn>,
    boilerplate: Sym,
    title: Sym,
    heading: Sym,
    names: [(Sym, Name); 4],
    classes: Vec<(Sym, Part)>,
    own: OwnLetters,
}

/// The longest headline, in tokens.
const TITLE: usize = 30;

/// How far below the headline a place is looked for, in tokens.
const BELOW: usize = 400;

/// What a part of speech is to a reading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Stem(Class),
    Conjunction,
    Preposition,
    Pronoun,
    Other,
}

const PARTS: [(&str, Part); 14] = [
    ("NOUN", Part::Stem(Class::Noun)),
    ("PROPN", Part::Stem(Class::Proper)),
    ("ADJ", Part::Stem(Class::Adjective)),
    ("NUM", Part::Stem(Class::Number)),
    ("VERB", Part::Stem(Class::Verb)),
    ("AUX", Part::Stem(Class::Verb)),
    ("ADV", Part::Stem(Class::Adverb)),
    ("X", Part::Stem(Class::Proper)),
    ("CCONJ", Part::Conjunction),
    ("SCONJ", Part::Conjunction),
    ("ADP", Part::Preposition),
    ("PRON", Part::Pronoun),
    ("DET", Part::Pronoun),
    ("PART", Part::Other),
];

impl SyntaxLayers {
    /// Declares the layers.
    pub(crate) fn declare(s: &mut Signature) {
        s.reads_if_present("paragraph");
        s.reads_if_present("sentence");
        s.reads_if_present("word")
            .column("upos", ColumnType::Sym)
            .column("feats", ColumnType::Sym)
            .column("lemma", ColumnType::Text);
        s.reads_if_present("entity");
        s.reads_if_present("time");
    }

    /// Resolves them.
    pub(crate) fn create(cx: &Create<'_>) -> Result<Self, Error> {
        Ok(Self {
            paragraph: cx.input("paragraph")?,
            sentence: cx.input("sentence")?,
            word: cx.input("word")?,
            upos: cx.column("word", "upos"),
            feats: cx.column("word", "feats"),
            lemma: cx.column("word", "lemma"),
            entity: cx.input("entity")?,
            time: cx.input("time")?,
            boilerplate: cx.intern("boilerplate"),
            title: cx.intern("title"),
            heading: cx.intern("heading"),
            names: [
                (cx.intern("PER"), Name::Person),
                (cx.intern("ORG"), Name::Body),
                (cx.intern("LOC"), Name::Place),
                (cx.intern("MISC"), Name::Other),
            ],
            own: OwnLetters::new()?,
            classes: PARTS.iter().map(|(name, part)| (cx.intern(name), *part)).collect(),
        })
    }

    /// Lexes the paragraphs that are no boilerplate, or the whole text.
    pub(crate) fn lex(&self, doc: Doc<'_>, lexed: &mut Lexed) {
        match doc.find(self.paragraph).filter(|paragraphs| !paragraphs.is_empty()) {
            Some(paragraphs) => {
                let mut end = 0;
                let spans = (0..paragraphs.len())
                    .filter(|row| paragraphs.label(*row) != self.boilerplate)
                    .map(|row| paragraphs.span(row))
                    .map(|span| (span.start, span.end))
                    .filter(|&(start, to)| {
                        let fresh = start >= end;
                        end = if fresh { to } else { end };
                        fresh
                    });
                lexed.read_spans(doc.text, spans);
            }
            None => lexed.read(doc.text),
        }
    }

    /// Where sentences start; empty without the layer.
    pub(super) fn sentence_starts<'d>(&self, doc: Doc<'d>) -> &'d [u32] {
        doc.find(self.sentence).map_or(&[], |sentences| sentences.starts())
    }

    /// Whether the sentence that starts at `at` is a title or heading; without paragraphs the first one is.
    pub(super) fn is_heading(&self, doc: Doc<'_>, at: u32, first: bool) -> bool {
        match doc.find(self.paragraph).filter(|paragraphs| !paragraphs.is_empty()) {
            Some(paragraphs) => {
                let row = paragraphs.first_from(at + 1).saturating_sub(1);
                [self.title, self.heading].contains(&paragraphs.label(row))
            }
            None => first,
        }
    }

    /// Lets the words and times that earlier steps found overrule the shapes of tokens.
    pub(super) fn refine(&self, doc: Doc<'_>, lexed: &Lexed, facts: &mut [Fact]) {
        if let (Some(words), Some(upos)) = (doc.find(self.word), self.upos) {
            let mut row = 0;
            for (i, fact) in facts.iter_mut().enumerate() {
                let token = lexed.get(i).map_or(Span::new(0, 0), |t| Span::new(t.start, t.end));
                while words.starts().get(row).is_some_and(|start| *start < token.start) {
                    row += 1;
                }
                let first = row;
                while words.ends().get(row).is_some_and(|end| *end <= token.end) {
                    row += 1;
                }
                if row > first {
                    let parts: Vec<(Part, Span, Sym)> = (first..row.min(first + 8))
                        .map(|r| {
                            let feats = self.feats.map_or(Sym::NONE, |column| words.sym(column, r));
                            (self.part(words.sym(upos, r)), words.span(r), feats)
                        })
                        .collect();
                    *fact = refined(doc, lexed.form(i), *fact, &parts, &self.own);
                    let stem = parts.iter().rposition(|(part, _, _)| matches!(part, Part::Stem(_)));
                    if let (true, Some(column), Some(stem)) = (fact.suffix, self.lemma, stem) {
                        fact.marbuta = words.text(column, first + stem).map(|lemma| !lemma.ends_with('ت'));
                    }
                }
            }
        }
        for span in doc.find(self.time).iter().flat_map(|times| times.spans()) {
            for fact in facts.get_mut(within(lexed, span)).unwrap_or_default() {
                if fact.is_nominal() {
                    fact.class = Class::Adverb;
                }
            }
        }
        self.entities(doc, lexed, facts);
    }

    /// Marks the tokens of names: what stands inside one is one unit, and has no particle of its own.
    fn entities(&self, doc: Doc<'_>, lexed: &Lexed, facts: &mut [Fact]) {
        let Some(entities) = doc.find(self.entity) else { return };
        for row in 0..entities.len() {
            let label = entities.label(row);
            let Some(&(_, name)) = self.names.iter().find(|(sym, _)| *sym == label) else { continue };
            let span = entities.span(row);
            let range = within(lexed, span);
            let (from, to) = (range.start, range.end);
            let letters = letters(lexed, facts, to);
            for i in range {
                let Some(fact) = facts.get_mut(i) else { break };
                let token = lexed.get(i).map_or(span.start, |token| token.start);
                // A place has nothing attached inside; what follows there is another word («داكا لرويترز»).
                let points = matches!(lexed.form(i), "اي" | "هذا" | "هذه" | "ذلك");
                let clause = matches!(fact.class, Class::That | Class::Relative) && i < letters
                    || points && name == Name::Person;
                let another = i > from && (fact.particle.is_some() && name == Name::Place || clause);
                // «به بيان», «فى بلاغ»: a preposition begins no name.
                let closed = matches!(fact.class, Class::Adverb | Class::Preposition) && !fact.sure;
                let pronoun = i == from && name == Name::Person && closed;
                if pronoun && to > from + 1 {
                    continue;
                }
                if another {
                    if let Some(before) = facts.get_mut(i - 1) {
                        before.more = false;
                    }
                    break;
                }
                if i == from
                    && name == Name::Place
                    && lexed.form(i).starts_with("بال")
                    && !self.own.ba.contains(lexed.form(i))
                {
                    (fact.particle, fact.article, fact.stem, fact.core) = (Some('ب'), true, 2, 6);
                } else if i == from && token < span.start {
                    fact.stem = fact.stem.max(attached(lexed, i, span.start));
                    fact.core = fact.core.max(fact.stem);
                    fact.joined |= lexed.form(i).starts_with(['و', 'ف']);
                } else if fact.stem > 0 && (name != Name::Body || i == from || fact.particle.is_none()) {
                    whole(lexed.form(i), fact);
                }
                let odd = !fact.is_nominal() || name == Name::Person && fact.class != Class::Number;
                if i >= letters
                    || odd
                        && matches!(fact.class, Class::Noun | Class::Adjective | Class::Verb | Class::Adverb)
                    || name == Name::Place && to == from + 1 && fact.is_nominal()
                {
                    fact.class = Class::Proper;
                }
                fact.name = Some(name);
                // A name that ends in ا is in no case.
                fact.accusative = false;
                fact.more = i + 1 < to;
            }
        }
        Self::title_places(lexed, facts);
    }

    /// A place that is named below is named in the headline too, where little tells a name from a verb («تونس تدين»).
    fn title_places(lexed: &Lexed, facts: &mut [Fact]) {
        let end = (0..facts.len().min(TITLE)).find(|i| *i > 0 && lexed.gap(*i) >= Gap::Line).unwrap_or(0);
        for i in 0..end {
            let single = |fact: &Fact| fact.name == Some(Name::Place) && !fact.more;
            let known = facts.get(i).is_some_and(|fact| fact.name.is_none())
                && facts
                    .iter()
                    .enumerate()
                    .take(BELOW)
                    .skip(end)
                    .any(|(k, fact)| single(fact) && lexed.form(k) == lexed.form(i));
            if let Some(fact) = facts.get_mut(i).filter(|_| known) {
                whole(lexed.form(i), fact);
                fact.class = Class::Proper;
                fact.name = Some(Name::Place);
            }
        }
    }

    fn part(&self, upos: Sym) -> Part {
        self.classes.iter().find(|(sym, _)| *sym == upos).map_or(Part::Other, |(_, part)| *part)
    }
}

/// Where the letters begin with which a name ends at token `to`: «سي إن إن» before a mark or أن.
fn letters(lexed: &Lexed, facts: &[Fact], to: usize) -> usize {
    let class = |k: usize| facts.get(k).map_or(Class::Stop, |fact| fact.class);
    let mark = matches!(class(to), Class::That | Class::Comma | Class::Stop);
    let first = (0..to).rev().take_while(|k| mark && class(*k) == Class::That).last();
    first.filter(|k| *k > 0 && lexed.form(k - 1).chars().count() < 4).unwrap_or(to)
}

/// The tokens that overlap a span.
fn within(lexed: &Lexed, span: Span) -> std::ops::Range<usize> {
    let tokens = lexed.tokens();
    let from = tokens.partition_point(|t| t.end <= span.start);
    let to = tokens.partition_point(|t| t.start < span.end);
    from..to.max(from)
}

/// How many bytes of the form of token `i` stand before the place `at` of the text.
fn attached(lexed: &Lexed, i: usize, at: u32) -> u8 {
    let form = lexed.form(i);
    let before = form.char_indices().map(|(k, _)| k).find(|k| lexed.offset(i, *k) >= at);
    before.map_or(0, |k| k as u8)
}

/// Takes away what a token inside a name was thought to have attached to it.
fn whole(form: &str, fact: &mut Fact) {
    let written = form.starts_with("ال") && form.chars().count() > 3;
    *fact = shape(
        form,
        Fact {
            joined: false,
            particle: None,
            stem: 0,
            article: written,
            core: if written { 4 } else { 0 },
            ..*fact
        },
    );
}

/// A token's fact by its words: proclitics, stem, pronoun.
fn refined(doc: Doc<'_>, form: &str, fact: Fact, parts: &[(Part, Span, Sym)], own: &OwnLetters) -> Fact {
    // What the closed lists know is certain: أن, relative pronouns, prepositions; but «والي» is one word where the tagger says so.
    let office = fact.joined
        && fact.class != Class::That
        && matches!(parts, [(Part::Stem(Class::Noun | Class::Proper | Class::Adjective), _, _)]);
    if !office
        && matches!(
            fact.class,
            Class::That | Class::Relative | Class::Preposition | Class::Comma | Class::Stop | Class::Colon
        )
    {
        return fact;
    }
    let letters = form.chars().count();
    let Some(at) = parts.iter().rposition(|(part, _, _)| matches!(part, Part::Stem(_))) else { return fact };
    let Some((Part::Stem(class), _, feats)) = parts.get(at).copied() else { return fact };
    if at >= letters {
        return fact;
    }
    let mut new = Fact { class, sure: true, ..Fact::default() };
    let mut stem = 0;
    for (part, _, _) in parts.get(..at).unwrap_or_default() {
        match part {
            Part::Conjunction => new.joined = true,
            Part::Preposition => {
                new.particle = form.get(stem..).and_then(|rest| rest.chars().next());
            }
            _ => {}
        }
        stem += 2;
    }
    if !form.is_char_boundary(stem) || stem >= form.len() {
        return fact;
    }
    new.stem = stem as u8;
    let rest = form.get(stem..).unwrap_or("");
    let merged = new.particle == Some('ل')
        && rest.starts_with('ل')
        && stem >= 2
        && rest.chars().count() > 2
        && doc.symbol(feats).contains("Definite=Def");
    // «إلغاء» has no article.
    let owned =
        PRONOUNS.iter().any(|pronoun| rest.strip_suffix(pronoun).is_some_and(|word| own.al.contains(word)));
    let bare = own.al.contains(rest) || owned;
    let written = rest.starts_with("ال") && rest.chars().count() > 3 && class != Class::Verb && !bare;
    new.article = merged || written;
    let article = if merged { 2 } else { usize::from(written) * 4 };
    new.core = (stem + article) as u8;
    let own = (new.joined || new.class == Class::Preposition) && own.waw.contains(form)
        || new.particle.is_some() && form == "بابا";
    if own {
        (new.joined, new.particle, new.stem, new.core) = (false, None, 0, 0);
        new.class = Class::Noun;
    }
    new.suffix =
        parts.get(at + 1..).is_some_and(|rest| rest.iter().any(|(part, _, _)| *part == Part::Pronoun));
    corrected(shape(form, new), rest, doc.symbol(feats))
}

/// What the features say beside the form, and what the tagger is known to take for a name.
fn corrected(mut new: Fact, rest: &str, feats: &str) -> Fact {
    let class = new.class;
    new.plural |= feats.contains("Number=Plur");
    if class == Class::Verb {
        new.feminine = feats.contains("Gender=Fem");
    }
    // «فصائل», «رسائل»: the plural of a common noun, whatever the tagger says.
    let letters: Vec<char> = rest.chars().collect();
    if class == Class::Proper && letters.len() == 5 && letters.get(2..4) == Some(&['ا', 'ي']) {
        new.class = Class::Noun;
    }
    if class == Class::Adverb && new.article {
        new.class = Class::Noun;
    }
    new
}
