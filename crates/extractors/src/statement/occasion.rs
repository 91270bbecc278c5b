//! What stands between a verb and its content («وأبرز الاتحاد، في بيان له، أن»), and what surrounds a formula.

use warraq_arabic::lexed::Gap;

use crate::inflect::Shape;
use crate::syntax::{Class, Name};

use super::complement::{Content, past_adverbs};
use super::finder::{Finder, Statement};
use super::lexicon::{Cue, FRAMES, Found};

/// How far behind a verb the content may begin that is said somewhere, in tokens.
const FAR: usize = 40;

/// How far behind what is judged its judgement may begin, in tokens.
const NEAR: usize = 6;

impl Finder<'_> {
    /// Whether a pronoun behind a comma tells who somebody is: «، وهي باحثة».
    pub(super) fn describes_apart(&self, k: usize) -> bool {
        let syntax = self.syntax;
        syntax.class(k) == Class::Pronoun && syntax.fact(k).joined && syntax.class(k - 1) == Class::Comma
    }

    /// Whether token `k` is a full stop; one inside an abbreviation ends nothing.
    pub(super) fn ends_sentence(&self, k: usize) -> bool {
        self.syntax.class(k) == Class::Stop && self.syntax.lexed.gap(k + 1) != Gap::None
    }

    /// The token behind «في تصريح لإذاعة محلية» where that begins with token `k`.
    pub(super) fn past_utterance(&self, k: usize, to: usize) -> Option<usize> {
        let syntax = self.syntax;
        let opens = matches!(syntax.form(k), "في" | "خلال" | "عبر") && self.is_utterance(k + 1);
        if !opens || k + 1 >= to {
            return None;
        }
        let mut end = self.past_phrase(k + 1, to);
        // «في بلاغ لها اليوم», «في تصريح لمراسلنا»
        for _ in 0..3 {
            let next = past_adverbs(syntax, end, to, self);
            let whose = self.lists.limits.owners.contains(syntax.form(next));
            end = if whose {
                next + 1
            } else if self.is_audience(next) {
                self.past_phrase(next, to)
            } else {
                return Some(next);
            };
        }
        Some(end)
    }

    /// What an utterance that begins with token `k` has behind it: «وأبرز الاتحاد في بيان له، أن».
    pub(super) fn told_in_passing(&self, k: usize, to: usize, cue: &Cue) -> Option<Content> {
        let past = self.past_utterance(k, to)?;
        let comma = self.syntax.class(past) == Class::Comma;
        self.introduced(if comma { past + 1 } else { past }, to, cue, true)
    }

    /// Whether token `k` is what somebody speaks in: «تصريح», «بيانها».
    fn is_utterance(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let words = &self.lists.utterances;
        words.contains(syntax.core(k)) || syntax.fact(k).suffix && words.contains(&syntax.noun(k))
    }

    /// Whether أن follows an utterance that begins with token `k`, in its clause: «وبين في تصريح لوكالة الأنباء أن».
    pub(super) fn tells_there(&self, k: usize, to: usize) -> bool {
        let syntax = self.syntax;
        let Some(past) = self.past_utterance(k, to) else { return false };
        let ends = |k: &usize| matches!(syntax.class(*k), Class::Stop | Class::Verb | Class::Relative);
        (past..to.min(past + FAR))
            .take_while(|k| !ends(k))
            .any(|k| syntax.class(k) == Class::That && !syntax.fact(k).joined)
    }

    /// «…، على ما أوضح الوزير»: a formula behind a comma, with a verb of speech in the past whose subject ends the clause.
    pub(super) fn as_told(&self, i: usize, from: usize, to: usize) -> Option<Statement> {
        let syntax = self.syntax;
        let last = i + 2;
        let told = self.lists.according_verbs.get(syntax.form(last));
        let past = told.is_some_and(|shown| shown.shape == Shape::Past && !shown.pronoun);
        if !past || syntax.class(i - 1) != Class::Comma {
            return None;
        }
        let source = self.formula_source(last + 1, to).filter(|source| self.is_agent(*source))?;
        let next = source.last + 1;
        let ends =
            next >= to || matches!(syntax.class(next), Class::Comma | Class::Stop | Class::Preposition);
        ends.then(|| self.attribution(i, last, Some(source), from, to)).flatten()
    }

    /// Whether when, where or what for follows at token `k` and belongs to the clause before a formula: «وخصصت الزيارة، حسب المصدر، لبحث».
    pub(super) fn is_adjunct(&self, k: usize, statement: &Statement) -> bool {
        let syntax = self.syntax;
        let (fact, form) = (syntax.fact(k), syntax.form(k));
        let clause = syntax.class(k + 1) == Class::That
            || matches!(syntax.form(k + 1), "حين" | "الوقت" | "ما" | "المقابل" | "السياق" | "الاثناء");
        let when = matches!(form, "في" | "خلال" | "منذ" | "بين") && !clause;
        let particle = matches!(fact.particle, Some('ل' | 'ب')) && fact.is_nominal() && !clause;
        // «وفق بلاغ صادر، مساء الجمعة»: when it was written.
        let document = statement.source.is_some_and(|source| {
            (source.first..=source.last).any(|k| self.lists.limits.documents.contains(syntax.core(k)))
        });
        let dated = syntax.class(k) == Class::Adverb && !document;
        when || particle && !self.is_audience(k) || dated
    }

    /// Where the clause begins behind the comma of an opening formula; a holder between commas belongs to its office: «وبحسب الناطق باسم الحزب،
    /// فلان، فإن».
    pub(super) fn past_holder(
        &self,
        statement: &mut Statement,
        source: usize,
        comma: usize,
        to: usize,
    ) -> usize {
        let syntax = self.syntax;
        let first = comma + 1;
        let plain = |k: &usize| syntax.fact(*k).is_nominal() && !syntax.fact(*k).joined;
        let end = (first..to.min(first + 6)).take_while(plain).last().map_or(first, |last| last + 1);
        let then = syntax.class(end) == Class::Comma && syntax.class(end + 1) == Class::That;
        if !then || end == first || !syntax.fact(end + 1).joined {
            return first;
        }
        let held = syntax.begins_name(first) == Some(Name::Person) && source + 1 == comma;
        if let Some(source) = statement.source.as_mut().filter(|_| held) {
            source.last = end - 1;
        }
        end + 1
    }

    /// Whether a word that opens the clause of a formula stays outside it: «كما», «غير أن», «إلى أن».
    pub(super) fn stays_outside(&self, k: usize) -> bool {
        let syntax = self.syntax;
        let form = syntax.form(k);
        let that = matches!(form, "غير" | "الا" | "الي" | "رغم") && syntax.class(k + 1) == Class::That;
        let mark = matches!(syntax.class(k), Class::Comma | Class::That) || form == "و";
        self.lists.openers.contains(form) || mark || that
    }

    /// The content behind what stands between commas: «عبّر الوزير، في كلمة ألقاها، عن».
    pub(super) fn past_commas(&self, comma: usize, to: usize, cue: &Cue) -> Option<Content> {
        let past = self.object_start(comma, to);
        // «ذكرت فلانة، وهي باحثة، أمس الأربعاء أن»
        let later = past_adverbs(self.syntax, past, to, self);
        [comma + 1, past, later]
            .into_iter()
            .filter_map(|k| self.introduced(k, to, cue, true))
            .find(|content| !content.preposition || content.skip == 0)
    }

    /// «وطلب منهم مغادرة القاعة»: whether whom something is asked of stands at token `k` as a pronoun, and what is asked behind it.
    pub(super) fn is_of_them(&self, k: usize, to: usize, cue: &Cue) -> bool {
        let of_them = matches!(self.syntax.form(k), "منه" | "منها" | "منهم" | "منهما" | "منا" | "مني");
        let call = FRAMES.get(cue.frame) == Some(&"call");
        of_them && call && (self.is_object(k + 1, to) || self.syntax.class(k + 1) == Class::That)
    }

    /// Whether what introduces a content is looked for no farther than token `k`, since another clause or another's complement begins there.
    pub(super) fn breaks_off(
        &self,
        (k, from): (usize, usize),
        found: &Found,
        cue: &Cue,
        (close, described): (bool, bool),
    ) -> bool {
        let (syntax, class) = (self.syntax, self.syntax.class(k));
        // «واصفا التصويت ضد الميزانية بالعمل …»: what is judged may have a complement of its own.
        let judges = cue.addressee && FRAMES.get(cue.frame) == Some(&"judge") && k < from + NEAR;
        let own = described || class == Class::Preposition && judges;
        let other = matches!(class, Class::Preposition | Class::Relative) && !own;
        // «علق على الانتقادات، قائلا»: the participle has the content.
        let says = class == Class::Comma && self.lists.telling.contains(syntax.form(k + 1));
        let pronoun = class == Class::Pronoun && syntax.fact(k).joined;
        close && other || k > from && (says || pronoun || self.other_clause(k, found))
    }
}
