//! All the quantities of a text: each number with what it counts or measures, and the nouns in the dual.

mod dual;
mod join;
mod one;

use super::bounds::{self, Bound};
use super::money::{self, Currency, Lands, Money};
use super::nouns::{self, Tagged};
use super::{before, duals, units};
use crate::lexed::{Gap, Kind, Lexed, Token};
use crate::numerals::scan::Number;
use crate::numerals::{Exact, Form, brackets};

/// The label of a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Things.
    Count,
    /// An amount of a currency.
    Money,
    /// Hundredths.
    Percent,
    /// A unit of measurement.
    Measure,
}

/// What a quantity is an amount of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// An ISO 4217 code, `%`, or a CLDR unit id.
    Code(&'static str),
    /// The noun as written: its byte span.
    Noun(u32, u32),
    /// A currency whose country the text does not tell.
    Unknown,
}

/// Every name that the rule of a quantity can have.
pub const RULES: [&str; 7] = ["percent", "money", "measure", "noun-after", "noun-before", "range", "dual"];

/// A quantity of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// Byte offset of the first character.
    pub start: u32,
    /// Byte offset after the last character.
    pub end: u32,
    /// The label.
    pub label: Label,
    /// The value, the lower one of a range; `None` for vague amounts.
    pub value: Option<Exact>,
    /// The upper value of a range.
    pub value_max: Option<Exact>,
    /// The order of a vague amount.
    pub magnitude: Option<i64>,
    /// The unit.
    pub unit: Unit,
    /// The bound.
    pub bound: Option<Bound>,
    /// The rule that read it.
    pub rule: &'static str,
}

/// What the caller knows and wants.
pub struct Settings<'a> {
    /// The country (ISO 3166) whose currency a bare «دينار» is where the text does not say.
    pub home: Option<&'a str>,
    /// What a tagger says of a token; `None` where none has run.
    pub tag: &'a dyn Fn(&Token) -> Option<Tagged>,
    /// Byte spans, ascending, that duals keep out of: times, names, addresses.
    pub taken: &'a [(u32, u32)],
    /// Whether nouns in the dual are counted.
    pub duals: bool,
}

/// A quantity while it is put together: its tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draft {
    pub(super) quantity: Quantity,
    pub(super) first: usize,
    pub(super) next: usize,
    /// The parts of a subdivision (100 for cents), else 1.
    pub(super) parts: i64,
}

/// Replaces `out` with the quantities of the text, in text order. `numbers` are those of [`crate::numerals::scan::scan`].
pub fn scan(lexed: &Lexed, numbers: &[Number], settings: &Settings<'_>, out: &mut Vec<Quantity>) {
    out.clear();
    let mut scanner =
        Scanner { lexed, numbers, settings, lands: None, heat: Default::default(), drafts: Vec::new() };
    let mut k = 0;
    while k < numbers.len() {
        k += scanner.number(k);
    }
    if settings.duals {
        scanner.duals();
    }
    scanner.drafts.sort_by_key(|d| (d.quantity.start, std::cmp::Reverse(d.quantity.end)));
    out.extend(scanner.drafts.iter().map(|d| d.quantity));
}

struct Scanner<'a> {
    lexed: &'a Lexed,
    numbers: &'a [Number],
    settings: &'a Settings<'a>,
    lands: Option<Lands>,
    /// Whether the text speaks of heat, once that was asked.
    heat: std::cell::OnceCell<bool>,
    drafts: Vec<Draft>,
}

