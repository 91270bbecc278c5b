//! Finds events: triggers, what they are done by and to, whether they are denied, possible, or told in the passive.

use warraq_core::Span;

use crate::inflect::Shape;
use crate::syntax::{Class, Fact, Limits, Name, Phrase, Syntax};

use super::lexicon::{Found, Kind, Lexicon, Object};
use super::words::EventWords;

/// How many tokens before a trigger a weapon may stand, and before a verb whose subject it is.
const CLOSE: usize = 6;
const FARTHER: usize = 14;
/// Behind a trigger, how far a word that it needs may stand.
pub(super) const NEEDED: usize = 8;
/// The same for an entry whose word must be close.
const CLOSEST: usize = 3;
/// Behind a trigger, before which token a word that gives it another meaning may stand.
const MEANT: usize = 4;

/// An event before it is a row.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// The token of the trigger.
    pub(super) at: usize,
    pub(super) trigger: Span,
    /// The number of the lemma.
    pub(super) kind: usize,
    pub(super) actor: Option<Phrase>,
    pub(super) recipient: Option<Phrase>,
    /// The place that it is done to: «زيارة باريس».
    pub(super) place: Option<Phrase>,
    pub(super) negated: bool,
    pub(super) hypothetical: bool,
    pub(super) passive: bool,
    /// Whether it is a noun of which nothing is told so far: it counts only with a place.
    pub(super) bare: bool,
    /// How the trigger is inflected.
    pub(super) shape: Shape,
    /// The tokens of the sentence.
    pub(super) sentence: (usize, usize),
}

/// One document's search.
pub(super) struct Finder<'a> {
    pub(super) syntax: &'a Syntax,
    pub(super) lexicon: &'a Lexicon,
    pub(super) words: &'a EventWords,
    pub(super) limits: &'a Limits,
}

