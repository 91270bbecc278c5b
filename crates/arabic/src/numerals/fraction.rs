//! Parts of numbers: fractions, mixed numbers, decimals in words, and the tails that a cardinal can take.

use super::cardinal::{self, Cardinal};
use super::exact::Exact;
use super::words::{self, Atom, Class};
use super::{Form, digits};
use crate::lexed::{Gap, Kind, Lexed};

/// A number that begins with a fraction word: «نصف», «ثلثا», «نصف مليون».
pub(super) fn parse(lexed: &Lexed, i: usize) -> Option<Cardinal> {
    let atom = words::atom(lexed, i)?;
    let (value, next) = part(&atom).or_else(|| lone_part(lexed, i, &atom))?;
    let (scale, scaled) = scale(lexed, next).unwrap_or((1, next));
    if atom.word.class == Class::FractionWeak && scale == 1 {
        return None;
    }
    Some(Cardinal {
        value: value.times(Exact::int(scale))?,
        start: atom.start,
        next: scaled,
        clitics: atom.clitics,
        wa: atom.wa,
        gender: None,
        form: Form::Words,
        scale,
        joint: None,
        bound: false,
    })
}

/// The value of one or two parts, and the token after.
fn part(atom: &Atom) -> Option<(Exact, usize)> {
    let parts = match atom.word.class {
        Class::FractionOne | Class::FractionWeak => 1,
        // «ثلثاً» is one third in the accusative.
        Class::FractionTwo => 2 - i128::from(atom.tanwin),
        _ => return None,
    };
    Some((Exact::ratio(parts, i128::from(atom.word.value))?, atom.next))
}

/// «أكثر من الخمس» before nothing that it counts is a fifth; «الصلوات الخمس» stands behind its noun.
fn lone_part(lexed: &Lexed, i: usize, atom: &Atom) -> Option<(Exact, usize)> {
    let part = atom.word.part.filter(|part| matches!(part, 5 | 7) && atom.clitics.article)?;
    let next = atom.next;
    let closed = lexed.gap(next) > Gap::Space || lexed.kind(next) == Some(Kind::Punct);
    let before = if i > 0 && lexed.gap(i) == Gap::Space { lexed.form(i - 1) } else { "" };
    let share = ["من", "بنسبه", "نحو", "بنحو", "حوالي", "قرابه"].contains(&before);
    let plain = !atom.wa && atom.clitics.preposition.is_none();
    (closed && share && plain).then_some((Exact::ratio(1, i128::from(part))?, next))
}

/// A scale noun right at `i`, with or without the article: its value and the token after.
fn scale(lexed: &Lexed, i: usize) -> Option<(i64, usize)> {
    let atom = words::next(lexed, i).filter(|a| !a.wa)?;
    matches!(atom.word.class, Class::Scale | Class::ScaleAlef).then_some((atom.word.value, atom.next))
}

