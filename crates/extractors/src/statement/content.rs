//! Where a content ends, what its span leaves out, and whether it is direct, indirect or mixed speech.

use warraq_arabic::lexed::Gap;

use crate::syntax::{Class, Phrase};

use super::finder::{Finder, Statement};
use super::rules;
use crate::inflect::Shape;

/// The longest content that no quotation marks bound, in tokens.
const LONGEST: usize = 200;

/// The number of the first statement whose cue is token `k`; `cues` are sorted.
fn cue_at(cues: &[(usize, usize)], k: usize) -> Option<usize> {
    let row = cues.partition_point(|(at, _)| *at < k);
    cues.get(row).filter(|(at, _)| *at == k).map(|(_, number)| *number)
}

/// How a content is spoken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Label {
    Direct,
    Indirect,
    Mixed,
}

impl Finder<'_> {
    /// Gives an end to the statements of a sentence, from number `own` on, and drops those without content.
    pub(super) fn ends(&mut self, own: usize, from: usize, to: usize) {
        let cues: Vec<(usize, usize)> = self
            .statements
            .get(own..)
            .unwrap_or_default()
            .iter()
            .enumerate()
            .map(|(number, statement)| (statement.at, own + number))
            .collect();
        if !cues.is_empty() {
            self.note_joints(from, to, &cues);
        }
        for number in own..self.statements.len() {
            let Some(mut statement) = self.statements.get(number).cloned() else { break };
            if statement.rule != rules::CLOSING {
                self.finish(&mut statement, &cues);
            }
            if let Some(slot) = self.statements.get_mut(number) {
                *slot = statement;
            }
        }
        self.share(own);
        let found = self.statements.split_off(own.min(self.statements.len()));
        self.statements
            .extend(found.into_iter().filter(|statement| statement.content.start < statement.content.end));
    }

    /// Closing formulas take the content of the statement before them.
    fn share(&mut self, own: usize) {
        for number in own + 1..self.statements.len() {
            let closing =
                self.statements.get(number).is_some_and(|statement| statement.rule == rules::CLOSING);
            if !closing {
                continue;
            }
            let before = self.statements.get(own..number).unwrap_or_default().iter().rev();
            let before = before.filter(|s| !matches!(s.rule, rules::CLOSING | rules::FORMULA));
            // «أكد أن …، بسبب ما اعتبره تقصيرا، حسب تعبيره»: all of it are his words.
            let named = |s: &&Statement| s.pronoun && s.rule == rules::VERB;
            let all: Vec<&Statement> = before.take(8).collect();
            let inner = all.first().copied();
            let outer = inner.filter(named).and_then(|inner| {
                all.iter().copied().find(|s| s.at < inner.at && s.content.contains(inner.content))
            });
            let content = outer.or(inner).map(|statement| statement.content);
            if let (Some(content), Some(slot)) = (content, self.statements.get_mut(number)) {
                slot.content = content;
            }
        }
    }

    /// The end of one content.
    pub(super) fn finish(&self, statement: &mut Statement, cues: &[(usize, usize)]) {
        let last = if statement.fixed { statement.limit } else { self.stop(statement, cues) };
        let end = last.checked_sub(1).map_or(0, |last| self.syntax.lexed.end(last));
        statement.content.end = end.max(statement.content.start);
        statement.limit = last;
        self.trim(statement, last);
    }

    /// The token before which the content ends.
    fn stop(&self, statement: &Statement, cues: &[(usize, usize)]) -> usize {
        let syntax = self.syntax;
        let limit = statement.limit.min(statement.first + LONGEST);
        let mut past = statement.first;
        let from = self.joints.partition_point(|k| *k < statement.first);
        for &k in self.joints.get(from..).unwrap_or_default() {
            if k >= limit {
                break;
            }
            if k < past {
                continue;
            }
            if k > statement.first && self.stops(k, statement, cues) {
                return if syntax.class(k - 1) == Class::Comma { k - 1 } else { k };
            }
            // What stands in quotation marks belongs together.
            past = syntax.closing(k).filter(|close| *close < limit).map_or(past, |close| close + 1);
        }
        limit
    }

    /// Notes the tokens of a sentence at which contents may end or quotations begin.
    pub(super) fn note_joints(&mut self, from: usize, to: usize, cues: &[(usize, usize)]) {
        let syntax = self.syntax;
        for k in from..to {
            let fact = syntax.fact(k);
            let joint = matches!(fact.class, Class::Stop | Class::Colon)
                || fact.joined
                || k > from && syntax.class(k - 1) == Class::Comma
                || fact.class == Class::Preposition
                || fact.class == Class::Conjunction
                || cue_at(cues, k + 1).is_some()
                || cue_at(cues, k).is_some()
                || syntax.closing(k).is_some();
            if joint {
                self.joints.push(k);
            }
        }
    }

    fn stops(&self, k: usize, statement: &Statement, cues: &[(usize, usize)]) -> bool {
        let syntax = self.syntax;
        let class = syntax.class(k);
        if class == Class::Stop && syntax.lexed.gap(k + 1) != Gap::None {
            return true;
        }
        let comma = syntax.class(k - 1) == Class::Comma;
        let next = cue_at(cues, k + 1).is_some();
        // «فيما أسماه» is في and ما.
        let named = cue_at(cues, k + 1).and_then(|number| self.statements.get(number));
        let named = named.is_some_and(|statement| statement.pronoun);
        if self.starts_formula(k, cues) || syntax.form(k) == "فيما" && next && !named {
            return true;
        }
        // «قال الوزير، الذي وصف الأمر بالخطير، إن»: what was said outside begins.
        let outer = |other: &Statement| other.at < statement.at && other.first == k + 1;
        let outer = |(_, number): &(usize, usize)| self.statements.get(*number).is_some_and(outer);
        if comma && class == Class::That && cues.iter().any(outer) {
            return true;
        }
        if self.goes_on(k, statement) || comma && self.describes_speaker(k, statement) {
            return true;
        }
        // «، والذي وصفه بالإيجابي»: a relative clause behind a comma is a new clause.
        let aside = class == Class::Relative && (comma || syntax.fact(k).joined);
        if aside && next && !self.awaits_predicate(k, statement) {
            return true;
        }
        // «بعد أن اتهمه بـ : الحزب يرد»: a headline goes on behind its colon.
        let heading = || syntax.headings.get(syntax.sentence_of(k)).copied().unwrap_or(false);
        if class == Class::Colon && !statement.quoted && syntax.lexed.gap(k) != Gap::None && heading() {
            return true;
        }
        if let Some(number) = cue_at(cues, k)
            && let Some(other) = self.statements.get(number)
            && other.cue.start != statement.cue.start
        {
            return self.cue_stops(k, comma, statement, other);
        }
        if self.tells_when(k, comma) || self.ends_quotation(k, statement) || self.is_editors(k, statement) {
            return true;
        }
        if self.clause_begins(k, statement, cues) {
            return true;
        }
        // «، وجاءت تصريحاته في»: a clause of its own.
        let came = comma || syntax.fact(k).joined;
        if came && self.lists.comings.contains(syntax.bare(k)) && self.is_speech_act(k + 1) {
            return true;
        }
        comma && (self.opens_behind_comma(k, cues) || self.comments(k, statement))
    }

    /// Whether a clause of another cue begins with token `k`, with or without a comma: «… كما عبر الحزب عن أسفه», «… على الفساد لكنه أشار إلى».
    fn clause_begins(&self, k: usize, statement: &Statement, cues: &[(usize, usize)]) -> bool {
        let form = self.syntax.form(k);
        let next = cue_at(cues, k + 1).and_then(|number| self.statements.get(number));
        next.is_some_and(|other| {
            let finite = matches!(other.shape, Shape::Past | Shape::Present);
            let but = form.starts_with("لكن") || form.starts_with("ولكن");
            let same = other.shape == statement.shape && !other.pronoun && other.source.is_none();
            form == "كما" && finite || but && same
        })
    }

    /// Whether a clause of its own begins with token `k` behind a comma: «، فيما أعلن», «، مجددا الدعوة إلى», «، في الوقت الذي فرضت فيه».
    fn opens_behind_comma(&self, k: usize, cues: &[(usize, usize)]) -> bool {
        let syntax = self.syntax;
        let (form, second) = (syntax.form(k), syntax.form(k + 1));
        let next = cue_at(cues, k + 1).and_then(|number| self.statements.get(number));
        let renewed = form.starts_with("مجدد") && next.is_some_and(|other| other.rule == rules::NOUN);
        let opens = matches!(form, "فيما" | "كما" | "بينما" | "وفيما" | "وبينما");
        let cue = next.is_some() || cue_at(cues, k + 2).is_some();
        let clause = opens && (cue || syntax.class(k + 1) == Class::Verb && form != "كما");
        let meanwhile =
            form == "في" && (second == "حين" || second == "الوقت" && syntax.form(k + 2) == "الذي");
        renewed || clause || meanwhile
    }

    /// «أعلن البنك رفع الفائدة، وهي المرة الأولى»: behind a content without verb the pronoun of a clause of its own.
    fn comments(&self, k: usize, statement: &Statement) -> bool {
        let syntax = self.syntax;
        let pronoun = matches!(syntax.form(k), "وهو" | "وهي" | "وهما" | "وهم") && syntax.form(k + 1) != "ما";
        let that = |k: usize| syntax.class(k) == Class::That;
        let noun = !that(statement.first.saturating_sub(1)) && !syntax.is_quote(statement.first);
        // «، خاصة وأن الأمر», «، لا سيما وأن»
        let apart = usize::from(syntax.form(k) == "لا" && syntax.form(k + 1) == "سيما");
        let because = (apart > 0 || matches!(syntax.form(k), "خاصه" | "لاسيما"))
            && matches!(syntax.form(k + 1 + apart), "وان" | "وانها" | "وانه");
        let because = because && statement.rule == rules::NOUN;
        (pronoun || because) && noun && !(statement.first..k).any(that)
    }

    /// Whether token `k` names what was said, or points to it: «تصريحاته», «ذلك».
    fn is_speech_act(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let said = |word: &str| self.lists.closing_nouns.contains(word);
        let stem = syntax.stem(k).trim_end_matches(['ه', 'ا']).trim_end_matches("ات");
        said(stem) || said(stem.trim_start_matches("ال")) || syntax.class(k) == Class::Pronoun
    }

    /// Whether token `k` goes on with what the speaker does: a joined verb in the tense of the cue behind a content that has no verb
    /// («نفى ارتكاب مخالفات ورفض …»), or what dates a noun's speech act.
    fn goes_on(&self, k: usize, statement: &Statement) -> bool {
        let syntax = self.syntax;
        let fact = syntax.fact(k);
        if statement.shape == Shape::Noun && statement.rule == rules::NOUN {
            return syntax.class(k - 1) != Class::Preposition
                && matches!(syntax.form(k), "عقب" | "بعد" | "خلال" | "اثر" | "رغم" | "منذ" | "قبل");
        }
        let verb = fact.joined && fact.class == Class::Verb && fact.sure;
        if !verb || syntax.class(statement.first.saturating_sub(1)) == Class::That {
            return false;
        }
        let present = syntax.stem(k).starts_with(['ي', 'ت', 'ن']);
        let same = match statement.shape {
            Shape::Past => !present,
            Shape::Present => present,
            _ => true,
        };
        same && !(statement.first..k)
            .any(|k| syntax.class(k) == Class::Verb || syntax.class(k) == Class::That)
    }

    /// Whether the cue of another statement ends this content.
    fn cue_stops(&self, k: usize, comma: bool, statement: &Statement, other: &Statement) -> bool {
        let joined = self.syntax.fact(k).joined || other.cue.start > self.syntax.lexed.start(k);
        // «أن رئيس الهيئة، أعلن»: its subject stands before the comma, inside.
        if comma && other.source.is_some_and(|source| source.last + 2 == k && source.first >= statement.first)
        {
            return false;
        }
        match other.shape {
            Shape::Circumstance => !self.is_nested_participle(k, comma, joined),
            Shape::Past | Shape::Present => {
                let same = statement.shape == other.shape
                    || matches!(statement.shape, Shape::Circumstance | Shape::Noun);
                // «وأشار المصدر ذاته إلى»: who spoke last goes on, whatever the tense.
                let back = |source: Phrase| {
                    self.lists.back.contains(self.syntax.noun(source.last).as_ref())
                        || self.lists.back.contains(self.syntax.core(source.first))
                };
                let same = same || joined && other.source.is_some_and(back);
                (comma || joined) && same && !other.pronoun
            }
            Shape::Noun | Shape::Attribute => false,
        }
    }

    /// A feminine participle without comma may be an adjective of what stands before it.
    fn is_nested_participle(&self, k: usize, comma: bool, joined: bool) -> bool {
        !comma
            && !joined
            && self.syntax.core(k).ends_with('ه')
            && !self.syntax.fact(k - 1).article
            && self.syntax.fact(k - 1).feminine
    }

    fn starts_formula(&self, k: usize, cues: &[(usize, usize)]) -> bool {
        let at = cue_at(cues, k).and_then(|number| self.statements.get(number));
        at.is_some_and(|statement| matches!(statement.rule, rules::FORMULA | rules::CLOSING))
    }

    /// Whether token `k` is a complementiser right behind the opening mark: «قال: "إن …"».
    fn is_inner_that(&self, statement: &Statement, k: usize) -> bool {
        let syntax = self.syntax;
        let opened = k > statement.first && syntax.is_quote(k - 1);
        // «أنه "آن الأوان …"»: the time has come.
        let time = syntax.core(k + 1) == "اوان";
        opened && syntax.class(k) == Class::That && !syntax.fact(k).joined && !time
    }

    /// Takes white space, final punctuation and surrounding quotation marks off a content that ends before token `last`.
    fn trim(&self, statement: &mut Statement, last: usize) {
        let syntax = self.syntax;
        let (mut from, mut to) = (statement.first, last);
        let outer = |k: usize| {
            syntax.is_quote(k)
                || matches!(syntax.form(k), "\"" | "«" | "»" | "“" | "”" | "‹" | "›" | "„" | "'")
        };
        while to > from {
            let k = to - 1;
            let mark = matches!(syntax.class(k), Class::Comma | Class::Stop | Class::Colon)
                || outer(k)
                || matches!(syntax.form(k), "-" | "(");
            // «… التونسية، وذلك وفق ما جاء في»
            let mark =
                mark || matches!(syntax.form(k), "وذلك") && k > from && syntax.class(k - 1) == Class::Comma;
            let open = syntax.form(k) == ")" && !(from..k).any(|k| syntax.form(k) == "(");
            if !mark && !open {
                break;
            }
            to -= 1;
        }
        while from < to
            && (outer(from)
                || matches!(syntax.class(from), Class::Comma | Class::Colon)
                || matches!(syntax.form(from), "-" | "و")
                || self.is_inner_that(statement, from))
        {
            from += 1;
        }
        if from >= to {
            statement.content.end = statement.content.start;
            return;
        }
        if from > statement.first {
            statement.content.start = syntax.lexed.start(from);
        }
        statement.content.end = syntax.lexed.end(to - 1).max(statement.content.start);
        statement.first = from;
        statement.limit = to;
    }

    /// How the content is spoken.
    pub(super) fn label(&self, statement: &Statement) -> Label {
        let syntax = self.syntax;
        let around = syntax.quotation(statement.first);
        if let Some((open, close)) = around {
            let cue_inside = statement.at > open && statement.at < close;
            if !cue_inside && close + 1 >= statement.limit {
                return Label::Direct;
            }
            if !cue_inside {
                return Label::Mixed;
            }
        }
        let from = self.joints.partition_point(|k| *k < statement.first);
        let inside = self.joints.get(from..).unwrap_or_default().iter().take_while(|k| **k < statement.limit);
        for k in inside {
            if let Some(close) = syntax.closing(*k)
                && self.is_speech(*k, close)
            {
                return Label::Mixed;
            }
        }
        Label::Indirect
    }

    /// Whether what stands between two marks is somebody's words, not a name or title.
    fn is_speech(&self, open: usize, close: usize) -> bool {
        let syntax = self.syntax;
        let arabic =
            (open + 1..close).any(|k| syntax.lexed.kind(k) == Some(warraq_arabic::lexed::Kind::Word));
        let named = open.checked_sub(1).is_some_and(|k| {
            self.lists.named.contains(syntax.core(k)) || self.lists.named.contains(syntax.stem(k))
        });
        arabic && !named
    }
}