impl Finder<'_> {
    /// The events of a document, in the order of their triggers.
    pub(super) fn run(&self) -> Vec<Event> {
        let mut events = Vec::new();
        let mut found = Vec::new();
        for &(from, to) in &self.syntax.sentences {
            for i in from..to {
                let word = self.syntax.lexed.kind(i) == Some(warraq_arabic::lexed::Kind::Word);
                let closed =
                    matches!(self.syntax.class(i), Class::Preposition | Class::That | Class::Relative);
                // «فتحت النار» is no «ف + تحت».
                let own = self.syntax.fact(i).joined;
                if !word || closed && !own {
                    continue;
                }
                self.lexicon.find(self.syntax.form(i), &mut found);
                let needs =
                    |found: &Found| self.lexicon.kind(found.kind).is_some_and(|kind| !kind.needs.is_empty());
                found.retain(|found| !closed || found.skip == 0 && needs(found));
                let event = found.iter().find_map(|found| self.event(i, found, from, to));
                // «إلقاء القبض»: the word that an event needs is no other one of its class.
                let needed = |before: &Event| {
                    let kind = self.lexicon.kind(before.kind);
                    let other = event.as_ref().and_then(|event| self.lexicon.kind(event.kind));
                    let same = kind.map(|kind| kind.class) == other.map(|kind| kind.class);
                    same && before.at + 3 >= i && kind.is_some_and(|kind| self.is_needed(i, kind))
                };
                if !events.last().is_some_and(needed) {
                    events.extend(event);
                }
            }
        }
        self.share(&mut events);
        events.retain(|event| {
            !event.bare || self.lexicon.kind(event.kind).is_some_and(|kind| self.has_places(kind))
        });
        events
    }

    fn event(&self, i: usize, found: &Found, from: usize, to: usize) -> Option<Event> {
        let kind = self.lexicon.kind(found.kind)?;
        if !self.may_be(i, found) || !self.has_needs(i, kind, found, from, to) {
            return None;
        }
        let noun = found.shown.shape == Shape::Noun;
        let circumstance = found.shown.shape == Shape::Circumstance;
        let ((actor, recipient, passive), thing) = self.arguments(i, (found, kind), from, to);
        let recipient = recipient
            .filter(|phrase| !self.is_reflexive(*phrase))
            .map(|phrase| self.past_needed(phrase, kind));
        // «ميناء استقبل شحنات»: ships and goods are not met.
        let person = if noun && kind.object == Object::Actor { actor.or(recipient) } else { recipient };
        let deed = recipient.is_some();
        // «أمنيين متهمين بالتعذيب» describes them.
        let open = kind.object != Object::Recipient || self.class_of(kind) != "ACCUSE";
        if circumstance && !deed && !(open && self.opens_object(i + 1)) {
            return None;
        }
        let recipient = recipient.and_then(|phrase| self.somebody(phrase, kind));
        let doer = (kind.object == Object::Actor || self.class_of(kind) == "SUPPORT")
            && actor.is_some_and(|phrase| self.is_party(phrase));
        let some =
            |phrase| doer || self.is_people(phrase) || recipient.is_some_and(|part| self.is_party(part));
        // «أعمال تهدد بالانقسام»: things do nothing to anybody.
        let nobody = thing && recipient.is_none();
        if kind.people && (nobody || person.is_some_and(|phrase| !some(phrase))) {
            return None;
        }
        // «سيارة مفخخة متوقفة أمام المقر انفجرت», «فجر نفسه»
        let back = if kind.weapon && !noun { FARTHER } else { CLOSE };
        let near =
            self.near_weapon(i, (from, to), back) || self.is_reflexive(Phrase { first: i + 1, last: i + 1 });
        // «تعرضوا للضرب»
        let beaten = noun && (recipient.is_some() || found.article) && self.is_beaten(i, kind, from);
        if kind.strict && !near && !beaten && (noun || recipient.is_none()) {
            return None;
        }
        let placed = near || beaten || !kind.needs.is_empty();
        let told =
            self.is_told(i, kind, placed, to) || deed && matches!(self.class_of(kind), "ACCUSE" | "REJECT");
        let bare = noun && actor.is_none() && recipient.is_none() && !told;
        let where_to = |phrase: &Phrase| self.done_to_place(i, kind, noun, *phrase);
        let place = recipient.filter(where_to).or(actor.filter(where_to));
        let start = self.syntax.lexed.offset(i, self.trigger_skip(i, found));
        Some(Event {
            at: i,
            trigger: Span { start, end: self.syntax.lexed.end(i) },
            kind: found.kind,
            actor: actor.filter(|phrase| Some(*phrase) != place),
            recipient: recipient.filter(|phrase| Some(*phrase) != place),
            place,
            negated: self.is_negated(i, !noun, from),
            hypothetical: self.is_possible(i, found, from),
            passive,
            bare,
            shape: found.shown.shape,
            sentence: (from, to),
        })
    }

    /// Actor, recipient and passive of a trigger, and whether what seemed to act is a thing that cannot.
    fn arguments(
        &self,
        i: usize,
        (found, kind): (&Found, &Kind),
        from: usize,
        to: usize,
    ) -> ((Option<Phrase>, Option<Phrase>, bool), bool) {
        let (actor, recipient, passive) = match found.shown.shape {
            Shape::Noun => self.noun(i, found, kind, from, to),
            Shape::Circumstance => {
                let (actor, recipient) = self.attending(i, (found, kind), from, to);
                (actor, recipient, false)
            }
            _ => self.verb(i, found, kind, from, to),
        };
        let actor = actor.filter(|phrase| self.acting(*phrase) && !self.is_reflexive(*phrase));
        if self.is_violence(kind) {
            return ((actor.or_else(|| self.driver(i, to)), recipient, passive), false);
        }
        let noun = found.shown.shape == Shape::Noun;
        let somebody = actor.filter(|phrase| self.may_take_part(*phrase, kind, noun));
        ((somebody, recipient, passive), actor.is_some() && somebody.is_none())
    }

    /// Whether an object may begin with token `k`, read or not.
    fn opens_object(&self, k: usize) -> bool {
        let fact = self.syntax.fact(k);
        fact.class == Class::Preposition || fact.particle.is_some() || fact.article || self.syntax.is_quote(k)
    }

    /// The article stays in the span, other particles do not.
    fn trigger_skip(&self, i: usize, found: &Found) -> usize {
        let written = found.skip.checked_sub(4).and_then(|at| self.syntax.form(i).get(at..found.skip));
        // Behind ل the article is the second ل alone.
        let article = match (found.article, written) {
            (false, _) => 0,
            (true, Some("ال")) => 4,
            (true, _) => 2,
        };
        found.skip.saturating_sub(article)
    }

    /// The class of the token before token `i`, as far as it decides whether a verb or a noun stands there.
    fn class_before(&self, i: usize) -> Class {
        let Some(k) = i.checked_sub(1) else { return Class::Stop };
        // «بعد رفض الحكومة»: no verb without أن.
        let cause = self.words.causes.contains(self.syntax.form(k)) && !self.syntax.fact(i).joined;
        match self.syntax.class(k) {
            _ if self.begins_another(k) => Class::Conjunction,
            _ if cause => Class::Preposition,
            class => class,
        }
    }

    /// Whether the tagger and the neighbours let the word be this trigger.
    fn may_be(&self, i: usize, found: &Found) -> bool {
        // «وقف إطلاق النار» is no event of violence.
        if i > 0 && matches!(self.syntax.stem(i - 1), "وقف" | "لوقف" | "بوقف" | "الوقف") {
            return false;
        }
        let fact = self.syntax.fact(i);
        let noun = found.shown.shape == Shape::Noun;
        // «فجر أمس» is a time, «فجر مسلحون» is none.
        let next = Phrase { first: i + 1, last: i + 1 };
        let timed = fact.class == Class::Adverb && self.syntax.form(i).ends_with("فجر");
        if !noun && timed && !self.is_armed(next) && !self.is_reflexive(next) {
            return false;
        }
        // «قاضي» is no «قاضى».
        if found.shown.maqsura && self.syntax.lexed.get(i).is_some_and(|token| !token.notes.maqsura) {
            return false;
        }
        let before = self.class_before(i);
        // «أعلنت الدولة، أمس، رفضها استقبال»: a verb would stand behind أن.
        let voiced = found.shown.pronoun && self.is_voiced(i);
        if found.joined && !fact.joined && fact.sure && fact.class != Class::Verb {
            return false;
        }
        if !fact.sure {
            return true;
        }
        if found.shown.shape == Shape::Circumstance {
            return self.may_attend(i, fact, before);
        }
        // «تم حجز»: no verb follows; «ثمن» is a price, too.
        let done = i > 0 && self.is_done(i - 1) && !fact.joined;
        let kind = self.lexicon.kind(found.kind);
        let alike = found.shown.shape == Shape::Past || self.syntax.form(i).starts_with('ت');
        let tagged = alike && fact.class != Class::Verb && kind.is_some_and(|kind| kind.tagged);
        // «…، طالب عدد من الأهالي بتوفير الحماية»: where a clause begins, and somebody follows.
        let begins = matches!(before, Class::Comma | Class::Stop)
            && (self.is_party(next) || self.words.wholes.contains(self.syntax.core(i + 1)));
        let tagged = tagged && !begins;
        if !noun && (done || tagged || voiced) {
            return false;
        }
        if noun {
            // «حي التضامن» is a name.
            if matches!(fact.name, Some(Name::Place | Name::Person | Name::Body)) {
                return false;
            }
            // «قتل» and «خطف» are verbs and nouns; a preposition before them decides.
            fact.class != Class::Verb
                || voiced
                || before == Class::Preposition
                || found.skip > 0 && !found.joined
        } else {
            let nominal = fact.article || fact.particle.is_some() || before == Class::Preposition;
            // «دعم الفريق», «رفض المقترح»: what the tagger takes for a noun is the verbal noun that is written alike.
            let violent = kind.is_some_and(|kind| self.is_violence(kind));
            let other = violent || fact.class == Class::Adverb || !self.is_event_noun(i);
            let past = found.shown.shape == Shape::Past && !found.shown.pronoun && other;
            fact.class == Class::Verb || !nominal && (past || self.may_be_present(i, found))
        }
    }

    /// Whether a word that the tagger takes for none is a verb in the present: «أحزاب تدين الضربة».
    fn may_be_present(&self, i: usize, found: &Found) -> bool {
        let fact = self.syntax.fact(i);
        let next = self.syntax.fact(i + 1);
        let behind = next.article
            || matches!(
                next.class,
                Class::Proper | Class::Preposition | Class::Pronoun | Class::Noun | Class::Number
            )
            || next.particle == Some('ب')
            || self.syntax.is_quote(i + 1);
        found.shown.shape == Shape::Present && fact.name.is_none() && behind && !self.is_event_noun(i)
    }

    /// Whether a participle says how the subject acts: «…، داعيا إلى»; «متهما» behind a preposition is none.
    fn may_attend(&self, i: usize, fact: Fact, before: Class) -> bool {
        let free =
            !fact.article && fact.particle.is_none() && !matches!(before, Class::Preposition | Class::Number);
        // «مطالبة» is a verbal noun, «داعية» a preacher, too.
        let apart = fact.joined || matches!(before, Class::Comma | Class::Stop | Class::Sign);
        let alike = self.syntax.form(i).ends_with('ه') || self.syntax.form(i).ends_with("ين");
        free && fact.class != Class::Verb && (apart || !alike)
    }

    /// Whether token `k` is a verb that makes a verbal noun passive: «تم», «وتم».
    pub(super) fn is_done(&self, k: usize) -> bool {
        [self.syntax.form(k), self.syntax.bare(k)].iter().any(|form| self.words.passives.contains(form))
    }

    /// Whether token `k` is a word before a clause that is written like a preposition: «كما», «عندما».
    pub(super) fn begins_another(&self, k: usize) -> bool {
        self.words.openers.contains(self.syntax.form(k))
    }

    /// Whether a word that the lemma needs follows, or stands before the relative pronoun («الصواريخ التي أطلقها»).
    fn has_needs(&self, i: usize, kind: &Kind, found: &Found, from: usize, to: usize) -> bool {
        let named = |k: usize| self.is_needed(k, kind);
        let relative = found.shown.pronoun && i > from && self.syntax.class(i - 1) == Class::Relative;
        let needed = kind.needs.is_empty()
            || (i + 1..to.min(i + if kind.close { CLOSEST } else { NEEDED })).any(named)
            || relative && (from.max(i.saturating_sub(5))..i).any(named);
        needed && !self.means_another(i, kind, to)
    }

    /// Whether a word close behind the trigger, or the one before it, gives it another meaning: «بحثت الشرطة عن», «وزير الدفاع».
    fn means_another(&self, i: usize, kind: &Kind, to: usize) -> bool {
        let parts = |k: &usize| matches!(self.syntax.class(*k), Class::Stop | Class::Comma | Class::Verb);
        let mut behind = (i + 1..to.min(i + MEANT)).take_while(|k| !parts(k));
        let listed = |word: &str| kind.not.iter().any(|not| not == word);
        let before = i.checked_sub(1).is_some_and(|k| listed(self.syntax.core(k)));
        before || !kind.not.is_empty() && behind.any(|k| listed(self.syntax.form(k)))
    }

    /// Whether token `k` is a word that the lemma needs.
    pub(super) fn is_needed(&self, k: usize, kind: &Kind) -> bool {
        let (form, stem, core) = (self.syntax.form(k), self.syntax.stem(k), self.syntax.core(k));
        kind.needs.iter().any(|need| need == stem || need == form || need == core)
    }

    /// Whether a noun phrase is of weapons.
    pub(super) fn is_weapon(&self, phrase: Phrase) -> bool {
        (phrase.first..=phrase.last).any(|k| self.words.arms.contains(self.syntax.core(k)))
    }

    fn near_weapon(&self, i: usize, (from, to): (usize, usize), back: usize) -> bool {
        let range = from.max(i.saturating_sub(back))..to.min(i + 9);
        range.filter(|k| *k != i).any(|k| {
            self.words.weapons.contains(self.syntax.stem(k))
                || self.words.weapons.contains(self.syntax.core(k))
        })
    }

    /// «لم يهاجم», «نفى مقتل»: a negation right before the trigger, or before its light verb.
    fn is_negated(&self, i: usize, verb: bool, from: usize) -> bool {
        let syntax = self.syntax;
        let near = (from.max(i.saturating_sub(3))..i).rev();
        // «لن نفاوض من هاجموا»: another verb has the negation.
        let other = |k: usize| {
            let auxiliary = self.limits.auxiliaries.contains(syntax.form(k))
                || self.words.aspects.contains(syntax.form(k))
                || self.words.negations.contains(syntax.form(k));
            let relative = syntax.class(k) == Class::Relative || syntax.form(k) == "من";
            verb && (relative || syntax.class(k) == Class::Verb && !auxiliary)
        };
        near.take_while(|k| syntax.class(*k) != Class::Comma && !other(*k)).any(|k| {
            let denies = self.words.negations.contains(syntax.form(k))
                || self.words.negations.contains(syntax.stem(k));
            // «ما أدى إلى مقتل» is no denial; «غالبا ما تتهم» neither.
            let often = k.checked_sub(1).map_or("", |before| syntax.form(before));
            // «ما كان الجيش قصف» denies, «ما كان قصفه الجيش» does not.
            let was = self.limits.auxiliaries.contains(syntax.form(k + 1)) && !syntax.fact(i).suffix;
            let apart = k + 1 < i && !was;
            let idle = syntax.form(k) == "ما" && (!verb || apart || self.words.habits.contains(often));
            // «لم تتوقف عن تعذيب»
            denies && !idle && !self.words.ceasing.contains(syntax.form(k + 1))
        })
    }

    /// «قد يهاجم», «محاولة اغتيال», «ستقصف».
    fn is_possible(&self, i: usize, found: &Found, from: usize) -> bool {
        let syntax = self.syntax;
        let present = found.shown.shape == Shape::Present;
        let future = present
            && found.skip > 0
            && syntax.form(i).trim_start_matches(['و', 'ف']).starts_with(['س', 'ل']);
        future
            || (from.max(i.saturating_sub(3))..i).rev().take_while(|k| syntax.class(*k) != Class::Comma).any(
                |k| {
                    let word = self.words.possibilities.contains(syntax.stem(k));
                    // «قد» before the past says that it happened.
                    word && (syntax.stem(k) != "قد" || present)
                },
            )
    }
}