/// `number` with all that may follow it: «ونصف», «أرباع», «فاصلة خمسة», «وثمانية من عشرة», «على ثلاثة».
/// Gives the rule that read the tail, if one did.
pub(super) fn with_tail(lexed: &Lexed, number: Cardinal) -> (Cardinal, Option<&'static str>) {
    if !words::goes_on(lexed, number.next) {
        return (number, None);
    }
    type Tail = fn(&Lexed, &Cardinal) -> Option<Cardinal>;
    let tails: [(Tail, &'static str); 6] = [
        (point, "decimal-words"),
        (plural_parts, "fraction"),
        (out_of, "decimal-words"),
        (and_part, "fraction"),
        (and_plural_parts, "fraction"),
        (over, "fraction"),
    ];
    for (tail, rule) in tails {
        if let Some(longer) = tail(lexed, &number) {
            return (longer, Some(rule));
        }
    }
    (number, None)
}

/// «ثلاثة أرباع», «مئة وثلاثة أرباع», «ثلاثة أرباع المليون».
fn plural_parts(lexed: &Lexed, number: &Cardinal) -> Option<Cardinal> {
    let atom = words::next(lexed, number.next).filter(|a| !a.wa && a.word.class == Class::FractionPlural)?;
    let (whole, count) = number.joint.unwrap_or((Exact::ZERO, number.value));
    let value = whole.plus(count.over(Exact::int(atom.word.value))?)?;
    let (scale, next) = scale(lexed, atom.next).unwrap_or((1, atom.next));
    Some(Cardinal { value: value.times(Exact::int(scale))?, next, scale, ..*number })
}

/// «ونصف», «وثلثين»: of the scale where the number has one («مليون ونصف المليون»), else of one.
fn and_part(lexed: &Lexed, number: &Cardinal) -> Option<Cardinal> {
    let atom = words::next(lexed, number.next).filter(|a| a.wa)?;
    let (value, next) = part(&atom)?;
    match scale(lexed, next) {
        Some((scale, next))
            if scale == number.scale || number.scale == 1 && number.value < Exact::int(1000) =>
        {
            let own = number.value.times(Exact::int(scale / number.scale))?;
            Some(Cardinal { value: own.plus(value.times(Exact::int(scale))?)?, next, scale, ..*number })
        }
        Some(_) => None,
        None => Some(Cardinal {
            value: number.value.plus(value.times(Exact::int(number.scale))?)?,
            next,
            ..*number
        }),
    }
}

/// «سبعة وثلاثة أرباع».
fn and_plural_parts(lexed: &Lexed, number: &Cardinal) -> Option<Cardinal> {
    let count = cardinal::parse(lexed, number.next, false).filter(|c| c.wa)?;
    let parts = plural_parts(lexed, &count)?;
    Some(Cardinal { value: number.value.plus(parts.value)?, next: parts.next, ..*number })
}

/// «ثلاثة فاصلة خمسة», «1 فاصلة صفر خمسة», then perhaps a scale.
fn point(lexed: &Lexed, number: &Cardinal) -> Option<Cardinal> {
    let atom = words::next(lexed, number.next).filter(|a| !a.wa && a.word.class == Class::Point)?;
    let mut fraction = String::new();
    let mut next = atom.next;
    while let Some(zero) = words::next(lexed, next).filter(|a| a.word.class == Class::Zero && !a.wa) {
        fraction.push('0');
        next = zero.next;
    }
    let mut own_scale = 1;
    if lexed.kind(next) == Some(Kind::Number) {
        let digits = digits::parse(lexed, next).filter(|d| d.tokens == 1)?;
        fraction.push_str(lexed.form(next));
        next += digits.tokens;
    } else if let Some(more) = cardinal::parse(lexed, next, false).filter(|c| !c.wa) {
        // A scale after the decimals is that of the whole number: «اثنان فاصلة خمسة مليون».
        let digits = more.value.over(Exact::int(more.scale))?;
        if !digits.is_integer() || digits.is_negative() {
            return None;
        }
        own_scale = more.scale;
        fraction.push_str(&digits.to_string());
        next = more.next;
    }
    if fraction.is_empty() || fraction.len() > 18 || !number.value.is_integer() {
        return None;
    }
    let value = number.value.plus(Exact::from_digits("0", &fraction)?)?;
    let (scale, next) = scale(lexed, next).filter(|_| own_scale == 1).unwrap_or((own_scale, next));
    Some(Cardinal { value: value.times(Exact::int(scale))?, next, scale, ..*number })
}

/// «ستة وثمانية وثمانون من مئة»: six and eighty-eight hundredths. The whole is parted from the hundredths by the و
/// where the grammar of cardinals stops, or else by the last one after which the rest is below the denominator.
fn out_of(lexed: &Lexed, number: &Cardinal) -> Option<Cardinal> {
    let (whole, count, end) = match cardinal::parse(lexed, number.next, false).filter(|c| c.wa) {
        Some(count) => (number.value, count.value, count.next),
        None => number.joint.map(|(whole, count)| (whole, count, number.next))?,
    };
    if words::next(lexed, end)?.word.class != Class::OutOf || lexed.form(end) != "من" {
        return None;
    }
    let den =
        cardinal::parse(lexed, end + 1, false).filter(|d| !d.clitics.article && d.form == Form::Words)?;
    let power = matches!(den.value.to_i64(), Some(10 | 100 | 1_000 | 10_000 | 100_000 | 1_000_000));
    if !power || count >= den.value || number.joint.is_some() && end == number.next && whole < den.value {
        return None;
    }
    Some(Cardinal { value: whole.plus(count.over(den.value)?)?, next: den.next, ..*number })
}

/// «سبعة عشر على ثلاثة», «مئتان وواحد على ثلاثمئة»: only at the end of a phrase, because على is also «on».
fn over(lexed: &Lexed, number: &Cardinal) -> Option<Cardinal> {
    let (whole, count, end) = match cardinal::parse(lexed, number.next, false).filter(|c| c.wa) {
        Some(count) => (number.value, count.value, count.next),
        None => {
            let (whole, count) = number.joint.unwrap_or((Exact::ZERO, number.value));
            (whole, count, number.next)
        }
    };
    if number.form != Form::Words || lexed.form(end) != "علي" || lexed.gap(end) != Gap::Space {
        return None;
    }
    let den =
        cardinal::parse(lexed, end + 1, false).filter(|d| d.form == Form::Words && !d.clitics.article)?;
    let ends =
        lexed.gap(den.next) > Gap::Space || matches!(lexed.kind(den.next), Some(Kind::Punct | Kind::Symbol));
    if !ends {
        return None;
    }
    Some(Cardinal { value: whole.plus(count.over(den.value)?)?, next: den.next, ..*number })
}
