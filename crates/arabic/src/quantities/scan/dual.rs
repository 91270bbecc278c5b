//! Nouns, units and currencies in the dual, which are quantities of two without a number.

use super::{Draft, Label, Quantity, Scanner, Unit, before, bounds, duals, money, units};
use crate::lexed::{Kind, Token};
use crate::numerals::Exact;
use crate::numerals::scan::Number;

impl Scanner<'_> {
    /// The number whose reading began at a token.
    fn at(&self, token: usize) -> Option<&Number> {
        self.numbers.get(self.numbers.partition_point(|n| n.token < token)).filter(|n| n.token == token)
    }

    /// Whether the token is a later word of a number: «ألف ومئتان».
    fn within(&self, token: usize) -> bool {
        let before = self.numbers.partition_point(|n| n.token < token).checked_sub(1);
        before.and_then(|k| self.numbers.get(k)).is_some_and(|n| token < n.next())
    }

    /// The nouns in the dual that no number has taken.
    pub(super) fn duals(&mut self) {
        let covered: Vec<(u32, u32)> =
            self.drafts.iter().map(|d| (d.quantity.start, d.quantity.end)).collect();
        let (mut covered, mut taken) = (covered.as_slice(), self.settings.taken);
        for (i, token) in self.lexed.tokens().iter().enumerate() {
            if token.kind != Kind::Word || !self.lexed.form(i).ends_with(['ن', 'ي', 'ا']) {
                continue;
            }
            let free = before::advance(&mut covered, token);
            // «وزارتي المالية والصحة»: of two names that share a head the head may be taken for a part of the first.
            let named = !before::advance(&mut taken, token);
            let heads =
                taken.first().is_some_and(|t| (token.start..token.end).contains(&t.0) && t.1 > token.end);
            if !free || named && !(heads && duals::two_heads(self.lexed, i)) {
                continue;
            }
            if self.within(i) {
                continue;
            }
            if let Some(draft) = self.dual(i, token) {
                self.drafts.push(draft);
            }
        }
    }

    fn dual(&mut self, i: usize, token: &Token) -> Option<Draft> {
        let lexed = self.lexed;
        if !lexed.form(i).ends_with('ن') {
            let after = lexed.get(i + 1).and_then(|token| (self.settings.tag)(token));
            let (skip, next) = duals::construct(lexed, i, (self.settings.tag)(token), after)?;
            let start = lexed.offset(i, skip);
            let quantity =
                dual_of(start, lexed.end(next - 1), Label::Count, Unit::Noun(start, lexed.end(next - 1)));
            let quantity = Quantity { bound: bounds::of(lexed, i, next), ..quantity };
            return Some(Draft { quantity, first: i, next, parts: 1 });
        }
        if duals::never(lexed, i) {
            return None;
        }
        let (start, next, label, unit) =
            if let Some(money) = money::at(lexed, i).filter(|m| m.dual && m.parts == 1) {
                (lexed.offset(i, money.skip), money.next, Label::Money, self.currency(money.currency))
            } else if let Some(unit) = units::at(lexed, i, false).filter(|u| u.dual) {
                (lexed.offset(i, unit.skip), unit.next, Label::Measure, Unit::Code(unit.id))
            } else {
                let skip = duals::at(lexed, i, (self.settings.tag)(token))?;
                let start = lexed.offset(i, skip);
                (start, i + 1, Label::Count, Unit::Noun(start, token.end))
            };
        let mut next = next;
        let two = self.at(next).filter(|n| n.parsed.value == Some(Exact::int(2)) && !n.parsed.ordinal);
        if let Some(two) = two.filter(|n| n.parsed.clitics.is_bare()) {
            next = two.next();
        }
        let quantity = dual_of(start, lexed.end(next - 1), label, unit);
        let quantity = Quantity { bound: bounds::of(lexed, i, next), ..quantity };
        let mut draft = Draft { quantity, first: i, next, parts: 1 };
        self.below_zero(&mut draft);
        if let Some(part) = self.at(draft.next) {
            self.add_fraction(&mut draft, part);
        }
        Some(draft)
    }
}

fn dual_of(start: u32, end: u32, label: Label, unit: Unit) -> Quantity {
    Quantity {
        start,
        end,
        label,
        value: Some(Exact::int(2)),
        value_max: None,
        magnitude: None,
        unit,
        bound: None,
        rule: "dual",
    }
}
