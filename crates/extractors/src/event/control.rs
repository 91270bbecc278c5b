//! What an event says of the next one: who is called upon does what is called for, two verbs share what stands beside them.

use crate::inflect::Shape;
use crate::syntax::{Class, Phrase};

use super::finder::{Event, Finder};
use super::lexicon::Object;

/// How far behind a call what is called for may stand, in tokens.
const FAR: usize = 24;

impl Finder<'_> {
    /// Gives events the arguments that they share with the event before them.
    pub(super) fn share(&self, events: &mut [Event]) {
        for at in 1..events.len() {
            let (before, behind) = events.split_at_mut(at);
            let Some(event) = behind.first_mut() else { return };
            if let Some(last) = before.last_mut() {
                self.pair(last, event);
                event.actor = event.actor.or_else(|| self.goes_on(last, event));
            }
            let near = before
                .iter()
                .rev()
                .take_while(|other| other.sentence == event.sentence && other.at + FAR > event.at);
            if event.shape == Shape::Noun && !self.syntax.fact(event.at).suffix {
                let wished =
                    near.filter(|other| other.at < event.at).find_map(|other| self.asked_of(other, event));
                if let Some(who) = wished {
                    event.actor = event.actor.or(who);
                    event.hypothetical = true;
                    event.bare = event.bare && event.actor.is_none();
                }
            }
        }
    }

    /// Two verbs or two nouns side by side: «ستلاحق وتقاضي ⟦الفاعلين⟧», «ملاحقة ومقاضاة ⟦الفاعلين⟧».
    fn pair(&self, one: &mut Event, other: &mut Event) {
        let noun = |event: &Event| event.shape == Shape::Noun;
        let mut between = one.at + 1..other.at;
        let beside = between.all(|k| self.syntax.class(k) == Class::Conjunction);
        let joined = self.syntax.fact(other.at).joined || other.at > one.at + 1;
        if one.sentence != other.sentence
            || !beside
            || !joined
            || noun(one) != noun(other)
            || one.passive != other.passive
        {
            return;
        }
        if !noun(other) && one.actor.is_some() {
            // What seems to be the second one's subject is the object of both.
            let object = other.actor.filter(|actor| actor.first > other.at && other.recipient.is_none());
            other.recipient = other.recipient.or(object);
            other.actor = one.actor;
        }
        // «استقال وانتقد الحكومة»: the first has no object to share.
        let takes = self.lexicon.kind(one.kind).is_some_and(|kind| kind.object == Object::Recipient);
        one.recipient = one.recipient.or(other.recipient.filter(|_| takes));
        other.actor = other.actor.or(one.actor);
        one.actor = one.actor.or(other.actor);
        one.bare = one.bare && one.actor.is_none() && one.recipient.is_none();
        other.bare = other.bare && other.actor.is_none() && other.recipient.is_none();
    }

    /// Who does the first of several event nouns under one verb does the next, too: «تمكنت ⟦الوحدات⟧ من إيقاف شخصين وحجز سيارة».
    fn goes_on(&self, one: &Event, other: &Event) -> Option<Phrase> {
        let noun = |event: &Event| event.shape == Shape::Noun;
        let under = one.actor.filter(|actor| actor.last < one.at && one.sentence == other.sentence)?;
        let ends = |k: usize| {
            matches!(
                self.syntax.class(k),
                Class::Stop | Class::Colon | Class::Relative | Class::That | Class::Verb
            )
        };
        let kind = self.lexicon.kind(other.kind)?;
        let fits = noun(one) && noun(other) && self.syntax.fact(other.at).joined && !self.is_violence(kind);
        (fits && !(one.at + 1..other.at).any(ends)).then_some(under)
    }

    /// Who is to do what a call, a promise or a threat is about: whom the call is made to, who promises.
    fn asked_of(&self, call: &Event, event: &Event) -> Option<Option<Phrase>> {
        let syntax = self.syntax;
        let class = self.class_of(self.lexicon.kind(call.kind)?);
        let who = match class {
            "REQUEST" => call.recipient,
            "AGREE" | "THREATEN" if call.shape != Shape::Noun => call.actor,
            _ => return None,
        };
        // «دعا ⟦الحكومة⟧ إلى إدانة», «طالبتها بإدانة», and what goes on with و.
        let past = who.map_or(call.at, |who| who.last.max(call.at));
        if past >= event.at {
            return None;
        }
        let governed = |k: usize| {
            let quote = usize::from(k > 0 && syntax.is_quote(k - 1));
            let before = k.checked_sub(1 + quote);
            // Without a tagger only the trigger tells of its ب.
            let by = k == event.at
                && event.trigger.start > syntax.lexed.start(k)
                && syntax.form(k).trim_start_matches(['و', 'ف']).starts_with('ب');
            by || syntax.fact(k).particle == Some('ب')
                || before.is_some_and(|before| matches!(syntax.form(before), "الي" | "ب" | "علي"))
        };
        let ends = |k: usize| {
            matches!(
                syntax.class(k),
                Class::Stop | Class::Colon | Class::Relative | Class::That | Class::Verb
            )
        };
        if (past + 1..event.at).any(ends) {
            return None;
        }
        // «للمطالبة بالتنمية والاحتجاج»: beside a noun it may be another aim.
        // «إلى فتح تحقيق», «إلى القيام بزيارة»
        let light = self.words.light_nouns.contains(syntax.core(event.at - 1));
        let governed = |k: usize| governed(k) || light && k == event.at && governed(k - 1);
        let first = governed(event.at) || call.shape != Shape::Noun && syntax.fact(event.at).joined;
        let led = governed(event.at) || (past + 1..event.at).any(governed);
        (first && led).then_some(who)
    }
}
