//! Cardinals in words and mixed writing: groups below a thousand, scaled terms, and their sums with و.

use super::exact::Exact;
use super::words::{self, Atom, Class};
use super::{Form, Gender, digits};
use crate::lexed::{Clitics, Gap, Kind, Lexed};
use crate::quantities::nouns;

/// A cardinal as far as it could be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cardinal {
    pub(super) value: Exact,
    pub(super) start: u32,
    /// The token after it.
    pub(super) next: usize,
    pub(super) clitics: Clitics,
    pub(super) wa: bool,
    pub(super) gender: Option<Gender>,
    pub(super) form: Form,
    /// The scale of its last term: 1 where that is a bare group.
    pub(super) scale: i64,
    /// The last place where و joins two parts that could also stand apart: value before, value after.
    pub(super) joint: Option<(Exact, Exact)>,
    /// Whether the words are such that they count only inside something longer (أحد).
    pub(super) bound: bool,
}

/// The cardinal that begins at token `i`: «مئة وخمسة وعشرين ألفاً وثلاثمئة», «3 آلاف و200», «1.5 مليون».
/// `first` allows the particles ب ل ك ف before it.
pub(super) fn parse(lexed: &Lexed, i: usize, first: bool) -> Option<Cardinal> {
    let mut sum = term(lexed, i, first)?;
    if let Some(risen) = thousands_after(lexed, &sum).filter(|_| !between(lexed, i)) {
        return Some(risen);
    }
    while sum.scale > 1 {
        let Some(more) =
            term(lexed, sum.next, false).filter(|t| joins(lexed, t, &sum) && fits_under(t, &sum))
        else {
            break;
        };
        let Some(value) = sum.value.plus(more.value) else { break };
        sum = Cardinal {
            value,
            next: more.next,
            form: if sum.form == more.form { sum.form } else { Form::Mixed },
            scale: more.scale,
            joint: Some((sum.value, more.value)),
            gender: more.gender,
            bound: false,
            ..sum
        };
    }
    Some(sum)
}

/// «خمس وتسعون وتسعمئة» before «وألف»: the ascending order of older usage, in which years are still read.
///
/// Thousands from three on could also be counted by the number before them («مئة وخمسة آلاف»), unless it has units or tens
/// before its hundreds.
fn thousands_after(lexed: &Lexed, sum: &Cardinal) -> Option<Cardinal> {
    let low = sum.scale == 1 && sum.form == Form::Words && !sum.bound && sum.value > Exact::ZERO;
    if !low || sum.value >= Exact::int(1_000) || !words::next(lexed, sum.next).is_some_and(|a| a.wa) {
        return None;
    }
    let more = term(lexed, sum.next, false).filter(|t| t.wa && t.form == Form::Words && t.scale == 1_000)?;
    let few =
        more.value <= Exact::int(2_000) || more.value <= Exact::int(10_000) && sum.value.to_i64()? % 100 != 0;
    // What goes on below the thousands is another number: «مئة وألف وخمسون».
    let below = term(lexed, more.next, false).is_some_and(|t| t.wa);
    let article = sum.clitics.article || !more.clitics.article;
    (few && article && !below).then_some(Cardinal {
        value: sum.value.plus(more.value)?,
        next: more.next,
        joint: Some((sum.value, more.value)),
        scale: 1,
        ..*sum
    })
}

/// Whether «بين» stands before token `i`, so that «بين عشرة ومئة» are two numbers.
fn between(lexed: &Lexed, i: usize) -> bool {
    i > 0 && lexed.form(i - 1) == "بين"
}

