//! Parts of quantities that belong together: fractions after a unit, cents after dollars, the two ends of a range.

use super::{Draft, Label, Scanner, Unit, money, units};
use crate::lexed::{Gap, Kind};
use crate::numerals::scan::Number;
use crate::numerals::{Exact, Form};

impl Scanner<'_> {
    /// «20 كيلومتراً ونصف», «طنين ونصف الطن».
    pub(super) fn add_fraction(&self, draft: &mut Draft, more: &Number) -> bool {
        let part = more
            .parsed
            .value
            .filter(|v| more.parsed.rule == "fraction" && *v < Exact::int(1) && !v.is_negative());
        let twice = draft.next > 0 && matches!(self.lexed.form(draft.next - 1), "مرتين" | "مرات" | "مره");
        let measured =
            twice || matches!(draft.quantity.label, Label::Measure | Label::Money) && draft.parts == 1;
        let (Some(part), true) = (part, measured && more.token == draft.next && more.parsed.clitics.wa)
        else {
            return false;
        };
        draft.quantity.value = draft.quantity.value.and_then(|v| v.plus(part));
        draft.next = more.next();
        if let Some(unit) =
            units::at(self.lexed, draft.next, false).filter(|u| Unit::Code(u.id) == draft.quantity.unit)
        {
            draft.next = unit.next;
        }
        draft.quantity.end = self.lexed.end(draft.next - 1);
        true
    }

    /// «3 دنانير و500»: a bare number after a sum that nothing follows is its subdivisions, in a currency that has
    /// thousandths, and coins of it: fifties. Elsewhere it counts something that is not said («20 دولارا و30 للثاني»).
    pub(super) fn add_minor(&mut self, draft: &mut Draft, more: &Number) -> bool {
        let whole =
            draft.quantity.value.filter(|v| v.is_integer() && *v < Exact::int(1_000) && !v.is_negative());
        let plain =
            draft.quantity.label == Label::Money && draft.parts == 1 && draft.quantity.value_max.is_none();
        let joined = more.token == draft.next && more.parsed.clitics.wa && !more.parsed.ordinal;
        let Unit::Code(code) = draft.quantity.unit else { return false };
        if !money::in_thousandths(code) {
            return false;
        }
        let parts = 1_000;
        let coins = |v: i64| (1..parts).contains(&v) && v % 50 == 0;
        let minor = more.parsed.value.filter(|v| v.to_i64().is_some_and(coins));
        let after = more.next();
        let priced =
            || self.lexed.form(after).starts_with("لل") && units::of_one(self.lexed, after).is_some();
        let closed = self.lexed.gap(after) > Gap::Space
            || self.lexed.kind(after) == Some(Kind::Punct) && self.lexed.form(after) != "("
            || priced();
        let (Some(whole), Some(minor), true) = (whole, minor, plain && joined && closed) else {
            return false;
        };
        let Some(sum) = minor.over(Exact::int(parts)).and_then(|minor| whole.plus(minor)) else {
            return false;
        };
        draft.quantity.value = Some(sum);
        draft.next = after;
        draft.quantity.end = self.lexed.end(after - 1);
        true
    }

    /// «درجتين تحت الصفر».
    pub(super) fn below_zero(&self, draft: &mut Draft) {
        let degrees = matches!(draft.quantity.unit, Unit::Code("degree" | "celsius" | "fahrenheit"));
        if degrees && self.lexed.form(draft.next) == "تحت" && self.lexed.form(draft.next + 1) == "الصفر"
        {
            draft.next += 2;
            draft.quantity.end = self.lexed.end(draft.next - 1);
            draft.quantity.value = draft.quantity.value.map(Exact::negated);
        }
    }

    /// «20 دولاراً و43 سنتاً» is one amount.
    pub(super) fn join_money(&mut self, part: &Draft) -> bool {
        let Some(whole) = self.drafts.last_mut() else { return false };
        let touches = whole.next == part.first && whole.quantity.label == Label::Money && whole.parts == 1;
        let known = part.quantity.label == Label::Money && part.parts > 1;
        if !touches || !known || part.quantity.value_max.is_some() {
            return false;
        }
        let shared = || match (whole.quantity.unit, part.quantity.unit) {
            (Unit::Code(whole), Unit::Code(part)) => money::share_parts(whole, part),
            _ => false,
        };
        let same =
            whole.quantity.unit == part.quantity.unit || part.quantity.unit == Unit::Unknown || shared();
        let Some(sum) =
            whole.quantity.value.zip(part.quantity.value).and_then(|(a, b)| a.plus(b)).filter(|_| same)
        else {
            return false;
        };
        whole.quantity.value = Some(sum);
        whole.quantity.end = part.quantity.end;
        whole.next = part.next;
        true
    }

    /// «10$-20$»: two amounts of one unit with a hyphen between them are a range.
    pub(super) fn join_hyphen(&mut self, high: &Draft) -> bool {
        let lexed = self.lexed;
        let Some(low) = self.drafts.last_mut() else { return false };
        let hyphen = low.next + 1 == high.first && lexed.form(low.next) == "-"
            || low.next == high.first && lexed.form(low.next) == "-";
        // «بين 250 د و350 دينارا».
        let between = low.next == high.first
            && lexed.gap(high.first) <= Gap::Space
            && low.first > 0
            && matches!(lexed.form(low.first - 1), "بين" | "مابين" | "وبين")
            && (lexed.form(high.first) == "و" || lexed.form(high.first).starts_with('و'));
        let value = high.quantity.value.map(|v| if v.is_negative() { v.negated() } else { v });
        if !(hyphen || between)
            || low.quantity.unit != high.quantity.unit
            || low.quantity.value >= value
            || low.quantity.value_max.is_some()
        {
            return false;
        }
        low.quantity.value_max = value;
        low.quantity.end = high.quantity.end;
        low.next = high.next;
        true
    }

    /// «3500 إلى 5000 إرهابي», «بين 15 و20 شخصا», «من عشرة لعشرين دولارا»: the number before is the lower value.
    pub(super) fn join_range(&self, draft: &mut Draft, low: &Number, high: &Number) {
        let free = self.drafts.last().is_none_or(|d| d.next <= low.token);
        if !free || low.parsed.ordinal || draft.first != high.token || !self.connects(low, high) {
            return;
        }
        let (Some(mut least), Some(most)) =
            (low.parsed.value, high.parsed.value.filter(|_| high.parsed.value_max.is_none()))
        else {
            return;
        };
        // «5 إلى 6 آلاف»: the scale is that of both.
        let scale = scale_of(most);
        if least < Exact::int(1_000)
            && let Some(scaled) = least.times(scale).filter(|s| *s < most)
            && high.parsed.form != Form::Digits
        {
            least = scaled;
        }
        if least >= most {
            return;
        }
        draft.quantity.value = Some(least);
        draft.quantity.value_max = Some(most);
        draft.quantity.start = low.parsed.start;
        draft.quantity.rule = "range";
        draft.first = low.token;
    }

    fn connects(&self, low: &Number, high: &Number) -> bool {
        let lexed = self.lexed;
        let at = low.next();
        if (at..=high.token).any(|i| lexed.gap(i) > Gap::Space) {
            return false;
        }
        let opened = |words: &[&str]| {
            (1..=2).filter_map(|k| low.token.checked_sub(k)).any(|i| {
                let form = lexed.form(i);
                words
                    .iter()
                    .any(|w| form == *w || form.strip_prefix(['و', 'ب', 'ف']).is_some_and(|rest| rest == *w))
            })
        };
        match high.token - at {
            0 if high.parsed.clitics.wa => opened(&["بين"]),
            0 => high.parsed.clitics.preposition == Some('ل') && opened(&["من"]),
            1 => {
                matches!(lexed.form(at), "الي" | "حتي" | "-" | "to" | "a")
                    || lexed.form(at) == "و" && opened(&["بين"])
            }
            2 => matches!(lexed.form(at), "وحتي" | "والي"),
            _ => false,
        }
    }
}

/// The largest power of a thousand that divides `value`.
fn scale_of(value: Exact) -> Exact {
    let Some(mut rest) = value.to_i64().filter(|v| *v > 0) else { return Exact::int(1) };
    let mut scale = 1;
    while rest % 1_000 == 0 {
        rest /= 1_000;
        scale *= 1_000;
    }
    Exact::int(scale)
}
