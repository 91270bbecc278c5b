//! Finds statements: cues with their content, source and speaker, in one pass over the sentences of a document.

use std::cell::RefCell;

use warraq_core::Span;

use crate::syntax::{Class, Phrase, Syntax};

use super::learned::{Asked, Learned};
use super::lexicon::{Cue, Found, Lexicon};
use super::lists::Lists;
use crate::inflect::Shape;

/// A statement before it is a row.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// The first token of the cue.
    pub(super) at: usize,
    /// The cue's span.
    pub(super) cue: Span,
    /// The last token of the cue.
    pub(super) cue_last: usize,
    /// The first token of the content.
    pub(super) first: usize,
    /// Where the content starts and ends; empty until its end is known.
    pub(super) content: Span,
    /// The last token that the content may reach, exclusive.
    pub(super) limit: usize,
    /// Whether the content ends at its limit, whatever stands inside.
    pub(super) fixed: bool,
    /// The source.
    pub(super) source: Option<Phrase>,
    /// The speaker.
    pub(super) speaker: Option<Span>,
    /// The noun phrase by which the speaker was found.
    pub(super) spoken_by: Option<Phrase>,
    /// The frame's number, if the cue has one.
    pub(super) frame: usize,
    /// The rule's number in [`super::RULES`].
    pub(super) rule: usize,
    /// How the cue is inflected.
    pub(super) shape: Shape,
    /// Whether the speaker is feminine or plural as far as the cue shows.
    pub(super) feminine: bool,
    /// Plural as far as the cue shows.
    pub(super) plural: bool,
    /// Whether a pronoun is attached to the cue.
    pub(super) pronoun: bool,
    /// Whether the cue shows gender and number of the speaker: a verb, a participle, a noun with a pronoun.
    pub(super) marked: bool,
    /// Whether a statement's quotation is the content.
    pub(super) quoted: bool,
}

/// One document's search.
pub(super) struct Finder<'a> {
    pub(super) syntax: &'a Syntax,
    pub(super) lexicon: &'a Lexicon,
    pub(super) lists: &'a Lists,
    /// What is learned about cues.
    pub(super) learned: &'a Learned,
    /// How it is asked.
    pub(super) asked: Asked,
    /// The features of what the model was asked, where they are told.
    pub(super) told: RefCell<Vec<(Span, String)>>,
    /// For each token what it may report by, though no rule says so; empty where the model is not asked.
    pub(super) rarer: Vec<Option<Found>>,
    /// For each token the range of its readings in `found`.
    pub(super) readings: Vec<(u32, u32)>,
    pub(super) found: Vec<Found>,
    pub(super) statements: Vec<Statement>,
    /// The tokens at which contents may end or quotations begin, of sentences that have statements.
    pub(super) joints: Vec<usize>,
}

