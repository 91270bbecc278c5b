//! Nouns before the number that is one of them or a part more («دولار واحد», «لتر ونصف»), and nouns after «من».

use super::{Draft, Label, Scanner, Unit, draft, money, nouns, units};
use crate::lexed::{Gap, Kind};
use crate::numerals::scan::Number;
use crate::numerals::{Exact, Form};

impl Scanner<'_> {
    /// «ليرة لبنانية واحدة», «دولار واحد».
    pub(super) fn money_and_one(&mut self, number: &Number) -> Option<Draft> {
        let lexed = self.lexed;
        let one = number.parsed.value == Some(Exact::int(1)) && number.parsed.form == Form::Words;
        if !one || !number.parsed.clitics.is_bare() || lexed.gap(number.token) != Gap::Space {
            return None;
        }
        let noun = (number.token.saturating_sub(2)..number.token).find_map(|first| {
            let money = money::of_one(lexed, first).filter(|m| m.next == number.token && !m.dual)?;
            (lexed.kind(first) == Some(Kind::Word)).then_some((first, money))
        });
        let (first, money) = noun.filter(|(first, _)| self.drafts.last().is_none_or(|d| d.next <= *first))?;
        let mut draft = self.money_draft(number, &money);
        draft.first = first;
        draft.next = number.next();
        draft.quantity.start = lexed.offset(first, money.skip);
        draft.quantity.end = lexed.end(draft.next - 1);
        Some(draft)
    }

    /// «كيلومتر واحد», «المتر المربع الواحد».
    pub(super) fn unit_and_one(&self, number: &Number) -> Option<Draft> {
        let lexed = self.lexed;
        let one = number.parsed.value == Some(Exact::int(1)) && number.parsed.form == Form::Words;
        if !one || !number.parsed.clitics.is_bare() || lexed.gap(number.token) != Gap::Space {
            return None;
        }
        let (first, unit) = (number.token.saturating_sub(2)..number.token).find_map(|first| {
            let unit = units::of_one(lexed, first).filter(|u| u.next == number.token && !u.dual)?;
            (lexed.kind(first) == Some(Kind::Word)).then_some((first, unit))
        })?;
        let free = self.drafts.last().is_none_or(|d| d.next <= first);
        let mut out =
            draft(lexed, number, first, number.next(), Label::Measure, Unit::Code(unit.id), "measure");
        out.quantity.start = lexed.offset(first, unit.skip);
        free.then_some(out)
    }

    /// «لتر ونصف»: a unit that is one of itself, and a part.
    pub(super) fn unit_and_part(&self, number: &Number) -> Option<Draft> {
        let lexed = self.lexed;
        let noun = number.token.checked_sub(1)?;
        let value = number
            .parsed
            .value
            .filter(|v| number.parsed.clitics.wa && *v < Exact::int(1) && !v.is_negative())?;
        if self.drafts.last().is_some_and(|d| d.next >= number.token) || lexed.kind(noun) != Some(Kind::Word)
        {
            return None;
        }
        let unit = units::at(lexed, noun, false).filter(|u| u.next == number.token && !u.dual);
        let (label, unit, rule, start) = match unit {
            Some(unit) => (Label::Measure, Unit::Code(unit.id), "measure", lexed.start(noun)),
            None => {
                let start = lexed.offset(noun, nouns::times(lexed, noun)?);
                (Label::Count, Unit::Noun(start, lexed.end(noun)), "noun-before", start)
            }
        };
        let mut out = draft(lexed, number, noun, number.next(), label, unit, rule);
        out.quantity.start = start;
        out.quantity.value = value.plus(Exact::int(1));
        Some(out)
    }

    /// «عشرات من الشباب», «المئات من المحتجين»: a vague amount and what it is of.
    pub(super) fn noun_of(&self, number: &Number) -> Option<Draft> {
        let (lexed, of) = (self.lexed, number.next());
        let at = of + 1;
        let linked =
            number.parsed.magnitude.is_some() && lexed.form(of) == "من" && lexed.form(at).starts_with("ال");
        if !linked || lexed.gap(of) > Gap::Space || lexed.gap(at) > Gap::Space {
            return None;
        }
        let tag = lexed.get(at).and_then(|t| (self.settings.tag)(t));
        let noun = nouns::counted(lexed, at, true, false, tag)?;
        let unit = Unit::Noun(lexed.start(at), lexed.end(noun.next - 1));
        Some(draft(lexed, number, number.token, noun.next, Label::Count, unit, "noun-after"))
    }
}