/// «خمسة وعشرون ومئة»: the hundreds behind what is below them.
fn hundreds_after(lexed: &Lexed, low: Cardinal) -> Cardinal {
    let Some(atom) = words::next(lexed, low.next).filter(|a| a.wa && !low.bound && low.value > Exact::ZERO)
    else {
        return low;
    };
    let article = low.clitics.article || !atom.clitics.article;
    let Some((value, next)) = hundreds(lexed, &atom).filter(|_| article) else { return low };
    // «خمسة ومئة وعشرون» is five, and a hundred and twenty; «خمسة ومئة ألف» five and a hundred thousand.
    let more = words::next(lexed, next).is_some_and(|a| !a.wa && a.word.class != Class::Unit);
    let apart = below_hundred_after(lexed, next).is_some_and(|rest| {
        // «خمس ومئة وثلاثة آلاف» goes on with its thousands.
        !words::next(lexed, rest.next).is_some_and(|a| !a.wa && a.word.value == 1_000)
    });
    if more || apart {
        return low;
    }
    let hundreds = Exact::int(value);
    match low.value.plus(hundreds) {
        Some(value) => Cardinal { value, next, joint: Some((low.value, hundreds)), ..low },
        None => low,
    }
}

/// Whether `more` goes on with `sum`: with و, or as three digits after digits and «ألف» («162 ألف 548»).
fn joins(lexed: &Lexed, more: &Cardinal, sum: &Cardinal) -> bool {
    let digits = sum.form == Form::Mixed && sum.scale == 1_000 && more.form == Form::Digits;
    more.wa || digits && more.next == sum.next + 1 && lexed.form(sum.next).len() == 3
}

/// Whether `more` can be the next lower term after `sum`.
fn fits_under(more: &Cardinal, sum: &Cardinal) -> bool {
    // «ألف والمئة الأخرى» are two numbers: the article comes to the later parts only from the first one.
    let article = sum.clitics.article || !more.clitics.article;
    article
        && more.value < Exact::int(sum.scale)
        && !more.bound
        && sum.value.is_integer()
        && more.value > Exact::ZERO
}

/// A group with its scale: «ثلاثة آلاف», «مليونين», «25 ألف مليون», or the group alone.
fn term(lexed: &Lexed, i: usize, first: bool) -> Option<Cardinal> {
    let mut term = match group(lexed, i, first) {
        Some(group) => group,
        None => bare_scale(lexed, i, first)?,
    };
    while let Some((atom, scale)) = scale_after(lexed, &term) {
        let Some(value) = term.value.times(Exact::int(scale)) else { break };
        term.value = value;
        term.next = atom;
        term.scale = scale.checked_mul(term.scale).unwrap_or(scale);
        term.joint = None;
        term.bound = false;
        if term.form == Form::Digits {
            term.form = Form::Mixed;
        }
    }
    Some(term)
}

/// The scale word right after a term: the token after it and the scale.
fn scale_after(lexed: &Lexed, term: &Cardinal) -> Option<(usize, i64)> {
    if term.form == Form::Digits
        && let Some(latin) = latin_scale(lexed, term.next)
    {
        return Some((term.next + 1, latin));
    }
    let atom = words::next(lexed, term.next).filter(|a| !a.wa)?;
    let fits = match atom.word.class {
        Class::Scale | Class::ScaleAlef | Class::ScalePlural => {
            // «مئة ألف ألف» is a hundred million.
            let again = term.scale == 1_000 && atom.word.value == 1_000 && atom.word.class == Class::Scale;
            term.scale == 1 || atom.word.value > term.scale || again
        }
        _ => false,
    };
    // «آلاف الملايين» is vague, and «ألف الألف» nothing.
    (fits && (!atom.clitics.article || term.scale == 1)).then_some((atom.next, atom.word.value))
}

/// «5 million», «$5bn», «10k»: scales in Latin letters, the short ones only right after the digits.
fn latin_scale(lexed: &Lexed, i: usize) -> Option<i64> {
    const LONG: [(&str, i64); 9] = [
        ("thousand", 1_000),
        ("mille", 1_000),
        ("million", 1_000_000),
        ("millions", 1_000_000),
        ("billion", 1_000_000_000),
        ("milliard", 1_000_000_000),
        ("milliards", 1_000_000_000),
        ("trillion", 1_000_000_000_000),
        ("billions", 1_000_000_000),
    ];
    const SHORT: [(&str, i64); 7] = [
        ("k", 1_000),
        ("m", 1_000_000),
        ("mn", 1_000_000),
        ("bn", 1_000_000_000),
        ("b", 1_000_000_000),
        ("tn", 1_000_000_000_000),
        ("trn", 1_000_000_000_000),
    ];
    if lexed.kind(i) != Some(Kind::Latin) {
        return None;
    }
    let form = lexed.form(i);
    let find = |table: &[(&str, i64)]| table.iter().find(|s| s.0 == form).map(|s| s.1);
    match lexed.gap(i) {
        Gap::None => {
            let money = || money_before(lexed, i) || money_after(lexed, i + 1);
            find(&LONG).or_else(|| find(&SHORT).filter(|_| form.len() == 2 || money()))
        }
        Gap::Space => find(&LONG).or_else(|| find(&SHORT).filter(|_| matches!(form, "bn" | "mn" | "tn"))),
        _ => None,
    }
}

