//! Where an event is.

use warraq_core::{Doc, Span};

use crate::inflect::Shape;
use crate::syntax::{Asked, Class, Phrase};

use super::finder::{Event, Finder};
use super::lexicon::Kind;
use super::setting::{FAR, Layers};

/// How far behind a trigger that is no violence its place may stand, in tokens.
const NEAR: usize = 16;
/// What is only said: no place behind it is where it was said.
const SAID: [&str; 5] = ["REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"];
/// How far behind the colon of a headline a trigger may stand.
const HEADED: usize = 8;

impl Layers {
    /// The place: what is visited or attacked by its name, or a location behind a preposition of place, after the trigger first.
    pub(super) fn place(
        &self,
        doc: Doc<'_>,
        finder: &Finder<'_>,
        (event, violent): (&Event, bool),
        within: Span,
    ) -> Option<Span> {
        let syntax = finder.syntax;
        let entities = doc.find(self.entity);
        let rows = || {
            let entities = entities.as_ref();
            let rows =
                entities.map_or(0..0, |rows| rows.first_from(within.start)..rows.first_from(within.end));
            rows.filter_map(move |row| entities.map(|rows| (rows.label(row), rows.span(row))))
        };
        let locations = || rows().filter(|(label, _)| *label == self.location).map(|(_, span)| span);
        if let Some(place) = event.place {
            let span = syntax.phrase_span(place);
            return Some(locations().find(|location| span.contains(*location)).unwrap_or(span));
        }
        let kind = finder.lexicon.kind(event.kind)?;
        if SAID.contains(&finder.class_of(kind)) {
            return None;
        }
        // «اقتحام السفارة بطهران»: what ب leads is where.
        let taken = |span: &Span| {
            let at = syntax.token_at(span.start);
            let led = |phrase: &Phrase| {
                Some(*phrase) == event.recipient && at > phrase.first && syntax.fact(at).particle == Some('ب')
            };
            let mut parts = [event.actor, event.recipient].into_iter().flatten();
            parts.any(|phrase| syntax.phrase_span(phrase).overlaps(*span) && !led(&phrase))
        };
        let free = || locations().filter(|span| !taken(span));
        let near = |span: &Span| finder.is_near(event, violent, *span);
        let behind = |span: &Span| span.start > event.trigger.end && near(span);
        let towards = |span: &Span| {
            let at = syntax.token_at(span.start);
            let led =
                at > event.at && (syntax.form(at - 1) == "الي" || syntax.fact(at).particle == Some('ل'));
            kind.visit && (led || at == event.at + 1)
        };
        let headed = || {
            let (label, span) = rows().next()?;
            (label == self.location && !taken(&span) && finder.heads(event, span)).then_some(span)
        };
        free()
            .find(|span| towards(span) && finder.reaches_goal(event, *span))
            .or_else(|| free().find(|span| finder.is_placed(event, *span) && behind(span)))
            .or_else(|| {
                finder.named_place(event, self.entity.is_none()).filter(|span| !taken(span) && near(span))
            })
            .or_else(|| free().find(|span| finder.is_placed(event, *span) && near(span)))
            .or_else(headed)
    }
}