impl<'a> Finder<'a> {
    /// Finds the statements of a document, in the order of their cues.
    pub(super) fn run(
        syntax: &'a Syntax,
        lexicon: &'a Lexicon,
        lists: &'a Lists,
        (learned, asked): (&'a Learned, Asked),
    ) -> Self {
        let mut finder = Self {
            syntax,
            lexicon,
            lists,
            learned,
            asked,
            told: RefCell::default(),
            rarer: Vec::new(),
            readings: Vec::new(),
            found: Vec::new(),
            statements: Vec::new(),
            joints: Vec::new(),
        };
        finder.look_up();
        for number in 0..syntax.sentences.len() {
            finder.sentence(number);
        }
        finder.headlines();
        finder.statements.sort_by_key(|statement| (statement.at, statement.content.start));
        finder.resolve();
        finder
    }

    /// Looks every token up in the lexicon, once.
    fn look_up(&mut self) {
        let (mut found, mut rarer) = (Vec::new(), Vec::new());
        for i in 0..self.syntax.len() {
            let from = self.found.len() as u32;
            let maqsura = self.syntax.lexed.get(i).is_some_and(|token| token.notes.maqsura);
            if self.syntax.lexed.kind(i) == Some(warraq_arabic::lexed::Kind::Word) {
                self.lexicon.find(self.syntax.form(i), maqsura, &mut found);
                self.found.extend_from_slice(&found);
                if self.asked != Asked::Never && found.is_empty() {
                    self.learned.rarer.find(self.syntax.form(i), maqsura, &mut rarer);
                }
            }
            if self.asked != Asked::Never {
                self.rarer.push(rarer.drain(..).next());
            }
            self.readings.push((from, self.found.len() as u32));
        }
    }

    /// The readings of token `i` as a cue.
    pub(super) fn readings(&self, i: usize) -> &[Found] {
        let (from, to) = self.readings.get(i).copied().unwrap_or((0, 0));
        self.found.get(from as usize..to as usize).unwrap_or_default()
    }

    /// Whether token `k` opens a quotation that is too long for a name.
    pub(super) fn quotes_words(&self, k: usize) -> bool {
        const NAME: usize = 4;
        self.syntax.closing(k).is_some_and(|close| close > k + NAME)
    }

    /// Whether token `i` may be a finite verb that is a cue.
    pub(super) fn may_be_verb(&self, i: usize) -> bool {
        let fact = self.syntax.fact(i);
        self.readings(i).iter().any(|found| matches!(found.shown.shape, Shape::Past | Shape::Present))
            && (!fact.sure || fact.class == Class::Verb)
    }

    fn sentence(&mut self, number: usize) {
        let Some(&(from, to)) = self.syntax.sentences.get(number) else { return };
        let first = self.statements.len();
        let mut i = from;
        let mut passed = from;
        while i < to {
            let opens = self.lists.openings.contains(self.bare(i));
            if let Some(past) = if opens { self.editorial(i, from, to) } else { None } {
                passed = past;
                i = past;
                continue;
            }
            if i >= passed {
                if let Some(passed) = if opens { self.passed_by(i, from, to) } else { None } {
                    i = passed.iter().map(|statement| statement.cue_last).max().unwrap_or(i) + 1;
                    self.statements.extend(passed);
                    continue;
                }
                let formula = if opens { self.formula(i, from, to, first) } else { None };
                if formula.as_ref().is_some_and(|statement| !self.stands(statement)) {
                    i += 1;
                    continue;
                }
                if let Some(statement) = formula {
                    let rest = self.interrupted(&statement, from, to);
                    i = statement.cue_last.max(i) + 1;
                    self.statements.push(statement);
                    self.statements.extend(rest);
                    continue;
                }
                if self.joins_name(i, first) {
                    i += 1;
                    continue;
                }
                let (statements, next) = self.cue(i, from, to);
                self.statements.extend(statements);
                i = next.max(i + 1);
                continue;
            }
            i += 1;
        }
        self.ends(first, from, to);
    }

    /// «أكد وزير العدل الطيب لوح أنه»: what looks like a verb between a speaker's name and أن is his family's name.
    fn joins_name(&mut self, i: usize, own: usize) -> bool {
        let syntax = self.syntax;
        let person = i > 0 && syntax.fact(i - 1).name == Some(crate::syntax::Name::Person);
        if !person || syntax.class(i + 1) != Class::That || syntax.fact(i).joined || !self.may_be_verb(i) {
            return false;
        }
        let Some(last) = self.statements.get_mut(own..).and_then(<[Statement]>::last_mut) else {
            return false;
        };
        let between = last.cue_last < i && last.first == i + 2;
        match &mut last.source {
            Some(source) if between && source.last + 1 == i => source.last = i,
            _ => return false,
        }
        true
    }

    /// The token behind an editorial opening at `i`: «يذكر أن», «تجدر الإشارة إلى».
    pub(super) fn editorial(&self, i: usize, from: usize, to: usize) -> Option<usize> {
        let same = |words: &Vec<String>| {
            i + words.len() <= to
                && words.iter().enumerate().all(|(k, word)| {
                    let form = if k == 0 { self.bare(i) } else { self.syntax.form(i + k) };
                    form == word
                        || k + 1 == words.len()
                            && self.syntax.class(i + k) == Class::That
                            && form.starts_with(word.as_str())
                })
        };
        let words = self.lists.editorial.get(self.bare(i))?.iter().find(|words| same(words))?;
        // «الخبير يتوقع أن»: who says so stands before it.
        let judged = |found: &&Found| {
            let cue = self.lexicon.cue(found.cue);
            cue.is_some_and(|cue| cue.near || super::lexicon::FRAMES.get(cue.frame) == Some(&"judge"))
        };
        if let Some(found) = self.readings(i).iter().find(judged)
            && let Some(subject) = self.subject_before(i, found, from)
            && subject.last + 1 == i
            && self.syntax.settled(subject.last)
            && self.is_agent(subject)
        {
            return None;
        }
        Some(i + words.len())
    }

    /// A token's form without و or ف.
    pub(super) fn bare(&self, i: usize) -> &str {
        self.syntax.bare(i)
    }

    /// The statements that the word at `i` introduces, and the token to go on with.
    fn cue(&self, i: usize, from: usize, to: usize) -> (Vec<Statement>, usize) {
        let to = self.syntax.quotation(i).map_or(to, |(_, close)| close.min(to));
        for found in self.readings(i) {
            let Some(cue) = self.lexicon.cue(found.cue) else { continue };
            // «لطلبة المدرسة»: no pronoun.
            let ending = found.shown.shape == Shape::Noun && found.shown.pronoun && self.syntax.fact(i).taa;
            if ending || !self.allowed(i, found, cue) {
                continue;
            }
            let statements = match found.shown.shape {
                Shape::Past | Shape::Present => self.verb(i, found, cue, from, to),
                Shape::Circumstance | Shape::Attribute => self.participle(i, found, cue, from, to),
                Shape::Noun => self.noun(i, found, cue, from, to),
            };
            let Some(last) = statements.iter().map(|statement| statement.cue_last).max() else { continue };
            let stands = statements.first().is_some_and(|statement| self.stands(statement));
            return if stands { (statements, last + 1) } else { (Vec::new(), i + 1) };
        }
        let statement = if self.reports(i) { self.at_last(i, from, to) } else { None };
        (statement.into_iter().collect(), i + 1)
    }

    /// Whether the sentence lets this reading be a cue at all.
    fn allowed(&self, i: usize, found: &Found, cue: &Cue) -> bool {
        let before = i.checked_sub(1).map_or("", |before| self.syntax.form(before));
        let fact = self.syntax.fact(i);
        let noun = found.joined && !fact.joined && fact.sure && fact.class != Class::Verb;
        if noun && !self.told_soon(i) {
            return false;
        }
        if self.misread(i, cue) {
            return false;
        }
        // «وقد تبين أن», «أنه تبين»: it turned out, and nobody says so.
        let itself = self.syntax.class(i.saturating_sub(1)) == Class::That && before.ends_with('ه');
        if cue.near && found.shown.feminine && (itself || before == "قد" || before == "وقد") {
            return false;
        }
        let finite = matches!(found.shown.shape, Shape::Past | Shape::Present);
        let undone = cue.is_undone() && before != "ما" && before != "دون";
        if finite && (cue.disclose || undone) && self.lists.negations.contains(before) {
            return false;
        }
        // «شاب يبلغ من العمر عشرين سنة»
        if self.syntax.form(i + 1) == "من" && self.lists.ages.contains(self.syntax.form(i + 2)) {
            return false;
        }
        // «ردا على سؤال» is no dual, «ما يسمى» is passive, «ليكشف» tells what for.
        let maqsura = self.syntax.lexed.get(i).is_some_and(|token| token.notes.maqsura);
        let passive = maqsura && self.lists.passives.contains(self.bare(i));
        let purpose =
            finite && cue.strict && found.skip > 0 && !found.joined && self.syntax.form(i).starts_with('ل');
        if self.lists.no_verbs.contains(self.bare(i)) || passive || purpose {
            return false;
        }
        if finite && self.is_verbal_noun(i, found, cue) {
            return false;
        }
        // «يكفي طالب اللجوء أن»: a verb has its subject behind it.
        let behind = i > 0 && {
            let last = self.syntax.fact(i - 1);
            last.class == Class::Verb && last.sure && !self.lists.limits.auxiliaries.contains(before)
        };
        let counted = i > 0 && self.syntax.class(i - 1) == Class::Number;
        let of_all = counted || i > 0 && self.lists.wholes.contains(self.syntax.core(i - 1));
        let bare = cue.strict && !found.joined && found.shown.shape == Shape::Past;
        if bare && (of_all || behind && before != "قد") {
            return false;
        }
        // A verbal noun in a chain («تأكيد الخبر») is tried by its own rule; a finite verb stands behind no preposition.
        !(finite
            && self.syntax.class(i.saturating_sub(1)) == Class::Preposition
            && i > 0
            && !before.ends_with("ما")
            && !(before == "من" && found.shown.pronoun)
            && !matches!(before, "حيث" | "حين" | "منذ" | "حتي"))
    }

    /// Whether what looks like a verb in the past is a noun that a noun or a verb before it takes: «في مجال كشف الشبكات», «يمكن للموظف طلب
    /// الوثائق».
    fn is_verbal_noun(&self, i: usize, found: &Found, cue: &Cue) -> bool {
        const FAR: usize = 8;
        let syntax = self.syntax;
        let shown = found.shown;
        let bare = shown.shape == Shape::Past && !shown.feminine && !shown.plural && !shown.pronoun;
        if found.joined || !bare || i == 0 {
            return false;
        }
        let taken = self.lists.governing.contains(syntax.stem(i - 1)) && !syntax.settled(i - 1);
        let ends = |k: &usize| {
            matches!(
                syntax.class(*k),
                Class::That | Class::Stop | Class::Comma | Class::Relative | Class::Colon
            )
        };
        let open = syntax.fact(i + 1).article && syntax.fact(i + 1).particle.is_none();
        // «كشف وتدمير مخابئ»: the first of two verbal nouns.
        let next = syntax.fact(i + 1);
        let paired = cue.strict && next.joined && next.is_nominal() && !next.article && next.name.is_none();
        if paired && !self.told_soon(i) {
            return true;
        }
        let modal = || {
            let mut before = (i.saturating_sub(FAR)..i).rev().take_while(|k| !ends(k));
            before.any(|k| self.lists.modals.contains(syntax.form(k)))
        };
        taken || cue.strict && open && syntax.fact(i + 1).name.is_none() && !self.told_soon(i) && modal()
    }

    /// Whether أن follows token `i` behind one noun phrase: «وذكر فلان أن», where the tagger takes «وذكر» for a noun.
    fn told_soon(&self, i: usize) -> bool {
        let syntax = self.syntax;
        let open = |k: &usize| syntax.fact(*k).is_nominal() && !syntax.fact(*k).joined;
        let end = (i + 1..i + 8).take_while(open).last();
        end.is_some_and(|end| syntax.class(end + 1) == Class::That && !syntax.fact(end + 1).joined)
    }

    /// A statement to be completed, for the cue at tokens `i..=last`.
    pub(super) fn new_statement(
        &self,
        i: usize,
        found: &Found,
        cue: &Cue,
        last: usize,
        rule: usize,
    ) -> Statement {
        Statement {
            at: i,
            cue: Span { start: self.syntax.lexed.offset(i, found.skip), end: self.syntax.lexed.end(last) },
            cue_last: last,
            first: last + 1,
            content: Span { start: 0, end: 0 },
            limit: last + 1,
            fixed: false,
            source: None,
            speaker: None,
            spoken_by: None,
            frame: cue.frame,
            rule,
            shape: found.shown.shape,
            feminine: found.shown.feminine,
            plural: found.shown.plural,
            pronoun: found.shown.pronoun,
            marked: found.shown.shape != Shape::Noun,
            quoted: false,
        }
    }
}