/// Whether a currency's sign or code stands before the digits that end at token `i`: «$5m» and «USD 5m» are money, «5m» is metres.
fn money_before(lexed: &Lexed, i: usize) -> bool {
    let digits = (0..i).rev().take(6).find(|&j| {
        lexed.kind(j + 1) == Some(Kind::Number)
            && matches!(lexed.kind(j), Some(Kind::Symbol | Kind::Latin))
            && lexed.gap(j + 1) <= Gap::Space
    });
    digits.is_some_and(|j| crate::quantities::is_currency_code(lexed, j))
}

/// Whether a currency's name or code follows at token `i`: «5m euros» is money too.
fn money_after(lexed: &Lexed, i: usize) -> bool {
    lexed.gap(i) == Gap::Space
        && lexed.kind(i) == Some(Kind::Latin)
        && crate::quantities::is_currency(lexed, i)
}

/// A scale word without a group: «ألف», «مليونان», «ألفا شخص».
fn bare_scale(lexed: &Lexed, i: usize, first: bool) -> Option<Cardinal> {
    let atom = read(lexed, i, first)?;
    let count = match atom.word.class {
        Class::Scale => 1,
        Class::ScaleDual => 2,
        Class::ScaleAlef => {
            // The dual loses its nun only before a noun; with a tanwin, before «و200» or at the end of the phrase it is the
            // accusative of one.
            let noun = nouns::counted(lexed, atom.next, true, false, None).is_some();
            let joined = group(lexed, atom.next, false)
                .is_some_and(|g| g.wa && g.value < Exact::int(atom.word.value))
                || words::next(lexed, atom.next)
                    .is_some_and(|a| a.wa && is_scale(&a) && a.word.value < atom.word.value);
            if atom.tanwin || joined || !noun { 1 } else { 2 }
        }
        _ => return None,
    };
    let mut out = cardinal(&atom, atom.word.value.checked_mul(count)?);
    out.scale = atom.word.value;
    Some(out)
}

fn is_scale(atom: &Atom) -> bool {
    matches!(atom.word.class, Class::Scale | Class::ScaleAlef | Class::ScaleDual)
}

/// A number below a thousand in words, or any number in digits.
fn group(lexed: &Lexed, i: usize, first: bool) -> Option<Cardinal> {
    if let Some(number) = digit_group(lexed, i) {
        return Some(number);
    }
    let atom = read(lexed, i, first)?;
    let Some((value, next)) = hundreds(lexed, &atom) else {
        let low = below_hundred(lexed, &atom)?;
        return Some(if between(lexed, i) { low } else { hundreds_after(lexed, low) });
    };
    let mut sum = Cardinal { next, ..cardinal(&atom, value) };
    sum.gender = None;
    if let Some(rest) = below_hundred_after(lexed, next) {
        sum.joint = Some((sum.value, rest.value));
        sum.value = sum.value.plus(rest.value)?;
        sum.next = rest.next;
        sum.gender = rest.gender;
    }
    Some(sum)
}

/// The hundreds that begin with `atom`, and the token after them.
fn hundreds(lexed: &Lexed, atom: &Atom) -> Option<(i64, usize)> {
    match atom.word.class {
        Class::Hundred | Class::HundredDual | Class::Hundreds => Some((atom.word.value, atom.next)),
        Class::HundredDualWeak => {
            Some((atom.word.value, atom.next)).filter(|h| below_hundred_after(lexed, h.1).is_some())
        }
        Class::Unit if atom.word.value > 2 => words::next(lexed, atom.next)
            .filter(|h| !h.wa && matches!(h.word.class, Class::Hundred | Class::HundredPlural))
            .map(|h| (atom.word.value * 100, h.next)),
        _ => None,
    }
}