impl Finder<'_> {
    /// The place that is what the event is done to: «زيارة باريس», «زار الولاية», «هجمات باريس».
    pub(super) fn done_to_place(&self, i: usize, kind: &Kind, noun: bool, phrase: Phrase) -> bool {
        let raid = noun
            && phrase.first == i + 1
            && self.is_violence(kind)
            && self.words.raids.contains(self.syntax.core(i));
        let city = |phrase: Phrase| {
            let one = Phrase { first: phrase.first, last: phrase.first };
            let known = self.words.cities.contains(self.syntax.core(phrase.first));
            known || self.words.country(self.syntax, one).is_none()
        };
        self.is_place(phrase) && (kind.visit || raid && city(phrase))
    }

    /// A place without a name behind في, or where a protest stands: «في كل المؤسسات», «بمدينة …», «أمام الوزارة».
    fn named_place(&self, event: &Event, unnamed: bool) -> Option<Span> {
        let (syntax, words) = (self.syntax, self.words);
        let (_, to) = event.sentence;
        let protest = self.lexicon.kind(event.kind).is_some_and(|kind| self.is_protest(kind));
        for k in event.at + 1..to.min(event.at + FAR) {
            if matches!(syntax.class(k), Class::Stop | Class::That) {
                return None;
            }
            let fact = syntax.fact(k + 1);
            let noun = fact.is_nominal()
                && fact.particle.is_none()
                && !self.limits.occasions.contains(syntax.stem(k + 1))
                && !self.limits.adverbs.contains(syntax.stem(k + 1));
            let mut head = k + 1;
            while words.wholes.contains(syntax.core(head)) && head < k + 4 {
                head += 1 + usize::from(syntax.form(head + 1) == "من");
            }
            let known = words.country(syntax, Phrase { first: k + 1, last: k + 1 }).is_some();
            let name = unnamed && fact.class == Class::Proper;
            let kind = words.places.contains(syntax.core(head)) || words.grounds.contains(syntax.core(head));
            let inside = syntax.form(k) == "في" && noun && (name || known || kind);
            // «وقفة احتجاجية أمام الوزارة»
            let before = protest
                && syntax.form(k) == "امام"
                && noun
                && (kind
                    || self.limits.is_body(syntax.core(k + 1))
                    || words.seats.contains(syntax.core(k + 1)));
            let asked = Asked { barred: &[], transitive: true, limit: to };
            if inside || before {
                return Some(syntax.phrase_span(syntax.phrase(k + 1, self.limits, asked)?));
            }
            // «شمال شرق البلاد»
            let side = |k: usize| words.sides.contains(syntax.core(k)) && !syntax.fact(k).article;
            let behind = (k..to.min(k + 3)).find(|k| !side(*k)).unwrap_or(k);
            if behind > k && syntax.core(behind) == "بلاد" {
                return Some(syntax.phrase_span(Phrase { first: k, last: behind }));
            }
        }
        None
    }

    /// Whether a location stands behind a preposition of place: «في مسقط», «بمدينة مسقط», «بجزيرة غوتلاند», «بكل من قفصة وصفاقس».
    fn is_placed(&self, event: &Event, span: Span) -> bool {
        let (syntax, words) = (self.syntax, self.words);
        let at = syntax.token_at(span.start);
        let placing = |k: usize| words.placing.contains(syntax.form(k));
        let attached = |k: usize| syntax.fact(k).particle == Some('ب');
        let kind = |k: usize| {
            let (core, class) = (syntax.core(k), syntax.class(k));
            let noun = class != Class::Preposition && core != "في";
            noun && (words.places.contains(core) || words.placing.contains(core))
        };
        let Some(before) = at.checked_sub(1) else { return attached(at) };
        // «في شؤون البلاد» is no place.
        let second = before.checked_sub(1).is_some_and(|k| {
            placing(k) && (kind(k) || kind(before) || syntax.class(before) == Class::Proper)
                || syntax.form(before) == "من" && matches!(syntax.form(k), "بكل" | "كل")
        });
        // «انسحاب القوات من المدينة»
        let left = syntax.form(before) == "من" && words.leaving.contains(syntax.core(event.at));
        attached(at) || attached(before) && kind(before) || placing(before) || second || left
    }

    /// Whether a location is in the trigger's clause: what another verb or أن parts from it is elsewhere. The dead and wounded of an
    /// attack are told in several verbs.
    fn is_near(&self, event: &Event, violent: bool, span: Span) -> bool {
        let syntax = self.syntax;
        let first = syntax.token_at(span.start);
        let verb = |k: usize| !violent && syntax.class(k) == Class::Verb;
        let ends = |k: usize| matches!(syntax.class(k), Class::Stop | Class::That);
        let commas = |from: usize, to: usize| (from..to).filter(|k| syntax.class(*k) == Class::Comma).count();
        if first > event.at {
            let clause = |k: usize| syntax.fact(k).joined || syntax.form(k - 1) == "حيث";
            let parts = |k: usize| verb(k) && clause(k) || ends(k) || !violent && self.is_past_cause(k);
            let apart = if violent { FAR } else { NEAR };
            // «اعتقل المشتبه به، الذي لم يذكر اسمه، في روما»
            let aside = commas(event.at, first) == 2
                && (first.saturating_sub(2)..first).any(|k| syntax.class(k) == Class::Comma);
            first - event.at < apart
                && (violent || commas(event.at, first) < 2 || aside)
                && !(event.at + 1..first).any(parts)
        } else {
            let relative = |k: usize| !violent && syntax.class(k) == Class::Relative;
            // «الأحزاب في تونس، …»: a place before a comma is of what stands before it, unless the sentence begins with it.
            let opens = first < event.sentence.0 + 4;
            event.at - first < FAR
                && (violent || opens || commas(first, event.at) == 0)
                && !(first..event.at).any(|k| verb(k) || relative(k) || ends(k))
        }
    }

    /// Whether a location stands before the colon of the event's sentence: «القصرين : احتجاجات», but not «الكويت: استدعت سفيرها»,
    /// where the state does it.
    fn heads(&self, event: &Event, span: Span) -> bool {
        let syntax = self.syntax;
        let (first, next) = (syntax.token_at(span.start), syntax.token_at(span.end));
        let verb = syntax.form(next + 1);
        let state = self.words.country(syntax, Phrase { first, last: first }).is_some()
            && syntax.class(next + 1) == Class::Verb
            && (verb.ends_with('ت') || verb.starts_with('ت'));
        first == event.sentence.0
            && !state
            && syntax.class(next) == Class::Colon
            && next < event.at
            && event.at - next < HEADED
    }

    /// Whether token `k` begins what happened before or is the cause: «على خلفية اقتحام السفارة في …», «بعد هجوم في …».
    fn is_past_cause(&self, k: usize) -> bool {
        self.words.causes.contains(self.syntax.form(k)) && self.is_event_noun(k + 1)
    }

    /// Whether a visit goes to a location: «الزيارة التي يؤديها الوزير إلى تونس».
    fn reaches_goal(&self, event: &Event, span: Span) -> bool {
        let syntax = self.syntax;
        let first = syntax.token_at(span.start);
        let ends = |k: usize| {
            matches!(syntax.class(k), Class::Stop | Class::That)
                || syntax.class(k) == Class::Verb && syntax.class(k - 1) != Class::Relative
                || syntax.form(k) == "من"
        };
        let passes = event.shape == Shape::Noun || first - event.at < HEADED;
        passes && first - event.at < NEAR && !(event.at + 1..first).any(ends)
    }
}
