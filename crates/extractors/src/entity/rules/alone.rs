//! Names that one word makes behind what tells them: media («قناة نسمة»), families («بن …»), one of a nation («القبض على تونسي»).

use std::ops::Range;

use super::Rules;
use super::board::Board;
use crate::entity::finder::{Label, Name, Rule};
use crate::entity::gazetteer::{Classes, Listed};
use crate::entity::unit::{ADJ, ADP, Kind, NOUN, NUM, PROPN, Shape, X, clitics};

impl Rules<'_> {
    /// A medium's name behind its kind, or a family name that «بن» begins.
    pub(super) fn alone(&self, at: usize, sentence: &Range<usize>, names: &Board) -> Option<Name> {
        let kind = self.kind(at).filter(|k| !k.article && k.clitics & clitics::PRONOUN == 0)?;
        if kind.classes.has(Classes::CHANNEL) && self.broadcaster(at + 1, sentence) {
            let units = at + 1..at + 1 + self.words(at + 1);
            let name = Name { units, label: Label::Org, rule: Rule::Pattern };
            return Some(name).filter(|name| names.free(&name.units));
        }
        if kind.classes.has(Classes::BIN) {
            let units = self.of_family(at, sentence, names)?;
            return Some(Name { units, label: Label::Per, rule: Rule::Pattern });
        }
        None
    }

    /// Whether a word stands here that can be a medium's whole name behind its kind.
    fn broadcaster(&self, at: usize, sentence: &Range<usize>) -> bool {
        let Some(kind) = self.within(at, sentence).filter(|k| k.clitics == 0 && k.stem == 0) else {
            return false;
        };
        if kind.shape == Shape::Latin {
            return true;
        }
        let other = Classes::NISBA.with(Classes::NISBAS).with(Classes::ROLE).with(Classes::BODY);
        let asked = kind.asked;
        let word = kind.shape == Shape::Word && kind.letters > 2 && !kind.classes.has(other);
        if !word
            || asked.generic()
            || asked.medium()
            || asked.day()
            || asked.side()
            || asked.traffic()
            || asked.who() && kind.article
            || kind.manner()
        {
            return false;
        }
        let next = self.within(at + 1, sentence);
        match kind.upos {
            PROPN | X => true,
            NOUN if kind.article => true,
            // «قناة جلب المياه»
            NOUN => next.is_none_or(|k| !k.article && (k.upos != ADJ || k.clitics != 0)),
            _ => false,
        }
    }

    /// The units of a name whose family name «بن» begins here: with a given name before it, or alone.
    fn of_family(&self, at: usize, sentence: &Range<usize>, names: &Board) -> Option<Range<usize>> {
        let free = self.unit(at).is_some_and(|u| u.listed.is_none());
        if !free || names.covered(at) {
            return None;
        }
        let other = Classes::ROLE.with(Classes::PLACE).with(Classes::BODY).with(Classes::NISBAS);
        let bare = |k: &Kind| k.clitics == 0 && k.stem == 0 && k.shape == Shape::Word && k.letters > 1;
        let word = |n: usize| {
            self.within(n, sentence).is_some_and(|k| {
                // «بن برازيلي»: coffee, not a family.
                let part = k.classes.has(Classes::GIVEN.with(Classes::SURNAME));
                let of_nation = k.classes.has(Classes::NISBA) && !part;
                let noun = matches!(k.upos, NOUN | PROPN | X | ADJ);
                bare(k) && noun && !of_nation && !k.classes.has(other) && !k.asked.day()
            })
        };
        let mut end = at + 1;
        while end < at + 3
            && self.within(end, sentence).is_some_and(|k| bare(k) && k.classes.has(Classes::FAMILY))
        {
            end += 1;
        }
        if !word(end) {
            return None;
        }
        end = names
            .at(end)
            .filter(|n| n.label == Label::Per && n.units.start == end)
            .map_or(end + 1, |n| n.units.end);
        let before = at.checked_sub(1).filter(|n| sentence.contains(n));
        let Some(before) = before else { return Some(at..end) };
        let kind = self.kind(before)?;
        if let Some(name) = names.at(before) {
            return (name.label == Label::Per).then_some(name.units.start..end);
        }
        let own = self.kind(at)?.stem == 0;
        let named = kind.shape == Shape::Word
            && (kind.classes.has(Classes::GIVEN) && self.purely(kind)
                || kind.clitics & clitics::PRONOUN == 0 && matches!(kind.upos, PROPN | X));
        if kind.asked.topo() || kind.asked.stead() && !kind.article && own {
            return None;
        }
        let listed = self.unit(before).is_some_and(|u| {
            u.listed.is_some_and(|(e, _)| !matches!(e.listed, Listed::City | Listed::Place))
        });
        Some(if own && named && !listed { before..end } else { at..end })
    }

    /// Whether one of a nation stands here, as a noun without article: behind a number, a preposition or what befell him.
    pub(super) fn one_of_nation(&self, at: usize, sentence: &Range<usize>) -> bool {
        let nation = self.kind(at).is_some_and(|k| {
            let noun = matches!(k.upos, NOUN | ADJ | PROPN | X) && k.shape == Shape::Word;
            noun && !k.article
                && k.clitics == 0
                && k.stem == 0
                && k.relative()
                && k.classes.has(Classes::NISBA)
        });
        if !nation || self.sport || self.unit(at).is_none_or(|u| u.listed.is_some()) {
            return false;
        }
        let before = at.checked_sub(1).and_then(|n| self.within(n, sentence));
        let led = before.is_some_and(|k| {
            let counted = k.upos == NUM || k.shape == Shape::Number;
            let preposition = k.upos == ADP && k.stem == 0 && k.letters < 4 && !k.asked.within();
            let harm = k.classes.has(Classes::HARM) && !k.article;
            k.clitics & clitics::PRONOUN == 0 && (counted || preposition || harm)
        });
        let named = self.within(at + 1, sentence).is_some_and(|k| {
            let name = k.classes.has(Classes::GIVEN) && !k.article || matches!(k.upos, PROPN | X);
            // «عن مجرى النهر»
            let name = name || k.article && k.upos == NOUN && k.shape == Shape::Word;
            let joined = k.classes.has(Classes::NISBA) || k.shape == Shape::Punct && k.asked.hyphen();
            k.clitics == 0 && name || joined
        });
        led && !named
    }
}