impl Scanner<'_> {
    /// Reads the quantity of number `k`, if it has one, and gives how many numbers were used up.
    fn number(&mut self, k: usize) -> usize {
        let Some(mut number) = self.numbers.get(k).copied().filter(|n| !n.parsed.ordinal) else { return 1 };
        let mut used = 1;
        // «خمسة (5) أشخاص»: the noun follows the brackets.
        if let Some(after) = brackets::repeated(self.lexed, number.token, &number.parsed)
            && self.numbers.get(k + 1).is_some_and(|again| again.next() + 1 == after)
        {
            number.parsed.tokens = after - number.token;
            used = 2;
        }
        let number = &number;
        let Some(mut draft) = self.unit(number) else { return 1 };
        if used == 1
            && let Some(more) = self.numbers.get(k + 1)
            && (self.add_fraction(&mut draft, more) || self.add_minor(&mut draft, more))
        {
            used = 2;
        }
        self.below_zero(&mut draft);
        if self.join_money(&draft) || self.join_hyphen(&draft) {
            return used;
        }
        if let Some(low) = k.checked_sub(1).and_then(|k| self.numbers.get(k)) {
            self.join_range(&mut draft, low, number);
        }
        draft.quantity.bound = bounds::of(self.lexed, draft.first, draft.next);
        self.drafts.push(draft);
        used
    }

    /// What stands around `number` makes it a quantity: percent, money, a unit, a noun after it, a noun before it.
    fn unit(&mut self, number: &Number) -> Option<Draft> {
        self.percent(number)
            .or_else(|| self.money(number))
            .or_else(|| self.measure(number))
            .or_else(|| self.below_zero_alone(number))
            .or_else(|| self.unit_and_one(number))
            .or_else(|| self.unit_and_part(number))
            .or_else(|| before::definite_first(self.lexed, number, self.settings))
            .or_else(|| self.noun_after(number))
            .or_else(|| self.noun_of(number))
            .or_else(|| before::noun(self.lexed, number, self.settings))
    }

    fn percent(&self, number: &Number) -> Option<Draft> {
        let lexed = self.lexed;
        let at = number.next();
        if let Some(next) = super::hundredths(lexed, at).filter(|_| lexed.gap(at) <= Gap::Space) {
            return Some(draft(
                lexed,
                number,
                number.token,
                next,
                Label::Percent,
                Unit::Code("%"),
                "percent",
            ));
        }
        // «%5», as right-to-left texts often have it.
        let sign = number
            .token
            .checked_sub(1)
            .filter(|&s| lexed.form(s) == "%" && lexed.gap(number.token) == Gap::None)?;
        if lexed.gap(sign) == Gap::None && sign > 0 && lexed.kind(sign - 1) == Some(Kind::Number) {
            return None;
        }
        let mut draft = draft(lexed, number, sign, at, Label::Percent, Unit::Code("%"), "percent");
        draft.quantity.start = lexed.start(sign);
        Some(draft)
    }

    fn money(&mut self, number: &Number) -> Option<Draft> {
        let lexed = self.lexed;
        if let Some((code, sign)) =
            money::before(lexed, number.token).filter(|_| number.parsed.clitics.is_bare())
        {
            let mut out = draft(lexed, number, sign, number.next(), Label::Money, Unit::Code(code), "money");
            out.quantity.start = lexed.start(sign);
            // «$10 USD» and «$20 43» are left as they are; a noun that repeats the sign belongs to the span.
            if let Some(again) = money::at(lexed, out.next).filter(|m| {
                lexed.gap(out.next) <= Gap::Space && m.currency == Currency::Code(code) && m.parts == 1
            }) {
                out.next = again.next;
                out.quantity.end = lexed.end(again.next - 1);
            }
            return Some(out);
        }
        if let Some(draft) = self.money_and_one(number) {
            return Some(draft);
        }
        if number.parsed.form != Form::Words
            && money::at(lexed, number.next()).is_none()
            && let Some((money, scale)) = money::short(lexed, number.next())
        {
            let mut out = self.money_draft(number, &money);
            let scaled = |value: Option<Exact>| value.and_then(|v| v.times(Exact::int(scale)));
            out.quantity.value = scaled(out.quantity.value);
            out.quantity.value_max = scaled(out.quantity.value_max);
            return Some(out);
        }
        // «25 مليارا من المليمات».
        let scale =
            number.parsed.magnitude.is_some() || number.parsed.value.is_some_and(|v| v >= Exact::int(1_000));
        let linked = usize::from(
            scale && lexed.form(number.next()) == "من" && lexed.form(number.next() + 1).starts_with("ال"),
        );
        let at = if scale { super::after_of(lexed, number.next() + linked) } else { number.next() };
        let near = (number.next()..=at).all(|i| lexed.gap(i) <= Gap::Space);
        let money = money::at(lexed, at).filter(|m| !m.dual && near)?;
        if number.parsed.form == Form::Digits && number.parsed.value.is_none() {
            return None;
        }
        Some(self.money_draft(number, &money))
    }

    fn money_draft(&mut self, number: &Number, money: &Money) -> Draft {
        let unit = self.currency(money.currency);
        let mut out = draft(self.lexed, number, number.token, money.next, Label::Money, unit, "money");
        out.parts = money.parts;
        let part = Exact::ratio(1, i128::from(money.parts)).unwrap_or(Exact::int(1));
        out.quantity.value = out.quantity.value.and_then(|v| v.times(part));
        out.quantity.value_max = out.quantity.value_max.and_then(|v| v.times(part));
        out
    }

    fn currency(&mut self, currency: Currency) -> Unit {
        match currency {
            Currency::Code(code) => Unit::Code(code),
            Currency::Name(name) => {
                let lands = self.lands.get_or_insert_with(|| Lands::of(self.lexed));
                lands.code(name, self.settings.home).map_or(Unit::Unknown, Unit::Code)
            }
        }
    }

    /// Whether the degrees at token `i` are those of heat.
    fn heat(&self, i: usize) -> bool {
        !units::angle(self.lexed, i) && *self.heat.get_or_init(|| units::heat(self.lexed))
    }

    fn measure(&self, number: &Number) -> Option<Draft> {
        let lexed = self.lexed;
        let at = after_million(lexed, number);
        let last = lexed.form(at.saturating_sub(1));
        // «2015م» is a year of the Gregorian calendar.
        let short = lexed.kind(at.wrapping_sub(1)) == Some(Kind::Number)
            && !(last.len() == 4 && number.parsed.tokens == 1);
        let unit = units::at(lexed, at, short).filter(|u| !u.dual && lexed.gap(at) <= Gap::Space)?;
        // «7 درجات على مقياس ريختر» measures nothing that has a unit.
        if unit.id == "degree" && units::seismic(lexed, unit.next) {
            let noun = Unit::Noun(lexed.start(at), lexed.end(unit.next - 1));
            return Some(draft(lexed, number, number.token, unit.next, Label::Count, noun, "noun-after"));
        }
        let id = if unit.id == "degree" && self.heat(at) { "celsius" } else { unit.id };
        Some(draft(lexed, number, number.token, unit.next, Label::Measure, Unit::Code(id), "measure"))
    }

    fn noun_after(&self, number: &Number) -> Option<Draft> {
        let lexed = self.lexed;
        let parsed = &number.parsed;
        let at = after_million(lexed, number);
        let value = parsed.value.and_then(Exact::to_i64);
        let small =
            parsed.form == Form::Words && parsed.rule != "latin-words" && matches!(value, Some(0..=2));
        // A fraction of something is a share, not a count: «نصف السكان».
        if small
            || parsed.rule == "fraction" && parsed.value.is_some_and(|v| v < Exact::int(1))
            || parsed.rule == "negative"
        {
            return None;
        }
        let accusative = value.is_some_and(|v| (11..100).contains(&(v % 100)) && v > 0);
        let tag = lexed.get(at).and_then(|t| (self.settings.tag)(t));
        let noun = nouns::counted(lexed, at, parsed.value.is_none(), accusative, tag)?;
        let unit = Unit::Noun(lexed.start(at), lexed.end(noun.next - 1));
        Some(draft(lexed, number, number.token, noun.next, Label::Count, unit, "noun-after"))
    }

    /// «2 تحت الصفر».
    fn below_zero_alone(&self, number: &Number) -> Option<Draft> {
        let (lexed, at) = (self.lexed, number.next());
        let below = lexed.form(at) == "تحت" && lexed.form(at + 1) == "الصفر" && lexed.gap(at) == Gap::Space;
        let id = if below && self.heat(at) { "celsius" } else { "degree" };
        below.then(|| draft(lexed, number, number.token, at, Label::Measure, Unit::Code(id), "measure"))
    }
}

/// The token after a number, and after the «de» that French puts behind millions.
fn after_million(lexed: &Lexed, number: &Number) -> usize {
    let large = number.parsed.value.is_some_and(|v| v >= Exact::int(1_000_000));
    if large { super::after_of(lexed, number.next()) } else { number.next() }
}

pub(super) fn draft(
    lexed: &Lexed,
    number: &Number,
    first: usize,
    next: usize,
    label: Label,
    unit: Unit,
    rule: &'static str,
) -> Draft {
    let parsed = &number.parsed;
    let quantity = Quantity {
        start: parsed.start,
        end: lexed.end(next.saturating_sub(1)),
        label,
        value: parsed.value,
        value_max: parsed.value_max,
        magnitude: parsed.magnitude,
        unit,
        bound: None,
        rule,
    };
    Draft { quantity, first, next, parts: 1 }
}