/// «وخمسة وعشرين» after hundreds; speech leaves the first و out.
fn below_hundred_after(lexed: &Lexed, i: usize) -> Option<Cardinal> {
    let atom = words::next(lexed, i)?;
    let rest = below_hundred(lexed, &atom).filter(|r| !r.bound)?;
    let scaled = words::next(lexed, rest.next).is_some_and(|a| !a.wa && a.word.class == Class::Hundred);
    (!scaled && (atom.wa || !atom.clitics.article)).then_some(rest)
}

fn below_hundred(lexed: &Lexed, atom: &Atom) -> Option<Cardinal> {
    let value = atom.word.value;
    match atom.word.class {
        Class::Zero | Class::Ten | Class::Teen | Class::Tens => Some(cardinal(atom, value)),
        Class::Unit | Class::Bound => {
            let bound = atom.word.class == Class::Bound;
            let after = words::next(lexed, atom.next);
            let compound = match after {
                Some(ten) if ten.word.class == Class::Ten && !ten.wa && !ten.clitics.article => {
                    Some((ten, 10))
                }
                Some(tens) if tens.word.class == Class::Tens && tens.wa => Some((tens, tens.word.value)),
                _ => None,
            };
            match compound {
                Some((second, more)) => Some(Cardinal { next: second.next, ..cardinal(atom, value + more) }),
                None => Some(Cardinal { bound, ..cardinal(atom, value) }),
            }
        }
        _ => None,
    }
}

fn read(lexed: &Lexed, i: usize, first: bool) -> Option<Atom> {
    if first { words::atom(lexed, i) } else { words::next(lexed, i) }
}

fn cardinal(atom: &Atom, value: i64) -> Cardinal {
    Cardinal {
        value: Exact::int(value),
        start: atom.start,
        next: atom.next,
        clitics: atom.clitics,
        wa: atom.wa,
        gender: atom.word.gender,
        form: Form::Words,
        scale: 1,
        joint: None,
        bound: false,
    }
}

const LETTER: usize = "و".len();

/// What may be written before digits as a word by itself. ب ل ك alone are left to the caller, who begins at the digits.
const PARTICLES: [(&str, Clitics); 8] = {
    const NONE: Clitics = Clitics { wa: false, fa: false, preposition: None, article: false };
    [
        ("و", Clitics { wa: true, ..NONE }),
        ("ف", Clitics { fa: true, ..NONE }),
        ("ال", Clitics { article: true, ..NONE }),
        ("وال", Clitics { wa: true, article: true, ..NONE }),
        ("فال", Clitics { fa: true, article: true, ..NONE }),
        ("بال", Clitics { preposition: Some('ب'), article: true, ..NONE }),
        ("كال", Clitics { preposition: Some('ك'), article: true, ..NONE }),
        ("لل", Clitics { preposition: Some('ل'), article: true, ..NONE }),
    ]
};

/// Digits, with what may be written before them: و or the article as a word that touches them or stands alone.
fn digit_group(lexed: &Lexed, i: usize) -> Option<Cardinal> {
    let mut at = i;
    let mut clitics = Clitics::default();
    let mut skip = 0;
    if lexed.kind(i) == Some(Kind::Word) {
        let (_, particles) = PARTICLES.iter().find(|p| p.0 == lexed.form(i))?;
        if lexed.gap(i + 1) > Gap::Space {
            return None;
        }
        clitics = *particles;
        skip = if clitics.is_bare() { 0 } else { LETTER };
        at = i + 1;
    }
    let digits = digits::parse(lexed, at)?;
    let start = if clitics.article { lexed.offset(i, skip) } else { lexed.start(at) };
    Some(Cardinal {
        value: digits.value,
        start,
        next: at + digits.tokens,
        clitics,
        wa: clitics.wa,
        gender: None,
        form: Form::Digits,
        scale: 1,
        joint: None,
        bound: false,
    })
}
